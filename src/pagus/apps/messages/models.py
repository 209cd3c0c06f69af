"""What has been told to people and to roles: an outbox that pages read."""

from __future__ import annotations

from django.db import models


class Message(models.Model):
    """A text for a person, or for a role of the team that follows them. Never changed but for its being read."""

    run = models.ForeignKey("pathways.Run", on_delete=models.PROTECT, related_name="messages")
    key = models.CharField(max_length=100)
    """Its own within the run: told once."""
    notice = models.CharField(max_length=80)
    person = models.CharField(max_length=60)
    """Whom it is about, and whom it is for when ``to`` is ``person``."""
    place = models.CharField(max_length=60)
    team = models.CharField(max_length=60)
    to = models.CharField(max_length=60)
    """``person``, or the role."""
    channel = models.CharField(max_length=20, default="page")
    text_fr = models.CharField(max_length=1000)
    text_en = models.CharField(max_length=1000)
    text_de = models.CharField(max_length=1000)
    at_ms = models.BigIntegerField()
    read_ms = models.BigIntegerField(null=True)
    read_by = models.CharField(max_length=150, blank=True)

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["run", "key"], name="told_once"),)
        indexes = (
            models.Index(fields=["person", "at_ms"]),
            models.Index(fields=["team", "to", "at_ms"]),
            models.Index(fields=["to", "at_ms"], condition=models.Q(read_ms__isnull=True), name="told_unread"),
        )
