"""The first page of the public face: find my commune, and how the air is today."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from pagus.apps.installations import queries as installations
from pagus.apps.reports.air import ZoneAir, air_of_zones
from pagus.apps.reports.divisions import Division, division, division_geojson, divisions, outline_geojson
from pagus.apps.territory.queries import CREDIT, get_place, things
from pagus.faces.citizen.frame import language, page
from pagus.web import charts
from pagus.web.air_index import air_map, air_words, day_words
from pagus.web.answers import map_answer
from pagus.web.found_places import found_places

__all__ = ["air", "geometry", "show"]

AN_HOUR = 3_600


@require_safe
@vary_on_headers("HX-Request")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the first page; with ``?q=`` it answers a search. What is searched is kept nowhere."""
    facts = found_places(request.GET.get("q", ""), place_address, ("commune",))
    if request.headers.get("HX-Request"):
        # As one types only the answers are drawn: no map, no air.
        return page(request, "search", facts)
    here, code = language(), settings.WORKSPACE.territory
    chosen = _zones(code)
    zones = air_of_zones(chosen.drawn)
    newest = max((zone.latest.day for zone in zones.values() if zone.latest), default=None)
    facts |= {
        "place": get_place(code),
        "map": {
            "name": _("The air index, zone by zone"),
            "geometry_url": reverse("citizen:geometry", args=[code]),
            "outline_url": f"{reverse('citizen:geometry', args=[code])}?by=self",
            "values_url": f"{reverse('citizen:air', args=[code])}?language={here}",
            "legend": charts.legend(air_map(here), here),
            "date": day_words(newest, here, year=True) if newest else "",
            "n": sum(1 for each in things("air_station") if each.represents in zones),
            "columns": [_("Zone"), _("Air index"), _("Day")],
            "rows": [_row(chosen, zones[part.code], here) for part in chosen.parts],
        },
        "simulated": any(thing.simulated for thing in things("air_station")),
        "credit": CREDIT,
        "kits": [
            {"title": each.kit.title.say(here), "summary": each.kit.summary.say(here), "mode": each.mode}
            for each in installations.active_installations()
        ],
    }
    return page(request, "home", facts)


@map_answer(seconds=AN_HOUR, private=False)
def geometry(request: HttpRequest, code: str) -> str:
    """The zones of a place as GeoJSON, or with ``by=self`` its border."""
    if request.GET.get("by") == "self":
        return outline_geojson(code)
    chosen = _zones(code)
    return division_geojson(chosen, {part.code: place_address(part.code) for part in chosen.parts})


@map_answer(private=False)
def air(request: HttpRequest, code: str) -> str:
    """The newest class of the air index of each zone of a place: tone and words."""
    here, chosen = language(), _zones(code)
    zones = air_of_zones(chosen.drawn)
    values = {zone: float(each.latest.level - 1) if each.latest else None for zone, each in zones.items()}
    told = charts.map_json(air_map(here), values, here)
    for zone, each in zones.items():
        if each.latest is None:
            told[zone][1] = air_words(each.days[-1], here)
    return json.dumps(told, ensure_ascii=False)


def place_address(code: str) -> str:
    """The public page of a place."""
    return reverse("citizen:place", args=[code])


def _zones(code: str) -> Division:
    return division(code, "epci" if "epci" in divisions(code) else "")


def _row(chosen: Division, zone: ZoneAir, here: str) -> dict[str, Any]:
    latest = zone.latest
    name = next(part.name for part in chosen.parts if part.code == zone.zone)
    return {
        "name": name,
        "url": place_address(zone.zone),
        "tone": f"atmo-{latest.level}" if latest else "no-data",
        "words": air_words(latest or zone.days[-1], here),
        "day": day_words(latest.day, here) if latest else "–",
    }
