"""Travel times by public transport: walks, windows of departures, percentiles, areas."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import shapely

from pagus.engines.access.isochrone import as_geojson
from pagus.engines.access.model import Points
from pagus.engines.access.roads import RoadRouter
from pagus.engines.access.straight import StraightRouter
from pagus.engines.access.transit import Departures, Timetable, TransitRouter
from pagus.errors import DataGapError, InputError, ShapeError
from tests.engines.access.roads.making import METRE, line
from tests.engines.access.transit.making import DAY, Feet, timetable

START = 8 * 3600
HOME = Points(("h0",), np.array([0.0]), np.array([0.0]), "deg")
CARE = Points(("c0", "c1"), np.array([10.0, 11.0]), np.array([0.0, 0.0]), "deg")
PLACES = [(0.1, 0.0), (0.2, 0.0), (0.3, 0.0)]


def bus(*minutes: int, ride: int = 10, start: int = 0, end: int = 1):
    return [
        [(start, START + 60 * m, START + 60 * m), (end, START + 60 * (m + ride), START + 60 * (m + ride))]
        for m in minutes
    ]


WALKS = {("h0", "s0"): 2.0, ("s1", "c0"): 3.0}


def router(trips, walks=None, *, departures: Departures | None = None, **how) -> TransitRouter:
    made = timetable(PLACES, trips)
    feet = Feet(WALKS if walks is None else walks)
    return TransitRouter(made, departures or Departures(day=DAY, every_s=600), feet, **how)


def test_minutes_by_hand() -> None:
    # Leaving at 8:00, 8:10, ..., a bus leaves 2, 5, 12, 2, 9 and 2 minutes after one is at the stop.
    found = router(bus(4, 17, 34, 51, 54, 61, 75))
    times = sorted(2 + wait + 10 + 3 for wait in (2, 5, 12, 2, 9, 2))
    assert found.minutes_from(0.0, 0.0, CARE, 60).tolist() == [times[2], np.inf]
    pairs = found.pairs(HOME, CARE, 60)
    assert (pairs.site_ptr.tolist(), pairs.minutes.tolist()) == ([0, 1, 1], [times[2]])
    assert found.words == "timetable, 2026-03-17, 08:00 to 09:00, median of 6 departures; on foot: a table"


@pytest.mark.parametrize(("percentile", "place"), [(1, 0), (16, 0), (17, 1), (50, 2), (75, 4), (100, 5)])
def test_percentiles_are_times_of_departures(percentile: int, place: int) -> None:
    times = sorted(2 + wait + 10 + 3 for wait in (2, 5, 12, 2, 9, 2))
    when = Departures(day=DAY, every_s=600, percentile=percentile)
    assert router(bus(4, 17, 34, 51, 54, 61, 75), departures=when).minutes_from(0.0, 0.0, CARE, 60)[0] == times[place]


def test_the_median_stays_where_a_mean_would_be_infinite() -> None:
    # After 8:29 no bus: half of the departures find no way, which has no mean. The median is the worst of the others.
    found = router(bus(2, 12, 22))
    assert found.minutes_from(0.0, 0.0, CARE, 60)[0] == 15
    assert np.isinf(router(bus(2, 12)).minutes_from(0.0, 0.0, CARE, 60)[0])


def test_the_limit_holds_for_each_departure_and_is_within() -> None:
    found = router(bus(*range(4, 80, 10)))
    assert found.minutes_from(0.0, 0.0, CARE, 17)[0] == 17
    assert np.isinf(found.minutes_from(0.0, 0.0, CARE, 16.9)[0])
    assert len(found.pairs(HOME, CARE, 16.9).demand) == 0


def test_who_walks_faster_walks() -> None:
    walks = WALKS | {("h0", "c0"): 12.0, ("h0", "c1"): 40.0}
    found = router(bus(*range(4, 80, 10)), walks)
    assert found.minutes_from(0.0, 0.0, CARE, 60).tolist() == [12, 40]
    assert found.pairs(HOME, CARE, 60).minutes.tolist() == [12, 40]


def test_walks_are_rounded_up_so_that_nobody_catches_a_bus_by_rounding() -> None:
    at_the_stop = START + 121
    trip = [(0, at_the_stop, at_the_stop), (1, START + 600, START + 600)]
    only = Departures(day=DAY, end_s=START + 60, every_s=60)
    caught = router([trip], {("h0", "s0"): 121 / 60, ("s1", "c0"): 1.0}, departures=only)
    missed = router([trip], {("h0", "s0"): 121.4 / 60, ("s1", "c0"): 1.0}, departures=only)
    assert caught.minutes_from(0.0, 0.0, CARE, 60)[0] == 11
    assert np.isinf(missed.minutes_from(0.0, 0.0, CARE, 60)[0])


def test_one_goes_from_home_to_care_not_back() -> None:
    found = router(bus(*range(4, 80, 10)), WALKS | {("c0", "s1"): 1.0, ("s0", "h0"): 1.0})
    back = (
        Points(("c0",), np.array([0.0]), np.array([0.0]), "deg"),
        Points(("h0",), np.array([0.0]), np.array([0.0]), "deg"),
    )
    assert len(found.pairs(*back, 60).demand) == 0


def test_changing_on_foot_and_what_the_feed_says_of_it() -> None:
    trips = bus(2, ride=5) + bus(12, ride=5, start=2, end=0)
    walks = {("h0", "s0"): 1.0, ("s1", "s2"): 4.0, ("s0", "c0"): 1.0}
    only = Departures(day=DAY, end_s=START + 60, every_s=60)

    def minutes(transfers=(), **how) -> float:
        made = timetable(PLACES, trips, transfers=transfers)
        return float(TransitRouter(made, only, Feet(walks), **how).minutes_from(0.0, 0.0, CARE, 60)[0])

    assert minutes() == 18  # off at 8:07, 4 minutes and one to change, on at 8:12
    assert np.isinf(minutes(change_s=61))
    assert np.isinf(minutes(change_walk_min=3.0))
    assert np.isinf(minutes(rides=1))
    assert minutes(((1, 2, 300),), change_s=600) == 18
    assert np.isinf(minutes(((1, 2, 301),)))
    assert np.isinf(minutes(((1, 2, -1),)))


def test_many_homes_are_searched_in_blocks_like_one(monkeypatch: pytest.MonkeyPatch) -> None:
    homes = Points(tuple(f"h{n}" for n in range(7)), np.arange(7.0), np.zeros(7), "deg")
    walks = {(f"h{n}", "s0"): 1.0 + 2 * n for n in range(7)} | {("s1", "c0"): 3.0, ("s1", "c1"): 14.0}
    found = router(bus(*range(0, 120, 7)), walks)
    monkeypatch.setattr("pagus.engines.access.transit.router.LANES", 13)
    pairs = found.pairs(homes, CARE, 34)
    one_by_one = np.array([found.minutes_from(float(n), 0.0, CARE, 34) for n in range(7)])
    dense = np.full((7, 2), np.inf)
    dense[pairs.demand, np.repeat((0, 1), np.diff(pairs.site_ptr))] = pairs.minutes
    assert dense.tolist() == one_by_one.tolist()
    assert 7 == np.isfinite(dense[:, 0]).sum() > np.isfinite(dense[:, 1]).sum() > 0


def test_area_reached_with_streets_and_without() -> None:
    streets = RoadRouter(line(6), "foot")
    stops = [(0.0, 200 * METRE), (0.0, 4800 * METRE)]
    made = timetable(stops, bus(*range(0, 80, 2), ride=4))
    for feet in (streets, StraightRouter("foot", 5.0, 1.0)):
        found = TransitRouter(made, Departures(day=DAY), feet)
        small, large = found.isochrone(0.0, 0.0, [10, 15])
        shapes = [shapely.from_geojson(json.dumps(as_geojson(rings))) for rings in (small, large)]
        assert all(shape.is_valid for shape in shapes)
        assert len(shapes[0].geoms) == 2, "around home, and around the stop at the other end"
        assert shapes[0].area < shapes[1].area
        assert shapes[1].contains(shapely.Point(0.0, 4800 * METRE))
        assert not shapes[1].contains(shapely.Point(0.0, 2500 * METRE))
    assert found.isochrone(0.0, 0.0, []) == ()


def test_a_day_without_service_is_refused() -> None:
    made = timetable(PLACES, bus(4))
    with pytest.raises(DataGapError, match="nothing runs on 2027-01-01: this timetable has trips from 2026-03-17"):
        TransitRouter(made, Departures(day=DAY.replace(year=2027, month=1, day=1)), Feet({}))
    with pytest.raises(InputError, match="not metres"):
        router(bus(4)).pairs(Points(HOME.ids, HOME.x, HOME.y, "m"), CARE, 30)


@pytest.mark.parametrize("how", [{"start_s": 9 * 3600}, {"every_s": 0}, {"percentile": 0}, {"percentile": 101}])
def test_impossible_departures_are_refused(how) -> None:
    with pytest.raises(InputError):
        Departures(day=DAY, **({"end_s": 9 * 3600} | how))


def test_arrays_there_and_back() -> None:
    made = timetable(PLACES, bus(4, 9))
    assert Timetable.from_arrays(made.arrays()).digest() == made.digest()
    assert timetable(PLACES, bus(4, 10)).digest() != made.digest()
    assert (made.days, made.trips_on(DAY), made.bounds) == ((DAY, DAY), 2, (0.1, 0.0, 0.2, 0.0))
    with pytest.raises(ShapeError, match="lacks zone"):
        Timetable.from_arrays({name: array for name, array in made.arrays().items() if name != "zone"})
    with pytest.raises(ShapeError, match="do not fit"):
        Timetable.from_arrays(replace(made, arrival_s=made.arrival_s[:-1]).arrays())
