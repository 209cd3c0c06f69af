"""The newest accepted value of each series, without a search through what was stored.

``store_last`` holds them up to a sequence number; what was stored since, the tail, is read beside it. So a small batch
does not touch a page of ``store_last`` for each of its rows: the tail is folded in when it has grown, one row a series.
"""

from __future__ import annotations

from pagus.apps.streams.database import Database

__all__ = ["LAST_VALUES", "LONGEST_TAIL", "fold_tail"]

LONGEST_TAIL = 2_048
"""How many observations may wait: a reader goes through them each time, in a few milliseconds."""

_TAIL = """SELECT subject, signal, t, value, source, received FROM store_hot
    WHERE seq > (SELECT value FROM store_meta WHERE name = 'last') AND quality = 0"""
LAST_VALUES = f"SELECT subject, signal, t, value, source, received FROM store_last UNION ALL {_TAIL}"
"""The rows among which the last value of each series is the one with the greatest ``t``."""

_FOLD = f"""INSERT INTO store_last SELECT subject, signal, t, value, source, received FROM (
        SELECT *, row_number() OVER (PARTITION BY subject, signal ORDER BY t DESC) AS place FROM ({_TAIL}) AS tail
    ) AS newest WHERE place = 1
    ON CONFLICT (subject, signal) DO UPDATE SET t = excluded.t, value = excluded.value,
    source = excluded.source, received = excluded.received WHERE excluded.t > store_last.t"""


def fold_tail(database: Database) -> None:
    """Bring ``store_last`` up to the last sequence number. Call inside a write transaction."""
    database.execute(_FOLD)
    database.execute(
        "UPDATE store_meta SET value = (SELECT value FROM store_meta WHERE name = 'sequence') WHERE name = 'last'"
    )
