"""Alerts, the cases that hold them, and the log of what was done with each."""

from __future__ import annotations

from django.db import models


class Case(models.Model):
    """The alerts of one subject and one group that a human handles together."""

    installation = models.ForeignKey("installations.Installation", on_delete=models.PROTECT, related_name="cases")
    subject = models.CharField(max_length=130)
    group = models.CharField(max_length=80)
    opened_ms = models.BigIntegerField()
    closed_ms = models.BigIntegerField(null=True)

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["installation", "subject", "group"],
                condition=models.Q(closed_ms__isnull=True),
                name="one_open_case_a_group",
            ),
        )


class Alert(models.Model):
    """A rule that fired for a subject: never deleted; late data mark it late or withdrawn."""

    installation = models.ForeignKey("installations.Installation", on_delete=models.PROTECT, related_name="alerts")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="alerts")
    rule = models.CharField(max_length=80)
    subject = models.CharField(max_length=130)
    subject_kind = models.CharField(max_length=10)
    """person, thing or place: who may see the alert depends on it."""
    t_ms = models.BigIntegerField()
    severity = models.CharField(max_length=20)
    rank = models.SmallIntegerField()
    """0 information to 3 critical, to sort by."""
    mandatory = models.BooleanField()
    place = models.CharField(max_length=60)
    """Where: the residence of the person, the place of the thing, or the place itself, when the alert was raised."""
    status = models.CharField(max_length=20)
    """open, acknowledged, snoozed or closed, as last set; a snooze past its end counts as open (queries)."""
    snoozed_until_ms = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    late = models.BooleanField()
    withdrawn_ms = models.BigIntegerField(null=True)
    recorded_ms = models.BigIntegerField()
    features = models.JSONField()
    parameters = models.JSONField()
    windows = models.JSONField()
    """For each feature: signal, from_ms, to_ms and points it was computed from."""
    trace = models.JSONField()

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["installation", "rule", "subject", "t_ms"], name="alert_once"),)
        indexes = (
            models.Index(fields=["status", "place"]),
            models.Index(fields=["subject", "t_ms"]),
            models.Index(fields=["subject_kind", "place"]),
        )


class AlertEvent(models.Model):
    """What happened to an alert: when (workspace time), by whom, and why."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="events")
    at_ms = models.BigIntegerField()
    by = models.CharField(max_length=150)
    verb = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True)
    until_ms = models.BigIntegerField(null=True)
