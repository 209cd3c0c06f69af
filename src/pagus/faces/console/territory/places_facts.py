"""What the page of a place says beside its map: facts, the air, indicators, things, alerts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts import queries as alerts
from pagus.apps.alerts.activity import worst_open
from pagus.apps.alerts.queries import InboxFilters
from pagus.apps.installations import queries as installations
from pagus.apps.reports.air import air_of_zones, zone_of
from pagus.apps.reports.divisions import neighbourhood
from pagus.apps.reports.indicators import indicator_table
from pagus.apps.streams import queries as streams
from pagus.apps.territory.kinds import kind_name
from pagus.apps.territory.queries import get_place, is_within, places_within, things
from pagus.errors import DataGapError
from pagus.faces.console.alerts.inbox import worklist_row
from pagus.faces.console.territory.map_layers import narrowed
from pagus.kernel.places import Place
from pagus.web.air_index import air_strip, air_words, day_words
from pagus.web.indicator_values import n_words, period_words, periods, place_values, value_words

__all__ = ["place_facts"]

MOST_ALERTS = 6


def place_facts(user: Any, place: Place, language: str, now_ms: int) -> dict[str, Any]:
    """Everything that the page of this place shows to this user, by template name."""
    within = narrowed(user, place.code)
    box = alerts.inbox(user, InboxFilters(place=within, limit=MOST_ALERTS))
    around = neighbourhood(place.code)
    air = _air(place, language)
    return {
        "figures": _figures(place, box.total, air),
        "belongs": [_link(other) for other in around.whole],
        "partly": [_link(other) for other in around.part],
        "identifier": place.code.partition(":")[2],
        "air": air,
        "indicators": _indicators(user, place, language),
        "things": _things(user, place, language, now_ms),
        "alerts": [worklist_row(row) for row in box.rows],
        "more": box.total - len(box.rows),
        "inbox_url": reverse("console:alerts") + (f"?place={within}" if within else ""),
    }


def _link(place: Place) -> dict[str, str]:
    return {"name": place.name, "kind": kind_name(place.kind), "url": reverse("console:place", args=[place.code])}


def _figures(place: Place, waiting: int, air: dict[str, Any] | None) -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = [
        {"label": _("Inhabitants"), "value": place.population, "digits": 0, "note": _("census, edition 2026")}
    ]
    if place.area_km2:
        density = None if place.population is None else place.population / place.area_km2
        figures.append({"label": _("Inhabitants per km²"), "value": density, "digits": 0})
    communes = len(places_within(place.code))
    if communes > 1:
        figures.append({"label": _("Communes"), "value": communes, "digits": 0})
    figures.append({"label": _("Open alerts"), "value": waiting, "digits": 0})
    if air and air["level"]:
        figures.append({"label": _("Air index (1 good – 6)"), "value": air["level"], "digits": 0, "note": air["note"]})
    return figures


def _air(place: Place, language: str) -> dict[str, Any] | None:
    zone = zone_of(place.code)
    if zone is None:
        return None
    found = air_of_zones([zone])[zone]
    latest = found.latest
    return {
        "zone": _link(get_place(zone)),
        "chart": air_strip(found.days, "air-days", language),
        "silent": found.days[-1].status == "no station",
        "level": latest.level if latest else 0,
        "note": f"{air_words(latest, language)}, {day_words(latest.day, language)}" if latest else "",
        "n": sum(1 for day in found.days if day.level),
        "computed_ms": found.computed_ms,
    }


def _indicators(user: Any, place: Place, language: str) -> list[dict[str, Any]]:
    rows = []
    for installed in installations.active_installations():
        if not accounts.may(user, "see_indicators", installed.territory):
            continue
        if not is_within(place.code, installed.territory):
            continue
        for indicator in installed.kit.indicators.values():
            try:
                table = indicator_table(installed.id, indicator.id)
            except DataGapError:
                continue
            newest = periods(table)[0]
            found = place_values(table, newest[1]).get(place.code)
            if found is None:
                continue
            address = reverse("console:indicator", args=[installed.id, indicator.id])
            rows.append(
                {
                    "title": indicator.title.say(language),
                    "url": f"{address}?place={place.code}",
                    "value": value_words(indicator, found, language),
                    "n": n_words(indicator, found, language, installed.kit.subject),
                    "period": period_words(*newest, language),
                    "kit": installed.kit.title.say(language),
                }
            )
    return rows


def _things(user: Any, place: Place, language: str, now_ms: int) -> list[dict[str, Any]]:
    seen = [thing for thing in things(within=place.code) if accounts.may(user, "see_places", thing.place)]
    codes = [thing.code for thing in seen]
    heard = streams.last_values(codes) if codes else None
    last: dict[str, int] = {}
    if heard is not None:
        last = dict(heard.group_by("subject").max().select("subject", "t").iter_rows())
    worst = worst_open(user, codes, now_ms)
    return [
        {
            "name": thing.name.say(language),
            "url": reverse("console:subject", args=[thing.code]),
            "place": get_place(thing.place).name,
            "zone": _link(get_place(thing.represents)) if thing.represents else None,
            "simulated": thing.simulated,
            "severity": worst.get(thing.code),
            "last": last.get(thing.code),
        }
        for thing in seen
    ]
