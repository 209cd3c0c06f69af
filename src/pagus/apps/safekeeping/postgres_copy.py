"""The copy of a PostgreSQL database: each table by COPY, all in one transaction that sees one moment; and the way back.

Method: a transaction with REPEATABLE READ holds the moment for as long as the copy is open, and keeps no writer
waiting. A table is a file of rows in the text form of COPY, which every version of PostgreSQL reads. What no file
holds, since migrations make it: the definitions of the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from pagus.apps.safekeeping.database_copy import ArchivedDay, DatabaseFacts, Told, days_of, facts_of, hot_frames
from pagus.apps.streams.store.database_postgres import PostgresDatabase
from pagus.apps.workspace_settings.postgres import PostgresAddress
from pagus.errors import ShapeError

__all__ = ["FOLDER", "PostgresCopy", "PostgresTables", "copy_postgres", "load_postgres"]

FOLDER = "database"
_LIST = "tables.json"
_CHUNK = 1 << 20
_TABLES = """SELECT c.relname,
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''),
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary)
    FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' ORDER BY c.relname"""
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1"


class _List(msgspec.Struct, frozen=True):
    """Which tables were copied, with their columns, and how far each sequence had come."""

    tables: dict[str, list[str]]
    sequences: dict[str, int | None]


class PostgresTables:
    """The tables as a transaction sees them."""

    def __init__(self, execute: Callable[[str], Any]) -> None:
        self._execute = execute

    def days(self) -> list[ArchivedDay]:
        """The files of the archive that belong to them."""
        return days_of(self._execute)

    def hot(self) -> Iterator[pl.DataFrame]:
        """The observations in them."""
        return hot_frames(self._execute)

    def facts(self) -> DatabaseFacts:
        """What they say of themselves."""
        tables = [name for name, _, _ in self._execute(_TABLES).fetchall()]
        counted = {name: self._execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
        return facts_of(self._execute, counted)


class PostgresCopy(PostgresTables):
    """The tables in files, and the transaction that still sees them. Implements ``DatabaseCopy``."""

    kind = "postgresql"

    def __init__(self, database: PostgresDatabase, folder: Path) -> None:
        super().__init__(database.execute)
        self._database = database
        self._folder = folder
        self._copied: dict[str, int] = {}

    def take(self, told: Told) -> None:
        """Write the files."""
        tables = self._execute(_TABLES).fetchall()
        for done, (name, columns, key) in enumerate(tables, 1):
            # In the order of the key: the journal takes its entries in no other.
            order = f" ORDER BY {_names(key)}" if key else ""
            with (self._folder / f"{name}.copy").open("wb") as stream:
                statement = f'COPY (SELECT {_names(columns)} FROM "{name}"{order}) TO STDOUT'
                self._copied[name] = self._database.copy_out(statement, stream)
            told("database", done, len(tables))
        listed = _List({name: columns for name, columns, _ in tables}, dict(self._execute(_SEQUENCES).fetchall()))
        (self._folder / _LIST).write_bytes(msgspec.json.encode(listed))

    def files(self) -> Mapping[str, Path]:
        """See ``DatabaseCopy``."""
        return {f"{FOLDER}/{path.name}": path for path in sorted(self._folder.iterdir())}

    def damage(self) -> str | None:
        """See ``DatabaseCopy``: do the files hold as many rows as the tables?"""
        other = [name for name, count in self.facts().rows.items() if self._copied.get(name) != count]
        return ", ".join(other) or None

    def close(self) -> None:
        """Let go of the moment."""
        self._database.close()


def copy_postgres(
    address: PostgresAddress, folder: Path, keep: Callable[[list[ArchivedDay]], None], told: Told
) -> PostgresCopy:
    """Copy the tables of a workspace that is in use into files in ``folder``. Takes and refuses: as ``copy_sqlite``."""
    database = PostgresDatabase(address)
    copy = PostgresCopy(database, folder)
    try:
        with database.errors():
            database.execute(database.begin_reading)
            keep(copy.days())
            copy.take(told)
    except BaseException:
        database.close()
        raise
    return copy


def load_postgres(cursor: Any, folder: Path, mark: int) -> None:
    """Fill tables, as migrations have made them, from the files of a copy.

    Takes: a cursor of the driver, inside a transaction; the folder of the files; the mark of the new workspace.
    Refuses: ShapeError for files that do not belong together.
    """
    try:
        listed = msgspec.json.decode((folder / _LIST).read_bytes(), type=_List)
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise ShapeError("the backup holds no whole workspace") from error
    made = {name: set(columns) for name, columns, _ in cursor.execute(_TABLES).fetchall()}
    if made != {name: set(columns) for name, columns in listed.tables.items()}:
        raise ShapeError("the backup holds no whole workspace")
    # Migrations may have left some constraints immediate; the files come in the order of their names.
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for name in made:  # the kinds of content and the like, which migrations fill in
        if cursor.execute(f'SELECT EXISTS (SELECT FROM "{name}")').fetchone()[0]:
            cursor.execute(f'DELETE FROM "{name}"')
    for name in sorted(made):
        with (
            (folder / f"{name}.copy").open("rb") as stream,
            cursor.copy(f'COPY "{name}" ({_names(listed.tables[name])}) FROM STDIN') as copy,
        ):
            while part := stream.read(_CHUNK):
                copy.write(part)
    for name, value in listed.sequences.items():
        if value is not None:
            cursor.execute("SELECT setval(%s::regclass, %s)", [f'"{name}"', value])
    cursor.execute("UPDATE store_meta SET value = %s WHERE name = 'workspace'", [mark])
    # References are looked at now, so that a migration may alter the tables in the same transaction.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _names(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
