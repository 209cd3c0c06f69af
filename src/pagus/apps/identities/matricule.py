"""The matricule of an INS: is it well formed, does its key fit, and what does it say that the traits contradict? Pure.

Shape: 13 characters and a key of 2. Key: 97 less the 13-digit number modulo 97; in Corsica 2A counts as 19 and 2B as 18
(INSEE, numéro d'inscription au répertoire). The OIDs and the four statuses are those of the French referential of
identity vigilance (RNIV) and of the INS referential, recalled and certain only locally.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pagus.errors import InputError
from pagus.kit_language.model import Text

__all__ = ["NIA", "NIR", "OIDS", "STATUSES", "TEST", "checked_matricule", "contradictions", "key_of"]

NIR, NIA, TEST = "1.2.250.1.213.1.4.8", "1.2.250.1.213.1.4.9", "1.2.250.1.213.1.4.10"
OIDS: dict[str, Text] = {
    NIR: Text(fr="NIR", en="NIR (registered)", de="NIR (registriert)"),
    NIA: Text(fr="NIA (numéro d’attente)", en="NIA (waiting number)", de="NIA (Wartenummer)"),
    TEST: Text(fr="NIR de test", en="test number", de="Testnummer"),
}
STATUSES: dict[str, Text] = {
    "provisional": Text(fr="provisoire", en="provisional", de="vorläufig"),
    "retrieved": Text(fr="récupérée (téléservice INSi)", en="retrieved (INSi service)", de="abgerufen (INSi-Dienst)"),
    "validated": Text(fr="validée (pièce d’identité)", en="validated (identity document)", de="validiert (Ausweis)"),
    "qualified": Text(fr="qualifiée", en="qualified", de="qualifiziert"),
}
_MATRICULE = re.compile(r"([1-478]\d{2}\d{2}(?:\d{2}|2A|2B)\d{6})(\d{2})", re.ASCII)
_CORSICA = {"2A": "19", "2B": "18"}


@dataclass(frozen=True, slots=True)
class Matricule:
    """A matricule whose key fits: 13 characters, and the key."""

    body: str
    key: str

    def __str__(self) -> str:
        return self.body + self.key


def key_of(body: str) -> str:
    """The key of these 13 characters: ``key_of("2550814168025") == "38"``."""
    department = body[5:7]
    digits = body[:5] + _CORSICA.get(department, department) + body[7:]
    return f"{97 - int(digits) % 97:02d}"


def checked_matricule(text: str) -> Matricule:
    """Read a matricule as people write it, with spaces. Refuses: InputError that says what is wrong."""
    plain = re.sub(r"[\s.\-]", "", text).upper()
    if len(plain) != 15:
        raise InputError("a matricule has 15 characters, 13 and a key of 2: this one has {count}", count=len(plain))
    found = _MATRICULE.fullmatch(plain)
    if found is None:
        raise InputError("a matricule is digits: sex, year, month, department (2A and 2B too), commune, order, key")
    body, key = found.groups()
    if key_of(body) != key:
        raise InputError("the key of this matricule does not fit: a digit was mistyped")
    return Matricule(body, key)


def contradictions(body: str, sex: str, birth_date: str) -> Iterator[str]:
    """What the matricule says and the traits do not: sex, year, month. Not refused: registers differ from people."""
    if {"1": "M", "2": "F"}.get(body[0], sex) != sex:
        yield "sex"
    if body[1:3] != birth_date[2:4]:
        yield "year"
    if 1 <= int(body[3:5]) <= 12 and body[3:5] != birth_date[5:7]:
        yield "month"
