"""The indicators: which there are, and each one as map, chart, table and CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import InstalledKit
from pagus.apps.reports.indicators import IndicatorTable, first_period_end, indicator_table, read_indicator
from pagus.apps.territory.queries import CREDIT, get_place
from pagus.errors import DataGapError, InputError, NotFound
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.indicators.indicators_drawn import (
    IndicatorLayer,
    indicator_charts,
    indicator_map_layer,
    table_rows,
)
from pagus.faces.console.kits.sources import linked_sources
from pagus.kit_language.model import Indicator
from pagus.web import charts
from pagus.web.answers import map_answer
from pagus.web.indicator_values import indicator_unit, period_words, periods, place_values, value_words

__all__ = ["show", "show_all", "table", "values"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV_COLUMNS = (
    *("indicator", "place", "place_name", "period_start", "period_end", "class"),
    *("value", "numerator", "denominator", "n", "unit", "status"),
)


@require_GET
@asks("see_indicators")
def show_all(request: HttpRequest) -> HttpResponse:
    """Draw the list of indicators, kit by kit, each with its newest value for the whole territory."""
    here = language()
    groups = [
        {
            "title": installed.kit.title.say(here),
            "url": _address(request, installed),
            "mode": installed.mode,
            "place": get_place(installed.territory).name,
            "rows": [_row(installed, indicator, here) for indicator in installed.kit.indicators.values()],
        }
        for installed in installations.active_installations()
        if accounts.may(request.user, "see_indicators", installed.territory)
    ]
    return page(request, "indicators/indicators", "indicators", {"groups": groups})


def _address(request: HttpRequest, installed: InstalledKit) -> str:
    """Where the installation is shown; "" for whoever may see its indicators only."""
    if not accounts.may(request.user, "see_places", installed.territory):
        return ""
    return reverse("console:installation", args=[installed.id])


@require_GET
@asks("see_indicators")
def show(request: HttpRequest, number: int, indicator: str) -> HttpResponse:
    """Draw one indicator: for a territory and a period that stand in the address."""
    installed, asked = _asked(request, number, indicator)
    here = language()
    facts: dict[str, Any] = {
        "title": asked.title.say(here),
        "lead": asked.description.say(here) if asked.description else "",
        "kit": {"title": installed.kit.title.say(here), "url": _address(request, installed)},
        "mode": installed.mode,
        "certainty": asked.evidence.certainty,
        "sources": linked_sources(installed.kit.sources[key] for key in asked.evidence.sources),
    }
    try:
        found = read_indicator(request.user, number, indicator)
    except DataGapError:
        first = first_period_end(installed, asked)
        return page(request, "indicators/indicator", "indicators", {**facts, "waiting": True, "first_ms": first})
    period = _period(request, found)
    values_found = place_values(found, period[1])
    place = request.GET.get("place", found.whole)
    place = place if place in values_found else _usual_place(found, values_found)
    chosen, layer = values_found[place], indicator_map_layer(found, period, here)
    facts |= {
        "figure": _figure(asked, chosen, get_place(place).name, here),
        "selects": _selects(found, values_found, period, place, here),
        "charts": indicator_charts(found, values_found, place, period, here),
        "map": _map(found, layer, period, here),
        "csv_url": reverse("console:indicator_csv", args=[number, indicator]),
        "computed_ms": found.computed_ms,
        "period": period_words(*period, here),
        "credit": CREDIT,
        "table": table_rows(found, values_found, layer, here),
        "hidden": any(value.status == "suppressed" for value in values_found.values()),
    }
    return page(request, "indicators/indicator", "indicators", facts)


@asks("see_indicators")
@map_answer()
def values(request: HttpRequest, number: int, indicator: str) -> str:
    """What each place shows on the map of this indicator: tone and words."""
    _asked(request, number, indicator)
    found = read_indicator(request.user, number, indicator)
    layer = indicator_map_layer(found, _period(request, found), language())
    told = charts.map_json(layer.look, layer.values, language(), layer.suppressed)
    return json.dumps(told, ensure_ascii=False)


@require_GET
@asks("see_indicators")
def table(request: HttpRequest, number: int, indicator: str) -> HttpResponse:
    """The whole table as CSV (UTF-8, comma, decimal point, instants in UTC); suppressed numbers are not in it."""
    _installed, asked = _asked(request, number, indicator)
    found = read_indicator(request.user, number, indicator)
    names = {code: get_place(code).name for code in found.rows["place"].unique()}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for row in found.rows.iter_rows(named=True):
        start, end = (_iso(row[key]) for key in ("period_start", "period_end"))
        kept = (row[key] for key in ("class", "value", "numerator", "denominator", "n"))
        # A name that begins like a formula would be one in a spreadsheet.
        name = f"'{names[row['place']]}" if names[row["place"]].startswith(FORMULA) else names[row["place"]]
        writer.writerow([asked.id, row["place"], name, start, end, *kept, asked.unit, row["status"]])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{asked.id}.csv"'
    return response


def _asked(request: HttpRequest, number: int, indicator: str) -> tuple[InstalledKit, Indicator]:
    installed = installations.get_installation(number)
    accounts.require(request.user, "see_indicators", installed.territory)
    if indicator not in installed.kit.indicators:
        raise NotFound("kit {kit} has no indicator {indicator}", kit=installed.kit.id, indicator=indicator)
    return installed, installed.kit.indicators[indicator]


def _period(request: HttpRequest, found: IndicatorTable) -> tuple[int, int]:
    known = periods(found)
    wanted = request.GET.get("period", "")
    if wanted and not wanted.isdigit():
        raise InputError("{period!r} is no period: choose one of the list", period=wanted)
    return next((period for period in known if str(period[1]) == wanted), known[0])


def _usual_place(found: IndicatorTable, values_found: Any) -> str:
    if found.whole in values_found:
        return found.whole
    return next((code for code, value in values_found.items() if value.status == "ok"), next(iter(values_found)))


def _row(installed: InstalledKit, indicator: Indicator, here: str) -> dict[str, Any]:
    row = {
        "title": indicator.title.say(here),
        "url": reverse("console:indicator", args=[installed.id, indicator.id]),
        "certainty": indicator.evidence.certainty,
        "value": "",
        "place": "",
        "n": None,
        "period": "",
    }
    try:
        found = indicator_table(installed.id, indicator.id)
    except DataGapError:
        return row | {"period": _("the first period is not over yet")}
    newest = periods(found)[0]
    values_found = place_values(found, newest[1])
    row["period"] = period_words(*newest, here)
    whole = values_found.get(found.whole)
    if whole is None:
        zones = sum(1 for value in values_found.values() if value.status == "ok")
        return row | {"value": _("{count} zones with data").format(count=zones)}
    if whole.parts:
        best = max(range(len(whole.parts)), key=lambda index: whole.parts[index])
        share = 100 * whole.parts[best] / (whole.denominator or 1)
        label = indicator_map_layer(found, newest, here).look.classes[best].label
        return row | {"value": _("{share:.0f} % in class “{label}”").format(share=share, label=label), "n": whole.n}
    return row | {"value": value_words(indicator, whole, here), "n": whole.n}


def _figure(indicator: Indicator, chosen: Any, place: str, here: str) -> dict[str, Any]:
    label = place
    if indicator.kind == "days_by_class":
        label = _("{place}: days with a degraded or worse index").format(place=place)
    elif indicator.kind == "population_by_class":
        label = _("{place}: inhabitants in a degraded or worse index").format(place=place)
    return {
        "label": label,
        "words": value_words(indicator, chosen, here),
        "status": chosen.status,
        "numerator": chosen.numerator if indicator.kind == "share_of_subjects" else None,
        "denominator": chosen.denominator if indicator.kind == "share_of_subjects" else None,
        "n": chosen.n,
        "unit": indicator_unit(indicator, here),
        "target": None if indicator.target is None else indicator.target,
    }


def _selects(
    found: IndicatorTable, values_found: Any, period: tuple[int, int], place: str, here: str
) -> list[dict[str, Any]]:
    codes = sorted(values_found, key=lambda code: (code != found.whole, get_place(code).name))
    return [
        {
            "name": "place",
            "label": _("Territory"),
            "options": [{"value": code, "label": get_place(code).name, "selected": code == place} for code in codes],
        },
        {
            "name": "period",
            "label": _("Period"),
            "options": [
                {"value": str(each[1]), "label": period_words(*each, here), "selected": each == period}
                for each in periods(found)
            ],
        },
    ]


def _map(found: IndicatorTable, layer: IndicatorLayer, period: tuple[int, int], here: str) -> dict[str, Any]:
    number, name = found.installed.id, found.indicator.id
    geometry = reverse("console:map_geometry", args=[found.whole])
    query = f"period={period[1]}&language={here}"
    return {
        "name": f"{found.indicator.title.say(here)}, {period_words(*period, here)}",
        "geometry_url": f"{geometry}?by=epci",
        "values_url": f"{reverse('console:indicator_values', args=[number, name])}?{query}",
        "outline_url": f"{geometry}?by=self",
        "legend": charts.legend(layer.look, here, suppressed=bool(layer.suppressed)),
    }


def _iso(instant: int) -> str:
    return datetime.fromtimestamp(instant / 1000, UTC).isoformat().replace("+00:00", "Z")
