"""One moment of a workspace's database, kept aside while others write on: the seam behind which a database stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

import polars as pl

from pagus.apps.safekeeping.manifest import JournalHead

__all__ = ["ArchivedDay", "DatabaseCopy", "DatabaseFacts", "Told"]

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
