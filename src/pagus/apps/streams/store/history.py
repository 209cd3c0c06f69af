"""The reading half of the store: hot rows and closed days read together, in one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import polars as pl

from pagus.apps.streams.observation import Quality
from pagus.apps.streams.store.database import Database
from pagus.apps.streams.store.last_values import LAST_VALUES, SPANS
from pagus.apps.streams.store.pages import read_newest, read_stretch, stretches
from pagus.apps.streams.store.partitions import Partitions
from pagus.apps.streams.store.register import Register
from pagus.apps.streams.store.series_runs import MOST_SUBJECTS, Span, rows_of_subjects
from pagus.errors import StoreError

__all__ = ["Counts", "Delivery", "History", "Writing"]

_HISTORY = pl.Schema({"subject": pl.String, "signal": pl.String, "t": pl.Int64, "value": pl.Float64})
_SERIES = pl.Schema({"t": pl.Int64, "value": pl.Float64, "quality": pl.Int8, "source": pl.String, "received": pl.Int64})
_LAST = pl.Schema(
    {
        "subject": pl.String,
        "signal": pl.String,
        "t": pl.Int64,
        "value": pl.Float64,
        "source": pl.String,
        "received": pl.Int64,
    }
)
_HELD = pl.Schema([("seq", pl.Int64), *_LAST.items()])
_NUMBERED = pl.Schema({"s": pl.Int64, "g": pl.Int64, "t": pl.Int64, "value": pl.Float64})
_SUBJECT_CODES = pl.Schema({"subject": pl.String, "s": pl.Int64})
_SIGNAL_CODES = pl.Schema({"signal": pl.String, "g": pl.Int64})
_TALLIES = pl.Schema(
    {"subject": pl.String, "signal": pl.String, "points": pl.Int64, "first_t": pl.Int64, "last_t": pl.Int64}
)
_EVER = (-(2**62), 2**62)
_LISTED_SUBJECTS = 500
Result = TypeVar("Result")


class Delivery(NamedTuple):
    """One accepted observation in the order in which it was stored."""

    seq: int
    subject: str
    signal: str
    t: int
    value: float


class Writing(NamedTuple):
    """What one source has written about people since a moment."""

    source: str
    observations: int
    people: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds."""

    hot: int
    archived: int
    held: int
    rejected: int
    subjects: int
    signals: int
    closed_days: int
    archive_bytes: int
    sequence: int

    @property
    def observations(self) -> int:
        """Accepted, held and refused observations, hot and archived."""
        return self.hot + self.archived


