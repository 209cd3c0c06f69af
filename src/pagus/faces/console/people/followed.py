"""The people somebody follows: under their pseudonyms, with what is open for each and when they were last heard."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import polars as pl
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from pagus.apps.accounts import queries as accounts
from pagus.apps.identities.programs import LETTING
from pagus.apps.monitoring.queries import DEPARTURES
from pagus.apps.monitoring.standing import departed
from pagus.apps.people import queries as people
from pagus.apps.streams import queries as streams
from pagus.apps.territory.queries import get_place
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.numbers import whole_number
from pagus.faces.console.people.finding import FoundPeople, found_people, gravest

__all__ = ["show"]

PER_PAGE = 50


@require_GET
@asks("see_person")
def show(request: HttpRequest) -> HttpResponse:
    """Draw one page of the list. Only whoever stands on it was read, and is journalled."""
    like = request.GET.get("q", "").strip()[:60]
    number = max(1, whole_number(request.GET.get("page"), 1))
    found = found_people(request.user, like, number, PER_PAGE)
    facts = {
        "rows": _rows(request.user, found),
        "pages": Paginator(range(found.total), PER_PAGE).get_page(number),
        "like": like,
        "query": f"{urlencode({'q': like})}&" if like else "",
        "now_ms": settings.WORKSPACE.clock.now_ms(),
        "may_let_identify": accounts.may(request.user, LETTING),
    }
    return page(request, "people/people", "people", facts)


def _rows(user: Any, found: FoundPeople) -> list[dict[str, Any]]:
    codes, open_alerts = found.codes, found.alerts
    known = {person.code: person for person in people.read_people(user, "people list", codes)}
    heard = streams.last_values(codes)
    last = dict(heard.group_by("subject").agg(pl.col("t").max()).iter_rows())
    teams = {team.code: team.name.say(language()) for team in people.teams()}
    left = departed(codes)
    return [
        {
            "code": code.partition(":")[2],
            "url": reverse("console:subject", args=[code]),
            "place": get_place(known[code].residence).name,
            "team": teams.get(known[code].team, known[code].team),
            "simulated": known[code].simulated,
            "left": DEPARTURES[left[code]].say(language()) if code in left else "",
            "last": last.get(code),
            "severity": gravest(open_alerts[code]) if code in open_alerts else None,
            "alerts": sum(open_alerts.get(code, {}).values()),
        }
        for code in codes
    ]
