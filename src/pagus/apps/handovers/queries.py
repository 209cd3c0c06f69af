"""Hand-overs as they are read: one with its answer, those of a person, what waits for whom, the sheet behind a link."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from pagus.apps.accounts.queries import Actor
from pagus.apps.handovers.access import may_answer, may_handle, seen_handover, visible
from pagus.apps.handovers.asking import whom_to_ask
from pagus.apps.handovers.hiding import opened_paper, opened_sheet, whole_sheet
from pagus.apps.handovers.link import handover_of_key
from pagus.apps.handovers.models import Handover
from pagus.apps.handovers.noting import OUTSIDE
from pagus.apps.handovers.policy import OPEN_STATES
from pagus.apps.handovers.sheet import Sheet, SheetLimit
from pagus.apps.journal import actions as journal
from pagus.apps.people import queries as people

__all__ = [
    "Answer",
    "HandoverRow",
    "HandoverSheet",
    "ListedHandover",
    "Paper",
    "Step",
    "answered_for",
    "handover",
    "handovers_listed",
    "handovers_of",
    "may_hand_over",
    "paper_by_link",
    "paper_of",
    "shown_by_link",
    "waiting_for",
    "whom_to_ask",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow:
    """One hand-over in a list."""

    id: int
    person: str
    simulated: bool
    alert: int | None
    asked_by: str
    asked_ms: int
    urgency: str
    due_ms: int
    status: str
    overdue: bool
    to_part: str
    to_login: str
    to_name: str
    question: str
    opened_ms: int | None
    closed_ms: int | None
    noted_ms: int | None
    digest: str
    paper_digest: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered; the proposed limit as it was called by the kit then."""

    at_ms: int
    by: str
    outside: bool
    action: str
    within_days: int | None
    advice: str
    installation: int | None
    parameter: str
    value: float | None
    proposal_state: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the log."""

    at_ms: int
    by: str
    verb: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSheet:
    """One hand-over whole."""

    row: HandoverRow
    sheet: Sheet
    answer: Answer | None
    log: tuple[Step, ...]
    key_until_ms: int | None
    may_answer: bool
    may_handle: bool
    limits: tuple[SheetLimit, ...]
    """What can be proposed in the answer, of what the sheet shows; empty for who does not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHandover:
    """One hand-over as other systems see it: the row, the answer, hash and size of the paper, when it last changed."""

    row: HandoverRow
    answer: Answer | None
    sha1: str
    size: int
    changed_ms: int


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet on paper, as it was made."""

    number: int
    content: bytes
    digest: str


def may_hand_over(user: Actor, person: str) -> bool:
    """May this user hand this person over? To show a button with."""
    known = people.facts_of([person]).get(person)
    return known is not None and people.may_see(user, known, "refer")


def handover(user: Actor, number: int) -> HandoverSheet:
    """One hand-over; the reading is journalled. Refuses: NotFound."""
    row = seen_handover(number, user)
    people.note_reading(user, [row.person], "hand-over")
    sheet = opened_sheet(row, user)
    return _whole(row, sheet, may_answer=may_answer(row, user), may_handle=may_handle(row, user))


def shown_by_link(key: str) -> HandoverSheet:
    """What the holder of a link sees: this sheet and nothing else; the opening is journalled. Refuses: NotFound."""
    row = handover_of_key(key)
    journal.record_reads(f"handover:{row.pk}", OUTSIDE, [row.person], "hand-over")
    sheet = whole_sheet(row, f"handover:{row.pk}", OUTSIDE)
    return _whole(row, sheet, may_answer=row.status in OPEN_STATES, may_handle=False)


def paper_of(user: Actor, number: int) -> Paper:
    """The PDF as it was made; the reading is journalled. Refuses: NotFound."""
    row = seen_handover(number, user)
    people.note_reading(user, [row.person], "hand-over")
    return Paper(row.pk, opened_paper(row, user), row.paper_digest)


def paper_by_link(key: str) -> Paper:
    """The PDF, for the holder of a link. Refuses: NotFound."""
    row = handover_of_key(key)
    journal.record_reads(f"handover:{row.pk}", OUTSIDE, [row.person], "hand-over")
    return Paper(row.pk, opened_paper(row, None), row.paper_digest)


def handovers_of(user: Actor, person: str, *, most: int = 10) -> tuple[HandoverRow, ...]:
    """The hand-overs of one person, newest first. The caller has journalled the reading of the person."""
    return _rows(Q(person=person) & visible(user), ("-asked_ms",), most)


def waiting_for(user: Actor, *, most: int = 50) -> tuple[HandoverRow, ...]:
    """Which open questions wait for an answer of this user, due first on top? The reading is journalled.

    A question to somebody by name comes to that account; one to a role to all who hold it for the person.
    """
    login = "" if isinstance(user, str) else user.get_username()
    wanted = Q(status__in=OPEN_STATES, to_login__in=("", login)) & ~Q(to_part="") & visible(user)
    rows = Handover.objects.defer("paper", "sheet", "identity").filter(wanted).order_by("due_ms")
    mine = [row for row in rows if may_answer(row, user)][:most]
    people.note_reading(user, [row.person for row in mine], "hand-over")
    return tuple(_row(row) for row in mine)


def answered_for(user: Actor, *, most: int = 50) -> tuple[HandoverRow, ...]:
    """Which answers, and which refusals, has the team of whoever asked not yet read? The reading is journalled."""
    wanted = Q(status__in=("completed", "rejected"), noted_ms__isnull=True) & visible(user)
    rows = Handover.objects.defer("paper", "sheet", "identity").filter(wanted).order_by("closed_ms")
    found = [row for row in rows if may_handle(row, user) and not may_answer(row, user)][:most]
    people.note_reading(user, [row.person for row in found], "hand-over")
    return tuple(_row(row) for row in found)


def handovers_listed(
    user: Actor, *, numbers: Collection[int] | None = None, person: str = "", after: int = 0, most: int = 200
) -> tuple[ListedHandover, ...]:
    """Hand-overs by number after one, of these or all numbers, of one person or all. The caller journals."""
    wanted = visible(user) & Q(pk__gt=after)
    if numbers is not None:
        wanted &= Q(pk__in=list(numbers))
    if person:
        wanted &= Q(person=person)
    rows = Handover.objects.defer("paper", "sheet", "identity").select_related("answer").filter(wanted)
    return tuple(
        ListedHandover(
            row=_row(row),
            answer=_answer(row),
            sha1=row.paper_sha1,
            size=row.paper_bytes,
            changed_ms=row.closed_ms or row.opened_ms or row.asked_ms,
        )
        for row in rows.order_by("pk")[:most]
    )


def _rows(wanted: Q, order: tuple[str, ...], most: int | None) -> tuple[HandoverRow, ...]:
    rows = Handover.objects.defer("paper", "sheet", "identity").filter(wanted).order_by(*order)
    return tuple(_row(row) for row in (rows if most is None else rows[:most]))


def _row(row: Handover) -> HandoverRow:
    now_ms = settings.WORKSPACE.clock.now_ms()
    return HandoverRow(
        id=row.pk,
        person=row.person,
        simulated=row.simulated,
        alert=row.alert,
        asked_by=row.asked_by,
        asked_ms=row.asked_ms,
        urgency=row.urgency,
        due_ms=row.due_ms,
        status=row.status,
        overdue=row.status in OPEN_STATES and row.due_ms < now_ms,
        to_part=row.to_part,
        to_login=row.to_login,
        to_name=row.to_name,
        question=row.question,
        opened_ms=row.opened_ms,
        closed_ms=row.closed_ms,
        noted_ms=row.noted_ms,
        digest=row.digest,
        paper_digest=row.paper_digest,
        language=row.language,
    )


def _whole(row: Handover, sheet: Sheet, *, may_answer: bool, may_handle: bool) -> HandoverSheet:
    open_now = row.status in OPEN_STATES
    return HandoverSheet(
        row=_row(row),
        sheet=sheet,
        answer=_answer(row),
        log=tuple(Step(event.at_ms, event.by, event.verb, event.note) for event in row.events.order_by("pk")),
        key_until_ms=row.key_until_ms if row.key_digest else None,
        may_answer=may_answer and open_now,
        may_handle=may_handle,
        limits=tuple(row.sheet["proposable"]) if may_answer and open_now else (),
    )


def _answer(row: Handover) -> Answer | None:
    said = getattr(row, "answer", None)
    if said is None:
        return None
    return Answer(
        at_ms=said.at_ms,
        by=said.by,
        outside=said.outside,
        action=said.action,
        within_days=said.within_days,
        advice=said.advice,
        installation=said.installation,
        parameter=said.parameter,
        value=said.value,
        proposal_state=said.proposal_state,
    )
