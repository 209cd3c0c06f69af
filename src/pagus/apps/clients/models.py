"""Programs of others that ask by FHIR, what each may see, and with which person one was opened."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from oauth2_provider.models import AbstractApplication


class Client(AbstractApplication):
    """A registered program. It sees the territory it is bound to and, of people, those of its care team only."""

    territory = models.CharField(max_length=60)
    team = models.CharField(max_length=60, blank=True)
    """The care team whose people it may see; ``*`` for every team of the territory, empty for nobody."""
    scopes = models.TextField()
    """The most that a token of it can hold, as SMART scopes."""
    keys = models.JSONField(null=True)
    """Its public keys (a JWK set), for a program that proves itself by signing; null for one that has a secret."""
    launch_url = models.CharField(max_length=500, blank=True)
    """Where a page of ours opens it with a person; empty for a program that is not opened from here."""
    registered_ms = models.BigIntegerField()
    registered_by = models.CharField(max_length=150)
    revoked_ms = models.BigIntegerField(null=True)

    class Meta(AbstractApplication.Meta):  # noqa: D106
        abstract = False

    def is_usable(self, request: Any) -> bool:
        """Is it still registered? The toolkit asks before it gives a token and before it takes one."""
        return self.revoked_ms is None


class Launch(models.Model):
    """Somebody opened a program with a person in hand: what its handle stands for, once and for a few minutes."""

    digest = models.CharField(max_length=64, unique=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="launches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="launches")
    person = models.CharField(max_length=60)
    made_ms = models.BigIntegerField()


class TokenContext(models.Model):
    """With which person in hand a token was given."""

    token = models.OneToOneField(
        settings.OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL, on_delete=models.CASCADE, related_name="context"
    )
    person = models.CharField(max_length=60)


class UsedAssertion(models.Model):
    """A signed proof of a client that was used: the same one again is refused until it has expired anyway."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="used_assertions")
    jti = models.CharField(max_length=64)
    """The digest of its identifier."""
    expires_s = models.BigIntegerField()

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["client", "jti"], name="assertion_once"),)
