"""RAPTOR for many starts at once: the earliest arrival at every stop, round by round of one more ride.

Source: D. Delling, T. Pajor, R. Werneck, Round-based public transit routing, ALENEX 2012. Here each round goes once
along all patterns side by side, for all starts ("lanes": a home and a departure) in columns of arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.transit.window import DAY_S, SLOT, Window

__all__ = ["NEVER", "Changes", "changes", "earliest_arrivals"]

Ints = NDArray[np.int32]
NEVER = np.int32(1 << 29)
"""Later than any time of a timetable."""


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """From where to where one changes, in how many seconds, the time to change included; sorted by ``end``."""

    start: Ints
    seconds: Ints
    end: Ints
    first: NDArray[np.int64]
    """Where each end begins in the arrays above."""


def changes(start: NDArray[np.int64], end: NDArray[np.int64], seconds: NDArray[np.int64]) -> Changes:
    """Which changes are these? Takes: stops and seconds (x,) in any order. Gives: the shortest between two stops."""
    order = np.lexsort((seconds, start, end))
    start, end, seconds = start[order], end[order], seconds[order]
    kept = np.ones(len(order), dtype=bool)
    kept[1:] = (np.diff(start) != 0) | (np.diff(end) != 0)
    start, end, seconds = start[kept], end[kept], seconds[kept]
    ends, first = np.unique(end, return_index=True)
    return Changes(start.astype(np.int32), seconds.astype(np.int32), ends.astype(np.int32), first)


def earliest_arrivals(window: Window, ready: Ints, latest: Ints, between: Changes, rides: int) -> Ints:
    """When does each start arrive at each stop, at the earliest, with a vehicle?

    Takes: the window; ``ready`` (stops, lanes): when each lane can board at each stop, ``NEVER`` where it does not
    walk to; ``latest`` (lanes,): arrivals after it do not count; changes; the largest number of rides.
    Gives: seconds (stops, lanes), ``NEVER`` where none arrives in time.
    """
    arrived = np.full_like(ready, NEVER)
    best_ready, boarding = ready.copy(), ready.copy()
    for ride in range(rides):
        rows = _touched(window, np.asarray((boarding < NEVER).any(axis=1)))
        if not len(rows):
            break
        fresh = _ride(window, rows, boarding, arrived, latest)
        better = fresh < arrived
        if not better.any():
            break
        arrived = np.minimum(arrived, fresh)
        if ride + 1 < rides:
            boarding = _changed(np.where(better, fresh, NEVER), between)
            boarding[boarding >= best_ready] = NEVER
            best_ready = np.minimum(best_ready, boarding)
    return arrived


def _touched(window: Window, marked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The rows that serve a marked stop, rising: so the longer ones still come first."""
    hit = np.repeat(marked, np.diff(window.rows_ptr))
    return np.unique(window.rows_of[hit]).astype(np.int64)


def _ride(window: Window, rows: NDArray[np.int64], boarding: Ints, arrived: Ints, latest: Ints) -> Ints:
    """One ride on these rows: get on where one is ready, arrive at what follows."""
    fresh = arrived.copy()
    trips = window.trips[rows][:, None]
    aboard = np.broadcast_to(trips, (len(rows), boarding.shape[1])).copy()  # the number of trips means: aboard none
    for position in range(int(window.length[rows].max())):
        here = int(np.searchsorted(-window.length[rows], -position, side="left"))  # rows longer than this position
        which = rows[:here]
        stop, base = window.stop[which, position], window.base[which, position]
        if position:
            _arrive(window, fresh, aboard[:here], trips[:here], stop, base, window.leaves[which, position], latest)
        _board(
            window, aboard, trips, boarding, stop, base, window.slot[which, position], window.boards[which, position]
        )
    return fresh


def _arrive(
    window: Window,
    fresh: Ints,
    aboard: NDArray[np.int64],
    trips: NDArray[np.int64],
    stop: Ints,
    base: NDArray[np.int64],
    leaves: NDArray[np.bool_],
    latest: Ints,
) -> None:
    row, lane = np.nonzero((aboard < trips) & leaves[:, None])
    if not len(row):
        return
    time = window.arrival[base[row] + aboard[row, lane]]
    intime = time <= latest[lane]
    np.minimum.at(fresh.reshape(-1), stop[row[intime]].astype(np.int64) * fresh.shape[1] + lane[intime], time[intime])


def _board(
    window: Window,
    aboard: NDArray[np.int64],
    trips: NDArray[np.int64],
    boarding: Ints,
    stop: Ints,
    base: NDArray[np.int64],
    slot: NDArray[np.int64],
    boards: NDArray[np.bool_],
) -> None:
    ready = boarding[stop]
    row, lane = np.nonzero((ready < NEVER) & boards[:, None])
    if not len(row):
        return
    key = slot[row] * SLOT + ready[row, lane] + DAY_S
    trip = np.searchsorted(window.departure_key, key) - base[row]
    aboard[row, lane] = np.minimum(aboard[row, lane], np.minimum(trip, trips[row, 0]))


def _changed(fresh: Ints, between: Changes) -> Ints:
    """When one is ready to board again, everywhere one can change to."""
    ready = np.full_like(fresh, NEVER)
    if len(between.start):
        time = fresh[between.start] + between.seconds[:, None]
        ready[between.end] = np.minimum.reduceat(time, between.first, axis=0)
        ready[ready >= NEVER] = NEVER
    return ready
