"""Can a video call be taken for granted in this commune?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pagus.apps.appointments.models import BroadbandCoverage
from pagus.apps.appointments.policy import GOOD_BROADBAND

__all__ = ["Broadband", "broadband"]


@dataclass(frozen=True, slots=True)
class Broadband:
    """The share of the premises of a commune that can have 8 Mbit/s or more, and whether that is good enough here."""

    share: float
    good: bool
    source: str
    as_of: date


def broadband(commune: str) -> Broadband | None:
    """How well is this commune connected? None when nobody has said: then nothing is said about it."""
    row = BroadbandCoverage.objects.filter(commune=commune).first()
    return None if row is None else Broadband(row.share, row.share >= GOOD_BROADBAND.value, row.source, row.as_of)
