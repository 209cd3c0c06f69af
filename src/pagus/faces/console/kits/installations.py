"""One running kit: what it does here, with which values, and what another value would change."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts.activity import alerts_a_day
from pagus.apps.alerts.worth import RuleWorth, worth_of
from pagus.apps.installations import queries
from pagus.apps.installations.queries import InstalledKit
from pagus.apps.people import queries as people
from pagus.apps.territory.queries import get_place
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.kit_tasks import task_rows
from pagus.faces.console.kits.standing import followed_words, standing_facts, version_rows
from pagus.faces.console.monitoring.monitoring_words import minimum_of
from pagus.faces.console.numbers import parameter_fields
from pagus.faces.console.own_values import RefusedValue, set_own_value, with_refused
from pagus.kit_language.sentences import kit_sentences
from pagus.web import charts
from pagus.web.charts import language as written

__all__ = ["set_parameter", "show"]

DAYS = 28


@require_GET
@asks("see_places")
def show(request: HttpRequest, number: int) -> HttpResponse:
    """Draw the installation."""
    return _draw(request, number, None)


def _draw(request: HttpRequest, number: int, refused: RefusedValue | None) -> HttpResponse:
    installed = queries.get_installation(number)
    accounts.require(request.user, "see_places", installed.territory)
    here, now_ms = language(), settings.WORKSPACE.clock.now_ms()
    daily = alerts_a_day(request.user, [number], now_ms, DAYS)[number]
    chart = charts.columns(
        charts.Columns(
            setting=charts.Setting(identifier="activity", language=here, zone=settings.TIME_ZONE),
            title=_("Alerts a day"),
            unit=_("alerts"),
            classes=(charts.ClassKey(label=_("Alerts"), tone="accent"),),
            rows=tuple(
                charts.StackRow(label=written.day(day, here, "UTC"), parts=[float(count)])
                for day, count in zip(daily.days, daily.counts, strict=True)
            ),
            digits=0,
        )
    )
    fields = parameter_fields(installed, installed.kit.parameters.values(), None, installed.parameters)
    facts = {
        **_worth(request, number),
        "installed": installed,
        "title": installed.kit.title.say(here),
        "words": kit_sentences(installed.kit, here, installed.parameters),
        "place": get_place(installed.territory),
        "figures": _figures(request.user, installed, daily.mean()),
        "chart": chart,
        "raised": any(daily.counts),
        "hidden": installed.kit.subject == "person" and not accounts.may(request.user, "see_person"),
        "days": DAYS,
        "fields": with_refused(fields, number, refused),
        "may_set": installed.removed_ms is None and accounts.may(request.user, "set_parameter", installed.territory),
        "may_try": accounts.may(request.user, "try_kit", installed.territory),
        "minimum": minimum_of(installed.kit, here),
        "indicators": [
            {"title": indicator.title.say(here), "url": reverse("console:indicator", args=[number, indicator.id])}
            for indicator in installed.kit.indicators.values()
        ],
    }
    facts |= _life(request.user, installed, now_ms)
    return page(request, "kits/installation", "kits", facts, status=422 if refused else 200)


def _life(user: Any, installed: InstalledKit, now_ms: int) -> dict[str, Any]:
    """The version and who answers for it, its siblings, the tasks that wait, and what may be done with it."""
    runs = installed.removed_ms is None
    current = runs and installed.superseded_ms is None
    versions = version_rows(user, installed)
    return {
        "standing": standing_facts(queries.standing_of(installed.id, now_ms)),
        "versions": versions if len(versions) > 1 else [],
        "current": current,
        "stay": followed_words(user, installed) if runs and not current else "",
        "newer": next((each for each in queries.newer_versions() if each.installation == installed.id), None)
        if current
        else None,
        "tasks": task_rows(queries.open_tasks(user, installed.id)),
        "may_change": runs and accounts.may(user, "install_kit", installed.territory),
        "may_audit": accounts.may(user, "audit_kit", installed.territory),
        "may_move": current and bool(queries.plan_move_here(installed.id).older),
    }


def _worth(request: HttpRequest, number: int) -> dict[str, Any]:
    """What the alerts of each rule were worth, and which rules raised none; nothing for who may not see indicators."""
    if not accounts.may(request.user, "see_indicators", queries.get_installation(number).territory):
        return {"worth": [], "never_raised": []}
    found = worth_of(request.user, number)
    silent = [each for each in found if each.raised == 0 and not each.withdrawn]
    return {
        "worth": [_worth_row(each) for each in found if each not in silent],
        "never_raised": [each.title.say(language()) for each in silent],
    }


def _worth_row(each: RuleWorth) -> dict[str, Any]:
    here = language()
    value = ""
    if each.ppv is not None and each.low is not None and each.high is not None:
        low, high = (written.number(100 * edge, here, 0) for edge in (each.low, each.high))
        share = written.number(100 * each.ppv, here, 0)
        value = _("{share} % ({low} to {high})").format(share=share, low=low, high=high)
    return {
        "title": each.title.say(here),
        "severity": each.severity,
        "hidden": each.raised is None,
        "value": value,
        "judged": each.judged,
        "useful": each.useful,
        "not_useful": each.not_useful,
        "device_fault": each.device_fault,
        "withdrawn": each.withdrawn,
        "raised": each.raised,
    }


@require_POST
@asks("set_parameter")
def set_parameter(request: HttpRequest, number: int) -> HttpResponse:
    """Set the territory's value of one parameter; what is refused is said where it was typed."""
    refused = set_own_value(request, number)
    if refused is not None:
        return _draw(request, number, refused)
    return HttpResponseRedirect(reverse("console:installation", args=[number]))


def _figures(user: Any, installed: InstalledKit, mean: float) -> list[dict[str, Any]]:
    enrolled = list(queries.followed_now(installed.id))
    if installed.kit.subject == "person" and accounts.may(user, "see_person"):
        enrolled = sorted(people.visible_codes(user, enrolled))
    note = _("people you may see") if installed.kit.subject == "person" else _("things or places")
    figures = [
        {"label": _("Alerts a day, over 28 days"), "value": mean, "digits": 1},
        {"label": _("Rules"), "value": len(installed.kit.rules)},
    ]
    if installed.kit.subject != "person" or accounts.may(user, "see_person"):
        figures.insert(1, {"label": _("Followed"), "value": len(enrolled), "note": note})
    return figures
