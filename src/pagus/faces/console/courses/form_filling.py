"""A form of a kit on a page: drawn, kept as far as it goes, finished, amended; for a task or for a course."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from pagus.apps.forms.actions import answer
from pagus.apps.forms.queries import FormPage, form_page
from pagus.errors import Conflict, NotFound, PagusError
from pagus.faces.console.frame import language, page
from pagus.web.middleware import in_words
from pagus.web.questionnaires import asked_names, errors_above, sent_values, with_errors

__all__ = ["FormPlace", "draw_form", "keep_answers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlace:
    """Where a form stands: ``target`` names the task, or the course and the form; the page and what it shows around."""

    target: Mapping[str, Any]
    address: str
    template: str
    around: Mapping[str, Any]
    is_open: bool


def keep_answers(request: HttpRequest, place: FormPlace) -> HttpResponse:
    """Keep what was sent, then say what is wrong or go on. A script asks for JSON; a page gets a page."""
    here, intent = language(), request.POST.get("_intent", "save")
    is_final, is_script = intent in {"finish", "amend"}, request.headers.get("Accept") == "application/json"
    values = sent_values(request.POST)
    try:
        kept = answer(
            request.user, values=values, **place.target, final=is_final, amend=intent == "amend",
            key=request.POST.get("_key", ""),
        )  # fmt: skip
    except PagusError as error:
        if is_script:
            status = 409 if isinstance(error, Conflict) else 404 if isinstance(error, NotFound) else 403
            return JsonResponse({"error": in_words(error)}, status=status)
        if not isinstance(error, Conflict):
            raise
        return draw_form(request, place, error=in_words(error), status=409)
    missing = kept.missing if is_final else ()
    if kept.refused or missing:
        if is_script:
            return JsonResponse({"error": _("Something needs mending")}, status=422)
        sent = {name: texts for name, texts in values.items() if texts}
        filled = form_page(request.user, **place.target, answers=sent, language=here)
        view = with_errors(filled.view, kept.refused, missing, here)
        return draw_form(request, place, filled=filled, view=view, status=422)
    messages.success(request, _("The answers are complete and kept.") if is_final else _("Kept; you can go on later."))
    done = {"kept": True, "url": place.address}
    return JsonResponse(done) if is_script else HttpResponseRedirect(place.address)


def draw_form(
    request: HttpRequest,
    place: FormPlace,
    *,
    filled: FormPage | None = None,
    view: Any = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw the page: as it is kept, or with what was sent and what is wrong with it."""
    form = filled or form_page(request.user, **place.target, language=language())
    shown = view or form.view
    is_finished = form.status in {"completed", "amended"}
    facts = {
        **place.around,
        "view": shown,
        "filled": form,
        "asked": asked_names(shown),
        "key": secrets.token_hex(16),
        "errors": errors_above(shown),
        "error": error,
        "is_finished": is_finished,
        "may_fill": is_finished or place.is_open,
    }
    return page(request, place.template, "work", facts, status=status)
