"""What live keeps of one signal of one subject: the newest point, the points of exact windows, the pane windows."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass

from pagus.engines.signals.model import FeaturePlan, Program
from pagus.engines.signals.panes import PanePlan, PaneWindow, plan_panes

__all__ = ["Series", "SeriesPlan", "plan_series"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlan:
    """What to keep of one signal: points for ``keep_ms`` (0: none), and these pane windows.

    ``reach_ms``: how far back the oldest point may lie that a window at an instant still needs.
    """

    keep_ms: int
    panes: tuple[PanePlan, ...]
    pane_slots: dict[tuple[int, int], int]
    reach_ms: int


def plan_series(program: Program) -> tuple[SeriesPlan, ...]:
    """What does live keep of each signal of this program?

    Takes: a program. Gives: one plan a signal, in its order.
    """
    return tuple(_plan([it for it in program.features if it.signal == signal.slot]) for signal in program.signals)


def _plan(features: list[FeaturePlan]) -> SeriesPlan:
    exact = [it.over_ms for it in features if it.over_ms is not None and it.pane_ms is None]
    windows: dict[tuple[int, int], list[FeaturePlan]] = {}
    for it in features:
        if it.over_ms is not None and it.pane_ms is not None:
            windows.setdefault((it.pane_ms, it.over_ms), []).append(it)
    return SeriesPlan(
        keep_ms=max(exact, default=0),
        panes=tuple(plan_panes(members) for members in windows.values()),
        pane_slots={window: slot for slot, window in enumerate(windows)},
        reach_ms=max([*exact, *(over for _, over in windows)], default=0),
    )


class Series:
    """The state of one signal of one subject. Before the first point, ``last_t`` is the instant of enrolment."""

    __slots__ = ("keep_ms", "last_t", "last_value", "panes", "times", "values")

    def __init__(self, plan: SeriesPlan, from_ms: int) -> None:
        self.keep_ms = plan.keep_ms
        self.last_t = from_ms
        self.last_value: int | None = None
        self.times = array("q")
        self.values = array("q")
        self.panes = tuple(PaneWindow(pane, from_ms) for pane in plan.panes)

    def add(self, t: int, value: int) -> None:
        """Take in the next point: ``t`` later than that of the one before, ``value`` on the grid."""
        self.last_t = t
        self.last_value = value
        keep = self.keep_ms
        if keep:
            times = self.times
            times.append(t)
            self.values.append(value)
            if times[0] < t - keep - (keep >> 2):
                self.trim(t)
        for pane in self.panes:
            pane.add(t, value)

    def trim(self, t: int) -> None:
        """Forget the points that no window at ``t`` or later can hold."""
        gone = bisect_left(self.times, t - self.keep_ms)
        del self.times[:gone]
        del self.values[:gone]

    def holds(self, t: int, value: int) -> bool:
        """Is exactly this point among those kept? False may also mean: no longer kept."""
        if t == self.last_t:
            return value == self.last_value
        at = bisect_left(self.times, t)
        return at < len(self.times) and self.times[at] == t and self.values[at] == value

    def load(self, times: array[int], values: array[int]) -> None:
        """Stand as after these newest points, oldest first (pane windows are loaded apart)."""
        self.times, self.values = times, values

    def count_since(self, start: int) -> int:
        """How many of the kept points are at ``start`` or later?"""
        return len(self.times) - bisect_left(self.times, start)
