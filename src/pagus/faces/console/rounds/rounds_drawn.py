"""Plans of rounds as a page shows them: a drawn map, a timetable for each round, and who is not seen, with why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pagus.apps.access.lab import Lab
from pagus.apps.rounds.days import CUT, DayPlan
from pagus.apps.rounds.weeks import WeekPlan
from pagus.apps.territory.queries import geojson, get_place, places_within
from pagus.engines.access.rounds import Round
from pagus.faces.console.access.access_words import digits_of, unit_words
from pagus.kernel.time import clock_text
from pagus.web import charts
from pagus.web.charts.language import number

__all__ = ["day_facts", "reason_words", "week_facts"]


def day_facts(found: DayPlan, here: str) -> dict[str, Any]:
    """The plan of a day, by template name."""
    plan, day = found.plan, found.day
    asked = {visit.name: visit for visit in day.visits}
    cards = [
        _card(at, _("Nurse {number}").format(number=each.nurse), each, found.places, here, named=True)
        for at, each in enumerate(plan.rounds, start=1)
    ]
    unserved = [
        {
            "name": each.visit,
            "place": get_place(asked[each.visit].place).name,
            "why": reason_words(each.reason, each.extra_s, here),
        }
        for each in plan.unserved
    ]
    titles = [_("Nurse {number}").format(number=each.nurse) for each in plan.rounds]
    return {
        "planned": True,
        "cards": cards,
        "unserved": unserved,
        "served": len(day.visits) - len(unserved),
        "asked": len(day.visits),
        "simulated": any(visit.simulated for visit in day.visits),
        "total": _total(plan.rounds, here),
        "picture": _picture(day.territory, plan.rounds, titles, found.places, here),
        "ways": _ways(straight=found.straight),
        "cut": CUT in plan.words,
        "iterations": plan.iterations,
    }


def week_facts(lab: Lab, found: WeekPlan, here: str) -> dict[str, Any]:
    """The plan of a week, by template name."""
    plan = found.plan
    days = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday")]
    titles = [days[int(each.nurse)] for each in plan.rounds]
    cards = [
        _card(at, title, each, found.places, here, named=False)
        for at, (title, each) in enumerate(zip(titles, plan.rounds, strict=True), start=1)
    ]
    people = max(found.people, 1.0)
    reasons = {
        "no-way": _("no way leads there and back"),
        "window": _("too far for a session within the hours"),
        "full": _("no room is left in the week"),
        "nothing": _("a stop there would add nothing now"),
    }
    return {
        "planned": True,
        "cards": cards,
        "total": _total(plan.rounds, here),
        "before": number(plan.worth_before / people * lab.scale, here, digits_of(lab) + 1),
        "after": number(plan.worth_after / people * lab.scale, here, digits_of(lab) + 1),
        "unit": unit_words(lab),
        "near": number(found.short_near, here, 0),
        "gains": [
            {"rank": at, "name": get_place(found.places[place]).name, "gain": _gain(lab, gain, here)}
            for at, (place, gain) in enumerate(plan.gains, start=1)
        ],
        "left_out": [
            {"name": get_place(found.places[place]).name, "why": reasons[why]} for place, why in plan.left_out
        ],
        "simulated": lab.simulated,
        "picture": _picture(lab.territory, plan.rounds, titles, found.places, here),
        "ways": _ways(straight=found.straight),
        "cut": bool(found.week.cut),
    }


def reason_words(reason: str, extra_s: int | None, here: str) -> str:
    """Why is somebody not seen?"""
    return {
        "skill": _("no nurse has the skill that is asked for"),
        "no-way": _("no way leads there and back"),
        "window": _("it fits in nobody’s day, even alone: the way is too long for its hours"),
        "pair": _("the visit it belongs with cannot be made"),
        "full": _("no room is left in anybody’s day"),
        "priority": _("it would cost {minutes} more minutes of way, more than it is worth").format(
            minutes=number((extra_s or 0) / 60, here, 0)
        ),
    }[reason]


def _gain(lab: Lab, gain: float, here: str) -> str:
    if lab.unit == "acts_per_year":
        return _("{value} consultations a year reach those short of care").format(value=number(gain, here, 0))
    return _("{value} full-time equivalents reach those short of care").format(value=number(gain, here, 3))


def _card(at: int, title: str, held: Round, places: Sequence[str], here: str, *, named: bool) -> dict[str, Any]:
    stops = []
    count = 0
    for stop in held.stops:
        count += stop.visit is not None
        stops.append(
            {
                "mark": f"{at}{_letter(count)}" if stop.visit is not None else "",
                "name": _("Lunch") if stop.visit is None else stop.visit if named else "",
                "place": get_place(places[stop.place]).name,
                "arrival": clock_text(stop.arrival // 60),
                "start": clock_text(stop.start // 60),
                "end": clock_text(stop.end // 60),
                "wait": _minutes(stop.wait_s, here) if stop.wait_s >= 60 else "",
                "way": _way(stop.travel_s, stop.metres, here) if stop.travel_s else "–",
                "lunch": stop.visit is None,
            }
        )
    return {
        "title": title,
        "at": at,
        "tone": (at - 1) % charts.ROUTE_TONES + 1,
        "depart": clock_text(held.depart // 60),
        "back": clock_text(held.back // 60),
        "stops": stops,
        "visits": ngettext("{count} stop", "{count} stops", count).format(count=count),
        "way": _way(held.travel_s, held.metres, here),
        "way_back": _way(held.back_travel_s, held.back_metres, here),
        "wait": _minutes(held.wait_s, here) if held.wait_s >= 60 else "",
    }


def _total(rounds: Sequence[Round], here: str) -> str:
    known = [each.metres for each in rounds]
    metres = None if any(each is None for each in known) else sum(each for each in known if each is not None)
    return _way(sum(each.travel_s for each in rounds), metres, here)


def _way(seconds: int, metres: int | None, here: str) -> str:
    minutes = _minutes(seconds, here)
    return minutes if metres is None else f"{minutes}, {number(metres / 1000, here, 1)}\u00a0km"


def _minutes(seconds: int, here: str) -> str:
    whole = round(seconds / 60)
    if whole < 60:
        return f"{number(whole, here, 0)}\u00a0min"
    return f"{whole // 60}\u00a0h\u00a0{whole % 60:02d}"


def _letter(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26)


def _ways(*, straight: bool) -> str:
    if straight:
        return _("Ways are straight lines times a detour: no streets are loaded here.")
    return _("Ways follow the streets of OpenStreetMap by car.")


def _picture(territory: str, rounds: Sequence[Round], titles: Sequence[str], places: Sequence[str], here: str) -> str:
    """The communes, a line for each round, and a mark at each stop."""
    inside = places_within(territory)
    spots: dict[int, charts.Spot] = {}
    routes = []
    for at, (held, title) in enumerate(zip(rounds, titles, strict=True), start=1):
        line, count = [], 0
        for stop in held.stops:
            place = get_place(places[stop.place])
            line.append((float(place.lon or 0), float(place.lat or 0)))
            if stop.visit is not None:
                count += 1
                mark = f"{at}{_letter(count)}"
                spots.setdefault(stop.place, charts.Spot(*line[-1], mark, f"{title}, {mark}: {place.name}", at))
        routes.append((line, title, at))
    base = get_place(places[0])
    home = (float(base.lon or 0), float(base.lat or 0))
    return charts.place_map(
        charts.PlaceMap(
            setting=charts.Setting(identifier="rounds-picture", language=here),
            title=_("The rounds on the map"),
            description=_("The timetables say the same."),
            geojson=geojson(list(inside), tolerance_deg=0.003),
            tones=dict.fromkeys(inside, "plain"),
            routes=tuple(charts.Route((home, *line, home), title, at) for line, title, at in routes),
            spots=(*spots.values(), charts.Spot(*home, "•", base.name)),
        )
    )
