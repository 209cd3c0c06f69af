"""What holds on every right pathway, in every life: nothing is lost, nobody forgotten, the way the same."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.pathways import Event, Program, Step, advance, replay
from pagus.kernel.time import DAY, HOUR
from tests.engines.pathways.random_pathways import lives, programs

END = Event("the end", "clock", 1_000 * DAY)


def step_by_step(program: Program, events: list[Event]) -> list[Step]:
    steps: list[Step] = []
    current: Any = None
    for event in events:
        before = copy.deepcopy(current)
        steps.append(advance(program, current, event))
        assert current == before, "a state that was given has been changed"
        text = json.dumps(steps[-1].state)
        current = json.loads(text)
        assert current == steps[-1].state
    return steps


@settings(max_examples=40)
@given(programs(), lives())
def test_step_by_step_through_text_is_the_replay(program: Program, events: list[Event]) -> None:
    steps = step_by_step(program, events)
    whole = replay(program, None, events)
    assert steps[-1].state == whole.state
    assert replay(program, None, events) == whole
    for part in ("messages", "doubts"):
        assert tuple(one for step in steps for one in getattr(step, part)) == getattr(whole, part)


@settings(max_examples=40)
@given(programs(), lives(), st.lists(st.integers(0, 400 * 12), max_size=8))
def test_a_late_or_busy_scheduler_changes_nothing(program: Program, events: list[Event], hours: list[int]) -> None:
    plain = replay(program, None, [*events, END])
    ticks = [Event(f"tick {hour}", "clock", (2 * hour + 1) * HOUR) for hour in hours]
    mixed = sorted([*events, *ticks], key=lambda event: event.at)
    busy = replay(program, None, [*mixed, END])
    assert busy.state == plain.state
    assert busy.messages == plain.messages


@settings(max_examples=40)
@given(programs(), lives())
def test_nobody_is_ever_forgotten(program: Program, events: list[Event]) -> None:
    for step in step_by_step(program, events):
        state = step.state
        if state["outcome"] == "running":
            assert state["tokens"]
            assert state["wake"] >= 0 or any(task["role"] in {"nurse", "coordinator"} for task in state["tasks"])
            waiting = [token for token in state["tokens"] if token["waits"]]
            looks = {task["token"] for task in state["tasks"] if task["task"] == "look"}
            assert looks >= {token["id"] for token in waiting}
        else:
            assert (state["tokens"], state["tasks"], state["wake"]) == ([], [], -1)


@settings(max_examples=40)
@given(programs(), lives(), st.randoms(use_true_random=False))
def test_every_event_counts_once(program: Program, events: list[Event], chance: Any) -> None:
    repeated = list(events)
    for event in chance.sample(events, len(events)):
        position = chance.randrange(events.index(event) + 1, len(repeated) + 1)
        if repeated[:position].count(event):
            repeated.insert(position, event)
    once, often = replay(program, None, events), replay(program, None, repeated)
    assert once.state == often.state
    assert once.state["seen"] == [event.id for event in events]
    last = advance(program, once.state, events[-1])
    assert last.is_repeat
    assert last.state is once.state


@settings(max_examples=40)
@given(programs(), lives(), st.permutations(range(6)))
def test_late_facts_end_where_timely_ones_do(program: Program, events: list[Event], order: list[int]) -> None:
    """Whatever the order in which measurements arrive, the newest of each holds."""
    measured = [
        Event(f"m{number}", "data", 500 * DAY, facts={"xy"[number % 2]: float(number)}, measured=(450 + number) * DAY)
        for number in range(6)
    ]
    last = replay(program, None, [*events, *(measured[number] for number in order)]).state
    if last["outcome"] == "running":
        assert last["facts"]["x"] == [4.0, 454 * DAY]
        assert last["facts"]["y"] == [5.0, 455 * DAY]


@settings(max_examples=40)
@given(programs(), lives())
def test_every_move_is_one_that_the_pathway_has(program: Program, events: list[Event]) -> None:
    for step in step_by_step(program, events):
        moved = [reason for reason in step.reasons if reason.kind == "moved" and reason.considered]
        assert all(reason.considered[-1].verdict is True for reason in moved)
    for move in step.state["moves"]:
        plan = program.plans[move["pathway"]].pathway.states[move["source"]]
        if move["position"] >= 0:
            assert plan.transitions[move["position"]].to == move["to"]
