"""Siting where people divide themselves among the sites in reach (3SFCA): a new site draws people from the others."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from pagus.engines.access.model import Method, Pairs
from pagus.engines.access.siting.bounds import best_within
from pagus.engines.access.siting.candidates import Columns, columns_of
from pagus.engines.access.siting.giving import weights_of
from pagus.engines.access.siting.greedy import Purse
from pagus.engines.access.siting.model import TIGHT, Candidates, Choice, Floats, Ints, Limits, Siting
from pagus.errors import InputError, ShapeError

__all__ = ["Standing", "shared_gain"]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The sites of today: ``pairs`` with the demand, ``capacity`` (s,)."""

    pairs: Pairs
    capacity: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _World:
    """Today's entries and the candidates' ones, as weights."""

    people: Floats
    std_people: Floats
    rows: Ints
    site: Ints
    weight: Floats
    capacity: Floats
    columns: Columns
    offered: Floats
    top: float

    def value(self, offers: list[int]) -> float:
        """The sum over people of min(access, top) with these offers open, from scratch."""
        rows, site, weight, capacity = [self.rows], [self.site], [self.weight], [self.capacity]
        for at, offer in enumerate(offers):
            low, high = self.columns.ptr[offer], self.columns.ptr[offer + 1]
            rows.append(self.columns.rows[low:high])
            site.append(np.full(high - low, len(self.capacity) + at))
            weight.append(self.columns.value[low:high])
            capacity.append(self.offered[offer : offer + 1])
        access = shared_access(
            self.std_people,
            np.concatenate(rows),
            np.concatenate(site),
            np.concatenate(weight),
            np.concatenate(capacity),
        )
        return float(np.dot(self.people, np.minimum(access, self.top)))


def shared_access(std_people: Floats, rows: Ints, site: Ints, weight: Floats, capacity: Floats) -> Floats:
    """The access of each place by 3SFCA: A = sum G w R, R = S / sum G w P, G = w / sum of w over the sites in reach.

    Takes: entries (place, site, weight), standardised people (n,), capacity (s,).
    Gives: (n,) capacity per standardised inhabitant.
    """
    reach = np.bincount(rows, weights=weight, minlength=len(std_people))
    pull = np.divide(weight * weight, reach[rows], out=np.zeros_like(weight), where=reach[rows] > 0)
    asked = np.bincount(site, weights=pull * std_people[rows], minlength=len(capacity))
    ratio = np.divide(capacity, asked, out=np.zeros_like(asked), where=asked > 0)
    return np.bincount(rows, weights=pull * ratio[site], minlength=len(std_people)).astype(np.float64)


def shared_gain(
    people: Floats,
    std_people: Floats,
    pairs: Pairs,
    candidates: Candidates,
    limits: Limits,
    method: Method,
    existing: Standing,
    top: float,
) -> Siting:
    """Which sites raise access most when they draw people from the sites of today?

    Takes: as ``access_gain``; ``top``: access counts up to it (``inf``: all of it).
    Gives: value, before and bound of mean access.
    Refuses: InputError for a capacity without limit; ShapeError for existing sites of another demand.
    Method: greedy; a trial is a full recompute. Gains may grow after others, so an old gain only guesses.
    The bound: std_people x access always sums to the capacity with anybody in reach. So what counts up to the threshold
    grows by no more than the new capacity and what is above the threshold today, times the largest people / std_people.
    """
    if existing.pairs.demand_count != pairs.demand_count or len(existing.capacity) != len(existing.pairs.site_ptr) - 1:
        raise ShapeError("the travel times of existing sites are of another demand")
    if not np.isfinite(candidates.capacity[~candidates.forbidden]).all():
        raise InputError("access needs a finite capacity of each kind of site")
    world = _world(people, std_people, pairs, candidates, method, existing, top)
    total, start = float(people.sum()), world.value([])
    chosen = _greedy(world, candidates, limits, start)
    values = [start, *(world.value(chosen[: end + 1]) for end in range(len(chosen)))]
    bound = max(values[-1], start + _conserved(world, candidates, limits, start))
    gain, room = values[-1] - start, bound - start
    gap = 0.0 if room <= 0 else (room - gain) / room
    return Siting(
        objective="access-gain",
        unit="access per inhabitant",
        better="more",
        choices=tuple(
            Choice(
                offer,
                candidates.ids[offer],
                candidates.kinds[offer],
                float(candidates.cost[offer]),
                (values[at + 1] - values[at]) / total,
                values[at + 1] / total,
                bool(candidates.forced[offer]),
            )
            for at, offer in enumerate(chosen)
        ),
        before=start / total,
        value=values[-1] / total,
        bound=bound / total,
        gap=gap,
        proven_gap=gap if gap <= TIGHT else None,
        derivation="conservation",
    )


