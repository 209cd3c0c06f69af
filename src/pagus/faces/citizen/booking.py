"""Booking a free slot and cancelling it: a code is all that either side keeps; nobody is asked who they are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pagus.apps.appointments import actions
from pagus.apps.appointments.policy import APPOINTMENT_STATES
from pagus.apps.appointments.queries import appointment_by_code, free_slot
from pagus.apps.care import queries as directory
from pagus.apps.care.queries import SERVICES
from pagus.errors import CodeError, Conflict, NotFound, PagusError
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.care_words import card_facts, geo_link
from pagus.faces.citizen.frame import language, page
from pagus.web.charts import language as written
from pagus.web.middleware import in_words

__all__ = ["book", "cancel", "find", "show"]


@require_http_methods(["GET", "HEAD", "POST"])
@private_answer
def book(request: HttpRequest, slot: int) -> HttpResponse:
    """Ask once more, then book; whoever comes too late is told, and led to the other slots."""
    try:
        if request.method == "POST":
            return HttpResponseRedirect(_address(actions.book(slot)))
        free = free_slot(slot)
    except (NotFound, Conflict) as error:
        return page(request, "book", {"error": in_words(error)}, status=409)
    facts = {"slot": slot, **_facts(free.facility, free.service, free.start_ms, free.end_ms)}
    return page(request, "book", facts)


@require_safe
@private_answer
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The appointment of this code: when, where, how to cancel."""
    return _shown(request, code)


@require_http_methods(["GET", "HEAD", "POST"])
@private_answer
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a code; it travels in the body, never in an address that is typed here."""
    if request.method != "POST":
        return page(request, "appointment_find", {})
    text = request.POST.get("code", "")
    try:
        return HttpResponseRedirect(_address(appointment_by_code(text).code))
    except (CodeError, NotFound) as error:
        return page(request, "appointment_find", {"code": text[:40], "error": in_words(error)}, status=422)


@require_POST
@private_answer
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give the slot back."""
    try:
        actions.cancel(code)
    except Conflict as error:
        return _shown(request, code, error)
    return HttpResponseRedirect(_address(code))


def _shown(request: HttpRequest, code: str, error: PagusError | None = None) -> HttpResponse:
    known = appointment_by_code(code)
    facts = {
        **_facts(known.facility, known.service, known.start_ms, known.end_ms),
        "appointment": known,
        "state": APPOINTMENT_STATES[known.status].say(language()),
        "error": in_words(error) if error else "",
    }
    return page(request, "appointment", facts, status=409 if error else 200)


def _address(code: str) -> str:
    return reverse("citizen:appointment", args=[code.replace("-", "").upper()])


def _facts(facility: str, service: str, start_ms: int, end_ms: int) -> dict[str, Any]:
    """When and where, in words."""
    card, here = directory.facility(facility), language()
    zone = card.time_zone
    day = f"{written.weekday(start_ms, here, zone)} {written.day(start_ms, here, zone, year=True)}"
    return {
        "card": card_facts(card, card.service(service), settings.WORKSPACE.clock.now_ms(), here),
        "service": SERVICES[service].name.say(here),
        "facility_url": reverse("citizen:facility", args=[facility]),
        "geo": geo_link(card),
        "when": day,
        "from_time": written.clock(start_ms, zone),
        "to_time": written.clock(end_ms, zone),
    }
