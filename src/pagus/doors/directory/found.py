"""What one line of a file says, and what a layout is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Protocol

from pagus.apps.care.facts import FacilityFacts, HeadsFacts, PractitionerFacts
from pagus.doors.directory.lines import Line
from pagus.errors import InputError

__all__ = ["Found", "Layout", "amount", "commune_code", "date_in_name", "flag"]

_COMMUNE = re.compile(r"(?:commune:)?(\d{4,5}|2[ABab]\d{3})")
_ARRONDISSEMENT = re.compile(r"132(?:0[1-9]|1[0-6])|6938[1-9]|751(?:0[1-9]|1\d|20)")
"""Marseille, Lyon and Paris: national files count by their arrondissements."""
_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?(?!\d)")
_YES = frozenset({"true", "yes", "oui", "ja", "1", "vrai"})
_NO = frozenset({"false", "no", "non", "nein", "0", "faux"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a line says. ``aside``: why the layout leaves it out, in words that are counted, not an error."""

    facility: FacilityFacts | None = None
    practitioner: PractitionerFacts | None = None
    """Without practices: the facility of the same line is one."""
    at: str = ""
    """The code of the facility of the practitioner, where the line brings no facility of its own."""
    heads: tuple[HeadsFacts, ...] = ()
    aside: str = ""


class Layout(Protocol):
    """How one kind of file is written."""

    name: str
    source: str
    """Who publishes it, as shown beside what it brings."""

    def lines(self, path: Path, encoding: str) -> Iterable[Line]:
        """The lines of the file. Refuses: ShapeError when it is no file of this layout."""

    def commune(self, line: Line) -> str:
        """The commune that a line names, as ``commune:67482``; empty when it must be found from the point."""

    def read(self, line: Line) -> Found:
        """What this line says. Refuses: InputError, CodeError, NotFound."""

    def date_of(self, path: Path, encoding: str) -> date | None:
        """Until when the data of this file are right, where it says so itself."""


def commune_code(text: str) -> str:
    """The place code of an INSEE number, with the zero that spreadsheets eat. Refuses: InputError."""
    match = _COMMUNE.fullmatch(text.strip())
    if match is None:
        raise InputError("{text!r} is no number of a commune: write its INSEE number, as 67482", text=text[:40])
    number = match[1].upper().zfill(5)
    kind = "municipal_arrondissement" if _ARRONDISSEMENT.fullmatch(number) else "commune"
    return f"{kind}:{number}"


def amount(text: str, column: str) -> float | None:
    """The number in a cell, with a decimal point or comma; None when it is empty. Refuses: InputError."""
    cleaned = text.strip().replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    if not cleaned:
        return None
    try:
        value = float(cleaned)
    except ValueError as error:
        raise InputError("{column}: {text!r} is no number", column=column, text=text[:40]) from error
    if not isfinite(value):
        raise InputError("{column}: {text!r} is no number", column=column, text=text[:40])
    return value


def flag(text: str, column: str) -> bool | None:
    """Yes, no, or None when the cell is empty. Refuses: InputError."""
    word = text.strip().casefold()
    if not word:
        return None
    if word not in _YES | _NO:
        raise InputError("{column}: {text!r} is neither true nor false", column=column, text=text[:40])
    return word in _YES


def date_in_name(name: str) -> date | None:
    """The date that the name of a file holds, as 2026-01-08 or 20260108."""
    for year, month, day in _DATE.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
