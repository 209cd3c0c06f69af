"""The one interface of the observation store: what the ingest process, the queries and the tests rely on.

Both stores, ``SqliteStore`` and ``PostgresStore``, are ``store_sql.SqlStore`` over their database. A store holds
observations in the order of their arrival, acknowledges what is on the disk, and never alters a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

import polars as pl

from pagus.apps.streams.imports.reports import ImportNote, ImportReport
from pagus.apps.streams.ingest.intake import Answer, Asked
from pagus.apps.streams.observation import Batch, Receipts, Review
from pagus.apps.streams.store.history import Counts, Delivery, Writing
from pagus.apps.streams.store.partitions import ClosedDay, PreparedDay
from pagus.apps.streams.store.traffic import DeviceState, Rejection
from pagus.kit_language.model import Signal

__all__ = ["Consumed", "ObservationStore"]


class Consumed(NamedTuple):
    """How far a consumer has come: the last sequence handled, and the instant up to which its timers were run."""

    seq: int
    clock_ms: int


class ObservationStore(Protocol):
    """What an observation store does. One thread per instance; one instance at a time writes observations."""

    def register_subjects(self, codes: Iterable[str]) -> None:
        """Let observations about these subjects in."""

    def register_signals(self, signals: Iterable[Signal]) -> None:
        """Let observations of these signals in, judged by these definitions."""

    def registered_subjects(self) -> list[str]:
        """The codes of the subjects that are let in."""

    def registered_signals(self) -> list[str]:
        """The codes of the signals that are let in."""

    def signals(self) -> list[Signal]:
        """The definitions of the signals that are let in."""

    def commit(self, batch: Batch) -> Receipts:
        """Judge and store one batch; it is on the disk when this returns."""

    def commit_group(self, asked: Sequence[Asked]) -> list[Answer]:
        """Judge and store several batches, and keep resources, in one transaction."""

    def review(self, review: Review) -> None:
        """Let a held observation in, or refuse it."""

    def history(
        self,
        subjects: Sequence[str] | None = None,
        signals: Sequence[str] | None = None,
        start_ms: int | None = None,
        end_ms: int | None = None,
        *,
        until_seq: int | None = None,
    ) -> pl.DataFrame:
        """Accepted values: subject, signal, t, value."""

    def series(self, subject: str, signal: str, start_ms: int | None = None, end_ms: int | None = None) -> pl.DataFrame:
        """Everything stored of one series: t, value, quality, source, received."""

    def last_values(self, subjects: Sequence[str] | None = None) -> pl.DataFrame:
        """The newest accepted value of each series."""

    def held(self) -> pl.DataFrame:
        """What waits for a person's review."""

    def counts(self) -> Counts:
        """How much there is."""

    def delivered_after(self, seq: int, limit: int) -> tuple[list[Delivery], int]:
        """What was stored after ``seq``, in order, and how far this reaches."""

    def writings_after(self, seq: int) -> tuple[list[Writing], int]:
        """Which source wrote about how many people after ``seq``, and how far this reaches."""

    def consumed(self) -> Mapping[str, Consumed]:
        """How far each consumer has come."""

    def advance_consumer(self, name: str, consumed: Consumed) -> None:
        """Remember how far a consumer has come."""

    def forget_consumer(self, name: str) -> None:
        """Stop keeping hot rows for a consumer that is gone."""

    def closable_days(self, before_ms: int) -> list[int]:
        """Days with hot rows that every consumer has read, and that ended before ``before_ms``."""

    def close_day(self, day: int) -> ClosedDay | None:
        """Move one day into the archive."""

    def prepare_day(self, before_ms: int, most: int) -> PreparedDay | None:
        """Write the oldest closable day, or so many rows of it, into a file that nobody reads yet."""

    def take_day(self, prepared: PreparedDay) -> ClosedDay | None:
        """Let the archive have what was prepared, by this connection or another; None: the rows have changed."""

    def tidy(self) -> None:
        """Remove stray files and answers to requests that nobody repeats any more."""

    def device_states(self, since_ms: int) -> list[DeviceState]:
        """What is known of each source that was heard since."""

    def rejections(self, source: str, most: int) -> list[Rejection]:
        """What was not taken from a source, the newest first."""

    def verify_archive(self) -> list[str]:
        """Files of the archive that are missing or changed."""

    def begin_import(self, file: str, source: str) -> int:
        """Open the report of an import; gives its number."""

    def note_import(self, number: int, notes: Iterable[ImportNote]) -> None:
        """Add lines to the report of an import."""

    def finish_import(self, report: ImportReport) -> None:
        """Close the report of an import."""

    def import_reports(self) -> list[ImportReport]:
        """All reports, the newest first."""

    def import_notes(self, number: int) -> list[ImportNote]:
        """The lines of one report, by position."""

    def close(self) -> None:
        """Let go of the files."""
