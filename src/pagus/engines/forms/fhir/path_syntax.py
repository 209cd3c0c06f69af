"""The small part of FHIRPath that scores of questionnaires use: tokens and tree.

Grammar: http://hl7.org/fhirpath (2.0), without types, dates, quantities in units and regular expressions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from pagus.errors import InputError

__all__ = ["Call", "Constant", "Empty", "Index", "Member", "Operation", "PathNode", "Variable", "read_path"]

LONGEST = 8_000
DEEPEST = 60
_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<text>'(?:[^'\\]|\\.)*')"
    r"|(?P<variable>%(?:[A-Za-z_][A-Za-z0-9_-]*|'[^']*'|`[^`]*`))"
    r"|(?P<this>\$(?:this|total|index))"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*|`[^`]*`)"
    r"|(?P<sign><=|>=|!=|!~|[-+*/&|<>=~.,()\[\]{}])"
)
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("implies",),
    ("or", "xor"),
    ("and",),
    ("in", "contains"),
    ("=", "!=", "~", "!~"),
    ("<", ">", "<=", ">="),
    ("|",),
    ("+", "-", "&"),
    ("*", "/", "div", "mod"),
)


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, true or false."""

    value: Decimal | str | bool


@dataclass(frozen=True, slots=True)
class Empty:
    """``{}``."""


@dataclass(frozen=True, slots=True)
class Variable:
    """``%name``, ``$this``, ``$total``."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """``of.name``; without ``of``: of the current focus."""

    of: PathNode | None
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """``of.function(arguments)``."""

    of: PathNode | None
    function: str
    arguments: tuple[PathNode, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """``of[at]``."""

    of: PathNode
    at: PathNode


@dataclass(frozen=True, slots=True)
class Operation:
    """``left sign right``; a sign before one value has no left."""

    sign: str
    left: PathNode | None
    right: PathNode


PathNode = Constant | Empty | Variable | Member | Call | Index | Operation


def read_path(text: str) -> PathNode:
    """What is the tree of this expression?

    Takes: FHIRPath. Gives: its tree. Refuses: InputError at the first thing that this part of the language has not.
    """
    if len(text) > LONGEST:
        raise InputError("the expression has more than {most} characters", most=LONGEST)
    reader = _Reader(text)
    tree = reader.level(0, 0)
    if reader.kind != "end":
        reader.stop()
    return tree


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise InputError("the expression cannot be read at {found}", found=repr(text[position : position + 20]))
            if match.lastgroup != "space":
                self.tokens.append((str(match.lastgroup), match.group()))
            position = match.end()
        self.tokens.append(("end", ""))
        self.place = 0

    @property
    def kind(self) -> str:
        return self.tokens[self.place][0]

    @property
    def word(self) -> str:
        return self.tokens[self.place][1]

    def stop(self) -> NoReturn:
        raise InputError("{found} is not expected in this expression", found=self.word or "its end")

    def take(self, wanted: str = "") -> str:
        if wanted and self.word != wanted:
            self.stop()
        word = self.word
        self.place += 1
        return word

    def level(self, number: int, depth: int) -> PathNode:
        if depth > DEEPEST:
            raise InputError("the expression is nested deeper than {most}", most=DEEPEST)
        if number == len(_LEVELS):
            return self.signed(depth)
        left = self.level(number + 1, depth)
        while self.word in _LEVELS[number] and self.kind in {"sign", "name"}:
            sign = self.take()
            left = Operation(sign, left, self.level(number + 1, depth + 1))
        return left

    def signed(self, depth: int) -> PathNode:
        if self.kind == "sign" and self.word in {"+", "-"}:
            return Operation(self.take(), None, self.signed(depth + 1))
        node = self.term(depth)
        while self.word in {".", "["} and self.kind == "sign":
            if self.take() == "[":
                node = Index(node, self.level(0, depth + 1))
                self.take("]")
            else:
                node = self.member(node, depth)
        return node

    def member(self, of: PathNode | None, depth: int) -> PathNode:
        if self.kind not in {"name", "this"}:
            self.stop()
        if self.kind == "this":
            return Variable(self.take())
        name = self.take().strip("`")
        if self.word != "(" or self.kind != "sign":
            return Member(of, name)
        self.take("(")
        arguments: list[PathNode] = []
        while self.word != ")" or self.kind != "sign":
            arguments.append(self.level(0, depth + 1))
            if self.word != ")":
                self.take(",")
        self.take(")")
        return Call(of, name, tuple(arguments))

    def term(self, depth: int) -> PathNode:
        kind, word = self.kind, self.word
        if kind == "number":
            return Constant(Decimal(self.take()))
        if kind == "text":
            return Constant(re.sub(r"\\(.)", r"\1", self.take()[1:-1]))
        if kind == "variable":
            return Variable("%" + self.take()[1:].strip("'`"))
        if kind == "name" and word in {"true", "false"}:
            return Constant(self.take() == "true")
        if kind == "sign" and word == "(":
            self.take()
            inner = self.level(0, depth + 1)
            self.take(")")
            return inner
        if kind == "sign" and word == "{":
            self.take()
            self.take("}")
            return Empty()
        return self.member(None, depth)
