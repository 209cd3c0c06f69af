"""Windows of dense signals: one short record a pane instead of every point, exact all the same.

The totals of the window are kept as whole numbers and grow with each point. When a new pane begins, what the totals
gained since the last beginning is the record of the pane that ended, and the record of the pane that leaves the
window is taken from the totals: nothing is rounded, so nothing drifts. Records lie packed, end to end: counts in 32
bits where a window cannot hold more points than they reach, sums of values in 64, and in 128 the sums that need more
(squares, products with time).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from struct import Struct

from pagus.engines.signals.grid import FARTHEST
from pagus.engines.signals.model import FeaturePlan

__all__ = ["PanePlan", "PaneWindow", "plan_panes"]

_BITS = 64
_MASK = (1 << _BITS) - 1
_COUNTED = 2**32
"""What 32 bits can count: the points of a window of less than so many ms, of which each has at most one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanePlan:
    """What a pane window of one signal must remember for its features. ``cuts`` are the limits of the bands.

    A record is packed as ``sums``, in the order of ``PaneWindow._totals``, and then ``edges``: lowest, highest and
    first value, as far as they are asked for.
    """

    pane_ms: int
    panes: int
    squares: bool
    trend: bool
    extremes: bool
    ends: bool
    cuts: tuple[int, ...]
    wide: int
    """How many sums take two numbers."""
    sums: Struct
    edges: Struct

    @property
    def span_ms(self) -> int:
        """How long is the window?"""
        return self.pane_ms * self.panes

    @property
    def width(self) -> int:
        """How many bytes one record has."""
        return self.sums.size + self.edges.size

    @property
    def size(self) -> int:
        """How many bytes the records of a window have."""
        return self.width * self.panes

    def cells(self, low: int, high: int) -> tuple[int, int]:
        """Which cells make up the band [low, high]? First (included) and last (excluded)."""
        return bisect_right(self.cuts, low), bisect_left(self.cuts, high + 1) + 1


def plan_panes(features: Iterable[FeaturePlan]) -> PanePlan:
    """What must one pane window remember, for these features of one signal, pane and length?

    Takes: feature plans that share signal, ``pane_ms`` and ``over_ms``. Gives: the plan.
    """
    members = list(features)
    kinds = {feature.kind for feature in members}
    limits = {edge for it in members if it.kind == "share_in_range" for edge in (it.low, it.high + 1)}
    pane_ms, over_ms = members[0].pane_ms or 1, members[0].over_ms or 1
    cuts = tuple(sorted(edge for edge in limits if -FARTHEST < edge <= FARTHEST))
    squares, trend = "sd" in kinds, "slope" in kinds
    extremes, ends = bool(kinds & {"min", "max"}), "delta" in kinds
    wide = (1 if squares else 0) + (3 if trend else 0)
    count = "I" if over_ms < _COUNTED else "Q"
    return PanePlan(
        pane_ms=pane_ms,
        panes=over_ms // pane_ms,
        squares=squares,
        trend=trend,
        extremes=extremes,
        ends=ends,
        cuts=cuts,
        wide=wide,
        sums=Struct("=" + count + "q" + "qQ" * wide + count * (len(cuts) + 1 if cuts else 0)),
        edges=Struct("=" + "qq" * extremes + "q" * ends),
    )


