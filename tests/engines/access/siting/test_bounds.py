"""The bounds alone: none may be below what some admissible choice gives; and what the words may say of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from pagus.engines.access.siting import Effort, Kind, Limits, how_sure, maximal_cover, offers, p_center, p_median
from pagus.engines.access.siting.bounds import best_within, marginal_bound, relaxed, value
from pagus.engines.access.siting.candidates import Columns, columns_of, nearest, nearest_minutes, within
from pagus.engines.access.siting.greedy import greedy, swapped
from pagus.engines.access.siting.shapes import Filling, Saving, Serving, Shape
from pagus.errors import CodeError, InputError, MethodError, ShapeError

from .test_brute_force import asked
from .world import dense, pairs_of, questions, sets

KIND = Kind("booth")


@settings(max_examples=60, deadline=None)
@given(questions(), st.sampled_from(["saving", "filling", "serving"]), st.sampled_from([1, 5, 80]))
def test_no_admissible_choice_passes_a_bound(
    question: tuple[np.ndarray, np.ndarray, np.random.Generator], kind: str, rounds: int
) -> None:
    minutes, people, generator = question
    candidates, limits = asked(generator, len(minutes), capacity=True)
    columns = columns_of(pairs_of(minutes), candidates)
    given_ = Columns(columns.ptr, columns.rows, generator.uniform(0, 1, len(columns.rows)), columns.row_count)
    shapes: dict[str, Shape] = {
        "saving": Saving(columns, people, np.full(len(people), 20.0)),
        "filling": Filling(given_, people, generator.uniform(0, 1, len(people))),
        "serving": Serving(columns, people, np.ones(len(people)), candidates.capacity),
    }
    shape = shapes[kind]
    chosen = greedy(shape, candidates, limits)
    best = max(value(shape, list(each)) for each in sets(candidates, limits))
    slack = 1e-9 * max(1.0, best)
    assert relaxed(shape, candidates, limits, chosen, rounds).bound >= best - slack
    if kind != "serving":
        assert marginal_bound(shape, candidates, limits, chosen) >= best - slack
        better = swapped(shape, candidates, limits, chosen, 3)
        assert value(shape, chosen) - slack <= value(shape, better) <= best + slack


@settings(max_examples=60, deadline=None)
@given(questions())
def test_best_within_is_not_below_any_choice(question: tuple[np.ndarray, np.ndarray, np.random.Generator]) -> None:
    minutes, _, generator = question
    candidates, limits = asked(generator, len(minutes))
    worth = generator.uniform(0, 5, len(candidates))
    best = max(float(worth[list(each)].sum()) for each in sets(candidates, limits))
    assert best_within(worth, candidates, limits)[0] >= best - 1e-9


def square(demand: int, places: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(3)
    points, sites = generator.uniform(0, 30, (demand, 2)), generator.uniform(0, 30, (places, 2))
    minutes = np.hypot(*(points[:, None] - sites[None]).transpose(2, 0, 1)).T
    return minutes.astype(np.float32).astype(float), generator.integers(1, 900, demand).astype(float)


def dense_milp(minutes: np.ndarray, people: np.ndarray, count: int) -> float:
    """The textbook p-median with all pairs, by scipy."""
    places, demand = minutes.shape
    entries, index = places * demand, np.arange(places * demand)
    once = csr_array((np.ones(entries), (np.tile(np.arange(demand), places), index)), shape=(demand, entries + places))
    rows = np.concatenate([index, index])
    columns = np.concatenate([index, entries + np.repeat(np.arange(places), demand)])
    only = csr_array((np.repeat([1.0, -1.0], entries), (rows, columns)), shape=(entries, entries + places))
    many = np.concatenate([np.zeros(entries), np.ones(places)])
    found = milp(
        np.concatenate([(minutes * people).ravel(), np.zeros(places)]),
        constraints=[
            LinearConstraint(once, 1, 1),
            LinearConstraint(only, -np.inf, 0),
            LinearConstraint(many, 0, count),
        ],
        integrality=many,
        bounds=Bounds(0, 1),
    )
    return float(found.fun / people.sum())


@pytest.mark.parametrize("entries", [60_000, 500])
def test_the_dense_formulation_agrees_with_the_sparse_one(entries: int) -> None:
    minutes, people = square(80, 25)
    pairs = pairs_of(minutes, 50.0)
    candidates = offers([str(each) for each in range(25)], [KIND])
    effort = Effort(way="exact", exact_entries=entries)
    found = p_median(people, pairs, candidates, Limits(5), effort=effort)
    assert found.proven
    assert found.value == pytest.approx(dense_milp(minutes, people, 5), rel=1e-6)
    assert found == replace(p_median(people, pairs, candidates, Limits(5), effort=effort), choices=found.choices)


def test_a_wanted_gap_is_proven_without_more_work() -> None:
    minutes, people = square(300, 60)
    candidates = offers([str(each) for each in range(60)], [KIND])
    found = p_median(people, pairs_of(minutes, 50.0), candidates, Limits(8), effort=Effort(wanted_gap=0.05))
    assert found.proven_gap is not None
    assert found.proven_gap <= 0.05
    assert (found.value - found.bound) / found.value == pytest.approx(found.gap)


def test_words_claim_no_more_than_was_proven() -> None:
    minutes, people = square(300, 60)
    pairs, candidates = pairs_of(minutes, 12.0), offers([str(each) for each in range(60)], [KIND])
    quick = p_median(people, pairs, candidates, Limits(8), effort=Effort(way="quick", swaps=0, rounds=2))
    near = p_median(people, pairs, candidates, Limits(8), effort=Effort(way="quick", wanted_gap=0.5, rounds=2))
    exact = p_median(people, pairs, candidates, Limits(8), effort=Effort(way="exact"))
    assert quick.proven_gap is None
    assert how_sure(quick).startswith("Not proven to be the best.")
    assert how_sure(near).startswith("Proven to be within")
    assert how_sure(exact).startswith("Proven: no other choice")
    for found in (quick, near, exact, p_center(people, pairs, candidates, Limits(8))):
        assert "optim" not in how_sure(found).lower()


def test_the_edge_of_the_minutes_counts() -> None:
    pairs, people = pairs_of(np.array([[10.0, 10.5]])), np.array([3.0, 5.0])
    found = maximal_cover(people, pairs, offers(["a"], [KIND]), Limits(1), minutes=10.0)
    assert (found.before, found.value) == (0.0, 3.0)


def test_thin_pairs_keep_the_nearest() -> None:
    pairs = pairs_of(np.array([[5.0, 9.0], [7.0, 2.0], [5.0, 30.0]]))
    assert np.array_equal(dense(nearest(pairs, 1)), [[5.0, np.inf], [np.inf, 2.0], [np.inf, np.inf]])
    assert np.array_equal(dense(within(pairs, 5.0)), [[5.0, np.inf], [np.inf, 2.0], [5.0, np.inf]])
    assert nearest_minutes(pairs).tolist() == [5.0, 2.0]


def test_bad_questions_are_refused() -> None:
    pairs, people, places = pairs_of(np.array([[1.0, 2.0]])), np.array([1.0, 2.0]), offers(["a"], [KIND])
    with pytest.raises(InputError, match="how many"):
        p_median(people, pairs, places, Limits())
    with pytest.raises(InputError, match="0 or more"):
        p_median(people, pairs, places, Limits(-1))
    with pytest.raises(InputError, match="nobody lives"):
        p_median(people * 0, pairs, places, Limits(1))
    with pytest.raises(InputError, match="people are numbers"):
        p_median(np.array([1.0, np.nan]), pairs, places, Limits(1))
    with pytest.raises(ShapeError):
        p_median(people[:1], pairs, places, Limits(1))
    with pytest.raises(ShapeError, match="stands at a site"):
        p_median(people, pairs, offers(["a", "b"], [KIND]), Limits(1))
    with pytest.raises(InputError, match="end at 20"):
        maximal_cover(people, pairs, places, Limits(1), minutes=30.0)
    with pytest.raises(InputError, match="are forced and only"):
        p_median(people, pairs, offers(["a"], [KIND], forced=[("a", "booth")]), Limits(0))
    with pytest.raises(InputError, match="more than the budget"):
        p_median(people, pairs, offers(["a"], [Kind("booth", 3.0)], forced=[("a", "booth")]), Limits(budget=2.0))
    with pytest.raises(CodeError, match="no candidate b"):
        offers(["a"], [KIND], forced=[("b", "booth")])
    with pytest.raises(InputError, match="both forced and forbidden"):
        offers(["a"], [KIND], forced=[("a", "booth")], forbidden=[("a", "booth")])
    with pytest.raises(InputError, match="cost above 0"):
        offers(["a"], [Kind("booth", 0.0)])


def test_a_search_cut_off_says_so() -> None:
    minutes, people = square(300, 80)
    candidates = offers([str(each) for each in range(80)], [KIND])
    effort = Effort(way="exact", node_limit=0, swaps=0, rounds=1)
    try:
        found = maximal_cover(people, pairs_of(minutes, 50.0), candidates, Limits(6), minutes=4.0, effort=effort)
    except MethodError:
        pytest.fail("a limit of the search is no error")
    assert found.bound >= found.value
    assert found.stopped or found.proven


def test_the_solver_says_nothing_on_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    minutes, people = square(40, 12)
    candidates = offers([str(each) for each in range(12)], [KIND])
    p_median(people, pairs_of(minutes, 50.0), candidates, Limits(3), effort=Effort(way="exact", swaps=0, rounds=1))
    assert capfd.readouterr() == ("", "")
