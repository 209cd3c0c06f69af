"""The public page of a facility: what it gives, when it is open, how to get in and there, which slots are free."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pagus.apps.appointments.queries import FreeSlot, distance_km, free_slots, router_from
from pagus.apps.care import queries as directory
from pagus.apps.care.queries import SERVICES, FacilityCard, ServiceCard
from pagus.apps.territory.queries import get_place
from pagus.engines.access.model import Mode, Points
from pagus.errors import DataGapError, NotFound
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.care_form import Start, address_of, is_exact, read_asked
from pagus.faces.citizen.care_words import capital, card_facts, direction, geo_link, journey, moment_words, week_rows
from pagus.faces.citizen.frame import language, page
from pagus.kernel.time import DAY
from pagus.web.charts import language as written
from pagus.web.travel_words import travel_words

__all__ = ["show"]

SLOTS_AHEAD_MS = 21 * DAY
MOST_SLOTS, DAYS_AT_ONCE = 200, 4
MODES: tuple[Mode, ...] = ("foot", "bike", "transit", "car")
FARTHEST_MIN = 120.0


@require_safe
@private_answer
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the page; where the address says from where somebody comes, also how long that takes."""
    card, here = directory.facility(code), language()
    now_ms = settings.WORKSPACE.clock.now_ms()
    asked = read_asked(request.GET)
    if is_exact(asked, request.GET):
        return HttpResponseRedirect(f"{reverse('citizen:facility', args=[code])}?{address_of(asked)}")
    slots = free_slots([code], to_ms=now_ms + SLOTS_AHEAD_MS, most=MOST_SLOTS)
    facts = {
        "card": card_facts(card, None, now_ms, here),
        "place": "" if _place_name(card) in card.address else _place_name(card),
        "closed_for_good": card.closed_on,
        "services": _services(card, slots, asked.care if asked.start else "", now_ms, here),
        "people": _people(card, here),
        "website": card.website if card.website.startswith(("https://", "http://")) else "",
        "geo": geo_link(card),
        "point": f"{card.lat:.5f}, {card.lon:.5f}",
        "journeys": _journeys(asked.start, card, now_ms, here) if asked.start else [],
        "start": asked.start,
        "toward": direction(asked.start.lon, asked.start.lat, card.lon, card.lat) if asked.start else "",
        "back": f"{reverse('citizen:care')}?{address_of(asked)}" if asked.start else reverse("citizen:care"),
        "query": address_of(asked) if asked.start else "",
    }
    return page(request, "facility", facts)


def _place_name(card: FacilityCard) -> str:
    try:
        return get_place(card.place).name
    except NotFound:
        return ""


def _services(
    card: FacilityCard, slots: tuple[FreeSlot, ...], care: str, now_ms: int, here: str
) -> list[dict[str, Any]]:
    """Each service with its hours and free slots; what was looked for stands first, with its week open."""
    ordered = sorted(card.services, key=lambda each: each.service != care)
    told = []
    for number, service in enumerate(ordered):
        days = _days([slot for slot in slots if slot.service == service.service], card, here)
        shown = {"days": days[:DAYS_AT_ONCE], "later": days[DAYS_AT_ONCE:], "unfolded": number == 0}
        told.append(_service(service, now_ms, here) | shown)
    return told


def _service(service: ServiceCard, now_ms: int, here: str) -> dict[str, Any]:
    hours = service.hours
    state, words = "", _("opening hours not known: call first")
    if hours.known:
        closes, opens = hours.closing(now_ms), hours.next_opening(now_ms)
        if hours.open_at(now_ms):
            state = "open"
            words = _("open day and night")
            if closes is not None:
                words = _("open now, until {until}").format(until=written.clock(closes, hours.zone))
        elif opens is not None:
            state = "closed"
            words = _("closed now; opens {opens}").format(opens=moment_words(opens, now_ms, hours.zone, here))
        else:
            state, words = "closed", _("closed; no next opening is known")
    return {
        "name": SERVICES[service.service].name.say(here),
        "sector": directory.SECTORS[service.sector].name.say(here) if service.sector in directory.SECTORS else "",
        "state": state,
        "words": capital(words),
        "week": week_rows(hours, now_ms, here) if hours.known else [],
        "raw": hours.raw,
        "needs_broadband": service.needs_broadband,
    }


def _people(card: FacilityCard, here: str) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "profession": SERVICES[each.profession].name.say(here) if each.profession in SERVICES else each.profession,
            "sector": directory.SECTORS[each.sector].name.say(here) if each.sector in directory.SECTORS else "",
        }
        for each in directory.practitioners(card.code)
    ]


def _journeys(start: Start, card: FacilityCard, now_ms: int, here: str) -> list[dict[str, Any]]:
    """How long it takes by each way, and on whose word."""
    rows = []
    target = Points((card.code,), np.array([card.lon]), np.array([card.lat]), "deg")
    km = distance_km(start.lon, start.lat, card.lon, card.lat)
    for mode in MODES:
        try:
            router = router_from(mode, start.lon, start.lat, now_ms)
        except DataGapError:
            # No timetable is loaded: the others are told.
            continue
        minutes = float(router.minutes_from(start.lon, start.lat, target, FARTHEST_MIN)[0])
        if minutes <= FARTHEST_MIN:
            rows.append({"words": journey(minutes, km, mode, here), "how": travel_words(router.words)})
    return rows


def _days(slots: Sequence[FreeSlot], card: FacilityCard, here: str) -> list[dict[str, Any]]:
    """The free slots, day by day."""
    zone = card.time_zone
    days = groupby(slots, key=lambda slot: written.local(slot.start_ms, zone).date())
    return [
        {
            "day": f"{written.weekday(rows[0].start_ms, here, zone)} {written.day(rows[0].start_ms, here, zone)}",
            "slots": [
                {
                    "url": reverse("citizen:book", args=[slot.id]),
                    "time": written.clock(slot.start_ms, zone),
                }
                for slot in rows
            ],
        }
        for rows in (list(group) for _day, group in days)
    ]
