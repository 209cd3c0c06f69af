"""Straight-line travel times: against every pair computed plainly, at the edges, on the globe, across the seam."""

from __future__ import annotations

from math import acos, cos, radians, sin

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.access import grid as grid_module
from pagus.engines.access.model import Points
from pagus.engines.access.straight import StraightRouter
from pagus.errors import InputError

CAR = StraightRouter("car", 50, 1.3)


def points(x: list[float] | np.ndarray, y: list[float] | np.ndarray, unit: str = "m") -> Points:
    return Points(tuple(f"p{k}" for k in range(len(x))), np.array(x, np.float64), np.array(y, np.float64), unit)


def as_set(router: StraightRouter, demand: Points, sites: Points, limit: float) -> dict[tuple[int, int], np.float32]:
    pairs = router.pairs(demand, sites, limit)
    assert pairs.demand_count == len(demand)
    assert len(pairs.site_ptr) == len(sites) + 1
    owners = np.repeat(np.arange(len(sites)), np.diff(pairs.site_ptr))
    found = dict(zip(zip(owners.tolist(), pairs.demand.tolist(), strict=True), pairs.minutes, strict=True))
    assert len(found) == len(pairs.demand), "a pair stands twice"
    return found


def every_pair(
    router: StraightRouter, demand: Points, sites: Points, limit: float
) -> dict[tuple[int, int], np.float32]:
    """All distances, one place after the other; minutes from each side are the same."""
    found = {}
    for j in range(len(sites)):
        minutes = router.minutes_from(float(sites.x[j]), float(sites.y[j]), demand, limit)
        found |= {(j, int(i)): minutes[i] for i in np.flatnonzero(np.isfinite(minutes))}
    return found


coordinates = st.lists(st.tuples(st.floats(-3e4, 3e4), st.floats(-3e4, 3e4)), min_size=0, max_size=30)


@given(coordinates, coordinates, st.floats(0.5, 40))
def test_finds_every_pair_in_the_plane_and_no_other(places: list, care: list, limit: float) -> None:
    demand = points([p[0] for p in places], [p[1] for p in places])
    sites = points([p[0] for p in care], [p[1] for p in care])
    assert as_set(CAR, demand, sites, limit) == every_pair(CAR, demand, sites, limit)


latitudes = st.sampled_from([0.0, 48.0, -21.0, 66.0, 80.0, -88.5])
near = st.tuples(st.floats(-0.6, 0.6), st.floats(-0.4, 0.4))


@given(latitudes, st.sampled_from([0.0, 7.7, 179.9, -179.9]), st.lists(near, max_size=25), st.lists(near, max_size=8))
def test_finds_every_pair_on_the_globe_also_across_the_seam(lat: float, lon: float, places: list, care: list) -> None:
    def around(offsets: list) -> Points:
        x = [(lon + dx + 180) % 360 - 180 for dx, _ in offsets]
        return points(x, [lat + dy for _, dy in offsets], "deg")

    demand, sites = around(places), around(care)
    assert as_set(CAR, demand, sites, 20.0) == every_pair(CAR, demand, sites, 20.0)


@pytest.mark.parametrize("dense", [grid_module.LARGEST_DENSE_GRID, 0])
def test_many_points_in_blocks_with_and_without_a_dense_grid(monkeypatch: pytest.MonkeyPatch, dense: int) -> None:
    monkeypatch.setattr(grid_module, "LARGEST_DENSE_GRID", dense)
    monkeypatch.setattr(grid_module, "BLOCK", 100)
    chance = np.random.default_rng(5)
    demand = points(chance.uniform(0, 9e4, 400), chance.uniform(0, 9e4, 400))
    sites = points(chance.uniform(-2e4, 11e4, 80), chance.uniform(-2e4, 11e4, 80))
    assert as_set(CAR, demand, sites, 20.0) == every_pair(CAR, demand, sites, 20.0)


def test_ten_minutes_computed_as_a_little_more_are_ten() -> None:
    exact = 10 * 50_000 / 60 / 1.3
    far = points([exact, exact * (1 + 1e-15), exact * (1 + 1e-6)], [0.0, 0.0, 0.0])
    computed = far.x[1] * 1.3 / (50 * 1000 / 60)
    assert computed > 10.0, "the trap is there in float64"
    pairs = CAR.pairs(far, points([0.0], [0.0]), 10.0)
    assert sorted(pairs.demand.tolist()) == [0, 1]
    assert pairs.minutes.dtype == np.float32
    assert set(pairs.minutes.tolist()) == {10.0}


