"""Alerts with what they were computed from, in the order in which they were raised: for doors that hand them on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max

from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.access import visible
from pagus.apps.alerts.models import Alert, AlertEvent
from pagus.apps.alerts.queries import AlertRow, rows_of
from pagus.apps.installations.queries import get_installation
from pagus.kit_language.model import Feature, Rule

__all__ = ["AlertFacts", "alert_facts", "alerts_after", "handled_after", "newest_numbers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFacts:
    """One alert, its rule, and the windows it was computed from (for each feature: signal, from_ms, to_ms, points)."""

    row: AlertRow
    rule: Rule
    kit_version: str
    features: Mapping[str, float | None]
    definitions: Mapping[str, Feature]
    windows: Mapping[str, Mapping[str, Any]]
    changed_ms: int
    """When it was raised, or something was done with it last."""


def alert_facts(
    user: Actor,
    *,
    numbers: Collection[int] | None = None,
    subject: str = "",
    after: int = 0,
    most: int = 200,
) -> tuple[AlertFacts, ...]:
    """Which alerts may this user see, by number? Showing those of people is ``note_reading``.

    Takes: some numbers, one subject; the number after which to go on; how many at most.
    """
    rows = Alert.objects.filter(visible(user), pk__gt=after)
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    if subject:
        rows = rows.filter(subject=subject)
    alerts = list(rows.annotate(handled_ms=Max("events__at_ms")).order_by("pk")[:most])
    shown = rows_of(alerts, settings.WORKSPACE.clock.now_ms())
    return tuple(_facts(alert, row) for alert, row in zip(alerts, shown, strict=True))


def _facts(alert: Alert, row: AlertRow) -> AlertFacts:
    kit = get_installation(alert.installation_id).kit
    features = {name: alert.features[name] for name in kit.features if name in alert.features}
    return AlertFacts(
        row=row,
        rule=kit.rule(alert.rule),
        kit_version=kit.version,
        features=features,
        definitions={name: kit.features[name] for name in features},
        windows=alert.windows,
        changed_ms=max(alert.recorded_ms, alert.handled_ms or 0, alert.withdrawn_ms or 0),
    )


def alerts_after(number: int, most: int = 1_000) -> tuple[tuple[int, int], ...]:
    """Which alerts were raised after the one of this number, in order? Gives: number and instant (of the recording).

    For whoever follows what happens; whom it may be shown to is another question.
    """
    return tuple(Alert.objects.filter(pk__gt=number).order_by("pk").values_list("pk", "recorded_ms")[:most])


def handled_after(number: int, most: int = 1_000) -> tuple[tuple[int, int, int], ...]:
    """What was done with alerts after this, in order? Gives: the number of the event, of the alert, the instant."""
    rows = AlertEvent.objects.filter(pk__gt=number).order_by("pk")
    return tuple(rows.values_list("pk", "alert_id", "at_ms")[:most])


def newest_numbers() -> tuple[int, int]:
    """The numbers of the last alert and of the last thing that was done with one; 0 for none."""
    alert = Alert.objects.order_by("-pk").values_list("pk", flat=True).first()
    event = AlertEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
    return alert or 0, event or 0
