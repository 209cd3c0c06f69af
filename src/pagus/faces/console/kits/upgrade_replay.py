"""Two versions on the same history: what each rule of the old and of the new one would have raised, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import queries
from pagus.apps.installations.kit_library import known_kit
from pagus.apps.installations.rehearsal import Rehearsal, RuleCount, rehearse
from pagus.errors import DataGapError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.kit_changes import offered
from pagus.kit_language.model import Kit
from pagus.web.charts.language import number
from pagus.web.middleware import in_words

__all__ = ["show"]


@require_GET
@asks("try_kit")
def show(request: HttpRequest, installation: int) -> HttpResponse:
    """What both versions would have raised: a part for the page of the upgrade, or a page without scripts."""
    installed = queries.get_installation(installation)
    accounts.require(request.user, "try_kit", installed.territory)
    source = known_kit(offered(installation, request.GET.get("to", "")).reference)
    plan = queries.plan_upgrade_here(installation, source, {})
    facts: dict[str, Any] = {"installed": installed, "title": installed.kit.title.say(language()), "problem": ""}
    try:
        own = _chosen(installed.kit, installed.parameters)
        old = rehearse(request.user, installed.kit, installed.territory, own)
        new = rehearse(request.user, source.kit, installed.territory, plan.install.local_values)
    except DataGapError as error:
        facts["problem"] = in_words(error)
    else:
        facts |= _compared(old, new)
    if request.headers.get("HX-Request"):
        return render(request, "console/kits/upgrade_replay.html", facts)
    return page(request, "kits/upgrade_replay_page", "kits", facts)


def _chosen(kit: Kit, parameters: Mapping[str, float]) -> dict[str, float]:
    """The values that the territory set itself: the kit's own need no say."""
    return {name: value for name, value in parameters.items() if value != kit.parameters[name].default}


def _compared(old: Rehearsal, new: Rehearsal) -> dict[str, Any]:
    hidden = any(row.alerts is None for row in (*old.per_rule, *new.per_rule))
    note = _("of the rules whose number is shown") if hidden else ""
    names = {"old": _("Alerts a day, version {version}"), "new": _("Alerts a day, version {version}")}
    figures = [
        {"label": names["old"].format(version=old.version), "value": old.alerts_per_day, "digits": 1, "note": note},
        {"label": names["new"].format(version=new.version), "value": new.alerts_per_day, "digits": 1, "note": note},
        {"label": _("Observations replayed"), "value": new.observations, "digits": 0},
    ]
    return {"figures": figures, "rules": _rules(old, new), "old": old.version, "new": new.version}


def _rules(old: Rehearsal, new: Rehearsal) -> list[dict[str, Any]]:
    before = {row.rule: row for row in old.per_rule}
    after = {row.rule: row for row in new.per_rule}
    found = []
    for rule in {**before, **after}:
        known = after.get(rule) or before[rule]
        counts = [_count(rows.get(rule)) for rows in (before, after)]
        found.append(
            {
                "title": known.title.say(language()),
                "severity": known.severity,
                "old": counts[0],
                "new": counts[1],
                "moved": counts[0] != counts[1],
            }
        )
    return found


def _count(row: RuleCount | None) -> str:
    if row is None:
        return _("no such rule")
    return _("too few to show") if row.alerts is None else number(row.alerts, language(), 0)
