"""Travel times by public transport: walk, ride, change, walk, over a window of departures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.isochrone import Rings, area_of_discs
from pagus.engines.access.model import Mode, Pairs, Points, Router
from pagus.engines.access.roads import RoadRouter
from pagus.engines.access.transit.raptor import NEVER, earliest_arrivals
from pagus.engines.access.transit.timetable import Timetable
from pagus.engines.access.transit.walks import Walks, up_s
from pagus.engines.access.transit.window import DAY_S, Window, trips_between
from pagus.errors import DataGapError, InputError
from pagus.kernel.time import clock_text

__all__ = ["Departures", "TransitRouter"]

Floats = NDArray[np.float64]
LANES = 192
"""So many (home, departure) pairs are searched side by side: their arrays stay in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures:
    """When people leave home, and which of their travel times counts.

    A day, from ``start_s`` to before ``end_s`` (seconds after midnight), every ``every_s``; of the travel times so
    found the one that ``percentile`` percent of departures do not exceed: 50 is the median. A mean would be infinite
    as soon as one departure finds no way. Local defaults: an hour of the morning, every five minutes, the median.
    """

    day: date
    start_s: int = 8 * 3600
    end_s: int = 9 * 3600
    every_s: int = 300
    percentile: int = 50

    def __post_init__(self) -> None:
        if not (0 <= self.start_s < self.end_s <= 2 * DAY_S and self.every_s > 0):
            raise InputError("departures need a start before their end, within two days, and a step above 0 seconds")
        if not 0 < self.percentile <= 100:
            raise InputError("a percentile is 1 to 100: {value} is not", value=self.percentile)

    @property
    def times(self) -> NDArray[np.int32]:
        """Every departure, in seconds after midnight."""
        return np.arange(self.start_s, self.end_s, self.every_s, dtype=np.int32)

    @property
    def words(self) -> str:
        """As "2019-05-13, 08:00 to 09:00, median of 12 departures"."""
        which = "median" if self.percentile == 50 else f"percentile {self.percentile}"
        count = len(self.times)
        hours = f"{clock_text(self.start_s // 60)} to {clock_text(self.end_s // 60)}"
        return f"{self.day}, {hours}, {which} of {count} departures"


