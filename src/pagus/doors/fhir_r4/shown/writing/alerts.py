"""An alert as DetectedIssue, with the observations behind it, and what waits for somebody as Task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pagus.apps.alerts.facts import AlertFacts
from pagus.doors.fhir_r4.shown.writing.parts import (
    OWN,
    Document,
    begin,
    coded,
    instant,
    notes,
    reference,
    subject_reference,
    without_nothing,
)
from pagus.doors.fhir_r4.shown.writing.words import OUTCOME_NAMES, SEVERITY_NAMES

__all__ = ["alert_task", "detected_issue"]

_SEVERITY = {"information": "low", "warning": "moderate", "high": "high", "critical": "high"}
_PRIORITY = {"information": "routine", "warning": "routine", "high": "urgent", "critical": "stat"}
_ISSUE = {"closed": "final", "withdrawn": "cancelled"}
_TASK = {
    "open": "requested",
    "acknowledged": "in-progress",
    "snoozed": "on-hold",
    "closed": "completed",
    "withdrawn": "cancelled",
}


def detected_issue(alert: AlertFacts, evidence: Mapping[str, Sequence[str]], language: str) -> Document:
    """An alert as a DetectedIssue.

    Takes: the alert; for each feature the ids of the observations it was computed from (the newest ones); the
    language. FHIR knows three severities: our own stands beside, as an extension, so that ``critical`` is not lost.
    """
    row = alert.row
    person = row.subject.startswith("person:")
    return without_nothing(
        {
            **begin("DetectedIssue", f"a{row.id}", alert.changed_ms, simulated=row.simulated),
            "extension": [
                {
                    "url": f"{OWN}severity",
                    "valueCodeableConcept": coded(
                        f"{OWN}severity", row.severity, SEVERITY_NAMES[row.severity], language
                    ),
                }
            ],
            "identifier": [{"system": f"{OWN}alert", "value": str(row.id)}],
            "status": _ISSUE.get(row.status, "preliminary"),
            "code": coded(f"{OWN}rule:{row.kit}", row.rule, row.rule_title, language),
            "severity": _SEVERITY[row.severity],
            "patient": subject_reference(row.subject) if person else {},
            "identifiedDateTime": instant(row.t_ms),
            "implicated": [] if person else [subject_reference(row.subject, row.subject_name.say(language))],
            "evidence": [_evidence(alert, name, evidence.get(name, ()), language) for name in alert.features],
            "detail": alert.rule.advice.say(language),
            "mitigation": _mitigation(alert, language),
        }
    )


def alert_task(alert: AlertFacts, language: str) -> Document:
    """What an alert asks of somebody, as a Task: who handles it moves it on in the console."""
    row = alert.row
    until = {"period": {"start": instant(row.snoozed_until_ms)}} if row.snoozed_until_ms else {}
    return without_nothing(
        {
            **begin("Task", f"a{row.id}", alert.changed_ms, simulated=row.simulated),
            "identifier": [{"system": f"{OWN}alert", "value": str(row.id)}],
            "status": _TASK[row.status],
            "intent": "order",
            "priority": _PRIORITY[row.severity],
            "code": coded(f"{OWN}task", "alert", row.rule_title, language),
            "description": alert.rule.advice.say(language),
            "focus": reference("DetectedIssue", f"a{row.id}"),
            "for": subject_reference(row.subject),
            "authoredOn": instant(row.recorded_ms),
            "lastModified": instant(alert.changed_ms),
            "note": notes([OUTCOME_NAMES[row.outcome].say(language)] if row.outcome else []),
            "restriction": until,
        }
    )


def _evidence(alert: AlertFacts, name: str, observations: Sequence[str], language: str) -> Document:
    feature, value = alert.definitions[name], alert.features[name]
    label = name if feature.label is None else feature.label.say(language)
    known = "?" if value is None else f"{value:g}"
    words = f"{label}: {known}" if feature.unit == "1" else f"{label}: {known} {feature.unit}"
    return without_nothing(
        {
            "code": [{"coding": [{"system": f"{OWN}feature:{alert.row.kit}", "code": name}], "text": words}],
            "detail": [reference("Observation", each) for each in observations],
        }
    )


def _mitigation(alert: AlertFacts, language: str) -> list[Document]:
    if not alert.row.outcome:
        return []
    outcome = coded(f"{OWN}outcome", alert.row.outcome, OUTCOME_NAMES[alert.row.outcome], language)
    return [{"action": outcome, "date": instant(alert.changed_ms)}]
