"""Who logged in, as Pro Santé Connect describes a professional: the RPPS number and the activities.

The shape (``SubjectNameID``, ``preferred_username``, ``otherIds``, ``SubjectRefPro``) is recalled from the public
documentation of the Agence du numérique en santé and certain only locally: it was never tried against the real service.
A national identifier has 12 digits: 8 and the 11 digits of the RPPS number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pagus.errors import InputError

__all__ = ["Professional", "professional_of"]

_NATIONAL = re.compile(r"8(\d{11})", re.ASCII)
_RPPS = re.compile(r"\d{11}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Professional:
    """The code of the register, and how many activities the provider knows; nothing else is kept."""

    code: str
    activities: int


def professional_of(claims: Mapping[str, Any]) -> Professional:
    """Which professional is this? Refuses: InputError for none, and for two numbers that differ."""
    numbers = set(_numbers(claims))
    if not numbers:
        raise InputError("the log-in service names no RPPS number: only professionals of the register can log in so")
    if len(numbers) > 1:
        raise InputError("the log-in service names two different RPPS numbers")
    return Professional(f"RPPS:{numbers.pop()}", sum(1 for _ in _activities(claims)))


def _numbers(claims: Mapping[str, Any]) -> Iterator[str]:
    for name in ("SubjectNameID", "preferred_username"):
        found = _NATIONAL.fullmatch(str(claims.get(name, "")))
        if found:
            yield found[1]
    others = claims.get("otherIds")
    for each in others if isinstance(others, list) else ():
        if isinstance(each, dict) and each.get("origine") == "RPPS":
            number = str(each.get("identifiant", ""))
            found = _NATIONAL.fullmatch(number)
            if found or _RPPS.fullmatch(number):
                yield found[1] if found else number


def _activities(claims: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    reference = claims.get("SubjectRefPro")
    practices = reference.get("exercices") if isinstance(reference, dict) else None
    for practice in practices if isinstance(practices, list) else ():
        activities = practice.get("activities") if isinstance(practice, dict) else None
        yield from (each for each in activities if isinstance(each, dict)) if isinstance(activities, list) else ()
