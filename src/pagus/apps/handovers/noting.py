"""The log of a hand-over and the journal: one line in each for every step."""

from __future__ import annotations

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.handovers.models import Handover, HandoverEvent
from pagus.apps.journal import actions as journal

__all__ = ["OUTSIDE", "log", "log_outside"]

OUTSIDE = "colleague outside"
"""The role under which the journal has somebody who came by a link: the name was typed, nobody has checked it."""


def log(row: Handover, verb: str, by: Actor, at_ms: int, note: str = "") -> None:
    """Note a step of an account."""
    login, role = accounts.actor_of(by)
    _write(row, verb, login, role, at_ms, note)


def log_outside(row: Handover, verb: str, at_ms: int, note: str = "") -> None:
    """Note a step of whoever held the link."""
    HandoverEvent.objects.create(handover=row, at_ms=at_ms, by=row.to_name, verb=verb, note=note)
    # The typed name is no account: the journal names the hand-over instead, which leads to it.
    journal.record(f"handover:{row.pk}", OUTSIDE, "hand_over", row.person, "hand-over", _detail(row, verb))


def _write(row: Handover, verb: str, login: str, role: str, at_ms: int, note: str) -> None:
    HandoverEvent.objects.create(handover=row, at_ms=at_ms, by=login, verb=verb, note=note)
    journal.record(login, role, "hand_over", row.person, "hand-over", _detail(row, verb))


def _detail(row: Handover, verb: str) -> dict[str, object]:
    return {"handover": row.pk, "step": verb}
