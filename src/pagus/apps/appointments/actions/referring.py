"""Referring a person to care elsewhere: the options are kept with their reasons, the person chooses, people follow up.

Every step is a ``ReferralEvent`` in the referral's own log, in workspace time, and an entry of the journal.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.appointments.access import handled_referral, referred_person
from pagus.apps.appointments.actions.booking import hold_slot, release
from pagus.apps.appointments.models import Proposal, Referral, ReferralEvent
from pagus.apps.appointments.policy import OPEN_STATES, REFERRAL_STATES, STEPS, URGENCIES, ReferralStatus
from pagus.apps.appointments.queries.proposing import Need, Option, options_for
from pagus.apps.journal import actions as journal
from pagus.apps.monitoring.standing import require_living
from pagus.errors import Conflict, InputError, NotFound

__all__ = ["cancel_referrals_of", "choose", "move_on", "refer"]

LONGEST_NOTE = 500
REASONED: frozenset[ReferralStatus] = frozenset({"completed", "cancelled", "rejected"})
"""States that are entered with words only."""


def refer(person: str, need: Need, by: Actor, *, question: str = "") -> int:
    """Ask for care elsewhere, and keep the options as they stand now, each with its reasons.

    Takes: the pseudonym of a person; what is wanted; the question to whoever will see them, without any name.
    Gives: the number of the referral. Refuses: NotFound, NotAllowed, InputError for an unknown service or urgency, or
    a question that is too long, Conflict for somebody who died.
    """
    known = referred_person(person, by)
    require_living(person)
    words = _note(question)
    now_ms = settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        options = options_for(need, known.residence)
        referral = Referral.objects.create(
            person=person,
            place=known.residence,
            requested_by=accounts.actor_of(by)[0],
            requested_ms=now_ms,
            service=need.service,
            urgency=need.urgency,
            due_ms=now_ms + URGENCIES[need.urgency].within_ms,
            question=words,
            language=need.language,
            step_free=need.step_free,
            sector=need.sector,
            mode=need.mode,
            within_min=need.within_min,
            status="requested",
        )
        Proposal.objects.bulk_create([_proposal(referral, rank, option) for rank, option in enumerate(options, 1)])
        _log(referral, "requested", by, now_ms)
    return int(referral.pk)


def choose(number: int, rank: int, by: Actor, *, note: str = "") -> None:
    """Record what the person chose; where the option is a slot it is booked, and the one chosen before is given back.

    Refuses: NotFound, NotAllowed, Conflict when the referral is closed or the slot was taken meanwhile: then nothing
    changes.
    """
    words, now_ms = _note(note), settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        referral = handled_referral(number, by)
        if referral.status not in ("requested", "accepted"):
            raise Conflict("the choice can no longer change: the referral is under way or closed")
        proposal = referral.proposals.filter(rank=rank).first()
        if proposal is None:
            raise NotFound("referral {referral} has no option {rank}", referral=number, rank=rank)
        if proposal.chosen_ms is not None:
            return
        _drop_choice(referral)
        if proposal.slot_id is not None:
            proposal.appointment = hold_slot(proposal.slot_id)
        proposal.chosen_ms = now_ms
        proposal.save(update_fields=["chosen_ms", "appointment"])
        # A published slot is the word of the facility; everything else waits for it.
        referral.status = "accepted" if proposal.slot_id is not None else "requested"
        referral.save(update_fields=["status"])
        _log(referral, "chosen", by, now_ms, words)


def move_on(number: int, status: ReferralStatus, by: Actor, *, note: str = "") -> None:
    """Say how far a referral is. Cancelled or rejected gives its appointment back while that has not begun.

    Takes: a state that follows the present one (``policy.STEPS``); words, required to close.
    Refuses: NotFound, NotAllowed, InputError for an unknown state or missing words, Conflict for a state that does
    not follow.
    """
    words, now_ms = _note(note), settings.WORKSPACE.clock.now_ms()
    if status not in REFERRAL_STATES:
        raise InputError("no state of a referral is called {status}", status=status)
    if status in REASONED and not words:
        raise InputError("closing a referral needs words: say what came of it, or why")
    with transaction.atomic():
        referral = handled_referral(number, by)
        if status not in STEPS[referral.status]:
            raise Conflict("this referral is {status}: that step does not follow", status=referral.status)
        _enter(referral, status, by, now_ms, words)


def cancel_referrals_of(person: str, by: Actor, *, note: str) -> int:
    """Cancel all that is open for a person who died, for whoever has asked for the right. Gives: how many."""
    now_ms = settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        found = list(Referral.objects.select_for_update().filter(person=person, status__in=OPEN_STATES))
        for referral in found:
            _enter(referral, "cancelled", by, now_ms, note)
    return len(found)


def _enter(referral: Referral, status: ReferralStatus, by: Actor, now_ms: int, words: str) -> None:
    referral.status = status
    if status not in OPEN_STATES:
        referral.closed_ms = now_ms
    referral.save(update_fields=["status", "closed_ms"])
    if status in ("cancelled", "rejected"):
        _give_back(referral)
    _log(referral, status, by, now_ms, words)


def _proposal(referral: Referral, rank: int, option: Option) -> Proposal:
    return Proposal(
        referral=referral,
        rank=rank,
        kind=option.kind,
        facility=option.facility,
        slot_id=option.slot,
        reasons=[[each.code, dict(each.facts)] for each in option.reasons],
        cautions=[[each.code, dict(each.facts)] for each in option.cautions],
    )


def _drop_choice(referral: Referral) -> None:
    _give_back(referral)
    referral.proposals.filter(chosen_ms__isnull=False).update(chosen_ms=None, appointment=None)


def _give_back(referral: Referral) -> None:
    chosen = referral.proposals.filter(chosen_ms__isnull=False, appointment__status="booked").first()
    if chosen is not None:
        release(chosen.appointment)


def _note(text: str) -> str:
    words = text.strip()
    if len(words) > LONGEST_NOTE:
        raise InputError("{count} signs are too many: write at most {most}", count=len(words), most=LONGEST_NOTE)
    return words


def _log(referral: Referral, verb: str, by: Actor, at_ms: int, note: str = "") -> None:
    login, role = accounts.actor_of(by)
    ReferralEvent.objects.create(referral=referral, at_ms=at_ms, by=login, verb=verb, note=note)
    journal.record(login, role, "refer", referral.person, "referral", {"referral": referral.pk, "step": verb})
