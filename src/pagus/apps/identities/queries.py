"""Who is this person? For those who may know; every view is journalled, one entry each."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.identities.actions import SEEING, Identity, person_to_identify
from pagus.apps.identities.matricule import contradictions
from pagus.apps.identities.models import NationalIdentity
from pagus.apps.identities.sealing import open_sealed
from pagus.apps.journal import actions as journal
from pagus.apps.people import queries as people

__all__ = ["KeptIdentity", "identity_of", "may_see_identity", "qualified_identity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptIdentity:
    """An identity, who entered it and when, and which traits its matricule contradicts (sex, year, month)."""

    identity: Identity
    entered_by: str
    entered_ms: int
    contradictions: tuple[str, ...]


def may_see_identity(user: Actor, code: str) -> bool:
    """May this user know who this is? To show a link with."""
    person = people.facts_of([code]).get(code)
    return person is not None and people.may_see(user, person) and people.may_see(user, person, SEEING)


def identity_of(user: Actor, code: str, purpose: str = "identity") -> KeptIdentity | None:
    """The identity that holds now; None when none was entered. Refuses: NotFound, NotAllowed, StoreError."""
    person_to_identify(code, user)
    row = NationalIdentity.objects.filter(person=code).order_by("-pk").first()
    if row is None:
        return None
    journal.record(*accounts.actor_of(user), "read_identity", code, purpose)
    content = open_sealed(settings.WORKSPACE.folder, code, bytes(row.sealed))
    found = msgspec.json.decode(content, type=Identity)
    doubts = contradictions(found.matricule, found.sex, found.birth_date) if found.matricule else ()
    return KeptIdentity(
        identity=found, entered_by=row.entered_by, entered_ms=row.entered_ms, contradictions=tuple(doubts)
    )


def qualified_identity(user: Actor, code: str) -> Identity | None:
    """The identity to print as INS: only a qualified one, only for who may see it; else None."""
    if not may_see_identity(user, code) or not NationalIdentity.objects.filter(person=code).exists():
        return None
    kept = identity_of(user, code, "hand-over")
    return kept.identity if kept is not None and kept.identity.status == "qualified" else None
