"""The table of the journal. A database trigger refuses to change or delete a row (migration 0002)."""

from __future__ import annotations

from django.db import models


class JournalEntry(models.Model):
    """Who read or wrote what, when and why; ``digest`` covers the content and the digest of the entry before."""

    number = models.BigIntegerField(primary_key=True)
    at_ms = models.BigIntegerField()
    actor = models.CharField(max_length=150)
    role = models.CharField(max_length=100)
    verb = models.CharField(max_length=40)
    object_code = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    detail = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:  # noqa: D106
        indexes = (
            models.Index(fields=["object_code", "at_ms"]),
            models.Index(fields=["actor", "verb", "at_ms"]),
        )
