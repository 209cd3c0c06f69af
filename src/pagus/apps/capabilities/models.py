"""Capabilities that this workspace knows: where they answer, what they were asked, what they gave in shadow mode."""

from __future__ import annotations

from django.db import models


class Endpoint(models.Model):
    """Where a capability answers, which model it runs on whose word, and whether its values reach the rules."""

    name = models.CharField(max_length=60, unique=True)
    url = models.CharField(max_length=500)
    model_digest = models.CharField(max_length=64)
    certificate = models.CharField(max_length=300, blank=True)
    model_card = models.TextField(blank=True)
    """An address, or the card itself as it was given."""
    token_file = models.CharField(max_length=500, blank=True)
    in_shadow = models.BooleanField(default=True)
    registered_by = models.CharField(max_length=150)
    registered_ms = models.BigIntegerField()
    decided_by = models.CharField(max_length=150, blank=True)
    """Who let it out of shadow mode or took it back, when and why; empty until somebody has."""
    decided_ms = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    trouble = models.CharField(max_length=500, blank=True)
    """Why its last answer could not be used; empty when it could."""
    rest_until_ms = models.BigIntegerField(default=0)
    """After trouble it is left alone until then."""


class Asking(models.Model):
    """For which instant a capability has answered last about a subject, so that it is not asked twice."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="askings")
    installation = models.BigIntegerField()
    subject = models.CharField(max_length=130)
    slot_ms = models.BigIntegerField()

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(fields=["endpoint", "installation", "subject"], name="asked_about_once"),
        )


class ShadowValue(models.Model):
    """A value that a capability gave in shadow mode: looked at by people, never seen by a rule."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="shadow_values")
    model_digest = models.CharField(max_length=64)
    subject = models.CharField(max_length=130)
    signal = models.CharField(max_length=60)
    t_ms = models.BigIntegerField()
    value = models.FloatField()
    """In the signal's unit; as it came when it is no value of the signal."""
    judgement = models.CharField(max_length=10)
    """What would have become of it: accepted, held or rejected."""
    received_ms = models.BigIntegerField()

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["endpoint", "model_digest", "subject", "signal", "t_ms"], name="shadow_value_once"
            ),
        )
