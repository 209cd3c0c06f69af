"""A GTFS archive: its tables as text, each with the number of its line, and a clear word about what is wrong where."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import polars as pl

from pagus.errors import ShapeError

__all__ = ["LINE", "Archive"]

LINE = "__line__"
LARGEST_MEMBER = 4 * 1024**3
"""Unpacked; larger ones are no timetable of a territory."""


class Archive:
    """One zip file. Refuses, when it is opened: ShapeError when it is absent, no zip, or cut off."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        if not path.is_file():
            raise ShapeError("{file} is no file: check its path", file=path.name)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError) as error:
            raise ShapeError(
                "{file} is no whole zip archive: a GTFS timetable is one ({reason}); download it again",
                file=path.name,
                reason=error,
            ) from error
        self._members = {Path(name).name: name for name in self._zip.namelist() if name.endswith(".txt")}

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def has(self, member: str) -> bool:
        """Does it hold this table?"""
        return member in self._members

    def table(self, member: str, required: Sequence[str], optional: Sequence[str] = ()) -> pl.DataFrame:
        """One table, its cells as stripped text ("" where empty), and the number of each line.

        Takes: its name; columns that must be there, and columns that are made empty where they are not.
        Refuses: ShapeError when it is missing, damaged, not UTF-8, without these columns, or has a line that is cut
        into more or fewer cells than the header.
        """
        if member not in self._members:
            raise ShapeError(
                "{file}: {member} is missing, a GTFS timetable cannot be read without it", file=self.name, member=member
            )
        frame = self._read(member, self._bytes(member))
        names = {name: name.strip().strip("\ufeff") for name in frame.columns}
        frame = frame.rename(names)
        absent = [name for name in required if name not in frame.columns]
        if absent:
            raise ShapeError(
                "{file}: {member} lacks the column {columns}",
                file=self.name,
                member=member,
                columns=", ".join(absent),
            )
        made = [pl.lit("").alias(name) for name in optional if name not in frame.columns]
        texts = [pl.col(name).fill_null("").str.strip_chars() for name in (*required, *optional)]
        return frame.with_columns(made).with_columns(texts).select(*required, *optional, LINE)

    def _bytes(self, member: str) -> bytes:
        info = self._zip.getinfo(self._members[member])
        if info.file_size > LARGEST_MEMBER:
            raise ShapeError("{file}: {member} is too large", file=self.name, member=member)
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise ShapeError(
                "{file}: {member} is damaged ({reason}); download it again",
                file=self.name,
                member=member,
                reason=error,
            ) from error

    def _read(self, member: str, content: bytes) -> pl.DataFrame:
        try:
            frame = pl.read_csv(content, infer_schema=False, encoding="utf8", row_index_name=LINE, row_index_offset=2)
        except (pl.exceptions.PolarsError, ValueError) as error:
            raise self._which_line(member, content, error) from error
        short = self._short_line(content, frame)
        if short is not None:
            raise self._wrong_line(member, *short)
        return frame.with_columns(pl.col(LINE).cast(pl.Int64))

    def _short_line(self, content: bytes, frame: pl.DataFrame) -> tuple[int, int, int] | None:
        """polars fills short lines up: the first that is short, if the last column has an empty cell at all."""
        if not frame.width or not frame[frame.columns[-1]].null_count():
            return None
        return _first_uneven(content.decode("utf-8-sig"))

    def _which_line(self, member: str, content: bytes, error: Exception) -> ShapeError:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            line = content.count(b"\n", 0, wrong.start) + 1
            return ShapeError("{file}: {member}, line {line} is not UTF-8", file=self.name, member=member, line=line)
        uneven = _first_uneven(text)
        if uneven is not None:
            return self._wrong_line(member, *uneven)
        return ShapeError("{file}: {member} cannot be read: {reason}", file=self.name, member=member, reason=error)

    def _wrong_line(self, member: str, line: int, found: int, expected: int) -> ShapeError:
        return ShapeError(
            "{file}: {member}, line {line} has {found} cells, the header {expected}",
            file=self.name,
            member=member,
            line=line,
            found=found,
            expected=expected,
        )


def _first_uneven(text: str) -> tuple[int, int, int] | None:
    """The first line with another number of cells than the header: line, found, expected."""
    rows = csv.reader(io.StringIO(text))
    expected = len(next(rows, []))
    for row in rows:
        if row and len(row) != expected:
            return rows.line_num, len(row), expected
    return None
