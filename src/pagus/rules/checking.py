"""From a syntax tree to a checked expression: names, booleans and numbers, and units."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Literal as OneOf

from pagus.errors import Fault, UnitError
from pagus.kernel.units import DIMENSIONLESS, Unit, conversion, difference_unit, divide, multiply, parse_unit
from pagus.rules.columns import count_operations
from pagus.rules.expression import Environment, Expression, expression_of
from pagus.rules.faults import fault_at, refuse
from pagus.rules.parser import parse
from pagus.rules.syntax import (
    ARITHMETIC,
    MOST_OPERATIONS,
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
    Word,
    walk,
)

__all__ = ["compile_rule", "is_constant"]


def compile_rule(
    text: str, environment: Environment, *, expect: OneOf["boolean", "number"] | None = None
) -> Expression:
    """Is this rule text right, and what does it mean?

    Takes: a text of the rule language, what it may name, and what its result must be where that matters.
    Gives: an Expression: checked, every unit known, every change of unit written in.
    Refuses: RuleError with every fault found: its column, what is wrong, what would be right.
    Example: ``compile_rule("gain3 > p.gain_kg", Environment({"gain3": "kg"}, {"gain_kg": "kg"})).is_boolean``.
    """
    checker = _Checker(text, environment)
    node = checker.check(parse(text))
    if node is not None and expect == "boolean" and node.unit is not None:
        checker.fault(node, f"the rule gives a number in {node.unit.code}", "compare it, as x > quantity(2, 'kg')")
    if node is not None and expect == "number" and node.unit is None:
        checker.fault(node, "the rule gives true or false", "write a number here")
    if node is not None and not checker.faults and count_operations(node) > MOST_OPERATIONS:
        remedy = "conditions in conditions and divisions in divisors double it: compute inner parts as features"
        checker.fault(node, f"the rule needs more than {MOST_OPERATIONS:,} operations", remedy)
    if checker.faults or node is None:
        raise refuse(text, checker.faults)
    return expression_of(text, node)


def is_constant(node: Node) -> bool:
    """Does this tree hold parameters and literals only?

    Takes: a tree. Gives: True when its value does not depend on observations.
    """
    return not any(isinstance(part, Name | Has) for part in walk(node))


def _is_bare(node: Node) -> bool:
    leaves = [part for part in walk(node) if isinstance(part, Literal | Name | Parameter | Has)]
    return all(isinstance(leaf, Literal) and leaf.code is None for leaf in leaves)


class _Checker:
    """Checks a tree from its leaves up. A part with a fault gives None, so that one fault is told once."""

    def __init__(self, text: str, environment: Environment) -> None:
        self.text = text
        self.environment = environment
        self.faults: list[Fault] = []
        self.strangers: dict[int, tuple[str, str]] = {}
        """What is wrong with a word, by where it stands: known only beside the feature it is compared with."""

    def fault(self, node: Node, message: str, remedy: str) -> None:
        self.faults.append(fault_at(self.text, node.start, message, remedy))

    def quote(self, node: Node) -> str:
        words = self.text[node.start : node.end]
        return words if len(words) <= 40 else words[:37] + "..."

    def check(self, node: Node) -> Node | None:
        match node:
            case Literal():
                return self.literal(node)
            case Word(word=word):
                remedy = "texts are units, as quantity(2, 'kg'), or answers beside their question, as level == 'severe'"
                self.fault(node, *self.strangers.get(node.start, (f"a text '{word}' is not a value", remedy)))
                return None
            case Name(name=name):
                return self.named(node, name, self.environment.features)
            case Parameter(name=name):
                return self.named(node, name, self.environment.parameters)
            case Has(name=name):
                return None if self.named(node, name, self.environment.features) is None else node
            case Unary(operator="-"):
                return self.negative(node)
            case Unary(operand=operand):
                inner = self.boolean(operand)
                return None if inner is None else replace(node, operand=inner)
            case Binary(operator=operator):
                return self.arithmetic(node) if operator in ARITHMETIC else self.comparison(node)
            case Logic(operands=operands):
                parts = [self.boolean(operand) for operand in operands]
                known = tuple(part for part in parts if part is not None)
                return replace(node, operands=known) if len(known) == len(parts) else None
            case Choice():
                return self.choice(node)
            case Membership():
                return self.membership(node)
            case Call():
                return self.call(node)
        raise AssertionError(f"no check for {type(node).__name__}")

    # Leaves

    def literal(self, node: Literal) -> Node | None:
        if isinstance(node.value, bool):
            return node
        if node.code is None:
            return replace(node, unit=DIMENSIONLESS)
        try:
            return replace(node, unit=parse_unit(node.code))
        except UnitError as error:
            self.fault(node, str(error), "write the UCUM code of the unit")
            return None

    def named(self, node: Node, name: str, known: Mapping[str, Unit]) -> Node | None:
        if name in known:
            return replace(node, unit=known[name])
        is_parameter = known is self.environment.parameters
        kind, prefix = ("parameter", "p.") if is_parameter else ("feature", "")
        close = get_close_matches(name, known, n=1, cutoff=0.6)
        if not is_parameter and name in self.environment.parameters:
            remedy = f"did you mean p.{name}?"
        elif is_parameter and name in self.environment.features:
            remedy = f"did you mean {name}?"
        elif close:
            remedy = f"did you mean {prefix}{close[0]}?"
        else:
            some = ", ".join(sorted(known)[:8])
            remedy = f"the {kind}s are {some}" if some else f"this kit has no {kind}s"
        self.fault(node, f"there is no {kind} {name}", remedy)
        return None

    def meant(self, node: Node, beside: Node) -> Node:
        """A word as the number that it stands for beside this feature; anything else, and an unknown word, as it is."""
        if not isinstance(node, Word) or not isinstance(beside, Name):
            return node
        words = self.environment.words.get(beside.name)
        if beside.name not in self.environment.features:  # told where the name stands
            return Literal(start=node.start, end=node.end, value=0.0)
        if not words:
            return node
        if node.word in words:
            return Literal(start=node.start, end=node.end, value=float(words[node.word]))
        close = get_close_matches(node.word, words, n=1, cutoff=0.6)
        remedy = f"did you mean '{close[0]}'?" if close else f"it is one of {', '.join(words)}"
        self.strangers[node.start] = (f"{self.quote(beside)} is never '{node.word}'", remedy)
        return node

    # Booleans and numbers

    def number(self, node: Node) -> Node | None:
        checked = self.check(node)
        if checked is not None and checked.unit is None:
            self.fault(node, f"{self.quote(node)} is true or false, not a number", "write a number here")
            return None
        return checked

    def boolean(self, node: Node) -> Node | None:
        checked = self.check(node)
        if checked is not None and checked.unit is not None:
            self.fault(
                node, f"{self.quote(node)} is a number, not true or false", f"compare it, as {self.quote(node)} > 0"
            )
            return None
        return checked

    def pair(self, left: Node, right: Node) -> tuple[Node, Node] | None:
        first, second = self.number(left), self.number(right)
        return None if first is None or second is None else (first, second)

    # Units

    def to_unit(self, node: Node, unit: Unit, other: Node) -> Node | None:
        """``node`` in ``unit``, the unit of ``other``."""
        assert node.unit is not None
        if node.unit == unit:
            return node
        if node.unit.dimension != unit.dimension:
            self.different(node, unit, other)
            return None
        if _is_bare(node) or _is_bare(other):
            code, bare = (unit.code, node) if _is_bare(node) else (node.unit.code, other)
            number = self.quote(bare)
            remedy = f"write quantity({number}, '{code}') or quantity({number}, '1')"
            self.fault(bare, f"is {number} meant in {code} or as the pure number?", remedy)
            return None
        change = conversion(node.unit, unit)
        if isinstance(node, Literal) and node.value is not None:
            value = change.apply(node.value)
            if not math.isfinite(value):
                self.fault(node, f"{self.quote(node)} is too large in {unit.code}", "write a smaller number")
                return None
            return replace(node, value=value, unit=unit)
        return Convert(start=node.start, end=node.end, unit=unit, operand=node, conversion=change)

    def different(self, node: Node, unit: Unit, other: Node) -> None:
        assert node.unit is not None
        message = (
            f"{self.quote(node)} is {node.unit.code} ({node.unit.dimension_name}) "
            f"and {self.quote(other)} is {unit.code} ({unit.dimension_name})"
        )
        remedy = "put quantities of the same kind together"
        if _is_bare(node) and not unit.is_pure_number:
            remedy = f"write quantity({self.quote(node)}, '{unit.code}')"
        elif _is_bare(other) and not node.unit.is_pure_number:
            remedy = f"write quantity({self.quote(other)}, '{node.unit.code}')"
        self.fault(node, message, remedy)

    def align(self, left: Node, right: Node) -> tuple[Node, Node] | None:
        """Both in one unit: that of the side with observations where the other is constant, else the left one."""
        assert left.unit is not None
        assert right.unit is not None
        if is_constant(left) and not is_constant(right):
            moved = self.to_unit(left, right.unit, right)
            return None if moved is None else (moved, right)
        moved = self.to_unit(right, left.unit, left)
        return None if moved is None else (left, moved)

    # Operators

    def negative(self, node: Unary) -> Node | None:
        inner = self.number(node.operand)
        if inner is None or inner.unit is None:
            return None
        if inner.unit.offset:
            self.fault(
                node,
                f"a temperature in {inner.unit.code} has no negative: its zero is not the true zero",
                f"write quantity(-5, '{inner.unit.code}'), or take a difference",
            )
            return None
        if isinstance(inner, Literal) and inner.value is not None:
            return replace(inner, start=node.start, value=-inner.value)
        return replace(node, operand=inner, unit=inner.unit)

    def arithmetic(self, node: Binary) -> Node | None:
        pair = self.pair(node.left, node.right)
        if pair is None:
            return None
        left, right = pair
        assert left.unit is not None
        assert right.unit is not None
        if node.operator in {"+", "-"}:
            return self.sum(node, left, right)
        try:
            unit = multiply(left.unit, right.unit) if node.operator == "*" else divide(left.unit, right.unit)
        except UnitError as error:
            self.fault(node, str(error), "multiply and divide differences, not readings, of temperature")
            return None
        return replace(node, left=left, right=right, unit=unit)

    def sum(self, node: Binary, left: Node, right: Node) -> Node | None:
        assert left.unit is not None
        assert right.unit is not None
        unit = left.unit
        if unit.dimension == right.unit.dimension and (unit.offset or right.unit.offset):
            if not unit.offset or (right.unit.offset and node.operator == "+"):
                difference = difference_unit(right.unit).code
                message = f"{self.quote(left)} {node.operator} {self.quote(right)} has no meaning as a temperature"
                self.fault(node, message, f"add a difference in {difference} to a reading in {right.unit.code}")
                return None
            moved = self.to_unit(right, unit if right.unit.offset else difference_unit(unit), left)
            result = difference_unit(unit) if right.unit.offset else unit
        else:
            moved, result = self.to_unit(right, unit, left), unit
        return None if moved is None else replace(node, left=left, right=moved, unit=result)

    def comparison(self, node: Binary) -> Node | None:
        left = self.check(self.meant(node.left, node.right))
        right = self.check(self.meant(node.right, node.left))
        if left is None or right is None:
            return None
        if (left.unit is None) != (right.unit is None):
            self.fault(
                node,
                f"{self.quote(node.left)} and {self.quote(node.right)} are not both numbers",
                "compare a number with a number",
            )
            return None
        if left.unit is None:
            if node.operator not in {"==", "!="}:
                self.fault(node, f"true and false have no order for {node.operator}", "use == or != between booleans")
                return None
            return replace(node, left=left, right=right)
        pair = self.align(left, right)
        return None if pair is None else replace(node, left=pair[0], right=pair[1])

    def choice(self, node: Choice) -> Node | None:
        condition = self.boolean(node.condition)
        yes, no = self.check(node.yes), self.check(node.no)
        if condition is None or yes is None or no is None:
            return None
        if (yes.unit is None) != (no.unit is None):
            self.fault(
                node,
                f"{self.quote(node.yes)} and {self.quote(node.no)} are not of one kind",
                "give two numbers or two conditions",
            )
            return None
        if yes.unit is not None:
            moved = self.to_unit(no, yes.unit, yes)
            if moved is None:
                return None
            no = moved
        return replace(node, condition=condition, yes=yes, no=no, unit=yes.unit)

    def membership(self, node: Membership) -> Node | None:
        item = self.number(node.item)
        options: list[Node] = []
        for option in node.options:
            checked = self.number(self.meant(option, node.item))
            if checked is None or item is None or item.unit is None:
                continue
            if not isinstance(checked, Literal | Parameter):
                self.fault(
                    option, f"{self.quote(option)} is not a number or parameter", "list numbers and p.names only"
                )
                continue
            moved = self.to_unit(checked, item.unit, item)
            if moved is not None:
                options.append(moved)
        if item is None or len(options) != len(node.options):
            return None
        return replace(node, item=item, options=tuple(options))

    def call(self, node: Call) -> Node | None:
        checked = [self.number(argument) for argument in node.arguments]
        arguments = [argument for argument in checked if argument is not None]
        if len(arguments) != len(checked):
            return None
        first = arguments[0]
        assert first.unit is not None
        if node.function == "abs" and first.unit.offset:
            self.fault(
                node,
                f"a temperature in {first.unit.code} has no absolute value: its zero is not the true zero",
                "take the absolute value of a difference",
            )
            return None
        moved = [first, *(self.to_unit(argument, first.unit, first) for argument in arguments[1:])]
        known = tuple(argument for argument in moved if argument is not None)
        return replace(node, arguments=known, unit=first.unit) if len(known) == len(moved) else None
