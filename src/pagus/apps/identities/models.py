"""National identities, sealed: who reads this table without the key of the workspace learns that there is one."""

from __future__ import annotations

from django.db import models

NO_NUMBER = "-"


class IdentityPermit(models.Model):
    """A coordinator's word that a program of others may receive national identities; rows are added and ended."""

    program = models.CharField(max_length=60, db_index=True)
    given_by = models.CharField(max_length=150)
    given_ms = models.BigIntegerField()
    ended_by = models.CharField(max_length=150, blank=True)
    ended_ms = models.BigIntegerField(null=True)


class NationalIdentity(models.Model):
    """What was entered as the identity of a person; rows are added, the newest one holds."""

    person = models.CharField(max_length=60, db_index=True)
    sealed = models.BinaryField()
    """AES-256-GCM under the key of the workspace, bound to the pseudonym: moved to another row it does not open."""
    mark = models.CharField(max_length=32, blank=True, db_index=True)
    """By what the number is found (``sealing.mark_of``); ``-`` where there is none, empty where nobody has looked."""
    entered_by = models.CharField(max_length=150)
    entered_ms = models.BigIntegerField()
