"""The newest closed values of a sparse series, so that its last hundred are not gathered from as many files.

Whoever reads the end of a series finds its hot rows by runs, and a day with many values of it in one file. A series
with three values a day has its last hundred in thirty files. ``store_recent`` keeps those: for each series all closed
accepted values from ``store_last.recent_from`` on. It is written when a day is closed, never when observations come.

A day with ``KEPT`` values or more is left to its file: nothing of the series is kept up to its end. What can be found
out beforehand is (``closing``), so that the transaction that closes a day only writes, and little. From the beginning
of time on is kept what has no closed values yet; nothing is known (``NEVER``) of what an older Pagus has closed, until
the newest of all days is closed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from pagus.apps.streams.observation import Quality
from pagus.kernel.time import DAY

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["ALWAYS", "KEPT", "NEVER", "Closing", "closing", "keep_recent", "recent_from", "recent_rows"]

KEPT = 128
"""Values of a series that are kept at least; twice as many at most."""
ALWAYS, NEVER = -(2**62), 2**62

_FEW = 10_000
"""Of so many rows at most one is looked for at a time: a territory with a hundred thousand devices has many more."""
_CROWDED = """SELECT subject, signal FROM store_hot WHERE t >= ? AND t < ?
    GROUP BY subject, signal HAVING count(*) >= ?"""
_FLOORS = "SELECT subject, signal, recent_from FROM store_last"
_RAISE = "UPDATE store_last SET recent_from = ? WHERE subject = ? AND signal = ?"
_FORGET = "DELETE FROM store_recent WHERE t < ? AND subject = ? AND signal = ?"
_INSERT = """INSERT INTO store_recent (t, value, received, source, subject, signal)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
_NTH = "SELECT t FROM store_recent WHERE subject = ? AND signal = ? ORDER BY t DESC LIMIT 1 OFFSET ?"
_ROWS = """SELECT r.t, r.value, o.name, r.received FROM store_recent r JOIN store_source o ON o.id = r.source
    WHERE r.subject = ? AND r.signal = ? AND r.t >= ? AND r.t <= ? ORDER BY r.t DESC LIMIT ?"""


def recent_from(database: Database, subject: int, signal: int) -> int:
    """From which instant on are all closed values of this series kept? ``NEVER``: of none is it known."""
    row = database.execute(_FLOORS + " WHERE subject = ? AND signal = ?", [subject, signal]).fetchone()
    return NEVER if row is None else int(row[2])


def recent_rows(
    database: Database, subject: int, signal: int, start: int, end: int, enough: int
) -> list[tuple[int, float, str, int]]:
    """Which closed values from ``recent_from`` on has this series in [start, end]?

    Gives: t, value, name of the source, received; the newest first, at most ``enough``.
    """
    return database.execute(_ROWS, [subject, signal, start, end, enough]).fetchall()


@dataclass(frozen=True, slots=True)
class Closing:
    """What is about to be closed of a day: accepted rows with numbers for codes.

    ``rows``: those that leave the hot table; ``before``: those of its file so far, with codes (None: it has none);
    ``crowded``: the series (subject, signal) that are left to the file.
    """

    day: int
    rows: pl.DataFrame
    before: pl.DataFrame | None
    crowded: pl.DataFrame


def closing(database: Database, day: int, rows: pl.DataFrame, before: pl.DataFrame | None) -> Closing:
    """What must be known of a day to keep the newest values of its series? Writes nothing.

    Takes: the day; the rows that leave the hot table, and those of its file so far (None: it has none), both with the
    columns of the archive.
    """
    found = database.execute(_CROWDED, (day * DAY, (day + 1) * DAY, KEPT)).fetchall()
    crowded = pl.DataFrame(found, schema={"subject": pl.Int64, "signal": pl.Int64}, orient="row")
    if before is not None:
        many = before.group_by("subject", "signal").len().filter(pl.col("len") >= KEPT).select("subject", "signal")
        crowded = pl.concat([crowded, _numbered(database, many)]).unique()
    accepted = _numbered(database, _accepted(rows)).sort("subject", "signal", "t")
    return Closing(day, accepted, before, crowded)


