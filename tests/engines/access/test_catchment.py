"""Potential access: by hand, against plain formulas, against PySAL access, and by what must always hold."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from access import fca, weights
from hypothesis import given
from hypothesis import strategies as st

from pagus.engines.access import compiled
from pagus.engines.access.catchment import scores
from pagus.engines.access.model import Decay, Family
from pagus.errors import InputError, MethodError, ShapeError
from tests.engines.access.making import (
    BANDS,
    FAMILIES,
    method_of,
    pairs_of,
    plain_access,
    random_territory,
    territories,
)

families = st.sampled_from(FAMILIES)


def test_two_sites_and_three_places_by_hand() -> None:
    minutes = np.array([[5.0, np.inf], [12.0, 20.0], [np.inf, 8.0]])
    found = scores(pairs_of(minutes), np.array([100.0, 300.0, 50.0]), np.array([600.0, 150.0]), method_of("e2sfca"))
    # Site 1 is reached by 100 x 1 + 300 x 2/3 = 300, so 2 acts each; site 2 by 300 x 1/3 + 50 = 150, so 1.
    assert found.reached.tolist() == pytest.approx([300, 150], rel=1e-15)
    assert found.ratio.tolist() == pytest.approx([2, 1], rel=1e-15)
    assert found.access.tolist() == pytest.approx([2, 2 * 2 / 3 + 1 / 3, 1], rel=1e-15)


def test_one_catchment_of_weight_one_gives_the_plain_ratio() -> None:
    found = scores(pairs_of(np.zeros((4, 1))), np.full(4, 250.0), np.array([3000.0]), method_of("2sfca"))
    assert found.access.tolist() == [3.0] * 4


@given(territories(), families)
def test_equals_the_formulas_of_the_articles(territory: tuple, family: Family) -> None:
    minutes, people, capacity = territory
    method = method_of(family)
    found = scores(pairs_of(minutes), people, capacity, method)
    np.testing.assert_allclose(found.access, plain_access(minutes, people, capacity, method), rtol=1e-12)


@given(territories(), families)
def test_compiled_kernel_equals_numpy(territory: tuple, family: Family) -> None:
    minutes, people, capacity = territory
    pairs, method = pairs_of(minutes), method_of(family)
    one, other = scores(pairs, people, capacity, method), scores(pairs, people, capacity, method, "compiled")
    for name in ("access", "ratio", "reached"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-12)
    assert one.lost_sites == other.lost_sites


@given(territories(), st.sampled_from(["2sfca", "e2sfca", "3sfca"]))
def test_what_people_reach_adds_up_to_the_supply_that_somebody_reaches(territory: tuple, family: Family) -> None:
    minutes, people, capacity = territory
    found = scores(pairs_of(minutes), people, capacity, method_of(family))
    assert people @ found.access == pytest.approx(capacity.sum() - found.lost_capacity, rel=1e-12, abs=1e-9)


@given(territories())
def test_remoteness_wastes_supply_in_m2sfca_and_never_makes_any(territory: tuple) -> None:
    minutes, people, capacity = territory
    found = scores(pairs_of(minutes), people, capacity, method_of("m2sfca"))
    assert people @ found.access <= (capacity.sum() - found.lost_capacity) * (1 + 1e-12)


@given(territories(), families, st.floats(0.01, 100))
def test_supply_and_people_scale_access(territory: tuple, family: Family, factor: float) -> None:
    minutes, people, capacity = territory
    pairs, method = pairs_of(minutes), method_of(family)
    base = scores(pairs, people, capacity, method).access
    np.testing.assert_allclose(scores(pairs, people, factor * capacity, method).access, factor * base, rtol=1e-12)
    np.testing.assert_allclose(scores(pairs, factor * people, capacity, method).access, base / factor, rtol=1e-12)


@given(territories(), families, st.randoms(use_true_random=False))
def test_order_of_places_and_sites_changes_nothing(territory: tuple, family: Family, chance) -> None:
    minutes, people, capacity = territory
    places, sites = list(range(len(people))), list(range(len(capacity)))
    chance.shuffle(places)
    chance.shuffle(sites)
    method = method_of(family)
    base = scores(pairs_of(minutes), people, capacity, method).access
    shuffled = scores(pairs_of(minutes[places][:, sites]), people[places], capacity[sites], method).access
    np.testing.assert_allclose(shuffled, base[places], rtol=1e-12)


@given(territories(), families)
def test_more_care_takes_from_nobody(territory: tuple, family: Family) -> None:
    minutes, people, capacity = territory
    more = capacity.copy()
    more[0] += 1000
    method, pairs = method_of(family), pairs_of(minutes)
    assert (scores(pairs, people, more, method).access >= scores(pairs, people, capacity, method).access).all()


def test_a_minute_on_an_edge_is_in_the_nearer_band() -> None:
    minutes = np.array([[10.0], [np.nextafter(np.float32(10), np.float32(11))], [20.0]])
    found = scores(pairs_of(minutes), np.array([1.0, 0.0, 0.0]), np.array([1.0]), method_of("e2sfca"))
    assert found.access.tolist() == [1.0, 2 / 3, 1 / 3]


def test_an_edge_that_no_float_holds_keeps_the_minutes_measured_as_itself() -> None:
    bands = Decay((7.3, 20.0), (1.0, 0.5))
    found = scores(pairs_of(np.array([[7.3]])), np.ones(1), np.ones(1), method_of("e2sfca", bands))
    assert found.reached.tolist() == [1.0]


def test_supply_that_nobody_can_reach_is_reported_and_given_to_nobody() -> None:
    minutes = np.array([[5.0, np.inf, 5.0], [np.inf, np.inf, 30.0]])
    found = scores(pairs_of(minutes), np.array([0.0, 10.0]), np.array([100.0, 40.0, 0.0]), method_of("e2sfca"))
    assert (found.lost_sites, found.lost_capacity) == ((0, 1), 140.0)
    assert found.access.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("kernel", ["numpy", "compiled"])
@pytest.mark.parametrize("family", FAMILIES)
def test_empty_tables_give_empty_answers(family: Family, kernel) -> None:
    method = method_of(family)
    none = scores(pairs_of(np.zeros((0, 0))), np.zeros(0), np.zeros(0), method, kernel)
    assert (len(none.access), len(none.ratio), none.lost_capacity) == (0, 0, 0.0)
    no_site = scores(pairs_of(np.zeros((3, 0))), np.ones(3), np.zeros(0), method, kernel)
    assert no_site.access.tolist() == [0.0] * 3
    nobody = scores(pairs_of(np.zeros((0, 2))), np.zeros(0), np.ones(2), method, kernel)
    assert nobody.lost_sites == (0, 1)


def test_what_cannot_be_computed_is_refused_with_its_row() -> None:
    pairs, method = pairs_of(np.zeros((2, 1))), method_of("e2sfca")
    with pytest.raises(InputError, match="people in row 2 are nan"):
        scores(pairs, np.array([1.0, np.nan]), np.ones(1), method)
    with pytest.raises(InputError, match=r"capacity in row 1 is -3\.0"):
        scores(pairs, np.ones(2), np.array([-3.0]), method)
    with pytest.raises(ShapeError, match="2 places, people for 3"):
        scores(pairs, np.ones(3), np.ones(1), method)
    with pytest.raises(ShapeError, match="1 sites, capacity for 2"):
        scores(pairs, np.ones(2), np.ones(2), method)
    with pytest.raises(MethodError, match=r"up to 20\.0 minutes, but the method counts up to 30"):
        scores(pairs, np.ones(2), np.ones(1), method_of("e2sfca", Decay((30.0,), (1.0,))))
    with pytest.raises(MethodError, match="one catchment"):
        scores(pairs, np.ones(2), np.ones(1), replace(method, family="2sfca"))
    for wrong in (np.nan, -1.0, np.inf):
        with pytest.raises(ShapeError, match="minutes of a pair"):
            scores(replace(pairs, minutes=np.array([wrong, 1], np.float32)), np.ones(2), np.ones(1), method)
    with pytest.raises(ShapeError, match="does not exist"):
        scores(replace(pairs, demand=np.array([0, 2], np.int32)), np.ones(2), np.ones(1), method)


def test_without_numba_the_compiled_kernel_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled._kernel.cache_clear()
    monkeypatch.setattr(compiled, "find_spec", lambda name: None)
    with pytest.raises(MethodError, match="install the extra compiled"):
        scores(pairs_of(np.zeros((1, 1))), np.ones(1), np.ones(1), method_of("e2sfca"), "compiled")
    compiled._kernel.cache_clear()


def pysal(minutes: np.ndarray, people: np.ndarray, capacity: np.ndarray, family: Family) -> np.ndarray:
    """The same pairs given to PySAL access."""
    rows, columns = np.nonzero(minutes <= 20)
    cost = pd.DataFrame({"origin": rows, "dest": columns, "cost": minutes[rows, columns].astype(np.float32)})
    demand = pd.DataFrame({"geoid": np.arange(len(people)), "demand": people}).set_index("geoid")
    supply = pd.DataFrame({"geoid": np.arange(len(capacity)), "supply": capacity}).set_index("geoid")
    bands = weights.step_fn(dict(zip(BANDS.edges_min, BANDS.weights, strict=True)))
    function = fca.three_stage_fca if family == "3sfca" else fca.two_stage_fca
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = function(
            demand,
            supply,
            cost,
            20.0,
            demand_index=True,
            supply_index=True,
            weight_fn=(lambda x: 1.0) if family == "2sfca" else bands,
        )
    return found.reindex(np.arange(len(people))).fillna(0).to_numpy()


@pytest.mark.parametrize("family", ["2sfca", "e2sfca", "3sfca"])
def test_equals_pysal_access_on_the_same_pairs(family: Family) -> None:
    minutes, people, capacity = random_territory(600, 150)
    ours = scores(pairs_of(minutes), people, capacity, method_of(family)).access
    np.testing.assert_allclose(ours, pysal(minutes, people, capacity, family), rtol=1e-9)
    assert ours.max() > ours.min() > 0 or (ours > 0).mean() > 0.9


def test_many_blocks_give_what_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    minutes, people, capacity = random_territory(300, 90)
    for family in FAMILIES:
        whole = scores(pairs_of(minutes), people, capacity, method_of(family))
        with monkeypatch.context() as patch:
            patch.setattr("pagus.engines.access.catchment.LEAST_BLOCK", 1)
            patch.setattr("pagus.engines.access.catchment.PAIRS_A_PLACE", 0)
            parts = scores(pairs_of(minutes), people, capacity, method_of(family))
        np.testing.assert_allclose(parts.access, whole.access, rtol=1e-12)
