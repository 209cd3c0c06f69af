"""What the lab has found, as a file: CSV, GeoJSON, PDF. Each says its date, method, sources and licence."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.access.draft import after
from pagus.apps.access.edits import plain_edits
from pagus.apps.access.outcome import Outcome, cut_points, outcome_of
from pagus.apps.access.page_data import cell_shapes
from pagus.apps.territory.queries import CREDIT, geojson, get_place
from pagus.faces.console.access.access_asked import Asked, asked_of, opened
from pagus.faces.console.access.access_page import figures, place_row, sources
from pagus.faces.console.access.access_words import (
    access_map,
    edit_sentences,
    method_title,
    profession_name,
    router_words,
    threshold_words,
    unit_words,
)
from pagus.faces.console.frame import asks, language
from pagus.web import charts
from pagus.web.charts.language import day
from pagus.web.pdf import compile_pdf

__all__ = ["as_csv", "as_geojson", "as_pdf", "attached", "day_of_now"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    *("place", "name", "people", "access_today", "access_scenario", "change", "unit", "territory", "scenario"),
    *("profession", "method", "method_certainty", "travel", "computed", "simulated", "sources", "licence"),
)


@require_GET
@asks("see_places")
def as_csv(request: HttpRequest) -> HttpResponse:
    """The access of each commune as CSV (UTF-8, comma, decimal point); each row says what it is made of."""
    asked, outcome = _outcome(request)
    lab, facts = outcome.lab, _facts(asked, outcome)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    made_of = (
        *(lab.unit, lab.territory, _safe(facts["scenario"]), lab.profession, lab.method.id, lab.method.certainty),
        *(lab.pairs.router, facts["computed"], str(lab.simulated).lower(), "; ".join(facts["sources"]), CREDIT),
    )
    for place in outcome.places:
        was, now = (None if each is None else each * lab.scale for each in (place.before, place.after))
        change = None if was is None or now is None else now - was
        numbers = ("" if each is None else f"{each:.10g}" for each in (place.people, was, now, change))
        writer.writerow([place.code, _safe(place.name), *numbers, *made_of])
    return attached(text.getvalue().encode(), "text/csv; charset=utf-8", _name(asked, "csv"))


@require_GET
@asks("see_places")
def as_geojson(request: HttpRequest) -> HttpResponse:
    """The communes, or with ``by=cell`` the cells, with their access as GeoJSON, and what they are made of."""
    asked, outcome = _outcome(request)
    drawn = _cells_drawn(outcome) if request.GET.get("by") == "cell" else _communes_drawn(outcome)
    drawn["metadata"] = _facts(asked, outcome) | {"unit": outcome.lab.unit, "edits": plain_edits(outcome.edits)}
    text = json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))
    return attached(text.encode(), "application/geo+json", _name(asked, "geojson"))


def _communes_drawn(outcome: Outcome) -> dict[str, Any]:
    scale = outcome.lab.scale
    properties = {
        place.code: {
            "people": place.people,
            "access_today": None if place.before is None else place.before * scale,
            "access_scenario": None if place.after is None else place.after * scale,
        }
        for place in outcome.places
    }
    codes = [place.code for place in outcome.places]
    drawn: dict[str, Any] = json.loads(geojson(codes, detail="full", properties=properties))
    return drawn


def _cells_drawn(outcome: Outcome) -> dict[str, Any]:
    lab = outcome.lab
    draft = after(lab, outcome.edits)
    then = draft.scores().access
    drawn = cell_shapes(lab)
    for feature in drawn["features"]:
        at = int(feature["properties"]["code"])
        feature["properties"] = {
            "cell": lab.area.demand.points.ids[at],
            "place": lab.area.codes[lab.area.place[at]],
            "people": float(draft.people[at]),
            "access_today": float(lab.today.access[at]) * lab.scale,
            "access_scenario": float(then[at]) * lab.scale,
        }
    return drawn


@require_GET
@asks("see_places")
def as_pdf(request: HttpRequest) -> HttpResponse:
    """The outcome on paper: what changes, the figures, the map, who gains and who loses, what it rests on."""
    asked, outcome = _outcome(request)
    here, lab = language(), outcome.lab
    look = access_map(outcome, cut_points(outcome))
    rows = {name: [place_row(lab, place, here) for place in found] for name, found in _extremes(outcome).items()}
    facts = {
        "language": here,
        "title": _("Access to care: {profession}").format(profession=profession_name(lab.profession, here)),
        "place": get_place(lab.territory).name,
        "scenario": _scenario_name(asked),
        "day": day_of_now(here),
        "unit": unit_words(lab),
        "changes": edit_sentences(lab, outcome.edits, here),
        "figures": figures(outcome, here),
        "legend": [[charts.PRINTED[entry.tone], entry.label] for entry in charts.legend(look, here).entries],
        "legend_title": charts.legend(look, here).title,
        **rows,
        "simulated": _("Simulated supply: not real practices") if lab.simulated else "",
        "notes": notes(outcome, here),
        "sources": [f"{each['what']}: {each['source']} {each['as_of']}" for each in sources(lab, here)],
        "credit": CREDIT,
        "words": {
            "changes": _("What changes"),
            "no_changes": _("Nothing: this is today."),
            "today": _("today"),
            "winners": _("Who gains most"),
            "losers": _("Who loses most"),
            "nobody": _("nobody by more than one per cent"),
            "notes": _("What this rests on"),
            "sources": _("Sources"),
            "map": _("Access by commune"),
        },
    }
    made = compile_pdf("access_lab", facts, {"map": drawn_map(outcome, look, here)})
    return attached(made, "application/pdf", _name(asked, "pdf"))


def drawn_map(outcome: Outcome, look: charts.ClassedMap, here: str, marked: frozenset[str] = frozenset()) -> str:
    """The map of an outcome for paper."""
    lab = outcome.lab
    tones = {
        place.code: "no-data" if place.after is None else look.tone(place.after * lab.scale) for place in outcome.places
    }
    return charts.place_map(
        charts.PlaceMap(
            setting=charts.Setting(identifier="map", language=here),
            title=_("Access by commune"),
            description=_("The table says the same."),
            geojson=geojson(list(tones), detail="full", tolerance_deg=0.002),
            tones=tones,
            marked=marked,
            printed=True,
        )
    )


def notes(outcome: Outcome, here: str) -> list[str]:
    """What must be known beside the figures."""
    lab = outcome.lab
    told = [
        _("Method: {method}. {note}").format(
            method=method_title(lab, here), note=lab.method.note.get(here, lab.method.note["en"])
        ),
        _("Ways: {router}.").format(router=router_words(lab, here)),
        _("Short of care: {words}.").format(words=threshold_words(outcome, here)),
        _("Everybody counts the same, whatever their age: no age table was imported.")
        if not lab.area.weighted
        else _("People are weighted by how much care their ages need."),
        _("Neighbours within reach are counted too, across every border inside the country; not beyond it."),
    ]
    if outcome.after.remote_share > 0:
        told.append(_("Care by remote doctors is counted: local access rises without local doctors."))
    return told


def day_of_now(here: str) -> str:
    """Today by the clock of the workspace."""
    return day(settings.WORKSPACE.clock.now_ms(), here, settings.TIME_ZONE, year=True)


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _outcome(request: HttpRequest) -> tuple[Asked, Outcome]:
    asked = asked_of(request)
    lab, edits = opened(asked)
    return asked, outcome_of(lab, edits)


def _extremes(outcome: Outcome) -> dict[str, Any]:
    return {"winners": outcome.winners(10), "losers": outcome.losers(10)}


def _scenario_name(asked: Asked) -> str:
    return asked.scenario.name if asked.scenario is not None else _("unsaved scenario") if asked.raw else _("today")


def _facts(asked: Asked, outcome: Outcome) -> dict[str, Any]:
    lab = outcome.lab
    computed = datetime.fromtimestamp(settings.WORKSPACE.clock.now_ms() / 1000, UTC)
    dated = [f"{each.what}: {each.source} {each.as_of or ''}".strip() for each in lab.sources]
    return {
        "territory": lab.territory,
        "scenario": asked.scenario.name if asked.scenario is not None else "",
        "profession": lab.profession,
        "method": lab.method.id,
        "method_certainty": lab.method.certainty,
        "method_source": lab.method.source,
        "travel": lab.pairs.router,
        "computed": computed.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "simulated": lab.simulated,
        "sources": dated,
        "licence": CREDIT,
    }


def _name(asked: Asked, ending: str) -> str:
    place = asked.place.replace(":", "-")
    return f"access-{place}-{asked.profession.replace('_', '-')}.{ending}"


def _safe(name: str) -> str:
    """A name that begins like a formula would be one in a spreadsheet."""
    return f"'{name}" if name.startswith(FORMULA) else name
