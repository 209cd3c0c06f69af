"""Can a rule ever be true, and ever be false? Interval arithmetic over what its features and parameters can be.

Each name is a whole interval, narrowed by what the other parts of an ``&&`` say of it when all hold (of an ``||``, when
none does); otherwise every occurrence is taken alone. So "cannot" is certain and "can" may be generous: that ``x > 5 &&
x < 3`` is impossible is known, that ``x - x > 1`` is so is not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from pagus.kit_language.model import Feature, Parameter, Signal
from pagus.rules.syntax import (
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
    Unary,
    children,
)
from pagus.rules.syntax import Parameter as ParameterNode

__all__ = [
    "Range",
    "Truth",
    "feature_range",
    "narrowed",
    "parameter_range",
    "possible_verdicts",
]


@dataclass(frozen=True, slots=True)
class Range:
    """All numbers from ``low`` to ``high``, both included; either end may be infinite."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Truth:
    """Which of the two verdicts are possible."""

    can_be_true: bool
    can_be_false: bool

    def swapped(self) -> Truth:
        """Which verdicts has the negation?"""
        return Truth(self.can_be_false, self.can_be_true)


Possible = Range | Truth
EVERYTHING = Range(-math.inf, math.inf)


def feature_range(feature: Feature, signal: Signal) -> Range:
    """Between which values can this feature lie, when its signal stays in its plausible range?

    Takes: a feature and its signal. Gives: the range, in the feature's unit.
    """
    low, high = signal.plausible
    width = high - low
    if feature.kind in {"share_in_range", "coverage"}:
        return Range(0.0, 1.0)
    if feature.kind in {"count", "since_last"}:
        return Range(0.0, math.inf)
    if feature.kind == "delta":
        return Range(-width, width)
    if feature.kind == "sd":
        return Range(0.0, width)
    return EVERYTHING if feature.kind == "slope" else Range(low, high)


def parameter_range(parameter: Parameter) -> Range:
    """Between which values can this parameter be set?"""
    if parameter.control == "fixed":
        return Range(parameter.default, parameter.default)
    if parameter.minimum is None or parameter.maximum is None:
        return EVERYTHING
    return Range(parameter.minimum, parameter.maximum)


def possible_verdicts(node: Node, features: Mapping[str, Range], parameters: Mapping[str, Range]) -> Truth:
    """Which verdicts can this condition have?

    Takes: a checked boolean tree, and the range of each name in its own unit. Gives: the verdicts other than unknown.
    """
    return _truth(_possible(node, features, parameters))


def _possible(
    node: Node, features: Mapping[str, Range], parameters: Mapping[str, Range], *, together: bool = True
) -> Possible:
    """``together``: parts of an ``&&`` or ``||`` narrow each other, once: time stays bounded."""
    match node:
        case Literal(value=bool(value)):
            return Truth(value, not value)
        case Literal(value=value):
            return EVERYTHING if value is None else Range(value, value)
        case Name(name=name):
            return features.get(name, EVERYTHING)
        case ParameterNode(name=name):
            return parameters.get(name, EVERYTHING)
        case Has():
            return Truth(can_be_true=True, can_be_false=True)
    parts = [_possible(child, features, parameters, together=together) for child in children(node)]
    if isinstance(node, Logic):
        verdict = _logic(node.operator, [_truth(part) for part in parts])
        return _narrowed_logic(node, verdict, features, parameters) if together else verdict
    return _composed(node, parts)


def _composed(node: Node, parts: list[Possible]) -> Possible:
    """What a node can be, from what its children (in the order of the text) can be."""
    match node:
        case Convert(conversion=conversion):
            given = _range(parts[0])
            return Range(conversion.apply(given.low), conversion.apply(given.high))
        case Unary(operator="!"):
            return _truth(parts[0]).swapped()
        case Unary():
            given = _range(parts[0])
            return Range(-given.high, -given.low)
        case Binary(operator=operator):
            return _binary(operator, _range(parts[0]), _range(parts[1]))
        case Choice():
            return _choice(_truth(parts[0]), parts[1], parts[2])
        case Membership():
            equal = [_binary("==", _range(parts[0]), _range(option)) for option in parts[1:]]
            return _any([_truth(one) for one in equal])
        case Call(function=function):
            return _call(function, [_range(part) for part in parts])
    raise TypeError(f"a rule has no node {type(node).__name__}")


def _range(possible: Possible) -> Range:
    return possible if isinstance(possible, Range) else EVERYTHING


def _truth(possible: Possible) -> Truth:
    return possible if isinstance(possible, Truth) else Truth(can_be_true=True, can_be_false=True)


_COMPARE: Mapping[str, Callable[[Range, Range], Truth]] = {
    "<": lambda a, b: Truth(a.low < b.high, a.high >= b.low),
    "<=": lambda a, b: Truth(a.low <= b.high, a.high > b.low),
    ">": lambda a, b: Truth(a.high > b.low, a.low <= b.high),
    ">=": lambda a, b: Truth(a.high >= b.low, a.low < b.high),
    "==": lambda a, b: Truth(_meet(a, b), not _same_point(a, b)),
    "!=": lambda a, b: Truth(not _same_point(a, b), _meet(a, b)),
}


