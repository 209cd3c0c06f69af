"""The public page of a place: who lives there, how the air is, what is measured; nothing that points at a person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pagus.apps.installations import queries as installations
from pagus.apps.reports.air import air_of_zones, zone_of
from pagus.apps.reports.divisions import neighbourhood
from pagus.apps.reports.indicators import indicator_table
from pagus.apps.territory.kinds import kind_name
from pagus.apps.territory.queries import CREDIT, get_place, is_within, places_within, things
from pagus.errors import DataGapError
from pagus.faces.citizen.advice import advice_of
from pagus.faces.citizen.frame import language, page
from pagus.faces.citizen.home import place_address
from pagus.kernel.places import Place
from pagus.web.air_index import air_strip, air_words, day_words
from pagus.web.indicator_values import n_words, period_words, periods, place_values, value_words

__all__ = ["show"]


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the public page of a place. A former commune leads to that of today."""
    place = get_place(code)
    if place.code != code:
        return HttpResponseRedirect(place_address(place.code))
    here, around = language(), neighbourhood(code)
    trail = [{"url": place_address(step.code), "label": step.name} for step in around.trail]
    air = _air(place, here)
    kind = kind_name(place.kind)
    facts = {
        "place": place,
        "lead": kind[:1].upper() + kind[1:],
        "steps": [{"url": reverse("citizen:home"), "label": _("My territory")}, *trail],
        "figures": _figures(place, air),
        "air": air,
        "belongs": [
            {"name": other.name, "kind": kind_name(other.kind), "url": place_address(other.code)}
            for other in around.whole
        ],
        **_indicators(place, (zone_of(code),), here),
        "credit": CREDIT,
    }
    return page(request, "place", facts)


def _figures(place: Place, air: dict[str, Any] | None) -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = [
        {"label": _("Inhabitants"), "value": place.population, "digits": 0, "note": _("census, edition 2026")}
    ]
    if place.area_km2:
        figures.append({"label": _("Area"), "value": place.area_km2, "digits": 0, "unit": "km²"})
    communes = len(places_within(place.code))
    if communes > 1:
        figures.append({"label": _("Communes"), "value": communes, "digits": 0})
    if air and air["latest"]:
        note = f"{air['words']}, {air['day']}"
        label = _("Air index, from 1 (good) to 6")
        figures.append({"label": label, "value": air["latest"].level, "digits": 0, "note": note})
    return figures


def _air(place: Place, here: str) -> dict[str, Any] | None:
    zone = zone_of(place.code)
    if zone is None:
        return None
    found = air_of_zones([zone])[zone]
    latest, stations = found.latest, [each for each in things("air_station") if each.represents == zone]
    return {
        "zone": get_place(zone).name,
        "zone_url": place_address(zone),
        "chart": air_strip(found.days, "air-days", here),
        "silent": not stations,
        "latest": latest,
        "words": air_words(latest, here) if latest else "",
        "day": day_words(latest.day, here) if latest else "",
        "advice": advice_of(latest.level) if latest else "",
        "n": sum(1 for day in found.days if day.level),
        "stations": len(stations),
        "simulated": any(each.simulated for each in stations),
        "computed_ms": found.computed_ms,
    }


def _indicators(place: Place, zones: tuple[str | None, ...], here: str) -> dict[str, Any]:
    """The newest public value of each indicator, for the zone of this place and for the whole territory.

    Gives: ``indicators``, a row for each that has values to show; ``withheld``, by kit, those that have none: there is
    no data, or it would speak of too few people.
    """
    rows: list[dict[str, Any]] = []
    withheld: dict[str, list[str]] = {}
    for installed in installations.active_installations():
        if not is_within(place.code, installed.territory):
            continue
        for indicator in installed.kit.indicators.values():
            try:
                table = indicator_table(installed.id, indicator.id, "public")
            except DataGapError:
                continue
            newest = periods(table)[0]
            values = place_values(table, newest[1])
            asked = [code for code in dict.fromkeys((place.code, *zones, table.whole)) if code in values]
            if not asked or indicator.kind == "population_by_class":
                continue
            title, kit = indicator.title.say(here), installed.kit.title.say(here)
            about = _(" (days with a degraded or worse index)") if indicator.kind == "days_by_class" else ""
            shown = [
                {
                    "place": get_place(code).name,
                    "words": value_words(indicator, values[code], here),
                    "n": n_words(indicator, values[code], here, installed.kit.subject),
                }
                for code in asked
                if values[code].status == "ok"
            ]
            if shown:
                rows.append(
                    {"title": title + about, "kit": kit, "period": period_words(*newest, here), "values": shown}
                )
            else:
                withheld.setdefault(kit, []).append(title)
    return {"indicators": rows, "withheld": withheld}
