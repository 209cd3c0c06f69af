"""What somebody asks of "find care": read from the address, with every word that cannot be used said back to them.

Nothing of it is kept. A point is rounded to three decimals of a degree (about 100 m) wherever it goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, get_args
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from pagus.apps.appointments.queries import Opening, Wish, broadband
from pagus.apps.care.queries import FACILITY_KINDS, SERVICES
from pagus.apps.territory.queries import find_places, get_place, locate
from pagus.engines.access.model import Mode
from pagus.errors import NotFound
from pagus.kernel.places import Place
from pagus.web.charts.language import local
from pagus.web.found_places import LONGEST_SEARCH

__all__ = [
    "CARES",
    "DECIMALS",
    "MINUTES",
    "WHENS",
    "Asked",
    "Start",
    "address_of",
    "care_name",
    "is_exact",
    "read_asked",
    "start_at",
    "start_in",
    "wish_of",
]

DECIMALS = 3
"""Of a degree: about 111 m to the north, 70 to 80 m to the east in France."""
SATURDAY, SUNDAY = 5, 6
MORNING, NOON, EVENING, NIGHT, DAY_MINUTES = 8 * 60, 12 * 60, 18 * 60, 22 * 60, 24 * 60
"""Minutes of the day of "in the morning" and "in the evening": what people call so, no rule of anybody."""
WHENS = ("now", "evening", "saturday_morning", "sunday", "any")
MINUTES = (10, 15, 20, 30, 45, 60)
MOST_CHOICES = 8
BOOTH = "teleconsultation_booth"
CARES = (
    "general_practice", "pharmacy", "emergency", BOOTH, "nursing", "dental", "midwifery", "physiotherapy", "laboratory",
    "imaging", "screening", "vaccination", "mental_health", "psychology", "speech_therapy", "podiatry",
    "medical_specialist", "teleconsultation", "mobile_unit_stop",
)  # fmt: skip
"""What can be looked for: services, and two kinds of facility."""
KINDS = frozenset({BOOTH, "mobile_unit_stop"})
_POINT = re.compile(r"(-?\d{1,3}(?:\.\d{1,12})?),(-?\d{1,3}(?:\.\d{1,12})?)")


@dataclass(frozen=True, slots=True)
class Start:
    """From where: a point, what it is called, and the commune it lies in ("" outside of all)."""

    lon: float
    lat: float
    name: str
    commune: str
    is_point: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The whole question. ``choices``: places among which the reader must choose; ``fault``: what cannot be used."""

    care: str = "general_practice"
    text: str = ""
    start: Start | None = None
    when: str = "now"
    mode: Mode = "foot"
    within: int = 20
    step_free: bool = False
    poor: bool = False
    choices: tuple[Place, ...] = ()
    fault: str = ""

    @property
    def is_complete(self) -> bool:
        """Is there something to answer?"""
        return self.start is not None


def read_asked(query: Mapping[str, str]) -> Asked:
    """What does this address ask? A value that nobody knows is taken as the usual one."""
    when, mode = query.get("when", ""), query.get("by", "")
    within = query.get("within", "")
    usual = Asked()
    asked = Asked(
        care=query.get("care", "") if query.get("care", "") in CARES else usual.care,
        when=when if when in WHENS else usual.when,
        mode=next((known for known in get_args(Mode) if known == mode), usual.mode),
        within=int(within) if within.isascii() and within.isdigit() and int(within[:4]) in MINUTES else usual.within,
        step_free=query.get("step_free") == "on",
        poor=query.get("poor") == "on",
    )
    return _with_start(asked, query)


def wish_of(asked: Asked) -> Wish:
    """The same as a wish: with the clock of the workspace, and what is known of the connection of the commune."""
    if asked.start is None:
        raise NotFound("no place was given to start from")
    connection = broadband(asked.start.commune) if asked.start.commune else None
    return Wish(
        lon=asked.start.lon,
        lat=asked.start.lat,
        service="" if asked.care in KINDS else asked.care,
        kind=asked.care if asked.care in KINDS else "",
        mode=asked.mode,
        within_min=asked.within,
        opening=_opening(asked.when),
        step_free=asked.step_free,
        poor_connection=asked.poor or (connection is not None and not connection.good),
    )


