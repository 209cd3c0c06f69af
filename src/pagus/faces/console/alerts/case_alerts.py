"""The alerts of one person, those of one rule together: the newest says why now, the number how long it has gone on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from pagus.apps.alerts.queries import AlertRow
from pagus.apps.worklist.listing import WorklistRow
from pagus.faces.console.alerts.inbox import worklist_row
from pagus.faces.console.frame import language
from pagus.web.charts import language as written

__all__ = ["alert_facts"]


def alert_facts(case: WorklistRow | None, now_ms: int) -> dict[str, Any]:
    """What does a page about this person say of the alerts that wait?

    Gives: ``alerts``, one row for each rule of each kit, gravest first, with its newest alert; ``all_alerts``, each of
    them, where some rule has several, else none.
    """
    rules: dict[tuple[int, str], list[AlertRow]] = {}
    for each in case.alerts if case is not None else ():
        rules.setdefault((each.installation_id, each.rule), []).append(each)
    several = any(len(found) > 1 for found in rules.values())
    newest_first = [each for found in rules.values() for each in sorted(found, key=_instant, reverse=True)]
    return {
        "alerts": [_together(found, now_ms) for found in rules.values()],
        "all_alerts": [worklist_row(each) for each in newest_first] if several else [],
    }


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
        row["why"] = _("{count} alerts, the first {since}").format(count=len(found), since=since)
    return row


def _instant(each: AlertRow) -> int:
    return each.t_ms
