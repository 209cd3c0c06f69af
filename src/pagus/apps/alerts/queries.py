"""What needs people, and why: the inbox, the sheet of an alert, counts.

Every function takes the user who asks and shows only what that user may see. Showing alerts of people is a reading of
their data: it is journalled, once in ten minutes for the same user, person and page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from pagus.apps.accounts.queries import Actor, covers
from pagus.apps.alerts.access import seen_alert, visible
from pagus.apps.alerts.models import Alert, AlertEvent
from pagus.apps.alerts.policy import ACKNOWLEDGED, CLOSED, OPEN, OUTCOMES, SNOOZED, STATUSES, WITHDRAWN, Status
from pagus.apps.installations.queries import InstalledKit, LayerValue, explain_parameter, get_installation
from pagus.apps.people.queries import facts_of, is_person, note_reading
from pagus.apps.territory.queries import get_thing, territory
from pagus.errors import NotFound
from pagus.kernel.places import Territory
from pagus.kit_language.model import Feature, Parameter, Rule, Severity, Source, Text

__all__ = [
    "OUTCOMES",
    "STATUSES",
    "AlertRow",
    "AlertSheet",
    "Happening",
    "Inbox",
    "InboxFilters",
    "alert_sheet",
    "counts_by_place",
    "counts_by_severity",
    "counts_by_subject",
    "inbox",
    "rows_of",
]

NEEDS_SOMEONE: tuple[Status, ...] = (OPEN, ACKNOWLEDGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFilters:
    """What to show. Empty means all; ``statuses`` starts with what needs someone."""

    severities: tuple[Severity, ...] = ()
    statuses: tuple[Status, ...] = NEEDS_SOMEONE
    place: str = ""
    kit: str = ""
    subject: str = ""
    since_ms: int | None = None
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """One alert in a list."""

    id: int
    severity: Severity
    status: Status
    subject: str
    subject_name: Text
    simulated: bool
    place: str
    place_name: str
    kit: str
    kit_title: Text
    installation_id: int
    mode: str
    rule: str
    rule_title: Text
    mandatory: bool
    t_ms: int
    """Since when: the event time at which the rule fired."""
    recorded_ms: int
    late: bool
    withdrawn_ms: int | None
    snoozed_until_ms: int | None
    outcome: str
    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """A page of alerts, and how many there are behind it."""

    rows: tuple[AlertRow, ...]
    total: int
    by_severity: Mapping[Severity, int]
    by_status: Mapping[Status, int]
    """Counts under the same filters but without the one on statuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line of an alert's log."""

    at_ms: int
    by: str
    verb: str
    reason: str
    until_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSheet:
    """Everything that explains one alert: the evidence as it was, the rule, its sources, who set which threshold."""

    row: AlertRow
    installed: InstalledKit
    rule: Rule
    sources: tuple[Source, ...]
    features: Mapping[str, float | None]
    feature_definitions: Mapping[str, Feature]
    parameters: Mapping[str, float]
    parameter_definitions: Mapping[str, Parameter]
    layers: Mapping[str, tuple[LayerValue, ...]]
    """The layers as they stand now, for each parameter of the rule; ``parameters`` is what held when it fired."""
    trace: Mapping[str, object]
    windows: Mapping[str, Mapping[str, Any]]
    """For each feature: signal, from_ms, to_ms and points it was computed from."""
    log: tuple[Happening, ...]
    case: tuple[AlertRow, ...]
    """All alerts of the case, this one included, newest first."""