class History:
    """Reads one workspace's observations; never writes."""

    def __init__(self, database: Database, register: Register, partitions: Partitions) -> None:
        self._database = database
        self._register = register
        self._partitions = partitions

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Hot rows and manifest of the same moment: a day that closes meanwhile is neither missed nor read twice."""
        fresh = not self._database.in_transaction
        with self._database.reading():
            if fresh:
                self._register.refresh(self._database)
            yield

    def _read(self, read: Callable[[], Result]) -> Result:
        """Run ``read`` in a snapshot; once more when a file was replaced and removed under its eyes."""
        for _ in range(2):
            try:
                with self._snapshot():
                    return read()
            except FileNotFoundError as error:
                missing = error
        raise StoreError("a closed day is missing from the archive: {reason}; restore it", reason=str(missing))

    def history(
        self,
        subjects: Sequence[str] | None = None,
        signals: Sequence[str] | None = None,
        start_ms: int | None = None,
        end_ms: int | None = None,
        *,
        until_seq: int | None = None,
    ) -> pl.DataFrame:
        """Which accepted values have these subjects and signals in [start, end]?

        Takes: codes (None: all); instants in ms UTC (None: open); ``until_seq`` leaves out what was stored later.
        Gives: subject, signal, t, value (the signal's unit), sorted by subject, signal, t; t is unique in a series.
        """
        return self._read(lambda: self._history(subjects, signals, start_ms, end_ms, until_seq))

    def _history(
        self,
        subjects: Sequence[str] | None,
        signals: Sequence[str] | None,
        start_ms: int | None,
        end_ms: int | None,
        until_seq: int | None,
    ) -> pl.DataFrame:
        bounds = (_EVER[0] if start_ms is None else start_ms, _EVER[1] if end_ms is None else end_ms)
        hot = self._hot(subjects, signals, bounds, until_seq)
        files = self._partitions.files(start_ms, end_ms)
        if not files:
            return hot.sort("subject", "signal", "t")
        closed = pl.scan_parquet(files, glob=False).filter(
            pl.col("t").is_between(*bounds), pl.col("quality") == int(Quality.ACCEPTED)
        )
        if signals is not None:
            closed = closed.filter(pl.col("signal").is_in(list(signals)))
        if subjects is not None:
            closed = closed.filter(pl.col("subject").is_in(list(subjects)))
        return pl.concat([closed.select(_HISTORY.names()).collect(), hot]).sort("subject", "signal", "t")

    def _hot(
        self,
        subjects: Sequence[str] | None,
        signals: Sequence[str] | None,
        bounds: tuple[int, int],
        until_seq: int | None,
    ) -> pl.DataFrame:
        """Hot accepted rows as the columns of ``_HISTORY``; numbers become codes in one join each."""
        codes = self._register.subjects
        if subjects is not None:
            codes = {code: codes[code] for code in subjects if code in codes}
        known = self._register.signals
        wanted = known if signals is None else {code: known[code] for code in signals if code in known}
        if not codes or not wanted:
            return pl.DataFrame(schema=_HISTORY)
        numbers = [signal.number for signal in wanted.values()]
        if subjects is not None and len(codes) <= MOST_SUBJECTS:
            found = rows_of_subjects(self._database, list(codes.values()), numbers, Span(*bounds))
            rows = [row[:4] for row in found if until_seq is None or row[7] <= until_seq]
        else:
            listed = list(codes.values()) if subjects is not None and len(codes) <= _LISTED_SUBJECTS else None
            rows = self._hot_of_many(listed, None if signals is None else numbers, bounds, until_seq)
        frame = pl.DataFrame(rows, schema=_NUMBERED, orient="row")
        subject_codes = pl.DataFrame({"subject": list(codes), "s": list(codes.values())}, schema=_SUBJECT_CODES)
        signal_codes = pl.DataFrame(
            {"signal": list(wanted), "g": [signal.number for signal in wanted.values()]}, schema=_SIGNAL_CODES
        )
        return frame.join(subject_codes, on="s").join(signal_codes, on="g").select(_HISTORY.names())

    def _hot_of_many(
        self,
        subjects: Sequence[int] | None,
        signals: Sequence[int] | None,
        bounds: tuple[int, int],
        until_seq: int | None,
    ) -> list[tuple[int, int, int, float]]:
        """Hot accepted rows by the index by time."""
        clauses, arguments = ["t >= ?", "t <= ?", "quality = 0"], list(bounds)
        for name, numbers in (("subject", subjects), ("signal", signals)):
            if numbers is not None:
                clauses.append(f"{name} IN ({','.join('?' * len(numbers))})")
                arguments += numbers
        if until_seq is not None:
            clauses.append("seq <= ?")
            arguments.append(until_seq)
        statement = "SELECT subject, signal, t, value FROM store_hot WHERE " + " AND ".join(clauses)
        return self._database.execute(statement, arguments).fetchall()

    def series(self, subject: str, signal: str, start_ms: int | None = None, end_ms: int | None = None) -> pl.DataFrame:
        """What was ever stored of this series in [start, end], held and refused values included?

        Gives: t, value, quality (0 accepted, 1 held, 2 refused), source, received, sorted by t.
        """
        return self._read(lambda: self._series(subject, signal, start_ms, end_ms))

    def _series(self, subject: str, signal: str, start_ms: int | None, end_ms: int | None) -> pl.DataFrame:
        bounds = (_EVER[0] if start_ms is None else start_ms, _EVER[1] if end_ms is None else end_ms)
        number, known = self._register.subjects.get(subject), self._register.signals.get(signal)
        rows: list[tuple[object, ...]] = []
        if number is not None and known is not None:
            found = rows_of_subjects(self._database, [number], [known.number], Span(*bounds), accepted=False)
            rows = [row[2:7] for row in found]
        frame = pl.DataFrame(rows, schema=_SERIES, orient="row")
        files = self._partitions.files(start_ms, end_ms)
        if files:
            closed = pl.scan_parquet(files, glob=False).filter(
                pl.col("signal") == signal, pl.col("subject") == subject, pl.col("t").is_between(*bounds)
            )
            frame = pl.concat([closed.select(_SERIES.names()).collect(), frame])
        return frame.sort("t")

    def last_values(self, subjects: Sequence[str] | None = None) -> pl.DataFrame:
        """What is the newest accepted value of each series?

        Takes: subject codes (None: all). Gives: subject, signal, t, value, source, received.
        """
        return self._read(lambda: self._last_values(subjects))

    def _last_values(self, subjects: Sequence[str] | None) -> pl.DataFrame:
        statement = f"""SELECT s.code, g.code, l.t, l.value, o.name, l.received FROM ({LAST_VALUES}) AS l
            JOIN store_subject s ON s.id = l.subject JOIN store_signal g ON g.id = l.signal
            JOIN store_source o ON o.id = l.source"""
        rows: list[tuple[object, ...]] = []
        if subjects is None:
            rows = self._database.execute(statement).fetchall()
        else:
            codes = self._register.subjects
            numbers = [codes[code] for code in dict.fromkeys(subjects) if code in codes]
            for start in range(0, len(numbers), _LISTED_SUBJECTS):
                some = numbers[start : start + _LISTED_SUBJECTS]
                rows += self._database.execute(
                    f"{statement} WHERE l.subject IN ({','.join('?' * len(some))})", some
                ).fetchall()
        frame = pl.DataFrame(rows, schema=_LAST, orient="row").sort("subject", "signal", "t")
        return frame.unique(["subject", "signal"], keep="last", maintain_order=True)

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
        """Which accepted values have these subjects and signals in [start, end], a stretch of time after the other?

        Takes: codes; instants in ms (None: open); from which end; how many rows of one series are enough.
        Gives: frames of ``PAGE_SCHEMA`` that follow each other in time, all of one moment; stop when there is enough.
        """
        with self._snapshot():
            codes, known = self._register.subjects, self._register.signals
            wanted = {code: codes[code] for code in subjects if code in codes}
            measured = {code: known[code].number for code in signals if code in known}
            if not wanted or not measured:
                return
            bounds = (_EVER[0] if start_ms is None else start_ms, _EVER[1] if end_ms is None else end_ms)
            if newest_first and enough is not None and len(wanted) == len(measured) == 1:
                newest, floor = read_newest(self._database, wanted, measured, bounds, enough)
                if floor <= bounds[1]:
                    yield newest
                    bounds = (bounds[0], floor - 1)
                if bounds[0] > bounds[1]:
                    return
            try:
                for stretch in stretches(self._partitions.days(), *bounds, newest_first=newest_first):
                    yield read_stretch(
                        self._database, stretch, wanted, measured, newest_first=newest_first, enough=enough
                    )
            except FileNotFoundError as error:
                raise StoreError("a closed day was replaced meanwhile: ask again", retryable=True) from error

    def tallies(self, subjects: Sequence[str] | None = None) -> pl.DataFrame:
        """How many accepted values has each series, and from when to when? Never counts what was counted before.

        Takes: subject codes (None: all but people). Gives: subject, signal, points, first_t, last_t.
        """
        statement = SPANS + " WHERE {} GROUP BY s.code, g.code"
        rows: list[tuple[object, ...]] = []
        with self._snapshot():
            if subjects is None:
                rows = self._database.execute(statement.format("s.code NOT LIKE 'person:%'")).fetchall()
            else:
                codes = self._register.subjects
                numbers = [codes[code] for code in dict.fromkeys(subjects) if code in codes]
                for start in range(0, len(numbers), _LISTED_SUBJECTS):
                    some = numbers[start : start + _LISTED_SUBJECTS]
                    where = f"l.subject IN ({','.join('?' * len(some))})"
                    rows += self._database.execute(statement.format(where), some).fetchall()
        return pl.DataFrame(rows, schema=_TALLIES, orient="row").sort("subject", "signal")

    def series_after(self, seq: int) -> tuple[list[tuple[str, str]], int]:
        """Of which series, those of people left out, came something after ``seq``, and how far does this reach?"""
        with self._snapshot():
            (reached,) = self._database.execute("SELECT value FROM store_meta WHERE name = 'sequence'").fetchone()
            rows: list[tuple[str, str]] = []
            if reached > seq:
                rows = self._database.execute(
                    """SELECT DISTINCT s.code, g.code FROM store_hot h JOIN store_subject s ON s.id = h.subject
                    JOIN store_signal g ON g.id = h.signal WHERE h.seq > ? AND s.code NOT LIKE 'person:%'""",
                    [seq],
                ).fetchall()
        return rows, int(reached)

    def held(self) -> pl.DataFrame:
        """Which observations wait for a person's review? Gives: seq, subject, signal, t, value, source, received."""
        rows = self._database.execute(
            """SELECT h.seq, s.code, g.code, h.t, h.value, o.name, h.received FROM store_hot h
            JOIN store_subject s ON s.id = h.subject JOIN store_signal g ON g.id = h.signal
            JOIN store_source o ON o.id = h.source WHERE h.quality = 1 ORDER BY h.seq"""
        ).fetchall()
        return pl.DataFrame(rows, schema=_HELD, orient="row")

    def delivered_after(self, seq: int, limit: int) -> tuple[list[Delivery], int]:
        """What was stored after ``seq``, in order?

        Takes: the last sequence a consumer has handled; at most how many rows to read.
        Gives: the accepted ones, and the greatest sequence read (``seq`` itself when there was nothing).
        """
        rows = self._database.execute(
            """SELECT h.seq, s.code, g.code, h.t, h.value, h.quality FROM store_hot h
            JOIN store_subject s ON s.id = h.subject JOIN store_signal g ON g.id = h.signal
            WHERE h.seq > ? ORDER BY h.seq LIMIT ?""",
            [seq, limit],
        ).fetchall()
        accepted = [Delivery(*row[:5]) for row in rows if row[5] == Quality.ACCEPTED]
        return accepted, rows[-1][0] if rows else seq

    def writings_after(self, seq: int) -> tuple[list[Writing], int]:
        """Which source wrote about how many people after ``seq``?

        Gives: a row for each source, and how far this reaches.
        """
        with self._snapshot():
            rows = self._database.execute(
                """SELECT o.name, count(*), count(DISTINCT h.subject) FROM store_hot h
                JOIN store_subject s ON s.id = h.subject JOIN store_source o ON o.id = h.source
                WHERE h.seq > ? AND s.code LIKE 'person:%' GROUP BY o.name ORDER BY o.name""",
                [seq],
            ).fetchall()
            (reached,) = self._database.execute("SELECT value FROM store_meta WHERE name = 'sequence'").fetchone()
        return [Writing(*row) for row in rows], int(reached)

    def counts(self) -> Counts:
        """How much does the store hold?"""
        with self._snapshot():

            def one(statement: str) -> Any:
                return self._database.execute(statement).fetchone()

            days, rows, size = one(
                "SELECT count(*), CAST(coalesce(sum(rows), 0) AS BIGINT), CAST(coalesce(sum(bytes), 0) AS BIGINT) "
                "FROM store_partition"
            )
            return Counts(
                hot=one("SELECT count(*) FROM store_hot")[0],
                archived=rows,
                held=one("SELECT count(*) FROM store_hot WHERE quality = 1")[0],
                rejected=one("SELECT count(*) FROM store_rejection")[0],
                subjects=one("SELECT count(*) FROM store_subject")[0],
                signals=one("SELECT count(*) FROM store_signal")[0],
                closed_days=days,
                archive_bytes=size,
                sequence=one("SELECT value FROM store_meta WHERE name = 'sequence'")[0],
            )
