"""The observation store in PostgreSQL. The one module that knows the driver.

A commit is on the server's disk when it returns, and a server that is set otherwise is refused. A line that broke is
opened again by the next transaction; what was on its way is told as failed, and may be sent again without effect twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from struct import Struct
from typing import Any, BinaryIO, ClassVar

import numpy as np
import psycopg
from psycopg.adapt import Dumper
from psycopg.conninfo import make_conninfo
from psycopg.pq import Format, TransactionStatus
from psycopg.types.numeric import Int8Dumper

from pagus.apps.streams.store.database import Database, Rows
from pagus.apps.streams.store.duplicates import Row
from pagus.apps.streams.store.schema import DIALECTS, ensure_schema
from pagus.apps.workspace_settings.postgres import PostgresAddress
from pagus.errors import StoreError

__all__ = ["PostgresDatabase", "refuse_to_forget", "tables_of_others"]

_WRITER = 0x5061677573
"""The advisory lock of the one writer of observations: "Pagus" in hexadecimal."""
_LINE = {
    "connect_timeout": "10",
    "application_name": "pagus",
    "client_encoding": "UTF8",
    "options": "-c lock_timeout=20000",
}
"""How the store connects, where the address does not say otherwise; times in s and ms."""
_HOT = ("i8", "i8", "i8", "i8", "f8", "i8", "i8", "text", "i8")
_ARRAYS = {"i8": "bigint[]", "f8": "double precision[]", "text": "text[]"}
_OIDS = {"i8": (20, 1016), "f8": (701, 1022), "text": (25, 1009)}
"""The numbers that PostgreSQL gives to a type and to its array: src/include/catalog/pg_type.dat."""


_COLUMNS = ", ".join(f"?::{_ARRAYS[kind]}" for kind in _HOT)
_INSERT_HOT = f"INSERT INTO store_hot SELECT * FROM unnest({_COLUMNS}) ON CONFLICT DO NOTHING"


class _Array:
    """A column of a batch in the binary form of a PostgreSQL array of one dimension."""

    _HEADER = Struct(">iiIii")
    _NUMBERS: ClassVar = {kind: np.dtype([("bytes", ">i4"), ("value", f">{kind}")]) for kind in ("i8", "f8")}
    _NULL = b"\xff\xff\xff\xff"

    def __init__(self, kind: str, values: Sequence[Any]) -> None:
        element, self.oid = _OIDS[kind]
        content = self._texts(values) if kind == "text" else self._numbers(kind, values)
        self.bytes = self._HEADER.pack(1, int(None in values), element, len(values), 1) + content

    @classmethod
    def _numbers(cls, kind: str, values: Sequence[float]) -> bytes:
        elements = np.empty(len(values), cls._NUMBERS[kind])
        elements["bytes"], elements["value"] = 8, values
        return elements.tobytes()

    @classmethod
    def _texts(cls, values: Sequence[str | None]) -> bytes:
        encoded = [None if each is None else each.encode() for each in values]
        return b"".join([cls._NULL if each is None else len(each).to_bytes(4) + each for each in encoded])


class _ArrayDumper(Dumper):
    format = Format.BINARY

    def get_key(self, obj: _Array, format: Any) -> Any:  # noqa: A002 - the driver's own name
        return self.cls, obj.oid

    def upgrade(self, obj: _Array, format: Any) -> Dumper:  # noqa: A002
        made = _ArrayDumper(self.cls)
        made.oid = obj.oid
        return made

    def dump(self, obj: _Array) -> bytes:
        return obj.bytes


@lru_cache(maxsize=512)
def _numbered(statement: str) -> str:
    """The statement with PostgreSQL's own ``$1`` for each ``?``."""
    number = count(1)
    return "".join(f"${next(number)}" if each == "?" else each for each in statement)


