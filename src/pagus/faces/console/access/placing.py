"""Where would new sites help most? The question as a form, the answer as a map, a list, its bound in words, a table."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.access.edits import plain_edits
from pagus.apps.access.lab import Lab, open_lab
from pagus.apps.access.outcome import cut_points
from pagus.apps.access.placing import AIMS, Placed, Wish, arrivals_for, place_sites
from pagus.apps.territory.queries import geojson, get_place
from pagus.errors import DataGapError, InputError
from pagus.faces.console.access.access_asked import Asked, asked_of
from pagus.faces.console.access.access_lab import territories_seen
from pagus.faces.console.access.access_page import figures, selects, sources
from pagus.faces.console.access.access_words import access_map, profession_name, router_words, unit_words
from pagus.faces.console.access.placing_words import aim_words, gain_words, proof_words, value_words
from pagus.faces.console.frame import asks, language, page
from pagus.web import charts
from pagus.web.middleware import in_words

__all__ = ["show"]


@require_GET
@asks("see_places")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the question, and the answer once it is asked."""
    here = language()
    asked = asked_of(request)
    facts: dict[str, Any] = {
        "territory": get_place(asked.place),
        "profession": profession_name(asked.profession, here),
        "selects": selects(asked, territories_seen(request), here),
        "asked": asked,
        "lab_url": asked.address(),
        "rounds_url": reverse("console:rounds"),
    }
    try:
        lab = open_lab(asked.place, asked.profession, asked.method)
    except DataGapError:
        return page(request, "access/placing", "access", facts | {"care": False})
    facts |= {"care": True, "form": _form(request, lab, here), "simulated": lab.simulated}
    facts |= {"router": router_words(lab, here), "sources": sources(lab, here), "certainty": lab.method.certainty}
    if "aim" in request.GET:
        try:
            facts |= _answer(asked, place_sites(lab, _wish(request, lab)), here)
        except (InputError, DataGapError) as error:
            facts["fault"] = in_words(error)
    return page(request, "access/placing", "access", facts)


def _wish(request: HttpRequest, lab: Lab) -> Wish:
    given = request.GET
    kinds = {each.id: each for each in arrivals_for(lab.profession)}
    arrival = given.get("arrival", "")
    usual = kinds[arrival].usual if arrival in kinds else 0.0
    return Wish(
        arrival=arrival,
        aim=given.get("aim", ""),  # type: ignore[arg-type]  # place_sites refuses any other word
        count=int(_number(given.get("count") or "3")),
        fte=_number(given.get("size") or str(usual)),
        minutes=_number(given.get("minutes") or "15"),
        budget=_number(given["budget"]) if given.get("budget") else None,
        cost=_number(given["cost"]) if given.get("cost") else None,
    )


def _number(text: str) -> float:
    written = text.strip().replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    try:
        found = float(written)
    except ValueError as error:
        raise InputError("{value!r} is no number", value=text[:40]) from error
    if not abs(found) < 1e12:
        raise InputError("{value!r} is no number", value=text[:40])
    return found


def _form(request: HttpRequest, lab: Lab, here: str) -> dict[str, Any]:
    given = request.GET
    kinds = arrivals_for(lab.profession)
    chosen = given.get("arrival") or kinds[0].id
    kind = next((each for each in kinds if each.id == chosen), kinds[0])
    aim = given.get("aim") or AIMS[0]
    return {
        "arrivals": [
            {"value": each.id, "label": each.title.get(here, each.title["en"]), "selected": each.id == kind.id}
            for each in kinds
        ],
        "note": kind.note.get(here, kind.note["en"]),
        "aims": [
            {"value": each, "label": label, "hint": hint, "selected": each == aim}
            for each in AIMS
            for label, hint in [aim_words(each)]
        ],
        "count": given.get("count") or "3",
        "size": given.get("size") or "",
        "minutes": given.get("minutes") or "15",
        "budget": given.get("budget") or "",
        "cost": given.get("cost") or "",
    }


def _answer(asked: Asked, placed: Placed, here: str) -> dict[str, Any]:
    siting, lab = placed.siting, placed.outcome.lab
    rows = [
        {
            "rank": at + 1,
            "name": get_place(choice.id).name,
            "url": reverse("console:place", args=[choice.id]),
            "people": get_place(choice.id).population,
            "gain": gain_words(placed, choice.gain, here),
            "after": value_words(placed, choice.value_after, here),
        }
        for at, choice in enumerate(siting.choices)
    ]
    edits = json.dumps(plain_edits(placed.edits), ensure_ascii=False, separators=(",", ":"))
    query = {"place": asked.place, "profession": asked.profession, "method": asked.method, "edits": edits}
    look = access_map(placed.outcome, cut_points(placed.outcome))
    return {
        "answered": True,
        "rows": rows,
        "before": value_words(placed, siting.before, here),
        "after": value_words(placed, siting.value, here),
        "proof": proof_words(placed, here),
        "proven": siting.proven,
        "figures": figures(placed.outcome, here),
        "picture": _picture(lab, placed, look, here),
        "legend": charts.legend(look, here),
        "in_lab": f"{reverse('console:access_lab')}?{urlencode(query)}",
        "candidates": placed.candidates,
        "unreachable": placed.unreachable_people,
        "unit": unit_words(lab),
    }


def _picture(lab: Lab, placed: Placed, look: charts.ClassedMap, here: str) -> str:
    """The communes in the tones of today's access, and the chosen ones with their rank."""
    tones = {
        place.code: "no-data" if place.before is None else look.tone(place.before * lab.scale)
        for place in placed.outcome.places
    }
    spots = []
    for at, code in enumerate(placed.codes, start=1):
        place = get_place(code)
        if place.lon is not None and place.lat is not None:
            spots.append(charts.Spot(place.lon, place.lat, str(at), f"{at}. {place.name}"))
    return charts.place_map(
        charts.PlaceMap(
            setting=charts.Setting(identifier="placing-picture", language=here),
            title=_("Where new sites help most: {place}").format(place=get_place(lab.territory).name),
            description=_("The table says the same."),
            geojson=geojson([place.code for place in placed.outcome.places], tolerance_deg=0.003),
            tones=tones,
            spots=tuple(spots),
        )
    )
