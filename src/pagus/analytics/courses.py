"""Scenarios of pathways, run on the pathway engine: who is enrolled, what happens, then where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pagus.analytics.features import features_at
from pagus.engines.pathways import EVENT_KINDS, Event, Message, RunState, Step, advance, compile_pathway
from pagus.engines.signals import compile_program
from pagus.kernel.time import DAY
from pagus.kit_language.model import Kit, Scenario
from pagus.kit_language.pathway_model import Course, Happens
from pagus.kit_language.written import offset_text

__all__ = ["CourseRun", "run_course", "ways_of"]

DAY_ZERO = 20_454 * DAY
"""2026-01-01 at midnight UTC: a whole number of weeks after 1970, so that weekly schedules fall on it."""
_OBSERVED = {"subject": pl.String, "signal": pl.String, "t": pl.Int64, "value": pl.Float64}

Taken = tuple[str, str, int]
"""(pathway, state, position in its ``next``) of a transition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRun:
    """How the scenario of a pathway went: what was expected and found, part by part, and which transitions it took."""

    compared: tuple[tuple[str, str, str], ...]
    """(part, expected, found)."""
    taken: frozenset[Taken]
    state: RunState

    @property
    def differences(self) -> tuple[str, ...]:
        """What was not as expected, in words."""
        return tuple(f"{part}: expected {wanted}, found {found}" for part, wanted, found in self.compared
                     if wanted != found)  # fmt: skip


def run_course(kit: Kit, scenario: Scenario, alerts: Sequence[tuple[str, int]] = ()) -> CourseRun:
    """Does the pathway lead where this scenario says?

    Takes: a loaded kit; one of its scenarios of kind pathway; the alerts that its observations raise, as (rule, ms
    after day zero). Gives: how it went. Day zero is instant 0.
    Method: the features of the kit are computed from the observations that have arrived, at each arrival and at each
    event, and are told to the pathway where they have changed; then the alerts of that instant, then its events.
    """
    course = scenario.course
    assert course is not None  # the caller has chosen it
    program = compile_pathway(kit, course.pathway)
    start = Event("enrol", "enrol", 0, facts=course.facts, parameters=scenario.parameters)
    happened = [(one.at_ms, 2, _event(number, one)) for number, one in enumerate(course.events)]
    happened += [(at, 1, Event(f"alert {rule} {at}", "alert", at, rule)) for rule, at in alerts]
    happened += [(event.at, 0, event) for event in _measured(kit, scenario)]
    happened.sort(key=lambda each: each[:2])
    steps = [advance(program, None, start)]
    for _, _, event in happened:
        steps.append(advance(program, steps[-1].state, event))
    steps.append(advance(program, steps[-1].state, Event("end", "clock", scenario.until_ms)))
    state = steps[-1].state
    taken = frozenset(
        (move["pathway"], move["source"], move["position"]) for move in state["moves"] if move["position"] >= 0
    )
    return CourseRun(compared=tuple(_compared(course, steps)), taken=taken, state=state)


def _measured(kit: Kit, scenario: Scenario) -> Iterator[Event]:
    """What the features of the kit become known to be, and when; a value is told where it differs from the last."""
    if not scenario.observations or scenario.course is None:
        return
    arrivals = scenario.arrivals or tuple(at for _, at, _ in scenario.observations)
    instants = sorted({*arrivals, *(event.at_ms for event in scenario.course.events)})
    signals, names = compile_program(kit, also=kit.features), list(kit.features)
    enrolled = pl.DataFrame({"subject": ["x"], "from_t": [DAY_ZERO], "to_t": pl.Series([None], dtype=pl.Int64)})
    last: dict[str, float | None] = dict.fromkeys(names)
    for instant in instants:
        known = [
            ("x", signal, DAY_ZERO + at, value)
            for arrival, (signal, at, value) in zip(arrivals, scenario.observations, strict=True)
            if arrival <= instant
        ]
        observed = pl.DataFrame(known, schema=_OBSERVED, orient="row")
        found = features_at(signals, observed, enrolled, [DAY_ZERO + instant], names).row(0, named=True)
        changed = {name: found[name] for name in names if found[name] != last[name]}
        last |= changed
        if changed:
            yield Event(f"measured {instant}", "data", instant, facts=changed)


def ways_of(kit: Kit) -> frozenset[Taken]:
    """Which transitions do the pathways of this kit have?"""
    return frozenset(
        (pathway.name, state.name, position)
        for pathway in kit.pathways.values()
        for state in pathway.states.values()
        for position in range(len(state.transitions))
    )


def _event(number: int, one: Happens) -> Event:
    kind = next(kind for kind in EVENT_KINDS if kind == one.kind)
    return Event(f"event {number}", kind, one.at_ms, one.name, one.by, one.facts, one.measured_ms)


def _compared(course: Course, steps: Sequence[Step]) -> Iterator[tuple[str, str, str]]:
    state = steps[-1].state
    stands = [state["end"]] if state["end"] else _leaves(state)
    yield "states", _listed(sorted(course.states)), _listed(sorted(stands))
    if course.outcome is not None:
        yield "outcome", course.outcome, state["outcome"]
    if course.path is not None:
        moves = state["moves"]
        begun = moves[0]["source"] if moves else (stands[0] if stands else "")
        yield "path", _listed(course.path), _listed([begun, *(move["to"] for move in moves)])
    if course.tasks is not None:
        yield from _tasks(course.tasks, state)
    if course.messages is not None:
        told = [message for step in steps for message in step.messages]
        yield from _messages(course.messages, told)
    if course.doubts is not None:
        yield "doubts", str(course.doubts), str(sum(len(step.doubts) for step in steps))


def _leaves(state: RunState) -> list[str]:
    """The states of the tokens that have not divided or called."""
    parents = {token["parent"] for token in state["tokens"]}
    return [token["state"] for token in state["tokens"] if token["id"] not in parents]


def _tasks(expected: Sequence[tuple[str, str | None, int | None]], state: RunState) -> Iterator[tuple[str, str, str]]:
    """Of the open tasks, those parts that the scenario speaks of."""
    left = [(task["task"], task["role"], task["due"]) for task in state["tasks"]]
    wanted: list[str] = []
    found: list[str] = []
    for name, role, due in expected:
        match = next((one for one in left if one[0] == name and role in {None, one[1]} and due in {None, one[2]}), None)
        wanted.append(_task(name, role, due))
        if match is not None:
            left.remove(match)
            found.append(_task(name, role, due))
    found += [_task(*one) for one in left]
    yield "tasks", _listed(sorted(wanted)), _listed(sorted(found))


def _task(name: str, role: str | None, due: int | None) -> str:
    return " ".join(
        (name, *([f"for {role}"] if role else []), *([f"due {offset_text(due)}"] if due is not None else []))
    )


def _messages(expected: Sequence[tuple[str, int | None]], told: Sequence[Message]) -> Iterator[tuple[str, str, str]]:
    instants = [at for _, at in expected] + [None] * len(told)
    found = [
        message.notice if at is None else f"{message.notice} at {offset_text(message.at)}"
        for message, at in zip(told, instants, strict=False)
    ]
    yield (
        "messages",
        _listed([name if at is None else f"{name} at {offset_text(at)}" for name, at in expected]),
        _listed(found),
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
