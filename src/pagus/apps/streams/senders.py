"""Who sends: the source behind a token, and the subjects that it may speak of. Every door asks here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from pagus.apps.accounts.queries import covers
from pagus.apps.streams.queries import SourceAccess, places_of, source_named, source_of_token
from pagus.errors import CodeError, NotFound

__all__ = [
    "forget_senders",
    "known_sender",
    "named_sender",
    "within_reach",
]

_TOKEN_REMEMBERED_S = 5.0
"""A revoked token is noticed after this time."""
_REACH_REMEMBERED_S = 60.0
"""A subject that has moved out of a territory is noticed after this time."""
_MOST_REMEMBERED = 200_000

_senders: dict[tuple[str, str], tuple[float, SourceAccess | None]] = {}
_reach: dict[tuple[str, str], float] = {}


def known_sender(token: str) -> SourceAccess | None:
    """Which registered source has this token? None when it is nobody's, or was revoked."""
    return _remembered("token", token, source_of_token)


def named_sender(name: str) -> SourceAccess | None:
    """Which registered source has this name? None when none has, or it was revoked.

    For doors whose broker has proven the name; a name alone proves nothing.
    """
    return _remembered("name", name, source_named)


def _remembered(kind: str, text: str, find: Callable[[str], SourceAccess | None]) -> SourceAccess | None:
    now = time.monotonic()
    known = _senders.get((kind, text))
    if known is None or known[0] < now:
        if len(_senders) > _MOST_REMEMBERED:
            _senders.clear()
        known = _senders[kind, text] = (now + _TOKEN_REMEMBERED_S, find(text))
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


def forget_senders() -> None:
    """Ask the database anew for every token and subject."""
    _senders.clear()
    _reach.clear()


def _covered(territory: str, place: str | None) -> bool:
    try:
        return place is not None and covers(territory, place)
    except (NotFound, CodeError):  # a subject that looks like a place, and is none
        return False
