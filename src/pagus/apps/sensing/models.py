"""The entities that no other room of the house keeps, and those of the house as clients of SensorThings see them.

JSON lies as text: what a client sent comes back as it was. What was taken away by a client is marked, not removed:
its observations stay in the store, and it does not appear again by itself.
"""

from __future__ import annotations

from django.db import models

NOT_YET = 0
"""In ``withdrawn_ms``: written, and shown to nobody until the observations that came along are on the disk."""


class Entity(models.Model):
    """What all have: who declared it ("" for the house itself), whose it is, and since when it is taken away."""

    owner = models.CharField(max_length=60, default="", blank=True)
    person = models.CharField(max_length=140, default="", blank=True, db_index=True)
    """The person whose thing it came with; "" for what is public. See ``sight``."""
    withdrawn_ms = models.BigIntegerField(null=True)

    class Meta:  # noqa: D106
        abstract = True


class Named(Entity):
    """What has a name, a description and free properties."""

    name = models.CharField(max_length=300)
    description = models.TextField(default="", blank=True)
    properties = models.TextField(default="{}")

    class Meta:  # noqa: D106
        abstract = True


class Location(Named):
    """Where a thing is: GeoJSON, or what the client said in another encoding."""

    encoding_type = models.CharField(max_length=100)
    location = models.TextField()
    house = models.CharField(max_length=60, null=True, unique=True)
    """The subject whose place it is, of those that the house has."""


class Thing(Named):
    """A thing, with the subject of the observation store that stands for it."""

    subject = models.CharField(max_length=140, null=True, unique=True)
    locations = models.ManyToManyField(Location, related_name="things")


class HistoricalLocation(Entity):
    """Where a thing was from an instant on."""

    thing = models.ForeignKey(Thing, on_delete=models.PROTECT)
    time = models.BigIntegerField()
    locations = models.ManyToManyField(Location, related_name="history")


class Sensor(Named):
    """What measures."""

    encoding_type = models.CharField(max_length=100)
    metadata = models.TextField()
    house = models.CharField(max_length=60, null=True, unique=True)
    """The kind of things whose sensor it is, of those that the house has."""


class ObservedProperty(Named):
    """What is measured, with the signal of the observation store that it is, if it is one of the house."""

    definition = models.TextField()
    signal = models.CharField(max_length=70, null=True, unique=True)


class FeatureOfInterest(Named):
    """What an observation is about."""

    encoding_type = models.CharField(max_length=100)
    feature = models.TextField()
    place = models.OneToOneField(Location, on_delete=models.PROTECT, null=True)
    """The location that it was made of."""


class Datastream(Named):
    """A series: a thing, what is measured, what measures; and the series of the observation store that holds it."""

    observation_type = models.CharField(max_length=200)
    unit_of_measurement = models.TextField()
    unit = models.CharField(max_length=60)
    """The UCUM code in which its results come."""
    observed_area = models.TextField(null=True)
    thing = models.ForeignKey(Thing, on_delete=models.PROTECT)
    sensor = models.ForeignKey(Sensor, on_delete=models.PROTECT)
    observed_property = models.ForeignKey(ObservedProperty, on_delete=models.PROTECT)
    feature = models.ForeignKey(FeatureOfInterest, on_delete=models.PROTECT, null=True)
    """What its observations are about, unless one of them says otherwise."""
    subject = models.CharField(max_length=140)
    signal = models.CharField(max_length=70)
    result_first = models.BigIntegerField(null=True)
    result_last = models.BigIntegerField(null=True)
    """From when to when its results were made, as far as clients said so."""
    detailed = models.BooleanField(default=False)
    """Has any of its observations details? Most have none, and nobody looks for them."""

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["subject", "signal"], name="one_datastream_a_series"),)


class Detail(models.Model):
    """What an observation has besides its instant and its number."""

    datastream = models.ForeignKey(Datastream, on_delete=models.PROTECT)
    t = models.BigIntegerField()
    end = models.BigIntegerField(null=True)
    result_time = models.BigIntegerField(null=True)
    valid_start = models.BigIntegerField(null=True)
    valid_end = models.BigIntegerField(null=True)
    quality = models.TextField(null=True)
    parameters = models.TextField(null=True)
    feature = models.ForeignKey(FeatureOfInterest, on_delete=models.PROTECT, null=True)

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["datastream", "t"], name="one_detail_an_observation"),)
