"""Streets: travel times by car, bicycle and on foot on a network of one's own."""

from pagus.engines.access.roads.graph import BIKE, CAR, FERRY, FOOT, THROUGH, RoadGraph, distance_m, road_graph
from pagus.engines.access.roads.profiles import (
    CAR_KMH,
    CAR_LIMIT_SHARE,
    FERRY_KMH,
    PROFILES,
    Profile,
    RoadMode,
    edge_seconds,
    tobler_kmh,
)
from pagus.engines.access.roads.router import OSM_CREDIT, OffStreets, RoadRouter
from pagus.engines.access.roads.snapping import APPROACH_KMH, FARTHEST_M, NodeFinder, Snapped

__all__ = [
    "APPROACH_KMH",
    "BIKE",
    "CAR",
    "CAR_KMH",
    "CAR_LIMIT_SHARE",
    "FARTHEST_M",
    "FERRY",
    "FERRY_KMH",
    "FOOT",
    "OSM_CREDIT",
    "PROFILES",
    "THROUGH",
    "NodeFinder",
    "OffStreets",
    "Profile",
    "RoadGraph",
    "RoadMode",
    "RoadRouter",
    "Snapped",
    "distance_m",
    "edge_seconds",
    "road_graph",
    "tobler_kmh",
]
