"""What a checked pathway is: states, transitions, tasks, timers, facts; frozen, and read by the engine and the words.

Durations are integers of milliseconds, units UCUM codes. Nothing here executes: a guard is a text of the rule language.
``file`` and ``line`` say where a part stands and are no part of its meaning: two pathways that differ only there are
equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pagus.kit_language.model import Evidence, Text

__all__ = [
    "ANY_END",
    "LOOK",
    "PERSON",
    "Assumption",
    "Assumptions",
    "Course",
    "EndKind",
    "Escalation",
    "Fact",
    "Happens",
    "Migration",
    "Notice",
    "Owner",
    "Pathway",
    "State",
    "Task",
    "Timer",
    "Transition",
    "TriggerKind",
]

PERSON = "person"
"""Who follows the pathway: may be given tasks and messages like a role, and is none of kit.yaml."""
LOOK = "look"
"""The task that the engine itself opens for the owner when a decision cannot be evaluated."""
ANY_END = "any"

TriggerKind = Literal["change", "done", "cancelled", "escalated", "timer", "answered", "alert", "returned"]
EndKind = Literal["completed", "stopped", "lost", "handed_over", "branch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A number that guards read: from a form, from the one who does a task, or counted by the engine.

    ``plausible`` are its lowest and highest value. ``counts`` names the task whose completions it counts.
    """

    name: str
    label: Text
    unit: str
    plausible: tuple[float, float]
    form: str = ""
    task: str = ""
    counts: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Who takes a task over when it is not done ``after_ms`` after its due time."""

    to: str
    after_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A piece of work for a role. ``repeats``: done, it opens again as long as its state lasts."""

    name: str
    title: Text
    role: str
    due_ms: int
    escalation: Escalation | None = None
    form: str = ""
    repeats: bool = False
    advice: Text | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told to the person, or to a role."""

    name: str
    to: str
    text: Text
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """An instant computed from the entry into a state: ``after_ms``, then again, ``times`` in all."""

    name: str
    after_ms: int
    times: int = 1
    tells: tuple[str, ...] = ()
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """The way from a state to another: on what (``kind`` and ``name``), if what (``guard``, empty: always), to where.

    ``change``: whenever something becomes known, and at the entry. Of the transitions on one thing the first whose
    guard holds is taken; while one before it is unknown, the decision waits.
    """

    kind: TriggerKind
    to: str
    name: str = ""
    guard: str = ""
    evidence: Evidence | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where somebody stands. It waits, ends (``end``), divides (``branches``) or hands over (``calls``)."""

    name: str
    title: Text
    tasks: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    timers: tuple[Timer, ...] = ()
    transitions: tuple[Transition, ...] = ()
    end: EndKind | None = None
    branches: tuple[str, ...] = ()
    need: int = 0
    """How many branches must have ended before the others are dropped."""
    joined: str = ""
    calls: str = ""
    line: int | None = field(default=None, compare=False)

    @property
    def waits(self) -> bool:
        """Does somebody stand here until something happens, without another pathway or branches going on?"""
        return self.end is None and not self.branches and not self.calls

    def targets(self) -> tuple[str, ...]:
        """Which states of the pathway may follow, or begin inside this one?"""
        joined = (self.joined,) if self.joined else ()
        return (*self.branches, *joined, *(one.to for one in self.transitions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The role that looks within this time when a decision cannot be evaluated, so that nobody is forgotten."""

    role: str
    within_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """How somebody enrolled under an earlier version stands under this one: states that have another name now."""

    since: str
    states: Mapping[str, str]
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One value of a fact, drawn: of ``values`` with equal chance, or anywhere from ``low`` to ``high``."""

    values: tuple[float, ...] = ()
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What a simulation takes for granted; nobody has measured it, and every output says so.

    ``drop_out``: the share of those who enter a state that withdraws there. ``takes_ms``: the mean time until a task is
    done. ``missed``: the share of tasks that nobody ever does. ``facts``: the values they are drawn from.
    """

    drop_out: Mapping[str, float] = field(default_factory=dict)
    takes_ms: Mapping[str, int] = field(default_factory=dict)
    missed: Mapping[str, float] = field(default_factory=dict)
    facts: Mapping[str, Assumption] = field(default_factory=dict)
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happens:
    """One event of a scenario: what (``kind`` and ``name``), when, after day zero."""

    kind: str
    at_ms: int
    name: str = ""
    by: str = ""
    facts: Mapping[str, float | None] = field(default_factory=dict)
    measured_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a scenario says of a pathway. What is None is not asked."""

    pathway: str
    facts: Mapping[str, float | None]
    events: tuple[Happens, ...]
    states: tuple[str, ...]
    """Where one stands at the end; the state of the end once it has ended; nothing for who has left."""
    path: tuple[str, ...] | None = None
    """The first state, then each one that was gone to."""
    tasks: tuple[tuple[str, str | None, int | None], ...] | None = None
    """(task, role, due after day zero) of those open at the end: exactly these."""
    messages: tuple[tuple[str, int | None], ...] | None = None
    """(notice, instant after day zero): exactly these, in order of time."""
    outcome: str | None = None
    doubts: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """A protocol as a kit says it: who does what next, by when, and what happens if nobody does."""

    name: str
    title: Text
    start: str
    owner: Owner
    evidence: Evidence
    states: Mapping[str, State]
    tasks: Mapping[str, Task] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    notices: Mapping[str, Notice] = field(default_factory=dict)
    moved: str = ""
    """The state for somebody who moved away; empty: the pathway ends for them."""
    migrations: tuple[Migration, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)
    file: str = field(default="pathway", compare=False)
    line: int | None = field(default=None, compare=False)

    def guards(self) -> Iterator[tuple[State, int, Transition]]:
        """Every transition with a guard: its state, its position there, itself."""
        for state in self.states.values():
            for position, transition in enumerate(state.transitions):
                if transition.guard:
                    yield state, position, transition

    def calls(self) -> tuple[str, ...]:
        """Which pathways does this one hand over to, each once?"""
        return tuple(dict.fromkeys(state.calls for state in self.states.values() if state.calls))
