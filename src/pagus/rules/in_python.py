"""A checked rule as a Python function, for the live stream.

Nothing of a rule's text is executed: the function is put together from the typed tree, as a tree of Python's own, out
of places, numbers and operators. It calls nothing but what it is given, and holds no part of the tree more than twice.

Three values need no third one. An unknown number is NaN, of which no comparison holds, and a condition is asked what
it is with two questions, each with a plain answer: is it true, is it false? Unknown is what says no to both.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from math import inf, nan
from types import CodeType, FunctionType
from typing import Any

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

__all__ = ["Function", "Screen", "to_function", "to_screen"]

Row = Sequence[float | None]
Function = Callable[[Row, Sequence[float]], bool | float | None]
Elsewhere = Callable[[Any, int], float | None]
"""Computes a feature from a state and an instant."""
Screen = Callable[[Row, Sequence[float], Any, int], int]
Slots = Mapping[str, int]


def to_function(expression: Expression, feature_slots: Slots, parameter_slots: Slots) -> Function:
    """What is this rule as a Python function?

    Takes: a checked rule; the position of each feature in the first argument, of each parameter in the second.
    Gives: a function of (features, parameters) that returns True, False, a float, or None for unknown. Features are
    finite floats or None, parameters finite floats.
    Refuses: CodeError for a feature or parameter without a position.
    """
    expression.require(feature_slots, parameter_slots)
    writer, node = _Writer(feature_slots, parameter_slots, {}), expression.node
    writer.read(expression.features)
    if expression.is_boolean:
        answer = _choose(writer.holds(node, False), _constant(False), _constant(None))
        answer = _choose(writer.holds(node, True), _constant(True), answer)
    else:
        first, value = writer.kept(writer.number(node))
        answer = _choose(_compare(first, "==", value), value, _constant(None))
    made: Function = writer.function(answer)
    return made


def to_screen(
    conditions: Mapping[int, Expression],
    feature_slots: Slots,
    parameter_slots: Slots,
    elsewhere: Mapping[str, Elsewhere],
) -> Screen:
    """Which of these conditions are true?

    Takes: conditions by their number from 0 on; positions, as ``to_function``; what computes each other feature, which
    happens only when a condition cannot be settled without it. Gives: a function of (features, parameters, state,
    instant) that returns the sum of 2^number of the conditions that are true.
    Refuses: CodeError for a feature or parameter that is nowhere.
    """
    writer = _Writer(feature_slots, parameter_slots, elsewhere)
    writer.read(sorted({name for it in conditions.values() for name in it.features if name in feature_slots}))
    writer.assign("found", _constant(0))
    for number, it in conditions.items():
        it.require({*feature_slots, *elsewhere}, parameter_slots)
        note = ast.AugAssign(ast.Name("found", ast.Store()), ast.BitOr(), _constant(1 << number))
        writer.body.append(ast.If(writer.holds(it.node, True), [note], []))
    made: Screen = writer.function(_load("found"), "state", "t")
    return made


_OPERATORS: dict[str, ast.operator] = {"+": ast.Add(), "-": ast.Sub(), "*": ast.Mult(), "/": ast.Div()}
_COMPARISONS: dict[str, ast.cmpop] = {
    "<": ast.Lt(), "<=": ast.LtE(), ">": ast.Gt(), ">=": ast.GtE(), "==": ast.Eq(), "is": ast.Is(),
}  # fmt: skip
_CONTRARY = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_ORDER = {"min": ("<", "<="), "max": (">", ">=")}


class _Writer:
    """Writes one function of ``x`` and ``q``; in it ``x0`` is a feature, ``f0`` what computes one, ``v0`` some part."""

    def __init__(self, feature_slots: Slots, parameter_slots: Slots, elsewhere: Mapping[str, Elsewhere]) -> None:
        self.features = feature_slots
        self.parameters = parameter_slots
        self.body: list[ast.stmt] = []
        self.answers: dict[tuple[int, bool], ast.expr] = {}
        self.names = {name: f"f{number}" for number, name in enumerate(elsewhere)}
        self.space = {self.names[name]: compute for name, compute in elsewhere.items()}
        self.free = count()

    def read(self, features: Sequence[str]) -> None:
        """These features out of the first argument, NaN where it has None."""
        for slot in [self.features[name] for name in features]:
            missing = _compare(_named(f"x{slot}", _item("x", slot)), "is", _constant(None))
            self.assign(f"x{slot}", _choose(missing, _constant(nan), _load(f"x{slot}")))

    def assign(self, name: str, value: ast.expr) -> None:
        self.body.append(ast.Assign([ast.Name(name, ast.Store())], value))

    def function(self, answer: ast.expr, *more: str) -> Callable[..., Any]:
        """The function that gives this answer after all that was written; ``more`` arguments after the first two."""
        arguments = ast.arguments([], [ast.arg(name) for name in ("x", "q", *more)], None, [], [], None, [])
        rule = ast.FunctionDef("rule", arguments, [*self.body, ast.Return(answer)], [])
        module = ast.fix_missing_locations(ast.Module([rule], []))
        # The module is compiled and never run: the one function in it is taken out, and it knows nothing but its parts.
        parts = compile(module, "<rule>", "exec").co_consts
        code = next(part for part in parts if isinstance(part, CodeType))
        return FunctionType(code, {"__builtins__": {}, **self.space})

    def kept(self, value: ast.expr) -> tuple[ast.expr, ast.expr]:
        """A value that is wanted more than once: what computes and keeps it, and what stands for it afterwards."""
        if isinstance(value, ast.Name | ast.Constant):
            return value, value
        local = f"v{next(self.free)}"
        return _named(local, value), _load(local)

    # Conditions

    def holds(self, node: Node, wanted: bool) -> ast.expr:
        """Is this condition known to be what is wanted?"""
        match node:
            case Literal(value=value):
                return _constant(value is wanted)
            case Has(name=name):
                first, feature = self.kept(self.feature(name))
                known = _compare(first, "==", feature)
                return known if wanted else ast.UnaryOp(ast.Not(), known)
            case Unary(operand=operand):
                return self.holds(operand, not wanted)
            case Logic(operator=operator, operands=operands):
                parts = [self.holds(operand, wanted) for operand in operands]
                return _join((operator == "&&") is wanted, sorted(parts, key=_calls))
            case Choice(condition=condition, yes=yes, no=no):
                return self.either(condition, self.holds(yes, wanted), self.holds(no, wanted))
            case Membership(item=item, options=options):
                first, again = self.kept(self.number(item))
                items = [first, *[again] * (len(options) - 1)]
                symbol = "==" if wanted else "!="
                found = [self.compare(one, symbol, self.number(it)) for one, it in zip(items, options, strict=True)]
                return _join(not wanted, found)
            case Binary(operator=operator, left=left, right=right):
                symbol = operator if wanted else _CONTRARY[operator]
                if left.unit is None:
                    return self.either(left, self.answer(right, symbol == "=="), self.answer(right, symbol != "=="))
                return self.compare(self.number(left), symbol, self.number(right))
        raise AssertionError(f"{type(node).__name__} is no condition")

    def either(self, condition: Node, yes: ast.expr, no: ast.expr) -> ast.expr:
        """The one where the condition is true, the other where it is false; neither where it is unknown."""
        first = _join(True, [self.answer(condition, True), yes])
        return _join(False, [first, _join(True, [self.answer(condition, False), no])])

    def answer(self, condition: Node, wanted: bool) -> ast.expr:
        """As ``holds``, found ahead and once: conditions in conditions would double what is written at each level."""
        key = (id(condition), wanted)
        if key not in self.answers:
            value = self.holds(condition, wanted)
            if not isinstance(value, ast.Constant):
                local = f"v{next(self.free)}"
                self.assign(local, value)
                value = _load(local)
            self.answers[key] = value
        return self.answers[key]

    def compare(self, left: ast.expr, symbol: str, right: ast.expr) -> ast.expr:
        """Does this comparison hold? It does not where a side is unknown."""
        if symbol != "!=":
            return _compare(left, symbol, right)
        (left, left_again), (right, right_again) = self.kept(left), self.kept(right)
        return _join(False, [_compare(left, "<", right), _compare(left_again, ">", right_again)])

    # Numbers

    def number(self, node: Node) -> ast.expr:
        """The value of a part that the checker knows to be a number; NaN when it is unknown."""
        match node:
            case Literal(value=value):
                return _constant(nan if value is None else value)
            case Name(name=name):
                return self.feature(name)
            case Parameter(name=name):
                return _item("q", self.parameters[name])
            case Unary(operand=operand):
                return ast.UnaryOp(ast.USub(), self.number(operand))
            case Convert():
                return self.convert(node)
            case Binary(operator=symbol) if symbol in ARITHMETIC:
                return self.arithmetic(node)
            case Choice(condition=condition, yes=yes, no=no):
                other = _choose(self.answer(condition, False), self.number(no), _constant(nan))
                return _choose(self.answer(condition, True), self.number(yes), other)
            case Call(function="abs", arguments=(argument,)):
                first, again = self.kept(self.number(argument))
                return _choose(_compare(first, ">=", _constant(0.0)), again, ast.UnaryOp(ast.USub(), again))
            case Call(function=function, arguments=arguments):
                return self.extreme(function, [self.number(argument) for argument in arguments])
        raise AssertionError(f"{type(node).__name__} is no number")

    def feature(self, name: str) -> ast.expr:
        if name in self.features:
            return _load(f"x{self.features[name]}")
        local = f"v{next(self.free)}"
        call = ast.Call(_load(self.names[name]), [_load("state"), _load("t")], [])
        return _choose(_compare(_named(local, call), "is", _constant(None)), _constant(nan), _load(local))

    def arithmetic(self, node: Binary) -> ast.expr:
        left, right = self.number(node.left), self.number(node.right)
        if node.operator != "/":
            return self.finite(ast.BinOp(left, _OPERATORS[node.operator], right))
        first, again = self.kept(right)
        return _choose(first, self.finite(ast.BinOp(left, ast.Div(), again)), _constant(nan))

    def convert(self, node: Convert) -> ast.expr:
        change, value = node.conversion, self.number(node.operand)
        steps = [("+", change.before), ("*", change.multiplier), ("/", change.divisor), ("+", change.after)]
        for symbol, number in steps:
            value = ast.BinOp(value, _OPERATORS[symbol], _constant(number))
        return self.finite(value)

    def finite(self, value: ast.expr) -> ast.expr:
        """This number, or NaN where it is not finite."""
        first, again = self.kept(value)
        test = ast.Compare(_constant(-inf), [ast.Lt(), ast.Lt()], [first, _constant(inf)])
        return _choose(test, again, _constant(nan))

    def extreme(self, function: str, values: Sequence[ast.expr]) -> ast.expr:
        """The least or greatest; NaN when one of them is NaN."""
        if len(values) == 1:
            return values[0]
        half, (before, not_after) = len(values) // 2, _ORDER[function]
        one, one_again = self.kept(self.extreme(function, values[:half]))
        other, other_again = self.kept(self.extreme(function, values[half:]))
        otherwise = _choose(_compare(other_again, not_after, one_again), other_again, _constant(nan))
        return _choose(_compare(one, before, other), one_again, otherwise)


def _join(every: bool, parts: Sequence[ast.expr]) -> ast.expr:
    """All of these, or any of them; what is settled without being computed is left out."""
    if any(isinstance(part, ast.Constant) and part.value is not every for part in parts):
        return _constant(not every)
    kept = [part for part in parts if not isinstance(part, ast.Constant)]
    if len(kept) < 2:
        return kept[0] if kept else _constant(every)
    return ast.BoolOp(ast.And() if every else ast.Or(), kept)


def _calls(value: ast.expr) -> int:
    """How many features does this compute? What needs none comes first."""
    return sum(isinstance(part, ast.Call) for part in ast.walk(value))


def _constant(value: bool | float | None) -> ast.expr:
    return ast.Constant(value)


def _load(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _named(name: str, value: ast.expr) -> ast.expr:
    return ast.NamedExpr(ast.Name(name, ast.Store()), value)


def _item(name: str, slot: int) -> ast.expr:
    return ast.Subscript(_load(name), _constant(slot), ast.Load())


def _choose(test: ast.expr, yes: ast.expr, no: ast.expr) -> ast.expr:
    return ast.IfExp(test, yes, no)


def _compare(left: ast.expr, symbol: str, right: ast.expr) -> ast.expr:
    return ast.Compare(left, [_COMPARISONS[symbol]], [right])
