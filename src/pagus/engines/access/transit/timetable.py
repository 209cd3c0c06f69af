"""A timetable as arrays: stops, patterns (the same stops in the same order), trips on them, and the days they run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.arrays import digest_of
from pagus.engines.access.model import Points
from pagus.errors import ShapeError

__all__ = ["NO_BOARDING", "NO_LEAVING", "STEP_FREE", "STEP_FREE_NOT", "STEP_FREE_UNKNOWN", "Timetable"]

Floats = NDArray[np.float64]
STEP_FREE_UNKNOWN, STEP_FREE, STEP_FREE_NOT = 0, 1, 2
"""As GTFS writes wheelchair_boarding and wheelchair_accessible."""
NO_BOARDING, NO_LEAVING = 1, 2
"""Bits of ``pattern_rule``: nobody gets on, nobody gets off."""


@dataclass(frozen=True, slots=True, eq=False)
class Timetable:
    """All trips of one or more feeds. s stops, p patterns, t trips, v services, d days.

    ``stop_id``, ``stop_name`` (s,) text; ``stop_lon``, ``stop_lat`` (s,) degrees; ``stop_step_free`` (s,) uint8.
    ``pattern_ptr`` (p + 1,) int64 into ``pattern_stop`` int32 and ``pattern_rule`` uint8 bits; ``pattern_line`` (p,)
    the number of its line in ``line_name``. ``trip_pattern``, ``trip_service`` (t,) int32, patterns rising;
    ``trip_step_free`` (t,) uint8; ``trip_ptr`` (t + 1,) int64 into ``arrival_s`` and ``departure_s`` int32, seconds
    after noon minus 12 hours of the service day, over 86,400 after midnight. ``service_runs`` (v, d) bool, of the
    days from ``first_ordinal`` (1,) on (proleptic ordinal). ``transfer_from``, ``transfer_to``, ``transfer_s`` (x,):
    what a feed says of changing; -1 seconds where it forbids it. ``zone`` (1,) text: the time zone.
    """

    stop_id: NDArray[np.str_]
    stop_name: NDArray[np.str_]
    stop_lon: Floats
    stop_lat: Floats
    stop_step_free: NDArray[np.uint8]
    line_name: NDArray[np.str_]
    pattern_ptr: NDArray[np.int64]
    pattern_stop: NDArray[np.int32]
    pattern_rule: NDArray[np.uint8]
    pattern_line: NDArray[np.int32]
    trip_pattern: NDArray[np.int32]
    trip_service: NDArray[np.int32]
    trip_step_free: NDArray[np.uint8]
    trip_ptr: NDArray[np.int64]
    arrival_s: NDArray[np.int32]
    departure_s: NDArray[np.int32]
    service_runs: NDArray[np.bool_]
    first_ordinal: NDArray[np.int64]
    transfer_from: NDArray[np.int32]
    transfer_to: NDArray[np.int32]
    transfer_s: NDArray[np.int32]
    zone: NDArray[np.str_]

    @property
    def stop_count(self) -> int:
        """How many stops?"""
        return len(self.stop_id)

    @property
    def trip_count(self) -> int:
        """How many trips? One that runs on many days counts once."""
        return len(self.trip_pattern)

    @property
    def time_zone(self) -> str:
        """In which time zone its times are."""
        return str(self.zone[0])

    @property
    def stops(self) -> Points:
        """Where the stops are."""
        return Points(tuple(self.stop_id.tolist()), self.stop_lon, self.stop_lat, "deg")

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all stops that a trip serves, in degrees."""
        served = np.unique(self.pattern_stop)
        lon, lat = self.stop_lon[served], self.stop_lat[served]
        return (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day on which anything runs."""
        running = np.flatnonzero(self.service_runs.any(axis=0))
        first = date.fromordinal(int(self.first_ordinal[0]))
        return first + timedelta(int(running[0])), first + timedelta(int(running[-1]))

    def runs_on(self, day: date) -> NDArray[np.bool_]:
        """Which services run on this day? (v,)"""
        place = day.toordinal() - int(self.first_ordinal[0])
        if not 0 <= place < self.service_runs.shape[1]:
            return np.zeros(len(self.service_runs), dtype=bool)
        return self.service_runs[:, place]

    def trips_on(self, day: date) -> int:
        """How many trips start on this day?"""
        return int(np.count_nonzero(self.runs_on(day)[self.trip_service]))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything, by name: what ``from_arrays`` takes."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Timetable:
        """The timetable of ``arrays``. Refuses: ShapeError when one is missing or they do not fit each other."""
        missing = [field.name for field in fields(cls) if field.name not in arrays]
        if missing:
            raise ShapeError("the timetable lacks {names}", names=", ".join(missing))
        made = cls(**{field.name: arrays[field.name] for field in fields(cls)})
        whole = len(made.trip_ptr) == made.trip_count + 1 and len(made.pattern_line) == len(made.pattern_ptr) - 1
        whole = whole and len(made.arrival_s) == len(made.departure_s) == int(made.trip_ptr[-1])
        lengths = np.diff(made.pattern_ptr)[made.trip_pattern]
        if not whole or not np.array_equal(np.diff(made.trip_ptr), lengths):
            raise ShapeError("the arrays of the timetable do not fit each other")
        return made

    def digest(self) -> str:
        """SHA-256 of all arrays."""
        return digest_of(self.arrays())
