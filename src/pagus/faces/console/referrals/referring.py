"""Referring a person: say what is wanted, see the options with their reasons, keep them for the person to choose."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pagus.apps.appointments import actions
from pagus.apps.appointments.policy import URGENCIES
from pagus.apps.appointments.queries import (
    LANGUAGE_CODES,
    MODES,
    KeptProposal,
    Need,
    Option,
    may_refer,
    options_for,
)
from pagus.apps.care.queries import SECTORS, SERVICES, freshness
from pagus.apps.people import queries as people
from pagus.apps.territory.queries import get_place
from pagus.errors import DataGapError, InputError, NotAllowed, PagusError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.referrals.referral_words import language_name, mode_name, proposal_words
from pagus.web.middleware import in_words

__all__ = ["refer"]

MINUTES = (15, 20, 30, 45, 60, 90)
PATIENT_SECTORS = ("1", "2")


@require_http_methods(["GET", "HEAD", "POST"])
@asks("refer")
def refer(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the form and, once it is filled in, the options; a POST makes the referral."""
    person = people.read_person(request.user, code, "referral")
    if not may_refer(request.user, code):
        raise NotAllowed("your roles do not allow: {verb}", verb="refer")
    sent = request.POST if request.method == "POST" else request.GET
    need, error = _need(sent), None
    options: tuple[Option, ...] = ()
    try:
        if request.method == "POST":
            number = actions.refer(code, need, request.user, question=sent.get("question", ""))
            return HttpResponseRedirect(reverse("console:referral", args=[number]))
        if "service" in sent:
            options = options_for(need, person.residence)
    except (InputError, DataGapError) as refused:
        error = refused
    return _draw(request, code, person.residence, need, options, error)


def _draw(
    request: HttpRequest,
    code: str,
    residence: str,
    need: Need,
    options: tuple[Option, ...],
    error: PagusError | None,
) -> HttpResponse:
    here = language()
    facts = {
        "code": code,
        "title": code.partition(":")[2],
        "simulated": people.facts_of([code])[code].simulated,
        "place": get_place(residence).name,
        "fields": _fields(need, here),
        "options": [proposal_words(_as_kept(rank, each), here) for rank, each in enumerate(options, 1)],
        "asked": "service" in request.GET or request.method == "POST",
        "error": in_words(error) if error else "",
        "question": request.POST.get("question", ""),
        "urgency": _urgency(need, here),
        "no_directory": not freshness(),
        "need": need,
        "need_fields": _sent_again(need),
    }
    return page(request, "referrals/refer", "people", facts, status=422 if error else 200)


def _as_kept(rank: int, option: Option) -> KeptProposal:
    """An option that is not kept yet, as one that is."""
    return KeptProposal(
        rank=rank,
        kind=option.kind,
        facility=option.facility,
        start_ms=option.start_ms,
        still_free=True,
        reasons=tuple((each.code, each.facts) for each in option.reasons),
        cautions=tuple((each.code, each.facts) for each in option.cautions),
        chosen_ms=None,
        code="",
        appointment_status="",
    )


def _need(sent: QueryDict) -> Need:
    minutes = sent.get("within", "")
    mode = sent.get("mode", "")
    return Need(
        service=sent.get("service", "general_practice"),
        urgency=sent.get("urgency", "soon"),
        mode=next((known for known in MODES if known == mode), "car"),
        within_min=int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) <= 3 else 30,
        language=sent.get("language", ""),
        step_free=sent.get("step_free") == "on",
        sector=sent.get("sector", ""),
    )


def _sent_again(need: Need) -> list[tuple[str, object]]:
    """The need as hidden fields of the form that makes the referral."""
    told: list[tuple[str, object]] = [
        ("service", need.service),
        ("urgency", need.urgency),
        ("mode", need.mode),
        ("within", need.within_min),
        ("language", need.language),
        ("sector", need.sector),
    ]
    return [*told, ("step_free", "on")] if need.step_free else told


def _fields(need: Need, here: str) -> dict[str, list[dict[str, Any]]]:
    any_words = _("any")
    return {
        "service": [_choice(each, term.name.say(here), need.service) for each, term in SERVICES.items()],
        "urgency": [_choice(each, urgency.name.say(here), need.urgency) for each, urgency in URGENCIES.items()],
        "mode": [_choice(each, mode_name(each), need.mode) for each in MODES],
        "within": [_choice(each, _("{minutes} minutes").format(minutes=each), need.within_min) for each in MINUTES],
        "language": [
            _choice("", any_words, need.language),
            *(_choice(each, language_name(each), need.language) for each in LANGUAGE_CODES),
        ],
        "sector": [
            _choice("", any_words, need.sector),
            *(_choice(each, SECTORS[each].name.say(here), need.sector) for each in PATIENT_SECTORS),
        ],
    }


def _urgency(need: Need, here: str) -> dict[str, str] | None:
    known = URGENCIES.get(need.urgency)
    return None if known is None else {"source": known.source.say(here), "certainty": known.certainty}


def _choice(value: object, label: str, chosen: object) -> dict[str, Any]:
    return {"value": value, "label": label, "selected": value == chosen}
