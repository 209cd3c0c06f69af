"""Candidates: offers of kinds at places, kept sparse; what already stands; what each offer can do for whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pagus.engines.access.model import Pairs
from pagus.engines.access.siting.model import Candidates, Floats, Ints, Kind, Limits
from pagus.errors import CodeError, InputError, ShapeError

__all__ = ["Columns", "columns_of", "nearest", "nearest_minutes", "offers", "within"]


@dataclass(frozen=True, eq=False)
class Columns:
    """Sparse columns: of offer c the entries ``ptr[c]:ptr[c + 1]`` of ``rows`` (demand) and ``value``."""

    ptr: Ints
    rows: Ints
    value: Floats
    row_count: int

    def __len__(self) -> int:
        return len(self.ptr) - 1

    @cached_property
    def owner(self) -> Ints:
        """The offer of each entry."""
        return np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.ptr))

    def sums(self, entries: Floats) -> Floats:
        """The sum of ``entries`` (one an entry) by offer."""
        found = np.zeros(len(self))
        some = np.flatnonzero(np.diff(self.ptr))
        if len(some):
            found[some] = np.add.reduceat(entries, self.ptr[some])
        return found

    def keep(self, entries: np.ndarray) -> Columns:
        """The columns with the marked entries only."""
        counts = np.bincount(self.owner[entries], minlength=len(self))
        ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return Columns(ptr, self.rows[entries], self.value[entries], self.row_count)


def offers(
    places: Sequence[str],
    kinds: Sequence[Kind],
    *,
    forced: Collection[tuple[str, str]] = (),
    forbidden: Collection[tuple[str, str]] = (),
) -> Candidates:
    """Which kinds may open at which places?

    Takes: ``places``, ids in the order of the pairs' sites; ``kinds``; ``forced`` and ``forbidden``: (place, kind).
    Gives: one offer a place and kind, place by place.
    Refuses: CodeError for a forced or forbidden offer that is not there; InputError for the same offer in both, for two
    forced kinds at one place, a cost that is not positive, a capacity below 0, or no kind.
    """
    if not kinds:
        raise InputError("a siting question needs at least one kind of site")
    for kind in kinds:
        if not kind.cost > 0 or not np.isfinite(kind.cost) or not kind.capacity >= 0:
            raise InputError("the kind {kind} needs a cost above 0 and a capacity of 0 or more", kind=kind.id)
    rows = [(place, kind) for place in places for kind in kinds]
    keys = [(place, kind.id) for place, kind in rows]
    known = set(keys)
    for place, name in (*forced, *forbidden):
        if (place, name) not in known:
            raise CodeError("no candidate {place} of kind {kind}", place=place, kind=name)
    if both := set(forced) & set(forbidden):
        raise InputError("the candidate {place} is both forced and forbidden", place=min(both)[0])
    if len({place for place, _ in forced}) < len(set(forced)):
        raise InputError("two kinds are forced at one place, and only one can open there")
    return Candidates(
        ids=tuple(place for place, _ in rows),
        kinds=tuple(kind.id for _, kind in rows),
        column=np.repeat(np.arange(len(places), dtype=np.int64), len(kinds)),
        cost=np.array([kind.cost for _, kind in rows], dtype=np.float64),
        capacity=np.array([kind.capacity for _, kind in rows], dtype=np.float64),
        forced=np.array([key in set(forced) for key in keys], dtype=np.bool_),
        forbidden=np.array([key in set(forbidden) for key in keys], dtype=np.bool_),
    )


def within(pairs: Pairs, minutes: float) -> Pairs:
    """Which pairs are near? Takes: pairs, minutes (edge included). Gives: the pairs of at most so many minutes."""
    return _kept(pairs, pairs.minutes <= minutes, min(minutes, pairs.limit_min))


def nearest(pairs: Pairs, count: int) -> Pairs:
    """The pairs of each demand point with its ``count`` nearest sites; ties go to the site that comes first.

    Takes: pairs; a count of 1 or more.
    Gives: pairs of the same sites, thinner. What they leave out is farther than what they keep, for each point.
    """
    if count < 1:
        raise InputError("the number of nearest sites is 1 or more")
    site = np.repeat(np.arange(len(pairs.site_ptr) - 1), np.diff(pairs.site_ptr))
    order = np.lexsort((site, pairs.minutes, pairs.demand))
    rows = pairs.demand[order]
    starts = np.searchsorted(rows, np.arange(pairs.demand_count))
    rank = np.arange(len(rows)) - starts[rows]
    chosen = np.zeros(len(rows), dtype=np.bool_)
    chosen[order[rank < count]] = True
    return _kept(pairs, chosen, pairs.limit_min)


def nearest_minutes(pairs: Pairs) -> Floats:
    """How far is each demand point from its nearest site? Gives (n,) minutes, the pairs' limit where none is nearer."""
    found = np.full(pairs.demand_count, float(pairs.limit_min))
    np.minimum.at(found, pairs.demand, pairs.minutes.astype(np.float64))
    return found


