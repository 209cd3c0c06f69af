"""The plain table of facilities that anybody can write: docs/how-to/bring-the-directory-in.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pagus.apps.care.facts import FacilityFacts, HeadsFacts, ServiceFacts
from pagus.apps.territory import queries as territory
from pagus.doors.directory.found import Found, amount, commune_code, date_in_name, flag
from pagus.doors.directory.lines import Line, open_table
from pagus.engines.access.hours import WeeklyHours
from pagus.engines.access.osm_hours import read_hours
from pagus.errors import InputError, ShapeError
from pagus.kernel.places import fold

__all__ = ["COLUMNS", "Plain"]

NEEDED = ("code", "name", "kind")
COLUMNS = (
    *NEEDED, "place", "lon", "lat", "address", "phone", "website", "step_free", "languages", "services", "sector",
    "hours", "exceptions", "bookable", "needs_broadband", "identifier", "country", "time_zone", "profession", "heads",
    "fte", "acts_per_year",
)  # fmt: skip
"""A facility needs a point (lon and lat), a place, or an address with a postcode and a commune."""
_TOWN = re.compile(r"(\d{5})\s+([^,;]+?)(?:\s+cedex.*)?\s*$", re.IGNORECASE)
_EXCEPTION = re.compile(r"(\d{4}-\d\d-\d\d)\s+(.+)")


class Plain:
    """Comma, semicolon or tab between columns; services and languages with one space between."""

    name = "plain"
    source = ""
    """The name of the file stands for it."""

    def lines(self, path: Path, encoding: str) -> Iterable[Line]:
        """The facilities."""
        table = open_table(path, encoding)
        absent = [name for name in NEEDED if name not in table.columns]
        strange = [name for name in table.columns if name not in COLUMNS]
        if absent or strange:
            raise ShapeError(
                "{file}: the header needs {required} and may have {columns}; missing: {absent}; unknown: {strange}",
                file=path.name,
                required=", ".join(NEEDED),
                columns=", ".join(COLUMNS[len(NEEDED) :]),
                absent=", ".join(absent) or "-",
                strange=", ".join(strange) or "-",
            )
        return (line if line.problem else Line(line.number, dict.fromkeys(COLUMNS, "") | line.cells) for line in table)

    def date_of(self, path: Path, encoding: str) -> date | None:
        """The date in the name of the file."""
        return date_in_name(path.name)

    def commune(self, line: Line) -> str:
        """The commune that is named, or that the address ends with."""
        cells = line.cells
        if cells["place"]:
            return commune_code(cells["place"])
        return (
            "" if cells["lon"] or cells["lat"] or cells["country"] not in {"", "FR"} else _of_address(cells["address"])
        )

    def read(self, line: Line) -> Found:
        """The facility, and those who work there by number, where a profession is named."""
        cells = line.cells
        code = cells["code"] if cells["code"].startswith("facility:") else f"facility:{cells['code']}"
        facility = FacilityFacts(
            code=code,
            kind=cells["kind"],
            name=cells["name"],
            place=self.commune(line),
            lon=amount(cells["lon"], "lon"),
            lat=amount(cells["lat"], "lat"),
            country=cells["country"].upper() or "FR",
            address=cells["address"],
            phone=cells["phone"],
            website=cells["website"],
            step_free=flag(cells["step_free"], "step_free"),
            languages=tuple(cells["languages"].split()),
            time_zone=cells["time_zone"],
            identifier=cells["identifier"],
            services=_services(cells),
        )
        return Found(facility=facility, heads=_heads(cells, code))


def _services(cells: Mapping[str, str]) -> tuple[ServiceFacts, ...]:
    hours = _hours(cells)
    return tuple(
        ServiceFacts(
            service=service,
            sector=cells["sector"],
            bookable=bool(flag(cells["bookable"], "bookable")),
            needs_broadband=bool(flag(cells["needs_broadband"], "needs_broadband")),
            hours=hours.get(service, hours.get("")),
        )
        for service in cells["services"].split()
    )


def _hours(cells: Mapping[str, str]) -> dict[str, WeeklyHours]:
    """Hours by service, those of the others under no name: ``nursing = Mo-Fr 08:00-12:00 | Mo-Sa 08:00-19:00``."""
    zone = cells["time_zone"] or "Europe/Paris"
    exceptions = _exceptions(cells["exceptions"])
    found: dict[str, WeeklyHours] = {}
    for part in filter(str.strip, cells["hours"].split("|")):
        name, equals, text = part.partition("=")
        service, text = (name.strip(), text) if equals else ("", part)
        if service and service not in cells["services"].split():
            raise InputError("hours are given for {service}, which is none of the services", service=service[:40])
        if service in found:
            raise InputError("hours are given twice for the same services")
        hours = read_hours(text, zone=zone).hours
        found[service] = replace(hours, exceptions=exceptions)
    if exceptions and not found:
        raise InputError("exceptions without hours: say the usual week too")
    return found


def _exceptions(text: str) -> dict[date, tuple[tuple[int, int], ...]]:
    """``2026-12-24 08:00-12:00 | 2026-12-26 off``."""
    found: dict[date, tuple[tuple[int, int], ...]] = {}
    for part in filter(str.strip, text.split("|")):
        match = _EXCEPTION.fullmatch(part.strip())
        try:
            day = date.fromisoformat(match[1]) if match else None
        except ValueError:
            day = None
        if match is None or day is None:
            raise InputError(
                "exceptions: {text!r} cannot be read; write 2026-12-24 08:00-12:00, or 2026-12-26 off",
                text=part.strip()[:60],
            )
        if day in found:
            raise InputError("exceptions: {day} is given twice", day=day)
        found[day] = read_hours(match[2]).hours.days[day.weekday()]
    return found


def _heads(cells: Mapping[str, str], code: str) -> tuple[HeadsFacts, ...]:
    heads, fte = amount(cells["heads"], "heads"), amount(cells["fte"], "fte")
    acts = amount(cells["acts_per_year"], "acts_per_year")
    if not cells["profession"]:
        if heads is not None or fte is not None or acts is not None:
            raise InputError("heads, fte or acts_per_year without a profession: say whose they are")
        return ()
    if heads is None and fte is None:
        raise InputError("a profession without heads or fte: say how many")
    number = heads if heads is not None else fte
    assert number is not None
    return (HeadsFacts(facility=code, profession=cells["profession"], heads=number, fte=fte, acts_per_year=acts),)


def _of_address(address: str) -> str:
    match = _TOWN.search(address)
    if match is None:
        return ""
    postcode, town = match[1], match[2]
    found = [each.place for each in territory.find_places(town, limit=20, kinds=["commune"])]
    same = [place for place in found if postcode in place.postcodes]
    exact = [place for place in same if fold(place.name) == fold(town)] or same
    if len(exact) != 1:
        raise InputError("{postcode} {town} is no commune that is known here: give place, or lon and lat",
                         postcode=postcode, town=town[:60])  # fmt: skip
    return exact[0].code
