"""Which travel times hold for a territory: those of its streets where they are loaded, a straight line elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagus.apps.territory.queries import get_place, places_within
from pagus.apps.travel.queries import TravelSource, router_for, source_for
from pagus.engines.access.model import Mode, Pairs, Points, Router
from pagus.engines.access.roads import RoadRouter
from pagus.engines.access.straight import StraightRouter
from pagus.errors import DataGapError
from pagus.library.access import travel_speeds

__all__ = ["MixedRouter", "Ways", "ways_in"]

CROW_KMH = {"car": 90.0, "bike": 20.0, "foot": 6.0}
"""As far as the crow flies, nobody gets on faster than this: the rim is cut there, never the result."""


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """The router of a territory, and the streets it knows. ``about`` None: a straight line, everywhere."""

    router: Router
    about: TravelSource | None

    @property
    def straight(self) -> StraightRouter | None:
        """The straight line, where there is nothing else: a page can then compute by itself."""
        return self.router if isinstance(self.router, StraightRouter) else None

    @property
    def made_of(self) -> tuple[str, ...]:
        """What the times depend on besides the points: the version of the streets."""
        return () if self.about is None else (self.about.file, self.about.digest)

    def reach_km(self, limit_min: float) -> float:
        """How far as the crow flies may one come within this time?"""
        if self.straight is not None:
            return self.straight.reach_m(limit_min) / 1000
        return limit_min / 60 * CROW_KMH[self.router.mode]


class MixedRouter:
    """Streets between points that lie on them, a straight line between the others: a rim is rarely loaded as well."""

    def __init__(self, streets: RoadRouter, straight: StraightRouter) -> None:
        self.mode: Mode = streets.mode
        self._streets, self._straight = streets, straight

    @property
    def words(self) -> str:
        """How minutes are found."""
        return f"{self._streets.words}; outside of them {self._straight.words}"

    def pairs(self, demand: Points, sites: Points, limit_min: float) -> Pairs:
        """As ``Router.pairs``: of the streets where both ends lie on them, else of the straight line."""
        on_streets = self._streets.pairs(demand, sites, limit_min)
        direct = self._straight.pairs(demand, sites, limit_min)
        home, care = self._streets.snap(demand).found, self._streets.snap(sites).found
        kept = ~(home[direct.demand] & care[_owners(direct)])
        owners = np.concatenate([_owners(on_streets), _owners(direct)[kept]])
        reached = np.concatenate([on_streets.demand, direct.demand[kept]])
        minutes = np.concatenate([on_streets.minutes, direct.minutes[kept]])
        order = np.lexsort((reached, owners))
        counts = np.bincount(owners, minlength=len(sites))
        return Pairs(
            site_ptr=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            demand=reached[order],
            minutes=minutes[order],
            limit_min=limit_min,
            demand_count=len(demand),
            router=self.words,
        )

    def minutes_from(self, lon: float, lat: float, targets: Points, limit_min: float) -> NDArray[np.float32]:
        """As ``Router.minutes_from``."""
        router: Router = self._streets if self._streets.covers(lon, lat) else self._straight
        return router.minutes_from(lon, lat, targets, limit_min)

    def isochrone(
        self, lon: float, lat: float, edges_min: Sequence[float]
    ) -> tuple[tuple[tuple[tuple[float, float], ...], ...], ...]:
        """As ``Router.isochrone``."""
        router: Router = self._streets if self._streets.covers(lon, lat) else self._straight
        return router.isochrone(lon, lat, edges_min)


def ways_in(territory: str, mode: Mode) -> Ways:
    """Which travel times hold in this territory?

    Takes: a place code; car, bike or foot. Gives: the streets loaded around its largest commune, if any.
    Refuses: NotFound; DataGapError for a place without communes.
    """
    communes = [get_place(code) for code in places_within(territory)]
    known = [place for place in communes if place.lon is not None and place.lat is not None]
    if not known:
        raise DataGapError("{place} has no communes: access is computed for them", place=territory)
    largest = max(known, key=lambda place: place.population or 0)
    assert largest.lon is not None
    assert largest.lat is not None
    router = router_for(mode, largest.lon, largest.lat)
    if not isinstance(router, RoadRouter):
        return Ways(router, None)
    speeds = travel_speeds()
    straight = StraightRouter(mode, speeds.kmh[mode], speeds.detour)
    return Ways(MixedRouter(router, straight), source_for(mode, largest.lon, largest.lat))


def _owners(pairs: Pairs) -> NDArray[np.int64]:
    """The site of each pair."""
    return np.repeat(np.arange(len(pairs.site_ptr) - 1), np.diff(pairs.site_ptr))
