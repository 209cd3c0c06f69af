"""The explanation of one evaluation: every part of the rule with its value, and why a part is unknown.

This is also the reference of the language: it evaluates the checked tree in the plainest way, apart from the three
backends that must agree with it.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pagus.errors import ShapeError
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

__all__ = ["Gap", "Trace", "evaluate", "trace", "why_unknown"]

Value = bool | float | None

_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {"min": min, "max": max, "abs": abs}


class Gap(NamedTuple):
    """One reason why a value is unknown. ``kind``: missing, division by zero, or not finite."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One part of a rule, evaluated. ``unit`` is the UCUM code of a number, None for a boolean.

    ``kind``: feature, parameter, number, boolean, has, negative, not, arithmetic, comparison, all, any, choice,
    membership, min, max, abs, conversion. ``name`` is set for feature, parameter and has; ``gap`` where the part
    itself became unknown (its operands were known). A choice holds its condition and the branch taken.
    """

    text: str
    kind: str
    value: Value
    unit: str | None = None
    name: str | None = None
    gap: str | None = None
    children: tuple[Trace, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What is this trace as plain JSON? Floats survive to the bit; ``from_json`` reads it back."""
        plain: dict[str, Any] = {"text": self.text, "kind": self.kind, "value": self.value}
        for key in ("unit", "name", "gap"):
            if getattr(self, key) is not None:
                plain[key] = getattr(self, key)
        if self.children:
            plain["children"] = [child.as_json() for child in self.children]
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Trace:
        """Which trace does this JSON hold?

        Takes: what ``as_json`` gave. Gives: the equal Trace. Refuses: ShapeError for anything else.
        """
        try:
            value = plain["value"]
            if value is not None and not isinstance(value, bool):
                value = float(value)
            children = tuple(cls.from_json(child) for child in plain.get("children", ()))
            texts = {key: None if plain.get(key) is None else str(plain[key]) for key in ("unit", "name", "gap")}
            return cls(text=str(plain["text"]), kind=str(plain["kind"]), value=value, children=children, **texts)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise ShapeError("this is not the trace of a rule: it needs text, kind and value at each level") from error

    def inputs(self) -> tuple[dict[str, float | None], dict[str, float]]:
        """Which features and parameters did the evaluation read, with which values?

        Gives: two mappings that ``trace`` turns into the same Trace again.
        """
        features: dict[str, float | None] = {}
        parameters: dict[str, float] = {}
        for part in self._parts():
            if part.name is None:
                continue
            if part.kind == "parameter":
                parameters[part.name] = float(part.value or 0.0)
            elif part.kind == "feature":
                features[part.name] = part.value
            else:
                features.setdefault(part.name, 0.0 if part.value else None)
        return features, parameters

    def _parts(self) -> list[Trace]:
        parts = [self]
        for part in parts:
            parts.extend(part.children)
        return parts


def trace(expression: Expression, features: Mapping[str, float | None], parameters: Mapping[str, float]) -> Trace:
    """How did this rule come to its value?

    Takes: a checked rule, the value of each feature (None where missing) and of each parameter.
    Gives: the tree of its parts with their values. Refuses: CodeError for a name that is not given.
    """
    expression.require(features, parameters)
    return _Tracer(expression.text, features, parameters).trace(expression.node)


def evaluate(node: Node, features: Mapping[str, float | None], parameters: Mapping[str, float]) -> Value:
    """What is the value of this checked tree, by the reference evaluation?

    Takes: a tree, and the values of the features and parameters in it. Gives: True, False, a float, or None.
    """
    return _Tracer("", features, parameters).trace(node).value


def why_unknown(explained: Trace) -> tuple[Gap, ...]:
    """Why can this not be evaluated?

    Takes: a trace. Gives: each missing feature and each failed computation behind an unknown value, once, in the
    order of the text; nothing when the value is known.
    """
    if explained.value is not None:
        return ()
    if explained.gap is not None:
        return (Gap(explained.gap, explained.name or explained.text),)
    return tuple(dict.fromkeys(gap for child in explained.children for gap in why_unknown(child)))


class _Tracer:
    def __init__(self, text: str, features: Mapping[str, float | None], parameters: Mapping[str, float]) -> None:
        self.text = text
        self.features = features
        self.parameters = parameters

    def part(self, node: Node, kind: str, value: Value, children: Sequence[Trace] = (), **facts: str | None) -> Trace:
        unit = None if node.unit is None else node.unit.code
        words = self.text[node.start : node.end]
        return Trace(text=words, kind=kind, value=value, unit=unit, children=tuple(children), **facts)

    def trace(self, node: Node) -> Trace:
        match node:
            case Literal(value=value):
                return self.part(node, "boolean" if isinstance(value, bool) else "number", value)
            case Name(name=name):
                found = self.features[name]
                return self.part(node, "feature", found, name=name, gap="missing" if found is None else None)
            case Parameter(name=name):
                return self.part(node, "parameter", self.parameters[name], name=name)
            case Has(name=name):
                return self.part(node, "has", self.features[name] is not None, name=name)
            case Logic(operator=operator, operands=operands):
                children = [self.trace(operand) for operand in operands]
                absorbing = operator == "||"
                kind = "any" if absorbing else "all"
                return self.part(node, kind, _kleene([child.value for child in children], absorbing), children)
            case Membership(item=item, options=options):
                parts = [self.trace(part) for part in (item, *options)]
                found = _is_in(parts[0].value, [part.value for part in parts[1:]])
                return self.part(node, "membership", found, parts)
            case Choice(condition=condition, yes=yes, no=no):
                verdict = self.trace(condition)
                if verdict.value is None:
                    return self.part(node, "choice", None, [verdict])
                taken = self.trace(yes if verdict.value else no)
                return self.part(node, "choice", taken.value, [verdict, taken])
        return self.computed(node)

    def computed(self, node: Node) -> Trace:
        """A part that is unknown as soon as one of its operands is."""
        match node:
            case Unary(operator="-", operand=operand):
                return self.apply(node, "negative", [operand], operator.neg)
            case Unary(operand=operand):
                return self.apply(node, "not", [operand], operator.not_)
            case Convert(operand=operand, conversion=change):
                return self.apply(node, "conversion", [operand], change.apply)
            case Binary(operator=symbol, left=left, right=right) if symbol in ARITHMETIC:
                return self.apply(node, "arithmetic", [left, right], _ARITHMETIC[symbol])
            case Binary(operator=symbol, left=left, right=right):
                return self.apply(node, "comparison", [left, right], _COMPARISONS[symbol])
            case Call(function=function, arguments=arguments):
                return self.apply(node, function, arguments, _FUNCTIONS[function])
        raise AssertionError(f"no trace for {type(node).__name__}")

    def apply(self, node: Node, kind: str, operands: Sequence[Node], compute: Callable[..., Value]) -> Trace:
        children = [self.trace(operand) for operand in operands]
        values = [child.value for child in children]
        if any(value is None for value in values):
            return self.part(node, kind, None, children)
        try:
            value = compute(*values)
        except ZeroDivisionError:
            return self.part(node, kind, None, children, gap="division by zero")
        if isinstance(value, float) and not math.isfinite(value):
            return self.part(node, kind, None, children, gap="not finite")
        return self.part(node, kind, value, children)


def _is_in(item: Value, options: Sequence[Value]) -> Value:
    found = [None if item is None or option is None else item == option for option in options]
    return _kleene(found, absorbing=True)


def _kleene(values: Sequence[Value], absorbing: bool) -> Value:
    if any(value is absorbing for value in values):
        return absorbing
    return None if any(value is None for value in values) else not absorbing
