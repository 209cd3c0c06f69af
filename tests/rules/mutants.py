"""Deliberate faults of each backend: what a wrong edit would do. The agreement suite must catch every one."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

import ibis
import polars as pl
import pytest

from pagus.rules import closures, columns, in_polars, in_sql
from pagus.rules.syntax import Node

Patch = Callable[[pytest.MonkeyPatch], None]


def item(table: dict[str, Any], key: str, value: Any) -> Patch:
    return lambda patch: patch.setitem(table, key, value)


def attribute(owner: Any, name: str, value: Any) -> Patch:
    return lambda patch: patch.setattr(owner, name, value)


# Closures


def general(compute: Callable[[float, float], Any], unknown: Any = None) -> Any:
    def make(f: Any, g: Any) -> Any:
        def compared(x: Any, q: Any) -> Any:
            a, b = f(x, q), g(x, q)
            return unknown if a is None or b is None else compute(a, b)

        return compared

    return make


def unbounded(compute: Callable[[float, float], float]) -> Any:
    """Arithmetic that lets infinity through."""
    return general(lambda a, b: math.inf if compute is operator.truediv and b == 0 else compute(a, b))


def bounded(compute: Callable[[float, float], float]) -> Any:
    return general(lambda a, b: r if math.isfinite(r := compute(a, b)) else None)


def stops_at_unknown(absorbing: bool) -> Any:
    """A chain that gives up at the first unknown part instead of looking on for the value that absorbs it."""

    def make(parts: Any) -> Any:
        def chained(x: Any, q: Any) -> Any:
            for part in parts:
                value = part(x, q)
                if value is None or value is absorbing:
                    return value
            return not absorbing

        return chained

    return make


def chain(two: Any, many: Any) -> Any:
    """Only chains of this length get the fault."""
    return lambda parts: (two if len(parts) == 2 else many)(parts)


def choosing(pick: Callable[[Any, Any, Any, Any, Any], Any]) -> Any:
    return lambda condition, yes, no: lambda x, q: pick(condition(x, q), yes, no, x, q)


def converting(compute: Callable[[float, Any], float]) -> Any:
    def make(f: Any, change: Any) -> Any:
        def converted(x: Any, q: Any) -> Any:
            if (a := f(x, q)) is None:
                return None
            return r if math.isfinite(r := compute(a, change)) else None

        return converted

    return make


def picking(pick: Callable[[list[Any]], Any]) -> Any:
    return lambda _, parts: lambda x, q: pick([part(x, q) for part in parts])


def skips_unknown(pick: Any, parts: Any) -> Any:
    def picked(x: Any, q: Any) -> Any:
        values = [value for part in parts if (value := part(x, q)) is not None]
        return pick(values) if values else None

    return picked


def contains_without_unknown(item_: Any, options: Any) -> Any:
    return lambda x, q: any(item_(x, q) == option(x, q) for option in options)


def building(change: Callable[[Any, Node, Any], Any]) -> Patch:
    """A fault in one case of the builder."""
    original = closures._Builder.build

    def build(self: Any, node: Node) -> Any:
        return change(self, node, original(self, node))

    return attribute(closures._Builder, "build", build)


def wrap(kind: str, after: Callable[[Any], Any], mark: str = "") -> Patch:
    def change(_: Any, node: Node, made: Any) -> Any:
        if type(node).__name__ != kind or (mark and getattr(node, "operator", getattr(node, "function", "")) != mark):
            return made
        return lambda x, q: after(made(x, q))

    return building(change)


CLOSURES: dict[str, Patch] = {
    "feature < constant takes equal": item(closures._FEATURE_CONSTANT, "<", closures._FEATURE_CONSTANT["<="]),
    "feature <= constant loses equal": item(closures._FEATURE_CONSTANT, "<=", closures._FEATURE_CONSTANT["<"]),
    "feature > constant takes equal": item(closures._FEATURE_CONSTANT, ">", closures._FEATURE_CONSTANT[">="]),
    "feature >= constant turned": item(closures._FEATURE_CONSTANT, ">=", closures._FEATURE_CONSTANT["<="]),
    "feature == constant without null check": item(
        closures._FEATURE_CONSTANT, "==", lambda i, c: lambda x, q: x[i] == c
    ),
    "feature != constant without null check": item(
        closures._FEATURE_CONSTANT, "!=", lambda i, c: lambda x, q: x[i] != c
    ),
    "feature > parameter takes equal": item(closures._FEATURE_PARAMETER, ">", closures._FEATURE_PARAMETER[">="]),
    "feature <= parameter loses equal": item(
        closures._FEATURE_PARAMETER, "<=", closures._FEATURE_PARAMETER["<"]
    ),
    "mirrored < stays <": item(closures._MIRROR, "<", "<"),
    "mirrored >= loses equal": item(closures._MIRROR, ">=", "<"),
    "general < takes equal": item(closures._GENERAL, "<", general(operator.le)),
    "general >= with unknown is false": item(closures._GENERAL, ">=", general(operator.ge, unknown=False)),
    "general == rounds": item(closures._GENERAL, "==", general(math.isclose)),
    "a sum may be infinite": item(closures._ARITHMETIC, "+", unbounded(operator.add)),
    "a difference is turned": item(closures._ARITHMETIC, "-", bounded(lambda a, b: b - a)),
    "a product may be infinite": item(closures._ARITHMETIC, "*", unbounded(operator.mul)),
    "a division by zero is infinite": item(closures._ARITHMETIC, "/", unbounded(operator.truediv)),
    "a division multiplies with the inverse": item(
        closures._ARITHMETIC, "/", bounded(lambda a, b: a * (1 / b) if b else math.inf)
    ),
    "a change of unit forgets the zero": attribute(
        closures, "_convert", converting(lambda a, c: a * c.multiplier / c.divisor)
    ),
    "a change of unit divides first": attribute(
        closures, "_convert", converting(lambda a, c: (a + c.before) / c.divisor * c.multiplier + c.after)
    ),
    "a change of unit may be infinite": attribute(
        closures, "_convert", lambda f, change: lambda x, q: None if (a := f(x, q)) is None else change.apply(a)
    ),
    "and of two stops at unknown": attribute(
        closures, "_all_of", chain(stops_at_unknown(False), closures._all_of)
    ),
    "and of three stops at unknown": attribute(
        closures, "_all_of", chain(closures._all_of, stops_at_unknown(False))
    ),
    "or of two stops at unknown": attribute(closures, "_any_of", chain(stops_at_unknown(True), closures._any_of)),
    "or takes unknown for false": attribute(
        closures, "_any_of", lambda parts: lambda x, q: any(part(x, q) is True for part in parts)
    ),
    "an unknown condition takes the second branch": attribute(
        closures, "_choose", choosing(lambda c, yes, no, x, q: yes(x, q) if c else no(x, q))
    ),
    "a choice is turned": attribute(
        closures, "_choose", choosing(lambda c, yes, no, x, q: None if c is None else no(x, q) if c else yes(x, q))
    ),
    "in without null check": attribute(closures, "_contains", contains_without_unknown),
    "min and max skip unknown": attribute(closures, "_extreme", skips_unknown),
    "max is min": attribute(
        closures, "_extreme", picking(lambda values: None if None in values else min(values))
    ),
    "not of unknown is true": wrap("Unary", lambda value: True if value is None else value, "!"),
    "the minus is lost": wrap("Unary", lambda value: None if value is None else -value, "-"),
    "abs keeps the sign": wrap("Call", lambda value: None if value is None else -value, "abs"),
    "has is turned": wrap("Has", operator.not_),
}  # fmt: skip


# Column backends: the same wrong edits in Polars and in SQL


def method(owner: type, name: str, make: Callable[[Any], Any]) -> Patch:
    return attribute(owner, name, make(getattr(owner, name)))


def swapped(table: dict[str, Any], first: str, second: str) -> Patch:
    return item(table, first, table[second])


def of_columns(owner: type, table: dict[str, Any]) -> dict[str, Patch]:
    """The faults that read the same in both column backends."""
    return {
        "< takes equal": swapped(table, "<", "<="),
        "<= loses equal": swapped(table, "<=", "<"),
        "> takes equal": swapped(table, ">", ">="),
        ">= is turned": swapped(table, ">=", "<="),
        "== is !=": swapped(table, "==", "!="),
        "!= is <": swapped(table, "!=", "<"),
        "+ is -": swapped(table, "+", "-"),
        "- is turned": item(table, "-", lambda a, b: b - a),
        "* is +": swapped(table, "*", "+"),
        "infinity is a number": method(owner, "finite", lambda _: lambda self, value: value),
        "the minus is lost": method(owner, "negate", lambda _: lambda self, value: value),
        "abs keeps the sign": method(owner, "absolute", lambda _: lambda self, value: value),
        "min is max": method(
            owner,
            "extreme",
            lambda whole: lambda self, function, values: whole(self, "max" if function == "min" else "min", values),
        ),
        "not is lost": method(owner, "invert", lambda _: lambda self, value: value),
        "and is or": method(owner, "all_of", lambda _: owner.any_of),
        "or is and": method(owner, "any_of", lambda _: owner.all_of),
        "and leaves out its last part": method(
            owner, "all_of", lambda whole: lambda self, values: whole(self, list(values)[:-1])
        ),
        "a choice is turned": method(
            owner, "choose", lambda whole: lambda self, condition, yes, no: whole(self, condition, no, yes)
        ),
        "has is turned": method(owner, "known", lambda whole: lambda self, value: ~whole(self, value)),
        "true is false": method(owner, "truth", lambda whole: lambda self, value: whole(self, not value)),
        "a literal lost its last digits": method(
            owner, "number", lambda whole: lambda self, value: whole(self, float(f"{value:.12g}"))
        ),
        "a value that may be infinite is not checked": attribute(columns, "_may_overflow", lambda node: False),
        "a change of unit divides first": attribute(columns, "_convert", divides_first),
    }  # fmt: skip


def divides_first(node: Any, backend: Any) -> Any:
    change, number = node.conversion, backend.number
    value = backend.arithmetic("+", columns._lower(node.operand, backend), number(change.before))
    value = backend.arithmetic("*", backend.arithmetic("/", value, number(change.divisor)), number(change.multiplier))
    return backend.arithmetic("+", value, number(change.after))


POLARS: dict[str, Patch] = {
    **of_columns(in_polars._Polars, in_polars._OPERATORS),
    "only NaN is unknown": attribute(
        in_polars._Polars, "finite", lambda self, value: pl.when(value.is_not_nan()).then(value)
    ),
    "a comparison with unknown is false": method(
        in_polars._Polars,
        "compare",
        lambda whole: lambda self, symbol, left, right: whole(self, symbol, left, right).fill_null(False),
    ),
    "null equals null": item(in_polars._OPERATORS, "==", lambda a, b: a.eq_missing(b)),
    "min and max skip null": attribute(
        in_polars._Polars,
        "extreme",
        lambda self, function, values: (pl.min_horizontal if function == "min" else pl.max_horizontal)(values),
    ),
    "a division by a scalar multiplies with the inverse": attribute(in_polars, "_full_length", lambda value: value),
    "an unknown condition takes the second branch": attribute(
        in_polars._Polars, "choose", lambda self, condition, yes, no: pl.when(condition).then(yes).otherwise(no)
    ),
    "and takes unknown for true": method(
        in_polars._Polars,
        "all_of",
        lambda whole: lambda self, values: whole(self, [value.fill_null(True) for value in values]),
    ),
    "or does not absorb": attribute(
        in_polars._Polars,
        "any_of",
        lambda self, values: pl.when(~pl.any_horizontal(value.is_null() for value in values)).then(
            pl.any_horizontal(values)
        ),
    ),
    "a feature is single precision": attribute(
        in_polars._Polars, "feature", lambda self, name: pl.col(name).cast(pl.Float32).cast(pl.Float64)
    ),
}

SQL: dict[str, Patch] = {
    **of_columns(in_sql._Ibis, in_sql._OPERATORS),
    "only NaN is unknown": attribute(in_sql._Ibis, "finite", lambda self, value: ibis.cases((~value.isnan(), value))),
    "/ is *": swapped(in_sql._OPERATORS, "/", "*"),
    "a comparison with unknown is false": method(
        in_sql._Ibis,
        "compare",
        lambda whole: lambda self, symbol, left, right: whole(self, symbol, left, right).fill_null(False),
    ),
    "or takes unknown for false": method(
        in_sql._Ibis,
        "any_of",
        lambda whole: lambda self, values: whole(self, [value.fill_null(False) for value in values]),
    ),
    "min and max skip null": attribute(
        in_sql._Ibis,
        "extreme",
        lambda self, function, values: (ibis.least if function == "min" else ibis.greatest)(*values),
    ),
    "a division multiplies with the inverse": item(in_sql._OPERATORS, "/", lambda a, b: a * (ibis.literal(1.0) / b)),
    "an unknown condition takes the second branch": attribute(
        in_sql._Ibis, "choose", lambda self, condition, yes, no: ibis.cases((condition, yes), else_=no)
    ),
    "and takes unknown for true": method(
        in_sql._Ibis,
        "all_of",
        lambda whole: lambda self, values: whole(self, [value.fill_null(True) for value in values]),
    ),
    "a feature of zero is missing": attribute(
        in_sql._Ibis, "feature", lambda self, name: self.table[name].nullif(ibis.literal(0.0))
    ),
}

MUTANTS = {"closures": CLOSURES, "polars": POLARS, "sql": SQL}
