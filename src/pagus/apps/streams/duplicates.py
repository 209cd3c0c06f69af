"""Has this observation been received before, and does it say the same?

An event is identified by its source and the sender's identifier; a series has one value at an instant.
Same identity and same content is a duplicate, without effect. Same identity and other content is a conflict.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from pagus.apps.streams.observation import Note, Observation
from pagus.kernel.time import format_instant

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


def known_in_hot(connection: sqlite3.Connection, row: Row) -> Known | None:
    """What did the hot table hold under the identity of ``row`` before it? The event identifier speaks first."""
    found = None
    if row.event is not None:
        found = connection.execute(
            _SELECT + "h.source = ? AND h.event = ?", [row.seq, row.source, row.event]
        ).fetchone()
    if found is None:
        found = connection.execute(
            _SELECT + "h.t = ? AND h.subject = ? AND h.signal = ?", [row.seq, row.t, row.subject, row.signal]
        ).fetchone()
    if found is None:
        return None
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
