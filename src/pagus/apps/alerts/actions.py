"""Raising alerts, taking them back, and what people do with them.

The ingest process raises and withdraws; people acknowledge, snooze and close. Every step is an ``AlertEvent`` in the
alert's own log, in workspace time, and, when a person's data is concerned, an entry of the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.access import handled_alert
from pagus.apps.alerts.models import Alert, AlertEvent, Case
from pagus.apps.alerts.policy import (
    ACKNOWLEDGED,
    CLOSED,
    MANDATORY_SNOOZE_MS,
    MANDATORY_SNOOZES,
    OPEN,
    OUTCOMES,
    SNOOZE_MS,
    SNOOZED,
)
from pagus.apps.alerts.raising import new_alerts
from pagus.apps.installations.queries import get_installation
from pagus.apps.journal import actions as journal
from pagus.apps.pathways.hearing import hear_alerts, hear_withdrawn
from pagus.apps.people.queries import is_person
from pagus.engines.signals import Firing
from pagus.errors import Conflict, InputError
from pagus.kernel.time import format_duration, format_instant

__all__ = [
    "acknowledge",
    "close",
    "close_all_of",
    "note_escalation",
    "raise_alerts",
    "reopen",
    "snooze",
    "withdraw",
]

_CHUNK = 1_000


def raise_alerts(installation_id: int, firings: Sequence[Firing], recorded_ms: int) -> int:
    """Store these firings as alerts, once each.

    Takes: an installation, what its rules fired, and the workspace time at which it became known.
    Gives: how many alerts are new, or raised again after having been withdrawn.
    Method: an alert is known by installation, rule, subject and event time, so the same firing twice has no effect.
    It joins the open case of its subject and group. A snooze that is running for the same rule and subject holds for
    it as well: what was put off does not come back through the next firing. The pathways that the subject follows in
    the installation hear of it in the same transaction.
    """
    installed = get_installation(installation_id)
    raised = 0
    for start in range(0, len(firings), _CHUNK):
        # A transaction for each part: a first reading of years of history must not keep others from writing.
        with transaction.atomic():
            alerts = new_alerts(installed, firings[start : start + _CHUNK], recorded_ms)
            _journal_system("raise_alerts", (alert.subject for alert in alerts), installed.kit.id)
            hear_alerts(installed, ((it.pk, it.rule, it.subject, it.t_ms, it.features) for it in alerts))
        raised += len(alerts)
    return raised


def withdraw(installation_id: int, keys: Sequence[tuple[str, str, int]], recorded_ms: int) -> int:
    """Mark alerts that late data have taken back; they are never deleted.

    Takes: (rule, subject, event time) of each. Gives: how many are newly withdrawn.
    """
    wanted = set(keys)
    with transaction.atomic():
        rows = Alert.objects.filter(
            installation_id=installation_id,
            withdrawn_ms__isnull=True,
            subject__in={subject for _, subject, _ in wanted},
            t_ms__in={t for _, _, t in wanted},
        )
        found = [alert for alert in rows if (alert.rule, alert.subject, alert.t_ms) in wanted]
        for alert in found:
            alert.withdrawn_ms = recorded_ms
        Alert.objects.bulk_update(found, ["withdrawn_ms"], batch_size=500)
        _log(found, "withdrawn", accounts.SYSTEM, recorded_ms)
        _close_settled_cases({alert.case_id for alert in found}, recorded_ms)
        _journal_system("withdraw_alerts", (alert.subject for alert in found), str(installation_id))
        hear_withdrawn((alert.pk, alert.rule, alert.subject) for alert in found)
    return len(found)


def acknowledge(alert_id: int, by: Actor, *, note: str = "", whole_case: bool = False) -> None:
    """Say "I take care of it", for one alert or for all open ones of its case. Twice has no further effect.

    Refuses: NotFound when the alert does not exist or may not be seen, NotAllowed, Conflict when it is closed
    or withdrawn.
    """
    now_ms = settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        alerts = [alert for alert in _handled(alert_id, by, whole_case) if alert.status != ACKNOWLEDGED]
        _set_status(alerts, ACKNOWLEDGED)
        _log(alerts, "acknowledged", by, now_ms, note)
        _journal(by, "acknowledge", alerts)


def reopen(alert_id: int, by: Actor, *, note: str = "") -> None:
    """Say "I no longer take care of it": an acknowledged alert is open again. Without effect on any other.

    Refuses: NotFound, NotAllowed, Conflict when it is closed or withdrawn.
    """
    now_ms = settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        alerts = [alert for alert in _handled(alert_id, by, False) if alert.status == ACKNOWLEDGED]
        _set_status(alerts, OPEN)
        _log(alerts, "released", by, now_ms, note)
        _journal(by, "release", alerts)


def note_escalation(alert_id: int, login: str, at_ms: int) -> None:
    """Write down that the machine told this account, because nobody had looked: inside a transaction."""
    alert = Alert.objects.get(pk=alert_id)
    _log([alert], "escalated", accounts.SYSTEM, at_ms, login)
    _journal_system("escalate_alert", [alert.subject], str(alert.installation_id))


def snooze(alert_id: int, by: Actor, *, reason: str, until_ms: int, whole_case: bool = False) -> None:
    """Put an alert off until an instant; then it is open again by itself.

    Takes: why, in words; the end, in workspace time: at most ``policy.SNOOZE_MS`` from now. A mandatory no-data alert
    waits at most ``policy.MANDATORY_SNOOZE_MS``, and at most ``policy.MANDATORY_SNOOZES`` times.
    Refuses: NotFound, NotAllowed, InputError without a reason or with an end that is past or too far, Conflict when
    it is closed or was snoozed too often.
    """
    now_ms = settings.WORKSPACE.clock.now_ms()
    if not reason.strip():
        raise InputError("a snooze needs a reason: say what you are waiting for")
    with transaction.atomic():
        alerts = _handled(alert_id, by, whole_case)
        longest = MANDATORY_SNOOZE_MS if any(alert.mandatory for alert in alerts) else SNOOZE_MS
        if not now_ms < until_ms <= now_ms + longest:
            raise InputError(
                "a snooze ends after now and within {longest}: {until} does not",
                longest=format_duration(longest),
                until=format_instant(until_ms),
            )
        for alert in alerts:
            if alert.mandatory and alert.events.filter(verb="snoozed").count() >= MANDATORY_SNOOZES:
                raise Conflict("a no-data alert may be snoozed {limit} times: close it", limit=MANDATORY_SNOOZES)
        _set_status(alerts, SNOOZED, until_ms=until_ms)
        _log(alerts, "snoozed", by, now_ms, reason.strip(), until_ms)
        _journal(by, "snooze", alerts)


def close(alert_id: int, by: Actor, *, outcome: str, note: str = "", whole_case: bool = False) -> None:
    """End an alert with what it was worth; the case closes with its last open alert.

    Takes: an outcome of ``policy.OUTCOMES``; a note, required for the outcome "other" and for a mandatory alert.
    Refuses: NotFound, NotAllowed, InputError for an unknown outcome or a missing note, Conflict when it is closed.
    """
    now_ms = settings.WORKSPACE.clock.now_ms()
    if outcome not in OUTCOMES:
        raise InputError("a closing needs one of the outcomes: choose what the alert was worth")
    with transaction.atomic():
        alerts = _handled(alert_id, by, whole_case)
        if not note.strip() and (outcome == "other" or any(alert.mandatory for alert in alerts)):
            raise InputError("this closing needs a note: say what was found")
        _set_status(alerts, CLOSED, outcome=outcome)
        _log(alerts, "closed", by, now_ms, note.strip())
        _close_settled_cases({alert.case_id for alert in alerts}, now_ms)
        _journal(by, "close", alerts)


def close_all_of(installation_id: int, by: Actor, *, note: str, subject: str | None = None) -> int:
    """End every alert of an installation that still waits, because it ends, for all or for one. Gives: how many.

    Takes: the note that stays beside each. Whoever may end it may do this: the right is asked there.
    """
    now_ms = settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        rows = Alert.objects.filter(installation_id=installation_id, withdrawn_ms__isnull=True).exclude(status=CLOSED)
        waiting = list(rows if subject is None else rows.filter(subject=subject))
        for alert in waiting:
            alert.status, alert.snoozed_until_ms, alert.outcome = CLOSED, None, "other"
        Alert.objects.bulk_update(waiting, ["status", "snoozed_until_ms", "outcome"], batch_size=500)
        _log(waiting, "closed", by, now_ms, note)
        _close_settled_cases({alert.case_id for alert in waiting}, now_ms)
        _journal(by, "close", waiting)
    return len(waiting)


def _handled(alert_id: int, by: Actor, whole_case: bool) -> list[Alert]:
    alert = handled_alert(alert_id, by)
    if alert.status == CLOSED:
        raise Conflict("alert {alert} is closed", alert=alert_id)
    if alert.withdrawn_ms is not None:
        raise Conflict("alert {alert} was withdrawn: later data no longer support it", alert=alert_id)
    if not whole_case:
        return [alert]
    others = Alert.objects.filter(case_id=alert.case_id, withdrawn_ms__isnull=True).exclude(status=CLOSED)
    return [alert, *others.exclude(pk=alert.pk)]


def _set_status(alerts: Iterable[Alert], status: str, *, until_ms: int | None = None, outcome: str = "") -> None:
    for alert in alerts:
        alert.status, alert.snoozed_until_ms, alert.outcome = status, until_ms, outcome
        alert.save(update_fields=["status", "snoozed_until_ms", "outcome"])


def _log(
    alerts: Iterable[Alert], verb: str, by: Actor, at_ms: int, reason: str = "", until_ms: int | None = None
) -> None:
    login, _ = accounts.actor_of(by)
    AlertEvent.objects.bulk_create(
        [AlertEvent(alert=each, at_ms=at_ms, by=login, verb=verb, reason=reason, until_ms=until_ms) for each in alerts]
    )


def _close_settled_cases(case_ids: set[int], at_ms: int) -> None:
    active = Alert.objects.filter(withdrawn_ms__isnull=True).exclude(status=CLOSED)
    unsettled = active.filter(case_id__in=case_ids).values_list("case_id", flat=True)
    Case.objects.filter(pk__in=case_ids - set(unsettled), closed_ms__isnull=True).update(closed_ms=at_ms)


def _journal(by: Actor, verb: str, alerts: Iterable[Alert]) -> None:
    login, role = accounts.actor_of(by)
    for alert in alerts:
        journal.record(login, role, verb, alert.subject, "alert", {"alert": alert.pk, "rule": alert.rule})


def _journal_system(verb: str, subjects: Iterable[str], installation: str) -> None:
    people = sorted({subject for subject in subjects if is_person(subject)})
    journal.record_each(accounts.SYSTEM, accounts.SYSTEM, verb, people, "alert", {"kit": installation})
