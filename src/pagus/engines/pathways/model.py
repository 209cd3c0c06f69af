"""What happens to somebody on a pathway, where they stand, and what a step gives: plain JSON between two steps.

A run state is a mapping of strings, numbers and lists and nothing else: ``json.dumps`` and ``json.loads`` lose nothing.
It belongs to whoever stores it; the engine never changes one that it was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypedDict

from pagus.errors import ShapeError
from pagus.kernel.remark import Remark
from pagus.kit_language.pathway_model import (
    PERSON,
    Escalation,
    Fact,
    Migration,
    Notice,
    Owner,
    Pathway,
    State,
    Task,
    Timer,
    Transition,
)

__all__ = [
    "EVENT_KINDS",
    "FORMAT",
    "PERSON",
    "ClosedTask",
    "Considered",
    "Doubt",
    "Escalation",
    "Event",
    "EventKind",
    "Fact",
    "Message",
    "Migration",
    "MoveState",
    "Notice",
    "OpenTask",
    "Outcome",
    "Owner",
    "Pathway",
    "Reason",
    "ReasonKind",
    "RunState",
    "State",
    "Step",
    "Task",
    "Timer",
    "TokenState",
    "Transition",
]

FORMAT = 1

EventKind = Literal[
    "enrol", "data", "answered", "alert", "done", "cancelled", "escalated", "clock", "withdrawn", "died", "moved"
]
EVENT_KINDS: tuple[EventKind, ...] = (
    "enrol", "data", "answered", "alert", "done", "cancelled", "escalated", "clock", "withdrawn", "died", "moved",
)  # fmt: skip
Outcome = Literal["running", "completed", "stopped", "lost", "handed_over", "withdrawn", "died", "moved"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, at ``at`` (ms). Its ``id`` is its own for ever: the same one twice counts once.

    ``name``: the task (its name, or the key of one: ``interview.2``), the form or the rule. ``facts``: what became
    known with it, None where something is known to be unknown; ``measured``: when, if before ``at``. ``clock`` says
    only what time it is.
    """

    id: str
    kind: EventKind
    at: int
    name: str = ""
    by: str = ""
    facts: Mapping[str, float | None] = field(default_factory=dict)
    measured: int | None = None
    reason: str = ""
    parameters: Mapping[str, float] = field(default_factory=dict)
    """With ``enrol`` only: the person's own parameter values."""

    def as_json(self) -> dict[str, Any]:
        """What is this event as plain JSON? ``from_json`` reads it back."""
        plain: dict[str, Any] = {"id": self.id, "kind": self.kind, "at": self.at}
        for key in ("name", "by", "facts", "measured", "reason", "parameters"):
            value = getattr(self, key)
            if value not in ("", None) and value != {}:
                plain[key] = dict(value) if isinstance(value, Mapping) else value
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Event:
        """Which event does this JSON hold?

        Takes: what ``as_json`` gave. Gives: the equal Event. Refuses: ShapeError for anything else.
        """
        try:
            event = cls(**plain)
            numbers = [*event.facts.values(), *event.parameters.values()]
        except (TypeError, AttributeError) as error:
            raise ShapeError("this is no event of a pathway: it needs id, kind and at") from error
        texts = (event.id, event.name, event.by, event.reason, *event.facts, *event.parameters)
        whole = (event.at, event.at if event.measured is None else event.measured)
        is_right = (
            event.kind in EVENT_KINDS
            and all(isinstance(one, str) for one in texts)
            and all(isinstance(one, int) and not isinstance(one, bool) for one in whole)
            and all(one is None or (isinstance(one, int | float) and not isinstance(one, bool)) for one in numbers)
        )
        if not is_right:
            raise ShapeError("this is no event of a pathway: it needs id, kind and at")
        return event


class TokenState(TypedDict):
    """One place where somebody stands: several while branches are open."""

    id: int
    pathway: str
    state: str
    since: int
    parent: int
    """The token that divided or called; 0 for the first."""
    frame: int
    """The first token of the pathway that this one is in: itself, unless it is in a branch."""
    fired: dict[str, int]
    """How often each timer has come since ``since``."""
    ended: int
    """How many branches of this token have ended."""
    waits: list[Any]
    """[kind, name, at] of each decision that cannot be evaluated yet."""


class OpenTask(TypedDict):
    """A task that waits for somebody."""

    key: str
    task: str
    role: str
    opened: int
    due: int
    token: int
    escalates: int
    """When it goes to another role; -1: never, or it has."""


class MoveState(TypedDict):
    """A transition that was taken, and what it read."""

    n: int
    at: int
    token: int
    pathway: str
    source: str
    to: str
    kind: str
    name: str
    position: int
    """Which line of ``next``; -1: none (a join, a return to nobody's line, a leaving)."""
    event: str
    read: dict[str, float | None]


class RunState(TypedDict):
    """Where one person stands on one pathway. Plain JSON."""

    format: int
    pathway: str
    version: str
    outcome: Outcome
    end: str
    """The state in which the pathway ended; empty while it runs, and where no state says it."""
    began: int
    now: int
    wake: int
    """When the next timer or escalation comes; -1: none. The scheduler reads this one number."""
    facts: dict[str, list[Any]]
    """name: [value, measured]."""
    parameters: dict[str, float]
    tokens: list[TokenState]
    tasks: list[OpenTask]
    closed: dict[str, list[Any]]
    """key: [how, by, at], of the tasks closed last."""
    counts: dict[str, int]
    opened: dict[str, int]
    moves: list[MoveState]
    made: int
    """How many tokens there have been; ``taken``: how many moves; ``told``: how many messages."""
    taken: int
    told: int
    seen: list[str]


class Message(NamedTuple):
    """What has to be told: which notice of which pathway, to whom. ``key`` is its own within the run."""

    key: str
    pathway: str
    notice: str
    to: str
    at: int


class ClosedTask(NamedTuple):
    """A task that waits no more: done, cancelled, or closed because its state was left."""

    key: str
    task: str
    how: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Considered:
    """One transition that could have been taken: its guard and what that said (None: unknown), with which values."""

    to: str
    guard: str
    verdict: bool | None
    read: Mapping[str, float | None]
    lacks: tuple[str, ...] = ()
    """What is missing where the verdict is None."""


ReasonKind = Literal["moved", "stayed", "waits", "task", "timer", "left", "ignored", "refused", "held"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a step did or did not do, and why.

    ``considered``: the ways in their order up to the one taken and what was behind it. ``otherwise``: the state that
    would have followed had the taken guard not held; empty where one would have stayed.
    """

    kind: ReasonKind
    at: int
    words: Remark
    pathway: str = ""
    state: str = ""
    considered: tuple[Considered, ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A decision taken before a late fact came, that would have gone otherwise with it: a person should look."""

    fact: str
    value: float | None
    move: int
    at: int
    pathway: str
    source: str
    to: str
    would_be: str
    """The state that would have followed; empty: one would have stayed."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one event did: the new state, the tasks it opened and closed, what must be told, and why.

    A task that went to another role is among ``opened`` again, with its key.
    """

    state: RunState
    opened: tuple[OpenTask, ...] = ()
    closed: tuple[ClosedTask, ...] = ()
    messages: tuple[Message, ...] = ()
    reasons: tuple[Reason, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    is_repeat: bool = False
    """The event was known already: nothing changed."""
    is_conflict: bool = False
    """The event contradicts what somebody did before it, as the second of two who complete one task."""
