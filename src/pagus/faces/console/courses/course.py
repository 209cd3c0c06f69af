"""One course on a pathway: where the person stands, why, and what is next; begun from the person's page, left here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.forms.queries import ResponseRow
from pagus.apps.installations import queries as installations
from pagus.apps.pathways import actions
from pagus.apps.pathways.queries import Move, RunSheet, run_sheet, runs_of
from pagus.errors import Conflict, InputError, NotAllowed
from pagus.faces.console.courses.course_knowledge import fact_rows
from pagus.faces.console.courses.course_words import course_facts, role_name, task_words
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.kit_pathways import drawn_pathway
from pagus.faces.console.numbers import whole_number
from pagus.faces.console.people.measuring import measurement_fields
from pagus.kit_language.wording import number_text
from pagus.web import charts
from pagus.web.middleware import in_words

__all__ = ["begin", "courses_of", "drawing", "show", "withdraw"]

STATES = {"completed": "done", "amended": "done", "entered-in-error": "withdrawn"}


@require_GET
@asks("see_course")
def show(request: HttpRequest, run: int) -> HttpResponse:
    """Draw the sheet of a course."""
    sheet, here = run_sheet(request.user, run), language()
    tasks = [task_words(each, here, request.user) for each in sheet.tasks]
    facts = {
        "course": course_facts(sheet.row, here, request.user),
        "standing": [
            {"title": each.title.say(here), "since_ms": each.since_ms, "waits_for": each.waits_for}
            for each in sheet.standing
        ],
        "open_tasks": [each for each in tasks if each["is_open"]],
        "closed_tasks": sorted(
            (each for each in tasks if not each["is_open"]), key=lambda each: -int(each["closed_ms"] or 0)
        ),
        "moves": [_move(each) for each in sheet.moves],
        "known": fact_rows(sheet.facts),
        "asks_facts": any(each.is_recorded for each in sheet.facts),
        "lacks_facts": any(each.is_recorded and each.value is None for each in sheet.facts),
        "may_retract": accounts.may(request.user, "handle_task"),
        "measured": {**measurement_fields(sheet.row.installation, sheet.row.pathway, run), "open": False},
        "forms": _forms(sheet),
        "may_act": sheet.row.ended_ms is None and accounts.may(request.user, "handle_task"),
        "doubts": [each.in_words(_) for each in (*sheet.doubts, *sheet.conflicts)],
        "responses": [_response(each) for each in sheet.responses if isinstance(each, ResponseRow)],
        "told": [
            {"text": each.text.say(here), "to": role_name(each.to, here), "at_ms": each.at_ms, "read_ms": each.read_ms}
            for each in sheet.messages
        ],
        "next_ms": sheet.next_ms,
        "chart": _drawn(sheet),
        "may_withdraw": sheet.row.ended_ms is None and accounts.may(request.user, "enrol"),
    }
    return page(request, "courses/course", "work", facts)


@require_POST
@asks("enrol")
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Let a person begin a pathway; what is refused is said on their page."""
    number, _sign, pathway = request.POST.get("pathway", "").partition("/")
    try:
        run = actions.enrol(request.user, whole_number(number, 0), pathway, code)
    except (InputError, Conflict, NotAllowed) as error:
        messages.error(request, in_words(error))
        return HttpResponseRedirect(reverse("console:subject", args=[code]))
    return HttpResponseRedirect(reverse("console:course", args=[run]))


@require_POST
@asks("enrol")
def withdraw(request: HttpRequest, run: int) -> HttpResponse:
    """Write down that the person does not want to go on."""
    try:
        actions.withdraw(request.user, run, reason=request.POST.get("reason", ""))
        messages.success(request, _("The person has left the pathway; what was written stays."))
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
    return HttpResponseRedirect(reverse("console:course", args=[run]))


def courses_of(user: Any, code: str) -> dict[str, Any]:
    """What the page of a person shows of pathways: their courses, and which they could begin."""
    here = language()
    running = [
        {"value": f"{installed.id}/{name}", "label": f"{pathway.title.say(here)} ({installed.kit.title.say(here)})"}
        for installed in installations.active_installations()
        for name, pathway in installed.kit.pathways.items()
    ]
    return {
        "courses": [course_facts(each, here, user) for each in runs_of(user, code)],
        "may_handle": accounts.may(user, "handle_task"),
        "pathways": running if accounts.may(user, "enrol") else [],
    }


def drawing(installation: int, pathway: str, counts: dict[str, int] | None) -> charts.Chart:
    """The pathway of an installation as a drawing, with how many stand in each state."""
    installed = installations.get_installation(installation)
    return drawn_pathway(installed.kit, pathway, installed.parameters, counts)


def _forms(sheet: RunSheet) -> list[dict[str, str]]:
    """The forms of the kit, to be answered without a task."""
    kit = installations.get_installation(sheet.row.installation).kit
    return [
        {"url": reverse("console:course_form", args=[sheet.row.id, form.name]), "title": form.title.say(language())}
        for form in kit.forms.values()
    ]


def _drawn(sheet: RunSheet) -> charts.Chart:
    here = {each.state: 1 for each in sheet.standing if each.pathway == sheet.row.pathway}
    return drawing(sheet.row.installation, sheet.row.pathway, here)


def _move(move: Move) -> dict[str, Any]:
    """One move with its reason: the way that was taken, then those that stood open."""
    here = language()
    taken = next((each for each in move.considered if each.verdict), None)
    return {
        "at_ms": move.at_ms,
        "source": move.source.say(here),
        "to": move.to.say(here),
        "by": move.by,
        "why": taken.words.say(here) if taken is not None else "",
        "read": [
            {"name": name, "value": "–" if value is None else number_text(value, here)}
            for name, value in (taken.read if taken is not None else {}).items()
        ],
        "others": [
            {"words": each.words.say(here), "verdict": each.verdict, "lacks": each.lacks}
            for each in move.considered
            if each is not taken
        ],
    }


def _response(row: ResponseRow) -> dict[str, Any]:
    here = language()
    return {
        "id": row.id,
        "field": f"reason-{row.id}",
        "title": row.title.say(here),
        "url": reverse("console:task", args=[row.task]) if row.task else "",
        "in_error": row.status == "entered-in-error",
        "state": STATES.get(row.status, "doing"),
        "status": row.status,
        "by": row.by,
        "at_ms": row.changed_ms,
        "scores": [
            {
                "label": label.say(here),
                "value": "" if value is None else number_text(value, here),
                "band": band.say(here) if band is not None else "",
            }
            for label, value, band in row.scores
        ],
        "flags": [each.say(here) for each in row.flags],
        "missing": row.missing,
    }
