"""A person died or moved away, or is here after all: what ends and what stays is said first, then written down."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pagus.apps.installations.queries import enrolments_of
from pagus.apps.monitoring import actions
from pagus.apps.monitoring.queries import DEPARTURES, departure_of, today
from pagus.errors import Conflict, InputError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.monitoring.merging import person_to_enrol
from pagus.faces.console.monitoring.monitoring_words import day_words, departure_options
from pagus.web.middleware import in_words

__all__ = ["come_back", "depart", "departure_words"]


@require_http_methods(["GET", "HEAD", "POST"])
@asks("enrol")
def depart(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a death or a move ends and what stays; a POST writes it down."""
    facts, here, refused = person_to_enrol(request, code), language(), ""
    kind, on, words = (request.POST.get(name, "") for name in ("kind", "on", "words"))
    if request.method == "POST":
        try:
            actions.record_departure(code, request.user, kind=kind, on=on, words=words)
            messages.success(request, _("Written down. What followed this person ends; what was recorded stays."))
            return HttpResponseRedirect(reverse("console:subject", args=[code]))
        except (InputError, Conflict) as error:
            refused = in_words(error)
    followed = [installed for installed, enrolled in enrolments_of(code) if enrolled.to_ms is None]
    facts |= {
        "kits": [each.kit.title.say(here) for each in followed],
        "handed": [
            pathway.title.say(here) for each in followed for pathway in each.kit.pathways.values() if pathway.moved
        ],
        "kinds": departure_options(kind, here),
        "on": on or date.isoformat(today()),
        "words": words,
        "refused": refused,
    }
    return page(request, "monitoring/monitoring_depart", "people", facts, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@asks("enrol")
def come_back(request: HttpRequest, code: str) -> HttpResponse:
    """Say what taking a departure back changes; a POST takes it back."""
    facts, refused = person_to_enrol(request, code), ""
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            actions.take_back_departure(code, request.user, reason=reason)
            messages.success(request, _("Taken back. Enrol the person again where they are to be followed."))
            return HttpResponseRedirect(reverse("console:monitoring_papers", args=[code]))
        except (InputError, Conflict) as error:
            refused = in_words(error)
    facts |= {"reason": reason, "refused": refused, "departure": departure_words(request.user, code)}
    return page(request, "monitoring/monitoring_come_back", "people", facts, status=422 if refused else 200)


def departure_words(user: Any, code: str) -> dict[str, Any] | None:
    """What a page says of somebody who died or moved away; None of whoever is here. Refuses: NotFound."""
    known, here = departure_of(user, code), language()
    if known is None:
        return None
    return {
        "kind": known.kind,
        "what": DEPARTURES[known.kind].say(here),
        "day": day_words(known.on, here),
        "by": known.recorded_by,
        "words": known.words,
        "goes_on": [each.kit.title.say(here) for each in known.goes_on],
    }
