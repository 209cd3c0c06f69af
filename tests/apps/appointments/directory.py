"""A small directory for tests: a few facilities of Strasbourg and round it, with hours that tests can count on."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pagus.apps.care.actions import add_to_directory
from pagus.apps.care.facts import BatchFacts, FacilityFacts, ServiceFacts
from pagus.engines.access.hours import WeeklyHours, weekly_hours
from tests.apps.workspace import NOW

__all__ = ["CENTRE", "DATA_DAY", "add_facility", "hours", "small_directory", "today"]

CENTRE = (7.7455, 48.5840)
"""Longitude and latitude in the middle of Strasbourg."""
DATA_DAY = datetime.fromtimestamp(NOW / 1000, UTC).date()
_WEEKDAYS = range(5)


def hours(start: str, end: str, days: range = _WEEKDAYS, **more: object) -> WeeklyHours:
    """Open on these days from and to, written 09:00."""
    first, last = (int(text[:2]) * 60 + int(text[3:]) for text in (start, end))
    return weekly_hours([(day, first, last) for day in days], **more)  # type: ignore[arg-type]


def today() -> date:
    """The day on which the clock of the tests stands: a Monday."""
    return DATA_DAY


def add_facility(
    name: str,
    *services: ServiceFacts,
    kind: str = "practice",
    east_m: float = 0.0,
    data_date: date = DATA_DAY,
    simulated: bool = False,
    **facts: object,
) -> str:
    """A facility so many metres east of the middle of Strasbourg. Gives its code."""
    code = f"facility:{name}"
    lon = CENTRE[0] + east_m / (111_195 * 0.6616)
    row = FacilityFacts(
        **{  # type: ignore[arg-type]
            "code": code,
            "kind": kind,
            "name": name.replace("-", " ").title(),
            "place": "commune:67482",
            "lon": lon,
            "lat": CENTRE[1],
            "phone": "+33 3 88 00 00 00",
            "services": services,
            **facts,
        }
    )
    source = "Simulated for tests" if simulated else "Typed for tests"
    add_to_directory(BatchFacts(source=source, layout="plain", data_date=data_date, rows=1, simulated=simulated), [row])
    return code


def gp(opening: WeeklyHours | None = None, **facts: object) -> ServiceFacts:
    """General practice, open 09:00 to 18:00 on weekdays."""
    return ServiceFacts(service="general_practice", hours=opening or hours("09:00", "18:00"), **facts)  # type: ignore[arg-type]


def small_directory() -> dict[str, str]:
    """Four practices: near, far, closing soon, hours unknown."""
    return {
        "near": add_facility("near", gp(bookable=True), east_m=400, step_free=True, languages=("fr", "de")),
        "far": add_facility("far", gp(), east_m=3_000, step_free=False),
        "closing": add_facility("closing", gp(hours("08:00", "10:05")), east_m=600),
        "unknown": add_facility("unknown", ServiceFacts(service="general_practice"), east_m=500),
    }
