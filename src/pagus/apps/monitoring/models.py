"""Prescriptions, consents, stops, departures and merges: rows are added and ended, never rewritten."""

from __future__ import annotations

from django.db import models


class Prescription(models.Model):
    """Who prescribed a monitoring, from when until when, and what was answered about eligibility."""

    installation = models.ForeignKey("installations.Installation", on_delete=models.PROTECT, related_name="prescribed")
    subject = models.CharField(max_length=130)
    line = models.CharField(max_length=60, blank=True)
    """The line of home monitoring under which it is; empty where the kit serves none."""
    prescriber = models.CharField(max_length=120)
    rpps = models.CharField(max_length=11)
    issued_on = models.DateField()
    until = models.DateField()
    """The last day that it covers."""
    answers = models.JSONField(default=dict)
    """Eligibility: the name of each question and true or false."""
    renews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="renewed_by")
    entered_by = models.CharField(max_length=150)
    entered_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)
    """Ended before its last day: by a stop, or by a renewal."""

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["subject", "installation"]), models.Index(fields=["until"]))


class Consent(models.Model):
    """A person agreed to be monitored: when, how, who wrote it down; and when it was taken back."""

    installation = models.ForeignKey("installations.Installation", on_delete=models.PROTECT, related_name="consents")
    subject = models.CharField(max_length=130)
    given_on = models.DateField()
    way = models.CharField(max_length=20)
    recorded_by = models.CharField(max_length=150)
    recorded_ms = models.BigIntegerField()
    withdrawn_ms = models.BigIntegerField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    """Who wrote the withdrawal down."""

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["subject", "installation"]),)


class MonitoringStop(models.Model):
    """A person stopped a monitoring: who said so, in which words, and what was closed with it."""

    installation = models.ForeignKey("installations.Installation", on_delete=models.PROTECT, related_name="stops")
    subject = models.CharField(max_length=130)
    at_ms = models.BigIntegerField()
    said_by = models.CharField(max_length=20)
    words = models.CharField(max_length=500)
    recorded_by = models.CharField(max_length=150)
    alerts_closed = models.IntegerField()

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["subject", "installation"]),)


class _Undoable(models.Model):
    """What is written down once and may turn out to be a mistake: it is not deleted then, and who undid it stands."""

    undone_ms = models.BigIntegerField(null=True)
    """When it was taken back, and what could go back went back; None while it holds."""
    undone_by = models.CharField(max_length=150, blank=True)
    undone_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


class Departure(_Undoable):
    """A person died or moved away: on which day, how that is known, who wrote it down."""

    subject = models.CharField(max_length=130)
    kind = models.CharField(max_length=10)
    """``died`` or ``moved``."""
    on = models.DateField()
    words = models.CharField(max_length=500)
    """How it is known."""
    at_ms = models.BigIntegerField()
    recorded_by = models.CharField(max_length=150)

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(undone_ms__isnull=True), name="left_once_at_a_time"
            ),
        )


class Merge(_Undoable):
    """Two pseudonyms turned out to be one person: which one stays, why, and what went over."""

    merged = models.CharField(max_length=130)
    stays = models.CharField(max_length=130)
    at_ms = models.BigIntegerField()
    by = models.CharField(max_length=150)
    reason = models.CharField(max_length=500)
    copied = models.BigIntegerField()
    """Readings that the one that stays did not have."""
    set_aside = models.BigIntegerField()
    """Readings that differ from one of the same instant, or wait for a review: they stay with the merged pseudonym."""
    remembered = models.BooleanField(default=False)
    """What it changed was written down (``MovedRow``): older versions wrote nothing down, and cannot be undone."""

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["merged"], condition=models.Q(undone_ms__isnull=True), name="merged_once_at_a_time"
            ),
        )
        indexes = (models.Index(fields=["stays"]),)


class MovedRow(models.Model):
    """A row that a merge changed, and what stood in it: what an undoing needs."""

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="moved")
    kind = models.CharField(max_length=40)
    number = models.BigIntegerField()
    before = models.JSONField()

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["merge", "kind", "number"], name="moved_once_a_merge"),)
