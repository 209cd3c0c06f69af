"""The observation store in SQLite: one file, one machine, nothing to install."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pagus.apps.streams.store.database import Database, Rows
from pagus.apps.streams.store.duplicates import Row
from pagus.apps.streams.store.schema import DIALECTS, ensure_schema
from pagus.errors import StoreError

__all__ = ["SqliteDatabase"]

_INSERT_HOT = "INSERT INTO store_hot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_LONGEST_LOG = 64 * 1024 * 1024
"""Bytes that the write-ahead log keeps on the disk once a long reader, which made it grow, has gone."""


class SqliteDatabase(Database):
    """A connection without implicit transactions, write-ahead log, synchronous=FULL: a commit is on the disk."""

    dialect = DIALECTS["sqlite"]
    begin_writing = "BEGIN IMMEDIATE"
    begin_reading = "BEGIN"

    def __init__(self, file: Path, *, busy_ms: int = 20_000) -> None:
        """Open the workspace's file and make the tables that are missing.

        Takes: the file; how long to wait for another writer.
        Refuses: StoreError when the file is no database or was written by a newer Pagus.
        """
        self._connection = sqlite3.connect(file, isolation_level=None, timeout=busy_ms / 1000)
        try:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.execute("PRAGMA wal_autocheckpoint=10000")
            self._connection.execute(f"PRAGMA journal_size_limit={_LONGEST_LOG}")
            self._connection.execute("PRAGMA cache_size=-65536")
            ensure_schema(self)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise StoreError("the observation store cannot be opened: {reason}", reason=str(error)) from error
        except StoreError:
            self._connection.close()
            raise

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Rows:
        """Run one statement."""
        return self._connection.execute(statement, parameters)

    def execute_each(self, statement: str, parameters: Sequence[Sequence[Any]]) -> int:
        """Run a statement once for each of these parameters. Gives: how many rows were written."""
        return self._connection.executemany(statement, parameters).rowcount

    def fetch_each(self, statement: str, parameters: Sequence[Sequence[Any]]) -> list[Any]:
        """The first row for each of these parameters, None where there is none."""
        return [self._connection.execute(statement, each).fetchone() for each in parameters]

    def insert_hot(self, rows: Sequence[Row]) -> int:
        """Store these rows, except those whose identity is there. Gives: how many were stored."""
        return self._connection.executemany(_INSERT_HOT, rows).rowcount

    @property
    def in_transaction(self) -> bool:
        """Is a transaction open?"""
        return self._connection.in_transaction

    def has_tables(self) -> bool:
        """Are the store's tables there?"""
        return self.execute("SELECT 1 FROM sqlite_master WHERE name = 'store_meta'").fetchone() is not None

    @contextmanager
    def errors(self) -> Iterator[None]:
        """A busy or full disk may pass, a corrupt file will not."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                "the observation store failed: {reason}; nothing of this request was kept",
                retryable=isinstance(error, sqlite3.OperationalError),
                reason=str(error),
            ) from error

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()
