"""Hospitals as Eurostat publishes them for a country of Europe."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from pagus.apps.care.facts import FacilityFacts, ServiceFacts
from pagus.doors.directory.finess import finess_code, finess_number
from pagus.doors.directory.found import Found, amount, date_in_name, flag
from pagus.doors.directory.lines import Line, open_table
from pagus.errors import InputError, ShapeError

__all__ = ["Eurostat"]

_NEEDED = ("id", "hospital_name", "lat", "lon", "geo_qual", "facility_type")
_SECTORS = {"public": "public", "private": "private", "": ""}


class Eurostat:
    """The file of France: an ``id`` is a FINESS number, so that its hospitals and those of FINESS are the same."""

    name = "eurostat"
    source = "Eurostat, healthcare services"

    def lines(self, path: Path, encoding: str) -> Iterable[Line]:
        """The hospitals."""
        table = open_table(path, encoding)
        missing = [name for name in _NEEDED if name not in table.columns]
        if missing:
            raise ShapeError(
                "{file} is no Eurostat list of hospitals: the column {missing} is missing",
                file=path.name,
                missing=", ".join(missing),
            )
        return table

    def date_of(self, path: Path, encoding: str) -> date | None:
        """The reference date of its first hospital."""
        first = next((line for line in open_table(path, encoding) if line.problem is None), None)
        text = "" if first is None else first.cells.get("ref_date", "")
        try:
            return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a date, no instant
        except ValueError:
            return date_in_name(path.name)

    def commune(self, line: Line) -> str:
        """None is named: the point tells."""
        return ""

    def read(self, line: Line) -> Found:
        """One hospital."""
        cells = line.cells
        number = finess_number(cells["id"])
        sector = _SECTORS.get(cells.get("public_private", "").casefold())
        if sector is None:
            raise InputError("{text!r} is neither public nor private", text=cells["public_private"][:40])
        services = [ServiceFacts(service="hospital_care", sector=sector)]
        if flag(cells.get("emergency", ""), "emergency"):
            services.append(ServiceFacts(service="emergency", sector=sector))
        street = " ".join(filter(None, (cells.get("house_number", ""), cells.get("street", ""))))
        town = " ".join(filter(None, (cells.get("postcode", ""), cells.get("city", ""))))
        return Found(
            facility=FacilityFacts(
                code=finess_code(number),
                kind="hospital",
                name=cells["hospital_name"][:200],
                lon=amount(cells["lon"], "lon"),
                lat=amount(cells["lat"], "lat"),
                address=", ".join(filter(None, (street, town)))[:300],
                identifier=f"finess:{number}",
                services=tuple(services),
            )
        )
