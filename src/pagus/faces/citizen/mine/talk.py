"""Messages: what one was told, what one asked, what was answered."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pagus.apps.forms.mine import my_page
from pagus.apps.home.asked import followed
from pagus.apps.messages.asking import ask_team, asked_by_person, read_answer
from pagus.apps.people.keys import person_of_key
from pagus.errors import Conflict, InputError
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.frame import language
from pagus.faces.citizen.mine.frame import mine_page
from pagus.faces.citizen.mine.opened import opened
from pagus.web.middleware import in_words

__all__ = ["ask", "read", "show"]


@require_safe
@private_answer
@opened
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Draw what was told and asked."""
    return _draw(request, key)


@require_POST
@private_answer
@opened
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask something of the team: a question, a call, or to stop; back to where the form stood."""
    person, kind, kit = person_of_key(key).code, request.POST.get("kind", ""), request.POST.get("kit", "")
    known = {each.kit.kit.id for each in followed(person) if each.to_ms is None}
    try:
        ask_team(
            person, kind, key=request.POST.get("_key", ""), words=request.POST.get("words", ""),
            kit=kit if kit in known else "",
        )  # fmt: skip
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
        return _draw(request, key, words=request.POST.get("words", ""), status=422)
    if kind == "stop":
        messages.success(request, _("Your team has your wish to stop. Until they have answered, nothing changes."))
        return HttpResponseRedirect(reverse("citizen:mine_data", args=[key]))
    messages.success(request, _("Your team has your message. It is not read at once."))
    return HttpResponseRedirect(reverse("citizen:mine_messages", args=[key]))


@require_POST
@private_answer
@opened
def read(request: HttpRequest, key: str, request_id: int) -> HttpResponse:
    """Say that an answer was read."""
    read_answer(person_of_key(key).code, request_id)
    return HttpResponseRedirect(reverse("citizen:mine_messages", args=[key]))


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
        "sending": secrets.token_hex(16),
        "words": words,
    }
    return mine_page(request, key, person, "mine_messages", facts, status=status)
