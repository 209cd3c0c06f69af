"""The rows that the actions of this folder work on, and the journal entry that each of them leaves."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.models import Installation, Tenure
from pagus.apps.installations.queries.running import revision
from pagus.apps.journal import actions as journal
from pagus.errors import InputError, NotFound
from pagus.kernel.time import SECOND

__all__ = [
    "begin_tenure",
    "end_tenure",
    "now",
    "required_reason",
    "running_row",
    "this_second",
    "touch",
    "write_journal",
]


def now() -> int:
    """What time is it in this workspace, in ms UTC?"""
    moment: int = settings.WORKSPACE.clock.now_ms()
    return moment


def this_second(moment: int) -> int:
    """From when does what is measured now count? From the beginning of this second: many senders write whole ones."""
    return moment - moment % SECOND


def running_row(installation_id: int, *, locked: bool = False) -> Installation:
    """The running installation of that number; ``locked`` inside a transaction that changes its life.

    Refuses: NotFound when there is none, or when it has ended.
    """
    rows = Installation.objects.select_for_update() if locked else Installation.objects.all()
    row = rows.filter(pk=installation_id, removed_ms__isnull=True).first()
    if row is None:
        raise NotFound("no running installation has the number {installation}", installation=installation_id)
    return row


def touch(row: Installation) -> None:
    """Save a row and let everybody who follows the installations look again."""
    row.revision = revision() + 1
    row.save()


def begin_tenure(row: Installation) -> None:
    """From now on this version is the current one."""
    Tenure.objects.create(installation=row, from_ms=now())


def end_tenure(row: Installation) -> None:
    """From now on this version is not the current one."""
    Tenure.objects.filter(installation=row, to_ms__isnull=True).update(to_ms=now())


def required_reason(reason: str, otherwise: InputError) -> str:
    """The reason without blanks around it. Refuses: ``otherwise`` when it is empty."""
    if not reason.strip():
        raise otherwise
    return reason.strip()


def write_journal(by: Actor, verb: str, code: str, detail: Mapping[str, object]) -> None:
    """Enter into the journal what was done, to which kit or subject."""
    login, role = accounts.actor_of(by)
    journal.record(login, role, verb, code, "installation", detail)
