"""The newest accepted value of each series, and how many there are, without a search through what was stored.

``store_last`` holds them up to a sequence number; what was stored since, the tail, is read beside it. So a small batch
does not touch a page of ``store_last`` for each of its rows: the tail is folded in when it has grown, one row a series.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pagus.apps.streams.observation import Quality
from pagus.apps.streams.store.recent_values import ALWAYS

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database
    from pagus.apps.streams.store.partitions import Partitions

__all__ = ["LAST_VALUES", "LONGEST_TAIL", "SPANS", "count_anew", "fold_tail"]

LONGEST_TAIL = 2_048
"""How many observations may wait: a reader goes through them each time, in a few milliseconds."""

_TAIL = """SELECT subject, signal, t, value, source, received FROM store_hot
    WHERE seq > (SELECT value FROM store_meta WHERE name = 'last') AND quality = 0"""
LAST_VALUES = f"SELECT subject, signal, t, value, source, received FROM store_last UNION ALL {_TAIL}"
"""The rows among which the last value of each series is the one with the greatest ``t``."""

TALLIES = f"""SELECT subject, signal, points, first_t, t FROM store_last
    UNION ALL SELECT subject, signal, 1, t, t FROM ({_TAIL}) AS tail"""
"""The rows whose sums are the number of accepted values of each series, its first and its last instant."""

SPANS = f"""SELECT s.code AS subject, g.code AS signal, CAST(sum(l.points) AS BIGINT) AS points,
    min(l.first_t) AS first_t, max(l.t) AS last_t FROM ({TALLIES}) AS l
    JOIN store_subject s ON s.id = l.subject JOIN store_signal g ON g.id = l.signal"""
"""How many values, and from when to when, by code; a condition on ``l`` and ``GROUP BY s.code, g.code`` follow."""

# One sort, and the newest row of each series by the unique index (t, subject, signal): window functions sort thrice.
_FOLD = f"""INSERT INTO store_last
    SELECT n.subject, n.signal, n.t, h.value, h.source, h.received, n.points, n.first_t, {ALWAYS} FROM (
        SELECT subject, signal, max(t) AS t, count(*) AS points, min(t) AS first_t FROM ({_TAIL}) AS tail
        GROUP BY subject, signal
    ) AS n JOIN store_hot AS h ON h.t = n.t AND h.subject = n.subject AND h.signal = n.signal WHERE true
    ON CONFLICT (subject, signal) DO UPDATE SET points = store_last.points + excluded.points,
    first_t = CASE WHEN excluded.first_t < store_last.first_t THEN excluded.first_t ELSE store_last.first_t END,
    value = CASE WHEN excluded.t > store_last.t THEN excluded.value ELSE store_last.value END,
    source = CASE WHEN excluded.t > store_last.t THEN excluded.source ELSE store_last.source END,
    received = CASE WHEN excluded.t > store_last.t THEN excluded.received ELSE store_last.received END,
    t = CASE WHEN excluded.t > store_last.t THEN excluded.t ELSE store_last.t END"""
_HOT = """SELECT s.code, g.code, count(*), min(h.t) FROM store_hot h
    JOIN store_subject s ON s.id = h.subject JOIN store_signal g ON g.id = h.signal
    WHERE h.quality = 0 GROUP BY s.code, g.code"""
_COUNTED = """UPDATE store_last SET points = ?, first_t = ? WHERE
    subject = (SELECT id FROM store_subject WHERE code = ?) AND signal = (SELECT id FROM store_signal WHERE code = ?)"""
_TALLY = pl.Schema({"subject": pl.String, "signal": pl.String, "points": pl.Int64, "first_t": pl.Int64})


def fold_tail(database: Database) -> None:
    """Bring ``store_last`` up to the last sequence number. Call inside a write transaction."""
    database.execute(_FOLD)
    database.execute(
        "UPDATE store_meta SET value = (SELECT value FROM store_meta WHERE name = 'sequence') WHERE name = 'last'"
    )


def count_anew(database: Database, partitions: Partitions) -> None:
    """Count every series once, in a store that an older Pagus wrote; does nothing where they are counted."""
    uncounted = "SELECT value FROM store_meta WHERE name = 'uncounted'"
    if not database.execute(uncounted).fetchone()[0]:
        return
    with database.writing():
        if not database.execute(uncounted).fetchone()[0]:  # another process was quicker
            return
        fold_tail(database)
        frame = pl.DataFrame(database.execute(_HOT).fetchall(), schema=_TALLY, orient="row")
        files = partitions.files()
        if files:
            closed = pl.scan_parquet(files, glob=False).filter(pl.col("quality") == int(Quality.ACCEPTED))
            tally = closed.group_by("subject", "signal").agg(points=pl.len().cast(pl.Int64), first_t=pl.col("t").min())
            frame = pl.concat([frame, tally.select(_TALLY.names()).collect()])
        frame = frame.group_by("subject", "signal").agg(pl.col("points").sum(), pl.col("first_t").min())
        rows = frame.select("points", "first_t", "subject", "signal").rows()
        if rows:
            database.execute_each(_COUNTED, rows)
        database.execute("UPDATE store_meta SET value = 0 WHERE name = 'uncounted'")
