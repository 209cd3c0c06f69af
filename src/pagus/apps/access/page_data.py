"""What a page needs to compute a territory by itself: tables as plain lists, pairs packed as little-endian arrays."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagus.apps.access.cells import outline_of
from pagus.apps.access.lab import Lab
from pagus.apps.territory.queries import get_place
from pagus.engines.access.model import Points
from pagus.library.access_lab import arrivals

__all__ = ["MOST_CELLS", "MOST_PAIRS", "cell_shapes", "column_data", "page_data"]

MOST_PAIRS = 2_000_000
"""12 MB on their way to a page. Beyond, the server computes each change."""

MOST_CELLS = 20_000
"""Drawn by a page; more are told by commune only. Adding squares up to hexagons brings them under it."""


def cell_shapes(lab: Lab) -> dict[str, Any]:
    """The cells inside as GeoJSON; ``code`` is the number of the point. None without a grid, or with too many cells."""
    area = lab.area
    inside = np.flatnonzero(area.place < area.inside_count)
    features = []
    if area.grid is not None and len(inside) <= MOST_CELLS:
        points = area.demand.points
        for at in inside.tolist():
            ring = outline_of(points.ids[at], float(points.x[at]), float(points.y[at]))
            shape = {"type": "Polygon", "coordinates": [ring]}
            features.append({"type": "Feature", "properties": {"code": str(at)}, "geometry": shape})
    return {"type": "FeatureCollection", "features": features}


def page_data(lab: Lab) -> dict[str, Any]:
    """The territory for a page.

    Gives: ``places``, ``points``, ``sites`` as columns; ``pairs`` with ``ptr`` (int32), ``demand`` (int32) and
    ``minutes`` (float32), in base 64; what else the kernel asks. ``too_large`` alone where a page should not try.
    """
    pairs, area = lab.pairs, lab.area
    if len(pairs.demand) > MOST_PAIRS:
        return {"too_large": True}
    points, straight = area.demand.points, lab.ways.straight
    return {
        "territory": lab.territory,
        "method": {
            "family": lab.method.family,
            "edges_min": lab.method.decay.edges_min,
            "weights": lab.method.decay.weights,
        },
        "limit_min": pairs.limit_min,
        "unit": lab.unit,
        "scale": lab.scale,
        "per_fte": lab.capacity_per_fte,
        "straight": None if straight is None else {"speed_kmh": straight.speed_kmh, "detour": straight.detour},
        "places": {
            "code": area.codes,
            "name": area.names,
            "inside": area.inside_count,
            "lon": [get_place(code).lon for code in area.codes],
            "lat": [get_place(code).lat for code in area.codes],
        },
        "points": {
            "lon": points.x.tolist(),
            "lat": points.y.tolist(),
            "place": area.place.tolist(),
            "people": area.demand.people.tolist(),
            "std_people": area.demand.std_people.tolist(),
        },
        "sites": {
            name: lab.supply[column].to_list()
            for name, column in {
                "code": "site",
                "name": "name",
                "place": "place",
                "lon": "lon",
                "lat": "lat",
                "fte": "fte",
                "over_65": "fte_over_65",
                "oldest": "oldest_age",
                "capacity": "capacity",
                "remote": "booth",
                "simulated": "simulated",
            }.items()
        },
        "pairs": {
            "ptr": _packed(pairs.site_ptr.astype("<i4")),
            "demand": _packed(pairs.demand.astype("<i4")),
            "minutes": _packed(pairs.minutes.astype("<f4")),
        },
        "remote_arrivals": [each.id for each in arrivals() if each.remote],
    }


def column_data(lab: Lab, lon: float, lat: float) -> dict[str, str]:
    """Who would reach a site at this point? Gives: ``demand`` and ``minutes``, packed as in ``page_data``."""
    site = Points(("",), np.array([lon]), np.array([lat]), "deg")
    found = lab.ways.router.pairs(lab.area.demand.points, site, lab.pairs.limit_min)
    return {"demand": _packed(found.demand.astype("<i4")), "minutes": _packed(found.minutes.astype("<f4"))}


def _packed(values: NDArray[Any]) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")
