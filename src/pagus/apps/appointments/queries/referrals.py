"""Which referrals are there, how far is each, and what was proposed: for those who may see the person.

Showing a referral is a reading of the person's data: it is journalled, once in ten minutes for the same user, person
and page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q

from pagus.apps.accounts.queries import Actor
from pagus.apps.appointments.access import seen_referral, visible
from pagus.apps.appointments.codes import written_code
from pagus.apps.appointments.models import Proposal, Referral
from pagus.apps.appointments.policy import OPEN_STATES, STEPS, ReferralStatus
from pagus.apps.people import queries as people

__all__ = [
    "Happened",
    "KeptProposal",
    "ReferralRow",
    "ReferralSheet",
    "Worklist",
    "may_refer",
    "referral_sheet",
    "referrals_of",
    "worklist",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """One referral in a list."""

    id: int
    person: str
    simulated: bool
    place: str
    service: str
    urgency: str
    status: ReferralStatus
    requested_by: str
    requested_ms: int
    due_ms: int
    overdue: bool
    chosen_kind: str
    """What was chosen: slot, call, walk_in or tele_expertise; "" while nothing is."""
    chosen_facility: str
    chosen_start_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProposal:
    """One option as it was shown, with its reasons."""

    rank: int
    kind: str
    facility: str
    start_ms: int | None
    still_free: bool
    """False for a slot that somebody else holds by now."""
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    cautions: tuple[tuple[str, Mapping[str, Any]], ...]
    chosen_ms: int | None
    code: str
    """The booking code of the appointment, "" without one."""
    appointment_status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of a referral's log."""

    at_ms: int
    by: str
    verb: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralSheet:
    """Everything about one referral."""

    row: ReferralRow
    question: str
    language: str
    step_free: bool
    sector: str
    mode: str
    within_min: int
    proposals: tuple[KeptProposal, ...]
    log: tuple[Happened, ...]
    next_states: tuple[ReferralStatus, ...]
    may_handle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """A page of referrals, what is due first on top, and the counts behind it."""

    rows: tuple[ReferralRow, ...]
    total: int
    overdue: int
    by_status: Mapping[str, int]


def may_refer(user: Actor, person: str) -> bool:
    """May this user refer this person?"""
    known = people.facts_of([person]).get(person)
    return known is not None and people.may_see(user, known) and people.may_see(user, known, "refer")


def worklist(
    user: Actor,
    statuses: Iterable[ReferralStatus] = OPEN_STATES,
    *,
    overdue: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> Worklist:
    """Which referrals wait for something, those due first on top? The reading is journalled."""
    now_ms = settings.WORKSPACE.clock.now_ms()
    seen = Referral.objects.filter(visible(user))
    late = Q(status__in=OPEN_STATES, due_ms__lt=now_ms)
    wanted = seen.filter(status__in=tuple(statuses))
    if overdue:
        wanted = wanted.filter(late)
    page = list(wanted.order_by("due_ms", "pk")[offset : offset + limit])
    people.note_reading(user, (each.person for each in page), "referrals")
    return Worklist(
        rows=_rows(page, now_ms),
        total=wanted.count(),
        overdue=seen.filter(late).count(),
        by_status=dict(seen.order_by().values_list("status").annotate(Count("pk"))),
    )


def referrals_of(user: Actor, person: str) -> tuple[ReferralRow, ...]:
    """Which referrals has this person, the newest first? None for who may not see them; the reading is journalled."""
    rows = list(Referral.objects.filter(visible(user), person=person).order_by("-requested_ms", "-pk"))
    people.note_reading(user, (each.person for each in rows), "referrals")
    return _rows(rows, settings.WORKSPACE.clock.now_ms())


def referral_sheet(user: Actor, number: int) -> ReferralSheet:
    """What is this referral about, what was proposed, what was chosen, how far is it? The reading is journalled.

    Refuses: NotFound when there is none, or when this user may not see its person.
    """
    now_ms = settings.WORKSPACE.clock.now_ms()
    referral = seen_referral(number, user)
    people.note_reading(user, [referral.person], f"referral {number}")
    proposals = referral.proposals.select_related("slot", "appointment").order_by("rank")
    handle = may_refer(user, referral.person)
    return ReferralSheet(
        row=_rows([referral], now_ms)[0],
        question=referral.question,
        language=referral.language,
        step_free=referral.step_free,
        sector=referral.sector,
        mode=referral.mode,
        within_min=referral.within_min,
        proposals=tuple(_kept(each, now_ms) for each in proposals),
        log=tuple(Happened(at_ms=e.at_ms, by=e.by, verb=e.verb, note=e.note) for e in referral.events.order_by("pk")),
        next_states=STEPS[referral.status] if handle else (),
        may_handle=handle,
    )


def _kept(proposal: Proposal, now_ms: int) -> KeptProposal:
    slot, appointment = proposal.slot, proposal.appointment
    return KeptProposal(
        rank=proposal.rank,
        kind=proposal.kind,
        facility=proposal.facility,
        start_ms=None if slot is None else slot.start_ms,
        still_free=slot is None or (slot.status == "free" and slot.start_ms > now_ms),
        reasons=tuple((code, facts) for code, facts in proposal.reasons),
        cautions=tuple((code, facts) for code, facts in proposal.cautions),
        chosen_ms=proposal.chosen_ms,
        code="" if appointment is None else written_code(appointment.code),
        appointment_status="" if appointment is None else appointment.status,
    )


def _rows(referrals: list[Referral], now_ms: int) -> tuple[ReferralRow, ...]:
    known = people.facts_of({each.person for each in referrals})
    chosen = Proposal.objects.filter(referral__in=referrals, chosen_ms__isnull=False).select_related("slot")
    choices = {each.referral_id: each for each in chosen}
    return tuple(_row(each, choices.get(each.pk), known[each.person].simulated, now_ms) for each in referrals)


def _row(referral: Referral, choice: Proposal | None, simulated: bool, now_ms: int) -> ReferralRow:
    return ReferralRow(
        id=referral.pk,
        person=referral.person,
        simulated=simulated,
        place=referral.place,
        service=referral.service,
        urgency=referral.urgency,
        status=referral.status,
        requested_by=referral.requested_by,
        requested_ms=referral.requested_ms,
        due_ms=referral.due_ms,
        overdue=referral.status in OPEN_STATES and referral.due_ms < now_ms,
        chosen_kind="" if choice is None else choice.kind,
        chosen_facility="" if choice is None else choice.facility,
        chosen_start_ms=None if choice is None or choice.slot is None else choice.slot.start_ms,
    )
