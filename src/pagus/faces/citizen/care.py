"""Find care: which care is open when I get there, from a commune or a point; no account, and no search is kept.

Every answer here may be kept by nobody (``Cache-Control: no-store``): where somebody looks for care is health data.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, get_args

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pagus.apps.appointments.queries import Answer, Found, broadband, find_care, first_free, reach_outline
from pagus.apps.care import queries as directory
from pagus.apps.territory.queries import CREDIT, parents
from pagus.engines.access.model import Mode
from pagus.errors import DataGapError
from pagus.faces.citizen.care_form import (
    CARES,
    DECIMALS,
    MINUTES,
    WHENS,
    Asked,
    address_of,
    care_name,
    is_exact,
    read_asked,
    start_in,
    wish_of,
)
from pagus.faces.citizen.care_map import ground_of
from pagus.faces.citizen.care_words import (
    capital,
    card_facts,
    journey,
    mode_name,
    moment_words,
    opening_words,
    when_name,
)
from pagus.faces.citizen.frame import language, page
from pagus.web import charts
from pagus.web.answers import points_json
from pagus.web.middleware import in_words
from pagus.web.security import permissions
from pagus.web.travel_words import travel_words

__all__ = ["area", "points", "private_answer", "show"]

AT_ONCE = 8
"""So many of a list are seen at once; the others open."""
View = Callable[..., HttpResponse]


def private_answer(view: View) -> View:
    """An answer that no cache keeps and no search engine lists; its own script may ask the browser for the position."""

    @wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        response = view(request, *arguments, **named)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers.setdefault("Permissions-Policy", permissions("geolocation"))
        return response

    return answer


@require_safe
@private_answer
def show(request: HttpRequest) -> HttpResponse:
    """Draw the form, and under it the answer once it is known from where."""
    asked, here = read_asked(request.GET), language()
    if is_exact(asked, request.GET):
        return HttpResponseRedirect(f"{reverse('citizen:care')}?{address_of(asked)}")
    facts: dict[str, Any] = {
        "asked": asked,
        "fields": _fields(asked, here),
        "choices": [
            {
                "name": place.name,
                "where": ", ".join(parent.name for parent in parents(place.code, "departement")),
                "query": address_of(asked, start=start_in(place)),
            }
            for place in asked.choices
        ],
        "empty_directory": not directory.freshness() and not directory.facilities(),
        "map": _map(asked),
        "decimals": DECIMALS,
        "credit": CREDIT,
    }
    if asked.is_complete:
        try:
            facts |= _answered(asked, here)
        except DataGapError as error:
            facts |= {"gap": in_words(error), "wider": _wider(asked)}
    return page(request, "care", facts)


@require_safe
@private_answer
def points(request: HttpRequest) -> HttpResponse:
    """What was found, as points for the map: the same question, asked again."""
    asked, here = read_asked(request.GET), language()
    told: list[dict[str, Any]] = []
    if asked.start is not None and (answer := _answer_or_none(asked)) is not None:
        query = address_of(asked)
        parts = (("closed", answer.closed), ("information", answer.unknown), ("good", answer.open))
        told = [
            {
                "lon": found.card.lon,
                "lat": found.card.lat,
                "name": found.card.name,
                "severity": sign,
                "label": _label(found, asked, here),
                "url": f"{reverse('citizen:facility', args=[found.card.code])}?{query}",
            }
            for sign, group in parts
            for found in group
        ]
        told.append(
            {
                "lon": asked.start.lon,
                "lat": asked.start.lat,
                "name": _("from here"),
                "severity": "here",
                "label": asked.start.name,
                "url": "",
            }
        )
    return HttpResponse(points_json(told), content_type="application/json")


@require_safe
@private_answer
def area(request: HttpRequest) -> HttpResponse:
    """How far one gets in that time, as lines for the map."""
    asked = read_asked(request.GET)
    rings: tuple[Any, ...] = ()
    if asked.start is not None and _answer_or_none(asked) is not None:
        rings = reach_outline(wish_of(asked))
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": ring}} for ring in rings
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return HttpResponse(text, content_type="application/json")


def _answer_or_none(asked: Asked) -> Answer | None:
    """The answer; None where the page itself says that no way is known."""
    try:
        return find_care(wish_of(asked))
    except DataGapError:
        return None


def _answered(asked: Asked, here: str) -> dict[str, Any]:
    wish = wish_of(asked)
    answer = find_care(wish)
    free = first_free()
    connection = broadband(asked.start.commune) if asked.start and asked.start.commune else None
    found_by = {"open": answer.open, "unknown": answer.unknown, "closed": answer.closed}
    told = {name: [_row(found, asked, here, free) for found in group] for name, group in found_by.items()}
    rows = [row for group in told.values() for row in group]
    groups = {name: {"first": group[:AT_ONCE], "rest": group[AT_ONCE:]} for name, group in told.items() if group}
    return {
        "groups": groups,
        "answer": answer,
        "how": travel_words(answer.router),
        "headline": _headline(answer, asked, here),
        "any_time": asked.when == "any",
        "left_off": answer.open_count - len(answer.open),
        "old": any(row["old"] for row in rows),
        "simulated": any(row["simulated"] for row in rows),
        "connection": connection,
        "connection_share": None if connection is None else round(connection.share * 100),
        "wider": _wider(asked),
    }


def _row(found: Found, asked: Asked, here: str, free: dict[tuple[str, str], int]) -> dict[str, Any]:
    now_ms = settings.WORKSPACE.clock.now_ms()
    slot_ms = free.get((found.card.code, found.service.service))
    zone = found.card.time_zone
    return {
        **card_facts(found.card, found.service, now_ms, here),
        "url": f"{reverse('citizen:facility', args=[found.card.code])}?{address_of(asked)}",
        "journey": journey(found.minutes, found.km, asked.mode, here),
        "opening": capital(opening_words(found, here, wish_of(asked).opening.day)),
        "slot": "" if slot_ms is None else moment_words(slot_ms, now_ms, zone, here),
    }


def _label(found: Found, asked: Asked, here: str) -> str:
    minutes = max(1, round(found.minutes))
    opening = opening_words(found, here, wish_of(asked).opening.day)
    return _("{minutes} min {mode}; {opening}").format(minutes=minutes, mode=mode_name(asked.mode), opening=opening)


def _headline(answer: Answer, asked: Asked, here: str) -> str:
    care, place = care_name(asked.care, here), asked.start.name if asked.start else ""
    facts = {"count": answer.open_count, "care": care, "place": place, "minutes": asked.within}
    facts["mode"] = mode_name(asked.mode)
    if asked.when == "any":
        return _("{care}: {count} within {minutes} min {mode} (from: {place})").format(**facts)
    words = ngettext(
        "{care}: {count} place open within {minutes} min {mode} (from: {place})",
        "{care}: {count} places open within {minutes} min {mode} (from: {place})",
        answer.open_count,
    )
    return words.format(**facts)


def _wider(asked: Asked) -> list[dict[str, str]]:
    """What to try next when nothing was found."""
    steps = []
    longer = [minutes for minutes in MINUTES if minutes > asked.within]
    if longer:
        label = _("Within {minutes} min").format(minutes=longer[-1])
        steps.append({"label": label, "query": address_of(asked, within=longer[-1])})
    if asked.mode != "car":
        steps.append({"label": _("By car"), "query": address_of(asked, mode="car")})
    if asked.when != "any":
        steps.append({"label": _("At any time"), "query": address_of(asked, when="any")})
    if asked.step_free:
        steps.append({"label": _("Also without step-free access"), "query": address_of(asked, step_free=False)})
    return steps


def _fields(asked: Asked, here: str) -> dict[str, Any]:
    modes: tuple[Mode, ...] = get_args(Mode)
    order = ("foot", "bike", "transit", "car")
    return {
        "cares": [{"value": each, "label": care_name(each, here), "selected": each == asked.care} for each in CARES],
        "whens": [{"value": each, "label": when_name(each), "selected": each == asked.when} for each in WHENS],
        "modes": [
            {"value": each, "label": capital(mode_name(each)), "selected": each == asked.mode}
            for each in order
            if each in modes
        ],
        "minutes": [
            {"value": each, "label": _("{minutes} minutes").format(minutes=each), "selected": each == asked.within}
            for each in MINUTES
        ],
        "point": "" if asked.start is None or not asked.start.is_point else f"{asked.start.lat},{asked.start.lon}",
        "place": "" if asked.start is None or asked.start.is_point else asked.start.commune,
    }


def _map(asked: Asked) -> dict[str, Any]:
    commune = asked.start.commune if asked.start else ""
    around = ground_of(commune) if commune else settings.WORKSPACE.territory
    facts = {
        "name": _("Where the care is"),
        "geometry_url": reverse("citizen:care_ground", args=[around]),
        "legend": charts.Legend(
            title=_("Care"),
            entries=tuple(
                charts.LegendEntry(tone=tone, label=words)
                for tone, words in (
                    ("good", _("open when you arrive")),
                    ("information", _("hours not known")),
                    ("quiet", _("closed then")),
                )
            ),
        ),
    }
    if asked.start is not None:
        query = address_of(asked)
        facts |= {
            "points_url": f"{reverse('citizen:care_points')}?{query}",
            "outline_url": f"{reverse('citizen:care_area')}?{query}",
        }
    return facts
