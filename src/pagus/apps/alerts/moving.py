"""Open alerts of a pseudonym that turned out to be another one's: they go over to the one that stays, and back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.models import Alert, AlertEvent, Case
from pagus.apps.alerts.policy import CLOSED

__all__ = ["MovedAlerts", "count_alerts", "move_back_alerts", "move_open_alerts"]


@dataclass(frozen=True, slots=True)
class MovedAlerts:
    """Which alerts went over: the number of each, and of the case that it was in."""

    cases_of: dict[int, int]


def count_alerts(subject: str) -> tuple[int, int]:
    """How many alerts of this subject are open, and how many are closed?"""
    rows = Alert.objects.filter(subject=subject, withdrawn_ms__isnull=True)
    closed = rows.filter(status=CLOSED).count()
    return rows.count() - closed, closed


def move_open_alerts(merged: str, stays: str, by: Actor, at_ms: int) -> MovedAlerts:
    """Let what waits under one pseudonym wait under the other; closed alerts stay where they were handled.

    Gives: which went over. One that the other has as well (same kit, rule and instant) is closed, with the reason.
    Whoever may merge the two may do this: the right is asked there.
    """
    login, _ = accounts.actor_of(by)
    moved: dict[int, int] = {}
    with transaction.atomic():
        rows = Alert.objects.filter(subject=merged, withdrawn_ms__isnull=True).exclude(status=CLOSED)
        for alert in rows.select_related("case").order_by("pk"):
            twin = Alert.objects.filter(
                installation_id=alert.installation_id, rule=alert.rule, subject=stays, t_ms=alert.t_ms
            )
            if twin.exists():
                alert.status, alert.snoozed_until_ms, alert.outcome, verb = CLOSED, None, "other", "closed"
            else:
                moved[alert.pk] = alert.case_id
                alert.case, alert.subject, verb = _case(alert.case, stays), stays, "moved"
            alert.save(update_fields=["status", "snoozed_until_ms", "outcome", "case", "subject"])
            AlertEvent.objects.create(alert=alert, at_ms=at_ms, by=login, verb=verb, reason=f"{merged} is {stays}")
        Case.objects.filter(subject=merged, closed_ms__isnull=True).update(closed_ms=at_ms)
    return MovedAlerts(moved)


def move_back_alerts(moved: MovedAlerts, merged: str, stays: str, by: Actor, at_ms: int) -> int:
    """Let what waits still, and went over, wait under the pseudonym it was raised for. Gives: how many.

    What was closed since stays where it was handled.
    """
    login, _ = accounts.actor_of(by)
    with transaction.atomic():
        rows = Alert.objects.filter(pk__in=list(moved.cases_of), subject=stays, withdrawn_ms__isnull=True)
        back = list(rows.exclude(status=CLOSED).select_related("case").order_by("pk"))
        left = {alert.case_id for alert in back}
        for alert in back:
            alert.case, alert.subject = _case(Case.objects.get(pk=moved.cases_of[alert.pk]), merged), merged
            alert.save(update_fields=["case", "subject"])
            AlertEvent.objects.create(
                alert=alert, at_ms=at_ms, by=login, verb="moved", reason=f"{merged} is not {stays}"
            )
        empty = Case.objects.filter(pk__in=left, closed_ms__isnull=True, alerts__isnull=True)
        Case.objects.filter(pk__in=list(empty.values_list("pk", flat=True))).update(closed_ms=at_ms)
    return len(back)


def _case(case: Case, subject: str) -> Case:
    """The open case of this subject for the same group, or a new one since the same instant."""
    known = Case.objects.filter(
        installation_id=case.installation_id, subject=subject, group=case.group, closed_ms__isnull=True
    ).first()
    if known is not None:
        return known
    if case.subject == subject:
        case.closed_ms = None
        case.save(update_fields=["closed_ms"])
        return case
    return Case.objects.create(
        installation_id=case.installation_id, subject=subject, group=case.group, opened_ms=case.opened_ms
    )
