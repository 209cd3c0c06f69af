"""Bars: parts of a whole lying down, counts by class, columns over time, one cell a day."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from pagus.errors import InputError
from pagus.web.charts import words
from pagus.web.charts.axes import check_tone, compact, drawing, element, hatching, value_ticks
from pagus.web.charts.language import number
from pagus.web.charts.model import Chart, ClassKey, Setting, StackRow, Table
from pagus.web.charts.series import readout

__all__ = ["ClassCounts", "Columns", "DayCells", "StackedBars", "class_counts", "columns", "day_cells", "stacked_bars"]


ONE_LINE = 34
"""So many letters of a label and its note stand side by side on a phone; longer ones stand on two lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedBars:
    """Horizontal bars of ordered parts (time in ranges). Each row's parts are shares of ``whole``, 100 by default."""

    setting: Setting
    title: str
    unit: str
    classes: tuple[ClassKey, ...]
    rows: tuple[StackRow, ...]
    whole: float = 100.0
    digits: int | None = 0
    target: float | None = None
    target_label: str = ""


def stacked_bars(given: StackedBars) -> Chart:
    """How is each whole shared among the ordered classes?

    Takes: StackedBars. Gives: a Chart; parts under 7 % stay without a figure in the bar (the table twin has them all).
    Refuses: InputError when a row has other than one part a class, a negative part, or more than the whole.
    """
    for key in given.classes:
        check_tone(key.tone)
    for row in given.rows:
        _check_row(row, given)
    below = 18.0 if any(len(row.label) + len(row.note) > ONE_LINE for row in given.rows) else 0.0
    tall = 62.0 + below
    parts = [element("defs", hatching(given.setting.identifier))]
    for index, row in enumerate(given.rows):
        parts += _stack(given, row, index * tall, below)
    if given.target is not None:
        parts += _target(given, tall * len(given.rows))
    language = given.setting.language
    description = " ".join(_row_words(row, given) for row in given.rows)
    height = tall * len(given.rows) + (22 if given.target is not None else 0)
    return Chart(
        kind="stacked",
        title=given.title,
        description=description,
        svg=drawing(given.setting, "stacked", height, given.title, description, parts),
        table=Table(
            caption=f"{given.title} ({given.unit})" if given.unit else given.title,
            columns=(words.LABEL.say(language), *(key.label for key in given.classes), words.REMARK.say(language)),
            rows=tuple((row.label, *_figures(row, given), row.note) for row in given.rows),
        ),
        legend=tuple((key.tone, key.label) for key in given.classes),
    )


def _check_row(row: StackRow, given: StackedBars) -> None:
    if row.unknown:
        return
    if len(row.parts) != len(given.classes):
        raise InputError(
            "bar {label!r} has {parts} parts for {classes} classes",
            label=row.label,
            parts=len(row.parts),
            classes=len(given.classes),
        )
    if min(row.parts, default=0) < 0 or sum(row.parts) > given.whole * 1.001:
        raise InputError(
            "the parts of bar {label!r} must lie in 0 to {whole}, and so must their sum",
            label=row.label,
            whole=given.whole,
        )


def _figures(row: StackRow, given: StackedBars) -> tuple[str, ...]:
    if row.unknown:
        return (words.NO_DATA.say(given.setting.language),) * len(given.classes)
    return tuple(number(part, given.setting.language, given.digits) for part in row.parts)


def _row_words(row: StackRow, given: StackedBars) -> str:
    if row.unknown:
        return f"{row.label}: {words.NO_DATA.say(given.setting.language)}."
    named = zip(given.classes, _figures(row, given), strict=True)
    return f"{row.label}: " + ", ".join(f"{key.label} {figure} {given.unit}".strip() for key, figure in named) + "."


