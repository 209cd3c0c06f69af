"""The observation store on a PostgreSQL server; closed days lie in the workspace folder as ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pagus.apps.streams.ingest.judgement import OLDEST_MS
from pagus.apps.streams.store.database_postgres import PostgresDatabase
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.apps.workspace_settings.postgres import PostgresAddress

__all__ = ["PostgresStore"]


class PostgresStore(SqlStore):
    """The store on a server."""

    def __init__(
        self,
        address: PostgresAddress,
        mark: int,
        archive: Path,
        clock: Callable[[], int],
        *,
        oldest_ms: int = OLDEST_MS,
    ) -> None:
        """Open the store of the workspace with this mark. Refuses: see ``PostgresDatabase.of_store``."""
        super().__init__(PostgresDatabase.of_store(address, mark), archive, clock, oldest_ms=oldest_ms)
