"""A line over time: values, thresholds, wanted band, windows, evidence, gaps, held points."""

from __future__ import annotations

import itertools
import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pagus.errors import InputError
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.web.charts import words
from pagus.web.charts.axes import (
    INNER_WIDTH,
    Plot,
    check_tone,
    compact,
    drawing,
    element,
    hatching,
    inner,
    time_ticks,
    value_ticks,
)
from pagus.web.charts.language import clock, day, moment, number
from pagus.web.charts.model import Band, Chart, Marker, Setting, Table, Threshold, Window

__all__ = ["TimeSeries", "segments", "thin", "time_series"]

_TOP, _FOOT = 18.0, 30.0
_COLUMNS = 400
_STOPS = 160
_MOST_DOTS = 90
_MOST_ROWS = 72
_BUCKETS = (HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 28 * DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSeries:
    """One signal of one subject over [start, end].

    ``times`` ascend; ``values`` has one number for each; ``held`` says which of them wait for a person's confirmation
    (drawn hollow, never joined by the line). The line breaks where two points lie more than ``gap`` ms apart.
    ``low`` and ``high`` widen the value axis; ``digits`` is the number of decimals written.
    """

    setting: Setting
    title: str
    unit: str
    start: int
    end: int
    times: Sequence[int]
    values: Sequence[float]
    held: Sequence[bool] = ()
    digits: int | None = None
    thresholds: tuple[Threshold, ...] = ()
    band: Band | None = None
    windows: tuple[Window, ...] = ()
    markers: tuple[Marker, ...] = ()
    gap: int | None = None
    low: float | None = None
    high: float | None = None
    height: int = 280


def time_series(given: TimeSeries) -> Chart:
    """How did this signal move, against its limits?

    Takes: a TimeSeries. Gives: a Chart (SVG, description, table twin, read-out).
    Refuses: InputError when lengths differ, the times do not ascend, or the end is not after the start.
    """
    _check(given)
    shown = [(t, v) for t, v, held in _points(given) if not held]
    waiting = [(t, v) for t, v, held in _points(given) if held]
    ticks = value_ticks(*_reach(given, shown))
    plot = Plot(given.start, given.end, ticks[0], ticks[-1], _TOP, given.height - _FOOT)
    parts = [
        element("defs", hatching(given.setting.identifier)),
        *_ground(given, plot, shown),
        *_grid(given, plot, ticks),
        inner("".join(_lines(given, plot, shown, waiting)), plot),
        *_labels(given, plot),
        *_evidence(given, plot),
    ]
    description = _description(given, shown, waiting)
    return Chart(
        kind="series",
        title=given.title,
        description=description,
        svg=drawing(given.setting, "series", given.height, given.title, description, parts),
        table=_table(given),
        readout=_readout(given, plot),
        legend=(("held", words.HELD.say(given.setting.language)),) if waiting else (),
    )


def _check(given: TimeSeries) -> None:
    if len(given.times) != len(given.values) or (given.held and len(given.held) != len(given.times)):
        raise InputError(
            "a series needs as many values as times: {times} times, {values} values",
            times=len(given.times),
            values=len(given.values),
        )
    if given.end <= given.start:
        raise InputError("a chart must end after it starts: {start} to {end}", start=given.start, end=given.end)
    if any(later <= earlier for earlier, later in itertools.pairwise(given.times)):
        raise InputError("the times of a series must ascend")
    for threshold in given.thresholds:
        check_tone(threshold.tone)


def _points(given: TimeSeries) -> list[tuple[int, float, bool]]:
    held = given.held or [False] * len(given.times)
    every = zip(given.times, given.values, held, strict=True)
    return [(t, v, h) for t, v, h in every if given.start <= t <= given.end]


def _reach(given: TimeSeries, shown: Sequence[tuple[int, float]]) -> tuple[float, float]:
    values = [v for _, v in shown] or [v for _, v, _ in _points(given)]
    values += [threshold.value for threshold in given.thresholds]
    values += [marker.value for marker in given.markers if marker.value is not None]
    values += [edge for edge in (given.low, given.high) if edge is not None]
    if given.band is not None:
        values += [edge for edge in (given.band.low, given.band.high) if edge is not None]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    edge = 0.06 * (high - low)
    limits = [threshold.value for threshold in given.thresholds]  # a limit on the very edge could not be seen
    return low - edge if low in limits else low, high + edge if high in limits else high


def segments(points: Sequence[tuple[int, float]], gap: int | None) -> list[list[tuple[int, float]]]:
    """Into which unbroken runs does a gap of more than ``gap`` ms cut these points?"""
    runs: list[list[tuple[int, float]]] = []
    for point in points:
        if not runs or (gap is not None and point[0] - runs[-1][-1][0] > gap):
            runs.append([])
        runs[-1].append(point)
    return runs


def thin(points: Sequence[tuple[int, float]], start: int, end: int, columns: int) -> list[tuple[int, float]]:
    """Which points keep the look of the line: the first, lowest, highest and last of each column?"""
    if len(points) <= 2 * columns:
        return list(points)
    kept: list[tuple[int, float]] = []
    column: list[tuple[int, float]] = []
    current = -1
    for point in [*points, (end + (end - start), 0.0)]:
        place = (point[0] - start) * columns // (end - start)
        if place != current:
            if column:
                kept += sorted({column[0], min(column, key=_value), max(column, key=_value), column[-1]})
            column, current = [], place
        column.append(point)
    return kept


def _value(point: tuple[int, float]) -> float:
    return point[1]


def _ground(given: TimeSeries, plot: Plot, shown: Sequence[tuple[int, float]]) -> list[str]:
    parts = []
    if given.band is not None:
        top = plot.top if given.band.high is None else plot.y(given.band.high)
        bottom = plot.bottom if given.band.low is None else plot.y(given.band.low)
        parts.append(
            element("rect", x=0, y=compact(top), width="100%", height=compact(bottom - top), class_="chart-band")
        )
    parts += [_stretch(plot, window.start, window.end, class_="chart-window") for window in given.windows]
    if given.gap is not None:
        ends = [given.start, *(t for t, _ in shown), given.end]
        parts += [
            _stretch(plot, left, right, fill=f"url(#{given.setting.identifier}-hatch)", class_="chart-gap")
            for left, right in itertools.pairwise(ends)
            if right - left > given.gap
        ]
    return parts


def _stretch(plot: Plot, start: int, end: int, **attributes: object) -> str:
    left, right = plot.percent(start), plot.percent(end)
    box = {"x": f"{left:.2f}%", "width": f"{right - left:.2f}%", "y": compact(plot.top)}
    return element("rect", **box, height=compact(plot.bottom - plot.top), **attributes)


def _grid(given: TimeSeries, plot: Plot, ticks: Sequence[float]) -> list[str]:
    language, parts = given.setting.language, []
    for tick in ticks:
        y = compact(plot.y(tick))
        parts.append(element("line", x1=0, x2="100%", y1=y, y2=y, class_="chart-grid"))
        parts.append(element("text", number(tick, language), x=-10, y=y, dy="0.35em", class_="chart-tick chart-tick-y"))
    parts.append(element("text", escape(given.unit), x=-10, y=2, class_="chart-tick chart-tick-y chart-unit"))
    base = compact(plot.bottom)
    for instant, label, essential in time_ticks(given.start, given.end, given.setting):
        x = f"{plot.percent(instant):.2f}%"
        extra = "" if essential else " chart-wide-only"
        tall = compact(plot.bottom + 5)
        parts.append(element("line", x1=x, x2=x, y1=base, y2=tall, class_="chart-axis" + extra))
        where = compact(plot.bottom + 21)
        parts.append(element("text", escape(label), x=x, y=where, class_="chart-tick chart-tick-x" + extra))
    parts.append(element("line", x1=0, x2="100%", y1=base, y2=base, class_="chart-axis"))
    return parts


def _lines(
    given: TimeSeries, plot: Plot, shown: Sequence[tuple[int, float]], waiting: Sequence[tuple[int, float]]
) -> list[str]:
    parts = []
    for threshold in given.thresholds:
        y = compact(plot.y(threshold.value))
        parts.append(element("path", d=f"M0 {y}H{INNER_WIDTH}", class_=f"chart-threshold stroke-{threshold.tone}"))
    kept = [thin(run, given.start, given.end, _COLUMNS) for run in segments(shown, given.gap)]
    line = "".join(_path(run, plot) for run in kept if len(run) > 1)
    if line:
        parts.append(element("path", d=line, class_="chart-line"))
    lonely = [run[0] for run in kept if len(run) == 1]
    dots = list(shown) if len(shown) <= _MOST_DOTS else lonely
    if dots:
        parts.append(element("path", d=_dots(dots, plot), class_="chart-dots"))
    if waiting:
        parts.append(element("path", d=_dots(waiting, plot), class_="chart-held"))
        parts.append(element("path", d=_dots(waiting, plot), class_="chart-held-core"))
    return parts


def _path(run: Sequence[tuple[int, float]], plot: Plot) -> str:
    return "M" + "L".join(f"{compact(plot.across(t))} {compact(plot.y(v))}" for t, v in run)


def _dots(points: Sequence[tuple[int, float]], plot: Plot) -> str:
    return "".join(f"M{compact(plot.across(t))} {compact(plot.y(v))}h.01" for t, v in points)


def _labels(given: TimeSeries, plot: Plot) -> list[str]:
    wanted = [
        (plot.y(threshold.value) - 6, threshold.label, f"fill-{threshold.tone}") for threshold in given.thresholds
    ]
    if given.band is not None:
        top = plot.top if given.band.high is None else plot.y(given.band.high)
        wanted.append((top + 16, given.band.label, "fill-good"))
    parts, floor, taken = [], plot.top - 20, []
    for y, label, tone in sorted(wanted):
        floor = max(y, floor + 17)
        taken.append(floor)
        parts.append(element("text", escape(label), x=0, dx=8, y=compact(floor), class_=f"chart-label {tone}"))
    for index, window in enumerate(given.windows):
        late = plot.percent(window.start) > 60
        x = f"{plot.percent(window.end if late else window.start):.2f}%"
        end = " chart-label-end" if late else ""
        where = plot.bottom - 8 - 17 * index
        while any(abs(where - y) < 17 for y in taken):  # on a phone the two would lie on each other
            where -= 17
        taken.append(where)
        place = {"x": x, "dx": -8 if late else 6, "y": compact(where)}
        parts.append(element("text", escape(window.label), **place, class_=f"chart-label fill-warning{end}"))
    return parts


def _evidence(given: TimeSeries, plot: Plot) -> list[str]:
    parts = []
    for marker in given.markers:
        x, late = f"{plot.percent(marker.t):.2f}%", plot.percent(marker.t) > 60
        parts.append(
            element("line", x1=x, x2=x, y1=compact(plot.top - 6), y2=compact(plot.bottom), class_="chart-evidence")
        )
        if marker.value is not None:
            y = compact(plot.y(marker.value))
            parts.append(element("circle", cx=x, cy=y, r=6.5, class_="chart-evidence-ring"))
        end = " chart-label-end" if late else ""
        parts.append(
            element(
                "text",
                escape(marker.label),
                x=x,
                dx=-8 if late else 8,
                y=compact(plot.top - 4),
                class_=f"chart-label chart-label-strong{end}",
            )
        )
    return parts


def _buckets(given: TimeSeries, most: int) -> tuple[int, list[tuple[int, list[tuple[int, float, bool]]]]]:
    span = given.end - given.start
    width = next((width for width in _BUCKETS if span / width <= most), span)
    filled: dict[int, list[tuple[int, float, bool]]] = {}
    for point in _points(given):
        filled.setdefault((point[0] - given.start) // width, []).append(point)
    last = (span - 1) // width
    return width, [(given.start + index * width, filled.get(index, [])) for index in range(last + 1)]


def _table(given: TimeSeries) -> Table:
    language, zone = given.setting.language, given.setting.zone
    points = _points(given)
    value = f"{words.VALUE.say(language)} ({given.unit})" if given.unit else words.VALUE.say(language)
    if len(points) <= _MOST_ROWS:
        rows: tuple[tuple[str, ...], ...] = tuple(
            (moment(t, language, zone), number(v, language, given.digits), words.HELD.say(language) if held else "")
            for t, v, held in points
        )
        named = (words.TIME.say(language), value, words.REMARK.say(language))
        return Table(caption=given.title, columns=named, rows=rows)
    width, buckets = _buckets(given, _MOST_ROWS)
    columns = tuple(
        word.say(language) for word in (words.PERIOD, words.COUNT, words.LOWEST, words.MEDIAN, words.HIGHEST)
    )
    rows = tuple(_bucket_row(given, start, width, points) for start, points in buckets)
    caption = f"{given.title} ({given.unit})" if given.unit else given.title
    return Table(caption=caption, columns=columns, rows=rows)


def _bucket_row(
    given: TimeSeries, start: int, width: int, points: Sequence[tuple[int, float, bool]]
) -> tuple[str, ...]:
    language, zone = given.setting.language, given.setting.zone
    last = min(start + width, given.end)
    long = width >= DAY
    until = day(last - 1, language, zone) if long else clock(last, zone)
    begin = day(start, language, zone) if long else moment(start, language, zone)
    label = begin if begin == until else f"{begin} – {until}"
    values = [v for _, v, held in points if not held]
    if not values:
        return (label, "0", *(words.NO_DATA.say(language),) * 3)
    figures = (min(values), statistics.median(values), max(values))
    return (label, number(len(values), language), *(number(figure, language, given.digits) for figure in figures))


def _readout(given: TimeSeries, plot: Plot) -> str:
    language, zone = given.setting.language, given.setting.zone
    points = _points(given)
    stops: list[tuple[int, float, str]] = []
    unit = f" {given.unit}" if given.unit else ""
    if len(points) <= _STOPS:
        for t, v, held in points:
            remark = f" ({words.HELD.say(language)})" if held else ""
            stops.append((t, v, f"{moment(t, language, zone)} · {number(v, language, given.digits)}{unit}{remark}"))
    else:
        width = -(-(given.end - given.start) // _STOPS // MINUTE) * MINUTE
        groups: dict[int, list[tuple[int, float]]] = {}
        for t, v, held in points:
            if not held:
                groups.setdefault((t - given.start) // width, []).append((t, v))
        for group in groups.values():
            values = [v for _, v in group]
            low, high = (number(edge, language, given.digits) for edge in (min(values), max(values)))
            middle = group[len(group) // 2]
            reach = low if low == high else f"{low}–{high}"
            stops.append((middle[0], middle[1], f"{moment(middle[0], language, zone)} · {reach}{unit}"))
    return readout([(plot.percent(t), plot.y(v), text) for t, v, text in stops])


def readout(stops: Sequence[tuple[float, float, str]]) -> str:
    """The stops of the read-out as JSON: x in percent, y in pixels, words."""
    columns = {
        "x": [round(x, 2) for x, _, _ in stops],
        "y": [round(y, 1) for _, y, _ in stops],
        "text": [text for _, _, text in stops],
    }
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":"))


def _description(given: TimeSeries, shown: Sequence[tuple[int, float]], waiting: Sequence[tuple[int, float]]) -> str:
    language, zone = given.setting.language, given.setting.zone
    facts = {"start": moment(given.start, language, zone), "end": moment(given.end, language, zone)}
    if not shown:
        text = words.SERIES_EMPTY.say(language).format(**facts)
    else:
        values = [v for _, v in shown]
        text = words.SERIES.say(language).format(
            **facts,
            count=number(len(shown), language),
            low=number(min(values), language, given.digits),
            high=number(max(values), language, given.digits),
            unit=given.unit,
            last=f"{number(values[-1], language, given.digits)} {given.unit}".strip(),
        )
    said = [text, *(f"{threshold.label}." for threshold in given.thresholds)]
    if waiting:
        said.append(words.AND_HELD.say(language).format(count=len(waiting)))
    return " ".join([*said, *(f"{marker.label}." for marker in given.markers)])
