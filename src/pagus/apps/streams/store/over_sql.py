"""The observation store over a database: SQL for what is hot, Parquet for closed days."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from pagus.apps.resources.reader import ResourceReader
from pagus.apps.streams.imports.reports import ImportNote, ImportReport, ImportReports
from pagus.apps.streams.ingest.intake import Answer, Asked, Intake
from pagus.apps.streams.ingest.judgement import OLDEST_MS
from pagus.apps.streams.observation import Batch, Quality, Receipts, Review
from pagus.apps.streams.store.database import Database, Rows
from pagus.apps.streams.store.history import Counts, Delivery, History, Writing
from pagus.apps.streams.store.interface import Consumed
from pagus.apps.streams.store.last_values import count_anew
from pagus.apps.streams.store.partitions import ClosedDay, Partitions, PreparedDay
from pagus.apps.streams.store.register import Execute, Register, grow, register_signals, register_subjects
from pagus.apps.streams.store.traffic import DeviceState, Rejection, device_states, forget_old, rejections
from pagus.errors import Conflict, NotFound
from pagus.kernel.time import DAY
from pagus.kit_language.model import Signal

__all__ = ["SqlStore"]

_REQUESTS_KEPT_MS = 2 * DAY
_REJECTIONS_KEPT = 100_000


class SqlStore:
    """The observations of a workspace through one connection, for one thread. Implements ``store.ObservationStore``."""

    def __init__(
        self, database: Database, archive: Path, clock: Callable[[], int], *, oldest_ms: int = OLDEST_MS
    ) -> None:
        """Take over ``database``; ``clock`` tells the workspace's time in ms UTC."""
        self._database = database
        self._clock = clock
        self._register = Register()
        self._partitions = Partitions(database, archive, clock)
        self._intake = Intake(database, self._register, self._partitions, clock, oldest_ms)
        self._history = History(database, self._register, self._partitions)
        self._imports = ImportReports(database)
        with database.errors():
            count_anew(database, self._partitions)

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()

    def register_subjects(self, codes: Iterable[str]) -> None:
        """Let observations about these subjects in. Refuses: CodeError for a text that is no code."""
        with self._database.errors(), self._database.writing():
            register_subjects(_Cursor(self._database).execute, codes)

    def register_signals(self, signals: Iterable[Signal]) -> None:
        """Let observations of these signals in. Refuses: Conflict when unit or kind of subject would change."""
        cursor = _Cursor(self._database)
        with self._database.errors(), self._database.writing():
            register_signals(cursor.execute, cursor.fetchone, signals)

    def change_gates(self, change: Callable[[Execute], None]) -> None:
        """Close or open gates (``streams.gates``), in a transaction of the store."""
        with self._database.errors(), self._database.writing():
            cursor = _Cursor(self._database)
            grow(cursor.execute)
            change(cursor.execute)

    def registered_subjects(self) -> list[str]:
        """About which subjects are observations let in?"""
        with self._database.errors():
            return [code for (code,) in self._database.execute("SELECT code FROM store_subject ORDER BY code")]

    def registered_signals(self) -> list[str]:
        """Of which signals are observations let in?"""
        with self._database.errors():
            return [code for (code,) in self._database.execute("SELECT code FROM store_signal ORDER BY code")]

    def signals(self) -> list[Signal]:
        """How is each signal defined here?"""
        with self._database.errors():
            rows = self._database.execute("SELECT definition FROM store_signal ORDER BY code")
            return [msgspec.json.decode(definition, type=Signal) for (definition,) in rows]

    def commit(self, batch: Batch) -> Receipts:
        """What became of each observation of this batch, on the disk when this returns?

        Takes: a batch. Gives: its receipts; a batch that was sent before changes nothing.
        Refuses: Conflict when its request key was used for another body; StoreError when it could not be kept.
        Example: ``store.commit(Batch("meter-1", [Observation("person:P-7K3Q9", "glucose", t, 5.4)])).accepted == 1``.
        """
        (answer,) = self.commit_group([batch])
        if isinstance(answer, Conflict):
            raise answer
        assert isinstance(answer, Receipts)
        return answer

    def commit_group(self, asked: Sequence[Asked]) -> list[Answer]:
        """What became of several batches and keepings, judged and stored in one transaction?

        Gives: an answer for each, in order. Refuses: StoreError when none of them could be kept.
        """
        with self._database.errors():
            return self._intake.commit_group(asked)

    @property
    def resources(self) -> ResourceReader:
        """The kept resources, for reading."""
        return ResourceReader(self._database)

    def review(self, review: Review) -> None:
        """Let a held observation in, as if it arrived now, or refuse it. Refuses: NotFound when it is not held."""
        database = self._database
        with database.errors(), database.writing():
            held = database.execute(
                "SELECT 1 FROM store_hot WHERE seq = ? AND quality = ?",
                [review.sequence, int(Quality.HELD)],
            ).fetchone()
            if held is None:
                raise NotFound("no held observation has the number {number}", number=review.sequence)
            (sequence,) = database.execute(
                "UPDATE store_meta SET value = value + 1 WHERE name = 'sequence' RETURNING value"
            ).fetchone()
            quality = Quality.ACCEPTED if review.accept else Quality.REFUSED
            database.execute(
                "UPDATE store_hot SET seq = ?, quality = ? WHERE seq = ?", [sequence, int(quality), review.sequence]
            )
            database.execute("UPDATE store_meta SET value = value + 1 WHERE name = 'review'")

    def history(
        self,
        subjects: Sequence[str] | None = None,
        signals: Sequence[str] | None = None,
        start_ms: int | None = None,
        end_ms: int | None = None,
        *,
        until_seq: int | None = None,
    ) -> pl.DataFrame:
        """Which accepted values have these subjects and signals in [start, end]? See ``History.history``."""
        with self._database.errors():
            return self._history.history(subjects, signals, start_ms, end_ms, until_seq=until_seq)

    def series(self, subject: str, signal: str, start_ms: int | None = None, end_ms: int | None = None) -> pl.DataFrame:
        """What was ever stored of this series, held and refused values included? See ``History.series``."""
        with self._database.errors():
            return self._history.series(subject, signal, start_ms, end_ms)

    def last_values(self, subjects: Sequence[str] | None = None) -> pl.DataFrame:
        """What is the newest accepted value of each series? See ``History.last_values``."""
        with self._database.errors():
            return self._history.last_values(subjects)

    def pages(
        self,
        subjects: Sequence[str],
        signals: Sequence[str],
        start_ms: int | None = None,
        end_ms: int | None = None,
        *,
        newest_first: bool = False,
        enough: int | None = None,
    ) -> Generator[pl.DataFrame, None, None]:
        """The accepted values of these series, a stretch of time after the other. See ``History.pages``."""
        with self._database.errors():
            yield from self._history.pages(
                subjects, signals, start_ms, end_ms, newest_first=newest_first, enough=enough
            )

    def tallies(self, subjects: Sequence[str] | None = None) -> pl.DataFrame:
        """How many accepted values has each series, and from when to when? See ``History.tallies``."""
        with self._database.errors():
            return self._history.tallies(subjects)

    def numbers_of(self, subjects: Iterable[str]) -> list[int]:
        """The numbers of these subjects in the tables; those that are not registered are left out."""
        with self._database.errors():
            self._register.refresh(self._database)
        known = self._register.subjects
        return sorted(known[code] for code in subjects if code in known)

    def series_after(self, seq: int) -> tuple[list[tuple[str, str]], int]:
        """Of which series came something after ``seq``? See ``History.series_after``."""
        with self._database.errors():
            return self._history.series_after(seq)

    def held(self) -> pl.DataFrame:
        """Which observations wait for a person's review? See ``History.held``."""
        with self._database.errors():
            return self._history.held()

    def counts(self) -> Counts:
        """How much does the store hold?"""
        with self._database.errors():
            return self._history.counts()

    def delivered_after(self, seq: int, limit: int) -> tuple[list[Delivery], int]:
        """What was stored after ``seq``, in order, and how far does this reach?"""
        with self._database.errors():
            return self._history.delivered_after(seq, limit)

    def writings_after(self, seq: int) -> tuple[list[Writing], int]:
        """Which source wrote about how many people after ``seq``, and how far does this reach?"""
        with self._database.errors():
            return self._history.writings_after(seq)

    def consumed(self) -> Mapping[str, Consumed]:
        """How far has each consumer come?"""
        with self._database.errors():
            rows = self._database.execute("SELECT name, seq, clock FROM store_consumer").fetchall()
            return {name: Consumed(seq, clock) for name, seq, clock in rows}

    def advance_consumer(self, name: str, consumed: Consumed) -> None:
        """Remember how far a consumer has come; a new consumer is made by its first call."""
        with self._database.errors():
            self._database.execute(
                "INSERT INTO store_consumer VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
                "seq = excluded.seq, clock = excluded.clock",
                [name, consumed.seq, consumed.clock_ms],
            )

    def forget_consumer(self, name: str) -> None:
        """Stop keeping hot rows for a consumer that is gone."""
        with self._database.errors():
            self._database.execute("DELETE FROM store_consumer WHERE name = ?", [name])

    def _safe_seq(self) -> int:
        """The greatest sequence that every consumer has handled."""
        (slowest,) = self._database.execute("SELECT min(seq) FROM store_consumer").fetchone()
        return 2**62 if slowest is None else int(slowest)

    def closable_days(self, before_ms: int) -> list[int]:
        """Which days ended before this instant and have hot rows that every consumer has handled?

        Gives: days since 1970, oldest first. Held rows do not count: they wait for their review.
        """
        limit = before_ms // DAY * DAY
        with self._database.errors():
            rows = self._database.execute(
                "SELECT DISTINCT t / ? FROM store_hot WHERE t < ? AND quality <> ? AND seq <= ? ORDER BY 1",
                [DAY, limit, int(Quality.HELD), self._safe_seq()],
            ).fetchall()
        return [day for (day,) in rows]

    def close_day(self, day: int) -> ClosedDay | None:
        """Move one day into the archive. See ``Partitions.close_day``."""
        with self._database.errors():
            return self._partitions.close_day(day, self._safe_seq())

    def prepare_day(self, before_ms: int, most: int) -> PreparedDay | None:
        """Write the oldest closable day, or a part of it, into a file. See ``Partitions.prepare``."""
        with self._database.errors():
            safe_seq = self._safe_seq()
            oldest = self._database.execute(
                "SELECT t FROM store_hot WHERE t < ? AND quality <> ? AND seq <= ? ORDER BY t LIMIT 1",
                [before_ms // DAY * DAY, int(Quality.HELD), safe_seq],
            ).fetchone()
            return None if oldest is None else self._partitions.prepare(oldest[0] // DAY, safe_seq, most)

    def take_day(self, prepared: PreparedDay) -> ClosedDay | None:
        """Let the archive have what was prepared. See ``Partitions.take``."""
        with self._database.errors():
            return self._partitions.take(prepared)

    def tidy(self) -> None:
        """Remove stray files, answers to requests older than two days, and all but the newest rejections."""
        self._partitions.remove_strays()
        database = self._database
        with database.errors(), database.writing():
            database.execute("DELETE FROM store_request WHERE recorded < ?", [self._clock() - _REQUESTS_KEPT_MS])
            database.execute(
                "DELETE FROM store_rejection WHERE id <= (SELECT max(id) FROM store_rejection) - ?", [_REJECTIONS_KEPT]
            )
            forget_old(database, self._clock())

    def device_states(self, since_ms: int) -> list[DeviceState]:
        """What is known of each source that was heard since?"""
        with self._database.errors():
            return device_states(self._database, since_ms)

    def rejections(self, source: str, most: int) -> list[Rejection]:
        """What was not taken from this source, the newest first?"""
        with self._database.errors():
            return rejections(self._database, source, most)

    def verify_archive(self) -> list[str]:
        """Which files of the archive are missing or changed? Empty when all is well."""
        with self._database.errors():
            return self._partitions.verify()

    def begin_import(self, file: str, source: str) -> int:
        """Open the report of an import; gives its number."""
        with self._database.errors():
            return self._imports.begin(file, source, self._clock())

    def note_import(self, number: int, notes: Iterable[ImportNote]) -> None:
        """Add lines to the report of an import."""
        with self._database.errors():
            self._imports.note(number, notes)

    def finish_import(self, report: ImportReport) -> None:
        """Close the report of an import with its sums."""
        with self._database.errors():
            self._imports.finish(report)

    def import_reports(self) -> list[ImportReport]:
        """All reports of imports, the newest first."""
        with self._database.errors():
            return self._imports.reports()

    def import_notes(self, number: int) -> list[ImportNote]:
        """The lines of one report, by position. Refuses: NotFound."""
        with self._database.errors():
            return self._imports.notes(number)


class _Cursor:
    """A cursor like Django's, which the register's functions take: ``%s`` for a parameter, rows fetched apart."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows: Rows | None = None

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        self._rows = self._database.execute(statement.replace("%s", "?"), parameters)

    def fetchone(self) -> Any:
        return None if self._rows is None else self._rows.fetchone()
