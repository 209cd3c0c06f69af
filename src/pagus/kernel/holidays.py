"""Public holidays: which days are they, and what are they called? Pure; the lists are data files of the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

__all__ = ["Holiday", "HolidayCalendar", "easter_sunday"]


def easter_sunday(year: int) -> date:
    """On which day is Easter in this year of the Gregorian calendar?

    Takes: a year from 1583. Gives: the Sunday.
    Method: the anonymous Gregorian computus ("Meeus, Jones, Butcher"), Nature 13, 487 (20 April 1876); Meeus,
    Astronomical Algorithms, 1991, chapter 8. Example: ``easter_sunday(2026) == date(2026, 4, 5)``.
    """
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leap_years, year_rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day of each year: the same date, or so many days after Easter. ``since``: the first year that has it."""

    name: Mapping[str, str]
    month: int | None = None
    day: int | None = None
    days_after_easter: int | None = None
    since: int = 0

    def in_year(self, year: int) -> date | None:
        """Its date in this year; None before it was a holiday."""
        if year < self.since:
            return None
        if self.days_after_easter is not None:
            return easter_sunday(year) + timedelta(days=self.days_after_easter)
        assert self.month is not None
        assert self.day is not None
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayCalendar:
    """The public holidays of a region, with their source. Two calendars with the same ``id`` are the same."""

    id: str
    holidays: tuple[Holiday, ...]
    source: str
    certainty: str

    def __hash__(self) -> int:
        return hash(self.id)

    def on(self, day: date) -> Holiday | None:
        """Which holiday is this day? None for an ordinary one."""
        return _of_year(self, day.year).get(day)


@lru_cache(maxsize=256)
def _of_year(calendar: HolidayCalendar, year: int) -> Mapping[date, Holiday]:
    days = ((holiday.in_year(year), holiday) for holiday in calendar.holidays)
    return {day: holiday for day, holiday in days if day is not None}
