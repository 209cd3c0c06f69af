"""The syntax tree of a rule: frozen nodes that know where in the text they stand.

The parser makes the tree; the checker returns the same tree with units filled in and every change of unit written
as a ``Convert`` node, so that no backend decides anything about units. In a checked tree a number has a unit and a
boolean has None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

from pagus.kernel.units import Conversion, Unit

__all__ = [
    "ARITHMETIC",
    "COMPARISONS",
    "DEEPEST",
    "LONGEST_TEXT",
    "MOST_NODES",
    "MOST_OPERATIONS",
    "Binary",
    "Call",
    "Choice",
    "Convert",
    "Has",
    "Literal",
    "Logic",
    "Membership",
    "Name",
    "Node",
    "Parameter",
    "Unary",
    "Word",
    "children",
    "walk",
]

LONGEST_TEXT = 4_000
MOST_NODES = 200
DEEPEST = 32
MOST_OPERATIONS = 4_000
"""After compilation to columns, where a condition, a divisor and a compared computation are written twice."""

ARITHMETIC = ("+", "-", "*", "/")
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of a rule: its characters are ``text[start:end]``; ``unit`` is filled by the checker."""

    start: int
    end: int
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Node):
    """``2.5``, ``quantity(2.5, 'kg')``, ``true``. ``code`` is the written unit, None for a bare number.

    A value of None, an unknown constant, is never written: it only comes from ``folding``.
    """

    value: float | bool | None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Node):
    """A feature."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Node):
    """``p.name``."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Node):
    """``'severe'``: one of the words that the feature beside it may be. A checked tree holds its number instead."""

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Has(Node):
    """``has(name)``: is the feature known?"""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unary(Node):
    """``-x`` or ``!x``."""

    operator: OneOf["-", "!"]
    operand: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary(Node):
    """Arithmetic ``+ - * /`` or a comparison ``< <= > >= == !=``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic(Node):
    """``a && b && c`` or ``a || b || c``: one node for the whole chain."""

    operator: OneOf["&&", "||"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Node):
    """``condition ? yes : no``."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Node):
    """``item in [a, b, c]``."""

    item: Node
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """``min(...)``, ``max(...)`` or ``abs(x)``."""

    function: OneOf["min", "max", "abs"]
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Convert(Node):
    """A change of unit that the checker wrote in."""

    operand: Node
    conversion: Conversion


def children(node: Node) -> tuple[Node, ...]:
    """Which nodes stand directly under this one, in the order of the text?

    Takes: a node. Gives: its operands; nothing for a leaf.
    """
    match node:
        case Unary(operand=operand) | Convert(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Logic(operands=operands):
            return operands
        case Choice(condition=condition, yes=yes, no=no):
            return (condition, yes, no)
        case Membership(item=item, options=options):
            return (item, *options)
        case Call(arguments=arguments):
            return arguments
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Which nodes does this tree hold? The node first, then everything under it, left to right.

    Takes: a node. Gives: an iterator over the whole tree.
    """
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(children(current)))
