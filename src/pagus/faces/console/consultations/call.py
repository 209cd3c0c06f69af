"""One consultation by video: the call with what was measured beside it; afterwards its record and its summary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.consultations import actions, passes, queries
from pagus.apps.consultations.phone import number_for
from pagus.apps.consultations.policy import GUEST_PARTS, OUTCOMES
from pagus.apps.consultations.queries import Visit
from pagus.apps.installations import queries as installations
from pagus.apps.worklist.policy import CALL_OUTCOMES
from pagus.errors import Conflict, InputError, NotFound
from pagus.faces.console.consultations.listing import card_row
from pagus.faces.console.consultations.session_record import guest_rows, phone_events, record_rows
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.numbers import whole_number
from pagus.faces.console.people.streams import tiles
from pagus.web.middleware import in_words
from pagus.web.security import permissions
from pagus.web.waiting import bench

__all__ = ["act", "show", "vitals"]


@require_GET
@asks("see_person")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the call while it is open, and what is kept of it afterwards."""
    actions.expire_stale()
    return _page(request, queries.sheet(request.user, code))


@require_GET
@asks("see_person")
def vitals(request: HttpRequest, code: str) -> HttpResponse:
    """The newest values of the person, for the side of the call: asked again and again."""
    visit = queries.sheet(request.user, code)
    return render(request, "console/consultations/call_vitals.html", _vitals(visit))


@require_POST
@asks("consult")
def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Do one thing to a call. What the side of the call asks for answers with the side; the rest leads to the page."""
    deed = _DEEDS.get(verb)
    if deed is None:
        raise NotFound("there is no such consultation")
    error, given = "", {}
    try:
        given = deed(request, code)
    except (InputError, Conflict) as refused:
        error = in_words(refused)
    bench.call(code)
    if request.headers.get("HX-Request") and verb in _ASIDE:
        visit = queries.sheet(request.user, code)
        facts = {**_side(request, visit), **given, "side_error": error}
        return _private(render(request, "console/consultations/call_side.html", facts))
    if error:
        messages.error(request, error)
    return HttpResponseRedirect(reverse("console:call", args=[code]))


def _invite(request: HttpRequest, code: str) -> dict[str, Any]:
    name = request.POST.get("name", "")
    token = actions.invite(request.user, code, request.POST.get("part", ""), name)
    address = request.build_absolute_uri(reverse("citizen:invited", args=[token]))
    return {"invitation": address, "invited_name": name}


def _log_phone(request: HttpRequest, code: str) -> dict[str, Any]:
    actions.log_phone_call(request.user, code, request.POST.get("outcome", ""), request.POST.get("note", ""))
    return {"side_said": _("The phone call is written down.")}


def _admit(request: HttpRequest, code: str) -> dict[str, Any]:
    actions.admit(request.user, code, whole_number(request.POST.get("participant"), 0))
    return {}


def _send_away(request: HttpRequest, code: str) -> dict[str, Any]:
    actions.send_away(request.user, code, whole_number(request.POST.get("participant"), 0))
    return {"side_said": _("The invitation opens nothing any more.")}


def _consent(request: HttpRequest, code: str) -> dict[str, Any]:
    actions.note_consent(request.user, code, given=request.POST.get("answer") == "given")
    return {"side_said": _("Written down.")}


def _end(request: HttpRequest, code: str) -> dict[str, Any]:
    actions.end(request.user, code)
    messages.success(request, _("The call is over. Write down what was agreed."))
    return {}


def _cancel(request: HttpRequest, code: str) -> dict[str, Any]:
    actions.cancel(request.user, code)
    messages.success(request, _("The consultation is called off."))
    return {}


def _summary(request: HttpRequest, code: str) -> dict[str, Any]:
    actions.write_summary(request.user, code, request.POST.get("outcome", ""), request.POST.get("agreed", ""))
    messages.success(request, _("Kept. The person reads what was agreed on their page."))
    return {}


_ASIDE = {"invite", "send-away", "phone", "consent"}
_DEEDS: dict[str, Callable[[HttpRequest, str], dict[str, Any]]] = {
    "admit": _admit,
    "invite": _invite,
    "send-away": _send_away,
    "phone": _log_phone,
    "consent": _consent,
    "end": _end,
    "cancel": _cancel,
    "summary": _summary,
}


def _page(request: HttpRequest, visit: Visit) -> HttpResponse:
    card, relay = visit.card, settings.WORKSPACE.relay
    may = queries.may_consult(request.user, card.person)
    facts: dict[str, Any] = {
        "card": card,
        "row": card_row(card),
        "may_hold": may,
        "relay": relay is not None and any(each.startswith("turn") for each in relay.urls),
        **_side(request, visit),
    }
    if card.is_open and may:
        facts |= {"pass": passes.pass_for_professional(request.user, card.code), **_vitals(visit)}
        answer = page(request, "consultations/call", "consultations", facts)
        answer.headers["Permissions-Policy"] = permissions("camera", "microphone")
        return _private(answer)
    chosen = card.outcome or "done"
    facts |= {
        "record": record_rows(visit),
        "outcomes": [
            {"value": each, "label": text.say(language()), "selected": each == chosen}
            for each, text in OUTCOMES.items()
        ],
    }
    return _private(page(request, "consultations/call_over", "consultations", facts))


def _side(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    here, code = language(), visit.card.code
    return {
        "card": visit.card,
        "acts": {verb.replace("-", "_"): reverse("console:call_act", args=[code, verb]) for verb in _DEEDS},
        "guests": guest_rows(visit),
        "parts": [{"value": each, "label": text.say(here)} for each, text in GUEST_PARTS.items()],
        "phone": number_for(request.user, visit.card.person) if visit.card.is_open else "",
        "phone_outcomes": [{"value": each, "label": text.say(here)} for each, text in CALL_OUTCOMES.items()],
        "phone_calls": phone_events(visit),
    }


def _vitals(visit: Visit) -> dict[str, Any]:
    person, moment = visit.card.person, settings.WORKSPACE.clock.now_ms()
    followed = installations.enrolments_of(person)
    signals = {name: each for installed, _enrolled in followed for name, each in installed.kit.signals.items()}
    found = [each for each in tiles(person, signals.values(), moment, language()) if each["value"] is not None]
    return {"tiles": sorted(found, key=lambda each: -each["at"])[:8], "asked_ms": moment}


def _private(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    return answer
