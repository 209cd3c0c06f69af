"""Reading the entities that lie in the database: pages, single ones, counts, who answers a condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import msgspec
from django.conf import settings
from django.db import DataError, connection

from pagus.apps.sensing.dialects import dialect
from pagus.apps.sensing.entities import Entity
from pagus.apps.sensing.language.compiling import Compiler
from pagus.apps.sensing.language.options import Options
from pagus.apps.sensing.language.syntax import Node
from pagus.apps.sensing.queries.pages import Page, Row, read_token, write_token
from pagus.apps.sensing.sight import in_sight, saw
from pagus.apps.sensing.to_sql import Scope, Sql, SqlBackend
from pagus.errors import InputError, NotFound

__all__ = ["Owner", "count_of", "find", "judged", "people_with_things", "read_page", "read_rows"]

_HIDDEN = {
    "Datastream": ("subject", "signal", "thing_id", "sensor_id", "observed_property_id", "feature_id", "detailed"),
    "HistoricalLocation": ("thing_id",),
}


class Owner(NamedTuple):
    """Whose neighbours are read: an entity, its number, and the name of the link."""

    entity: Entity
    number: int
    link: str


def people_with_things() -> frozenset[str]:
    """Which people have things here? To ask of whom they may be shown; shown to nobody."""
    rows = _fetch("SELECT DISTINCT person FROM sensing_thing WHERE withdrawn_ms IS NULL AND person <> ''", [])
    return frozenset(person for (person,) in rows)


def read_page(entity: Entity, options: Options, owner: Owner | None = None) -> Page:
    """Which entities are these?

    Takes: the type; the options; whose neighbours, None for all. Gives: a page. Refuses: InputError.
    """
    query = _Query(entity, options.filter, owner)
    sorted_by = [(query.compiler.key(order.key), order.descending) for order in options.orders]
    orders = [*((key.it, descending) for key, descending in sorted_by), (Sql("a.id"), False)]
    count = query.count() if options.count else None
    where, arguments = query.where, list(query.arguments)
    if options.token:
        after = _after(orders, read_token(options.token, [*(key.kind for key, _ in sorted_by), "number"]))
        where, arguments = f"{where} AND {after.text}", [*arguments, *after.arguments]
    keys = "".join(f", {key.text}" for key, _ in orders)
    order = ", ".join(f"{key.text} {'DESC NULLS LAST' if down else 'ASC NULLS FIRST'}" for key, down in orders)
    sorting = [each for key, _ in orders for each in key.arguments]
    columns = _columns(entity)
    statement = (
        f"SELECT {', '.join(f'a.{column}' for column in columns)}{keys} FROM {query.tables} WHERE {where} "
        f"ORDER BY {order} LIMIT %s OFFSET %s"
    )
    parameters = [*sorting, *arguments, *sorting, options.top + 1, options.skip]
    rows = _fetch(statement, parameters)
    token = write_token(rows[options.top - 1][len(columns) :]) if len(rows) > options.top > 0 else ""
    return Page([_row(entity, columns, row) for row in rows[: options.top]], token, count)


def read_rows(entity: Entity, numbers: Iterable[int]) -> dict[int, Row]:
    """The entities of these numbers, by number; those that are not there are left out."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    words, columns = dialect(), _columns(entity)
    there, people = in_sight("a")
    rows = _fetch(
        f"SELECT {', '.join(columns)} FROM {entity.table} AS a WHERE {there} AND {words.among('id')}",
        [*people, words.numbers(wanted)],
    )
    return {row[0]: _row(entity, columns, row) for row in rows}


def find(entity: Entity, number: int, owner: Owner | None = None) -> Row:
    """The entity of this number, among these neighbours. Refuses: NotFound."""
    query = _Query(entity, None, owner)
    columns = _columns(entity)
    names = ", ".join(f"a.{column}" for column in columns)
    statement = f"SELECT {names} FROM {query.tables} WHERE {query.where} AND a.id = %s"
    rows = _fetch(statement, [*query.arguments, number]) if abs(number) < 2**63 else []
    if not rows:
        raise NotFound("there is no {entity} {number}", entity=entity.name, number=number)
    return _row(entity, columns, rows[0])


def count_of(entity: Entity, filtered: Node | None = None, owner: Owner | None = None) -> int:
    """How many are there?"""
    return _Query(entity, filtered, owner).count()


