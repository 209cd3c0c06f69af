"""What live keeps of one signal of one subject: the newest point, the points of exact windows, the pane windows.

All numbers of a series but its panes lie in one array, because a territory has tens of thousands of series and each
observation wakes another one: what counts is how many places of memory it touches. The array holds

    instant and value of the newest point                     LAST_T, LAST_VALUE
    for each exact window: place of its oldest point, sum     from FIRST_MARK on (the sum where a feature asks for it)
    instant and value of each point kept, oldest first        from ``plan.head`` on

A place is an index into the array. The marks of a window move on when somebody looks at it; its sum is of whole
numbers, so it cannot drift.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pagus.engines.signals.model import FeaturePlan, Program
from pagus.engines.signals.panes import PanePlan, PaneWindow, plan_panes

__all__ = ["FIRST_MARK", "LAST_T", "LAST_VALUE", "NEWEST_BYTES", "UNKNOWN", "Series", "SeriesPlan", "plan_series"]

LAST_T, LAST_VALUE, FIRST_MARK = 0, 1, 2
NEWEST_BYTES = 16
"""How long the newest point is, packed."""
UNKNOWN = -(2**62)
"""The newest value before there is a point; no grid number is so low."""


_OF_SUMS = {"mean", "sd", "slope"}
"""Features of exact windows that need the sum of their values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlan:
    """What to keep of one signal: points for ``keep_ms`` (0: none), and pane windows.

    ``marks``: the length of each exact window, in the order of their marks; ``sums``: the places of the sums wanted;
    ``head``: the place of the first point; ``pane_slots``: the place of each pane window, by (pane, length).
    """

    keep_ms: int
    marks: tuple[int, ...]
    sums: tuple[int, ...]
    head: int
    panes: tuple[PanePlan, ...]
    pane_slots: dict[tuple[int, int], int]

    def mark(self, over_ms: int) -> int:
        """The place of the marks of the exact window of this length."""
        return FIRST_MARK + 2 * self.marks.index(over_ms)


def plan_series(program: Program) -> tuple[SeriesPlan, ...]:
    """What does live keep of each signal of this program?

    Takes: a program. Gives: one plan a signal, in its order.
    """
    return tuple(_plan([it for it in program.features if it.signal == signal.slot]) for signal in program.signals)


def _plan(features: list[FeaturePlan]) -> SeriesPlan:
    exact = sorted({it.over_ms for it in features if it.over_ms is not None and it.pane_ms is None})
    summed = {it.over_ms for it in features if it.kind in _OF_SUMS}
    windows: dict[tuple[int, int], list[FeaturePlan]] = {}
    for it in features:
        if it.over_ms is not None and it.pane_ms is not None:
            windows.setdefault((it.pane_ms, it.over_ms), []).append(it)
    return SeriesPlan(
        keep_ms=max(exact, default=0),
        marks=tuple(exact),
        sums=tuple(FIRST_MARK + 2 * number + 1 for number, over in enumerate(exact) if over in summed),
        head=FIRST_MARK + 2 * len(exact),
        panes=tuple(plan_panes(members) for members in windows.values()),
        pane_slots={window: slot for slot, window in enumerate(windows)},
    )


class Series:
    """The state of one signal of one subject. Before the first point, its newest instant is that of enrolment."""

    __slots__ = ("data", "panes", "plan")

    def __init__(self, plan: SeriesPlan, from_ms: int) -> None:
        self.plan = plan
        self.data = array("q", (from_ms, UNKNOWN, *([plan.head, 0] * len(plan.marks))))
        self.panes = tuple(PaneWindow(pane, from_ms) for pane in plan.panes)

    @property
    def last_t(self) -> int:
        """The instant of the newest point, or of enrolment."""
        return self.data[LAST_T]

    @property
    def last_value(self) -> int | None:
        """The newest value, on the grid; None before the first."""
        value = self.data[LAST_VALUE]
        return None if value == UNKNOWN else value

    def add(self, t: int, value: int) -> None:
        """Take in the next point: ``t`` later than that of the one before, ``value`` on the grid."""
        data, plan = self.data, self.plan
        data[LAST_T] = t
        data[LAST_VALUE] = value
        if plan.keep_ms:
            for place in plan.sums:
                data[place] += value
            data.append(t)
            data.append(value)
            if data[plan.head] < t - plan.keep_ms - (plan.keep_ms >> 2):
                self.trim(t)
        for pane in self.panes:
            pane.add(t, value)

    def move(self, mark: int, start: int) -> int:
        """Let the window of this mark begin at ``start``. Gives: the place of its oldest point."""
        data = self.data
        first, size = data[mark], len(data)
        low = first
        while low < size and data[low] < start:
            low += 2
        if mark + 1 in self.plan.sums:
            data[mark + 1] -= sum(data[first + 1 : low : 2])
        data[mark] = low
        return low

    def trim(self, t: int) -> None:
        """Forget the points that no window at ``t`` or later can hold."""
        data, head = self.data, self.plan.head
        places = [FIRST_MARK + 2 * number for number in range(len(self.plan.marks))]
        gone = min(self.move(place, t - over) for place, over in zip(places, self.plan.marks, strict=True)) - head
        del data[head : head + gone]
        for place in places:
            data[place] -= gone

    def load(self, points: array[int]) -> None:
        """Keep these points (instant, value, instant, ...), oldest first; they are the newest that there are."""
        data, plan = self.data, self.plan
        if len(points):
            data[LAST_T], data[LAST_VALUE] = points[-2], points[-1]
        if plan.keep_ms:
            del data[plan.head :]
            data.extend(points)
            for number in range(len(plan.marks)):
                data[FIRST_MARK + 2 * number] = plan.head
            for place in plan.sums:
                data[place] = sum(points[1::2])

    def add_all(self, points: Sequence[tuple[int, int]]) -> None:
        """Take in the first points there are, in order of time, with nobody looking in between."""
        if self.panes:
            for t, value in points:
                self.add(t, value)
        elif points:
            self.load(array("q", [number for point in points for number in point]))

    def newest(self) -> bytes:
        """Instant and value of the newest point, packed; ``put_newest`` reads them back."""
        return self.data[:FIRST_MARK].tobytes()

    def put_newest(self, newest: bytes) -> None:
        """Take this instant and value as the newest point, without keeping it."""
        self.data[:FIRST_MARK] = array("q", newest)

    def holds(self, t: int, value: int) -> bool:
        """Is exactly this point among those kept? False may also mean: no longer kept."""
        if t == self.last_t:
            return value == self.last_value
        times = self.data[self.plan.head :: 2]
        at = bisect_left(times, t)
        return at < len(times) and times[at] == t and self.data[self.plan.head + 2 * at + 1] == value

    def count_since(self, start: int) -> int:
        """How many of the kept points are at ``start`` or later?"""
        times = self.data[self.plan.head :: 2]
        return len(times) - bisect_left(times, start)
