"""The territory on a map, the search for a place, and the data that the maps fetch."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts.activity import worst_open
from pagus.apps.reports.divisions import (
    MEMBER,
    division_geojson,
    divisions,
    neighbourhood,
    outline_geojson,
)
from pagus.apps.territory.kinds import kind_name, kind_plural
from pagus.apps.territory.queries import get_place, things
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.territory.map_layers import ALERTS, POPULATION, division_for, layer_choices, layer_of
from pagus.faces.console.territory.places_facts import place_facts
from pagus.faces.console.territory.places_map import map_address, map_facts, part_address
from pagus.kernel.places import Place
from pagus.web.answers import map_answer, points_json
from pagus.web.found_places import found_places

__all__ = ["geometry", "points", "search", "show", "show_map", "values"]

SELF = "self"
AN_HOUR = 3_600


@require_GET
@asks("see_places")
def show_map(request: HttpRequest) -> HttpResponse:
    """Draw the map of a place and its parts."""
    place = get_place(request.GET.get("place") or _home(request))
    kinds = divisions(place.code)
    if not kinds:
        return HttpResponseRedirect(reverse("console:place", args=[place.code]))
    here, wanted = language(), request.GET.get("layer", POPULATION)
    chosen = division_for(place.code, request.GET.get("by", ""), wanted)
    layer = layer_of(request.user, chosen, wanted, here)
    trail = neighbourhood(place.code).trail
    facts = {
        "place": place,
        "lead": place_lead(place),
        "steps": [{"url": map_address(step.code, layer.key), "label": step.name} for step in trail],
        "selects": [
            {"name": "place", "label": _("Territory"), "options": _territory_options(request, place, trail)},
            {"name": "by", "label": _("Divided by"), "options": _options(_kind_choices(kinds), chosen.kind)},
            {
                "name": "layer",
                "label": _("Shown"),
                "options": _options(layer_choices(request.user, place.code, here), layer.key),
            },
        ],
        "map": map_facts(chosen, layer, drill=True),
    }
    return page(request, "territory/map", "places", facts)


@require_GET
@asks("see_places")
def search(request: HttpRequest) -> HttpResponse:
    """Find places by name, postcode or official code, while one types or with the button."""
    facts = found_places(request.GET.get("q", ""), lambda code: reverse("console:place", args=[code]))
    return page(request, "territory/places", "places", facts)


@require_GET
@asks("see_places")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the page of one place. A former commune leads to that of today."""
    place = get_place(code)
    if place.code != code:
        return HttpResponseRedirect(reverse("console:place", args=[place.code]))
    here, now_ms = language(), settings.WORKSPACE.clock.now_ms()
    wanted = request.GET.get("layer", ALERTS)
    chosen = division_for(code, "", wanted)
    layer = layer_of(request.user, chosen, wanted, here)
    trail = neighbourhood(code).trail
    facts = {
        "place": place,
        "kind": kind_name(place.kind),
        "lead": place_lead(place),
        "steps": [{"url": reverse("console:place", args=[step.code]), "label": step.name} for step in trail],
        "map": map_facts(chosen, layer, drill=False),
        "map_url": map_address(code, layer.key) if divisions(code) else "",
        "layers": [
            {"label": label, "url": f"?layer={key}#map-heading", "current": key == layer.key}
            for key, label in layer_choices(request.user, place.code, here)
        ],
        **place_facts(request.user, place, here, now_ms),
    }
    return page(request, "territory/place", "places", facts)


@asks("see_places")
@map_answer(seconds=AN_HOUR)
def geometry(request: HttpRequest, code: str) -> str:
    """The parts of a place as GeoJSON, or with ``by=self`` its border."""
    if request.GET.get("by") == SELF:
        return outline_geojson(code)
    layer = request.GET.get("layer", POPULATION)
    chosen = division_for(code, request.GET.get("by", ""), layer)
    drill = request.GET.get("drill") == "1"
    return division_geojson(chosen, {part.code: part_address(part, layer, drill=drill) for part in chosen.parts})


@asks("see_places")
@map_answer()
def values(request: HttpRequest, code: str) -> str:
    """What each part of a place shows on the map: tone and words."""
    wanted = request.GET.get("layer", POPULATION)
    chosen = division_for(code, request.GET.get("by", ""), wanted)
    layer = layer_of(request.user, chosen, wanted, language())
    return json.dumps(layer.told(language()), ensure_ascii=False)


@asks("see_places")
@map_answer()
def points(request: HttpRequest, code: str) -> str:
    """The stations and other things of a place, each with its gravest open alert; with ``open=1`` only these."""
    place, here = get_place(code), language()
    seen = [thing for thing in things(within=place.code) if accounts.may(request.user, "see_places", thing.place)]
    seen = [thing for thing in seen if thing.lon is not None]
    only_open = request.GET.get("open") == "1"
    worst = worst_open(request.user, [thing.code for thing in seen], settings.WORKSPACE.clock.now_ms())
    return points_json(
        [
            {
                "lon": thing.lon,
                "lat": thing.lat,
                "name": thing.name.say(here),
                "severity": worst.get(thing.code, "good"),
                "label": _("alert open") if thing.code in worst else _("no open alert"),
                "url": reverse("console:subject", args=[thing.code]),
            }
            for thing in seen
            if thing.code in worst or not only_open
        ]
    )


def place_lead(place: Place) -> str:
    """What kind of place is it? With a capital, as under a title."""
    words = kind_name(place.kind)
    return words[:1].upper() + words[1:]


def _home(request: HttpRequest) -> str:
    mine = accounts.territories(request.user, "see_places")
    return mine[0] if mine else settings.WORKSPACE.territory


def _kind_choices(kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(kind, _("its members") if kind == MEMBER else kind_plural(kind)) for kind in kinds]


def _options(choices: list[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
    return [{"value": value, "label": label, "selected": value == chosen} for value, label in choices]


def _territory_options(request: HttpRequest, place: Place, trail: tuple[Place, ...]) -> list[dict[str, Any]]:
    mine = [get_place(code) for code in accounts.territories(request.user, "see_places")]
    listed = {each.code: each.name for each in (*trail, *mine)}
    return _options(list(listed.items()), place.code)
