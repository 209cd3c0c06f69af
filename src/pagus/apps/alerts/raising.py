"""How firings become rows: which are new, where they happened, which case they join, which snooze holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from pagus.apps.alerts.models import Alert, AlertEvent, Case
from pagus.apps.alerts.policy import CLOSED, OPEN, SNOOZED
from pagus.apps.installations.queries import InstalledKit
from pagus.apps.journal.actions import SYSTEM
from pagus.apps.streams.queries import places_of
from pagus.apps.streams.store.register import subject_kind
from pagus.engines.signals import Firing, Key, assign_cases
from pagus.kit_language.model import SEVERITIES

__all__ = ["new_alerts"]


def new_alerts(installed: InstalledKit, firings: Sequence[Firing], recorded_ms: int) -> list[Alert]:
    """Which alerts come from these firings that were not there? They are stored, with their log and case."""
    by_key = {firing.key: firing for firing in firings}
    known = _known(installed.id, by_key)
    again = [alert for alert in known.values() if alert.withdrawn_ms is not None]
    fresh = [firing for key, firing in by_key.items() if key not in known]
    unsettled = [by_key[_key(alert)] for alert in again if alert.status != CLOSED]
    cases = _join_cases(installed, [*fresh, *unsettled], recorded_ms)
    _reinstate(again, cases, recorded_ms)
    snoozes = _running_snoozes(installed.id, fresh, recorded_ms)
    places = places_of(firing.subject for firing in fresh)
    alerts = [
        _alert(installed, firing, cases[firing.key], snoozes.get((firing.rule, firing.subject)), places, recorded_ms)
        for firing in fresh
    ]
    created = Alert.objects.bulk_create(alerts, batch_size=500)
    events = [AlertEvent(alert=alert, at_ms=recorded_ms, by=SYSTEM, verb="raised") for alert in created]
    events += [
        AlertEvent(alert=alert, at_ms=recorded_ms, by=SYSTEM, verb="held_back", until_ms=alert.snoozed_until_ms)
        for alert in created
        if alert.status == SNOOZED
    ]
    AlertEvent.objects.bulk_create(events, batch_size=500)
    return [*again, *created]


def _key(alert: Alert) -> Key:
    return alert.rule, alert.subject, alert.t_ms


def _known(installation_id: int, keys: Mapping[Key, Firing]) -> dict[Key, Alert]:
    if not keys:
        return {}
    instants = [t for _, _, t in keys]
    rows = Alert.objects.filter(
        installation_id=installation_id,
        subject__in={subject for _, subject, _ in keys},
        t_ms__range=(min(instants), max(instants)),
    )
    return {_key(alert): alert for alert in rows if _key(alert) in keys}


def _join_cases(installed: InstalledKit, firings: Sequence[Firing], recorded_ms: int) -> dict[Key, Case]:
    """The case of each firing: the open one of its subject and group, or a new one."""
    rows = Case.objects.filter(
        installation_id=installed.id, closed_ms__isnull=True, subject__in={firing.subject for firing in firings}
    )
    known = {case.pk: case for case in rows}
    open_cases = {(case.subject, case.group): case.pk for case in known.values()}
    groups = {rule.id: rule.group for rule in installed.kit.rules.values()}
    assignments = assign_cases(firings, groups, open_cases)
    openers = {
        each.firing.key: Case(
            installation_id=installed.id, subject=each.firing.subject, group=each.group, opened_ms=recorded_ms
        )
        for each in assignments
        if each.opened_by is not None and each.opened_by.key == each.firing.key
    }
    Case.objects.bulk_create(openers.values(), batch_size=500)
    joined = {each.firing.key: known[each.case] for each in assignments if each.case is not None}
    return joined | {each.firing.key: openers[each.opened_by.key] for each in assignments if each.opened_by is not None}


def _reinstate(alerts: Sequence[Alert], cases: Mapping[Key, Case], recorded_ms: int) -> None:
    for alert in alerts:
        alert.withdrawn_ms = None
        alert.case = cases.get(_key(alert), alert.case)
        alert.save(update_fields=["withdrawn_ms", "case"])
        AlertEvent.objects.create(alert=alert, at_ms=recorded_ms, by=SYSTEM, verb="reinstated")


def _running_snoozes(installation_id: int, firings: Sequence[Firing], recorded_ms: int) -> dict[tuple[str, str], int]:
    rows = Alert.objects.filter(
        installation_id=installation_id,
        status=SNOOZED,
        snoozed_until_ms__gt=recorded_ms,
        withdrawn_ms__isnull=True,
        subject__in={firing.subject for firing in firings},
    )
    ends: dict[tuple[str, str], int] = {}
    for rule, subject, end in rows.values_list("rule", "subject", "snoozed_until_ms"):
        ends[rule, subject] = max(end or 0, ends.get((rule, subject), 0))
    return ends


def _alert(
    installed: InstalledKit,
    firing: Firing,
    case: Case,
    snoozed_until_ms: int | None,
    places: Mapping[str, str],
    recorded_ms: int,
) -> Alert:
    return Alert(
        installation_id=installed.id,
        case=case,
        rule=firing.rule,
        subject=firing.subject,
        subject_kind=subject_kind(firing.subject),
        t_ms=firing.t,
        severity=firing.severity,
        rank=SEVERITIES.index(firing.severity),
        mandatory=installed.kit.rule(firing.rule).mandatory,
        place=places.get(firing.subject, installed.territory),
        status=OPEN if snoozed_until_ms is None else SNOOZED,
        snoozed_until_ms=snoozed_until_ms,
        late=firing.late,
        recorded_ms=recorded_ms,
        features=dict(firing.features),
        parameters=dict(firing.parameters),
        windows={name: asdict(bounds) for name, bounds in firing.windows.items()},
        trace=firing.trace,
    )
