"""Saved scenarios of care access, and population grids that were imported."""

from __future__ import annotations

from django.db import models


class AccessScenario(models.Model):
    """A named list of changes to the care supply or the population of a territory. Results are never stored."""

    name = models.CharField(max_length=120)
    territory = models.CharField(max_length=60)
    profession = models.CharField(max_length=40)
    method = models.CharField(max_length=40)
    edits = models.JSONField()
    """Ordered, as ``apps.access.edits`` reads and checks them."""
    owner = models.CharField(max_length=150)
    created_ms = models.BigIntegerField()
    changed_ms = models.BigIntegerField()
    share_key = models.CharField(max_length=64, unique=True, null=True)
    """Drawn at random when it is shared: whoever has an account of the territory and the link may read."""

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["owner", "territory"]),)


class PopulationGrid(models.Model):
    """People by small cell, from a file. Kept in the database, so that a backup has it; the newest one counts."""

    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    year = models.IntegerField(null=True)
    digest = models.CharField(max_length=64)
    added_ms = models.BigIntegerField()
    cells = models.IntegerField()
    people = models.FloatField()
    content = models.BinaryField()
    """A Parquet table: id, lon, lat, place, people, and one column a class of age."""
