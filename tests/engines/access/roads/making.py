"""Small street networks whose times can be worked out by hand, and a search that shares no code with the engine's."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

import numpy as np

from pagus.engines.access.model import Points
from pagus.engines.access.roads import BIKE, CAR, FOOT, RoadGraph, edge_seconds, road_graph

ALL = CAR | BIKE | FOOT
METRE = 1 / 111_195.08
"""Of latitude, in degrees."""


def points(*where: tuple[float, float]) -> Points:
    x, y = (np.array([point[axis] for point in where], dtype=np.float64) for axis in (0, 1))
    return Points(tuple(f"p{number}" for number in range(len(where))), x, y, "deg")


def network(
    nodes: Sequence[tuple[float, float]],
    stretches: Iterable[tuple[int, int, float, float, int]],
    heights: Sequence[float] | None = None,
) -> RoadGraph:
    """Stretches are (from, to, metres, km/h, bits), in this direction only."""
    rows = list(stretches)
    source, target, length, speed, bits = (np.array(column) for column in zip(*rows, strict=True))
    lon, lat = (np.array([node[axis] for node in nodes], dtype=np.float64) for axis in (0, 1))
    return road_graph(
        lon,
        lat,
        source,
        target,
        length_m=length,
        speed_kmh=speed,
        access=bits,
        elevation_m=None if heights is None else np.array(heights),
    )


def both_ways(*stretches: tuple[int, int, float, float, int]) -> list[tuple[int, int, float, float, int]]:
    return [each for a, b, *rest in stretches for each in ((a, b, *rest), (b, a, *rest))]  # type: ignore[misc]


def line(count: int, metres: float = 1000.0, kmh: float = 60.0) -> RoadGraph:
    """Nodes one after the other to the north, both ways."""
    nodes = [(0.0, number * metres * METRE) for number in range(count)]
    return network(nodes, both_ways(*((n, n + 1, metres, kmh, ALL) for n in range(count - 1))))


def seconds_by_hand(graph: RoadGraph, mode: str, start: int) -> list[float]:
    """Dijkstra with a heap, in plain Python."""
    cost = edge_seconds(graph, mode)  # type: ignore[arg-type]
    found = [float("inf")] * len(graph)
    found[start], heap = 0.0, [(0.0, start)]
    while heap:
        time, node = heapq.heappop(heap)
        if time > found[node]:
            continue
        for edge in range(int(graph.ptr[node]), int(graph.ptr[node + 1])):
            other, then = int(graph.target[edge]), time + float(cost[edge])
            if then < found[other]:
                found[other] = then
                heapq.heappush(heap, (then, other))
    return found
