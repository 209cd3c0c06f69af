"""Registered sources: the devices and gateways that may send observations.

The observations themselves are not Django models: see ``store``.
"""

from __future__ import annotations

from django.db import models


class Source(models.Model):
    """A sender with its territory. Of its token only the digest is stored."""

    name = models.SlugField(max_length=60, unique=True)
    territory = models.CharField(max_length=60)
    token_digest = models.CharField(max_length=64, unique=True)
    registered_ms = models.BigIntegerField()
    revoked_ms = models.BigIntegerField(null=True)
