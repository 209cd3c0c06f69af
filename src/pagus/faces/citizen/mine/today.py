"""The first personal page: what to measure and to do today, what is new. And a measurement written there."""

from __future__ import annotations

import math
import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pagus.apps.forms.mine import my_page
from pagus.apps.home.asked import Measure, measures
from pagus.apps.home.entering import Entry, enter_mine
from pagus.apps.home.usual import Doubt, HandUnit, doubt
from pagus.apps.messages.asking import asked_by_person
from pagus.apps.people.keys import person_of_key
from pagus.apps.people.queries import KnownPerson
from pagus.errors import InputError
from pagus.faces.citizen.calls import agreed_with, calls_of
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.frame import language
from pagus.faces.citizen.mine.entry_words import doubt_words, entry_form, outcome_words
from pagus.faces.citizen.mine.frame import mine_page
from pagus.faces.citizen.mine.opened import opened
from pagus.web.charts import language as written
from pagus.web.instants import instant_of
from pagus.web.middleware import in_words
from pagus.web.plain_numbers import plain_number

__all__ = ["enter", "show"]


@require_safe
@private_answer
@opened
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Draw the page of whoever holds the key."""
    return _draw(request, key, person_of_key(key))


@require_POST
@private_answer
@opened
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Keep one measurement of a page without scripts; what looks like a slip is asked again first."""
    person, sent = person_of_key(key), request.POST
    asked = next((each for each in measures(person.code) if each.signal.code == sent.get("signal")), None)
    if asked is None:
        messages.error(request, _("nobody follows this measurement for you any more"))
        return HttpResponseRedirect(reverse("citizen:mine", args=[key]))
    try:
        entry, unit = _entry(asked, sent)
    except InputError as error:
        return _draw(request, key, person, asked, error=in_words(error), status=422)
    doubtful = None if sent.get("sure") == sent.get("value") else doubt(asked.signal, entry.value, asked.usual, unit)
    if doubtful is not None:
        return _draw(request, key, person, asked, doubtful=doubtful, status=422)
    (outcome,) = enter_mine(person.code, [entry], device="page")
    kind, words = outcome_words(outcome)
    {"kept": messages.success, "held": messages.warning, "refused": messages.error}[kind](request, words)
    return HttpResponseRedirect(reverse("citizen:mine", args=[key]))


def _entry(asked: Measure, sent: Any) -> tuple[Entry, HandUnit]:
    """What was written, and in which unit. Refuses: InputError for what is no number or instant."""
    unit = next((each for each in asked.units if each.code == sent.get("unit")), asked.units[0])
    value = plain_number(sent.get("value", ""))
    if not math.isfinite(value):
        raise InputError("this is no number")
    at = sent.get("at", "").strip()
    at_ms = instant_of(at) if at else settings.WORKSPACE.clock.now_ms()
    drawn = sent.get("id") or secrets.token_hex(16)
    return Entry(id=drawn, signal=asked.signal.code, value=value, unit=unit.code, at_ms=at_ms), unit


def _draw(
    request: HttpRequest, key: str, person: KnownPerson, wrong: Measure | None = None, *, error: str = "",
    doubtful: Doubt | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    here, now_ms = language(), settings.WORKSPACE.clock.now_ms()
    sent = request.POST if wrong is not None else {}
    forms = []
    for each in measures(person.code):
        form = entry_form(each, now_ms, here)
        if wrong is not None and each.signal.code == wrong.signal.code:
            form |= {"value": sent.get("value", ""), "chosen": sent.get("unit", ""), "at": sent.get("at", ""),
                     "id": sent.get("id") or form["id"], "error": error, "open": True}  # fmt: skip
            if doubtful is not None:
                form["doubt"] = doubt_words(each, doubtful, str(sent.get("value", "")), str(sent.get("unit", "")), here)
        forms.append(form)
    mine = my_page(key)
    unread = [one for one in mine.messages if one.read_ms is None]
    facts = {
        "now_words": " ".join(say(now_ms, here, settings.TIME_ZONE) for say in (written.weekday, written.day)),
        "calls": calls_of(key, person.code),
        "asked": [form for form in forms if form["is_asked"]],
        "may": [form for form in forms if not form["is_asked"]],
        "tasks": [
            {
                "title": each.title.say(here),
                "advice": each.advice.say(here) if each.advice is not None else "",
                "url": reverse("citizen:mine_form", args=[key, each.id]) if each.form else "",
                "due_ms": each.due_ms,
                "state": "overdue" if each.late else "todo",
            }
            for each in mine.tasks
        ],
        "agreed": agreed_with(key, person.code, now_ms),
        "told": [{"id": one.id, "text": one.text.say(here), "at_ms": one.at_ms} for one in unread],
        "answers": sum(one.answered_ms is not None and one.read_ms is None for one in asked_by_person(person.code)),
    }
    return mine_page(request, key, person, "mine", facts, status=status)
