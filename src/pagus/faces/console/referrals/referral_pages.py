"""Referrals: what waits and what is late, one referral with its options, the choice, the steps, the printed sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.appointments import actions
from pagus.apps.appointments.policy import OPEN_STATES, REFERRAL_STATES, ReferralStatus
from pagus.apps.appointments.queries import ReferralSheet, referral_sheet, worklist
from pagus.apps.care.queries import SECTORS
from pagus.errors import Conflict, InputError, PagusError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.numbers import whole_number
from pagus.faces.console.referrals.referral_words import (
    language_name,
    mode_name,
    proposal_words,
    referral_row,
    state_words,
)
from pagus.kit_language.model import LANGUAGES
from pagus.web.middleware import in_words

__all__ = ["choose", "move", "show", "show_all", "show_sheet"]

PER_PAGE = 50
ICONS = {"requested": "note", "chosen": "person", "completed": "tick"}


@require_GET
@asks("see_person")
def show_all(request: HttpRequest) -> HttpResponse:
    """Draw the worklist: what is due first on top."""
    chosen = request.GET.get("status", "open")
    known: dict[str, tuple[ReferralStatus, ...]] = {each: (each,) for each in REFERRAL_STATES}
    known |= {"open": OPEN_STATES, "overdue": OPEN_STATES}
    statuses = known.get(chosen, OPEN_STATES)
    offset = max(0, whole_number(request.GET.get("from"), 0))
    found = worklist(request.user, statuses, overdue=chosen == "overdue", limit=PER_PAGE, offset=offset)
    here = language()
    counts: dict[str, int] = {each: found.by_status.get(each, 0) for each in REFERRAL_STATES}
    counts |= {"open": sum(found.by_status.get(each, 0) for each in OPEN_STATES), "overdue": found.overdue}
    labels = {"open": _("Under way"), "overdue": _("Overdue")}
    labels |= {each: _capital(text.say(here)) for each, text in REFERRAL_STATES.items()}
    base = reverse("console:referrals")
    facts = {
        "rows": [referral_row(each, here) for each in found.rows],
        "filters": [
            {"url": f"{base}?status={each}", "label": label, "count": counts[each], "current": each == chosen}
            for each, label in labels.items()
        ],
        "more_url": f"{base}?status={chosen}&from={offset + PER_PAGE}" if found.total > offset + PER_PAGE else "",
    }
    return page(request, "referrals/referrals", "referrals", facts)


@require_GET
@asks("see_person")
def show(request: HttpRequest, number: int) -> HttpResponse:
    """Draw one referral."""
    return _draw(request, number)


@require_GET
@asks("see_person")
def show_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Draw the sheet for the patient, in the language they read."""
    sheet = referral_sheet(request.user, number)
    wanted = request.GET.get("language", "")
    spoken = next((each for asked in (wanted, sheet.language) for each in LANGUAGES if each == asked), language())
    with translation.override(spoken):
        facts = {
            **_facts(sheet, spoken),
            "languages": [
                {"url": f"?language={each}", "label": language_name(each), "current": each == spoken}
                for each in LANGUAGES
            ],
        }
        return page(request, "referrals/referral_sheet", "referrals", facts)


@require_POST
@asks("refer")
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """Record what the patient chose."""
    try:
        rank = whole_number(request.POST.get("rank"), 0)
        actions.choose(number, rank, request.user, note=request.POST.get("note", ""))
        messages.success(request, _("The patient’s choice is kept."))
    except (InputError, Conflict) as error:
        return _draw(request, number, error)
    return HttpResponseRedirect(reverse("console:referral", args=[number]))


@require_POST
@asks("refer")
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Say how far the referral is; what is refused is said on its page."""
    status = request.POST.get("status", "")
    known = next((each for each in REFERRAL_STATES if each == status), None)
    try:
        if known is None:
            raise InputError("choose how far the referral is")
        actions.move_on(number, known, request.user, note=request.POST.get("note", ""))
        messages.success(request, _("The state of the referral is kept."))
    except (InputError, Conflict) as error:
        return _draw(request, number, error)
    return HttpResponseRedirect(reverse("console:referral", args=[number]))


def _draw(request: HttpRequest, number: int, error: PagusError | None = None) -> HttpResponse:
    sheet, here = referral_sheet(request.user, number), language()
    facts = {
        **_facts(sheet, here),
        "events": [
            {
                "at": each.at_ms,
                "what": _capital(_("the patient’s choice") if each.verb == "chosen" else state_words(each.verb, here)),
                "who": _("the system") if each.by == "system" else each.by,
                "note": each.note,
                "icon": ICONS.get(each.verb, "arrow"),
            }
            for each in reversed(sheet.log)
        ],
        "states": [{"value": each, "label": _capital(state_words(each, here))} for each in sheet.next_states],
        "may_choose": sheet.may_handle and sheet.row.status in ("requested", "accepted"),
        "error": in_words(error) if error else "",
    }
    return page(request, "referrals/referral", "referrals", facts, status=422 if error else 200)


def _facts(sheet: ReferralSheet, here: str) -> dict[str, Any]:
    row = referral_row(sheet.row, here)
    sector = SECTORS[sheet.sector].name.say(here) if sheet.sector in SECTORS else ""
    wishes = [
        _("within {minutes} min {mode}").format(minutes=sheet.within_min, mode=mode_name(sheet.mode)),
        language_name(sheet.language) if sheet.language else "",
        _("step-free") if sheet.step_free else "",
        sector,
    ]
    proposals = [proposal_words(each, here) for each in sheet.proposals]
    return {
        "sheet": sheet,
        "row": row,
        "wishes": [each for each in wishes if each],
        "proposals": proposals,
        "chosen": next((each for each in proposals if each["chosen_ms"]), None),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
