"""What is wrong: messages that lack or differ, and words of templates that nobody marked for translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog, Message
from django.template.base import Lexer, TokenType

from translating.catalogues import LANGUAGES, SOURCE, identity, is_whole, messages, mo_bytes, module_name, po_path, read

__all__ = ["faults", "unmarked_words"]

UNMARKED = {"Pagus", "CSV", "PDF", "FR", "EN", "DE", "Français", "English", "Deutsch", "mg", "dL", "km²"}
"""Words that stand in templates as they are, in every language."""
EXEMPT = {"500.html", "field_facts.html"}
"""A page that speaks three languages at once, as nothing else may be asked when it is drawn; a part of a tag."""

_NAMED = re.compile(r"%\((\w+)\)[sd]")
_LONE_PERCENT = re.compile(r"(?<!%)%(?!%|\(\w+\)[sd])")
_SPOKEN_ATTRIBUTE = re.compile(r'\b(?:aria-label|title|alt|placeholder|data-help)="([^"]*)"')
_SILENT = re.compile(r"<(code|pre|script|style)\b.*?</\1>|<[^>]*>|&\w+;", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def placeholders(text: str) -> tuple[list[str], list[str]]:
    """The parts of a message that the program fills in: ``%(name)s``, and ``{name!r:>3}`` where it is a format."""
    try:
        parts = [(name, conversion, form) for _, name, form, conversion in Formatter().parse(text)]
        braces = [f"{name}!{conversion}:{form}" for name, conversion, form in parts if name is not None]
    except ValueError:
        braces = ["no format"]
    return sorted(_NAMED.findall(text)), sorted(braces)


def message_faults(message: Message) -> Iterator[str]:
    """What is wrong with one translated message?"""
    english = message.id if isinstance(message.id, tuple) else (message.id, message.id)
    if message.fuzzy:
        yield "is marked fuzzy"
    if not is_whole(message):
        yield "is not translated"
        return
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    # The singular may leave its number out ("one rule"); every other form has all that the English has.
    for index, string in enumerate(strings):
        source = english[min(index, 1)]
        if placeholders(string) != placeholders(source):
            yield f"has other placeholders: {string!r}"
        interpolated = "%%" in source or bool(_NAMED.search(source))
        if interpolated and _LONE_PERCENT.search(string):
            yield f"needs %% for a percent sign: {string!r}"
        if not interpolated and "%%" in string:
            yield f"doubles a percent sign: {string!r}"
        if string[:1].isspace() != source[:1].isspace() or string[-1:].isspace() != source[-1:].isspace():
            yield f"begins or ends with a space where the English does not: {string!r}"


def faults(template: Catalog) -> Iterator[str]:
    """Everything that is wrong with the catalogues, in words."""
    for language in LANGUAGES:
        known = read(language)
        for message in messages(template):
            translated = known.get(message.id, message.context)
            if translated is None:
                yield f"{language}: {identity(message)!r} is missing: run the command update"
                continue
            yield from (f"{language}: {identity(message)!r} {fault}" for fault in message_faults(translated))
        gone = [each for each in messages(known) if template.get(each.id, each.context) is None]
        yield from (f"{language}: {identity(each)!r} is no longer used: run the command update" for each in gone)
        compiled = po_path(language).with_suffix(".mo")
        if not compiled.is_file() or compiled.read_bytes() != mo_bytes(language):
            yield f"{language}: django.mo is not what django.po gives: run the command compile"


def unmarked_words() -> Iterator[str]:
    """Words that a template shows without marking them for translation."""
    for path in sorted(SOURCE.rglob("*.html")):
        if path.name in EXEMPT:
            continue
        words = sorted(shown_words(path.read_text(encoding="utf-8")))
        if words:
            yield f"{module_name(path)}: {', '.join(words)}"


def shown_words(template: str) -> set[str]:
    """The words that this template shows, or speaks to screen readers, without marking them for translation."""
    shown = _shown_text(template)
    spoken = " ".join(_SPOKEN_ATTRIBUTE.findall(shown))
    return set(_LETTERS.findall(_SILENT.sub(" ", shown) + " " + spoken)) - UNMARKED


def _shown_text(template: str) -> str:
    """The text of a template without its tags, its comments and what is marked for translation."""
    kept: list[str] = []
    hidden = ""
    for token in Lexer(template).tokenize():
        word = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK and token.contents == "block main_class":
            hidden = "endblock"
        elif token.token_type == TokenType.BLOCK and word in {"comment", "blocktranslate"}:
            hidden = f"end{word}"
        elif token.token_type == TokenType.BLOCK and word == hidden:
            hidden = ""
        elif token.token_type == TokenType.TEXT and not hidden:
            kept.append(token.contents)
    return "".join(kept)
