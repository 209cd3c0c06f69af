"""Where do sites bring care nearest: on average (p-median), or for the one who is farthest (p-center)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from pagus.engines.access.model import Pairs
from pagus.engines.access.siting.candidates import Columns, check_limits, columns_of, nearest_minutes
from pagus.engines.access.siting.choosing import Task, choose, gap_of
from pagus.engines.access.siting.cover import covering
from pagus.engines.access.siting.greedy import in_order, worth
from pagus.engines.access.siting.model import Bools, Candidates, Choice, Effort, Floats, Limits, Siting
from pagus.engines.access.siting.programmes import Programme, saving_programme
from pagus.engines.access.siting.result import choices_of, people_of
from pagus.engines.access.siting.shapes import Saving
from pagus.errors import ShapeError

__all__ = ["p_center", "p_median"]

NEAREST = 25
"""How many of the nearest offers of each point enter the first programme; what is left out bounds the rest."""


def p_median(
    people: Floats,
    pairs: Pairs,
    candidates: Candidates,
    limits: Limits,
    *,
    existing: Pairs | None = None,
    effort: Effort | None = None,
) -> Siting:
    """Which sites make the way to the nearest one shortest on average over all people?

    Takes: ``people`` (n,) >= 0; ``pairs`` of the candidates' sites; ``existing``, pairs of the sites there already.
    Minutes beyond the pairs' limit count as the limit: the mean is one of min(minutes, limit).
    Gives: value and bound in minutes (mean, weighted by people); gains in minutes of that mean.
    Refuses: InputError for limits that cannot be kept, negative or missing people, or nobody at all; ShapeError.
    Limits: a site has no capacity here: everybody goes to the nearest. Use ``maximal_cover`` for capacities.
    """
    effort = effort or Effort()
    total = people_of(people, pairs.demand_count)
    check_limits(candidates, limits)
    now = _now(pairs, existing)
    columns = columns_of(pairs, candidates)
    columns = columns.keep((columns.value < now[columns.rows]) & (people[columns.rows] > 0))
    shape = Saving(columns, people, now)
    before = float(np.dot(people, now))
    task = Task(
        shape=shape,
        candidates=candidates,
        limits=limits,
        programmes=lambda open_: _programmes(shape, candidates, limits, open_),
        scale=lambda gain, _: before - gain,
        worth=lambda offers: worth(shape, offers),
    )
    found = choose(task, effort)
    gap = gap_of(task, found)
    return Siting(
        objective="p-median",
        unit="minutes",
        better="less",
        choices=choices_of(candidates, in_order(shape, found.chosen), before / total, -1.0 / total),
        before=before / total,
        value=(before - found.gain) / total,
        bound=(before - found.bound) / total,
        gap=gap,
        proven_gap=gap if gap <= max(effort.wanted_gap, 1e-6) else None,
        derivation=found.derivation,
        unreachable=_unreachable(people, now, pairs),
        stopped=found.stopped,
    )


def p_center(
    people: Floats,
    pairs: Pairs,
    candidates: Candidates,
    limits: Limits,
    *,
    existing: Pairs | None = None,
    effort: Effort | None = None,
) -> Siting:
    """Which sites make the longest way to the nearest one as short as possible?

    Takes: as ``p_median``; points without people do not count, nor do those that nothing reaches within the limit.
    Gives: value and bound in minutes: the longest way left, and the shortest that is not yet ruled out.
    Refuses: as ``p_median``.
    Method: bisection over the minutes that occur; for each the maximal cover of points: a bound below their number
    rules the minutes out. Nothing is claimed where neither a cover nor such a bound was found.
    """
    effort = effort or Effort()
    people_of(people, pairs.demand_count)
    check_limits(candidates, limits)
    now = _now(pairs, existing)
    columns = columns_of(pairs, candidates)
    columns = columns.keep(~candidates.forbidden[columns.owner])
    lost = set(_unreachable(people, now, pairs))
    asked = (people > 0) & ~np.isin(np.arange(len(people)), list(lost))
    return _centre(columns, asked, now, candidates, limits, effort, tuple(sorted(lost)))


def _centre(
    columns: Columns,
    asked: Bools,
    now: Floats,
    candidates: Candidates,
    limits: Limits,
    effort: Effort,
    lost: tuple[int, ...],
) -> Siting:
    before = float(now[asked].max(initial=0.0))
    useful = asked[columns.rows] & (columns.value < before)
    levels = np.unique(np.concatenate([columns.value[useful], now[asked], [before]]))
    least = _least_level(columns, asked, now)
    low, high = int(np.searchsorted(levels, least)), len(levels) - 1
    ruled_out, chosen, stopped = low - 1, np.flatnonzero(candidates.forced).tolist(), False
    value = _longest(columns, asked, now, chosen)
    high = int(np.searchsorted(levels, value))
    while low < high:
        middle = (low + high) // 2
        offers, bound, met = _covered(columns, asked, now, candidates, limits, effort, float(levels[middle]))
        reached = _longest(columns, asked, now, offers)
        if reached <= levels[middle]:
            chosen, value = offers, reached
            high = int(np.searchsorted(levels, reached))
        else:
            if bound < asked.sum() - 0.5:
                ruled_out = max(ruled_out, middle)
            stopped |= met
            low = middle + 1
    best = float(levels[min(ruled_out + 1, len(levels) - 1)])
    gap = max(0.0, value - best) / value if value > 0 else 0.0
    return Siting(
        objective="p-center",
        unit="minutes",
        better="less",
        choices=_stepwise(columns, asked, now, candidates, chosen),
        before=before,
        value=value,
        bound=min(best, value),
        gap=gap,
        proven_gap=gap if gap <= max(effort.wanted_gap, 1e-6) else None,
        derivation="solver" if gap <= 1e-6 else "relaxation",
        unreachable=lost,
        stopped=stopped,
    )


def _covered(
    columns: Columns,
    asked: Bools,
    now: Floats,
    candidates: Candidates,
    limits: Limits,
    effort: Effort,
    minutes: float,
) -> tuple[list[int], float, bool]:
    left = asked & (now > minutes)
    near = columns.keep(left[columns.rows] & (columns.value <= minutes))
    kept = asked & ~left
    task = covering(near, left.astype(np.float64), left.astype(np.float64), candidates, limits)
    found = choose(task, replace(effort, wanted_gap=0.4 / max(int(left.sum()), 1)))
    return found.chosen, found.bound + float(kept.sum()), found.stopped


def _stepwise(
    columns: Columns, asked: Bools, now: Floats, candidates: Candidates, chosen: list[int]
) -> tuple[Choice, ...]:
    """The chosen offers by how much each shortens the longest way when it opens next; ties by the mean."""
    left, state, steps, value = sorted(chosen), now.copy(), [], float(now[asked].max(initial=0.0))
    while left:
        trial = [_opened(columns, state, offer) for offer in left]
        best = min(
            range(len(left)), key=lambda at: (trial[at][asked].max(initial=0.0), trial[at][asked].sum(), left[at])
        )
        state, offer = trial[best], left.pop(best)
        after = float(state[asked].max(initial=0.0))
        steps.append((offer, value - after))
        value = after
    return choices_of(candidates, steps, float(now[asked].max(initial=0.0)), -1.0)


def _opened(columns: Columns, state: Floats, offer: int) -> Floats:
    low, high = columns.ptr[offer], columns.ptr[offer + 1]
    after = state.copy()
    np.minimum.at(after, columns.rows[low:high], columns.value[low:high])
    return after


def _longest(columns: Columns, asked: Bools, now: Floats, offers: list[int]) -> float:
    state = now.copy()
    for offer in offers:
        state = _opened(columns, state, offer)
    return float(state[asked].max(initial=0.0))


def _least_level(columns: Columns, asked: Bools, now: Floats) -> float:
    """With every candidate open nobody is nearer than this."""
    state = now.copy()
    np.minimum.at(state, columns.rows, columns.value)
    return float(state[asked].max(initial=0.0))


def _now(pairs: Pairs, existing: Pairs | None) -> Floats:
    if existing is None:
        return np.full(pairs.demand_count, float(pairs.limit_min))
    if existing.demand_count != pairs.demand_count:
        raise ShapeError("the travel times of existing sites are of another demand")
    return np.minimum(nearest_minutes(existing), float(pairs.limit_min))


def _unreachable(people: Floats, now: Floats, pairs: Pairs) -> tuple[int, ...]:
    reached = np.zeros(pairs.demand_count, dtype=np.bool_)
    reached[pairs.demand] = True
    return tuple(np.flatnonzero(~reached & (people > 0) & (now >= pairs.limit_min)).tolist())


def _programmes(
    shape: Saving, candidates: Candidates, limits: Limits, open_: tuple[Floats, Floats]
) -> Iterator[Programme]:
    columns = shape.columns.keep(open_[1][shape.columns.owner] > 0)
    saved = shape.weight[columns.rows] * (shape.start[columns.rows] - columns.value)
    order = np.lexsort((columns.owner, -saved, columns.rows))
    rows = columns.rows[order]
    rank = np.empty(len(rows), dtype=np.int64)
    rank[order] = np.arange(len(rows)) - np.searchsorted(rows, rows)
    if len(rank) and rank.max() >= NEAREST:
        first = rank < NEAREST
        tail = np.zeros(len(shape.weight))
        np.maximum.at(tail, columns.rows[~first], saved[~first])
        yield saving_programme(columns.keep(first), saved[first], tail, candidates, limits, open_)
    yield saving_programme(columns, saved, np.zeros(len(shape.weight)), candidates, limits, open_)
