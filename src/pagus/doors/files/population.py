"""People by small cell from a CSV file: 200 m squares, H3 cells or communes. All of the lines or none."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pagus.apps.access.actions import keep_population
from pagus.apps.access.cells import cell_of, centre_of, is_cell
from pagus.apps.accounts.queries import SYSTEM, Actor
from pagus.apps.streams.observation import Note
from pagus.apps.territory.queries import locate, territory
from pagus.doors.files.rows import open_rows
from pagus.errors import InputError, PagusError, ShapeError

__all__ = ["PopulationReport", "import_population"]

_AGE = re.compile(r"age[_ ]?\d{1,3}.*|ind_\d+_\d+|ind_\d+p", re.IGNORECASE)
_SECRET = frozenset({"", "s", "c", "nd", "na", "null", "*"})
"""How statistical offices write a number that they may not show."""
_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class PopulationReport:
    """What became of a file of people. With problems, nothing was kept."""

    cells: int
    people: float
    secret: int
    """Cells without a number: they count as empty, and the total is that much too small."""
    empty: int
    outside: int
    """Cells in no commune: in the sea, a river between countries, or another country. Left out."""
    ages: tuple[str, ...]
    weighted: bool
    """Did the file say how much care each cell needs (std_people)?"""
    kept: bool
    problems: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    id: str
    lon: float
    lat: float
    people: float | None
    numbers: tuple[float, ...]


def import_population(
    path: Path,
    *,
    source: str = "",
    year: int | None = None,
    resolution: int | None = None,
    encoding: str = "utf-8",
    by: Actor = SYSTEM,
) -> PopulationReport:
    """Let the people of this file be those whose access is computed.

    Takes: a CSV file with the columns ``id``, ``people``, and ``lon``, ``lat`` in degrees unless each id is an H3 cell
    or a commune; optional ``std_people`` (weighted by need) and classes of age; who publishes it and of which year; an
    H3 ``resolution`` to add the cells up to.
    Gives: the report. Refuses: ShapeError for a file that cannot be read or lacks a column; NotAllowed; InputError.
    """
    rows = open_rows(path, encoding)
    columns = rows.columns or ()
    if missing := [name for name in ("id", "people") if name not in columns]:
        raise ShapeError(
            "{file} has no column {missing}: a file of people has id, people, and lon and lat in degrees",
            file=path.name,
            missing=", ".join(repr(name) for name in missing),
        )
    extra = tuple(name for name in columns if name == "std_people" or _AGE.fullmatch(name))
    cells, problems = _read(rows, extra)
    if problems:
        return PopulationReport(0, 0.0, 0, 0, 0, (), weighted=False, kept=False, problems=tuple(problems))
    table = _table(cells, extra)
    outside = int(table["place"].null_count())
    table = table.filter(pl.col("place").is_not_null())
    secret, empty = int(table["people"].null_count()), int((table["people"] == 0).sum())
    table = table.with_columns(pl.col("people").fill_null(0.0)).filter(pl.col("people") > 0)
    if resolution is not None and table.height:
        table = _add_up(table, resolution, extra)
    kept = keep_population(path.name, source or path.name, year, table, by=by)
    ages = tuple(name for name in extra if name != "std_people")
    people = float(table["people"].sum())
    return PopulationReport(table.height, people, secret, empty, outside, ages, "std_people" in extra, kept, ())


def _read(rows: object, extra: tuple[str, ...]) -> tuple[list[_Cell], list[Note]]:
    cells: list[_Cell] = []
    problems: list[Note] = []
    seen: set[str] = set()
    for row in rows:  # type: ignore[attr-defined]
        try:
            if row.problem is not None:
                raise row.problem
            cell = _cell(row.cells, extra)
            if cell.id in seen:
                raise InputError("the cell {id} comes twice", id=cell.id)
            seen.add(cell.id)
            cells.append(cell)
        except PagusError as error:
            problems.append(Note.of_error(row.number, "line", error, "correct the line and import the file again"))
            if len(problems) >= _MOST_PROBLEMS:
                break
    return cells, problems


def _cell(cells: Mapping[str, object], extra: tuple[str, ...]) -> _Cell:
    name = str(cells.get("id") or "").strip()
    if not name:
        raise InputError("the cell has no id")
    people = _count(cells.get("people"), "people")
    lon, lat, name = _point(name, cells)
    return _Cell(name, lon, lat, people, tuple(_count(cells.get(column), column) or 0.0 for column in extra))


def _point(name: str, cells: Mapping[str, object]) -> tuple[float, float, str]:
    lon, lat = (str(cells.get(column) or "").strip() for column in ("lon", "lat"))
    if not lon and not lat:
        if is_cell(name):
            return (*centre_of(name), name)
        code = name if name.startswith("commune:") else f"commune:{name}"
        if code in territory() and (place := territory().get(code)).lon is not None and place.lat is not None:
            return place.lon, place.lat, place.code
        raise InputError("the cell {id} has no lon and lat, and is neither an H3 cell nor a commune", id=name)
    x, y = _number(lon, "lon"), _number(lat, "lat")
    if abs(x) > 180 or abs(y) > 90:
        raise InputError(
            "lon {lon} and lat {lat} are no degrees: they look like metres of Lambert-93; convert them", lon=x, lat=y
        )
    # The latitudes of European France, and its longitudes, the wrong way round; no place of France overseas is there.
    if 41 <= x <= 52 and -6 <= y <= 11:
        raise InputError("lon {lon} and lat {lat} look swapped: longitude is east, latitude is north", lon=x, lat=y)
    return x, y, name


def _count(value: object, column: str) -> float | None:
    text = str(value if value is not None else "").strip()
    if text.casefold() in _SECRET:
        return None
    number = _number(text, column)
    if number < 0:
        raise InputError("{column} is {value}: there are no fewer than no people", column=column, value=text)
    return number


def _number(text: str, column: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError as error:
        raise InputError("{column} is {value!r}: write a number", column=column, value=text[:40]) from error
    if not math.isfinite(number):
        raise InputError("{column} is {value!r}: write a number", column=column, value=text[:40])
    return number


def _table(cells: list[_Cell], extra: tuple[str, ...]) -> pl.DataFrame:
    places = locate([cell.lon for cell in cells], [cell.lat for cell in cells])
    named = [cell.id if cell.id.startswith("commune:") else None for cell in cells]
    return pl.DataFrame(
        {
            "id": [cell.id for cell in cells],
            "lon": [cell.lon for cell in cells],
            "lat": [cell.lat for cell in cells],
            "people": pl.Series([cell.people for cell in cells], dtype=pl.Float64),
            **{name: [cell.numbers[at] for cell in cells] for at, name in enumerate(extra)},
        }
    ).with_columns(place=pl.coalesce(pl.Series(named, dtype=pl.String), places.cast(pl.String)))


def _add_up(table: pl.DataFrame, resolution: int, extra: tuple[str, ...]) -> pl.DataFrame:
    """Squares become larger cells, each part within one commune, its point where its people are on average."""
    cells = pl.Series("cell", cell_of(table["lon"].to_list(), table["lat"].to_list(), resolution))
    weighted = [(pl.col(axis) * pl.col("people")).sum() / pl.col("people").sum() for axis in ("lon", "lat")]
    added = table.with_columns(cells).group_by("cell", "place").agg(*weighted, pl.col("people", *extra).sum())
    return (
        added.with_columns(id=pl.col("cell") + "/" + pl.col("place").str.strip_prefix("commune:"))
        .select("id", "lon", "lat", "people", *extra, "place")
        .sort("id")
    )
