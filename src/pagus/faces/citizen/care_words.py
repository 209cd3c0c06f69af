"""How facilities, journeys and opening hours are told to people: short, and never surer than the data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pagus.apps.appointments.queries import Found, is_old
from pagus.apps.care.queries import FACILITY_KINDS, SECTORS, SERVICES, FacilityCard, ServiceCard
from pagus.engines.access.hours import WeeklyHours
from pagus.kernel.time import DAY, HOUR, clock_text
from pagus.web.charts import language as written

__all__ = [
    "capital",
    "card_facts",
    "direction",
    "geo_link",
    "journey",
    "language_names",
    "mode_name",
    "opening_words",
    "week_rows",
    "when_name",
]

DIRECTIONS_OF = 8
DAYS_SHOWN = 7


def mode_name(mode: str) -> str:
    """How one goes: on foot, by car."""
    names = {"foot": _("on foot"), "bike": _("by bike"), "transit": _("by public transport"), "car": _("by car")}
    return names.get(mode, mode)


def when_name(when: str) -> str:
    """When it shall be open."""
    return {
        "now": _("Open now, when I get there"),
        "evening": _("Open this evening (18:00 to 22:00)"),
        "saturday_morning": _("Open on Saturday morning (8:00 to 12:00)"),
        "sunday": _("Open on Sunday"),
        "any": _("Any time"),
    }[when]


def journey(minutes: float, km: float, mode: str, language: str) -> str:
    """The journey in short: ``8 min on foot, 0.6 km as the crow flies``."""
    distance = written.number(km, language, 1)
    rounded = max(1, round(minutes))
    return _("{minutes} min {mode}, {distance} km as the crow flies").format(
        minutes=rounded, mode=mode_name(mode), distance=distance
    )


def direction(lon: float, lat: float, to_lon: float, to_lat: float) -> str:
    """Towards where does one go, in words?"""
    words = (
        _("towards the north"), _("towards the north-east"), _("towards the east"), _("towards the south-east"),
        _("towards the south"), _("towards the south-west"), _("towards the west"), _("towards the north-west"),
    )  # fmt: skip
    east, north = (to_lon - lon) * float(np.cos(np.radians(lat))), to_lat - lat
    angle = float(np.degrees(np.arctan2(east, north))) % 360
    return words[round(angle / (360 / DIRECTIONS_OF)) % DIRECTIONS_OF]


def geo_link(card: FacilityCard) -> str:
    """The address that opens the map of a phone at this facility; no other site is asked."""
    return f"geo:{card.lat:.5f},{card.lon:.5f}?q={card.lat:.5f},{card.lon:.5f}"


def language_names(codes: tuple[str, ...]) -> str:
    """Languages, each in its own words: whoever needs one reads that."""
    return ", ".join(str(LANG_INFO[code]["name_local"]) if code in LANG_INFO else code for code in codes)


def opening_words(found: Found, language: str, day: date | None) -> str:
    """When is it open, seen from the arrival: ``open until 19:00``, ``closed then, opens Monday 08:30``?"""
    if found.open is None:
        return _("opening hours not known: call first")
    if day is not None:
        hours = intervals_text(found.service.hours.intervals_on(day))
        return _("that day: {hours}").format(hours=hours)
    if found.open and found.until_ms is None:
        return _("open day and night")
    if found.open and found.until_ms is not None:
        until = written.clock(found.until_ms, found.card.time_zone)
        return _("open when you arrive, until {until}").format(until=until)
    if found.next_ms is None:
        return _("closed when you arrive; no next opening is known")
    opens = moment_words(found.next_ms, found.arrival_ms, found.card.time_zone, language)
    return _("closed when you arrive; opens {opens}").format(opens=opens)


def moment_words(instant: int, now_ms: int, zone: str, language: str) -> str:
    """A coming instant as one says it: the time today, the weekday within a week, else the day."""
    then, today = written.local(instant, zone).date(), written.local(now_ms, zone).date()
    clock = written.clock(instant, zone)
    if then == today:
        return _("today at {time}").format(time=clock)
    if then == today + timedelta(days=1):
        return _("tomorrow at {time}").format(time=clock)
    weekday = written.weekday(instant, language, zone)
    if then < today + timedelta(days=7):
        return _("{weekday} at {time}").format(weekday=weekday, time=clock)
    day = written.day(instant, language, zone)
    return _("{weekday} {day} at {time}").format(weekday=weekday, day=day, time=clock)


def intervals_text(intervals: tuple[tuple[int, int], ...]) -> str:
    """The hours of one day: ``08:30–12:00, 14:00–19:00``, or closed."""
    return ", ".join(f"{clock_text(start)}–{clock_text(end)}" for start, end in intervals) or _("closed")


def week_rows(hours: WeeklyHours, now_ms: int, language: str) -> list[dict[str, Any]]:
    """The coming seven days, each with its hours: other hours and public holidays of these days are in them."""
    today = written.local(now_ms, hours.zone).date()
    rows = []
    for ahead in range(DAYS_SHOWN):
        day, noon_ms = today + timedelta(days=ahead), now_ms + ahead * DAY
        usual = hours.days[day.weekday()] == hours.intervals_on(day)
        rows.append(
            {
                "day": _("today") if ahead == 0 else written.weekday(noon_ms, language, hours.zone),
                "date": written.day(noon_ms, language, hours.zone),
                "hours": intervals_text(hours.intervals_on(day)),
                "other": "" if usual else _("not as usual"),
            }
        )
    return rows


def capital(text: str) -> str:
    """The same words as the beginning of a line."""
    return text[:1].upper() + text[1:]


def step_free_words(card: FacilityCard) -> str:
    """Can one get in without a step?"""
    if card.step_free is None:
        return _("step-free access not known: ask by phone")
    return _("step-free access") if card.step_free else _("no step-free access")


def age_words(card: FacilityCard, today: date) -> str:
    """How old is what is said here?"""
    days = max(0, (today - card.as_of).days)
    if days == 0:
        return _("data of today")
    return ngettext("data {count} day old", "data {count} days old", days).format(count=days)


def card_facts(card: FacilityCard, service: ServiceCard | None, now_ms: int, language: str) -> dict[str, Any]:
    """What every list and page says of a facility."""
    today = written.local(now_ms, settings.TIME_ZONE).date()
    return {
        "code": card.code,
        "name": card.name,
        "kind": FACILITY_KINDS[card.kind].name.say(language),
        "service": SERVICES[service.service].name.say(language) if service else "",
        "sector": SECTORS[service.sector].name.say(language) if service and service.sector in SECTORS else "",
        "address": card.address,
        "phone": card.phone,
        "phone_link": "".join(each for each in card.phone if each in "+0123456789"),
        "step_free": card.step_free,
        "step_free_words": step_free_words(card),
        "languages": language_names(card.languages),
        "simulated": card.simulated,
        "source": _("simulated directory of the demo") if card.simulated else card.source,
        "as_of_ms": (card.as_of - date(1970, 1, 1)).days * DAY + 12 * HOUR,
        "age": age_words(card, today),
        "old": is_old(card, today),
        "needs_broadband": bool(service and service.needs_broadband),
        "inexact": card.point_from == "place",
    }
