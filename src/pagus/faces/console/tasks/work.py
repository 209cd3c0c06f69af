"""The worklist of tasks: what waits for a role, a team or me, what is late; taken, given back, given up."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.roles import ROLES
from pagus.apps.handovers.queries import answered_for, waiting_for
from pagus.apps.pathways import actions
from pagus.apps.pathways.queries import worklist
from pagus.apps.pathways.shapes import TaskState, Worklist
from pagus.apps.people import queries as people
from pagus.errors import Conflict, InputError
from pagus.faces.console.courses.course_words import role_name, task_words
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.handovers.handover_words import handover_row
from pagus.faces.console.numbers import whole_number
from pagus.kit_language.pathway_model import PERSON
from pagus.web.middleware import in_words

__all__ = ["act", "chosen_filters", "filter_selects", "show"]

STATES: tuple[TaskState, ...] = ("open", "mine", "overdue", "done")


@require_GET
@asks("see_course")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the tasks, what is due first on top."""
    asked = request.GET.get("state", "open")
    state: TaskState = next((each for each in STATES if each == asked), "open")
    role, team = chosen_filters(request)
    number = max(1, whole_number(request.GET.get("page"), 1))
    found = worklist(request.user, role=role, team=team, state=state, page=number)
    here, sees_people = language(), accounts.may(request.user, "see_person")
    kept = {name: value for name, value in (("role", role), ("team", team)) if value}
    facts = {
        "rows": [task_words(each, here, request.user) for each in found.rows],
        "unheld": sorted({role_name(each.role, here) for each in found.rows if each.is_unheld}),
        "filters": _filters(found, state, kept),
        "selects": filter_selects(role, team),
        "state": state,
        "before_url": _address(state, kept, number - 1) if number > 1 else "",
        "more_url": _address(state, kept, number + 1) if found.has_next else "",
        "may_act": accounts.may(request.user, "handle_task"),
        "sees_people": sees_people,
        "back": request.get_full_path(),
        "questions": [handover_row(each, here) for each in waiting_for(request.user)] if sees_people else [],
        "answers": [handover_row(each, here) for each in answered_for(request.user)] if sees_people else [],
    }
    return page(request, "tasks/work", "work", facts)


@require_POST
@asks("see_course")
def act(request: HttpRequest, task: int, verb: str) -> HttpResponse:
    """Take a task, give it back, or give it up; then back to where the button stood."""
    try:
        if verb == "claim":
            actions.claim_task(request.user, task, on_behalf=request.POST.get("on_behalf") == "yes")
        elif verb == "release":
            actions.release_task(request.user, task)
        else:
            actions.cancel_task(request.user, task, reason=request.POST.get("reason", ""))
            messages.success(request, _("The task is given up; the reason stays beside it."))
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if is_ours else reverse("console:work"))


def chosen_filters(request: HttpRequest) -> tuple[str | None, str | None]:
    """Which role and which team does the address name, of those there are?"""
    roles, teams = [*ROLES, PERSON], [team.code for team in people.teams()]
    role = next((each for each in roles if each == request.GET.get("role")), None)
    team = next((each for each in teams if each == request.GET.get("team")), None)
    return role, team


def _filters(found: Worklist, state: str, kept: dict[str, str]) -> list[dict[str, Any]]:
    labels = {"open": _("All"), "mine": _("Mine"), "overdue": _("Overdue"), "done": _("Done")}
    return [
        {
            "url": _address(each, kept),
            "label": f"{labels[each]} {'≥' if found.is_capped.get(each) else ''}".strip(),
            "count": found.counts.get(each),
            "current": each == state,
        }
        for each in STATES
    ]


def filter_selects(role: str | None, team: str | None) -> list[dict[str, Any]]:
    """The choices of a role and of a team above a list of tasks."""
    here = language()
    roles = [{"value": each, "label": role_name(each, here), "selected": each == role} for each in [*ROLES, PERSON]]
    teams = [
        {"value": each.code, "label": each.name.say(here), "selected": each.code == team} for each in people.teams()
    ]
    every_role = {"value": "", "label": pgettext("roles", "All"), "selected": False}
    every_team = {"value": "", "label": _("All teams"), "selected": False}
    return [
        {"name": "role", "label": _("Role"), "options": [every_role, *roles]},
        {"name": "team", "label": _("Care team"), "options": [every_team, *teams]},
    ]


def _address(state: str, kept: dict[str, str], number: int = 1) -> str:
    parts = {"state": state, **kept, **({"page": str(number)} if number > 1 else {})}
    return f"{reverse('console:work')}?{urlencode(parts)}"
