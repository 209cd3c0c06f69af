"""Keys of personal pages: who holds one is the person, on that page only."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.people.models import PersonalKey
from pagus.apps.people.queries import KnownPerson, facts_of, may_see
from pagus.errors import InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY

__all__ = ["KnownKey", "keys_of", "make_personal_key", "person_of_key", "revoke_every_key", "revoke_personal_key"]

KEY_BYTES = 24
"""192 random bits: nobody guesses one."""
LONGEST_DAYS = 400
"""A year of a pathway and the weeks around it; a local default."""


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that was made: not the key itself, which nobody knows any more."""

    id: int
    made_ms: int
    made_by: str
    expires_ms: int
    revoked_ms: int | None


def make_personal_key(by: Actor, person: str, *, days: int = 180) -> str:
    """Make a key for the personal page of somebody, and give it, this once: only its hash is kept.

    Takes: who makes it; a pseudonym; for how many days it opens the page, up to ``LONGEST_DAYS``.
    Refuses: NotFound, NotAllowed, InputError for a number of days that cannot be, Conflict when the pseudonym ended.
    """
    from pagus.apps.monitoring.standing import require_standing  # which knows people in turn

    _handled(by, person)
    require_standing(person, by)
    if not 1 <= days <= LONGEST_DAYS:
        raise InputError("a key holds from 1 to {most} days", most=LONGEST_DAYS)
    key = secrets.token_urlsafe(KEY_BYTES)
    moment = _now()
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        row = PersonalKey.objects.create(
            person_id=person, digest=_digest(key), made_ms=moment, made_by=login, expires_ms=moment + days * DAY
        )
        journal.record(login, role, "make_personal_key", person, "personal page", {"key": row.pk, "days": days})
    return key


def revoke_personal_key(by: Actor, key_id: int) -> None:
    """Let a key open nothing any more. Twice has no further effect. Refuses: NotFound, NotAllowed."""
    row = PersonalKey.objects.filter(pk=key_id).first()
    if row is None:
        raise NotFound("no key has the number {key}", key=key_id)
    _handled(by, row.person_id)
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        if PersonalKey.objects.filter(pk=key_id, revoked_ms__isnull=True).update(revoked_ms=_now(), revoked_by=login):
            journal.record(login, role, "revoke_personal_key", row.person_id, "personal page", {"key": key_id})


def revoke_every_key(by: Actor, person: str) -> None:
    """Let no key of this person open their page any more. Refuses: NotFound, NotAllowed."""
    for key in keys_of(by, person):
        if key.revoked_ms is None:
            revoke_personal_key(by, key.id)


def keys_of(user: Actor, person: str) -> tuple[KnownKey, ...]:
    """Which keys were made for this person, newest first? Refuses: NotFound, NotAllowed."""
    _handled(user, person)
    rows = PersonalKey.objects.filter(person_id=person).order_by("-pk")
    return tuple(KnownKey(it.pk, it.made_ms, it.made_by, it.expires_ms, it.revoked_ms) for it in rows)


def person_of_key(key: str) -> KnownPerson:
    """Whose key is this? Opening the page is journalled, by the person.

    Refuses: NotFound for a key that never was, has expired or was revoked: they are not told apart.
    """
    row = PersonalKey.objects.filter(digest=_digest(key), revoked_ms__isnull=True, expires_ms__gt=_now()).first()
    if row is None:
        raise NotFound("this key opens no page: ask whoever follows you for a new one")
    journal.record_reads(row.person_id, "person", [row.person_id], "personal page")
    return facts_of([row.person_id])[row.person_id]


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _handled(by: Actor, code: str) -> None:
    known = facts_of([code]).get(code)
    if known is None or not may_see(by, known):
        raise NotFound("no person here has the code {code}", code=code)
    if not may_see(by, known, "enrol"):
        raise NotAllowed("your roles do not allow: {verb}", verb="enrol")


def _now() -> int:
    moment: int = settings.WORKSPACE.clock.now_ms()
    return moment
