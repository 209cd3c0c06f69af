"""The points of one signal of a block with its running sums, and what windows of it add up to.

All sums are of whole numbers, so the difference of two running sums is the exact sum of the window, however long the
history before it. Squares and products with time need 128 bits, which Polars has.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import polars as pl

from pagus.engines.signals.timeline import Integers

__all__ = ["Floats", "Points", "Window"]

Floats = npt.NDArray[np.float64]

_SORTED_AT_ONCE = 2_000_000
"""How many numbers are sorted at once for quantiles: 16 MB."""


class Points:
    """Takes: keys (rising) and grid values of one signal; ``t``, their instants on any clock of ms."""

    def __init__(self, key: Integers, value: Integers, t: Integers) -> None:
        self.key = key
        self.value = value
        self.t = t
        self._sums: dict[object, Integers] = {}
        self._wide: dict[str, pl.Series] = {}
        self._tables: dict[bool, Integers] = {}
        self._coarse: tuple[Integers, int] | None = None

    def sums(self, name: object, numbers: Callable[[], npt.NDArray[np.signedinteger]]) -> Integers:
        """Running sum from zero, one longer than the points."""
        if name not in self._sums:
            column = np.zeros(len(self.value) + 1, dtype=np.int64)
            np.cumsum(numbers(), out=column[1:])
            self._sums[name] = column
        return self._sums[name]

    def wide(self, name: str) -> pl.Series:
        """Running sum from zero, in 128 bits, of ``squares``, ``time_squares`` or ``time_values``."""
        if name not in self._wide:
            one, other = {
                "squares": (self.value, self.value),
                "time_squares": (self.t, self.t),
                "time_values": (self.t, self.value),
            }[name]
            products = pl.DataFrame({"a": one, "b": other}).select(
                (pl.col("a").cast(pl.Int128) * pl.col("b")).cum_sum()
            )
            self._wide[name] = pl.concat([pl.Series("a", [0], dtype=pl.Int128), products.to_series()])
        return self._wide[name]

    def coarse(self) -> tuple[Integers, int]:
        """The values on the coarsest decimal grid that holds them all, and how many steps of the fine grid a step is.

        Devices send one or two decimals, so the squares of these numbers mostly fit in 64 bits.
        """
        if self._coarse is None:
            step = _power_of_ten_in(int(np.gcd.reduce(self.value[:: max(1, len(self.value) // 1000)])))
            while step > 1 and bool((self.value % step).any()):
                step //= 10
            self._coarse = self.value // step, step
        return self._coarse

    def table(self, *, highest: bool) -> Integers:
        """Lowest (highest) value of the 1, 2, 4, ... points from each on: one row for each power of two."""
        if highest not in self._tables:
            pick = np.maximum if highest else np.minimum
            rows = [self.value]
            while 2 ** len(rows) <= len(self.value):
                half, row = 2 ** (len(rows) - 1), rows[-1].copy()
                pick(row[:-half], row[half:], out=row[:-half])
                rows.append(row)
            self._tables[highest] = np.concatenate(rows)
        return self._tables[highest]


class Window:
    """One window of one signal at many instants: the points from ``low`` (included) to ``high`` (excluded).

    ``own``: the instants are those of the points, so ``high`` is 1, 2, 3, ...
    """

    def __init__(self, points: Points, low: Integers, high: Integers, *, own: bool) -> None:
        self.points = points
        self.low = low
        self.high = high
        self.own = own
        self.n = high - low
        self._sums: dict[object, Integers] = {}

    def total(self) -> Integers:
        """Sum of the values."""
        return self._sum("total", lambda: self.points.value)

    def time(self) -> Integers:
        """Sum of the instants."""
        return self._sum("time", lambda: self.points.t)

    def inside(self, low: int, high: int) -> Integers:
        """How many values lie in [low, high]."""
        value = self.points.value
        return self._sum((low, high), lambda: ((value >= low) & (value <= high)).view(np.int8))

    def spread_of_time(self) -> Floats:
        """n x sum of squares - square of the sum, of the instants; rounded once."""
        return self._difference_of_products(self._wide("time_squares"), self.time(), self.time())

    def spread(self) -> Floats:
        """n x sum of squares - square of the sum, of the values; rounded once."""
        coarse, step = self.points.coarse()
        farthest = int(np.abs(coarse).max(initial=0)) * int(self.n.max(initial=0))
        if farthest >= 2**26:  # the difference could have more than 53 bits
            return self._difference_of_products(self._wide("squares"), self.total(), self.total())
        total = self._sum("coarse", lambda: coarse)
        squares = self._sum("coarse squares", lambda: coarse * coarse)
        return (self.n * squares - total * total).astype(np.float64) * float(step * step)

    def slant(self) -> Floats:
        """n x sum of products - product of the sums, of instants and values; rounded once."""
        return self._difference_of_products(self._wide("time_values"), self.time(), self.total())

    def extreme(self, *, highest: bool) -> Integers:
        """Lowest or highest value; anything where there is none."""
        table, count = self.points.table(highest=highest), len(self.points.value)
        pick = np.maximum if highest else np.minimum
        n = np.maximum(self.n, 1)
        power = np.frexp(n.astype(np.float64))[1].astype(np.int64) - 1
        first = np.minimum(self.low, count - 1)
        second = np.maximum(first, first + n - (1 << power))
        result: Integers = pick(table[power * count + first], table[power * count + second])
        return result

    def quantile(self, probability: float) -> Floats:
        """Type 7 of Hyndman and Fan, on the grid; anything where there is no point."""
        result = np.zeros(len(self.n))
        order = np.flatnonzero(self.n > 0)
        order = order[np.argsort(self.n[order], kind="stable")]
        while order.size:
            width = int(self.n[order[0]])
            while True:
                some = order[: max(1, _SORTED_AT_ONCE // width)]
                widest = int(self.n[some[-1]])
                if widest <= 2 * width:
                    break
                width = widest
            result[some] = self._quantile_of(some, widest, probability)
            order = order[len(some) :]
        return result

    def _quantile_of(self, rows: Integers, widest: int, probability: float) -> Floats:
        n = self.n[rows]
        place = self.low[rows][:, None] + np.arange(widest)
        beyond = np.arange(widest) >= n[:, None]
        values = self.points.value[np.minimum(place, len(self.points.value) - 1)]
        values[beyond] = np.iinfo(np.int64).max
        values.sort(axis=1)
        at = (n - 1) * probability
        below = np.floor(at).astype(np.int64)
        each = np.arange(len(rows))
        low, high = values[each, below], values[each, np.minimum(below + 1, n - 1)]
        return np.asarray(low + (high - low) * (at - below))

    def _sum(self, name: object, numbers: Callable[[], npt.NDArray[np.signedinteger]]) -> Integers:
        if name not in self._sums:
            running = self.points.sums(name, numbers)
            until = running[1:] if self.own else running[self.high]
            self._sums[name] = until - running[self.low]
        return self._sums[name]

    def _wide(self, name: str) -> pl.Series:
        running = self.points.wide(name)
        until = running.slice(1) if self.own else running.gather(self.high)
        return until - running.gather(self.low)

    def _difference_of_products(self, wide: pl.Series, one: Integers, other: Integers) -> Floats:
        frame = pl.DataFrame({"n": self.n, "one": one, "other": other}).with_columns(wide.alias("wide"))
        n, first = pl.col("n").cast(pl.Int128), pl.col("one").cast(pl.Int128)
        return frame.select((n * pl.col("wide") - first * pl.col("other")).cast(pl.Float64)).to_series().to_numpy()


def _power_of_ten_in(number: int) -> int:
    """The largest power of ten that divides a number, at most 10^11, whose square is a float64 still; 1 for zero."""
    step = 1
    while number and step < 10**11 and number % (step * 10) == 0:
        step *= 10
    return step
