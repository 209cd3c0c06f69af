"""Many points to the polygon that each is in, by a grid of cells and a test only where two polygons come near."""

from __future__ import annotations

import numpy as np
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray

__all__ = ["Locator"]

Rows = NDArray[np.int64]
Degrees = NDArray[np.float64]

CELL_DEG = 0.02
ROW_OF_CELLS = 1_000_000
POINTS_AT_ONCE = 250_000


class Locator:
    """In which of these polygons is each point?

    Takes: shapely polygons, degrees WGS84, in the order that decides on a shared border: the first wins.
    Method: each cell of 0.02 degree lists the polygons whose bounding box meets it; a point is tested against
    those of its cell whose box holds it, prepared and grouped by polygon.
    """

    def __init__(self, polygons: NDArray[np.object_]) -> None:
        self._polygons = polygons
        shapely.prepare(polygons)
        self._bounds: Degrees = shapely.bounds(polygons)
        west, south, east, north = (np.floor(side / CELL_DEG).astype(np.int64) for side in self._bounds.T)
        columns = east - west + 1
        counts = columns * (north - south + 1)
        polygon, step = _spread(counts)
        cells = (south[polygon] + step // columns[polygon]) * ROW_OF_CELLS + west[polygon] + step % columns[polygon]
        order = np.argsort(cells, kind="stable")
        self._candidates = polygon[order]
        self._cells, starts = np.unique(cells[order], return_index=True)
        self._starts = np.append(starts, len(cells))

    def find(self, lon: Degrees, lat: Degrees) -> Rows:
        """The number of the polygon of each point; -1 where it is in none, or no finite number."""
        found = np.full(len(lon), -1, dtype=np.int64)
        if len(self._polygons) == 0:
            return found
        good = np.flatnonzero((np.abs(lon) <= 180) & (np.abs(lat) <= 90))
        for start in range(0, len(good), POINTS_AT_ONCE):
            piece = good[start : start + POINTS_AT_ONCE]
            found[piece] = self._find(lon[piece], lat[piece])
        return found

    def _find(self, x: Degrees, y: Degrees) -> Rows:
        cells = np.floor(y / CELL_DEG).astype(np.int64) * ROW_OF_CELLS + np.floor(x / CELL_DEG).astype(np.int64)
        at = np.minimum(np.searchsorted(self._cells, cells), len(self._cells) - 1)
        counts = np.where(self._cells[at] == cells, self._starts[at + 1] - self._starts[at], 0)
        point, step = _spread(counts)
        polygon = self._candidates[self._starts[at[point]] + step]
        west, south, east, north = self._bounds[polygon].T
        boxed = (west <= x[point]) & (x[point] <= east) & (south <= y[point]) & (y[point] <= north)
        point, polygon = point[boxed], polygon[boxed]
        # From the last polygon to the first, so that on a shared border the first is written last and stays.
        order = np.argsort(polygon, kind="stable")[::-1]
        point, polygon = point[order], polygon[order]
        inside = shapely.intersects_xy(self._polygons[polygon], x[point], y[point])
        found = np.full(len(x), -1, dtype=np.int64)
        found[point[inside]] = polygon[inside]
        return found


def _spread(counts: Rows) -> tuple[Rows, Rows]:
    """Each number as often as it counts, and which of its turns it is: [2, 1] gives [0, 0, 1] and [0, 1, 0]."""
    owner = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    return owner, np.arange(len(owner), dtype=np.int64) - (np.cumsum(counts) - counts)[owner]
