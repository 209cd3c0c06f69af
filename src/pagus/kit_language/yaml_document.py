"""YAML text -> plain data with line numbers: the small part of YAML 1.2 that a kit may use.

Works on the event stream of the pure parser, so nothing is ever constructed: no tags, no anchors, no
aliases (and so no expansion bombs), one document, bounded depth and size, every key once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from pagus.errors import Fault

__all__ = [
    "Path",
    "YamlDocument",
    "path_text",
    "read_yaml",
]

Path = tuple[str | int, ...]
"""Keys and positions from the root of a document: ``("rules", "silent", "when")``."""

DEEPEST = 12
MOST_NODES = 30_000
LONGEST_NUMBER = 40

_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The data of one file, and the line of each of its paths (1 is the first line)."""

    file: str
    data: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Which line speaks of this path? The nearest ancestor's when the path itself is absent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path, message: str, remedy: str) -> Fault:
        """A fault of this file at this path."""
        return Fault(file=self.file, line=self.line(path), path=path_text(path), message=message, remedy=remedy)


def path_text(path: Path) -> str:
    """How is this path written for a reader? Example: ``("a", "b", 2)`` is ``a.b[2]``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


class _Refused(Exception):
    """The first thing of a file that stops its reading."""

    def __init__(self, line: int, message: str, remedy: str, path: Path = ()) -> None:
        super().__init__(message)
        self.line, self.message, self.remedy, self.path = line, message, remedy, path


def read_yaml(text: str, file: str) -> tuple[YamlDocument | None, list[Fault]]:
    """What does this YAML text say, line by line?

    Takes: the text and the name of its file. Gives: the document and the faults found; the document is None when the
    text cannot be read to its end (one fault then says why). A repeated key is a fault, and its first value counts.
    """
    builder = _Builder()
    try:
        for event in YAML(typ="safe", pure=True).parse(StringIO(text)):
            builder.take(event)
    except _Refused as refused:
        fault = Fault(
            file=file, line=refused.line, path=path_text(refused.path), message=refused.message, remedy=refused.remedy
        )
        return None, [fault]
    except YAMLError as error:
        return None, [_syntax_fault(error, text, file)]
    document = YamlDocument(file, builder.root, builder.lines)
    return document, [document.fault(path, *words) for path, words in builder.repeated]


def _syntax_fault(error: YAMLError, text: str, file: str) -> Fault:
    mark = (error.problem_mark or error.context_mark) if isinstance(error, MarkedYAMLError) else None
    number = mark.line + 1 if mark is not None else 1
    lines = text.splitlines()
    written = lines[number - 1] if 0 < number <= len(lines) else ""
    indent = written[: len(written) - len(written.lstrip())]
    if "\t" in indent:
        return Fault(file=file, line=number, message="a tab indents this line", remedy="indent with spaces")
    if re.match(r"\s*[\w-]+:\s+!", written):
        return Fault(file=file, line=number, message="a text that begins with ! is a tag", remedy="put it in quotes")
    problem = (error.problem if isinstance(error, MarkedYAMLError) else None) or "it is not YAML"
    remedy = "check the colons, quotes and indentation of this line and the one before; text with ': ' needs quotes"
    return Fault(file=file, line=number, message=f"not readable as YAML: {problem}", remedy=remedy)


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is being filled."""

    path: Path
    values: dict[str, Any] | list[Any]
    key: str | None = None
    skipped: bool = False
    """The value that comes next belongs to a repeated key: read, and not kept."""


@dataclass(slots=True)
class _Builder:
    """Turns events into data; its stack is its own, so depth is bounded by ``DEEPEST`` and not by Python."""

    root: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[tuple[Path, tuple[str, str]]] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0
    nodes: int = 0

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        kind = type(event).__name__
        if kind == "DocumentStartEvent":
            self._start_document(event, line)
        elif kind == "AliasEvent":
            raise _Refused(line, f"alias *{event.anchor}", "write the value out: aliases are not allowed in a kit")
        elif kind in {"ScalarEvent", "MappingStartEvent", "SequenceStartEvent"}:
            self._check(event, line)
            self._node(event, kind, line)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self.stack.pop()

    def _start_document(self, event: Any, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _Refused(line, "a second document begins here", "keep one document a file: remove the line ---")
        if event.version is not None or event.tags:
            raise _Refused(line, "a % directive", "remove it: a kit is read as YAML 1.2")

    def _check(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            raise _Refused(line, f"anchor &{event.anchor}", "remove it: anchors and aliases are not allowed in a kit")
        if event.ctag is not None:
            raise _Refused(line, f"tag {event.ctag}", "remove it: a kit holds only texts, numbers, lists and mappings")
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _Refused(line, f"more than {MOST_NODES} values in one file", "split the file")
        if len(self.stack) > DEEPEST:
            raise _Refused(line, f"nested deeper than {DEEPEST} levels", "no part of a kit is nested so deep")

    def _node(self, event: Any, kind: str, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.values, dict) and top.key is None:
            self._key(top, event, kind, line)
            return
        value: Any = _scalar(event) if kind == "ScalarEvent" else {} if kind == "MappingStartEvent" else []
        path = self._place(top, value, line)
        if kind != "ScalarEvent":
            self.stack.append(_Open(path, value))

    def _key(self, top: _Open, event: Any, kind: str, line: int) -> None:
        if kind != "ScalarEvent":
            raise _Refused(line, "a key that is itself a list or a mapping", "use a word as key", top.path)
        key = str(event.value)
        path = (*top.path, key)
        assert isinstance(top.values, dict)  # the caller has seen it
        top.skipped = key in top.values
        if top.skipped:
            first = self.lines[path]
            self.repeated.append((path, (f"key {key!r} stands again on line {line}", f"keep one: line {first} has it")))
        else:
            self.lines[path] = line
        top.key = key

    def _place(self, top: _Open | None, value: Any, line: int) -> Path:
        if top is None:
            self.root = value
            self.lines[()] = line
            return ()
        if isinstance(top.values, list):
            top.values.append(value)
            path: Path = (*top.path, len(top.values) - 1)
            self.lines[path] = line
            return path
        key, top.key = str(top.key), None
        if not top.skipped:
            top.values[key] = value
            return (*top.path, key)
        return (*top.path, key, "(again)")


def _scalar(event: Any) -> str | int | float | bool | None:
    text = str(event.value)
    if event.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= LONGEST_NUMBER and _NUMBER.fullmatch(text):
        return int(text) if _INTEGER.fullmatch(text) else float(text)
    return text
