"""People, known by a pseudonym only, and the teams that follow them."""

from __future__ import annotations

from django.db import models


class Team(models.Model):
    """The professionals who follow the same people, in a territory."""

    code = models.CharField(max_length=60, unique=True)
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name_de = models.CharField(max_length=200)
    territory = models.CharField(max_length=60)


class Person(models.Model):
    """A person followed here. The code is drawn at random; no name, no birth date, no address is stored."""

    code = models.CharField(max_length=60, unique=True)
    residence = models.CharField(max_length=60)
    team = models.ForeignKey(Team, to_field="code", on_delete=models.PROTECT, related_name="people")
    simulated = models.BooleanField()
    added_ms = models.BigIntegerField()

    class Meta:  # noqa: D106
        indexes = (models.Index(fields=["team", "residence"]),)


class PersonalKey(models.Model):
    """What opens the personal page of a person. Only the hash of the key is stored: who reads it here opens nothing."""

    person = models.ForeignKey(Person, to_field="code", on_delete=models.PROTECT, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    made_ms = models.BigIntegerField()
    made_by = models.CharField(max_length=150)
    expires_ms = models.BigIntegerField()
    revoked_ms = models.BigIntegerField(null=True)
    revoked_by = models.CharField(max_length=150, blank=True)


class Contact(models.Model):
    """How to reach a person, and whether they agreed to it. The one place with a phone number or an address."""

    person = models.OneToOneField(Person, to_field="code", on_delete=models.PROTECT, related_name="contact")
    phone = models.CharField(max_length=16, blank=True)
    """As ``+33612345678``, or empty."""
    email = models.CharField(max_length=254, blank=True)
    channel = models.CharField(max_length=10)
    """What they prefer: ``page``, ``sms``, ``email`` or ``phone``."""
    language = models.CharField(max_length=2)
    agreed_ms = models.BigIntegerField(null=True)
    """Since when they agree to be written to; None: nothing is sent."""
    quiet_from = models.SmallIntegerField()
    """Minutes after midnight, where the person lives."""
    quiet_until = models.SmallIntegerField()
    most_a_day = models.SmallIntegerField()
    measure_by = models.SmallIntegerField(default=660)
    """From this minute after midnight on, what is asked of them today and has not come is overdue."""
    changed_ms = models.BigIntegerField()
    changed_by = models.CharField(max_length=150)
