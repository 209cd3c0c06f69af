"""Alerts of rules, as events of the courses of the same installation."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations.queries import InstalledKit
from pagus.apps.pathways.models import Run
from pagus.apps.pathways.programs import program_of
from pagus.apps.pathways.stepping import happen, now
from pagus.engines.pathways import Event

__all__ = ["hear_alert", "hear_alerts"]


def hear_alerts(installed: InstalledKit, alerts: Iterable[tuple[int, str, str, int, dict[str, float | None]]]) -> int:
    """Let the running courses of an installation know of alerts, in the transaction that stores them.

    Takes: (number, rule, subject, event time, features) of each alert. Gives: how many events were new. The id of an
    event is the number of its alert: the same alert twice, or raised again, counts once. An alert about the time before
    a course began is none of its events.
    """
    if not installed.kit.pathways:
        return 0
    heard = list(alerts)
    runs: dict[str, list[Run]] = {}
    subjects = {subject for _, _, subject, _, _ in heard}
    for run in Run.objects.filter(installation_id=installed.id, person__in=subjects, ended_ms__isnull=True):
        runs.setdefault(run.person, []).append(run)
    count = 0
    for number, rule, subject, t_ms, features in sorted(heard, key=lambda it: (it[3], it[0])):
        for run in runs.get(subject, ()):
            if t_ms >= run.began_ms:
                count += hear_alert(run, number, rule, t_ms, features)
    return count


def hear_alert(run: Run, number: int, rule: str, t_ms: int, features: dict[str, float | None]) -> bool:
    """Let one course know of one alert, with those of its features that the pathway reads. Gives: was it new?"""
    slots = program_of(run).slots
    facts = {
        name: value for name, value in features.items() if name in slots and (value is None or math.isfinite(value))
    }
    at = now()
    event = Event(f"alert:{number}", "alert", at, rule, SYSTEM, facts, min(t_ms, at))
    return not happen(run.pk, event, SYSTEM).is_repeat
