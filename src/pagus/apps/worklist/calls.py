"""The calls that were made to somebody."""

from __future__ import annotations

from dataclasses import dataclass

from pagus.apps.accounts.queries import Actor
from pagus.apps.people.queries import read_person
from pagus.apps.worklist.models import Call

__all__ = ["CallMade", "calls_of"]

MOST = 20


@dataclass(frozen=True, slots=True)
class CallMade:
    """One call: when, by whom, what came of it."""

    at_ms: int
    by: str
    outcome: str
    note: str


def calls_of(user: Actor, subject: str) -> tuple[CallMade, ...]:
    """Which calls were made to this person, the newest first? At most ``MOST``. The reading is journalled."""
    read_person(user, subject, "worklist")
    rows = Call.objects.filter(subject=subject).order_by("-at_ms", "-pk")[:MOST]
    return tuple(CallMade(*row) for row in rows.values_list("at_ms", "by", "outcome", "note"))
