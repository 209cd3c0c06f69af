"""What goes into the store and what comes back: observations, batches, receipts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import IntEnum

import msgspec

from pagus.errors import PagusError

__all__ = ["Batch", "Device", "Note", "Observation", "Quality", "Receipts", "Refusal", "RequestKey", "Review"]

Fact = str | int | float


class Quality(IntEnum):
    """What the store thinks of a value. Only ``ACCEPTED`` ones enter features, history and last values."""

    ACCEPTED = 0
    HELD = 1
    REFUSED = 2


class Observation(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One value of one signal of one subject at one instant (milliseconds since 1970 UTC).

    ``unit`` None means the signal's own unit. ``event`` is the sender's identifier of this event, unique
    among the events of its source; None means that subject, signal and instant identify it.
    """

    subject: str
    signal: str
    t: int
    value: float
    unit: str | None = None
    event: str | None = None


class RequestKey(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The sender's key of a whole request, and the digest of its body: a repeat gets the first answer."""

    key: str
    digest: bytes


class Note(msgspec.Struct, frozen=True):
    """Why one observation was not simply accepted: which one, which field, what is wrong, what would be right.

    ``key`` and ``remedy`` are English messages with ``{facts}``, as in ``pagus.errors``.
    """

    position: int
    field: str
    key: str
    facts: Mapping[str, Fact]
    remedy: str

    def __str__(self) -> str:
        return self.key.format(**self.facts)

    def in_words(self, translate: Callable[[str], str] = str) -> tuple[str, str]:
        """What is wrong, and what would be right, in the language of ``translate`` (gettext; without it, English)?"""
        return translate(self.key).format(**self.facts), translate(self.remedy).format(**self.facts)

    @classmethod
    def of_error(cls, position: int, field: str, error: PagusError, remedy: str, **more: Fact) -> Note:
        """The note that says what ``error`` says, with the facts that ``remedy`` needs besides those of the error.

        JSON has no NaN and no infinity: they become words.
        """
        facts = {name: _plain(fact) for name, fact in error.facts.items()}
        return cls(position, field, error.key, facts | more, remedy)


class Refusal(msgspec.Struct, frozen=True, array_like=True):
    """What a door could not read as an observation: why, and the text as it came. The store logs it as rejected."""

    note: Note
    content: str


def _plain(fact: object) -> Fact:
    if isinstance(fact, float):
        return fact if math.isfinite(fact) else str(fact)
    return fact if isinstance(fact, str | int) else str(fact)


class Device(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of the device that sent a batch: the door it came through, and its battery in percent."""

    door: str = ""
    battery: float | None = None


class Batch(msgspec.Struct, frozen=True, array_like=True, tag="batch"):
    """Observations of one source that are judged and stored in one transaction.

    ``positions`` numbers the observations for the receipts (lines of a file); None numbers them from 0.
    ``refused`` is what stood beside them and could not be read. ``device`` is what is known of who sent it.
    ``whole`` has none of them stored when any is rejected; the receipts then tell the rejected ones only.
    """

    source: str
    observations: list[Observation]
    request: RequestKey | None = None
    positions: list[int] | None = None
    refused: tuple[Refusal, ...] = ()
    device: Device | None = None
    whole: bool = False

    def position(self, index: int) -> int:
        """The number by which the sender knows the observation at ``index``."""
        return index if self.positions is None else self.positions[index]


class Receipts(msgspec.Struct, frozen=True, tag="receipts"):
    """What became of a batch. The four outcomes add up to the number of observations sent."""

    accepted: int = 0
    duplicates: int = 0
    held: tuple[Note, ...] = ()
    rejected: tuple[Note, ...] = ()

    @property
    def total(self) -> int:
        """How many observations were judged."""
        return self.accepted + self.duplicates + len(self.held) + len(self.rejected)


class Review(msgspec.Struct, frozen=True, array_like=True, tag="review"):
    """A person's decision on a held observation: let it in, or refuse it."""

    sequence: int
    accept: bool
