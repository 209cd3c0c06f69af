"""Times on streets: by hand, against a plain search, one-way streets, islands, limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.access.roads import APPROACH_KMH, CAR, FERRY, FOOT, THROUGH, RoadGraph, RoadRouter, distance_m
from pagus.errors import InputError, MethodError, ShapeError
from tests.engines.access.roads.making import ALL, METRE, both_ways, line, network, points, seconds_by_hand


def walk_min(metres: float) -> float:
    return metres * 0.06 / APPROACH_KMH


def test_minutes_by_hand() -> None:
    router = RoadRouter(line(5), "car")  # a kilometre is a minute
    home, cares = (0.0, 0.0), points((0.0, 3000 * METRE), (0.0, 4000 * METRE + 90 * METRE))
    assert router.minutes_from(*home, cares, 30) == pytest.approx([3.0, 4.0 + walk_min(90)], abs=1e-4)
    pairs = router.pairs(points(home), cares, 30)
    assert pairs.minutes == pytest.approx([3.0, 4.0 + walk_min(90)], abs=1e-4)
    assert (pairs.site_ptr.tolist(), pairs.demand.tolist()) == ([0, 1, 2], [0, 0])
    assert router.words == "streets by car (© OpenStreetMap contributors)"


def test_the_limit_itself_is_within_and_what_lies_beyond_is_not() -> None:
    router = RoadRouter(line(21), "car")
    cares = points((0.0, 10_000 * METRE), (0.0, 11_000 * METRE))
    assert router.minutes_from(0.0, 0.0, cares, 10.0).tolist() == [10.0, np.inf]
    pairs = router.pairs(points((0.0, 0.0)), cares, 10.0)
    assert pairs.minutes.tolist() == [10.0]
    assert pairs.minutes.dtype == np.float32
    assert len(router.pairs(points((0.0, 0.0)), cares, 9.999).demand) == 0


def test_tenths_that_add_up_to_the_limit_are_within() -> None:
    router = RoadRouter(line(101, metres=100.0), "car")  # a hundred times six seconds, none of them exact
    assert router.minutes_from(0.0, 0.0, points((0.0, 10_000 * METRE)), 10.0).tolist() == [10.0]


def ring() -> RoadGraph:
    """A square of a kilometre a side on which cars go one way round; feet go both."""
    corners = [(0.0, 0.0), (1000 * METRE, 0.0), (1000 * METRE, 1000 * METRE), (0.0, 1000 * METRE)]
    way = [(n, (n + 1) % 4, 1000.0, 60.0, ALL) for n in range(4)]
    return network(corners, way + [(b, a, length, kmh, FOOT) for a, b, length, kmh, _ in way])


def test_one_way_streets_count_from_home_to_care() -> None:
    graph = ring()
    home, care = (0.0, 0.0), (1000 * METRE, 0.0)
    there = RoadRouter(graph, "car").pairs(points(home), points(care), 30).minutes
    back = RoadRouter(graph, "car").pairs(points(care), points(home), 30).minutes
    assert (there.tolist(), back.tolist()) == ([1.0], [3.0])
    on_foot = [
        RoadRouter(graph, "foot").pairs(points(a), points(b), 30).minutes for a, b in ((home, care), (care, home))
    ]
    assert on_foot[0] == pytest.approx(on_foot[1])


def test_islands_are_not_reached_and_told() -> None:
    mainland = both_ways((0, 1, 2000.0, 50.0, ALL))
    island = both_ways((2, 3, 2000.0, 50.0, ALL))
    nodes = [(0.0, 0.0), (0.0, 2000 * METRE), (0.2, 0.0), (0.2, 2000 * METRE)]
    router = RoadRouter(network(nodes, mainland + island), "car")
    homes, care = points((0.0, 0.0), (0.2, 0.0), (5.0, 5.0)), points((0.0, 2000 * METRE))
    assert router.pairs(homes, care, 60).demand.tolist() == [0]
    told = router.off_streets(homes, care)
    assert (told.far, told.cut_off) == (("p2",), ("p1",))


def test_a_ferry_joins_an_island_for_every_mode_at_its_own_speed() -> None:
    streets = both_ways((0, 1, 2000.0, 50.0, ALL), (2, 3, 2000.0, 50.0, ALL))
    ferry = both_ways((1, 2, 5000.0, 15.0, ALL | FERRY | THROUGH))
    nodes = [(0.0, 0.0), (0.0, 2000 * METRE), (0.0, 7000 * METRE), (0.0, 9000 * METRE)]
    graph = network(nodes, streets + ferry)
    ends = points((0.0, 0.0)), points((0.0, 7000 * METRE))
    assert RoadRouter(graph, "car").pairs(*ends, 60).minutes == pytest.approx([2.4 + 20], abs=1e-4)
    on_foot = 2.0 * 60 / 5.0367 + 20
    assert RoadRouter(graph, "foot").pairs(*ends, 60).minutes == pytest.approx([on_foot], abs=0.01)


def test_crumbs_of_the_map_draw_nobody_in() -> None:
    crumb = both_ways((3, 4, 40.0, 20.0, ALL))  # beside the street, joined to nothing
    street = both_ways((0, 1, 1000.0, 60.0, ALL), (1, 2, 1000.0, 60.0, ALL))
    nodes = [(0.0, 0.0), (0.0, 1000 * METRE), (0.0, 2000 * METRE), (30 * METRE, 0.0), (70 * METRE, 0.0)]
    router = RoadRouter(network(nodes, street + crumb), "car")
    minutes = router.minutes_from(30 * METRE, 0.0, points((0.0, 2000 * METRE)), 30)
    assert minutes == pytest.approx([2.0 + walk_min(30)], abs=1e-3)


def test_nobody_gets_on_a_motorway_from_beside_it() -> None:
    street = both_ways((0, 1, 1000.0, 60.0, ALL), (1, 2, 1000.0, 60.0, ALL))
    motorway = [
        (3, 4, 2000.0, 120.0, CAR | THROUGH),
        (0, 3, 50.0, 60.0, CAR | THROUGH),
        (4, 2, 50.0, 60.0, CAR | THROUGH),
    ]
    nodes = [(0.0, 0.0), (0.0, 1000 * METRE), (0.0, 2000 * METRE), (50 * METRE, 0.0), (50 * METRE, 2000 * METRE)]
    router = RoadRouter(network(nodes, street + motorway), "car")
    assert router.snap(points((49 * METRE, 0.0))).node.tolist() == [0]
    # But one drives over it.
    assert router.minutes_from(0.0, 0.0, points((0.0, 2000 * METRE)), 30) == pytest.approx([1.1], abs=1e-4)


def test_two_points_of_one_corner_walk_straight_to_each_other() -> None:
    router = RoadRouter(line(3), "car")
    home, care = (60 * METRE, 0.0), points((90 * METRE, 0.0))
    assert router.minutes_from(*home, care, 30) == pytest.approx([walk_min(30)], abs=1e-4)
    assert router.pairs(points(home), care, 30).minutes == pytest.approx([walk_min(30)], abs=1e-4)


def test_points_farther_than_a_walk_are_on_no_street() -> None:
    router = RoadRouter(line(3), "car", farthest_m=200)
    assert router.covers(199 * METRE, 0.0)
    assert not router.covers(201 * METRE, 0.0)
    assert np.isinf(router.minutes_from(201 * METRE, 0.0, points((0.0, 1000 * METRE)), 60)).all()
    assert len(router.pairs(points((201 * METRE, 0.0)), points((0.0, 0.0)), 60).demand) == 0
    assert router.isochrone(201 * METRE, 0.0, [5, 10]) == ((), ())


def test_of_two_stretches_between_the_same_nodes_the_quicker_counts() -> None:
    nodes = [(0.0, 0.0), (0.0, 1000 * METRE)]
    graph = network(nodes, both_ways((0, 1, 3000.0, 60.0, ALL), (0, 1, 1000.0, 60.0, ALL)))
    assert RoadRouter(graph, "car").minutes_from(0.0, 0.0, points(nodes[1]), 30).tolist() == [1.0]


def test_a_stretch_of_no_length_joins() -> None:
    nodes = [(0.0, 0.0), (0.0, 0.0), (0.0, 2000 * METRE)]
    graph = network(nodes, both_ways((0, 1, 0.0, 60.0, ALL), (1, 2, 2000.0, 60.0, ALL)))
    seconds = RoadRouter(graph, "car").node_seconds(points(nodes[0]), np.zeros(1), 3600)
    assert seconds[2] == pytest.approx(120, abs=0.01)


def test_extra_cost_makes_a_longer_way_round_the_better_one() -> None:
    graph = ring()
    dirty = np.where((graph.source == 0) & (graph.target == 1), 9.0, 0.0)
    plain = RoadRouter(graph, "foot")
    clean = RoadRouter(graph, "foot", extra_cost=dirty)
    ends = points((0.0, 0.0)), points((1000 * METRE, 0.0))
    assert clean.pairs(*ends, 120).minutes == pytest.approx(3 * plain.pairs(*ends, 120).minutes, rel=1e-5)
    assert "stretches weighted" in clean.words
    with pytest.raises(ShapeError, match="one number from 0 for each"):
        RoadRouter(graph, "foot", extra_cost=-dirty)


def test_metres_and_closed_networks_are_refused() -> None:
    graph = network([(0.0, 0.0), (0.0, 1.0)], both_ways((0, 1, 10.0, 0.0, FOOT)))
    with pytest.raises(MethodError, match="open to car"):
        RoadRouter(graph, "car")
    metres = points((0.0, 0.0))
    metres = type(metres)(metres.ids, metres.x, metres.y, "m")
    with pytest.raises(InputError, match="degrees"):
        RoadRouter(graph, "foot").pairs(metres, metres, 10)


def test_no_demand_and_no_sites_are_no_fault() -> None:
    router = RoadRouter(line(3), "car")
    nothing = router.pairs(points(), points((0.0, 0.0)), 10)
    assert (nothing.site_ptr.tolist(), len(nothing.minutes)) == ([0, 0], 0)
    assert router.pairs(points((0.0, 0.0)), points(), 10).site_ptr.tolist() == [0]


@st.composite
def networks(draw: st.DrawFn) -> RoadGraph:
    count = draw(st.integers(2, 9))
    places = draw(
        st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=count, max_size=count, unique=True)
    )
    nodes = [(x * 300 * METRE, y * 300 * METRE) for x, y in places]
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    rows = draw(
        st.lists(st.tuples(ends, st.integers(50, 5000), st.sampled_from((30, 50, 90))), min_size=1, max_size=24)
    )
    return network(nodes, [(0, 1, 100.0, 50.0, ALL)] + [(a, b, float(m), float(v), ALL) for (a, b), m, v in rows])


@settings(max_examples=150)
@given(graph=networks(), limit=st.sampled_from((2.0, 6.0, 1000.0)))
def test_pairs_and_minutes_are_those_of_a_plain_search(graph: RoadGraph, limit: float) -> None:
    router = RoadRouter(graph, "car", island_m=0.0)
    everywhere = points(*zip(graph.lon.tolist(), graph.lat.tolist(), strict=True))
    nodes = router.snap(everywhere).node
    walks = router.snap(everywhere).walk_s
    pairs = router.pairs(everywhere, everywhere, limit)
    dense = np.full((len(graph), len(graph)), np.inf)
    for site in range(len(graph)):
        cells = slice(pairs.site_ptr[site], pairs.site_ptr[site + 1])
        dense[pairs.demand[cells], site] = pairs.minutes[cells]
    for home in range(len(graph)):
        if nodes[home] < 0:
            assert np.isinf(dense[home]).all()
            continue
        by_hand = np.array(seconds_by_hand(graph, "car", int(nodes[home])))
        expected = np.full(len(graph), np.inf)
        on = nodes >= 0
        expected[on] = (by_hand[nodes[on]] + walks[home] + walks[on]) / 60
        same = on & (nodes == nodes[home])
        expected[same] = (
            distance_m(graph.lon[home], graph.lat[home], graph.lon[same], graph.lat[same]) * 0.06 / APPROACH_KMH
        )
        expected[expected.astype(np.float32) > limit] = np.inf
        np.testing.assert_allclose(dense[home], expected, rtol=1e-5, atol=1e-4)
        given_ = router.minutes_from(float(graph.lon[home]), float(graph.lat[home]), everywhere, limit)
        np.testing.assert_array_equal(given_, dense[home].astype(np.float32))


def test_blocks_of_sources_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = line(30)
    ends = points(*((0.0, n * 700 * METRE) for n in range(40)))
    whole = RoadRouter(graph, "bike").pairs(ends, ends, 12)
    monkeypatch.setattr("pagus.engines.access.roads.search.BLOCK_CELLS", 90)
    parts = RoadRouter(graph, "bike").pairs(ends, ends, 12)
    assert parts.site_ptr.tolist() == whole.site_ptr.tolist()
    assert parts.demand.tolist() == whole.demand.tolist()
    assert parts.minutes.tolist() == whole.minutes.tolist()
