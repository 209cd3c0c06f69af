"""One way for all objectives: greedy, exchanges, bounds that need no solver, and HiGHS where the programme is small."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from pagus.engines.access.siting import highs
from pagus.engines.access.siting.bounds import best_within, marginal_bound, relaxed
from pagus.engines.access.siting.greedy import greedy, swapped
from pagus.engines.access.siting.model import TIGHT, Candidates, Derivation, Effort, Floats, Limits
from pagus.engines.access.siting.programmes import Programme
from pagus.engines.access.siting.shapes import Saving, Serving, Shape

__all__ = ["Found", "Task", "choose"]

Programmes = Callable[[tuple[Floats, Floats]], Iterator[Programme]]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What to choose from, and what it is worth.

    ``shape`` gives the greedy order and the bounds; ``worth`` the true gain of a set (never above that of the
    shape). ``programmes``: from the least and greatest value of each offer, programmes whose
    gain is the true one or above, each more faithful than the one before. ``scale(gain, bound)``: what a gap of 1 is.
    """

    shape: Shape
    candidates: Candidates
    limits: Limits
    programmes: Programmes
    scale: Callable[[float, float], float]
    worth: Callable[[list[int]], float]
    starts: tuple[list[int], ...] = ()


@dataclass(slots=True)
class Found:
    """The best choice known and the least bound known, in the unit of the gain."""

    chosen: list[int]
    gain: float
    bound: float
    derivation: Derivation
    stopped: bool = False

    def lower(self, bound: float, derivation: Derivation) -> None:
        """Keep the smaller bound; one below the gain can only be rounding."""
        if bound < self.bound:
            self.bound, self.derivation = max(bound, self.gain), derivation

    def offer(self, chosen: list[int], gain: float) -> None:
        """Keep the better choice."""
        if gain > self.gain:
            self.chosen, self.gain = chosen, gain
            self.bound = max(self.bound, gain)


def choose(task: Task, effort: Effort) -> Found:
    """Which offers open, and what is the most that any admissible choice could gain?

    Takes: the task and the effort.
    Gives: the best choice found and the least of the bounds.
    Method: lazy greedy and exchanges; the marginal and the Lagrangian bound; then HiGHS unless the gap is already as
    wanted or the programme is too large. Offers that the Lagrangian bound rules out are left out of the programme.
    """
    found = _quickly(task, effort)
    tolerance = max(effort.wanted_gap, TIGHT / 10) * task.scale(found.gain, found.bound)
    if effort.way == "quick" or found.bound - found.gain <= tolerance:
        return found
    if effort.way == "auto" and len(task.shape.columns.rows) > effort.exact_entries:
        # Before it is called too large: what the relaxation leaves open may be small.
        possible = _ruled_out(task, effort, found)[1] > 0
        if int(np.diff(task.shape.columns.ptr)[possible].sum()) > effort.exact_entries:
            return found
    return _exactly(task, effort, found)


def gap_of(task: Task, found: Found) -> float:
    """The distance of gain and bound on the scale of the task."""
    scale = task.scale(found.gain, found.bound)
    return 0.0 if found.bound <= found.gain else (found.bound - found.gain) / scale if scale > 0 else float("inf")


def _quickly(task: Task, effort: Effort) -> Found:
    shape, candidates, limits = task.shape, task.candidates, task.limits
    first = greedy(shape, candidates, limits)
    starts = [first, *task.starts]
    if not isinstance(shape, Serving) and effort.swaps:
        starts.append(swapped(shape, candidates, limits, first, effort.swaps))
    best = max(starts, key=task.worth)
    everything = _everything(shape)
    gain = task.worth(best)
    found = Found(best, gain, max(everything, gain), "everything-reached")
    if not isinstance(shape, Serving):
        found.lower(marginal_bound(shape, candidates, limits, best), "marginal-gains")
    found.lower(relaxed(shape, candidates, limits, best, effort.rounds).bound, "relaxation")
    return found


def _everything(shape: Shape) -> float:
    """What all offers give at most together: of each point what is at stake, where one reaches it."""
    if isinstance(shape, Saving):
        state = shape.start.copy()
        np.minimum.at(state, shape.columns.rows, shape.columns.value)
        return float(np.dot(shape.weight, shape.start - state))
    reached = np.zeros(shape.columns.row_count, dtype=np.bool_)
    reached[shape.columns.rows] = True
    return float(np.dot(shape.weight, np.where(reached, shape.start, 0.0)))


def _exactly(task: Task, effort: Effort, found: Found) -> Found:
    open_ = _ruled_out(task, effort, found)
    tolerance = max(effort.wanted_gap, TIGHT / 10) * task.scale(found.gain, found.bound)
    for programme in task.programmes(open_):
        hint = np.asarray(found.chosen, dtype=np.int64)
        solved = highs.solve(programme, effort, hint, tolerance / 2)
        if solved.opened is not None:
            chosen = [int(each) for each in solved.opened]
            found.offer(chosen, task.worth(chosen))
        found.stopped = solved.stopped
        found.lower(solved.bound, "solver")
        if found.bound - found.gain <= tolerance or solved.stopped:
            break
    return found


def _ruled_out(task: Task, effort: Effort, found: Found) -> tuple[Floats, Floats]:
    """The least and greatest value of each offer in any choice that is better than the one at hand."""
    candidates, limits = task.candidates, task.limits
    lower, upper = candidates.forced.astype(np.float64), 1.0 - candidates.forbidden.astype(np.float64)
    single = len(np.unique(candidates.column)) == len(candidates)
    if limits.count is None or limits.budget is not None or not single:
        return lower, upper
    deep = replace(effort, rounds=max(effort.rounds, 200))
    lagrangian = relaxed(task.shape, candidates, limits, found.chosen, deep.rounds)
    found.lower(lagrangian.bound, "relaxation")
    constant, worth = task.shape.most(lagrangian.multiplier)
    total, picked = best_within(worth, candidates, limits)
    free = np.flatnonzero(~candidates.forced & ~candidates.forbidden)
    ranked = np.sort(worth[free])[::-1]
    left = limits.count - int(candidates.forced.sum())
    if left <= 0 or len(ranked) <= left:
        return lower, upper
    goal = found.gain * (1 - 1e-9) - 1e-9
    closing = free[(picked[free] == 0) & (constant + total - ranked[left - 1] + worth[free] < goal)]
    opening = free[(picked[free] == 1) & (constant + total - worth[free] + ranked[left] < goal)]
    upper[closing], lower[opening] = 0.0, 1.0
    return lower, upper
