"""The parts of a rule that hold no feature are computed once, before the rule becomes columns.

It makes the columns smaller, and keeps Polars from meeting a computed constant: it gives some of those one row
instead of the rows of the frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

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
    Parameter,
    Unary,
    children,
    walk,
)
from pagus.rules.tracing import evaluate

__all__ = ["fold"]


def fold(node: Node, parameters: Mapping[str, float]) -> Node:
    """What is left of this tree once its constants are computed?

    Takes: a checked tree, and the parameters that are plain numbers. Gives: a tree of the same meaning in which every
    operation reads a feature, or a parameter that was not given; an unknown constant is a Literal of None.
    """
    if isinstance(node, Literal):
        return node
    if not any(_varies(part, parameters) for part in walk(node)):
        return _literal(node, evaluate(node, {}, parameters))
    folded = _fold_operands(node, parameters)
    parts = children(folded)
    if parts and all(isinstance(part, Literal) for part in parts):
        return _literal(folded, evaluate(folded, {}, parameters))
    return folded


def _varies(part: Node, parameters: Mapping[str, float]) -> bool:
    return isinstance(part, Name | Has) or (isinstance(part, Parameter) and part.name not in parameters)


def _literal(node: Node, value: bool | float | None) -> Literal:
    if value is not None and not isinstance(value, bool):
        value = float(value)  # a parameter may be given as an int
    return Literal(start=node.start, end=node.end, unit=node.unit, value=value)


def _fold_operands(node: Node, parameters: Mapping[str, float]) -> Node:
    match node:
        case Unary(operand=operand) | Convert(operand=operand):
            return replace(node, operand=fold(operand, parameters))
        case Binary(left=left, right=right):
            return replace(node, left=fold(left, parameters), right=fold(right, parameters))
        case Logic(operands=operands):
            return _fold_logic(node, [fold(operand, parameters) for operand in operands])
        case Choice(condition=condition, yes=yes, no=no):
            verdict = fold(condition, parameters)
            if not isinstance(verdict, Literal):
                return replace(node, condition=verdict, yes=fold(yes, parameters), no=fold(no, parameters))
            if verdict.value is None:
                return _literal(node, None)
            return fold(yes if verdict.value else no, parameters)
        case Membership(item=item, options=options):
            folded = tuple(fold(option, parameters) for option in options)
            return replace(node, item=fold(item, parameters), options=folded)
        case Call(arguments=arguments):
            return replace(node, arguments=tuple(fold(argument, parameters) for argument in arguments))
    return node


def _fold_logic(node: Logic, operands: list[Node]) -> Node:
    absorbing = node.operator == "||"
    constants = [operand.value for operand in operands if isinstance(operand, Literal)]
    if any(value is absorbing for value in constants):
        return _literal(node, absorbing)
    left = tuple(part for part in operands if not isinstance(part, Literal) or part.value is None)
    if not left:
        return _literal(node, not absorbing)
    return left[0] if len(left) == 1 else replace(node, operands=left)
