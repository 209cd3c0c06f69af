"""The ready questionnaires: filled at once, scored at once, printed; nothing of them is kept."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from pagus.apps.people import queries as people
from pagus.engines.forms import (
    FormProgram,
    FormView,
    check_answers,
    compile_form,
    evaluate,
    read_written,
    view_form,
)
from pagus.faces.console.frame import asks, language, page
from pagus.kit_language.form_ready import ready_form, ready_slugs
from pagus.web.questionnaires import asked_names, errors_above, printed_answers, sent_values, with_errors

__all__ = ["PRESCRIPTION", "fill", "show_all"]

PRESCRIPTION = "apa-prescription"


@require_GET
@asks("see_course")
def show_all(request: HttpRequest) -> HttpResponse:
    """Draw the questionnaires that are ready, the prescription first."""
    here = language()
    person = _person(request)
    ending = f"?{urlencode({'person': person})}" if person else ""
    slugs = sorted(ready_slugs(), key=lambda slug: (slug != PRESCRIPTION, slug))
    rows = []
    for slug in slugs:
        form = ready_form(slug).form
        rows.append(
            {
                "url": reverse("console:ready_form", args=[slug]) + ending,
                "title": form.title.say(here),
                "purpose": form.purpose.say(here),
                "questions": sum(item.kind not in {"group", "display"} for item in form.items.values()),
                "working": form.wording == "working",
            }
        )
    return page(request, "courses/ready_forms", "work", {"rows": rows, "code": person.partition(":")[2]})


@require_http_methods(["GET", "HEAD", "POST"])
@asks("see_course")
def fill(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw one questionnaire and what its answers say; once it is complete it can be printed. A POST keeps nothing."""
    person, intent = _person(request), request.POST.get("_intent", "")
    view = _view(slug, request.POST, is_final=intent in {"finish", "print"})
    facts: dict[str, Any] = {"view": view, "person": person, "code": person.partition(":")[2]}
    if intent == "print" and view.is_complete:
        facts |= {"rows": printed_answers(view), "at": settings.WORKSPACE.clock.now_ms()}
        return page(request, "parts/form_sheet", "work", facts)
    facts |= {
        "asked": asked_names(view),
        "errors": errors_above(view),
        "is_open": intent != "",
        "may_print": intent == "finish" and view.is_complete,
    }
    return page(request, "courses/ready_form", "work", facts, status=422 if view.has_errors else 200)


def _view(slug: str, post: QueryDict, *, is_final: bool) -> FormView:
    """The page of these answers; when they are to be final, with an error where one is missing."""
    program, here = _program(slug), language()
    values = {name: read_written(program.form, name, texts) for name, texts in sent_values(post).items()}
    written = {name: value for name, value in values.items() if value is not None}
    answers, refused = check_answers(program.form, written)
    missing = evaluate(program, answers).missing if is_final else ()
    view = view_form(program, answers, here, {}, {one.item: post.get(one.item, "") for one in refused})
    return with_errors(view, refused, missing, here)


@lru_cache(maxsize=64)
def _program(slug: str) -> FormProgram:
    return compile_form(ready_form(slug).form)


def _person(request: HttpRequest) -> str:
    """For whom this is, as the address or the form says. Who may not see them is refused; the reading is journalled."""
    code = request.POST.get("_person", "") or request.GET.get("person", "")
    if code:
        people.read_person(request.user, code, "form")
    return code
