"""What is gained against what it costs: points with intervals both ways, and a line through variants of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from pagus.errors import InputError
from pagus.web.charts.axes import Plot, check_tone, compact, drawing, element, inner, value_ticks
from pagus.web.charts.language import number
from pagus.web.charts.model import Chart, Setting, Table

__all__ = ["Estimate", "TradeOff", "TradePoint", "trade_off"]

_TOP, _FOOT = 22.0, 46.0


class Estimate(NamedTuple):
    """A number with the ends of its interval; the ends are None where there is none."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TradePoint:
    """One choice: its words, what it costs (across) and what it gains (up).

    ``mark`` stands in the drawing where the words would be too long.
    """

    label: str
    cost: Estimate
    gain: Estimate
    tone: str = "quiet"
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOff:
    """Choices held against each other. ``line`` joins variants of one choice, in their order; it bears no intervals.

    ``gain_scale`` multiplies gains when they are written, as 100 for percent.
    """

    setting: Setting
    title: str
    cost_name: str
    gain_name: str
    points: Sequence[TradePoint]
    line: Sequence[TradePoint] = ()
    line_name: str = ""
    cost_digits: int = 2
    gain_digits: int = 0
    gain_scale: float = 100.0
    gain_unit: str = "%"
    height: int = 340


def trade_off(given: TradeOff) -> Chart:
    """Which choice gains most for what it costs?

    Takes: a TradeOff. Gives: a Chart (SVG, description, table twin). Refuses: InputError without a point.
    """
    if not given.points:
        raise InputError("nothing to weigh up: a trade-off needs a point")
    every = [*given.points, *given.line]
    across = value_ticks(0.0, max(_far(point.cost) for point in every))
    up = value_ticks(0.0, max(_far(point.gain) for point in every))
    plot = Plot(across[0], across[-1], up[0], up[-1], _TOP, given.height - _FOOT)
    description = "; ".join(f"{point.label}: {_gain(given, point)}, {_cost(given, point)}" for point in given.points)
    parts = [*_ground(given, plot, across, up), inner(_line(given, plot), plot), *_points(given, plot)]
    return Chart(
        kind="trade",
        title=given.title,
        description=description,
        svg=drawing(given.setting, "trade", given.height, given.title, description, parts),
        table=_table(given),
    )


def _far(estimate: Estimate) -> float:
    return estimate.value if estimate.high is None else max(estimate.value, estimate.high)


def _ground(given: TradeOff, plot: Plot, across: Sequence[float], up: Sequence[float]) -> list[str]:
    here = given.setting.language
    parts = []
    for value in up:
        y = compact(plot.y(value))
        parts.append(element("line", x1=0, x2="100%", y1=y, y2=y, class_="chart-grid"))
        words = f"{number(value * given.gain_scale, here)}"
        parts.append(element("text", words, x=0, dx=-8, y=y, dy="0.35em", class_="chart-tick-y"))
    for index, value in enumerate(across):
        x = f"{plot.percent(value):.2f}%"
        style = "chart-tick-x" if index % 2 == 0 else "chart-tick-x chart-wide-only"
        parts.append(element("text", number(value, here), x=x, y=compact(plot.bottom + 18), class_=style))
    axis = compact(plot.bottom)
    parts.append(element("line", x1=0, x2="100%", y1=axis, y2=axis, class_="chart-axis"))
    gain = f"{given.gain_name} ({given.gain_unit})" if given.gain_unit else given.gain_name
    parts.append(element("text", escape(gain), x=0, y=12, class_="chart-unit"))
    foot = compact(given.height - 6)
    parts.append(element("text", escape(given.cost_name), x="100%", y=foot, class_="chart-unit chart-label-end"))
    return parts


def _line(given: TradeOff, plot: Plot) -> str:
    if len(given.line) < 2:
        return ""
    spots = [f"{compact(plot.across(it.cost.value))} {compact(plot.y(it.gain.value))}" for it in given.line]
    path = "M" + "L".join(spots)
    dots = "".join(f"M{spot}h0" for spot in spots)
    return element("path", d=path, class_="chart-line") + element("path", d=dots, class_="chart-dots")


def _points(given: TradeOff, plot: Plot) -> list[str]:
    parts = []
    for point in given.points:
        tone = check_tone(point.tone)
        x, y = f"{plot.percent(point.cost.value):.2f}%", compact(plot.y(point.gain.value))
        parts += _whiskers(point, plot, x, y, tone)
        parts.append(element("circle", cx=x, cy=y, r=6, class_=f"fill-{tone} chart-trade-point"))
        left = plot.percent(point.cost.value) > 60
        style = f"chart-label{' chart-label-end' if left else ''}"
        parts.append(
            element("text", escape(point.mark or point.label), x=x, dx=-11 if left else 11, y=y, dy=-8, class_=style)
        )
    return parts


def _whiskers(point: TradePoint, plot: Plot, x: str, y: str, tone: str) -> list[str]:
    style = f"stroke-{tone} chart-whisker"
    parts = []
    if point.gain.low is not None and point.gain.high is not None:
        low, high = compact(plot.y(point.gain.low)), compact(plot.y(point.gain.high))
        parts.append(element("line", x1=x, x2=x, y1=low, y2=high, class_=style))
    if point.cost.low is not None and point.cost.high is not None:
        low, high = f"{plot.percent(point.cost.low):.2f}%", f"{plot.percent(point.cost.high):.2f}%"
        parts.append(element("line", x1=low, x2=high, y1=y, y2=y, class_=style))
    return parts


def _gain(given: TradeOff, point: TradePoint) -> str:
    here, scale, digits = given.setting.language, given.gain_scale, given.gain_digits
    unit = f" {given.gain_unit}" if given.gain_unit else ""
    return f"{given.gain_name} {_written(point.gain, scale, digits, here)}{unit}"


def _cost(given: TradeOff, point: TradePoint) -> str:
    return f"{given.cost_name} {_written(point.cost, 1.0, given.cost_digits, given.setting.language)}"


def _written(estimate: Estimate, scale: float, digits: int, here: str) -> str:
    value = number(estimate.value * scale, here, digits)
    if estimate.low is None or estimate.high is None:
        return value
    return f"{value} [{number(estimate.low * scale, here, digits)}; {number(estimate.high * scale, here, digits)}]"


def _table(given: TradeOff) -> Table:
    here = given.setting.language
    rows = tuple(
        (
            f"{point.mark} {point.label}".strip(),
            _written(point.gain, given.gain_scale, given.gain_digits, here),
            _written(point.cost, 1.0, given.cost_digits, here),
        )
        for point in (*given.points, *given.line)
    )
    gain = f"{given.gain_name} ({given.gain_unit})" if given.gain_unit else given.gain_name
    return Table(caption=given.title, columns=(given.line_name, gain, given.cost_name), rows=rows)
