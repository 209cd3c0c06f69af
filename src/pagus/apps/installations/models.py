"""What runs here: kit versions in a territory, the values set for their parameters, and whom they follow."""

from __future__ import annotations

from django.db import models


class Installation(models.Model):
    """A kit version that runs in a territory. Its folder lies in the workspace under its digest."""

    kit_id = models.CharField(max_length=120)
    slug = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    territory = models.CharField(max_length=60)
    mode = models.CharField(max_length=20)
    installed_by = models.CharField(max_length=150)
    installed_ms = models.BigIntegerField()
    removed_ms = models.BigIntegerField(null=True)
    revision = models.BigIntegerField()
    """Grows with any change of this installation, its enrolments or its parameters, above that of every other."""

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["kit_id", "territory"],
                condition=models.Q(removed_ms__isnull=True),
                name="installed_once_in_a_territory",
            ),
        )


class ParameterValue(models.Model):
    """A value that a layer set. Rows are only added: the newest of (layer, holder, name) holds."""

    installation = models.ForeignKey(Installation, on_delete=models.CASCADE, related_name="values")
    layer = models.CharField(max_length=20)
    holder = models.CharField(max_length=60, blank=True)
    """The team or the person; empty for the territory."""
    name = models.CharField(max_length=60)
    value = models.FloatField(null=True)
    """None takes the value of this layer back: the layer above holds again."""
    by = models.CharField(max_length=150)
    at_ms = models.BigIntegerField()
    reason = models.CharField(max_length=500)

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["installation", "layer", "holder", "name"]),)


class Enrolment(models.Model):
    """A person, place or thing followed by an installation, from and to."""

    installation = models.ForeignKey(Installation, on_delete=models.CASCADE, related_name="enrolments")
    subject = models.CharField(max_length=130)
    from_ms = models.BigIntegerField()
    to_ms = models.BigIntegerField(null=True)

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["installation", "subject"],
                condition=models.Q(to_ms__isnull=True),
                name="enrolled_once_at_a_time",
            ),
        )
        indexes = (models.Index(fields=["subject"]),)
