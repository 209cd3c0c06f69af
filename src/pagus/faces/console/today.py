"""Today: what needs me now, and is the territory listening?"""

from __future__ import annotations

from typing import Any

import polars as pl
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts import queries as alerts
from pagus.apps.alerts.activity import alerts_a_day
from pagus.apps.alerts.queries import Inbox, InboxFilters
from pagus.apps.installations import queries as installations
from pagus.apps.pathways.queries import worklist
from pagus.apps.people import queries as people
from pagus.apps.streams import queries as streams
from pagus.apps.territory.queries import get_place, things
from pagus.apps.worklist.chain import KIND as SELF_TEST
from pagus.faces.console.alerts.grouped_alerts import MOST_ALERTS, grouped_rows
from pagus.faces.console.alerts.inbox import worklist_row
from pagus.faces.console.courses.course_words import task_words
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.kit_pages import pages_of
from pagus.faces.console.kits.kit_tasks import task_rows
from pagus.faces.console.observations.arrivals import held_seen, readable_reports
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.pathway_model import PERSON
from pagus.web import charts

__all__ = ["show"]

MOST_ROWS = 8
MOST_TASKS = 5
SILENT_MS = 6 * HOUR


@require_GET
@asks()
def show(request: HttpRequest) -> HttpResponse:
    """Draw the day."""
    user, now_ms = request.user, settings.WORKSPACE.clock.now_ms()
    box = alerts.inbox(user, InboxFilters(limit=MOST_ALERTS))
    rows = grouped_rows(box.rows, now_ms)
    waking = alerts.inbox(user, InboxFilters(statuses=("snoozed",), limit=50))
    grants = accounts.grants(user)
    facts = {
        "place": ", ".join(get_place(code).name for code in sorted({grant.territory for grant in grants})),
        "rows": rows[:MOST_ROWS],
        "more": box.total - sum(row["count"] for row in rows[:MOST_ROWS]),
        "figures": _figures(user, box, now_ms),
        "kits": _running(user, now_ms) if accounts.may(user, "see_places") else None,
        "own_tasks": _own_tasks(user) if accounts.may(user, "see_course") else [],
        "waking": [worklist_row(row) for row in waking.rows if (row.snoozed_until_ms or 0) < now_ms + DAY],
        "reports": readable_reports(user)[:3],
        "tasks": task_rows(installations.open_tasks(user)),
        "awaited": _awaited(user),
        "hidden": not accounts.may(user, "see_person"),
        "handles": accounts.may(user, "handle_alert"),
    }
    return page(request, "today", "today", facts)


def _awaited(user: Any) -> list[dict[str, Any]]:
    """The newer versions that wait for a clinical acceptance this user may give."""
    return [
        {
            "kit": each.newer.title.say(language()),
            "running": each.installed.kit.version,
            "newer": each.newer.version,
            "url": pages_of(each.reference).acceptance,
            "place": get_place(each.installed.territory).name,
        }
        for each in installations.awaited_acceptances(user)
    ]


def _own_tasks(user: Any) -> list[dict[str, Any]]:
    """The tasks of pathways that are due first, of those that wait for this user's role."""
    rows = [each for each in worklist(user).rows if each.may_do == "yes" and each.role != PERSON]
    return [task_words(each, language(), user) for each in rows[:MOST_TASKS]]


def _figures(user: Any, box: Inbox, now_ms: int) -> list[dict[str, Any]]:
    figures = [{"label": _("Open alerts"), "value": box.by_status["open"]}]
    if box.by_status["acknowledged"]:
        figures[0]["note"] = _("{count} acknowledged").format(count=box.by_status["acknowledged"])
    if accounts.may(user, "see_person"):
        followed = people.count_visible(user)
        figures.append({"label": _("People followed"), "value": followed, "note": _("under a pseudonym")})
    stations = [it for it in things() if it.kind != SELF_TEST and accounts.may(user, "see_places", it.place)]
    last = dict(
        streams.last_values([it.code for it in stations]).group_by("subject").agg(pl.col("t").max()).iter_rows()
    )
    silent = [thing for thing in stations if last.get(thing.code, 0) < now_ms - SILENT_MS]
    note = _("none silent") if not silent else _("{count} silent for over 6 hours").format(count=len(silent))
    figures.append({"label": _("Stations"), "value": len(stations), "note": note})
    if accounts.may(user, "confirm_held"):
        visible = len(held_seen(user))
        note = _("waiting for a review") if visible else _("nothing waits")
        figures.append({"label": _("Held observations"), "value": visible, "note": note})
    return figures


def _running(user: Any, now_ms: int) -> list[dict[str, Any]]:
    here = language()
    running = installations.active_installations()
    activity = alerts_a_day(user, [each.id for each in running], now_ms)
    rows = []
    sees_people = accounts.may(user, "see_person")
    for installed in running:
        daily = activity[installed.id]
        withheld = installed.kit.subject == "person" and not sees_people
        small = charts.sparkline(
            charts.Sparkline(
                setting=charts.Setting(identifier=f"kit-{installed.id}", language=here, zone=settings.TIME_ZONE),
                title=_("Alerts a day"),
                unit="1",
                start=daily.days[0],
                end=daily.days[-1],
                times=daily.days,
                values=[float(count) for count in daily.counts],
                digits=0,
            )
        )
        rows.append(
            {
                "title": installed.kit.title.say(here),
                "url": reverse("console:installation", args=[installed.id]),
                "mode": installed.mode,
                "version": installed.kit.version,
                "mean": None if withheld else daily.mean(),
                "today": None if withheld else daily.counts[-1],
                "chart": None if withheld else small,
                "withheld": withheld,
            }
        )
    return rows
