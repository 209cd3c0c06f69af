"""Tomorrow's visits: from a table, or the demo's virtual patients. Pseudonyms and communes only; nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from pagus.apps.people.queries import KnownPerson
from pagus.apps.territory.queries import find_places, get_place, places_within
from pagus.errors import NotFound, ShapeError
from pagus.kernel.spreadsheets import read_sheet
from pagus.kernel.time import read_clock

__all__ = ["COLUMNS", "MOST_VISITS", "AskedVisit", "example_visits", "read_visits"]

COLUMNS = ("visit", "place", "minutes", "from", "to", "from2", "to2", "skills", "pair", "worth_minutes", "usual")
NEEDED = COLUMNS[:5]
MOST_VISITS = 120
MOST_LETTERS = 200_000

_CODE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_LABEL = re.compile(r"[\w .:+/-]{1,60}")
HOURS = ((7, 9), (7, 9), (8, 10), (9, 12), (16, 18), (17, 19))
"""When virtual patients are seen: invented, most in the morning, as insulin before breakfast would ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedVisit:
    """A visit as it is asked for: at a commune, within clock times in minutes of the day."""

    name: str
    place: str
    minutes: int
    windows: tuple[tuple[int, int], ...]
    skills: frozenset[str] = frozenset()
    pair: str | None = None
    worth_minutes: int | None = None
    usual: str | None = None
    simulated: bool = False


def example_visits(people: Iterable[KnownPerson]) -> tuple[AskedVisit, ...]:
    """Which visits would virtual patients ask for? Invented from their pseudonyms, the same each time.

    Takes: people; those who are not simulated are left out: nothing is ever made up for somebody real.
    """
    found = []
    for person in people:
        if person.simulated:
            mark = crc32(person.code.encode())
            first, last = HOURS[mark % len(HOURS)]
            found.append(
                AskedVisit(
                    name=person.code.removeprefix("person:"),
                    place=person.residence,
                    minutes=(15, 20, 30)[mark // 7 % 3],
                    windows=((first * 60, last * 60),),
                    skills=frozenset({"wound"} if mark % 5 == 0 else ()),
                    simulated=True,
                )
            )
    return tuple(found)


def read_visits(content: bytes, territory: str) -> tuple[AskedVisit, ...]:
    """Which visits does this table ask for?

    Takes: a table as ``kernel.spreadsheets`` reads it; columns ``visit,place,minutes,from,to`` and, as one likes,
    ``from2,to2,skills,pair,worth_minutes,usual``. Place: the code or the exact name of a commune of the territory.
    Refuses: ShapeError that names the line and what is wrong. All lines or none.
    """
    sheet = read_sheet(content, "visits", NEEDED, COLUMNS[len(NEEDED) :], most_bytes=MOST_LETTERS)
    if len(sheet.rows) > MOST_VISITS:
        raise ShapeError("the table is too large: a day has at most {most} visits", most=MOST_VISITS)
    inside = frozenset(places_within(territory))
    found: list[AskedVisit] = []
    names: set[str] = set()
    for row in sheet.whole():
        line, visit = row.line, _visit(row.cells, row.line, inside)
        if visit.name in names:
            raise ShapeError("line {line}: the visit {name} is there twice", line=line, name=visit.name)
        names.add(visit.name)
        found.append(visit)
    if not found:
        raise ShapeError("the table has no visit")
    return tuple(found)


def _visit(row: Mapping[str, str], line: int, inside: frozenset[str]) -> AskedVisit:
    name = row["visit"]
    if not _LABEL.fullmatch(name):
        raise ShapeError("line {line}: a visit needs a short name, as a pseudonym", line=line)
    windows = [_window(row["from"], row["to"], line)]
    if row.get("from2") or row.get("to2"):
        windows.append(_window(row.get("from2", ""), row.get("to2", ""), line))
    skills = frozenset(part for part in re.split(r"[ /+]+", row.get("skills", "")) if part)
    worth = row.get("worth_minutes", "")
    return AskedVisit(
        name=name,
        place=_place(row["place"], line, inside),
        minutes=_whole(row["minutes"], line, 1, 480),
        windows=tuple(windows),
        skills=skills,
        pair=row.get("pair") or None,
        worth_minutes=_whole(worth, line, 0, 480) if worth else None,
        usual=row.get("usual") or None,
    )


def _window(first: str, last: str, line: int) -> tuple[int, int]:
    early, late = read_clock(first), read_clock(last)
    if early is None or late is None:
        raise ShapeError("line {line}: write clock times as 08:30", line=line)
    if early > late:
        raise ShapeError("line {line}: the window ends before it starts", line=line)
    return early, late


def _whole(text: str, line: int, least: int, most: int) -> int:
    if not text.isdigit() or not least <= int(text) <= most:
        raise ShapeError(
            "line {line}: {text!r} is no number of minutes from {least} to {most}",
            line=line,
            text=text[:20],
            least=least,
            most=most,
        )
    return int(text)


def _place(text: str, line: int, inside: frozenset[str]) -> str:
    code = f"commune:{text}" if _CODE.fullmatch(text) else text
    found = ""
    if code.startswith("commune:"):
        try:
            found = get_place(code).code
        except NotFound:
            found = ""
    else:
        matches = [match.place for match in find_places(text, kinds=("commune",), limit=40)]
        exact = [place.code for place in matches if place.name.casefold() == text.casefold() and place.code in inside]
        found = exact[0] if len(exact) == 1 else ""
    if found not in inside:
        raise ShapeError("line {line}: {place!r} is no commune of this territory", line=line, place=text[:60])
    return found
