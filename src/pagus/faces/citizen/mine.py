"""One's own page, opened by a key: what is asked before the visit, where one stands, messages, the way out."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pagus.apps.forms.mine import answer_mine, my_form, my_page, read_mine, withdraw_mine
from pagus.errors import Conflict
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.frame import language, page
from pagus.web.middleware import in_words
from pagus.web.questionnaires import asked_names, errors_above, sent_values, with_errors

__all__ = ["answer", "leave", "read", "show"]


@require_safe
@private_answer
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Draw the page of whoever holds the key."""
    mine, here = my_page(key), language()
    facts = {
        "key": key,
        "simulated": mine.simulated,
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
        "courses": [
            {
                "id": each.id,
                "field": f"reason-{each.id}",
                "title": each.title.say(here),
                "standing": [text.say(here) for text in each.standing],
                "since_ms": each.since_ms,
                "began_ms": each.began_ms,
                "ended_ms": each.ended_ms,
            }
            for each in mine.courses
        ],
        "told": [
            {"id": each.id, "text": each.text.say(here), "at_ms": each.at_ms, "is_read": each.read_ms is not None}
            for each in mine.messages
        ],
    }
    return page(request, "mine", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@private_answer
def answer(request: HttpRequest, key: str, task: int) -> HttpResponse:
    """Draw a form that is asked of the holder; a POST keeps the answers, as far as they go."""
    if request.method != "POST":
        return _drawn(request, key, task)
    here, is_final, values = language(), request.POST.get("_intent") == "finish", sent_values(request.POST)
    try:
        kept = answer_mine(key, task, values, final=is_final, sending=request.POST.get("_key", ""))
    except Conflict as error:
        messages.warning(request, in_words(error))
        return HttpResponseRedirect(reverse("citizen:mine", args=[key]))
    missing = kept.missing if is_final else ()
    if kept.refused or missing:
        sent = {name: texts for name, texts in values.items() if texts}
        filled = my_form(key, task, answers=sent, language=here)
        facts = {"view": with_errors(filled.view, kept.refused, missing, here), "simulated": filled.simulated}
        return _form_page(request, key, facts, status=422)
    if is_final:
        messages.success(request, _("Thank you. Your answers are complete; those who follow you can read them."))
        return HttpResponseRedirect(reverse("citizen:mine", args=[key]))
    messages.success(request, _("Kept; you can go on later."))
    return HttpResponseRedirect(reverse("citizen:mine_form", args=[key, task]))


@require_POST
@private_answer
def read(request: HttpRequest, key: str, message: int) -> HttpResponse:
    """Say that a message was read."""
    read_mine(key, message)
    return HttpResponseRedirect(reverse("citizen:mine", args=[key]))


@require_POST
@private_answer
def leave(request: HttpRequest, key: str, run: int) -> HttpResponse:
    """Leave a pathway: no reason is owed."""
    withdraw_mine(key, run, reason=request.POST.get("reason", ""))
    messages.success(request, _("You have left. Those who follow you see it; your usual care goes on."))
    return HttpResponseRedirect(reverse("citizen:mine", args=[key]))


def _drawn(request: HttpRequest, key: str, task: int) -> HttpResponse:
    filled = my_form(key, task, language=language())
    return _form_page(request, key, {"view": filled.view, "simulated": filled.simulated})


def _form_page(request: HttpRequest, key: str, facts: dict[str, object], status: int = 200) -> HttpResponse:
    view = facts["view"]
    more = {
        "key": key,
        "sending": secrets.token_hex(16),
        "asked": asked_names(view),  # type: ignore[arg-type]
        "errors": errors_above(view),  # type: ignore[arg-type]
    }
    return page(request, "mine_form", {**facts, **more}, status=status)
