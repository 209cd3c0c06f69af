"""The copy of a SQLite database: taken by the online backup of SQLite, in steps, in one snapshot.

Method: a read transaction that stays open holds the moment. In WAL mode it keeps no writer waiting, and because it is
open, the online backup goes on where it was after each step instead of beginning again whenever somebody wrote.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from pagus.apps.safekeeping.database_copy import ArchivedDay, DatabaseFacts, Told
from pagus.apps.safekeeping.manifest import JournalHead
from pagus.apps.streams.partitions import ARCHIVE_SCHEMA
from pagus.errors import StoreError

__all__ = ["DATABASE_NAME", "SqliteCopy", "copy_sqlite"]

DATABASE_NAME = "database/pagus.sqlite3"
_PAGES = 2_048
"""How many pages a step copies (8 MiB)."""
_SLICE = 131_072
_HOT = """SELECT g.code, s.code, h.t, h.value, h.quality, o.name, h.event, h.received FROM store_hot h
    JOIN store_subject s ON s.id = h.subject JOIN store_signal g ON g.id = h.signal
    JOIN store_source o ON o.id = h.source"""


def copy_sqlite(source: Path, target: Path, keep: Callable[[list[ArchivedDay]], None], told: Told) -> SqliteCopy:
    """Copy the database of a workspace that is in use.

    Takes: its file; where the copy goes; ``keep``, called at the moment of the copy with the archive's files that
    belong to it, so that none of them is gone before it was kept. Refuses: StoreError.
    """
    try:
        with closing(sqlite3.connect(source, isolation_level=None)) as reading:
            reading.execute("PRAGMA query_only=ON")
            reading.execute("BEGIN")
            keep(_days(reading))
            with closing(sqlite3.connect(target, isolation_level=None)) as writing:
                writing.execute("PRAGMA synchronous=OFF")
                reading.backup(
                    writing, pages=_PAGES, progress=lambda _, left, total: told("database", total - left, total)
                )
            reading.execute("COMMIT")
    except sqlite3.Error as error:
        raise StoreError("the database cannot be copied: {reason}", retryable=True, reason=str(error)) from error
    return SqliteCopy(target)


class SqliteCopy:
    """A SQLite file that nobody writes. Implements ``DatabaseCopy``."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path

    def files(self) -> Mapping[str, Path]:
        """See ``DatabaseCopy``."""
        return {DATABASE_NAME: self._path}

    def days(self) -> list[ArchivedDay]:
        """See ``DatabaseCopy``."""
        with self._opened() as connection:
            return _days(connection)

    def hot(self) -> Iterator[pl.DataFrame]:
        """See ``DatabaseCopy``."""
        with self._opened() as connection:
            cursor = connection.execute(_HOT)
            while rows := cursor.fetchmany(_SLICE):
                yield pl.DataFrame(rows, schema=ARCHIVE_SCHEMA, orient="row")

    def facts(self) -> DatabaseFacts:
        """See ``DatabaseCopy``."""
        with self._opened() as connection:

            def one(statement: str) -> Any:
                return connection.execute(statement).fetchone()

            tables = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            ).fetchall()
            steps = connection.execute("SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app")
            head = one("SELECT number, digest FROM journal_journalentry ORDER BY number DESC LIMIT 1")
            return DatabaseFacts(
                store_schema=one("SELECT value FROM store_meta WHERE name = 'schema'")[0],
                migrations=dict(steps.fetchall()),
                rows={name: one(f'SELECT count(*) FROM "{name}"')[0] for (name,) in tables},
                sequence=one("SELECT value FROM store_meta WHERE name = 'sequence'")[0],
                journal=JournalHead(*head) if head else JournalHead(0, "0" * 64),
            )

    def damage(self) -> str | None:
        """See ``DatabaseCopy``."""
        with self._opened() as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        return None if verdict == "ok" else str(verdict)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
                connection.execute("PRAGMA query_only=ON")
                yield connection
        except sqlite3.Error as error:
            raise StoreError("the copy of the database cannot be read: {reason}", reason=str(error)) from error


def _days(connection: sqlite3.Connection) -> list[ArchivedDay]:
    found = connection.execute("SELECT file, bytes, digest FROM store_partition ORDER BY day")
    return [ArchivedDay(*row) for row in found.fetchall()]
