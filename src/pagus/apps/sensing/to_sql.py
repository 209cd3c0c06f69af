"""Conditions on entities as SQL. Whatever a client wrote is a parameter; texts of the statement are ours."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pagus.apps.sensing.dialects import Dialect
from pagus.apps.sensing.entities import ENTITIES, Entity, Link
from pagus.apps.sensing.language.compiling import Compiler, Value
from pagus.apps.sensing.language.syntax import Any, Binary, Call, Constant, Kind, Member, Node, Not, Path
from pagus.apps.sensing.shapes import shapes_that
from pagus.apps.sensing.sight import current, in_sight
from pagus.apps.streams.queries import local_store
from pagus.apps.streams.store.last_values import SPANS
from pagus.errors import InputError

__all__ = ["Scope", "Sql", "SqlBackend", "first_many", "paths_in"]

_Function = Callable[[Dialect, str, list["Sql"]], "Sql"]
"""Makes the SQL of a function: for a database, by the name of the function, of the SQL of its arguments."""
_SIGNS = {"eq": "=", "ne": "<>", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_ARITHMETIC = {"add": "+", "sub": "-", "mul": "*"}
_MOST_NEIGHBOURS = 4
"""How many sets of neighbours one condition may walk through."""


class Sql(NamedTuple):
    """A piece of a statement with its parameters; a member of a JSON text, or a shape, is not yet a value."""

    text: str
    arguments: tuple[object, ...] = ()
    json: tuple[str, ...] | None = None
    shape: tuple[Entity, str] | None = None


class Scope:
    """Which tables a condition sees, by the way that leads to them."""

    def __init__(self, entity: Entity, alias: str, names: Iterator[int] | None = None) -> None:
        self.bindings: dict[tuple[str, ...], tuple[Entity, str]] = {(): (entity, alias)}
        self.joins: list[str] = []
        self.names = names if names is not None else itertools.count(1)
        self._spans: set[str] = set()

    def within(self, way: tuple[str, ...], entity: Entity) -> Scope:
        """A scope that sees all this and one neighbour more."""
        made = Scope(entity, "", self.names)
        made.bindings = dict(self.bindings)
        made.bindings[way] = (entity, self.new_name())
        made._spans = set(self._spans)
        return made

    def new_name(self) -> str:
        """An alias that nobody has yet."""
        return f"n{next(self.names)}"

    def spans(self, alias: str) -> str:
        """The alias of the first and last instants of the datastreams under ``alias``."""
        if alias not in self._spans:
            self._spans.add(alias)
            spans = f"{SPANS} WHERE {_whose()} GROUP BY s.code, g.code"
            self.joins.append(
                f"LEFT JOIN ({spans}) AS {alias}_span "
                f"ON {alias}_span.subject = {alias}.subject AND {alias}_span.signal = {alias}.signal"
            )
        return f"{alias}_span"


class SqlBackend:
    """Makes SQL of the values of a compiler. See ``language.compiling.Backend``."""

    def __init__(self, scope: Scope, dialect: Dialect, now_ms: int, depth: int = 0) -> None:
        self._scope = scope
        self._dialect = dialect
        self._now = now_ms
        self._depth = depth

    def constant(self, kind: Kind, value: str | float | bool | None) -> Sql:
        """A literal, as a parameter with its type."""
        if value is None:
            return Sql("NULL")
        if kind == "boolean":
            return Sql("(1 = 1)" if value else "(1 = 0)")
        return Sql("CAST(%s AS TEXT)" if kind in {"text", "geometry"} else "CAST(%s AS DOUBLE PRECISION)", (value,))

    def path(self, path: Path) -> Value[Sql]:
        """The column that a path leads to."""
        entity, alias, rest = self._walk(path.steps)
        if not rest:
            raise InputError("{path} is no property", path=str(path)[:80])
        found = entity.property(rest[0])
        if found.kind == "json":
            return Value("json", Sql(f"{alias}.{found.column}", json=rest[1:]))
        if len(rest) > 1:
            raise InputError("{path} is no property", path=str(path)[:80])
        if found.kind == "geometry":
            return Value("geometry", Sql(f"{alias}.{found.column}", shape=(entity, alias)))
        if found.column == "@first":
            spans = self._scope.spans(alias)
            return Value("interval", Sql(f"{spans}.first_t"), Sql(f"{spans}.last_t"))
        if found.kind == "interval":
            return Value("interval", Sql(f"{alias}.{found.column}"), Sql(f"{alias}.{found.end}"))
        return Value(found.kind, Sql(f"{alias}.{found.column}"))

    def _walk(self, steps: tuple[str, ...]) -> tuple[Entity, str, tuple[str, ...]]:
        """The table at the end of the neighbours in this path, and what remains of it."""
        bindings = self._scope.bindings
        size = max(length for length in range(len(steps) + 1) if steps[:length] in bindings)
        entity, alias = bindings[steps[:size]]
        while size < len(steps) and steps[size] in entity.links:
            link = entity.links[steps[size]]
            size += 1
            if link.many:
                raise InputError("{name} are several: say which one with any", name=link.name)
            target, name = ENTITIES[link.target], self._scope.new_name()
            self._scope.joins.append(f"LEFT JOIN {target.table} AS {name} ON {link.on.format(a=alias, b=name)}")
            bindings[steps[:size]] = entity, alias = target, name
        return entity, alias, steps[size:]

    def as_kind(self, value: Sql, kind: Kind) -> Sql:
        """A member of a JSON text as a value of this kind."""
        path = self._dialect.json_path(value.json or ())
        return Sql(f"({self._dialect.json(value.text, kind)})", (path, path))

    def compare(self, operator: str, left: Sql, right: Sql, kind: Kind) -> Sql:
        """Two values of the same kind."""
        return Sql(f"({left.text} {_SIGNS[operator]} {right.text})", left.arguments + right.arguments)

    def is_nothing(self, value: Sql) -> Sql:
        """Is it absent?"""
        if value.json is not None:
            return Sql(self._dialect.json_absent(value.text), (self._dialect.json_path(value.json),))
        return Sql(f"({value.text} IS NULL)", value.arguments)

    def both(self, left: Sql, right: Sql) -> Sql:
        """And."""
        return Sql(f"({left.text} AND {right.text})", left.arguments + right.arguments)

    def either(self, left: Sql, right: Sql) -> Sql:
        """Or."""
        return Sql(f"({left.text} OR {right.text})", left.arguments + right.arguments)

    def contrary(self, operand: Sql) -> Sql:
        """Not."""
        return Sql(f"(NOT {operand.text})", operand.arguments)

    def arithmetic(self, operator: str, left: Sql, right: Sql) -> Sql:
        """Of two numbers, as fractions."""
        arguments = left.arguments + right.arguments
        if operator == "mod":
            return Sql(self._dialect.modulo(left.text, right.text), arguments)
        if operator == "div":
            return Sql(f"(CAST({left.text} AS DOUBLE PRECISION) / NULLIF({right.text}, 0))", arguments)
        return Sql(f"({left.text} {_ARITHMETIC[operator]} {right.text})", arguments)

    def function(self, name: str, arguments: list[Sql]) -> Sql:
        """A function of plain values."""
        return _FUNCTION[name](self._dialect, name, arguments)

    def spatial(self, call: Call, operator: str, bound: float | None) -> Sql:
        """Of which rows does the shape answer this with yes? Found with their shapes, asked for by number."""
        values = [argument for argument in call.arguments if isinstance(argument, Path)]
        if len(values) != 1:
            raise InputError("{name} compares a property with a shape that is written out", name=call.name)
        column = self.path(values[0]).it
        if column.shape is None:
            raise InputError("{path} is no shape", path=str(values[0])[:80])
        entity, alias = column.shape
        first = isinstance(call.arguments[0], Path)
        constants = [each for each in call.arguments if isinstance(each, Constant)]
        if len(constants) + 1 != len(call.arguments):
            raise InputError("{name} compares a property with a shape that is written out", name=call.name)
        numbers = shapes_that(
            entity.table, column.text.partition(".")[2], call.name, [each.value for each in constants], first,
            operator, bound,
        )  # fmt: skip
        return Sql(f"({self._dialect.among(f'{alias}.id')})", (self._dialect.numbers(numbers),))

    def leaf(self, node: Node) -> Sql | None:
        """A condition on several neighbours holds when it holds for one of them."""
        way = first_many(node, self._scope)
        if way is None:
            return None
        return self._exists(way, way, node)

    def any(self, node: Any) -> Sql:
        """A condition on a neighbour with a name of its own."""
        return self._exists(node.path.steps, (node.variable,), node.condition)

    def _exists(self, way: tuple[str, ...], bound_as: tuple[str, ...], condition: Node) -> Sql:
        if self._depth >= _MOST_NEIGHBOURS:
            raise InputError("a condition walks through at most {most} sets of neighbours", most=_MOST_NEIGHBOURS)
        if bound_as != way and bound_as in self._scope.bindings:
            raise InputError("the name {name} is in use", name=bound_as[0])
        entity, alias, rest = self._walk(way[:-1])
        link = entity.links.get(way[-1])
        if rest or link is None or not link.many:
            raise InputError("{path} are no neighbours", path="/".join(way)[:80])
        target = _target(link)
        inner = self._scope.within(bound_as, target)
        name = inner.bindings[bound_as][1]
        backend = SqlBackend(inner, self._dialect, self._now, self._depth + 1)
        found = Compiler(backend, self._now).condition(condition)
        joins = " ".join(inner.joins)
        there, people = in_sight(name)
        return Sql(
            f"EXISTS (SELECT 1 FROM {target.table} AS {name} {joins} "
            f"WHERE {link.on.format(a=alias, b=name)} AND {there} AND {found.text})",
            (*people, *found.arguments),
        )


def _whose() -> str:
    """Of which subjects are the spans computed? Numbers of the register: no text of anybody stands in the statement."""
    numbers = local_store().numbers_of(current().people)
    people = f" OR l.subject IN ({','.join(map(str, numbers))})" if numbers else ""
    return f"(s.code NOT LIKE 'person:%%'{people})"


def _target(link: Link) -> Entity:
    target = ENTITIES[link.target]
    if not target.table:
        raise InputError("observations are searched at Observations or Datastreams(…)/Observations, not through others")
    return target


def paths_in(node: Node) -> Iterable[Path]:
    """All properties that a tree names, those within ``any`` left out."""
    if isinstance(node, Path):
        yield node
    elif isinstance(node, Binary):
        yield from paths_in(node.left)
        yield from paths_in(node.right)
    elif isinstance(node, Not | Member):
        yield from paths_in(node.operand)
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from paths_in(argument)


def first_many(node: Node, scope: Scope) -> tuple[str, ...] | None:
    """The first way in this tree that leads to several neighbours and is not bound yet."""
    for path in paths_in(node):
        size = max(length for length in range(len(path.steps) + 1) if path.steps[:length] in scope.bindings)
        entity = scope.bindings[path.steps[:size]][0]
        while size < len(path.steps) and path.steps[size] in entity.links:
            link = entity.links[path.steps[size]]
            size += 1
            if link.many:
                return path.steps[:size]
            entity = ENTITIES[link.target]
    return None


def _plain(template: str) -> _Function:
    """A function whose SQL is the same in both databases; ``{0}`` stands for the first value."""

    def make(_: Dialect, __: str, given: list[Sql]) -> Sql:
        order = [int(part[0]) for part in template.split("{")[1:]]
        arguments = tuple(itertools.chain.from_iterable(given[which].arguments for which in order))
        return Sql(template.format(*(each.text for each in given)), arguments)

    return make


def _whole_texts(which: str) -> _Function:
    def make(dialect: Dialect, _: str, given: list[Sql]) -> Sql:
        part, whole = (given[0], given[1]) if which == "substringof" else (given[1], given[0])
        found = dialect.position(part.text, whole.text)
        arguments = whole.arguments + part.arguments
        return Sql(f"({found} - 1)" if which == "indexof" else f"({found} > 0)", arguments)

    return make


def _by_dialect(method: str) -> _Function:
    def make(dialect: Dialect, _: str, given: list[Sql]) -> Sql:
        return Sql(getattr(dialect, method)(given[0].text), given[0].arguments)

    return make


def _cased(which: str) -> _Function:
    def make(dialect: Dialect, _: str, given: list[Sql]) -> Sql:
        return Sql(f"{getattr(dialect, which)}({given[0].text})", given[0].arguments)

    return make


def _part(dialect: Dialect, name: str, given: list[Sql]) -> Sql:
    return Sql(dialect.part(name, given[0].text), given[0].arguments)


def _milliseconds(size: float, divided: float) -> _Function:
    def make(dialect: Dialect, _: str, given: list[Sql]) -> Sql:
        text = f"({given[0].text} - {size} * {dialect.floor(f'({given[0].text}) / {size}')})"
        return Sql(f"({text} / {divided})", given[0].arguments * 2)

    return make


def _date(dialect: Dialect, _: str, given: list[Sql]) -> Sql:
    return Sql(f"(86400000.0 * {dialect.floor(f'({given[0].text}) / 86400000.0')})", given[0].arguments)


_INDEX = "CAST(CASE WHEN {1} < 0 THEN 0 ELSE {1} END AS INTEGER) + 1"
_FUNCTION: dict[str, _Function] = {
    "substringof": _whole_texts("substringof"),
    "contains": _whole_texts("contains"),
    "indexof": _whole_texts("indexof"),
    "startswith": _plain("(substr({0}, 1, length({1})) = {1})"),
    "endswith": _plain("(length({1}) <= length({0}) AND substr({0}, length({0}) - length({1}) + 1) = {1})"),
    "length": _plain("length({0})"),
    "trim": _plain("trim({0})"),
    "concat": _plain("({0} || {1})"),
    "tolower": _cased("lower"),
    "toupper": _cased("upper"),
    "round": _by_dialect("round"),
    "floor": _by_dialect("floor"),
    "ceiling": _by_dialect("ceiling"),
    "date": _date,
    "time": _milliseconds(86_400_000.0, 1.0),
    "fractionalseconds": _milliseconds(1_000.0, 1_000.0),
    "totaloffsetminutes": _plain("(0 * {0})"),
} | dict.fromkeys(("year", "month", "day", "hour", "minute", "second"), _part)


def _substring(_: Dialect, __: str, given: list[Sql]) -> Sql:
    if len(given) == 2:
        return _plain(f"substr({{0}}, {_INDEX})")(_, __, given)
    return _plain(f"substr({{0}}, {_INDEX}, {_INDEX.replace('{1}', '{2}')} - 1)")(_, __, given)


_FUNCTION["substring"] = _substring
