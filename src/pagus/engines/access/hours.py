"""When is it open: a usual week in local minutes, other hours on single dates, public holidays, a time zone.

Instants are milliseconds since 1970 UTC. Hours are what the clock on the wall shows: on the nights when clocks change,
an interval is as much shorter or longer as the night.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from pagus.errors import InputError
from pagus.kernel.holidays import HolidayCalendar
from pagus.kernel.time import MINUTE, clock_text

__all__ = [
    "DAY_MINUTES",
    "HOLIDAY",
    "WEEKDAYS",
    "WEEK_MINUTES",
    "Interval",
    "Span",
    "WeeklyHours",
    "open_in_week",
    "weekly_hours",
]

DAY_MINUTES = 1_440
WEEK_MINUTES = 7 * DAY_MINUTES
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = 7
"""The weekday number that stands for public holidays; 0 is Monday."""
LATE_FROM = 20 * 60
"""The evening begins at 20:00 (local default: when the French out-of-hours duty of GPs begins)."""
FARTHEST_DAYS = 400
"""How many days ``next_opening`` looks ahead."""

Interval = tuple[int, int]
"""From (included) to (not included), in minutes after local midnight: 0 <= from < to <= 1440."""


class Span(NamedTuple):
    """A stretch of being open: two instants, the second not included."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """When something is open. Make it with ``weekly_hours``, which checks.

    ``days``: intervals of Monday to Sunday. ``known`` False: nobody has said; every question answers None.
    ``holidays``: what holds on public holidays of ``calendar``: the usual weekday, closed, or ``holiday_intervals``.
    ``exceptions``: other hours on single dates, an empty tuple for closed; they go before public holidays.
    """

    days: tuple[tuple[Interval, ...], ...] = ((),) * 7
    zone: str = "Europe/Paris"
    known: bool = True
    holidays: Literal["usual", "closed", "own"] = "usual"
    holiday_intervals: tuple[Interval, ...] = ()
    exceptions: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict)
    calendar: HolidayCalendar | None = field(default=None, repr=False)
    raw: str = ""
    """The text it was read from."""

    def intervals_on(self, day: date) -> tuple[Interval, ...]:
        """Between which minutes is it open on this date?"""
        if day in self.exceptions:
            return self.exceptions[day]
        if self.holidays != "usual" and self.calendar is not None and self.calendar.on(day) is not None:
            return self.holiday_intervals if self.holidays == "own" else ()
        return self.days[day.weekday()]

    def open_at(self, instant_ms: int) -> bool | None:
        """Is it open at this instant? None when the hours are not known."""
        if not self.known:
            return None
        local = _local(instant_ms, self.zone)
        minute = local.hour * 60 + local.minute
        return any(start <= minute < end for start, end in self.intervals_on(local.date()))

    def spans(self, from_ms: int, days: int) -> Iterator[Span]:
        """When is it open, from the local day of this instant on, for so many days? Ends at midnight are not joined."""
        first = _local(from_ms, self.zone).date()
        for number in range(days):
            day = first + timedelta(days=number)
            intervals = self.intervals_on(day)
            if intervals:
                yield from _spans_of(day, intervals, self.zone)

    def next_opening(self, instant_ms: int) -> int | None:
        """From which instant on is it open, this one or a later one? None when never within 400 days, or not known."""
        if not self.known:
            return None
        for span in self.spans(instant_ms, FARTHEST_DAYS):
            if span.end_ms > instant_ms:
                return max(span.start_ms, instant_ms)
        return None

    def closing(self, instant_ms: int) -> int | None:
        """At which instant does it close, being open now? None when it is closed, not known, or open for 8 days on."""
        if not self.open_at(instant_ms):
            return None
        end: int | None = None
        for span in self.spans(instant_ms, 8):
            if end is None:
                end = span.end_ms if span.start_ms <= instant_ms < span.end_ms else None
            elif span.start_ms != end:
                return end
            else:
                end = span.end_ms
        always = all(day == ((0, DAY_MINUTES),) for day in self.days)
        return None if always else end

    @property
    def hours_per_week(self) -> float | None:
        """How many hours is it open in a usual week?"""
        return sum(end - start for day in self.days for start, end in day) / 60 if self.known else None

    @property
    def open_late(self) -> bool | None:
        """Is it open after 20:00 on some day of a usual week?"""
        return any(end > LATE_FROM for day in self.days for _, end in day) if self.known else None

    @property
    def open_at_weekend(self) -> bool | None:
        """Is it open on Saturday or Sunday of a usual week?"""
        return bool(self.days[5] or self.days[6]) if self.known else None

    @property
    def late_or_weekend(self) -> bool | None:
        """Is it open after 20:00 or at the week-end?"""
        return (self.open_late or self.open_at_weekend) if self.known else None

    def bitmap(self) -> NDArray[np.uint8]:
        """The usual week as 10,080 bits, Monday 00:00 first: (1260,) uint8, the lowest bit first; 0 when not known."""
        minutes = np.zeros(WEEK_MINUTES, dtype=np.bool_)
        for weekday, intervals in enumerate(self.days if self.known else ()):
            for start, end in intervals:
                minutes[weekday * DAY_MINUTES + start : weekday * DAY_MINUTES + end] = True
        return np.packbits(minutes, bitorder="little")


def open_in_week(bitmaps: NDArray[np.uint8], weekday: int, minute: int) -> NDArray[np.bool_]:
    """Which of many are open at this minute of a usual week?

    Takes: ``bitmaps`` (n, 1260) as ``WeeklyHours.bitmap`` gives them; the weekday, 0 is Monday; the minute of the day.
    Gives: (n,) booleans. Limits: neither exceptions nor public holidays are in a usual week.
    """
    at = weekday * DAY_MINUTES + minute
    return (bitmaps[:, at >> 3] >> (at & 7) & 1).astype(np.bool_)


def weekly_hours(
    rows: Sequence[tuple[int, int, int]],
    *,
    zone: str = "Europe/Paris",
    exceptions: Iterable[tuple[date, int, int]] = (),
    closed_on: Iterable[date] = (),
    holidays: Literal["usual", "closed", "own"] = "usual",
    calendar: HolidayCalendar | None = None,
    raw: str = "",
) -> WeeklyHours:
    """Which week do these rows make?

    Takes: ``rows`` of (weekday 0 Monday to 6 Sunday, or 7 for public holidays; from; to) in minutes of the local day,
    in any order; over midnight is two rows, until 1440 and from 0. ``exceptions``: (date, from, to), several for a
    date; ``closed_on``: dates. ``holidays`` "own" is implied by rows of weekday 7.
    Gives: the hours, known, also when there is no row. Intervals that touch become one.
    Refuses: InputError that says which row (from 1): an unknown weekday, minutes outside the day, an end before its
    start, an overlap with another row.
    Limits: where an exception or a public holiday follows a night, it also cuts the part of the night after midnight.
    """
    by_day: dict[int, list[tuple[int, int, int]]] = {}
    for number, (weekday, start, end) in enumerate(rows, 1):
        if not 0 <= weekday <= HOLIDAY:
            raise InputError(
                "hours, row {row}: {weekday} is no weekday: 0 is Monday, 6 Sunday, 7 a public holiday",
                row=number,
                weekday=weekday,
            )
        _check_interval(number, start, end)
        by_day.setdefault(weekday, []).append((start, end, number))
    dates: dict[date, list[tuple[int, int, int]]] = {day: [] for day in closed_on}
    for number, (day, start, end) in enumerate(exceptions, 1):
        _check_interval(number, start, end)
        dates.setdefault(day, []).append((start, end, number))
    return WeeklyHours(
        days=tuple(_joined(by_day.get(weekday, [])) for weekday in range(7)),
        zone=zone,
        holidays="own" if HOLIDAY in by_day else holidays,
        holiday_intervals=_joined(by_day.get(HOLIDAY, [])),
        exceptions={day: _joined(found) for day, found in sorted(dates.items())},
        calendar=calendar,
        raw=raw,
    )


def _check_interval(row: int, start: int, end: int) -> None:
    if not (0 <= start <= DAY_MINUTES and 0 <= end <= DAY_MINUTES):
        raise InputError(
            "hours, row {row}: {start} to {end} is outside the day: write from 00:00 to 24:00",
            row=row,
            start=clock_text(start),
            end=clock_text(end),
        )
    if end <= start:
        raise InputError(
            "hours, row {row}: {start} to {end} ends before it starts; over midnight is two rows, until 24:00 and "
            "from 00:00 of the next day",
            row=row,
            start=clock_text(start),
            end=clock_text(end),
        )


def _joined(rows: list[tuple[int, int, int]]) -> tuple[Interval, ...]:
    rows = sorted(rows)
    for (start, end, row), (later, later_end, other) in pairwise(rows):
        if later < end:
            raise InputError(
                "hours, row {row}: {start} to {end} overlaps row {other}, {later} to {later_end}",
                row=max(row, other),
                other=min(row, other),
                start=clock_text(start if row > other else later),
                end=clock_text(end if row > other else later_end),
                later=clock_text(later if row > other else start),
                later_end=clock_text(later_end if row > other else end),
            )
    joined: list[Interval] = []
    for start, end, _ in rows:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _local(instant_ms: int, zone: str) -> datetime:
    return datetime.fromtimestamp(instant_ms // 1_000, UTC).astimezone(ZoneInfo(zone))


@lru_cache(maxsize=4_096)
def _midnight_ms(day: date, zone: str) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp()) * 1_000


def _spans_of(day: date, intervals: tuple[Interval, ...], zone: str) -> Iterator[Span]:
    start, end = _midnight_ms(day, zone), _midnight_ms(day + timedelta(days=1), zone)
    if end - start == DAY_MINUTES * MINUTE:
        yield from (Span(start + a * MINUTE, start + b * MINUTE) for a, b in intervals)
        return
    # The clocks change on this day: look at each of its minutes.
    since: int | None = None
    for instant in range(start, end, MINUTE):
        local = _local(instant, zone)
        minute = local.hour * 60 + local.minute
        inside = any(a <= minute < b for a, b in intervals)
        if inside and since is None:
            since = instant
        elif not inside and since is not None:
            yield Span(since, instant)
            since = None
    if since is not None:
        yield Span(since, end)
