"""Saved scenarios: the list, saving, renaming, copying, sharing, deleting, and the comparison of two to four."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.access import actions
from pagus.apps.access.edits import read_edits
from pagus.apps.access.lab import open_lab
from pagus.apps.access.outcome import Outcome, outcome_of
from pagus.apps.access.queries import SavedScenario, read_scenario, scenarios, shared_scenario
from pagus.apps.accounts import queries as accounts
from pagus.apps.territory.queries import get_place
from pagus.errors import InputError
from pagus.faces.console.access.access_asked import asked_of, opened
from pagus.faces.console.access.access_page import figures
from pagus.faces.console.access.access_words import edit_sentences, profession_name, shown, unit_words
from pagus.faces.console.frame import asks, language, page
from pagus.library.access import access_method

__all__ = ["act", "compare", "open_shared", "save", "show"]

FEWEST, MOST = 2, 4
ROWS = 25


@require_GET
@asks("see_places")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the list of one's own scenarios."""
    here = language()
    rows = [_row(request, each, here) for each in scenarios(request.user)]
    may_save = accounts.may(request.user, "plan_access")
    return page(request, "access/access_scenarios", "access", {"rows": rows, "may_save": may_save, "most": MOST})


@require_POST
@asks("plan_access")
def save(request: HttpRequest) -> HttpResponse:
    """Save the changes of the page as a new scenario, or in the place of those of the one that is open."""
    asked = asked_of(request)
    _lab, edits = opened(asked)
    if request.POST.get("replace") and asked.scenario is not None:
        actions.change_scenario(asked.scenario.number, edits, asked.method, by=request.user)
        number = asked.scenario.number
    else:
        name = request.POST.get("name", "")
        number = actions.save_scenario(name, asked.place, asked.profession, asked.method, edits, by=request.user)
    messages.success(request, _("The scenario is saved."))
    return HttpResponseRedirect(f"{reverse('console:access_lab')}?scenario={number}")


@require_POST
@asks("plan_access")
def act(request: HttpRequest, number: int, verb: str) -> HttpResponseBase:
    """Rename, copy, share, take back or delete a scenario."""
    if verb not in ACTS:
        raise InputError("{verb} is nothing that can be done with a scenario", verb=verb)
    messages.success(request, ACTS[verb](request, number))
    return HttpResponseRedirect(reverse("console:access_scenarios"))


@require_GET
@asks("see_places")
def open_shared(request: HttpRequest, key: str) -> HttpResponse:
    """Open the scenario that a link leads to."""
    found = shared_scenario(request.user, key)
    address = f"{reverse('console:access_lab')}?scenario={found.number}"
    return HttpResponseRedirect(address if found.own else f"{address}&key={key}")


@require_GET
@asks("see_places")
def compare(request: HttpRequest) -> HttpResponse:
    """Draw two to four scenarios of one territory and one kind of care beside each other."""
    here = language()
    numbers = [int(each) for each in request.GET.getlist("s") if each.isdigit()]
    if not FEWEST <= len(set(numbers)) <= MOST:
        raise InputError("choose {fewest} to {most} scenarios to compare", fewest=FEWEST, most=MOST)
    chosen = [read_scenario(request.user, number) for number in dict.fromkeys(numbers)]
    first = chosen[0]
    if any((each.territory, each.profession) != (first.territory, first.profession) for each in chosen):
        raise InputError("only scenarios of one territory and one kind of care can be compared")
    # One method for all: that of the first, or scenarios would differ by how they are measured.
    outcomes = [_outcome(each, first.method) for each in chosen]
    facts = {
        "place": get_place(first.territory),
        "profession": profession_name(first.profession, here),
        "method": access_method(first.method).title[here],
        "unit": unit_words(outcomes[0].lab),
        "simulated": outcomes[0].lab.simulated,
        "columns": [_column(each, outcome, here) for each, outcome in zip(chosen, outcomes, strict=True)],
        "figures": _figures(outcomes, here),
        "rows": _places(outcomes, here),
    }
    return page(request, "access/access_compare", "access", facts)


def _outcome(scenario: SavedScenario, method: str) -> Outcome:
    lab = open_lab(scenario.territory, scenario.profession, method)
    return outcome_of(lab, read_edits([dict(each) for each in scenario.edits], lab))


def _column(scenario: SavedScenario, outcome: Outcome, here: str) -> dict[str, Any]:
    return {
        "name": scenario.name,
        "url": f"{reverse('console:access_lab')}?scenario={scenario.number}",
        "changes": edit_sentences(outcome.lab, outcome.edits, here),
        "gaining": outcome.people_gaining,
        "losing": outcome.people_losing,
    }


def _figures(outcomes: list[Outcome], here: str) -> list[dict[str, Any]]:
    """One row a figure: its name, today, then each scenario."""
    told = [figures(outcome, here) for outcome in outcomes]
    return [
        {
            "label": row["label"],
            "hint": row["hint"],
            "today": row["before"],
            "cells": [{"value": each[at]["after"], "better": each[at]["better"]} for each in told],
        }
        for at, row in enumerate(told[0])
    ]


def _places(outcomes: list[Outcome], here: str) -> list[dict[str, Any]]:
    """The communes where the scenarios differ most from today, each with the access of each scenario."""
    lab = outcomes[0].lab
    rows = []
    for at, place in enumerate(outcomes[0].places):
        each = [outcome.places[at] for outcome in outcomes]
        moved = max(abs(one.change) for one in each)
        if moved > 1e-9 * max(1.0, place.before or 0.0):
            cells = [shown(lab, one.after, here) for one in each]
            rows.append((moved, {"name": place.name, "today": shown(lab, place.before, here), "cells": cells}))
    rows.sort(key=lambda row: (-row[0], row[1]["name"]))
    return [row for _, row in rows[:ROWS]]


def _row(request: HttpRequest, scenario: SavedScenario, here: str) -> dict[str, Any]:
    shared = ""
    if scenario.share_key:
        shared = request.build_absolute_uri(reverse("console:access_shared", args=[scenario.share_key]))
    return {
        "number": scenario.number,
        "name": scenario.name,
        "url": f"{reverse('console:access_lab')}?scenario={scenario.number}",
        "place": get_place(scenario.territory).name,
        "profession": profession_name(scenario.profession, here),
        "count": len(scenario.edits),
        "changed_ms": scenario.changed_ms,
        "shared": shared,
    }


def _rename(request: HttpRequest, number: int) -> str:
    actions.rename_scenario(number, request.POST.get("name", ""), by=request.user)
    return _("The scenario has its new name.")


def _copy(request: HttpRequest, number: int) -> str:
    key = request.POST.get("key", "")
    original = read_scenario(request.user, number, key)
    name = request.POST.get("name") or _("Copy of {name}").format(name=original.name)[:120]
    actions.duplicate_scenario(number, name, by=request.user, key=key)
    return _("The copy is saved: it is yours to change.")


def _share(request: HttpRequest, number: int) -> str:
    actions.share_scenario(number, by=request.user)
    return _("Whoever has an account of this territory and the link can read the scenario.")


def _unshare(request: HttpRequest, number: int) -> str:
    actions.unshare_scenario(number, by=request.user)
    return _("The link leads nowhere any more.")


def _delete(request: HttpRequest, number: int) -> str:
    actions.delete_scenario(number, by=request.user)
    return _("The scenario is deleted.")


ACTS: dict[str, Callable[[HttpRequest, int], str]] = {
    "rename": _rename,
    "copy": _copy,
    "share": _share,
    "unshare": _unshare,
    "delete": _delete,
}
