"""Where do new sites help most, and how far from the best can the answer be? See ``ROOM.md``."""

from __future__ import annotations

from pagus.engines.access.siting.candidates import nearest, nearest_minutes, offers, within
from pagus.engines.access.siting.cover import lift_above_threshold, maximal_cover
from pagus.engines.access.siting.gain import Standing, access_gain
from pagus.engines.access.siting.median import p_center, p_median
from pagus.engines.access.siting.model import Candidates, Choice, Effort, Kind, Limits, Siting
from pagus.engines.access.siting.result import DERIVATIONS, how_sure

__all__ = [
    "DERIVATIONS",
    "Candidates",
    "Choice",
    "Effort",
    "Kind",
    "Limits",
    "Siting",
    "Standing",
    "access_gain",
    "how_sure",
    "lift_above_threshold",
    "maximal_cover",
    "nearest",
    "nearest_minutes",
    "offers",
    "p_center",
    "p_median",
    "within",
]
