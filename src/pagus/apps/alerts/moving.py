"""Open alerts of a pseudonym that turned out to be another one's: they go over to the one that stays."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.models import Alert, AlertEvent, Case
from pagus.apps.alerts.policy import CLOSED

__all__ = ["move_open_alerts"]


def move_open_alerts(merged: str, stays: str, by: Actor, at_ms: int) -> int:
    """Let what waits under one pseudonym wait under the other; closed alerts stay where they were handled.

    Gives: how many went over. One that the other has as well (same kit, rule and instant) is closed, with the reason.
    Whoever may merge the two may do this: the right is asked there.
    """
    login, _ = accounts.actor_of(by)
    moved = 0
    with transaction.atomic():
        rows = Alert.objects.filter(subject=merged, withdrawn_ms__isnull=True).exclude(status=CLOSED)
        for alert in rows.select_related("case").order_by("pk"):
            twin = Alert.objects.filter(
                installation_id=alert.installation_id, rule=alert.rule, subject=stays, t_ms=alert.t_ms
            )
            if twin.exists():
                alert.status, alert.snoozed_until_ms, alert.outcome, verb = CLOSED, None, "other", "closed"
            else:
                alert.case, alert.subject, verb = _case(alert.case, stays), stays, "moved"
                moved += 1
            alert.save(update_fields=["status", "snoozed_until_ms", "outcome", "case", "subject"])
            AlertEvent.objects.create(alert=alert, at_ms=at_ms, by=login, verb=verb, reason=f"{merged} is {stays}")
        Case.objects.filter(subject=merged, closed_ms__isnull=True).update(closed_ms=at_ms)
    return moved


def _case(case: Case, stays: str) -> Case:
    """The open case of the one that stays for the same group, or a new one since the same instant."""
    known = Case.objects.filter(
        installation_id=case.installation_id, subject=stays, group=case.group, closed_ms__isnull=True
    ).first()
    if known is not None:
        return known
    return Case.objects.create(
        installation_id=case.installation_id, subject=stays, group=case.group, opened_ms=case.opened_ms
    )
