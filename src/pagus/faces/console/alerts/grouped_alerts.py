"""Alerts of one rule about one person are one row: the newest says why now, the number how long it has gone on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from pagus.apps.alerts.queries import AlertRow
from pagus.apps.worklist.listing import WorklistRow
from pagus.faces.console.alerts.inbox import worklist_row
from pagus.faces.console.frame import language
from pagus.web.charts import language as written

__all__ = ["MOST_ALERTS", "alert_facts", "grouped_rows"]

MOST_ALERTS = 200
"""So many of somebody's alerts are looked at to be put together."""


def grouped_rows(alerts: Iterable[AlertRow], now_ms: int) -> list[dict[str, Any]]:
    """One row of the worklist component for each rule of each kit and whom it is about, in the order given."""
    return [_together(found, now_ms) for found in _by_rule(alerts)]


def alert_facts(case: WorklistRow | None, now_ms: int) -> dict[str, Any]:
    """What does the page of a case say of the alerts that wait?

    Gives: ``alerts``, one row for each rule of each kit, gravest first, with its newest alert; ``all_alerts``, each of
    them, where some rule has several, else none.
    """
    rules = _by_rule(case.alerts if case is not None else ())
    several = any(len(found) > 1 for found in rules)
    newest_first = [each for found in rules for each in sorted(found, key=_instant, reverse=True)]
    return {
        "alerts": [_together(found, now_ms) for found in rules],
        "all_alerts": [worklist_row(each) for each in newest_first] if several else [],
    }


def _by_rule(alerts: Iterable[AlertRow]) -> list[list[AlertRow]]:
    rules: dict[tuple[str, int, str], list[AlertRow]] = {}
    for each in alerts:
        rules.setdefault((each.subject, each.installation_id, each.rule), []).append(each)
    return list(rules.values())


def _together(found: list[AlertRow], now_ms: int) -> dict[str, Any]:
    newest, oldest = max(found, key=_instant), min(found, key=_instant)
    row = worklist_row(newest)
    row |= {
        "ids": ",".join(str(each.id) for each in found),
        "mandatory": any(each.mandatory for each in found),
        "late": any(each.late for each in found),
        "status": next((each.status for each in found if each.status == "open"), newest.status),
        "first": oldest.t_ms,
        "count": len(found),
    }
    if len(found) > 1:
        since = written.age(now_ms - oldest.t_ms, language())
        said = _("{count} alerts, the first {since}").format(count=len(found), since=since)
        row["why"] = f"{row['why']} · {said}"
    return row


def _instant(each: AlertRow) -> int:
    return each.t_ms
