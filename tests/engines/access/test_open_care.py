"""Days as bits say the same as asking each service at each instant."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pagus.engines.access.hours import WeeklyHours, weekly_hours
from pagus.engines.access.open_care import day_bits, day_of, open_at_minutes, open_between, wall_clock
from pagus.kernel.time import HOUR, MINUTE, parse_instant

WEEK = [(0, 540, 720), (0, 840, 1_080), (5, 480, 720), (6, 0, 180), (6, 1_320, 1_440)]
SERVICES = (
    weekly_hours(WEEK),
    weekly_hours([(day, 0, 1_440) for day in range(7)]),
    weekly_hours(WEEK, closed_on=[date(2026, 3, 28)], exceptions=[(date(2026, 3, 29), 60, 300)]),
    WeeklyHours(known=False),
    weekly_hours([]),
)
CHANGE_OF_CLOCKS = parse_instant("2026-03-29T02:00:00+01:00")


@given(st.integers(CHANGE_OF_CLOCKS - 30 * HOUR, CHANGE_OF_CLOCKS + 30 * HOUR))
def test_bits_agree_with_each_service(instant: int) -> None:
    days, minutes = wall_clock(np.array([instant] * len(SERVICES)), "Europe/Paris")
    bits = day_bits(SERVICES, day_of(int(days[0])))
    told = open_at_minutes(bits, minutes)
    assert told.tolist() == [bool(each.open_at(instant)) for each in SERVICES]


@given(st.integers(0, 1_439), st.integers(1, 1_440), st.sampled_from([date(2026, 3, 28), date(2026, 3, 29)]))
def test_a_stretch_is_open_when_a_minute_of_it_is(start: int, length: int, day: date) -> None:
    end = min(1_440, start + length)
    bits = day_bits(SERVICES, day)
    by_minute = [open_at_minutes(bits, np.full(len(SERVICES), minute)) for minute in range(start, end)]
    assert open_between(bits, start, end).tolist() == np.any(by_minute, axis=0).tolist()


def test_both_sides_of_a_change_of_clocks_are_right_in_one_call() -> None:
    instants = np.array([CHANGE_OF_CLOCKS - MINUTE, CHANGE_OF_CLOCKS, CHANGE_OF_CLOCKS + HOUR])
    days, minutes = wall_clock(instants, "Europe/Paris")
    assert [day_of(int(day)) for day in days] == [date(2026, 3, 29)] * 3
    assert minutes.tolist() == [1 * 60 + 59, 3 * 60, 4 * 60]


def test_nothing_gives_nothing() -> None:
    days, minutes = wall_clock(np.array([], dtype=np.int64), "Europe/Paris")
    assert len(days) == len(minutes) == 0
    assert day_bits([], date(2026, 3, 1)).shape == (0, 180)
