"""Joining a consultation by video: the person from their own page, a guest by the address of an invitation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from pagus.apps.consultations import passes
from pagus.apps.consultations.actions import answer_consent
from pagus.apps.consultations.queries import Card, guest_card, my_card, my_summaries, waiting_calls
from pagus.apps.consultations.words import part_words
from pagus.apps.people.keys import person_of_key
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.emergency import emergency_numbers
from pagus.faces.citizen.frame import page
from pagus.faces.citizen.mine.opened import opened
from pagus.kernel.time import DAY
from pagus.web.security import permissions
from pagus.web.waiting import bench

__all__ = ["agreed_with", "calls_of", "join", "join_invited"]

AGREED_MS = 14 * DAY
"""For so long the first personal page leads to what was agreed."""


@require_http_methods(["GET", "HEAD", "POST"])
@private_answer
@opened
def join(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Ask for consent, then draw the call; afterwards what was agreed."""
    person = person_of_key(key).code
    if request.method == "POST":
        answer_consent(person, code, given=request.POST.get("answer") == "given")
        bench.call(code)
        return HttpResponseRedirect(reverse("citizen:mine_call", args=[key, code]))
    card = my_card(person, code)
    facts: dict[str, Any] = {**_facts(card), "key": key}
    if not card.is_open:
        return page(request, "call_over", facts)
    if card.consent != "given":
        return page(request, "call_consent", facts)
    facts |= {"pass": passes.pass_for_person(person, code), "kind": "person"}
    facts["on_url"] = reverse("citizen:mine_call", args=[key, code])
    return _call(request, facts)


@require_safe
@private_answer
def join_invited(request: HttpRequest, token: str) -> HttpResponse:
    """Draw the call for a guest: no data of the person, not even the pseudonym."""
    card, guest = guest_card(token)
    facts: dict[str, Any] = {**_facts(card), "guest": guest, "guest_part": part_words(guest.part)}
    if not card.is_open:
        return page(request, "call_over", facts)
    facts |= {"pass": passes.pass_for_guest(token), "kind": "guest"}
    facts["on_url"] = reverse("citizen:invited", args=[token])
    return _call(request, facts)


def calls_of(key: str, person: str) -> list[dict[str, Any]]:
    """What the first personal page tells of calls that may be joined."""
    return [
        {
            "url": reverse("citizen:mine_call", args=[key, each.code]),
            "planned_ms": each.planned_ms,
            "waits": each.status != "planned",
        }
        for each in waiting_calls(person)
    ]


def agreed_with(key: str, person: str, now_ms: int) -> list[dict[str, Any]]:
    """What was agreed lately, and where it can be read."""
    return [
        {"url": reverse("citizen:mine_call", args=[key, each.code]), "at_ms": each.summary_ms}
        for each in my_summaries(person)
        if (each.summary_ms or 0) > now_ms - AGREED_MS
    ]


def _call(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    answer = page(request, "call", facts)
    answer.headers["Permissions-Policy"] = permissions("camera", "microphone")
    return answer


def _facts(card: Card) -> dict[str, Any]:
    relay = settings.WORKSPACE.relay
    return {
        "card": card,
        "emergency": emergency_numbers(),
        "relay": relay is not None and any(each.startswith("turn") for each in relay.urls),
    }
