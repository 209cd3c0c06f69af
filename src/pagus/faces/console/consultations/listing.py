"""Which consultations by video are planned, which wait, which were held; and asking for one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pagus.apps.consultations import actions, queries
from pagus.apps.consultations.policy import OUTCOMES, STATES
from pagus.apps.consultations.queries import Card
from pagus.apps.people import queries as people
from pagus.errors import Conflict, InputError
from pagus.faces.console.consultations.session_record import lasted
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.people.finding import found_people
from pagus.web.instants import instant_of
from pagus.web.middleware import in_words

__all__ = ["card_row", "new", "show_all"]

MOST_PEOPLE = 20
_MARKS = {"planned": "todo", "arrived": "overdue", "in-progress": "doing", "finished": "done", "cancelled": "withdrawn"}


@require_GET
@asks("see_person")
def show_all(request: HttpRequest) -> HttpResponse:
    """List consultations: those that are open, then those that are over."""
    actions.expire_stale()
    rows = queries.cards(request.user)
    facts = {
        "open": [card_row(each) for each in rows if each.is_open],
        "over": [card_row(each) for each in rows if not each.is_open],
    }
    return page(request, "consultations/consultations", "consultations", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@asks("consult")
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a consultation with a person, now or at an instant."""
    person = request.POST.get("person") or request.GET.get("person", "")
    known = people.read_person(request.user, person, "video consultation") if person else None
    error = ""
    if request.method == "POST" and known is not None:
        try:
            code = _asked(request, person)
        except (InputError, Conflict) as refused:
            error = in_words(refused)
        else:
            messages.success(request, _("The person finds the consultation on their page and can join it there."))
            return HttpResponseRedirect(reverse("console:call", args=[code]))
    facts = {
        **({} if known else _people(request)),
        "person": person,
        "code": person.partition(":")[2],
        "simulated": known is not None and known.simulated,
        "sent": request.POST,
        "errors": [{"text": error, "field": "planned"}] if error else [],
        "relay": settings.WORKSPACE.relay,
    }
    return page(request, "consultations/consultation_new", "consultations", facts, status=422 if error else 200)


def card_row(card: Card) -> dict[str, Any]:
    """A consultation as a row of a list."""
    here = language()
    return {
        "url": reverse("console:call", args=[card.code]),
        "person": card.person.partition(":")[2],
        "simulated": card.simulated,
        "planned_ms": card.planned_ms,
        "reason": card.reason,
        "asked_by": card.asked_by,
        "state": STATES[card.status].say(here),
        "mark": _MARKS[card.status],
        "outcome": OUTCOMES[card.outcome].say(here) if card.outcome in OUTCOMES else "",
        "agreed": card.agreed,
        "talked": lasted(card.talked_ms),
        "lacks_summary": card.status == "finished" and card.summary_ms is None,
    }


def _asked(request: HttpRequest, person: str) -> str:
    text = request.POST.get("planned", "").strip()
    return actions.ask_consultation(
        request.user,
        person,
        reason=request.POST.get("reason", ""),
        planned_ms=instant_of(text) if text else None,
        relay_only=request.POST.get("relay_only") == "on",
    )


def _people(request: HttpRequest) -> dict[str, Any]:
    """With whom may this one hold a consultation? The first of those whose pseudonym holds what was typed."""
    like = request.GET.get("q", "").strip()[:60]
    found = found_people(request.user, like, 1, MOST_PEOPLE)
    codes = [code for code in found.codes if queries.may_consult(request.user, code)]
    known = {each.code: each for each in people.read_people(request.user, "people list", codes)}
    return {
        "like": like,
        "people": [
            {"code": code, "name": code.partition(":")[2], "simulated": known[code].simulated} for code in codes
        ],
        "more": found.total - len(found.codes),
    }
