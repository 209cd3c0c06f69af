"""Reading filters and orderings: by precedence, with a limit to the depth, so that no text can exhaust the server."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from pagus.apps.sensing.language.functions import FUNCTIONS
from pagus.apps.sensing.language.syntax import Any, Binary, Call, Constant, Member, Node, Not, Order, Path
from pagus.apps.sensing.language.tokens import Token, tokens_of
from pagus.errors import InputError

__all__ = ["DEEPEST", "instant_of", "parse_filter", "parse_order"]

DEEPEST = 40
"""How deep brackets, functions and negations may stand in each other."""
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("eq", "ne"),
    ("gt", "ge", "lt", "le", "in"),
    ("add", "sub"),
    ("mul", "div", "mod"),
)
_DURATION = re.compile(r"(-)?P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d{1,9})?)S)?)?")
_MOST_ORDERS = 10
_MOST_MEMBERS = 200


def parse_filter(text: str) -> Node:
    """Which condition is this?

    Takes: the text of a ``$filter``. Gives: its tree. Refuses: InputError that names the word that does not fit.
    """
    reader = _Reader(text)
    node = reader.expression(0)
    reader.expect_end()
    return node


def parse_order(text: str) -> tuple[Order, ...]:
    """By which keys is sorted? Takes: the text of an ``$orderby``. Refuses: InputError."""
    reader = _Reader(text)
    found: list[Order] = []
    while True:
        key = reader.expression(0)
        word = reader.take_word("asc", "desc")
        found.append(Order(key, word == "desc"))
        if len(found) > _MOST_ORDERS:
            raise InputError("more than {most} sort keys", most=_MOST_ORDERS)
        if not reader.take_mark(","):
            reader.expect_end()
            return tuple(found)


def instant_of(text: str) -> int:
    """Which instant is this, in ms since 1970 UTC? Refuses: InputError for none, or one without a time zone."""
    try:  # a plus sign that was not encoded in an address arrives as a space
        moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError as error:
        raise InputError("{text!r} is not a date and time: write it as 2026-03-01T08:00:00Z", text=text[:60]) from error
    if moment.tzinfo is None:
        raise InputError("{text!r} has no time zone: add an offset, as +01:00 or Z", text=text[:60])
    delta = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000 + delta.microseconds // 1_000


class _Reader:
    """Reads one text, word by word."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens_of(text)
        self._at = 0
        self._depth = 0
        self._variables: list[str] = []

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _unexpected(self) -> InputError:
        token = self._next
        if token.kind == "end":
            return InputError("the expression ends too early")
        return InputError("{word!r} at character {at} does not fit there", word=token.text[:40], at=token.at + 1)

    def take_mark(self, mark: str) -> bool:
        if self._next.kind == "mark" and self._next.text == mark:
            self._at += 1
            return True
        return False

    def _expect_mark(self, mark: str) -> None:
        if not self.take_mark(mark):
            raise self._unexpected()

    def take_word(self, *words: str) -> str | None:
        if self._next.kind == "name" and self._next.text.lower() in words:
            return self._take().text.lower()
        return None

    def expect_end(self) -> None:
        if self._next.kind != "end":
            raise self._unexpected()

    def expression(self, level: int) -> Node:
        """A value whose operators bind at least as closely as this level."""
        if level == len(_LEVELS):
            return self._unary()
        if level == 0:
            self._depth += 1
            if self._depth > DEEPEST:
                raise InputError("the expression is nested deeper than {most}", most=DEEPEST)
        left = self.expression(level + 1)
        while (operator := self.take_word(*_LEVELS[level])) is not None:
            left = self._members(left) if operator == "in" else Binary(operator, left, self.expression(level + 1))
        if level == 0:
            self._depth -= 1
        return left

    def _members(self, operand: Node) -> Member:
        self._expect_mark("(")
        values: list[Constant] = []
        while True:
            value = self._unary()
            if not isinstance(value, Constant):
                raise InputError("after in stand constants in brackets")
            values.append(value)
            if len(values) > _MOST_MEMBERS:
                raise InputError("more than {most} values after in", most=_MOST_MEMBERS)
            if not self.take_mark(","):
                self._expect_mark(")")
                return Member(operand, tuple(values))

    def _unary(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise InputError("the expression is nested deeper than {most}", most=DEEPEST)
        try:
            if self.take_word("not"):
                return Not(self._unary())
            if self.take_mark("-"):
                operand = self._unary()
                if isinstance(operand, Constant) and isinstance(operand.value, float):
                    return Constant("number", -operand.value)
                return Binary("sub", Constant("number", 0.0), operand)
            return self._primary()
        finally:
            self._depth -= 1

    def _primary(self) -> Node:
        if self.take_mark("("):
            inner = self.expression(0)
            self._expect_mark(")")
            return inner
        token = self._next
        if token.kind == "name":
            return self._named()
        reading = _CONSTANTS.get(token.kind)
        if reading is None:
            raise self._unexpected()
        return reading(self._take().text)

    def _named(self) -> Node:
        name = self._take().text
        if name in {"true", "false"}:
            return Constant("boolean", name == "true")
        if name == "null":
            return Constant("null", None)
        if self._next.kind == "mark" and self._next.text == "(":
            return self._call(name)
        steps = [name]
        while self.take_mark("/"):
            if self._next.kind != "name":
                raise self._unexpected()
            steps.append(self._take().text)
            if steps[-1] == "any" and self.take_mark("("):
                return self._any(tuple(steps[:-1]))
        return Path(tuple(steps))

    def _call(self, name: str) -> Call:
        if name not in FUNCTIONS:
            raise InputError("there is no function {name!r}", name=name[:60])
        self._expect_mark("(")
        arguments: list[Node] = []
        if not self.take_mark(")"):
            arguments.append(self.expression(0))
            while self.take_mark(","):
                arguments.append(self.expression(0))
            self._expect_mark(")")
        shapes = FUNCTIONS[name].shapes
        if not any(len(shape) == len(arguments) for shape in shapes):
            counts = ", ".join(str(len(shape)) for shape in shapes)
            raise InputError(
                "{name} takes {counts} values, not {count}", name=name, counts=counts, count=len(arguments)
            )
        return Call(name, tuple(arguments))

    def _any(self, steps: tuple[str, ...]) -> Any:
        if self._next.kind != "name":
            raise self._unexpected()
        variable = self._take().text
        self._expect_mark(":")
        condition = self.expression(0)
        self._expect_mark(")")
        return Any(Path(steps), variable, condition)


def _unquoted(text: str) -> str:
    return text[text.index("'") + 1 : -1].replace("''", "'")


def _interval(text: str) -> Constant:
    start, _, end = text.partition("/")
    bounds = instant_of(start), instant_of(end)
    if bounds[1] < bounds[0]:
        raise InputError("the interval {text} ends before it begins", text=text[:80])
    return Constant("interval", bounds)


def _date(text: str) -> Constant:
    return Constant("date", float(instant_of(text + "T00:00:00Z")))


def _clock(text: str) -> Constant:
    return Constant("clock", float(instant_of(f"1970-01-01T{text}Z")))


def _duration(text: str) -> Constant:
    match = _DURATION.fullmatch(_unquoted(text))
    if match is None or not any(match.groups()[1:]):
        raise InputError("{text} is no duration: write it as {example}", text=text[:80], example="duration'PT1H30M'")
    sign, days, hours, minutes, seconds = match.groups(default="0")
    total = int(days) * 86_400 + int(hours) * 3_600 + int(minutes) * 60 + float(seconds)
    return Constant("duration", -total * 1_000.0 if sign == "-" else total * 1_000.0)


_CONSTANTS: dict[str, Callable[[str], Constant]] = {
    "instant": lambda text: Constant("time", float(instant_of(text))),
    "interval": _interval,
    "date": _date,
    "clock": _clock,
    "number": lambda text: Constant("number", float(text)),
    "duration": _duration,
    "geometry": lambda text: Constant("geometry", _unquoted(text)),
    "text": lambda text: Constant("text", _unquoted(text)),
}
