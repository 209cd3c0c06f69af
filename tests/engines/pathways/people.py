"""A person on a pathway of the example kit, and pathways made at random."""

from __future__ import annotations

import json
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from pagus.engines.pathways import Event, Program, RunState, Step, advance, compile_pathway
from pagus.kernel.time import DAY
from pagus.kit_language import load_kit
from pagus.kit_language.model import Evidence, Kit, Text
from pagus.kit_language.pathway_model import (
    Escalation,
    Fact,
    Owner,
    Pathway,
    State,
    Task,
    Timer,
    Transition,
)
from tests.kit_language.pathway_kit import write_pathway_kit

NONE = Text("", "", "")


@lru_cache
def example_kit() -> Kit:
    with tempfile.TemporaryDirectory() as folder:
        return load_kit(write_pathway_kit(Path(folder) / "activity"))


@lru_cache
def example(name: str = "activity") -> Program:
    return compile_pathway(example_kit(), name)


class Person:
    """Somebody on a pathway; each step is checked to survive JSON and to leave the state before it as it was."""

    def __init__(self, program: Program | None = None, **facts: float) -> None:
        self.program = program or example()
        self.number = 0
        self.state: Any = None
        self.step = self.event("enrol", 0, facts=facts)

    def event(self, kind: Any, day: float, name: str = "", **more: Any) -> Step:
        self.number += 1
        if "measured" in more:
            more["measured"] = round(more["measured"] * DAY)
        return self.take(Event(more.pop("id", f"e{self.number}"), kind, round(day * DAY), name, **more))

    def take(self, event: Event) -> Step:
        text = json.dumps(event.as_json())
        assert json.dumps(Event.from_json(json.loads(text)).as_json()) == text
        before = json.dumps(self.state)
        self.step = advance(self.program, self.state, event)
        assert json.dumps(self.state) == before, "a state that was given has been changed"
        self.state = self.step.state
        assert json.loads(json.dumps(self.state)) == self.state
        return self.step

    @property
    def stands(self) -> list[str]:
        return [token["state"] for token in self.state["tokens"]]

    @property
    def tasks(self) -> list[str]:
        return [task["task"] for task in self.state["tasks"]]

    def said(self, kind: str) -> list[str]:
        return [str(reason.words) for reason in self.step.reasons if reason.kind == kind]


def kit_of(*pathways: Pathway, version: str = "1.0.0") -> Kit:
    return Kit(
        id="test/test", version=version, digest="", title=NONE, summary=NONE, maturity="draft", licence="",
        publisher="", subject="person", legal_basis=NONE, data_categories=(), roles=("nurse", "coordinator"),
        inclusion=NONE, disclaimer=NONE, signals={}, features={}, parameters={}, rules={}, indicators={}, sources={},
        scenarios=(), pathways={one.name: one for one in pathways},
    )  # fmt: skip


def state(name: str, *ways: Transition, **more: Any) -> State:
    return State(name=name, title=NONE, transitions=ways, **more)


def way(kind: Any, name: str, to: str, guard: str = "") -> Transition:
    return Transition(kind=kind, name=name, to=to, guard=guard)


def task(name: str, **more: Any) -> Task:
    more.setdefault("escalation", Escalation(to="coordinator", after_ms=7 * DAY))
    return Task(name=name, title=NONE, role="nurse", due_ms=more.pop("due_ms", 14 * DAY), **more)


def timer(name: str, days: float, **more: Any) -> Timer:
    return Timer(name=name, after_ms=round(days * DAY), **more)


def fact(name: str, low: float = 0, high: float = 10, **more: Any) -> Fact:
    return Fact(name=name, label=NONE, unit="1", plausible=(low, high), **more)


def pathway(states: list[State], tasks: list[Task], facts: list[Fact] | None = None, **more: Any) -> Pathway:
    return Pathway(
        name=more.pop("name", "p"), title=NONE, start=states[0].name, states={one.name: one for one in states},
        tasks={one.name: one for one in tasks}, facts={one.name: one for one in facts or []},
        owner=Owner(role="coordinator", within_ms=7 * DAY), evidence=Evidence(certainty="local", sources=()), **more,
    )  # fmt: skip


def leaves_of(found: RunState) -> list[str]:
    parents = {token["parent"] for token in found["tokens"]}
    return sorted(token["state"] for token in found["tokens"] if token["id"] not in parents)
