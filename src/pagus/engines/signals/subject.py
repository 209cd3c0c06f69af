"""What live remembers about one subject, and the points at which it could start again."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from pagus.engines.signals.hygiene import IDLE, RuleState
from pagus.engines.signals.series import Series, SeriesPlan
from pagus.kernel.time import DAY

__all__ = ["BETWEEN_CHECKPOINTS", "NEVER", "Checkpoint", "Subject", "Timers"]

NEVER = 2**62
"""An instant that does not come."""


BETWEEN_CHECKPOINTS = DAY
"""Two are kept, so that a point up to a day late costs at most two days of judging again; an older one costs the
whole history of its subject."""


class Checkpoint(NamedTuple):
    """All that cannot be computed from recent points: rule states after ``clock``, and instant and value of the newest
    point of each signal, in one array because there are many of these."""

    clock: int
    rules: tuple[RuleState, ...]
    newest: array[int]


_NONE = array("q")
"""What most subjects have raised: shared, and never added to."""


class Timers(NamedTuple):
    """When silence wakes rules: (rule, signal, ms after its last point); and the shortest of them for each signal."""

    silences: tuple[tuple[int, int, int], ...]
    shortest: tuple[int, ...]


class Subject:
    """One subject of one program.

    ``clock``: the last instant judged. ``wake``: no timer is due before it (it may be early, never late).
    ``queued``: the wake that stands in the queue. ``raised``: codes of the alerts raised (``Engine.code``).
    ``checkpoints``: an older and a newer one, for points that come late.
    """

    __slots__ = (
        "checkpoints",
        "clock",
        "from_ms",
        "name",
        "next_checkpoint",
        "parameters",
        "queued",
        "raised",
        "rules",
        "series",
        "timers",
        "wake",
    )

    def __init__(
        self,
        name: str,
        from_ms: int,
        parameters: tuple[float, ...],
        timers: Timers,
        plans: Sequence[SeriesPlan],
        rules: int,
    ) -> None:
        self.name = name
        self.from_ms = from_ms
        self.parameters = parameters
        self.series = tuple(Series(plan, from_ms) for plan in plans)
        self.rules = [IDLE] * rules
        self.clock = from_ms - 1
        self.wake = from_ms
        self.queued = NEVER
        self.raised = _NONE
        self.timers = timers
        self.checkpoints: tuple[Checkpoint, ...] = ()
        self.next_checkpoint = NEVER

    def checkpoint(self) -> Checkpoint:
        """The checkpoint of this instant."""
        newest = array("q")
        for one in self.series:
            newest += one.data[:2]
        rules = tuple(self.rules)
        if self.checkpoints and self.checkpoints[-1].rules == rules:
            rules = self.checkpoints[-1].rules
        return Checkpoint(self.clock, rules, newest)

    def note(self, code: int) -> None:
        """Remember an alert as raised."""
        if self.raised is _NONE:
            self.raised = array("q")
        self.raised.append(code)
