"""Streets as arrays, and how fast each mode goes on them."""

from __future__ import annotations

import numpy as np
import pytest

from pagus.engines.access.roads import (
    BIKE,
    CAR,
    FOOT,
    PROFILES,
    RoadGraph,
    RoadRouter,
    distance_m,
    edge_seconds,
    tobler_kmh,
)
from pagus.errors import InputError, ShapeError
from tests.engines.access.roads.making import ALL, METRE, both_ways, line, network, points


def test_stretches_are_sorted_by_the_node_they_leave() -> None:
    graph = network([(0.0, 0.0), (0.0, 0.1), (0.0, 0.2)], [(2, 0, 3, 30, CAR), (0, 1, 1, 10, FOOT), (1, 1, 9, 9, ALL)])
    assert (graph.ptr.tolist(), graph.source.tolist(), graph.target.tolist()) == ([0, 1, 1, 2], [0, 2], [1, 0])
    assert graph.length_m.tolist() == [1.0, 3.0]


def test_arrays_there_and_back() -> None:
    graph = line(4)
    again = RoadGraph.from_arrays(graph.arrays())
    assert again.digest() == graph.digest()
    assert line(4, kmh=61.0).digest() != graph.digest()
    arrays = graph.arrays()
    with pytest.raises(ShapeError, match="lacks speed_kmh"):
        RoadGraph.from_arrays({name: array for name, array in arrays.items() if name != "speed_kmh"})
    with pytest.raises(ShapeError, match="do not fit"):
        RoadGraph.from_arrays(arrays | {"target": arrays["target"][:-1]})


@pytest.mark.parametrize(
    ("nodes", "row", "message"),
    [
        ([(0.0, 0.0), (0.0, 1.0)], (0, 2, 1.0, 1.0, ALL), "not there"),
        ([(0.0, 0.0), (0.0, 1.0)], (0, 1, -1.0, 1.0, ALL), "below zero"),
        ([(700_000.0, 6_800_000.0), (0.0, 1.0)], (0, 1, 1.0, 1.0, ALL), "degrees"),
    ],
)
def test_impossible_networks_are_refused(nodes, row, message) -> None:
    with pytest.raises(ShapeError, match=message):
        network(nodes, [row])


def test_distance_is_that_of_the_sphere() -> None:
    assert float(distance_m(7.75, 48.58, 2.35, 48.86)) == pytest.approx(397_000, rel=0.005)
    assert float(distance_m(0.0, 0.0, 180.0, 0.0)) == pytest.approx(np.pi * 6_371_008.8)


def test_feet_follow_tobler() -> None:
    # Tobler 1993: 6 km/h at 5 % downhill, about 5 on the flat.
    assert tobler_kmh(np.array([-0.05, 0.0, 0.1])) == pytest.approx([6.0, 5.0367, 3.5493], abs=1e-3)
    nodes = [(0.0, 0.0), (0.0, 1000 * METRE)]
    hill = network(nodes, both_ways((0, 1, 1000.0, 50.0, ALL)), heights=[100.0, 200.0])
    up, down = edge_seconds(hill, "foot")
    assert up == pytest.approx(3600 / 3.5493, rel=1e-3)
    assert down == pytest.approx(3600 / (6 * np.exp(-3.5 * 0.05)), rel=1e-3)
    flat = network(nodes, both_ways((0, 1, 1000.0, 50.0, ALL)), heights=[np.nan, 200.0])
    assert edge_seconds(flat, "foot") == pytest.approx([3600 / 5.0367] * 2, rel=1e-3)
    assert "with slopes" in RoadRouter(hill, "foot").words
    assert "with slopes" not in RoadRouter(hill, "car").words


@pytest.mark.parametrize(("rise", "kmh"), [(0, 15.0), (10, 13.5), (50, 8.857), (400, 4.0), (-10, 15.45), (-400, 25.0)])
def test_bicycles_push_uphill_and_brake_downhill(rise: float, kmh: float) -> None:
    graph = network([(0.0, 0.0), (0.0, 1.0)], [(0, 1, 1000.0, 50.0, BIKE)], heights=[0.0, float(rise)])
    assert 3600 / edge_seconds(graph, "bike")[0] == pytest.approx(kmh, rel=1e-3)


def test_who_may_not_go_takes_for_ever() -> None:
    graph = network([(0.0, 0.0), (0.0, 1.0)], [(0, 1, 1000.0, 50.0, CAR)])
    assert [np.isinf(edge_seconds(graph, mode))[0] for mode in ("car", "bike", "foot")] == [False, True, True]
    with pytest.raises(InputError, match="choose car, bike or foot"):
        edge_seconds(graph, "plane")  # type: ignore[arg-type]


def test_every_profile_says_where_it_is_from() -> None:
    assert all(profile.source and profile.certainty in {"study", "local"} for profile in PROFILES.values())
    assert points().unit == "deg"
