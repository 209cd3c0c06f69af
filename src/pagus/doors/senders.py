"""Who sends: the source behind a bearer token, and the subjects that it may speak of. What all doors share."""

from __future__ import annotations

import time
from collections.abc import Iterable

from django.http import HttpRequest

from pagus.apps.accounts.queries import covers
from pagus.apps.streams.queries import SourceAccess, places_of, source_of_token
from pagus.errors import CodeError, NotFound

__all__ = ["bearer_token", "forget_senders", "source_behind", "within_reach"]

_TOKEN_REMEMBERED_S = 5.0
"""A revoked token is noticed after this time."""
_REACH_REMEMBERED_S = 60.0
"""A subject that has moved out of a territory is noticed after this time."""
_MOST_REMEMBERED = 200_000

_senders: dict[str, tuple[float, SourceAccess | None]] = {}
_reach: dict[tuple[str, str], float] = {}


def forget_senders() -> None:
    """Forget what is remembered of tokens and territories."""
    _senders.clear()
    _reach.clear()


def bearer_token(request: HttpRequest) -> str:
    """The token that this request carries as ``Authorization: Bearer``; "" for none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""


def source_behind(token: str) -> SourceAccess | None:
    """Which registered source has this token? None when it is nobody's, or was revoked. Remembered for a moment."""
    now = time.monotonic()
    known = _senders.get(token)
    if known is None or known[0] < now:
        if len(_senders) > _MOST_REMEMBERED:
            _senders.clear()
        known = _senders[token] = (now + _TOKEN_REMEMBERED_S, source_of_token(token))
    return known[1]


def within_reach(source: SourceAccess, subjects: Iterable[str]) -> frozenset[str]:
    """Of which of these subjects may this source speak: those in its territory?"""
    now = time.monotonic()
    allowed: set[str] = set()
    unknown: set[str] = set()
    for subject in subjects:
        target = unknown if _reach.get((source.territory, subject), 0.0) < now else allowed
        target.add(subject)
    if unknown:
        if len(_reach) > _MOST_REMEMBERED:
            _reach.clear()
        places = places_of(unknown)
        for subject in unknown:
            if _covered(source.territory, places.get(subject)):
                # Only these: who is outside may be registered the next moment.
                _reach[source.territory, subject] = now + _REACH_REMEMBERED_S
                allowed.add(subject)
    return frozenset(allowed)


def _covered(territory: str, place: str | None) -> bool:
    try:
        return place is not None and covers(territory, place)
    except (NotFound, CodeError):  # a subject that looks like a place, and is none
        return False
