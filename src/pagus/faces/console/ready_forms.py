"""The ready questionnaires: filled at once, scored at once, printed; nothing of them is kept."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from pagus.apps.people import queries as people
from pagus.engines.forms import FormProgram, FormView, compile_form
from pagus.faces.console.frame import asks, language, page
from pagus.kit_language.form_ready import ready_form, ready_slugs
from pagus.web.questionnaires import nothing_sent, read_sent, summary_of, unanswered, view_of

__all__ = ["PRESCRIPTION", "fill", "show_all"]

PRESCRIPTION = "apa-prescription"


@require_GET
@asks("see_person")
def show_all(request: HttpRequest) -> HttpResponse:
    """Draw the questionnaires that are ready, the prescription first."""
    here = language()
    slugs = sorted(ready_slugs(), key=lambda slug: (slug != PRESCRIPTION, slug))
    rows = []
    for slug in slugs:
        form = ready_form(slug).form
        rows.append(
            {
                "url": reverse("console:ready_form", args=[slug]),
                "title": form.title.say(here),
                "purpose": form.purpose.say(here),
                "questions": sum(item.kind not in {"group", "display"} for item in form.items.values()),
                "working": form.wording == "working",
            }
        )
    return page(request, "ready_forms", "forms", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@asks("see_person")
def fill(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw one questionnaire and what its answers say; once it is complete it can be printed. A POST keeps nothing."""
    person = _person(request)
    program, here = _program(slug), language()
    sent, intent = nothing_sent(program.form), ""
    if request.method == "POST":
        intent = request.POST.get("_intent", "")
        sent = read_sent(program.form, request.POST, here)
        if intent in {"finish", "print"}:
            sent = unanswered(program, sent)
    view = view_of(program, sent, here)
    facts = {"slug": slug, "view": view, "person": person, "may_print": intent == "finish" and view.is_complete}
    if intent == "print" and view.is_complete:
        facts |= {"rows": _answers(view), "at": settings.WORKSPACE.clock.now_ms()}
        return page(request, "form_sheet", "forms", facts)
    facts |= {"errors": summary_of(view), "begun": bool(sent.answers.values), "open_results": intent != ""}
    return page(request, "ready_form", "forms", facts, status=422 if view.has_errors else 200)


@lru_cache(maxsize=64)
def _program(slug: str) -> FormProgram:
    return compile_form(ready_form(slug).form)


def _person(request: HttpRequest) -> str:
    """The person this is for, as the address or the form says; who may not see them is refused, and it is journalled."""
    code = request.POST.get("_person", "") or request.GET.get("person", "")
    if code:
        people.read_person(request.user, code, "form")
    return code


def _answers(view: FormView) -> list[dict[str, Any]]:
    """Each question with its answer as a sheet prints them."""
    return [
        {
            "term": one.text,
            "values": [option.label for option in one.options if option.selected] or [one.value],
            "unit": one.unit if one.value else "",
            "is_group": one.field == "group",
        }
        for one in view.shown
        if one.field == "group" or one.value or any(option.selected for option in one.options)
    ]
