"""Consultations by video: who asked, who may join, who was there and how they were connected. Never what was said.

Two clocks. What people read on pages (``*_ms``) is the time of the workspace, which a demo replays. Whether somebody is
still there, and until when an invitation holds, is told by the real clock (``*_wall_ms``), as in the journal.
"""

from __future__ import annotations

from django.db import models


class Consultation(models.Model):
    """A consultation by video with one person: asked, waited for, held, ended."""

    code = models.CharField(max_length=40, unique=True)
    """Drawn at random: it stands in addresses, and opens nothing by itself."""
    person = models.CharField(max_length=60)
    simulated = models.BooleanField()
    asked_by = models.CharField(max_length=150)
    asked_ms = models.BigIntegerField()
    planned_ms = models.BigIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    """Why, in the words of whoever asked: the person reads it."""
    relay_only = models.BooleanField(default=False)
    status = models.CharField(max_length=20, default="planned")
    """As of an Encounter of FHIR: planned, arrived, in-progress, finished, cancelled."""
    consent = models.CharField(max_length=10, blank=True)
    """``given`` or ``refused``; empty while nobody has said."""
    consent_ms = models.BigIntegerField(null=True)
    consent_by = models.CharField(max_length=150, blank=True)
    """The person's code, or the login of whoever wrote down what the person said."""
    began_ms = models.BigIntegerField(null=True)
    began_wall_ms = models.BigIntegerField(null=True)
    ended_ms = models.BigIntegerField(null=True)
    ended_wall_ms = models.BigIntegerField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)
    record_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the session record when the consultation ended; the journal holds the same."""
    outcome = models.CharField(max_length=30, blank=True)
    agreed = models.CharField(max_length=2000, blank=True)
    """What was agreed: the person reads it."""
    summary_ms = models.BigIntegerField(null=True)
    summary_by = models.CharField(max_length=150, blank=True)

    class Meta:  # noqa: D106
        indexes = (
            models.Index(fields=["person", "planned_ms"]),
            models.Index(fields=["status", "planned_ms"]),
        )


class Participant(models.Model):
    """Somebody who may join a consultation: the person, a professional, or a guest by invitation."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="participants")
    kind = models.CharField(max_length=20)
    """person, professional or guest."""
    name = models.CharField(max_length=150)
    """The login of a professional, the code of the person, what the inviter called a guest."""
    part = models.CharField(max_length=40)
    """The role of a professional here; what a guest is there for: specialist, gp, interpreter, relative."""
    admitted_ms = models.BigIntegerField(null=True)
    """Since when they may leave the waiting room; professionals at once."""
    digest = models.CharField(max_length=64, blank=True)
    """The hash of a guest's invitation: who reads it here opens nothing."""
    expires_wall_ms = models.BigIntegerField(null=True)
    revoked_ms = models.BigIntegerField(null=True)

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["consultation", "kind", "name"], condition=~models.Q(kind="guest"), name="joins_once"
            ),
        )
        indexes = (models.Index(fields=["digest"]),)


class Stay(models.Model):
    """One browser of a participant in the call, from its coming to its leaving. A reload is a new stay."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="stays")
    digest = models.CharField(max_length=64)
    """The hash of what this browser proves itself with."""
    media = models.CharField(max_length=10)
    """video, audio or none: what it could send when it came."""
    came_ms = models.BigIntegerField()
    came_wall_ms = models.BigIntegerField()
    seen_wall_ms = models.BigIntegerField()
    left_ms = models.BigIntegerField(null=True)
    left_wall_ms = models.BigIntegerField(null=True)
    left_how = models.CharField(max_length=20, blank=True)
    """left, replaced (another page took over), lost (nothing was heard any more) or ended."""

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["participant", "left_wall_ms"]),)


class CallLink(models.Model):
    """How one browser was connected to another, as the first one says: way, times, quality, keys of both sides."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="links")
    peer = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, blank=True)
    """direct or relay; empty while it never connected."""
    connected_after_ms = models.IntegerField(null=True)
    first_frame_after_ms = models.IntegerField(null=True)
    round_trip_ms = models.IntegerField(null=True)
    worst_round_trip_ms = models.IntegerField(null=True)
    loss_permille = models.IntegerField(null=True)
    worst_loss_permille = models.IntegerField(null=True)
    kilobits = models.IntegerField(null=True)
    level = models.CharField(max_length=10, blank=True)
    """full, low or audio: what the browser chose to send at the end."""
    restarts = models.IntegerField(default=0)
    own_fingerprint = models.CharField(max_length=120, blank=True)
    peer_fingerprint = models.CharField(max_length=120, blank=True)

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["stay", "peer"], name="one_link_each_way"),)


class Letter(models.Model):
    """What one browser of a call hands another to find it: offers, answers, candidates. Gone when the call is."""

    to = models.ForeignKey(Stay, on_delete=models.CASCADE, related_name="letters")
    sender = models.ForeignKey(Stay, on_delete=models.CASCADE, related_name="+")
    body = models.TextField()
    sent_wall_ms = models.BigIntegerField()


class FallbackCall(models.Model):
    """A phone call instead of the picture, or after it failed: who called, when, whether somebody answered."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="phone_calls")
    by = models.CharField(max_length=150)
    at_ms = models.BigIntegerField()
    outcome = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True)
