"""One person's alerts on one page: why, how the signals go, and everything a nurse does about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts import queries as alerts
from pagus.apps.messages.dispatching import reminded
from pagus.apps.people import queries as people
from pagus.apps.people.contacts import contact_of, set_contact
from pagus.apps.territory.queries import get_place
from pagus.apps.worklist import calls, claiming, forms
from pagus.apps.worklist.listing import WorklistRow, case_row
from pagus.apps.worklist.policy import CALL_OUTCOMES
from pagus.apps.worklist.sources import disagreements
from pagus.apps.worklist.trend import LOOK_BACK_MS
from pagus.errors import Conflict, InputError, KitError, NotFound, PagusError
from pagus.faces.console.alerts.grouped_alerts import alert_facts
from pagus.faces.console.alerts.thresholds import Tried, read_threshold, set_threshold, threshold_fields
from pagus.faces.console.alerts.worklist_words import case_words
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.numbers import whole_number
from pagus.kernel.time import DAY
from pagus.web import charts
from pagus.web.charts import language as written
from pagus.web.middleware import in_words

__all__ = ["act", "show"]

REMINDED_MS = 7 * DAY


@require_GET
@asks("handle_alert")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the page."""
    return _draw(request, code)


@require_POST
@asks("handle_alert")
def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Do what a form of the page, or of the list, asks; what is refused is said on the page."""
    if verb not in _ACTS:
        raise NotFound("nothing here is called {verb}", verb=verb)
    tried: Tried | None = None
    try:
        if verb == "threshold" and request.POST.get("intent") == "try":
            tried = read_threshold(request, code)
        else:
            messages.success(request, _ACTS[verb](request, code))
    except (InputError, Conflict, KitError) as error:
        return _draw(request, code, verb, error)
    except NotFound as error:
        # Another has closed it meanwhile: the list says what is left.
        if verb not in {"claim", "release"} or not people.visible_codes(request.user, [code]):
            raise
        messages.warning(request, in_words(error))
        return HttpResponseRedirect(reverse("console:worklist"))
    if tried is not None:
        return _draw(request, code, verb, tried=tried)
    return HttpResponseRedirect(_next(request, code, verb))


def _next(request: HttpRequest, code: str, verb: str) -> str:
    listed = f"{reverse('console:worklist')}?at={code.partition(':')[2]}"
    if request.POST.get("from") == "list" or (verb == "close" and case_row(request.user, code) is None):
        return listed
    return reverse("console:case", args=[code])


def _claim(request: HttpRequest, code: str) -> str:
    claiming.claim(code, request.user)
    return _("You take care of {name}. The others see it.").format(name=code.partition(":")[2])


def _release(request: HttpRequest, code: str) -> str:
    claiming.release(code, request.user, note=request.POST.get("note", ""))
    return _("{name} waits for everybody again.").format(name=code.partition(":")[2])


def _call(request: HttpRequest, code: str) -> str:
    claiming.record_call(
        code, request.user, outcome=request.POST.get("call_outcome", ""), note=request.POST.get("call_note", "")
    )
    return _("The call is written down.")


def _close(request: HttpRequest, code: str) -> str:
    numbers = [whole_number(each, 0) for some in request.POST.getlist("alert") for each in some.split(",")]
    count = claiming.close_alerts(
        code, numbers, request.user, outcome=request.POST.get("outcome", ""), note=request.POST.get("note", "")
    )
    return _("Closed: {count}. What it was worth counts for the rule.").format(count=count)


def _ask(request: HttpRequest, code: str) -> str:
    forms.ask_form(request.user, code, whole_number(request.POST.get("run"), 0), request.POST.get("form", ""))
    return _("The form is asked for on their page. Who has no page is on the list of calls.")


def _contact(request: HttpRequest, code: str) -> str:
    set_contact(code, request.user, phone=request.POST.get("phone", ""))
    return _("The number is kept; only the team sees it.")


def _threshold(request: HttpRequest, code: str) -> str:
    set_threshold(request, code)
    return _("The value holds from now on.")


_ACTS: dict[str, Callable[[HttpRequest, str], str]] = {
    "claim": _claim,
    "release": _release,
    "call": _call,
    "close": _close,
    "ask": _ask,
    "contact": _contact,
    "threshold": _threshold,
}


def _reminders(user: Any, code: str, now_ms: int) -> list[dict[str, Any]]:
    """When they were reminded of a measurement that had not come, in the last week."""
    ways = {"sms": "SMS", "email": _("e-mail")}
    return [
        {"at": each.ended_ms, "what": _("Reminded by {way}").format(way=ways.get(each.channel, each.channel)),
         "icon": "clock"}
        for each in reminded(user, code, now_ms - REMINDED_MS)
    ]  # fmt: skip


def _draw(
    request: HttpRequest, code: str, failed: str = "", error: PagusError | None = None, tried: Tried | None = None
) -> HttpResponse:
    person = people.read_person(request.user, code, "worklist")
    here, now_ms = language(), settings.WORKSPACE.clock.now_ms()
    login, _role = accounts.actor_of(request.user)
    row = case_row(request.user, code)
    contact = contact_of(code, request.user)
    facts: dict[str, Any] = {
        "code": code,
        "name": code.partition(":")[2],
        "simulated": person.simulated,
        "place": get_place(person.residence).name,
        "case": None if row is None else case_words(row, here, login, now_ms),
        **alert_facts(row, now_ms),
        "charts": [] if row is None else _charts(row, here, now_ms),
        "doubts": [] if row is None else _doubts(row, here, now_ms),
        "phone": contact.phone if contact else "",
        "reminders": _reminders(request.user, code, now_ms),
        "calls": [
            {"at": it.at_ms, "what": CALL_OUTCOMES[it.outcome].say(here), "who": it.by, "note": it.note, "icon": "note"}
            for it in calls.calls_of(request.user, code)
        ],
        "call_outcomes": [{"value": key, "label": capfirst(text.say(here))} for key, text in CALL_OUTCOMES.items()],
        "outcomes": [{"value": key, "label": text.say(here)} for key, text in alerts.OUTCOMES.items()],
        "forms": forms.forms_to_ask(request.user, code, here),
        "thresholds": [] if row is None else threshold_fields(request.user, code, row, tried),
        "failed": failed,
        "error": in_words(error) if error else "",
        "now_ms": now_ms,
    }
    status = 409 if isinstance(error, Conflict) else 422 if error else 200
    return page(request, "alerts/case", "worklist", facts, status=status)


def _doubts(row: WorklistRow, here: Any, now_ms: int) -> list[str]:
    """Where two devices that disagree send the same signal: nobody should judge the values before that is known."""
    found = disagreements(row.subject, [each.signal for each in row.signals], now_ms)
    return [
        _("{signal} comes from two senders, {apart} apart: {one} and {other}. Ask which device is theirs.").format(
            signal=capfirst(each.signal.name.say(here)),
            apart=f"{written.number(each.apart, here, 1)} {written.printed_unit(each.signal.unit, here)}".strip(),
            one=each.low_source,
            other=each.high_source,
        )
        for each in found
    ]


def _charts(row: WorklistRow, here: Any, now_ms: int) -> list[dict[str, Any]]:
    """A month of each signal, a value a day, over the own band."""
    found = []
    for number, each in enumerate(row.signals):
        unit = written.printed_unit(each.signal.unit, here)
        band = None
        if each.glance.low is not None:
            band = charts.Band(low=each.glance.low, high=each.glance.high, label=_("their usual"))
        chart = charts.time_series(
            charts.TimeSeries(
                setting=charts.Setting(identifier=f"case-{number}", language=here, zone=settings.TIME_ZONE),
                title=capfirst(each.signal.name.say(here)),
                unit=unit,
                start=now_ms - LOOK_BACK_MS,
                end=now_ms,
                times=each.glance.days,
                values=each.glance.values,
                band=band,
                height=190,
            )
        )
        found.append({"chart": chart, "unit": unit, "n": len(each.glance.days)})
    return found