def keep_recent(database: Database, closed: Closing) -> None:
    """Keep what of a day that is being closed belongs to the newest values of its series.

    Call inside the write transaction that closes it, once ``store_last`` is complete.
    """
    if closed.rows.is_empty():
        return
    new = closed.rows.join(_floors(database, closed.rows), on=["subject", "signal"], how="inner", maintain_order="left")
    (last_closed,) = database.execute("SELECT max(day) FROM store_partition").fetchone()
    if last_closed is None or closed.day >= last_closed:
        new = _begin(database, closed, new)
    end = (closed.day + 1) * DAY
    own = new.select("subject", "signal", "recent_from").unique(["subject", "signal"], maintain_order=True)
    raised = own.join(closed.crowded, on=["subject", "signal"], how="semi").filter(pl.col("recent_from") < end)
    _cut(database, [(end, subject, signal) for subject, signal, _ in raised.iter_rows()])
    sparse = new.join(closed.crowded, on=["subject", "signal"], how="anti", maintain_order="left")
    kept = sparse.filter(pl.col("t") >= pl.col("recent_from"))
    if kept.is_empty():
        return
    columns = ("t", "value", "received", "source", "subject", "signal")
    database.execute_each(_INSERT, kept.select(columns).rows())
    _trim(database, kept.select("subject", "signal").unique(maintain_order=True).rows())


def _accepted(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("quality") == int(Quality.ACCEPTED)).select(
        "subject", "signal", "source", "t", "value", "received"
    )


def _numbered(database: Database, rows: pl.DataFrame) -> pl.DataFrame:
    """These rows with numbers instead of the codes of subject, signal and source, as far as they have them."""
    order = rows.columns
    for column, table, name in (
        ("subject", "store_subject", "code"),
        ("signal", "store_signal", "code"),
        ("source", "store_source", "name"),
    ):
        if column in order:
            found = _numbers(database, table, name, rows[column].unique().to_list())
            numbers = pl.DataFrame(list(found.items()), {column: pl.String, "number": pl.Int64}, orient="row")
            rows = rows.join(numbers, on=column, how="inner", maintain_order="left").drop(column)
            rows = rows.rename({"number": column})
    return rows.select(order)


def _numbers(database: Database, table: str, name: str, codes: list[str]) -> dict[str, int]:
    """The numbers of these codes: one by one where they are few, else those of all that are registered."""
    if len(codes) > _FEW:
        return dict(database.execute(f"SELECT {name}, id FROM {table}").fetchall())
    numbers = database.fetch_each(f"SELECT id FROM {table} WHERE {name} = ?", [(code,) for code in codes])
    return {code: number for code, (number,) in zip(codes, numbers, strict=True)}


def _floors(database: Database, rows: pl.DataFrame) -> pl.DataFrame:
    """From when on the values of the series of these rows are kept."""
    series = rows.select("subject", "signal").unique().rows()
    if len(series) > _FEW:
        found = database.execute(_FLOORS).fetchall()
    else:
        found = [row for row in database.fetch_each(f"{_FLOORS} WHERE subject = ? AND signal = ?", series) if row]
    schema = {"subject": pl.Int64, "signal": pl.Int64, "recent_from": pl.Int64}
    return pl.DataFrame(found, schema=schema, orient="row")


def _begin(database: Database, closed: Closing, new: pl.DataFrame) -> pl.DataFrame:
    """Keep series of which nothing was known from this day on: no other closed day is newer."""
    unknown = new.filter(pl.col("recent_from") == NEVER).select("subject", "signal").unique(maintain_order=True)
    if unknown.is_empty():
        return new
    start = closed.day * DAY
    database.execute_each(_RAISE, [(start, *series) for series in unknown.iter_rows()])
    if closed.before is not None:
        earlier = _numbered(database, _accepted(closed.before)).join(unknown, on=["subject", "signal"], how="semi")
        new = pl.concat([new, earlier.with_columns(recent_from=pl.lit(NEVER))])
    floor = pl.when(pl.col("recent_from") == NEVER).then(start).otherwise("recent_from")
    return new.with_columns(floor.alias("recent_from"))


def _trim(database: Database, series: list[tuple[int, int]]) -> None:
    """Where twice as many are kept as need be, keep the newest half."""
    many = database.fetch_each(_NTH, [(*each, 2 * KEPT - 1) for each in series])
    full = [each for each, found in zip(series, many, strict=True) if found is not None]
    newest = database.fetch_each(_NTH, [(*each, KEPT - 1) for each in full])
    _cut(database, [(t, *each) for each, (t,) in zip(full, newest, strict=True)])


def _cut(database: Database, cuts: list[tuple[int, int, int]]) -> None:
    """Keep the values from this instant on, for each (instant, subject, signal)."""
    if cuts:
        database.execute_each(_FORGET, cuts)
        database.execute_each(_RAISE, cuts)
