"""A rehearsal as pages show it: alerts a day, and what each rule would have raised."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from pagus.apps.installations.rehearsal import Rehearsal
from pagus.kernel.time import DAY
from pagus.kit_language.model import Kit, Language
from pagus.web import charts
from pagus.web.charts import language as written

__all__ = ["rehearsal_facts"]


def rehearsal_facts(tried: Rehearsal | None, kit: Kit, language: Language) -> dict[str, Any]:
    """Key figures, columns over the days, and a row for each rule. Nothing when there is no history to try on."""
    if tried is None:
        return {"tried": None}
    days = range(tried.start_ms // DAY, tried.end_ms // DAY + 1)
    totals = dict.fromkeys(days, 0)
    for count in tried.daily:
        totals[count.day_ms // DAY] = totals.get(count.day_ms // DAY, 0) + count.alerts
    chart = charts.columns(
        charts.Columns(
            setting=charts.Setting(identifier="rehearsal", language=language, zone=settings.TIME_ZONE),
            title=_("Alerts a day it would have raised"),
            unit=_("alerts"),
            classes=(charts.ClassKey(label=_("Alerts"), tone="accent"),),
            rows=tuple(
                charts.StackRow(label=written.day(day * DAY, language, "UTC"), parts=[float(count)])
                for day, count in totals.items()
            ),
            digits=0,
        )
    )
    followed = _("people") if kit.subject == "person" else _("things or places")
    note = _("of the rules whose number is shown") if any(row.alerts is None for row in tried.per_rule) else ""
    figures = [
        {"label": _("Alerts a day"), "value": tried.alerts_per_day, "digits": 1, "note": note},
        {"label": _("Alerts in all"), "value": tried.alerts, "digits": 0, "note": note},
        {"label": _("Followed"), "value": tried.subjects, "digits": 0, "note": followed},
        {"label": _("Observations replayed"), "value": tried.observations, "digits": 0},
    ]
    rules = [
        {
            "title": row.title.say(language),
            "severity": row.severity,
            "alerts": _("too few to show") if row.alerts is None else written.number(row.alerts, language, 0),
            "subjects": _("too few to show") if row.subjects is None else written.number(row.subjects, language, 0),
        }
        for row in tried.per_rule
    ]
    return {"tried": tried, "tried_chart": chart, "tried_figures": figures, "tried_rules": rules}
