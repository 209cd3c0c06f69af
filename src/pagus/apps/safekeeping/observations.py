"""All observations of a copy, hot and archived together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import polars as pl

from pagus.apps.safekeeping.database_copy import ArchivedDay, Told
from pagus.apps.safekeeping.fingerprint import Fingerprint, fingerprint_of
from pagus.apps.streams.store.partitions import ARCHIVE_SCHEMA
from pagus.errors import StoreError

__all__ = ["Observed", "fingerprint_of_copy"]

_SLICE = 131_072
"""As many rows as a row group of the archive has: what is in memory at once."""


class Observed(Protocol):
    """Tables that hold observations, and name the files of the archive."""

    def days(self) -> list[ArchivedDay]:
        """The files of the archive."""

    def hot(self) -> Iterator[pl.DataFrame]:
        """The observations in the tables."""


def fingerprint_of_copy(copy: Observed, archive: Path, told: Told) -> Fingerprint:
    """What is the fingerprint of the observations in this copy and in the files of the archive that it names?

    Refuses: StoreError when a file is not there or cannot be read.
    """
    return fingerprint_of(_all(copy, archive, told))


def _all(copy: Observed, archive: Path, told: Told) -> Iterator[pl.DataFrame]:
    yield from copy.hot()
    days = copy.days()
    for done, day in enumerate(days, 1):
        try:
            yield from _slices(archive / day.file)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise StoreError(
                "{file} of the archive cannot be read: {reason}", file=day.file, reason=str(error)
            ) from error
        told("observations", done, len(days))


def _slices(path: Path) -> Iterator[pl.DataFrame]:
    rows = pl.scan_parquet(path, glob=False).select(ARCHIVE_SCHEMA.names())
    (length,) = rows.select(pl.len()).collect().row(0)
    for start in range(0, length, _SLICE):
        yield rows.slice(start, _SLICE).collect()
