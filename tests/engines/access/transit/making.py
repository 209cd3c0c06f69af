"""Small timetables, and an oracle: a graph of all events, searched by scipy, without any code of the engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from pagus.engines.access.model import Pairs, Points
from pagus.engines.access.transit import Timetable

DAY = date(2026, 3, 17)
Trip = Sequence[tuple[int, int, int]]
"""Of each stop: its number, arrival and departure in seconds."""


def timetable(
    stops: Sequence[tuple[float, float]],
    trips: Sequence[Trip],
    *,
    services: Sequence[int] | None = None,
    runs: Sequence[Sequence[bool]] = ((True,),),
    step_free_stops: Sequence[int] | None = None,
    step_free_trips: Sequence[int] | None = None,
    rules: Sequence[Sequence[int]] | None = None,
    transfers: Sequence[tuple[int, int, int]] = (),
) -> Timetable:
    """``runs``: of each service on which days from ``DAY`` on."""
    rules = rules or [[0] * len(trip) for trip in trips]
    shapes: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    pattern = [
        shapes.setdefault((tuple(stop for stop, _, _ in trip), tuple(rule)), len(shapes))
        for trip, rule in zip(trips, rules, strict=True)
    ]
    order = sorted(range(len(trips)), key=lambda number: (pattern[number], trips[number][0][2]))
    flat = [call for number in order for call in trips[number]]
    lengths = [len(trips[number]) for number in order]
    pattern_stops = [stop for shape, _ in shapes for stop in shape]
    give = np.array
    return Timetable(
        stop_id=give([f"s{number}" for number in range(len(stops))]),
        stop_name=give([f"Stop {number}" for number in range(len(stops))]),
        stop_lon=give([place[0] for place in stops], dtype=np.float64),
        stop_lat=give([place[1] for place in stops], dtype=np.float64),
        stop_step_free=give(step_free_stops or [0] * len(stops), dtype=np.uint8),
        line_name=give(["1"]),
        pattern_ptr=np.concatenate(([0], np.cumsum([len(shape) for shape, _ in shapes]))).astype(np.int64),
        pattern_stop=give(pattern_stops, dtype=np.int32),
        pattern_rule=give([each for _, rule in shapes for each in rule], dtype=np.uint8),
        pattern_line=np.zeros(len(shapes), dtype=np.int32),
        trip_pattern=give([pattern[number] for number in order], dtype=np.int32),
        trip_service=give([(services or [0] * len(trips))[number] for number in order], dtype=np.int32),
        trip_step_free=give([(step_free_trips or [0] * len(trips))[number] for number in order], dtype=np.uint8),
        trip_ptr=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        arrival_s=give([call[1] for call in flat], dtype=np.int32),
        departure_s=give([call[2] for call in flat], dtype=np.int32),
        service_runs=give(runs, dtype=bool),
        first_ordinal=give([DAY.toordinal()]),
        transfer_from=give([each[0] for each in transfers], dtype=np.int32),
        transfer_to=give([each[1] for each in transfers], dtype=np.int32),
        transfer_s=give([each[2] for each in transfers], dtype=np.int32),
        zone=give(["Europe/Paris"]),
    )


class Feet:
    """Walks as a table of minutes says: between any two points by their ids."""

    mode = "foot"
    words = "a table"

    def __init__(self, minutes: dict[tuple[str, str], float]) -> None:
        self.minutes = minutes

    def _walk(self, start: str, end: str) -> float:
        return 0.0 if start == end else self.minutes.get((start, end), np.inf)

    def pairs(self, demand: Points, sites: Points, limit_min: float) -> Pairs:
        ptr, who, took = [0], [], []
        for site in sites.ids:
            for number, home in enumerate(demand.ids):
                if self._walk(home, site) <= limit_min:
                    who.append(number)
                    took.append(self._walk(home, site))
            ptr.append(len(who))
        return Pairs(
            np.array(ptr), np.array(who, np.int32), np.array(took, np.float32), limit_min, len(demand), self.words
        )

    def minutes_from(self, lon: float, lat: float, targets: Points, limit_min: float):
        # Points carry the number of their id as longitude, so that a place alone is enough.
        home = f"h{round(lon)}"
        found = np.array([self._walk(home, target) for target in targets.ids], dtype=np.float32)
        return np.where(found <= limit_min, found, np.float32(np.inf))

    def isochrone(self, lon: float, lat: float, edges_min: Sequence[float]):
        return tuple(() for _ in edges_min)


def earliest_by_events(
    trips: Sequence[Trip],
    *,
    ready: dict[int, int],
    changes: dict[tuple[int, int], int],
    rides: int,
    stop_count: int,
) -> list[float]:
    """When does somebody who is ready at these stops at these times arrive at each stop, with at most so many rides?

    Every call of every trip is a node, once for each number of rides taken. Aboard, one comes to the next call; from
    there one changes to every call that one reaches in time. Arrivals are the times of the calls that are reached.
    """
    calls = [(trip, place, *call) for trip, calls in enumerate(trips) for place, call in enumerate(calls)]
    number = {(trip, place): index for index, (trip, place, *_) in enumerate(calls)}
    size, start = len(calls), len(calls) * rides
    leaving = [each for each in calls if each[1] + 1 < len(trips[each[0]])]
    # Layer k: aboard on ride k + 1 when it leaves this call.
    edges = [
        (layer * size + number[trip, place], layer * size + number[trip, place + 1])
        for trip, place, *_ in leaving
        for layer in range(rides)
    ]
    edges += [(start, number[call[:2]]) for call in leaving if call[2] in ready and ready[call[2]] <= call[4]]
    for trip, place, stop, arrival, _ in calls:
        if place:  # who left the call before arrives here
            onward = [
                number[call[:2]]
                for call in leaving
                if (stop, call[2]) in changes and arrival + changes[stop, call[2]] <= call[4]
            ]
            before = number[trip, place - 1]
            edges += [(k * size + before, (k + 1) * size + other) for other in onward for k in range(rides - 1)]
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(start + 1, start + 1))
    reached = np.isfinite(dijkstra(graph.tocsr(), indices=start, unweighted=True))
    found = [np.inf] * stop_count
    for trip, place, stop, arrival, _ in calls:
        if place and reached[np.arange(rides) * size + number[trip, place - 1]].any():
            found[stop] = min(found[stop], arrival)
    return found
