"""FINESS, the national register of establishments: its own file (data.gouv.fr), or a table with degrees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

from pagus.apps.care.facts import FacilityFacts, ServiceFacts
from pagus.doors.directory.found import Found, amount, commune_code, date_in_name
from pagus.doors.directory.lines import Line, first_line, open_table, raw_lines
from pagus.errors import InputError, ShapeError
from pagus.kernel.projection import LAMBERT_93, to_degrees
from pagus.library.care import finess_categories

__all__ = ["Finess", "finess_code", "finess_number"]

_MARK = "finess;etalab;"
_STRUCTURE = (
    "record", "finess", "finess_legal", "name", "long_name", "name_more", "distribution", "way_number", "way_kind",
    "way", "way_more", "locality", "commune", "departement", "departement_name", "postal", "phone", "fax", "category",
    "category_name", "group", "group_name", "siret", "ape", "mft", "mft_name", "sph", "sph_name", "opened",
    "authorised", "updated", "education",
)  # fmt: skip
"""The cells of a line ``structureet`` of the file etalab-cs1100507; recalled, not read here."""
_GRIDS = (
    ("LAMBERT_93", LAMBERT_93), ("UTM_N20", 32620), ("UTM_N21", 32621), ("UTM_N22", 32622), ("UTM_S40", 32740),
    ("UTM_S38", 32738),
)  # fmt: skip
"""What the source of a coordinate says, and the grid it means: metropolitan France; Guadeloupe and Martinique;
Saint-Pierre-et-Miquelon; Guyane; La Réunion; Mayotte. WGS84 grids: within a metre of the local ones."""
_FINESS = re.compile(r"\d[0-9AB]\d{7}")
_TABLE = ("numero finess etablissement", "raison_sociale", "code_insee", "categetab", "latitude", "longitude")


def finess_number(text: str) -> str:
    """A FINESS number of nine places, with the zero that spreadsheets eat. Refuses: InputError."""
    number = text.strip().upper().zfill(9)
    if not _FINESS.fullmatch(number):
        raise InputError("{text!r} is no FINESS number: it has nine places", text=text[:40])
    return number


def finess_code(number: str) -> str:
    """The code in the directory of an establishment with this FINESS number."""
    return f"facility:finess-{number}"


class Finess:
    """Both layouts: which it is, the first line tells."""

    name = "finess"
    source = "FINESS"

    def lines(self, path: Path, encoding: str) -> Iterable[Line]:
        """The establishments; their points joined to them where they stand on lines of their own."""
        if first_line(path, encoding).startswith(_MARK):
            return _etalab(path, encoding)
        table = open_table(path, encoding)
        missing = [name for name in _TABLE if name not in table.columns]
        if missing:
            raise ShapeError(
                "{file} is no FINESS file: it neither begins with {mark} nor has the column {missing}",
                file=path.name,
                mark=_MARK,
                missing=", ".join(missing),
            )
        return (_renamed(line) for line in table)

    def date_of(self, path: Path, encoding: str) -> date | None:
        """The date on the first line, or in the name."""
        cells = first_line(path, encoding).split(";")
        if len(cells) > 3 and re.fullmatch(r"\d{4}-\d\d-\d\d", cells[3].strip()):
            return date.fromisoformat(cells[3].strip())
        return date_in_name(path.name)

    def commune(self, line: Line) -> str:
        """The commune by its INSEE number."""
        return commune_code(line.cells["insee"])

    def read(self, line: Line) -> Found:
        """The establishment, when its category is care that somebody seeks."""
        cells = line.cells
        category = finess_categories().get(cells["category"])
        if category is None:
            return Found(aside=f"category {cells['category']} {cells['category_name']}".strip())
        number = finess_number(cells["finess"])
        lon, lat = _point(cells)
        return Found(
            facility=FacilityFacts(
                code=finess_code(number),
                kind=category.kind,
                name=(cells.get("long_name") or cells["name"])[:200],
                place=self.commune(line),
                lon=lon,
                lat=lat,
                address=cells.get("address", "")[:300],
                phone=cells.get("phone", "")[:40],
                identifier=f"finess:{number}",
                services=tuple(ServiceFacts(service=each) for each in category.services),
            )
        )


def _renamed(line: Line) -> Line:
    if line.problem is not None:
        return line
    cells = line.cells
    told = {
        "finess": cells[_TABLE[0]], "name": cells["raison_sociale"], "insee": cells["code_insee"],
        "category": cells["categetab"], "category_name": cells.get("categorie", ""),
        "lat": cells["latitude"], "lon": cells["longitude"],
    }  # fmt: skip
    return Line(line.number, told)


def _etalab(path: Path, encoding: str) -> Iterator[Line]:
    """The lines ``structureet``, each with the point that a line ``geolocalisation`` gives it."""
    points: dict[str, tuple[str, str, str]] = {}
    for _, cells in raw_lines(path, encoding, ";"):
        if cells and cells[0] == "geolocalisation" and len(cells) >= 5:
            points[cells[1].strip()] = (cells[2], cells[3], cells[4])
    for number, cells in raw_lines(path, encoding, ";"):
        if not cells or cells[0] != "structureet":
            continue
        if len(cells) < len(_STRUCTURE) - 1:
            problem = ShapeError(
                "the line has {found} cells, the header {wanted}", found=len(cells), wanted=len(_STRUCTURE)
            )
            yield Line(number, {}, problem)
            continue
        told = dict(zip(_STRUCTURE, map(str.strip, cells), strict=False))
        told["insee"] = _insee(told["departement"], told["commune"])
        way = " ".join(filter(None, (told["way_number"], told["way_kind"], told["way"], told["locality"])))
        told["address"] = ", ".join(filter(None, (way, told["postal"])))
        told["x"], told["y"], told["grid"] = points.get(told["finess"], ("", "", ""))
        yield Line(number, told)


def _insee(departement: str, commune: str) -> str:
    """FINESS writes 67 and 482; and 9A and 105 for 97105, overseas."""
    if re.fullmatch(r"9[A-J]", departement):
        return f"97{commune.zfill(3)}"
    return f"{departement.zfill(2)}{commune.zfill(3)}" if len(commune) <= 3 else commune


def _point(cells: dict[str, str]) -> tuple[float | None, float | None]:
    if "lon" in cells:
        return amount(cells["lon"], "longitude"), amount(cells["lat"], "latitude")
    x, y = amount(cells["x"], "coordxet"), amount(cells["y"], "coordyet")
    if x is None or y is None:
        return None, None
    said = cells["grid"].upper()
    epsg = next((number for word, number in _GRIDS if word in said), None)
    if epsg is None:
        raise InputError("{text!r} names no grid that is known here, as LAMBERT_93 or UTM_N20", text=cells["grid"][:60])
    lon, lat = to_degrees(np.array([x]), np.array([y]), epsg)
    if not np.isfinite(lon[0]):
        raise InputError("({x}, {y}) is no point of the grid {grid}", x=x, y=y, grid=said[:60])
    return round(float(lon[0]), 6), round(float(lat[0]), 6)
