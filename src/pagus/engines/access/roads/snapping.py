"""From a point to the streets: the nearest node where a way can begin, and the walk to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree  # type: ignore[import-untyped]

from pagus.engines.access.roads.graph import EARTH_M

__all__ = ["APPROACH_KMH", "FARTHEST_M", "NodeFinder", "Snapped", "on_sphere"]

Floats = NDArray[np.float64]

FARTHEST_M = 1_000.0
"""A point farther than this from every street is on none. Local default."""
APPROACH_KMH = 4.5
"""The straight stretch between a point and its street is walked, in every mode, at this pace. Local default."""


@dataclass(frozen=True, slots=True, eq=False)
class Snapped:
    """``node`` (k,) int32, -1 for a point too far from all streets; ``walk_s`` (k,) seconds to it, inf there."""

    node: NDArray[np.int32]
    walk_s: Floats

    @property
    def found(self) -> NDArray[np.bool_]:
        """Which points are on a street?"""
        return np.asarray(self.node >= 0)


class NodeFinder:
    """Finds the nearest of some nodes. Chords of the sphere stand for distances: within 1 km they are the same."""

    def __init__(self, lon: Floats, lat: Floats, nodes: NDArray[np.int32], farthest_m: float = FARTHEST_M) -> None:
        self._nodes = nodes
        self._tree = cKDTree(on_sphere(lon[nodes], lat[nodes]))
        self._farthest_m = farthest_m

    def snap(self, lon: Floats, lat: Floats) -> Snapped:
        """To which node does each point belong, and how long is the walk? Takes: degrees (k,)."""
        distance, place = self._tree.query(on_sphere(lon, lat), distance_upper_bound=self._farthest_m)
        found = np.isfinite(distance)
        node = np.full(len(distance), -1, dtype=np.int32)
        node[found] = self._nodes[place[found]]
        return Snapped(node, np.asarray(distance * 3.6 / APPROACH_KMH, dtype=np.float64))


def on_sphere(lon: Floats, lat: Floats) -> Floats:
    """Where are these points in space? Takes: degrees (k,). Gives: metres from the centre of the Earth (k, 3)."""
    along, up = np.radians(np.asarray(lon, dtype=np.float64)), np.radians(np.asarray(lat, dtype=np.float64))
    ring = EARTH_M * np.cos(up)
    return np.column_stack((ring * np.cos(along), ring * np.sin(along), EARTH_M * np.sin(up)))
