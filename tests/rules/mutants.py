"""Deliberate faults of each backend: what a wrong edit would do. The agreement suite must catch every one."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ibis
import polars as pl
import pytest

from pagus.rules import columns, in_polars, in_python, in_sql
from pagus.rules.syntax import Node

Patch = Callable[[pytest.MonkeyPatch], None]


def item(table: dict[str, Any], key: str, value: Any) -> Patch:
    return lambda patch: patch.setitem(table, key, value)


def attribute(owner: Any, name: str, value: Any) -> Patch:
    return lambda patch: patch.setattr(owner, name, value)


# Python


def method(owner: type, name: str, make: Callable[[Any], Any]) -> Patch:
    return attribute(owner, name, make(getattr(owner, name)))


def writing(name: str, kind: str, write: Callable[..., Any], mark: str = "") -> Patch:
    """Another way to write one kind of node: ``write(writer, node, *rest)``, where ``name`` is the method for it."""
    whole = getattr(in_python._Writer, name)

    def written(self: Any, node: Node, *rest: Any) -> Any:
        if type(node).__name__ != kind or (mark and getattr(node, "operator", getattr(node, "function", "")) != mark):
            return whole(self, node, *rest)
        return write(self, node, *rest)

    return attribute(in_python._Writer, name, written)


def not_(value: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), value)


holds = in_python._Writer.holds
JOIN = in_python._join


def false_unless_true(self: Any, node: Node, wanted: bool) -> Any:
    true = holds(self, node, True)
    return true if wanted else not_(true)


def skips_unknown(self: Any, function: str, values: Any) -> Any:
    """The least or greatest of two, the second where the first is NaN."""
    if len(values) == 1:
        return values[0]
    one, again = self.kept(skips_unknown(self, function, values[:-1]))
    other, other_again = self.kept(values[-1])
    return in_python._choose(in_python._compare(one, in_python._ORDER[function][0], other), again, other_again)


def divided(make: Callable[[Any, ast.expr, ast.expr], Any]) -> Patch:
    def write(self: Any, node: Any) -> Any:
        divisor, again = self.kept(self.number(node.right))
        return in_python._choose(divisor, *make(self, self.number(node.left), again))

    return writing("arithmetic", "Binary", write, "/")


def by_the_inverse(self: Any, left: ast.expr, again: ast.expr) -> Any:
    inverse = ast.BinOp(ast.Constant(1.0), ast.Div(), again)
    return self.finite(ast.BinOp(left, ast.Mult(), inverse)), ast.Constant(math.nan)


def zero_by_zero(self: Any, left: ast.expr, again: ast.expr) -> Any:
    return self.finite(ast.BinOp(left, ast.Div(), again)), ast.Constant(0.0)


def converting(change: Callable[[Any], Any]) -> Patch:
    def make(whole: Any) -> Any:
        return lambda self, node: whole(self, replace(node, conversion=change(node)))

    return method(in_python._Writer, "convert", make)


def converted_in_another_order(self: Any, node: Any) -> Any:
    change, value = node.conversion, self.number(node.operand)
    steps = [("+", change.before), ("/", change.divisor), ("*", change.multiplier), ("+", change.after)]
    for symbol, number in steps:
        value = ast.BinOp(value, in_python._OPERATORS[symbol], ast.Constant(number))
    return self.finite(value)


def below_infinity(self: Any, value: ast.expr) -> Any:
    first, again = self.kept(value)
    return in_python._choose(in_python._compare(first, "<", ast.Constant(math.inf)), again, ast.Constant(math.nan))


def second_when_unknown(self: Any, condition: Node, yes: ast.expr, no: ast.expr) -> Any:
    true = self.answer(condition, True)
    return JOIN(False, [JOIN(True, [true, yes]), JOIN(True, [not_(true), no])])


def fewer_digits(value: Any) -> ast.expr:
    return ast.Constant(float(f"{value:.12g}") if isinstance(value, float) else value)


PYTHON: dict[str, Patch] = {
    "< takes equal": item(in_python._COMPARISONS, "<", ast.LtE()),
    "<= loses equal": item(in_python._COMPARISONS, "<=", ast.Lt()),
    "> takes equal": item(in_python._COMPARISONS, ">", ast.GtE()),
    ">= is turned": item(in_python._COMPARISONS, ">=", ast.LtE()),
    "== is <=": item(in_python._COMPARISONS, "==", ast.LtE()),
    "not < is >": item(in_python._CONTRARY, "<", ">"),
    "not <= is >=": item(in_python._CONTRARY, "<=", ">="),
    "not > is <": item(in_python._CONTRARY, ">", "<"),
    "not >= is <=": item(in_python._CONTRARY, ">=", "<="),
    "not == is ==": item(in_python._CONTRARY, "==", "=="),
    "not != is !=": item(in_python._CONTRARY, "!=", "!="),
    "!= with unknown is true": method(
        in_python._Writer,
        "compare",
        lambda whole: lambda self, left, symbol, right: not_(whole(self, left, "==", right))
        if symbol == "!="
        else whole(self, left, symbol, right),
    ),
    "a comparison with unknown is false": writing("holds", "Binary", false_unless_true),
    "unknown is zero": attribute(in_python, "nan", 0.0),
    "+ is -": item(in_python._OPERATORS, "+", ast.Sub()),
    "- is +": item(in_python._OPERATORS, "-", ast.Add()),
    "* is +": item(in_python._OPERATORS, "*", ast.Add()),
    "infinity is a number": attribute(in_python._Writer, "finite", lambda self, value: value),
    "minus infinity is a number": attribute(in_python._Writer, "finite", below_infinity),
    "a division multiplies with the inverse": divided(by_the_inverse),
    "a division by zero is zero": divided(zero_by_zero),
    "a change of unit forgets the zero": converting(lambda node: replace(node.conversion, before=0.0, after=0.0)),
    "a change of unit divides first": attribute(in_python._Writer, "convert", converted_in_another_order),
    "the minus is lost": writing("number", "Unary", lambda self, node: self.number(node.operand)),
    "abs keeps the sign": writing("number", "Call", lambda self, node: self.number(node.arguments[0]), "abs"),
    "min is max": item(in_python._ORDER, "min", in_python._ORDER["max"]),
    "max of equal numbers is unknown": item(in_python._ORDER, "max", (">", ">")),
    "min and max skip unknown": attribute(in_python._Writer, "extreme", skips_unknown),
    "not is lost": writing("holds", "Unary", lambda self, node, wanted: self.holds(node.operand, wanted)),
    "and is or": attribute(in_python, "_join", lambda every, parts: JOIN(not every, parts)),
    "and leaves out its last part": attribute(
        in_python, "_join", lambda every, parts: JOIN(every, parts[:-1] or parts)
    ),
    "a choice is turned": method(
        in_python._Writer, "either", lambda whole: lambda self, condition, yes, no: whole(self, condition, no, yes)
    ),
    "an unknown condition takes the second branch": attribute(in_python._Writer, "either", second_when_unknown),
    "a choice of numbers is turned": writing(
        "number", "Choice", lambda self, node: in_python._choose(
            self.answer(node.condition, False), self.number(node.yes), self.number(node.no)
        )
    ),
    "what is found ahead is found once for both questions": method(
        in_python._Writer, "answer", lambda whole: lambda self, condition, wanted: whole(self, condition, True)
    ),
    "in sees the first option only": writing(
        "holds", "Membership", lambda self, node, wanted: holds(self, replace(node, options=node.options[:1]), wanted)
    ),
    "in without null check": writing("holds", "Membership", false_unless_true),
    "has is turned": writing("holds", "Has", lambda self, node, wanted: holds(self, node, not wanted)),
    "true is false": writing("holds", "Literal", lambda self, node, wanted: holds(self, node, not wanted)),
    "a literal lost its last digits": attribute(in_python, "_constant", fewer_digits),
}  # fmt: skip


# Column backends: the same wrong edits in Polars and in SQL


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

MUTANTS = {"python": PYTHON, "polars": POLARS, "sql": SQL}
