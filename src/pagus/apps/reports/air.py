"""The daily air index of the zones of a territory, from what the stations have sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from django.conf import settings

from pagus.apps.reports.kept import keep_table, kept_table
from pagus.apps.streams import queries as streams
from pagus.apps.territory import queries as places
from pagus.engines.exposure import DailyIndex, daily_index
from pagus.kernel.tables import IndexTable
from pagus.kernel.time import DAY
from pagus.library.tables import index_table

__all__ = ["TABLE", "AirDay", "ZoneAir", "air_index", "air_of_zones", "refresh_air", "zone_of", "zones_of"]

TABLE = "atmo_fr_2021"
KEPT_DAYS = 31
_KEPT = "air-of-zones"
_COLUMNS: dict[str, Any] = {
    "zone": pl.String,
    "day": pl.Date,
    "class": pl.Int64,
    "status": pl.String,
    "drivers": pl.List(pl.String),
    "missing": pl.List(pl.String),
}


@dataclass(frozen=True, slots=True)
class AirDay:
    """The air of one zone on one day. ``level`` 0 means that there is no index, and ``status`` says why."""

    day: date
    level: int
    status: str
    drivers: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ZoneAir:
    """The air of one zone over the last days, oldest first; the last one is today and may still change."""

    zone: str
    days: tuple[AirDay, ...]
    computed_ms: int

    @property
    def latest(self) -> AirDay | None:
        """The newest day that has an index."""
        return next((day for day in reversed(self.days) if day.level), None)


def zones_of(territory: str) -> tuple[str, ...]:
    """Which zones of the index (EPCIs) lie in this territory, wholly or in part?"""
    index = places.territory()
    communes = places.places_within(territory)
    return tuple(sorted({parent.code for commune in communes for parent in index.parents(commune, "epci")}))


def zone_of(place: str) -> str | None:
    """In which zone of the index (EPCI) does this place lie? None for a place that lies in several, or in none."""
    zones = zones_of(place) if not place.startswith(("country:", "region:", "departement:")) else ()
    return zones[0] if len(zones) == 1 else None


def air_index(territory: str, days: int, table: str = TABLE) -> DailyIndex:
    """Which class had each zone of the territory on each of the last whole days, yesterday the last?

    Takes: a place code; how many local days. Gives: what ``engines.exposure.daily_index`` gives; zones without a
    station of their own are there, without an index. Stations speak for the zone that territory data gives them only.
    """
    return _index(zones_of(territory), days, _today() - timedelta(days=1), index_table(table))


def air_of_zones(zones: Sequence[str], days: int = 14) -> dict[str, ZoneAir]:
    """How was the air of each of these zones over the last days?

    Takes: codes of zones; how many local days up to today, at most ``KEPT_DAYS``.
    Gives: each zone with its days, as the jobs process last computed them; a zone without a station says so.
    """
    kept = kept_table(_KEPT)
    if kept is None:
        refresh_air()
        kept = kept_table(_KEPT)
    assert kept is not None
    today = _today()
    calendar = [today - timedelta(days=back) for back in reversed(range(days))]
    rows = kept.rows.filter(pl.col("zone").is_in(list(zones)), pl.col("day").is_in(calendar))
    found = {
        (row["zone"], row["day"]): AirDay(
            row["day"], row["class"], row["status"], tuple(row["drivers"] or ()), tuple(row["missing"] or ())
        )
        for row in rows.iter_rows(named=True)
    }
    heard = {zone for zone, _ in found}
    return {
        zone: ZoneAir(
            zone,
            tuple(
                found.get((zone, day), AirDay(day, 0, "unavailable" if zone in heard else "no station", ()))
                for day in calendar
            ),
            kept.computed_ms,
        )
        for zone in zones
    }


def refresh_air() -> int:
    """Compute the index of every zone for which a station speaks, for pages. Gives: how many zones."""
    zones = tuple(sorted({each.represents for each in places.things("air_station") if _is_zone(each.represents)}))
    found = _index(zones, KEPT_DAYS, _today(), index_table(TABLE)).zones if zones else pl.DataFrame(schema=_COLUMNS)
    keep_table(_KEPT, found.select(pl.col(name).cast(kind) for name, kind in _COLUMNS.items()))
    return len(zones)


def _is_zone(code: str) -> bool:
    # A roadside station represents its commune only, which is no zone of the index.
    return code.startswith("epci:")


def _today() -> date:
    return datetime.fromtimestamp(settings.WORKSPACE.clock.now_ms() / 1000, ZoneInfo(settings.TIME_ZONE)).date()


def _index(zones: Sequence[str], days: int, last: date, table: IndexTable) -> DailyIndex:
    now_ms = settings.WORKSPACE.clock.now_ms()
    stations = [(each.code, each.represents) for each in places.things("air_station") if each.represents in zones]
    hourly = streams.history(
        [code for code, _ in stations] or [""], list(table.pollutants), now_ms - (days + 2) * DAY, now_ms
    ).rename({"subject": "station"})
    return daily_index(
        hourly,
        pl.DataFrame(stations, schema={"station": pl.String, "zone": pl.String}, orient="row"),
        table,
        days=(last - timedelta(days=days - 1), last),
        time_zone=settings.TIME_ZONE,
        zones=tuple(zones),
    )
