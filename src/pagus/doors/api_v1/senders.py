"""Who sends: the source behind a bearer token, and the subjects that it may speak of."""

from __future__ import annotations

import time
from collections.abc import Iterable

from django.http import HttpRequest

from pagus.apps.accounts.queries import covers
from pagus.apps.streams.queries import SourceAccess, places_of, source_of_token
from pagus.doors.api_v1.problem import ApiError
from pagus.errors import CodeError, NotFound

__all__ = ["sender_of", "within_reach"]

_TOKEN_REMEMBERED_S = 5.0
"""A revoked token is noticed after this time."""
_REACH_REMEMBERED_S = 60.0
"""A subject that has moved out of a territory is noticed after this time."""
_MOST_REMEMBERED = 200_000

_senders: dict[str, tuple[float, SourceAccess | None]] = {}
_reach: dict[tuple[str, str], float] = {}


def sender_of(request: HttpRequest) -> SourceAccess:
    """Which registered source sends this request? Refuses: ApiError 401 when there is none behind the token."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() != "bearer" or not token:
        raise ApiError(
            "this address takes observations of registered sources only",
            status=401,
            field="Authorization",
            remedy="send the header Authorization: Bearer and the token of the source",
        )
    now = time.monotonic()
    known = _senders.get(token)
    if known is None or known[0] < now:
        if len(_senders) > _MOST_REMEMBERED:
            _senders.clear()
        known = _senders[token] = (now + _TOKEN_REMEMBERED_S, source_of_token(token))
    if known[1] is None:
        raise ApiError(
            "the token is unknown or was revoked",
            status=401,
            field="Authorization",
            remedy="ask the operator of this workspace to register the source",
        )
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
