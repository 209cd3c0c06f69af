"""A checked rule as a tree of Python functions, for the live stream. Nothing is generated or executed as text.

None is unknown. The frequent shapes (a feature against a constant, a parameter or another feature) are one
function each, without a call in between; everything else is put together from general parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf

from pagus.kernel.units import Conversion
from pagus.rules.expression import Expression
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

__all__ = ["Closure", "to_closure"]

Row = Sequence[float | None]
Closure = Callable[[Row, Sequence[float]], bool | float | None]
Number = Callable[[Row, Sequence[float]], float | None]
Slots = Mapping[str, int]


def to_closure(expression: Expression, feature_slots: Slots, parameter_slots: Slots) -> Closure:
    """What is this rule as a Python function?

    Takes: a checked rule; the position of each feature in the first argument, of each parameter in the second.
    Gives: a function of (features, parameters) that returns True, False, a float, or None for unknown. Features are
    finite floats or None, parameters finite floats.
    Refuses: CodeError for a feature or parameter without a position.
    """
    expression.require(feature_slots, parameter_slots)
    return _Builder(feature_slots, parameter_slots).build(expression.node)


_FEATURE_CONSTANT: dict[str, Callable[[int, float], Closure]] = {
    "<": lambda i, c: lambda x, q: None if (v := x[i]) is None else v < c,
    "<=": lambda i, c: lambda x, q: None if (v := x[i]) is None else v <= c,
    ">": lambda i, c: lambda x, q: None if (v := x[i]) is None else v > c,
    ">=": lambda i, c: lambda x, q: None if (v := x[i]) is None else v >= c,
    "==": lambda i, c: lambda x, q: None if (v := x[i]) is None else v == c,
    "!=": lambda i, c: lambda x, q: None if (v := x[i]) is None else v != c,
}
_FEATURE_PARAMETER: dict[str, Callable[[int, int], Closure]] = {
    "<": lambda i, j: lambda x, q: None if (v := x[i]) is None else v < q[j],
    "<=": lambda i, j: lambda x, q: None if (v := x[i]) is None else v <= q[j],
    ">": lambda i, j: lambda x, q: None if (v := x[i]) is None else v > q[j],
    ">=": lambda i, j: lambda x, q: None if (v := x[i]) is None else v >= q[j],
    "==": lambda i, j: lambda x, q: None if (v := x[i]) is None else v == q[j],
    "!=": lambda i, j: lambda x, q: None if (v := x[i]) is None else v != q[j],
}
_GENERAL: dict[str, Callable[[Closure, Closure], Closure]] = {
    "<": lambda f, g: lambda x, q: None if (a := f(x, q)) is None or (b := g(x, q)) is None else a < b,
    "<=": lambda f, g: lambda x, q: None if (a := f(x, q)) is None or (b := g(x, q)) is None else a <= b,
    ">": lambda f, g: lambda x, q: None if (a := f(x, q)) is None or (b := g(x, q)) is None else a > b,
    ">=": lambda f, g: lambda x, q: None if (a := f(x, q)) is None or (b := g(x, q)) is None else a >= b,
    "==": lambda f, g: lambda x, q: None if (a := f(x, q)) is None or (b := g(x, q)) is None else a == b,
    "!=": lambda f, g: lambda x, q: None if (a := f(x, q)) is None or (b := g(x, q)) is None else a != b,
}
_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def _add(f: Number, g: Number) -> Number:
    def total(x: Row, q: Sequence[float]) -> float | None:
        if (a := f(x, q)) is None or (b := g(x, q)) is None:
            return None
        return r if -inf < (r := a + b) < inf else None

    return total


def _subtract(f: Number, g: Number) -> Number:
    def difference(x: Row, q: Sequence[float]) -> float | None:
        if (a := f(x, q)) is None or (b := g(x, q)) is None:
            return None
        return r if -inf < (r := a - b) < inf else None

    return difference


def _multiply(f: Number, g: Number) -> Number:
    def product(x: Row, q: Sequence[float]) -> float | None:
        if (a := f(x, q)) is None or (b := g(x, q)) is None:
            return None
        return r if -inf < (r := a * b) < inf else None

    return product


def _divide(f: Number, g: Number) -> Number:
    def quotient(x: Row, q: Sequence[float]) -> float | None:
        if (a := f(x, q)) is None or (b := g(x, q)) is None or b == 0.0:
            return None
        return r if -inf < (r := a / b) < inf else None

    return quotient


_ARITHMETIC: dict[str, Callable[[Number, Number], Number]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
}


def _convert(f: Number, change: Conversion) -> Number:
    before, multiplier, divisor, after = change.before, change.multiplier, change.divisor, change.after

    def converted(x: Row, q: Sequence[float]) -> float | None:
        if (a := f(x, q)) is None:
            return None
        return r if -inf < (r := (a + before) * multiplier / divisor + after) < inf else None

    return converted


def _all_of(parts: Sequence[Closure]) -> Closure:
    if len(parts) == 2:
        f, g = parts

        def both(x: Row, q: Sequence[float]) -> bool | None:
            if (a := f(x, q)) is False or (b := g(x, q)) is False:
                return False
            return None if a is None or b is None else True

        return both

    def every(x: Row, q: Sequence[float]) -> bool | None:
        verdict: bool | None = True
        for part in parts:
            value = part(x, q)
            if value is False:
                return False
            if value is None:
                verdict = None
        return verdict

    return every


def _any_of(parts: Sequence[Closure]) -> Closure:
    if len(parts) == 2:
        f, g = parts

        def either(x: Row, q: Sequence[float]) -> bool | None:
            if (a := f(x, q)) is True or (b := g(x, q)) is True:
                return True
            return None if a is None or b is None else False

        return either

    def some(x: Row, q: Sequence[float]) -> bool | None:
        verdict: bool | None = False
        for part in parts:
            value = part(x, q)
            if value is True:
                return True
            if value is None:
                verdict = None
        return verdict

    return some


def _choose(condition: Closure, yes: Closure, no: Closure) -> Closure:
    def chosen(x: Row, q: Sequence[float]) -> bool | float | None:
        if (verdict := condition(x, q)) is None:
            return None
        return yes(x, q) if verdict else no(x, q)

    return chosen


def _contains(item: Closure, options: Sequence[Closure]) -> Closure:
    def contained(x: Row, q: Sequence[float]) -> bool | None:
        if (value := item(x, q)) is None:
            return None
        verdict: bool | None = False
        for option in options:
            if (listed := option(x, q)) is None:
                verdict = None
            elif listed == value:
                return True
        return verdict

    return contained


def _extreme(pick: Callable[[list[float]], float], parts: Sequence[Number]) -> Number:
    def picked(x: Row, q: Sequence[float]) -> float | None:
        values: list[float] = []
        for part in parts:
            if (value := part(x, q)) is None:
                return None
            values.append(value)
        return pick(values)

    return picked


class _Builder:
    def __init__(self, feature_slots: Slots, parameter_slots: Slots) -> None:
        self.features = feature_slots
        self.parameters = parameter_slots

    def build(self, node: Node) -> Closure:
        match node:
            case Literal(value=value):
                return lambda x, q: value
            case Name(name=name):
                i = self.features[name]
                return lambda x, q: x[i]
            case Parameter(name=name):
                j = self.parameters[name]
                return lambda x, q: q[j]
            case Has(name=name):
                k = self.features[name]
                return lambda x, q: x[k] is not None
            case Unary(operator="-", operand=operand):
                f = self.number(operand)
                return lambda x, q: None if (v := f(x, q)) is None else -v
            case Unary(operand=operand):
                g = self.build(operand)
                return lambda x, q: None if (v := g(x, q)) is None else not v
            case Convert(operand=operand, conversion=change):
                return _convert(self.number(operand), change)
            case Binary(operator=operator):
                return self.arithmetic(node) if operator in ARITHMETIC else self.compare(node)
        return self.compound(node)

    def compound(self, node: Node) -> Closure:
        match node:
            case Logic(operator=operator, operands=operands):
                parts = [self.build(operand) for operand in operands]
                return _all_of(parts) if operator == "&&" else _any_of(parts)
            case Choice(condition=condition, yes=yes, no=no):
                return _choose(self.build(condition), self.build(yes), self.build(no))
            case Membership(item=item, options=options):
                return _contains(self.build(item), [self.build(option) for option in options])
            case Call(function="abs", arguments=arguments):
                f = self.number(arguments[0])
                return lambda x, q: None if (v := f(x, q)) is None else abs(v)
            case Call(function=function, arguments=arguments):
                numbers = [self.number(argument) for argument in arguments]
                return _extreme(min if function == "min" else max, numbers)
        raise AssertionError(f"no closure for {type(node).__name__}")

    def number(self, node: Node) -> Number:
        """The closure of a part that the checker knows to be a number."""
        return self.build(node)

    def arithmetic(self, node: Binary) -> Closure:
        return _ARITHMETIC[node.operator](self.number(node.left), self.number(node.right))

    def compare(self, node: Binary) -> Closure:
        match node.left, node.right:
            case Name(name=name), Literal(value=float(value)):
                return _FEATURE_CONSTANT[node.operator](self.features[name], value)
            case Literal(value=float(value)), Name(name=name):
                return _FEATURE_CONSTANT[_MIRROR[node.operator]](self.features[name], value)
            case Name(name=name), Parameter(name=parameter):
                return _FEATURE_PARAMETER[node.operator](self.features[name], self.parameters[parameter])
            case Parameter(name=parameter), Name(name=name):
                return _FEATURE_PARAMETER[_MIRROR[node.operator]](self.features[name], self.parameters[parameter])
        return _GENERAL[node.operator](self.build(node.left), self.build(node.right))