def columns_of(pairs: Pairs, candidates: Candidates) -> Columns:
    """What does each offer reach, in minutes?

    Takes: pairs (site by site) and the offers that stand at these sites.
    Gives: one column an offer.
    Refuses: ShapeError when an offer stands at a site that the pairs do not have, or a demand index is out of range.
    """
    sites = len(pairs.site_ptr) - 1
    if len(candidates) and (candidates.column.min() < 0 or candidates.column.max() >= sites):
        raise ShapeError("a candidate stands at a site that the travel times do not have")
    if len(pairs.demand) and (pairs.demand.min() < 0 or pairs.demand.max() >= pairs.demand_count):
        raise ShapeError("the travel times name a demand point that is not there")
    if np.isnan(pairs.minutes).any() or (pairs.minutes < 0).any():
        raise InputError("travel times are 0 minutes or more")
    if len(candidates) == sites and bool((candidates.column == np.arange(sites)).all()):
        return Columns(
            pairs.site_ptr.astype(np.int64),
            pairs.demand.astype(np.int64),
            pairs.minutes.astype(np.float64),
            pairs.demand_count,
        )
    starts, counts = pairs.site_ptr[candidates.column], np.diff(pairs.site_ptr)[candidates.column]
    ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    entries = np.arange(ptr[-1]) - np.repeat(ptr[:-1], counts) + np.repeat(starts, counts)
    return Columns(
        ptr,
        pairs.demand[entries].astype(np.int64),
        pairs.minutes[entries].astype(np.float64),
        pairs.demand_count,
    )


def check_limits(candidates: Candidates, limits: Limits) -> None:
    """Raise InputError for limits that say nothing, that are negative, or that the forced offers already break."""
    if limits.count is None and limits.budget is None:
        raise InputError("say how many sites may open, or which budget there is")
    if (limits.count is not None and limits.count < 0) or (limits.budget is not None and not limits.budget >= 0):
        raise InputError("the number of sites and the budget are 0 or more")
    forced = candidates.forced
    if limits.count is not None and int(forced.sum()) > limits.count:
        raise InputError(
            "{forced} sites are forced and only {count} may open", forced=int(forced.sum()), count=limits.count
        )
    if limits.budget is not None and float(candidates.cost[forced].sum()) > limits.budget * (1 + 1e-12):
        raise InputError(
            "the forced sites cost {cost}, more than the budget of {budget}",
            cost=float(candidates.cost[forced].sum()),
            budget=limits.budget,
        )


def _kept(pairs: Pairs, entries: np.ndarray, limit: float) -> Pairs:
    site = np.repeat(np.arange(len(pairs.site_ptr) - 1), np.diff(pairs.site_ptr))
    counts = np.bincount(site[entries], minlength=len(pairs.site_ptr) - 1)
    return Pairs(
        site_ptr=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        demand=pairs.demand[entries],
        minutes=pairs.minutes[entries],
        limit_min=limit,
        demand_count=pairs.demand_count,
        router=pairs.router,
    )
