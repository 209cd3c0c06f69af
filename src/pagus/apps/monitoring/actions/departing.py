"""A person dies or moves away: what ends at once, what may go on, what stays; and taking it back, if it was wrong."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts import actions as alerts
from pagus.apps.appointments.actions import cancel_referrals_of
from pagus.apps.consultations.actions import call_off_of
from pagus.apps.handovers.actions import take_back_of
from pagus.apps.installations.queries import enrolments_of
from pagus.apps.messages.asking import close_requests_of
from pagus.apps.monitoring.access import enrollable, now, today, write_journal
from pagus.apps.monitoring.actions.stopping import end_following
from pagus.apps.monitoring.checking import DEPARTURES
from pagus.apps.monitoring.models import Departure
from pagus.apps.monitoring.standing import require_standing
from pagus.apps.pathways.actions import Departing, tell_departure
from pagus.apps.pathways.models import Run
from pagus.apps.people.contacts import forget_contact
from pagus.apps.people.keys import revoke_every_key
from pagus.apps.streams.actions import stop_readings
from pagus.errors import Conflict, InputError

__all__ = ["record_departure", "take_back_departure"]


def record_departure(code: str, by: Actor, *, kind: str, on: str, words: str) -> int:
    """Write down that a person died or moved away, and end what is done for them. Gives: the number of the record.

    Takes: a pseudonym; ``died`` or ``moved``; the day, as 2026-03-16; how it is known.
    Refuses: NotFound, NotAllowed; InputError for another kind, no day, one to come, or no words; Conflict when it is
    written already or the pseudonym ended.
    Method: one transaction. Courses are told first: of a move, a course may go on where its pathway says so, to hand
    the person over, and then its kit goes on with it. Every other kit ends as a stop ends it. Of a death, all that
    waits is called off too, keys open nothing and the phone number is forgotten. What was recorded stays: the law asks
    for it. A consent stays as it was given: nobody took it back.
    """
    enrollable(code, by)
    require_standing(code, by)
    known, day, said = _kind(kind), _day(on), words.strip()[:500]
    if not said:
        raise InputError("write how it is known")
    login, moment = accounts.actor_of(by)[0], now()
    try:
        with transaction.atomic():
            row = Departure.objects.create(
                subject=code, kind=known, on=day, words=said, at_ms=moment, recorded_by=login
            )
            tell_departure(by, code, known)
            goes_on = going_on(code)
            detail: dict[str, object] = {"kind": known, "kits": _end_kits(code, by, goes_on, row)}
            if not goes_on:
                stop_readings(code, (), moment, every=True)
                forget_contact(code, by)
            if known == "died":
                revoke_every_key(by, code)
                detail |= _call_off(code, by, said)
            write_journal(by, "record_departure", code, detail)
    except IntegrityError as error:
        raise Conflict(
            "{code} died or moved away, it is written: take that back first if it is wrong", code=code
        ) from error
    return row.pk


def take_back_departure(code: str, by: Actor, *, reason: str) -> None:
    """Say that somebody is here after all: it was a mistake, or they came back. Nothing that ended begins by itself.

    Refuses: NotFound, NotAllowed, InputError without a reason, Conflict when no departure of them stands.
    """
    enrollable(code, by)
    if not reason.strip():
        raise InputError("write how it is known")
    with transaction.atomic():
        changed = Departure.objects.filter(subject=code, undone_ms__isnull=True).update(
            undone_ms=now(), undone_by=accounts.actor_of(by)[0], undone_reason=reason.strip()[:500]
        )
        if not changed:
            raise Conflict("nobody wrote down that {code} died or moved away", code=code)
        write_journal(by, "take_back_departure", code, {})


def going_on(code: str) -> set[int]:
    """Which installations have a course of this person that goes on: its pathway hands people over."""
    return set(Run.objects.filter(person=code, ended_ms__isnull=True).values_list("installation_id", flat=True))


def _end_kits(code: str, by: Actor, goes_on: set[int], row: Departure) -> int:
    """Gives: how many ended. Alerts of kits that ended before are closed too: nobody is to call about them."""
    followed = {
        kit.id: (kit, it) for kit, it in enrolments_of(code) if kit.removed_ms is None and kit.id not in goes_on
    }
    running = [kit for kit, enrolled in followed.values() if enrolled.to_ms is None]
    for kit in running:
        end_following(code, kit, by, said_by=row.kind, words=row.words, moment=row.at_ms)
    for number in followed:
        alerts.close_all_of(number, by, note=row.words, subject=code)
    return len(running)


def _call_off(code: str, by: Actor, words: str) -> dict[str, object]:
    """What waits for somebody who died: gives how much of each was called off."""
    return {
        "consultations": call_off_of(code, by),
        "referrals": cancel_referrals_of(code, by, note=words),
        "questions": take_back_of(code, by, reason=words),
        "requests": close_requests_of(code, by, words=words),
    }


def _kind(kind: str) -> Departing:
    if kind == "died":
        return "died"
    if kind == "moved":
        return "moved"
    raise InputError("say what happened: {known}", known=", ".join(DEPARTURES))


def _day(on: str) -> date:
    try:
        day = date.fromisoformat(on.strip())
    except ValueError:
        raise InputError("write the day as 2026-03-16") from None
    if day > today():
        raise InputError("this day is still to come")
    return day
