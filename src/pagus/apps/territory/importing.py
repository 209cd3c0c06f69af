"""Local places from a file: all of its lines, or none and every line that is wrong with its reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pagus.apps.journal import actions as journal
from pagus.apps.territory.actions import add_local_places, check_local_place
from pagus.apps.territory.queries import territory
from pagus.errors import InputError, PagusError, ShapeError
from pagus.kernel.places import Membership, Place, Territory, kind_of

__all__ = ["COLUMNS", "PlacesImported", "import_places"]

REQUIRED = ("code", "kind", "name", "parent")
COLUMNS = (*REQUIRED, "members", "population", "lon", "lat", "valid_from", "valid_to")
"""The columns of the file. ``parent`` and ``members`` hold any number of codes, one space between them."""

LONGEST_FILE = 20_000_000
MOST_SHOWN = 20

T = TypeVar("T")
Line = tuple[int, Place, list[Membership]]


@dataclass(frozen=True, slots=True)
class PlacesImported:
    """What an import of places did: how many were added, and how many were there already, the same."""

    places: int
    memberships: int
    known: int


def import_places(path: Path, *, by: str = journal.SYSTEM, role: str = "operator") -> PlacesImported:
    """Add the places of a CSV file to the workspace.

    Takes: a UTF-8 file, comma or semicolon between columns, with a header line of ``COLUMNS`` (population, lon, lat,
    valid_from, valid_to and members may be left out). A place that is already there with the same content is known, and
    gains the memberships that are new.
    Gives: the counts. Refuses: ShapeError with the number of each wrong line and its reason; then nothing is added.
    """
    rows = _rows(path)
    faults: list[tuple[int, str]] = []
    lines: list[Line] = []
    known = territory()
    for number, row in rows:
        try:
            lines.append((number, *_read_line(row)))
        except PagusError as error:
            faults.append((number, str(error)))
    faults += _faults_together(lines, known)
    if faults:
        raise _rejection(path, sorted(faults))
    there = set(known.memberships.select("member", "group").iter_rows())
    places = [place for _, place, _ in lines if place.code not in known]
    links = [link for _, _, links in lines for link in links if (link.member, link.group) not in there]
    add_local_places(places, links, by=by, role=role)
    return PlacesImported(places=len(places), memberships=len(links), known=len(lines) - len(places))


def _rows(path: Path) -> list[tuple[int, Mapping[str, str]]]:
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
    reader = csv.DictReader(
        io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",", strict=True
    )
    try:
        rows: list[tuple[int, Mapping[str, str]]] = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise ShapeError(
            "{file}, line {line}: {reason}", file=path.name, line=reader.reader.line_num, reason=error
        ) from error
    names = reader.fieldnames or ()
    absent = [name for name in REQUIRED if name not in names]
    strange = [name for name in names if name not in COLUMNS]
    if absent or strange:
        raise ShapeError(
            "{file}: the header needs {required} and may have {columns}; missing: {absent}; unknown: {strange}",
            file=path.name, required=", ".join(REQUIRED), columns=", ".join(COLUMNS[len(REQUIRED):]),
            absent=", ".join(absent) or "-", strange=", ".join(map(str, strange)) or "-",
        )  # fmt: skip
    return rows


def _read_line(row: Mapping[str, str]) -> tuple[Place, list[Membership]]:
    if None in row or None in row.values():
        raise ShapeError("the line has more or fewer columns than the header")
    code = row["code"].strip()
    if kind_of(code) != row["kind"].strip():
        raise InputError("code {code} is not of kind {kind!r}", code=code, kind=row["kind"])
    place = Place(
        code=code,
        kind=kind_of(code),
        name=row["name"].strip(),
        population=_value(row, "population", int, "a whole number"),
        lon=_value(row, "lon", float, "a number of degrees"),
        lat=_value(row, "lat", float, "a number of degrees"),
        valid_from=_value(row, "valid_from", date.fromisoformat, "a date as 2026-01-31"),
        valid_to=_value(row, "valid_to", date.fromisoformat, "a date as 2026-01-31"),
        local=True,
    )
    check_local_place(place)
    links = [Membership(member=code, group=parent) for parent in row["parent"].split()]
    links += [Membership(member=member, group=code) for member in row.get("members", "").split()]
    return place, links


def _value(row: Mapping[str, str], column: str, read: Callable[[str], T], what: str) -> T | None:
    text = row.get(column, "").strip()
    if not text:
        return None
    try:
        return read(text)
    except ValueError as error:
        raise InputError("{column} {text!r} is not {what}", column=column, text=text[:40], what=what) from error


def _faults_together(lines: list[Line], known: Territory) -> list[tuple[int, str]]:
    """What is wrong between lines, and between them and the places that are there."""
    faults: list[tuple[int, str]] = []
    first: dict[str, int] = {}
    for number, place, _ in lines:
        if place.code in first:
            faults.append((number, f"{place.code} is already on line {first[place.code]}"))
        first.setdefault(place.code, number)
        if place.code in known and not _same(place, known.get(place.code)):
            faults.append((number, f"{place.code} is in the workspace with another content"))
    for number, _, links in lines:
        codes = {code for link in links for code in (link.member, link.group)}
        faults += [(number, f"no place {code}") for code in sorted(codes) if code not in known and code not in first]
    return faults


def _same(given: Place, there: Place) -> bool:
    """Is it the same place? What the file leaves empty the territory may have summed from the communes."""
    stated = ("name", "population", "lon", "lat", "valid_from", "valid_to")
    return there.local and all(getattr(given, n) in {None, getattr(there, n)} for n in stated)


def _rejection(path: Path, faults: list[tuple[int, str]]) -> ShapeError:
    shown = "\n".join(f"  line {number}: {reason}" for number, reason in faults[:MOST_SHOWN])
    more = f"\n  and {len(faults) - MOST_SHOWN} more" if len(faults) > MOST_SHOWN else ""
    return ShapeError(
        "{file}: nothing was imported, {count} faults:\n{shown}", file=path.name, count=len(faults), shown=shown + more
    )
