"""The people somebody follows: under their pseudonyms, with what is open for each and when they were last heard."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts import queries as alerts
from pagus.apps.alerts.queries import InboxFilters
from pagus.apps.identities.programs import LETTING
from pagus.apps.monitoring.queries import DEPARTURES
from pagus.apps.monitoring.standing import departed
from pagus.apps.people import queries as people
from pagus.apps.streams import queries as streams
from pagus.apps.territory.queries import get_place
from pagus.faces.console.frame import asks, language, page
from pagus.kit_language.model import SEVERITIES, Severity

__all__ = ["show"]

PER_PAGE = 50
MOST_ALERTS = 1_000


@require_GET
@asks("see_person")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the list."""
    followed = people.read_people(request.user, "people list")
    heard = streams.last_values([person.code for person in followed])
    last = dict(heard.group_by("subject").agg(pl.col("t").max()).iter_rows())
    open_alerts = _open_alerts(request.user)
    teams = {team.code: team.name.say(language()) for team in people.teams()}
    left = departed(person.code for person in followed)
    rows = [
        {
            "code": person.code.partition(":")[2],
            "url": reverse("console:subject", args=[person.code]),
            "place": get_place(person.residence).name,
            "team": teams.get(person.team, person.team),
            "simulated": person.simulated,
            "left": DEPARTURES[left[person.code]].say(language()) if person.code in left else "",
            "last": last.get(person.code),
            "severity": open_alerts.get(person.code, (None, 0))[0],
            "alerts": open_alerts.get(person.code, (None, 0))[1],
        }
        for person in followed
    ]
    rows.sort(key=lambda row: (-SEVERITIES.index(row["severity"]) if row["severity"] else 1, row["code"]))
    pages = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    facts = {
        "rows": list(pages),
        "pages": pages,
        "now_ms": settings.WORKSPACE.clock.now_ms(),
        "may_let_identify": accounts.may(request.user, LETTING),
    }
    return page(request, "people/people", "people", facts)


def _open_alerts(user: Any) -> dict[str, tuple[Severity, int]]:
    found: dict[str, tuple[Severity, int]] = {}
    for row in alerts.inbox(user, InboxFilters(limit=MOST_ALERTS)).rows:
        worst, count = found.get(row.subject, (row.severity, 0))
        found[row.subject] = (max(worst, row.severity, key=SEVERITIES.index), count + 1)
    return found
