"""Which of the people whom somebody follows stand on a page: those with open alerts first, found by their pseudonym."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator

from pagus.apps.alerts import queries as alerts
from pagus.apps.people import queries as people
from pagus.kit_language.model import SEVERITIES, Severity

__all__ = ["FoundPeople", "found_people", "gravest"]

Alerts = Mapping[str, Mapping[Severity, int]]
"""How many of each severity need someone, by code."""


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """Some of those found, and how many there are in all. To show them is to read them: ``read_people``."""

    codes: Sequence[str]
    total: int
    alerts: Alerts


def found_people(user: Any, like: str, page: int, most: int) -> FoundPeople:
    """Of the people whom this user may see, those whose pseudonym holds this text: a page of them, ``most`` on each.

    Those with open alerts come first, the gravest first, then all others by code. After the last page comes the last.
    """
    total = people.count_visible(user, like=like)
    start = most * (Paginator(range(total), most).get_page(page).number - 1)
    open_alerts = alerts.counts_by_subject(user)
    wanted = [code for code in open_alerts if people.is_person(code) and like.lower() in code.lower()]
    first = sorted(wanted, key=lambda code: (-SEVERITIES.index(gravest(open_alerts[code])), code))
    here = first[start : start + most]
    rest = people.visible_slice(user, max(0, start - len(first)), most - len(here), like=like, without=first)
    return FoundPeople(here + rest, total, open_alerts)


def gravest(counts: Mapping[Severity, int]) -> Severity:
    """The gravest of these."""
    return max(counts, key=SEVERITIES.index)
