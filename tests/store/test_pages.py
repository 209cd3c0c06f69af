"""Reading page by page: the same rows as reading all at once, from either end; counters that stay true."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.apps.streams.observation import Batch, Observation, Review
from pagus.apps.streams.store import last_values
from pagus.apps.streams.store.pages import stretches
from pagus.kernel.time import DAY
from tests.store.conftest import NOW, PEOPLE, fill_register

STATION = "thing:station-danube"


@pytest.fixture
def store(open_store):
    made = open_store()
    fill_register(made)
    return made


@pytest.fixture
def filled(store):
    """Five days of a station, two of them closed, one with a late point that lies beside its file."""
    hours = [NOW - 5 * DAY + hour * 3_600_000 for hour in range(120)]
    rows = [Observation(STATION, "no2", t, float(index)) for index, t in enumerate(hours)]
    store.commit(Batch("gateway", [*rows, Observation(PEOPLE[0], "weight", hours[0], 70.0)]))
    for day in (hours[30] // DAY, hours[60] // DAY):
        assert store.close_day(day) is not None
    store.commit(Batch("gateway", [Observation(STATION, "no2", hours[30] + 1, 500.0)]))
    return store


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_pages_are_the_history_cut_into_pieces(filled, newest_first):
    frames = list(filled.pages([STATION], ["no2"], newest_first=newest_first))
    assert len(frames) > 2
    together = pl.concat(frames)
    assert together["t"].is_sorted(descending=newest_first)
    assert together.sort("t").select("t", "value").equals(filled.history([STATION], ["no2"]).select("t", "value"))


def test_the_last_hundred_need_no_second_page_when_the_first_one_has_them(filled):
    pages = filled.pages([STATION], ["no2"], newest_first=True, enough=5)
    assert next(pages)["value"].to_list() == [119.0, 118.0, 117.0, 116.0, 115.0]
    pages.close()


def test_a_page_within_bounds_has_nothing_from_outside(filled):
    low, high = NOW - 4 * DAY, NOW - 2 * DAY
    found = pl.concat(list(filled.pages([STATION], ["no2"], low, high)))
    assert (found["t"].min(), found["t"].max()) == (low, high)
    assert list(filled.pages(["thing:nobody"], ["no2"])) == []


@pytest.mark.parametrize("tail", [0, 2_048])
def test_counters_follow_what_is_stored_and_reviewed(store, monkeypatch, tail):
    monkeypatch.setattr(last_values, "LONGEST_TAIL", tail)
    store.commit(Batch("gateway", [Observation(STATION, "no2", NOW - step, 20.0) for step in range(10)]))
    store.commit(Batch("gateway", [Observation(STATION, "no2", NOW - 20, 5_000.0)]))  # held
    store.commit(Batch("gateway", [Observation(STATION, "no2", NOW - 3, 20.0)]))  # a duplicate
    assert store.tallies().rows() == [(STATION, "no2", 10, NOW - 9, NOW)]
    (held,) = store.held()["seq"].to_list()
    store.review(Review(held, accept=True))
    assert store.tallies([STATION]).rows() == [(STATION, "no2", 11, NOW - 20, NOW)]
    for day in store.closable_days(NOW + DAY):
        store.close_day(day)
    assert store.tallies([STATION]).rows() == [(STATION, "no2", 11, NOW - 20, NOW)]


def test_nothing_of_people_is_counted_or_named_unless_asked(filled):
    assert set(filled.tallies()["subject"]) == {STATION}
    series, reached = filled.series_after(0)
    assert series == [(STATION, "no2")]
    assert filled.series_after(reached) == ([], reached)


@given(
    st.sets(st.integers(0, 300), max_size=60),
    st.integers(0, 300),
    st.integers(0, 100),
    st.booleans(),
)
def test_stretches_cover_the_time_once_and_hold_every_file_that_touches_it(days, first, length, newest_first):
    start, end = first * DAY + 5, (first + length) * DAY + 7
    found = list(stretches({day: f"file-{day}" for day in days}, start, end, newest_first=newest_first))
    ordered = found[::-1] if newest_first else found
    assert (ordered[0].start, ordered[-1].end) == (start, end)
    assert all(before.end + 1 == after.start for before, after in pairwise(ordered))
    for stretch in found:
        touching = {f"file-{day}" for day in days if stretch.start // DAY <= day <= stretch.end // DAY}
        assert set(stretch.files) == touching