def inbox(user: Actor, filters: InboxFilters | None = None) -> Inbox:
    """Which alerts need this user: the severest first, then the newest?

    Takes: filters. Gives: a page of rows with its counts. The reading of people's alerts is journalled.
    """
    filters = filters or InboxFilters()
    now_ms = settings.WORKSPACE.clock.now_ms()
    base = Alert.objects.filter(visible(user) & _where(filters))
    shown = base.filter(_any_status(filters.statuses, now_ms))
    page = shown.order_by("-rank", "-t_ms", "-pk")[filters.offset : filters.offset + filters.limit]
    alerts = list(page.defer("features", "parameters", "windows", "trace"))
    note_reading(user, (alert.subject for alert in alerts), "alerts")
    by_severity = dict(shown.order_by().values_list("severity").annotate(Count("pk")))
    by_status = base.aggregate(**{status: Count("pk", filter=status_is(status, now_ms)) for status in STATUSES})
    return Inbox(
        rows=rows_of(alerts, now_ms), total=sum(by_severity.values()), by_severity=by_severity, by_status=by_status
    )


def alert_sheet(user: Actor, alert_id: int) -> AlertSheet:
    """Why was this alert raised, and what was done with it? The reading is journalled.

    Refuses: NotFound when there is none, or when this user may not see it.
    """
    now_ms = settings.WORKSPACE.clock.now_ms()
    alert = seen_alert(alert_id, user)
    note_reading(user, [alert.subject], f"alert {alert_id}")
    installed = get_installation(alert.installation_id)
    kit, rule = installed.kit, installed.kit.rule(alert.rule)
    case = Alert.objects.filter(visible(user), case_id=alert.case_id).order_by("-t_ms", "-pk")
    # In the order of the kit: not every database keeps that of a JSON document.
    features = {name: alert.features[name] for name in kit.features if name in alert.features}
    parameters = {name: alert.parameters[name] for name in kit.parameters if name in alert.parameters}
    return AlertSheet(
        row=rows_of([alert], now_ms)[0],
        installed=installed,
        rule=rule,
        sources=tuple(kit.sources[key] for key in rule.evidence.sources),
        features=features,
        feature_definitions={name: kit.features[name] for name in features},
        parameters=parameters,
        parameter_definitions={name: kit.parameters[name] for name in parameters},
        layers={name: tuple(explain_parameter(installed.id, name, alert.subject)) for name in parameters},
        trace=alert.trace,
        windows=alert.windows,
        log=tuple(
            Happening(at_ms=event.at_ms, by=event.by, verb=event.verb, reason=event.reason, until_ms=event.until_ms)
            for event in AlertEvent.objects.filter(alert=alert).order_by("pk")
        ),
        case=rows_of(case, now_ms),
    )


def counts_by_severity(user: Actor, place: str = "") -> dict[Severity, int]:
    """How many open alerts of each severity may this user see, here or under one place?"""
    return dict(_open_alerts(user, place).values_list("severity").annotate(Count("pk")))


def counts_by_place(user: Actor, place: str = "") -> dict[str, dict[Severity, int]]:
    """How many open alerts of each severity are there in each commune, of those that this user may see?"""
    found: dict[str, dict[Severity, int]] = {}
    for code, severity, count in _open_alerts(user, place).values_list("place", "severity").annotate(Count("pk")):
        found.setdefault(code, {})[severity] = count
    return found


def counts_by_subject(user: Actor) -> dict[str, dict[Severity, int]]:
    """How many alerts of each severity need someone, of each subject of whom this user may see them?"""
    needed = visible(user) & _any_status(NEEDS_SOMEONE, settings.WORKSPACE.clock.now_ms())
    rows = Alert.objects.filter(needed).order_by().values_list("subject", "severity").annotate(Count("pk"))
    found: dict[str, dict[Severity, int]] = {}
    for subject, severity, count in rows:
        found.setdefault(subject, {})[severity] = count
    return found


def status_is(status: Status, now_ms: int) -> Q:
    """Which alerts have this status at this instant? A snooze past its end is open; a withdrawn alert asks nothing."""
    withdrawn = Q(withdrawn_ms__isnull=False) & ~Q(status=CLOSED)
    running = Q(status=SNOOZED, snoozed_until_ms__gt=now_ms)
    conditions = {
        OPEN: ~withdrawn & (Q(status=OPEN) | Q(status=SNOOZED, snoozed_until_ms__lte=now_ms)),
        ACKNOWLEDGED: ~withdrawn & Q(status=ACKNOWLEDGED),
        SNOOZED: ~withdrawn & running,
        CLOSED: Q(status=CLOSED),
        WITHDRAWN: withdrawn,
    }
    if status not in conditions:
        raise NotFound("no status {status}: there are {known}", status=status, known=", ".join(conditions))
    return conditions[status]


