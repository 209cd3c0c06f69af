"""The worklist: one screen, by keyboard alone, that follows what happens without being loaded again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.people import queries as people
from pagus.apps.wall_clock import wall_ms
from pagus.apps.worklist import escalating
from pagus.apps.worklist.chain import chain_state
from pagus.apps.worklist.listing import PER_PAGE, mark_of, worklist
from pagus.apps.worklist.pulse import silent_since
from pagus.faces.console.alerts.worklist_words import case_words, hands_words
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.numbers import whole_number

__all__ = ["show", "show_rows", "told"]


@require_GET
@asks("handle_alert")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the worklist."""
    mark = _mark(request)  # before the rows: what happens meanwhile makes the next question find another one
    return page(request, "alerts/worklist", "worklist", {**_facts(request), "mark": mark})


@require_GET
@asks("handle_alert")
def show_rows(request: HttpRequest) -> HttpResponse:
    """Only what changes: asked every few seconds, answered with 304 when nothing did. No thread waits for anything."""
    mark = _mark(request)
    if request.headers.get("If-None-Match") == mark:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = render(request, "console/alerts/worklist_rows.html", _facts(request))
    answer["ETag"] = mark
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_POST
@asks("handle_alert")
def told(request: HttpRequest) -> HttpResponse:
    """Say that one has read what the machine told."""
    escalating.mark_read(request.user)
    messages.success(request, _("Noted. The alerts stay in the list until somebody takes care of them."))
    return HttpResponseRedirect(reverse("console:worklist"))


def _mark(request: HttpRequest) -> str:
    what = f"{language()} {request.GET.get('team', '')} {max(1, whole_number(request.GET.get('page'), 1))}"
    return f'"{mark_of(request.user, wall_ms=wall_ms(), more=what)}"'


def _facts(request: HttpRequest) -> dict[str, Any]:
    here, team = language(), request.GET.get("team", "")
    number = max(1, whole_number(request.GET.get("page"), 1))
    found = worklist(request.user, team=team, page=number)
    login, _role = accounts.actor_of(request.user)
    kept = {"team": team} if team else {}
    return {
        "rows": [case_words(row, here, login, found.now_ms) for row in found.rows],
        "total": found.total,
        "overdue": found.overdue,
        "figures": _figures(found.total, found.overdue, found.mine),
        "hands": hands_words(found, here),
        "on_duty": found.on_duty,
        "chain": _chain(),
        "silent_ms": silent_since(settings.WORKSPACE.folder, wall_ms()),
        "told": len(escalating.unread_of(request.user)),
        "teams": _teams(request.user, team),
        "pages": Paginator(range(found.total), PER_PAGE).get_page(number),
        "query": f"{urlencode(kept)}&" if kept else "",
        "rows_url": f"{reverse('console:worklist_rows')}?{urlencode({**kept, 'page': number})}",
        "focused": request.GET.get("at", ""),
        "spoken": ngettext("{count} person waits", "{count} people wait", found.total).format(count=found.total),
        "may_plan": accounts.may(request.user, "set_parameter"),
        "now_ms": found.now_ms,
    }


def _chain() -> str:
    """A warning when the chain is not proven today: then an empty list says nothing."""
    if chain_state().state != "failed":
        return ""
    return _("The chain from device to worklist is not proven today. An empty list may be a broken one.")


def _figures(total: int, overdue: int, mine: int) -> list[dict[str, Any]]:
    return [
        {"label": _("People who wait"), "value": total},
        {"label": _("Over their time"), "value": overdue},
        {"label": _("In your care"), "value": mine},
    ]


def _teams(user: Any, chosen: str) -> list[dict[str, Any]]:
    if not any(grant.role.every_team for grant in accounts.grants(user)):
        return []
    base = reverse("console:worklist")
    return [
        {"label": _("All teams"), "url": base, "current": not chosen},
        *(
            {"label": team.name.say(language()), "url": f"{base}?team={team.code}", "current": team.code == chosen}
            for team in people.teams()
        ),
    ]
