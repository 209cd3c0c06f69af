"""People from a file: all of its lines, or none and every line that is wrong with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.csv_rows import read_rows, rejection
from pagus.apps.people.actions import add_person
from pagus.apps.people.queries import facts_of
from pagus.errors import Conflict, InputError, PagusError

__all__ = ["COLUMNS", "PeopleImported", "import_people"]

COLUMNS = ("code", "residence", "team", "simulated")
"""The columns of the file. ``code`` may be empty: a pseudonym is then drawn. ``simulated`` is true or false."""


@dataclass(frozen=True, slots=True)
class PeopleImported:
    """What an import of people did: the pseudonyms added, and how many were there already, the same."""

    added: tuple[str, ...]
    known: int


def import_people(path: Path, *, by: Actor = accounts.SYSTEM) -> PeopleImported:
    """Add the people of a CSV file to the workspace.

    Takes: a UTF-8 file with the columns ``COLUMNS``. Gives: the pseudonyms added. A person who is already there with
    the same facts is known. Refuses: ShapeError with the number of each wrong line and its reason (a real person in a
    workspace that is not ready is such a reason); then nobody is added.
    """
    faults: list[tuple[int, str]] = []
    added: list[str] = []
    known = 0
    with transaction.atomic():
        for number, row in read_rows(path, COLUMNS):
            try:
                with transaction.atomic():
                    code = _add(row, by)
            except PagusError as error:
                faults.append((number, str(error)))
                continue
            if code is None:
                known += 1
            else:
                added.append(code)
        if faults:
            raise rejection(path, faults)
    return PeopleImported(tuple(added), known)


def _add(row: Mapping[str, str], by: Actor) -> str | None:
    if None in row or None in row.values():
        raise InputError("the line has more or fewer columns than the header")
    code, residence, team, simulated = (row[column].strip() for column in COLUMNS)
    if simulated not in {"true", "false"}:
        raise InputError("simulated is {word!r}: write true or false", word=simulated)
    there = facts_of([code]).get(code)
    if there is not None:
        if (there.residence, there.team, there.simulated) != (residence, team, simulated == "true"):
            raise Conflict("{code} is there with another residence or team", code=code)
        return None
    return add_person(residence, team, simulated=simulated == "true", code=code or None, by=by)
