"""What a criterion means in SQL: a question that gives the versions for which it holds, and one about one version.

Each is written once in the SQL that both databases speak. ``sub`` selects ``seq`` from an index table; ``test`` is a
condition over ``v.seq``. A version has the rows of its mould (``tables``) besides its own; what a row must be is said
of both alike. The comparisons of dates, quantities and numbers are those of FHIR R4, 3.1.1.4 Search.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pagus.apps.resources.folding import fold
from pagus.apps.resources.query import Criterion, Query, Value
from pagus.apps.resources.shapes import Limits, parameter_number, system_number

__all__ = ["OWNERS", "Condition", "Part", "condition_of", "limits_of", "of_query"]

_LAST = "\U0010ffff"


class Part(NamedTuple):
    """A piece of SQL with its parameters."""

    sql: str
    parameters: list[Any]


class Condition(NamedTuple):
    """A criterion. ``sub`` is None where no index gives its versions; ``lean`` says that ``sub`` uses one well."""

    test: Part
    sub: Part | None = None
    lean: bool = False


def _either(parts: Sequence[Part]) -> Part:
    joined = " OR ".join(part.sql for part in parts)
    return Part(f"({joined})" if len(parts) > 1 else joined, [each for part in parts for each in part.parameters])


def _all(parts: Sequence[Part]) -> Part:
    joined = " AND ".join(part.sql for part in parts)
    return Part(f"({joined})", [each for part in parts for each in part.parameters])


def _token(value: Value) -> Part:
    if value.code is None:
        return Part("f.system = ?", [system_number(value.system or "")])
    if value.system is None:
        return Part("f.code = ?", [value.code])
    return Part("f.code = ? AND f.system = ?", [value.code, system_number(value.system)])


def _reference(value: Value) -> Part:
    return Part("f.code = ?", [value.target])


def _uri(value: Value) -> Part:
    return Part("f.code = ?", [value.text])


def _below(value: Value) -> Part:
    return Part("f.code >= ? AND f.code < ?", [value.text, f"{value.text}{_LAST}"])


def _span(value: Value, last: str) -> Part:
    low, high = value.low, value.high
    within = Part(f"(f.low >= ? AND f.high {last} ?)", [low, high])
    match value.comparison:
        case "eq":
            return within
        case "ne":
            return Part(f"NOT (f.low >= ? AND f.high {last} ?)", [low, high])
        case "gt":
            return Part("f.high > ?", [high])
        case "lt":
            return Part("f.low < ?", [low])
        case "ge" if last == "<":  # a number, which is exact here: it is at least itself
            return Part("f.high >= ?", [high])
        case "le" if last == "<":
            return Part("f.low <= ?", [low])
        case "ge":
            return _either([Part("f.high > ?", [high]), within])
        case "le":
            return _either([Part("f.low < ?", [low]), within])
        case "sa":
            return Part("f.low > ?", [high])
        case "eb":
            return Part("f.high < ?", [low])
        case "ap":
            return Part("(f.low <= ? AND f.high >= ?)", [high, low])


def _date(value: Value) -> Part:
    return _span(value, "<=")


def _number(value: Value) -> Part:
    span = _span(value, "<")
    if value.unit is None:
        return span
    return Part(f"f.unit = ? AND {span.sql}", [value.unit, *span.parameters])


def _starts(value: Value) -> Part:
    return Part("(f.folded >= ? AND f.folded < ?)", [value.text, f"{value.text}{_LAST}"])


def _exact(value: Value) -> Part:
    return Part("(f.folded = ? AND f.exact = ?)", [fold(value.text or ""), value.text])


def _contains(value: Value) -> Part:
    escaped = (value.text or "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return Part("f.folded LIKE ? ESCAPE '\\'", [f"%{escaped}%"])


_TABLES = {
    "token": "store_find_token",
    "reference": "store_find_token",
    "uri": "store_find_token",
    "date": "store_find_date",
    "quantity": "store_find_quantity",
    "number": "store_find_quantity",
    "string": "store_find_text",
}
_MEANINGS = {
    "token": _token,
    "reference": _reference,
    "uri": _uri,
    "date": _date,
    "quantity": _number,
    "number": _number,
    "string": _starts,
}
OWNERS = {
    "store_find_token": ("f.seq = -v.mould", "f.seq = v.seq"),
    "store_find_text": ("f.seq = -v.mould", "f.seq = v.seq"),
    "store_find_date": ("f.seq = v.seq",),
    "store_find_quantity": ("f.seq = v.seq",),
}
"""Whose rows are those of a version: its own ones and, in the tables where moulds have rows, those of its mould."""
_SHARED = frozenset(table for table, owners in OWNERS.items() if len(owners) > 1)
_MODIFIED = {("string", "exact"): _exact, ("string", "contains"): _contains, ("uri", "below"): _below}


def condition_of(type_: str, criterion: Criterion) -> Condition:
    """This criterion for a search in this type."""
    if criterion.either:
        groups = [[condition_of(type_, each).test for each in group] for group in criterion.either]
        return Condition(_either([_all(group) for group in groups]))
    if criterion.parameter == "_id":
        codes = [value.code for value in criterion.values]
        marks = ", ".join("?" * len(codes))
        found = Part(f"v.id IN ({marks})", codes)
        return Condition(Part(f"NOT ({found.sql})", codes) if criterion.modifier == "not" else found)
    if criterion.parameter == "_lastUpdated":
        parts = [_date(value) for value in criterion.values]
        joined = _either([Part(f"({part.sql})", part.parameters) for part in parts])
        return Condition(
            Part(joined.sql.replace("f.low", "v.updated").replace("f.high", "v.updated"), joined.parameters)
        )
    numbers = [parameter_number(type_, name) for name in (criterion.parameter, *criterion.also)]
    return _indexed(_TABLES[criterion.kind], numbers, criterion)


def _indexed(table: str, numbers: list[int], criterion: Criterion) -> Condition:
    named = "f.parameter = ?" if len(numbers) == 1 else f"f.parameter IN ({', '.join('?' * len(numbers))})"
    known = f"SELECT f.seq FROM {table} f WHERE {named}"
    shared = table in _SHARED
    if criterion.modifier == "missing":
        value = criterion.values[0]
        there = Part(known, list(numbers))
        if value.text:
            beginning = _below(value)
            there = Part(f"{known} AND {beginning.sql}", [*numbers, *beginning.parameters])
        found = _owned(there, shared)
        return Condition(Part(f"NOT {found.sql}" if value.code == "true" else found.sql, found.parameters))
    meaning = _MODIFIED.get((criterion.kind, criterion.modifier), _MEANINGS[criterion.kind])
    any_ = _either([Part(f"({part.sql})", part.parameters) for part in map(meaning, criterion.values)])
    sub = Part(f"{known} AND {any_.sql}", [*numbers, *any_.parameters])
    by_seq = table != "store_find_token" or all(value.code or value.target or value.text for value in criterion.values)
    if by_seq and criterion.modifier != "below":
        ones = [f"EXISTS (SELECT 1 FROM {table} f WHERE {named} AND {owner} AND {any_.sql})" for owner in OWNERS[table]]
        test = _either([Part(one, sub.parameters) for one in ones])
    else:
        test = _owned(sub, shared)
    if criterion.modifier == "not":
        return Condition(Part(f"NOT {test.sql}", test.parameters))
    lean = criterion.modifier != "contains" and not any(
        value.comparison in ("gt", "ge", "ne", "ap") for value in criterion.values
    )
    return Condition(test, _versions(sub) if shared else sub, lean and by_seq)


def _owned(rows: Part, shared: bool) -> Part:
    """Is a version the owner of one of these rows, by itself or by its mould?"""
    if not shared:
        return Part(f"(v.seq IN ({rows.sql}))", rows.parameters)
    return Part(f"(-v.mould IN ({rows.sql}) OR v.seq IN ({rows.sql}))", [*rows.parameters, *rows.parameters])


def _versions(rows: Part) -> Part:
    """The versions that own these rows, by themselves or by their mould."""
    through = rows.sql.replace("SELECT f.seq FROM", "SELECT m.seq FROM", 1).replace(
        " f WHERE", " f JOIN store_version m ON m.mould = -f.seq AND m.mould > 0 WHERE f.seq < 0 AND", 1
    )
    return Part(f"{rows.sql} AND f.seq > 0 UNION ALL {through}", [*rows.parameters, *rows.parameters])


def limits_of(limits: Limits) -> Part:
    """What somebody may find at all."""
    marks = ", ".join("?" * len(limits.territories)) or "NULL"
    here = Part(f"v.territory IN ({marks})", list(limits.territories))
    if limits.people is None:
        return here
    people, closed = ", ".join("?" * len(limits.people)) or "NULL", ", ".join("?" * len(limits.closed)) or "NULL"
    return Part(
        f"(v.subject IN ({people}) OR ({here.sql} AND v.subject NOT LIKE 'person:%' AND v.type NOT IN ({closed})))",
        [*limits.people, *here.parameters, *limits.closed],
    )


def of_query(query: Query) -> list[Condition]:
    """The conditions of a search, in its order."""
    found: list[Condition] = []
    for criterion in query.criteria:
        # What must hold whole anyway may be the one that leads the search.
        parts = criterion.either[0] if len(criterion.either) == 1 else (criterion,)
        found += [condition_of(query.type, each) for each in parts]
    return found
