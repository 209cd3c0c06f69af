"""Upper bounds on what any admissible choice could give: cheap ones that hold without a solver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pagus.engines.access.siting.model import Candidates, Floats, Limits
from pagus.engines.access.siting.shapes import Saving, Shape, state_after

__all__ = ["Relaxed", "best_within", "marginal_bound", "relaxed", "value"]

PATIENCE = 6
"""Steps without progress after which the steps are halved."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """A Lagrangian bound, with the worth of each free offer at its multipliers: they say which offers cannot matter."""

    bound: float
    multiplier: Floats


def best_within(worth: Floats, candidates: Candidates, limits: Limits) -> tuple[float, Floats]:
    """The most that offers of fixed worth can give within the limits, if they may also open in part.

    Takes: ``worth`` (c,) >= 0; forced offers are counted in full, forbidden ones not at all.
    Gives: the sum, and which share of each offer is in it (c,).
    Method: with a number only: the best offer of each column, and of those the best. With a budget: by worth for cost,
    the last one in part; with both, the smaller of the two sums.
    """
    forced = candidates.forced
    shares = forced.astype(np.float64)
    closed = np.zeros(int(candidates.column.max()) + 1 if len(candidates) else 0, dtype=np.bool_)
    closed[candidates.column[forced]] = True
    free = np.flatnonzero((worth > 0) & ~forced & ~candidates.forbidden & ~closed[candidates.column])
    base = float(worth[forced].sum())
    found: list[tuple[float, Floats]] = []
    if limits.count is not None:
        order = free[np.lexsort((free, -worth[free]))]
        _, first = np.unique(candidates.column[order], return_index=True)
        best = order[np.sort(first)][: limits.count - int(forced.sum())]
        part = shares.copy()
        part[best] = 1.0
        found.append((base + float(worth[best].sum()), part))
    if limits.budget is not None:
        left = limits.budget * (1 + 1e-12) - float(candidates.cost[forced].sum())
        able = free[candidates.cost[free] <= left]
        order = able[np.lexsort((able, -worth[able] / candidates.cost[able]))]
        before = np.concatenate([[0.0], np.cumsum(candidates.cost[order])])[:-1]
        part = shares.copy()
        part[order] = np.clip((left - before) / candidates.cost[order], 0.0, 1.0)
        found.append((base + float(np.dot(worth[order], part[order])), part))
    return min(found, key=lambda each: each[0])


def marginal_bound(shape: Shape, candidates: Candidates, limits: Limits, chosen: list[int]) -> float:
    """The most any admissible choice gives, from what each offer would add after the chosen ones.

    Takes: a shape whose offers add less after others (saving, filling), and a choice.
    Gives: f(chosen) + the best of the gains left within the limits.
    Method: f(best) <= f(chosen and best) <= f(chosen) + the sum of the single gains of the best (submodularity;
    Nemhauser, Wolsey and Fisher 1978).
    """
    state = state_after(shape, chosen)
    worth = shape.gains(state)
    worth[np.asarray(chosen, dtype=np.int64)] = 0.0
    reached = value(shape, chosen)
    return reached + best_within(worth, candidates, limits)[0]


def value(shape: Shape, chosen: list[int]) -> float:
    """What do the chosen offers give together? Takes: a shape, offers in order. Gives: the sum of what each adds."""
    state, total = shape.start.copy(), 0.0
    for offer in chosen:
        total += shape.gain(offer, state)
        shape.take(offer, state)
    return total


def relaxed(shape: Shape, candidates: Candidates, limits: Limits, chosen: list[int], rounds: int) -> Relaxed:
    """The most any admissible choice gives, from the Lagrangian relaxation of "each point counts once".

    Takes: a known choice, to begin from and to set the length of the steps; how many steps.
    Gives: the least bound met, and its multipliers. Valid at every step, so it may be cut off anywhere.
    Method: subgradient with Polyak's steps, scaled by what is at stake at each point and halved when there is no
    progress (Polyak 1969; Held, Wolfe and Crowder 1974); it tends to the bound of the linear relaxation.
    """
    ceiling, reached = shape.ceiling(), value(shape, chosen)
    multiplier, scale = _beginning(shape, chosen, ceiling)
    best, kept, pace, idle = float("inf"), multiplier, 1.0, 0
    for _ in range(max(rounds, 1)):
        constant, worth = shape.most(multiplier)
        total, picked = best_within(worth, candidates, limits)
        bound = constant + total
        idle += 1
        if bound < best:
            idle = 0 if bound < best * (1 - 1e-5) else idle
            best, kept = bound, multiplier
        slope = shape.slope(multiplier, picked)
        slope[((multiplier <= 0) & (slope > 0)) | ((multiplier >= ceiling) & (slope < 0))] = 0.0
        length = float(np.dot(scale * slope, slope))
        if length == 0 or best - reached <= 1e-9 * max(abs(best), 1.0):
            break
        if idle >= PATIENCE:
            pace, idle, multiplier = pace / 2, 0, kept
            continue
        multiplier = np.clip(multiplier - pace * (bound - reached) / length * scale * slope, 0.0, ceiling)
    return Relaxed(best, kept)


def _beginning(shape: Shape, chosen: list[int], ceiling: Floats) -> tuple[Floats, Floats]:
    """First multipliers, and the scale of the steps: from the known choice, at which the bound is close already."""
    state = state_after(shape, chosen)
    if isinstance(shape, Saving):
        return 0.8 * shape.weight * (shape.start - state), ceiling
    return ceiling * np.where(state > 0, 1.0, 0.5), ceiling * ceiling
