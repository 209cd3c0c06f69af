"""How many people do sites reach within some minutes (maximal cover), and how many do they lift above a threshold?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from pagus.engines.access.model import Method, Pairs
from pagus.engines.access.siting.candidates import Columns, check_limits, columns_of
from pagus.engines.access.siting.choosing import Found, Task, choose, gap_of
from pagus.engines.access.siting.giving import given_columns
from pagus.engines.access.siting.greedy import Purse, in_order, worth
from pagus.engines.access.siting.model import TIGHT, Bools, Candidates, Effort, Floats, Limits, Objective, Siting
from pagus.engines.access.siting.programmes import Programme, filling_programme, serving_programme
from pagus.engines.access.siting.result import choices_of, people_of
from pagus.engines.access.siting.shapes import Filling, Serving
from pagus.errors import InputError, ShapeError

__all__ = ["covering", "lift_above_threshold", "maximal_cover"]


def maximal_cover(
    people: Floats,
    pairs: Pairs,
    candidates: Candidates,
    limits: Limits,
    *,
    minutes: float,
    covered: Bools | None = None,
    effort: Effort | None = None,
) -> Siting:
    """Which sites bring most people within so many minutes of one?

    Takes: ``people`` (n,); ``pairs`` of the candidates' sites; ``minutes``, edge included; ``covered`` (n,): who has
    such a site already (existing sites are taken as having room for all). A finite capacity is how many people a site
    may serve; then people of one place may be served by several sites.
    Gives: value, before and bound in people.
    Refuses: InputError for minutes beyond the limit of the pairs (they would be missing), and as ``p_median``.
    """
    effort = effort or Effort()
    people_of(people, pairs.demand_count)
    check_limits(candidates, limits)
    if not 0 <= minutes <= pairs.limit_min:
        raise InputError("the travel times end at {limit} minutes", limit=pairs.limit_min)
    already = np.zeros(len(people), dtype=np.bool_) if covered is None else covered
    if already.shape != people.shape:
        raise ShapeError("what is covered already is not of the same places")
    columns = columns_of(pairs, candidates)
    left = ~already & (people > 0)
    columns = columns.keep(left[columns.rows] & (columns.value <= minutes))
    before = float(people[already].sum())
    room = left.astype(np.float64)
    capped = bool(np.isfinite(candidates.capacity).any())
    make = serving if capped else covering
    task = make(columns, people, room, candidates, limits)
    found = choose(task, effort)
    ordered = [offer for offer, _ in in_order(task.shape, found.chosen)]
    return _people_result("maximal-cover", candidates, task, found, ordered, before, effort)


def lift_above_threshold(
    people: Floats,
    std_people: Floats,
    pairs: Pairs,
    candidates: Candidates,
    limits: Limits,
    *,
    method: Method,
    access: Floats,
    threshold: float,
    effort: Effort | None = None,
) -> Siting:
    """Which sites bring most people from an access at or under the threshold to one above it?

    Takes: ``people``, ``std_people`` (n,); ``access`` (n,): now, by the same method; ``threshold`` in its unit; the
    offers' capacity, finite. A place counts when its access is strictly above (under-served
    is "at or under" in the law).
    Gives: value, before and bound in people who live above the threshold.
    Refuses: MethodError for a family in which sites share their people (3SFCA: ask ``access_gain``); as ``p_median``.
    Method: a step is worth nothing until it is complete, so greedy alone proves nothing here: the bound is that of the
    relaxation in which half the way counts half.
    """
    effort = effort or Effort()
    people_of(people, pairs.demand_count)
    check_limits(candidates, limits)
    if access.shape != people.shape:
        raise ShapeError("the access of today is not of the same places")
    given = given_columns(std_people, pairs, candidates, method)
    under = (access <= threshold) & (people > 0)
    need = np.where(under, (threshold - access) * (1 + 1e-9) + 1e-12 * (abs(threshold) or 1.0), 1.0)
    given = given.keep(under[given.rows] & (given.value > 0))
    given = _possible(given, need, limits, float(candidates.cost.min()))
    shape = Filling(given, people / need, np.where(under, need, 0.0))

    def lifted(offers: Sequence[int]) -> float:
        return float(people[_lifted(given, need, under, offers)].sum())

    def programmes(open_: tuple[Floats, Floats]) -> Iterator[Programme]:
        yield filling_programme(given, people / need, need, candidates, limits, open_, whole=True)

    task = Task(
        shape=shape,
        candidates=candidates,
        limits=limits,
        programmes=programmes,
        scale=lambda _, bound: bound,
        worth=lifted,
        starts=(_stepping(given, people, need, under, candidates, limits),),
    )
    found = choose(task, effort)
    before = float(people[~(access <= threshold)].sum())
    ordered = _by_lift(given, people, need, under, found.chosen)
    return _people_result("lift-above-threshold", candidates, task, found, ordered, before, effort)


def covering(columns: Columns, weight: Floats, room: Floats, candidates: Candidates, limits: Limits) -> Task:
    """The task of covering: each point counts once when any open offer reaches it.

    Takes: columns of who is reached; ``weight`` (n,); ``room`` (n,): 1 where a point is still to be covered.
    Gives: a task for ``choose``.
    """
    ones = Columns(columns.ptr, columns.rows, np.ones(len(columns.rows)), columns.row_count)
    shape = Filling(ones, weight, room)

    def programmes(open_: tuple[Floats, Floats]) -> Iterator[Programme]:
        yield filling_programme(ones, weight, room, candidates, limits, open_, whole=False)

    return Task(shape, candidates, limits, programmes, lambda _, bound: bound, lambda offers: worth(shape, offers))


def serving(columns: Columns, weight: Floats, room: Floats, candidates: Candidates, limits: Limits) -> Task:
    """The task of covering with capacities: an open offer serves people up to its capacity.

    Takes: columns of who is reached in how many minutes; weight and room as ``covering``.
    Gives: a task for ``choose``; the worth of a set is what the best assignment of its people serves.
    """
    shape = Serving(columns, weight, room, candidates.capacity)

    def programmes(open_: tuple[Floats, Floats]) -> Iterator[Programme]:
        yield serving_programme(columns, weight, room, candidates, limits, open_)

    def served(offers: Sequence[int]) -> float:
        return assigned(shape, offers)

    return Task(shape, candidates, limits, programmes, lambda _, bound: bound, served)


def assigned(shape: Serving, offers: Sequence[int]) -> float:
    """How many people can these offers serve, when people of one place may go to several of them?

    Takes: the shape and the open offers.
    Gives: people (a transport problem, solved exactly).
    """
    chosen = np.asarray(sorted(offers), dtype=np.int64)
    entries = np.flatnonzero(np.isin(shape.columns.owner, chosen))
    if not len(entries):
        return 0.0
    rows, owner = shape.columns.rows[entries], shape.columns.owner[entries]
    points, at_point = np.unique(rows, return_inverse=True)
    held = np.isfinite(shape.capacity[chosen])
    at_offer = np.searchsorted(chosen, owner)
    limited = held[at_offer]
    row = np.concatenate([at_point, len(points) + at_offer[limited]])
    column = np.concatenate([np.arange(len(entries)), np.flatnonzero(limited)])
    capacity = np.where(held, shape.capacity[chosen], 0.0)
    matrix = csr_array((np.ones(len(row)), (row, column)), shape=(len(points) + len(chosen), len(entries)))
    limit = np.concatenate([(shape.weight * shape.start)[points], capacity])
    solved = linprog(-np.ones(len(entries)), A_ub=matrix, b_ub=limit, method="highs")
    return float(-solved.fun)


def _people_result(
    objective: Objective,
    candidates: Candidates,
    task: Task,
    found: Found,
    order: Sequence[int],
    before: float,
    effort: Effort,
) -> Siting:
    gap = gap_of(task, found)
    totals = [0.0, *(task.worth(list(order[: end + 1])) for end in range(len(order)))]
    ordered = [(offer, totals[at + 1] - totals[at]) for at, offer in enumerate(order)]
    return Siting(
        objective=objective,
        unit="people",
        better="more",
        choices=choices_of(candidates, ordered, before, 1.0),
        before=before,
        value=before + found.gain,
        bound=before + found.bound,
        gap=gap,
        proven_gap=gap if gap <= max(effort.wanted_gap, TIGHT) else None,
        derivation=found.derivation,
        stopped=found.stopped,
    )


def _lifted(given: Columns, need: Floats, under: Bools, offers: Sequence[int]) -> Bools:
    total = np.zeros(given.row_count)
    for offer in offers:
        low, high = given.ptr[offer], given.ptr[offer + 1]
        np.add.at(total, given.rows[low:high], given.value[low:high])
    return under & (total >= need)


def _possible(given: Columns, need: Floats, limits: Limits, cheapest: float) -> Columns:
    """Without the points that even the most generous offers cannot lift, as many as may open."""
    most = len(given) if limits.count is None else limits.count
    if limits.budget is not None:
        most = min(most, int(limits.budget * (1 + 1e-12) / cheapest))
    order = np.lexsort((-given.value, given.rows))
    rows = given.rows[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    counted = order[rank < most]
    hope = np.bincount(given.rows[counted], weights=given.value[counted], minlength=given.row_count)
    return given.keep(hope[given.rows] >= need[given.rows])


def _stepping(
    given: Columns, people: Floats, need: Floats, under: Bools, candidates: Candidates, limits: Limits
) -> list[int]:
    """Greedy by people lifted at once, then by how far the others come on their way."""
    purse = Purse.of(candidates, limits)
    chosen: list[int] = []
    room, weight = np.where(under, need, 0.0), people / need
    waiting = np.flatnonzero(candidates.forced).tolist()
    while True:
        if waiting:
            offer = waiting.pop(0)
        else:
            reach = room[given.rows]
            part = weight[given.rows] * np.minimum(given.value, reach)
            whole = given.sums(people[given.rows] * ((given.value >= reach) & (reach > 0)))
            score = (whole + 1e-3 * given.sums(part)) / (candidates.cost if limits.budget is not None else 1.0)
            closed = candidates.forbidden | np.isin(candidates.column, list(purse.taken))
            score[closed | (candidates.cost > purse.budget)] = 0.0
            offer = int(np.argmax(score))
            if purse.count < 1 or score[offer] <= 0:
                return chosen
        low, high = given.ptr[offer], given.ptr[offer + 1]
        rows = given.rows[low:high]
        room[rows] = np.maximum(room[rows] - given.value[low:high], 0.0)
        room[rows[room[rows] <= 1e-12 * need[rows]]] = 0.0
        purse.pay(offer)
        chosen.append(offer)


def _by_lift(given: Columns, people: Floats, need: Floats, under: Bools, offers: Sequence[int]) -> list[int]:
    """The same offers: each time the one that lifts most people at once, then the one that helps most on the way."""
    left, done, found = sorted(offers), np.zeros(given.row_count), []
    weight = people / need

    def after(offer: int) -> Floats:
        low, high = given.ptr[offer], given.ptr[offer + 1]
        total = done.copy()
        np.add.at(total, given.rows[low:high], given.value[low:high])
        return total

    def score(offer: int) -> tuple[float, float, int]:
        total = after(offer)
        whole = float(people[under & (total >= need)].sum())
        return whole, float(np.dot(weight[under], np.minimum(total, need)[under])), -offer

    while left:
        best = max(left, key=score)
        done = after(best)
        left.remove(best)
        found.append(best)
    return found
