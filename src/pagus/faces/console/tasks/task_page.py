"""One task: the form that it is done by answering, or what whoever does it is asked for."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pagus.apps.accounts import queries as accounts
from pagus.apps.forms.queries import form_page
from pagus.apps.pathways import actions
from pagus.apps.pathways.queries import task_row
from pagus.apps.pathways.shapes import TaskRow
from pagus.errors import Conflict, InputError
from pagus.faces.console.courses.course_words import task_words
from pagus.faces.console.courses.form_filling import FormPlace, draw_form, keep_answers
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.numbers import plain_number
from pagus.faces.console.people.measuring import measurement_fields
from pagus.web.middleware import in_words
from pagus.web.questionnaires import printed_answers

__all__ = ["show", "show_sheet", "worker"]


@require_http_methods(["GET", "HEAD", "POST"])
@asks("see_course")
def show(request: HttpRequest, task: int) -> HttpResponse:
    """Draw a task; a POST keeps answers, or says that it is done."""
    row = task_row(request.user, task)
    if not row.form:
        return _do(request, row) if request.method == "POST" else _draw_plain(request, row)
    place = _place(request, row)
    return keep_answers(request, place) if request.method == "POST" else draw_form(request, place)


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
    return page(request, "parts/form_sheet", "work", facts)


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Give the script that lets forms open without a network; it stands where the pages are that it may keep."""
    script = Path(str(finders.find("js/form_worker.js"))).read_text(encoding="utf-8")
    return HttpResponse(script, "text/javascript", headers={"Cache-Control": "no-cache"})


def _place(request: HttpRequest, row: TaskRow) -> FormPlace:
    worker_url = reverse("console:form_worker")
    return FormPlace(
        target={"task": row.id},
        address=reverse("console:task", args=[row.id]),
        template="tasks/task_form",
        around={
            **_common(request, row),
            "sheet_url": reverse("console:task_sheet", args=[row.id]),
            "worker_url": worker_url,
            "worker_scope": worker_url.removesuffix("worker.js"),
        },
        is_open=row.closed_ms is None,
    )


def _draw_plain(request: HttpRequest, row: TaskRow, error: str = "") -> HttpResponse:
    here = language()
    facts = {
        **_common(request, row),
        "asked": [{"name": f"fact-{name}", "label": text.say(here), "value": request.POST.get(f"fact-{name}", "")}
                  for name, text in row.facts.items()],
        "measured": measurement_fields(row.installation, row.pathway, row.run),
        "key": secrets.token_hex(16),
        "error": error,
    }  # fmt: skip
    return page(request, "tasks/task_plain", "work", facts, status=422 if error else 200)


def _do(request: HttpRequest, row: TaskRow) -> HttpResponse:
    """Say that a task without a form is done, with the numbers that it asks for."""
    written = {name: request.POST.get(f"fact-{name}", "") for name in row.facts}
    try:
        facts = {name: plain_number(text) if text.strip() else None for name, text in written.items()}
        happened = actions.complete_task(request.user, row.id, facts, key=request.POST.get("_key", ""))
    except (InputError, Conflict) as error:
        return _draw_plain(request, row, in_words(error))
    if happened.is_conflict:
        messages.warning(request, _("Somebody finished this task before you; see what they said on the course."))
    else:
        messages.success(request, _("The task is done."))
    return HttpResponseRedirect(reverse("console:course", args=[row.run]))


def _common(request: HttpRequest, row: TaskRow) -> dict[str, Any]:
    return {
        "task": (task := task_words(row, language(), request.user)),
        "may_act": accounts.may(request.user, "handle_task") and task["may_do"],
        "back": request.path,
    }
