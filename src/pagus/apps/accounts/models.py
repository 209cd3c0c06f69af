"""Who may work here: Django's users, and the roles they hold in a territory."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class AccountMembership(models.Model):
    """A role of a user in a territory (a place code, all places under it), and the care team if there is one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pagus_memberships")
    role = models.CharField(max_length=20)
    territory = models.CharField(max_length=60)
    team = models.CharField(max_length=60, blank=True)

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["user", "role", "territory", "team"], name="membership_once"),)


class ProfessionalLink(models.Model):
    """Which professional number opens which account, when its provider has proved it. It gives no right of its own."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pagus_professional")
    identifier = models.CharField(max_length=40, unique=True)
    """As RPPS:10101010101."""
    linked_ms = models.BigIntegerField()
    linked_by = models.CharField(max_length=150)
