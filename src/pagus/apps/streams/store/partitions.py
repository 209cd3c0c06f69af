"""Day partitions: closed days of observations in Parquet, one file a day, sorted by signal, subject, instant.

A day is closed in three steps, each of which may be the last before the power fails:

1. the file is written under a temporary name and synced;
2. it is renamed to its own name, and the folder is synced;
3. in one transaction the manifest takes the file and the hot table drops its rows.

Before step 3 the file is a stray that nobody reads; after it the rows are in the file and nowhere else. Late
points of a closed day lie in the hot table until the day is closed again, into a file of the next generation.
A replaced file stays for a while for those who are reading it.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import polars as pl

from pagus.apps.streams.observation import Observation, Quality
from pagus.apps.streams.store.database import Database, Rows
from pagus.apps.streams.store.duplicates import Known, Row
from pagus.apps.streams.store.last_values import fold_tail
from pagus.apps.streams.store.recent_values import Closing, closing, keep_recent
from pagus.apps.streams.store.series_runs import drop_empty_runs
from pagus.kernel.time import DAY, SECOND

__all__ = ["ARCHIVE_SCHEMA", "ClosedDay", "Partitions", "PreparedDay"]

ARCHIVE_SCHEMA = pl.Schema(
    {
        "signal": pl.String,
        "subject": pl.String,
        "t": pl.Int64,
        "value": pl.Float64,
        "quality": pl.Int8,
        "source": pl.String,
        "event": pl.String,
        "received": pl.Int64,
    }
)
_STRAY_AFTER_S = 900
_MOST_LISTED = 100
_READ_AT_ONCE = 2_048
"""Rows that become columns in one go: a millisecond, in which no other thread of the process runs."""
_SELECT_DAY = """SELECT g.code, s.code, h.t, h.value, h.quality, o.name, h.event, h.received, h.seq FROM store_hot h
    JOIN store_subject s ON s.id = h.subject JOIN store_signal g ON g.id = h.signal
    JOIN store_source o ON o.id = h.source
    WHERE h.t >= ? AND h.t < ? AND h.quality <> ? AND h.seq <= ?"""
_LAST_OF_SOME = """SELECT max(seq) FROM (SELECT seq FROM store_hot WHERE t >= ? AND t < ? AND quality <> ? AND seq <= ?
    ORDER BY seq LIMIT ?) AS oldest"""
_DELETE_DAY = "DELETE FROM store_hot WHERE t >= ? AND t < ? AND quality <> ? AND seq <= ?"
_KEEP = """INSERT INTO store_partition VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (day) DO UPDATE SET
    generation = excluded.generation, file = excluded.file, rows = excluded.rows, bytes = excluded.bytes,
    digest = excluded.digest, closed = excluded.closed"""


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """One closed day: its number since 1970, and its file."""

    day: int
    generation: int
    file: str
    rows: int
    bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class PreparedDay:
    """A file that is written and that no manifest names: what it holds, and how the hot table stood.

    ``last``: the greatest ``seq`` of its rows; ``is_part``: the day has more, that were not to be moved at once.
    """

    closed: ClosedDay
    rows: pl.DataFrame
    recent: Closing
    last: int
    review: int
    is_part: bool


class _ChangedMeanwhile(Exception):
    """The hot rows of a day are no longer those that were written into its file."""


class Partitions:
    """The archive of one workspace, seen through one connection to its manifest."""

    def __init__(self, database: Database, folder: Path, clock: Callable[[], int]) -> None:
        self._database = database
        self._folder = folder
        self._clock = clock
        self._revision = -1
        self._closed: dict[int, str] = {}

    def files(self, start_ms: int | None = None, end_ms: int | None = None) -> list[Path]:
        """Which files hold the closed days that touch [start, end]? None leaves an end open."""
        first = -(2**31) if start_ms is None else start_ms // DAY
        last = 2**31 if end_ms is None else end_ms // DAY
        return [self._folder / name for day, name in self._days().items() if first <= day <= last]

    def days(self) -> dict[int, Path]:
        """Which days are closed, and into which file each?"""
        return {day: self._folder / name for day, name in self._days().items()}

    def _days(self, revision: int | None = None) -> dict[int, str]:
        if revision is None:
            (revision,) = self._database.execute("SELECT value FROM store_meta WHERE name = 'archive'").fetchone()
        if revision != self._revision:
            found = self._database.execute("SELECT day, file FROM store_partition ORDER BY day")
            self._closed = dict(found.fetchall())
            self._revision = revision
        return self._closed

    def known(
        self, rows: Sequence[Row], observation: Callable[[int], Observation], revision: int | None = None
    ) -> dict[int, Known]:
        """Which of these rows does the archive already hold, by event identifier or by instant?

        Takes: judged rows, and the observation that each index came from; the revision of the archive, if it was just
        read. Gives: index -> what is stored.
        Only the closed day of the row itself is searched: an identifier that comes again with an instant of
        another day is met by the index of the hot table, or not at all once its first day is closed.
        """
        closed = self._days(revision)
        late = [index for index, row in enumerate(rows) if row.t // DAY in closed] if closed else []
        if not late:
            return {}
        files = [self._folder / closed[day] for day in sorted({rows[index].t // DAY for index in late})]
        names = dict(self._database.execute("SELECT id, name FROM store_source").fetchall())
        wanted = pl.DataFrame(
            [
                (index, o.subject, o.signal, o.t, names[rows[index].source], o.event)
                for index, o in ((index, observation(index)) for index in late)
            ],
            schema={
                "index": pl.Int64,
                "subject": pl.String,
                "signal": pl.String,
                "t": pl.Int64,
                "from": pl.String,
                "id": pl.String,
            },
            orient="row",
        )
        return _match(wanted, files)

    def close_day(self, day: int, safe_seq: int) -> ClosedDay | None:
        """Move the hot rows of one day into its file: ``prepare`` and ``take`` in one go.

        Gives: the closed day, or None when there was nothing to move or the rows changed meanwhile (call again).
        """
        prepared = self.prepare(day, safe_seq)
        return None if prepared is None else self.take(prepared)

    def prepare(self, day: int, safe_seq: int, most: int | None = None) -> PreparedDay | None:
        """Write the hot rows of one day, and what its file has so far, into a file that nobody reads yet.

        Changes nothing in the database: another connection, in another thread, may ``take`` the day.

        Takes: days since 1970; the greatest ``seq`` that every consumer has read; the most rows to move, the oldest
        first. Held rows stay hot until they are reviewed. Gives: None when there is nothing to move.
        """
        database, bounds = self._database, _bounds(day)
        review = self._review()
        if most is not None:
            (cut,) = database.execute(_LAST_OF_SOME, (*bounds, safe_seq, most)).fetchone()
            safe_seq = safe_seq if cut is None else min(safe_seq, cut)
        hot = _frame(database.execute(_SELECT_DAY, (*bounds, safe_seq)))
        if hot.is_empty():
            return None
        before = database.execute("SELECT generation, file FROM store_partition WHERE day = ?", [day]).fetchone()
        generation = 1 if before is None else before[0] + 1
        rows, last = hot.drop("seq"), int(hot["seq"].max())  # type: ignore[arg-type]
        earlier = None
        if before is not None:
            earlier = pl.read_parquet(self._folder / before[1], glob=False)
            os.utime(self._folder / before[1])  # those who read it have their time from now on, however old it is
        whole = rows if earlier is None else pl.concat([earlier, rows])
        closed = self._write(whole.sort("signal", "subject", "t"), day, generation)
        recent = closing(database, day, rows, earlier)
        return PreparedDay(closed, rows, recent, last, review, is_part=rows.height == most)

    def take(self, prepared: PreparedDay) -> ClosedDay | None:
        """Step 3: the manifest takes the file, the hot table drops its rows. None when they changed meanwhile."""
        database, closed = self._database, prepared.closed
        try:
            with database.writing():
                fold_tail(database)
                deleted = database.execute(_DELETE_DAY, (*_bounds(closed.day), prepared.last)).rowcount
                is_same = self._review() == prepared.review and self._generation(closed.day) == closed.generation - 1
                if deleted != prepared.rows.height or not is_same:
                    raise _ChangedMeanwhile
                drop_empty_runs(database)
                keep_recent(database, prepared.recent)
                record = (closed.day, closed.generation, closed.file, closed.rows, closed.bytes, closed.digest)
                database.execute(_KEEP, (*record, self._clock()))
                database.execute("UPDATE store_meta SET value = value + 1 WHERE name = 'archive'")
        except _ChangedMeanwhile:
            return None
        return closed

    def _review(self) -> int:
        (count,) = self._database.execute("SELECT value FROM store_meta WHERE name = 'review'").fetchone()
        return int(count)

    def _generation(self, day: int) -> int:
        row = self._database.execute("SELECT generation FROM store_partition WHERE day = ?", [day]).fetchone()
        return 0 if row is None else int(row[0])

    def _write(self, frame: pl.DataFrame, day: int, generation: int) -> ClosedDay:
        """Steps 1 and 2: the file is complete and synced before its name exists, the name before the manifest."""
        self._folder.mkdir(exist_ok=True)
        date = datetime.fromtimestamp(day * DAY // SECOND, UTC).date().isoformat()
        target = self._folder / f"observations-{date}.{generation}.parquet"
        temporary = target.with_suffix(".tmp")
        frame.write_parquet(temporary, compression="zstd", row_group_size=131_072)
        with temporary.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = os.fstat(stream.fileno()).st_size
            os.fsync(stream.fileno())
        temporary.rename(target)
        descriptor = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return ClosedDay(day, generation, target.name, frame.height, size, digest)

    def remove_strays(self, now_s: float | None = None) -> int:
        """How many files that the manifest does not name were removed, once old enough that nobody reads them?"""
        limit = (time.time() if now_s is None else now_s) - _STRAY_AFTER_S
        named = set(self._days().values())
        removed = 0
        for path in _archive_files(self._folder):
            if path.name not in named and path.stat().st_mtime < limit:
                path.unlink()
                removed += 1
        return removed

    def verify(self) -> list[str]:
        """Which files of the manifest are missing or not as they were written? Empty when all is well."""
        broken = []
        for name, digest in self._database.execute("SELECT file, digest FROM store_partition ORDER BY day"):
            path = self._folder / name
            if not path.is_file():
                broken.append(f"{name} is missing")
                continue
            with path.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != digest:
                    broken.append(f"{name} was changed since it was closed")
        return broken


def _bounds(day: int) -> tuple[int, int, int]:
    return day * DAY, (day + 1) * DAY, int(Quality.HELD)


def _frame(rows: Rows) -> pl.DataFrame:
    """Rows of the archive with their ``seq``, read some at a time: as columns they take a fifth of the memory."""
    schema = pl.Schema([*ARCHIVE_SCHEMA.items(), ("seq", pl.Int64())])
    each, parts = iter(rows), [pl.DataFrame(schema=schema)]
    while some := list(islice(each, _READ_AT_ONCE)):
        parts.append(pl.DataFrame(some, schema=schema, orient="row"))
    return pl.concat(parts)


def _archive_files(folder: Path) -> Iterable[Path]:
    if folder.is_dir():
        yield from folder.glob("observations-*.parquet")
        yield from folder.glob("observations-*.tmp")


def _match(wanted: pl.DataFrame, files: list[Path]) -> dict[int, Known]:
    stored = pl.scan_parquet(files, glob=False).select("subject", "signal", "t", "value", "source", "event")
    columns = ("index", "subject_stored", "signal_stored", "t_stored", "value", "source", "from", "event", "id")
    renamed = stored.with_columns(
        pl.col("subject").alias("subject_stored"),
        pl.col("signal").alias("signal_stored"),
        pl.col("t").alias("t_stored"),
    )
    near = renamed.filter(pl.col("t").is_between(wanted["t"].min(), wanted["t"].max()))
    for name in ("signal", "subject"):
        codes = wanted[name].unique()
        if codes.len() <= _MOST_LISTED:  # so that only the parts of the file are read that these series lie in
            near = near.filter(pl.col(name).is_in(codes.to_list()))
    by_instant = (
        wanted.lazy().join(near, on=["subject", "signal", "t"], how="inner", maintain_order="left").select(columns)
    )
    asked = [by_instant]
    named = wanted.filter(pl.col("id").is_not_null())
    if not named.is_empty():
        by_event = (
            named.lazy()
            .join(
                renamed.with_columns(pl.col("source").alias("from_stored"), pl.col("event").alias("id_stored")),
                left_on=["from", "id"],
                right_on=["from_stored", "id_stored"],
                how="inner",
            )
            .select(columns)
        )
        asked.append(by_event)
    found: dict[int, Known] = {}
    for frame in pl.collect_all(asked):  # the identifier speaks last, that is, over the instant
        for index, subject, signal, t, value, source, sender, event, identifier in frame.iter_rows():
            same_source = source == sender
            same_event = same_source and event is not None and event == identifier
            found[index] = Known(subject, signal, t, value, same_source, same_event)
    return found
