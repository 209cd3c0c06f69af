"""The access lab: who can reach how much care, today and with changes; and the data with which its page computes."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.access.edits import plain_edits, read_edits
from pagus.apps.access.lab import Lab, open_lab
from pagus.apps.access.outcome import Outcome, cut_points, outcome_of
from pagus.apps.access.page_data import cell_shapes, column_data, page_data
from pagus.apps.access.queries import SavedScenario, scenarios
from pagus.apps.accounts import queries as accounts
from pagus.apps.reports.divisions import division, divisions
from pagus.apps.territory.queries import geojson, get_place, places_within
from pagus.errors import DataGapError, InputError
from pagus.faces.console.access.access_asked import LONGEST, Asked, asked_of, new_edit, opened
from pagus.faces.console.access.access_page import lab_facts, selects
from pagus.faces.console.access.access_words import access_map, digits_of, profession_name, sentence_words
from pagus.faces.console.frame import asks, language, page
from pagus.web import charts
from pagus.web.answers import map_answer

__all__ = ["cells", "column", "data", "geometry", "result", "show", "territories_seen", "values"]

AN_HOUR = 3_600
TOLERANCE = {True: 0.0008, False: 0.0}
"""Degrees by which borders are smoothed on the map of a large territory: some 80 m, unseen at its size."""


@require_GET
@asks("see_places")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the lab. With ``do`` in the address the change of the form is added first, and the page asked again."""
    asked, here = asked_of(request), language()
    facts: dict[str, Any] = {
        "selects": selects(asked, territories_seen(request), here),
        "profession": profession_name(asked.profession, here),
        "asked": asked,
        "home": asked.address(edits=()),
    }
    try:
        lab = open_lab(asked.place, asked.profession, asked.method)
    except DataGapError as gap:
        place = get_place(asked.place)
        empty = {"territory": place, "gap": gap, "care": False}
        return page(request, "access/access_lab", "access", {**facts, **empty})
    raw, fault = asked.raw, None
    if request.GET.get("do"):
        try:
            edits = read_edits([*raw, new_edit(request.GET, lab)], lab)
            return HttpResponseRedirect(asked.address(edits=edits))
        except InputError as error:
            fault = error
    edits = read_edits(raw, lab)
    outcome = outcome_of(lab, edits)
    facts |= {"care": True, "fault": fault, "given": request.GET, "addresses": _addresses(asked)}
    facts |= _saving(request, asked)
    facts |= lab_facts(asked, outcome, here)
    facts["picture"] = _picture(lab, outcome, here)
    return page(request, "access/access_lab", "access", facts)


@asks("see_places")
@map_answer(seconds=AN_HOUR)
def geometry(request: HttpRequest) -> str:
    """The communes of a territory as GeoJSON, without links: a click chooses, it does not leave the page."""
    asked = asked_of(request)
    return _geometry(asked.place)


@asks("see_places")
@map_answer()
def values(request: HttpRequest) -> str:
    """What each commune shows on the map today: tone and words."""
    lab, _edits = opened(asked_of(request))
    outcome = outcome_of(lab, ())
    found = {place.code: None if place.before is None else place.before * lab.scale for place in outcome.places}
    return json.dumps(charts.map_json(access_map(outcome, cut_points(outcome)), found, language()), ensure_ascii=False)


@asks("see_places")
@map_answer()
def cells(request: HttpRequest) -> str:
    """The cells of the population grid as GeoJSON, for the map."""
    lab, _edits = opened(asked_of(request))
    return json.dumps(cell_shapes(lab), separators=(",", ":"))


@asks("see_places")
@map_answer()
def data(request: HttpRequest) -> str:
    """Everything with which the page computes by itself."""
    asked = asked_of(request)
    lab, _edits = opened(asked)
    outcome = outcome_of(lab, ())
    told = {
        "cuts": cut_points(outcome),
        "threshold": outcome.threshold,
        "digits": digits_of(lab),
        "words": sentence_words(lab, language()),
    }
    return json.dumps(page_data(lab) | told, ensure_ascii=False, separators=(",", ":"))


