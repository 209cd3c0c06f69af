"""Reading the journal, and proving that nobody has rewritten it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields

from pagus.apps.journal.chain import GENESIS, Entry, seal
from pagus.apps.journal.models import JournalEntry

__all__ = ["Break", "Entry", "entries", "head", "verify"]

_FIELDS = tuple(field.name for field in fields(Entry))


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold."""

    number: int
    reason: str


def entries(
    *,
    object_code: str | None = None,
    also: Collection[str] = (),
    actor: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> tuple[Entry, ...]:
    """What was done, newest first?

    Takes: one object (``also``: its other codes), one actor, or all; ``before`` an entry number, to page on.
    Gives: at most ``limit`` entries.
    """
    rows = JournalEntry.objects.order_by("-number")
    if object_code is not None:
        rows = rows.filter(object_code__in=[object_code, *also]) if also else rows.filter(object_code=object_code)
    if actor is not None:
        rows = rows.filter(actor=actor)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return tuple(Entry(**row) for row in rows.values(*_FIELDS)[:limit])


def head() -> tuple[int, str]:
    """Which entry is the last: its number and digest? Keep it elsewhere, and a cut tail will be seen too."""
    last = JournalEntry.objects.order_by("-number").values_list("number", "digest").first()
    return last or (0, GENESIS)


def verify(known_head: tuple[int, str] | None = None) -> Break | None:
    """Which entry is the first that was changed, removed or inserted? None when the chain is whole.

    Takes: a head noted earlier, so that a journal cut at its end is found as well.
    """
    number, previous = 0, GENESIS
    for row in JournalEntry.objects.order_by("number").values(*_FIELDS).iterator(chunk_size=2_000):
        entry = Entry(**row)
        if entry.number != number + 1:
            return Break(number + 1, "missing")
        if entry.previous != previous:
            return Break(entry.number, "does not follow the entry before it")
        if entry.digest != seal(entry):
            return Break(entry.number, "was changed after it was written")
        if known_head is not None and entry.number == known_head[0] and entry.digest != known_head[1]:
            return Break(entry.number, "differs from the head noted elsewhere")
        number, previous = entry.number, entry.digest
    if known_head is not None and number < known_head[0]:
        return Break(number + 1, "missing: the end was cut off")
    return None
