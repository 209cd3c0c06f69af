"""A CSV of what happened to people: who was admitted when, and discharged when."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from pagus.errors import ShapeError
from pagus.kernel.spreadsheets import SheetRow, read_sheet

__all__ = ["COLUMNS", "read_stays"]

COLUMNS = ("person", "admitted", "discharged")
_LONGEST = 100_000


def read_stays(path: Path, time_zone: str) -> pl.DataFrame:
    """Which stays are in this file?

    Takes: a CSV with the columns person (a pseudonym, ``P-XXXX`` or ``person:P-XXXX``), admitted and
    discharged (days or instants, ISO 8601; an empty ``discharged``: the stay lasts); where its days are days.
    Gives: subject, from_t, to_t (ms since 1970 UTC), in order. Refuses: ShapeError with the line, nothing is half read.
    """
    if not path.is_file():
        raise ShapeError("{file} is no file: check its path", file=path.name)
    sheet = read_sheet(path.read_bytes(), path.name, COLUMNS)
    zone = ZoneInfo(time_zone)
    rows = [_row(row, path.name, zone) for row in sheet.whole()]
    if not rows:
        raise ShapeError("{file} names no stay", file=path.name)
    if len(rows) > _LONGEST:
        raise ShapeError("{file} has more than {most} stays", file=path.name, most=_LONGEST)
    frame = pl.DataFrame(rows, schema={"subject": pl.String, "from_t": pl.Int64, "to_t": pl.Int64}, orient="row")
    return frame.unique().sort("subject", "from_t")


def _row(row: SheetRow, file: str, zone: ZoneInfo) -> tuple[str, int, int | None]:
    line, (person, admitted, discharged) = row.line, (row.text(name) for name in COLUMNS)
    if not person:
        raise ShapeError("{file}, line {line}: person is empty", file=file, line=line)
    begin = _instant(admitted, file, line, "admitted", zone)
    end = _instant(discharged, file, line, "discharged", zone) if discharged else None
    if end is not None and end < begin:
        raise ShapeError("{file}, line {line}: discharged before admitted", file=file, line=line)
    return person if person.startswith("person:") else f"person:{person}", begin, end


def _instant(text: str, file: str, line: int, column: str, zone: ZoneInfo) -> int:
    try:
        found = datetime.combine(date.fromisoformat(text), time()) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError as error:
        raise ShapeError(
            "{file}, line {line}: {column} is {text!r}, which is no day: write it as 2026-03-15",
            file=file,
            line=line,
            column=column,
            text=text[:40],
        ) from error
    placed = found if found.tzinfo else found.replace(tzinfo=zone)
    return round(placed.timestamp() * 1000)
