"""Measures of inequality: small cases by hand, definitions over all pairs of people, and what must always hold."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.engines.access.inequality import (
    atkinson,
    gini,
    gini_from_histogram,
    histogram,
    inequality,
    quantile,
    share_at_or_under,
    theil,
    weighted_mean,
)
from pagus.errors import DataGapError, InputError, ShapeError

values = st.floats(1e-6, 20) | st.sampled_from([0.0, 2.5])
rows = st.lists(st.tuples(values, st.sampled_from([0.0, 1.0, 7.0]) | st.floats(0.1, 1000)), min_size=1, max_size=25)


def arrays(pairs: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    access, people = np.array(pairs, np.float64).T
    return np.ascontiguousarray(access), np.ascontiguousarray(people)


def test_two_people_one_with_all() -> None:
    access, people = np.array([0.0, 4.0]), np.array([1.0, 1.0])
    found = inequality(access, people, weighted_by="people", threshold=2.5)
    assert (found.mean, found.gini, found.share_at_or_under) == (2.0, 0.5, 0.5)
    assert found.theil == pytest.approx(log(2))
    assert found.atkinson == pytest.approx(0.5)
    assert (found.p10, found.p90, found.p90_p10, found.weighted_by) == (0.0, 4.0, None, "people")


def test_three_places_by_hand() -> None:
    access, people = np.array([1.0, 3.0, 2.0]), np.array([1.0, 1.0, 2.0])
    assert weighted_mean(access, people) == 2.0
    # Differences: 2 once, 1 four times, both ways: 2 (2 + 1 x 2 + 1 x 2) / (2 x 16 x 2).
    assert gini(access, people) == pytest.approx(12 / 64, rel=1e-15)
    assert [quantile(access, people, share) for share in (0.25, 0.26, 0.75, 0.76, 1.0)] == [1.0, 2.0, 2.0, 3.0, 3.0]


@given(rows)
def test_gini_is_the_mean_difference_over_all_pairs(pairs: list) -> None:
    access, people = arrays(pairs)
    if not people.any():
        return
    mean = people @ access / people.sum()
    differences = (people[:, None] * people * np.abs(access[:, None] - access)).sum()
    expected = differences / (2 * people.sum() ** 2 * mean) if mean > 0 else 0.0
    assert gini(access, people) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(rows, st.floats(0.01, 100), st.sampled_from([0.3, 0.5, 1.0, 2.0]))
def test_all_measures_know_only_proportions_and_lie_in_their_range(pairs: list, factor: float, aversion: float) -> None:
    access, people = arrays(pairs)
    if not people.any():
        return
    base = inequality(access, people, weighted_by="people", threshold=2.5, aversion=aversion)
    scaled = inequality(factor * access, 3 * people, weighted_by="people", threshold=2.5 * factor, aversion=aversion)
    for name in ("gini", "theil", "atkinson"):
        assert getattr(scaled, name) == pytest.approx(getattr(base, name), rel=1e-8, abs=1e-10)
    assert 0 <= base.gini < 1
    assert 0 <= base.theil <= log(people.sum() / people[people > 0].min()) + 1e-9
    assert -1e-12 <= base.atkinson <= 1
    assert scaled.share_at_or_under == pytest.approx(base.share_at_or_under)


@given(rows)
def test_places_without_people_do_not_count(pairs: list) -> None:
    access, people = arrays(pairs)
    if not people.any():
        return
    kept = people > 0
    noisy = np.where(kept, access, np.nan)
    assert inequality(noisy, people, weighted_by="people") == inequality(
        access[kept], people[kept], weighted_by="people"
    )


@given(st.floats(0.001, 100), st.integers(1, 9))
def test_equal_access_is_no_inequality(value: float, places: int) -> None:
    found = inequality(np.full(places, value), np.arange(1.0, places + 1), weighted_by="people")
    assert (found.gini, found.theil, found.atkinson) == pytest.approx((0, 0, 0), abs=1e-12)
    assert found.p90_p10 == 1.0


def test_nobody_reaches_anything() -> None:
    found = inequality(np.zeros(3), np.ones(3), weighted_by="people", threshold=2.5)
    assert (found.mean, found.gini, found.theil, found.atkinson, found.p90_p10) == (0, 0, 0, 0, None)
    assert found.share_at_or_under == 1.0


def test_the_threshold_belongs_to_what_lies_under_it() -> None:
    access = np.array([2.5, 2.5 * (1 + 1e-12), 2.5000001, 2.4])
    assert share_at_or_under(access, np.ones(4), 2.5) == 0.75
    assert share_at_or_under(np.array([0.0, 1.0]), np.ones(2), 0.0) == 0.5


def test_atkinson_by_hand_for_three_aversions() -> None:
    access, people = np.array([1.0, 4.0]), np.ones(2)
    assert atkinson(access, people, 0.5) == pytest.approx(1 - 1.5**2 / 2.5)
    assert atkinson(access, people, 1.0) == pytest.approx(1 - 2 / 2.5)
    assert atkinson(access, people, 2.0) == pytest.approx(1 - 1.6 / 2.5)
    assert atkinson(np.array([0.0, 1.0]), people, 1.0) == 1.0
    assert theil(access, people) == pytest.approx((0.4 * log(0.4) + 1.6 * log(1.6)) / 2)


@given(rows, st.sampled_from([4, 64, 4096]))
def test_histogram_is_within_its_stated_bound(pairs: list, bins: int) -> None:
    access, people = arrays(pairs)
    if not people.any():
        return
    found = histogram(access, people, 20.0, bins)
    assert found.people.sum() == pytest.approx(people.sum())
    least, bound = gini_from_histogram(found)
    exact = gini(access, people)
    assert least - 1e-9 <= exact <= least + bound + 1e-9
    if (people @ access) / people.sum() > 1:
        assert bound <= 20 / bins


def test_what_cannot_be_compared_is_refused() -> None:
    one = np.ones(1)
    with pytest.raises(DataGapError, match="nobody lives"):
        gini(one, np.zeros(1))
    with pytest.raises(DataGapError, match="nobody lives"):
        gini(np.zeros(0), np.zeros(0))
    with pytest.raises(ShapeError, match="1 places, people for 2"):
        gini(one, np.ones(2))
    with pytest.raises(InputError, match="people are numbers"):
        gini(one, np.array([-1.0]))
    with pytest.raises(InputError, match="access is a number"):
        gini(np.array([np.nan]), one)
    with pytest.raises(InputError, match="above 0"):
        atkinson(one, one, 0.0)
    with pytest.raises(InputError, match="share lies"):
        quantile(one, one, 0.0)
    with pytest.raises(InputError, match="above the last class"):
        histogram(np.array([3.0]), one, 2.0)
    assert gini_from_histogram(histogram(np.zeros(2), np.ones(2), 0.0)) == (0.0, 0.0)