class TransitRouter:
    """Times on one timetable, with a router for the feet.

    Limits: timetable times, no delays; no fares; a walk to or from a stop takes ``walk_min`` at most, one between two
    rides ``change_walk_min``; each change costs ``change_s`` beside the walk; at most ``rides`` rides. Walking all
    the way counts when it is shorter. All four numbers are local defaults.
    """

    mode: Mode = "transit"

    def __init__(
        self,
        timetable: Timetable,
        departures: Departures,
        feet: Router,
        *,
        walk_min: float = 15.0,
        change_walk_min: float = 5.0,
        change_s: int = 60,
        rides: int = 4,
        step_free: bool = False,
        credit: str = "",
    ) -> None:
        _refuse_empty(timetable, departures)
        self.timetable, self.departures, self.feet = timetable, departures, feet
        self.step_free, self.credit, self._rides = step_free, credit, rides
        self._walks = Walks(timetable, feet, walk_min=walk_min, change_walk_min=change_walk_min, change_s=change_s)
        self._stops = self._walks.stops
        self._windows: dict[int, Window] = {}

    def leaving(self, departures: Departures) -> TransitRouter:
        """The same for other departures; the walks that were searched serve both. Refuses: DataGapError."""
        _refuse_empty(self.timetable, departures)
        other = copy(self)
        other.departures, other._windows = departures, {}
        return other

    @property
    def words(self) -> str:
        """How minutes are found."""
        free = ", step-free stops and vehicles only" if self.step_free else ""
        credit = f" ({self.credit})" if self.credit else ""
        return f"timetable, {self.departures.words}{free}{credit}; on foot: {self.feet.words}"

    def covers(self, lon: float, lat: float) -> bool:
        """Is there a stop within a walk of this point?"""
        return bool(np.isfinite(self.feet.minutes_from(lon, lat, self._stops, self._walks.walk_min)).any())

    def pairs(self, demand: Points, sites: Points, limit_min: float) -> Pairs:
        """All pairs within the limit, from home to care.

        Takes: points in degrees. Gives: minutes of the chosen percentile, float32. Homes are searched a block at a
        time.
        Refuses: InputError for points in metres.
        """
        _in_degrees(demand, sites)
        to_stops = _by_demand(self.feet.pairs(demand, self._stops, self._walks.walk_min))
        from_stops = self._walks.to_care(sites)
        on_foot = _by_demand(self.feet.pairs(demand, sites, limit_min))
        times, block = self.departures.times, max(1, LANES // len(self.departures.times))
        found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]] = []
        for first in range(0, len(demand), block):
            homes = range(first, min(first + block, len(demand)))
            arrived = self._search([to_stops(home) for home in homes], limit_min)
            minutes = self._minutes(arrived.reshape(len(self._stops), len(homes), len(times)), from_stops, len(sites))
            for place, home in enumerate(homes):
                sites_near, walked = on_foot(home)
                minutes[sites_near, place] = np.minimum(minutes[sites_near, place], walked)
            site, which = np.nonzero(minutes <= np.float32(limit_min))
            found.append((site, which + first, minutes[site, which]))
        return _gathered(found, len(sites), len(demand), limit_min, self.words)

    def minutes_from(self, lon: float, lat: float, targets: Points, limit_min: float) -> NDArray[np.float32]:
        """Minutes from one home to each target.

        Takes: a point and targets in degrees. Gives: (t,) float32 of the chosen percentile, inf beyond the limit.
        """
        _in_degrees(targets, targets)
        walked = self.feet.minutes_from(lon, lat, targets, limit_min)
        arrived = self._search([self._walks.from_home(lon, lat)], limit_min)
        ridden = self._minutes(arrived[:, None, :], self._walks.to_care(targets), len(targets))[:, 0]
        minutes = np.minimum(walked, ridden)
        minutes[minutes > np.float32(limit_min)] = np.inf
        return minutes

    def isochrone(self, lon: float, lat: float, edges_min: Sequence[float]) -> tuple[Rings, ...]:
        """Which area is reached within each of these times?

        Gives: rings by edge. What lies around a stop counts from the percentile of the arrivals at that stop: an area
        reached over several stops in turn may be a little larger than drawn.
        """
        if not edges_min:
            return ()
        arrived = self._search([self._walks.from_home(lon, lat)], max(edges_min))
        at_stops = self._percentile((arrived - self.departures.times).astype(np.float64) / 60)
        stops = np.flatnonzero(np.isfinite(at_stops))
        return tuple(self._area(lon, lat, stops, at_stops[stops], edge) for edge in edges_min)

    def _area(self, lon: float, lat: float, stops: NDArray[np.int64], at_min: Floats, edge_min: float) -> Rings:
        """Where one can walk to from home or from a stop, in what is left of the time."""
        use = at_min <= edge_min
        starts = Points(
            ("home", *(self._stops.ids[stop] for stop in stops[use])),
            np.concatenate(([lon], self._stops.x[stops[use]])),
            np.concatenate(([lat], self._stops.y[stops[use]])),
            "deg",
        )
        delays = np.concatenate(([0.0], at_min[use]))
        # From a stop one walks no farther than to a stop; home is left at once.
        delays = np.maximum(delays, np.where(np.arange(len(delays)) > 0, edge_min - self._walks.walk_min, 0.0))
        if isinstance(self.feet, RoadRouter):
            return self.feet.area(self.feet.node_seconds(starts, delays * 60, edge_min * 60), edge_min * 60)
        rest = edge_min - delays
        return area_of_discs(starts.x, starts.y, np.array([_radius_m(self.feet, left) for left in rest]))

    def _search(
        self, homes: list[tuple[NDArray[np.int64], NDArray[np.float32]]], limit_min: float
    ) -> NDArray[np.int32]:
        """Arrivals at stops (stops, homes x departures), of homes that walk to these stops in these minutes."""
        times = self.departures.times
        by_home = np.full((len(self._stops), len(homes), len(times)), NEVER, dtype=np.int32)
        for place, (stops, minutes) in enumerate(homes):
            by_home[stops, place] = times + up_s(minutes)[:, None]
        latest = np.tile(times + np.int32(limit_min * 60), len(homes))
        ready = by_home.reshape(len(self._stops), -1)
        ready[ready > latest] = NEVER
        return earliest_arrivals(self._window(limit_min), ready, latest, self._walks.between(), self._rides)

    def _window(self, limit_min: float) -> Window:
        end_s = self.departures.end_s + int(np.ceil(limit_min * 60))
        if end_s not in self._windows:
            start_s = self.departures.start_s
            self._windows[end_s] = trips_between(
                self.timetable, self.departures.day, start_s, end_s, step_free=self.step_free
            )
        return self._windows[end_s]

    def _minutes(self, arrived: NDArray[np.int32], from_stops: Pairs, count: int) -> NDArray[np.float32]:
        """Percentiles (targets, homes) of arrivals at stops (stops, homes, departures)."""
        minutes = np.full((count, arrived.shape[1]), np.inf, dtype=np.float32)
        sizes = np.diff(from_stops.site_ptr)
        reached = np.flatnonzero(sizes)
        if not len(reached):
            return minutes
        walks = up_s(from_stops.minutes)
        travelled = (arrived - self.departures.times).reshape(len(arrived), -1)
        size = max(1, 2_000_000 // max(1, int(sizes.max()) * travelled.shape[1]))
        for first in range(0, len(reached), size):
            block = reached[first : first + size]
            cells = np.concatenate([np.arange(*from_stops.site_ptr[site : site + 2]) for site in block])
            starts = np.concatenate(([0], np.cumsum(sizes[block])[:-1]))
            total = travelled[from_stops.demand[cells]] + walks[cells, None]
            best = np.minimum.reduceat(total, starts, axis=0).reshape(len(block), *arrived.shape[1:])
            minutes[block] = self._percentile(best / 60).astype(np.float32)
        return minutes

    def _percentile(self, minutes: Floats) -> Floats:
        """Along the last axis: the least time that so many percent of departures do not exceed; inf is a time."""
        minutes = np.where(minutes >= int(NEVER) / 120, np.inf, minutes)
        count = minutes.shape[-1]
        place = max(0, int(np.ceil(count * self.departures.percentile / 100)) - 1)
        return np.asarray(np.partition(minutes, place, axis=-1)[..., place], dtype=np.float64)


_Near = tuple[NDArray[np.int64], NDArray[np.float32]]


def _by_demand(pairs: Pairs) -> Callable[[int], _Near]:
    """A function: the sites that a demand point reaches, and in how many minutes."""
    site = np.repeat(np.arange(len(pairs.site_ptr) - 1), np.diff(pairs.site_ptr))
    order = np.argsort(pairs.demand, kind="stable")
    ptr = np.concatenate(([0], np.cumsum(np.bincount(pairs.demand, minlength=pairs.demand_count))))
    sites, minutes = site[order], pairs.minutes[order]

    def of(demand: int) -> _Near:
        cells = slice(ptr[demand], ptr[demand + 1])
        return sites[cells], minutes[cells]

    return of


def _gathered(
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]],
    sites: int,
    demand: int,
    limit_min: float,
    words: str,
) -> Pairs:
    site = np.concatenate([each[0] for each in found] or [np.empty(0, np.int64)])
    home = np.concatenate([each[1] for each in found] or [np.empty(0, np.int64)])
    minutes = np.concatenate([each[2] for each in found] or [np.empty(0, np.float32)])
    order = np.argsort(site, kind="stable")
    return Pairs(
        site_ptr=np.concatenate(([0], np.cumsum(np.bincount(site, minlength=sites)))).astype(np.int64),
        demand=home[order].astype(np.int32),
        minutes=minutes[order],
        limit_min=limit_min,
        demand_count=demand,
        router=words,
    )


def _refuse_empty(timetable: Timetable, departures: Departures) -> None:
    if not timetable.trips_on(departures.day):
        first, last = timetable.days
        raise DataGapError(
            "nothing runs on {day}: this timetable has trips from {first} to {last}",
            day=departures.day,
            first=first,
            last=last,
        )


def _radius_m(feet: Router, minutes: float) -> float:
    reach = getattr(feet, "reach_m", None)
    return float(reach(minutes)) if reach is not None and minutes > 0 else 0.0


def _in_degrees(*points: Points) -> None:
    if any(each.unit != "deg" for each in points):
        raise InputError("a timetable needs longitude and latitude in degrees, not metres")
