"""From the state of a series to its features at an instant, for live. ``columns.py`` does the same on columns.

Every formula divides whole numbers that are exact, in the order written here and there, so that both give the same
float64. An exact window is read from its points each time: sparse signals have few, and nothing can drift.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import mul

from pagus.engines.signals.model import FeaturePlan, Program
from pagus.engines.signals.panes import PanePlan, PaneWindow
from pagus.engines.signals.series import Series, SeriesPlan
from pagus.kernel.time import DAY, HOUR

__all__ = ["Reader", "compile_readers"]

Reader = Callable[[Sequence[Series], int, list[float | None]], None]
"""Takes the series of a subject, in the order of the program's signals, and an instant not before their newest
points; puts the features of one window into their slots."""

_Points = Callable[["array[int]", int], float]
_Sums = Callable[[PaneWindow, int], float | None]


def compile_readers(program: Program, plans: Sequence[SeriesPlan], slots: Sequence[int]) -> tuple[Reader, ...]:
    """How are these features read, window by window?

    Takes: a program, the plans of its series, feature slots. Gives: one reader for each window they share.
    """
    groups: dict[tuple[int, int | None, int | None], list[FeaturePlan]] = {}
    for slot in sorted(slots):
        feature = program.features[slot]
        groups.setdefault((feature.signal, feature.over_ms, feature.pane_ms), []).append(feature)
    readers: list[Reader] = []
    for (signal, over, pane), members in groups.items():
        if over is None:
            readers.extend(_without_window(feature) for feature in members)
        elif pane is None:
            readers.append(_exact(signal, over, members))
        else:
            readers.append(_panes(signal, pane, plans[signal].pane_slots[pane, over], members, plans[signal]))
    return tuple(readers)


def _without_window(feature: FeaturePlan) -> Reader:
    signal, slot, scale = feature.signal, feature.slot, feature.scale

    def read_last(series: Sequence[Series], t: int, values: list[float | None]) -> None:
        value = series[signal].last_value
        values[slot] = None if value is None else value / scale

    def read_since(series: Sequence[Series], t: int, values: list[float | None]) -> None:
        values[slot] = (t - series[signal].last_t) / HOUR

    return read_last if feature.kind == "last" else read_since


def _exact(signal: int, over: int, members: Sequence[FeaturePlan]) -> Reader:
    plain = tuple((it.slot, it.needed, _of_points(it)) for it in members if it.kind != "slope")
    slopes = tuple((it.slot, it.needed, DAY / it.scale) for it in members if it.kind == "slope")

    def read(series: Sequence[Series], t: int, values: list[float | None]) -> None:
        one = series[signal]
        times = one.times
        low = bisect_left(times, t - over)
        window = one.values[low:]
        n = len(window)
        for slot, needed, compute in plain:
            values[slot] = compute(window, n) if n >= needed else None
        for slot, needed, per_day in slopes:
            values[slot] = _slope_of(times[low:], window, n, per_day) if n >= needed else None

    return read


def _panes(signal: int, pane_ms: int, at: int, members: Sequence[FeaturePlan], plan: SeriesPlan) -> Reader:
    computed = tuple((it.slot, it.needed, _of_sums(it, plan.panes[at])) for it in members)

    def read(series: Sequence[Series], t: int, values: list[float | None]) -> None:
        window = series[signal].panes[at]
        pane = t // pane_ms
        if pane != window.pane:
            window.roll(pane)
        n = window.n
        for slot, needed, compute in computed:
            values[slot] = compute(window, n) if n >= needed else None

    return read


def _of_points(feature: FeaturePlan) -> _Points:
    """The formula of a feature over the points of its window, ``n`` of them, at least ``feature.needed``."""
    scale, low, high, over = feature.scale, feature.low, feature.high, feature.over_ms or 1
    match feature.kind:
        case "last":
            return lambda window, n: window[-1] / scale
        case "delta":
            return lambda window, n: (window[-1] - window[0]) / scale
        case "mean":
            return lambda window, n: sum(window) / (n * scale)
        case "min":
            return lambda window, n: min(window) / scale
        case "max":
            return lambda window, n: max(window) / scale
        case "sd":
            return lambda window, n: _sd(n, sum(window), sum(map(mul, window, window)), scale)
        case "share_in_range":
            return lambda window, n: sum(1 for value in window if low <= value <= high) / n
        case "quantile":
            return _quantile(feature.probability, scale)
        case "coverage":
            return lambda window, n: min(1.0, n * feature.every_ms / over)
        case _:
            return lambda window, n: float(n)


def _of_sums(feature: FeaturePlan, plan: PanePlan) -> _Sums:
    """The formula of a feature over the sums of a pane window with ``n`` points, at least ``feature.needed``."""
    scale, over, per_day = feature.scale, feature.over_ms or 1, DAY / feature.scale
    cells = plan.cells(feature.low, feature.high)
    match feature.kind:
        case "last":
            return lambda window, n: window.last / scale
        case "delta":
            return lambda window, n: window.change() / scale
        case "mean":
            return lambda window, n: window.total / (n * scale)
        case "min":
            return lambda window, n: window.lowest() / scale
        case "max":
            return lambda window, n: window.highest() / scale
        case "sd":
            return lambda window, n: _sd(n, window.total, window.squares, scale)
        case "slope":
            return lambda w, n: _slope(n, w.time, w.time_squares, w.total, w.time_values, per_day)
        case "share_in_range":
            return lambda window, n: window.inside(cells) / n
        case "coverage":
            return lambda window, n: min(1.0, n * feature.every_ms / over)
        case _:
            return lambda window, n: float(n)


def _sd(n: int, total: int, squares: int, scale: float) -> float:
    return math.sqrt(float(n * squares - total * total) / float(n * (n - 1))) / scale


def _slope_of(times: array[int], window: array[int], n: int, per_day: float) -> float | None:
    products = sum(map(mul, times, window))
    return _slope(n, sum(times), sum(map(mul, times, times)), sum(window), products, per_day)


def _slope(n: int, time: int, time_squares: int, total: int, time_values: int, per_day: float) -> float | None:
    spread = n * time_squares - time * time
    if spread == 0:
        return None
    return float(n * time_values - time * total) / float(spread) * per_day


def _quantile(probability: float, scale: float) -> _Points:
    """Type 7 of Hyndman and Fan: linear between the points around (n - 1) x probability."""

    def compute(window: array[int], n: int) -> float:
        ordered = sorted(window)
        place = (n - 1) * probability
        below = math.floor(place)
        low, high = ordered[below], ordered[min(below + 1, n - 1)]
        return (low + (high - low) * (place - below)) / scale

    return compute
