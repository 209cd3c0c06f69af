"""The shape of each entry of ``pathway/*.yaml``. What depends on other entries is checked in ``pathway_faults``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from pagus.errors import InputError
from pagus.kit_language.pathway_model import TriggerKind
from pagus.kit_language.schema import Duration, Entry, EvidenceEntry, Formula, Name, Names, Number, Unit, Version

__all__ = [
    "AssumptionsEntry",
    "FactEntry",
    "PathwayEntry",
    "StateEntry",
    "TaskEntry",
    "TimerEntry",
    "TransitionEntry",
]

Role = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,47}$")]
Share = Annotated[float, Field(ge=0, le=1)]
TRIGGERS: tuple[TriggerKind, ...] = ("done", "cancelled", "escalated", "timer", "answered", "alert", "returned")


class FactEntry(Entry):
    """One entry of ``facts``: a number from a form, from a task, or counted."""

    unit: Unit = "1"
    range: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    form: Name | None = None
    task: Name | None = None
    counts: Name | None = None

    @model_validator(mode="after")
    def _comes_from_one_place(self) -> FactEntry:
        if sum(one is not None for one in (self.form, self.task, self.counts)) > 1:
            raise InputError("a fact comes from a form, from a task, or counts one: keep one of form, task, counts")
        if (self.counts is None) != (self.range is not None):
            raise InputError("a fact needs range: [lowest, highest]; only one that counts a task has none")
        if self.range is not None and self.range[0] >= self.range[1]:
            raise InputError("range is [lowest, highest]: the first must be the smaller")
        if self.counts is not None and self.unit != "1":
            raise InputError("a count has no unit: remove unit")
        return self


class EscalationEntry(Entry):
    """The block ``escalate`` of a task."""

    to: Role
    after: Duration


class TaskEntry(Entry):
    """One entry of ``tasks``."""

    role: Role
    due: Duration
    escalate: EscalationEntry | None = None
    form: Name | None = None
    repeats: bool = False


class NoticeEntry(Entry):
    """One entry of ``notices``."""

    to: Role


class TimerEntry(Entry):
    """One entry of ``timers`` of a state."""

    after: Duration
    times: Annotated[int, Field(ge=1, le=100)] = 1
    tells: Names = Field(default_factory=list)


class TransitionEntry(Entry):
    """One line of ``next``."""

    to: Name
    guard: Formula = Field(default="", alias="if")
    done: Name | None = None
    cancelled: Name | None = None
    escalated: Name | None = None
    timer: Name | None = None
    answered: Name | None = None
    alert: Name | None = None
    returned: Name | None = None
    evidence: EvidenceEntry | None = None

    @model_validator(mode="after")
    def _waits_for_one_thing(self) -> TransitionEntry:
        given = [name for name in TRIGGERS if getattr(self, name) is not None]
        if len(given) > 1:
            raise InputError("a transition waits for one thing: keep one of {given}", given=" and ".join(given))
        if not given and not self.guard:
            raise InputError("a transition needs done, timer, answered or the like, or an if: say what it waits for")
        return self

    def trigger(self) -> tuple[TriggerKind, str]:
        """What does it wait for?"""
        for kind in TRIGGERS:
            name: str | None = getattr(self, kind)
            if name is not None:
                return kind, name
        return "change", ""


class StateEntry(Entry):
    """One entry of ``states``."""

    tasks: Names = Field(default_factory=list)
    tells: Names = Field(default_factory=list)
    timers: dict[Name, TimerEntry] = Field(default_factory=dict)
    next: list[TransitionEntry] = Field(default_factory=list)
    end: Literal["completed", "stopped", "lost", "handed_over", "branch"] | None = None
    branches: Annotated[Names, Field(min_length=2)] | None = None
    need: Annotated[int, Field(ge=1)] | None = None
    joined: Name | None = None
    calls: Name | None = None

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> StateEntry:
        kinds = [name for name in ("end", "branches", "calls") if getattr(self, name) is not None]
        if len(kinds) > 1:
            raise InputError("a state ends, divides or calls: keep one of {kinds}", kinds=" and ".join(kinds))
        if self.end is not None and (self.tasks or self.timers or self.next):
            raise InputError("a state that ends has no tasks, timers or next: remove them, or remove end")
        if (self.branches is None) != (self.joined is None):
            raise InputError("branches and joined belong together: joined names the state after the branches")
        if self.need is not None and (self.branches is None or self.need > len(self.branches)):
            raise InputError("need is a number of branches, at most all of them: lower or remove it")
        if self.calls is not None and (self.tasks or self.timers):
            raise InputError("a state that calls a pathway has no tasks and no timers: they belong to that pathway")
        if self.branches is not None and (self.tasks or self.next or self.timers):
            raise InputError("a state with branches has no tasks, timers or next: they belong to its branches")
        return self


class OwnerEntry(Entry):
    """The block ``owner``."""

    role: Role
    within: Duration


class MigrationEntry(Entry):
    """One line of ``migrates``."""

    since: Version
    states: dict[Name, Name] = Field(default_factory=dict)


class AssumptionEntry(Entry):
    """One entry of ``assume.facts``."""

    values: Annotated[list[Number], Field(min_length=1, max_length=100)] | None = None
    low: Number | None = None
    high: Number | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> AssumptionEntry:
        ends = self.low is not None and self.high is not None and self.low <= self.high
        if (self.values is not None) == ends or (self.values is not None and (self.low, self.high) != (None, None)):
            raise InputError("write values: [...], or low and high with low not above high")
        return self


class AssumptionsEntry(Entry):
    """The block ``assume``: for simulation only."""

    drop_out: dict[Name, Share] = Field(default_factory=dict)
    takes: dict[Name, Duration] = Field(default_factory=dict)
    missed: dict[Name, Share] = Field(default_factory=dict)
    facts: dict[Name, AssumptionEntry] = Field(default_factory=dict)


class PathwayEntry(Entry):
    """One entry of pathway/*.yaml."""

    start: Name
    owner: OwnerEntry
    evidence: EvidenceEntry
    states: Annotated[dict[Name, StateEntry], Field(min_length=2, max_length=100)]
    tasks: dict[Name, TaskEntry] = Field(default_factory=dict)
    facts: dict[Name, FactEntry] = Field(default_factory=dict)
    notices: dict[Name, NoticeEntry] = Field(default_factory=dict)
    moved: Name | None = None
    migrates: list[MigrationEntry] = Field(default_factory=list)
    assume: AssumptionsEntry = AssumptionsEntry()