class PostgresDatabase(Database):
    """A connection that keeps each statement by itself, outside of transactions; the one writer holds a lock."""

    dialect = DIALECTS["postgresql"]
    # A writer whose machine is gone must not keep the lock until the network notices.
    begin_writing = (
        f"BEGIN; SET LOCAL idle_in_transaction_session_timeout = '60s'; SELECT pg_advisory_xact_lock({_WRITER})"
    )
    begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def __init__(self, address: PostgresAddress) -> None:
        """Connect, without a look at what is there. Refuses: StoreError when nobody answers or lets us in."""
        self._address = address
        self._connection = self._connect()

    @classmethod
    def of_store(cls, address: PostgresAddress, mark: int) -> PostgresDatabase:
        """The database of the observation store of one workspace, its tables made.

        Takes: the address; the mark of the workspace.
        Refuses: StoreError when the server may lose what it acknowledged, when the tables are those of another
        workspace or another version, or when nobody answers.
        """
        database = cls(address)
        try:
            with database.errors():
                refuse_to_forget(database)
                ensure_schema(database)
                database.claim(mark)
        except StoreError:
            database.close()
            raise
        return database

    def claim(self, mark: int) -> None:
        """Mark the tables as those of this workspace. Refuses: StoreError when they are those of another one."""
        marked = "SELECT value FROM store_meta WHERE name = 'workspace'"
        row = self.execute(marked).fetchone()
        if row is None:
            self.execute("INSERT INTO store_meta VALUES ('workspace', ?) ON CONFLICT DO NOTHING", [mark])
            row = self.execute(marked).fetchone()
        if row[0] != mark:
            raise tables_of_others()

    def _connect(self) -> psycopg.Connection[Any]:
        try:
            connection: psycopg.Connection[Any] = psycopg.connect(
                make_conninfo(**(_LINE | self._address.parameters())), autocommit=True, cursor_factory=psycopg.RawCursor
            )
        except psycopg.Error as error:
            raise StoreError(
                "the PostgreSQL server does not let us in: {reason}", retryable=True, reason=_first_line(error)
            ) from error
        connection.adapters.register_dumper(int, Int8Dumper)
        connection.adapters.register_dumper(_Array, _ArrayDumper)
        return connection

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Rows:
        """Run one statement; outside of a transaction, on a new line when the old one broke."""
        if self._connection.closed:
            self._connection = self._connect()
        if not parameters:  # as it stands, so that it may be several statements
            return self._connection.execute(statement, prepare=False)
        return self._connection.execute(_numbered(statement), parameters, binary=True)

    def execute_each(self, statement: str, parameters: Sequence[Sequence[Any]]) -> int:
        """Run a statement once for each of these parameters. Gives: how many rows were written."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_numbered(statement), parameters)
            return cursor.rowcount

    def fetch_each(self, statement: str, parameters: Sequence[Sequence[Any]]) -> list[Any]:
        """The first row for each of these parameters, None where there is none; one round trip for all."""
        if not parameters:
            return []
        with self._connection.cursor() as cursor:
            cursor.executemany(_numbered(statement), parameters, returning=True)
            found = [cursor.fetchone()]
            while cursor.nextset():
                found.append(cursor.fetchone())
        return found

    def insert_hot(self, rows: Sequence[Row]) -> int:
        """Store these rows, except those whose identity is there, in one statement. Gives: how many were stored."""
        columns = zip(*rows, strict=True)
        arrays = [_Array(kind, column) for kind, column in zip(_HOT, columns, strict=True)]
        return self.execute(_INSERT_HOT, arrays).rowcount

    @property
    def in_transaction(self) -> bool:
        """Is a transaction open?"""
        connection = self._connection
        return not connection.closed and connection.info.transaction_status != TransactionStatus.IDLE

    def copy_out(self, statement: str, stream: BinaryIO) -> int:
        """Write what a ``COPY ... TO STDOUT`` gives into a stream. Gives: how many rows it was."""
        with self._connection.cursor() as cursor:
            with cursor.copy(statement) as copy:
                for part in copy:
                    stream.write(part)
            return cursor.rowcount

    def has_tables(self) -> bool:
        """Are the store's tables there?"""
        return self.execute("SELECT to_regclass('store_meta')").fetchone()[0] is not None

    @contextmanager
    def errors(self) -> Iterator[None]:
        """A broken line, a full disk and a lock that was not given may pass; other faults will not."""
        try:
            yield
        except psycopg.Error as error:
            raise StoreError(
                "the observation store failed: {reason}; nothing of this request was kept",
                retryable=isinstance(error, psycopg.OperationalError),
                reason=_first_line(error),
            ) from error

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def tables_of_others() -> StoreError:
    """The error of a database that is taken."""
    return StoreError(
        "the database holds the tables of another workspace, or of this one under another secret key: "
        "give each workspace its own database"
    )


def refuse_to_forget(database: Database) -> None:
    """Refuse a server that acknowledges what is not on its disk. Refuses: StoreError that says what to set."""
    names = ("synchronous_commit", "fsync", "full_page_writes")
    values = database.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in names)).fetchone()
    if off := [f"{name} = on" for name, value in zip(names, values, strict=True) if value == "off"]:
        raise StoreError(
            "the PostgreSQL server may lose what it has acknowledged: set {settings} in postgresql.conf",
            settings=", ".join(off),
        )


def _first_line(error: psycopg.Error) -> str:
    """What happened, without the lines that quote rows."""
    return (error.diag.message_primary or str(error)).partition("\n")[0].strip()
