"""Scales, ticks and SVG text: the ground that all charts stand on.

A chart is as wide as its place: x is in percent, y in pixels, so that words keep their size on a phone. Lines live in
an inner drawing 1000 units wide that stretches; strokes do not. Nothing carries a style attribute.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from pagus.errors import InputError
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.web.charts.language import clock, day, local
from pagus.web.charts.model import TONES, Setting

__all__ = [
    "INNER_WIDTH",
    "Plot",
    "check_identifier",
    "check_tone",
    "compact",
    "drawing",
    "element",
    "hatching",
    "inner",
    "minutes_label",
    "time_ticks",
    "value_ticks",
]

INNER_WIDTH = 1000
_STEPS = (HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY)


def element(tag: str, body: str = "", /, **attributes: object) -> str:
    """Which SVG element is this? Attribute ``class_`` is class, underscores are hyphens, None is left out."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-") if name != "viewBox" else name}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{body}</{tag}>" if body else f"<{tag}{written}/>"


def compact(value: float) -> str:
    """How is this coordinate written, with one decimal at most?"""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def check_tone(tone: str) -> str:
    """Is this one of the tones that the style sheets colour?"""
    if tone not in TONES:
        raise InputError("{tone!r} is not a tone of the charts: use one of {tones}", tone=tone, tones=sorted(TONES))
    return tone


def check_identifier(setting: Setting) -> str:
    """Is the identifier fit for an HTML id?"""
    if not setting.identifier or not all(letter.isalnum() or letter == "-" for letter in setting.identifier):
        raise InputError(
            "{identifier!r} cannot name a chart: use letters, digits and hyphens", identifier=setting.identifier
        )
    return setting.identifier


@dataclass(frozen=True, slots=True)
class Plot:
    """The drawing area: instants from left to right, values from bottom to top (pixels ``top`` to ``bottom``)."""

    start: float
    end: float
    low: float
    high: float
    top: float
    bottom: float

    def percent(self, t: float) -> float:
        """Where does this instant lie, in percent of the width? Held within the plot."""
        return min(100.0, max(0.0, 100.0 * (t - self.start) / (self.end - self.start)))

    def across(self, t: float) -> float:
        """Where does this instant lie in the inner drawing?"""
        return INNER_WIDTH * (t - self.start) / (self.end - self.start)

    def y(self, value: float) -> float:
        """At which height lies this value? Held within the plot."""
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - min(1.0, max(0.0, share)) * (self.bottom - self.top)


def value_ticks(low: float, high: float, count: int = 5, *, whole: bool = False) -> tuple[float, ...]:
    """Which round values mark this axis? They enclose [low, high]; about ``count`` of them; whole numbers on demand."""
    if high <= low:
        low, high = low - 1.0, high + 1.0
    rough = (high - low) / max(1, count - 1)
    magnitude = 10.0 ** math.floor(math.log10(rough))
    steps = [magnitude * nice for nice in (1.0, 2.0, 2.5, 5.0, 10.0)]
    fit = [step for step in steps if not whole or step == int(step)] or [1.0]
    step = min(fit, key=lambda one: abs(math.log(one / rough)))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(index * step, 10) for index in range(first, last + 1))


def time_ticks(start: int, end: int, setting: Setting, most: int = 8) -> tuple[tuple[int, str, bool], ...]:
    """Which instants mark this time axis, with what words, and which of them stay on a narrow screen?

    Gives: (instant, words, essential). Ticks follow the local clock, through changes of summer time.
    """
    span = end - start
    if span >= 70 * DAY:
        instants = list(_month_starts(start, end, setting.zone))
        instants = instants[:: max(1, math.ceil(len(instants) / most))]
    else:
        step = next((step for step in _STEPS if span / step <= most), 14 * DAY)
        instants = list(_clock_starts(start, end, step, setting.zone))
    marks = []
    for index, instant in enumerate(instants):
        midnight = clock(instant, setting.zone) == "00:00"
        words = day(instant, setting.language, setting.zone) if midnight else clock(instant, setting.zone)
        marks.append((instant, words, index % 2 == 0))
    return tuple(marks)


def _clock_starts(start: int, end: int, step: int, zone: str) -> Iterable[int]:
    first = local(start, zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    here, offset = ZoneInfo(zone), timedelta()
    while True:
        naive = first + offset
        instant = _instant(naive, here)
        if instant > end:
            return
        if instant >= start:
            yield instant
        offset += timedelta(milliseconds=step)


def _month_starts(start: int, end: int, zone: str) -> Iterable[int]:
    moment, here = local(start, zone), ZoneInfo(zone)
    year, month = moment.year, moment.month
    while (instant := _instant(datetime(year, month, 1), here)) <= end:  # noqa: DTZ001  the zone is added in _instant
        if instant >= start:
            yield instant
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _instant(naive: datetime, zone: ZoneInfo) -> int:
    return round(naive.replace(tzinfo=zone).timestamp() * 1000)


def inner(body: str, plot: Plot) -> str:
    """The stretching part of a drawing: coordinates 0 to 1000 across, pixels down."""
    return element(
        "svg",
        body,
        width="100%",
        height=compact(plot.bottom),
        viewBox=f"0 0 {INNER_WIDTH} {compact(plot.bottom)}",
        preserveAspectRatio="none",
        overflow="visible",
        class_="chart-inner",
    )


def hatching(identifier: str) -> str:
    """The pattern that says: nothing is known here."""
    line = element("path", d="M0 7L7 0M-1 1L1 -1M6 8L8 6", class_="chart-hatch")
    return element("pattern", line, id=f"{identifier}-hatch", width=7, height=7, patternUnits="userSpaceOnUse")


def drawing(setting: Setting, kind: str, height: float, title: str, description: str, parts: Sequence[str]) -> str:
    """The whole SVG: title and description for those who hear it, then the parts from back to front."""
    identifier = check_identifier(setting)
    heads = [
        element("title", escape(title), id=f"{identifier}-title"),
        element("desc", escape(description), id=f"{identifier}-description"),
    ]
    return element(
        "svg",
        "".join([*heads, *parts]),
        class_=f"chart-svg chart-{kind}",
        role="img",
        aria_labelledby=f"{identifier}-title {identifier}-description",
        width="100%",
        height=compact(height),
        overflow="visible",
    )


def minutes_label(minute: int) -> str:
    """Which time of the day is this minute: ``06:00``?"""
    return f"{minute // 60:02d}:{minute % 60:02d}" if minute < DAY // MINUTE else "24:00"
