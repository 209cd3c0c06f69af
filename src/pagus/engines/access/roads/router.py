"""Travel times on streets: from home to care, by car, bicycle or on foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.isochrone import Rings, area_near, reached_stretches
from pagus.engines.access.model import Mode, Pairs, Points
from pagus.engines.access.roads.graph import RoadGraph, distance_m
from pagus.engines.access.roads.profiles import RoadMode, edge_seconds
from pagus.engines.access.roads.search import (
    ISLAND_M,
    blocks_from,
    cost_matrix,
    reachable,
    seconds_from,
    seconds_from_many,
    snappable,
)
from pagus.engines.access.roads.snapping import APPROACH_KMH, FARTHEST_M, NodeFinder, Snapped
from pagus.errors import InputError, MethodError

__all__ = ["OSM_CREDIT", "OffStreets", "RoadRouter"]

Floats = NDArray[np.float64]
OSM_CREDIT = "© OpenStreetMap contributors"
"""To be shown beside every result, as https://www.openstreetmap.org/copyright asks."""


@dataclass(frozen=True, slots=True)
class OffStreets:
    """Points that no way leads to: ``far`` lie on no street, ``cut_off`` on streets that reach nothing else asked."""

    far: tuple[str, ...]
    cut_off: tuple[str, ...]


