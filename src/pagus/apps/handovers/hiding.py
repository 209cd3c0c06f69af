"""A national identity on a sheet: sealed apart, shown to who may see identities, to who was asked, and by the link."""

from __future__ import annotations

import json

from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.handovers.access import may_answer
from pagus.apps.handovers.models import Handover
from pagus.apps.handovers.sheet import Sheet
from pagus.apps.identities.queries import may_see_identity
from pagus.apps.identities.sealing import open_sealed, seal
from pagus.apps.journal import actions as journal
from pagus.errors import NotAllowed

__all__ = ["opened_paper", "opened_sheet", "sealed_identity", "sealed_paper", "whole_sheet"]


def sealed_identity(sheet: Sheet) -> bytes:
    """The identity of a sheet, sealed; empty without one."""
    if sheet["identity"] is None:
        return b""
    return seal(settings.WORKSPACE.folder, sheet["person"], json.dumps(sheet["identity"]).encode())


def sealed_paper(sheet: Sheet, paper: bytes) -> bytes:
    """The paper as it is kept: sealed when an identity stands on it."""
    return paper if sheet["identity"] is None else seal(settings.WORKSPACE.folder, sheet["person"], paper)


def opened_sheet(row: Handover, user: Actor) -> Sheet:
    """The sheet for this user: with its identity, if they may see it; that is journalled."""
    if not row.identity or not (may_see_identity(user, row.person) or may_answer(row, user)):
        sheet: Sheet = row.sheet
        return sheet
    return whole_sheet(row, *accounts.actor_of(user))


def whole_sheet(row: Handover, actor: str, role: str) -> Sheet:
    """The sheet with its identity, for somebody who may see it; journalled."""
    sheet: Sheet = row.sheet
    if not row.identity:
        return sheet
    journal.record(actor, role, "read_identity", row.person, "hand-over")
    identity = json.loads(open_sealed(settings.WORKSPACE.folder, row.person, bytes(row.identity)))
    return {**sheet, "identity": identity}


def opened_paper(row: Handover, user: Actor | None) -> bytes:
    """The PDF. Takes: who asks; None for the holder of the link. Refuses: NotAllowed for an identity not for them."""
    content = bytes(Handover.objects.values_list("paper", flat=True).get(pk=row.pk))
    if not row.identity:
        return content
    if user is not None and not (may_see_identity(user, row.person) or may_answer(row, user)):
        raise NotAllowed("your roles do not allow: {verb}", verb="see_identity")
    actor = ("handover:" + str(row.pk), "colleague outside") if user is None else accounts.actor_of(user)
    journal.record(*actor, "read_identity", row.person, "hand-over")
    return open_sealed(settings.WORKSPACE.folder, row.person, content)
