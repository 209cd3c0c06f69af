"""People who do not exist: the same for the same seed, all of them counted, and as the assumptions say."""

from __future__ import annotations

import pytest

from pagus.engines.pathways import compile_pathway, simulate
from pagus.errors import InputError
from pagus.kernel.time import DAY
from pagus.kit_language.pathway_model import Assumption, Assumptions
from tests.engines.pathways.people import example, fact, kit_of, pathway, state, task, timer, way


def test_the_same_seed_gives_the_same_people_and_another_others() -> None:
    first, again, other = (simulate(example(), 60, seed) for seed in (1, 1, 2))
    assert first == again
    assert first.simulated
    assert first.states != other.states


def test_everybody_is_counted() -> None:
    found = simulate(example(), 200, 7)
    assert sum(found.outcomes.values()) == 200
    by_state = {one.state: one for one in found.states}
    assert by_state["prescribed"].entered == 200
    assert sum(found.ends.values()) == sum(
        count for outcome, count in found.outcomes.items() if outcome in {"completed", "lost", "handed_over"}
    )


def test_a_quarter_drops_out_where_a_quarter_is_assumed_to() -> None:
    states = [state("first", way("done", "call", "end"), tasks=("call",)), state("end", end="completed")]
    slow = [task("call", due_ms=400 * DAY)]
    program = compile_pathway(kit_of(pathway(states, slow)), "p")
    found = simulate(program, 2_000, 3, Assumptions(drop_out={"first": 0.25}, takes_ms={"call": 200 * DAY}))
    share = found.outcomes["withdrawn"] / 2_000
    assert 0.25 * 0.86 < share < 0.27, "a task of 200 days is rarely done within the 30 days in which people withdraw"
    assert found.states[0].dropped == found.outcomes["withdrawn"]
    assert "25% of those who enter first withdraw there" in found.assumptions


def test_times_follow_what_tasks_take() -> None:
    states = [state("first", way("done", "call", "end"), tasks=("call",)), state("end", end="completed")]
    program = compile_pathway(kit_of(pathway(states, [task("call", due_ms=1_000 * DAY)])), "p")
    found = simulate(program, 4_000, 5, Assumptions(takes_ms={"call": 10 * DAY}))
    assert found.median_days is not None
    assert found.p90_days is not None
    assert found.median_days == pytest.approx(6.93, rel=0.08), "the median of an exponential time is its mean x ln 2"
    assert found.p90_days == pytest.approx(23.03, rel=0.08)


def test_what_is_missed_is_escalated() -> None:
    states = [
        state(
            "first",
            way("done", "call", "end"),
            way("timer", "long", "gone"),
            tasks=("call",),
            timers=(timer("long", 90),),
        ),
        state("end", end="completed"),
        state("gone", end="lost"),
    ]
    program = compile_pathway(kit_of(pathway(states, [task("call")])), "p")
    found = simulate(program, 300, 1, Assumptions(missed={"call": 1.0}))
    assert found.states[0].escalated == 300
    assert set(found.outcomes) <= {"completed", "lost"}


def test_a_fact_is_drawn_from_what_is_assumed() -> None:
    states = [
        state("first", way("done", "call", "high", "x >= 5"), way("done", "call", "low"), tasks=("call",)),
        state("high", end="completed"),
        state("low", end="stopped"),
    ]
    program = compile_pathway(kit_of(pathway(states, [task("call")], [fact("x", 0, 100, task="call")])), "p")
    found = simulate(program, 400, 1, Assumptions(facts={"x": Assumption(values=(1.0, 2.0))}))
    assert found.ends == {"low": 400}
    wide = simulate(program, 400, 1)
    assert 0.9 < wide.ends["high"] / 400 < 1
    assert "x lies anywhere from 0 to 100 (no assumption: its whole range)" in wide.assumptions


def test_who_is_on_the_way_at_the_horizon_is_waiting() -> None:
    found = simulate(example(), 50, 1, horizon_ms=1)
    assert found.outcomes == {"running": 50}
    assert found.states[0].waiting == 50
    assert found.median_days is None


@pytest.mark.parametrize("people", [0, -1, 100_001])
def test_as_many_people_as_can_be(people: int) -> None:
    with pytest.raises(InputError, match="simulate 1 to 100000 people"):
        simulate(example(), people, 1)
