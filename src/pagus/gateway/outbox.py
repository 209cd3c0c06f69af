"""What was heard and where it stands: waiting, sent, refused, or kept because nobody can say whose or when.

One SQLite file. What `keep` has returned for is on the disk; a reading leaves `waiting` only on the receiver's word.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

from pagus.errors import StoreError

__all__ = ["Outbox", "Reading", "Value"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS reading (
    number INTEGER PRIMARY KEY, event TEXT NOT NULL UNIQUE, device TEXT NOT NULL, heard_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'kept')), why TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS reading_state ON reading (state, number);
CREATE TABLE IF NOT EXISTS progress (
    device TEXT PRIMARY KEY, session TEXT NOT NULL, number INTEGER NOT NULL, event TEXT NOT NULL);
"""


class Value(msgspec.Struct, frozen=True):
    """One quantity as it is kept: the name of its Measure, its decimal as a text, its unit."""

    measure: str
    value: str
    unit: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement, ready to be sent: which event, whose, when, what.

    ``event`` names the measurement, the same at every repeat. ``subject`` "" and ``at_ms`` None: nobody can say.
    ``basis`` says where the instant comes from: device, corrected, arrival.
    """

    event: str
    device: str
    kind: str
    subject: str
    at_ms: int | None
    basis: str
    values: tuple[Value, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Up to where the records of a device were heard: in which session, the number, and the event it was."""

    session: str
    number: int
    event: str


class Outbox:
    """The file of one box. One thread at a time uses it."""

    def __init__(self, path: Path) -> None:
        try:
            self._line = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._line.execute("PRAGMA journal_mode = WAL")
            self._line.execute("PRAGMA synchronous = FULL")  # what was acknowledged to a device is on the disk
            self._line.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise StoreError(
                "the outbox {file} cannot be opened: {reason}", file=path.name, reason=str(error)
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._line.close()

    def keep(self, reading: Reading, heard_ms: int, kept_why: str = "") -> bool:
        """Put a reading on the disk. Takes: ``kept_why`` where it must not be sent. Gives: False when it was there."""
        state = "kept" if kept_why else "waiting"
        row = (reading.event, reading.device, heard_ms, state, kept_why, msgspec.json.encode(reading))
        done = self._line.execute(
            "INSERT INTO reading (event, device, heard_ms, state, why, body) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (event) DO NOTHING",
            row,
        )
        return done.rowcount == 1

    def knows(self, event: str) -> bool:
        """Was this measurement heard before?"""
        return self._line.execute("SELECT 1 FROM reading WHERE event = ?", (event,)).fetchone() is not None

    def waiting(self, most: int) -> tuple[Reading, ...]:
        """The oldest readings that still have to be sent."""
        rows = self._line.execute("SELECT body FROM reading WHERE state = 'waiting' ORDER BY number LIMIT ?", (most,))
        return tuple(msgspec.json.decode(body, type=Reading) for (body,) in rows)

    def settle(self, sent: Iterable[str], refused: Iterable[tuple[str, str]]) -> None:
        """The receiver has spoken: these events are stored there, those were refused, with the reason."""
        changes = [("sent", "", event) for event in sent] + [("refused", why, event) for event, why in refused]
        self._line.execute("BEGIN IMMEDIATE")
        self._line.executemany("UPDATE reading SET state = ?, why = ? WHERE event = ?", changes)
        self._line.execute("COMMIT")

    def counts(self) -> dict[str, int]:
        """How many readings stand where?"""
        rows = dict(self._line.execute("SELECT state, count(*) FROM reading GROUP BY state").fetchall())
        return {state: rows.get(state, 0) for state in ("waiting", "sent", "refused", "kept")}

    def unsent(self, most: int = 100) -> Sequence[tuple[Reading, int, str, str]]:
        """The newest readings that were refused or kept: reading, when it was heard, state, why."""
        rows = self._line.execute(
            "SELECT body, heard_ms, state, why FROM reading WHERE state IN ('refused', 'kept')"
            " ORDER BY number DESC LIMIT ?",
            (most,),
        )
        return [(msgspec.json.decode(body, type=Reading), heard, state, why) for body, heard, state, why in rows]

    def forget(self, before_ms: int) -> int:
        """Drop what was sent and heard before this instant. Gives: how many rows."""
        return self._line.execute("DELETE FROM reading WHERE state = 'sent' AND heard_ms < ?", (before_ms,)).rowcount

    def progress(self, device: str) -> Progress | None:
        """Up to where were the records of this device heard?"""
        row = self._line.execute("SELECT session, number, event FROM progress WHERE device = ?", (device,)).fetchone()
        return None if row is None else Progress(*row)

    def remember(self, device: str, session: str, number: int, event: str) -> None:
        """Everything of this device up to here is on the disk."""
        self._line.execute(
            "INSERT INTO progress VALUES (?, ?, ?, ?) ON CONFLICT (device) DO UPDATE"
            " SET session = excluded.session, number = excluded.number, event = excluded.event",
            (device, session, number, event),
        )
