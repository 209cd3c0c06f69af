"""What runs here: kit versions in a territory, who approved them, their values, whom they follow, what they ask."""

from __future__ import annotations

from django.db import models


class Acceptance(models.Model):
    """A clinical acceptance: somebody who may has read this content for this territory and answers for it.

    Rows are only added. It speaks of a digest: another content needs another acceptance.
    """

    kit_id = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    territory = models.CharField(max_length=60)
    by = models.CharField(max_length=150)
    role = models.CharField(max_length=150)
    at_ms = models.BigIntegerField()
    words = models.CharField(max_length=500)

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["digest", "territory"]),)


class Installation(models.Model):
    """A kit version that runs in a territory. Its folder lies in the workspace under its digest.

    An upgrade makes a new row that ``replaces`` the one before. The replaced row follows the people who were enrolled
    on it until they are moved; it takes nobody new.
    """

    kit_id = models.CharField(max_length=120)
    slug = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    territory = models.CharField(max_length=60)
    mode = models.CharField(max_length=20)
    installed_by = models.CharField(max_length=150)
    installed_ms = models.BigIntegerField()
    removed_ms = models.BigIntegerField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    superseded_ms = models.BigIntegerField(null=True)
    """Since when a newer version takes the new people; null for the version that is current here."""
    acceptance = models.ForeignKey(Acceptance, on_delete=models.PROTECT, null=True, related_name="installations")
    provenance = models.JSONField(default=dict)
    """Where the kit came from and who had signed it when it was installed: origin, and a list of signatures."""
    revision = models.BigIntegerField()
    """Grows with any change of this installation, its enrolments or its parameters, above that of every other."""

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["kit_id", "territory"],
                condition=models.Q(removed_ms__isnull=True, superseded_ms__isnull=True),
                name="installed_once_in_a_territory",
            ),
        )


class Tenure(models.Model):
    """A stretch of time in which a version was the current one in its territory: for the audit of any date."""

    installation = models.ForeignKey(Installation, on_delete=models.PROTECT, related_name="tenures")
    from_ms = models.BigIntegerField()
    to_ms = models.BigIntegerField(null=True)


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
    target_set = models.CharField(max_length=60, blank=True, default="")
    """The set of targets of the kit that wrote this value for a person; empty: somebody set it by itself."""

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["installation", "layer", "holder", "name"]),)


class Enrolment(models.Model):
    """A person, place or thing followed by an installation, from and to."""

    installation = models.ForeignKey(Installation, on_delete=models.CASCADE, related_name="enrolments")
    subject = models.CharField(max_length=130)
    from_ms = models.BigIntegerField()
    """From when on alerts are raised."""
    observed_from_ms = models.BigIntegerField()
    """From when on observations count: earlier than ``from_ms`` for someone who was moved from another version."""
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


class Task(models.Model):
    """Something that a running kit asks of people: a revoked version to deal with, an acceptance to give."""

    installation = models.ForeignKey(Installation, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=20)
    verb = models.CharField(max_length=40)
    """Who may do it: those who hold this verb in the territory."""
    facts = models.JSONField(default=dict)
    opened_ms = models.BigIntegerField()
    due_ms = models.BigIntegerField()
    done_ms = models.BigIntegerField(null=True)
    done_by = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["installation", "kind"], condition=models.Q(done_ms__isnull=True), name="one_open_task_a_kind"
            ),
        )