def address_of(asked: Asked, **changes: Any) -> str:
    """The query string that asks the same again, with changes. A point in it is rounded."""
    changed = replace(asked, **changes)
    parts: dict[str, Any] = {"care": changed.care, "when": changed.when, "by": changed.mode, "within": changed.within}
    if changed.start is not None:
        start = changed.start
        parts |= {"at": f"{start.lat},{start.lon}"} if start.is_point else {"place": start.commune}
    parts |= {name: "on" for name, chosen in (("step_free", changed.step_free), ("poor", changed.poor)) if chosen}
    return urlencode(parts, safe=":,")


def is_exact(asked: Asked, query: Mapping[str, str]) -> bool:
    """Does this address hold a point that is finer than it should? Then the page is asked for again, rounded."""
    if asked.start is None or not asked.start.is_point:
        return False
    return query.get("at", "") != f"{asked.start.lat},{asked.start.lon}" and any(
        len(part.partition(".")[2]) > DECIMALS for part in query.get("at", "").split(",")
    )


def care_name(care: str, language: str) -> str:
    """What is this care called?"""
    terms = FACILITY_KINDS if care in KINDS else SERVICES
    return terms[care].name.say(language)


def start_at(lon: float, lat: float) -> Start:
    """A point of the map, rounded, with the commune it lies in."""
    lon, lat = round(lon, DECIMALS), round(lat, DECIMALS)
    commune = locate([lon], [lat])[0] or ""
    name = _("a point in {place}").format(place=get_place(commune).name) if commune else _("a point on the map")
    return Start(lon, lat, name, commune, True)


def start_in(place: Place) -> Start | None:
    """The middle of a commune; None for a place without a point."""
    if place.lon is None or place.lat is None:
        return None
    return Start(place.lon, place.lat, place.name, place.code, False)


def _with_start(asked: Asked, query: Mapping[str, str]) -> Asked:
    """Where from: what was typed goes first, then a place, then a point."""
    text = query.get("q", "")[:LONGEST_SEARCH].strip()
    code, point = query.get("place", ""), query.get("at", "")
    if code:
        try:
            chosen = start_in(get_place(code))
        except NotFound:
            chosen = None
        if chosen is not None and text in ("", chosen.name):
            return replace(asked, start=chosen, text=chosen.name)
    if text:
        return _searched(asked, text)
    if point:
        match = _POINT.fullmatch(point)
        if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
            return replace(asked, fault=_("This is no point: choose it on the map, or write the name of a commune."))
        return replace(asked, start=start_at(float(match[2]), float(match[1])))
    if code:
        return replace(asked, fault=_("No place has this code: write the name of a commune."))
    return asked


def _searched(asked: Asked, text: str) -> Asked:
    # Here first: most people look near where they are.
    here = settings.WORKSPACE.territory
    found = find_places(text, MOST_CHOICES, ("commune",), here) or find_places(text, MOST_CHOICES, ("commune",))
    if not found:
        fault = _("No commune answers to “{text}”. Try the beginning of its name, or its postcode.").format(text=text)
        return replace(asked, text=text, fault=fault)
    named = [each.place for each in found if each.place.name.casefold() == text.casefold()]
    if len(found) == 1 or len(named) == 1:
        place = named[0] if len(named) == 1 else found[0].place
        return replace(asked, start=start_in(place), text=place.name)
    return replace(asked, text=text, choices=tuple(each.place for each in found))


def _opening(when: str) -> Opening:
    now_ms = settings.WORKSPACE.clock.now_ms()
    here = local(now_ms, settings.TIME_ZONE)
    today, minute = here.date(), here.hour * 60 + here.minute
    if when == "now":
        return Opening("leave", now_ms)
    if when == "evening":
        if minute >= NIGHT:
            return Opening("stretch", now_ms, today + timedelta(days=1), EVENING, NIGHT)
        return Opening("stretch", now_ms, today, max(EVENING, minute), NIGHT)
    if when == "saturday_morning":
        first = today if minute < NOON else today + timedelta(days=1)
        start = max(MORNING, minute) if first == today and first.weekday() == SATURDAY else MORNING
        return Opening("stretch", now_ms, _next(first, SATURDAY), start, NOON)
    if when == "sunday":
        return Opening("stretch", now_ms, _next(today, SUNDAY), minute if today.weekday() == SUNDAY else 0, DAY_MINUTES)
    return Opening("any", now_ms)


def _next(day: date, weekday: int) -> date:
    """The first such day of the week, this one included."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