def _open_alerts(user: Actor, place: str) -> QuerySet[Alert]:
    now_ms = settings.WORKSPACE.clock.now_ms()
    wanted = visible(user) & status_is(OPEN, now_ms) & _where(InboxFilters(place=place))
    return Alert.objects.filter(wanted).order_by()


def _any_status(statuses: Sequence[Status], now_ms: int) -> Q:
    wanted = Q()
    for status in statuses:
        wanted |= status_is(status, now_ms)
    return wanted


def _where(filters: InboxFilters) -> Q:
    wanted = Q()
    if filters.severities:
        wanted &= Q(severity__in=filters.severities)
    if filters.place:
        # Alerts stand in a few hundred places; a country has thousands.
        standing = Alert.objects.order_by().values_list("place", flat=True).distinct()
        wanted &= Q(place__in=[place for place in standing if covers(filters.place, place)])
    if filters.kit:
        wanted &= Q(installation__slug=filters.kit)
    if filters.subject:
        wanted &= Q(subject=filters.subject)
    if filters.since_ms is not None:
        wanted &= Q(t_ms__gte=filters.since_ms)
    return wanted


def _status_of(alert: Alert, now_ms: int) -> Status:
    if alert.status == CLOSED:
        return CLOSED
    if alert.withdrawn_ms is not None:
        return WITHDRAWN
    if alert.status == SNOOZED and (alert.snoozed_until_ms or 0) <= now_ms:
        return OPEN
    return alert.status


def rows_of(alerts: Sequence[Alert] | QuerySet[Alert], now_ms: int) -> tuple[AlertRow, ...]:
    """What lists show of these alerts: the right to see them is asked, and noted, before."""
    installations = {number: get_installation(number) for number in {alert.installation_id for alert in alerts}}
    known = territory()
    named = _names({alert.subject for alert in alerts}, known)
    return tuple(
        AlertRow(
            id=alert.pk,
            severity=alert.severity,
            status=_status_of(alert, now_ms),
            subject=alert.subject,
            subject_name=named[alert.subject][0],
            simulated=named[alert.subject][1],
            place=alert.place,
            place_name=known.get(alert.place).name,
            kit=installations[alert.installation_id].kit.slug,
            kit_title=installations[alert.installation_id].kit.title,
            installation_id=alert.installation_id,
            mode=installations[alert.installation_id].mode,
            rule=alert.rule,
            rule_title=installations[alert.installation_id].kit.rule(alert.rule).title,
            mandatory=alert.mandatory,
            t_ms=alert.t_ms,
            recorded_ms=alert.recorded_ms,
            late=alert.late,
            withdrawn_ms=alert.withdrawn_ms,
            snoozed_until_ms=alert.snoozed_until_ms if _status_of(alert, now_ms) == SNOOZED else None,
            outcome=alert.outcome,
            case_id=alert.case_id,
        )
        for alert in alerts
    )


def _names(subjects: Collection[str], known: Territory) -> dict[str, tuple[Text, bool]]:
    """What each subject is called, and whether it is simulated."""
    people = facts_of(subject for subject in subjects if is_person(subject))
    named: dict[str, tuple[Text, bool]] = {}
    for subject in subjects:
        if is_person(subject):
            pseudonym = subject.partition(":")[2]
            named[subject] = Text(pseudonym, pseudonym, pseudonym), people[subject].simulated
        elif subject.startswith("thing:"):
            thing = get_thing(subject)
            named[subject] = thing.name, thing.simulated
        else:
            name = known.get(subject).name
            named[subject] = Text(name, name, name), False
    return named
