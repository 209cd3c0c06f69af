"""One map with its table twin, as the template ``console/territory/map_block.html`` takes it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from pagus.apps.reports.divisions import Division, divisions
from pagus.apps.territory.queries import CREDIT
from pagus.faces.console.frame import language
from pagus.faces.console.territory.map_layers import AIR, ALERTS, Layer
from pagus.kernel.places import Place

__all__ = ["map_address", "map_facts", "part_address"]


def map_address(code: str, layer: str) -> str:
    """The address of the map of a place with this layer."""
    return f"{reverse('console:map')}?{urlencode({'place': code, 'layer': layer})}"


def part_address(part: Place, layer: str, *, drill: bool) -> str:
    """Where a click on a part leads: deeper into the map, or to the page of the place."""
    if drill and divisions(part.code):
        return map_address(part.code, layer)
    return reverse("console:place", args=[part.code])


def map_facts(chosen: Division, layer: Layer, *, drill: bool) -> dict[str, Any]:
    """A map of these parts with this layer: addresses of its data, legend, credit, table."""
    here, code = language(), chosen.of.code
    query = urlencode({"by": chosen.kind, "layer": layer.key, **({"drill": "1"} if drill else {})})
    told, large = layer.told(here), chosen.of.kind in {"country", "region"}
    # Stations belong to the alerts and to the air; on other maps they would only hide the names of places.
    with_points = layer.key in {ALERTS, AIR} and not large
    points = reverse("console:map_points", args=[code]) + ("?open=1" if layer.key == ALERTS else "")
    # Where most is open stands first; all else goes by name.
    order = layer.values if layer.key == ALERTS else {}
    parts = sorted(chosen.parts, key=lambda part: -(order.get(part.code) or 0))
    return {
        "name": _("{layer}: {place}").format(layer=layer.label, place=chosen.of.name),
        "label": layer.label,
        "geometry_url": f"{reverse('console:map_geometry', args=[code])}?{query}",
        "values_url": f"{reverse('console:map_values', args=[code])}?{query}&language={here}",
        "outline_url": "" if large else f"{reverse('console:map_geometry', args=[code])}?by=self",
        "points_url": points if with_points else "",
        "legend": layer.legend(here),
        "credit": CREDIT,
        "source": layer.source,
        "date": layer.date,
        "n": layer.n,
        "n_label": layer.n_label,
        "note": layer.note,
        "far": len(chosen.undrawn),
        "twice": layer.key == "population",
        "rows": [
            {
                "name": part.name,
                "url": part_address(part, layer.key, drill=drill),
                "population": part.population,
                "tone": told[part.code][0],
                "words": told[part.code][1],
                "current": part.code == code,
            }
            for part in parts
        ],
    }
