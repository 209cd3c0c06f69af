"""A small CSV file as rows: checked as a whole before anybody looks at a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from pagus.errors import ShapeError

__all__ = ["LONGEST_FILE", "MOST_SHOWN", "read_rows", "rejection"]

LONGEST_FILE = 20_000_000
MOST_SHOWN = 20


def read_rows(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> list[tuple[int, Mapping[str, str]]]:
    """What stands in this CSV file, line by line?

    Takes: a UTF-8 file, comma or semicolon between columns, with a header line that holds every required column and
    nothing beyond the optional ones. Gives: (line number, cells by column).
    Refuses: ShapeError for a file that is absent, too large, no UTF-8 text, broken, or has another header.
    """
    if not path.is_file():
        raise ShapeError("{file} is not there, or no file", file=path.name)
    if path.stat().st_size > LONGEST_FILE:
        raise ShapeError("{file} is larger than {limit} bytes: split it", file=path.name, limit=LONGEST_FILE)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ShapeError(
            "{file} is not UTF-8 text (byte {at}): save it as CSV UTF-8", file=path.name, at=error.start
        ) from error
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        rows: list[tuple[int, Mapping[str, str]]] = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise ShapeError(
            "{file}, line {line}: {reason}", file=path.name, line=reader.reader.line_num, reason=error
        ) from error
    _check_header(path, reader.fieldnames or (), required, optional)
    return rows


def rejection(path: Path, faults: Sequence[tuple[int, str]]) -> ShapeError:
    """The error that names every wrong line, or the first of them when there are many."""
    shown = "\n".join(f"  line {number}: {reason}" for number, reason in faults[:MOST_SHOWN])
    more = f"\n  and {len(faults) - MOST_SHOWN} more" if len(faults) > MOST_SHOWN else ""
    return ShapeError(
        "{file}: nothing was imported, {count} faults:\n{shown}", file=path.name, count=len(faults), shown=shown + more
    )


def _check_header(path: Path, names: Sequence[str], required: Sequence[str], optional: Sequence[str]) -> None:
    absent = [name for name in required if name not in names]
    strange = [name for name in names if name not in {*required, *optional}]
    if absent or strange:
        raise ShapeError(
            "{file}: the header needs {required} and may have {columns}; missing: {absent}; unknown: {strange}",
            file=path.name,
            required=", ".join(required),
            columns=", ".join(optional),
            absent=", ".join(absent) or "-",
            strange=", ".join(map(str, strange)) or "-",
        )
