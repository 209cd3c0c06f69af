"""Text files from anywhere: is it text at all, in which encoding, line by line, however long a line is."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pagus.errors import ShapeError
from pagus.kernel.spreadsheets import header_of, refuse_container

__all__ = ["LONGEST_LINE", "CsvTable", "TextLine", "check_readable", "lines_of", "open_table"]

LONGEST_LINE = 65_536
_UTF_16 = "{file} is text in UTF-16: save it as UTF-8, or name its encoding: utf-16"


class TextLine(NamedTuple):
    """A line without its end; ``text`` is None when it was longer than ``LONGEST_LINE``."""

    number: int
    text: str | None


def check_readable(path: Path, encoding: str) -> int:
    """How many lines has this text file?

    Takes: a path and the name of an encoding. The whole file is read once, so that nothing is stored of a file that
    turns out to be unreadable further down.
    Refuses: ShapeError when it is absent, empty, no text, or text in another encoding, and says where.
    """
    if not path.is_file():
        raise ShapeError("{file} is no file: check its path", file=path.name)
    with path.open("rb") as stream:
        start = stream.read(16)
    if not start:
        raise ShapeError("{file} is empty: a header line and data are expected", file=path.name)
    refuse_container(start, path.name)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) and encoding == "utf-8":
        raise ShapeError(_UTF_16, file=path.name)
    number = 0
    try:
        for line in lines_of(path, encoding):
            number = line.number
            if line.text is not None and "\x00" in line.text:
                raise ShapeError("{file} is no text: line {line} holds a zero byte", file=path.name, line=number)
    except UnicodeDecodeError as error:
        raise _wrong_encoding(path, encoding, error) from error
    except LookupError as error:
        raise ShapeError("{encoding} is no encoding: use utf-8 or windows-1252", encoding=encoding) from error
    return number


def _wrong_encoding(path: Path, encoding: str, error: UnicodeDecodeError) -> ShapeError:
    found = error.object[error.start]
    with path.open("rb") as stream:
        line = 1 + sum(1 for text in stream if _decodes(text, encoding))
    return ShapeError(
        "{file} is not {encoding}: near line {line} stands the byte 0x{byte:02x}; save it as UTF-8, or name its "
        "encoding, as windows-1252",
        file=path.name,
        encoding=encoding,
        line=line,
        byte=found,
    )


def _decodes(text: bytes, encoding: str) -> bool:
    try:
        text.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def lines_of(path: Path, encoding: str) -> Iterator[TextLine]:
    """The lines of a text file, numbered from 1. A line that is too long is passed over without keeping it."""
    name = "utf-8-sig" if encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else encoding
    with path.open(encoding=name, newline=None) as stream:
        number = 0
        while text := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(text) > LONGEST_LINE and not text.endswith("\n"):
                while rest := stream.readline(LONGEST_LINE):
                    if rest.endswith("\n"):
                        break
                yield TextLine(number, None)
            else:
                yield TextLine(number, text.removesuffix("\n"))


class CsvTable(NamedTuple):
    """A table in a text file: its columns, and how a line is cut into them."""

    columns: tuple[str, ...]
    delimiter: str

    def cut(self, text: str) -> dict[str, str]:
        """The cells of one line by column. Refuses: ShapeError when it is not cut as the header says."""
        try:
            cells = next(csv.reader([text], delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            raise ShapeError("the line cannot be cut into cells: {reason}", reason=str(error)) from error
        if len(cells) != len(self.columns):
            raise ShapeError(
                "the line has {found} cells, the header {expected}", found=len(cells), expected=len(self.columns)
            )
        return dict(zip(self.columns, (cell.strip() for cell in cells), strict=True))


def open_table(path: Path, encoding: str) -> CsvTable:
    """Which columns has this CSV file, and what parts them?

    Refuses: ShapeError when the first line is no header: too long, or with a name that comes twice.
    """
    header = next(lines_of(path, encoding)).text
    if header is None:
        raise ShapeError(
            "{file}: the first line is longer than {limit} characters, so it is no header",
            file=path.name,
            limit=LONGEST_LINE,
        )
    return CsvTable(*header_of(header, path.name))
