"""Observations: what came in, what was held or rejected and why, who may send; and the way to bring a file in."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.people import queries as people
from pagus.apps.streams import actions
from pagus.apps.streams import queries as streams
from pagus.apps.streams.imports.reports import ImportReport
from pagus.apps.streams.queries import HeldObservation
from pagus.apps.territory.queries import things
from pagus.doors.files import ColumnMapping, import_observations
from pagus.errors import NotFound, PagusError
from pagus.faces.console.frame import asks, language, page
from pagus.web.middleware import in_words

__all__ = ["MOST_HELD", "bring_in", "held_rows", "held_seen", "readable_reports", "review", "show", "show_report"]

SUFFIXES = (".csv", ".parquet", ".ndjson", ".jsonl")
MOST_LINES = 500
MOST_HELD = 200
"""On the page at once. A device that is out of order fills it with thousands."""
SOURCE = "console"
"""How a file that was uploaded here is named as a source, before the login: what another source sent is not told."""


@require_GET
@asks("see_places")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the state of the store and what waits for somebody."""
    user = request.user
    may_import = accounts.may(user, "import_observations")
    counts, status = streams.counts(), streams.ingest_status()
    held = held_seen(user) if accounts.may(user, "confirm_held") else []
    figures = [
        {"label": _("Observations"), "value": counts.hot + counts.archived, "digits": 0},
        {"label": _("Days in the archive"), "value": counts.closed_days, "digits": 0},
    ]
    if accounts.may(user, "confirm_held"):
        # Counted for the reader only: how many wait elsewhere may point at somebody.
        note = _("implausible, waiting for a review")
        figures.insert(1, {"label": _("Held"), "value": len(held), "digits": 0, "note": note})
    facts = {
        "figures": figures,
        "running": status is not None,
        "broken": status is not None and bool(status.broken),
        "may_register": accounts.may(user, "manage_things"),
        "held": held_rows(user, held[:MOST_HELD]),
        "held_later": max(0, len(held) - MOST_HELD),
        "may_review": accounts.may(user, "confirm_held"),
        "reports": readable_reports(user)[:20],
        "sources": streams.sources() if may_import else [],
        "may_import": may_import,
        "suffixes": ", ".join(SUFFIXES),
    }
    return page(request, "observations/observations", "observations", facts)


@require_GET
@asks("import_observations")
def show_report(request: HttpRequest, number: int) -> HttpResponse:
    """Draw what became of one imported file, line by line."""
    report = next((each for each in readable_reports(request.user) if each.number == number), None)
    if report is None:
        raise NotFound("no import has the number {number}", number=number)
    notes = streams.import_notes(number)
    facts = {
        "report": report,
        "notes": [
            {
                "outcome": each.outcome,
                "position": each.note.position,
                "text": text,
                "remedy": remedy,
            }
            for each in notes[:MOST_LINES]
            for text, remedy in [each.note.in_words(_)]
        ],
        "left_out": max(0, len(notes) - MOST_LINES),
    }
    return page(request, "observations/import_report", "observations", facts)


@require_POST
@asks("import_observations")
def bring_in(request: HttpRequest) -> HttpResponse:
    """Bring an uploaded file in, through the same door as the command line."""
    upload = request.FILES.get("file")
    if upload is None or not str(upload.name).lower().endswith(SUFFIXES):
        messages.error(
            request, _("Choose a file that ends with one of: {suffixes}").format(suffixes=", ".join(SUFFIXES))
        )
        return HttpResponseRedirect(reverse("console:observations"))
    with tempfile.TemporaryDirectory(dir=settings.WORKSPACE.folder) as folder:
        path = Path(folder) / Path(str(upload.name)).name
        with path.open("wb") as target:
            for chunk in upload.chunks():
                target.write(chunk)
        try:
            report = import_observations(
                path,
                ColumnMapping(),
                f"{SOURCE}:{request.user.get_username()}",
                time_zone=settings.TIME_ZONE,
                decimal_comma=request.POST.get("decimal_comma") == "on",
                by=request.user,
            )
        except PagusError as error:
            messages.error(request, in_words(error))
            return HttpResponseRedirect(reverse("console:observations"))
    return HttpResponseRedirect(reverse("console:import_report", args=[report.number]))


@require_POST
@asks("confirm_held")
def review(request: HttpRequest, number: int) -> HttpResponse:
    """Let a held observation in, or refuse it."""
    if not any(each.number == number for each in held_seen(request.user)):
        raise NotFound("no held observation has the number {number}", number=number)
    accept = request.POST.get("verdict") == "accept"
    actions.review_held(number, accept=accept, by=request.user)
    messages.success(
        request, _("The value counts from now on.") if accept else _("The value is refused; it stays on record.")
    )
    return HttpResponseRedirect(reverse("console:observations"))


def readable_reports(user: Any) -> list[ImportReport]:
    """Which import reports are for this user: they name people.

    Gives: of those who may import, their own; and all for a role that sees the people of the whole workspace.
    """
    if not accounts.may(user, "import_observations"):
        return []
    everything = accounts.may(user, "see_person", settings.WORKSPACE.territory)
    own = f"{SOURCE}:{user.get_username()}"
    return [each for each in streams.import_reports() if everything or each.source == own]


def held_seen(user: Any) -> list[HeldObservation]:
    """Which values wait for a review of this user, oldest first? Showing them is ``held_rows``."""
    held = streams.held()
    subjects = {each.subject for each in held}
    named = {code for code in subjects if people.is_person(code)}
    seen = people.visible_codes(user, named)
    places = streams.places_of(subjects - named)
    here = accounts.allowed_places(user, "confirm_held", set(places.values()))
    seen |= {code for code, place in places.items() if place in here}
    return [each for each in held if each.subject in seen]


def held_rows(user: Any, visible: Sequence[HeldObservation]) -> list[dict[str, Any]]:
    """Values that this user may see, as the page draws them. Reading them is journalled."""
    people.note_reading(user, [each.subject for each in visible], "held observations")
    here, signals = language(), streams.signals()
    names = {thing.code: thing.name.say(here) for thing in things()}
    return [
        {
            "number": each.number,
            "subject": each.subject,
            "name": names.get(each.subject, each.subject.partition(":")[2]),
            "url": reverse("console:subject", args=[each.subject]),
            "code": each.signal,
            "signal": signals[each.signal].name.say(here) if each.signal in signals else each.signal,
            "unit": signals[each.signal].unit if each.signal in signals else "",
            "at": each.t,
            "value": each.value,
            "source": each.source,
        }
        for each in visible
    ]
