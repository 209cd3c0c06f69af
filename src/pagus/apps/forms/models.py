"""Answers to the forms of kits: as far as given, complete, amended, or entered in error; every saving is kept."""

from __future__ import annotations

from django.db import models


class Response(models.Model):
    """The answers of one person to one version of a form. ``status`` as in FHIR QuestionnaireResponse."""

    person = models.CharField(max_length=60)
    installation = models.ForeignKey("installations.Installation", on_delete=models.PROTECT, related_name="responses")
    """Whose kit asks: it keeps the form as it was."""
    form = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    """Names what this version of the form asked and computed."""
    run = models.ForeignKey("pathways.Run", on_delete=models.PROTECT, null=True, related_name="responses")
    task = models.ForeignKey("pathways.PathwayTask", on_delete=models.PROTECT, null=True, related_name="responses")
    status = models.CharField(max_length=20)
    """in-progress, completed, amended or entered-in-error."""
    answers = models.JSONField()
    by = models.CharField(max_length=150)
    begun_ms = models.BigIntegerField()
    changed_ms = models.BigIntegerField()
    observed_ms = models.BigIntegerField(null=True)
    """Up to which change its answers are observations, where the kit has signals that come from its form."""
    simulated = models.BooleanField()

    class Meta:  # noqa: D106
        indexes = (
            models.Index(fields=["person", "changed_ms"]),
            models.Index(fields=["run"]),
            models.Index(
                name="response_to_observe",
                fields=["changed_ms"],
                condition=models.Q(status__in=("completed", "amended"))
                & (models.Q(observed_ms=None) | models.Q(observed_ms__lt=models.F("changed_ms"))),
            ),
        )


class Saving(models.Model):
    """One saving of a response, with what was answered then. Rows are only added."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="savings")
    person = models.CharField(max_length=60)
    key = models.CharField(max_length=80, null=True)
    """What the sender calls this saving: sent twice, it counts once."""
    at_ms = models.BigIntegerField()
    by = models.CharField(max_length=150)
    status = models.CharField(max_length=20)
    answers = models.JSONField()

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="saving_once"),)
