"""What a backtest found, drawn: figures side by side, the trade-off, a row for each rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from pagus.analytics.backtest import rule_shapes
from pagus.apps.installations.backtesting import Worth
from pagus.engines.backtest import Measure, Verdict
from pagus.faces.console.backtests.backtest_asked import Asked
from pagus.faces.console.frame import language
from pagus.faces.console.numbers import written
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.model import Kit
from pagus.web import charts
from pagus.web.charts.language import number

__all__ = ["worth_facts"]

PER = 1_000
"""People for whom the work of a day is said, whatever the size of the cohort."""
PUBLISHED_STAFF = 3.0
"""Full-time staff for 1,000 people followed (cardiac devices, doi 10.1016/j.hrthm.2023.03.1525)."""
HOURS_A_DAY = 5.0
"""Hours of one full-time person spread over all days of the week: 35 h in 7 days. Local, French law."""


def worth_facts(worth: Worth, kit: Kit, asked: Asked) -> dict[str, Any]:
    """Everything that the answer shows."""
    return {
        "worth": worth,
        "figures": _figures(worth, asked),
        "chart": _chart(worth, kit, asked),
        "rules": _rules(worth, kit, asked),
        "staffing": _staffing(worth),
        "changed": [
            {"label": kit.parameters[name].label.say(language()), "value": written(kit.parameters[name], value)}
            for name, value in asked.values.items()
        ],
    }


def _lead(asked: Asked) -> tuple[str, str, float]:
    """What the time before an event is called, in full and in short, and how many of its unit are a day."""
    if asked.in_hours:
        return _("Hours from the first right alert to the event"), _("Hours before"), DAY / HOUR
    return _("Days from the first right alert to the event"), _("Days before"), 1.0


def _figures(worth: Worth, question: Asked) -> list[dict[str, str]]:
    own, asked = worth.own, worth.asked
    lead, _short, lead_scale = _lead(question)
    rows = [
        (_("Events that an alert preceded"), own.sensitivity, asked.sensitivity, 100.0, 0, " %"),
        (_("Alerts that an event followed (PPV)"), own.ppv, asked.ppv, 100.0, 1, " %"),
        (lead, own.lead_days, asked.lead_days, lead_scale, 1, ""),
        (
            _("Alerts without an event, for one person in a year"),
            own.false_alerts_a_person_year,
            asked.false_alerts_a_person_year,
            1.0,
            2,
            "",
        ),
        (
            _("Alerts a day for 1,000 people"),
            own.alerts_a_day,
            asked.alerts_a_day,
            PER / max(1, own.people),
            0,
            "",
        ),
    ]
    return [
        {"label": label, "own": _measure(a, scale, digits, unit), "asked": _measure(b, scale, digits, unit)}
        for label, a, b, scale, digits, unit in rows
    ]


def _measure(found: Measure, scale: float, digits: int, unit: str) -> str:
    return " ".join(filter(None, _parts(found, scale, digits, unit)))


def _parts(found: Measure, scale: float, digits: int, unit: str) -> tuple[str, str]:
    """A measure and its interval, as written; a dash where there was nothing to divide by."""
    here = language()
    if found.value is None:
        return "–", ""
    value = number(found.value * scale, here, digits) + unit
    if found.low is None or found.high is None:
        return value, ""
    return value, f"[{number(found.low * scale, here, digits)}; {number(found.high * scale, here, digits)}]"


def _staffing(worth: Worth) -> dict[str, Any]:
    factor = PER / max(1, worth.asked.people)
    least, most = worth.asked.nurse_hours_a_day
    return {
        "least": least * factor,
        "most": most * factor,
        "silence": worth.silence_a_day * factor,
        "published": PUBLISHED_STAFF * HOURS_A_DAY,
        "staff": PUBLISHED_STAFF,
    }


def _chart(worth: Worth, kit: Kit, asked: Asked) -> charts.Chart | None:
    points = [
        *_points([(_("all rules, as the kit is"), worth.own, "quiet", "")]),
        *_points([(_("all rules, with your values"), worth.asked, "accent", "")] if asked.values else []),
        *_points(
            (kit.rule(name).title.say(language()), each, "information", str(place))
            for place, (name, each) in enumerate(_ranked(worth.asked), 1)
            if each.alerts
        ),
    ]
    if not points:
        return None
    moved = kit.parameters.get(asked.moved)
    return charts.trade_off(
        charts.TradeOff(
            setting=charts.Setting(identifier="trade", language=language(), zone=settings.TIME_ZONE),
            title=_("What is found, against what it costs"),
            cost_name=_("Alerts without an event, for one person in a year"),
            gain_name=_("Events that an alert preceded"),
            points=points,
            line=_points((written(moved, value), each, "quiet", "") for value, each in worth.line) if moved else (),
            line_name=_("Rule, or value"),
        )
    )


def _ranked(verdict: Verdict) -> list[tuple[str, Verdict]]:
    """The rules, those that find most first: the numbers in the drawing are those of the table."""
    return sorted(verdict.by_rule.items(), key=lambda row: -(row[1].sensitivity.value or 0.0))


def _points(rows: Iterable[tuple[str, Verdict, str, str]]) -> list[charts.TradePoint]:
    made = []
    for label, verdict, tone, mark in rows:
        cost, gain = verdict.false_alerts_a_person_year, verdict.sensitivity
        if cost.value is not None and gain.value is not None:
            made.append(
                charts.TradePoint(
                    label=label,
                    mark=mark,
                    cost=charts.Estimate(cost.value, cost.low, cost.high),
                    gain=charts.Estimate(gain.value, gain.low, gain.high),
                    tone=tone,
                )
            )
    return made


def _rules(worth: Worth, kit: Kit, asked: Asked) -> list[dict[str, Any]]:
    shapes = rule_shapes(kit)
    _whole, lead, lead_scale = _lead(asked)
    words = {
        "limit": _("one limit"),
        "own": _("against the person’s own usual"),
        "together": _("several signs together"),
    }
    return [
        {
            "mark": place,
            "title": kit.rule(name).title.say(language()),
            "shape": words[shapes[name]],
            "certainty": kit.rule(name).evidence.certainty,
            "cells": [
                (_("Finds"), _parts(each.sensitivity, 100.0, 0, " %")),
                (_("PPV"), _parts(each.ppv, 100.0, 1, " %")),
                (lead, _parts(each.lead_days, lead_scale, 1, "")),
                (_("False, person-year"), _parts(each.false_alerts_a_person_year, 1.0, 2, "")),
                (_("Alerts a day for 1,000"), _parts(each.alerts_a_day, PER / max(1, each.people), 1, "")),
            ],
        }
        for place, (name, each) in enumerate(_ranked(worth.asked), 1)
    ]
