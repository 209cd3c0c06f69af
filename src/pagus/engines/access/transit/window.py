"""The trips of one day that matter for some hours, laid out so that many searches read them at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.transit.timetable import NO_BOARDING, NO_LEAVING, STEP_FREE, Timetable

__all__ = ["DAY_S", "Window", "trips_between"]

DAY_S = 86_400
SLOT = 1 << 20
"""More seconds than any trip of a window carries: the key of (slot, time) is slot * SLOT + time."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Rows: patterns on which no trip overtakes another (a pattern with overtaking is several rows), longest first.

    ``stop`` (r, longest) int32, 0 beyond the end; ``length`` (r,); ``trips`` (r,) how many; ``boards``, ``leaves``
    (r, longest) bool. Row i, position j is slot ``slot[i, j]``; its trips lie at ``base[i, j]`` and after, in time
    order, in ``departure_key`` (slot * SLOT + seconds) and ``arrival`` (seconds). ``rows_of`` by stop (CSR
    ``rows_ptr``).
    """

    stop_count: int
    stop: NDArray[np.int32]
    length: NDArray[np.int64]
    trips: NDArray[np.int64]
    boards: NDArray[np.bool_]
    leaves: NDArray[np.bool_]
    slot: NDArray[np.int64]
    base: NDArray[np.int64]
    departure_key: NDArray[np.int64]
    arrival: NDArray[np.int32]
    rows_ptr: NDArray[np.int64]
    rows_of: NDArray[np.int32]

    @property
    def trip_count(self) -> int:
        """How many trips run in these hours?"""
        return int(self.trips.sum())


def trips_between(timetable: Timetable, day: date, start_s: int, end_s: int, *, step_free: bool = False) -> Window:
    """Which trips can be taken between two times of a day?

    Takes: the timetable; the day; seconds after its midnight (the end may lie in the next day); whether only trips and
    stops that are known to be step-free count.
    Gives: the trips of the service days before, of and after this day that touch these hours.
    Limits: local times count as if no clock changed that night.
    """
    blocks: list[tuple[int, NDArray[np.int32], NDArray[np.int32]]] = []
    chosen, shifts = _chosen(timetable, day, start_s, end_s, step_free)
    patterns = timetable.trip_pattern[chosen]
    order = np.argsort(patterns, kind="stable")
    chosen, shifts, patterns = chosen[order], shifts[order], patterns[order]
    for first, last in _runs(patterns):
        pattern = int(patterns[first])
        size = int(timetable.pattern_ptr[pattern + 1] - timetable.pattern_ptr[pattern])
        cells = timetable.trip_ptr[chosen[first:last], None] + np.arange(size)
        shift = shifts[first:last, None].astype(np.int32)
        arrival, departure = timetable.arrival_s[cells] + shift, timetable.departure_s[cells] + shift
        blocks += [(pattern, arrival[each], departure[each]) for each in _in_order(arrival, departure)]
    return _laid_out(timetable, blocks, step_free)


def _chosen(
    timetable: Timetable, day: date, start_s: int, end_s: int, step_free: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first = timetable.departure_s[timetable.trip_ptr[:-1]]
    last = timetable.arrival_s[timetable.trip_ptr[1:] - 1]
    fit = timetable.trip_step_free == STEP_FREE if step_free else np.ones(timetable.trip_count, dtype=bool)
    chosen, shifts = [], []
    for offset in (-1, 0, 1):
        runs = timetable.runs_on(day + timedelta(offset))[timetable.trip_service] & fit
        shift = offset * DAY_S
        found = np.flatnonzero(runs & (last + shift >= start_s) & (first + shift <= end_s))
        chosen.append(found)
        shifts.append(np.full(len(found), shift, dtype=np.int64))
    return np.concatenate(chosen), np.concatenate(shifts)


def _runs(values: NDArray[np.int32]) -> list[tuple[int, int]]:
    if not len(values):
        return []
    starts = np.concatenate(([0], np.flatnonzero(np.diff(values)) + 1, [len(values)])).tolist()
    return list(pairwise(starts))


def _in_order(arrival: NDArray[np.int32], departure: NDArray[np.int32]) -> list[NDArray[np.int64]]:
    """Groups of trips of one pattern, each in an order in which none overtakes another."""
    order = np.lexsort((arrival[:, -1], departure[:, 0]))
    if (np.diff(arrival[order], axis=0) >= 0).all() and (np.diff(departure[order], axis=0) >= 0).all():
        return [order]
    groups: list[list[int]] = []
    for trip in order.tolist():
        for group in groups:
            behind = group[-1]
            if (arrival[trip] >= arrival[behind]).all() and (departure[trip] >= departure[behind]).all():
                group.append(trip)
                break
        else:
            groups.append([trip])
    return [np.array(group, dtype=np.int64) for group in groups]


def _laid_out(
    timetable: Timetable, blocks: list[tuple[int, NDArray[np.int32], NDArray[np.int32]]], step_free: bool
) -> Window:
    blocks.sort(key=lambda block: -block[1].shape[1])
    rows, longest = len(blocks), max((block[1].shape[1] for block in blocks), default=0)
    length = np.array([block[1].shape[1] for block in blocks], dtype=np.int64)
    trips = np.array([len(block[1]) for block in blocks], dtype=np.int64)
    stop = np.zeros((rows, longest), dtype=np.int32)
    rule = np.full((rows, longest), NO_BOARDING | NO_LEAVING, dtype=np.uint8)
    for row, (pattern, arrival, _) in enumerate(blocks):
        cells = slice(timetable.pattern_ptr[pattern], timetable.pattern_ptr[pattern] + arrival.shape[1])
        stop[row, : arrival.shape[1]] = timetable.pattern_stop[cells]
        rule[row, : arrival.shape[1]] = timetable.pattern_rule[cells]
    if step_free:
        rule |= np.where(timetable.stop_step_free[stop] == STEP_FREE, 0, NO_BOARDING | NO_LEAVING).astype(np.uint8)
    slots = np.concatenate(([0], np.cumsum(length)))
    sizes = np.concatenate(([0], np.cumsum(length * trips)))
    position = np.arange(longest)
    slot = slots[:-1, None] + position
    counts = np.repeat(trips, length)
    keys = np.repeat(np.arange(int(slots[-1]), dtype=np.int64), counts) * SLOT
    departure = np.concatenate([block[2].T.ravel() for block in blocks] or [np.empty(0, np.int32)])
    inside = position < length[:, None]
    row_of, _ = np.nonzero(inside)
    order = np.argsort(stop[inside], kind="stable")
    return Window(
        stop_count=timetable.stop_count,
        stop=stop,
        length=length,
        trips=trips,
        boards=(rule & NO_BOARDING) == 0,
        leaves=(rule & NO_LEAVING) == 0,
        slot=slot,
        base=sizes[:-1, None] + position * trips[:, None],
        departure_key=keys + departure + DAY_S,
        arrival=np.concatenate([block[1].T.ravel() for block in blocks] or [np.empty(0, np.int32)]).astype(np.int32),
        rows_ptr=np.concatenate(([0], np.cumsum(np.bincount(stop[inside], minlength=timetable.stop_count)))).astype(
            np.int64
        ),
        rows_of=row_of[order].astype(np.int32),
    )
