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


class PersonalRequest(models.Model):
    """What a person asks of their team on their own page: to be called, to stop, or a question. Answered once."""

    person = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    """Drawn by the page: the same sending twice is one request."""
    kind = models.CharField(max_length=20)
    """``question``, ``stop`` (of being followed) or ``call`` (me)."""
    kit = models.CharField(max_length=120, blank=True)
    """Which follow-up it is about; empty for none."""
    words = models.CharField(max_length=1000, blank=True)
    asked_ms = models.BigIntegerField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_ms = models.BigIntegerField(null=True)
    answered_by = models.CharField(max_length=150, blank=True)
    read_ms = models.BigIntegerField(null=True)
    """When the person read the answer."""

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="asked_once"),)
        indexes = (
            models.Index(fields=["person", "asked_ms"]),
            models.Index(fields=["asked_ms"], condition=models.Q(answered_ms__isnull=True), name="asked_unanswered"),
        )


class Dispatch(models.Model):
    """One SMS or e-mail that says that a page waits. Holds no number and no address, and no word of what waits."""

    person = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    about = models.CharField(max_length=12, default="news")
    """Why it was queued: ``news`` on the page, or a ``measurement`` of today that has not come. For the team only."""
    covers_ms = models.BigIntegerField()
    """The newest message, or overdue measurement, that it speaks of: nothing older makes another one."""
    state = models.CharField(max_length=10)
    """``queued``, ``sending``, ``sent``, ``failed`` or ``refused``. What was ``sending`` is never sent again."""
    tries = models.SmallIntegerField(default=0)
    queued_ms = models.BigIntegerField()
    next_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(fields=["person", "covers_ms"], name="dispatched_once"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state__in=("queued", "sending")), name="one_dispatch_at_a_time"
            ),
        )
        indexes = (models.Index(fields=["state", "next_ms"]),)
