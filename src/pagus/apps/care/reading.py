"""Services and their hours as they are stored, read all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from pagus.apps.care.models import Hours, HoursException, Service
from pagus.apps.territory import queries as territory
from pagus.engines.access.hours import HOLIDAY, Interval, WeeklyHours
from pagus.kernel.holidays import HolidayCalendar
from pagus.kernel.places import Territory
from pagus.library.holidays import holidays_of_departement

__all__ = ["ServiceRow", "hours_by_service", "service_rows"]


class ServiceRow(NamedTuple):
    """A service as it is stored."""

    key: int
    facility: int
    service: str
    sector: str
    bookable: bool
    needs_broadband: bool
    hours_known: bool
    hours_raw: str
    on_holidays: Any
    zone: str
    place: str
    country: str


_COLUMNS = (
    "id", "facility_id", "service", "sector", "bookable", "needs_broadband", "hours_known", "hours_raw", "on_holidays",
    "facility__time_zone", "facility__place", "facility__country",
)  # fmt: skip


def service_rows() -> Iterable[ServiceRow]:
    """All services, by facility and service."""
    found = Service.objects.order_by("facility_id", "service").values_list(*_COLUMNS)
    return (ServiceRow(*row) for row in found.iterator(chunk_size=5_000))


def hours_by_service() -> Callable[[ServiceRow], WeeklyHours]:
    """A function that gives the hours of each service, from two questions to the database in all."""
    weekly: dict[int, dict[int, list[Interval]]] = {}
    ordered = Hours.objects.order_by("service_id", "weekday", "start")
    for key, weekday, start, end in ordered.values_list("service_id", "weekday", "start", "end"):
        weekly.setdefault(key, {}).setdefault(weekday, []).append((start, end))
    single: dict[int, dict[date, list[Interval]]] = {}
    others = HoursException.objects.order_by("service_id", "date", "start")
    for key, day, start, end in others.values_list("service_id", "date", "start", "end"):
        intervals = single.setdefault(key, {}).setdefault(day, [])
        if start is not None and end is not None:
            intervals.append((start, end))
    calendars = _Calendars(territory.territory())

    def hours(row: ServiceRow) -> WeeklyHours:
        days = weekly.get(row.key, {})
        return WeeklyHours(
            days=tuple(tuple(days.get(weekday, ())) for weekday in range(7)),
            zone=row.zone,
            known=row.hours_known,
            holidays=row.on_holidays,
            holiday_intervals=tuple(days.get(HOLIDAY, ())),
            exceptions={day: tuple(found) for day, found in single.get(row.key, {}).items()},
            calendar=calendars.of(row.place) if row.country == "FR" else None,
            raw=row.hours_raw,
        )

    return hours


class _Calendars:
    """The public holidays of each commune, by its département."""

    def __init__(self, known: Territory) -> None:
        self._known = known
        self._of: dict[str, HolidayCalendar] = {}

    def of(self, place: str) -> HolidayCalendar:
        if place not in self._of:
            found = self._known.parents(place, "departement") if place in self._known else ()
            number = found[0].code.partition(":")[2] if found else ""
            self._of[place] = holidays_of_departement(number)
        return self._of[place]
