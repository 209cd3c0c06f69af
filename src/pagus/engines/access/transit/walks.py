"""The walks of a timetable: from home to stops, between stops, from stops to care. They do not depend on the day."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.arrays import digest_of
from pagus.engines.access.model import Pairs, Points, Router
from pagus.engines.access.transit.raptor import Changes, changes
from pagus.engines.access.transit.timetable import Timetable

__all__ = ["Walks", "up_s"]

TARGETS_KEPT = 4
"""The walks from stops to so many sets of targets are kept: searching them costs more than the ride."""


class Walks:
    """Walks of ``walk_min`` at most to and from stops, of ``change_walk_min`` between two rides.

    Each change costs ``change_s`` beside the walk. What a feed says of a change counts instead of what was walked.
    """

    def __init__(
        self, timetable: Timetable, feet: Router, *, walk_min: float, change_walk_min: float, change_s: int
    ) -> None:
        self.feet, self.walk_min, self.stops = feet, walk_min, timetable.stops
        self._timetable, self._change_walk_min, self._change_s = timetable, change_walk_min, change_s
        self._between: Changes | None = None
        self._from_stops: OrderedDict[str, Pairs] = OrderedDict()

    def from_home(self, lon: float, lat: float) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Which stops are near, and in how many minutes?"""
        minutes = self.feet.minutes_from(lon, lat, self.stops, self.walk_min)
        near = np.flatnonzero(np.isfinite(minutes))
        return near, minutes[near]

    def to_care(self, targets: Points) -> Pairs:
        """Which stops lead to which target? Kept for the targets asked last."""
        key = digest_of({"x": targets.x, "y": targets.y})
        if key not in self._from_stops:
            self._from_stops[key] = self.feet.pairs(self.stops, targets, self.walk_min)
            while len(self._from_stops) > TARGETS_KEPT:
                self._from_stops.popitem(last=False)
        return self._from_stops[key]

    def between(self) -> Changes:
        """Where can one change, in how many seconds? Searched once."""
        if self._between is None:
            walks = self.feet.pairs(self.stops, self.stops, self._change_walk_min)
            end = np.repeat(np.arange(len(self.stops)), np.diff(walks.site_ptr))
            start, seconds = walks.demand.astype(np.int64), up_s(walks.minutes).astype(np.int64)
            here = np.arange(len(self.stops))
            start, end = np.concatenate((start, here)), np.concatenate((end, here))
            seconds = np.concatenate((seconds, np.zeros(len(here), dtype=np.int64))) + self._change_s
            self._between = changes(*_as_the_feed_says(self._timetable, start, end, seconds))
        return self._between


def _as_the_feed_says(
    timetable: Timetable, start: NDArray[np.int64], end: NDArray[np.int64], seconds: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    count = timetable.stop_count
    said = timetable.transfer_from.astype(np.int64) * count + timetable.transfer_to
    kept = ~np.isin(start * count + end, said)
    allowed = timetable.transfer_s >= 0
    return (
        np.concatenate((start[kept], timetable.transfer_from[allowed].astype(np.int64))),
        np.concatenate((end[kept], timetable.transfer_to[allowed].astype(np.int64))),
        np.concatenate((seconds[kept], timetable.transfer_s[allowed].astype(np.int64))),
    )


def up_s(minutes: NDArray[np.float32]) -> NDArray[np.int32]:
    """How many whole seconds are these minutes? Rounded up: nobody catches a bus by rounding."""
    return np.ceil(np.round(minutes.astype(np.float64) * 60, 3)).astype(np.int32)
