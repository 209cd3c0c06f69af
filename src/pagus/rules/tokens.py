"""From characters to tokens, with a remedy for what people write from other languages."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from pagus.errors import Fault
from pagus.rules.faults import fault_at

__all__ = ["END", "RESERVED", "Token", "tokenize"]

END = "end of rule"
RESERVED = frozenset({"true", "false", "in", "has", "min", "max", "abs", "quantity", "p", "null", "and", "or", "not"})
"""Words that no feature may be called."""


class Token(NamedTuple):
    """``kind`` is number, word or text, or the operator or reserved word itself; ``END`` closes the list."""

    kind: str
    text: str
    start: int
    end: int


_PATTERN = re.compile(
    r"(?P<space>[ \t\r\n]+)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))"
    r"|(?P<badnumber>[\d.]*\d[\w.]*)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<text>'[^'\n]*'|\"[^\"\n]*\")"
    r"|(?P<foreignpair><>|=<|=>)"
    r"|(?P<operator>&&|\|\||<=|>=|==|!=|[-+*/<>!?:.,()\[\]])"
    r"|(?P<foreign>.)",
    re.DOTALL,
)
_MEANT = {
    "=": "==", "=<": "<=", "=>": ">=", "<>": "!=", "&": "&&", "|": "||", "≤": "<=", "≥": ">=", "≠": "!=", "×": "*",
    "÷": "/", "−": "-", "and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!", "True": "true",
    "False": "false",
}  # fmt: skip
"""What other languages write, and what it is here. The parser goes on with it, to find the next fault."""
_REMEDIES = {
    "%": "for a percentage write quantity(4, '%')",
    "^": "write a product, as x * x",
    "'": "close the quote on the same line",
    '"': "close the quote on the same line",
    ";": "a rule is one expression: take the semicolon away",
}
_MOST_FAULTS = 20


def tokenize(text: str) -> tuple[list[Token], list[Fault], bool]:
    """Which tokens does this text hold?

    Takes: a rule text. Gives: the tokens, ended by one of kind ``END``; the faults found on the way (at most 20: a
    binary file is not reported byte by byte); and whether the tokens are still worth parsing.
    """
    tokens: list[Token] = []
    faults: list[Fault] = []
    readable = True
    for match in _PATTERN.finditer(text):
        kind, piece = str(match.lastgroup), match.group()
        if kind == "space":
            continue
        fault = _fault(text, kind, piece, match.start())
        if fault is None:
            name = piece if kind == "operator" or piece in RESERVED else kind
            tokens.append(Token(name, piece, match.start(), match.end()))
            continue
        faults.append(fault)
        if piece in _MEANT:
            tokens.append(Token(_MEANT[piece], _MEANT[piece], match.start(), match.end()))
        elif kind in {"number", "badnumber"}:
            tokens.append(Token("number", "1", match.start(), match.end()))
        else:
            readable = False
        if len(faults) == _MOST_FAULTS:
            break
    tokens.append(Token(END, "", len(text), len(text)))
    return tokens, faults, readable and len(faults) < _MOST_FAULTS


def _fault(text: str, kind: str, piece: str, position: int) -> Fault | None:
    if piece in _MEANT:
        return fault_at(text, position, f"{piece!r} does not belong to the rule language", f"write {_MEANT[piece]}")
    if kind == "number" and not math.isfinite(float(piece)):
        return fault_at(text, position, f"the number {piece[:20]} is too large", "write a number below 1.8e308")
    if kind == "badnumber":
        return fault_at(text, position, f"{piece[:20]!r} is not a number", "write digits, as 2, 2.5 or 1e-3")
    if kind == "foreign":
        remedy = _REMEDIES.get(piece, "use numbers, names, p.name and the operators of the rule language")
        return fault_at(text, position, f"{piece!r} does not belong to the rule language", remedy)
    return None