def _stack(given: StackedBars, row: StackRow, top: float, below: float) -> list[str]:
    """One row; its note stands beside its label, or ``below`` it by so much."""
    text = element("text", escape(row.label), x=0, y=compact(top + 16), class_="chart-row-label")
    place = (
        {"x": 0, "class_": "chart-row-note chart-row-note-below"}
        if below
        else {"x": "100%", "class_": "chart-row-note"}
    )
    note = element("text", escape(row.note), y=compact(top + 16 + below), **place) if row.note else ""
    top += below
    bar = {"y": compact(top + 24), "height": 28}
    if row.unknown:
        fill = f"url(#{given.setting.identifier}-hatch)"
        return [text, note, element("rect", x=0, width="100%", **bar, fill=fill, class_="chart-gap")]
    drawn, left = [], 0.0
    for key, part, figure in zip(given.classes, row.parts, _figures(row, given), strict=True):
        width = 100 * part / given.whole
        if width > 0:
            drawn.append(
                element("rect", x=f"{left:.2f}%", width=f"{width:.2f}%", **bar, class_=f"chart-part fill-{key.tone}")
            )
        if width >= 7:
            x, y = f"{left + width / 2:.2f}%", compact(top + 43)
            drawn.append(element("text", figure, x=x, y=y, class_=f"chart-part-figure on-{key.tone}"))
        left += width
    return [text, note, *drawn]


