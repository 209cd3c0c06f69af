"""A checked rule as an Ibis expression and as DuckDB SQL, for scale."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from pagus.rules.columns import lower
from pagus.rules.expression import Expression
from pagus.rules.folding import fold

__all__ = ["to_ibis", "to_sql"]

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def to_ibis(expression: Expression, table: Any, parameters: Mapping[str, Any]) -> Any:
    """What is this rule as an Ibis expression?

    Takes: a checked rule; an ``ibis.Table`` whose columns carry the features, null where missing, never NaN; a
    number or an ``ibis.Value`` for each parameter.
    Gives: an ``ibis.Value``, boolean or float64, over the table, null where the rule cannot be evaluated.
    Refuses: CodeError for a feature or parameter that is not given.
    """
    expression.require(table.columns, parameters)
    numbers = {name: value for name, value in parameters.items() if isinstance(value, int | float)}
    return lower(fold(expression.node, numbers), _Ibis(table, parameters))


def to_sql(expression: Expression, table_name: str, parameters: Mapping[str, float], keep: Sequence[str] = ()) -> str:
    """What is this rule as a DuckDB query?

    Takes: a checked rule, the name of a table that has its features as columns, a number for each parameter, and the
    columns to carry along.
    Gives: a SELECT of ``keep`` and ``verdict``, one row for each row of the table.
    Refuses: CodeError for a parameter that is not given.
    """
    ibis = import_module("ibis")
    columns = dict.fromkeys((*keep, *expression.features), "float64") or {"verdict": "float64"}
    table = ibis.table(columns, name=table_name)
    verdict = to_ibis(expression, table, parameters).name("verdict")
    return str(ibis.to_sql(table.select(*keep, verdict), dialect="duckdb"))


class _Ibis:
    """Ibis takes most of a second to import, so it is imported at the first use; it carries no types."""

    def __init__(self, table: Any, parameters: Mapping[str, Any]) -> None:
        self.ibis = import_module("ibis")
        self.table = table
        self.parameters = parameters

    def feature(self, name: str, /) -> Any:
        return self.table[name].cast("float64")

    def parameter(self, name: str, /) -> Any:
        value = self.parameters[name]
        return self.number(value) if isinstance(value, int | float) else value.cast("float64")

    def number(self, value: float, /) -> Any:
        """As text: DuckDB reads 0.1 as a decimal, and a long decimal becomes a double with two roundings."""
        return self.ibis.literal(repr(float(value))).cast("float64")

    def truth(self, value: bool, /) -> Any:
        return self.ibis.literal(value)

    def unknown(self, is_number: bool, /) -> Any:
        """A null that Ibis does not see as one: it would write ``x == null`` as ``x IS NULL``."""
        return self.ibis.null("string").cast("float64" if is_number else "boolean")

    def known(self, value: Any, /) -> Any:
        return value.notnull()

    def finite(self, value: Any, /) -> Any:
        return self.ibis.cases((~(value.isnan() | value.isinf()), value))

    def arithmetic(self, operator: str, left: Any, right: Any, /) -> Any:
        return _OPERATORS[operator](left, right)

    def negate(self, value: Any, /) -> Any:
        return -value

    def absolute(self, value: Any, /) -> Any:
        return value.abs()

    def extreme(self, function: str, values: Sequence[Any], /) -> Any:
        """SQL skips nulls here: a null becomes the infinity that wins, which the next ``finite`` makes null."""
        if function == "min":
            return self.ibis.least(*(value.fill_null(self.number(float("-inf"))) for value in values))
        return self.ibis.greatest(*(value.fill_null(self.number(float("inf"))) for value in values))

    def compare(self, operator: str, left: Any, right: Any, /) -> Any:
        return _OPERATORS[operator](left, right)

    def invert(self, value: Any, /) -> Any:
        return ~value

    def all_of(self, values: Sequence[Any], /) -> Any:
        return self.ibis.and_(*values)

    def any_of(self, values: Sequence[Any], /) -> Any:
        return self.ibis.or_(*values)

    def choose(self, condition: Any, yes: Any, no: Any, /) -> Any:
        return self.ibis.cases((condition, yes), (~condition, no))
