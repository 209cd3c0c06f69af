"""The mobile unit: a week of stops that keeps every rule and gains what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.access.model import Points
from pagus.engines.access.rounds import UnitDay, UnitQuestion, UnitStop, closed, plan_unit, straight_matrix, unit_faults
from pagus.errors import CodeError, InputError

HOUR = 3600


def question_of(seed: int, places: int = 7, days: int = 2) -> UnitQuestion:
    random = np.random.default_rng(seed)
    points = Points(tuple(map(str, range(places))), *(random.uniform(0, 40_000, (2, places))), "m")
    matrix = straight_matrix(points, speed_kmh=45.0, detour=1.3)
    people = random.integers(100, 900, places)
    reach = matrix.seconds < 900

    def worth(stops: tuple[int, ...]) -> float:
        return float(people[reach[list(stops)].any(axis=0)].sum()) if stops else 0.0

    return UnitQuestion(
        days=tuple(
            UnitDay(name=f"day {at}", base=0, shift=(8 * HOUR, 17 * HOUR), matrix=matrix, most_stops=3)
            for at in range(days)
        ),
        stops=tuple(UnitStop(place=at, session_s=2 * HOUR) for at in range(1, places)),
        worth=worth,
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 5000))
def test_every_week_keeps_every_rule(seed: int) -> None:
    question = question_of(seed)
    plan = plan_unit(question)
    assert unit_faults(plan, question) == ()
    stops = tuple(sorted(stop.place for each in plan.rounds for stop in each.stops))
    assert plan.worth_after == question.worth(stops)
    assert sum(gain for _, gain in plan.gains) == pytest.approx(plan.worth_after - plan.worth_before)
    assert {place for place, _ in plan.left_out} == {stop.place for stop in question.stops} - set(stops)
    assert plan == plan_unit(question)


def test_each_reason_is_told() -> None:
    points = Points(tuple("abcde"), np.array([0.0, 10.0, 11.0, 200.0, 30.0]) * 1000, np.zeros(5), "m")
    matrix = closed(straight_matrix(points, speed_kmh=60.0, detour=1.0), [(0, 4)], why="pass closed")
    day = UnitDay(name="Monday", base=0, shift=(8 * HOUR, 12 * HOUR), matrix=matrix, most_stops=1)
    worths = {(): 0.0, (1,): 5.0, (2,): 3.0, (3,): 9.0, (4,): 9.0, (1, 2): 6.0}
    stops = tuple(UnitStop(place=at, session_s=2 * HOUR) for at in (1, 2, 3, 4))
    question = UnitQuestion(days=(day,), stops=stops, worth=lambda stops: worths.get(stops, 9.0))
    plan = plan_unit(question)
    assert dict(plan.gains) == {1: 5.0}
    assert dict(plan.left_out) == {2: "full", 3: "window", 4: "no-way"}
    nothing = replace(question, worth=lambda stops: 5.0 if stops else 0.0)
    assert dict(plan_unit(nothing).left_out)[2] == "nothing"


def test_the_checker_finds_what_is_wrong() -> None:
    question = question_of(4)
    plan = plan_unit(question)
    first = plan.rounds[0]
    late = replace(first, back=first.back + 9 * HOUR)
    assert any("shift" in each for each in unit_faults(replace(plan, rounds=(late,)), question))
    short = replace(first, stops=(replace(first.stops[0], end=first.stops[0].end - 60), *first.stops[1:]))
    assert any("session" in each for each in unit_faults(replace(plan, rounds=(short,)), question))
    early = replace(first, stops=(replace(first.stops[0], arrival=0), *first.stops[1:]))
    assert any("ways and windows" in each for each in unit_faults(replace(plan, rounds=(early,)), question))
    twice = replace(plan, rounds=plan.rounds * 2)
    assert any("stops" in each for each in unit_faults(twice, question))
    tight = replace(question, days=tuple(replace(day, most_stops=0) for day in question.days))
    assert any("too many" in each for each in unit_faults(plan, tight))


def test_bad_weeks_are_refused() -> None:
    good = question_of(1)
    with pytest.raises(InputError, match="at least one day"):
        plan_unit(replace(good, days=()))
    with pytest.raises(InputError, match="at most 6"):
        plan_unit(replace(good, days=(replace(good.days[0], most_stops=9),)))
    with pytest.raises(InputError, match="ends before"):
        plan_unit(replace(good, days=(replace(good.days[0], shift=(9, 8)),)))
    with pytest.raises(CodeError):
        plan_unit(replace(good, stops=(UnitStop(place=99, session_s=1),)))
    with pytest.raises(InputError, match="session"):
        plan_unit(replace(good, stops=(UnitStop(place=1, session_s=0),)))
    with pytest.raises(InputError, match="twice"):
        plan_unit(replace(good, stops=(UnitStop(place=1, session_s=9),) * 2))
