"""One task: the form that it is done by answering, or what whoever does it is asked for."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pagus.apps.accounts import queries as accounts
from pagus.apps.forms.actions import answer
from pagus.apps.forms.queries import FormPage, form_page
from pagus.apps.pathways import actions
from pagus.apps.pathways.queries import task_row
from pagus.apps.pathways.shapes import TaskRow
from pagus.errors import Conflict, InputError, NotFound, PagusError
from pagus.faces.console.course_words import task_words
from pagus.faces.console.frame import asks, language, page
from pagus.web.middleware import in_words
from pagus.web.questionnaires import asked_names, errors_above, printed_answers, sent_values, with_errors

__all__ = ["show", "show_sheet", "worker"]


@require_http_methods(["GET", "HEAD", "POST"])
@asks("see_course")
def show(request: HttpRequest, task: int) -> HttpResponse:
    """Draw a task; a POST keeps answers, or says that it is done."""
    row = task_row(request.user, task)
    if not row.form:
        return _do(request, row) if request.method == "POST" else _draw_plain(request, row)
    if request.method != "POST":
        return _draw_form(request, row, form_page(request.user, task=task, language=language()))
    return _answer(request, row)


@require_GET
@asks("see_course")
def show_sheet(request: HttpRequest, task: int) -> HttpResponse:
    """Draw the answers of a task as a sheet to print."""
    row = task_row(request.user, task)
    filled = form_page(request.user, task=row.id, language=language())
    facts = {
        "view": filled.view,
        "code": row.person.partition(":")[2],
        "rows": printed_answers(filled.view),
        "at": filled.saved_ms,
        "kept": True,
    }
    return page(request, "form_sheet", "work", facts)


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Give the script that lets forms open without a network; it stands where the pages are that it may keep."""
    script = Path(str(finders.find("js/form_worker.js"))).read_text(encoding="utf-8")
    return HttpResponse(script, "text/javascript", headers={"Cache-Control": "no-cache"})


def _answer(request: HttpRequest, row: TaskRow) -> HttpResponse:
    """Keep what was sent, then say what is wrong or go on. A script asks for JSON; a page gets a page."""
    here, intent = language(), request.POST.get("_intent", "save")
    is_final, is_script = intent in {"finish", "amend"}, request.headers.get("Accept") == "application/json"
    values = sent_values(request.POST)
    try:
        kept = answer(
            request.user, values=values, task=row.id, final=is_final, amend=intent == "amend",
            key=request.POST.get("_key", ""),
        )  # fmt: skip
    except PagusError as error:
        if is_script:
            status = 409 if isinstance(error, Conflict) else 404 if isinstance(error, NotFound) else 403
            return JsonResponse({"error": in_words(error)}, status=status)
        if not isinstance(error, Conflict):
            raise
        filled = form_page(request.user, task=row.id, language=here)
        return _draw_form(request, row, filled, error=in_words(error), status=409)
    missing = kept.missing if is_final else ()
    if kept.refused or missing:
        if is_script:
            return JsonResponse({"error": _("Something needs mending")}, status=422)
        sent = {name: texts for name, texts in values.items() if texts}
        filled = form_page(request.user, task=row.id, answers=sent, language=here)
        view = with_errors(filled.view, kept.refused, missing, here)
        return _draw_form(request, row, filled, view=view, status=422)
    address = reverse("console:task", args=[row.id])
    messages.success(request, _("The answers are complete and kept.") if is_final else _("Kept; you can go on later."))
    return JsonResponse({"kept": True, "url": address}) if is_script else HttpResponseRedirect(address)


def _draw_form(
    request: HttpRequest, row: TaskRow, filled: FormPage, *, view: Any = None, error: str = "", status: int = 200
) -> HttpResponse:
    shown = view or filled.view
    is_finished = filled.status in {"completed", "amended"}
    facts = {
        **_common(request, row),
        "view": shown,
        "filled": filled,
        "asked": asked_names(shown),
        "key": secrets.token_hex(16),
        "errors": errors_above(shown),
        "error": error,
        "is_finished": is_finished,
        "may_fill": is_finished or row.closed_ms is None,
        "worker_url": reverse("console:form_worker"),
        "worker_scope": reverse("console:form_worker").removesuffix("worker.js"),
    }
    return page(request, "task_form", "work", facts, status=status)


def _draw_plain(request: HttpRequest, row: TaskRow, error: str = "") -> HttpResponse:
    here = language()
    facts = {
        **_common(request, row),
        "asked": [{"name": f"fact-{name}", "label": text.say(here), "value": request.POST.get(f"fact-{name}", "")}
                  for name, text in row.facts.items()],
        "key": secrets.token_hex(16),
        "error": error,
    }  # fmt: skip
    return page(request, "task_plain", "work", facts, status=422 if error else 200)


def _do(request: HttpRequest, row: TaskRow) -> HttpResponse:
    """Say that a task without a form is done, with the numbers that it asks for."""
    try:
        facts = {name: _number(request.POST.get(f"fact-{name}", "")) for name in row.facts}
        happened = actions.complete_task(request.user, row.id, facts, key=request.POST.get("_key", ""))
    except (InputError, Conflict) as error:
        return _draw_plain(request, row, in_words(error))
    if happened.is_conflict:
        messages.warning(request, _("Somebody finished this task before you; see what they said on the course."))
    else:
        messages.success(request, _("The task is done."))
    return HttpResponseRedirect(reverse("console:course", args=[row.run]))


def _number(text: str) -> float | None:
    plain = text.strip().replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        raise InputError("{text!r} is no number: write it as 2.5 or 2,5", text=text[:40]) from None


def _common(request: HttpRequest, row: TaskRow) -> dict[str, Any]:
    return {
        "task": (task := task_words(row, language(), request.user)),
        "may_act": accounts.may(request.user, "handle_task") and task["may_do"],
        "back": request.path,
    }
