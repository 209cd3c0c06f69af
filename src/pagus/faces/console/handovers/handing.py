"""Handing a person over to a specialist: the question, how soon, to whom, what the sheet shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pagus.apps.accounts.roles import ROLES
from pagus.apps.alerts.queries import alert_sheet
from pagus.apps.handovers import actions
from pagus.apps.handovers.actions import Asked, Made
from pagus.apps.handovers.policy import LINK_DAYS, PARTS, PERIODS, URGENCIES
from pagus.apps.handovers.queries import handover, whom_to_ask
from pagus.apps.identities.queries import may_see_identity
from pagus.apps.people import queries as people
from pagus.errors import InputError, NotFound, PagusError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.numbers import whole_number
from pagus.web.handovers.paper import sheet_paper
from pagus.web.middleware import in_words

__all__ = ["hand_over", "link_page"]

OUTSIDE = "outside"
USUAL_DAYS = 28


@require_http_methods(["GET", "HEAD", "POST"])
@asks("refer")
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the form; a POST makes the sheet and asks. ``?alert=N`` names the alert that gives the reason."""
    person = people.read_person(request.user, code, "hand-over")
    whom = whom_to_ask(request.user, code)
    sent = request.POST if request.method == "POST" else request.GET
    number = whole_number(sent.get("alert"), 0) or None
    alert = None if number is None else alert_sheet(request.user, number).row
    if alert is not None and alert.subject != code:
        raise NotFound("no alert has the number {alert}", alert=alert.id)
    error: PagusError | None = None
    if request.method == "POST":
        try:
            made = actions.hand_over(
                code, _asked(request, number), request.user, language=language(), paper=sheet_paper
            )
            return link_page(request, made) if made.key else _to_page(made)
        except InputError as refused:
            error = refused
    here = language()
    facts = {
        "code": code,
        "title": code.partition(":")[2],
        "simulated": person.simulated,
        "alert": alert,
        "alert_title": alert.rule_title.say(here) if alert else "",
        "fields": _fields(request, whom, here),
        "sent": {name: request.POST.get(name, "") for name in ("question", "name")},
        "may_identify": may_see_identity(request.user, code),
        "with_identity": request.POST.get("identity") == "on",
        "link_days": int(LINK_DAYS.value),
        "error": in_words(error) if error else "",
    }
    return page(request, "handovers/hand_over", "people", facts, status=422 if error else 200)


def link_page(request: HttpRequest, made: Made) -> HttpResponse:
    """The address for a colleague outside, shown this once."""
    found = handover(request.user, made.number)
    facts = {
        "row": found.row,
        "until_ms": found.key_until_ms,
        "address": request.build_absolute_uri(reverse("citizen:colleague", args=[made.key])),
    }
    answer = page(request, "handovers/handover_link", "people", facts)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _to_page(made: Made) -> HttpResponse:
    return HttpResponseRedirect(reverse("console:handover", args=[made.number]))


def _asked(request: HttpRequest, alert: int | None) -> Asked:
    whom = request.POST.get("whom", "")
    part, _colon, login = whom.partition(":")
    is_outside = whom == OUTSIDE
    name = request.POST.get("name", "").strip()
    if is_outside and not name:
        raise InputError("write the name of the colleague outside")
    return Asked(
        question=request.POST.get("question", ""),
        urgency=request.POST.get("urgency", ""),
        days=whole_number(request.POST.get("days"), 0),
        to_part="" if is_outside else part,
        to_login="" if is_outside else login,
        to_name=name if is_outside else "",
        alert=alert,
        with_identity=request.POST.get("identity") == "on",
    )


def _fields(request: HttpRequest, whom: tuple[tuple[str, str], ...], here: str) -> dict[str, list[dict[str, Any]]]:
    sent = request.POST
    held = {part for part, _login in whom}
    people_here = [
        *((part, _("whoever can: {role}").format(role=ROLES[part].name.say(here))) for part in PARTS if part in held),
        *((f"{part}:{login}", f"{login} ({ROLES[part].name.say(here)})") for part, login in whom),
        (OUTSIDE, _("a colleague outside, by a link")),
    ]
    weeks = {each: ngettext("{count} week", "{count} weeks", each // 7).format(count=each // 7) for each in PERIODS}
    return {
        "urgency": [
            _choice(each, known.name.say(here), sent.get("urgency", "urgent")) for each, known in URGENCIES.items()
        ],
        "days": [_choice(str(each), label, sent.get("days", str(USUAL_DAYS))) for each, label in weeks.items()],
        "whom": [_choice(value, label, sent.get("whom", people_here[0][0])) for value, label in people_here],
    }


def _choice(value: str, label: str, chosen: str) -> dict[str, Any]:
    return {"value": value, "label": label, "selected": value == chosen}
