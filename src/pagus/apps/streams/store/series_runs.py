"""Finding the hot rows of one series: runs of rows that are sorted by series, made once, a run at a time.

``store_hot`` lies in the order of arrival, and its index is sorted by time: the rows of one subject are strewn among
those of all others. An index by series would touch a page for each row that comes. So rows are sorted by series in
runs: each ``RUN`` rows that were stored, in one statement, written at the end of their table one after the other.
Whoever reads a series looks into each run once, newest first, and goes through the rows that came since the last run.

A run only says where a row lies. A row that was closed into the archive is no longer there, and is passed over; a run
all of whose rows are gone goes with the day that took the last of them. Held rows are in no run: they are few, have an
index of their own, and come anew, with a new number, once they are reviewed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["MOST_SUBJECTS", "RUN", "Span", "drop_empty_runs", "rows_of_subjects", "sort_runs"]

RUN = 16_384
"""Rows in a run. A reader goes through as many that are in no run yet, in about a millisecond."""
MOST_SUBJECTS = 8
"""For so many subjects their runs are the shorter way; for more of them the index by time is."""
_MOST_AT_ONCE = 16
"""Runs that one transaction makes: a quarter of a million rows, in a fifth of a second."""
_FIRST_RUNS = 4
_MOST_RUNS = 256

_NEXT = """SELECT count(*), max(seq) FROM (SELECT seq FROM store_hot
    WHERE seq > (SELECT value FROM store_meta WHERE name = 'sorted') ORDER BY seq LIMIT ?) AS following"""
_BETWEEN = "seq > (SELECT value FROM store_meta WHERE name = 'sorted') AND seq <= ? AND quality <> 1"
_RUN = f"""INSERT INTO store_run SELECT ?, min(seq), min(t), max(t) FROM store_hot WHERE {_BETWEEN}
    HAVING count(*) > 0"""
_ROWS = f"""INSERT INTO store_run_row SELECT ?, subject, signal, t, seq FROM store_hot WHERE {_BETWEEN}
    ORDER BY subject, signal, t"""
_REACHED = "UPDATE store_meta SET value = ? WHERE name = 'sorted'"
_EMPTY = """SELECT last_seq FROM store_run AS r WHERE NOT EXISTS (
    SELECT 1 FROM store_hot AS h WHERE h.seq >= r.first_seq AND h.seq <= r.last_seq AND h.quality <> 1)"""

_COLUMNS = "h.subject, h.signal, h.t, h.value, h.quality, o.name, h.received, h.seq"
# CROSS JOIN: SQLite takes the tables in this order, from the few entries of the series to their rows. "+" keeps both
# databases from the index by time, which would lead through everything that came in that time.
_IN_RUNS = f"""SELECT {_COLUMNS} FROM store_run_row AS r CROSS JOIN store_hot AS h CROSS JOIN store_source AS o
    WHERE {{which}} AND r.t >= ? AND r.t <= ? AND h.seq = r.seq AND o.id = h.source"""
_UNSORTED = f"""SELECT {_COLUMNS} FROM store_hot AS h CROSS JOIN store_source AS o
    WHERE h.seq > (SELECT value FROM store_meta WHERE name = 'sorted') AND {{which}}
    AND +h.t >= ? AND +h.t <= ? AND h.quality <> 1 AND o.id = h.source"""
_HELD = f"""SELECT {_COLUMNS} FROM store_hot AS h CROSS JOIN store_source AS o
    WHERE h.quality = 1 AND {{which}} AND +h.t >= ? AND +h.t <= ? AND o.id = h.source"""


class Span(NamedTuple):
    """From when to when, both included; how many rows are enough (None: all), and from which end."""

    start: int
    end: int
    enough: int | None = None
    newest_first: bool = True


def sort_runs(database: Database, sequence: int, reached: int) -> int:
    """Sort what has come into runs, as far as it fills them. Call inside a write transaction.

    Takes: the last sequence number, and up to which one all are sorted. Gives: up to which one they are now; what is
    left because there was very much of it, as in a store of the version before, is for the next batches.
    """
    for _ in range(_MOST_AT_ONCE):
        if sequence - reached < RUN:
            break
        reached = _sort_run(database)
    return reached


def _sort_run(database: Database) -> int:
    count, last = database.execute(_NEXT, [RUN]).fetchone()
    if not count:
        (last,) = database.execute("SELECT value FROM store_meta WHERE name = 'sequence'").fetchone()
    else:
        database.execute(_RUN, [last, last])
        database.execute(_ROWS, [last, last])
    database.execute(_REACHED, [last])
    return int(last)


def drop_empty_runs(database: Database) -> None:
    """Forget the runs of which no row is hot any more. Call inside a write transaction."""
    empty = database.execute(_EMPTY).fetchall()
    if empty:
        database.execute_each("DELETE FROM store_run_row WHERE run = ?", empty)
        database.execute_each("DELETE FROM store_run WHERE last_seq = ?", empty)


def rows_of_subjects(
    database: Database, subjects: Sequence[int], signals: Sequence[int], span: Span, *, accepted: bool = True
) -> list[Any]:
    """Which hot rows have these series? Call inside a snapshot.

    Takes: numbers of the register; the span, ``enough`` of it for one series only; ``accepted`` leaves out what is
    held or was refused.
    Gives: subject, signal, t, value, quality, name of the source, received, seq; in no order, but from the end that
    was asked for at least ``enough`` where there are as many.
    """
    bounds = (span.start, span.end)
    which, numbers = _among("h", subjects, signals)
    quality = " AND h.quality = 0" if accepted else ""
    rows = database.execute(_UNSORTED.format(which=which) + quality, (*numbers, *bounds)).fetchall()
    if not accepted:
        rows += database.execute(_HELD.format(which=which), (*numbers, *bounds)).fetchall()
    which, numbers = _among("r", subjects, signals)
    for runs, beyond in _runs(database, span):
        statement = _IN_RUNS.format(which=f"r.run IN ({','.join('?' * len(runs))}) AND {which}") + quality
        parameters = [*runs, *numbers, *bounds]
        if span.enough is not None:
            statement += f" ORDER BY r.t {'DESC' if span.newest_first else 'ASC'} LIMIT ?"
            parameters.append(span.enough)
        rows += database.execute(statement, parameters).fetchall()
        if span.enough is not None and beyond is not None and _reach(rows, span, beyond):
            break
    return rows


def _among(table: str, subjects: Sequence[int], signals: Sequence[int]) -> tuple[str, list[int]]:
    clauses = [f"{table}.{name} IN ({','.join('?' * len(given))})" for name, given in
               (("subject", subjects), ("signal", signals))]  # fmt: skip
    return " AND ".join(clauses), [*subjects, *signals]


def _runs(database: Database, span: Span) -> Iterator[tuple[list[int], int | None]]:
    """The runs that touch the span, some at a time, each with the instant that no row of later ones lies beyond."""
    order = "last_t DESC" if span.newest_first else "first_t ASC"
    edge = "last_t" if span.newest_first else "first_t"
    found = database.execute(
        f"SELECT last_seq, {edge} FROM store_run WHERE last_t >= ? AND first_t <= ? ORDER BY {order}",
        (span.start, span.end),
    ).fetchall()
    size, at = _FIRST_RUNS if span.enough is not None else _MOST_RUNS, 0
    while at < len(found):
        some = found[at : at + size]
        at, size = at + size, min(size * 2, _MOST_RUNS)
        yield [last for last, _ in some], found[at][1] if at < len(found) else None


def _reach(rows: Sequence[Any], span: Span, beyond: int) -> bool:
    """Are there enough rows from this end, all of them before anything that later runs could hold?"""
    assert span.enough is not None
    if span.newest_first:
        return sum(row[2] > beyond for row in rows) >= span.enough
    return sum(row[2] < beyond for row in rows) >= span.enough
