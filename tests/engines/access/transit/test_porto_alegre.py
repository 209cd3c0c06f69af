"""The two real timetables of Porto Alegre together, against a graph of all events of that morning."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order

from pagus.doors.streets import read_streets
from pagus.doors.timetables import read_timetable
from pagus.engines.access.model import Points
from pagus.engines.access.roads import RoadRouter
from pagus.engines.access.straight import StraightRouter
from pagus.engines.access.transit import Departures, Timetable, TransitRouter

DAY = date(2019, 5, 13)
START, LIMIT_MIN, RIDES, CHANGE_S = 14 * 3600, 60.0, 4, 60


@pytest.fixture(scope="module")
def feeds(shared: Path) -> Timetable:
    folder = shared / "data" / "routing"
    return read_timetable([folder / "poa_eptc.zip", folder / "poa_trensurb.zip"])[0]


@pytest.fixture(scope="module")
def cells(shared: Path) -> pl.DataFrame:
    return pl.read_csv(shared / "data" / "routing" / "poa_hexgrid.csv")


def points(frame: pl.DataFrame) -> Points:
    return Points(tuple(frame["id"].to_list()), frame["lon"].to_numpy(), frame["lat"].to_numpy(), "deg")


def arrivals_by_events(timetable: Timetable, walks, ready: np.ndarray) -> np.ndarray:
    """The earliest arrival at each stop, by a search over all calls of all trips between start and limit.

    In each layer (rides taken) a call is two nodes: waiting for it at its stop, and aboard when it leaves. Waiting
    leads to waiting for the next call of the stop; who was aboard before a call may wait where a walk from it ends.
    """
    on = np.flatnonzero(timetable.runs_on(DAY)[timetable.trip_service])
    rows = np.concatenate([np.arange(*timetable.trip_ptr[trip : trip + 2]) for trip in on])
    lengths = np.diff(timetable.trip_ptr)[on]
    last = np.zeros(len(rows), dtype=bool)
    last[np.cumsum(lengths) - 1] = True
    pattern = np.repeat(timetable.trip_pattern[on], lengths)
    place = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    stop = timetable.pattern_stop[timetable.pattern_ptr[pattern] + place].astype(np.int64)
    arrival, departure = (each[rows].astype(np.int64) for each in (timetable.arrival_s, timetable.departure_s))
    calls = len(rows)
    order = np.lexsort((departure, stop))
    key = stop[order] * 1_000_000 + departure[order]

    def waiting(at_stop: np.ndarray, time: np.ndarray) -> np.ndarray:
        """The first call of a stop from a time on: its place in ``order``, -1 for none."""
        found = np.searchsorted(key, at_stop * 1_000_000 + time)
        inside = np.minimum(found, calls - 1)
        return np.where((found < calls) & (stop[order[inside]] == at_stop), found, -1)

    following = np.flatnonzero(stop[order][1:] == stop[order][:-1])
    ride_on = np.flatnonzero(~last)  # aboard at a call that is not the last
    start, end, seconds = walks
    ptr = np.searchsorted(start, np.arange(timetable.stop_count + 1))
    many = np.diff(ptr)[stop[ride_on + 1]]
    which = np.repeat(ride_on, many)
    walk = np.repeat(ptr[stop[ride_on + 1]], many) + np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
    intime = arrival[which + 1] + seconds[walk] <= START + LIMIT_MIN * 60
    which, walk = which[intime], walk[intime]
    on_to = waiting(end[walk], arrival[which + 1] + seconds[walk])
    which, on_to = which[on_to >= 0], on_to[on_to >= 0]
    edges = []
    for layer in range(RIDES):
        wait, aboard, beyond = 2 * layer * calls, (2 * layer + 1) * calls, (2 * layer + 2) * calls
        edges.append((wait + following, wait + following + 1))
        leaves = ~last[order]
        edges.append((wait + np.flatnonzero(leaves), aboard + order[leaves]))
        edges.append((aboard + ride_on[~last[ride_on + 1]], aboard + ride_on[~last[ride_on + 1]] + 1))
        if layer + 1 < RIDES:
            edges.append((aboard + which, beyond + on_to))
    source = 2 * RIDES * calls
    stops = np.flatnonzero(ready < 1 << 29)
    first = waiting(stops, ready[stops])
    edges.append((np.full((first >= 0).sum(), source), first[first >= 0]))
    a, b = (np.concatenate([each[side] for each in edges]) for side in (0, 1))
    graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(source + 1, source + 1)).tocsr()
    seen = np.zeros(source + 1, dtype=bool)
    seen[breadth_first_order(graph, source, return_predecessors=False)] = True
    best = np.full(timetable.stop_count, np.inf)
    for layer in range(RIDES):
        reached = ride_on[seen[(2 * layer + 1) * calls + ride_on]] + 1
        np.minimum.at(best, stop[reached], arrival[reached])
    best[best > START + LIMIT_MIN * 60] = np.inf
    return best


def test_a_morning_against_a_graph_of_all_events(feeds: Timetable, cells: pl.DataFrame) -> None:
    feet = StraightRouter("foot", 5.0, 1.3)
    leave = Departures(day=DAY, start_s=START, end_s=START + 60, every_s=60)
    router = TransitRouter(feeds, leave, feet, rides=RIDES, change_s=CHANGE_S, change_walk_min=5.0, walk_min=15.0)
    stops = feeds.stops
    near = feet.pairs(stops, stops, 5.0)
    start, end = near.demand.astype(np.int64), np.repeat(np.arange(len(stops)), np.diff(near.site_ptr))
    seconds = np.ceil(np.round(near.minutes.astype(np.float64) * 60, 3)).astype(np.int64) + CHANGE_S
    seconds[start == end] = CHANGE_S
    order = np.argsort(start, kind="stable")
    walks = start[order], end[order], seconds[order]
    differing, reached = 0, 0
    busiest = cells.sort("jobs", "id", descending=True, nulls_last=True)
    for place in busiest[:60:12].iter_rows(named=True):
        to_stops = feet.minutes_from(place["lon"], place["lat"], stops, 15.0).astype(np.float64)
        ready = np.where(np.isfinite(to_stops), START + np.ceil(np.round(to_stops * 60, 3)), 1 << 29)
        expected = arrivals_by_events(feeds, walks, ready.astype(np.int64))
        given = router._search([router._walks.from_home(place["lon"], place["lat"])], LIMIT_MIN)[:, 0]
        found = np.where(given < 1 << 29, given.astype(np.float64), np.inf)
        differing += int(np.count_nonzero(found != expected))
        reached += int(np.isfinite(expected).sum())
    assert reached > 10_000
    assert differing == 0


def test_two_feeds_reach_more_than_one(feeds: Timetable, shared: Path, cells: pl.DataFrame) -> None:
    bus = read_timetable([shared / "data" / "routing" / "poa_eptc.zip"])[0]
    feet = StraightRouter("foot", 5.0, 1.3)
    homes, cares = points(cells[::40]), points(cells.filter(pl.col("healthcare") > 0))
    both = TransitRouter(feeds, Departures(day=DAY, start_s=START, end_s=START + 3600), feet).pairs(homes, cares, 45)
    alone = TransitRouter(bus, Departures(day=DAY, start_s=START, end_s=START + 3600), feet).pairs(homes, cares, 45)
    assert len(both.minutes) >= len(alone.minutes) > 100
    by_pair = {
        (int(home), site): float(minutes)
        for site in range(len(cares))
        for home, minutes in zip(
            both.demand[slice(*both.site_ptr[site : site + 2])],
            both.minutes[slice(*both.site_ptr[site : site + 2])],
            strict=True,
        )
    }
    for site in range(len(cares)):
        span = slice(*alone.site_ptr[site : site + 2])
        for home, minutes in zip(alone.demand[span], alone.minutes[span], strict=True):
            assert by_pair[int(home), site] <= minutes + 1e-4


def test_walking_on_real_streets_is_never_quicker_than_riding_too(
    feeds: Timetable, shared: Path, cells: pl.DataFrame
) -> None:
    streets = RoadRouter(read_streets(shared / "data" / "routing" / "poa_osm.pbf")[0], "foot")
    router = TransitRouter(feeds, Departures(day=DAY, start_s=START, end_s=START + 3600), streets)
    cares = points(cells.filter(pl.col("healthcare") > 0))
    for place in cells[::307].iter_rows(named=True):
        by_bus = router.minutes_from(place["lon"], place["lat"], cares, 60)
        on_foot = streets.minutes_from(place["lon"], place["lat"], cares, 60)
        assert (by_bus <= on_foot).all()
