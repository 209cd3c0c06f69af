"""Asking for a consultation by video, and calling it off."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.consultations.access import PERSON, consulted_person, held, now_ms
from pagus.apps.consultations.models import Consultation, Participant
from pagus.apps.consultations.policy import OPEN_STATES
from pagus.apps.journal import actions as journal
from pagus.apps.monitoring.standing import require_living
from pagus.errors import Conflict, InputError
from pagus.kernel.time import DAY, HOUR, MINUTE

__all__ = ["ask_consultation", "call_off", "call_off_of", "cancel"]

APART_MS = 30 * MINUTE
FURTHEST_MS = 366 * DAY


def ask_consultation(
    by: Actor, person: str, *, reason: str = "", planned_ms: int | None = None, relay_only: bool = False
) -> str:
    """Ask for a consultation by video with a person, now or at an instant. The person finds it on their page.

    Takes: who asks; the pseudonym; why, which the person reads; when, None for now; whether no side may learn the
    network address of another. Gives: the code of the consultation.
    Refuses: NotFound, NotAllowed; InputError for an instant that is past or more than a year away, or a relay that is
    not there; Conflict when one with this person is open within half an hour of it, or the person died.
    """
    known = consulted_person(by, person)
    require_living(person)
    moment = now_ms()
    planned = moment if planned_ms is None else planned_ms
    if not moment - HOUR <= planned <= moment + FURTHEST_MS:
        raise InputError("a consultation is planned from now on, and within a year")
    relay = settings.WORKSPACE.relay
    if relay_only and relay is None:
        raise InputError("no relay is set up here: calls connect directly")
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        near = Consultation.objects.filter(person=person, status__in=OPEN_STATES)
        if near.filter(planned_ms__gt=planned - APART_MS, planned_ms__lt=planned + APART_MS).exists():
            raise Conflict("a consultation by video with this person is open at that time already")
        row = Consultation.objects.create(
            code=secrets.token_urlsafe(12),
            person=person,
            simulated=known.simulated,
            asked_by=login,
            asked_ms=moment,
            planned_ms=planned,
            reason=reason.strip()[:300],
            relay_only=relay_only or bool(relay and relay.relay_only),
        )
        Participant.objects.create(consultation=row, kind="person", name=person, part=PERSON)
        journal.record(login, role, "ask_consultation", person, "video consultation", {"consultation": row.pk})
    return row.code


def cancel(by: Actor, code: str) -> None:
    """Call a consultation off that has not begun. Refuses: NotFound, NotAllowed, Conflict once it has begun."""
    if not call_off(held(by, code), by):
        raise Conflict("a consultation that has begun is ended, not cancelled")


def call_off(row: Consultation, by: Actor) -> bool:
    """Call one off that has not begun, for whoever has asked for the right. Gives: whether it had not."""
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        changed = Consultation.objects.filter(pk=row.pk, status__in=("planned", "arrived")).update(
            status="cancelled", ended_ms=now_ms(), ended_by=login
        )
        if changed:
            detail = {"consultation": row.pk}
            journal.record(login, role, "cancel_consultation", row.person, "video consultation", detail)
    return bool(changed)


def call_off_of(person: str, by: Actor) -> int:
    """Call off all that waits for a person who died, for whoever has asked for the right. Gives: how many."""
    return sum(call_off(row, by) for row in Consultation.objects.filter(person=person, status__in=OPEN_STATES))
