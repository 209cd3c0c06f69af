"""The tables of the observation store in SQLite, and how a connection to them is opened.

Hot observations lie in arrival order (``seq``). One unique index (t, subject, signal) keeps a series free of
double instants and stays cheap because live data arrive near the end of it; the other holds the identifiers
that senders give. Codes are integers here and text in the Parquet archive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from pagus.errors import StoreError

__all__ = ["SCHEMA_VERSION", "apply_schema", "connect"]

SCHEMA_VERSION = 1

_TABLES = (
    "CREATE TABLE IF NOT EXISTS store_meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS store_subject (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE IF NOT EXISTS store_signal (
        id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, definition TEXT NOT NULL) STRICT""",
    "CREATE TABLE IF NOT EXISTS store_source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE IF NOT EXISTS store_hot (
        seq INTEGER PRIMARY KEY, subject INTEGER NOT NULL, signal INTEGER NOT NULL, t INTEGER NOT NULL,
        value REAL NOT NULL, quality INTEGER NOT NULL, source INTEGER NOT NULL, event TEXT,
        received INTEGER NOT NULL) STRICT""",
    "CREATE UNIQUE INDEX IF NOT EXISTS store_hot_instant ON store_hot (t, subject, signal)",
    "CREATE UNIQUE INDEX IF NOT EXISTS store_hot_event ON store_hot (source, event) WHERE event IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS store_hot_held ON store_hot (seq) WHERE quality = 1",
    """CREATE TABLE IF NOT EXISTS store_last (
        subject INTEGER NOT NULL, signal INTEGER NOT NULL, t INTEGER NOT NULL, value REAL NOT NULL,
        source INTEGER NOT NULL, received INTEGER NOT NULL, PRIMARY KEY (subject, signal)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS store_rejection (
        id INTEGER PRIMARY KEY, recorded INTEGER NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL,
        observation TEXT NOT NULL) STRICT""",
    """CREATE TABLE IF NOT EXISTS store_request (
        source TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL, receipts BLOB NOT NULL,
        recorded INTEGER NOT NULL, PRIMARY KEY (source, key)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS store_partition (
        day INTEGER PRIMARY KEY, generation INTEGER NOT NULL, file TEXT NOT NULL, rows INTEGER NOT NULL,
        bytes INTEGER NOT NULL, digest TEXT NOT NULL, closed INTEGER NOT NULL) STRICT""",
    """CREATE TABLE IF NOT EXISTS store_consumer (
        name TEXT PRIMARY KEY, seq INTEGER NOT NULL, clock INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS store_import (
        id INTEGER PRIMARY KEY, started INTEGER NOT NULL, finished INTEGER, file TEXT NOT NULL,
        source TEXT NOT NULL, summary TEXT NOT NULL) STRICT""",
    """CREATE TABLE IF NOT EXISTS store_import_note (
        id INTEGER PRIMARY KEY, import INTEGER NOT NULL REFERENCES store_import (id), position INTEGER NOT NULL,
        outcome TEXT NOT NULL, note TEXT NOT NULL) STRICT""",
    "CREATE INDEX IF NOT EXISTS store_import_note_line ON store_import_note (import, position)",
    "INSERT OR IGNORE INTO store_meta VALUES ('sequence', 0), ('register', 0), ('archive', 0), ('review', 0)",
)


def apply_schema(execute: Callable[[str], object]) -> None:
    """Make the tables that are missing, through any ``execute`` of a connection to the workspace's database."""
    for statement in _TABLES:
        execute(statement)
    execute(f"INSERT OR IGNORE INTO store_meta VALUES ('schema', {SCHEMA_VERSION})")


def connect(database: Path, *, busy_ms: int = 20_000) -> sqlite3.Connection:
    """Open the store's own connection: every commit is on the disk before it returns.

    Takes: the workspace's SQLite file; how long to wait for another writer.
    Gives: a connection without implicit transactions, write-ahead log, synchronous=FULL, tables made.
    Refuses: StoreError when the file is no database or was written by a newer Pagus.
    """
    connection = sqlite3.connect(database, isolation_level=None, timeout=busy_ms / 1000)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA wal_autocheckpoint=10000")
        connection.execute("PRAGMA cache_size=-65536")
        _ensure_schema(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise StoreError("the observation store cannot be opened: {reason}", reason=str(error)) from error
    except StoreError:
        connection.close()
        raise
    return connection


def _ensure_schema(connection: sqlite3.Connection) -> None:
    present = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'store_meta'").fetchone()
    row = connection.execute("SELECT value FROM store_meta WHERE name = 'schema'").fetchone() if present else None
    if row is None:
        connection.execute("BEGIN IMMEDIATE")
        apply_schema(connection.execute)
        connection.execute("COMMIT")
    elif row[0] != SCHEMA_VERSION:
        raise StoreError(
            "the observation store has schema {found}, this Pagus writes {expected}: use the Pagus that wrote it",
            found=row[0],
            expected=SCHEMA_VERSION,
        )
