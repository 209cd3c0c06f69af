"""The practice day: the worklist with invented people, and the truth after each closing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.worklist.practice import (
    PracticeCase,
    PracticeDay,
    begin_practice,
    close_practice,
    practice_of,
)
from pagus.apps.worklist.signals import SignalGlance
from pagus.errors import InputError
from pagus.faces.console.alerts.worklist_words import signal_words
from pagus.faces.console.frame import asks, language, page
from pagus.kernel.time import DAY
from pagus.web.charts import language as written
from pagus.web.middleware import in_words

__all__ = ["begin", "close", "show"]


@require_GET
@asks("handle_alert")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the practice day, or the way to begin one."""
    day = practice_of(request.user)
    facts: dict[str, Any] = {"day": None, "focused": request.GET.get("at", "")}
    if day is not None:
        facts |= {
            "day": day,
            "kit": day.kit.title.say(language()),
            "rows": [_row(each, day) for each in day.cases],
            "figures": [
                {"label": _("Invented people who wait"), "value": len(day.cases) - day.closed},
                {"label": _("Closed"), "value": day.closed},
                {"label": _("As it was planted"), "value": day.right},
            ],
            "practice_now": day.now_ms,
        }
    return page(request, "alerts/practice", "worklist", facts)


@require_POST
@asks("handle_alert")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a practice day, or begin anew with other people."""
    begin_practice(request.user)
    return HttpResponseRedirect(reverse("console:practice"))


@require_POST
@asks("handle_alert")
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a case; its truth stands in its row."""
    try:
        close_practice(request.user, code, request.POST.get("outcome", ""))
    except InputError as error:
        messages.error(request, in_words(error))
    return HttpResponseRedirect(f"{reverse('console:practice')}?at={code.partition(':')[2]}")


def _row(each: PracticeCase, day: PracticeDay) -> dict[str, Any]:
    here = language()
    titles = [day.kit.rule(rule).title.say(here) for rule in each.rules]
    glances = [
        SignalGlance(signal=it, glance=glance, missing_ms=None, averaged=0 < (it.every_ms or DAY) < DAY)
        for it, glance in each.signals
    ]
    return {
        "subject": each.subject,
        "name": each.subject.partition(":")[2],
        "anchor": f"case-{each.subject.partition(':')[2]}",
        "severity": each.severity,
        "why": " · ".join(titles),
        "advice": day.kit.rule(each.rules[0]).advice.say(here),
        "since": each.since_ms,
        "burden": ngettext("{count} alert in 30 days", "{count} alerts in 30 days", each.burden).format(
            count=each.burden
        ),
        "signals": [signal_words(glance, here, day.now_ms) for glance in glances],
        "outcome": each.outcome,
        "right": each.right,
        "truth": _truth(each, here) if each.outcome else "",
    }


def _truth(each: PracticeCase, here: str) -> str:
    """What was planted, in words."""
    if each.truth == "episode" and each.event_in_ms is not None and each.event_in_ms >= DAY:
        time = written.duration(each.event_in_ms, here)
        return _("Planted: a decompensation has begun; its event comes in {time}.").format(time=time)
    return {
        "episode": _("Planted: a decompensation has begun; its event comes within a day."),
        "mimic": _("Planted: something that looks like a decompensation and passes by itself."),
        "fault": _("Planted: a device measured wrong in these days."),
        "nothing": _("Nothing was planted: values go up and down, and the rule rang by chance."),
    }[each.truth]
