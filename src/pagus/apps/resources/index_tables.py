"""Writing the index rows of versions: new ones with the version, and those that an older Pagus did not make.

Rows are only added. A row says something of the content of one version, which does not change, so adding it again, or
in another order, has no effect, and a search that runs meanwhile finds no less than before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from pagus.apps.resources.shapes import IndexRows, Reindexed, Reindexing

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["NewRows", "reindex"]

_TOKEN = "INSERT INTO store_find_token (parameter, code, system, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_DATE = "INSERT INTO store_find_date (parameter, low, high, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_QUANTITY = (
    "INSERT INTO store_find_quantity (parameter, unit, low, high, seq) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_TEXT = "INSERT INTO store_find_text (parameter, folded, exact, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_MOULD = """SELECT m.number, m.rows FROM store_version v JOIN store_mould m ON m.number = v.mould
    WHERE v.seq = ? AND v.mould > 0"""
_REACHED = """INSERT INTO store_meta VALUES ('reindexed', ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE store_meta.value < excluded.value"""
_FINISHED = "UPDATE store_meta SET value = ? WHERE name = 'resources' AND value < ?"
_FORGET = "DELETE FROM store_meta WHERE name = 'reindexed'"


@dataclass(slots=True)
class NewRows:
    """Index rows to be inserted, table by table."""

    tokens: list[tuple[int, str, int, int]] = field(default_factory=list)
    dates: list[tuple[int, int, int, int]] = field(default_factory=list)
    quantities: list[tuple[int, str, float, float, int]] = field(default_factory=list)
    texts: list[tuple[int, str, str, int]] = field(default_factory=list)

    def add(self, rows: IndexRows, seq: int, references: Sequence[str]) -> None:
        """Take in the rows of one version. ``references``: what the slots stand for."""
        for parameter, code, system in rows.tokens:
            self.tokens.append((parameter, code if type(code) is str else references[code], system, seq))  # type: ignore[index]
        for date in rows.dates:
            self.dates.append((*date, seq))
        for quantity in rows.quantities:
            self.quantities.append((*quantity, seq))
        for text in rows.texts:
            self.texts.append((*text, seq))

    def insert(self, database: Database) -> None:
        """Write them, inside the transaction of the caller."""
        for statement, values in (
            (_TOKEN, self.tokens),
            (_DATE, self.dates),
            (_QUANTITY, self.quantities),
            (_TEXT, self.texts),
        ):
            if values:
                database.execute_each(statement, values)


def reindex(database: Database, asked: Reindexing) -> Reindexed:
    """Add index rows of versions that are kept already, and remember how far this has come.

    What the mould of a version says is not said again of the version, but of the mould, should it be lacking there.
    """
    made = NewRows()
    moulds = database.fetch_each(_MOULD, [(seq,) for seq, _ in asked.rows])
    known: dict[int, IndexRows] = {}
    for (seq, rows), mould in zip(asked.rows, moulds, strict=True):
        if mould is not None:
            number, content = mould
            if number not in known:
                known[number] = msgspec.msgpack.decode(content, type=IndexRows)
                made.add(known[number], -number, ())
        made.add(rows if mould is None else _without(rows, known[mould[0]]), seq, ())
    made.insert(database)
    if asked.finished:
        database.execute(_FINISHED, [asked.finished, asked.finished])
        database.execute(_FORGET)
    else:
        database.execute(_REACHED, [asked.reached])
    return Reindexed()


def _without(rows: IndexRows, others: IndexRows) -> IndexRows:
    tokens, texts = set(others.tokens), set(others.texts)
    return IndexRows(
        [row for row in rows.tokens if row not in tokens],
        rows.dates,
        rows.quantities,
        [row for row in rows.texts if row not in texts],
    )
