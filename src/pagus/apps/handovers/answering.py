"""The answer of a specialist: opened, answered or declined, by an account or through the link; what is done with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.handovers.access import may_answer, may_handle, seen_handover
from pagus.apps.handovers.link import handover_of_key
from pagus.apps.handovers.models import Handover, HandoverAnswer
from pagus.apps.handovers.noting import log, log_outside
from pagus.apps.handovers.policy import ACTIONS, LONGEST_ADVICE, OPEN_STATES
from pagus.apps.installations.actions import set_parameter
from pagus.apps.installations.queries import enrolments_of
from pagus.errors import Conflict, InputError, NotAllowed
from pagus.kit_language import check_choice

__all__ = ["Given", "answer", "answer_by_link", "apply_proposal", "decline", "leave_proposal", "note_answer", "opened"]

MOST_DAYS = 365
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer as it was written. A limit has its installation, name and value, or none of the three."""

    action: str
    advice: str
    within_days: int | None = None
    installation: int | None = None
    parameter: str = ""
    value: float | None = None


def opened(number: int, by: Actor) -> None:
    """Note that whoever was asked has opened the sheet: the first time only."""
    with transaction.atomic():
        row = seen_handover(number, by)
        if row.status == "requested" and may_answer(row, by):
            _note_opened(row)
            log(row, "in-progress", by, row.opened_ms or 0)


def answer(number: int, given: Given, by: Actor) -> None:
    """Answer a question.

    Refuses: NotFound; NotAllowed for who does not hold the role that was asked; Conflict when it is closed; InputError
    for an unknown action, missing words or days, or a limit that the kit does not accept.
    """
    with transaction.atomic():
        row = seen_handover(number, by)
        if not may_answer(row, by):
            raise NotAllowed("this question was asked of another role")
        _answer(row, given, accounts.actor_of(by)[0], outside=False)
        log(row, "completed", by, row.closed_ms or 0)


def answer_by_link(key: str, given: Given) -> None:
    """Answer through the link: then it opens nothing any more. Refuses: as ``answer``, and NotFound for the key."""
    with transaction.atomic():
        row = handover_of_key(key)
        _answer(row, given, row.to_name, outside=True)
        log_outside(row, "completed", row.closed_ms or 0)


def decline(number: int, by: Actor, *, reason: str) -> None:
    """Say that one does not answer, and why. Refuses: as ``answer``; InputError without a reason."""
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        raise InputError("say why, in at most {most} signs: whoever asked must find somebody else", most=LONGEST_REASON)
    with transaction.atomic():
        row = seen_handover(number, by)
        if not may_answer(row, by):
            raise NotAllowed("this question was asked of another role")
        _require_open(row)
        row.status, row.closed_ms = "rejected", settings.WORKSPACE.clock.now_ms()
        row.save(update_fields=["status", "closed_ms"])
        log(row, "rejected", by, row.closed_ms, said)


def note_answer(number: int, by: Actor) -> None:
    """Say that the team has read the answer; it leaves the list of answers to read. Twice has no further effect."""
    with transaction.atomic():
        row = _answered(number, by)
        if row.noted_ms is None:
            row.noted_ms = settings.WORKSPACE.clock.now_ms()
            row.save(update_fields=["noted_ms"])
            log(row, "noted", by, row.noted_ms)


def apply_proposal(number: int, by: Actor) -> None:
    """Set the limit that the specialist proposed, as the person's own value, in the name of who applies it.

    Refuses: NotFound, NotAllowed (``set_person_parameter``), Conflict when nothing waits, InputError when the kit no
    longer accepts the value.
    """
    with transaction.atomic():
        row = _answered(number, by)
        said = _open_proposal(row)
        reason = f"{said.by} (hand-over {row.pk}): {said.advice}"[:LONGEST_REASON]
        set_parameter(
            int(said.installation or 0), said.parameter, said.value,
            layer="person", holder=row.person, reason=reason, by=by,
        )  # fmt: skip
        _close_proposal(row, said, "applied", by, "")


def leave_proposal(number: int, by: Actor, *, reason: str) -> None:
    """Leave the limit as it is, and say why. Refuses: as ``apply_proposal``; InputError without a reason."""
    words = reason.strip()
    if not words or len(words) > LONGEST_REASON:
        raise InputError("say why the limit stays as it is, in at most {most} signs", most=LONGEST_REASON)
    with transaction.atomic():
        row = _answered(number, by)
        _close_proposal(row, _open_proposal(row), "left", by, words)


def _answer(row: Handover, given: Given, name: str, *, outside: bool) -> None:
    _require_open(row)
    advice = _checked(given)
    installation, parameter, value = _proposal(row, given)
    now_ms = settings.WORKSPACE.clock.now_ms()
    _note_opened(row)
    row.status, row.closed_ms, row.key_digest = "completed", now_ms, ""
    row.save(update_fields=["status", "closed_ms", "key_digest"])
    HandoverAnswer.objects.create(
        handover=row,
        at_ms=now_ms,
        by=name,
        outside=outside,
        action=given.action,
        within_days=given.within_days if ACTIONS[given.action].asks_days else None,
        advice=advice,
        installation=installation,
        parameter=parameter,
        value=value,
        proposal_state="open" if parameter else "",
    )


def _checked(given: Given) -> str:
    advice = given.advice.strip()
    if given.action not in ACTIONS:
        raise InputError("choose what should be done")
    if not advice:
        raise InputError("write the advice: one sentence is enough")
    if len(advice) > LONGEST_ADVICE:
        raise InputError("{count} signs are too many: write at most {most}", count=len(advice), most=LONGEST_ADVICE)
    if ACTIONS[given.action].asks_days and not 1 <= (given.within_days or 0) <= MOST_DAYS:
        raise InputError("say within how many days: from 1 to {most}", most=MOST_DAYS)
    return advice


def _proposal(row: Handover, given: Given) -> tuple[int | None, str, float | None]:
    """A limit of a kit that follows the person now, with a value that the kit accepts for one person."""
    if not given.parameter:
        return None, "", None
    if given.value is None:
        raise InputError("write the value that you propose, or choose no limit")
    kits = {installed.id: installed.kit for installed, enrolled in enrolments_of(row.person) if enrolled.to_ms is None}
    kit = kits.get(given.installation or 0)
    if kit is None:
        raise InputError("choose a limit of a kit that follows this person")
    return given.installation, given.parameter, check_choice(kit, "person", given.parameter, given.value)


def _require_open(row: Handover) -> None:
    if row.status not in OPEN_STATES:
        raise Conflict("this question is closed: nothing more can be done with it")


def _note_opened(row: Handover) -> None:
    if row.opened_ms is None:
        row.opened_ms = settings.WORKSPACE.clock.now_ms()
        row.status = "in-progress"
        row.save(update_fields=["opened_ms", "status"])


def _answered(number: int, by: Actor) -> Handover:
    row = seen_handover(number, by)
    if not may_handle(row, by):
        raise NotAllowed("your roles do not allow: {verb}", verb="refer")
    if row.status != "completed":
        raise Conflict("this question is not answered yet")
    return row


def _open_proposal(row: Handover) -> HandoverAnswer:
    said: HandoverAnswer = row.answer
    if said.proposal_state != "open":
        raise Conflict("no proposed limit waits here")
    return said


def _close_proposal(row: Handover, said: HandoverAnswer, state: str, by: Actor, note: str) -> None:
    said.proposal_state = state
    said.save(update_fields=["proposal_state"])
    log(row, state, by, settings.WORKSPACE.clock.now_ms(), note)
