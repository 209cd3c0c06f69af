"""What a chart is given and what it gives: frozen inputs, and a Chart that carries its own table twin.

Instants are milliseconds since 1970 UTC; the time axis shows the clocks of ``zone``. A ``tone`` is a name, never a
colour: static/css/charts.css gives each its colour in both themes, so a page stays within a policy without styles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = [
    "TONES",
    "Band",
    "Chart",
    "ClassKey",
    "Marker",
    "Setting",
    "StackRow",
    "Table",
    "Threshold",
    "Window",
]

TONES = frozenset(
    {
        *("accent", "quiet", "good", "information", "warning", "high", "critical"),
        *("range-very-low", "range-low", "range-target", "range-high", "range-very-high"),
        *(f"atmo-{index}" for index in range(1, 7)),
        *(f"need-{index}" for index in range(1, 6)),
        *(f"amount-{index}" for index in range(1, 6)),
    }
)
"""The tones that a mark can have. ``no-data`` is not one: it is drawn as hatching."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a chart stands: its identifier (unique in the page, letters, digits and hyphens), language, time zone."""

    identifier: str
    language: str = "en"
    zone: str = "Europe/Paris"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The same figures as text: what a reader without the drawing reads."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One drawn chart. ``readout`` is JSON for static/js/chart.js: stops from left to right with their text."""

    kind: str
    title: str
    description: str
    svg: str
    table: Table
    readout: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    """(tone or mark, words), in the order of drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A horizontal line with its words: the limit a rule compares with."""

    value: float
    label: str
    tone: str = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A wanted range of values: a soft ground behind the line. An absent end reaches the edge of the chart."""

    low: float | None
    high: float | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of time that a feature looked at, shaded."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A point in time that matters (the alert's evidence). Without a value it is only a line."""

    t: int
    label: str
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassKey:
    """One of the ordered classes or parts that bars are made of: its words and its tone."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StackRow:
    """One bar: a label, the parts in the order of the classes, and a remark such as ``n = 24``."""

    label: str
    parts: Sequence[float]
    note: str = ""
    unknown: bool = field(default=False)
    """True draws hatching over the whole bar: there is nothing to show."""
