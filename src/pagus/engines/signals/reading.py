"""From the state of a series to its features at an instant, for live. ``columns.py`` does the same on columns.

Every formula divides whole numbers that are exact, in the order written here and there, so that both give the same
float64. Of an exact window the sum is kept and moves along; what else is asked is read from its points, of which
sparse signals have few.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from operator import mul

from pagus.engines.signals.model import FeaturePlan, Program
from pagus.engines.signals.panes import PanePlan, PaneWindow
from pagus.engines.signals.series import LAST_T, LAST_VALUE, UNKNOWN, Series, SeriesPlan
from pagus.kernel.time import DAY, HOUR

__all__ = ["Reader", "compile_reader_of", "compile_readers"]

Reader = Callable[[Sequence[Series], int, list[float | None]], None]
"""Takes the series of a subject, in the order of the program's signals, and an instant not before their newest
points; puts the features of one window into their slots."""

_Points = Callable[["array[int]", int, int], float | None]
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
            readers.extend(_without_window(members))
        elif pane is None:
            readers.append(_exact(signal, over, members, plans[signal]))
        else:
            readers.append(_panes(signal, pane, plans[signal].pane_slots[pane, over], members, plans[signal]))
    return tuple(readers)


def compile_reader_of(
    program: Program, plans: Sequence[SeriesPlan], slot: int
) -> Callable[[Sequence[Series], int], float | None]:
    """How is one feature read?

    Takes: as ``compile_readers``, one slot. Gives: a function of (series, instant) to its value, None when unknown.
    """
    (read,) = compile_readers(program, plans, [slot])
    values: list[float | None] = [None] * len(program.features)

    def value(series: Sequence[Series], t: int) -> float | None:
        read(series, t, values)
        return values[slot]

    return value


def _without_window(members: Sequence[FeaturePlan]) -> tuple[Reader, ...]:
    """The readers of the newest value of a signal, and of the time since; in pairs, because both are often wanted."""
    signal, scale = members[0].signal, members[0].scale
    lasts = [it.slot for it in members if it.kind == "last"]
    sinces = [it.slot for it in members if it.kind == "since_last"]

    def both(last: int, since: int) -> Reader:
        def read(series: Sequence[Series], t: int, values: list[float | None]) -> None:
            data = series[signal].data
            value = data[LAST_VALUE]
            values[last] = None if value == UNKNOWN else value / scale
            values[since] = (t - data[LAST_T]) / HOUR

        return read

    def only_last(slot: int) -> Reader:
        def read(series: Sequence[Series], t: int, values: list[float | None]) -> None:
            value = series[signal].data[LAST_VALUE]
            values[slot] = None if value == UNKNOWN else value / scale

        return read

    def only_since(slot: int) -> Reader:
        def read(series: Sequence[Series], t: int, values: list[float | None]) -> None:
            values[slot] = (t - series[signal].data[LAST_T]) / HOUR

        return read

    pairs = min(len(lasts), len(sinces))
    paired = [both(last, since) for last, since in zip(lasts, sinces, strict=False)]
    return (*paired, *(only_last(it) for it in lasts[pairs:]), *(only_since(it) for it in sinces[pairs:]))


def _exact(signal: int, over: int, members: Sequence[FeaturePlan], plan: SeriesPlan) -> Reader:
    mark = plan.mark(over)
    plain = tuple((it.slot, it.needed, _of_points(it, mark)) for it in members)

    def read(series: Sequence[Series], t: int, values: list[float | None]) -> None:
        one = series[signal]
        data = one.data
        low, size = data[mark], len(data)
        if low < size and data[low] < t - over:
            low = one.move(mark, t - over)
        n = (size - low) >> 1
        for slot, needed, compute in plain:
            values[slot] = compute(data, low, n) if n >= needed else None

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


def _of_points(feature: FeaturePlan, mark: int) -> _Points:
    """The formula over the ``n`` points of ``data`` from the place ``at`` on, at least ``feature.needed`` of them."""
    scale, low, high, over = feature.scale, feature.low, feature.high, feature.over_ms or 1
    per_day = DAY / scale
    match feature.kind:
        case "last":
            return lambda data, at, n: data[-1] / scale
        case "delta":
            return lambda data, at, n: (data[-1] - data[at + 1]) / scale
        case "mean":
            return lambda data, at, n: data[mark + 1] / (n * scale)
        case "min":
            return lambda data, at, n: min(data[at + 1 :: 2]) / scale
        case "max":
            return lambda data, at, n: max(data[at + 1 :: 2]) / scale
        case "sd":
            return lambda data, at, n: _sd(n, data[mark + 1], _products(data, at + 1, at + 1), scale)
        case "slope":
            return lambda data, at, n: _slope(
                n, sum(data[at::2]), _products(data, at, at), data[mark + 1], _products(data, at, at + 1), per_day
            )
        case "share_in_range":
            return lambda data, at, n: sum(1 for value in data[at + 1 :: 2] if low <= value <= high) / n
        case "quantile":
            return _quantile(feature.probability, scale)
        case "coverage":
            return lambda data, at, n: min(1.0, n * feature.every_ms / over)
        case _:
            return lambda data, at, n: float(n)


def _products(data: array[int], one: int, other: int) -> int:
    """The sum of products of every second number from two places on."""
    return sum(map(mul, data[one::2], data[other::2]))


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


def _slope(n: int, time: int, time_squares: int, total: int, time_values: int, per_day: float) -> float | None:
    spread = n * time_squares - time * time
    if spread == 0:
        return None
    return float(n * time_values - time * total) / float(spread) * per_day


def _quantile(probability: float, scale: float) -> _Points:
    """Type 7 of Hyndman and Fan: linear between the points around (n - 1) x probability."""

    def compute(data: array[int], at: int, n: int) -> float:
        ordered = sorted(data[at + 1 :: 2])
        place = (n - 1) * probability
        below = math.floor(place)
        low, high = ordered[below], ordered[min(below + 1, n - 1)]
        return (low + (high - low) * (place - below)) / scale

    return compute
