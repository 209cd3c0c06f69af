"""The pages of the gallery. Nothing here reads the workspace: all content is invented."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from pagus.faces.gallery.example_charts import all_charts, care_map, sparklines
from pagus.faces.gallery.example_content import content
from pagus.faces.gallery.example_handover import handover
from pagus.faces.gallery.example_series import NOW
from pagus.faces.gallery.example_territory import places
from pagus.faces.gallery.example_texts import TEXTS
from pagus.kit_language.model import LANGUAGES
from pagus.web.charts.language import number

HERE = Path(__file__).resolve().parent
COMPONENTS = HERE.parents[1] / "web" / "components"
GROUPS: dict[str, tuple[str, ...]] = {
    "foundations": ("page_head", "breadcrumbs", "section"),
    "marks": ("severity", "status", "certainty", "weight", "simulated", "icon"),
    "messages": ("notice", "error_summary", "empty_state", "progress"),
    "lists": ("worklist", "task_list", "summary_list", "timeline", "table", "pagination"),
    "figures": ("key_figures", "figure", "figure_source", "stream_tile"),
    "charts": ("chart", "legend"),
    "maps": ("map",),
    "forms": ("field_text", "field_number", "field_select", "field_radios", "field_datetime", "dialog"),
    "questionnaires": ("form_questions", "form_results"),
    "navigation": ("selector_bar", "place_search", "filters", "disclosure", "fold"),
    "together": ("handover_sheet", "handover_answer_form", "call_room"),
    "kits": ("kit_card", "rule_card", "parameter_layers"),
}
PAGES = ("today", "alert", "place")

View = Callable[..., HttpResponse]


def in_language(view: View) -> View:
    """Let ``?language=`` choose the language of one page, for looking at all three side by side."""

    @wraps(view)
    def wrapped(request: HttpRequest, **arguments: Any) -> HttpResponse:
        wanted = request.GET.get("language", "")
        if wanted not in LANGUAGES:
            return view(request, **arguments)
        with translation.override(wanted):
            answer = view(request, **arguments)
        patch_vary_headers(answer, ("Accept-Language", "Cookie"))
        return answer

    return wrapped


def _language() -> str:
    return (translation.get_language() or "en")[:2]


def _frame(request: HttpRequest, current: str) -> dict[str, Any]:
    language = _language()
    words: dict[str, Any] = {key.replace("-", "_"): text.say(language) for key, text in TEXTS.items()}
    words["place_columns"] = [words["place"], words["population"], words["map_unit"]]
    kept = request.GET.urlencode()
    suffix = f"?{kept}" if kept else ""
    groups = [
        {"url": reverse("gallery:group", args=[name]) + suffix, "label": words[name], "current": name == current}
        for name in GROUPS
    ]
    pages = [
        {
            "url": reverse("gallery:page", args=[name]) + suffix,
            "label": words[f"page_{name}"],
            "current": f"page_{name}" == current,
        }
        for name in PAGES
    ]
    theme = request.GET.get("theme", "")
    return {
        "words": words,
        "gallery_navigation": groups + pages,
        "navigation": [{"url": reverse("gallery:index") + suffix, "label": words["gallery"], "current": True}],
        "territory_name": words["territory"],
        "home_url": reverse("gallery:index") + suffix,
        "theme": theme if theme in {"light", "dark"} else "",
        "now_ms": NOW,
        "clock_simulated": True,
    }


def _example(name: str) -> dict[str, str]:
    partial = COMPONENTS / f"{name}.html"
    comment = ""
    if partial.exists():
        found = re.search(r"{% comment %}\n(.*?)\n?{% endcomment %}", partial.read_text(encoding="utf-8"), re.DOTALL)
        comment = found[1] if found else ""
    source = (HERE / "templates" / "gallery" / "examples" / f"{name}.html").read_text(encoding="utf-8")
    return {
        "name": name,
        "comment": comment,
        "template": f"gallery/examples/{name}.html",
        "code": re.sub(r"{% load [^%]*%}\n?", "", source).strip(),
    }


@in_language
def index(request: HttpRequest) -> HttpResponse:
    """What is in the gallery?"""
    groups = [
        {"name": TEXTS[name].say(_language()), "url": reverse("gallery:group", args=[name]), "parts": parts}
        for name, parts in GROUPS.items()
    ]
    return render(request, "gallery/index.html", {**_frame(request, ""), "groups": groups})


@in_language
def group(request: HttpRequest, name: str) -> HttpResponse:
    """How do the components of this group look, and what do they need?"""
    if name not in GROUPS:
        raise Http404(name)
    language = _language()
    _, legend, told = care_map(language)
    drawn = all_charts(language) if name in {"charts", "together"} else {}
    context = {
        **_frame(request, name),
        "title": TEXTS[name].say(language),
        "examples": [_example(part) for part in GROUPS[name]],
        "has_map": name == "maps",
        "has_people": name == "together",
        "charts": drawn,
        "handover": handover(language, drawn) if name == "together" else {},
        "sparks": sparklines(language) if name == "figures" else {},
        "legend": legend,
        "place_rows": _place_rows(language, told),
        "paged": Paginator(range(214), 20).page(3),
        **content(language),
    }
    return render(request, "gallery/group.html", context)


@in_language
def page(request: HttpRequest, name: str) -> HttpResponse:
    """How do the components make a whole page?"""
    if name not in PAGES:
        raise Http404(name)
    language = _language()
    _, legend, told = care_map(language)
    frame = _frame(request, f"page_{name}")
    words = frame["words"]
    sections = (("today", 0), ("alerts", 4), ("people", 0), ("map", 0), ("indicators", 0), ("kits", 0))
    current = {"today": "today", "alert": "alerts", "place": "map"}[name]
    context = {
        **frame,
        "navigation": [
            {"url": "#", "label": words[key], "current": key == current, "count": count} for key, count in sections
        ],
        "account": {"name": "A. Exemple", "role": words["nurse"], "url": "#"},
        "charts": all_charts(language),
        "sparks": sparklines(language),
        "legend": legend,
        "place_rows": _place_rows(language, told),
        **content(language),
    }
    return render(request, f"gallery/pages/{name}.html", context)


def _place_rows(language: str, told: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    def order(place: dict[str, Any]) -> tuple[bool, float]:
        hidden = told[place["code"]][0] in {"no-data", "suppressed"}
        return (hidden, place["value"] or 0.0)

    unit = TEXTS["map_unit"].say(language)
    return [
        (place["name"], number(place["population"], language), told[place["code"]][1].removesuffix(unit).strip())
        for place in sorted(places(), key=order)
    ]


def geometry(request: HttpRequest) -> JsonResponse:
    """The invented territory as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": {
                **{key: place[key] for key in ("code", "name", "population")},
                "url": reverse("gallery:page", args=["place"]),
            },
            "geometry": place["geometry"],
        }
        for place in places()
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


@in_language
def values(request: HttpRequest) -> JsonResponse:
    """The invented values as map.js reads them."""
    return JsonResponse(care_map(_language())[2])


@in_language
def stations(request: HttpRequest) -> JsonResponse:
    """Three invented stations, each with its state."""
    language = _language()
    spots = (("warning", 7.4, 48.7, "alert_3"), ("good", 7.55, 48.6, "fair"), ("critical", 7.3, 48.58, "alert_1"))
    features = [
        {
            "type": "Feature",
            "properties": {
                "name": f"{TEXTS['station'].say(language)} {index}",
                "severity": severity,
                "label": TEXTS[key].say(language),
                "url": reverse("gallery:page", args=["alert"]),
            },
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        }
        for index, (severity, longitude, latitude, key) in enumerate(spots, 1)
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})
