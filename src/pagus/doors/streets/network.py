"""From ways to a street graph: junctions stay, bends are folded into the stretch they lie on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

from pagus.doors.streets.extract import Extract, read_ways
from pagus.engines.access.roads import RoadGraph, distance_m, road_graph
from pagus.errors import ShapeError

__all__ = ["Heights", "StreetsReport", "read_streets"]

Floats = NDArray[np.float64]
Heights = Callable[[Floats, Floats], Floats]
"""Degrees to metres above the sea, nan where unknown."""

LONGEST_FOLD_M = 100.0
"""A bend stays a node of the graph when folding it would make a stretch longer than this: points snap to nodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetsReport:
    """What became of a file of streets."""

    file: str
    ways_read: int
    ways_kept: int
    nodes_read: int
    nodes: int
    stretches: int
    km: float
    islands: int
    """Parts that no street joins to the largest one."""
    island_share: float
    """Share of all nodes that lie on them."""
    nodes_absent: int
    heights_known: int
    taken: str
    bounds: tuple[float, float, float, float]


def read_streets(path: Path, heights: Heights | None = None) -> tuple[RoadGraph, StreetsReport]:
    """Which street graph does this extract of OpenStreetMap hold?

    Takes: an .osm.pbf; where the ground lies, None for unknown. Gives: the graph and what was read, kept, and lies on
    islands (kept: a real island has streets of its own; the router lets no way begin on crumbs of the map).
    Refuses: ShapeError for a damaged file (which), and for one without any street.
    """
    extract = read_ways(path)
    if not extract.uses:
        raise ShapeError(
            "{file} holds no street: {ways} ways were read, none that somebody may use",
            file=path.name,
            ways=extract.ways_read,
        )
    graph = _graph(extract, heights)
    islands, share = _islands(graph)
    report = StreetsReport(
        file=path.name,
        ways_read=extract.ways_read,
        ways_kept=len(extract.uses),
        nodes_read=len(np.unique(np.frombuffer(extract.refs, dtype=np.int64))),
        nodes=len(graph),
        stretches=len(graph.target),
        km=round(_kilometres(graph), 1),
        islands=islands,
        island_share=round(share, 4),
        nodes_absent=extract.nodes_absent,
        heights_known=int(np.isfinite(graph.elevation_m).sum()),
        taken=extract.taken,
        bounds=graph.bounds,
    )
    return graph, report


def _graph(extract: Extract, heights: Heights | None) -> RoadGraph:
    refs = np.frombuffer(extract.refs, dtype=np.int64)
    lon, lat = np.frombuffer(extract.lon, dtype=np.float64), np.frombuffer(extract.lat, dtype=np.float64)
    ends = np.frombuffer(extract.ends, dtype=np.int64)
    starts = np.concatenate(([0], ends[:-1]))
    way = np.repeat(np.arange(len(ends)), ends - starts)
    along = _metres_along(lon, lat, starts)
    kept = _kept(refs, starts, ends, along)
    stretch_from, stretch_to = kept[:-1], kept[1:]
    inside = way[stretch_from] == way[stretch_to]
    stretch_from, stretch_to = stretch_from[inside], stretch_to[inside]
    _, first, node = np.unique(refs[kept], return_index=True, return_inverse=True)
    place = np.full(len(refs), -1, dtype=np.int64)
    place[kept] = node
    node_lon, node_lat = lon[kept][first], lat[kept][first]
    length = along[stretch_to] - along[stretch_from]
    speeds = _speeds(extract, along[ends - 1])
    bits = np.array([(use.along, use.against) for use in extract.uses], dtype=np.uint8)
    which = way[stretch_from]
    source, target = place[stretch_from], place[stretch_to]
    both = [
        _Directed(source, target, length, speeds[which, 0], bits[which, 0]),
        _Directed(target, source, length, speeds[which, 1], bits[which, 1]),
    ]
    open_ = [(each.bits & 7) != 0 for each in both]
    joined: dict[str, NDArray[Any]] = {
        name: np.concatenate([getattr(each, name)[use] for each, use in zip(both, open_, strict=True)])
        for name in ("source", "target", "length", "kmh", "bits")
    }
    return road_graph(
        node_lon,
        node_lat,
        joined["source"],
        joined["target"],
        length_m=joined["length"],
        speed_kmh=joined["kmh"],
        access=joined["bits"],
        elevation_m=None if heights is None else heights(node_lon, node_lat),
    )


@dataclass(frozen=True, slots=True)
class _Directed:
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    length: Floats
    kmh: Floats
    bits: NDArray[np.uint8]


def _metres_along(lon: Floats, lat: Floats, starts: NDArray[np.int64]) -> Floats:
    """Metres from the first node of the way to each of its nodes; the ways lie one after the other."""
    steps = np.concatenate(([0.0], distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:])))
    steps[starts] = 0.0
    total = np.cumsum(steps)
    counts = np.diff(np.concatenate((starts, [len(lon)])))
    return np.asarray(total - np.repeat(total[starts], counts), dtype=np.float64)


def _kept(
    refs: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64], along: Floats
) -> NDArray[np.int64]:
    """Which nodes of the ways stay nodes? Ends, those met twice, and a bend a hundred metres after the last one."""
    _, inverse, count = np.unique(refs, return_inverse=True, return_counts=True)
    junction = count[inverse] > 1
    junction[starts] = junction[ends - 1] = True
    # A bend stays when it is the last one before a further hundred metres of the way.
    section = np.floor(along / LONGEST_FOLD_M)
    bend = np.zeros(len(refs), dtype=bool)
    bend[:-1] = section[1:] > section[:-1]
    return np.flatnonzero(junction | bend)


def _speeds(extract: Extract, whole_m: Floats) -> Floats:
    """km/h along and against each way; that of a ferry follows from its duration where it is mapped."""
    speeds = np.array([(use.along_kmh, use.against_kmh) for use in extract.uses], dtype=np.float64)
    for number, minutes in enumerate(extract.minutes):
        if minutes:
            speeds[number] = max(whole_m[number], 1.0) * 0.06 / minutes
    return speeds


def _kilometres(graph: RoadGraph) -> float:
    """Of streets, each counted once whether it may be used one way or both."""
    source, target = graph.source, graph.target
    ends = np.column_stack((np.minimum(source, target), np.maximum(source, target)))
    both = np.unique(np.column_stack((ends, np.round(graph.length_m * 10).astype(np.int64))), axis=0)
    return float(both[:, 2].sum() / 10_000)


def _islands(graph: RoadGraph) -> tuple[int, float]:
    edges = np.ones(len(graph.target), dtype=np.int8)
    matrix = coo_array((edges, (graph.source, graph.target)), shape=(len(graph), len(graph)))
    count, part = connected_components(matrix, directed=False)
    sizes = np.bincount(part)
    return int(count) - 1, float(1 - sizes.max() / len(graph))
