"""Facilities, their services and hours, practitioners and their practices, and where each row came from.

In the words of FHIR: Facility is a Location, Service a HealthcareService, Practice a PractitionerRole.
"""

from __future__ import annotations

from django.db import models


class ImportBatch(models.Model):
    """One change of the directory: which source, how old its data are, what it brought. Only ever added."""

    source = models.CharField(max_length=200)
    layout = models.CharField(max_length=20)
    """plain, finess, rpps, bpe, sirene, eurostat, demo, or entered for what somebody typed."""
    data_date = models.DateField()
    """Until when the data are right, as their publisher says."""
    imported_ms = models.BigIntegerField()
    rows = models.IntegerField()
    accepted = models.IntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the file; empty for what somebody typed."""
    simulated = models.BooleanField()
    stamp = models.CharField(max_length=32)
    """Drawn anew for every batch: the newest one tells that the directory in memory is that of the database."""


class Facility(models.Model):
    """Where care or prevention is given."""

    code = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, default="FR")
    place = models.CharField(max_length=60, db_index=True, blank=True)
    """The commune of today; empty only outside the places that are known here."""
    lon = models.FloatField()
    lat = models.FloatField()
    point_from = models.CharField(max_length=10)
    """given, or place: then the point is that of the commune."""
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    website = models.CharField(max_length=300, blank=True)
    step_free = models.BooleanField(null=True)
    languages = models.CharField(max_length=100, blank=True)
    """ISO 639-1 codes, one space between them."""
    time_zone = models.CharField(max_length=50, default="Europe/Paris")
    identifier = models.CharField(max_length=80, blank=True, db_index=True)
    """The official one, as finess:670000025; empty without one."""
    simulated = models.BooleanField()
    closed_on = models.DateField(null=True)
    """The day from which it is no more; None while it is there."""
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="facilities")


class Service(models.Model):
    """What a facility does: one service, its sector, and how it opens."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="services")
    service = models.CharField(max_length=40, db_index=True)
    sector = models.CharField(max_length=20, blank=True)
    bookable = models.BooleanField(default=False)
    needs_broadband = models.BooleanField(default=False)
    """Whether the patient needs a good connection at home."""
    hours_known = models.BooleanField(default=False)
    hours_raw = models.CharField(max_length=1000, blank=True)
    """As the source wrote them, also where they go beyond what is understood."""
    on_holidays = models.CharField(max_length=6, default="usual")

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["facility", "service"], name="one_service_of_a_facility"),)


class Hours(models.Model):
    """A service is open on this weekday (0 Monday, 7 public holidays) between these local minutes."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="hours")
    weekday = models.SmallIntegerField()
    start = models.SmallIntegerField()
    end = models.SmallIntegerField()


class HoursException(models.Model):
    """Other hours of a service on one date; without minutes it is closed."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="exceptions")
    date = models.DateField()
    start = models.SmallIntegerField(null=True)
    end = models.SmallIntegerField(null=True)


class Practitioner(models.Model):
    """A professional, as the public register names them. No patient, no account."""

    code = models.CharField(max_length=80, unique=True)
    """The register's number, as rpps:10001234567."""
    name = models.CharField(max_length=200)
    profession = models.CharField(max_length=40, db_index=True)
    birth_year = models.SmallIntegerField(null=True)
    sector = models.CharField(max_length=20, blank=True)
    languages = models.CharField(max_length=100, blank=True)
    fte = models.FloatField(default=1.0)
    """Full-time equivalents over all practices together."""
    fte_stated = models.BooleanField(default=False)
    acts_per_year = models.FloatField(null=True)
    """Over all practices together; None when unknown."""
    simulated = models.BooleanField()
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="practitioners")


class Practice(models.Model):
    """A practitioner at a facility; or, without a practitioner, so many of a profession known by number only."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="practices")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, null=True, related_name="practices")
    profession = models.CharField(max_length=40, db_index=True)
    share = models.FloatField(default=1.0)
    """The weight of this practice among those of the practitioner."""
    heads = models.FloatField(default=1.0)
    """How many people; 1 with a practitioner."""
    fte = models.FloatField(null=True)
    """Without a practitioner: their full-time equivalents together; None with one, whose own are shared."""
    acts_per_year = models.FloatField(null=True)
    """Without a practitioner, as ``fte``."""
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="practices")

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(fields=["facility", "practitioner", "profession"], name="one_practice"),
            models.UniqueConstraint(
                fields=["facility", "profession"],
                condition=models.Q(practitioner__isnull=True),
                name="one_number_of_a_profession",
            ),
        )
