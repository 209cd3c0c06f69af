"""Areas: closed valid rings that hold what was reached and nothing far from it."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.access.contours import zero_lines
from pagus.engines.access.isochrone import (
    CELLS_ACROSS,
    FINEST_M,
    METRES_PER_DEGREE,
    NEAR_M,
    area_near,
    area_of_discs,
    as_geojson,
    reached_stretches,
)
from pagus.engines.access.roads import RoadRouter
from tests.engines.access.roads.making import METRE, line


def shape_of(rings):
    """The area as GeoJSON gives it to anybody else."""
    shape = shapely.from_geojson(json.dumps(as_geojson(rings)))
    assert shape.is_valid
    return shape


def check_rings(rings) -> None:
    assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)
    holders = []
    for ring in rings:
        if shapely.LinearRing(ring).is_ccw:
            holders.append(shapely.Polygon(ring))
        else:
            assert holders[-1].contains(shapely.Polygon(ring)), "a hole follows what it lies in"


def test_a_point_has_a_round_area_about_it() -> None:
    rings = area_near(np.array([7.75]), np.array([48.58]))
    check_rings(rings)
    shape = shape_of(rings)
    square_metres = shape.area * METRES_PER_DEGREE**2 * np.cos(np.radians(48.58))
    assert square_metres == pytest.approx(np.pi * NEAR_M**2, rel=0.12)
    assert shape.contains(shapely.Point(7.75, 48.58))


def test_no_point_has_no_area() -> None:
    assert area_near(np.empty(0), np.empty(0)) == ()
    assert area_of_discs(np.array([1.0]), np.array([1.0]), np.array([0.0])) == ()
    assert as_geojson(()) == {"type": "MultiPolygon", "coordinates": []}


def test_a_block_of_streets_has_a_hole_and_a_far_street_an_area_of_its_own() -> None:
    side = np.arange(0, 1000, 20) * METRE
    lon = np.concatenate((side, side, side * 0, side * 0 + side[-1], side * 0 + 3000 * METRE))
    lat = np.concatenate((side * 0, side * 0 + side[-1], side, side, side))
    rings = area_near(lon, lat)
    check_rings(rings)
    shape = shape_of(rings)
    assert len(shape.geoms) == 2
    assert sum(len(part.interiors) for part in shape.geoms) == 1
    assert not shape.contains(shapely.Point(500 * METRE, 500 * METRE))
    assert shape.contains(shapely.Point(3000 * METRE, 500 * METRE))


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(-9000, 9000), st.integers(-9000, 9000)), min_size=1, max_size=60),
    st.sampled_from((0.0, 48.0, -63.0)),
)
def test_all_that_was_reached_lies_inside_and_nothing_far_from_it(where, latitude) -> None:
    east = METRE / np.cos(np.radians(latitude))
    lon = np.array([x * east for x, _ in where])
    lat = latitude + np.array([y * METRE for _, y in where])
    rings = area_near(lon, lat)
    check_rings(rings)
    shape = shape_of(rings)
    assert shapely.contains_xy(shape, lon, lat).all()
    widest = max(np.ptp(lon) / east, np.ptp(lat) / METRE)
    near = max(NEAR_M, FINEST_M, widest / CELLS_ACROSS)
    grid = np.random.default_rng(len(where)).uniform(-10_000, 10_000, (400, 2))
    distance = np.hypot(grid[:, :1] - lon / east, grid[:, 1:] - (lat - latitude) / METRE).min(axis=1)
    far = distance > 1.5 * near
    inside = shapely.contains_xy(shape, grid[:, 0] * east, latitude + grid[:, 1] * METRE)
    assert not (inside & far).any()


def test_a_street_is_reached_as_far_as_the_time_goes() -> None:
    _, lat = reached_stretches(
        (np.zeros(1), np.zeros(1)), (np.zeros(1), np.array([1000 * METRE])), np.array([0.37]), np.array([1000.0])
    )
    assert lat[0] == 0.0
    assert lat[-1] == pytest.approx(370 * METRE)
    assert np.diff(lat).max() <= FINEST_M * METRE * 1.001
    router = RoadRouter(line(11), "car")  # a kilometre a minute
    (rings,) = router.isochrone(0.0, 0.0, [2.5])
    north = shape_of(rings).bounds[3] / METRE
    assert 2500 + NEAR_M * 0.8 <= north <= 2500 + NEAR_M * 1.2


def test_a_longer_time_reaches_all_that_a_shorter_one_does() -> None:
    router = RoadRouter(line(31), "car")
    shapes = [shape_of(rings) for rings in router.isochrone(0.0, 5000 * METRE, [2, 5, 9])]
    assert shapes[0].area < shapes[1].area < shapes[2].area
    for shorter, longer in ((0, 1), (1, 2)):
        assert shapes[shorter].difference(shapes[longer].buffer(60 * METRE)).is_empty
    assert router.isochrone(0.0, 0.0, []) == ()


def test_discs_are_united() -> None:
    rings = area_of_discs(np.array([0.0, 100 * METRE, 0.1]), np.zeros(3), np.array([200.0, 150.0, 10.0]))
    check_rings(rings)
    assert len(shape_of(rings).geoms) == 2


def test_zero_lines_turn_left_round_what_is_above() -> None:
    surface = np.full((7, 7), -1.0)
    surface[2:5, 2:5] = 1.0
    surface[3, 3] = -1.0
    turns = sorted(shapely.LinearRing(each).is_ccw for each in zero_lines(surface))
    assert turns == [False, True]
    surface[3, 3] = 1.0
    (only,) = zero_lines(surface)
    assert shapely.Polygon(only).bounds == (1.5, 1.5, 4.5, 4.5)


def test_opposite_corners_are_apart() -> None:
    surface = np.full((5, 5), -1.0)
    surface[1, 1] = surface[2, 2] = 1.0
    assert len(zero_lines(surface)) == 2


def test_rings_of_a_point_without_streets_are_none() -> None:
    assert RoadRouter(line(3), "foot").isochrone(3.0, 3.0, [10, 20]) == ((), ())