def _meet(first: Range, second: Range) -> bool:
    return first.low <= second.high and second.low <= first.high


def _same_point(first: Range, second: Range) -> bool:
    return first.low == first.high == second.low == second.high


def _binary(operator: str, left: Range, right: Range) -> Possible:
    if operator in _COMPARE:
        return _COMPARE[operator](left, right)
    if operator == "+":
        return Range(left.low + right.low, left.high + right.high)
    if operator == "-":
        return Range(left.low - right.high, left.high - right.low)
    if operator == "/":
        if right.low <= 0 <= right.high:
            return EVERYTHING
        return _corners(left, Range(1 / right.high, 1 / right.low))
    return _corners(left, right)


def _corners(left: Range, right: Range) -> Range:
    products = [0.0 if 0.0 in {a, b} else a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Range(min(products), max(products))


def _logic(operator: OneOf["&&", "||"], verdicts: list[Truth]) -> Truth:
    return _any([one.swapped() for one in verdicts]).swapped() if operator == "&&" else _any(verdicts)


def _narrowed_logic(
    node: Logic, verdict: Truth, features: Mapping[str, Range], parameters: Mapping[str, Range]
) -> Truth:
    """All parts of an ``&&`` must hold together, so each is asked again where the others leave it."""
    conjunction = node.operator == "&&"
    if not (verdict.can_be_true if conjunction else verdict.can_be_false):
        return verdict
    left = narrowed(node, features, parameters, verdict=conjunction)
    if left is not None:
        again = _logic(node.operator, [_truth(_possible(it, left, parameters, together=False)) for it in node.operands])
    else:
        again = Truth(can_be_true=not conjunction, can_be_false=conjunction)
    if conjunction:
        return Truth(again.can_be_true, verdict.can_be_false)
    return Truth(verdict.can_be_true, again.can_be_false)


def _any(verdicts: list[Truth]) -> Truth:
    return Truth(any(one.can_be_true for one in verdicts), all(one.can_be_false for one in verdicts))


def narrowed(
    node: Node, features: Mapping[str, Range], parameters: Mapping[str, Range], *, verdict: bool
) -> dict[str, Range] | None:
    """What is left for the features when this condition has this verdict?

    Takes: a checked boolean tree, the range of each name in its own unit, the verdict. Gives: the ranges, narrowed by
    each comparison of a feature that must then hold; None when nothing is left of one: the verdict is impossible.
    """
    left = dict(features)
    for comparison, holds in _must_hold(node, verdict):
        operator = comparison.operator if holds else _OPPOSITE[comparison.operator]
        for name, sign, other in (
            (comparison.left, operator, comparison.right),
            (comparison.right, _MIRRORED[operator], comparison.left),
        ):
            if isinstance(name, Name) and sign in _CUT:
                limit = _range(_possible(other, left, parameters, together=False))
                left[name.name] = _CUT[sign](left.get(name.name, EVERYTHING), limit)
                if left[name.name].low > left[name.name].high:
                    return None
    return left


def _must_hold(node: Node, verdict: bool) -> Iterator[tuple[Binary, bool]]:
    """The comparisons that are known to be true (or false) when the whole has this verdict."""
    match node:
        case Unary(operator="!", operand=operand):
            yield from _must_hold(operand, not verdict)
        case Binary(operator=operator) if operator in _COMPARE:
            yield node, verdict
        case Logic(operator=operator, operands=operands) if (operator == "&&") == verdict:
            for operand in operands:
                yield from _must_hold(operand, verdict)


_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_CUT: Mapping[str, Callable[[Range, Range], Range]] = {
    "<": lambda a, b: Range(a.low, min(a.high, math.nextafter(b.high, -math.inf))),
    "<=": lambda a, b: Range(a.low, min(a.high, b.high)),
    ">": lambda a, b: Range(max(a.low, math.nextafter(b.low, math.inf)), a.high),
    ">=": lambda a, b: Range(max(a.low, b.low), a.high),
    "==": lambda a, b: Range(max(a.low, b.low), min(a.high, b.high)),
}
"""What is left of a range when a comparison with another one holds: the ends are the floats next to an open limit."""


def _choice(condition: Truth, yes: Possible, no: Possible) -> Possible:
    taken = [branch for branch, possible in ((yes, condition.can_be_true), (no, condition.can_be_false)) if possible]
    if len(taken) == 1:
        return taken[0]
    if isinstance(yes, Range) and isinstance(no, Range):
        return Range(min(yes.low, no.low), max(yes.high, no.high))
    first, second = _truth(yes), _truth(no)
    return Truth(first.can_be_true or second.can_be_true, first.can_be_false or second.can_be_false)


def _call(function: str, given: list[Range]) -> Range:
    if function == "abs":
        (only,) = given
        low = 0.0 if only.low <= 0 <= only.high else min(abs(only.low), abs(only.high))
        return Range(low, max(abs(only.low), abs(only.high)))
    pick = min if function == "min" else max
    return Range(pick(one.low for one in given), pick(one.high for one in given))
