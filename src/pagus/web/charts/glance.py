"""The smallest line: a month of daily values over the own band, for a row among many. The words stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from pagus.web.charts.axes import compact, element

__all__ = ["glance_line"]

_WIDTH, _HEIGHT, _EDGE = 120.0, 32.0, 4.0


def glance_line(
    times: Sequence[int], values: Sequence[float], start: int, end: int, low: float | None, high: float | None
) -> str:
    """How did this go lately, and where is usual? An SVG without words: it is hidden from those who hear the page.

    Takes: instants in order with their values, all within [start, end]; the ends of the band, or None.
    Gives: an SVG of fixed size that a page prints as it is.
    """
    shown = [*values, *(edge for edge in (low, high) if edge is not None)]
    least, most = (min(shown), max(shown)) if shown else (0.0, 1.0)
    reach = (most - least) or 1.0

    def across(t: int) -> str:
        return compact(_EDGE + (_WIDTH - 2 * _EDGE) * (t - start) / max(end - start, 1))

    def down(value: float) -> str:
        return compact(_HEIGHT - _EDGE - (_HEIGHT - 2 * _EDGE) * (value - least) / reach)

    parts = []
    if low is not None and high is not None:
        top, bottom = float(down(high)), float(down(low))
        box = {"x": 0, "y": compact(top - 1), "width": compact(_WIDTH), "height": compact(bottom - top + 2)}
        parts.append(element("rect", **box, class_="chart-band"))
    if len(values) > 1:
        path = "M" + "L".join(f"{across(t)} {down(v)}" for t, v in zip(times, values, strict=True))
        parts.append(element("path", d=path, class_="chart-line"))
    if values:
        parts.append(element("circle", cx=across(times[-1]), cy=down(values[-1]), r=3.5, class_="chart-last-point"))
    size = {"width": compact(_WIDTH), "height": compact(_HEIGHT), "viewBox": f"0 0 {_WIDTH:g} {_HEIGHT:g}"}
    return element("svg", "".join(parts), class_="glance", aria_hidden="true", focusable="false", **size)
