"""What a subject sends, as tiles (now) and as charts (over a span)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pagus.apps.streams import queries as streams
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.model import Signal
from pagus.web import charts
from pagus.web.charts import language as written

__all__ = ["series_chart", "tiles"]

HELD, REFUSED = 1, 2
FORGIVEN_BEATS = 4
"""A line goes on over this many missing beats of the signal's rhythm; then it breaks."""


def series_chart(subject: str, signal: Signal, start: int, end: int, language: str, identifier: str) -> dict[str, Any]:
    """One signal over [start, end] as a chart, with how many values it shows."""
    unit = written.printed_unit(signal.unit, language)
    found = streams.series(subject, signal.code, start, end)
    found = found.filter(found["quality"] < REFUSED)
    chart = charts.time_series(
        charts.TimeSeries(
            setting=charts.Setting(identifier=identifier, language=language, zone=settings.TIME_ZONE),
            title=capfirst(signal.name.say(language)),
            unit=unit,
            start=start,
            end=end,
            times=found["t"].to_list(),
            values=found["value"].to_list(),
            held=[quality == HELD for quality in found["quality"]],
            gap=None if signal.every_ms is None else FORGIVEN_BEATS * signal.every_ms,
            height=220,
        )
    )
    return {"chart": chart, "unit": unit, "n": found.height, "name": signal.name.say(language)}


def tiles(subject: str, signals: Iterable[Signal], now_ms: int, language: str) -> list[dict[str, Any]]:
    """Each signal as it is now: value, age, and the last day as a small line."""
    last = {row["signal"]: row for row in streams.last_values([subject]).iter_rows(named=True)}
    return [_tile(subject, signal, last.get(signal.code), now_ms, language) for signal in signals]


def _tile(subject: str, signal: Signal, last: dict[str, Any] | None, now_ms: int, language: str) -> dict[str, Any]:
    tile: dict[str, Any] = {"name": capfirst(signal.name.say(language)), "unit": signal.unit, "value": None, "at": None}
    if last is None:
        return tile
    stale_after = max(HOUR, FORGIVEN_BEATS * (signal.every_ms or DAY))
    day = streams.series(subject, signal.code, now_ms - DAY, now_ms)
    day = day.filter(day["quality"] < HELD)
    tile |= {"value": last["value"], "at": last["t"], "stale": now_ms - last["t"] > stale_after}
    if day.height > 1:
        # A name of a signal has underscores, the name of a chart hyphens.
        identifier = f"tile-{signal.code.replace('_', '-')}"
        tile["chart"] = charts.sparkline(
            charts.Sparkline(
                setting=charts.Setting(identifier=identifier, language=language, zone=settings.TIME_ZONE),
                title=_("{signal}, last 24 hours").format(signal=signal.name.say(language)),
                unit=written.printed_unit(signal.unit, language),
                start=now_ms - DAY,
                end=now_ms,
                times=day["t"].to_list(),
                values=day["value"].to_list(),
                gap=None if signal.every_ms is None else FORGIVEN_BEATS * signal.every_ms,
            )
        )
    return tile
