"""Searching the kept resources: which versions satisfy a query, in which order, as of which moment.

A search is asked as of a change (``until``): what was kept later does not take part, and what was replaced later does
with its former version. So the pages of one search fit together whatever is stored between them.

A database that knows nothing of how often a code occurs would choose badly, so the driving condition is chosen here:
each one whose index can answer is counted, up to a limit, and the rarest drives. Where even that one is frequent, and
the newest are asked, none drives: a walk from the newest on soon meets enough.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pagus.apps.resources.conditions import OWNERS, Condition, Part, limits_of, of_query
from pagus.apps.resources.query import Query, SortKey
from pagus.apps.resources.shapes import Limits, parameter_number
from pagus.apps.resources.stencils import Stencils
from pagus.errors import InputError

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["Finder", "Found", "Line"]

_COUNTED = 20_000
"""How far a condition is counted to know how rare it is."""
_NOW = "v.deleted = 0 AND v.seq + 0 <= ? AND (v.superseded IS NULL OR v.superseded > ?)"


class Line(NamedTuple):
    """One version that was found, with the values it was ordered by."""

    seq: int
    type: str
    id: str
    version: int
    updated: int
    subject: str
    body: bytes
    order: tuple[Any, ...]

    @property
    def place(self) -> str:
        """Where the next page begins."""
        return json.dumps([*self.order, self.seq], separators=(",", ":"))


class Found(NamedTuple):
    """A page, whether more follows, and as of which change it was asked."""

    lines: list[Line]
    more: bool
    until: int
    total: int | None


class Finder:
    """Searches over one connection."""

    def __init__(self, database: Database, stencils: Stencils) -> None:
        self._database = database
        self._stencils = stencils

    def find(self, query: Query, limits: Limits, until: int | None = None) -> Found:
        """A page of what satisfies this query within these limits.

        Takes: the query; ``until`` as an earlier page gave it, None for now. Refuses: InputError for a place that is
        none.
        """
        with self._database.reading():
            moment = self._moment() if until is None else until
            total = self._count(self._where(query, limits, moment)) if query.total else None
            if query.count == 0:
                return Found([], False, moment, total)
            rows = self._page(query, self._where(query, limits, moment, some=not query.sort))
            lines = [self._line(row) for row in rows[: query.count]]
        return Found(lines, len(rows) > query.count, moment, total)

    def _line(self, row: Sequence[Any]) -> Line:
        seq, type_, id_, version, updated, subject, body, *order = row
        return Line(seq, type_, id_, version, updated, subject, self._stencils.whole(body, updated), tuple(order))

    def identities(self, query: Query, limits: Limits, most: int = 2) -> list[tuple[str, int, int, int]]:
        """Which resources satisfy this now? For conditions. Gives: (id, version, updated, seq), ``most`` at most."""
        where = self._where(query, limits, self._moment())
        statement = f"SELECT v.id, v.version, v.updated, v.seq FROM store_version v WHERE {where.sql} LIMIT {most}"
        return [tuple(row) for row in self._database.execute(statement, where.parameters)]

    def count_up_to(self, query: Query, limits: Limits, until: int, most: int) -> int:
        """How many satisfy this, counted as far as ``most``?"""
        with self._database.reading():
            where = self._where(query, limits, until, some=True)
            inner = f"SELECT 1 FROM store_version v WHERE {where.sql} LIMIT {most}"
            (count,) = self._database.execute(f"SELECT count(*) FROM ({inner}) AS c", where.parameters).fetchone()
        return int(count)

    def _moment(self) -> int:
        (change,) = self._database.execute("SELECT value FROM store_meta WHERE name = 'change'").fetchone()
        return int(change)

    def _where(self, query: Query, limits: Limits, moment: int, *, some: bool = False) -> Part:
        """``some``: only the first that are met are wanted, in the order in which versions are walked."""
        conditions = of_query(query)
        driver = self._driver(conditions, some)
        # An expression keeps the database from walking the type, or the versions, where the driver is better.
        parts = [Part("v.type = ?" if driver is None else "v.type || '' = ?", [query.type])]
        parts.append(Part(_NOW, [moment, moment]))
        parts.append(limits_of(limits))
        for condition in conditions:
            if condition is driver and condition.sub is not None:
                parts.append(Part(f"v.seq IN ({condition.sub.sql})", condition.sub.parameters))
            else:
                parts.append(condition.test)
        return Part(" AND ".join(part.sql for part in parts), [each for part in parts for each in part.parameters])

    def _driver(self, conditions: Sequence[Condition], some: bool) -> Condition | None:
        able = [condition for condition in conditions if condition.lean and condition.sub is not None]
        if not able:
            return None
        counted = [(self._size(condition.sub), number) for number, condition in enumerate(able) if condition.sub]
        size, rarest = min(counted)
        return None if some and size >= _COUNTED else able[rarest]

    def _size(self, sub: Part) -> int:
        statement = f"SELECT count(*) FROM ({sub.sql} LIMIT {_COUNTED}) AS c"
        return int(self._database.execute(statement, sub.parameters).fetchone()[0])

    def _count(self, where: Part) -> int:
        statement = f"SELECT count(*) FROM store_version v WHERE {where.sql}"
        return int(self._database.execute(statement, where.parameters).fetchone()[0])

    def _page(self, query: Query, where: Part) -> list[Any]:
        keys = [_key(query.type, key) for key in query.sort]
        columns = "".join(f", {key.sql} AS k{number}" for number, key in enumerate(keys))
        joins = [each for key in keys for each in key.parameters]
        inner = f"SELECT v.seq AS seq{columns} FROM store_version v WHERE {where.sql}"
        after = _after(query)
        order = [f"k{n} IS NULL, k{n} {'DESC' if key.descending else 'ASC'}" for n, key in enumerate(query.sort)]
        named = "".join(f", s.k{number}" for number in range(len(keys)))
        statement = (
            f"SELECT v.seq, v.type, v.id, v.version, v.updated, v.subject, v.body{named} FROM "
            f"(SELECT * FROM ({inner}) AS i {after.sql} ORDER BY {', '.join([*order, 'seq DESC'])} "
            f"LIMIT {query.count + 1}) AS s JOIN store_version v ON v.seq = s.seq "
            f"ORDER BY {', '.join([*order, 's.seq DESC'])}"
        )
        return self._database.execute(statement, [*joins, *where.parameters, *after.parameters]).fetchall()


_SORTED = {
    "token": ("store_find_token", "code"),
    "reference": ("store_find_token", "code"),
    "uri": ("store_find_token", "code"),
    "string": ("store_find_text", "folded"),
    "date": ("store_find_date", "low"),
    "quantity": ("store_find_quantity", "low"),
    "number": ("store_find_quantity", "low"),
}


def _key(type_: str, key: SortKey) -> Part:
    if key.parameter in ("_id", "_lastUpdated"):
        return Part("v.id" if key.parameter == "_id" else "v.updated", [])
    table, column = _SORTED[key.kind]
    # In descending order the end of a period counts, in ascending order its beginning.
    if key.descending and key.kind == "date":
        column = "high"
    value = f"{'max' if key.descending else 'min'}(f.{column})"
    # A quantity is ordered in base units, not by the number that was written.
    only = " AND f.unit <> '='" if table == "store_find_quantity" else ""
    sql = f"(SELECT {value} FROM {table} f WHERE f.parameter = ? AND ({' OR '.join(OWNERS[table])}){only})"
    return Part(sql, [parameter_number(type_, key.parameter)])


def _after(query: Query) -> Part:
    """The condition that a row follows the last one of the page before."""
    if query.after is None:
        return Part("", [])
    try:
        *values, seq = json.loads(query.after)
    except (ValueError, TypeError) as error:
        raise InputError("the link to the next page is none of this server") from error
    if len(values) != len(query.sort) or not isinstance(seq, int):
        raise InputError("the link to the next page is none of this server")
    parts: list[Part] = []
    same: list[Part] = []
    for number, (key, value) in enumerate(zip(query.sort, values, strict=True)):
        if value is None:
            same.append(Part(f"k{number} IS NULL", []))
            continue
        beyond = Part(f"(k{number} {'<' if key.descending else '>'} ? OR k{number} IS NULL)", [value])
        parts.append(_all([*same, beyond]))
        same.append(Part(f"k{number} = ?", [value]))
    parts.append(_all([*same, Part("seq < ?", [seq])]))
    joined = " OR ".join(f"({part.sql})" for part in parts)
    return Part(f"WHERE {joined}", [each for part in parts for each in part.parameters])


def _all(parts: Sequence[Part]) -> Part:
    return Part(" AND ".join(part.sql for part in parts), [each for part in parts for each in part.parameters])
