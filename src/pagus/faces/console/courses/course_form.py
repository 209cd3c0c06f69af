"""A form of a kit for somebody on a pathway, without a task that asks for it: answered, kept, read by decisions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pagus.apps.accounts import queries as accounts
from pagus.apps.pathways.queries import run_sheet
from pagus.faces.console.courses.course_words import course_facts
from pagus.faces.console.courses.form_filling import FormPlace, draw_form, keep_answers
from pagus.faces.console.frame import asks, language

__all__ = ["show"]


@require_http_methods(["GET", "HEAD", "POST"])
@asks("see_course")
def show(request: HttpRequest, run: int, form: str) -> HttpResponse:
    """Draw the form; a POST keeps answers. Once finished, opening it again begins a new one."""
    row = run_sheet(request.user, run).row
    place = FormPlace(
        target={"run": run, "form": form},
        address=reverse("console:course", args=[run]),
        template="courses/course_form",
        around={
            "course": course_facts(row, language(), request.user),
            "may_act": accounts.may(request.user, "handle_task"),
        },
        is_open=row.ended_ms is None,
    )
    return keep_answers(request, place) if request.method == "POST" else draw_form(request, place)
