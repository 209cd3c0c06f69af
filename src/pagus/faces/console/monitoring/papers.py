"""The monitorings of one person: their papers, the form of enrolment, and the stop."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import InstalledKit
from pagus.apps.monitoring import actions, queries
from pagus.apps.monitoring.queries import MonitoringRequest, WrongField
from pagus.apps.monitoring.standing import stays_of
from pagus.apps.people import queries as people
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.monitoring.departing import departure_words
from pagus.faces.console.monitoring.monitoring_words import (
    day_words,
    papers_row,
    prescribed_hint,
    said_by_options,
    way_options,
)
from pagus.faces.console.numbers import whole_number
from pagus.faces.console.people.targets import set_options
from pagus.kit_language import prescribed_by
from pagus.web.middleware import in_words

__all__ = ["enrol", "show", "stop"]


@require_GET
@asks("see_person")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the monitorings of a person, and in which others they may be enrolled."""
    here = language()
    found = queries.papers_of(request.user, code)
    followed = {papers.installed.id for papers in found if papers.enrolled.to_ms is None}
    departure = departure_words(request.user, code)
    stands = stays_of(code) == code and departure is None
    offered = [each for each in queries.installations_for(code) if stands and each.id not in followed]
    facts = {
        **_person(request.user, code),
        "rows": [papers_row(each, here) for each in reversed(found)],
        "offered": [{"number": each.id, "title": each.kit.title.say(here), "mode": each.mode} for each in offered],
        "merges": queries.merges_of(request.user, code),
        "departure": departure,
    }
    return page(request, "monitoring/monitoring_papers", "people", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@asks("enrol")
def enrol(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Draw the one form of an enrolment; a POST makes it whole, or says everything that is wrong."""
    person = _person(request.user, code)
    if not person["may_enrol"]:
        raise NotAllowed("your roles do not allow: {verb}", verb="enrol")
    installed = _monitoring(code, number)
    sent = _sent(request.POST, installed)
    wrong: tuple[WrongField, ...] = ()
    refused = ""
    if request.method == "POST":
        wrong = queries.check(sent, code, installed)
        try:
            if not wrong:
                actions.enrol_in_monitoring(code, number, sent, request.user)
                messages.success(request, _("Enrolled, with prescription and consent."))
                if installed.kit.funding and not queries.is_on_a_line(code, installed):
                    messages.warning(request, _("Enrolled on no line of home monitoring: nothing is paid for it."))
                return HttpResponseRedirect(reverse("console:monitoring_papers", args=[code]))
        except (InputError, Conflict) as error:
            refused = in_words(error)
    facts = {
        **person,
        **_form(installed, sent, wrong, person["team"]),
        **_own(request, code, installed, sent),
        "refused": refused,
    }
    return page(request, "monitoring/monitoring_enrol", "people", facts, status=422 if wrong or refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@asks("enrol")
def stop(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Say what a stop ends and what stays; a POST stops the monitoring."""
    person = _person(request.user, code)
    if not person["may_enrol"]:
        raise NotAllowed("your roles do not allow: {verb}", verb="enrol")
    here, installed = language(), _monitoring(code, number)
    refused = ""
    if request.method == "POST":
        said_by, words = request.POST.get("said_by", ""), request.POST.get("words", "")
        try:
            actions.stop_monitoring(code, number, request.user, said_by=said_by, words=words)
            messages.success(request, _("The monitoring is stopped. What was recorded stays."))
            return HttpResponseRedirect(reverse("console:monitoring_papers", args=[code]))
        except InputError as error:
            refused = in_words(error)
    line = queries.line_of(installed)
    facts = {
        **person,
        "number": number,
        "kit": installed.kit.title.say(here),
        "who": said_by_options(request.POST.get("said_by", "person"), here),
        "words": request.POST.get("words", ""),
        "refused": refused,
        "retention": None
        if line is None
        else {
            "text": line.retention.name.say(here),
            "title": line.sources[line.retention.source].title,
            "read": line.sources[line.retention.source].read,
        },
    }
    return page(request, "monitoring/monitoring_stop", "people", facts, status=422 if refused else 200)


def _person(user: Any, code: str) -> dict[str, Any]:
    known = people.read_person(user, code, "monitoring")
    return {
        "code": code,
        "title": code.partition(":")[2],
        "simulated": known.simulated,
        "team": known.team,
        "may_enrol": people.may_see(user, known, "enrol"),
    }


def _monitoring(code: str, number: int) -> InstalledKit:
    known = {each.id: each for each in queries.installations_for(code)}
    if number not in known:
        installed = installations.get_installation(number)
        raise NotFound("{kit} takes nobody here", kit=installed.kit.id)
    return known[number]


def _sent(post: QueryDict, installed: InstalledKit) -> MonitoringRequest:
    line = queries.line_of(installed)
    answers = {}
    for name in line.eligibility if line is not None else ():
        answer = post.get(f"answer_{name}", "")
        if answer in {"yes", "no"}:
            answers[name] = answer == "yes"
    months = post.get("months", "")
    return MonitoringRequest(
        prescriber=post.get("prescriber", ""),
        rpps=post.get("rpps", ""),
        issued_on=post.get("issued_on", ""),
        months=whole_number(months, 0) if months else None,
        answers=answers,
        consent_on=post.get("consent_on", ""),
        consent_way=post.get("consent_way", ""),
        told="yes" in post.getlist("told"),
        team=post.get("team", ""),
        target_set=post.get("target_set", ""),
        measured=frozenset(post.getlist("measured")) if "asks_measured" in post else None,
    )


def _form(installed: InstalledKit, sent: MonitoringRequest, wrong: tuple[WrongField, ...], team: str) -> dict[str, Any]:
    here = language()
    line = queries.line_of(installed)
    told = {each.field: in_words(each.error) for each in wrong}
    anchors = {name: f"field-{name}" for name in told}
    return {
        "number": installed.id,
        "kit": installed.kit.title.say(here),
        "mode": installed.mode,
        "line": None if line is None else line.name.say(here),
        "line_read": "" if line is None else day_words(date.fromisoformat(line.read), here),
        "longest": 12 if line is None else line.prescription_months,
        "sent": sent,
        "months": "" if sent.months is None else sent.months,
        "told": told,
        "errors": [{"text": text, "field": anchors[name]} for name, text in told.items()],
        "questions": [] if line is None else _questions(sent, told, line.eligibility, here),
        "ways": way_options(sent.consent_way, here),
        "told_options": [{"value": "yes", "label": _("The person was told"), "selected": sent.told}],
        "teams": [
            {"value": each.code, "label": each.name.say(here), "selected": each.code == (sent.team or team)}
            for each in people.teams()
        ],
    }


def _own(request: HttpRequest, code: str, installed: InstalledKit, sent: MonitoringRequest) -> dict[str, Any]:
    """What a prescription can say for this person alone: what is measured; a set of targets, for who may set one."""
    here, kit = language(), installed.kit
    person = people.read_person(request.user, code, "monitoring")
    may_set = people.may_see(request.user, person, "set_person_parameter")
    now = next((it for each, it in installations.enrolments_of(code) if each.id == installed.id and not it.to_ms), None)
    chosen = installations.chosen_set(installed, now) if now is not None else None
    name = sent.target_set or ("" if chosen is None else chosen.name)
    values = now.parameters if now is not None else installed.parameters
    yes = {each for each, value in values.items() if value} if sent.measured is None else sent.measured
    return {
        "target_options": set_options(installed, name) if kit.target_sets and may_set else [],
        "measured_options": [
            {
                "value": each,
                "label": kit.parameters[each].label.say(here),
                "hint": prescribed_hint(kit, each, here),
                "selected": each in yes,
            }
            for each in prescribed_by(kit)
        ],
    }


def _questions(sent: MonitoringRequest, told: dict[str, str], asked: Any, here: str) -> list[dict[str, Any]]:
    rows = []
    for name, question in asked.items():
        answer = sent.answers.get(name)
        options = [
            {"value": "yes", "label": _("Yes"), "selected": answer is True},
            {"value": "no", "label": _("No"), "selected": answer is False},
        ]
        rows.append(
            {
                "name": f"answer_{name}",
                "label": question.text.say(here),
                "options": options,
                "error": told.get(f"answer_{name}", ""),
                "one_of": bool(question.group),
            }
        )
    return rows
