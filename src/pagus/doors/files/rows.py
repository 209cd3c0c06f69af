"""Rows of a file, whatever its format: CSV, Parquet or NDJSON. A row that cannot be read says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec
import polars as pl

from pagus.doors.text_file import LONGEST_LINE, CsvTable, TextLine, check_readable, lines_of, open_table
from pagus.errors import PagusError, ShapeError

__all__ = ["Row", "Rows", "open_rows"]

_PARQUET_MARK = b"PAR1"
_PARQUET_SLICE = 100_000
_LONGEST_SHOWN = 500


class Row(NamedTuple):
    """One row: its number (of the line, or of the row in Parquet, from 1), and its cells or why there are none."""

    number: int
    cells: Mapping[str, object]
    problem: PagusError | None
    text: str


class Rows(Protocol):
    """A readable file: its columns (None where each row names its own), its length, its rows."""

    columns: tuple[str, ...] | None
    length: int

    def __iter__(self) -> Iterator[Row]: ...


def open_rows(path: Path, encoding: str = "utf-8") -> Rows:
    """Read this file as rows; the format follows from its content.

    Takes: a path; the encoding of text. The whole file is looked through first.
    Refuses: ShapeError for a file that cannot be read to its end.
    """
    if path.is_file():
        with path.open("rb") as stream:
            start = stream.read(4)
        if start == _PARQUET_MARK:
            return _Parquet(path)
    length = check_readable(path, encoding)
    first = next((line.text for line in lines_of(path, encoding) if line.text is None or line.text.strip()), None)
    if first is not None and first.lstrip().startswith("{"):
        return _Ndjson(path, encoding, length)
    return _Csv(path, encoding, length)


def _unread(line: TextLine, problem: PagusError) -> Row:
    return Row(line.number, {}, problem, (line.text or "")[:_LONGEST_SHOWN])


def _too_long() -> ShapeError:
    return ShapeError("the line is longer than {limit} characters: it is no observation", limit=LONGEST_LINE)


class _Csv:
    def __init__(self, path: Path, encoding: str, length: int) -> None:
        self._path, self._encoding = path, encoding
        self._table: CsvTable = open_table(path, encoding)
        self.columns: tuple[str, ...] | None = self._table.columns
        self.length = max(0, length - 1)

    def __iter__(self) -> Iterator[Row]:
        lines = lines_of(self._path, self._encoding)
        next(lines)
        for line in lines:
            if line.text is None:
                yield _unread(line, _too_long())
            elif line.text.strip():
                try:
                    yield Row(line.number, self._table.cut(line.text), None, line.text)
                except ShapeError as error:
                    yield _unread(line, error)


class _Ndjson:
    columns: tuple[str, ...] | None = None

    def __init__(self, path: Path, encoding: str, length: int) -> None:
        self._path, self._encoding = path, encoding
        self.length = length

    def __iter__(self) -> Iterator[Row]:
        for line in lines_of(self._path, self._encoding):
            if line.text is None:
                yield _unread(line, _too_long())
            elif line.text.strip():
                yield self._row(line, line.text)

    def _row(self, line: TextLine, text: str) -> Row:
        try:
            found = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            return _unread(line, ShapeError("the line is no JSON: {reason}", reason=str(error)[:200]))
        if not isinstance(found, dict):
            return _unread(line, ShapeError("the line is no JSON object: write one {{...}} a line"))
        return Row(line.number, found, None, text)


class _Parquet:
    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as stream:
            stream.seek(0, 2)
            if stream.tell() < 12:
                raise ShapeError("{file} is a truncated Parquet file: copy it again", file=path.name)
            stream.seek(-4, 2)
            if stream.read(4) != _PARQUET_MARK:
                raise ShapeError(
                    "{file} is a truncated Parquet file: its footer is missing; copy it again", file=path.name
                )
        try:
            self._frame = self._readable()
            self.columns: tuple[str, ...] | None = tuple(self._frame.collect_schema().names())
            self.length = int(self._frame.select(pl.len()).collect().item())
            for start in range(0, self.length, _PARQUET_SLICE):
                self._frame.slice(start, _PARQUET_SLICE).collect()
        except (pl.exceptions.PolarsError, OSError) as error:
            reason = str(error).splitlines()[0][:200]
            raise ShapeError("{file} cannot be read as Parquet: {reason}", file=path.name, reason=reason) from error

    def _readable(self) -> pl.LazyFrame:
        """The table with dates as date-times and exact or coded columns as plain ones."""
        frame = pl.scan_parquet(self._path, glob=False)
        plain: dict[Any, Any] = {
            name: plainer for name, kind in frame.collect_schema().items() if (plainer := _plainer(kind)) is not None
        }
        return frame.cast(plain) if plain else frame

    def __iter__(self) -> Iterator[Row]:
        number = 0
        for start in range(0, self.length, _PARQUET_SLICE):
            for cells in self._frame.slice(start, _PARQUET_SLICE).collect().iter_rows(named=True):
                number += 1
                yield Row(number, cells, None, "")


def _plainer(kind: pl.DataType) -> pl.DataType | None:
    if isinstance(kind, pl.Date):
        return pl.Datetime("ms")
    if isinstance(kind, pl.Categorical | pl.Enum):
        return pl.String()
    return pl.Float64() if isinstance(kind, pl.Decimal) else None
