"""What may be booked where, what was booked, and who was referred to which care. Shapes and states of FHIR R4."""

from __future__ import annotations

from django.db import models


class Agenda(models.Model):
    """What can be booked together: one service of one facility, and who gives it if that is told (FHIR Schedule)."""

    facility = models.CharField(max_length=80)
    service = models.CharField(max_length=60)
    actor = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=60)
    """The commune of the facility, when the agenda was made: who may keep it depends on it."""
    simulated = models.BooleanField()

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["facility", "service", "actor"], name="agenda_once"),)


class Slot(models.Model):
    """A stretch of time that can be booked (FHIR Slot): free, busy, or busy-unavailable when it was taken back."""

    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="slots")
    start_ms = models.BigIntegerField()
    end_ms = models.BigIntegerField()
    status = models.CharField(max_length=20)

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["agenda", "start_ms"], name="slot_once"),)
        indexes = (models.Index(fields=["status", "start_ms"]),)


class Appointment(models.Model):
    """A booked slot (FHIR Appointment): known by a code drawn at random; no name, no way to reach anybody is kept."""

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="appointments")
    code = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=20)
    booked_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)

    class Meta:  # noqa: D106
        constraints = (
            # The database itself refuses a second holder, whatever the code above it forgets.
            models.UniqueConstraint(
                fields=["slot"], condition=~models.Q(status="cancelled"), name="one_appointment_a_slot"
            ),
        )


class Referral(models.Model):
    """Somebody's need for care elsewhere (FHIR ServiceRequest), and how far it is (FHIR Task)."""

    person = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    """The residence when the referral was made: reach was counted from it."""
    requested_by = models.CharField(max_length=150)
    requested_ms = models.BigIntegerField()
    service = models.CharField(max_length=60)
    urgency = models.CharField(max_length=20)
    due_ms = models.BigIntegerField()
    question = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=10, blank=True)
    step_free = models.BooleanField()
    sector = models.CharField(max_length=20, blank=True)
    mode = models.CharField(max_length=10)
    within_min = models.SmallIntegerField()
    status = models.CharField(max_length=20)
    closed_ms = models.BigIntegerField(null=True)

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["status", "due_ms"]), models.Index(fields=["person", "requested_ms"]))


class Proposal(models.Model):
    """One option that was shown for a referral, with the reasons, as they stood then; at most one was chosen."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="proposals")
    rank = models.SmallIntegerField()
    kind = models.CharField(max_length=20)
    facility = models.CharField(max_length=80, blank=True)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, null=True, related_name="proposals")
    reasons = models.JSONField()
    """What speaks for it: a list of [code, facts]."""
    cautions = models.JSONField()
    """What speaks against it or is not known: a list of [code, facts]."""
    chosen_ms = models.BigIntegerField(null=True)
    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, null=True, related_name="proposal")

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(fields=["referral", "rank"], name="proposal_once"),
            models.UniqueConstraint(
                fields=["referral"], condition=models.Q(chosen_ms__isnull=False), name="one_choice_a_referral"
            ),
        )


class ReferralEvent(models.Model):
    """What happened to a referral: when (workspace time), by whom, and why."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="events")
    at_ms = models.BigIntegerField()
    by = models.CharField(max_length=150)
    verb = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)


class BroadbandCoverage(models.Model):
    """Which share of the premises of a commune can have good broadband, on whose word and from when."""

    commune = models.CharField(max_length=60, unique=True)
    share = models.FloatField()
    source = models.CharField(max_length=200)
    as_of = models.DateField()
