"""A pathway as states and numbered ways; what each number says stands in the table, or below a drawing alone."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from pagus.engines.pathways.drawing import BOX_HEIGHT, BOX_WIDTH, Box, Drawing, Line, draw
from pagus.kit_language.pathway_model import Pathway
from pagus.kit_language.pathway_words import PathwayWords
from pagus.web.charts import words
from pagus.web.charts.axes import check_identifier, compact, element
from pagus.web.charts.model import Chart, Setting, Table

__all__ = ["PathwayChart", "pathway_chart"]

_INK = "currentColor"
_LINE_CHARACTERS, _LEGEND_LINE, _NARROW = 24, 18.0, 6.9


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayChart:
    """A pathway and its words. ``counts``: how many stand in each state, where somebody asks. ``alone``: the drawing
    is a file of its own, so that it holds what its numbers say."""

    setting: Setting
    pathway: Pathway
    words: PathwayWords
    counts: Mapping[str, int] | None = None
    alone: bool = False


def pathway_chart(given: PathwayChart) -> Chart:
    """What does this pathway look like?

    Takes: a PathwayChart. Gives: a Chart; its table has a row for each way: from, the sentence, to.
    """
    drawn = draw(given.pathway)
    rows = _rows(given, drawn)
    legend = (
        [line for number, _, text, _ in rows for line in _wrapped(number, text, drawn.width)] if given.alone else []
    )
    height = drawn.height + len(legend) * _LEGEND_LINE + (_LEGEND_LINE if legend else 0)
    width = drawn.width
    description = words.PATHWAY.say(given.setting.language).format(
        states=len(drawn.boxes),
        ways=len(drawn.ways),
        start=given.words.states[_position(given, given.pathway.start)].title,
    )
    parts = [_arrow(given.setting), *(_line(given.setting, line) for line in drawn.lines)]
    parts += [_box(given, box) for box in drawn.boxes]
    parts += [label for line in drawn.lines for label in _label(line)]
    parts += [
        _text(14.0, drawn.height + (index + 1) * _LEGEND_LINE, text, "start") for index, text in enumerate(legend)
    ]
    title = given.words.title
    return Chart(
        kind="pathway",
        title=title,
        description=description,
        svg=_drawing(given, width, height, description, parts),
        table=Table(
            caption=title,
            columns=tuple(it.say(given.setting.language) for it in (words.NUMBER, words.STATE, words.WAY, words.NEXT)),
            rows=rows,
        ),
    )


def _position(given: PathwayChart, state: str) -> int:
    return next(index for index, one in enumerate(given.words.states) if one.name == state)


def _rows(given: PathwayChart, drawn: Drawing) -> tuple[tuple[str, str, str, str], ...]:
    titles = {state.name: state.title for state in given.words.states}
    ways = {state.name: state.ways for state in given.words.states}
    return tuple(
        (str(number), titles[state], ways[state][position].text, titles.get(ways[state][position].to, ""))
        for number, state, position in drawn.ways
    )


def _wrapped(number: str, text: str, width: float) -> list[str]:
    lines = textwrap.wrap(text, int(width / _NARROW))
    return [f"{number}. {lines[0]}", *(f"    {line}" for line in lines[1:])]


def _drawing(given: PathwayChart, width: float, height: float, description: str, parts: list[str]) -> str:
    identifier = check_identifier(given.setting)
    heads = [
        element("title", escape(given.words.title), id=f"{identifier}-title"),
        element("desc", escape(description), id=f"{identifier}-description"),
    ]
    alone = (
        {"xmlns": "http://www.w3.org/2000/svg", "font_family": "sans-serif", "color": "#1b1b1b"} if given.alone else {}
    )
    return element(
        "svg",
        "".join([*heads, *parts]),
        class_="chart-svg chart-pathway",
        role="img",
        aria_labelledby=f"{identifier}-title {identifier}-description",
        lang=given.setting.language,
        viewBox=f"0 0 {compact(width)} {compact(height)}",
        width=compact(width),
        height=compact(height),
        **alone,
    )


def _arrow(setting: Setting) -> str:
    head = element("path", d="M0 0L8 4L0 8Z", fill=_INK)
    marker = element(
        "marker",
        head,
        id=f"{setting.identifier}-arrow",
        viewBox="0 0 8 8",
        refX=8,
        refY=4,
        markerWidth=7,
        markerHeight=7,
        orient="auto-start-reverse",
    )
    return element("defs", marker)


def _line(setting: Setting, line: Line) -> str:
    path = "M" + "L".join(f"{compact(round(x, 1))} {compact(round(y, 1))}" for x, y in line.points)
    dashed = {} if line.numbers else {"stroke_dasharray": "5 4"}
    return element(
        "path",
        d=path,
        fill="none",
        stroke=_INK,
        stroke_width=1.3,
        marker_end=f"url(#{setting.identifier}-arrow)",
        class_="pathway-line",
        **dashed,
    )


def _label(line: Line) -> list[str]:
    if not line.numbers:
        return []
    text = ", ".join(map(str, line.numbers))
    x, y = line.label
    width = 14.0 + 7.0 * len(text)
    ground = element(
        "rect",
        x=compact(round(x - width / 2, 1)),
        y=compact(round(y - 10, 1)),
        width=compact(width),
        height=20,
        rx=10,
        fill="#ffffff",
        stroke=_INK,
        stroke_width=1,
        class_="pathway-number",
    )
    return [ground, _text(x, y + 4.5, text, "middle")]


def _box(given: PathwayChart, box: Box) -> str:
    title = given.words.states[_position(given, box.state)].title
    lines = textwrap.wrap(title, _LINE_CHARACTERS, max_lines=2, placeholder=" …")
    if given.counts is not None:
        lines = [textwrap.shorten(title, _LINE_CHARACTERS, placeholder=" …"), str(given.counts.get(box.state, 0))]
    rounded = BOX_HEIGHT / 2 if box.kind == "ends" else 6
    thick = 2.6 if box.kind == "start" else 1.3
    shape = {"x": box.x, "y": box.y, "width": BOX_WIDTH, "height": BOX_HEIGHT}
    dashed = {"stroke_dasharray": "5 4"} if box.kind in {"divides", "calls"} else {}
    frame = element(
        "rect",
        **{name: compact(value) for name, value in shape.items()},
        rx=rounded,
        fill="#ffffff",
        stroke=_INK,
        stroke_width=thick,
        class_=f"pathway-state pathway-{box.kind}",
        **dashed,
    )
    middle = box.y + BOX_HEIGHT / 2 + (5 if len(lines) == 1 else -4)
    written = [_text(box.x + BOX_WIDTH / 2, middle + index * 17, line, "middle") for index, line in enumerate(lines)]
    return element("g", frame + "".join(written))


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return element(
        "text",
        escape(text),
        x=compact(round(x, 1)),
        y=compact(round(y, 1)),
        text_anchor=anchor,
        font_size=13,
        fill=_INK,
    )
