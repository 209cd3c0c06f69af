"""Local places from a file: all of its lines, or none and every line that is wrong with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pagus.apps.journal import actions as journal
from pagus.apps.territory.actions import add_local_places, check_local_place
from pagus.apps.territory.queries import territory
from pagus.errors import InputError, PagusError, ShapeError
from pagus.kernel.places import Membership, Place, Territory, kind_of
from pagus.kernel.spreadsheets import SheetRow, read_sheet

__all__ = ["COLUMNS", "PlacesImported", "import_places"]

REQUIRED = ("code", "kind", "name", "parent")
COLUMNS = (*REQUIRED, "members", "population", "lon", "lat", "valid_from", "valid_to")
"""The columns of the file. ``parent`` and ``members`` hold any number of codes, one space between them."""

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

    Takes: a table as ``kernel.spreadsheets`` reads it, with a header line of ``COLUMNS`` (population, lon, lat,
    valid_from, valid_to and members may be left out). A place that is already there with the same content is known, and
    gains the memberships that are new.
    Gives: the counts. Refuses: ShapeError with the number of each wrong line and its reason; then nothing is added.
    """
    if not path.is_file():
        raise ShapeError("{file} is not there, or no file", file=path.name)
    sheet = read_sheet(path.read_bytes(), path.name, REQUIRED, COLUMNS[len(REQUIRED) :])
    faults: list[tuple[int, str]] = []
    lines: list[Line] = []
    known = territory()
    for row in sheet.rows:
        try:
            lines.append((row.line, *_read_line(row)))
        except PagusError as error:
            faults.append((row.line, str(error)))
    faults += _faults_together(lines, known)
    if faults:
        raise _rejection(path, sorted(faults))
    there = set(known.memberships.select("member", "group").iter_rows())
    places = [place for _, place, _ in lines if place.code not in known]
    links = [link for _, _, links in lines for link in links if (link.member, link.group) not in there]
    add_local_places(places, links, by=by, role=role)
    return PlacesImported(places=len(places), memberships=len(links), known=len(lines) - len(places))


def _read_line(row: SheetRow) -> tuple[Place, list[Membership]]:
    if row.problem is not None:
        raise row.problem
    code = row.text("code")
    if kind_of(code) != row.text("kind"):
        raise InputError("code {code} is not of kind {kind!r}", code=code, kind=row.text("kind"))
    place = Place(
        code=code,
        kind=kind_of(code),
        name=row.text("name"),
        population=_value(row, "population", int, "a whole number"),
        lon=_value(row, "lon", float, "a number of degrees"),
        lat=_value(row, "lat", float, "a number of degrees"),
        valid_from=_value(row, "valid_from", date.fromisoformat, "a date as 2026-01-31"),
        valid_to=_value(row, "valid_to", date.fromisoformat, "a date as 2026-01-31"),
        local=True,
    )
    check_local_place(place)
    links = [Membership(member=code, group=parent) for parent in row.text("parent").split()]
    links += [Membership(member=member, group=code) for member in row.text("members").split()]
    return place, links


def _value(row: SheetRow, column: str, read: Callable[[str], T], what: str) -> T | None:
    text = row.pointed(column)
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