@asks("see_places")
@map_answer()
def result(request: HttpRequest) -> str:
    """The outcome as the server computes it, in full precision: what the page adds up must agree."""
    asked = asked_of(request)
    lab, edits = opened(asked)
    outcome = outcome_of(lab, edits)
    names = ("mean", "gini", "p90_p10", "share_under", "people_under", "people", "fte", "remote_share")
    return json.dumps(
        {
            "edits": plain_edits(edits),
            "before": {name: getattr(outcome.before, name) for name in names},
            "after": {name: getattr(outcome.after, name) for name in names},
            "places": {place.code: [place.before, place.after] for place in outcome.places},
        }
    )


@asks("see_places")
@map_answer()
def column(request: HttpRequest) -> str:
    """Who would reach a site at this point, and in how many minutes, where streets are loaded."""
    asked = asked_of(request)
    lab = open_lab(asked.place, asked.profession, asked.method)
    try:
        lon, lat = float(request.GET.get("lon", "")), float(request.GET.get("lat", ""))
    except ValueError as error:
        raise InputError("a point has a longitude and a latitude in degrees") from error
    return json.dumps(column_data(lab, lon, lat), separators=(",", ":"))


def _geometry(place: str) -> str:
    inside = places_within(place)
    return geojson(inside, detail="full", tolerance_deg=TOLERANCE[len(inside) > 60])


def _picture(lab: Lab, outcome: Outcome, here: str) -> str:
    """The map as the server draws it, for whoever has no scripts, and for print."""
    look = charts.ClassedMap(title=_("Access"), palette="need", cuts=cut_points(outcome))
    tones = {
        place.code: "no-data" if place.after is None else look.tone(place.after * lab.scale) for place in outcome.places
    }
    name = get_place(lab.territory).name
    return charts.place_map(
        charts.PlaceMap(
            setting=charts.Setting(identifier="access-picture", language=here),
            title=_("Access by commune: {place}").format(place=name),
            description=_("The table says the same."),
            geojson=geojson([place.code for place in outcome.places], tolerance_deg=0.004),
            tones=tones,
        )
    )


def territories_seen(request: HttpRequest) -> list[tuple[str, str]]:
    """The territories of the reader, and their larger parts: code and name."""
    mine = accounts.territories(request.user, "see_places")
    parts = [code for whole in mine for code in _parts(whole)]
    return [(code, get_place(code).name) for code in dict.fromkeys((*mine, *parts))]


def _parts(whole: str) -> tuple[str, ...]:
    kinds = divisions(whole)
    return tuple(part.code for part in division(whole).parts) if kinds and kinds[0] != "commune" else ()


def _addresses(asked: Asked) -> dict[str, str]:
    bare = asked.query(edits=())
    return {
        "data": f"{reverse('console:access_data')}?{bare}&language={language()}",
        "geometry": f"{reverse('console:access_geometry')}?place={asked.place}",
        "outline": f"{reverse('console:map_geometry', args=[asked.place])}?by=self",
        "values": f"{reverse('console:access_values')}?{bare}&language={language()}",
        "cells": f"{reverse('console:access_cells')}?{bare}",
        "column": f"{reverse('console:access_column')}?{bare}",
        "csv": asked.address("access_csv"),
        "geojson": asked.address("access_geojson"),
        "pdf": asked.address("access_pdf"),
    }


def _saving(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    saved: SavedScenario | None = asked.scenario
    mine = scenarios(request.user, asked.place)
    text = json.dumps(asked.raw, ensure_ascii=False, separators=(",", ":"))
    return {
        "may_save": accounts.may(request.user, "plan_access", asked.place),
        "saved": saved,
        "mine": mine,
        "edits_json": text,
        "short_enough": len(text) < LONGEST,
    }
