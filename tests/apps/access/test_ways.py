"""Streets count between points that lie on them; elsewhere a straight line goes on counting."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import numpy as np
import pytest
from django.conf import settings

from pagus.apps.access.edits import read_edits
from pagus.apps.access.lab import open_lab
from pagus.apps.access.outcome import outcome_of
from pagus.apps.access.page_data import column_data, page_data
from pagus.apps.access.ways import MixedRouter, ways_in
from pagus.apps.territory.queries import get_place
from pagus.apps.travel.actions import keep_streets
from pagus.engines.access.model import Pairs, Points
from pagus.engines.access.roads import RoadRouter
from pagus.engines.access.straight import StraightRouter
from tests.apps.access.scene import EUROMETROPOLE, STRASBOURG, add_practices
from tests.engines.access.roads.making import ALL, METRE, both_ways, line, network, points

STRAIGHT = StraightRouter("car", 50.0, 1.3)


def told(pairs: Pairs) -> dict[tuple[int, int], float]:
    owners = np.repeat(np.arange(len(pairs.site_ptr) - 1), np.diff(pairs.site_ptr))
    return dict(zip(zip(owners.tolist(), pairs.demand.tolist(), strict=True), pairs.minutes.tolist(), strict=True))


@pytest.fixture
def streets() -> RoadRouter:
    """Ten kilometres of road to the north at 60 km/h: a kilometre a minute."""
    return RoadRouter(line(11), "car")


def test_streets_where_both_ends_lie_on_them_else_the_straight_line(streets: RoadRouter) -> None:
    homes = points((0.0, 0.0), (0.0, 5000 * METRE), (0.3, 0.0))
    cares = points((0.0, 3000 * METRE), (0.28, 0.0))
    found = told(MixedRouter(streets, STRAIGHT).pairs(homes, cares, 20.0))
    direct = told(STRAIGHT.pairs(homes, cares, 20.0))
    assert found[0, 0] == pytest.approx(3.0, abs=0.05)
    assert found[0, 1] == pytest.approx(2.0, abs=0.05)
    assert found[1, 2] == direct[1, 2]
    assert (0, 2) not in found
    assert set(direct) >= {(0, 0), (0, 1), (1, 2)}


def test_where_streets_say_that_it_is_too_far_no_straight_line_says_otherwise(streets: RoadRouter) -> None:
    homes, cares = points((0.0, 0.0)), points((0.0, 9000 * METRE))
    assert told(STRAIGHT.pairs(homes, cares, 8.0)) == {}
    assert told(MixedRouter(streets, STRAIGHT).pairs(homes, cares, 8.0)) == {}
    fast = StraightRouter("car", 120.0, 1.0)
    assert told(fast.pairs(homes, cares, 8.0)) != {}
    assert told(MixedRouter(streets, fast).pairs(homes, cares, 8.0)) == {}


def test_pairs_are_whole_and_in_order(streets: RoadRouter) -> None:
    chance = np.random.default_rng(3)
    homes = Points(tuple(map(str, range(60))), chance.uniform(-0.02, 0.02, 60), chance.uniform(0, 0.1, 60), "deg")
    cares = Points(tuple(map(str, range(9))), chance.uniform(-0.02, 0.02, 9), chance.uniform(0, 0.1, 9), "deg")
    pairs = MixedRouter(streets, STRAIGHT).pairs(homes, cares, 20.0)
    assert pairs.site_ptr[-1] == len(pairs.demand) == len(pairs.minutes)
    for site in range(9):
        column = pairs.demand[pairs.site_ptr[site] : pairs.site_ptr[site + 1]]
        assert column.tolist() == sorted(set(column.tolist()))
    assert pairs.demand.dtype == np.int32
    assert pairs.minutes.dtype == np.float32
    router = MixedRouter(streets, STRAIGHT)
    assert router.minutes_from(0.0, 0.0, points((0.0, 2000 * METRE)), 20.0)[0] == pytest.approx(2.0, abs=0.05)
    assert "; outside of them straight line" in router.words


def test_without_streets_a_territory_has_the_straight_line(db: None) -> None:
    ways = ways_in(EUROMETROPOLE, "car")
    assert ways.straight is not None
    assert ways.made_of == ()
    assert ways.reach_km(20.0) == pytest.approx(20 / 60 * 50 / 1.3)


@pytest.fixture
def loaded(db: None) -> Iterator[None]:
    """A road from Strasbourg to the north, kept in the workspace while a test runs."""
    place = get_place(STRASBOURG)
    nodes = [(place.lon, place.lat + number * 1000 * METRE) for number in range(8)]
    graph = network(nodes, both_ways(*((n, n + 1, 1000.0, 60.0, ALL) for n in range(7))))
    add_practices()
    keep_streets("strasbourg", graph, file="north.osm.pbf", taken="2026-02-01")
    yield
    shutil.rmtree(settings.WORKSPACE.travel)


def test_loaded_streets_are_the_ways_of_the_lab_and_stand_among_its_sources(loaded: None) -> None:
    lab = open_lab(EUROMETROPOLE, "general_practice")
    assert lab.ways.straight is None
    assert lab.pairs.router.startswith("streets by car (© OpenStreetMap contributors, 2026-02-01); outside")
    assert [(source.what, str(source.as_of)) for source in lab.sources if source.what == "travel"] == [
        ("travel", "2026-02-01")
    ]
    assert page_data(lab)["straight"] is None
    place = get_place(STRASBOURG)
    assert place.lon is not None
    assert place.lat is not None
    moved = {"do": "move", "site": "facility:molsheim", "lon": place.lon, "lat": place.lat + 5000 * METRE}
    outcome = outcome_of(lab, read_edits([moved], lab))
    assert outcome.after.mean > outcome.before.mean
    assert set(column_data(lab, place.lon, place.lat)) == {"demand", "minutes"}
