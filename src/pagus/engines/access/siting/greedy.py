"""Greedy choice, lazily: an offer is looked at again only while its last known gain could still win. Then exchanges."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pagus.engines.access.siting.model import Candidates, Floats, Limits
from pagus.engines.access.siting.shapes import Shape, state_after

__all__ = ["Purse", "greedy", "in_order", "swapped"]

TRIALS = 400
"""How many offers are tried for one exchange at most; a brake only: no bound rests on it."""


@dataclass(slots=True)
class Purse:
    """What may still open: places left, money left, columns already taken."""

    candidates: Candidates
    count: float
    budget: float
    taken: set[int]

    @classmethod
    def of(cls, candidates: Candidates, limits: Limits) -> Purse:
        """A full purse."""
        count = float("inf") if limits.count is None else float(limits.count)
        budget = float("inf") if limits.budget is None else float(limits.budget) * (1 + 1e-12)
        return cls(candidates, count, budget, set())

    def allows(self, offer: int) -> bool:
        """Whether the offer may open now."""
        column = int(self.candidates.column[offer])
        return self.count >= 1 and float(self.candidates.cost[offer]) <= self.budget and column not in self.taken

    def pay(self, offer: int, sign: int = 1) -> None:
        """Open the offer (or close it again with ``sign`` -1)."""
        self.count -= sign
        self.budget -= sign * float(self.candidates.cost[offer])
        column = int(self.candidates.column[offer])
        if sign > 0:
            self.taken.add(column)
        else:
            self.taken.discard(column)


def greedy(shape: Shape, candidates: Candidates, limits: Limits) -> list[int]:
    """Which offers open, when each time the one opens that adds most?

    Takes: a shape over the offers; forced ones open first; with a budget the most by cost counts, and the most alone
    is tried as well: the better of the two is given (each alone can be arbitrarily bad).
    Gives: the offers in the order in which they open; none that adds nothing. The same input gives the same order.
    """
    fresh = shape.gains(state_after(shape, np.flatnonzero(candidates.forced)))
    plain = _lazily(shape, candidates, limits, fresh, np.ones(len(candidates)))
    if limits.budget is None:
        return plain
    by_cost = _lazily(shape, candidates, limits, fresh, candidates.cost)
    return max((by_cost, plain), key=lambda each: worth(shape, each))


def worth(shape: Shape, offers: Sequence[int]) -> float:
    """What these offers give together, opened in this order."""
    state, total = shape.start.copy(), 0.0
    for offer in offers:
        total += shape.gain(offer, state)
        shape.take(offer, state)
    return total


def in_order(shape: Shape, offers: Sequence[int]) -> list[tuple[int, float]]:
    """In which order do these offers add most? Takes: a shape, offers. Gives: each with what it adds then."""
    state, left, found = shape.start.copy(), sorted(offers), []
    while left:
        gains = [shape.gain(offer, state) for offer in left]
        best = int(np.argmax(gains))
        found.append((left[best], gains[best]))
        shape.take(left.pop(best), state)
    return found


def swapped(shape: Shape, candidates: Candidates, limits: Limits, offers: Sequence[int], passes: int) -> list[int]:
    """Do exchanges of one open offer for a closed one help?

    Takes: a set of offers within the limits; how many passes over it at most.
    Gives: a set at least as good. An offer is tried only while what it would add alone could beat the one it replaces.
    """
    chosen = list(offers)
    alone = shape.gains(shape.start)
    order = np.argsort(-alone, kind="stable")
    for _ in range(passes):
        better = False
        for position in range(len(chosen)):
            if not candidates.forced[chosen[position]]:
                better |= _exchange(shape, candidates, limits, chosen, position, (alone, order))
        if not better:
            break
    return chosen


def _lazily(shape: Shape, candidates: Candidates, limits: Limits, fresh: Floats, divisor: Floats) -> list[int]:
    state, purse, chosen = shape.start.copy(), Purse.of(candidates, limits), []
    for offer in np.flatnonzero(candidates.forced).tolist():
        shape.take(offer, state)
        purse.pay(offer)
        chosen.append(offer)
    free = np.flatnonzero((fresh > 0) & ~candidates.forbidden & ~candidates.forced)
    heap = [(-float(fresh[offer] / divisor[offer]), int(offer)) for offer in free]
    heapq.heapify(heap)
    while heap and purse.count >= 1:
        _, offer = heapq.heappop(heap)
        if not purse.allows(offer):
            continue
        gain = shape.gain(offer, state)
        if gain <= 0:
            continue
        again = (-gain / float(divisor[offer]), offer)
        if heap and again > heap[0]:
            heapq.heappush(heap, again)
            continue
        shape.take(offer, state)
        purse.pay(offer)
        chosen.append(offer)
    return chosen


def _exchange(
    shape: Shape,
    candidates: Candidates,
    limits: Limits,
    chosen: list[int],
    position: int,
    ranked: tuple[Floats, np.ndarray],
) -> bool:
    alone, order = ranked
    rest = chosen[:position] + chosen[position + 1 :]
    state, purse = state_after(shape, rest), Purse.of(candidates, limits)
    for offer in rest:
        purse.pay(offer)
    best, found = shape.gain(chosen[position], state) * (1 + 1e-9), -1
    trials = 0
    for offer in order:
        if alone[offer] <= best or trials >= TRIALS:
            break
        if candidates.forbidden[offer] or candidates.forced[offer] or not purse.allows(int(offer)):
            continue
        trials += 1
        gain = shape.gain(int(offer), state)
        if gain > best:
            best, found = gain, int(offer)
    if found >= 0:
        chosen[position] = found
    return found >= 0
