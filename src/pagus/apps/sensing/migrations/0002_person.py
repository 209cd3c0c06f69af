"""Entities say whose they are: nobody's, which is what all have been so far, or a person's."""

from __future__ import annotations

from django.db import migrations, models

_KINDS = (
    "datastream",
    "featureofinterest",
    "historicallocation",
    "location",
    "observedproperty",
    "sensor",
    "thing",
)


class Migration(migrations.Migration):
    """Adds a column to each entity."""

    dependencies = (("sensing", "0001_initial"),)
    operations = tuple(
        migrations.AddField(kind, "person", models.CharField(blank=True, db_index=True, default="", max_length=140))
        for kind in _KINDS
    )
