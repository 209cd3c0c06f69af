"""Travel times without streets: the straight line, lengthened by a detour, at one speed."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, isfinite, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.grid import EARTH_RADIUS_M, Grid, build_grid, metres_between
from pagus.engines.access.model import Mode, Pairs, Points
from pagus.errors import InputError

__all__ = ["StraightRouter"]

CORNERS = 72
"""Of the polygon that stands for a circle: it lies within 0.1 % of it."""


class StraightRouter:
    """Minutes = metres as the crow flies x detour / speed. Always there, the same in both directions.

    Limits: no river, mountain, border or motorway is seen. Minutes are kept as the nearest float32, so that ten
    minutes computed as 10.000000000000002 are 10.
    """

    def __init__(self, mode: Mode, speed_kmh: float, detour: float) -> None:
        """Takes: the mode (no public transport), km/h above 0, metres on the way for each metre (1 or more)."""
        if mode == "transit":
            raise InputError("public transport does not go in a straight line: load a timetable")
        if not (isfinite(speed_kmh) and speed_kmh > 0):
            raise InputError("a speed is above 0 km/h: {speed} is not", speed=speed_kmh)
        if not (isfinite(detour) and detour >= 1):
            raise InputError("a detour is 1 or more: {detour} is not", detour=detour)
        self.mode: Mode = mode
        self.speed_kmh = speed_kmh
        self.detour = detour

    @property
    def words(self) -> str:
        """How minutes are found."""
        return f"straight line x {self.detour:g} at {self.speed_kmh:g} km/h"

    def minutes(self, metres: NDArray[np.float64]) -> NDArray[np.float32]:
        """How long does it take? Takes: metres as the crow flies. Gives: minutes, the nearest float32."""
        return (metres * self.detour / (self.speed_kmh * 1000 / 60)).astype(np.float32)

    def reach_m(self, limit_min: float) -> float:
        """How far does one come as the crow flies? Gives metres."""
        if not (isfinite(limit_min) and limit_min > 0):
            raise InputError("a time limit is above 0 minutes: {limit} is not", limit=limit_min)
        return limit_min * self.speed_kmh * 1000 / 60 / self.detour

    def grid(self, demand: Points, limit_min: float) -> Grid:
        """How are places sorted for repeated searches? Gives what ``pairs_in`` takes: make it once for many edits."""
        return build_grid(demand, self.reach_m(limit_min) * (1 + 1e-6))

    def pairs(self, demand: Points, sites: Points, limit_min: float) -> Pairs:
        """Which places reach which site within the limit, and in how many minutes?

        Takes: places and sites in the same unit; minutes. Gives: pairs, of each site in the order of the grid.
        Refuses: InputError for two units, for coordinates that are no numbers, for a limit that is not above 0.
        """
        return self.pairs_in(self.grid(demand, limit_min), sites, limit_min)

    def pairs_in(self, grid: Grid, sites: Points, limit_min: float) -> Pairs:
        """As ``pairs``, in a grid made before for this limit or a longer one."""
        if sites.unit != grid.unit:
            raise InputError(
                "places are in {demand}, sites in {sites}: give both in one unit", demand=grid.unit, sites=sites.unit
            )
        if self.reach_m(limit_min) > grid.reach_m:
            raise InputError("the grid was made for shorter travel times than {limit} minutes", limit=limit_min)
        if len(sites) and not (np.isfinite(sites.x).all() and np.isfinite(sites.y).all()):
            wrong = int(np.flatnonzero(~(np.isfinite(sites.x) & np.isfinite(sites.y)))[0])
            raise InputError("row {row}: the coordinates are missing or no numbers", row=sites.ids[wrong])
        limit = np.float32(limit_min)
        counts = np.zeros(len(sites) + 1, np.int64)
        columns: list[NDArray[np.int32]] = []
        times: list[NDArray[np.float32]] = []
        for first, last, candidates, found, metres in grid.near(sites.x, sites.y):
            minutes = self.minutes(metres)
            kept = minutes <= limit
            counts[first + 1 : last + 1] = _count_kept(kept, candidates)
            columns.append(found[kept])
            times.append(minutes[kept])
        return Pairs(
            site_ptr=np.cumsum(counts),
            demand=np.concatenate([np.zeros(0, np.int32), *columns]),
            minutes=np.concatenate([np.zeros(0, np.float32), *times]),
            limit_min=limit_min,
            demand_count=grid.count,
            router=self.words,
        )

    def minutes_from(self, lon: float, lat: float, targets: Points, limit_min: float) -> NDArray[np.float32]:
        """How many minutes is it from one home to each target?

        Takes: the home in the unit of the targets (x and y where they are in metres). Gives: (t,); inf beyond.
        """
        minutes = self.minutes(metres_between(targets, lon, lat))
        return np.where(minutes <= np.float32(limit_min), minutes, np.float32(np.inf))

    def isochrone(
        self, lon: float, lat: float, edges_min: Sequence[float]
    ) -> tuple[tuple[tuple[tuple[float, float], ...], ...], ...]:
        """Which area is reached within each time? Gives for each edge one ring (lon, lat; closed): a circle on the
        globe."""
        return tuple((self._ring(lon, lat, edge),) for edge in edges_min)

    def _ring(self, lon: float, lat: float, edge_min: float) -> tuple[tuple[float, float], ...]:
        angle = self.reach_m(edge_min) / EARTH_RADIUS_M
        along = radians(lat)
        corners = []
        for corner in range(CORNERS):
            heading = 2 * pi * corner / CORNERS
            north = asin(sin(along) * cos(angle) + cos(along) * sin(angle) * cos(heading))
            east = atan2(sin(heading) * sin(angle) * cos(along), cos(angle) - sin(along) * sin(north))
            corners.append((lon + degrees(east), degrees(north)))
        return (*corners, corners[0])


def _count_kept(kept: NDArray[np.bool_], candidates: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of each site's candidates were kept: differences of a running sum, which empty sites do not upset."""
    running = np.concatenate(([0], np.cumsum(kept, dtype=np.int64)))
    ends = np.concatenate(([0], np.cumsum(candidates)))
    return np.diff(running[ends])
