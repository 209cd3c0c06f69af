"""The tables of the access room: points, demand, sites, pairs, decay, methods, scores. Frozen; arrays are never
written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from pagus.kernel.access_methods import Certainty, Decay, Family, Method, Mode

__all__ = [
    "Certainty",
    "Decay",
    "Demand",
    "Family",
    "Floats",
    "Method",
    "Mode",
    "Pairs",
    "Points",
    "Router",
    "Scores",
    "Sites",
]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Where things are. ``x``, ``y`` (n,) float64: metres of one plane, or longitude and latitude in degrees
    (WGS84)."""

    ids: tuple[str, ...]
    x: Floats
    y: Floats
    unit: Literal["m", "deg"]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Who needs care, by place or cell.

    ``people`` (n,): inhabitants, 0 where none or unknown. ``std_people`` (n,): inhabitants weighted by how much care
    their ages use, scaled so that the whole has as many as ``people``; the same as ``people`` without ages.
    """

    points: Points
    people: Floats
    std_people: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """Where care is given. ``capacity`` (s,): acts a year, or full-time equivalents: ``unit`` says which."""

    points: Points
    capacity: Floats
    unit: Literal["acts_per_year", "fte"]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which demand points reach which site, and in how many minutes: sparse columns, one a site.

    ``site_ptr`` (s + 1,) int64; of site j the entries ``site_ptr[j]:site_ptr[j + 1]`` of ``demand`` (p,) int32 (index
    of the demand point) and ``minutes`` (p,) float32, from home to care. Only pairs with minutes <= ``limit_min`` are
    there.
    """

    site_ptr: NDArray[np.int64]
    demand: NDArray[np.int32]
    minutes: NDArray[np.float32]
    limit_min: float
    demand_count: int
    router: str
    """How the minutes were found, in words of the field: shown beside every result."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What each demand point can reach.

    ``access`` (n,): capacity per standardised inhabitant and year. ``ratio`` (s,): R of each site, 0 where nobody can
    reach it. ``reached`` (s,): D of each site, weighted standardised inhabitants. Kept, because they make what-ifs
    exact. ``lost_capacity``: capacity of sites that nobody can reach; ``lost_sites``: their indices.
    """

    access: Floats
    ratio: Floats
    reached: Floats
    lost_capacity: float
    lost_sites: tuple[int, ...]


class Router(Protocol):
    """Something that knows travel times: straight line, streets, timetable. All directions are from home to care."""

    mode: Mode

    @property
    def words(self) -> str:
        """How minutes are found, as "straight line x 1.3 at 50 km/h"."""

    def pairs(self, demand: Points, sites: Points, limit_min: float) -> Pairs:
        """All pairs within the limit, searched from the side of the sites."""

    def minutes_from(self, lon: float, lat: float, targets: Points, limit_min: float) -> NDArray[np.float32]:
        """Minutes from one home to each target (t,); inf beyond the limit or without a way."""

    def isochrone(
        self, lon: float, lat: float, edges_min: Sequence[float]
    ) -> tuple[tuple[tuple[tuple[float, float], ...], ...], ...]:
        """For each edge, the rings (lon, lat; closed) of the area reached within it."""
