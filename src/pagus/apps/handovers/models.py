"""A question to a specialist with its sheet, frozen as it was made, and the answer. States are those of a FHIR Task."""

from __future__ import annotations

from django.db import models


class Handover(models.Model):
    """Somebody's question about a person to one colleague, and how far it is."""

    person = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    """The residence when the question was asked: who may answer depends on it."""
    team = models.CharField(max_length=60)
    alert = models.BigIntegerField(null=True)
    """The number of the alert from which it was asked."""
    asked_by = models.CharField(max_length=150)
    asked_ms = models.BigIntegerField()
    urgency = models.CharField(max_length=20)
    due_ms = models.BigIntegerField()
    question = models.CharField(max_length=1000)
    to_part = models.CharField(max_length=40, blank=True)
    """The role of kits whose holders are asked; empty for a colleague outside."""
    to_login = models.CharField(max_length=150, blank=True)
    to_name = models.CharField(max_length=120, blank=True)
    """A colleague outside, as whoever asks typed it."""
    key_digest = models.CharField(max_length=64, blank=True, db_index=True)
    """The hash of what opens the sheet to a colleague outside, until ``key_until_ms`` or until the answer."""
    key_until_ms = models.BigIntegerField(null=True)
    status = models.CharField(max_length=20)
    opened_ms = models.BigIntegerField(null=True)
    """When whoever was asked first opened the sheet."""
    closed_ms = models.BigIntegerField(null=True)
    noted_ms = models.BigIntegerField(null=True)
    """When the team took note of the answer."""
    language = models.CharField(max_length=2)
    """The language of the sheet on paper."""
    sheet = models.JSONField()
    identity = models.BinaryField(default=b"")
    """The national identity that stands on the sheet, sealed apart; then the paper is sealed too. Empty without one."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the sheet, identity included, as canonical JSON."""
    paper = models.BinaryField()
    paper_digest = models.CharField(max_length=64)
    paper_sha1 = models.CharField(max_length=40, default="")
    """What FHIR R4 has as the hash of an attachment; ``paper_digest`` (SHA-256) is the one to trust."""
    paper_bytes = models.IntegerField(default=0)
    simulated = models.BooleanField()

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["status", "due_ms"]), models.Index(fields=["person", "asked_ms"]))


class HandoverAnswer(models.Model):
    """What the specialist answered: once, never rewritten. A limit it proposes is set by whoever follows the person."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="answer")
    at_ms = models.BigIntegerField()
    by = models.CharField(max_length=150)
    outside = models.BooleanField()
    """True for a colleague who answered through the link: ``by`` is then a name that was typed, not an account."""
    action = models.CharField(max_length=20)
    within_days = models.SmallIntegerField(null=True)
    advice = models.CharField(max_length=2000)
    installation = models.BigIntegerField(null=True)
    parameter = models.CharField(max_length=80, blank=True)
    value = models.FloatField(null=True)
    proposal_state = models.CharField(max_length=20, blank=True)
    """Empty without a proposal, then open, applied or left."""


class HandoverEvent(models.Model):
    """What happened to a question: when (workspace time), by whom, and why."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="events")
    at_ms = models.BigIntegerField()
    by = models.CharField(max_length=150)
    verb = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
