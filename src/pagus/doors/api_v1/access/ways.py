"""How the minutes of a request are found."""

from __future__ import annotations

from pagus.doors.api_v1.access.shapes import StraightShape
from pagus.engines.access import StraightRouter
from pagus.library.access import travel_speeds

__all__ = ["straight_router"]


def straight_router(asked: StraightShape) -> StraightRouter:
    """The straight line that was asked for, with the usual speed and detour where none was."""
    usual = travel_speeds()
    speed = usual.kmh[asked.mode] if asked.speed_kmh is None else asked.speed_kmh
    return StraightRouter(asked.mode, speed, usual.detour if asked.detour is None else asked.detour)
