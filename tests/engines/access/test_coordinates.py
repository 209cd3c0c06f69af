"""Coordinates that cannot be meant are named by their row, with what would be right."""

from __future__ import annotations

import numpy as np
import pytest

from pagus.engines.access.coordinates import (
    Region,
    find_coordinate_faults,
    region_around,
    require_coordinates,
    require_together,
)
from pagus.engines.access.model import Points
from pagus.errors import InputError
from pagus.library.territories import france

METROPOLITAN = Region(-5.5, 41.0, 10.0, 51.5)
PLANE = Region(0.0, 6_000_000.0, 1_300_000.0, 7_200_000.0)


def one(x: float, y: float, unit: str = "deg") -> Points:
    good = (7.75, 48.58) if unit == "deg" else (1e6, 6.8e6)
    return Points(("67482", "cabinet-7"), np.array([good[0], x]), np.array([good[1], y]), unit)


@pytest.mark.parametrize(
    ("x", "y", "unit", "kind", "words"),
    [
        (48.58, 7.75, "deg", "swapped", "wrong order: longitude comes first"),
        (7.75, 148.0, "deg", "swapped", "wrong order"),
        (1_050_000.0, 6_840_000.0, "deg", "metres", "metres of Lambert-93"),
        (500.0, 600.0, "deg", "outside", "outside of the region"),
        (13.4, 52.5, "deg", "outside", "outside of the region"),
        (float("nan"), 48.0, "deg", "no_number", "missing or no numbers"),
        (7.75, float("inf"), "deg", "no_number", "missing or no numbers"),
        (7.75, 48.58, "m", "degrees", "look like degrees"),
        (6_840_000.0, 1_050_000.0, "m", "swapped", "wrong order"),
        (9e6, 9e6, "m", "outside", "outside of the region"),
    ],
)
def test_each_fault_is_seen_and_said(x: float, y: float, unit: str, kind: str, words: str) -> None:
    points = one(x, y, unit)
    region = METROPOLITAN if unit == "deg" else PLANE
    (fault,) = find_coordinate_faults(points, region=region)
    assert (fault.row, fault.kind) == ("cabinet-7", kind)
    with pytest.raises(InputError, match=words) as raised:
        require_coordinates(points, region=region)
    assert "row cabinet-7" in str(raised.value)


def test_a_point_in_the_sea_is_asked_of_the_land() -> None:
    territory = france()
    points = one(-4.0, 47.0)

    def on_land(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        return territory.locate(lon, lat).is_not_null().to_numpy()

    (fault,) = find_coordinate_faults(points, region=METROPOLITAN, on_land=on_land)
    assert (fault.row, fault.kind) == ("cabinet-7", "sea")
    with pytest.raises(InputError, match=r"row cabinet-7.*in the sea, or in another country"):
        require_coordinates(points, on_land=on_land)


def test_good_points_have_no_fault() -> None:
    assert find_coordinate_faults(one(7.0, 48.0), region=METROPOLITAN, on_land=lambda lon, lat: lon > 0) == ()
    require_coordinates(one(7.0, 48.0))
    require_coordinates(one(1e6, 6.8e6, "m"), region=PLANE)


def alsace(count: int = 30) -> Points:
    chance = np.random.default_rng(2)
    return Points(
        tuple(f"c{k}" for k in range(count)), chance.uniform(7, 8.2, count), chance.uniform(48, 49, count), "deg"
    )


def test_sites_that_are_swapped_against_their_places_are_seen() -> None:
    places = alsace()
    sites = Points(("good", "turned"), np.array([7.75, 48.58]), np.array([48.58, 7.75]), "deg")
    with pytest.raises(InputError, match=r"row turned: .* wrong order"):
        require_together(sites, places)
    stray = Points((*places.ids, "turned"), np.append(places.x, 48.5), np.append(places.y, 7.6), "deg")
    with pytest.raises(InputError, match=r"row turned: .* wrong order"):
        require_together(stray, stray)


def test_points_far_away_that_are_no_mirror_are_left_alone() -> None:
    places = alsace()
    require_together(places, places)
    require_together(Points(("paris",), np.array([2.35]), np.array([48.85]), "deg"), places)
    require_together(places, Points((), np.zeros(0), np.zeros(0), "deg"))
    assert region_around(places).holds(7.75, 48.58)
    assert not region_around(places).holds(48.58, 7.75)
    somalia = Points(("a", "b"), np.array([45.3, 46.1]), np.array([2.0, 2.4]), "deg")
    require_together(somalia, somalia)


def test_metres_against_degrees_are_refused() -> None:
    with pytest.raises(InputError, match="give both in one unit"):
        require_together(one(1e6, 6.8e6, "m"), alsace())
