"""The ground of the map of "find care": the communes of a département, the same for everybody who looks within it."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest

from pagus.apps.territory.queries import get_place, parents, places_within, territory
from pagus.kernel.places import Territory
from pagus.web.answers import map_answer

__all__ = ["ground", "ground_of"]

AN_HOUR = 3_600
TOLERANCE_DEG = 0.001
"""About 100 m: as exact as the points that are asked from."""


def ground_of(commune: str) -> str:
    """Of which place is the map drawn for a start in this commune? Its département: no finer than that is asked for."""
    around = parents(commune, "departement")
    return around[0].code if around else commune


@map_answer(seconds=AN_HOUR, private=False)
def ground(request: HttpRequest, code: str) -> str:
    """The communes of a place as GeoJSON: names and borders, nothing to open."""
    return _drawn(territory(), get_place(code).code)


@lru_cache(maxsize=8)
def _drawn(known: Territory, code: str) -> str:
    communes = places_within(code)
    properties = {commune: {"tone": "ground", "label": ""} for commune in communes}
    return known.geojson(communes, tolerance_deg=TOLERANCE_DEG, properties=properties)
