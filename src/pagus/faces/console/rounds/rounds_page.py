"""Plan rounds: tomorrow's visits of nurses, and the week of a mobile unit. Nothing that is sent here is kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pagus.apps.access.lab import PROFESSIONS, open_lab
from pagus.apps.accounts import queries as accounts
from pagus.apps.people import queries as people
from pagus.apps.rounds.days import Day, plan_day
from pagus.apps.rounds.visits import MOST_VISITS, AskedVisit, example_visits, read_visits
from pagus.apps.rounds.weeks import Week, plan_week
from pagus.apps.territory.queries import get_place, places_within
from pagus.errors import DataGapError, InputError
from pagus.faces.console.access.access_words import profession_options
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.rounds.rounds_drawn import day_facts, week_facts
from pagus.kernel.time import read_clock
from pagus.web.middleware import in_words

__all__ = ["show", "show_unit"]

PURPOSE = "rounds"


@require_http_methods(["GET", "POST"])
@asks("see_places")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the question about tomorrow's visits, and the plan once it is asked for."""
    here = language()
    given: QueryDict = request.POST if request.method == "POST" else request.GET
    place = _territory(request, given)
    may_see = accounts.may(request.user, "see_person", place)
    facts: dict[str, Any] = _shared(given, place, "rounds") | {"may_see": may_see}
    facts["form"] |= {
        "nurses": given.get("nurses") or "3",
        "skilled": given.get("skilled") or "",
        "lunch": [
            {
                "value": "on",
                "label": _("45 minutes of lunch, begun between 11:30 and 13:30"),
                "selected": "lunch" in given or "plan" not in given,
            }
        ],
    }
    if "plan" in given:
        try:
            visits = _visits(request, given, place, may_see=may_see)
            facts |= day_facts(plan_day(_day(given, place, visits)), here)
        except (InputError, DataGapError) as error:
            facts["fault"] = in_words(error)
    return page(request, "rounds/rounds", "access", facts)


@require_GET
@asks("see_places")
def show_unit(request: HttpRequest) -> HttpResponse:
    """Draw the question about a mobile unit's week, and the plan once it is asked for."""
    here, given = language(), request.GET
    place = _territory(request, given)
    profession = given.get("profession") or "nursing"
    facts: dict[str, Any] = _shared(given, place, "rounds_unit")
    facts["professions"] = profession_options(profession, here)
    facts["form"] |= {
        "stops": given.get("stops") or "2",
        "session": given.get("session") or "120",
        "staff": given.get("staff") or "1",
    }
    if "plan" in given:
        try:
            if profession not in PROFESSIONS:
                raise InputError("{profession} is no profession of the access lab", profession=profession)
            lab = open_lab(place, profession)
            facts |= week_facts(lab, plan_week(lab, _week(given, place)), here)
        except (InputError, DataGapError) as error:
            facts["fault"] = in_words(error)
    return page(request, "rounds/rounds_unit", "access", facts)


def _territory(request: HttpRequest, given: QueryDict) -> str:
    mine = accounts.territories(request.user, "see_places")
    place = get_place(given.get("place") or (mine[0] if mine else settings.WORKSPACE.territory)).code
    accounts.require(request.user, "see_places", place)
    return place


def _shared(given: QueryDict, place: str, view: str) -> dict[str, Any]:
    """What both pages ask: from where, within which hours, and who is cut off."""
    communes = sorted((get_place(code) for code in places_within(place)), key=lambda each: each.name)
    largest = max(communes, key=lambda each: each.population or 0).code if communes else ""
    base, cut = given.get("base") or largest, set(given.getlist("cut"))
    return {
        "territory": get_place(place),
        "place": place,
        "tabs": [
            {
                "label": _("Visits of nurses"),
                "url": f"{reverse('console:rounds')}?place={place}",
                "current": view == "rounds",
            },
            {
                "label": _("Week of a mobile unit"),
                "url": f"{reverse('console:rounds_unit')}?place={place}",
                "current": view == "rounds_unit",
            },
        ],
        "placing_url": f"{reverse('console:placing')}?place={place}",
        "bases": [{"value": each.code, "label": each.name, "selected": each.code == base} for each in communes],
        "cuts": [{"value": each.code, "label": each.name, "selected": each.code in cut} for each in communes],
        "cut_open": bool(cut),
        "form": {"from": given.get("from") or "07:00", "to": given.get("to") or "19:00"},
    }


def _visits(request: HttpRequest, given: QueryDict, place: str, *, may_see: bool) -> tuple[AskedVisit, ...]:
    upload = request.FILES.get("file") if request.method == "POST" else None
    if upload is not None:
        return read_visits(upload.read(), place)
    if given.get("plan") == "table":
        raise InputError("choose a table of visits first")
    if not may_see:
        raise InputError("your role sees no people: bring a table of visits")
    inside = people.visible_within(request.user, places_within(place))
    visits = example_visits(people.read_people(request.user, PURPOSE, inside[:MOST_VISITS]))
    if not visits:
        raise InputError("there is no virtual patient here: bring a table of visits")
    return visits


def _day(given: QueryDict, place: str, visits: tuple[AskedVisit, ...]) -> Day:
    nurses = _whole(given.get("nurses") or "3")
    return Day(
        territory=place,
        visits=visits,
        base=_commune(given, place),
        nurses=nurses,
        skilled=_whole(given["skilled"]) if given.get("skilled") else nurses,
        shift=(_clock(given.get("from") or "07:00"), _clock(given.get("to") or "19:00")),
        lunch="lunch" in given,
        cut=_cut(given, place),
    )


def _week(given: QueryDict, place: str) -> Week:
    return Week(
        base=_commune(given, place),
        stops=_whole(given.get("stops") or "2"),
        session_min=_whole(given.get("session") or "120"),
        staff=_whole(given.get("staff") or "1"),
        shift=(_clock(given.get("from") or "08:00"), _clock(given.get("to") or "17:00")),
        cut=_cut(given, place),
    )


def _commune(given: QueryDict, place: str) -> str:
    inside = places_within(place)
    base = given.get("base") or max(inside, key=lambda code: get_place(code).population or 0)
    if base not in inside:
        raise InputError("choose a commune of this territory to start from")
    return base


def _cut(given: QueryDict, place: str) -> frozenset[str]:
    return frozenset(given.getlist("cut")) & frozenset(places_within(place))


def _whole(text: str) -> int:
    if not text.strip().isdigit() or len(text) > 6:
        raise InputError("{value!r} is no whole number", value=text[:40])
    return int(text)


def _clock(text: str) -> int:
    minute = read_clock(text)
    if minute is None:
        raise InputError("write clock times as 08:30")
    return minute
