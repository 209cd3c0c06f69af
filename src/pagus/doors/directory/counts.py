"""Numbers of practitioners by commune: BPE (wide or long) and SIRENE. Nobody has a name; the point is the commune's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from pagus.apps.care.facts import FacilityFacts, HeadsFacts
from pagus.doors.directory.found import Found, amount, commune_code, date_in_name
from pagus.doors.directory.lines import Line, open_table
from pagus.errors import InputError, ShapeError
from pagus.library.care import register_codes

__all__ = ["Bpe", "Sirene"]

_COMMUNE = ("code_insee", "codgeo", "depcom", "geo", "insee", "commune")
_TYPE = ("typequ", "facility_type")
_NUMBER = ("nb_equip", "obs_value", "number")


class _Counts:
    """A commune on each line, a profession in each column; or a profession on each line, with its number."""

    name = ""
    source = ""
    title = ""

    def lines(self, path: Path, encoding: str) -> Iterable[Line]:
        """The communes, each once."""
        table = open_table(path, encoding)
        columns = {name.casefold(): name for name in table.columns}
        commune = next((columns[name] for name in _COMMUNE if name in columns), None)
        kind = next((columns[name] for name in _TYPE if name in columns), None)
        number = next((columns[name] for name in _NUMBER if name in columns), None)
        known = register_codes(self.name)
        wide = [name for name in table.columns if name in known]
        if commune is None or not (wide or (kind and number)):
            raise ShapeError(
                "{file} is no count by commune: it needs a column {communes}, and {columns} or {kind} and {number}",
                file=path.name, communes=" | ".join(_COMMUNE), columns=" | ".join(known), kind=_TYPE[0].upper(),
                number=_NUMBER[0].upper(),
            )  # fmt: skip
        if wide:
            return (_wide(line, commune, wide, known) for line in table)
        assert kind is not None
        assert number is not None
        return _long(table, commune, kind, number, known)

    def date_of(self, path: Path, encoding: str) -> date | None:
        """The date in the name of the file."""
        return date_in_name(path.name)

    def commune(self, line: Line) -> str:
        """The commune of the line."""
        return commune_code(line.cells["commune"])

    def read(self, line: Line) -> Found:
        """The supply of the commune, when there is any."""
        place = self.commune(line)
        numbers = {name: amount(text, name) or 0.0 for name, text in line.cells.items() if name != "commune"}
        for name, heads in numbers.items():
            if heads < 0:
                raise InputError("{column} is {number}: there cannot be fewer than none", column=name, number=heads)
        if not any(numbers.values()):
            return Found(aside="no practitioner in the commune")
        code = f"facility:{self.name}-{place.partition(':')[2]}"
        facility = FacilityFacts(code=code, kind="commune_supply", name=self.title, place=place)
        heads_of = tuple(HeadsFacts(facility=code, profession=name, heads=heads) for name, heads in numbers.items())
        return Found(facility=facility, heads=heads_of)


def _wide(line: Line, commune: str, columns: list[str], known: Mapping[str, str]) -> Line:
    if line.problem is not None:
        return line
    return Line(line.number, {"commune": line.cells[commune]} | {known[name]: line.cells[name] for name in columns})


def _long(table: Iterable[Line], commune: str, kind: str, number: str, known: Mapping[str, str]) -> Iterator[Line]:
    """Lines of one commune become one, numbered as the first of them; other types than ours are passed over."""
    together: dict[str, tuple[int, dict[str, str]]] = {}
    for line in table:
        if line.problem is not None:
            yield line
            continue
        profession = known.get(line.cells[kind])
        if profession is None:
            continue
        _, cells = together.setdefault(line.cells[commune], (line.number, {"commune": line.cells[commune]}))
        try:
            sofar = amount(cells.get(profession, "0"), kind) or 0.0
            cells[profession] = str(sofar + (amount(line.cells[number], number) or 0.0))
        except InputError as error:
            yield Line(line.number, {}, error)
    yield from (Line(first, cells) for first, cells in together.values())


class Bpe(_Counts):
    """The permanent database of facilities (INSEE): practitioners by commune of their main practice."""

    name = "bpe"
    source = "BPE, INSEE"
    title = "Commune supply (BPE)"


class Sirene(_Counts):
    """Businesses by commune (INSEE): a unit is a business, not a person."""

    name = "sirene"
    source = "SIRENE, INSEE"
    title = "Commune supply (SIRENE)"
