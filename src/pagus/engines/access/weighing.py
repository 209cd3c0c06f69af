"""Minutes to weights: the bands of a decay, and which weight each family gives to the two sides of a pair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.model import Decay, Floats, Method, Pairs
from pagus.errors import InputError, MethodError, ShapeError

__all__ = ["band_weights", "check_inputs", "check_pairs", "single_edges", "weight_table"]


def single_edges(decay: Decay) -> NDArray[np.float32]:
    """Where do the bands end, in the precision of the minutes?

    Gives: (b,) float32. Minutes are kept as float32, so edges are compared as float32: an edge of 7.3 minutes then
    holds what was measured as 7.3, and 10.000000000000002 computed for 10 has been snapped to 10.0 before.
    """
    return np.asarray(decay.edges_min, np.float32)


def weight_table(decay: Decay) -> Floats:
    """Which weight has each band? Gives (b + 1,): the weights, and 0 for what lies beyond."""
    return np.asarray((*decay.weights, 0.0), np.float64)


def band_weights(minutes: NDArray[np.float32], decay: Decay) -> Floats:
    """How much does care at this distance count?

    Takes: minutes (p,) float32; a decay. Gives: weights (p,): an edge belongs to the nearer band; 0 beyond the last.
    """
    edges = single_edges(decay)
    band = (minutes > edges[0]).astype(np.uint8)
    for edge in edges[1:]:
        band += minutes > edge
    return np.asarray(weight_table(decay).take(band))


def check_pairs(pairs: Pairs, sites: int, method: Method) -> None:
    """Do pairs, sites and method fit each other?

    Takes: pairs, the number of sites, the method. Refuses: ShapeError for arrays that do not fit; MethodError when
    the pairs end before the last band does, or when a 2SFCA has more than its one catchment.
    """
    if len(pairs.site_ptr) != sites + 1:
        raise ShapeError(
            "pairs are for {pairs} sites, capacity for {sites}", pairs=len(pairs.site_ptr) - 1, sites=sites
        )
    if pairs.site_ptr[-1] != len(pairs.demand) or len(pairs.demand) != len(pairs.minutes):
        raise ShapeError(
            "pairs hold {ends} entries by their pointers, {found} in fact",
            ends=int(pairs.site_ptr[-1]),
            found=len(pairs.demand),
        )
    if len(method.decay.edges_min) == 0:
        raise MethodError("a decay has at least one band")
    if np.float32(pairs.limit_min) < single_edges(method.decay)[-1]:
        raise MethodError(
            "travel times are known up to {limit} minutes, but the method counts up to {edge}: compute them further",
            limit=pairs.limit_min,
            edge=method.decay.edges_min[-1],
        )
    if method.family == "2sfca" and method.decay.weights != (1.0,):
        raise MethodError("2SFCA has one catchment, with weight 1: choose E2SFCA for a decay")


def check_inputs(pairs: Pairs, std_people: Floats, capacity: Floats, method: Method) -> None:
    """Can potential access be computed from these tables?

    Takes: as ``catchment.scores``. Refuses: as ``check_pairs``; InputError for people or capacity that is negative,
    infinite or missing: what is unknown is given as 0, knowingly.
    """
    check_pairs(pairs, len(capacity), method)
    if len(std_people) != pairs.demand_count:
        raise ShapeError(
            "pairs are for {pairs} places, people for {people}", pairs=pairs.demand_count, people=len(std_people)
        )
    if (row := _first_wrong(std_people)) is not None:
        raise InputError(
            "people in row {row} are {value}: numbers of 0 or more are needed",
            row=row + 1,
            value=float(std_people[row]),
        )
    if (row := _first_wrong(capacity)) is not None:
        raise InputError(
            "capacity in row {row} is {value}: numbers of 0 or more are needed", row=row + 1, value=float(capacity[row])
        )
    if len(pairs.demand) and not (pairs.demand.min() >= 0 and pairs.demand.max() < pairs.demand_count):
        raise ShapeError("a pair names a place that does not exist")
    if len(pairs.minutes) and not (pairs.minutes.min() >= 0 and pairs.minutes.max() < np.inf):
        raise ShapeError("the minutes of a pair are missing, infinite or below 0")


def _first_wrong(amounts: Floats) -> int | None:
    wrong = np.flatnonzero(~(np.isfinite(amounts) & (amounts >= 0)))
    return int(wrong[0]) if len(wrong) else None
