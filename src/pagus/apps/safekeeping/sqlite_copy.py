"""The copy of a SQLite database: taken by the online backup of SQLite, in steps, in one snapshot.

Method: a read transaction that stays open holds the moment. In WAL mode it keeps no writer waiting, and because it is
open, the online backup goes on where it was after each step instead of beginning again whenever somebody wrote.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import polars as pl

from pagus.apps.safekeeping.database_copy import ArchivedDay, DatabaseFacts, Told, days_of, facts_of, hot_frames
from pagus.errors import StoreError

__all__ = ["DATABASE_NAME", "SqliteCopy", "copy_sqlite"]

DATABASE_NAME = "database/pagus.sqlite3"
_PAGES = 2_048
"""How many pages a step copies (8 MiB)."""


def copy_sqlite(source: Path, target: Path, keep: Callable[[list[ArchivedDay]], None], told: Told) -> SqliteCopy:
    """Copy the database of a workspace that is in use.

    Takes: its file; where the copy goes; ``keep``, called at the moment of the copy with the archive's files that
    belong to it, so that none of them is gone before it was kept. Refuses: StoreError.
    """
    try:
        with closing(sqlite3.connect(source, isolation_level=None)) as reading:
            reading.execute("PRAGMA query_only=ON")
            reading.execute("BEGIN")
            keep(days_of(reading.execute))
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
            return days_of(connection.execute)

    def hot(self) -> Iterator[pl.DataFrame]:
        """See ``DatabaseCopy``."""
        with self._opened() as connection:
            yield from hot_frames(connection.execute)

    def facts(self) -> DatabaseFacts:
        """See ``DatabaseCopy``."""
        with self._opened() as connection:
            tables = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            ).fetchall()
            rows = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}
            return facts_of(connection.execute, rows)

    def damage(self) -> str | None:
        """See ``DatabaseCopy``."""
        with self._opened() as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        return None if verdict == "ok" else str(verdict)

    def close(self) -> None:
        """Nothing is kept open."""

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
                connection.execute("PRAGMA query_only=ON")
                yield connection
        except sqlite3.Error as error:
            raise StoreError("the copy of the database cannot be read: {reason}", reason=str(error)) from error
