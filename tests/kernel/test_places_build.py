"""The tool that builds the shipped tables: mending, former codes, areas, on data small enough to follow."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import numpy as np
import pytest
import shapely

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_territory", ROOT / "tools" / "build_territory.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commune(code: str, **facts: object) -> dict[str, object]:
    return {
        "code": code,
        "nom": f"Name {code}",
        "type": "commune-actuelle",
        "departement": "1",
        "zone": "metro",
    } | facts


def test_the_area_of_the_earth_and_of_a_strip_of_it(tool: ModuleType) -> None:
    """510,065,621.7 km2 is the area of the WGS84 ellipsoid; the strip is integrated here from its two radii."""
    assert tool.area_km2(shapely.box(-180, -90, 180, 90)) == pytest.approx(510_065_621.7, abs=0.1)
    a, e2, steps = 6378.137, 0.0066943799901413165, 10_000
    latitude = np.radians(48 + (np.arange(steps) + 0.5) / steps)
    flat = 1 - e2 * np.sin(latitude) ** 2
    rings = a * np.cos(latitude) / flat**0.5 * a * (1 - e2) / flat**1.5
    strip = rings.sum() * np.radians(1) / steps * np.radians(1)
    assert tool.area_km2(shapely.box(7, 48, 8, 49)) == pytest.approx(strip, rel=1e-8)


def test_a_merged_commune_is_the_union_of_all_its_parts_or_nothing(tool: ModuleType) -> None:
    parts = {"11": shapely.box(0, 0, 1, 1), "12": shapely.box(1, 0, 2, 1), "21": shapely.box(5, 5, 6, 6)}
    drawn = {"3": shapely.box(9, 9, 10, 10)}
    mended = tool.mend_polygons(drawn, parts, {"1": ["11", "12"], "2": ["21", "22"], "3": ["11"]})
    assert mended == ["1"]
    assert sorted(drawn) == ["1", "3"]
    assert shapely.equals(drawn["1"], shapely.box(0, 0, 2, 1))
    assert shapely.equals(drawn["3"], shapely.box(9, 9, 10, 10))


def test_a_former_commune_leads_to_today_also_through_another_former_one(tool: ModuleType) -> None:
    communes = [
        commune("1", anciensCodes=["11", "12"]),
        commune("2"),
        commune("12", type="commune-deleguee", chefLieu="11"),
        commune("13", type="commune-associee", chefLieu="11"),
        commune("2", type="commune-deleguee", chefLieu="2"),
    ]
    assert tool.former_rows({"communes": communes}) == [
        ("commune:11", None, "commune:1"),
        ("commune:12", "Name 12", "commune:1"),
        ("commune:13", "Name 13", "commune:1"),
        ("commune:2", "Name 2", "commune:2"),
    ]


def test_borders_that_nearly_meet_are_made_one(tool: ModuleType) -> None:
    cleaned = tool.clean({"b": shapely.box(1.000004, 0, 2, 1), "a": shapely.box(0, 0, 1, 1)})
    assert list(cleaned) == ["a", "b"]
    assert shapely.coverage_is_valid(list(cleaned.values()))
    assert shapely.get_num_geometries(shapely.coverage_union_all(list(cleaned.values()))) == 1


def test_a_withdrawn_polygon_leaves_the_larger_places_whole(tool: ModuleType) -> None:
    codes = ["15141", "15031", "15035", "15047", "15171", "99999"]
    shapes = {f"commune:{code}": shapely.box(0, 0, 1, 1) for code in ("15141", "99999")}
    groups = {"departement:15": [f"commune:{code}" for code in codes], "epci:9": ["commune:99999", "commune:15141"]}
    unions = {group: shapely.box(0, 0, 2, 2) for group in groups}
    assert sorted(tool.withdraw_stale(shapes, groups, unions)) == ["commune:99999", "departement:15"]


def test_the_point_of_a_place_lies_in_it(tool: ModuleType) -> None:
    crescent = shapely.difference(shapely.box(0, 0, 3, 3), shapely.box(1, 0, 3, 2))
    assert not shapely.contains(crescent, shapely.centroid(shapely.box(1, 0, 3, 2)))
    assert shapely.intersects_xy(crescent, *tool.point_of(crescent))
    assert tool.point_of(shapely.box(0, 0, 1, 1)) == (0.5, 0.5)
