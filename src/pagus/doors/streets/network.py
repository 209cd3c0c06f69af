"""From ways to a street graph: junctions stay, bends are folded into the stretch they lie on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

from pagus.doors.streets.extract import Extract, read_ways
from pagus.engines.access.roads import BIKE, CAR, FOOT, RoadGraph, distance_m, road_graph
from pagus.errors import ShapeError

__all__ = ["Heights", "StreetsReport", "read_streets"]

Floats = NDArray[np.float64]
Heights = Callable[[Floats, Floats], Floats]
"""Degrees to metres above the sea, nan where unknown."""

_ANYBODY = CAR | BIKE | FOOT
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
    ways = _ways(extract)
    graph = _graph(extract, ways, heights)
    islands, share = _islands(graph)
    report = StreetsReport(
        file=path.name,
        ways_read=extract.ways_read,
        ways_kept=len(extract.uses),
        nodes_read=len(np.unique(ways.refs)),
        nodes=len(graph),
        stretches=len(graph.target),
        km=round(float(ways.along[ways.ends - 1].sum()) / 1000, 1),
        islands=islands,
        island_share=round(share, 4),
        nodes_absent=extract.nodes_absent,
        heights_known=int(np.isfinite(graph.elevation_m).sum()),
        taken=extract.taken,
        bounds=graph.bounds,
    )
    return graph, report


@dataclass(frozen=True, slots=True)
class _Ways:
    """All nodes of all ways in turn: way i has those from ``starts[i]`` to before ``ends[i]``; metres ``along`` it."""

    refs: NDArray[np.int64]
    lon: Floats
    lat: Floats
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    along: Floats


def _ways(extract: Extract) -> _Ways:
    lon, lat = np.frombuffer(extract.lon, dtype=np.float64), np.frombuffer(extract.lat, dtype=np.float64)
    ends = np.frombuffer(extract.ends, dtype=np.int64)
    starts = np.concatenate(([0], ends[:-1]))
    steps = np.concatenate(([0.0], distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:])))
    steps[starts] = 0.0
    total = np.cumsum(steps)
    along = total - np.repeat(total[starts], ends - starts)
    return _Ways(np.frombuffer(extract.refs, dtype=np.int64), lon, lat, starts, ends, along)


def _graph(extract: Extract, ways: _Ways, heights: Heights | None) -> RoadGraph:
    """Every stretch between two kept nodes of a way, in both directions, where anybody may use it."""
    kept = _kept(ways)
    _, first, node = np.unique(ways.refs[kept], return_index=True, return_inverse=True)
    lon, lat = ways.lon[kept][first], ways.lat[kept][first]
    way = np.repeat(np.arange(len(ways.ends)), ways.ends - ways.starts)[kept]
    here = np.flatnonzero(way[:-1] == way[1:])
    length = ways.along[kept][here + 1] - ways.along[kept][here]
    speeds = _speeds(extract, ways.along[ways.ends - 1])[way[here]]
    bits = np.array([(use.along, use.against) for use in extract.uses], dtype=np.uint8)[way[here]]
    open_ = np.concatenate((bits[:, 0] & _ANYBODY, bits[:, 1] & _ANYBODY)) != 0
    ends = node[here], node[here + 1]
    return road_graph(
        lon,
        lat,
        np.concatenate(ends)[open_],
        np.concatenate(ends[::-1])[open_],
        length_m=np.concatenate((length, length))[open_],
        speed_kmh=speeds.T.ravel()[open_],
        access=bits.T.ravel()[open_],
        elevation_m=None if heights is None else heights(lon, lat),
    )


def _kept(ways: _Ways) -> NDArray[np.int64]:
    """Which nodes of the ways stay nodes? Ends, those met twice, and a bend a hundred metres after the last one."""
    _, inverse, count = np.unique(ways.refs, return_inverse=True, return_counts=True)
    junction = count[inverse] > 1
    junction[ways.starts] = junction[ways.ends - 1] = True
    # A bend stays when it is the last one before a further hundred metres of the way.
    section = np.floor(ways.along / LONGEST_FOLD_M)
    bend = np.zeros(len(ways.refs), dtype=bool)
    bend[:-1] = section[1:] > section[:-1]
    return np.flatnonzero(junction | bend)


def _speeds(extract: Extract, whole_m: Floats) -> Floats:
    """km/h along and against each way; that of a ferry follows from its duration where it is mapped."""
    speeds = np.array([(use.along_kmh, use.against_kmh) for use in extract.uses], dtype=np.float64)
    for number, minutes in enumerate(extract.minutes):
        if minutes:
            speeds[number] = max(whole_m[number], 1.0) * 0.06 / minutes
    return speeds


def _islands(graph: RoadGraph) -> tuple[int, float]:
    edges = np.ones(len(graph.target), dtype=np.int8)
    matrix = coo_array((edges, (graph.source, graph.target)), shape=(len(graph), len(graph)))
    count, part = connected_components(matrix, directed=False)
    sizes = np.bincount(part)
    return int(count) - 1, float(1 - sizes.max() / len(graph))
