"""Reading series page by page: a stretch of time after the other, from either end, until the reader has enough.

Nobody reads ten million values to show the last hundred. Hot rows and closed days come in stretches that touch each
other; the first stretch reaches from the end to the nearest closed day, each further one takes twice as many days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pagus.apps.streams.observation import Quality
from pagus.apps.streams.store.database import Database
from pagus.apps.streams.store.recent_values import recent_from, recent_rows
from pagus.apps.streams.store.series_runs import Span, rows_of_subjects
from pagus.kernel.time import DAY

__all__ = ["PAGE_SCHEMA", "Stretch", "read_newest", "read_stretch", "stretches"]

PAGE_SCHEMA = pl.Schema(
    {
        "subject": pl.String,
        "signal": pl.String,
        "t": pl.Int64,
        "value": pl.Float64,
        "source": pl.String,
        "received": pl.Int64,
    }
)
MOST_LISTED = 500
"""So many subjects or signals are named in a statement; above that the rows of all are read and sorted out."""
_MOST_DAYS = 64
_ROWS = """SELECT s.code, g.code, h.t, h.value, o.name, h.received FROM
    (SELECT subject, signal, t, value, source, received FROM store_hot WHERE {where} ORDER BY t {way}) AS h
    JOIN store_subject s ON s.id = h.subject JOIN store_signal g ON g.id = h.signal
    JOIN store_source o ON o.id = h.source"""


class Stretch(NamedTuple):
    """A stretch of time, both ends included, and the files of its closed days."""

    start: int
    end: int
    files: tuple[Path, ...]


def stretches(days: dict[int, Path], start: int, end: int, *, newest_first: bool) -> Iterator[Stretch]:
    """In which stretches is [start, end] read?

    Takes: the closed days with their files; instants in ms; from which end. Gives: stretches that touch, in order.
    """
    inside = sorted((day for day in days if start // DAY <= day <= end // DAY), reverse=newest_first)
    size, at = 1, 0
    if not inside:
        yield Stretch(start, end, ())
        return
    if newest_first:
        edge = end
        if (inside[0] + 1) * DAY <= end:
            yield Stretch((inside[0] + 1) * DAY, end, ())
            edge = (inside[0] + 1) * DAY - 1
        while at < len(inside):
            some = inside[at : at + size]
            low = max(start, some[-1] * DAY)
            yield Stretch(low, edge, tuple(days[day] for day in some))
            edge, at, size = low - 1, at + size, min(size * 2, _MOST_DAYS)
        if edge >= start:
            yield Stretch(start, edge, ())
        return
    edge = start
    while at < len(inside):
        some = inside[at : at + size]
        high = min(end, (some[-1] + 1) * DAY - 1)
        yield Stretch(edge, high, tuple(days[day] for day in some))
        edge, at, size = high + 1, at + size, min(size * 2, _MOST_DAYS)
    if edge <= end:
        yield Stretch(edge, end, ())


def read_stretch(
    database: Database,
    stretch: Stretch,
    subjects: dict[str, int],
    signals: dict[str, int],
    *,
    newest_first: bool,
    enough: int | None,
) -> pl.DataFrame:
    """Which accepted values have these series in this stretch?

    Takes: subjects and signals with their numbers (all pairs are read); how many rows are enough, None for all.
    Gives: ``PAGE_SCHEMA``, sorted by t, then subject and signal; at least ``enough`` rows where there are as many.
    """
    hot = _hot(database, stretch, subjects, signals, newest_first, enough)
    if stretch.files:
        closed = pl.scan_parquet(list(stretch.files), glob=False).filter(
            _among("signal", list(signals)),
            _among("subject", list(subjects)),
            pl.col("t").is_between(stretch.start, stretch.end),
            pl.col("quality") == int(Quality.ACCEPTED),
        )
        hot = pl.concat([closed.select(PAGE_SCHEMA.names()).collect(), hot])
    return hot.sort("t", "subject", "signal", descending=[newest_first, False, False])


def _among(column: str, codes: Sequence[str]) -> pl.Expr:
    return pl.col(column) == codes[0] if len(codes) == 1 else pl.col(column).is_in(list(codes))


def _hot(
    database: Database,
    stretch: Stretch,
    subjects: dict[str, int],
    signals: dict[str, int],
    newest_first: bool,
    enough: int | None,
) -> pl.DataFrame:
    if len(subjects) == len(signals) == 1:
        return _hot_of_series(database, stretch, subjects, signals, newest_first, enough)
    clauses, arguments = ["t >= ?", "t <= ?", "quality = 0"], [stretch.start, stretch.end]
    sorted_out = False
    for column, codes in (("subject", subjects), ("signal", signals)):
        if len(codes) <= MOST_LISTED:
            clauses.append(f"{column} IN ({','.join('?' * len(codes))})")
            arguments += codes.values()
        else:
            sorted_out = True
    way = "DESC" if newest_first else "ASC"
    rows = database.execute(_ROWS.format(where=" AND ".join(clauses), way=way), arguments).fetchall()
    frame = pl.DataFrame(rows, schema=PAGE_SCHEMA, orient="row")
    if sorted_out:
        frame = frame.filter(pl.col("subject").is_in(list(subjects)), pl.col("signal").is_in(list(signals)))
    return frame


def _hot_of_series(
    database: Database,
    stretch: Stretch,
    subjects: dict[str, int],
    signals: dict[str, int],
    newest_first: bool,
    enough: int | None,
) -> pl.DataFrame:
    ((subject, subject_number),), ((signal, signal_number),) = subjects.items(), signals.items()
    span = Span(stretch.start, stretch.end, enough, newest_first)
    rows = rows_of_subjects(database, [subject_number], [signal_number], span)
    found = [(t, value, source, received) for _, _, t, value, _, source, received, _ in rows]
    found.sort(reverse=newest_first)
    return _framed(subject, signal, found[:enough])


def _framed(subject: str, signal: str, rows: list[tuple[int, float, str, int]]) -> pl.DataFrame:
    return pl.DataFrame([(subject, signal, *row) for row in rows], schema=PAGE_SCHEMA, orient="row")


def read_newest(
    database: Database, subjects: dict[str, int], signals: dict[str, int], bounds: tuple[int, int], enough: int
) -> tuple[pl.DataFrame, int]:
    """The newest values of one series in these bounds, as far as they are found without the files of closed days.

    Gives: values of ``PAGE_SCHEMA``, the newest first; and from which instant on they are complete, or ``enough``.
    """
    ((subject, subject_number),), ((signal, signal_number),) = subjects.items(), signals.items()
    floor = max(bounds[0], recent_from(database, subject_number, signal_number))
    if floor > bounds[1]:
        return _framed(subject, signal, []), floor
    found = recent_rows(database, subject_number, signal_number, floor, bounds[1], enough)
    rows = rows_of_subjects(database, [subject_number], [signal_number], Span(floor, bounds[1], enough))
    found += [(t, value, source, received) for _, _, t, value, _, source, received, _ in rows]
    found.sort(reverse=True)
    return _framed(subject, signal, found[:enough]), floor
