"""One moment of a workspace's database, kept aside while others write on: the seam behind which a database stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import polars as pl

from pagus.apps.safekeeping.manifest import JournalHead
from pagus.apps.streams.store.partitions import ARCHIVE_SCHEMA

__all__ = ["ArchivedDay", "DatabaseCopy", "DatabaseFacts", "Told", "days_of", "facts_of", "hot_frames"]

_SLICE = 131_072
_HOT = """SELECT g.code, s.code, h.t, h.value, h.quality, o.name, h.event, h.received, h.seq FROM store_hot h
    JOIN store_subject s ON s.id = h.subject JOIN store_signal g ON g.id = h.signal
    JOIN store_source o ON o.id = h.source"""

Told = Callable[[str, int, int], None]
"""Told how far a piece of work has come: its name, how much is done, of how much."""


class ArchivedDay(NamedTuple):
    """A file of the archive as the copied database names it."""

    file: str
    bytes: int
    sha256: str


class DatabaseFacts(NamedTuple):
    """What a database says of itself, for the manifest and for the comparison after a restore."""

    store_schema: int
    migrations: dict[str, str]
    rows: dict[str, int]
    sequence: int
    journal: JournalHead


class DatabaseCopy(Protocol):
    """A copy of all tables as they were at one moment. It does not change."""

    @property
    def kind(self) -> str:
        """Which kind of database this is."""

    def files(self) -> Mapping[str, Path]:
        """The files of the copy, under the names that they get in a backup."""

    def days(self) -> list[ArchivedDay]:
        """The files of the archive that belong to it."""

    def hot(self) -> Iterator[pl.DataFrame]:
        """The observations in its tables, with the columns of the archive, a slice at a time."""

    def facts(self) -> DatabaseFacts:
        """What it says of itself."""

    def damage(self) -> str | None:
        """What the database finds wrong in the copy; None when all is well."""

    def close(self) -> None:
        """Let go of the moment."""


def hot_frames(execute: Callable[[str], Any]) -> Iterator[pl.DataFrame]:
    """The observations in the tables of either database, a slice at a time. Takes: its ``execute``."""
    reached = -1
    while rows := execute(f"{_HOT} WHERE h.seq > {reached} ORDER BY h.seq LIMIT {_SLICE}").fetchall():
        reached = rows[-1][-1]
        yield pl.DataFrame([row[:-1] for row in rows], schema=ARCHIVE_SCHEMA, orient="row")


def days_of(execute: Callable[[str], Any]) -> list[ArchivedDay]:
    """The files of the archive that the tables of either database name."""
    return [
        ArchivedDay(*row) for row in execute("SELECT file, bytes, digest FROM store_partition ORDER BY day").fetchall()
    ]


def facts_of(execute: Callable[[str], Any], rows: dict[str, int]) -> DatabaseFacts:
    """What the tables of either database say of themselves, when each has so many rows."""
    meta = dict(execute("SELECT name, value FROM store_meta").fetchall())
    steps = execute("SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app").fetchall()
    head = execute("SELECT number, digest FROM journal_journalentry ORDER BY number DESC LIMIT 1").fetchone()
    return DatabaseFacts(
        store_schema=meta["schema"],
        migrations=dict(steps),
        rows=rows,
        sequence=meta["sequence"],
        journal=JournalHead(*head) if head else JournalHead(0, "0" * 64),
    )
