"""The national file of practitioners (ANS, "PS_LibreAcces_Personne_activite"): a line for each activity of a person."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pagus.apps.care.facts import FacilityFacts, PractitionerFacts, ServiceFacts
from pagus.doors.directory.finess import finess_code, finess_number
from pagus.doors.directory.found import Found, commune_code, date_in_name
from pagus.doors.directory.lines import Line, name_inside, open_table
from pagus.errors import InputError, ShapeError
from pagus.kernel.places import fold
from pagus.library.care import register_codes

__all__ = ["Rpps"]

COLUMNS = {
    "number": "Identification nationale PP", "own_number": "Identifiant PP", "surname": "Nom d'exercice",
    "first_name": "Prénom d'exercice", "profession": "Code profession", "know_how": "Code savoir-faire",
    "mode": "Code mode exercice", "sector": "Libellé secteur d'activité", "finess": "Numéro FINESS site",
    "siret": "Numéro SIRET site", "structure": "Identifiant technique de la structure",
    "called": "Raison sociale site", "sign": "Enseigne commerciale site",
    "way_number": "Numéro Voie (coord. structure)",
    "way_kind": "Libellé type de voie (coord. structure)", "way": "Libellé Voie (coord. structure)",
    "postcode": "Code postal (coord. structure)", "commune": "Code commune (coord. structure)",
    "town": "Libellé commune (coord. structure)", "phone": "Téléphone (coord. structure)",
}  # fmt: skip
"""The columns that are read, of some fifty; names recalled, not read here, and compared without accents and case."""
_NEEDED = ("surname", "profession", "commune")
_PHYSICIAN = "10"
_EMPLOYED_OUTSIDE = re.compile(r"centre de sant|maison de sant|cabinet|pharmacie|officine")
_TITLED = frozenset({"general_practice", "dental", "medical_specialist"})


class Rpps:
    """Self-employed people, and those employed in a health centre, a health house, a practice or a pharmacy.

    Who is employed elsewhere (hospitals, administrations) is left aside and counted: potential access is about care
    outside hospitals. The same address is the same facility.
    """

    name = "rpps"
    source = "RPPS, Agence du numérique en santé"
    table = "Personne_activite"
    """What the name of the table holds, among those of the archive that is published."""

    def __init__(self) -> None:
        self._general = register_codes("rpps_general")
        self._professions = register_codes("rpps")

    def lines(self, path: Path, encoding: str) -> Iterable[Line]:
        """The activities, with cells by the short names of ``COLUMNS``."""
        table = open_table(path, encoding, self.table)
        there = {_plain(name): name for name in table.columns}
        columns = {short: there[_plain(name)] for short, name in COLUMNS.items() if _plain(name) in there}
        missing = [COLUMNS[short] for short in _NEEDED if short not in columns]
        if "number" not in columns and "own_number" not in columns:
            missing.append(COLUMNS["number"])
        if missing:
            raise ShapeError(
                "{file} is no file of practitioners: the column {missing} is missing",
                file=path.name,
                missing=", ".join(missing),
            )
        return (_renamed(line, columns) for line in table)

    def date_of(self, path: Path, encoding: str) -> date | None:
        """The date in the name of the file."""
        return date_in_name(name_inside(path, self.table))

    def commune(self, line: Line) -> str:
        """The commune of the activity; empty without one."""
        return commune_code(line.cells["commune"]) if line.cells["commune"] else ""

    def read(self, line: Line) -> Found:
        """The person and the facility of this activity."""
        cells = line.cells
        profession = self._profession(cells)
        if profession is None:
            return Found(aside=f"profession {cells['profession']}")
        if cells["mode"] == "S" and not _EMPLOYED_OUTSIDE.search(fold(cells["sector"])):
            return Found(aside="employed outside practices, health centres and pharmacies")
        if cells["mode"] == "B":
            return Found(aside="without pay")
        if not cells["commune"]:
            return Found(aside="activity without a commune")
        facility = self._facility(cells, profession)
        return Found(
            facility=facility,
            practitioner=PractitionerFacts(
                code=f"rpps:{self._number(cells)}",
                name=self._name(cells, profession),
                profession=profession,
                sector="salaried" if cells["mode"] == "S" else "",
            ),
        )

    def _profession(self, cells: Mapping[str, str]) -> str | None:
        if cells["profession"] == _PHYSICIAN:
            return self._general.get(cells["know_how"], "medical_specialist")
        return self._professions.get(cells["profession"])

    def _number(self, cells: Mapping[str, str]) -> str:
        """Eleven places; the national one begins with the digit of its kind, 8 for RPPS."""
        national, own = cells["number"], cells["own_number"]
        number = own or (national[1:] if len(national) == 12 and national[0] == "8" else national)
        if not re.fullmatch(r"[0-9A-Z]{9,14}", number):
            raise InputError("{text!r} is no number of a practitioner", text=number[:40])
        return number

    def _name(self, cells: Mapping[str, str], profession: str) -> str:
        title = "Dr " if profession in _TITLED else ""
        name = f"{title}{cells['first_name'].title()} {cells['surname'].upper()}".replace("  ", " ").strip()
        if not cells["surname"]:
            raise InputError("the column {column} is empty", column=COLUMNS["surname"])
        return name[:200]

    def _facility(self, cells: Mapping[str, str], profession: str) -> FacilityFacts:
        place = commune_code(cells["commune"])
        way = " ".join(filter(None, (cells["way_number"], cells["way_kind"], cells["way"])))
        address = ", ".join(filter(None, (way, f"{cells['postcode']} {cells['town']}".strip())))
        number = finess_number(cells["finess"]) if cells["finess"] else ""
        if number:
            code, identifier = finess_code(number), f"finess:{number}"
        else:
            site = fold(way) if way else cells["siret"] or cells["structure"]
            if not site:
                site = f"practitioner {self._number(cells)}"
            key = hashlib.sha256(f"{place} {site}".encode()).hexdigest()[:12]
            code, identifier = f"facility:site-{key}", ""
        called = cells["sign"] or cells["called"] or f"Cabinet, {way or cells['town'] or place}"
        return FacilityFacts(
            code=code,
            kind="pharmacy" if profession == "pharmacy" else "practice",
            name=called[:200],
            place=place,
            address=address[:300],
            phone=cells["phone"][:40],
            identifier=identifier,
            services=(ServiceFacts(service=profession),),
        )


def _renamed(line: Line, columns: Mapping[str, str]) -> Line:
    if line.problem is not None:
        return line
    cells = dict.fromkeys(COLUMNS, "") | {short: line.cells[name] for short, name in columns.items()}
    return Line(line.number, cells)


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
