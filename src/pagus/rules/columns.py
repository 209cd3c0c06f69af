"""From a checked tree to columns: one lowering for Polars, for SQL, and for counting what they will compute.

A number that cannot be computed is null in a column, as a missing feature is. A sum, difference, product or change
of unit of a non-finite number is non-finite, so it is enough to turn non-finite into null where a number is used
otherwise: compared, divided by, given to min or max, or returned. That keeps the columns small. Where a value must be
written twice (``when finite(x) then x``) the text grows; ``count_operations`` bounds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from pagus.rules.syntax import (
    ARITHMETIC,
    Binary,
    Call,
    Choice,
    Convert,
    Has,
    Literal,
    Logic,
    Membership,
    Name,
    Node,
    Parameter,
    Unary,
)

__all__ = ["Columns", "count_operations", "lower"]

Column = TypeVar("Column")


class Columns(Protocol[Column]):
    """What a column backend can do. Null is unknown; ``all_of`` and ``any_of`` follow Kleene."""

    def feature(self, name: str, /) -> Column:
        """The float64 column of a feature."""

    def parameter(self, name: str, /) -> Column:
        """The value of a parameter."""

    def number(self, value: float, /) -> Column:
        """A float64 constant."""

    def truth(self, value: bool, /) -> Column:
        """A boolean constant."""

    def unknown(self, is_number: bool, /) -> Column:
        """A null constant, float64 or boolean."""

    def known(self, value: Column, /) -> Column:
        """Is it not null? Never null itself."""

    def finite(self, value: Column, /) -> Column:
        """The number, or null where it is not finite."""

    def arithmetic(self, operator: str, left: Column, right: Column, /) -> Column:
        """``+ - * /`` of IEEE 754; a division by zero gives null or a non-finite number."""

    def negate(self, value: Column, /) -> Column:
        """The number with the other sign."""

    def absolute(self, value: Column, /) -> Column:
        """The number without its sign."""

    def extreme(self, function: str, values: Sequence[Column], /) -> Column:
        """The ``min`` or ``max``; null or a non-finite number when one of them is null."""

    def compare(self, operator: str, left: Column, right: Column, /) -> Column:
        """``< <= > >= == !=``; null when one side is null."""

    def invert(self, value: Column, /) -> Column:
        """Not; null stays null."""

    def all_of(self, values: Sequence[Column], /) -> Column:
        """And: false absorbs null."""

    def any_of(self, values: Sequence[Column], /) -> Column:
        """Or: true absorbs null."""

    def choose(self, condition: Column, yes: Column, no: Column, /) -> Column:
        """One of two; null when the condition is null."""


def lower(node: Node, columns: Columns[Column]) -> Column:
    """What is this checked tree as a column?

    Takes: a tree with units, and a backend. Gives: the backend's column; null where the value is unknown.
    """
    return _checked(node, columns) if node.unit is not None else _lower(node, columns)


def count_operations(node: Node) -> int:
    """How many operations does this tree become in columns?

    Takes: a checked tree. Gives: the count, after the repetitions that conditions and divisors need.
    """
    return lower(node, _Counting())


def _checked(node: Node, columns: Columns[Column]) -> Column:
    value = _lower(node, columns)
    return columns.finite(value) if _may_overflow(node) else value


def _may_overflow(node: Node) -> bool:
    match node:
        case Literal() | Name() | Parameter():
            return False
        case Unary(operand=operand) | Call(function="abs", arguments=(operand,)):
            return _may_overflow(operand)
        case Choice(yes=yes, no=no):
            return _may_overflow(yes) or _may_overflow(no)
    return True


def _lower(node: Node, columns: Columns[Column]) -> Column:
    match node:
        case Literal(value=None):
            return columns.unknown(node.unit is not None)
        case Literal(value=bool(value)):
            return columns.truth(value)
        case Literal(value=float(value)):
            return columns.number(value)
        case Name(name=name):
            return columns.feature(name)
        case Parameter(name=name):
            return columns.parameter(name)
        case Has(name=name):
            return columns.known(columns.feature(name))
    return _operation(node, columns)


def _operation(node: Node, columns: Columns[Column]) -> Column:
    match node:
        case Unary(operator="-", operand=operand):
            return columns.negate(_lower(operand, columns))
        case Unary(operand=operand):
            return columns.invert(_lower(operand, columns))
        case Convert():
            return _convert(node, columns)
        case Binary():
            return _binary(node, columns)
        case Logic(operator=operator, operands=operands):
            values = [_lower(operand, columns) for operand in operands]
            return columns.all_of(values) if operator == "&&" else columns.any_of(values)
        case Choice(condition=condition, yes=yes, no=no):
            return columns.choose(_lower(condition, columns), _lower(yes, columns), _lower(no, columns))
        case Membership(item=item, options=options):
            found = [columns.compare("==", _checked(item, columns), _checked(option, columns)) for option in options]
            return columns.any_of(found)
        case Call(function="abs", arguments=arguments):
            return columns.absolute(_lower(arguments[0], columns))
        case Call(function=function, arguments=arguments):
            return columns.extreme(function, [_checked(argument, columns) for argument in arguments])
    raise AssertionError(f"no column form for {type(node).__name__}")


def _binary(node: Binary, columns: Columns[Column]) -> Column:
    if node.operator == "/":
        return columns.arithmetic("/", _lower(node.left, columns), _checked(node.right, columns))
    if node.operator in ARITHMETIC:
        return columns.arithmetic(node.operator, _lower(node.left, columns), _lower(node.right, columns))
    return columns.compare(node.operator, lower(node.left, columns), lower(node.right, columns))


def _convert(node: Convert, columns: Columns[Column]) -> Column:
    change = node.conversion
    value = _lower(node.operand, columns)
    if change.before:
        value = columns.arithmetic("+", value, columns.number(change.before))
    if change.multiplier != 1.0:
        value = columns.arithmetic("*", value, columns.number(change.multiplier))
    if change.divisor != 1.0:
        value = columns.arithmetic("/", value, columns.number(change.divisor))
    if change.after:
        value = columns.arithmetic("+", value, columns.number(change.after))
    return value


class _Counting:
    """The column backend that only counts; it repeats exactly what the real ones repeat."""

    def feature(self, name: str, /) -> int:
        return 1

    def parameter(self, name: str, /) -> int:
        return 1

    def number(self, value: float, /) -> int:
        return 1

    def truth(self, value: bool, /) -> int:
        return 1

    def unknown(self, is_number: bool, /) -> int:
        return 1

    def known(self, value: int, /) -> int:
        return value + 1

    def finite(self, value: int, /) -> int:
        return 2 * value + 1

    def arithmetic(self, operator: str, left: int, right: int, /) -> int:
        return left + right + 1

    def negate(self, value: int, /) -> int:
        return value + 1

    def absolute(self, value: int, /) -> int:
        return value + 1

    def extreme(self, function: str, values: Sequence[int], /) -> int:
        return 2 * len(values) + sum(values)

    def compare(self, operator: str, left: int, right: int, /) -> int:
        return left + right + 1

    def invert(self, value: int, /) -> int:
        return value + 1

    def all_of(self, values: Sequence[int], /) -> int:
        return sum(values) + len(values)

    def any_of(self, values: Sequence[int], /) -> int:
        return sum(values) + len(values)

    def choose(self, condition: int, yes: int, no: int, /) -> int:
        return 2 * condition + yes + no + 1