def _target(given: StackedBars, bottom: float) -> list[str]:
    assert given.target is not None
    x = f"{100 * given.target / given.whole:.2f}%"
    return [
        element("line", x1=x, x2=x, y1=20, y2=compact(bottom - 4), class_="chart-target"),
        element("text", escape(given.target_label), x=x, y=compact(bottom + 14), class_="chart-tick chart-tick-x"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCounts:
    """How many days (or people) fell in each ordered class. ``unknown`` counts those without data."""

    setting: Setting
    title: str
    unit: str
    classes: tuple[ClassKey, ...]
    counts: Sequence[float]
    unknown: float = 0
    digits: int | None = 0
    counted: Callable[[float], str] | None = None
    """Writes a count with its unit, in the singular or the plural; without it the unit follows the number."""


def class_counts(given: ClassCounts) -> Chart:
    """How many fall in each class?

    Takes: ClassCounts. Gives: a Chart: one bar a class in the classes' order, as long as its share, no data last.
    Refuses: InputError when counts and classes differ in number or a count is negative.
    """
    if len(given.counts) != len(given.classes) or min(given.counts, default=0) < 0 or given.unknown < 0:
        raise InputError("class counts need one number, zero or more, for each of {n} classes", n=len(given.classes))
    language = given.setting.language
    rows = [(key.label, check_tone(key.tone), count) for key, count in zip(given.classes, given.counts, strict=True)]
    if given.unknown:
        rows.append((words.NO_DATA.say(language), "", given.unknown))
    total, tall = sum(count for _, _, count in rows), 52.0
    parts = [element("defs", hatching(given.setting.identifier))]
    shares = [number(100 * count / total if total else None, language, 0) for _, _, count in rows]
    for index, (label, tone, count) in enumerate(rows):
        top = index * tall
        figure = f"{_counted(given, count)} · {shares[index]} %"
        fill = {"class_": f"chart-part fill-{tone}"} if tone else {"fill": f"url(#{given.setting.identifier}-hatch)"}
        box = {"x": 0, "y": compact(top + 23), "height": 18}
        parts += [
            element("text", escape(label), x=0, y=compact(top + 15), class_="chart-row-label"),
            element("text", escape(figure), x="100%", y=compact(top + 15), class_="chart-row-note"),
            element("rect", **box, width="100%", rx=3, class_="chart-track"),
            element("rect", **box, width=f"{100 * count / total:.2f}%", rx=3, **fill) if count else "",
        ]
    words_of = [f"{label}: {_counted(given, count)}" for label, _, count in rows]
    description = ", ".join(words_of) + "."
    return Chart(
        kind="counts",
        title=given.title,
        description=description,
        svg=drawing(given.setting, "counts", tall * len(rows), given.title, description, parts),
        table=Table(
            caption=given.title,
            columns=(words.CLASS.say(language), given.unit, "%"),
            rows=tuple(
                (label, number(count, language, given.digits), share)
                for (label, _, count), share in zip(rows, shares, strict=True)
            ),
        ),
    )


def _counted(given: ClassCounts, count: float) -> str:
    if given.counted is not None:
        return given.counted(count)
    return f"{number(count, given.setting.language, given.digits)} {given.unit}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Upright bars in a given order (alerts a day, a histogram), each stacked from the classes."""

    setting: Setting
    title: str
    unit: str
    classes: tuple[ClassKey, ...]
    rows: tuple[StackRow, ...]
    digits: int | None = 0
    height: int = 220


def columns(given: Columns) -> Chart:
    """How much in each step, and of which class?

    Takes: Columns, at most 400 rows. Gives: a Chart. Refuses: InputError as ``stacked_bars``, and for too many rows.
    """
    if not 1 <= len(given.rows) <= 400:
        raise InputError("a column chart shows 1 to 400 columns, not {count}", count=len(given.rows))
    for key in given.classes:
        check_tone(key.tone)
    for row in given.rows:
        if not row.unknown and (len(row.parts) != len(given.classes) or min(row.parts, default=0) < 0):
            raise InputError("column {label!r} needs one part, zero or more, for each class", label=row.label)
    language = given.setting.language
    totals = [0 if row.unknown else sum(row.parts) for row in given.rows]
    ticks = value_ticks(0, max(totals) or 1, 4, whole=given.digits == 0)
    base, reach = given.height - 30.0, given.height - 48.0
    parts = [element("defs", hatching(given.setting.identifier)), *_column_grid(given, ticks, base, reach)]
    for index, row in enumerate(given.rows):
        parts += _column(given, row, index, ticks[-1], base, reach)
    step, centre = 100 / len(given.rows), 50 / len(given.rows)
    stops = [
        (index * step + centre, base - reach * total / ticks[-1], _column_words(given, row, total))
        for index, (row, total) in enumerate(zip(given.rows, totals, strict=True))
    ]
    total_words = f"{words.TOTAL.say(language)}: {number(sum(totals), language, given.digits)} {given.unit}".strip()
    return Chart(
        kind="columns",
        title=given.title,
        description=f"{total_words}.",
        svg=drawing(given.setting, "columns", given.height, given.title, f"{total_words}.", parts),
        table=_column_table(given, totals),
        readout=readout(stops),
        legend=tuple((key.tone, key.label) for key in given.classes) if len(given.classes) > 1 else (),
    )


def _column_grid(given: Columns, ticks: Sequence[float], base: float, reach: float) -> list[str]:
    parts = [element("text", escape(given.unit), x=-10, y=2, class_="chart-tick chart-tick-y chart-unit")]
    for tick in ticks:
        y = compact(base - reach * tick / ticks[-1])
        label = number(tick, given.setting.language)
        parts.append(element("line", x1=0, x2="100%", y1=y, y2=y, class_="chart-grid"))
        parts.append(element("text", label, x=-10, y=y, dy="0.35em", class_="chart-tick chart-tick-y"))
    every = max(1, math.ceil(len(given.rows) / 8))
    for index in range(0, len(given.rows), every):
        x = f"{100 * (index + 0.5) / len(given.rows):.2f}%"
        extra = "" if (index // every) % 2 == 0 else " chart-wide-only"
        label = escape(given.rows[index].label)
        parts.append(element("text", label, x=x, y=compact(base + 20), class_="chart-tick chart-tick-x" + extra))
    return [*parts, element("line", x1=0, x2="100%", y1=compact(base), y2=compact(base), class_="chart-axis")]


def _column(given: Columns, row: StackRow, index: int, top: float, base: float, reach: float) -> list[str]:
    step = 100 / len(given.rows)
    box = {"x": f"{index * step + step * 0.09:.2f}%", "width": f"{step * 0.82:.2f}%"}
    if row.unknown:
        fill = f"url(#{given.setting.identifier}-hatch)"
        return [element("rect", **box, y=compact(base - reach), height=compact(reach), fill=fill, class_="chart-gap")]
    parts, y = [], base
    for key, part in zip(given.classes, row.parts, strict=True):
        tall = reach * part / top
        if tall > 0:
            y -= tall
            parts.append(
                element("rect", **box, y=compact(y), height=compact(tall), class_=f"chart-part fill-{key.tone}")
            )
    return parts


def _column_words(given: Columns, row: StackRow, total: float) -> str:
    language = given.setting.language
    if row.unknown:
        return f"{row.label} · {words.NO_DATA.say(language)}"
    text = f"{row.label} · {number(total, language, given.digits)} {given.unit}".strip()
    if len(given.classes) == 1:
        return text
    named = zip(given.classes, row.parts, strict=True)
    said = [f"{key.label} {number(part, language, given.digits)}" for key, part in named if part]
    return " · ".join([text, ", ".join(said)]) if said else text


def _column_table(given: Columns, totals: Sequence[float]) -> Table:
    language, several = given.setting.language, len(given.classes) > 1
    missing, rows = words.NO_DATA.say(language), []
    for row, total in zip(given.rows, totals, strict=True):
        figures = [*row.parts, *([total] if several else [])]
        if row.unknown:
            rows.append((row.label, *[missing] * (len(given.classes) + several)))
        else:
            rows.append((row.label, *(number(figure, language, given.digits) for figure in figures)))
    named = (*(key.label for key in given.classes), *((words.TOTAL.say(language),) if several else ()))
    caption = f"{given.title} ({given.unit})" if given.unit else given.title
    return Table(caption=caption, columns=(words.LABEL.say(language), *named), rows=tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCells:
    """One cell a day: the day's words and the index of its class (None: no data)."""

    setting: Setting
    title: str
    classes: tuple[ClassKey, ...]
    days: tuple[tuple[str, int | None], ...]


def day_cells(given: DayCells) -> Chart:
    """Which class had each day?

    Takes: DayCells, 1 to 62 days. Gives: a Chart: a strip of cells, each with the class's number (1 is the first).
    Refuses: InputError for too many days or an unknown class.
    """
    if not 1 <= len(given.days) <= 62:
        raise InputError("a strip shows 1 to 62 days, not {count}", count=len(given.days))
    language, step = given.setting.language, 100 / len(given.days)
    parts, stops, rows = [element("defs", hatching(given.setting.identifier))], [], []
    every = max(1, math.ceil(len(given.days) / 6))
    for index, (label, place) in enumerate(given.days):
        if place is not None and not 0 <= place < len(given.classes):
            raise InputError("day {day!r} has class {place}, which is none of the classes", day=label, place=place)
        box = {"x": f"{index * step + step * 0.04:.2f}%", "width": f"{step * 0.92:.2f}%", "y": 0, "height": 44, "rx": 3}
        words_of = words.NO_DATA.say(language) if place is None else given.classes[place].label
        if place is None:
            parts.append(element("rect", **box, fill=f"url(#{given.setting.identifier}-hatch)", class_="chart-gap"))
        else:
            tone = check_tone(given.classes[place].tone)
            parts.append(element("rect", **box, class_=f"chart-part fill-{tone}"))
            x = f"{(index + 0.5) * step:.2f}%"
            parts.append(element("text", str(place + 1), x=x, y=28, class_=f"chart-part-figure chart-cell on-{tone}"))
        if index % every == 0:
            where = f"{(index + 0.5) * step:.2f}%"
            extra = "" if index % (2 * every) == 0 else " chart-wide-only"
            parts.append(element("text", escape(label), x=where, y=64, class_="chart-tick chart-tick-x" + extra))
        stops.append(((index + 0.5) * step, 22.0, f"{label} · {words_of}"))
        rows.append((label, words_of))
    description = ", ".join(f"{label}: {said}" for label, said in rows) + "."
    return Chart(
        kind="cells",
        title=given.title,
        description=description,
        svg=drawing(given.setting, "cells", 72, given.title, description, parts),
        table=Table(
            caption=given.title, columns=(words.PERIOD.say(language), words.CLASS.say(language)), rows=tuple(rows)
        ),
        readout=readout(stops),
        legend=tuple((key.tone, f"{index} {key.label}") for index, key in enumerate(given.classes, 1)),
    )
