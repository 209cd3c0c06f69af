"""Rounds: every plan is looked at by the checker, the checker by mutants, small questions by all orders there are."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.access.model import Pairs, Points
from pagus.engines.access.rounds import (
    CLOSED,
    Lunch,
    Matrix,
    Nurse,
    Question,
    RoundPlan,
    Visit,
    closed,
    faults_of,
    matrix_of_pairs,
    plan_rounds,
    slowed,
    straight_matrix,
)
from pagus.engines.access.rounds.timetable import Item, item_of, timetable
from pagus.errors import CodeError, InputError, ShapeError

HOUR = 3600
ALL_DAY = ((0, 24 * HOUR),)


def line(*km: float) -> Matrix:
    """Places on a straight road at 60 km/h: a kilometre a minute."""
    points = Points(tuple(map(str, km)), np.array(km) * 1000.0, np.zeros(len(km)), "m")
    return straight_matrix(points, speed_kmh=60.0, detour=1.0)


def nurse(name: str = "n1", **changes: object) -> Nurse:
    return replace(Nurse(id=name, start=0, end=0, shift=(7 * HOUR, 15 * HOUR)), **changes)  # type: ignore[arg-type]


def visit(name: str, place: int, **changes: object) -> Visit:
    return replace(Visit(id=name, place=place, service_s=1200, windows=ALL_DAY), **changes)  # type: ignore[arg-type]


def ask(visits: list[Visit], nurses: list[Nurse], matrix: Matrix, **changes: int) -> RoundPlan:
    question = Question(visits=tuple(visits), nurses=tuple(nurses), matrix=matrix, **changes)
    plan = plan_rounds(question, iterations=200)
    assert faults_of(plan, question) == ()
    return plan


def reasons(plan: RoundPlan) -> dict[str, str]:
    return {each.visit: each.reason for each in plan.unserved}


@st.composite
def days(draw: st.DrawFn, most: int = 9) -> Question:
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    places = int(random.integers(2, 8))
    points = Points(tuple(map(str, range(places))), *(random.uniform(0, 30_000, (2, places))), "m")
    matrix = straight_matrix(points, speed_kmh=45.0, detour=1.3)
    if random.random() < 0.3:
        matrix = closed(matrix, [(0, int(random.integers(1, places)))], why="closed")
    visits = []
    for at in range(int(random.integers(1, most))):
        starts = np.sort(random.integers(7, 14, int(random.integers(1, 3)))) * HOUR
        visits.append(
            Visit(
                id=f"v{at}",
                place=int(random.integers(0, places)),
                service_s=int(random.integers(1, 6)) * 600,
                windows=tuple((int(start), int(start + random.integers(0, 3) * HOUR)) for start in starts),
                skills=frozenset({"wound"} if random.random() < 0.2 else ()),
                pair="p" if random.random() < 0.2 else None,
                worth_s=int(random.integers(0, 3000)) if random.random() < 0.3 else None,
                usual=str(random.choice(["n0", "n1"])) if random.random() < 0.5 else None,
            )
        )
    nurses = tuple(
        Nurse(
            id=f"n{at}",
            start=int(random.integers(0, places)),
            end=int(random.integers(0, places)),
            shift=(7 * HOUR, int(random.integers(10, 16)) * HOUR),
            skills=frozenset({"wound"} if random.random() < 0.5 else ()),
            lunch=Lunch(length_s=1800, window=(11 * HOUR, 13 * HOUR)) if random.random() < 0.4 else None,
            most_visits=int(random.integers(1, 6)) if random.random() < 0.3 else None,
            most_work_s=5 * HOUR if random.random() < 0.2 else None,
        )
        for at in range(int(random.integers(1, 3)))
    )
    return Question(visits=tuple(visits), nurses=nurses, matrix=matrix)


@settings(max_examples=60, deadline=None)
@given(days())
def test_every_plan_keeps_every_rule_and_is_the_same_twice(question: Question) -> None:
    plan = plan_rounds(question, seed=3, iterations=60)
    assert faults_of(plan, question) == ()
    assert plan == plan_rounds(question, seed=3, iterations=60)


def best_of_all(question: Question) -> tuple[int, int]:
    """(visits due left out, cost), by all divisions and orders; for questions without breaks, pairs and limits."""
    best = (len(question.visits) + 1, 0)
    for owners in product(range(len(question.nurses) + 1), repeat=len(question.visits)):
        total, lost = 0, sum(owner == len(question.nurses) for owner in owners)
        for at, each in enumerate(question.nurses):
            mine = [question.visits[index] for index, owner in enumerate(owners) if owner == at]
            if any(not visit.skills <= each.skills for visit in mine):
                break
            ways = [timetable(each, [item_of(one) for one in order], question.matrix) for order in permutations(mine)]
            if not mine:
                continue
            able = [way.travel_s for way in ways if way is not None]
            if not able:
                break
            total += min(able)
            total += sum(question.unusual_s for one in mine if one.usual not in {None, each.id})
        else:
            best = min(best, (lost, total))
    return best


@settings(max_examples=25, deadline=None)
@given(days(most=5))
def test_small_days_are_as_good_as_the_best_of_all_orders(question: Question) -> None:
    visits = tuple(replace(each, pair=None, worth_s=None) for each in question.visits)
    people = tuple(replace(each, lunch=None, most_visits=None, most_work_s=None) for each in question.nurses)
    question = replace(question, visits=visits, nurses=people)
    plan = plan_rounds(question, iterations=300)
    lost, cost = best_of_all(question)
    assert (len(plan.unserved), plan.cost_s) == (lost, cost)


def test_a_round_by_hand() -> None:
    """Two places at 10 and 30 minutes; the far one opens at 9:00. The nurse leaves late and does not wait."""
    plan = ask([visit("near", 1), visit("far", 2, windows=((9 * HOUR, 9 * HOUR),))], [nurse()], line(0, 10, 30))
    (only,) = plan.rounds
    assert [stop.visit for stop in only.stops] in (["near", "far"], ["far", "near"])
    assert only.travel_s == 3600
    assert only.wait_s == 0
    assert only.metres == 60_000
    far = next(stop for stop in only.stops if stop.visit == "far")
    assert far.start == 9 * HOUR
    assert plan.cost_s == 3600


def test_each_reason_is_told() -> None:
    matrix = closed(line(0, 10, 30, 200), [(0, 2), (1, 2), (2, 3)], why="pass closed")
    visits = [
        visit("wound", 1, skills=frozenset({"wound"})),
        visit("valley", 2),
        visit("distant", 3, windows=((8 * HOUR, 9 * HOUR),)),
        visit("cheap", 1, worth_s=60),
        visit("morning", 1, pair="twice"),
        visit("evening", 1, pair="twice", windows=((20 * HOUR, 21 * HOUR),)),
    ]
    told = reasons(ask(visits, [nurse()], matrix))
    assert told == {
        "wound": "skill",
        "valley": "no-way",
        "distant": "window",
        "cheap": "priority",
        "morning": "pair",
        "evening": "window",
    }


def test_what_alone_leads_to_others_stays() -> None:
    matrix = closed(line(0, 10, 20), [(0, 2)], why="pass closed")
    visits = [visit("on the way", 1, worth_s=60), visit("beyond", 2)]
    plan = ask(visits, [nurse(end=2)], matrix)
    assert [stop.visit for stop in plan.rounds[0].stops if stop.visit] == ["on the way", "beyond"]
    assert plan.unserved == ()


def test_whom_only_half_a_pair_led_to_is_told_unserved() -> None:
    matrix = closed(line(0, 10, 20), [(0, 2)], why="pass closed")
    visits = [
        visit("morning", 1, pair="twice"),
        visit("evening", 1, pair="twice", windows=((20 * HOUR, 21 * HOUR),)),
        visit("beyond", 2),
    ]
    plan = ask(visits, [nurse(end=2)], matrix)
    assert plan.rounds == ()
    assert reasons(plan) == {"morning": "pair", "evening": "window", "beyond": "no-way"}


def test_a_full_day_says_so() -> None:
    visits = [visit(f"v{at}", 1, service_s=2 * HOUR) for at in range(5)]
    plan = ask(visits, [nurse()], line(0, 10))
    assert set(reasons(plan).values()) == {"full"}
    assert len(plan.unserved) == 2


def test_the_break_is_taken_on_the_way() -> None:
    lunch = Lunch(length_s=2700, window=(11 * HOUR + 1800, 13 * HOUR))
    visits = [visit(f"v{at}", at + 1, service_s=5200) for at in range(4)]
    plan = ask(visits, [nurse(lunch=lunch)], line(0, 30, 32, 34, 36))
    (only,) = plan.rounds
    (pause,) = [stop for stop in only.stops if stop.visit is None]
    assert pause.place != 0
    assert only.travel_s == 72 * 60
    assert pause.end - pause.start == 2700


def test_whoever_is_back_before_the_break_has_it_at_home() -> None:
    lunch = Lunch(length_s=1800, window=(12 * HOUR, 13 * HOUR))
    question_visits = [visit("early", 1, windows=((8 * HOUR, 9 * HOUR),))]
    (short,) = ask(question_visits, [nurse(lunch=lunch)], line(0, 10)).rounds
    assert [stop.visit for stop in short.stops] == ["early"]
    assert short.back < 12 * HOUR
    long = ask(
        [*question_visits, visit("late", 1, windows=((13 * HOUR, 14 * HOUR),))], [nurse(lunch=lunch)], line(0, 10)
    )
    assert sum(stop.visit is None for stop in long.rounds[0].stops) == 1


def test_the_usual_nurse_comes_unless_it_costs_too_much() -> None:
    visits = [visit("one", 1, usual="n2"), visit("two", 2, usual="n1")]
    nurses = [nurse("n1"), nurse("n2", start=3, end=3)]
    matrix = line(0, 1, 9, 10)
    usual = ask(visits, nurses, matrix, unusual_s=100_000)
    assert {each.nurse: [stop.visit for stop in each.stops] for each in usual.rounds} == {"n1": ["two"], "n2": ["one"]}
    near = ask(visits, nurses, matrix, unusual_s=60)
    assert {each.nurse: [stop.visit for stop in each.stops] for each in near.rounds} == {"n1": ["one"], "n2": ["two"]}
    assert near.cost_s == 4 * 60 + 2 * 60


def test_two_windows_and_a_limit_of_visits() -> None:
    both = ((8 * HOUR, 8 * HOUR), (12 * HOUR, 12 * HOUR))
    plan = ask([visit("a", 1, windows=both), visit("b", 1, windows=both)], [nurse()], line(0, 5))
    assert sorted(stop.start for stop in plan.rounds[0].stops) == [8 * HOUR, 12 * HOUR]
    assert len(ask([visit("a", 1), visit("b", 1)], [nurse(most_visits=1)], line(0, 5)).unserved) == 1


def test_a_slower_road_changes_the_plan() -> None:
    matrix = line(0, 10)
    slow = slowed(matrix, {(0, 1): 5 * HOUR}, why="snow")
    assert slow.seconds[1, 0] == matrix.seconds[1, 0]
    assert slow.words.endswith("; snow")
    plan = ask([visit("a", 1, windows=((8 * HOUR, 9 * HOUR),))], [nurse()], slow)
    assert reasons(plan) == {"a": "window"}


MUTANTS = {
    "shifted": lambda stop: replace(stop, start=stop.start - 1),
    "late": lambda stop: replace(stop, arrival=stop.arrival + 1),
    "short": lambda stop: replace(stop, end=stop.end - 60),
    "quick": lambda stop: replace(stop, travel_s=stop.travel_s - 1, arrival=stop.arrival - 1),
    "elsewhere": lambda stop: replace(stop, place=0),
    "another": lambda stop: replace(stop, visit="nobody"),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_the_checker_finds_what_is_wrong(name: str) -> None:
    question = Question(
        visits=(visit("a", 1, windows=((9 * HOUR, 10 * HOUR),)), visit("b", 2)),
        nurses=(nurse(lunch=Lunch(length_s=1800, window=(11 * HOUR, 12 * HOUR))),),
        matrix=line(0, 10, 20),
    )
    plan = plan_rounds(question, iterations=100)
    (only,) = plan.rounds
    for at in range(len(only.stops)):
        stops = [*only.stops[:at], MUTANTS[name](only.stops[at]), *only.stops[at + 1 :]]
        assert faults_of(replace(plan, rounds=(replace(only, stops=tuple(stops)),)), question), f"{name} at {at}"


def test_the_checker_looks_at_nurses_shifts_and_pairs() -> None:
    visits = (visit("a", 1, skills=frozenset({"wound"}), pair="p"), visit("b", 1, pair="p"))
    question = Question(visits=visits, nurses=(nurse(skills=frozenset({"wound"})),), matrix=line(0, 10))
    plan = plan_rounds(question, iterations=50)

    def found(**changes: object) -> str:
        return " ".join(faults_of(plan, replace(question, nurses=(nurse(**changes),))))

    wound = frozenset({"wound"})
    assert "lacks wound" in found()
    assert "after the shift" in found(skills=wound, shift=(0, HOUR))
    assert "before the shift" in found(skills=wound, shift=(14 * HOUR, 15 * HOUR))
    assert "works" in found(skills=wound, most_work_s=60)
    assert "makes 2 visits" in found(skills=wound, most_visits=1)
    assert "0 breaks" in found(skills=wound, lunch=Lunch(length_s=60, window=(0, 1)))
    assert "is not in the question" in found(id="somebody")
    shut = replace(question, matrix=closed(question.matrix, [(0, 1)], why="shut"))
    assert "way" in " ".join(faults_of(plan, shut))
    twice = replace(plan, rounds=plan.rounds * 2)
    assert any("2 rounds" in each for each in faults_of(twice, question))
    half = replace(plan.rounds[0], stops=plan.rounds[0].stops[:1])
    assert any("in part" in each for each in faults_of(replace(plan, rounds=(half,)), question))


def test_pairs_of_a_router_become_whole_seconds() -> None:
    ptr, demand = np.array([0, 2, 3], dtype=np.int64), np.array([0, 1, 1], dtype=np.int32)
    pairs = Pairs(ptr, demand, np.array([0.0, 2.51, 0.0], dtype=np.float32), 20.0, 2, "a road")
    matrix = matrix_of_pairs(pairs)
    assert matrix.seconds.tolist() == [[0, CLOSED], [151, 0]]
    with pytest.raises(ShapeError):
        matrix_of_pairs(replace(pairs, demand_count=3))


def test_degrees_are_measured_on_the_sphere() -> None:
    points = Points(("a", "b"), np.array([7.75, 7.75]), np.array([48.0, 49.0]), "deg")
    metres = straight_matrix(points, speed_kmh=50.0, detour=1.0).metres
    assert metres is not None
    assert metres[0, 1] == pytest.approx(111_195, abs=5)


@pytest.mark.parametrize(
    ("visits", "nurses", "error"),
    [
        ([], [], InputError),
        ([visit("a", 9)], [nurse()], CodeError),
        ([visit("a", 1), visit("a", 1)], [nurse()], CodeError),
        ([visit("a", 1, windows=())], [nurse()], InputError),
        ([visit("a", 1, windows=((9, 8),))], [nurse()], InputError),
        ([visit("a", 1, service_s=-1)], [nurse()], InputError),
        ([visit("a", 1)], [nurse(start=7)], CodeError),
        ([visit("a", 1)], [nurse(shift=(9, 8))], InputError),
    ],
)
def test_bad_days_are_refused(visits: list[Visit], nurses: list[Nurse], error: type[Exception]) -> None:
    with pytest.raises(error):
        plan_rounds(Question(visits=tuple(visits), nurses=tuple(nurses), matrix=line(0, 10)))


def test_a_day_without_visits_is_an_empty_plan() -> None:
    assert ask([], [nurse()], line(0)).rounds == ()


def test_a_timetable_puts_off_leaving_but_not_coming_back() -> None:
    items = [Item("a", 1, 60, ((8 * HOUR, 9 * HOUR),)), Item("b", 1, 60, ((10 * HOUR, 10 * HOUR),))]
    found = timetable(nurse(), items, line(0, 10))
    assert found is not None
    assert found.depart == 9 * HOUR - 600
    assert found.back == 10 * HOUR + 60 + 600