def _world(
    people: Floats,
    std_people: Floats,
    pairs: Pairs,
    candidates: Candidates,
    method: Method,
    existing: Standing,
    top: float,
) -> _World:
    weight = weights_of(existing.pairs.minutes.astype(np.float64), method.decay)
    site = np.repeat(np.arange(len(existing.capacity)), np.diff(existing.pairs.site_ptr))
    columns = columns_of(pairs, candidates)
    given = weights_of(columns.value, method.decay)
    columns = Columns(columns.ptr, columns.rows, given, columns.row_count).keep(given > 0)
    return _World(
        people,
        std_people,
        existing.pairs.demand[weight > 0].astype(np.int64),
        site[weight > 0],
        weight[weight > 0],
        existing.capacity,
        columns,
        np.where(np.isfinite(candidates.capacity), candidates.capacity, 0.0),
        top,
    )


def _greedy(world: _World, candidates: Candidates, limits: Limits, start: float) -> list[int]:
    purse, chosen, value = Purse.of(candidates, limits), [], start
    for offer in np.flatnonzero(candidates.forced).tolist():
        purse.pay(offer)
        chosen.append(offer)
        value = world.value(chosen)
    divisor = candidates.cost if limits.budget is not None else np.ones(len(candidates))
    free = np.flatnonzero(~candidates.forced & ~candidates.forbidden & (np.diff(world.columns.ptr) > 0)).tolist()
    heap = [(-(world.value([*chosen, offer]) - value) / float(divisor[offer]), offer) for offer in free]
    heapq.heapify(heap)
    while heap and purse.count >= 1:
        _, offer = heapq.heappop(heap)
        if not purse.allows(offer):
            continue
        after = world.value([*chosen, offer])
        again = (-(after - value) / float(divisor[offer]), offer)
        if heap and again > heap[0]:
            heapq.heappush(heap, again)
        elif after > value:
            purse.pay(offer)
            chosen.append(offer)
            value = after
    return chosen


def _conserved(world: _World, candidates: Candidates, limits: Limits, start: float) -> float:
    """New capacity and what is above the top today, at the best exchange between people and standardised people."""
    reachable = np.diff(world.columns.ptr) > 0
    brought = best_within(np.where(reachable, world.offered, 0.0), candidates, limits)[0]
    asks = world.std_people > 0
    rate = world.people[asks] / world.std_people[asks]
    access = shared_access(world.std_people, world.rows, world.site, world.weight, world.capacity)
    if not np.isfinite(world.top):
        spread = float(np.dot(world.std_people[asks] * access[asks], rate.max(initial=0.0) - rate))
        return brought * float(rate.max(initial=0.0)) + spread
    used = world.std_people[asks] * np.minimum(access[asks], world.top)
    capacity = float(np.dot(world.std_people[asks], access[asks])) + brought
    by_capacity = capacity * float(rate.max(initial=0.0)) - float(np.dot(used, rate))
    by_room = float(np.dot(world.people[asks], world.top - np.minimum(access[asks], world.top)))
    return min(by_capacity, by_room)
