"""What-if: each edit equals a full recompute, stays local, and can be undone to the bit."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.access.catchment import scores
from pagus.engines.access.exact_sums import ExactSums, sum_exactly
from pagus.engines.access.model import Family, Points
from pagus.engines.access.straight import StraightRouter
from pagus.engines.access.whatif import (
    Close,
    Column,
    Delta,
    Edit,
    Move,
    Open,
    SetCapacity,
    SetPeople,
    State,
    column_at,
    column_of,
    scale_people,
    winners_and_losers,
)
from pagus.errors import InputError, ShapeError
from tests.engines.access.making import FAMILIES, method_of, pairs_of, random_territory


def state_of(family: Family = "e2sfca", places: int = 400, sites: int = 60) -> State:
    minutes, people, capacity = random_territory(places, sites)
    return State(pairs_of(minutes), people, capacity, method_of(family))


def random_column(chance: np.random.Generator, places: int) -> Column:
    reached = chance.choice(places, chance.integers(0, places // 4), replace=False).astype(np.int32)
    minutes = chance.choice([0.0, 10.0, 15.0, 20.0, 12.3, 17.1], len(reached)).astype(np.float32)
    return Column(reached, minutes)


def random_edit(chance: np.random.Generator, state: State) -> Edit:
    open_sites = [site for site in range(len(state.capacity)) if state.is_open(site)]
    site = int(chance.choice(open_sites))
    places = len(state.std_people)
    # Nearly all capacity is usual; some is absurd, so that what is left after it has gone shows every lost digit.
    capacity = float(chance.choice([0.0, 3000.0, 1e12, 1e-3, chance.gamma(4, 1500)]))
    kind = chance.integers(0, 5)
    if kind == 0 and len(open_sites) > 5:
        return Close(site)
    if kind == 1:
        return Open(random_column(chance, places), capacity)
    if kind == 2:
        return Move(site, random_column(chance, places))
    if kind == 3:
        some = chance.choice(places, chance.integers(1, 5), replace=False)
        return SetPeople(some, chance.choice([0.0, 1.0, 800.0, 1e6], len(some)))
    return SetCapacity(site, capacity)


def recomputed(state: State) -> np.ndarray:
    return scores(state.pairs(), state.std_people, state.capacity, state.method).access


@pytest.mark.parametrize("family", FAMILIES)
def test_a_thousand_random_edits_equal_a_full_recompute_and_undo_to_the_bit(family: Family) -> None:
    state = state_of(family)
    before = state.scores()
    chance = np.random.default_rng(11)
    for step in range(1000):
        was = state.access.copy()
        delta = state.apply(random_edit(chance, state))
        elsewhere = np.setdiff1d(np.arange(len(was)), delta.places)
        assert np.array_equal(state.access[delta.places] - was[delta.places], delta.change)
        assert np.array_equal(state.access[elsewhere], was[elsewhere])
        if step % 97 == 0 or step == 999:
            np.testing.assert_allclose(state.access, recomputed(state), rtol=1e-12)
    now = state.scores()
    full = scores(state.pairs(), state.std_people, state.capacity, state.method)
    np.testing.assert_allclose(now.reached, full.reached, rtol=1e-12)
    assert now.lost_sites == full.lost_sites
    while state.steps:
        state.undo()
    after = state.scores()
    for name in ("access", "ratio", "reached"):
        assert np.array_equal(getattr(after, name), getattr(before, name)), name


def along_a_valley(family: Family) -> State:
    """Places and sites along one road: an edit and all that follows from it stay in one part of the valley."""
    chance = np.random.default_rng(5)
    places, sites = np.arange(600) * 1.5, np.sort(chance.uniform(0, 900, 150))
    minutes = np.abs(places[:, None] - sites) * 1.3
    people = np.round(chance.lognormal(6, 1, 600))
    return State(pairs_of(minutes), people, np.round(chance.gamma(4, 1500, 150)), method_of(family))


def local_edit(chance: np.random.Generator, state: State) -> Edit:
    """An edit of any kind that stays in one part of the valley."""
    site = int(chance.choice([site for site in range(len(state.capacity)) if state.is_open(site)]))
    first = int(chance.integers(0, 580))
    near = np.arange(first, first + chance.integers(0, 20)).astype(np.int32)
    column = Column(near, chance.choice([0.0, 10.0, 15.0, 20.0, 12.3], len(near)).astype(np.float32))
    return [
        Close(site),
        Open(column, float(chance.gamma(4, 1500))),
        Move(site, column),
        SetCapacity(site, float(chance.choice([0.0, 1e12, 2500.0]))),
        SetPeople(near.astype(np.int64), chance.uniform(0, 2000, len(near))),
    ][chance.integers(0, 5)]


@pytest.mark.parametrize("family", FAMILIES)
def test_local_edits_touch_a_part_and_equal_a_full_recompute(monkeypatch: pytest.MonkeyPatch, family: Family) -> None:
    state = along_a_valley(family)
    before = state.access.copy()

    def refuse() -> None:
        raise AssertionError("computed anew")

    monkeypatch.setattr(state, "_compute_anew", refuse)
    chance = np.random.default_rng(21)
    for step in range(300):
        delta = state.apply(local_edit(chance, state))
        assert len(delta.places) < 150
        if step % 3 == 2:
            state.undo()
        if step % 20 == 0:
            np.testing.assert_allclose(state.access, recomputed(state), rtol=1e-12)
    np.testing.assert_allclose(state.access, recomputed(state), rtol=1e-12)
    while state.steps:
        state.undo()
    assert np.array_equal(state.access, before)
    np.testing.assert_allclose(state.access, recomputed(state), rtol=1e-12)


@settings(max_examples=40)
@given(st.sampled_from(FAMILIES), st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_undo_of_any_edits_restores_access_and_every_site(family: Family, seed: int, edits: int) -> None:
    state = state_of(family, 30, 8)
    chance = np.random.default_rng(seed)
    access, reached, ratio = state.access.copy(), state.reached.copy(), state.ratio.copy()
    columns = [column_of(state.pairs(), site).demand.tolist() for site in range(len(ratio))]
    for _ in range(edits):
        state.apply(random_edit(chance, state))
    np.testing.assert_allclose(state.access, recomputed(state), rtol=1e-12)
    for _ in range(edits):
        state.undo()
    assert np.array_equal(state.access, access)
    assert np.array_equal(state.reached, reached)
    assert np.array_equal(state.ratio, ratio)
    assert [column_of(state.pairs(), site).demand.tolist() for site in range(len(ratio))] == columns


def test_a_supply_edit_names_exactly_the_places_in_reach() -> None:
    state = state_of()
    column = state.column(3)
    delta = state.apply(SetCapacity(3, 0.0))
    assert delta.places.tolist() == sorted(column.demand.tolist())
    assert (delta.change <= 0).all()
    assert delta.site is None


def test_undo_gives_the_delta_back() -> None:
    state = state_of()
    delta = state.apply(Close(3))
    back = state.undo()
    assert np.array_equal(back.places, delta.places)
    np.testing.assert_allclose(back.change, -delta.change, rtol=1e-9, atol=1e-15)
    with pytest.raises(InputError, match="no edit to undo"):
        state.undo()


def test_a_small_value_left_by_a_huge_one_keeps_its_digits() -> None:
    state = State(pairs_of(np.zeros((1, 3))), np.array([1.0]), np.array([1e15, 0.1, 0.2]), method_of("e2sfca"))
    state.apply(Close(0))
    assert state.access[0] == pytest.approx(0.1 + 0.2, rel=1e-15)


def test_closing_takes_a_site_out_of_the_choice_in_3sfca_and_no_capacity_does_not() -> None:
    minutes = np.zeros((1, 2))
    closed = State(pairs_of(minutes), np.array([100.0]), np.array([10.0, 10.0]), method_of("3sfca"))
    empty = State(pairs_of(minutes), np.array([100.0]), np.array([10.0, 10.0]), method_of("3sfca"))
    closed.apply(Close(0))
    empty.apply(SetCapacity(0, 0.0))
    assert closed.reached.tolist() == [0.0, 100.0]
    assert empty.reached.tolist() == [50.0, 50.0]


def test_people_who_grow_older_everywhere_are_computed_anew() -> None:
    state = state_of()
    factor = np.linspace(1.0, 1.4, len(state.std_people))
    factor[:3] = 1.0
    edit = scale_people(state.std_people, factor)
    assert len(edit.places) == np.count_nonzero(factor != 1)
    before = state.access.copy()
    state.apply(edit)
    np.testing.assert_allclose(state.access, recomputed(state), rtol=1e-12)
    state.undo()
    assert np.array_equal(state.access, before)
    with pytest.raises(ShapeError, match="factors are for 2 places"):
        scale_people(state.std_people, np.ones(2))


def test_a_column_at_a_point_is_that_of_a_site_there() -> None:
    chance = np.random.default_rng(3)
    places = Points(tuple(map(str, range(50))), chance.uniform(0, 3e4, 50), chance.uniform(0, 3e4, 50), "m")
    router = StraightRouter("car", 50, 1.3)
    column = column_at(router, places, 15_000.0, 15_000.0, 20)
    minutes = router.minutes_from(15_000.0, 15_000.0, places, 20)
    assert sorted(column.demand.tolist()) == np.flatnonzero(np.isfinite(minutes)).tolist()
    assert np.array_equal(minutes[column.demand], column.minutes)


def test_winners_and_losers_are_counted_by_people() -> None:
    delta = Delta(np.array([0, 2, 3, 4]), np.array([0.5, -0.25, 1e-12, 2.0]))
    people = np.array([100.0, 50.0, 40.0, 7.0, 0.0])
    found = winners_and_losers(delta, people)
    assert (found.people_gaining, found.people_losing, found.people_unchanged) == (100.0, 40.0, 57.0)
    assert (found.mean_gain, found.mean_loss) == (0.5, -0.25)
    assert (found.winners, found.losers) == ((0,), (2,))
    nobody = winners_and_losers(Delta(np.zeros(0, np.int64), np.zeros(0)), people)
    assert (nobody.people_unchanged, nobody.mean_gain, nobody.winners) == (197.0, 0.0, ())


def test_what_cannot_be_done_is_refused_and_changes_nothing() -> None:
    state = state_of()
    before = state.access.copy()
    column = Column(np.array([0, 1], np.int32), np.zeros(2, np.float32))
    twice = Column(np.array([1, 1], np.int32), np.zeros(2, np.float32))
    wrong: list[tuple[Edit, str]] = [
        (Close(60), "site 60 is closed, or there is none"),
        (SetCapacity(-1, 5.0), "site -1"),
        (SetCapacity(0, -5.0), "amount is 0 or more"),
        (Open(column, float("nan")), "amount is 0 or more"),
        (Open(twice, 1.0), "a place twice"),
        (Move(0, Column(np.array([400], np.int32), np.zeros(1, np.float32))), "does not exist"),
        (SetPeople(np.array([0]), np.array([-1.0])), "amount is 0 or more"),
        (SetPeople(np.array([0, 0]), np.array([1.0, 2.0])), "a place twice"),
        (SetPeople(np.array([0, 1]), np.array([1.0])), "2 places were named"),
        (Open(Column(np.array([0], np.int32), np.zeros(2, np.float32)), 1.0), "minutes for 2"),
    ]
    for edit, words in wrong:
        with pytest.raises(InputError, match=words):
            state.apply(edit)
    state.apply(Close(0))
    with pytest.raises(InputError, match="is closed"):
        state.apply(Close(0))
    state.undo()
    assert np.array_equal(state.access, before)
    assert state.steps == 0
    with pytest.raises(InputError, match="no site 60"):
        column_of(state.pairs(), 60)


def test_minutes_beyond_the_limit_are_left_out_of_a_new_column() -> None:
    state = state_of()
    delta = state.apply(Open(Column(np.array([0, 1], np.int32), np.array([5.0, 21.0], np.float32)), 100.0))
    assert delta.places.tolist() == [0]
    assert delta.site == 60


@given(st.lists(st.floats(0, 1e18), min_size=1, max_size=60))
def test_sums_are_exact_and_terms_can_be_taken_back(terms: list[float]) -> None:
    place = np.zeros(1, np.int32)
    values = np.array(terms)
    exact = sum(map(Fraction, terms))
    whole = sum_exactly(np.array([values.sum()]), [(np.zeros(len(values), np.int32), values)])
    one_by_one = ExactSums(np.zeros(1))
    for value in terms:
        one_by_one.add(place, np.array([value]))
    for sums in (whole, one_by_one):
        assert abs(Fraction(sums.high[0]) + Fraction(sums.low[0]) - exact) <= exact / 2**98
    for value in terms[1:]:
        whole.add(place, np.array([-value]))
    assert abs(Fraction(whole.high[0]) - Fraction(terms[0])) <= exact / 2**94 + Fraction(terms[0]) / 2**52
