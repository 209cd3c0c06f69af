"""Features on columns, for replay: the formulas of ``reading.py``, on all rows of a block at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pagus.engines.signals.model import FeaturePlan, Program
from pagus.engines.signals.sums import Floats, Points, Window
from pagus.engines.signals.timeline import Block, Integers
from pagus.kernel.time import DAY, HOUR

__all__ = ["Columns", "Known", "Rows", "points_of"]

Known = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """Instants at which features are wanted. ``signal``: the signal whose own points they are, if so."""

    key: Integers
    enrolment: Integers
    t: Integers
    signal: int | None = None

    @classmethod
    def at(cls, block: Block, key: Integers, signal: int | None = None) -> Rows:
        """The rows of these keys (rising)."""
        enrolment, t = block.instant(key)
        return cls(key, enrolment, t, signal)


def points_of(block: Block) -> tuple[Points, ...]:
    """Which points have the signals of this block, with room for their running sums?

    Takes: a block. Gives: one ``Points`` for each signal.
    """
    return tuple(Points(key, value, key % block.span) for key, value in block.points)


class Columns:
    """The features at some rows of a block, computed when first asked for."""

    def __init__(self, program: Program, block: Block, points: tuple[Points, ...], rows: Rows) -> None:
        self.rows = rows
        self._program = program
        self._block = block
        self._points = points
        self._windows: dict[tuple[int, int | None, int | None], Window] = {}
        self._high: dict[int, Integers] = {}
        self._columns: dict[int, tuple[Floats, Known | None]] = {}

    def frame(self, slots: Iterable[int]) -> pl.DataFrame:
        """A column for each of these features, by name; null where it is unknown."""
        return self.lazy(slots).collect()

    def lazy(self, slots: Iterable[int]) -> pl.LazyFrame:
        """As ``frame``, for what goes on to be computed with."""
        names = {slot: self._program.features[slot].name for slot in slots}
        columns = {slot: self.column(slot) for slot in names}
        data: dict[str, npt.NDArray[np.generic]] = {names[slot]: values for slot, (values, _) in columns.items()}
        data |= {f"?{slot}": known for slot, (_, known) in columns.items() if known is not None}
        return pl.LazyFrame(data).select(
            pl.col(name) if columns[slot][1] is None else pl.when(pl.col(f"?{slot}")).then(pl.col(name)).alias(name)
            for slot, name in names.items()
        )

    def column(self, slot: int) -> tuple[Floats, Known | None]:
        """The values of a feature, and where it is known (None: everywhere)."""
        if slot not in self._columns:
            feature = self._program.features[slot]
            self._columns[slot] = self._newest(feature) if feature.over_ms is None else self._windowed(feature)
        return self._columns[slot]

    def window(self, feature: FeaturePlan) -> Window:
        """The points that the window of a feature holds at each row."""
        name = (feature.signal, feature.over_ms, feature.pane_ms)
        if name not in self._windows:
            points = self._points[feature.signal]
            low = np.searchsorted(points.key, self.rows.key - _reach(feature, self.rows.t), "left")
            own = self.rows.signal == feature.signal
            self._windows[name] = Window(points, low, self._until(feature.signal), own=own)
        return self._windows[name]

    def newest(self, signal: int) -> tuple[Integers, Known]:
        """The place of the newest point of a signal at each row, and whether there is one."""
        points, last = self._points[signal], self._until(signal) - 1
        if not len(points.key):
            return last, np.zeros(len(last), dtype=np.bool_)
        return last, (last >= 0) & (points.key[last] >= self.rows.enrolment * self._block.span)

    def bounds(self, feature: FeaturePlan) -> tuple[Integers, Integers]:
        """At each row: the first instant of the feature's window, and how many points it holds; for a feature without
        window the instant of the newest point, and 1 (that of enrolment, and 0, before the first)."""
        begin = self._block.begin[self.rows.enrolment]
        if feature.over_ms is not None:
            return np.maximum(begin, self.rows.t - _reach(feature, self.rows.t)), self.window(feature).n
        last, known = self.newest(feature.signal)
        points = self._points[feature.signal]
        if not len(points.key):
            return begin, np.zeros(len(begin), dtype=np.int64)
        return np.where(known, self._block.instant(points.key[last])[1], begin), known.astype(np.int64)

    def _until(self, signal: int) -> Integers:
        if signal not in self._high:
            key = self._points[signal].key
            own = self.rows.signal == signal
            self._high[signal] = np.arange(1, len(key) + 1) if own else np.searchsorted(key, self.rows.key, "right")
        return self._high[signal]

    def _newest(self, feature: FeaturePlan) -> tuple[Floats, Known | None]:
        points, (last, known) = self._points[feature.signal], self.newest(feature.signal)
        if feature.kind == "last":
            if not len(points.value):
                return np.zeros(len(last)), known
            return points.value[last] / feature.scale, known
        since = self.rows.t - self._block.begin[self.rows.enrolment]
        if len(points.key):
            since = np.where(known, self.rows.key - points.key[last], since)
        return since / HOUR, None

    def _windowed(self, feature: FeaturePlan) -> tuple[Floats, Known | None]:
        window, over = self.window(feature), feature.over_ms or 1
        n = window.n
        if feature.kind == "count":
            return n.astype(np.float64), None
        if feature.kind == "coverage":
            return np.minimum(1.0, n * feature.every_ms / over), None
        known = n >= feature.needed
        if not len(window.points.value):
            return np.zeros(len(n)), known
        if feature.kind == "slope":
            spread = window.spread_of_time()
            known &= spread != 0
            return window.slant() / np.where(known, spread, 1.0) * (DAY / feature.scale), known
        if bool(known.all()):
            return _formula(feature, window, n), None
        return _formula(feature, window, np.where(known, n, 2)), known


def _reach(feature: FeaturePlan, t: Integers) -> Integers | int:
    """How far back does the window reach from each instant?"""
    over = feature.over_ms or 0
    if feature.pane_ms is None:
        return over
    return over - feature.pane_ms + t % feature.pane_ms


def _formula(feature: FeaturePlan, window: Window, n: Integers) -> Floats:
    """The values of a feature; ``n`` is the number of points, or 2 where the feature is unknown anyway."""
    scale = feature.scale
    values = window.points.value
    match feature.kind:
        case "last":
            return np.asarray(values[window.high - 1] / scale)
        case "delta":
            first = values[np.minimum(window.low, len(values) - 1)]
            return np.asarray((values[window.high - 1] - first) / scale)
        case "mean":
            return np.asarray(window.total() / (n * scale))
        case "min" | "max":
            return np.asarray(window.extreme(highest=feature.kind == "max") / scale)
        case "sd":
            return np.asarray(np.sqrt(window.spread() / (n * (n - 1)).astype(np.float64)) / scale)
        case "quantile":
            return window.quantile(feature.probability) / scale
        case _:
            return np.asarray(window.inside(feature.low, feature.high) / n)
