"""What is due, and a month of a monitoring: a page for the team; CSV and PDF only where a statement may be given."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.installations.queries import active_installations
from pagus.apps.monitoring import queries, statement
from pagus.apps.monitoring.access import monitors
from pagus.apps.monitoring.due import DUE_DAYS, renewals_due
from pagus.apps.monitoring.statement import Month, PersonMonth
from pagus.apps.people import queries as people
from pagus.apps.territory.queries import get_place
from pagus.faces.console.access.access_exports import attached, day_of_now
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.monitoring.monitoring_words import day_words, fee_words, lack_words
from pagus.faces.console.numbers import whole_number
from pagus.kit_language.model import Language
from pagus.kit_language.wording import duration_text
from pagus.web.middleware import in_words
from pagus.web.pdf import compile_pdf

__all__ = ["as_csv", "as_pdf", "show", "show_due"]

PER_PAGE = 50
COLUMNS = ("month", "kit", "version", "line", "person", "team", "days", "days_with_data", "alerts", "in_time",
           "waiting", "done")  # fmt: skip


@require_GET
@asks("see_person")
def show_due(request: HttpRequest) -> HttpResponse:
    """Draw whose papers need somebody, and the monitorings of the territory."""
    here = language()
    day = queries.today()
    last_month = (day.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    number = max(1, whole_number(request.GET.get("page"), 1))
    due = renewals_due(request.user, number, PER_PAGE)
    rows = [
        {
            "code": each.subject.partition(":")[2],
            "url": reverse("console:monitoring_papers", args=[each.subject]),
            "simulated": each.simulated,
            "kit": each.installed.kit.title.say(here),
            "until": "" if each.until is None else day_words(each.until, here),
            "late": bool(each.lacks),
            "state": ", ".join(map(lack_words, each.lacks)) or _("ends soon"),
        }
        for each in due.rows
    ]
    kits = [
        {
            "title": each.kit.title.say(here),
            "mode": each.mode,
            "place": get_place(each.territory).name,
            "url": reverse("console:monitoring_month", args=[each.id, last_month]),
        }
        for each in active_installations()
        if monitors(each)
    ]
    pages = Paginator(range(due.total), PER_PAGE).get_page(number)
    facts = {"rows": rows, "pages": pages, "kits": kits, "days": DUE_DAYS}
    return page(request, "monitoring/monitoring_due", "people", facts)


@require_GET
@asks("see_person")
def show(request: HttpRequest, number: int, month: str) -> HttpResponse:
    """Draw a month, person by person, and whether a statement of it may be given."""
    page_number = max(1, whole_number(request.GET.get("page"), 1))
    found = statement.month_of(request.user, number, month, page_number, PER_PAGE)
    here = language()
    before = (found.first - timedelta(days=1)).strftime("%Y-%m")
    after = (found.last + timedelta(days=1)).strftime("%Y-%m")
    pages = Paginator(range(found.total), PER_PAGE).get_page(page_number)
    teams = {team.code: team.name.say(here) for team in people.teams()}
    facts = {
        "number": number,
        "month": month,
        "title": _month_words(found.first, here),
        "kit": found.installed.kit.title.say(here),
        "mode": found.installed.mode,
        "line": None if found.line is None else found.line.name.say(here),
        "reading": duration_text(found.reading_ms, here, dative=True),
        "persons": [_row(each, teams) for each in found.persons],
        "pages": pages,
        "refusals": [in_words(each) for each in found.refusals],
        "fees": [] if found.line is None else [fee_words(fee, found.line, here) for fee in found.line.fees.values()],
        "before": reverse("console:monitoring_month", args=[number, before]),
        "after": reverse("console:monitoring_month", args=[number, after]),
        "simulated": any(each.simulated for each in found.persons) or found.installed.mode == "simulation",
    }
    return page(request, "monitoring/monitoring_month", "people", facts)


@require_GET
@asks("see_person")
def as_csv(request: HttpRequest, number: int, month: str) -> HttpResponse:
    """The statement of a month as a table. Refused, with every reason, where none may be given."""
    found = statement.month_of(request.user, number, month)
    persons = statement.require_statement(found, request.user)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    line = "" if found.line is None else found.line.code or found.line.id
    for each in persons:
        done = " ".join(f"{what}:{count}" for what, count in sorted(each.done.items()))
        kit = found.installed.kit
        writer.writerow([month, kit.id, kit.version, line, each.subject, each.team, each.days, each.days_with_data,
                         each.alerts, each.in_time, each.waiting, done])  # fmt: skip
    return attached(text.getvalue().encode(), "text/csv", f"statement-{number}-{month}.csv")


@require_GET
@asks("see_person")
def as_pdf(request: HttpRequest, number: int, month: str) -> HttpResponse:
    """The statement of a month on paper. Refused, with every reason, where none may be given."""
    found = statement.month_of(request.user, number, month)
    persons = statement.require_statement(found, request.user)
    made = compile_pdf("statement", paper_facts(found, persons, language()))
    return attached(made, "application/pdf", f"statement-{number}-{month}.pdf")


def paper_facts(found: Month, persons: tuple[PersonMonth, ...], here: Language) -> dict[str, Any]:
    """All that the paper shows."""
    kit, line = found.installed.kit, found.line
    certificate = kit.device.certificate if kit.device is not None else None
    return {
        "language": here,
        "title": _month_words(found.first, here),
        "day": day_of_now(here),
        "simulated": _("simulated") if any(each.simulated for each in persons) else "",
        "credit": f"{kit.id} {kit.version}",
        "over": _("Statement of activity"),
        "facts": [
            [_("Kit"), kit.title.say(here)],
            [_("Line"), "" if line is None else f"{line.name.say(here)} {line.code}".strip()],
            [_("Certificate"), certificate or ""],
            [_("Territory"), get_place(found.installed.territory).name],
        ],
        "head": [_("Person"), _("Days"), _("With data"), _("Alerts"), _("In time"), _("Waiting")],
        "rows": [
            [each.subject.partition(":")[2], *map(str, (each.days, each.days_with_data, each.alerts, each.in_time,
                                                        each.waiting))]
            for each in persons
        ],
        "clock": _("In time: somebody looked at the alert within {reading}.").format(
            reading=duration_text(found.reading_ms, here, dative=True)
        ),
    }  # fmt: skip


def _month_words(first: date, here: str) -> str:
    names = {
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    }
    english = "January February March April May June July August September October November December"
    return f"{names.get(here, english).split()[first.month - 1]} {first.year}"


def _row(each: PersonMonth, teams: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": each.subject.partition(":")[2],
        "url": reverse("console:monitoring_papers", args=[each.subject]),
        "simulated": each.simulated,
        "team": teams.get(each.team, each.team),
        "days": each.days,
        "days_with_data": each.days_with_data,
        "alerts": each.alerts,
        "in_time": each.in_time,
        "waiting": each.waiting,
        "reminders": each.reminders,
        "outside": [lack_words(lack) for lack in each.outside],
    }
