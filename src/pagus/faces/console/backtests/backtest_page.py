"""Backtests: which kits can be tried on people whose events are known, and one of them with thresholds to move."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pagus.analytics.backtest import History
from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import queries as installations
from pagus.apps.installations.backtesting import kits_with_people, recorded_people, simulated_people, weigh
from pagus.apps.installations.kit_library import library_kit
from pagus.doors.stays_file import read_stays
from pagus.errors import InputError, NotFound, PagusError
from pagus.faces.console.backtests.backtest_asked import Asked, asked_of, movable, value_fields
from pagus.faces.console.backtests.backtest_drawn import worth_facts
from pagus.faces.console.frame import asks, language, page
from pagus.kit_language.model import Kit
from pagus.web.middleware import in_words

__all__ = ["answer", "show", "show_all"]


@require_GET
@asks("try_kit")
def show_all(request: HttpRequest) -> HttpResponse:
    """The kits that can be tried."""
    here = language()
    kits = [(slug, library_kit(slug)) for slug in kits_with_people()]
    cards = [
        {
            "title": kit.title.say(here),
            "summary": kit.summary.say(here),
            "url": reverse("console:backtest", args=[slug]),
            "maturity": kit.maturity,
            "version": kit.version,
            "publisher": kit.publisher,
            "rules": len(kit.rules),
        }
        for slug, kit in kits
    ]
    return page(request, "backtests/backtests", "kits", {"cards": cards})


@require_http_methods(["GET", "POST"])
@asks("try_kit")
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one kit. By POST: held against the stays of a file, which is read and forgotten."""
    kit = _kit(slug)
    given = request.POST if request.method == "POST" else request.GET
    asked = asked_of(given, kit)
    facts = _frame(request, slug, kit, asked, given)
    if request.method == "POST":
        facts |= _answered(request, kit, asked)
    return page(request, "backtests/backtest", "kits", facts, status=422 if facts.get("problem") else 200)


@require_GET
@asks("try_kit")
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """What the values in the address would have been worth: a part of the page above, or a page without scripts."""
    kit = _kit(slug)
    asked = asked_of(request.GET, kit)
    facts = _frame(request, slug, kit, asked, request.GET) | _answered(request, kit, asked)
    if request.headers.get("HX-Request"):
        return render(request, "console/backtests/backtest_answer.html", facts)
    return page(request, "backtests/backtest", "kits", facts)


def _kit(slug: str) -> Kit:
    if slug not in kits_with_people():
        raise NotFound("no backtest for the kit {kit}: nobody has described people for it", kit=slug)
    return library_kit(slug)


def _frame(request: HttpRequest, slug: str, kit: Kit, asked: Asked, given: Any) -> dict[str, Any]:
    here = language()
    return {
        "kit": kit,
        "title": kit.title.say(here),
        "asked": asked,
        "fields": value_fields(kit, asked, given),
        "moved_options": [
            {"value": each.name, "label": each.label.say(here), "selected": each.name == asked.moved}
            for each in movable(kit)
        ],
        "page_url": reverse("console:backtest", args=[slug]),
        "answer_url": reverse("console:backtest_answer", args=[slug]),
        "query": request.GET.urlencode(),
        "runs_here": _runs_here(request, kit),
    }


def _answered(request: HttpRequest, kit: Kit, asked: Asked) -> dict[str, Any]:
    if asked.errors:
        return {"problem": " ".join(asked.errors.values())}
    try:
        known = _people(request, kit, asked)
        return worth_facts(weigh(kit, known, asked.ask()), kit, asked)
    except PagusError as error:
        return {"problem": in_words(error)}


def _people(request: HttpRequest, kit: Kit, asked: Asked) -> History:
    if request.method != "POST":
        return simulated_people(kit.slug, asked.people, asked.days, asked.seed)
    upload = request.FILES.get("stays")
    if upload is None:
        raise InputError("choose the file with the stays: a CSV with person, admitted, discharged")
    with tempfile.TemporaryDirectory(dir=settings.WORKSPACE.folder) as folder:
        path = Path(folder) / Path(str(upload.name)).name
        with path.open("wb") as target:
            for chunk in upload.chunks():
                target.write(chunk)
        stays = read_stays(path, settings.TIME_ZONE)
    territory = accounts.territories(request.user, "try_kit")[0]
    return recorded_people(request.user, kit, territory, stays)


def _runs_here(request: HttpRequest, kit: Kit) -> list[dict[str, str]]:
    """Where this kit runs and its values may be set by this user."""
    return [
        {"url": reverse("console:installation", args=[each.id]), "label": _("Set values where it runs")}
        for each in installations.active_installations()
        if each.kit.id == kit.id and accounts.may(request.user, "set_parameter", each.territory)
    ]
