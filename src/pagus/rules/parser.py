"""From a rule text to its syntax tree: a bounded precedence parser that reports every fault it can.

Bounds: the text is cut off at 4,000 characters before anything is read, nesting at 32 while reading, the tree at
200 nodes and depth 32 after. No input makes it recurse deeper than that.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import Literal as OneOf
from typing import NoReturn, cast

from pagus.errors import Fault
from pagus.rules.faults import fault_at, refuse
from pagus.rules.syntax import (
    COMPARISONS,
    DEEPEST,
    LONGEST_TEXT,
    MOST_NODES,
    Binary,
    Call,
    Choice,
    Has,
    Literal,
    Logic,
    Membership,
    Name,
    Node,
    Parameter,
    Unary,
    Word,
    children,
    walk,
)
from pagus.rules.tokens import END, Token, tokenize

__all__ = ["parse"]

_CHOICE, _OR, _AND, _RELATION, _SUM, _PRODUCT, _UNARY = range(1, 8)
_BINDING = {
    "?": _CHOICE,
    "||": _OR,
    "&&": _AND,
    **dict.fromkeys((*COMPARISONS, "in"), _RELATION),
    "+": _SUM,
    "-": _SUM,
    "*": _PRODUCT,
    "/": _PRODUCT,
}
_FUNCTIONS = ("abs", "has", "max", "min", "quantity")
_OPERAND_STARTS = frozenset({"-", "!", "(", "number", "text", "true", "false", "p", "word", *_FUNCTIONS})
_MOST_FAULTS = 20


def parse(text: str) -> Node:
    """What is the syntax tree of this rule text?

    Takes: a text of the rule language (docs/reference/rule-language.md). Gives: its tree, without units.
    Refuses: RuleError with every fault found, each with its column and what would be right.
    Example: ``parse("gain3 > p.gain_kg")`` is a ``Binary`` over a ``Name`` and a ``Parameter``.
    """
    if len(text) > LONGEST_TEXT:
        remedy = f"write at most {LONGEST_TEXT:,} characters; split the rule into several"
        raise refuse(text, [fault_at(text, LONGEST_TEXT, f"the rule has {len(text):,} characters", remedy)])
    tokens, faults, readable = tokenize(text)
    if not readable:
        raise refuse(text, faults)
    reader = _Parser(text, tokens)
    node = reader.read()
    faults.extend(reader.faults)
    if faults or node is None:
        raise refuse(text, faults[:_MOST_FAULTS])
    _check_size(text, node)
    return node


def _check_size(text: str, node: Node) -> None:
    count = sum(1 for _ in walk(node))
    if count > MOST_NODES:
        remedy = f"write at most {MOST_NODES}; compute parts of it as features or split the rule"
        raise refuse(text, [fault_at(text, 0, f"the rule has {count} parts", remedy)])
    layer, depth = [node], 0
    while layer:
        layer, depth = [child for parent in layer for child in children(parent)], depth + 1
    if depth > DEEPEST:
        raise refuse(text, [_too_deep(text, 0)])


def _too_deep(text: str, position: int) -> Fault:
    return fault_at(text, position, f"the rule is nested deeper than {DEEPEST}", "compute its inner parts as features")


class _Stop(Exception):
    """Reading cannot go on from here; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class _Parser:
    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.position = 0
        self.faults: list[Fault] = []

    def read(self) -> Node | None:
        """The tree, or None after a fault. After one it goes on behind the next && or || that is in no bracket."""
        whole: Node | None = None
        while True:
            try:
                whole = self.expression(_CHOICE, 1)
                if self.peek().kind == END:
                    return whole
                self.stop(f"{self.peek().text!r} is not expected here", self.remedy_for_rest())
            except _Stop as stop:
                self.faults.append(stop.fault)
            if not self.skip() or len(self.faults) >= _MOST_FAULTS:
                return None

    def skip(self) -> bool:
        depth = 0
        for index, token in enumerate(self.tokens):
            depth += (token.kind in {"(", "["}) - (token.kind in {")", "]"})
            if index >= self.position and depth <= 0 and token.kind in {"&&", "||"}:
                self.position = index + 1
                return True
        return False

    def remedy_for_rest(self) -> str:
        token = self.peek()
        if token.kind == ")":
            return "take this bracket away, or open it before"
        if token.kind in _OPERAND_STARTS:
            return "put an operator between the two, as && or >"
        if token.kind == ".":
            return "a feature is one name; only parameters have a dot, as p.name"
        return f"take {token.text!r} away"

    # Expressions

    def expression(self, binding: int, depth: int) -> Node:
        if depth > DEEPEST:
            raise _Stop(_too_deep(self.text, self.peek().start))
        left = self.operand(depth)
        while (power := _BINDING.get(self.peek().kind, 0)) >= binding:
            if power == _CHOICE:
                left = self.choice(left, depth)
            elif power in {_OR, _AND}:
                left = self.logic(left, power, depth)
            elif power == _RELATION:
                left = self.relation(left, depth)
            else:
                operator = self.take().kind
                right = self.expression(power + 1, depth + 1)
                left = Binary(start=left.start, end=right.end, operator=operator, left=left, right=right)
        return left

    def choice(self, condition: Node, depth: int) -> Node:
        self.take()
        yes = self.expression(_CHOICE, depth + 1)
        self.expect(":", "write the other value after a colon, as condition ? 1 : 2")
        no = self.expression(_CHOICE, depth + 1)
        return Choice(start=condition.start, end=no.end, condition=condition, yes=yes, no=no)

    def logic(self, first: Node, power: int, depth: int) -> Node:
        operator = cast('OneOf["&&", "||"]', self.peek().kind)
        operands = [first]
        while self.peek().kind == operator:
            self.take()
            operands.append(self.expression(power + 1, depth + 1))
        return Logic(start=first.start, end=operands[-1].end, operator=operator, operands=tuple(operands))

    def relation(self, left: Node, depth: int) -> Node:
        operator = self.take()
        if operator.kind == "in":
            options, end = self.options(depth)
            node: Node = Membership(start=left.start, end=end, item=left, options=options)
        else:
            right = self.expression(_SUM, depth + 1)
            node = Binary(start=left.start, end=right.end, operator=operator.kind, left=left, right=right)
        if _BINDING.get(self.peek().kind) == _RELATION:
            self.chained(node, depth)
        return node

    def chained(self, node: Node, depth: int) -> None:
        """Reports ``a < b < c`` once, however long the chain is."""
        again = self.peek()
        remedy = "join two comparisons with &&"
        while _BINDING.get(self.peek().kind) == _RELATION:
            operator = self.take()
            if operator.kind == "in":
                self.options(depth)
                continue
            right = self.expression(_SUM, depth + 1)
            if operator is again and isinstance(node, Binary):
                remedy = f"write {self.quote(node)} && {self.quote(node.right)} {again.text} {self.quote(right)}"
        self.faults.append(fault_at(self.text, again.start, "a comparison cannot follow a comparison", remedy))

    def options(self, depth: int) -> tuple[tuple[Node, ...], int]:
        self.expect("[", "write the values in square brackets, as x in [1, 2, 3]")
        if self.peek().kind == "]":
            self.stop("the list is empty", "name at least one value, as x in [1, 2]")
        options = [self.expression(_CHOICE, depth + 1)]
        while self.peek().kind == ",":
            self.take()
            options.append(self.expression(_CHOICE, depth + 1))
        closing = self.expect("]", "close the list with ]")
        return tuple(options), closing.end

    # Operands

    def operand(self, depth: int) -> Node:
        token = self.peek()
        if token.kind not in _OPERAND_STARTS:
            self.no_operand(token)
        self.take()
        match token.kind:
            case "-" | "!":
                inner = self.expression(_UNARY, depth + 1)
                return Unary(start=token.start, end=inner.end, operator=token.kind, operand=inner)
            case "(":
                inner = self.expression(_CHOICE, depth + 1)
                closing = self.expect(")", "close the bracket with )")
                return replace(inner, start=token.start, end=closing.end)
            case "number":
                return Literal(start=token.start, end=token.end, value=float(token.text))
            case "text":
                return Word(start=token.start, end=token.end, word=token.text[1:-1])
            case "true" | "false":
                return Literal(start=token.start, end=token.end, value=token.kind == "true")
            case "p":
                return self.parameter(token)
            case "has":
                return self.has(token)
            case "quantity":
                return self.quantity(token)
            case "min" | "max" | "abs":
                return self.call(token, depth)
        return self.name(token)

    def no_operand(self, token: Token) -> NoReturn:
        if token.kind == END:
            self.stop("the rule ends too early", "write a value after the last operator")
        if token.kind == "null":
            self.stop("there is no null", "ask has(name) whether a feature is known")
        if token.kind == "[":
            self.stop("a list is not a value", "lists stand after in, as x in [1, 2]")
        self.stop(f"{token.text!r} stands where a value should be", "write a number, a name or p.name")

    def parameter(self, token: Token) -> Node:
        self.expect(".", "write a parameter as p.name")
        word = self.take_word("p.")
        return Parameter(start=token.start, end=word.end, name=word.text)

    def has(self, token: Token) -> Node:
        self.expect("(", "write has(name)")
        if self.peek().kind == "p":
            self.stop("a parameter always has a value", "ask has(...) of a feature")
        word = self.take_word("has(")
        closing = self.expect(")", "has takes one feature, as has(weight)")
        return Has(start=token.start, end=closing.end, name=word.text)

    def take_word(self, before: str) -> Token:
        if self.peek().kind != "word":
            self.stop(f"a name should follow {before}", f"write {before}name{')' if before.endswith('(') else ''}")
        return self.take()

    def quantity(self, token: Token) -> Node:
        usage = "write a number and a UCUM unit, as quantity(2, 'kg')"
        self.expect("(", usage)
        sign = -1.0 if self.peek().kind == "-" else 1.0
        if sign < 0:
            self.take()
        number = self.expect("number", usage)
        self.expect(",", usage)
        code = self.expect("text", usage)
        closing = self.expect(")", usage)
        value = sign * float(number.text)
        return Literal(start=token.start, end=closing.end, value=value, code=code.text[1:-1])

    def call(self, token: Token, depth: int) -> Node:
        function = cast('OneOf["min", "max", "abs"]', token.kind)
        self.expect("(", f"write {function}(...)")
        arguments = [self.expression(_CHOICE, depth + 1)]
        while self.peek().kind == ",":
            self.take()
            arguments.append(self.expression(_CHOICE, depth + 1))
        closing = self.expect(")", f"close {function}( with )")
        node = Call(start=token.start, end=closing.end, function=function, arguments=tuple(arguments))
        if function == "abs" and len(arguments) != 1:
            self.note(token, f"abs takes one value, not {len(arguments)}", "write abs(x)")
        if function != "abs" and len(arguments) < 2:
            self.note(token, f"{function} takes at least two values", f"write {function}(x, y)")
        return node

    def name(self, token: Token) -> Node:
        if self.peek().kind == "(":
            close = get_close_matches(token.text, _FUNCTIONS, n=1, cutoff=0.4)
            known = f"did you mean {close[0]}?" if close else f"the functions are {', '.join(_FUNCTIONS)}"
            self.position -= 1
            self.stop(f"there is no function {token.text}", known)
        return Name(start=token.start, end=token.end, name=token.text)

    # Tokens

    def peek(self) -> Token:
        return self.tokens[self.position]

    def take(self) -> Token:
        token = self.tokens[self.position]
        if token.kind != END:
            self.position += 1
        return token

    def expect(self, kind: str, remedy: str) -> Token:
        token = self.peek()
        if token.kind != kind:
            found = "the rule ends" if token.kind == END else f"{token.text!r} stands"
            wanted = {"number": "a number", "text": "a unit in quotes"}.get(kind, kind)
            self.stop(f"{found} where {wanted} should be", remedy)
        return self.take()

    def quote(self, node: Node) -> str:
        return self.text[node.start : node.end]

    def note(self, token: Token, message: str, remedy: str) -> None:
        self.faults.append(fault_at(self.text, token.start, message, remedy))

    def stop(self, message: str, remedy: str) -> NoReturn:
        raise _Stop(fault_at(self.text, self.peek().start, message, remedy))
