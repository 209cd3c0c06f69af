"""Has this observation been received before, and does it say the same?

An event is identified by its source and the sender's identifier; a series has one value at an instant.
Same identity and same content is a duplicate, without effect. Same identity and other content is a conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pagus.apps.streams.observation import Note, Observation
from pagus.kernel.time import format_instant

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["Known", "Row", "known_in_hot", "note_of_conflict"]


class Row(NamedTuple):
    """One row of the hot table; subject, signal and source are the register's numbers."""

    seq: int
    subject: int
    signal: int
    t: int
    value: float
    quality: int
    source: int
    event: str | None
    received: int


class Known(NamedTuple):
    """What is already stored under the same event identifier, or at the same instant of the same series."""

    subject: str
    signal: str
    t: int
    value: float
    same_source: bool
    same_event: bool


_SELECT = """SELECT s.code, g.code, h.t, h.value, h.source, h.event FROM store_hot h
    JOIN store_subject s ON s.id = h.subject JOIN store_signal g ON g.id = h.signal WHERE h.seq < ? AND """


def known_in_hot(database: Database, rows: Sequence[Row]) -> list[Known | None]:
    """What did the hot table hold under the identity of each of these rows before it? The identifier speaks first."""
    named = [row for row in rows if row.event is not None]
    by_event = database.fetch_each(
        _SELECT + "h.source = ? AND h.event = ?", [(row.seq, row.source, row.event) for row in named]
    )
    found = {row.seq: match for row, match in zip(named, by_event, strict=True) if match is not None}
    others = [row for row in rows if row.seq not in found]
    by_instant = database.fetch_each(
        _SELECT + "h.t = ? AND h.subject = ? AND h.signal = ?",
        [(row.seq, row.t, row.subject, row.signal) for row in others],
    )
    found |= {row.seq: match for row, match in zip(others, by_instant, strict=True) if match is not None}
    return [_known(row, found[row.seq]) if row.seq in found else None for row in rows]


def _known(row: Row, found: tuple[str, str, int, float, int, str | None]) -> Known:
    subject, signal, t, value, source, event = found
    same_source = source == row.source
    return Known(subject, signal, t, value, same_source, same_source and event is not None and event == row.event)


def note_of_conflict(known: Known, observation: Observation, value: float, position: int) -> Note | None:
    """Does the stored observation contradict this one? None when they say the same.

    Takes: what is stored, the observation and its value in the signal's unit, its position in the batch.
    Gives: a note that names both. The value that another source sent is not told.
    """
    before = (known.subject, known.signal, known.t, known.value)
    if before == (observation.subject, observation.signal, observation.t, value):
        return None
    facts: dict[str, str | int | float] = {
        "before": f"{known.signal} {known.value:g} ({known.subject}, {format_instant(known.t)})",
        "now": f"{observation.signal} {value:g} ({observation.subject}, {format_instant(observation.t)})",
    }
    if known.same_event:
        facts["event"] = observation.event or ""
        key = "event {event!r} was received before as {before}, and comes now as {now}"
        return Note(position, "id", key, facts, "give each event its own identifier")
    if known.same_source:
        key = "the series has a value at this instant: {before}; and comes now as {now}"
    else:
        del facts["before"]
        key = "the series has another value at this instant from another source; it comes now as {now}"
    return Note(position, "value", key, facts, "a stored value is never overwritten: send the new one at its own time")
