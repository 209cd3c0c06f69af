"""Who takes care of whom, what calls gave, who works when, whom the machine told, and whether the chain is proven."""

from __future__ import annotations

from django.db import models


class Claim(models.Model):
    """Somebody takes care of all alerts of a subject; one at a time, so that nobody is called twice."""

    subject = models.CharField(max_length=130)
    by = models.CharField(max_length=150)
    at_ms = models.BigIntegerField()
    released_ms = models.BigIntegerField(null=True)
    released_by = models.CharField(max_length=150, blank=True)

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(released_ms__isnull=True), name="claimed_once_at_a_time"
            ),
        )


class Call(models.Model):
    """A call to a person or to somebody near them, and what came of it. The number is not kept here."""

    subject = models.CharField(max_length=130)
    by = models.CharField(max_length=150)
    at_ms = models.BigIntegerField()
    outcome = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
    alerts = models.JSONField(default=list)
    """The numbers of the alerts that waited when the call was made."""

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["subject", "at_ms"], name="call_of_subject"),)


class Shift(models.Model):
    """A weekly stretch in which an account of a team is on duty or on call, in minutes of the local day."""

    team = models.CharField(max_length=60)
    kit = models.CharField(max_length=80, blank=True)
    """The slug of a kit whose alerts it is for; empty: for all of the team."""
    login = models.CharField(max_length=150)
    kind = models.CharField(max_length=10)
    weekday = models.SmallIntegerField()
    start = models.SmallIntegerField()
    end = models.SmallIntegerField()
    added_by = models.CharField(max_length=150)
    added_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["team"], condition=models.Q(ended_ms__isnull=True), name="shift_running"),)


class ClockSetting(models.Model):
    """How long alerts of a severity may wait in an installation. Rows are only added: the newest holds."""

    installation = models.ForeignKey("installations.Installation", on_delete=models.PROTECT, related_name="clocks")
    severity = models.CharField(max_length=20)
    minutes = models.IntegerField()
    by = models.CharField(max_length=150)
    at_ms = models.BigIntegerField()
    reason = models.CharField(max_length=500)


class Notice(models.Model):
    """The machine told an account that nobody had looked at an alert in time."""

    alert = models.ForeignKey("alerts.Alert", on_delete=models.PROTECT, related_name="notices")
    login = models.CharField(max_length=150)
    step = models.SmallIntegerField()
    at_ms = models.BigIntegerField()
    read_ms = models.BigIntegerField(null=True)

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["alert", "login"], name="told_of_alert_once"),)
        indexes = (models.Index(fields=["login"], condition=models.Q(read_ms__isnull=True), name="notice_unread"),)


class Proof(models.Model):
    """One test of the chain: a labelled reading went in by the real door; did its alert come out in time?

    Times are those of the world, also in a demo: it is the machine that is tested.
    """

    day = models.CharField(max_length=10, unique=True)
    sent_ms = models.BigIntegerField()
    t_ms = models.BigIntegerField(null=True)
    """The instant of the reading, in workspace time; null: the door did not take it."""
    state = models.CharField(max_length=10)
    """sent, proven or failed."""
    ended_ms = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)


class PracticeDay(models.Model):
    """A practice day of one account: which invented people, and what was done with their alerts. No person is in it."""

    login = models.CharField(max_length=150, unique=True)
    kit = models.CharField(max_length=80)
    seed = models.IntegerField()
    began_ms = models.BigIntegerField()
    handled = models.JSONField(default=dict)
