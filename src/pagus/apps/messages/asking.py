"""What people ask of their team on their own page, and what the team answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.messages.models import PersonalRequest
from pagus.apps.people.queries import about_visible, facts_of, may_see, note_reading
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.kit_language.pathway_model import PERSON

__all__ = [
    "KINDS",
    "MOST_OPEN",
    "AskedRow",
    "answer_person",
    "ask_team",
    "asked_by_person",
    "close_requests_of",
    "read_answer",
    "requests_for",
]

KINDS = ("question", "stop", "call")
LONGEST = 1000
MOST_OPEN = 20
"""So many may wait for an answer at once: a page that goes mad fills nobody's list. A local default."""
MOST_LISTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """One request of a person, and its answer."""

    id: int
    person: str
    kind: str
    kit: str
    words: str
    asked_ms: int
    answer: str
    answered_ms: int | None
    answered_by: str
    read_ms: int | None


def ask_team(person: str, kind: str, *, key: str, words: str = "", kit: str = "") -> None:
    """Ask something of the team: for a person whom their key has proven. The same key twice has no further effect.

    Refuses: InputError for an unknown kind, a question without words or a text that is too long; Conflict when
    ``MOST_OPEN`` wait already.
    """
    said = words.strip()
    if kind not in KINDS:
        raise InputError("{given} is none of {known}", given=kind, known=", ".join(KINDS))
    if kind == "question" and not said:
        raise InputError("write what you would like to know")
    if len(said) > LONGEST:
        raise InputError("at most {most} characters", most=LONGEST)
    if not 8 <= len(key) <= 64:
        raise InputError("the identifier of this entry is none: send it again")
    if PersonalRequest.objects.filter(person=person, key=key).exists():
        return
    waiting = PersonalRequest.objects.filter(person=person, answered_ms__isnull=True)
    if kind == "stop" and waiting.filter(kind="stop", kit=kit).exists():
        return  # asked already, and nobody has answered yet
    if waiting.count() >= MOST_OPEN:
        raise Conflict("your team has not answered {most} of your messages yet: call them", most=MOST_OPEN)
    with transaction.atomic():
        row = PersonalRequest.objects.create(
            person=person, key=key, kind=kind, kit=kit, words=said, asked_ms=settings.WORKSPACE.clock.now_ms()
        )
        journal.record(person, PERSON, "ask_team", person, "personal page", {"request": row.pk, "kind": kind})


def asked_by_person(person: str) -> tuple[AskedRow, ...]:
    """What did this person ask, newest first? For their own page, that their key opened."""
    rows = PersonalRequest.objects.filter(person=person).order_by("-asked_ms", "-pk")
    return tuple(map(_row, rows[:MOST_LISTED]))


def read_answer(person: str, request_id: int) -> None:
    """Say that the person has read an answer: on their own page. Refuses: NotFound."""
    rows = PersonalRequest.objects.filter(person=person, pk=request_id, answered_ms__isnull=False)
    if not rows.exists():
        raise NotFound("no request has the number {request}", request=request_id)
    rows.filter(read_ms__isnull=True).update(read_ms=settings.WORKSPACE.clock.now_ms())


def requests_for(user: Actor, *, person: str | None = None, answered: bool = False) -> tuple[AskedRow, ...]:
    """What do people ask whom this user may see, the oldest unanswered first? The reading is journalled.

    Takes: one person, or None for all; ``answered``: those with an answer too, newest first.
    """
    rows = PersonalRequest.objects.filter(about_visible(user, "person"))
    if person is not None:
        rows = rows.filter(person=person)
    rows = rows.order_by("-asked_ms", "-pk") if answered else rows.filter(answered_ms=None).order_by("asked_ms", "pk")
    found = tuple(map(_row, rows[:MOST_LISTED]))
    note_reading(user, (each.person for each in found), "messages")
    return found


def answer_person(by: Actor, request_id: int, answer: str) -> None:
    """Answer a request: the person reads it on their page. Refuses: NotFound, NotAllowed, InputError, Conflict."""
    row = PersonalRequest.objects.filter(pk=request_id).first()
    known = facts_of([row.person]).get(row.person) if row is not None else None
    if row is None or known is None or not may_see(by, known):
        raise NotFound("no request has the number {request}", request=request_id)
    if not may_see(by, known, "handle_task"):
        raise NotAllowed("your roles do not allow: {verb}", verb="handle_task")
    said = answer.strip()
    if not said:
        raise InputError("say what was done: it stays beside the task")
    if len(said) > LONGEST:
        raise InputError("at most {most} characters", most=LONGEST)
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        changed = PersonalRequest.objects.filter(pk=row.pk, answered_ms__isnull=True).update(
            answer=said, answered_ms=settings.WORKSPACE.clock.now_ms(), answered_by=login
        )
        if not changed:
            raise Conflict("somebody has answered this already")
        journal.record(login, role, "answer_person", row.person, "messages", {"request": row.pk})


def close_requests_of(person: str, by: Actor, *, words: str) -> int:
    """Let nobody be asked any more by a person who died: the words of whoever wrote it down stand as the answer.

    Inside a transaction of whoever has asked for the right, and journals it. Gives: how many were closed.
    """
    return PersonalRequest.objects.filter(person=person, answered_ms__isnull=True).update(
        answer=words, answered_ms=settings.WORKSPACE.clock.now_ms(), answered_by=accounts.actor_of(by)[0]
    )


def _row(it: PersonalRequest) -> AskedRow:
    return AskedRow(
        id=it.pk, person=it.person, kind=it.kind, kit=it.kit, words=it.words, asked_ms=it.asked_ms, answer=it.answer,
        answered_ms=it.answered_ms, answered_by=it.answered_by, read_ms=it.read_ms,
    )  # fmt: skip
