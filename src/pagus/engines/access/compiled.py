"""The kernels compiled by numba, where it is installed: the same results as numpy's to 1e-12, several times faster.

The only module that imports numba. Nothing is compiled before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.model import Family, Floats, Pairs
from pagus.errors import MethodError

__all__ = ["is_installed", "products"]


def is_installed() -> bool:
    """Is the compiled kernel there (extra ``compiled``)?"""
    return find_spec("numba") is not None


def products(
    pairs: Pairs,
    people: Floats,
    supply: Floats,
    edges: NDArray[np.float32],
    table: Floats,
    totals: Floats | None,
    family: Family,
) -> tuple[Floats, Floats, Floats]:
    """What are access, reached people and ratio, by the compiled kernel?

    Takes: as ``catchment.scores``, with the edges as float32, the weights with a 0 at the end, and for 3SFCA the
    totals of choice. Gives: access (n,), reached (s,), ratio (s,). Refuses: MethodError without numba.
    """
    choice = np.zeros(0) if totals is None else totals
    return _kernel()(  # type: ignore[no-any-return]
        pairs.site_ptr, pairs.demand, pairs.minutes, edges, table, people, supply, choice, family == "m2sfca"
    )


@cache
def _kernel() -> Callable[..., Any]:
    if not is_installed():
        raise MethodError("the compiled kernel needs numba: install the extra compiled, or use numpy")
    import numba

    return numba.njit(nogil=True)(_both_products)


def _both_products(
    pointers: Any,
    demand: Any,
    minutes: Any,
    edges: Any,
    table: Any,
    people: Any,
    supply: Any,
    totals: Any,
    squared: bool,
) -> Any:
    """Both sparse products, one site after the other. Written for the compiler: loops over numbers only."""
    sites, bands, choice = len(supply), len(edges), len(totals) > 0
    access = np.zeros(len(people))
    reached, ratio = np.zeros(sites), np.zeros(sites)
    longest = 0
    for site in range(sites):
        longest = max(longest, pointers[site + 1] - pointers[site])
    weights = np.empty(longest)
    for site in range(sites):
        column = demand[pointers[site] : pointers[site + 1]]
        times = minutes[pointers[site] : pointers[site + 1]]
        count = len(column)
        for entry in range(count):
            weights[entry] = table[0]
        for edge in range(bands):  # one pass a band: branchless, so that several minutes are compared at once
            limit, weight = edges[edge], table[edge + 1]
            for entry in range(count):
                if times[entry] > limit:
                    weights[entry] = weight
        if choice:
            for entry in range(count):
                total = totals[column[entry]]
                weights[entry] = weights[entry] * weights[entry] / total if total > 0 else 0.0
        total = 0.0
        for entry in range(count):
            total += weights[entry] * people[column[entry]]
        reached[site] = total
        if total > 0:
            ratio[site] = supply[site] / total
            for entry in range(count):
                weight = weights[entry]
                access[column[entry]] += (weight * weight if squared else weight) * ratio[site]
    return access, reached, ratio
