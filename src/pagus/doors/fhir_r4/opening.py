"""Everything that answers at this door, also in a process that has no addresses: what was kept, and the house."""

from __future__ import annotations

from pagus.doors.fhir_r4.instances import KEPT
from pagus.doors.fhir_r4.provider import register
from pagus.doors.fhir_r4.shown.provider import HouseProvider
from pagus.doors.fhir_r4.telling.handling import Subscriptions

__all__ = ["open_door"]


def open_door() -> None:
    """Let all providers answer. Twice has no further effect."""
    register(KEPT)
    register(HouseProvider())
    register(Subscriptions())
