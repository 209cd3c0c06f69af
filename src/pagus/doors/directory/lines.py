"""Lines of a text table, plain or packed, with their numbers: cells by column, or why there are none."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from pagus.errors import PagusError, ShapeError

__all__ = ["Line", "Table", "digest_of", "first_line", "name_inside", "open_table", "raw_lines"]

_GZIP, _ZIP, _PARQUET = b"\x1f\x8b", b"PK\x03\x04", b"PAR1"
_DELIMITERS = (";", "|", "\t", ",")
CHUNK = 1 << 20


class Line(NamedTuple):
    """One line: its number from 1, and its cells, or the problem that it has none."""

    number: int
    cells: dict[str, str]
    problem: PagusError | None = None


class Table:
    """A table with a header: its columns as they are written, and its lines."""

    def __init__(self, path: Path, encoding: str, columns: tuple[str, ...], delimiter: str, wanted: str) -> None:
        self.path, self.encoding, self.columns, self.delimiter = path, encoding, columns, delimiter
        self.wanted = wanted

    def __iter__(self) -> Iterator[Line]:
        for number, cells in raw_lines(self.path, self.encoding, self.delimiter, self.wanted):
            if number == 1 or not any(cells):
                continue
            if len(cells) != len(self.columns) and any(cells[len(self.columns) :] or ["short"]):
                problem = ShapeError(
                    "the line has {found} cells, the header {wanted}", found=len(cells), wanted=len(self.columns)
                )
                yield Line(number, {}, problem)
            else:
                yield Line(number, dict(zip(self.columns, map(str.strip, cells), strict=False)))


def open_table(path: Path, encoding: str = "utf-8", wanted: str = "") -> Table:
    """Which columns has this file? ``;``, ``|``, tabs or commas stand between its cells, the most frequent of them.

    Takes: a file, plain or packed with gzip; or a zip archive with one table, or with one whose name holds ``wanted``.
    Refuses: ShapeError for a file that is not there, is empty, Parquet, or no text of this encoding.
    """
    header = first_line(path, encoding, wanted)
    delimiter = max(_DELIMITERS, key=header.count)
    columns = tuple(cell.strip() for cell in next(csv.reader([header], delimiter=delimiter)))
    while columns and not columns[-1]:  # some national files end each line with a delimiter
        columns = columns[:-1]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise ShapeError("{file} has the column {name} twice", file=path.name, name=twice[0])
    return Table(path, encoding, columns, delimiter, wanted)


def first_line(path: Path, encoding: str = "utf-8", wanted: str = "") -> str:
    """The first line of this file, without its end. Refuses: ShapeError."""
    with _opened(path, encoding, wanted) as stream:
        try:
            line = stream.readline(CHUNK).rstrip("\r\n")
        except (UnicodeDecodeError, EOFError, zlib.error, zipfile.BadZipFile, OSError) as error:
            raise _unreadable(path, encoding, error) from error
    if not line.strip():
        raise ShapeError("{file} is empty, or begins with an empty line", file=path.name)
    return line


def raw_lines(path: Path, encoding: str, delimiter: str, wanted: str = "") -> Iterator[tuple[int, Sequence[str]]]:
    """The lines as cells, with the number of the line each ends on. Refuses: ShapeError where it cannot be read on."""
    with _opened(path, encoding, wanted) as stream:
        # RPPS and FINESS write quotation marks as they are; only files with commas or semicolons quote cells.
        plain = delimiter in "|\t"
        reader = csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
        try:
            for cells in reader:
                yield reader.line_num, cells
        except (UnicodeDecodeError, EOFError, zlib.error, zipfile.BadZipFile, OSError) as error:
            raise _unreadable(path, encoding, error) from error
        except csv.Error as error:
            raise ShapeError(
                "{file}, line {line}: {reason}", file=path.name, line=reader.line_num, reason=error
            ) from error


def digest_of(path: Path) -> str:
    """The SHA-256 of this file as it lies there, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def name_inside(path: Path, wanted: str = "") -> str:
    """The name of the table: that of the file, or of the one inside a zip archive. Refuses: ShapeError."""
    if not zipfile.is_zipfile(path):
        return path.name
    with zipfile.ZipFile(path) as archive:
        return _member(path, archive, wanted)


def _opened(path: Path, encoding: str, wanted: str = "") -> TextIO:
    if not path.is_file():
        raise ShapeError("{file} is not there, or no file", file=path.name)
    with path.open("rb") as stream:
        start = stream.read(4)
    if start == _PARQUET:
        raise ShapeError("{file} is a Parquet table: this import reads text, as CSV", file=path.name)
    codec = "utf-8-sig" if encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else encoding
    try:
        if start == _ZIP:
            archive = zipfile.ZipFile(path)
            return io.TextIOWrapper(archive.open(_member(path, archive, wanted)), encoding=codec, newline="")
        if start[:2] == _GZIP:
            return gzip.open(path, "rt", encoding=codec, newline="")
        return path.open("r", encoding=codec, newline="")
    except LookupError as error:
        raise ShapeError("{encoding!r} is no encoding: write utf-8 or latin-1", encoding=encoding) from error
    except zipfile.BadZipFile as error:
        raise ShapeError("{file} breaks off, or is damaged: copy it again", file=path.name) from error


def _member(path: Path, archive: zipfile.ZipFile, wanted: str) -> str:
    """The only table of this archive, or the only one whose name holds ``wanted``."""
    tables = [name for name in archive.namelist() if name.lower().endswith((".csv", ".txt", ".tsv"))]
    found = tables if len(tables) == 1 else [name for name in tables if wanted and wanted in name]
    if len(found) != 1:
        raise ShapeError(
            "{file} is a zip archive with {count} tables: unpack it, and import the one you mean",
            file=path.name,
            count=len(tables),
        )
    return found[0]


def _unreadable(path: Path, encoding: str, error: Exception) -> ShapeError:
    if isinstance(error, UnicodeDecodeError):
        return ShapeError(
            "{file} is not {encoding} text (byte {at}): try --encoding latin-1",
            file=path.name,
            encoding=encoding,
            at=error.start,
        )
    return ShapeError("{file} breaks off, or is damaged: copy it again", file=path.name)
