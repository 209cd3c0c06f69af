"""The area reached within some minutes, as polygons: what lies near to the streets and stops that were reached."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import numpy as np
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray
from scipy.spatial import cKDTree  # type: ignore[import-untyped]

from pagus.engines.access.contours import zero_lines

__all__ = ["Ring", "Rings", "area_near", "area_of_discs", "as_geojson", "reached_stretches"]

Floats = NDArray[np.float64]
Ring = tuple[tuple[float, float], ...]
Rings = tuple[Ring, ...]
"""Closed rings in degrees: each outer ring counter-clockwise, followed by the holes in it, clockwise (RFC 7946)."""

NEAR_M = 50.0
"""What lies this near to a reached street is reached: a house and its garden. Local default."""
FINEST_M = 25.0
"""No cell of the grid is smaller."""
CELLS_ACROSS = 110
"""So many cells at most across the longer side of the area; a larger area is drawn more coarsely."""
METRES_PER_DEGREE = 111_195.08
"""Of latitude, on the sphere of the mean radius."""
DIGITS = 6
"""Of a degree: 11 cm."""


class _Plane:
    """Metres east and north of a corner, good for areas of some hundred kilometres."""

    def __init__(self, lon: Floats, lat: Floats) -> None:
        self.lon, self.lat = float(lon.min()), float(lat.min())
        self.east = METRES_PER_DEGREE * float(np.cos(np.radians((lat.min() + lat.max()) / 2)))

    def metres(self, lon: Floats, lat: Floats) -> Floats:
        return np.column_stack(((lon - self.lon) * self.east, (lat - self.lat) * METRES_PER_DEGREE))

    def degrees(self, points: Floats) -> Floats:
        return np.column_stack((self.lon + points[:, 0] / self.east, self.lat + points[:, 1] / METRES_PER_DEGREE))


def reached_stretches(
    start: tuple[Floats, Floats], end: tuple[Floats, Floats], share: Floats, length_m: Floats
) -> tuple[Floats, Floats]:
    """Which points stand for the reached parts of these stretches?

    Takes: lon and lat of both ends (e,), the ``share`` of each that was reached (0 to 1), its length in metres.
    Gives: lon and lat of points along them, at most ``FINEST_M`` apart, both ends of the reached part among them.
    """
    steps = np.maximum(1, np.ceil(length_m * share / FINEST_M)).astype(np.int64)
    which = np.repeat(np.arange(len(steps)), steps + 1)
    number = np.arange(len(which)) - np.repeat(np.cumsum(steps + 1) - (steps + 1), steps + 1)
    along = share[which] * number / steps[which]
    (lon_a, lat_a), (lon_b, lat_b) = start, end
    return (
        lon_a[which] + along * (lon_b[which] - lon_a[which]),
        lat_a[which] + along * (lat_b[which] - lat_a[which]),
    )


def area_near(lon: Floats, lat: Floats, near_m: float = NEAR_M) -> Rings:
    """Which area lies near to these points?

    Takes: points that lie closely along what was reached, in degrees (k,); how near, in metres.
    Gives: its rings; none for no point. Every point lies inside; nothing lies inside that is farther from all points
    than ``near_m``, or a cell where that is more, except holes of less than four cells, which are filled.
    Method: the distance to the nearest point on a grid, drawn where it is ``near_m`` (marching squares), simplified by
    a tenth of a cell.
    """
    if not len(lon):
        return ()
    plane = _Plane(lon, lat)
    points = plane.metres(lon, lat)
    east, north = points[:, 0], points[:, 1]
    low, high = np.array((east.min(), north.min())), np.array((east.max(), north.max()))
    cell = max(FINEST_M, float((high - low).max()) / CELLS_ACROSS)
    near = max(near_m, cell)
    corner = low - near - 1.5 * cell
    columns, rows = (np.ceil((high + near - corner) / cell) + 2).astype(int)
    row, column = np.divmod(np.arange(rows * columns), columns)
    grid = corner + cell * np.column_stack((column, row))
    thinned = corner + _thinned((points - corner) / (cell / 8)) * (cell / 8)
    distance = cKDTree(thinned, balanced_tree=False, compact_nodes=False).query(grid, distance_upper_bound=2 * near)[0]
    surface = near - np.minimum(distance, 2 * near).reshape(rows, columns)
    lines = [corner + cell * line for line in zero_lines(surface)]
    return _rings(_polygons(lines, 4 * cell * cell).simplify(cell / 10), plane)


def _thinned(places: Floats) -> Floats:
    """One point for each unit square that holds any: where the square begins, plus a half."""
    across = int(places[:, 0].max()) + 1
    taken = np.zeros(across * (int(places[:, 1].max()) + 1), dtype=bool)
    taken[places[:, 1].astype(np.int64) * across + places[:, 0].astype(np.int64)] = True
    row, column = np.divmod(np.flatnonzero(taken), across)
    return np.column_stack((column, row)) + 0.5


def area_of_discs(lon: Floats, lat: Floats, radius_m: Floats) -> Rings:
    """Which area do discs of these radii cover?

    Takes: centres in degrees and radii in metres (k,); a radius of 0 or less counts for nothing. Gives: its rings.
    Method: circles of 32 corners, united, simplified by a hundredth of the largest radius.
    """
    use = radius_m > 0
    if not use.any():
        return ()
    plane = _Plane(lon[use], lat[use])
    discs = shapely.buffer(shapely.points(plane.metres(lon[use], lat[use])), radius_m[use], quad_segs=8)
    return _rings(shapely.union_all(discs).simplify(float(radius_m.max()) / 100), plane)


def as_geojson(rings: Rings) -> dict[str, Any]:
    """How is this area written in GeoJSON? Takes: rings as every function here gives them. Gives: a MultiPolygon."""
    polygons: list[list[Ring]] = []
    for ring in rings:
        if _signed_area(ring) > 0 or not polygons:
            polygons.append([ring])
        else:
            polygons[-1].append(ring)
    coordinates = [[[list(point) for point in ring] for ring in polygon] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _signed_area(ring: Sequence[tuple[float, float]]) -> float:
    points = np.asarray(ring) - np.asarray(ring[0])
    return float(np.sum(points[:-1, 0] * points[1:, 1] - points[1:, 0] * points[:-1, 1])) / 2


def _polygons(lines: list[Floats], least_hole_m2: float) -> shapely.MultiPolygon:
    """Outer lines with their holes. A hole belongs to the smallest outer line that holds it."""
    areas = [_signed_area(line.tolist()) for line in lines]
    outer = [line for area, line in sorted(zip(areas, lines, strict=True), key=itemgetter(0)) if area > 0]
    shells = [shapely.Polygon(line) for line in outer]
    holes: list[list[Floats]] = [[] for _ in shells]
    for area, line in zip(areas, lines, strict=True):
        if area < -least_hole_m2:
            holder = next(n for n, shell in enumerate(shells) if shell.contains(shapely.Point(line[0])))
            holes[holder].append(line)
    return shapely.MultiPolygon([shapely.Polygon(line, inner) for line, inner in zip(outer, holes, strict=True)])


def _rings(area: Any, plane: _Plane) -> Rings:
    parts = [part for part in getattr(area, "geoms", [area]) if not part.is_empty]
    found: list[Ring] = []
    for part in parts:
        for place, ring in enumerate((part.exterior, *part.interiors)):
            degrees = np.round(plane.degrees(np.asarray(ring.coords)), DIGITS)
            turned = degrees if (_signed_area(degrees.tolist()) > 0) == (place == 0) else degrees[::-1]
            found.append(tuple((lon, lat) for lon, lat in turned.tolist()))
    return tuple(found)
