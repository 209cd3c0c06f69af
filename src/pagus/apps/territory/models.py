"""What a workspace adds to the places of France."""

from __future__ import annotations

from django.db import models


class LocalPlace(models.Model):
    """A place that the territory adds: a PETR, a programme, a health zone, a neighbourhood. Only ever added."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    population = models.IntegerField(null=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    batch = models.CharField(max_length=32)
    """Drawn anew for every addition: the newest one tells that the places in memory are those of the database."""


class LocalMembership(models.Model):
    """A membership that the territory adds, between places of any origin. Only ever added."""

    member = models.CharField(max_length=60)
    group = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    batch = models.CharField(max_length=32)

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["member", "group", "valid_from"], name="one_local_membership"),)


class Thing(models.Model):
    """A device, station, room, bicycle or street screen: where it stands, and the place it speaks for."""

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name_de = models.CharField(max_length=200)
    place = models.CharField(max_length=60, db_index=True)
    represents = models.CharField(max_length=60)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    simulated = models.BooleanField()
