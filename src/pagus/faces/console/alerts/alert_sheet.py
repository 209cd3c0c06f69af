"""The sheet of one alert: its evidence drawn, the rule in words, who set which threshold, and what to do with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.alerts import actions, queries
from pagus.apps.alerts.queries import AlertSheet
from pagus.errors import Conflict, InputError, NotFound, PagusError
from pagus.faces.console.alerts.evidence import evidence_charts, layer_rows, reasons
from pagus.faces.console.alerts.inbox import worklist_row
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.handovers.handover_words import handed_over
from pagus.faces.console.kits.sources import linked_sources
from pagus.kernel.time import HOUR
from pagus.kit_language.sentences import RuleWords, rule_words
from pagus.web.instants import instant_of, written_instant
from pagus.web.middleware import in_words

__all__ = ["act", "show"]

ICONS = {"raised": "note", "acknowledged": "person", "snoozed": "snooze", "closed": "tick", "withdrawn": "arrow"}


@require_GET
@asks("see_places")
def show(request: HttpRequest, number: int) -> HttpResponse:
    """Draw the sheet."""
    return _draw(request, number)


@require_POST
@asks("handle_alert")
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Acknowledge, snooze or close; what is refused is said on the sheet."""
    whole_case = request.POST.get("whole_case") == "on"
    note = request.POST.get("note", "").strip()
    try:
        if verb == "acknowledge":
            actions.acknowledge(number, request.user, note=note, whole_case=whole_case)
            messages.success(request, _("You have taken care of this alert."))
        elif verb == "snooze":
            until_ms = instant_of(request.POST.get("until", ""))
            actions.snooze(number, request.user, reason=note, until_ms=until_ms, whole_case=whole_case)
            messages.success(request, _("The alert is put off; it comes back by itself."))
        elif verb == "close":
            outcome = request.POST.get("outcome", "")
            actions.close(number, request.user, outcome=outcome, note=note, whole_case=whole_case)
            messages.success(request, _("The alert is closed."))
        else:
            raise NotFound("an alert can be acknowledged, snoozed or closed, not {verb!r}", verb=verb)
    except (InputError, Conflict) as error:
        return _draw(request, number, verb, error)
    return HttpResponseRedirect(reverse("console:alert", args=[number]))


def _draw(request: HttpRequest, number: int, failed: str = "", error: PagusError | None = None) -> HttpResponse:
    sheet = queries.alert_sheet(request.user, number)
    here = language()
    now_ms = settings.WORKSPACE.clock.now_ms()
    facts = {
        "sheet": sheet,
        "row": worklist_row(sheet.row),
        "kit_title": sheet.installed.kit.title.say(here),
        "words": _rule_words(sheet),
        "charts": evidence_charts(sheet, here, settings.TIME_ZONE),
        "reasons": reasons(sheet, here),
        "layers": layer_rows(sheet, here),
        "sources": linked_sources(sheet.sources),
        "events": _events(sheet),
        "siblings": [worklist_row(row) for row in sheet.case if row.id != sheet.row.id],
        "outcomes": [{"value": key, "label": text.say(here)} for key, text in queries.OUTCOMES.items()],
        "until": written_instant(now_ms + 12 * HOUR),
        "failed": failed,
        "error": in_words(error) if error else "",
        **handed_over(request.user, sheet.row.subject, here),
        "can_act": sheet.row.status not in {"closed", "withdrawn"},
    }
    return page(request, "alerts/alert", "alerts", facts, status=422 if error else 200)


def _rule_words(sheet: AlertSheet) -> RuleWords:
    """The rule as it read when it fired: with the limits that held then."""
    values = {**sheet.installed.parameters, **sheet.parameters}
    return rule_words(sheet.rule, sheet.installed.kit, language(), values)


def _events(sheet: AlertSheet) -> list[dict[str, Any]]:
    verbs = {
        "raised": _("raised"),
        "acknowledged": _("acknowledged"),
        "snoozed": _("snoozed"),
        "closed": _("closed"),
        "withdrawn": _("withdrawn: later data no longer support it"),
        "released": _("given back: it waits for everybody again"),
        "escalated": _("nobody had looked in time: this account was told"),
        "held_back": _("held back: a snooze of the same rule was running"),
        "reinstated": _("raised again: later data support it after all"),
    }
    return [
        {
            "at": happening.at_ms,
            "what": verbs.get(happening.verb, happening.verb),
            "who": _("the rule") if happening.by == "system" else happening.by,
            "note": happening.reason,
            "icon": ICONS.get(happening.verb, "note"),
        }
        for happening in reversed(sheet.log)
    ]
