"""What was raised for one subject in a stretch of time, and what people did with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.access import visible
from pagus.apps.alerts.models import Alert, AlertEvent
from pagus.apps.alerts.queries import AlertRow, Happening, rows_of
from pagus.apps.people.queries import note_reading

__all__ = ["RaisedAlert", "raised_between"]


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """One alert and its log, in order."""

    row: AlertRow
    log: tuple[Happening, ...]


def raised_between(user: Actor, subject: str, start_ms: int, end_ms: int) -> tuple[RaisedAlert, ...]:
    """Which alerts of this subject fired in [start, end], newest first? Only what this user may see; journalled."""
    wanted = Alert.objects.filter(visible(user), subject=subject, t_ms__gte=start_ms, t_ms__lte=end_ms)
    found = list(wanted.order_by("-t_ms", "-pk").defer("features", "parameters", "windows", "trace"))
    note_reading(user, [subject], "alerts")
    logs: dict[int, list[Happening]] = {alert.pk: [] for alert in found}
    for event in AlertEvent.objects.filter(alert_id__in=logs).order_by("pk"):
        logs[event.alert_id].append(
            Happening(at_ms=event.at_ms, by=event.by, verb=event.verb, reason=event.reason, until_ms=event.until_ms)
        )
    rows = rows_of(found, settings.WORKSPACE.clock.now_ms())
    return tuple(RaisedAlert(row, tuple(logs[row.id])) for row in rows)
