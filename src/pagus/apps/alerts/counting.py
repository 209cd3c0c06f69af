"""How much of an installation's alerts waits for somebody: numbers for plans, without any person in them."""

from __future__ import annotations

from dataclasses import dataclass

from pagus.apps.alerts.models import Alert, Case
from pagus.apps.alerts.policy import CLOSED

__all__ = ["Waiting", "waiting_of"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Alerts that nobody has closed, cases that are open, alerts ever raised."""

    alerts: int
    cases: int
    ever: int


def waiting_of(installation_id: int) -> Waiting:
    """How many alerts and cases of this installation wait, and how many alerts are on record?"""
    raised = Alert.objects.filter(installation_id=installation_id)
    open_ones = raised.filter(withdrawn_ms__isnull=True).exclude(status=CLOSED)
    cases = Case.objects.filter(installation_id=installation_id, closed_ms__isnull=True)
    return Waiting(open_ones.count(), cases.count(), raised.count())
