"""The week of tasks: on each day what is due, and the same as a list."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from pagus.apps.pathways.policy import CALENDAR
from pagus.apps.pathways.queries import due_between
from pagus.faces.console.courses.course_words import role_name, task_words
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.tasks.work import chosen_filters, filter_selects

__all__ = ["show"]

DAYS = 7


@require_GET
@asks("see_course")
def show(request: HttpRequest) -> HttpResponse:
    """Draw a week from its Monday on; without a day in the address, the week of now."""
    zone, moment = ZoneInfo(settings.TIME_ZONE), settings.WORKSPACE.clock.now_ms()
    today = datetime.fromtimestamp(moment / 1000, zone).date()
    monday = _monday(_day(request.GET.get("week", ""), today))
    days = [monday + timedelta(days=count) for count in range(DAYS + 1)]
    bounds = [int(datetime.combine(day, time(), zone).timestamp() * 1000) for day in days]
    role, team = chosen_filters(request)
    found, late = due_between(request.user, bounds[0], bounds[-1], role=role, team=team)
    here = language()
    rows = [task_words(each, here, request.user) for each in found]
    kept = {name: value for name, value in (("role", role), ("team", team)) if value}
    facts = {
        "rows": rows,
        "days": [
            {
                "at_ms": start,
                "is_today": day == today,
                "rows": [row for row in rows if start <= row["due_ms"] < end],
            }
            for day, start, end in zip(days[:-1], bounds[:-1], bounds[1:], strict=True)
        ],
        "late": late,
        "late_url": f"{reverse('console:work')}?{urlencode({'state': 'overdue', **kept})}",
        "is_full": len(rows) == CALENDAR,
        "from_ms": bounds[0],
        "to_ms": bounds[-2],
        "before_url": _address(monday - timedelta(days=DAYS), kept),
        "after_url": _address(monday + timedelta(days=DAYS), kept),
        "now_url": _address(None, kept),
        "selects": filter_selects(role, team),
        "kept": [{"name": "week", "value": monday.isoformat()}],
        "unheld": sorted({role_name(each.role, here) for each in found if each.is_unheld}),
    }
    return page(request, "tasks/task_calendar", "work", facts)


def _day(text: str, otherwise: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return found if 1971 <= found.year <= 2900 else otherwise


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _address(monday: date | None, kept: dict[str, Any]) -> str:
    parts = {**({"week": monday.isoformat()} if monday else {}), **kept}
    return reverse("console:task_calendar") + (f"?{urlencode(parts)}" if parts else "")
