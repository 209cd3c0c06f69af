"""Tables of a planner as CSV files: who needs care, where it is given. Every line is used, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pagus.engines.access.coordinates import require_coordinates, require_together
from pagus.engines.access.model import Demand, Points, Sites
from pagus.errors import InputError, ShapeError
from pagus.kernel.spreadsheets import header_of, require_columns, text_of

__all__ = ["PointTable", "read_demand", "read_points", "read_sites"]

_MOST_SHOWN = 5
_MOST_BYTES = 1_000_000_000
"""A country in squares of 200 m; a local bound."""
_PLANES: tuple[tuple[str, str, Literal["m", "deg"]], ...] = (("x_m", "y_m", "m"), ("lon", "lat", "deg"))


@dataclass(frozen=True, slots=True, eq=False)
class PointTable:
    """Points with the numbers that stand beside them, and every cell as text."""

    points: Points
    numbers: dict[str, NDArray[np.float64]]
    cells: pl.DataFrame


def read_demand(path: Path) -> Demand:
    """Who needs care?

    Takes: a CSV file with id, x_m and y_m (metres of one plane) or lon and lat (degrees), people (0 where nobody lives
    or the number is secret); at will std_people. Refuses: as ``read_points``.
    """
    found = read_points(path, ("people",), ("std_people",))
    people = found.numbers["people"]
    return Demand(found.points, people, found.numbers.get("std_people", people))


def read_sites(path: Path, places: Points) -> Sites:
    """Where is care given?

    Takes: a CSV file with id, x_m and y_m or lon and lat, capacity; the places where people live. Refuses: as
    ``read_demand``; InputError for a site whose coordinates fit these places only when they are swapped.
    """
    found = read_points(path, ("capacity",), ())
    require_together(found.points, places)
    return Sites(found.points, found.numbers["capacity"], "fte")


def read_points(path: Path, needed: Sequence[str], optional: Sequence[str] = ()) -> PointTable:
    """Which points stand in this file, and which numbers beside them?

    Takes: a CSV file; the names of the columns of numbers that must, and that may, be there. Its header is read as that
    of any table of people (``kernel.spreadsheets``); the lines below may be a million, and are cut by Polars.
    Refuses: ShapeError for a file that cannot be read, lacks a column, has an id twice, or has cells that are no
    numbers: the lines are named; InputError for numbers below 0.
    """
    if not path.is_file():
        raise ShapeError("{file} is no file: check its path", file=path.name)
    text = text_of(path.read_bytes(), path.name, _MOST_BYTES)
    columns, separator = header_of(text.partition("\n")[0].rstrip("\r"), path.name)
    require_columns(columns, path.name, ("id", *needed))
    plane = _plane(path, columns)
    cells = _cells(path, text, separator)
    present = [name for name in optional if name in columns]
    numbers = {name: _numbers(path, cells, name, separator) for name in (*plane[:2], *needed, *present)}
    for name in (*needed, *present):
        _refuse_below_zero(path, numbers[name], name)
    _refuse_twice(path, cells)
    x, y = numbers.pop(plane[0]), numbers.pop(plane[1])
    points = Points(tuple(cells["id"].to_list()), x, y, plane[2])
    if plane[2] == "deg" and ((np.abs(x) > 180) | (np.abs(y) > 90)).any():
        require_coordinates(points)
    return PointTable(points, numbers, cells)


def _plane(path: Path, columns: Sequence[str]) -> tuple[str, str, Literal["m", "deg"]]:
    for plane in _PLANES:
        if plane[0] in columns and plane[1] in columns:
            return plane
    raise ShapeError(
        "{file} does not say where its points are: it needs x_m and y_m (metres), or lon and lat (degrees)",
        file=path.name,
    )


def _cells(path: Path, text: str, separator: str) -> pl.DataFrame:
    try:
        frame = pl.read_csv(text.encode(), separator=separator, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        reason = str(error).splitlines()[0][:200]
        raise ShapeError("{file} cannot be cut into cells: {reason}", file=path.name, reason=reason) from error
    if not frame.height:
        raise ShapeError("{file} has a header and no line below it", file=path.name)
    return frame.with_columns(pl.all().fill_null("").str.strip_chars())


def _numbers(path: Path, cells: pl.DataFrame, name: str, separator: str) -> NDArray[np.float64]:
    written = cells[name] if separator == "," else cells[name].str.replace(",", ".", literal=True)
    read = written.cast(pl.Float64, strict=False)
    usable = read.is_finite().fill_null(value=False)
    if not usable.all():
        raise ShapeError(
            "{file}, column {column}: {lines}",
            file=path.name,
            column=name,
            lines=_told(~usable, cells[name], "is no number"),
        )
    return read.to_numpy().astype(np.float64)


def _refuse_below_zero(path: Path, numbers: NDArray[np.float64], name: str) -> None:
    below = pl.Series(numbers < 0)
    if below.any():
        told = _told(below, pl.Series(numbers).cast(pl.String), "is below 0")
        raise InputError("{file}, column {column}: {lines}", file=path.name, column=name, lines=told)


def _refuse_twice(path: Path, cells: pl.DataFrame) -> None:
    twice = cells["id"].is_duplicated()
    if twice.any():
        raise ShapeError(
            "{file}, column id: {lines}", file=path.name, lines=_told(twice, cells["id"], "stands in several lines")
        )
    empty = cells["id"] == ""
    if empty.any():
        raise ShapeError("{file}, column id: {lines}", file=path.name, lines=_told(empty, cells["id"], "is empty"))


def _told(wrong: pl.Series, cells: pl.Series, what: str) -> str:
    """The first lines that are wrong, numbered as an editor does: the header is line 1."""
    rows = wrong.arg_true()
    first = "; ".join(f"line {row + 2}: {cells[row]!r} {what}" for row in rows.head(_MOST_SHOWN).to_list())
    rest = len(rows) - _MOST_SHOWN
    return first + (f"; and {rest} more" if rest > 0 else "")
