"""The alert inbox: what needs people, filtered by what stands in the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.alerts import queries as alerts
from pagus.apps.alerts.queries import AlertRow, Inbox, InboxFilters
from pagus.apps.installations import queries as installations
from pagus.apps.territory.queries import get_place
from pagus.errors import CodeError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.numbers import whole_number
from pagus.kit_language.model import SEVERITIES, Severity

__all__ = ["show", "worklist_row"]

PER_PAGE = 25
ALL = "all"


@require_GET
@asks("see_places")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the inbox."""
    filters = _filters(request.GET)
    number = max(1, whole_number(request.GET.get("page"), 1))
    box = alerts.inbox(request.user, replace(filters, limit=PER_PAGE, offset=(number - 1) * PER_PAGE))
    rest = request.GET.copy()
    rest.pop("page", None)
    facts = {
        "rows": [worklist_row(row) for row in box.rows],
        "total": box.total,
        "statuses": _status_links(request.GET, box),
        "severities": _severity_links(request.GET, box),
        "kits": _kit_links(request.GET),
        "place": get_place(filters.place).name if filters.place else "",
        "pages": Paginator(range(box.total), PER_PAGE).get_page(number),
        "query": f"{rest.urlencode()}&" if rest else "",
        "narrowed": bool(request.GET),
    }
    return page(request, "alerts/alerts", "alerts", facts)


def worklist_row(row: AlertRow) -> dict[str, Any]:
    """One alert as the worklist component takes it."""
    here = language()
    return {
        "severity": row.severity,
        "title": row.rule_title.say(here),
        "url": reverse("console:alert", args=[row.id]),
        "subject": row.subject_name.say(here),
        "subject_url": reverse("console:subject", args=[row.subject]),
        "simulated": row.simulated,
        "why": f"{row.kit_title.say(here)} · {row.place_name}",
        "since": row.t_ms,
        "status": row.status,
        "until": row.snoozed_until_ms,
        "late": row.late,
    }


def _filters(query: QueryDict) -> InboxFilters:
    severity, status, place = query.get("severity", ""), query.get("status", ""), query.get("place", "")
    if severity and severity not in SEVERITIES:
        raise CodeError(
            "{severity!r} is no severity: choose one of {known}", severity=severity, known=", ".join(SEVERITIES)
        )
    if status and status not in {ALL, *alerts.STATUSES}:
        raise CodeError(
            "{status!r} is no status: choose one of {known}", status=status, known=", ".join(alerts.STATUSES)
        )
    chosen = InboxFilters(place=place, kit=query.get("kit", ""), subject=query.get("subject", ""))
    if severity:
        chosen = replace(chosen, severities=(severity,))
    if status:
        chosen = replace(chosen, statuses=tuple(alerts.STATUSES) if status == ALL else (status,))
    return chosen


def _with(query: QueryDict, **changes: str) -> str:
    changed = query.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return f"{reverse('console:alerts')}?{changed.urlencode()}" if changed else reverse("console:alerts")


def _status_links(query: QueryDict, box: Inbox) -> list[dict[str, Any]]:
    chosen = query.get("status", "")
    waiting = box.by_status["open"] + box.by_status["acknowledged"]
    first = {"label": _("Needs someone"), "count": waiting, "url": _with(query, status=""), "current": not chosen}
    return [
        first,
        *(
            {
                "label": words.say(language()).capitalize(),
                "count": box.by_status[status],
                "url": _with(query, status=status),
                "current": chosen == status,
            }
            for status, words in alerts.STATUSES.items()
        ),
    ]


def _severity_links(query: QueryDict, box: Inbox) -> list[dict[str, Any]]:
    names: dict[Severity, str] = {
        "critical": _("Critical"),
        "high": _("High"),
        "warning": _("Warning"),
        "information": _("Information"),
    }
    chosen = query.get("severity", "")
    everything = {"label": _("All severities"), "url": _with(query, severity=""), "current": not chosen}
    return [
        everything,
        *(
            {
                "label": label,
                "count": box.by_severity.get(level, 0),
                "url": _with(query, severity=level),
                "current": chosen == level,
            }
            for level, label in names.items()
        ),
    ]


def _kit_links(query: QueryDict) -> list[dict[str, Any]]:
    chosen = query.get("kit", "")
    running = {each.kit.slug: each.kit.title.say(language()) for each in installations.active_installations()}
    return [
        {"label": _("All kits"), "url": _with(query, kit=""), "current": not chosen},
        *(
            {"label": title, "url": _with(query, kit=slug), "current": slug == chosen}
            for slug, title in running.items()
        ),
    ]
