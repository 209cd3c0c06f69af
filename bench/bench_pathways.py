"""How many people a second does the pathway engine lead from enrolment to the end, against ``transitions``?

    python bench/bench_pathways.py [--json] [--rounds 5] [--people 400]

Goal: at least 10,000 runs a second on one core. A run is 27 events on six states: an assessment, an orientation by a
guard, 24 sessions that are counted, and a reassessment by a guard. Ours is measured three ways: ``replay`` of the whole
run, ``advance`` event by event with every reason, and ``advance`` with the state through JSON text between two events.
The peer is built for each person, as its users do, and keeps no timers, no tasks and no reasons; without it installed
(``pip install transitions==0.9.3``) the line says so. Times are CPU of one process, the median of the rounds.
"""

from __future__ import annotations

import argparse
import importlib
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

from pagus.engines.pathways import Event, Program, RunState, advance, compile_pathway, due, replay
from pagus.kernel.time import DAY
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

SESSIONS = 24
WAITING = 1_000_000
NONE = Text("", "", "")


def _state(name: str, tasks: tuple[str, ...] = (), *ways: Transition, **more: Any) -> State:
    return State(name=name, title=NONE, tasks=tasks, transitions=ways, **more)


def _task(name: str, repeats: bool = False) -> Task:
    return Task(
        name=name,
        title=NONE,
        role="nurse",
        due_ms=14 * DAY,
        escalation=Escalation(to="coordinator", after_ms=7 * DAY),
        repeats=repeats,
    )


def bench_kit() -> Kit:
    """A kit whose one pathway is that of the peers: referral, assessment, level, programme, reassessment, relay."""
    to = Transition
    states = (
        _state("referred", ("assess",), to(kind="done", name="assess", to="assessed")),
        _state(
            "assessed",
            ("orient",),
            to(kind="done", name="orient", guard="limitation >= 3", to="care"),
            to(kind="done", name="orient", guard="limitation >= 1", to="programme"),
            to(kind="done", name="orient", to="relay"),
        ),
        _state("care", ("reassess",), to(kind="done", name="reassess", to="assessed")),
        _state(
            "programme",
            ("attend", "reassess"),
            to(
                kind="done",
                name="reassess",
                guard="sessions >= 24 && walk_end - walk_start >= quantity(30, 'm')",
                to="relay",
            ),
            to(kind="done", name="reassess", to="assessed"),
            to(kind="timer", name="absent", to="lost"),
            timers=(Timer(name="absent", after_ms=120 * DAY),),
        ),
        _state("relay", end="completed"),
        _state("lost", end="lost"),
    )
    facts = (
        Fact(name="limitation", label=NONE, unit="1", plausible=(0, 3), task="orient"),
        Fact(name="walk_start", label=NONE, unit="m", plausible=(0, 1000), task="assess"),
        Fact(name="walk_end", label=NONE, unit="m", plausible=(0, 1000), task="reassess"),
        Fact(name="sessions", label=NONE, unit="1", plausible=(0, 100_000), counts="attend"),
    )
    evidence = Evidence(certainty="local", sources=())
    pathway = Pathway(
        name="bench",
        title=NONE,
        start="referred",
        owner=Owner(role="coordinator", within_ms=7 * DAY),
        evidence=evidence,
        states={one.name: one for one in states},
        facts={one.name: one for one in facts},
        tasks={one.name: one for one in (_task("assess"), _task("orient"), _task("attend", True), _task("reassess"))},
    )
    return Kit(
        id="bench/bench",
        version="1.0.0",
        digest="",
        title=NONE,
        summary=NONE,
        maturity="draft",
        licence="",
        publisher="",
        subject="person",
        legal_basis=NONE,
        data_categories=(),
        roles=("nurse", "coordinator"),
        inclusion=NONE,
        disclaimer=NONE,
        signals={},
        features={},
        parameters={},
        rules={},
        indicators={},
        sources={},
        scenarios=(),
        pathways={"bench": pathway},
    )


