"""From the outbox to the territory: in order, again and again until the receiver has spoken, with growing pauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from pagus.errors import PagusError
from pagus.gateway.outbox import Outbox, Reading

__all__ = ["MOST_AT_ONCE", "Sender", "Unreachable", "Verdict", "pause_s", "send_waiting"]

MOST_AT_ONCE = 100
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 5.0, 900.0


class Unreachable(PagusError):
    """Nobody said what became of the readings: they stay where they are, and are sent again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The receiver's word: events that are on its disk, and events it refused, with the reason."""

    stored: Set[str]
    refused: Mapping[str, str]


class Sender(Protocol):
    """A way to the territory."""

    def send(self, readings: Sequence[Reading]) -> Verdict:
        """What became of these readings? Refuses: Unreachable, ConfigError."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


def send_waiting(outbox: Outbox, sender: Sender) -> tuple[int, int]:
    """Send what waits until nothing waits or somebody fails. Gives: how many were stored, and how many refused."""
    stored = refused = 0
    while readings := outbox.waiting(MOST_AT_ONCE):
        verdict = sender.send(readings)
        outbox.settle(verdict.stored, verdict.refused.items())
        stored, refused = stored + len(verdict.stored), refused + len(verdict.refused)
        if not verdict.stored and not verdict.refused:
            raise Unreachable("the server took none of {count} readings now", count=len(readings))
    return stored, refused


def pause_s(failures: int) -> float:
    """How long to wait after so many failures in a row? Twice as long each time, up to a quarter of an hour."""
    return min(_FIRST_PAUSE_S * 2.0 ** min(failures - 1, 20), _LONGEST_PAUSE_S)
