"""Polygons: packed and opened the same, points found as GEOS finds them, maps without gaps."""

from __future__ import annotations

import json

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.errors import ShapeError
from pagus.kernel.places import (
    FORMER_COLUMNS,
    MEMBERSHIP_COLUMNS,
    PLACE_COLUMNS,
    SHAPE_COLUMNS,
    Shapes,
    Territory,
    pack_shapes,
)
from pagus.kernel.places.locate import Locator

SQUARE = shapely.box(7.0, 48.0, 7.1, 48.1)
BESIDE = shapely.box(7.1, 48.0, 7.2, 48.1)
RING = shapely.Polygon(
    shapely.box(-1.0, -1.0, 1.0, 1.0).exterior.coords, [shapely.box(-0.5, -0.5, 0.5, 0.5).exterior.coords]
)
TWO_PARTS = shapely.MultiPolygon([RING, shapely.box(3.0, 3.0, 3.12345, 3.5)])


def small() -> Territory:
    named = {"commune:1": "One", "commune:2": "Two", "commune:3": "Three", "epci:a": "A"}
    rows = [
        dict.fromkeys(PLACE_COLUMNS) | {"code": code, "kind": code.partition(":")[0], "name": name, "population": 10}
        for code, name in named.items()
    ]
    codes = ["commune:1", "commune:2"]
    links = pl.DataFrame([(code, "epci:a", None, None) for code in codes], schema=MEMBERSHIP_COLUMNS, orient="row")
    shapes = Shapes(pack_shapes(codes, [SQUARE, BESIDE]))
    return Territory(pl.DataFrame(rows, schema=PLACE_COLUMNS), links, pl.DataFrame(schema=FORMER_COLUMNS), shapes)


def test_a_packed_polygon_opens_as_it_was() -> None:
    codes = ["commune:1", "commune:2", "commune:3"]
    given_shapes = [SQUARE, RING, TWO_PARTS]
    opened = Shapes(pack_shapes(codes, given_shapes))
    for code, shape in zip(codes, given_shapes, strict=True):
        found = opened.polygon(code)
        assert shapely.equals_exact(
            shapely.normalize(found), shapely.normalize(shapely.multipolygons([*_parts(shape)])), 0
        )
    assert "commune:3" in opened
    assert opened.polygon("commune:4") is None
    assert opened.codes("commune") == ("commune:1", "commune:2", "commune:3")


def _parts(shape: object) -> list[object]:
    return list(shapely.get_parts(shape))


def test_no_polygons_at_all() -> None:
    empty = Shapes(pl.DataFrame(schema=SHAPE_COLUMNS))
    assert empty.locate(np.array([7.0]), np.array([48.0]), "commune").tolist() == [-1]
    assert empty.union(["commune:1"]) is None


def test_points_get_the_commune_they_are_in_and_null_elsewhere() -> None:
    lon = [7.05, 7.15, 7.1, 7.25, float("nan"), float("inf"), 7.05, 400.0]
    lat = [48.05, 48.05, 48.05, 48.05, 48.05, 48.05, float("nan"), 48.05]
    found = small().locate(np.array(lon), np.array(lat))
    assert found.to_list() == ["commune:1", "commune:2", "commune:1", None, None, None, None, None]
    assert small().locate(np.array([]), np.array([])).to_list() == []


def test_a_hole_is_outside() -> None:
    shapes = Shapes(pack_shapes(["commune:1"], [RING]))
    assert shapes.locate(np.array([0.0, 0.75]), np.array([0.0, 0.0]), "commune").tolist() == [-1, 0]


def test_unequal_arrays_are_refused() -> None:
    with pytest.raises(ShapeError, match="one lon for one lat"):
        small().locate(np.array([7.0, 7.1]), np.array([48.0]))


def test_geojson_says_what_cannot_be_drawn() -> None:
    text = small().geojson(["commune:1", "commune:3", "commune:1"], properties={"commune:1": {"class": 4}})
    assert json.loads(text) == {
        "type": "FeatureCollection",
        "without_polygon": ["commune:3"],
        "features": [
            {
                "type": "Feature",
                "properties": {"code": "commune:1", "kind": "commune", "name": "One", "population": 10, "class": 4},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[7.1, 48.0], [7.1, 48.1], [7.0, 48.1], [7.0, 48.0], [7.1, 48.0]]],
                },
            }
        ],
    }


def test_a_larger_place_is_drawn_as_the_union_of_its_communes() -> None:
    shape = small().shape("epci:a")
    assert shapely.equals(shape, shapely.box(7.0, 48.0, 7.2, 48.1))
    assert small().shape("commune:3") is None


def test_nothing_to_draw_is_an_empty_collection() -> None:
    assert json.loads(small().geojson([]))["features"] == []
    assert json.loads(small().geojson([], tolerance_deg=0.01))["features"] == []


@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.integers(1, 300))
@settings(max_examples=40, deadline=None)
def test_points_are_found_as_geos_finds_them_one_by_one(seed: int, cells: int, points: int) -> None:
    """Random overlapping boxes and rings on a coarse grid, so that points fall on borders and corners too."""
    random = np.random.default_rng(seed)
    corners = random.integers(0, 12, (cells, 4)) * 0.01
    boxes = [shapely.box(min(a, c), min(b, d), max(a, c) + 0.01, max(b, d) + 0.01) for a, b, c, d in corners.tolist()]
    polygons = np.array(boxes, dtype=object)
    xy = np.round(random.integers(-2, 30, (points, 2)) * 0.005, 5)
    found = Locator(polygons).find(xy[:, 0], xy[:, 1])
    wanted = [
        next((number for number, box in enumerate(boxes) if shapely.intersects_xy(box, x, y)), -1)
        for x, y in xy.tolist()
    ]
    assert found.tolist() == wanted


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_packing_keeps_every_vertex_of_the_grid(seed: int) -> None:
    random = np.random.default_rng(seed)
    centre = random.integers(-17_000_000, 17_000_000, 2) / 100_000 * [1, 0.5]
    angles = np.sort(random.uniform(0, 2 * np.pi, random.integers(4, 30)))
    ring = np.round(centre + 0.5 * np.column_stack([np.cos(angles), np.sin(angles)]), 5)
    polygon = shapely.Polygon(ring)
    opened = Shapes(pack_shapes(["commune:1"], [polygon])).polygon("commune:1")
    assert np.array_equal(shapely.get_coordinates(opened), shapely.get_coordinates(polygon))
