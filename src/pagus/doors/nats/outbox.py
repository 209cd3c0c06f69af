"""The outbox of a publisher: a message is on its own disk before it is sent, and until JetStream has acknowledged it.

One SQLite file with full sync. A publisher that dies sends again what it had not crossed out: the server drops what it
has (by identifier, within two minutes), the store knows what it has for ever.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from pagus.doors.nats.stream import Bus, Outgoing
from pagus.errors import StoreError

__all__ = ["Outbox", "send_all"]

AT_ONCE = 512


class Outbox:
    """Messages that are to be published, in order. Use it as a context."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Refuses: StoreError when it is no outbox or cannot be written."""
        try:
            self._connection = sqlite3.connect(path, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS outbox "
                "(id INTEGER PRIMARY KEY, subject TEXT NOT NULL, body BLOB NOT NULL, identifier TEXT NOT NULL) STRICT"
            )
        except sqlite3.Error as error:
            raise StoreError("the outbox cannot be used: {reason}", reason=str(error)) from error

    def __enter__(self) -> Outbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def put(self, messages: Iterable[tuple[str, bytes]]) -> None:
        """Keep these (subject, body): they are on the disk when this returns. Refuses: StoreError."""
        rows = [(subject, body, uuid.uuid4().hex) for subject, body in messages]
        self._write("INSERT INTO outbox (subject, body, identifier) VALUES (?, ?, ?)", rows)

    def waiting(self, most: int = AT_ONCE) -> list[tuple[int, Outgoing]]:
        """The oldest messages that are not crossed out, with their numbers."""
        rows = self._connection.execute("SELECT id, subject, body, identifier FROM outbox ORDER BY id LIMIT ?", [most])
        return [(number, Outgoing(*rest)) for number, *rest in rows]

    def cross_out(self, numbers: Iterable[int]) -> None:
        """These are acknowledged."""
        self._write("DELETE FROM outbox WHERE id = ?", [(number,) for number in numbers])

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(statement, rows)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise StoreError("the outbox did not keep it: {reason}", retryable=True, reason=str(error)) from error


async def send_all(outbox: Outbox, bus: Bus) -> int:
    """Publish what waits until nothing does. Gives: how many were acknowledged.

    Refuses: StoreError when the server acknowledges none of what waits: it is full, or forbids it.
    """
    sent = 0
    while waiting := outbox.waiting():
        done = await bus.publish(message for _, message in waiting)
        crossed = [number for (number, _), acknowledged in zip(waiting, done, strict=True) if acknowledged]
        if not crossed:
            raise StoreError("JetStream acknowledges nothing: the messages stay in the outbox", retryable=True)
        outbox.cross_out(crossed)
        sent += len(crossed)
    return sent
