"""The air of zones for pages: the index of the order, zone by zone, and the truth where there is none."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest

from pagus.apps.installations import actions as installations
from pagus.apps.reports.air import air_of_zones, refresh_air, zone_of, zones_of
from pagus.apps.reports.kept import kept_table
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.territory.actions import add_definition, add_thing
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.model import Text
from tests.apps.reports.kept import nothing_kept
from tests.apps.workspace import NOW

__all__ = ["nothing_kept"]

pytestmark = pytest.mark.django_db(transaction=True)

SAVERNE, BITCHE, MOSSIG = "epci:200068112", "epci:200069441", "epci:200068864"
NUMBERS = count(1)


def station(zone: str, place: str, values: dict[str, float], days: int = 3) -> str:
    """A station that sent these values every hour of the last days."""
    code = f"thing:report-station-{next(NUMBERS)}"
    add_thing(code, Text(code, code, code), kind="air_station", place=place, represents=zone, simulated=True)
    start = NOW // DAY * DAY - days * DAY
    hours = range(start, NOW, HOUR)
    submit(Batch("test", [Observation(code, signal, t, value) for t in hours for signal, value in values.items()]))
    return code


@pytest.fixture(autouse=True)
def kit() -> None:
    add_definition("strasbourg_programme")
    installations.install("air-today", "programme:strasbourg", {}, from_ms=NOW - 30 * DAY)


def test_the_worst_pollutant_gives_the_class_and_is_named() -> None:
    station(SAVERNE, "commune:67437", {"no2": 20.0, "o3": 60.0, "pm10": 45.0})
    air = air_of_zones([SAVERNE], 3)[SAVERNE]
    yesterday = air.days[-2]
    assert (yesterday.day, yesterday.level, yesterday.drivers) == (date(2026, 3, 15), 3, ("pm10",))
    assert "pm25" in yesterday.missing
    assert air.latest == yesterday


def test_today_has_no_index_before_enough_hours() -> None:
    station(SAVERNE, "commune:67437", {"no2": 20.0, "o3": 60.0, "pm10": 15.0})
    today = air_of_zones([SAVERNE], 3)[SAVERNE].days[-1]
    assert (today.day, today.level, today.status) == (date(2026, 3, 16), 0, "unavailable")


def test_a_zone_without_station_borrows_nothing() -> None:
    station(SAVERNE, "commune:67437", {"no2": 20.0, "o3": 60.0, "pm10": 15.0})
    found = air_of_zones([SAVERNE, BITCHE], 3)
    assert {day.status for day in found[BITCHE].days} == {"no station"}
    assert found[BITCHE].latest is None
    assert found[SAVERNE].latest is not None


def test_a_roadside_station_speaks_for_no_zone() -> None:
    station("commune:67520", "commune:67520", {"no2": 300.0, "o3": 60.0, "pm10": 45.0})
    assert air_of_zones([MOSSIG], 3)[MOSSIG].latest is None


def test_pages_read_what_was_kept_until_it_is_refreshed() -> None:
    station(SAVERNE, "commune:67437", {"no2": 20.0, "o3": 60.0, "pm10": 15.0})
    before = air_of_zones([SAVERNE], 3)[SAVERNE].latest
    station(SAVERNE, "commune:67437", {"no2": 200.0, "o3": 60.0, "pm10": 15.0})
    assert air_of_zones([SAVERNE], 3)[SAVERNE].latest == before
    assert refresh_air() == 1
    latest = air_of_zones([SAVERNE], 3)[SAVERNE].latest
    assert latest is not None
    assert latest.level == 4
    kept = kept_table("air-of-zones")
    assert kept is not None
    assert kept.computed_ms == NOW


def test_zone_of_a_place() -> None:
    assert zone_of("commune:67437") == SAVERNE
    assert zone_of(SAVERNE) == SAVERNE
    assert zone_of("programme:strasbourg") is None
    assert zone_of("region:44") is None
    assert SAVERNE in zones_of("programme:strasbourg")
