"""The daily air index of the zones of a territory, from what the stations have sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
from django.conf import settings

from pagus.apps.streams import queries as streams
from pagus.apps.territory import queries as places
from pagus.engines.exposure import DailyIndex, daily_index
from pagus.kernel.tables import IndexTable
from pagus.kernel.time import DAY
from pagus.library.tables import index_table

__all__ = ["AirDay", "ZoneAir", "air_index", "air_of_zones", "zones_of"]

TABLE = "atmo_fr_2021"


@dataclass(frozen=True, slots=True)
class AirDay:
    """The air of one zone on one day. ``level`` 0 means that there is no index, and ``status`` says why."""

    day: date
    level: int
    status: str
    drivers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZoneAir:
    """The air of one zone over the last days, oldest first; the last one is today and may still change."""

    zone: str
    days: tuple[AirDay, ...]

    @property
    def latest(self) -> AirDay | None:
        """The newest day that has an index."""
        return next((day for day in reversed(self.days) if day.level), None)


def zones_of(territory: str) -> tuple[str, ...]:
    """Which zones of the index (EPCIs) lie in this territory, wholly or in part?"""
    index = places.territory()
    communes = places.places_within(territory)
    return tuple(sorted({parent.code for commune in communes for parent in index.parents(commune, "epci")}))


def air_index(territory: str, days: int, table: str = TABLE) -> DailyIndex:
    """Which class had each zone of the territory on each of the last days, today included?

    Takes: a place code; how many local days. Gives: what ``engines.exposure.daily_index`` gives; zones without a
    station of their own are there, without an index. Stations speak for the zone that territory data gives them only.
    """
    chosen: IndexTable = index_table(table)
    now_ms = settings.WORKSPACE.clock.now_ms()
    today = datetime.fromtimestamp(now_ms / 1000, ZoneInfo(settings.TIME_ZONE)).date()
    zones = zones_of(territory)
    stations = [(each.code, each.represents) for each in places.things("air_station") if each.represents in zones]
    hourly = streams.history(
        [code for code, _ in stations] or [""], list(chosen.pollutants), now_ms - (days + 1) * DAY, now_ms
    ).rename({"subject": "station"})
    return daily_index(
        hourly,
        pl.DataFrame(stations, schema={"station": pl.String, "zone": pl.String}, orient="row"),
        chosen,
        days=(today - timedelta(days=days - 1), today),
        time_zone=settings.TIME_ZONE,
        zones=zones,
    )


def air_of_zones(territory: str, days: int = 14) -> tuple[ZoneAir, ...]:
    """How was the air of each zone of this territory over the last days?"""
    found = air_index(territory, days).zones.sort("zone", "day")
    return tuple(
        ZoneAir(
            zone=str(zone),
            days=tuple(
                AirDay(row["day"], row["class"], row["status"], tuple(row["drivers"] or ()))
                for row in rows.iter_rows(named=True)
            ),
        )
        for (zone,), rows in found.group_by("zone", maintain_order=True)
    )
