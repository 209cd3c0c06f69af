"""What people save from a spreadsheet: one table as CSV, in whatever encoding, separator and decimal sign theirs has.

For tables that fit into memory and are used whole or not at all. Files of machines (national registers, observations by
the million) are read line by line in ``doors``; what parts cells and what is no text at all is asked here for them too.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pagus.errors import InputError, ShapeError

__all__ = ["Sheet", "SheetRow", "header_of", "read_sheet", "refuse_container", "require_columns", "text_of"]

_SEPARATORS = (",", ";", "\t", "|")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTAINERS = {
    b"PK\x03\x04": "{file} is a ZIP or spreadsheet file: save it as CSV",
    b"\x1f\x8b": "{file} is compressed with gzip: unpack it first",
    b"\x28\xb5\x2f\xfd": "{file} is compressed with zstd: unpack it first",
    b"%PDF": "{file} is a PDF: save the table as CSV",
    b"\xd0\xcf\x11\xe0": "{file} is an old spreadsheet file: save it as CSV",
    b"SQLite format 3": "{file} is an SQLite database: export a table as CSV",
}
_NO_LETTERS = frozenset(map(chr, range(32))) - set("\t\r\n")
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line below the header: its number as an editor counts, and its cells by column, without outer spaces."""

    file: str
    line: int
    cells: Mapping[str, str]
    decimal_comma: bool
    problem: ShapeError | None = None
    """Why it has no cells: more or fewer than the header names."""

    def text(self, column: str) -> str:
        """The cell, empty where the column is absent."""
        return self.cells.get(column, "")

    def pointed(self, column: str) -> str:
        """The cell with the decimal comma of its spreadsheet, if it has one, as a point."""
        return self.text(column).replace(",", ".") if self.decimal_comma else self.text(column)

    def number(self, column: str) -> float | None:
        """Which number stands in the cell; None where it is empty. Refuses: InputError with line and column."""
        text = self.pointed(column)
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            key = "{file}, line {line}, column {column}: {text!r} is no number"
            if "," in text:
                key = "{file}, line {line}, column {column}: {text!r} is no number: write it with a point"
            raise InputError(key, file=self.file, line=self.line, column=column, text=self.text(column)[:40])
        return number


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns in their order, and its lines; empty ones are left out."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    def whole(self) -> tuple[SheetRow, ...]:
        """Every line, all of them sound. Refuses: ShapeError with the first line that is not."""
        for row in self.rows:
            if row.problem is not None:
                raise ShapeError("{file}, line {line}: {reason}", file=row.file, line=row.line, reason=str(row.problem))
        return self.rows


def read_sheet(
    content: bytes | str,
    file: str,
    needed: Collection[str],
    others: Collection[str] | None = None,
    *,
    most_bytes: int = MOST_BYTES,
) -> Sheet:
    """Which table is this?

    Takes: what was sent or stands in a file; what to call it in a refusal; the columns that must be there, and those
    that may (None: any). Numbers may be written 1,5 where something else than a comma parts the cells.
    Gives: the columns and the lines below them.
    Refuses: ShapeError for what is too long, no text, cannot be cut, or has a column too few, too many or twice.
    """
    text = text_of(content, file, most_bytes)
    columns, separator = header_of(text.partition("\n")[0].rstrip("\r"), file)
    require_columns(columns, file, needed, others)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        next(reader)
        rows = tuple(
            _row(file, reader.line_num, columns, cells, decimal_comma=separator != ",")
            for cells in reader
            if any(map(str.strip, cells))
        )
    except csv.Error as error:
        raise ShapeError("{file}, line {line}: {reason}", file=file, line=reader.line_num, reason=error) from error
    return Sheet(columns, rows)


def header_of(header: str, file: str) -> tuple[tuple[str, ...], str]:
    """Which columns does this first line name, and what parts them?

    Takes: the line; what to call its file. Gives: the names in their order; the separator. Refuses: ShapeError for a
    name that comes twice, or a line that cannot be cut.
    """
    separator = max(_SEPARATORS, key=header.count)
    try:
        columns = tuple(cell.strip() for cell in next(csv.reader([header], delimiter=separator, strict=True)))
    except csv.Error as error:
        raise ShapeError("{file}: the header cannot be read: {reason}", file=file, reason=str(error)) from error
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise ShapeError("{file}: the column {name!r} comes twice", file=file, name=twice[0])
    return columns, separator


def refuse_container(start: bytes, file: str) -> None:
    """Refuse what begins as a file of another kind does, and say which.

    Takes: the first bytes; what to call the file. Refuses: ShapeError.
    """
    mark = next((mark for mark in _CONTAINERS if start.startswith(mark)), None)
    if mark is not None:
        raise ShapeError(_CONTAINERS[mark], file=file)


def text_of(content: bytes | str, file: str, most_bytes: int = MOST_BYTES) -> str:
    """What does this say, whatever program wrote it?

    Takes: the content; what to call its file; how long it may be, in bytes. Gives: its text, without a mark before it.
    Method: UTF-8, or UTF-16 where its mark says so, else the encoding of Windows in the west of Europe, in which nearly
    every byte is some letter: so UTF-8 is tried first, and what then holds signs that are no letters is no text.
    Refuses: ShapeError for what is too long, empty or no text.
    """
    if len(content) > most_bytes:
        raise ShapeError("{file} is larger than {limit} bytes: split it", file=file, limit=most_bytes)
    text = _decoded(content, file) if isinstance(content, bytes) else content.removeprefix("\ufeff")
    if not text.strip():
        raise ShapeError("{file} is empty: a header line and data are expected", file=file)
    return text


def _decoded(content: bytes, file: str) -> str:
    refuse_container(content[:16], file)
    encodings = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "windows-1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_LETTERS & set(text):
            return text
    raise ShapeError("{file} is no text: save the table as CSV in UTF-8", file=file)


def require_columns(
    columns: Sequence[str], file: str, needed: Collection[str], others: Collection[str] | None = None
) -> None:
    """Refuse a header that lacks a needed column, or has one that is neither needed nor known.

    Takes: the names in the header; what to call the file; the columns that must be there, and those that may (None:
    any). Refuses: ShapeError.
    """
    lacking = [name for name in needed if name not in columns]
    if lacking:
        raise ShapeError(
            "{file} lacks the column {missing}: its first line needs {needed}",
            file=file, missing=", ".join(lacking), needed=", ".join(needed),
        )  # fmt: skip
    for number, name in enumerate(columns, 1):
        if others is not None and name not in needed and name not in others:
            raise ShapeError(
                "{file}, line 1, column {number}: a column {name} that nothing here reads; known are {known}",
                file=file, number=number, name=name[:40], known=", ".join([*needed, *others]),
            )  # fmt: skip


def _row(file: str, line: int, columns: Sequence[str], cells: Sequence[str], *, decimal_comma: bool) -> SheetRow:
    if len(cells) != len(columns):
        problem = ShapeError(
            "the line has {found} cells, the header {expected}", found=len(cells), expected=len(columns)
        )
        return SheetRow(file, line, {}, decimal_comma, problem)
    return SheetRow(file, line, dict(zip(columns, map(str.strip, cells), strict=True)), decimal_comma)
