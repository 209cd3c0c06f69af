"""What live remembers about one subject, and the points at which it could start again."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
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


Checkpoint = tuple[int, tuple[tuple[int, RuleState], ...], bytes]
"""All that cannot be computed from recent points: the clock, the rules not at rest by then, and instant and value of
the newest point of each signal (``Series.newest``), end to end. Every subject makes one a day: a plain tuple of plain
things is nothing for the garbage collector to walk through."""

_NONE = array("q")
"""What most subjects have raised: shared, and never added to."""
_AT_REST: dict[int, RuleState] = {}
"""The rules of a subject of whom none is awake: shared, and never added to."""


class Timers(NamedTuple):
    """When silence wakes rules.

    ``silences``: of each signal that has some, how many ms after its last point, in order, and the rules at each.
    ``shortest``: the first of them, for every signal.
    """

    silences: tuple[tuple[int, tuple[int, ...], Mapping[int, frozenset[int]]], ...]
    shortest: tuple[int, ...]


class Subject:
    """One subject of one program.

    ``clock``: the last instant judged. ``wake``: no timer is due before it (it may be early, never late).
    ``queued``: the wake that stands in the queue. ``rules``: the states of the rules that are not at rest, by slot.
    ``raised``: codes of the alerts raised (``Engine.code``). ``checkpoints``: an older and a newer one, for points that
    come late.
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
    ) -> None:
        self.name = name
        self.from_ms = from_ms
        self.parameters = parameters
        self.series = tuple(Series(plan, from_ms) for plan in plans)
        self.rules = _AT_REST
        self.clock = from_ms - 1
        self.wake = from_ms
        self.queued = NEVER
        self.raised = _NONE
        self.timers = timers
        self.checkpoints: tuple[Checkpoint, ...] = ()
        self.next_checkpoint = NEVER

    def checkpoint(self) -> Checkpoint:
        """The checkpoint of this instant."""
        return self.clock, tuple(self.rules.items()), b"".join([one.newest() for one in self.series])

    def note(self, code: int) -> None:
        """Remember an alert as raised."""
        if self.raised is _NONE:
            self.raised = array("q")
        self.raised.append(code)

    def settle(self, rule: int, state: RuleState) -> None:
        """Remember how a rule stands; of one at rest there is nothing to remember."""
        if state is not IDLE:
            if self.rules:
                self.rules[rule] = state
            else:
                self.rules = {rule: state}
        elif self.rules.pop(rule, None) is not None and not self.rules:
            self.rules = _AT_REST
