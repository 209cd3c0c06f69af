"""Potential access from one table of pairs: 2SFCA, E2SFCA, M2SFCA and 3SFCA."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access import compiled
from pagus.engines.access.model import Floats, Method, Pairs, Scores
from pagus.engines.access.weighing import band_weights, check_inputs, single_edges, weight_table

__all__ = ["Kernel", "block_terms", "block_weights", "choice_totals", "chosen", "scores"]

Kernel = Literal["numpy", "compiled"]
LEAST_BLOCK = 1 << 17
"""Pairs worked on at once: what a block needs stays in the caches of the processor."""
PAIRS_A_PLACE = 4
"""A block costs one sum a place, which is little beside this many pairs."""


def scores(pairs: Pairs, std_people: Floats, capacity: Floats, method: Method, kernel: Kernel = "numpy") -> Scores:
    """How much care can the people of each place reach?

    Takes: ``pairs`` (CSR by site), ``std_people`` (n,) standardised inhabitants, ``capacity`` (s,) acts a year or
    full-time equivalents, the method; ``kernel``, numpy or compiled (the optional numba; the same to 1e-12).
    Gives: ``Scores``. A site that nobody can reach gives its capacity to nobody: it is reported as lost. A place
    without people has an access too: what somebody who moved there would find, without a share in the demand.
    Refuses: as ``weighing.check_inputs``; MethodError for the compiled kernel where numba is not installed.

    Method. w = weight of the decay at the minutes of a pair, P = standardised people, S = capacity.
    - 2SFCA: R(j) = S(j) / sum_i P(i) over the places i within the catchment; A(i) = sum_j R(j). Luo and Wang 2003,
      Environment and Planning B 30: 865-884.
    - E2SFCA: R(j) = S(j) / sum_i w(ij) P(i); A(i) = sum_j w(ij) R(j). Luo and Qi 2009, Health & Place 15: 1100-1107.
      The French APL has this form (DREES, Études et Résultats 795, 2012).
    - M2SFCA: R as E2SFCA; A(i) = sum_j w(ij)^2 R(j). Delamater 2013, Health & Place 24: 30-43.
    - 3SFCA: G(ij) = w(ij) / sum_k w(ik) over the sites k in reach of i, whatever their capacity; R(j) = S(j) /
      sum_i G(ij) w(ij) P(i); A(i) = sum_j G(ij) w(ij) R(j). Wan, Zou and Sternberg 2012, IJGIS 26: 1073-1089.

    But for M2SFCA, sum_i P(i) A(i) is the capacity of all sites that somebody can reach.
    """
    check_inputs(pairs, std_people, capacity, method)
    people = np.ascontiguousarray(std_people, np.float64)
    supply = np.ascontiguousarray(capacity, np.float64)
    totals = choice_totals(pairs, method) if method.family == "3sfca" else None
    if kernel == "compiled":
        edges, table = single_edges(method.decay), weight_table(method.decay)
        access, reached, ratio = compiled.products(pairs, people, supply, edges, table, totals, method.family)
    else:
        access, reached, ratio = _products(pairs, people, supply, method, totals)
    lost = np.flatnonzero((reached <= 0) & (supply > 0))
    return Scores(access, ratio, reached, float(supply[lost].sum()), tuple(lost.tolist()))


def choice_totals(pairs: Pairs, method: Method) -> Floats:
    """How much care does each place choose from, each site counted by its weight alone?

    Takes: pairs and the method. Gives: (n,) sum of the weights of the sites in reach, the denominator of G in 3SFCA.
    """
    total = np.zeros(pairs.demand_count)
    for demand, weights in block_weights(pairs, method, None):
        total += np.bincount(demand, weights, pairs.demand_count)
    return total


def block_weights(pairs: Pairs, method: Method, totals: Floats | None) -> Iterator[tuple[NDArray[np.int32], Floats]]:
    """Which weight has each pair?

    Takes: pairs, the method, for 3SFCA the totals of choice. Gives: blocks of the places and weights of all pairs, in
    order.
    """
    for first, last in _blocks(pairs):
        part = slice(pairs.site_ptr[first], pairs.site_ptr[last])
        weights = band_weights(pairs.minutes[part], method.decay)
        demand = pairs.demand[part]
        yield demand, weights if totals is None else chosen(weights, totals.take(demand))


def block_terms(
    pairs: Pairs, method: Method, totals: Floats | None, ratio: Floats
) -> Iterator[tuple[NDArray[np.int32], Floats]]:
    """What does each pair give to its place?

    Takes: as ``block_weights``, and the ratio R of each site. Gives: blocks of places and terms, whose sums are the
    access.
    """
    weighted = block_weights(pairs, method, totals)
    for (first, last), (demand, weights) in zip(_blocks(pairs), weighted, strict=True):
        given = weights * weights if method.family == "m2sfca" else weights
        yield demand, given * np.repeat(ratio[first:last], np.diff(pairs.site_ptr[first : last + 1]))


def _products(
    pairs: Pairs, people: Floats, supply: Floats, method: Method, totals: Floats | None
) -> tuple[Floats, Floats, Floats]:
    """Both sparse products, block by block: the weights of a block are made once."""
    access = np.zeros(len(people))
    reached, ratio = np.zeros(len(supply)), np.zeros(len(supply))
    for (first, last), (demand, weights) in zip(_blocks(pairs), block_weights(pairs, method, totals), strict=True):
        pointers = pairs.site_ptr[first : last + 1]
        block = slice(first, last)
        reached[block] = _sums(weights * people.take(demand), pointers)
        np.divide(supply[block], reached[block], out=ratio[block], where=reached[block] > 0)
        given = weights * weights if method.family == "m2sfca" else weights
        access += np.bincount(demand, given * np.repeat(ratio[block], np.diff(pointers)), len(people))
    return access, reached, ratio


def chosen(weights: Floats, totals: Floats) -> Floats:
    """Which weight has a pair when need is divided between sites?

    Takes: weights (p,) of pairs, totals of choice (p,) of their places. Gives: w * w / total; 0 without anything to
    choose.
    """
    return np.divide(weights * weights, totals, out=np.zeros_like(weights), where=totals > 0)


def _sums(values: Floats, pointers: NDArray[np.int64]) -> Floats:
    """One sum a site. reduceat gives nonsense for an empty stretch, so those are left out."""
    total = np.zeros(len(pointers) - 1)
    filled = np.flatnonzero(np.diff(pointers))
    if len(filled):
        total[filled] = np.add.reduceat(values, pointers[filled] - pointers[0])
    return total


def _blocks(pairs: Pairs) -> Iterator[tuple[int, int]]:
    """Stretches of sites of about as many pairs, each large against the one sum a place that it costs."""
    size = max(LEAST_BLOCK, PAIRS_A_PLACE * pairs.demand_count)
    first, sites = 0, len(pairs.site_ptr) - 1
    while first < sites:
        goal = pairs.site_ptr[first] + size
        last = max(first + 1, int(np.searchsorted(pairs.site_ptr, goal, side="right")) - 1)
        yield first, min(last, sites)
        first = last
