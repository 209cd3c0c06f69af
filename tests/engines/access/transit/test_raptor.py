"""Rounds against a graph of all events, on small random timetables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.access.transit.raptor import NEVER, changes, earliest_arrivals
from pagus.engines.access.transit.window import DAY_S, trips_between
from tests.engines.access.transit.making import DAY, Trip, earliest_by_events, timetable

STOPS = 6
START = 8 * 3600


@st.composite
def trips(draw: st.DrawFn) -> Trip:
    """A trip over some stops (one may come twice), which may overtake others of the same stops."""
    stops = draw(st.lists(st.integers(0, STOPS - 1), min_size=2, max_size=5))
    at, calls = START + draw(st.integers(0, 60)) * 60, []
    for stop in stops:
        wait = draw(st.sampled_from((0, 0, 60)))
        calls.append((stop, at, at + wait))
        at += wait + draw(st.integers(0, 20)) * 60
    return calls


@settings(max_examples=250)
@given(
    runs=st.lists(trips(), min_size=1, max_size=7),
    ready=st.dictionaries(st.integers(0, STOPS - 1), st.integers(0, 40), min_size=1, max_size=3),
    later=st.integers(1, 30),
    walks=st.dictionaries(
        st.tuples(st.integers(0, STOPS - 1), st.integers(0, STOPS - 1)), st.integers(0, 9), max_size=8
    ),
    rides=st.integers(1, 4),
)
def test_rounds_find_what_the_graph_of_events_finds(runs, ready, later, walks, rides) -> None:
    made = timetable([(0.01 * stop, 0.0) for stop in range(STOPS)], runs)
    between = {(stop, stop): 60 for stop in range(STOPS)} | {pair: 60 * walk for pair, walk in walks.items()}
    a, b, seconds = (
        np.array(column) for column in zip(*((*pair, took) for pair, took in between.items()), strict=True)
    )
    first = {stop: START + 60 * minute for stop, minute in ready.items()}
    # Two lanes side by side: the second leaves later.
    lanes = [first, {stop: time + 60 * later for stop, time in first.items()}]
    boarding = np.full((STOPS, 2), NEVER, dtype=np.int32)
    for lane, when in enumerate(lanes):
        for stop, time in when.items():
            boarding[stop, lane] = time
    window = trips_between(made, DAY, START, START + 6 * 3600)
    latest = np.full(2, START + 8 * 3600, dtype=np.int32)
    found = earliest_arrivals(window, boarding, latest, changes(a, b, seconds), rides)
    for lane, when in enumerate(lanes):
        expected = earliest_by_events(runs, ready=when, changes=between, rides=rides, stop_count=STOPS)
        assert [np.inf if time == NEVER else float(time) for time in found[:, lane]] == expected


def arrivals(made, ready: dict[int, int], *, start=START, end=START + 7200, rides=4, latest=None, **how) -> list[int]:
    boarding = np.full((made.stop_count, 1), NEVER, dtype=np.int32)
    for stop, time in ready.items():
        boarding[stop, 0] = time
    stop = np.arange(made.stop_count)
    window = trips_between(made, DAY, start, end, **how)
    last = np.array([end if latest is None else latest], dtype=np.int32)
    found = earliest_arrivals(window, boarding, last, changes(stop, stop, stop * 0 + 60), rides)
    return [-1 if time == NEVER else int(time) for time in found[:, 0]]


PLACES = [(0.01 * stop, 0.0) for stop in range(4)]


def test_a_trip_that_overtakes_is_taken_when_it_arrives_first() -> None:
    slow = [(0, START, START), (1, START + 3000, START + 3000)]
    quick = [(0, START + 600, START + 600), (1, START + 1200, START + 1200)]
    made = timetable(PLACES, [slow, quick])
    assert arrivals(made, {0: START})[1] == START + 1200
    assert trips_between(made, DAY, START, START + 3600).trip_count == 2


def test_a_trip_that_arrives_first_and_waits_is_taken_for_its_arrival() -> None:
    early = [(0, START, START), (1, START + 600, START + 1200), (2, START + 1500, START + 1500)]
    later = [(0, START + 60, START + 60), (1, START + 300, START + 1200), (2, START + 1500, START + 1500)]
    assert arrivals(timetable(PLACES, [early, later]), {0: START})[1] == START + 300


def test_one_who_comes_a_second_late_waits_for_the_next() -> None:
    every = [[(0, START + 600 * n, START + 600 * n), (1, START + 600 * n + 60, START + 600 * n + 60)] for n in range(3)]
    made = timetable(PLACES, every)
    assert arrivals(made, {0: START})[1] == START + 60
    assert arrivals(made, {0: START + 1})[1] == START + 660


def test_changes_need_their_time_and_count_as_rides() -> None:
    first = [(0, START, START), (1, START + 300, START + 300)]
    tight = [(1, START + 359, START + 359), (2, START + 400, START + 400)]
    right = [(1, START + 360, START + 360), (3, START + 500, START + 500)]
    made = timetable(PLACES, [first, tight, right])
    assert arrivals(made, {0: START}) == [-1, START + 300, -1, START + 500]
    assert arrivals(made, {0: START}, rides=1) == [-1, START + 300, -1, -1]


def test_rules_of_getting_on_and_off() -> None:
    call = [(stop, START + 60 * stop, START + 60 * stop) for stop in range(4)]
    made = timetable(PLACES, [call], rules=[[0, 2, 1, 0]])
    assert arrivals(made, {0: START}) == [-1, -1, START + 120, START + 180]
    assert arrivals(made, {2: START}) == [-1, -1, -1, -1]
    assert arrivals(made, {1: START}) == [-1, -1, START + 120, START + 180]


def test_what_arrives_after_the_limit_does_not_count_and_at_it_does() -> None:
    made = timetable(PLACES, [[(0, START, START), (1, START + 600, START + 600), (2, START + 601, START + 601)]])
    assert arrivals(made, {0: START}, latest=START + 600) == [-1, START + 600, -1, -1]


def test_trips_of_yesterday_and_tomorrow_run_tonight() -> None:
    night = [(0, 24 * 3600 + 1800, 24 * 3600 + 1800), (1, 24 * 3600 + 2400, 24 * 3600 + 2400)]
    morning = [(0, 600, 600), (2, 1200, 1200)]
    days = [[True, False, False], [False, False, True]]
    made = timetable(PLACES, [night, morning], services=[0, 1], runs=days)
    tuesday = DAY
    # The night trip of Tuesday runs in the first hour of Wednesday.
    wednesday = trips_between(made, DAY.replace(day=18), 0, 3600)
    assert (wednesday.trip_count, wednesday.arrival.tolist()) == (1, [1800, 2400])
    late = trips_between(made, DAY.replace(day=18), 23 * 3600, DAY_S + 3600)
    assert late.arrival.tolist() == [DAY_S + 600, DAY_S + 1200], "the morning trip of Thursday"
    assert trips_between(made, tuesday, 23 * 3600, DAY_S + 3600).trip_count == 1
    assert trips_between(made, tuesday, 0, 3600).trip_count == 0


def test_only_what_is_known_to_be_step_free() -> None:
    to_1, to_2 = ([(0, START, START), (stop, START + 600, START + 600)] for stop in (1, 2))
    made = timetable(PLACES, [to_1, to_2, to_2], step_free_stops=[1, 1, 0, 1], step_free_trips=[1, 1, 2])
    assert arrivals(made, {0: START}, step_free=True) == [-1, START + 600, -1, -1]
    assert arrivals(made, {0: START}) == [-1, START + 600, START + 600, -1]


def test_a_day_without_trips_has_no_rows() -> None:
    made = timetable(PLACES, [[(0, START, START), (1, START + 600, START + 600)]])
    assert trips_between(made, DAY.replace(year=2030), START, START + 3600).trip_count == 0
    window = trips_between(made, DAY.replace(year=2030), START, START + 3600)
    boarding = np.full((4, 1), START, dtype=np.int32)
    stop = np.arange(4)
    none = earliest_arrivals(window, boarding, np.array([START + 9]), changes(stop, stop, stop), 3)
    assert (none == NEVER).all()


@pytest.mark.parametrize("lanes", [1, 5])
def test_lanes_do_not_touch_each_other(lanes: int) -> None:
    every = [[(0, START + 300 * n, START + 300 * n), (1, START + 300 * n + 77, START + 300 * n + 77)] for n in range(9)]
    made = timetable(PLACES, every)
    boarding = np.full((4, lanes), NEVER, dtype=np.int32)
    boarding[0] = START + 300 * np.arange(lanes)
    stop = np.arange(4)
    window = trips_between(made, DAY, START, START + 7200)
    found = earliest_arrivals(window, boarding, np.full(lanes, START + 7200), changes(stop, stop, stop), 2)
    assert found[1].tolist() == (START + 300 * np.arange(lanes) + 77).tolist()
