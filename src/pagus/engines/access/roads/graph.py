"""Streets as arrays: junctions, directed stretches between them, and who may use which stretch how fast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.arrays import digest_of
from pagus.errors import ShapeError

__all__ = ["BIKE", "CAR", "EARTH_M", "FERRY", "FOOT", "THROUGH", "RoadGraph", "distance_m", "road_graph"]

Floats = NDArray[np.float64]

CAR, BIKE, FOOT = 1, 2, 4
"""Bits of ``access``: this mode may use the stretch in its direction."""
THROUGH = 8
"""Bit of ``access``: nobody lives here (motorway, ferry): no way begins or ends on it."""
FERRY = 16
"""Bit of ``access``: every mode crosses at ``speed_kmh``."""

EARTH_M = 6_371_008.8
"""Mean radius of the Earth (IUGG), metres."""

_FIELDS = ("lon", "lat", "ptr", "target", "length_m", "speed_kmh", "access", "elevation_m")


@dataclass(frozen=True, slots=True, eq=False)
class RoadGraph:
    """A street network: n nodes, e directed stretches, sorted by the node they leave (CSR).

    ``lon``, ``lat`` (n,) degrees WGS84; ``elevation_m`` (n,) float32, nan where unknown; ``ptr`` (n + 1,) int64: node i
    is left by the stretches ``ptr[i]:ptr[i + 1]``; of each ``target`` (e,) int32, ``length_m`` (e,) float32 along its
    curve, ``speed_kmh`` (e,) float32 of a car (or ferry), 0 where neither goes, ``access`` (e,) uint8 bits.
    """

    lon: Floats
    lat: Floats
    ptr: NDArray[np.int64]
    target: NDArray[np.int32]
    length_m: NDArray[np.float32]
    speed_kmh: NDArray[np.float32]
    access: NDArray[np.uint8]
    elevation_m: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.lon)

    @property
    def source(self) -> NDArray[np.int32]:
        """The node that each stretch leaves, (e,)."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.ptr))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        return (float(self.lon.min()), float(self.lat.min()), float(self.lon.max()), float(self.lat.max()))

    @property
    def has_elevation(self) -> bool:
        """Is the height of any node known?"""
        return bool(np.isfinite(self.elevation_m).any())

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything, by name: what ``from_arrays`` takes."""
        return {name: getattr(self, name) for name in _FIELDS}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> RoadGraph:
        """The graph of ``arrays``. Refuses: ShapeError when an array is missing or does not fit the others."""
        missing = [name for name in _FIELDS if name not in arrays]
        if missing:
            raise ShapeError("the street graph lacks {names}", names=", ".join(missing))
        graph = cls(**{name: arrays[name] for name in _FIELDS})
        nodes, edges = len(graph.lon), len(graph.target)
        whole = len(graph.lat) == len(graph.elevation_m) == nodes and len(graph.ptr) == nodes + 1
        whole = whole and len(graph.length_m) == len(graph.speed_kmh) == len(graph.access) == edges
        if not whole or (nodes and int(graph.ptr[-1]) != edges):
            raise ShapeError("the arrays of the street graph do not fit each other")
        return graph

    def digest(self) -> str:
        """SHA-256 of all arrays: two graphs with the same digest give the same travel times."""
        return digest_of(self.arrays())


def road_graph(
    lon: Floats,
    lat: Floats,
    source: NDArray[Any],
    target: NDArray[Any],
    *,
    length_m: NDArray[Any],
    speed_kmh: NDArray[Any],
    access: NDArray[Any],
    elevation_m: NDArray[Any] | None = None,
) -> RoadGraph:
    """Which graph do these directed stretches make?

    Takes: nodes in degrees (n,), stretches in any order (e,); ``elevation_m`` None where no height is known.
    Gives: the graph; a stretch from a node to itself is left out.
    Refuses: ShapeError for nodes that are not there, lengths below zero, or points off the Earth.
    """
    count = len(lon)
    source, target = np.asarray(source, dtype=np.int64), np.asarray(target, dtype=np.int64)
    if len(source) and (min(source.min(), target.min()) < 0 or max(source.max(), target.max()) >= count):
        raise ShapeError("a stretch of street names a node that is not there")
    if count and not (np.abs(lon).max() <= 180 and np.abs(lat).max() <= 90):
        raise ShapeError("the nodes of a street graph are longitudes and latitudes in degrees")
    lengths = np.asarray(length_m, dtype=np.float32)
    if len(lengths) and not (np.isfinite(lengths).all() and lengths.min() >= 0):
        raise ShapeError("a stretch of street has a length below zero or none")
    order = np.argsort(source, kind="stable")
    order = order[source[order] != target[order]]
    heights = np.full(count, np.nan, dtype=np.float32) if elevation_m is None else np.asarray(elevation_m, np.float32)
    return RoadGraph(
        lon=np.asarray(lon, dtype=np.float64),
        lat=np.asarray(lat, dtype=np.float64),
        ptr=np.concatenate(([0], np.cumsum(np.bincount(source[order], minlength=count)))).astype(np.int64),
        target=target[order].astype(np.int32),
        length_m=lengths[order],
        speed_kmh=np.asarray(speed_kmh, dtype=np.float32)[order],
        access=np.asarray(access, dtype=np.uint8)[order],
        elevation_m=heights,
    )


def distance_m(lon_a: Any, lat_a: Any, lon_b: Any, lat_b: Any) -> Floats:
    """How far apart are these points on the sphere?

    Takes: degrees, arrays or numbers that broadcast. Gives: metres along the great circle (haversine).
    """
    a, b = np.radians(lat_a), np.radians(lat_b)
    half = np.sin((b - a) / 2) ** 2
    half = half + np.cos(a) * np.cos(b) * np.sin((np.radians(lon_b) - np.radians(lon_a)) / 2) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(half, 1.0))), dtype=np.float64)
