"""On one's own page: a form that is asked, a message that was read, a pathway that is left."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pagus.apps.forms.mine import answer_mine, my_form, read_mine, withdraw_mine
from pagus.apps.people.keys import person_of_key
from pagus.errors import Conflict
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.frame import language
from pagus.faces.citizen.mine.frame import mine_page
from pagus.faces.citizen.mine.opened import opened
from pagus.web.middleware import in_words
from pagus.web.questionnaires import asked_names, errors_above, sent_values, with_errors

__all__ = ["answer", "leave", "read"]


@require_http_methods(["GET", "HEAD", "POST"])
@private_answer
@opened
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
        facts: dict[str, object] = {"view": with_errors(filled.view, kept.refused, missing, here)}
        return _form_page(request, key, facts, status=422)
    if is_final:
        messages.success(request, _("Thank you. Your answers are complete; those who follow you can read them."))
        return HttpResponseRedirect(reverse("citizen:mine", args=[key]))
    messages.success(request, _("Kept; you can go on later."))
    return HttpResponseRedirect(reverse("citizen:mine_form", args=[key, task]))


@require_POST
@private_answer
@opened
def read(request: HttpRequest, key: str, message: int) -> HttpResponse:
    """Say that a message was read."""
    read_mine(key, message)
    return HttpResponseRedirect(reverse(_back(request), args=[key]))


@require_POST
@private_answer
@opened
def leave(request: HttpRequest, key: str, run: int) -> HttpResponse:
    """Leave a pathway: no reason is owed."""
    withdraw_mine(key, run, reason=request.POST.get("reason", ""))
    messages.success(request, _("You have left. Those who follow you see it; your usual care goes on."))
    return HttpResponseRedirect(reverse("citizen:mine_data", args=[key]))


def _back(request: HttpRequest) -> str:
    return "citizen:mine_messages" if request.POST.get("back") == "messages" else "citizen:mine"


def _drawn(request: HttpRequest, key: str, task: int) -> HttpResponse:
    filled = my_form(key, task, language=language())
    return _form_page(request, key, {"view": filled.view})


def _form_page(request: HttpRequest, key: str, facts: dict[str, object], status: int = 200) -> HttpResponse:
    view = facts["view"]
    more = {
        "key": key,
        "sending": secrets.token_hex(16),
        "asked": asked_names(view),  # type: ignore[arg-type]
        "errors": errors_above(view),  # type: ignore[arg-type]
    }
    return mine_page(request, key, person_of_key(key), "mine_form", {**facts, **more}, status=status)
