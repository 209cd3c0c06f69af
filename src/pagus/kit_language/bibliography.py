"""``sources.bib`` -> sources: the small part of BibTeX that kits use, with line numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pagus.errors import Fault
from pagus.kit_language.model import Source

__all__ = [
    "Bibliography",
    "read_bibliography",
]

FILE = "sources.bib"
ENTRY_TYPES = ("article", "misc", "book", "legislation", "techreport")
LONGEST_VALUE = 4_000
MOST_ENTRIES = 500
FIELDS = ("title", "author", "year", "doi", "url", "journal", "publisher", "note")

_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^\s,{}]*)\s*,")
_FIELD = re.compile(r"\s*([A-Za-z]+)\s*=\s*")
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The sources by key, the line of each, and what is wrong with the file."""

    sources: Mapping[str, Source]
    lines: Mapping[str, int]
    faults: tuple[Fault, ...]


class _Unreadable(Exception):
    def __init__(self, position: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.position, self.message, self.remedy = position, message, remedy


def read_bibliography(text: str) -> Bibliography:
    """Which sources does this file hold?

    Takes: the text of sources.bib. Gives: sources by key, and every fault with its line. After an entry that cannot
    be read to its end, reading goes on at the next ``@`` that begins a line.
    """
    sources: dict[str, Source] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    position = 0
    while (start := text.find("@", position)) >= 0:
        line = text.count("\n", 0, start) + 1
        if len(lines) + len(faults) >= MOST_ENTRIES:
            message, remedy = f"more than {MOST_ENTRIES} entries or faults", "a kit cites what it uses"
            faults.append(Fault(file=FILE, line=line, message=message, remedy=remedy))
            break
        try:
            key, fields, position = _entry(text, start)
        except _Unreadable as error:
            at = text.count("\n", 0, error.position) + 1
            faults.append(Fault(file=FILE, line=at, message=error.message, remedy=error.remedy))
            following = text.find("\n@", start + 1)
            position = following + 1 if following >= 0 else len(text)
            continue
        if key in lines:
            message = f"key {key!r} stands again"
            faults.append(Fault(file=FILE, line=line, path=key, message=message, remedy=f"line {lines[key]} has it"))
            continue
        lines[key] = line
        problems = _problems(key, fields)
        faults += [Fault(file=FILE, line=line, path=key, message=what, remedy=remedy) for what, remedy in problems]
        sources[key] = _source(key, fields)
    return Bibliography(sources, lines, tuple(faults))


def _entry(text: str, start: int) -> tuple[str, dict[str, str], int]:
    """Read one entry. Gives its key, its fields, and the position after its closing brace."""
    head = _ENTRY.match(text, start)
    if head is None:
        raise _Unreadable(start, "an entry begins here that cannot be read", "write it as @article{key, title = {...}}")
    if head[1].lower() not in ENTRY_TYPES:
        raise _Unreadable(start, f"@{head[1]} is not used here", "use @" + ", @".join(ENTRY_TYPES))
    fields: dict[str, str] = {}
    position, last = head.end(), start
    while True:
        field = _FIELD.match(text, position)
        if field is None:
            break
        last = field.start(1)
        name = field[1].lower()
        if name in fields:
            raise _Unreadable(field.start(1), f"field {name} stands twice in {head[2]}", "keep one")
        value, position = _value(text, field.end())
        fields[name] = " ".join(value.split())
        comma = re.compile(r"\s*,").match(text, position)
        if comma is None:
            break
        position = comma.end()
    close = re.compile(r"\s*\}").match(text, position)
    if close is None:
        remedy = "close its braces, end each field with a comma and the entry with }"
        raise _Unreadable(last, f"entry {head[2]} does not end after this field", remedy)
    return head[2], fields, close.end()


def _value(text: str, position: int) -> tuple[str, int]:
    if position < len(text) and text[position] == '"':
        end = text.find('"', position + 1, position + LONGEST_VALUE)
        if end < 0:
            raise _Unreadable(position, "a quote opens here and does not close", 'add the closing "')
        return text[position + 1 : end], end + 1
    bare = re.compile(r"\d+").match(text, position)
    if bare is not None:
        return bare[0], bare.end()
    if position >= len(text) or text[position] != "{":
        raise _Unreadable(min(position, len(text) - 1), "a value is expected here", "put it in braces: {...}")
    depth = 0
    for at in range(position, min(position + LONGEST_VALUE, len(text))):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return text[position + 1 : at].replace("{", "").replace("}", ""), at + 1
    message = f"a brace opens here and does not close within {LONGEST_VALUE} characters"
    raise _Unreadable(position, message, "add the closing }")


def _problems(key: str, fields: Mapping[str, str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if not _KEY.fullmatch(key):
        found.append((f"{key!r} is not a key", "lower case letters, digits, _ and -, as battelino_2019"))
    known = f"fields are {', '.join(FIELDS)}"
    found += [(f"field {name} is not used here", known) for name in fields if name not in FIELDS]
    if not fields.get("title"):
        found.append(("no title", "add title = {...}"))
    if not re.fullmatch(r"1[89]\d\d|20\d\d", fields.get("year", "")):
        found.append(("no year of four digits", "add year = {2019}"))
    if "doi" not in fields and "url" not in fields:
        found.append(("neither doi nor url", "add one, so that a reader can find it"))
    if "doi" in fields and not _DOI.fullmatch(fields["doi"]):
        found.append((f"{fields['doi']!r} is not a DOI", "write it without https://doi.org/, as 10.2337/dci19-0028"))
    if "url" in fields and not re.fullmatch(r"https://[^\s/]+(/\S*)?", fields["url"]):
        found.append((f"{fields['url']!r} is not an https address", "write it whole, beginning with https://"))
    return found


def _source(key: str, fields: Mapping[str, str]) -> Source:
    year = fields.get("year", "")
    return Source(
        key=key,
        title=fields.get("title", ""),
        authors=fields.get("author", "").replace(" and ", "; "),
        year=int(year) if re.fullmatch(r"\d{4}", year) else None,
        doi=fields.get("doi"),
        url=fields.get("url"),
        note="; ".join(fields[name] for name in ("journal", "publisher", "note") if fields.get(name)),
    )
