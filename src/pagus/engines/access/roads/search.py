"""Shortest times on streets, bounded: the costs as a sparse matrix, searched forward or against the traffic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import (  # type: ignore[import-untyped]
    breadth_first_order,
    connected_components,
    dijkstra,
)

from pagus.engines.access.roads.graph import THROUGH, RoadGraph

__all__ = ["blocks_from", "cost_matrix", "reachable", "seconds_from", "seconds_from_many", "snappable"]

Floats = NDArray[np.float64]

LEAST_SECONDS = 1e-3
"""scipy takes a stored zero for no edge; two nodes on one spot are this far apart."""
SLACK_SECONDS = 1e-6
"""A sum of floats that should be the limit may lie this much over it, and is still within."""
BLOCK_CELLS = 4_000_000
"""Sources are searched in blocks whose dense answer stays under 32 MB."""
ISLAND_M = 1_000.0
"""Streets from which one cannot reach more than this length and return count as errors of the map. Local default."""


def cost_matrix(graph: RoadGraph, seconds: Floats) -> Any:
    """Which sparse matrix holds these costs?

    Takes: seconds of each stretch (e,), inf where closed. Gives: (n, n) CSR, row = node left; of parallel stretches the
    quickest.
    """
    use = np.flatnonzero(np.isfinite(seconds))
    source, target, cost = graph.source[use], graph.target[use], np.maximum(seconds[use], LEAST_SECONDS)
    order = np.lexsort((cost, target, source))
    source, target, cost = source[order], target[order], cost[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(source) != 0) | (np.diff(target) != 0)
    source, target, cost = source[first], target[first], cost[first]
    ptr = np.concatenate(([0], np.cumsum(np.bincount(source, minlength=len(graph))))).astype(np.int32)
    return csr_array((cost, target.astype(np.int32), ptr), shape=(len(graph), len(graph)))


def snappable(graph: RoadGraph, seconds: Floats, matrix: Any, island_m: float = ISLAND_M) -> NDArray[np.bool_]:
    """At which nodes can a way begin and end?

    Takes: the graph, the seconds of a mode and their matrix. Gives: (n,) true where a stretch open to the mode and no
    mere passage (motorway, ferry) touches the node, and its strongly connected part has more than ``island_m`` metres
    of streets; the largest part always counts.
    """
    part = connected_components(matrix, directed=True, connection="strong")[1]
    source, usable = graph.source, np.isfinite(seconds)
    inner = usable & (part[source] == part[graph.target])
    length = np.bincount(part[source[inner]], weights=graph.length_m[inner], minlength=int(part.max(initial=-1)) + 1)
    whole = length[part] >= min(island_m, float(length.max(initial=0.0)))
    lived = usable & ((graph.access & THROUGH) == 0)
    touched = np.zeros(len(graph), dtype=bool)
    touched[source[lived]] = True
    touched[graph.target[lived]] = True
    return np.asarray(whole & touched)


def seconds_from(matrix: Any, node: int, limit_s: float) -> Floats:
    """How far is every node from this one? Takes: the matrix, a node, seconds. Gives: (n,), inf beyond the limit."""
    return np.asarray(dijkstra(matrix, indices=node, limit=limit_s + SLACK_SECONDS), dtype=np.float64)


def seconds_from_many(matrix: Any, start_s: Floats, limit_s: float) -> Floats:
    """When is each node reached, if one starts at each node after so many seconds?

    Takes: the matrix; ``start_s`` (n,), inf where nobody starts. Gives: seconds (n,), inf beyond the limit.
    Method: one search from a node beside the network, joined to every start by a stretch as long as its delay.
    """
    starts = np.flatnonzero(np.isfinite(start_s)).astype(matrix.indices.dtype)
    count = matrix.shape[0]
    joined = csr_array(
        (
            np.concatenate((matrix.data, start_s[starts] + LEAST_SECONDS)),
            np.concatenate((matrix.indices, starts)),
            np.append(matrix.indptr, matrix.indptr[-1] + len(starts)),
        ),
        shape=(count + 1, count + 1),
    )
    found = seconds_from(joined, count, limit_s + LEAST_SECONDS)[:count] - LEAST_SECONDS
    found[found > limit_s + SLACK_SECONDS] = np.inf
    return found


def blocks_from(matrix: Any, nodes: NDArray[np.int32], limit_s: float, width: int = 1) -> Iterator[tuple[int, Floats]]:
    """How far is every node from each of these?

    Takes: the matrix, start nodes (k,), a limit in seconds; ``width``, how many numbers are made of a line of the
    answer, where these are more than there are nodes. Gives: blocks as (place of the first in ``nodes``, seconds (b,
    n)), inf beyond the limit; no block is larger than ``BLOCK_CELLS``.
    """
    size = max(1, BLOCK_CELLS // max(matrix.shape[0], width))
    for first in range(0, len(nodes), size):
        block = nodes[first : first + size]
        yield first, np.asarray(dijkstra(matrix, indices=block, limit=limit_s + SLACK_SECONDS), dtype=np.float64)


def reachable(matrix: Any, nodes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which nodes can be reached from any of these, in whatever time? Takes: the matrix, start nodes. Gives: (n,)."""
    reach = np.zeros(matrix.shape[0], dtype=bool)
    for node in np.unique(nodes):
        if not reach[node]:
            reach[breadth_first_order(matrix, node, directed=True, return_predecessors=False)] = True
    return reach
