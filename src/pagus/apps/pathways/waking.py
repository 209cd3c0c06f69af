"""Courses whose timer has come: the duty of the jobs process."""

from __future__ import annotations

import logging

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.pathways.models import Run
from pagus.apps.pathways.policy import WOKEN_AT_ONCE
from pagus.apps.pathways.stepping import happen, now
from pagus.engines.pathways import Event
from pagus.errors import PagusError

__all__ = ["due_now", "wake_due"]

log = logging.getLogger(__name__)


def due_now(limit: int = WOKEN_AT_ONCE) -> tuple[tuple[int, int], ...]:
    """Which courses have a timer that has come? Gives: (number, instant), the earliest first. Shown to nobody."""
    rows = Run.objects.filter(wake_ms__lte=now()).order_by("wake_ms", "pk")
    return tuple((pk, wake) for pk, wake in rows.values_list("pk", "wake_ms")[:limit] if wake is not None)


def wake_due(limit: int = WOKEN_AT_ONCE) -> tuple[int, int]:
    """Let the time pass for every course whose timer has come. Gives: how many were woken, how many could not be.

    Method: each in a transaction of its own, at the instant of the clock; the engine works through the timers at their
    own instants, so being late changes nothing. One that cannot be run (a copy of a kit that is gone) is logged and
    does not hold up the others; it is tried again at the next time.
    """
    woken = failed = 0
    for number, wake in due_now(limit):
        try:
            woken += not happen(number, Event(f"clock:{wake}", "clock", now()), SYSTEM).is_repeat
        except PagusError:
            failed += 1
            log.exception("the course %s cannot be woken", number)
    return woken, failed