def judged(entity: Entity, node: Node) -> tuple[list[int], list[int]]:
    """For which entities does this condition hold, and for which does its contrary? For the others it is unknown."""
    query = _Query(entity, None, None)
    found = query.compiler.condition(node)
    there, people = in_sight("a")
    rows = _fetch(
        f"SELECT a.id, CASE WHEN {found.text} THEN 1 WHEN NOT {found.text} THEN 0 END FROM {query.tables} "
        f"WHERE {there}",
        [*found.arguments, *found.arguments, *people],
    )
    return [number for number, held in rows if held == 1], [number for number, held in rows if held == 0]


class _Query:
    """What a listing and its count share: tables, condition, parameters."""

    def __init__(self, entity: Entity, filtered: Node | None, owner: Owner | None) -> None:
        self._scope = Scope(entity, "a")
        now = settings.WORKSPACE.clock.now_ms()
        self.compiler: Compiler[Sql] = Compiler(SqlBackend(self._scope, dialect(), now), now)
        there, people = in_sight("a")
        clauses: list[str] = [there]
        self.arguments: list[object] = list(people)
        self._table = f"{entity.table} AS a"
        if owner is not None:
            on = owner.entity.links[owner.link].on.format(a="o", b="a")
            self._table += f" JOIN {owner.entity.table} AS o ON {on}"
            clauses.append("o.id = %s")
            self.arguments.append(owner.number)
        if filtered is not None:
            found = self.compiler.condition(filtered)
            clauses.append(found.text)
            self.arguments += found.arguments
        self.where = " AND ".join(clauses)

    @property
    def tables(self) -> str:
        """The table with its joins, as far as anything asked for them yet."""
        return " ".join([self._table, *self._scope.joins])

    def count(self) -> int:
        rows = _fetch(
            f"SELECT a.person, count(*) FROM {self.tables} WHERE {self.where} GROUP BY a.person", self.arguments
        )
        saw(person for person, _ in rows)
        return sum(int(count) for _, count in rows)


def _fetch(statement: str, parameters: Sequence[object]) -> list[Any]:
    with _data_errors(), connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
        return list(cursor.fetchall())


@contextmanager
def _data_errors() -> Iterator[None]:
    try:
        yield
    except (DataError, OverflowError) as error:
        raise InputError("a value in the condition is too large to compute with") from error


def _after(orders: Sequence[tuple[Sql, bool]], keys: Sequence[object]) -> Sql:
    """Which rows come after one with these keys? Nothing is less than anything."""
    alternatives: list[str] = []
    arguments: list[object] = []
    same: list[str] = []
    same_arguments: list[object] = []
    for (key, descending), value in zip(orders, keys, strict=True):
        if value is None:
            beyond, given = ("(1 = 0)" if descending else f"{key.text} IS NOT NULL"), ()
        elif descending:
            beyond, given = f"({key.text} < %s OR {key.text} IS NULL)", (value,)
        else:
            beyond, given = f"{key.text} > %s", (value,)
        repeated = key.arguments * beyond.count(key.text) if key.arguments else ()
        ordered = _interleave(key, beyond, given) if repeated else given
        alternatives.append("(" + " AND ".join([*same, beyond]) + ")")
        arguments += [*same_arguments, *ordered]
        same.append(f"{key.text} IS NULL" if value is None else f"{key.text} = %s")
        same_arguments += [*key.arguments, *(() if value is None else (value,))]
    return Sql("(" + " OR ".join(alternatives) + ")", tuple(arguments))


def _interleave(key: Sql, beyond: str, given: Sequence[object]) -> list[object]:
    """The parameters in the order in which key and value stand in the text."""
    if beyond == "(1 = 0)":
        return []
    if beyond.endswith("IS NULL)"):
        return [*key.arguments, *given, *key.arguments]
    return [*key.arguments, *given]


def _columns(entity: Entity) -> list[str]:
    own = [
        column
        for each in entity.properties.values()
        for column in (each.column, each.end)
        if column and not column.startswith("@")
    ]
    return [*own, *_HIDDEN.get(entity.name, ()), "owner", "person"]


def _row(entity: Entity, columns: Sequence[str], values: Sequence[object]) -> Row:
    """A row by the names of the standard; JSON as it lies; hidden columns under their own names."""
    raw = dict(zip(columns, values, strict=False))
    row: dict[str, object] = {"id": raw["id"], "owner": raw["owner"], "person": raw["person"]}
    saw([str(raw["person"])])
    for each in entity.properties.values():
        if each.column.startswith("@") or each.name == "id":
            continue
        value = raw[each.column]
        if each.kind in {"json", "geometry"} and value is not None:
            value = msgspec.Raw(str(value).encode())
        elif each.end and value is not None:
            value = (value, raw[each.end])
        row[each.name] = value
    for name in _HIDDEN.get(entity.name, ()):
        row[name] = raw[name]
    return row
