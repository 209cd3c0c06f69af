"""Alerts of rules, as events of the courses of the same installation."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations.queries import InstalledKit, get_installation
from pagus.apps.messages.telling import tell
from pagus.apps.pathways.models import Run, RunEvent
from pagus.apps.pathways.programs import program_of
from pagus.apps.pathways.reading import features_then
from pagus.apps.pathways.stepping import happen, now
from pagus.engines.pathways import Event
from pagus.kit_language.model import Text

__all__ = ["hear_alert", "hear_alerts", "hear_withdrawn"]

WITHDRAWN = "alert_withdrawn"
"""The kind of the event: late data have taken an alert back after the course had heard of it."""
TAKEN_BACK = Text(
    fr="Une alerte qui avait fait avancer ce parcours a été retirée par des données tardives. Regardez-le.",
    en="An alert that had moved this course was taken back by late data. Look at it.",
    de="Ein Alarm, der diesen Verlauf weitergeführt hatte, wurde durch späte Daten zurückgenommen. Sehen Sie ihn an.",
)


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
    """Let one course know of one alert, with the features that the pathway reads, as they were then.

    Those that the rule read come with the alert; the others are read from the store. Gives: was it new?
    """
    slots = program_of(run).slots
    installed = get_installation(run.installation_id)
    lacking = slots.keys() & installed.kit.features.keys() - features.keys()
    known = {**features, **features_then(installed, run.person, t_ms, lacking)} if lacking else features
    facts = {name: value for name, value in known.items() if name in slots and (value is None or math.isfinite(value))}
    at = now()
    event = Event(f"alert:{number}", "alert", at, rule, SYSTEM, facts, min(t_ms, at))
    return not happen(run.pk, event, SYSTEM).is_repeat


def hear_withdrawn(alerts: Iterable[tuple[int, str, str]]) -> int:
    """Let the courses that heard of these alerts know that they were taken back, in the transaction that does it.

    Takes: (number, rule, subject) of each. Gives: how many courses were told. Nothing is undone, because people have
    acted: each move that the alert led to becomes a doubt of the course, and the role that owns the pathway is told.
    """
    count = 0
    for number, rule, subject in alerts:
        rows = RunEvent.objects.filter(event=f"alert:{number}", run__person=subject).select_related("run")
        for heard in rows:
            count += _take_back(heard, number, rule)
    return count


def _take_back(heard: RunEvent, number: int, rule: str) -> bool:
    run, moment = heard.run, now()
    moves = [move for move in run.state["moves"] if move["event"] == heard.event]
    doubts = [{"fact": rule} | {name: it[name] for name in ("at", "pathway", "source", "to")} for it in moves]
    earlier = RunEvent.objects.filter(run=run, kind=WITHDRAWN, content__alert=number).count()
    _, is_new = RunEvent.objects.get_or_create(
        run=run,
        event=f"{WITHDRAWN}:{number}:{moment}",
        defaults={
            "kind": WITHDRAWN, "at_ms": moment, "recorded_ms": moment, "by": SYSTEM,
            "content": {"alert": number, "rule": rule}, "doubts": doubts,
        },
    )  # fmt: skip
    if moves and is_new:
        owner = get_installation(run.installation_id).kit.pathways[run.pathway].owner.role
        tell(run.pk, run.person, run.place, run.team, key=f"{WITHDRAWN}:{number}:{earlier}", notice=WITHDRAWN,
             to=owner, text=TAKEN_BACK, at_ms=moment)  # fmt: skip
    return is_new