def test_great_circle_agrees_with_the_cosine_law_where_that_is_precise() -> None:
    strasbourg, paris = (7.7521, 48.5734), (2.3522, 48.8566)
    metres = grid_module.metres_between(points([paris[0]], [paris[1]], "deg"), *strasbourg)[0]
    a, b = radians(strasbourg[1]), radians(paris[1])
    angle = acos(sin(a) * sin(b) + cos(a) * cos(b) * cos(radians(strasbourg[0] - paris[0])))
    assert metres == pytest.approx(angle * 6_371_008.8, rel=1e-9)
    assert 390_000 < metres < 400_000


def test_the_same_place_is_no_minutes_away() -> None:
    assert CAR.minutes_from(7.75, 48.58, points([7.75], [48.58], "deg"), 20).tolist() == [0.0]


def test_beyond_the_limit_there_is_no_time() -> None:
    minutes = CAR.minutes_from(0.0, 0.0, points([1000.0, 90_000.0], [0.0, 0.0]), 20)
    assert minutes[0] == np.float32(1.56)
    assert np.isinf(minutes[1])


def test_nobody_and_nothing() -> None:
    none, one = points([], []), points([0.0], [0.0])
    assert CAR.pairs(none, one, 20).site_ptr.tolist() == [0, 0]
    assert CAR.pairs(one, none, 20).site_ptr.tolist() == [0]
    assert len(CAR.pairs(none, none, 20).demand) == 0


def test_isochrone_is_a_closed_circle_on_the_globe() -> None:
    rings = CAR.isochrone(7.75, 48.58, (10, 20))
    for edge, polygon in zip((10, 20), rings, strict=True):
        (ring,) = polygon
        assert ring[0] == ring[-1]
        minutes = CAR.minutes_from(7.75, 48.58, points([p[0] for p in ring], [p[1] for p in ring], "deg"), 60)
        np.testing.assert_allclose(minutes, edge, rtol=1e-6)


def test_a_grid_made_once_serves_every_site() -> None:
    chance = np.random.default_rng(9)
    demand = points(chance.uniform(0, 6e4, 300), chance.uniform(0, 6e4, 300))
    grid = CAR.grid(demand, 20)
    one = points([30_000.0], [31_000.0])
    found, other = CAR.pairs_in(grid, one, 20), CAR.pairs(demand, one, 20)
    assert np.array_equal(found.demand, other.demand)
    assert len(CAR.pairs_in(grid, one, 10).demand) < len(found.demand)
    with pytest.raises(InputError, match="shorter travel times"):
        CAR.pairs_in(grid, one, 30)


def test_words_and_refusals() -> None:
    assert CAR.words == "straight line x 1.3 at 50 km/h"
    one = points([0.0], [0.0])
    for arguments, words in [
        (("transit", 20.0, 1.3), "timetable"),
        (("car", 0.0, 1.3), "above 0 km/h"),
        (("car", float("nan"), 1.3), "above 0 km/h"),
        (("car", 50.0, 0.9), "detour is 1 or more"),
    ]:
        with pytest.raises(InputError, match=words):
            StraightRouter(*arguments)
    with pytest.raises(InputError, match="above 0 minutes"):
        CAR.pairs(one, one, 0)
    with pytest.raises(InputError, match="give both in one unit"):
        CAR.pairs(one, points([0.0], [0.0], "deg"), 20)
    with pytest.raises(InputError, match="row p1: the coordinates"):
        CAR.pairs(points([0.0, np.nan], [0.0, 0.0]), one, 20)
    with pytest.raises(InputError, match="row p0: the coordinates"):
        CAR.pairs(one, points([np.inf], [0.0]), 20)
    with pytest.raises(InputError, match="row p0: a latitude beyond 89"):
        CAR.pairs(points([0.0], [89.5], "deg"), points([0.0], [89.5], "deg"), 20)


@settings(max_examples=30)
@given(st.floats(1, 130), st.floats(1, 3), st.floats(1, 60))
def test_reach_and_minutes_are_each_other_s_inverse(speed: float, detour: float, limit: float) -> None:
    router = StraightRouter("car", speed, detour)
    assert router.minutes(np.array([router.reach_m(limit)]))[0] == np.float32(limit)
