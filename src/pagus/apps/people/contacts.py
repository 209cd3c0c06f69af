"""How a person can be reached: kept by the team that follows them, seen by that team only, never in a log."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.people.models import Contact as ContactRow
from pagus.apps.people.queries import KnownPerson, facts_of, may_see
from pagus.errors import InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY, MINUTE

__all__ = [
    "CHANNELS",
    "Contact",
    "agree_oneself",
    "contact_of",
    "forget_contact",
    "own_contact",
    "reachable",
    "set_contact",
]

CHANNELS = ("page", "sms", "email", "phone")
"""``page``: nothing is sent, the person looks at their page; ``phone``: the team calls."""
LANGUAGES = ("fr", "en", "de")
QUIET = (20 * 60, 8 * 60)
"""From 20:00 to 8:00 nothing is sent; a local habit, each person's own can be set."""
MOST_A_DAY = 2
"""No more reminders than this in 24 hours; a local habit."""
MOST_EVER_A_DAY = 10
DAY_MINUTES = DAY // MINUTE

_PHONE = re.compile(r"\+[1-9]\d{6,14}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach somebody. ``agreed_ms``: since when they agree to be written to; None: nothing may be sent."""

    person: str
    phone: str
    email: str
    channel: str
    language: str
    agreed_ms: int | None
    quiet_from: int
    quiet_until: int
    most_a_day: int
    measure_by: int
    """Until when today's measurement should have come, as minutes after midnight."""
    changed_ms: int
    changed_by: str


def contact_of(person: str, by: Actor) -> Contact | None:
    """How can this person be reached? The reading is journalled.

    Gives: None when nothing is kept, and to everybody who is not of the person's care team: a coordinator who sees
    every team follows nobody, and needs no number. Refuses: NotFound for a person whom this user may not see.
    """
    known = _known(person, by)
    if not _follows(by, known):
        return None
    row = ContactRow.objects.filter(person_id=person).first()
    if row is None:
        return None
    journal.record_reads(*accounts.actor_of(by), [person], "contact")
    return _contact(row)


def own_contact(person: str) -> Contact | None:
    """How can this person be reached? For their own page, that their key opened, and for the job that sends."""
    row = ContactRow.objects.filter(person_id=person).first()
    return None if row is None else _contact(row)


def reachable(channels: Collection[str]) -> tuple[Contact, ...]:
    """Who agreed to be written to by one of these channels? For the job that sends; shown to nobody."""
    rows = ContactRow.objects.filter(agreed_ms__isnull=False, channel__in=list(channels)).order_by("person_id")
    return tuple(map(_contact, rows))


def set_contact(
    person: str,
    by: Actor,
    *,
    phone: str | None = None,
    email: str | None = None,
    channel: str | None = None,
    language: str | None = None,
    agreed: bool | None = None,
    quiet: tuple[int, int] | None = None,
    most_a_day: int | None = None,
    measure_by: int | None = None,
) -> None:
    """Keep how a person can be reached. What is None stays as it is; an empty text takes away.

    Takes: a phone number with its country (in France also 06 12 34 56 78); an e-mail address; the channel they prefer,
    of ``CHANNELS``; whether they agreed to be written to; when nothing is sent, as minutes after midnight where they
    live; the most reminders a day; from when on a measurement of today that has not come is overdue.
    Refuses: NotFound, NotAllowed (verb ``enrol``), InputError for what cannot be, and for a channel without its number
    or address.
    """
    known = _known(person, by)
    if not may_see(by, known, "enrol"):
        raise NotAllowed("your roles do not allow: {verb}", verb="enrol")
    changes: dict[str, Any] = {}
    if phone is not None:
        changes["phone"] = _phone(phone, known)
    if email is not None:
        changes["email"] = _email(email)
    if channel is not None:
        changes["channel"] = _one_of(channel, CHANNELS)
    if language is not None:
        changes["language"] = _one_of(language, LANGUAGES)
    if quiet is not None:
        changes["quiet_from"], changes["quiet_until"] = _minutes(quiet[0]), _minutes(quiet[1])
    if most_a_day is not None:
        changes["most_a_day"] = _rate(most_a_day)
    if measure_by is not None:
        changes["measure_by"] = _minutes(measure_by)
    _keep(person, changes, agreed, accounts.actor_of(by))


def agree_oneself(person: str, *, agreed: bool) -> None:
    """Agree to be written to, or no longer: on one's own page. Refuses: NotFound when no way to reach them is kept."""
    if not ContactRow.objects.filter(person_id=person).exists():
        raise NotFound("no phone number or address is kept for you here")
    _keep(person, {}, agreed, (person, "person"))


def forget_contact(person: str, by: Actor) -> None:
    """Keep no way to reach this person any more. Twice has no further effect. Refuses: NotFound, NotAllowed."""
    if not may_see(by, _known(person, by), "enrol"):
        raise NotAllowed("your roles do not allow: {verb}", verb="enrol")
    with transaction.atomic():
        gone, _ = ContactRow.objects.filter(person_id=person).delete()
        if gone:
            journal.record(*accounts.actor_of(by), "forget_contact", person, "contact")


def _keep(person: str, changes: Mapping[str, Any], agreed: bool | None, actor: tuple[str, str]) -> None:
    moment: int = settings.WORKSPACE.clock.now_ms()
    row = ContactRow.objects.filter(person_id=person).first() or ContactRow(
        person_id=person, channel="page", language="fr", quiet_from=QUIET[0], quiet_until=QUIET[1],
        most_a_day=MOST_A_DAY,
    )  # fmt: skip
    for name, value in changes.items():
        setattr(row, name, value)
    if agreed is not None:
        row.agreed_ms = (row.agreed_ms or moment) if agreed else None
    if row.channel in ("sms", "phone") and not row.phone:
        raise InputError("the channel {channel} needs a phone number", channel=row.channel)
    if row.channel == "email" and not row.email:
        raise InputError("the channel {channel} needs an e-mail address", channel=row.channel)
    row.changed_ms, row.changed_by = moment, actor[0]
    named = sorted({*changes, *(() if agreed is None else ("agreed",))})
    with transaction.atomic():
        row.save()
        journal.record(*actor, "set_contact", person, "contact", {"changed": named})


def _contact(row: ContactRow) -> Contact:
    return Contact(
        person=row.person_id, phone=row.phone, email=row.email, channel=row.channel, language=row.language,
        agreed_ms=row.agreed_ms, quiet_from=row.quiet_from, quiet_until=row.quiet_until, most_a_day=row.most_a_day,
        measure_by=row.measure_by,
        changed_ms=row.changed_ms, changed_by=row.changed_by,
    )  # fmt: skip


def _known(person: str, by: Actor) -> KnownPerson:
    known = facts_of([person]).get(person)
    if known is None or not may_see(by, known):
        raise NotFound("no person here has the code {code}", code=person)
    return known


def _follows(by: Actor, known: KnownPerson) -> bool:
    if isinstance(by, str):
        return by == accounts.SYSTEM
    return any(
        grant.team == known.team
        and "see_person" in grant.role.verbs
        and accounts.covers(grant.territory, known.residence)
        for grant in accounts.grants(by)
    )


def _phone(text: str, known: KnownPerson) -> str:
    bare = re.sub(r"[\s.()/-]", "", text)
    if not bare:
        return ""
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    elif re.fullmatch(r"0[1-9]\d{8}", bare) and accounts.covers("country:FR", known.residence):
        bare = "+33" + bare[1:]
    if not _PHONE.fullmatch(bare):
        raise InputError("this is no phone number: write it with its country, as +33 6 12 34 56 78")
    return bare


def _email(text: str) -> str:
    bare = text.strip()
    if bare:
        try:
            validate_email(bare)
        except ValidationError:
            raise InputError("this is no e-mail address") from None
    return bare


def _one_of(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise InputError("{given} is none of {known}", given=text, known=", ".join(known))
    return text


def _minutes(value: int) -> int:
    if not 0 <= value < DAY_MINUTES:
        raise InputError("a time of day is from 0 to {most} minutes after midnight", most=DAY_MINUTES - 1)
    return value


def _rate(value: int) -> int:
    if not 1 <= value <= MOST_EVER_A_DAY:
        raise InputError("from 1 to {most} reminders a day", most=MOST_EVER_A_DAY)
    return value
