"""The observation store of one machine: SQLite in the workspace folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pagus.apps.streams.ingest.judgement import OLDEST_MS
from pagus.apps.streams.store.database_sqlite import SqliteDatabase
from pagus.apps.streams.store.over_sql import SqlStore

__all__ = ["SqliteStore"]


class SqliteStore(SqlStore):
    """The store in a file."""

    def __init__(
        self,
        file: Path,
        archive: Path,
        clock: Callable[[], int],
        *,
        oldest_ms: int = OLDEST_MS,
        busy_ms: int = 20_000,
    ) -> None:
        """Open the store in ``file``. Refuses: StoreError when it is no database or was written by a newer Pagus."""
        super().__init__(SqliteDatabase(file, busy_ms=busy_ms), archive, clock, oldest_ms=oldest_ms)
