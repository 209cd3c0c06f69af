"""Messages: what one was told, what one asked, what was answered."""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pagus.apps.consultations.queries import my_summaries
from pagus.apps.forms.mine import my_page
from pagus.apps.home.asked import followed, measures
from pagus.apps.home.stopping import stop_mine
from pagus.apps.messages.asking import ask_team, asked_by_person, read_answer
from pagus.apps.people.keys import person_of_key
from pagus.errors import Conflict, InputError
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.frame import language
from pagus.faces.citizen.mine.entry_words import value_words
from pagus.faces.citizen.mine.frame import mine_page
from pagus.faces.citizen.mine.opened import opened
from pagus.web.charts import language as written
from pagus.web.middleware import in_words

__all__ = ["ask", "read", "show"]


@require_safe
@private_answer
@opened
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Draw what was told and asked; ``?slip=`` a signal begins a message about the newest value of it."""
    return _draw(request, key, words=_slip(key, request.GET.get("slip", "")))


@require_POST
@private_answer
@opened
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask something of the team: a question, a call, or to stop; back to where the form stood."""
    person, kind = person_of_key(key).code, request.POST.get("kind", "")
    if kind == "stop":
        return _stop(request, key, person)
    try:
        ask_team(person, kind, key=request.POST.get("_key", ""), words=request.POST.get("words", ""))
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
        return _draw(request, key, words=request.POST.get("words", ""), status=422)
    messages.success(request, _("Your team has your message. It is not read at once."))
    return HttpResponseRedirect(reverse("citizen:mine_messages", args=[key]))


@require_POST
@private_answer
@opened
def read(request: HttpRequest, key: str, request_id: int) -> HttpResponse:
    """Say that an answer was read."""
    read_answer(person_of_key(key).code, request_id)
    return HttpResponseRedirect(reverse("citizen:mine_messages", args=[key]))


def _slip(key: str, signal: str) -> str:
    """How a message begins that says that the last number was wrong; empty for what is not measured here."""
    if not signal:
        return ""
    person, here, zone = person_of_key(key).code, language(), settings.TIME_ZONE
    measure = next((each for each in measures(person) if each.signal.code == signal), None)
    newest = max([*measure.points, *measure.held], default=None) if measure is not None else None
    if measure is None or newest is None:
        return ""
    when = f"{written.day(newest[0], here, zone)}, {written.clock(newest[0], zone)}"
    value = value_words(newest[1], measure.units[0].code, here)
    words = _("I wrote a wrong number: {name}, {value} ({when}). The right number is: ")
    return words.format(name=measure.signal.name.say(here), value=value, when=when)


def _stop(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """Stop a follow-up; without the tick that it is meant, nothing happens."""
    number = request.POST.get("installation", "")
    back = HttpResponseRedirect(reverse("citizen:mine_data", args=[key]))
    if request.POST.get("meant") != "yes":
        messages.warning(request, _("Nothing has changed: tick the box if you want to stop."))
        return back
    try:
        ended = stop_mine(
            person, int(number) if re.fullmatch(r"\d{1,12}", number, re.ASCII) else 0,
            key=request.POST.get("_key", ""), words=request.POST.get("words", ""),
        )  # fmt: skip
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
        return back
    if ended:
        messages.success(
            request, _("It has ended: nothing new is taken in. Your team sees it; your usual care goes on.")
        )
    else:
        messages.success(request, _("Your team has your wish to stop. Until they have answered, nothing changes."))
    return back


def _draw(request: HttpRequest, key: str, *, words: str = "", status: int = 200) -> HttpResponse:
    person, here = person_of_key(key), language()
    titles = {each.kit.kit.id: each.kit.kit.title.say(here) for each in followed(person.code)}
    facts = {
        "told": [
            {"id": one.id, "text": one.text.say(here), "at_ms": one.at_ms, "is_read": one.read_ms is not None}
            for one in my_page(key).messages
        ],
        "asked": [
            {
                "id": one.id,
                "kind": one.kind,
                "about": titles.get(one.kit, ""),
                "words": one.words,
                "asked_ms": one.asked_ms,
                "answer": one.answer,
                "answered_ms": one.answered_ms,
                "is_read": one.read_ms is not None,
            }
            for one in asked_by_person(person.code)
        ],
        "agreed": [{"text": each.agreed, "at_ms": each.summary_ms} for each in my_summaries(person.code)],
        "sending": secrets.token_hex(16),
        "words": words,
    }
    return mine_page(request, key, person, "mine_messages", facts, status=status)
