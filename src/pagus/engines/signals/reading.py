"""From the state of a series to its features at an instant, for live. ``columns.py`` does the same on columns.

Every formula divides whole numbers that are exact, in the order written here and there, so that both give the same
float64. Of an exact window the sum is kept and moves along; what else is asked is read from its points, of which
sparse signals have few.

All that is read together is one straight function, written line by line: at each observation a call costs as much as
a formula. Nothing but whole numbers of the plan is put into its text: no name, no value of a kit.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import mul
from types import CodeType, FunctionType
from typing import Any

from pagus.engines.signals.model import FeaturePlan, Program
from pagus.engines.signals.panes import PanePlan
from pagus.engines.signals.series import LAST_T, LAST_VALUE, UNKNOWN, Series, SeriesPlan
from pagus.kernel.time import DAY, HOUR

__all__ = ["Reader", "ReaderOf", "compile_reader", "compile_reader_of", "compile_readers"]

Reader = Callable[[Sequence[Series], int, list[float | None]], None]
"""Takes the series of a subject, in the order of the program's signals, and an instant not before their newest
points; puts features into their slots."""
ReaderOf = Callable[[Sequence[Series], int], float | None]
"""As ``Reader``, for one feature: gives its value, None when it is unknown."""

_Group = tuple[int, int | None, int | None]
"""Signal, length and pane of a window."""
_KEPT_TEXTS = 2_000


def compile_reader(program: Program, plans: Sequence[SeriesPlan], slots: Sequence[int]) -> Reader:
    """How are these features read?

    Takes: a program, the plans of its series, feature slots. Gives: one function for all of them.
    """
    body, known = _Writer(program, plans).lines(slots)
    made: Reader = _function("series, t, values", body or ["pass"], known)
    return made


def compile_readers(program: Program, plans: Sequence[SeriesPlan], slots: Sequence[int]) -> tuple[Reader, ...]:
    """How are these features read, window by window? For what is read together in too many ways.

    Takes: as ``compile_reader``. Gives: a function for each window that they share.
    """
    windows: dict[_Group, list[int]] = {}
    for slot in slots:
        windows.setdefault(_group(program.features[slot]), []).append(slot)
    return tuple(compile_reader(program, plans, members) for members in windows.values())


def compile_reader_of(program: Program, plans: Sequence[SeriesPlan], slot: int) -> ReaderOf:
    """How is one feature read?

    Takes: as ``compile_reader``, one slot. Gives: a function of (series, instant) to its value, None when unknown.
    """
    body, known = _Writer(program, plans).lines([slot])
    body[-1] = "return " + body[-1].partition(" = ")[2]
    made: ReaderOf = _function("series, t", body, known)
    return made


def _group(feature: FeaturePlan) -> _Group:
    return feature.signal, feature.over_ms, feature.pane_ms


def _function(arguments: str, body: Sequence[str], known: dict[str, Any]) -> Any:
    return FunctionType(_code("\n    ".join([f"def read({arguments}):", *body])), {"__builtins__": {}, **known})


@lru_cache(_KEPT_TEXTS)
def _code(text: str) -> CodeType:
    # The module is compiled and never run: the one function in it is taken out, and it knows nothing but its parts.
    parts = compile(text, "<reader>", "exec").co_consts
    return next(part for part in parts if isinstance(part, CodeType))


class _Writer:
    """Writes the lines that read features of a program, and collects the numbers and formulas that they name."""

    def __init__(self, program: Program, plans: Sequence[SeriesPlan]) -> None:
        self._program, self._plans = program, plans
        self._known: dict[str, Any] = {
            "len": len, "min": min, "max": max, "sum": sum, "float": float,
            "sd": _sd, "slope": _slope, "products": _products, "share": _share, "quantile": _quantile,
        }  # fmt: skip

    def lines(self, slots: Sequence[int]) -> tuple[list[str], dict[str, Any]]:
        """The lines, each feature the last one of its own, and what they know."""
        groups: dict[_Group, list[FeaturePlan]] = {}
        for slot in sorted(slots):
            feature = self._program.features[slot]
            groups.setdefault(_group(feature), []).append(feature)
            self._known |= {f"scale{slot}": feature.scale, f"p{slot}": feature.probability}
        lines: list[str] = []
        read: set[int] = set()
        for group, members in groups.items():
            signal, over, pane = group
            if signal not in read:
                lines += [f"one{signal} = series[{signal}]", f"data{signal} = one{signal}.data"]
                read.add(signal)
            if over is None:
                lines += (f"values[{it.slot}] = {_newest(it)}" for it in members)
            elif pane is None:
                lines += self._exact(signal, over, members)
            else:
                lines += self._panes(signal, pane, self._plans[signal].pane_slots[pane, over], members)
        return lines, self._known

    def _exact(self, signal: int, over: int, members: Sequence[FeaturePlan]) -> Iterator[str]:
        mark, data = self._plans[signal].mark(over), f"data{signal}"
        yield f"at, size = {data}[{mark}], len({data})"
        yield f"if at < size and {data}[at] < t - {over}: at = one{signal}.move({mark}, t - {over})"
        yield "n = (size - at) >> 1"
        for it in members:
            yield f"values[{it.slot}] = {_of_points(it, mark)} if n >= {it.needed} else None".replace("DATA", data)

    def _panes(self, signal: int, pane_ms: int, at: int, members: Sequence[FeaturePlan]) -> Iterator[str]:
        yield f"w = one{signal}.panes[{at}]"
        yield f"if t // {pane_ms} != w.pane: w.roll(t // {pane_ms})"
        yield "n = w.n"
        for it in members:
            formula = _of_sums(it, self._plans[signal].panes[at])
            yield f"values[{it.slot}] = {formula} if n >= {it.needed} else None"


def _newest(feature: FeaturePlan) -> str:
    """The newest value of a signal, or the hours since."""
    data = f"data{feature.signal}"
    if feature.kind == "last":
        return f"{data}[{LAST_VALUE}] / scale{feature.slot} if {data}[{LAST_VALUE}] != {UNKNOWN} else None"
    return f"(t - {data}[{LAST_T}]) / {HOUR}"


def _of_points(feature: FeaturePlan, mark: int) -> str:
    """The formula over the ``n`` points of DATA from the place ``at`` on, at least ``feature.needed`` of them."""
    scale, total = f"scale{feature.slot}", f"DATA[{mark + 1}]"
    match feature.kind:
        case "last":
            return f"DATA[-1] / {scale}"
        case "delta":
            return f"(DATA[-1] - DATA[at + 1]) / {scale}"
        case "mean":
            return f"{total} / (n * {scale})"
        case "min" | "max":
            return f"{feature.kind}(DATA[at + 1 :: 2]) / {scale}"
        case "sd":
            return f"sd(n, {total}, products(DATA, at + 1, at + 1), {scale})"
        case "slope":
            sums = f"sum(DATA[at::2]), products(DATA, at, at), {total}, products(DATA, at, at + 1)"
            return f"slope(n, {sums}, {scale})"
        case "share_in_range":
            return f"share(DATA[at + 1 :: 2], {feature.low}, {feature.high}, n)"
        case "quantile":
            return f"quantile(DATA[at + 1 :: 2], p{feature.slot}, n, {scale})"
        case "coverage":
            return f"min(1.0, n * {feature.every_ms} / {feature.over_ms})"
        case _:
            return "float(n)"


def _of_sums(feature: FeaturePlan, plan: PanePlan) -> str:
    """The formula of a feature over the sums of a pane window with ``n`` points, at least ``feature.needed``."""
    scale = f"scale{feature.slot}"
    match feature.kind:
        case "last":
            return f"w.last / {scale}"
        case "delta":
            return f"w.change() / {scale}"
        case "mean":
            return f"w.total / (n * {scale})"
        case "min":
            return f"w.lowest() / {scale}"
        case "max":
            return f"w.highest() / {scale}"
        case "sd":
            return f"sd(n, w.total, w.squares, {scale})"
        case "slope":
            return f"slope(n, w.time, w.time_squares, w.total, w.time_values, {scale})"
        case "share_in_range":
            first, end = plan.cells(feature.low, feature.high)
            return f"w.inside(({first}, {end})) / n"
        case "coverage":
            return f"min(1.0, n * {feature.every_ms} / {feature.over_ms})"
        case _:
            return "float(n)"


def _products(data: array[int], one: int, other: int) -> int:
    """The sum of products of every second number from two places on."""
    return sum(map(mul, data[one::2], data[other::2]))


def _share(values: array[int], low: int, high: int, n: int) -> float:
    return sum(1 for value in values if low <= value <= high) / n


def _sd(n: int, total: int, squares: int, scale: float) -> float:
    return math.sqrt(float(n * squares - total * total) / float(n * (n - 1))) / scale


def _slope(n: int, time: int, time_squares: int, total: int, time_values: int, scale: float) -> float | None:
    """A day's change."""
    spread = n * time_squares - time * time
    if spread == 0:
        return None
    return float(n * time_values - time * total) / float(spread) * (DAY / scale)


def _quantile(values: array[int], probability: float, n: int, scale: float) -> float:
    """Type 7 of Hyndman and Fan: linear between the points around (n - 1) x probability."""
    ordered = sorted(values)
    place = (n - 1) * probability
    below = math.floor(place)
    low, high = ordered[below], ordered[min(below + 1, n - 1)]
    return (low + (high - low) * (place - below)) / scale
