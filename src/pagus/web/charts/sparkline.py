"""A small line without axes, for tiles and table cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pagus.web.charts.axes import Plot, compact, drawing, element, inner
from pagus.web.charts.model import Band, Chart, Setting
from pagus.web.charts.series import TimeSeries, segments, thin, time_series

__all__ = ["Sparkline", "sparkline"]

_COLUMNS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """The last stretch of a signal, as TimeSeries: same meanings, no words."""

    setting: Setting
    title: str
    unit: str
    start: int
    end: int
    times: Sequence[int]
    values: Sequence[float]
    band: Band | None = None
    gap: int | None = None
    digits: int | None = None
    height: int = 44


def sparkline(given: Sparkline) -> Chart:
    """How did this signal move lately, in a glance?

    Takes: a Sparkline. Gives: a Chart whose table twin is that of the full series. Refuses: as ``time_series``.
    """
    full = time_series(
        TimeSeries(
            setting=given.setting,
            title=given.title,
            unit=given.unit,
            start=given.start,
            end=given.end,
            times=given.times,
            values=given.values,
            digits=given.digits,
        )
    )
    points = [(t, v) for t, v in zip(given.times, given.values, strict=True) if given.start <= t <= given.end]
    values = [v for _, v in points]
    if given.band is not None:
        values += [edge for edge in (given.band.low, given.band.high) if edge is not None]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    margin = (high - low) * 0.08 or 1.0
    plot = Plot(given.start, given.end, low - margin, high + margin, 4.0, given.height - 4.0)
    parts = [*_band(given, plot), inner(_line(given, plot, points), plot)]
    if points:
        t, v = points[-1]
        parts.append(
            element("circle", cx=f"{plot.percent(t):.2f}%", cy=compact(plot.y(v)), r=4, class_="chart-last-point")
        )
    return Chart(
        kind="sparkline",
        title=given.title,
        description=full.description,
        svg=drawing(given.setting, "sparkline", given.height, given.title, full.description, parts),
        table=full.table,
    )


def _band(given: Sparkline, plot: Plot) -> list[str]:
    if given.band is None:
        return []
    top = 0.0 if given.band.high is None else plot.y(given.band.high)
    bottom = float(given.height) if given.band.low is None else plot.y(given.band.low)
    return [element("rect", x=0, y=compact(top), width="100%", height=compact(bottom - top), class_="chart-band")]


def _line(given: Sparkline, plot: Plot, points: Sequence[tuple[int, float]]) -> str:
    path = "".join(
        "M" + "L".join(f"{compact(plot.across(t))} {compact(plot.y(v))}" for t, v in run)
        for run in (thin(run, given.start, given.end, _COLUMNS) for run in segments(points, given.gap))
        if len(run) > 1
    )
    return element("path", d=path, class_="chart-line") if path else ""
