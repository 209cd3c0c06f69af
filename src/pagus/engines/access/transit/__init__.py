"""Public transport: travel times on timetables, over a window of departures."""

from pagus.engines.access.transit.router import Departures, TransitRouter
from pagus.engines.access.transit.timetable import (
    NO_BOARDING,
    NO_LEAVING,
    STEP_FREE,
    STEP_FREE_NOT,
    STEP_FREE_UNKNOWN,
    Timetable,
)

__all__ = [
    "NO_BOARDING",
    "NO_LEAVING",
    "STEP_FREE",
    "STEP_FREE_NOT",
    "STEP_FREE_UNKNOWN",
    "Departures",
    "Timetable",
    "TransitRouter",
]