class PaneWindow:
    """The last panes of one series. Points come in order of time; late ones are the business of ``live``."""

    __slots__ = (
        "cells",
        "first",
        "high",
        "last",
        "low",
        "n",
        "pane",
        "pane_first",
        "past_high",
        "past_low",
        "plan",
        "records",
        "squares",
        "time",
        "time_squares",
        "time_values",
        "total",
    )

    def __init__(self, plan: PanePlan, t: int) -> None:
        self.plan = plan
        self.pane = t // plan.pane_ms
        self.n = self.total = self.squares = self.time = self.time_squares = self.time_values = 0
        self.cells = array("q", bytes(8 * (len(plan.cuts) + 1))) if plan.cuts else None
        self.low: int | None = None
        self.high: int | None = None
        self.past_low: int | None = None
        self.past_high: int | None = None
        self.first: int | None = None
        self.last = 0
        self.pane_first: int | None = None
        self.records = bytearray(plan.size)

    def add(self, t: int, value: int) -> None:
        """Take in the next point: ``t`` not before the one before, ``value`` on the grid."""
        plan = self.plan
        pane = t // plan.pane_ms
        if pane != self.pane:
            self.roll(pane)
        self.n += 1
        self.last = value
        self.total += value
        if plan.squares:
            self.squares += value * value
        if self.cells is not None:
            self.cells[bisect_right(plan.cuts, value)] += 1
        if plan.extremes:
            if self.low is None or value < self.low:
                self.low = value
            if self.high is None or value > self.high:
                self.high = value
        if plan.ends:
            if self.pane_first is None:
                self.pane_first = value
            if self.first is None:
                self.first = value
        if plan.trend:
            self.time += t
            self.time_squares += t * t
            self.time_values += t * value

    def roll(self, pane: int) -> None:
        """Move on to a later pane: close the current one and let go of those that leave the window."""
        plan, closing = self.plan, self.pane
        self._write(closing, [now - before for now, before in zip(self._totals(), self._read(closing), strict=True)])
        self._write_ends(closing)
        leaving = range(max(closing + 1, pane - plan.panes + 1), pane + 1)
        if pane - closing >= plan.panes:
            self.records = bytearray(plan.size)
            self._set_totals([0] * len(self._totals()))
        else:
            for index in leaving:
                gone = self._read(index)
                if gone[0]:
                    self._set_totals([now - old for now, old in zip(self._totals(), gone, strict=True)])
                self._write(index, [0] * len(gone))
        self._begin(pane)

    def load(self, pane: int, last: int, records: Iterable[tuple[int, list[int], int, int, int]]) -> None:
        """Stand as after all points up to pane ``pane``, given as records.

        Takes: the pane and the value of the newest point, and for each pane of its window that has points, in order:
        its number, its sums (as ``_totals`` orders them), lowest, highest and first grid value.
        """
        self.last = last
        for index, sums, low, high, first in records:
            self._set_totals([now + more for now, more in zip(self._totals(), sums, strict=True)])
            if index == pane:
                self._begin(pane)
                self._write(pane, [now - more for now, more in zip(self._totals(), sums, strict=True)])
                self.low, self.high, self.pane_first = low, high, first
                self.first = first if self.first is None else self.first
            else:
                self._write(index, sums)
                self.low, self.high, self.pane_first = low, high, first
                self._write_ends(index)

    def lowest(self) -> int:
        """The least value of a window that has points."""
        return min(value for value in (self.low, self.past_low) if value is not None)

    def highest(self) -> int:
        """The greatest value of a window that has points."""
        return max(value for value in (self.high, self.past_high) if value is not None)

    def change(self) -> int:
        """Newest minus first value of a window that has points (only of a plan with ``ends``)."""
        return self.last - (self.first or 0)

    def inside(self, cells: tuple[int, int]) -> int:
        """How many points lie in the band of these cells?"""
        return sum(self.cells[cells[0] : cells[1]]) if self.cells is not None else self.n

    def _begin(self, pane: int) -> None:
        self.pane = pane
        self.low = self.high = self.pane_first = None
        self.past_low = self.past_high = self.first = None
        plan = self.plan
        if plan.extremes or plan.ends:
            for index in range(pane - plan.panes + 1, pane):
                self._look_back(index)
        self._write(pane, self._totals())

    def _look_back(self, index: int) -> None:
        """Take the lowest, highest and first value of a closed pane into those of the window."""
        plan, at = self.plan, index % self.plan.panes * self.plan.width
        if not plan.sums.unpack_from(self.records, at)[0]:
            return
        edges = plan.edges.unpack_from(self.records, at + plan.sums.size)
        if plan.extremes:
            low, high = edges[:2]
            self.past_low = low if self.past_low is None else min(low, self.past_low)
            self.past_high = high if self.past_high is None else max(high, self.past_high)
        if plan.ends and self.first is None:
            self.first = edges[-1]

    def _totals(self) -> list[int]:
        plan = self.plan
        sums = [self.n, self.total]
        if plan.squares:
            sums.append(self.squares)
        if plan.trend:
            sums += [self.time, self.time_squares, self.time_values]
        if self.cells is not None:
            sums += self.cells
        return sums

    def _set_totals(self, sums: list[int]) -> None:
        plan = self.plan
        self.n, self.total = sums[:2]
        if plan.squares:
            self.squares = sums[2]
        if plan.trend:
            at = 3 if plan.squares else 2
            self.time, self.time_squares, self.time_values = sums[at : at + 3]
        if self.cells is not None:
            self.cells = array("q", sums[2 + plan.wide :])

    def _write(self, pane: int, sums: list[int]) -> None:
        plan, wide = self.plan, self.plan.wide
        split = [part for number in sums[2 : 2 + wide] for part in (number >> _BITS, number & _MASK)]
        at = pane % plan.panes * plan.width
        plan.sums.pack_into(self.records, at, *sums[:2], *split, *sums[2 + wide :])

    def _read(self, pane: int) -> list[int]:
        plan, wide = self.plan, self.plan.wide
        record = plan.sums.unpack_from(self.records, pane % plan.panes * plan.width)
        joined = [(record[k] << _BITS) + record[k + 1] for k in range(2, 2 + 2 * wide, 2)]
        return [*record[:2], *joined, *record[2 + 2 * wide :]]

    def _write_ends(self, pane: int) -> None:
        plan = self.plan
        edges = [self.low or 0, self.high or 0] if plan.extremes else []
        if plan.ends:
            edges.append(self.pane_first or 0)
        plan.edges.pack_into(self.records, pane % plan.panes * plan.width + plan.sums.size, *edges)
