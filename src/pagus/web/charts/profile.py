"""The ambulatory glucose profile and its kin: percentiles by time of the day, with the wanted band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pagus.errors import InputError
from pagus.web.charts import words
from pagus.web.charts.axes import (
    INNER_WIDTH,
    Plot,
    compact,
    drawing,
    element,
    inner,
    minutes_label,
    value_ticks,
)
from pagus.web.charts.language import number
from pagus.web.charts.model import Band, Chart, Setting, Table, Threshold
from pagus.web.charts.series import readout

__all__ = ["DayProfile", "day_profile"]

_TOP, _FOOT = 18.0, 30.0
_DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class DayProfile:
    """Percentiles at minutes of the local day.

    ``minutes`` ascend within 0 to 1440; each of ``p5`` to ``p95`` has one number a minute, None where too few values
    were seen (the drawing breaks there). ``band`` is the wanted range, ``thresholds`` further limits.
    """

    setting: Setting
    title: str
    unit: str
    minutes: Sequence[int]
    p5: Sequence[float | None]
    p25: Sequence[float | None]
    p50: Sequence[float | None]
    p75: Sequence[float | None]
    p95: Sequence[float | None]
    band: Band | None = None
    thresholds: tuple[Threshold, ...] = ()
    digits: int | None = 0
    low: float | None = None
    high: float | None = None
    height: int = 320

    @property
    def percentiles(self) -> tuple[tuple[int, Sequence[float | None]], ...]:
        """The five curves with their percent."""
        return ((5, self.p5), (25, self.p25), (50, self.p50), (75, self.p75), (95, self.p95))


Row = tuple[int, float, float, float, float, float]


def day_profile(given: DayProfile) -> Chart:
    """How does a usual day run: median, half and nine tenths of the values, against the wanted range?

    Takes: a DayProfile. Gives: a Chart. Refuses: InputError when the curves differ in length or cross.
    """
    _check(given)
    runs = _runs(given)
    flat = [value for run in runs for row in run for value in row[1:]]
    flat += [edge for edge in (given.low, given.high) if edge is not None]
    flat += [threshold.value for threshold in given.thresholds]
    if given.band is not None:
        flat += [edge for edge in (given.band.low, given.band.high) if edge is not None]
    ticks = value_ticks(min(flat), max(flat)) if flat else (0.0, 1.0)
    plot = Plot(0, _DAY_MINUTES, ticks[0], ticks[-1], _TOP, given.height - _FOOT)
    ground, *edges = _band(given, plot) or [""]
    curves = inner(_curves(given, plot, runs), plot)
    parts = [ground, *_grid(given, plot, ticks), curves, *edges, *_labels(given, plot)]
    description = _description(given, runs)
    language = given.setting.language
    return Chart(
        kind="profile",
        title=given.title,
        description=description,
        svg=drawing(given.setting, "profile", given.height, given.title, description, parts),
        table=_table(given),
        readout=_readout(given, plot, runs),
        legend=(
            ("line", words.MEDIAN.say(language)),
            ("fan-inner", words.HALF_OF_VALUES.say(language)),
            ("fan-outer", words.NINE_TENTHS.say(language)),
        ),
    )


def _check(given: DayProfile) -> None:
    for percent, curve in given.percentiles:
        if len(curve) != len(given.minutes):
            raise InputError(
                "percentile {percent} has {count} values for {minutes} minutes",
                percent=percent,
                count=len(curve),
                minutes=len(given.minutes),
            )
    for run in _runs(given):
        for minute, *values in run:
            if values != sorted(values):
                raise InputError("percentiles cross at minute {minute}: they must ascend from 5 to 95", minute=minute)


def _runs(given: DayProfile) -> list[list[Row]]:
    runs: list[list[Row]] = [[]]
    curves = zip(given.minutes, given.p5, given.p25, given.p50, given.p75, given.p95, strict=False)
    for minute, p5, p25, p50, p75, p95 in curves:
        if p5 is None or p25 is None or p50 is None or p75 is None or p95 is None:
            runs.append([])
        else:
            runs[-1].append((minute, p5, p25, p50, p75, p95))
    return [run for run in runs if run]


def _band(given: DayProfile, plot: Plot) -> list[str]:
    if given.band is None:
        return []
    top = plot.top if given.band.high is None else plot.y(given.band.high)
    bottom = plot.bottom if given.band.low is None else plot.y(given.band.low)
    edges = [
        element("line", x1=0, x2="100%", y1=compact(y), y2=compact(y), class_="chart-band-edge")
        for y, edge in ((top, given.band.high), (bottom, given.band.low))
        if edge is not None
    ]
    return [
        element("rect", x=0, y=compact(top), width="100%", height=compact(bottom - top), class_="chart-band"),
        *edges,
    ]


def _grid(given: DayProfile, plot: Plot, ticks: Sequence[float]) -> list[str]:
    parts = [element("text", escape(given.unit), x=-10, y=2, class_="chart-tick chart-tick-y chart-unit")]
    for tick in ticks:
        y = compact(plot.y(tick))
        parts.append(element("line", x1=0, x2="100%", y1=y, y2=y, class_="chart-grid"))
        label = number(tick, given.setting.language)
        parts.append(element("text", label, x=-10, y=y, dy="0.35em", class_="chart-tick chart-tick-y"))
    base = compact(plot.bottom)
    for minute in range(0, _DAY_MINUTES + 1, 180):
        x, extra = f"{plot.percent(minute):.2f}%", "" if minute % 360 == 0 else " chart-wide-only"
        tall = compact(plot.bottom + 5)
        parts.append(element("line", x1=x, x2=x, y1=base, y2=tall, class_="chart-axis" + extra))
        where, label = compact(plot.bottom + 21), minutes_label(minute)
        parts.append(element("text", label, x=x, y=where, class_="chart-tick chart-tick-x" + extra))
    return [*parts, element("line", x1=0, x2="100%", y1=base, y2=base, class_="chart-axis")]


def _curves(given: DayProfile, plot: Plot, runs: Sequence[Sequence[Row]]) -> str:
    parts = []
    for low, high, name in ((1, 5, "chart-fan-outer"), (2, 4, "chart-fan-inner")):
        area = "".join(_area(run, low, high, plot) for run in runs)
        if area:
            parts.append(element("path", d=area, class_=name))
    for threshold in given.thresholds:
        y = compact(plot.y(threshold.value))
        parts.append(element("path", d=f"M0 {y}H{INNER_WIDTH}", class_=f"chart-threshold stroke-{threshold.tone}"))
    median = "".join("M" + _trace(run, 3, plot) for run in runs)
    if median:
        parts.append(element("path", d=median, class_="chart-line chart-line-strong"))
    return "".join(parts)


def _trace(run: Sequence[Row], column: int, plot: Plot) -> str:
    return "L".join(f"{compact(plot.across(row[0]))} {compact(plot.y(row[column]))}" for row in run)


def _area(run: Sequence[Row], low: int, high: int, plot: Plot) -> str:
    return f"M{_trace(run, high, plot)}L{_trace(run[::-1], low, plot)}Z"


def _labels(given: DayProfile, plot: Plot) -> list[str]:
    wanted = [
        (plot.y(threshold.value) - 6, threshold.label, f"fill-{threshold.tone}") for threshold in given.thresholds
    ]
    if given.band is not None:
        top = plot.top if given.band.high is None else plot.y(given.band.high)
        wanted.append((top - 6, given.band.label, "fill-good"))
    return [
        element("text", escape(label), x=0, dx=8, y=compact(y), class_=f"chart-label {tone}")
        for y, label, tone in wanted
    ]


def _table(given: DayProfile) -> Table:
    language = given.setting.language
    columns = (words.HOUR_OF_DAY.say(language), *(f"{percent} %" for percent, _ in given.percentiles))
    every_hour = [index for index, minute in enumerate(given.minutes) if minute % 60 == 0]
    rows = tuple(
        (
            minutes_label(given.minutes[index]),
            *(number(curve[index], language, given.digits) for _, curve in given.percentiles),
        )
        for index in every_hour or range(len(given.minutes))
    )
    caption = f"{given.title} ({given.unit})" if given.unit else given.title
    return Table(caption=caption, columns=columns, rows=rows)


def _readout(given: DayProfile, plot: Plot, runs: Sequence[Sequence[Row]]) -> str:
    language, stops = given.setting.language, []
    median, half = words.MEDIAN.say(language), words.HALF_OF_VALUES.say(language)
    for minute, _, p25, p50, p75, _ in (row for run in runs for row in run):
        middle, low, high = (number(value, language, given.digits) for value in (p50, p25, p75))
        text = f"{minutes_label(minute)} · {median} {middle} {given.unit} · {half} {low}–{high}"
        stops.append((plot.percent(minute), plot.y(p50), text))
    return readout(stops[:: max(1, len(stops) // 144)])


def _description(given: DayProfile, runs: Sequence[Sequence[Row]]) -> str:
    language = given.setting.language
    medians = [(row[3], row[0]) for run in runs for row in run]
    if not medians:
        return words.NO_DATA.say(language)
    (low, low_at), (high, high_at) = min(medians), max(medians)
    text = words.PROFILE.say(language).format(
        low=number(low, language, given.digits),
        high=number(high, language, given.digits),
        low_at=minutes_label(low_at),
        high_at=minutes_label(high_at),
        unit=given.unit,
    )
    return f"{text} {given.band.label}." if given.band is not None else text
