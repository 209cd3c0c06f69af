"""Points in the cells of a grid: which of them can lie within a distance, found without looking at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, ceil, cos, degrees, radians, sin

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.model import Floats, Points
from pagus.errors import InputError

__all__ = ["EARTH_RADIUS_M", "Grid", "build_grid", "metres_between", "stretches"]

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG 1980). Against the ellipsoid, distances are wrong by up to 0.5 %."""
POLE_DEG = 89.0
"""Beyond, no cells of longitude make sense; nobody lives there."""
LEAST_REACH_M = 1.0
"""A shorter reach is searched with this one: cells of a hair would be more than whole numbers can count."""
LARGEST_DENSE_GRID = 4_000_000
BLOCK = 1 << 18
"""Candidates looked at together: what they need stays in the caches."""
CELLS_A_REACH = 5
"""Rows of cells in one radius: fewer look at more points, more at more cells."""

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Points sorted by cell, row after row from the south-west. ``start`` says where a cell begins.

    ``order`` (n,) index of each sorted point among the points given; ``x``, ``y`` (n,) sorted; ``ball`` (n, 3) unit
    vectors of points in degrees, empty for metres; ``keys`` (n,) cell of each sorted point; ``start`` (cells + 1,),
    empty when the grid would be too large: cells are then looked for in ``keys``.
    """

    unit: str
    reach_m: float
    order: NDArray[np.int32]
    x: Floats
    y: Floats
    ball: Floats
    keys: Integers
    start: Integers
    west: float
    south: float
    cell_x: float
    cell_y: float
    columns: int
    rows: int
    count: int

    def near(self, x: Floats, y: Floats) -> Iterator[tuple[int, int, NDArray[np.int64], NDArray[np.int32], Floats]]:
        """Which points may lie within the reach of each place asked about, and how far are they?

        Takes: places (s,) in the unit of the grid. Gives, block by block: first and last place (exclusive), the number
        of candidates of each, their indices, and their distances in metres. Some lie beyond the reach: the caller
        compares.
        """
        for begin in range(0, len(x), 1 << 15):
            part = slice(begin, min(begin + (1 << 15), len(x)))
            lows, highs = self._stretches(x[part], y[part])
            ends = np.cumsum((highs - lows).sum(axis=1))
            first = 0
            while first < len(ends):
                done = int(ends[first - 1]) if first else 0
                last = max(first + 1, int(np.searchsorted(ends, done + BLOCK, side="right")))
                places = slice(begin + first, begin + last)
                yield self._block(places, lows[first:last], highs[first:last], x[places], y[places])
                first = last

    def _block(
        self, places: slice, lows: Integers, highs: Integers, x: Floats, y: Floats
    ) -> tuple[int, int, NDArray[np.int64], NDArray[np.int32], Floats]:
        lengths = highs - lows
        counts = lengths.sum(axis=1)
        found = stretches(lows.ravel(), lengths.ravel())
        if self.unit == "m":
            across = self.x.take(found) - np.repeat(x, counts)
            along = self.y.take(found) - np.repeat(y, counts)
            across *= across
            along *= along
            across += along
            metres = np.sqrt(across, out=across)
        else:
            metres = _chord_to_metres(self.ball.take(found, axis=0) - np.repeat(_ball(x, y), counts, axis=0))
        return places.start, places.stop, counts, self.order.take(found), metres

    def _stretches(self, x: Floats, y: Floats) -> tuple[Integers, Integers]:
        """For each place (s) and row of cells (k) that it may reach: the stretch of sorted points to look at."""
        reach_y = self.reach_m if self.unit == "m" else degrees(self.reach_m / EARTH_RADIUS_M)
        top = ceil(2 * reach_y / self.cell_y) + 1
        row = np.floor((y - reach_y - self.south) / self.cell_y)[:, None] + np.arange(top)
        low_edge = np.asarray(self.south + row * self.cell_y, np.float64)
        apart = np.maximum(np.maximum(low_edge - y[:, None], y[:, None] - low_edge - self.cell_y), 0.0)
        half = self._half_width(y, apart, low_edge)
        first = np.clip(np.floor((x[:, None] - half - self.west) / self.cell_x), 0, self.columns)
        last = np.clip(np.floor((x[:, None] + half - self.west) / self.cell_x) + 1, 0, self.columns)
        inside = (row >= 0) & (row < self.rows) & (apart <= reach_y) & (last > first)
        base = np.where(inside, row, 0).astype(np.int64) * self.columns
        lows = self._begin(base + np.where(inside, first, 0).astype(np.int64))
        highs = self._begin(base + np.where(inside, last, 0).astype(np.int64))
        return lows, highs

    def _half_width(self, y: Floats, apart: Floats, low_edge: Floats) -> Floats:
        """How far to the east and west the reach extends at most within a row of cells."""
        if self.unit == "m":
            return np.asarray(np.sqrt(np.maximum(self.reach_m**2 - apart**2, 0.0)))
        angle = self.reach_m / EARTH_RADIUS_M
        furthest = np.maximum(np.abs(low_edge), np.abs(low_edge + self.cell_y))
        narrow = np.cos(np.radians(np.minimum(furthest, 90.0)))
        room = np.maximum(sin(angle / 2) ** 2 - np.sin(np.radians(apart) / 2) ** 2, 0.0)
        scale = np.cos(np.radians(y))[:, None] * narrow
        ratio = np.divide(room, scale, out=np.ones_like(room), where=scale > room)
        return np.asarray(2 * np.degrees(np.arcsin(np.sqrt(np.minimum(ratio, 1.0)))))

    def _begin(self, cells: Integers) -> Integers:
        if len(self.start):
            return self.start.take(cells)
        return np.searchsorted(self.keys, cells, side="left")


def build_grid(points: Points, reach_m: float) -> Grid:
    """How are these points sorted so that those within a reach are found quickly?

    Takes: points in metres of one plane or in degrees; the reach in metres, above 0. Gives: the grid.
    Refuses: InputError for a place in degrees within 1 degree of a pole, or that is not finite.
    """
    x, y = np.ascontiguousarray(points.x, np.float64), np.ascontiguousarray(points.y, np.float64)
    _check_finite(points)
    reach_m = max(reach_m, LEAST_REACH_M)
    order = np.arange(len(x), dtype=np.int32)
    reach_y = reach_m if points.unit == "m" else degrees(reach_m / EARTH_RADIUS_M)
    reach_x = reach_y
    if points.unit == "deg" and len(x):
        if np.abs(y).max() > POLE_DEG:
            raise InputError(
                "row {row}: a latitude beyond {limit} degrees cannot be used",
                row=points.ids[int(np.abs(y).argmax())],
                limit=POLE_DEG,
            )
        steepest = min(radians(float(np.abs(y).max())) + reach_m / EARTH_RADIUS_M, radians(90 - 1e-6))
        reach_x = degrees(asin(min(1.0, sin(min(reach_m / EARTH_RADIUS_M, 1.5)) / cos(steepest))))
        x, y, order = _across_the_seam(x, y, order, reach_x)
    return _sorted_grid(points.unit, len(points), x, y, order, reach_m, reach_x, reach_y)


def _sorted_grid(
    unit: str,
    count: int,
    x: Floats,
    y: Floats,
    order: NDArray[np.int32],
    reach_m: float,
    reach_x: float,
    reach_y: float,
) -> Grid:
    cell_x, cell_y = reach_x / CELLS_A_REACH, reach_y / CELLS_A_REACH
    west, south = (float(x.min()), float(y.min())) if len(x) else (0.0, 0.0)
    columns = int((float(x.max()) - west) / cell_x) + 1 if len(x) else 1
    rows = int((float(y.max()) - south) / cell_y) + 1 if len(x) else 1
    keys = np.floor((y - south) / cell_y).astype(np.int64) * columns + np.floor((x - west) / cell_x).astype(np.int64)
    by_cell = np.argsort(keys, kind="stable")
    keys, x, y = keys[by_cell], x[by_cell], y[by_cell]
    start = np.zeros(0, np.int64)
    if rows * columns <= max(LARGEST_DENSE_GRID, 4 * len(x)):
        start = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=rows * columns)))).astype(np.int64)
    ball = _ball(x, y) if unit == "deg" else np.zeros((0, 3))
    return Grid(
        unit, reach_m, order[by_cell], x, y, ball, keys, start, west, south, cell_x, cell_y, columns, rows, count
    )


def metres_between(points: Points, x: float, y: float) -> Floats:
    """How far is each point from one place, as the crow flies?

    Takes: points (n,); the place in their unit. Gives: metres (n,); on the globe along the great circle.
    """
    if points.unit == "m":
        return np.sqrt((points.x - x) ** 2 + (points.y - y) ** 2)
    return _chord_to_metres(_ball(points.x, points.y) - _ball(np.array([x]), np.array([y])))


def _check_finite(points: Points) -> None:
    wrong = np.flatnonzero(~(np.isfinite(points.x) & np.isfinite(points.y)))
    if len(wrong):
        raise InputError("row {row}: the coordinates are missing or no numbers", row=points.ids[int(wrong[0])])


def _across_the_seam(
    x: Floats, y: Floats, order: NDArray[np.int32], reach_x: float
) -> tuple[Floats, Floats, NDArray[np.int32]]:
    """Near 180 degrees east and west are neighbours: points there are looked for on both sides."""
    east, west = np.flatnonzero(x > 180 - reach_x), np.flatnonzero(x < -180 + reach_x)
    if not len(east) and not len(west):
        return x, y, order
    both = np.concatenate([east, west])
    shifted = np.concatenate([x[east] - 360, x[west] + 360])
    return np.concatenate([x, shifted]), np.concatenate([y, y[both]]), np.concatenate([order, order[both]])


def _ball(lon: Floats, lat: Floats) -> Floats:
    """Unit vectors (n, 3): differences of neighbours keep their digits, unlike cosines of angles."""
    across, along = np.radians(lon), np.radians(lat)
    narrow = np.cos(along)
    return np.stack([narrow * np.cos(across), narrow * np.sin(across), np.sin(along)], axis=-1)


def _chord_to_metres(chords: Floats) -> Floats:
    """Length of the great circle over each chord (k, 3) of the unit ball."""
    half = np.sqrt(np.einsum("ij,ij->i", chords, chords)) / 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.minimum(half, 1.0)))


def stretches(lows: Integers, lengths: Integers) -> Integers:
    """Which integers lie in these stretches?

    Takes: first integer (k,) and length (k,) of each. Gives: all of them, one stretch after the other.
    """
    filled = lengths > 0
    lows, lengths = lows[filled], lengths[filled]
    shift = lows - np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(lengths) else lows
    return np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(shift, lengths)
