"""How fast each mode goes on each stretch: cars by class and limit, feet and bicycles by slope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.model import Certainty
from pagus.engines.access.roads.graph import BIKE, CAR, FERRY, FOOT, RoadGraph
from pagus.errors import InputError, ShapeError

__all__ = ["CAR_KMH", "CAR_LIMIT_SHARE", "FERRY_KMH", "PROFILES", "Profile", "RoadMode", "edge_seconds", "tobler_kmh"]

Floats = NDArray[np.float64]
RoadMode = Literal["car", "bike", "foot"]

CAR_KMH: Mapping[str, float] = MappingProxyType(
    {
        "motorway": 90.0, "motorway_link": 75.0, "trunk": 85.0, "trunk_link": 70.0, "primary": 65.0,
        "primary_link": 60.0, "secondary": 55.0, "secondary_link": 50.0, "tertiary": 40.0, "tertiary_link": 30.0,
        "unclassified": 25.0, "residential": 25.0, "living_street": 10.0, "service": 15.0,
    }
)  # fmt: skip
"""Speed of a car by class of road where no limit is mapped.

Source: speed_profile of the car profile of OSRM (profiles/car.lua), means that count crossings in. Certainty: local.
"""

CAR_LIMIT_SHARE = 0.8
"""What of the posted limit a car keeps on average, with crossings and traffic in it. Certainty: local."""

FERRY_KMH = 15.0
"""A ferry whose duration is not mapped. Certainty: local; waiting for it is not counted."""

_TOBLER_FLAT = 6.0 * float(np.exp(-3.5 * 0.05))
STEEPEST = 1.0
"""Slopes beyond 100 % are errors of the height model: they count as 100 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a mode moves: its bit, its speed on the flat, how sure that is and who says so."""

    mode: RoadMode
    bit: int
    flat_kmh: float
    certainty: Certainty
    source: str


PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        "car": Profile(
            mode="car",
            bit=CAR,
            flat_kmh=0.0,
            certainty="local",
            source="0.8 of the posted limit, else speeds by class of the OSRM car profile",
        ),
        "bike": Profile(
            mode="bike",
            bit=BIKE,
            flat_kmh=15.0,
            certainty="local",
            source="15 km/h on the flat; 10 % slower a percent uphill, never under 4 km/h; 3 % faster a percent "
            "downhill, never over 25 km/h",
        ),
        "foot": Profile(
            mode="foot",
            bit=FOOT,
            flat_kmh=_TOBLER_FLAT,
            certainty="study",
            source="hiking function of W. Tobler, Three presentations on geographical analysis and modeling, "
            "NCGIA technical report 93-1 (1993): 6 exp(-3.5 |slope + 0.05|) km/h",
        ),
    }
)


def tobler_kmh(slope: Floats) -> Floats:
    """How fast does somebody walk on this slope?

    Takes: rise over run, positive uphill, any shape. Gives: km/h, 5.04 on the flat, 6 at 5 % downhill.
    Source: Tobler 1993, NCGIA technical report 93-1.
    """
    return np.asarray(6.0 * np.exp(-3.5 * np.abs(slope + 0.05)), dtype=np.float64)


def _bike_kmh(slope: Floats) -> Floats:
    """A local default: the speed follows the slope exponentially, between pushing and braking."""
    flat = PROFILES["bike"].flat_kmh
    uphill = np.maximum(flat * np.exp(np.log(0.9) * 100 * np.maximum(slope, 0.0)), 4.0)
    downhill = np.minimum(flat * np.exp(np.log(1.03) * 100 * np.maximum(-slope, 0.0)), 25.0)
    return np.asarray(np.where(slope > 0, uphill, downhill), dtype=np.float64)


def edge_seconds(graph: RoadGraph, mode: RoadMode, extra_cost: Floats | None = None) -> Floats:
    """How long does each stretch take in this mode?

    Takes: the graph; the mode; ``extra_cost`` (e,) >= 0, the share by which a stretch counts longer than it takes
    (dirty air, fear, sun), None for plain time.
    Gives: seconds (e,), inf where the mode may not go.
    Refuses: InputError for an unknown mode; ShapeError for extra costs that do not fit or are below zero.
    Method: cars at the speed of the stretch; feet by Tobler's function of the slope, bicycles by a local default,
    both as on the flat where no height is known; ferries at their own speed for all.
    """
    if mode not in PROFILES:
        raise InputError("{mode} is no mode of streets: choose car, bike or foot", mode=mode)
    speed = graph.speed_kmh.astype(np.float64) if mode == "car" else _muscle_kmh(graph, mode)
    speed = np.where((graph.access & FERRY) != 0, graph.speed_kmh, speed)
    open_to = ((graph.access & PROFILES[mode].bit) != 0) & (speed > 0)
    with np.errstate(divide="ignore"):
        seconds = np.where(open_to, graph.length_m * 3.6 / speed, np.inf)
    if extra_cost is None:
        return seconds
    if extra_cost.shape != seconds.shape or not (np.isfinite(extra_cost).all() and (extra_cost >= 0).all()):
        raise ShapeError("extra costs are one number from 0 for each of {edges} stretches", edges=len(seconds))
    return np.asarray(seconds * (1.0 + extra_cost), dtype=np.float64)


def _muscle_kmh(graph: RoadGraph, mode: RoadMode) -> Floats:
    rise = graph.elevation_m[graph.target].astype(np.float64) - graph.elevation_m[graph.source]
    slope = np.nan_to_num(rise / np.maximum(graph.length_m, 1.0), nan=0.0)
    slope = np.clip(slope, -STEEPEST, STEEPEST)
    return tobler_kmh(slope) if mode == "foot" else _bike_kmh(slope)