class RoadRouter:
    """Times on one street network in one mode. A way is: walk to the nearest street, ride, walk from it.

    Limits: no turn costs, no lights, no traffic of the hour: cars keep mean speeds. What lies outside the network is
    not reached; a network should come with a rim as wide as the limit asked.
    """

    def __init__(
        self,
        graph: RoadGraph,
        mode: RoadMode,
        *,
        extra_cost: Floats | None = None,
        credit: str = OSM_CREDIT,
        farthest_m: float = FARTHEST_M,
        island_m: float = ISLAND_M,
    ) -> None:
        self.graph = graph
        self.mode: Mode = mode
        self.credit = credit
        self.weighted = extra_cost is not None
        self._seconds = edge_seconds(graph, mode, extra_cost)
        if not np.isfinite(self._seconds).any():
            raise MethodError("no street of this network is open to {mode}", mode=mode)
        self._forward = cost_matrix(graph, self._seconds)
        self._backward = self._forward.T.tocsr()
        usable = snappable(graph, self._seconds, self._forward, island_m)
        self._finder = NodeFinder(graph.lon, graph.lat, np.flatnonzero(usable).astype(np.int32), farthest_m)
        self._whole = int(np.count_nonzero(usable))

    @property
    def words(self) -> str:
        """How minutes are found."""
        way = {"car": "by car", "bike": "by bike"}.get(self.mode, "on foot")
        slopes = ", with slopes" if self.has_slopes else ""
        weighted = ", stretches weighted" if self.weighted else ""
        return f"streets {way}{slopes}{weighted} ({self.credit})"

    @property
    def has_slopes(self) -> bool:
        """Do slopes count? They do for feet and bicycles, where heights are known."""
        return self.mode != "car" and self.graph.has_elevation

    def snap(self, points: Points) -> Snapped:
        """To which node of the streets does each point belong? Refuses: InputError for points in metres."""
        if points.unit != "deg":
            raise InputError("streets need longitude and latitude in degrees, not metres")
        return self._finder.snap(points.x, points.y)

    def covers(self, lon: float, lat: float) -> bool:
        """Does this point lie on the network, a walk from a street of it?"""
        return bool(self._finder.snap(np.array([lon]), np.array([lat])).found[0])

    def pairs(self, demand: Points, sites: Points, limit_min: float) -> Pairs:
        """All pairs within the limit, searched from the sites against the traffic.

        Takes: points in degrees. Gives: minutes from home to care, float32; a pair at exactly the limit is in it.
        Refuses: InputError for points in metres.
        """
        homes, cares = self.snap(demand), self.snap(sites)
        known = np.flatnonzero(homes.found)
        nodes, place = np.unique(cares.node[cares.found], return_inverse=True)
        order = np.argsort(place, kind="stable")
        owners, place = np.flatnonzero(cares.found)[order], place[order]
        columns: list[tuple[NDArray[np.int32], NDArray[np.float32]]] = [_NOBODY] * len(sites)
        for first, seconds in blocks_from(self._backward, nodes, limit_min * 60, len(known)):
            at_homes = seconds[:, homes.node[known]] + homes.walk_s[known]
            begin, end = np.searchsorted(place, (first, first + len(seconds)))
            for owner, row in zip(owners[begin:end].tolist(), (place[begin:end] - first).tolist(), strict=True):
                columns[owner] = self._column(at_homes[row], known, demand, sites, homes, cares, owner, limit_min)
        return Pairs(
            site_ptr=np.concatenate(([0], np.cumsum([len(reached) for reached, _ in columns]))).astype(np.int64),
            demand=np.concatenate([reached for reached, _ in columns] or [_NOBODY[0]]),
            minutes=np.concatenate([minutes for _, minutes in columns] or [_NOBODY[1]]),
            limit_min=limit_min,
            demand_count=len(demand),
            router=self.words,
        )

    def _column(
        self,
        seconds: Floats,
        known: NDArray[np.int64],
        demand: Points,
        sites: Points,
        homes: Snapped,
        cares: Snapped,
        site: int,
        limit_min: float,
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Who reaches this site. Two points of the same node walk straight to each other."""
        total = seconds + cares.walk_s[site]
        near = known[homes.node[known] == cares.node[site]]
        if len(near):
            straight = distance_m(demand.x[near], demand.y[near], sites.x[site], sites.y[site]) * 3.6 / APPROACH_KMH
            total[homes.node[known] == cares.node[site]] = straight
        minutes = (total / 60).astype(np.float32)
        within = minutes <= np.float32(limit_min)
        return known[within].astype(np.int32), minutes[within]

    def minutes_from(self, lon: float, lat: float, targets: Points, limit_min: float) -> NDArray[np.float32]:
        """Minutes from one home to each target.

        Takes: a point and targets in degrees. Gives: (t,) float32, inf beyond the limit or without a way.
        """
        home = Points(("home",), np.array([lon]), np.array([lat]), "deg")
        start, ends = self.snap(home), self.snap(targets)
        minutes = np.full(len(targets), np.inf, dtype=np.float32)
        if not start.found[0]:
            return minutes
        seconds = seconds_from(self._forward, int(start.node[0]), limit_min * 60)
        found = ends.found
        total = seconds[ends.node[found]] + ends.walk_s[found] + start.walk_s[0]
        same = ends.node[found] == start.node[0]
        straight = distance_m(lon, lat, targets.x[found], targets.y[found]) * 3.6 / APPROACH_KMH
        minutes[found] = (np.where(same, straight, total) / 60).astype(np.float32)
        minutes[minutes > np.float32(limit_min)] = np.inf
        return minutes

    def node_seconds(self, starts: Points, delay_s: Floats, limit_s: float) -> Floats:
        """When is each node reached from any of these points, each left after its own delay? (n,), inf beyond."""
        snapped = self.snap(starts)
        left = delay_s + snapped.walk_s
        best = np.full(len(self.graph), np.inf)
        use = snapped.found & (left <= limit_s)
        np.minimum.at(best, snapped.node[use], left[use])
        return seconds_from_many(self._forward, best, limit_s)

    def isochrone(self, lon: float, lat: float, edges_min: Sequence[float]) -> tuple[Rings, ...]:
        """Which area is reached within each of these times? Gives: rings by edge; none where no street is near."""
        home = Points(("home",), np.array([lon]), np.array([lat]), "deg")
        start = self.snap(home)
        if not start.found[0] or not edges_min:
            return tuple(() for _ in edges_min)
        seconds = seconds_from(self._forward, int(start.node[0]), max(edges_min) * 60) + start.walk_s[0]
        return tuple(self.area(seconds, edge * 60) for edge in edges_min)

    def area(self, node_s: Floats, limit_s: float) -> Rings:
        """Which area is reached when each node is reached after so many seconds (n,), within a limit?"""
        graph = self.graph
        source = graph.source
        left = limit_s - node_s[source]
        use = np.flatnonzero((left >= 0) & np.isfinite(self._seconds))
        share = np.minimum(1.0, left[use] / np.maximum(self._seconds[use], 1e-9))
        begin, end = source[use], graph.target[use]
        lon, lat = reached_stretches(
            (graph.lon[begin], graph.lat[begin]),
            (graph.lon[end], graph.lat[end]),
            share,
            graph.length_m[use].astype(np.float64),
        )
        return area_near(lon, lat)

    def off_streets(self, points: Points, others: Points) -> OffStreets:
        """Which of these points can no way be found for?

        Takes: ``points`` and the ``others`` they should reach. Gives: ids of those too far from every street, and of
        those on a street from which none of the others can be reached at all.
        """
        here, there = self.snap(points), self.snap(others)
        reach = reachable(self._backward, there.node[there.found])
        cut = here.found & ~reach[here.node]
        ids = np.array(points.ids, dtype=object)
        return OffStreets(tuple(ids[~here.found]), tuple(ids[cut]))


_NOBODY: tuple[NDArray[np.int32], NDArray[np.float32]] = (np.empty(0, np.int32), np.empty(0, np.float32))
