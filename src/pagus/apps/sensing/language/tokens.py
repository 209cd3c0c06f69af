"""Cutting a filter into words. What is no word is refused at once, with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from pagus.errors import InputError

__all__ = ["LONGEST", "MOST_TOKENS", "Token", "tokens_of"]

LONGEST = 4_000
"""Characters of one filter or ordering."""
MOST_TOKENS = 600

_INSTANT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+\- ]\d{2}:?\d{2})?"
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n]+)
    |(?P<interval>{_INSTANT}/{_INSTANT})
    |(?P<instant>{_INSTANT})
    |(?P<date>\d{{4}}-\d{{2}}-\d{{2}})
    |(?P<clock>\d{{2}}:\d{{2}}:\d{{2}}(?:\.\d{{1,9}})?)
    |(?P<number>\d{{1,30}}(?:\.\d{{1,30}})?(?:[eE][+-]?\d{{1,3}})?)
    |(?P<duration>duration'(?:[^']|''){{0,60}}')
    |(?P<geometry>(?:geography|geometry)'(?:[^']|''){{0,3000}}')
    |(?P<text>'(?:[^']|''){{0,2000}}')
    |(?P<name>(?:@iot\.)?[A-Za-z_][A-Za-z_0-9]{{0,60}}(?:\.[A-Za-z_]{{1,30}})?)
    |(?P<mark>[(),/:\-])""",
    re.VERBOSE | re.ASCII,
)


class Token(NamedTuple):
    """One word: what it is, as it was written, and where it began."""

    kind: str
    text: str
    at: int


def tokens_of(text: str) -> list[Token]:
    """Which words stand in this text?

    Takes: a filter or an ordering. Gives: its words, without the spaces, and one of kind ``end``.
    Refuses: InputError for a text that is too long, has too many words, or a character that belongs to no word.
    """
    if len(text) > LONGEST:
        raise InputError("the expression has {length} characters: at most {most}", length=len(text), most=LONGEST)
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise InputError("{word!r} at character {at} cannot be read here", word=text[at : at + 12], at=at + 1)
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match[0], at))
        at = match.end()
    if len(found) > MOST_TOKENS:
        raise InputError("the expression has {count} words: at most {most}", count=len(found), most=MOST_TOKENS)
    return [*found, Token("end", "", len(text))]
