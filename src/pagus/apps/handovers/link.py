"""The link for a colleague outside: opens one sheet and one answer, until its end. Only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings

from pagus.apps.handovers.models import Handover
from pagus.apps.handovers.policy import LINK_DAYS
from pagus.errors import NotFound
from pagus.kernel.time import DAY

__all__ = ["drawn_key", "handover_of_key", "key_end"]

_KEY_BYTES = 24
"""192 random bits: nobody guesses one."""


def drawn_key() -> tuple[str, str]:
    """A new key and the hash under which it is known."""
    key = secrets.token_urlsafe(_KEY_BYTES)
    return key, _hash(key)


def key_end(now_ms: int) -> int:
    """Until when does a key that is made now open its sheet?"""
    return now_ms + int(LINK_DAYS.value) * DAY


def handover_of_key(key: str) -> Handover:
    """Which hand-over does this key open?

    Refuses: NotFound for a key that never was, has ended, or was used for an answer: they are not told apart.
    """
    now_ms = settings.WORKSPACE.clock.now_ms()
    row = Handover.objects.defer("paper").filter(key_digest=_hash(key), key_until_ms__gt=now_ms).first()
    if row is None:
        raise NotFound("this link opens nothing, or no more: ask whoever sent it for a new one")
    return row


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
