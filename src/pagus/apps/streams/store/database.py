"""The seam between the observation store and its database: what SQLite and PostgreSQL do each in their own way.

The store's statements are written once, in the SQL that both speak, with ``?`` for a parameter. What differs stands
here: how a transaction begins, how many rows are written at once, what an error means. The words by which the tables'
definitions differ are in ``schema.Dialect``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from pagus.apps.streams.store.duplicates import Row
from pagus.apps.streams.store.schema import Dialect

__all__ = ["Database", "Rows"]


class Rows(Protocol):
    """What a statement found: the cursor of either driver."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows."""

    def __iter__(self) -> Iterator[Any]: ...


class Database(ABC):
    """One connection, for one thread. Outside of ``writing`` and ``reading`` each statement is kept by itself."""

    dialect: Dialect
    begin_writing: str
    begin_reading: str

    @abstractmethod
    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Rows:
        """Run one statement."""

    @abstractmethod
    def execute_each(self, statement: str, parameters: Sequence[Sequence[Any]]) -> int:
        """Run a statement once for each of these parameters. Gives: how many rows were written."""

    @abstractmethod
    def fetch_each(self, statement: str, parameters: Sequence[Sequence[Any]]) -> list[Any]:
        """The first row that a question finds for each of these parameters, None where it finds nothing."""

    @abstractmethod
    def insert_hot(self, rows: Sequence[Row]) -> int:
        """Store these rows, in order, except those whose identity is there. Gives: how many were stored."""

    @property
    @abstractmethod
    def in_transaction(self) -> bool:
        """Is a transaction open?"""

    @abstractmethod
    def has_tables(self) -> bool:
        """Are the store's tables there?"""

    @abstractmethod
    def errors(self) -> AbstractContextManager[None]:
        """While it is open, errors of the driver become StoreError."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the connection."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction of the one writer: kept on the disk when it is left, undone when it is left by an error."""
        self.execute(self.begin_writing)
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            self._undo()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction that sees one moment of the store. Within another one it is that one."""
        if self.in_transaction:
            yield
            return
        self.execute(self.begin_reading)
        try:
            yield
        finally:
            self._undo()

    def _undo(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")
