"""What a dated, sourced method of potential access is, frozen. Files are read by ``pagus.library.access``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["AccessThreshold", "Certainty", "Decay", "Family", "Method", "Mode", "TravelSpeeds"]

Mode = Literal["car", "bike", "foot", "transit"]
Family = Literal["2sfca", "e2sfca", "m2sfca", "3sfca"]
Certainty = Literal["law", "consensus", "study", "local"]
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decay:
    """Weight by travel time: ``weights[b]`` up to and with ``edges_min[b]`` minutes, 0 beyond the last edge."""

    edges_min: tuple[float, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How potential access is computed, as a dated, sourced data file says it."""

    id: str
    title: Labels
    family: Family
    decay: Decay
    certainty: Certainty
    source: str
    note: Labels
    """What of it was read where, and what is uncertain: shown beside every result."""
    dated: str = ""
    """The year or day of the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelSpeeds:
    """How a straight line becomes minutes where no streets are loaded."""

    detour: float
    """Metres on the way for each metre as the crow flies."""
    kmh: Mapping[Mode, float]
    certainty: Certainty
    source: str
    note: Labels
    dated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessThreshold:
    """At or under this access a place is called so, for one profession, in the unit named."""

    id: str
    title: Labels
    profession: str
    value: float
    unit: str
    certainty: Certainty
    source: str
    note: Labels
    dated: str