def bench_events() -> list[Event]:
    """Enrolment and the 27 events of the peers."""
    events = [
        Event("0", "enrol", 0),
        Event("1", "done", DAY, "assess", facts={"walk_start": 400.0}),
        Event("2", "done", 2 * DAY, "orient", facts={"limitation": 1.0}),
    ]
    events += [Event(f"s{number}", "done", (3 + number) * DAY, "attend") for number in range(SESSIONS)]
    return [*events, Event("9", "done", 30 * DAY, "reassess", facts={"walk_end": 440.0})]


def one_by_one(program: Program, events: list[Event]) -> RunState:
    """The run, each event with its reasons."""
    state: RunState | None = None
    for event in events:
        state = advance(program, state, event).state
    assert state is not None
    return state


def through_text(program: Program, events: list[Event]) -> RunState:
    """The run, with the state stored as text after each event."""
    text = "null"
    for event in events:
        text = json.dumps(advance(program, json.loads(text), event).state)
    state: RunState = json.loads(text)
    return state


def peer() -> Callable[[], str] | None:
    """The same run on ``transitions``; None where it is not installed."""
    try:
        machine: Any = importlib.import_module("transitions").Machine
    except ImportError:
        return None

    class Person:
        state = ""

        def __init__(self) -> None:
            self.limitation, self.sessions, self.start, self.end = 1, 0, 400, 440

        def is_mild(self) -> bool:
            return self.limitation >= 1

        def is_fit(self) -> bool:
            return self.sessions >= SESSIONS and self.end - self.start >= 30

        def count(self) -> None:
            self.sessions += 1

    ways = [
        {"trigger": "assess", "source": "referred", "dest": "assessed"},
        {"trigger": "orient", "source": "assessed", "dest": "programme", "conditions": "is_mild"},
        {"trigger": "orient", "source": "assessed", "dest": "relay"},
        {"trigger": "attend", "source": "programme", "dest": "programme", "after": "count"},
        {"trigger": "reassess", "source": "programme", "dest": "relay", "conditions": "is_fit"},
        {"trigger": "reassess", "source": "programme", "dest": "assessed"},
    ]
    names = ["referred", "assessed", "care", "programme", "relay", "lost"]

    def run() -> str:
        person: Any = Person()
        machine(person, states=names, initial="referred", auto_transitions=False, transitions=ways)
        for event in ("assess", "orient", *["attend"] * SESSIONS, "reassess"):
            getattr(person, event)()
        return str(person.state)

    return run


def per_second(run: Callable[[], object], people: int, rounds: int) -> float:
    """Runs a CPU second, the median of the rounds."""
    took = []
    for _ in range(rounds):
        begun = time.process_time()
        for _ in range(people):
            run()
        took.append(time.process_time() - begun)
    return people / statistics.median(took)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--people", type=int, default=400)
    asked = parser.parse_args()
    program, events = compile_pathway(bench_kit(), "bench"), bench_events()
    last = one_by_one(program, events)
    assert (last["outcome"], last["end"]) == ("completed", "relay")
    assert replay(program, None, events).state == last == through_text(program, events)
    found: dict[str, Any] = {
        "replay_per_s": per_second(lambda: replay(program, None, events), asked.people, asked.rounds),
        "advance_per_s": per_second(lambda: one_by_one(program, events), asked.people, asked.rounds),
        "through_text_per_s": per_second(lambda: through_text(program, events), asked.people // 4, asked.rounds),
        "events_a_run": len(events),
        "stored_bytes": len(json.dumps(last)),
    }
    waiting: list[Any] = [{"wake": number * 7_919 % WAITING * 1_000} for number in range(WAITING)]
    begun = time.process_time()
    assert len(due(waiting, WAITING * 10)) == WAITING // 100 + 1
    found["due_of_a_million_s"] = time.process_time() - begun
    run = peer()
    if run is not None:
        assert run() == "relay"
        found["transitions_per_s"] = per_second(run, asked.people // 4, asked.rounds)
        found["ratio_to_transitions"] = found["replay_per_s"] / found["transitions_per_s"]
    if asked.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:24}{value:>12,.2f}" if isinstance(value, float) else f"{name:24}{value:>12,}")
    print(f"{'goal 10,000 runs a second':36}{'met' if found['replay_per_s'] >= 10_000 else 'not met'}")
    if run is None:
        print("peer absent: pip install transitions==0.9.3 to compare")


if __name__ == "__main__":
    main()
