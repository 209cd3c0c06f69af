"""People from a CSV file: pseudonym, commune of residence, care team. All of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from pagus.apps.accounts.queries import SYSTEM, Actor
from pagus.apps.people.actions import add_person
from pagus.apps.people.queries import KnownPerson, facts_of
from pagus.apps.streams.observation import Note
from pagus.doors.files.rows import Rows, open_rows
from pagus.errors import Conflict, InputError, NotFound, PagusError, ShapeError

__all__ = ["PeopleReport", "import_people"]

_NEEDED = ("code", "commune", "team")
_YES, _NO = frozenset({"true", "yes", "oui", "ja", "1"}), frozenset({"false", "no", "non", "nein", "0", ""})


@dataclass(frozen=True, slots=True)
class PeopleReport:
    """What became of a file of people. With problems, nobody was added."""

    added: tuple[str, ...]
    unchanged: int
    problems: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    code: str | None
    residence: str
    team: str
    simulated: bool


class _Undo(Exception):
    """Leaves the transaction so that nobody of the file is added."""


def import_people(path: Path, *, encoding: str = "utf-8", by: Actor = SYSTEM) -> PeopleReport:
    """Add the people of this file, all of them or none.

    Takes: a CSV file with the columns ``code`` (a pseudonym, or empty to draw one), ``commune`` (67482 or
    commune:67482) and ``team``; a column ``simulated`` with true for virtual people.
    Gives: the codes added, how many were there already just so, and the problems by line.
    Refuses: ShapeError for a file that cannot be read or lacks a column; ConfigError when real people are added to a
    workspace that is not ready for them.
    """
    rows = open_rows(path, encoding)
    missing = [name for name in _NEEDED if name not in (rows.columns or ())]
    if missing:
        raise ShapeError(
            "{file} has no column {missing}: a file of people has code, commune, team and simulated",
            file=path.name,
            missing=", ".join(repr(name) for name in missing),
        )
    lines, problems = _read(rows)
    known = facts_of(wanted.code for _, wanted in lines if wanted.code)
    added: list[str] = []
    unchanged = 0
    try:
        with transaction.atomic():
            for number, wanted in lines:
                try:
                    code = _add(wanted, known, by)
                except (InputError, NotFound, Conflict) as error:
                    problems.append(_note(number, error))
                else:
                    added += [code] if code else []
                    unchanged += code is None
            if problems:
                raise _Undo
    except _Undo:
        return PeopleReport((), unchanged, tuple(sorted(problems, key=lambda note: note.position)))
    return PeopleReport(tuple(added), unchanged, ())


def _read(rows: Rows) -> tuple[list[tuple[int, _Wanted]], list[Note]]:
    lines: list[tuple[int, _Wanted]] = []
    problems: list[Note] = []
    for row in rows:
        try:
            if row.problem is not None:
                raise row.problem
            lines.append((row.number, _wanted(row.cells)))
        except PagusError as error:
            problems.append(_note(row.number, error))
    return lines, problems


def _wanted(cells: Mapping[str, object]) -> _Wanted:
    text = {name: str(cells.get(name) or "").strip() for name in (*_NEEDED, "simulated")}
    simulated = text["simulated"].casefold()
    if simulated not in _YES | _NO:
        raise InputError("simulated is {found!r}: write true or false", found=text["simulated"][:60])
    commune = text["commune"] if text["commune"].startswith("commune:") else f"commune:{text['commune']}"
    return _Wanted(text["code"] or None, commune, text["team"], simulated in _YES)


def _add(wanted: _Wanted, known: Mapping[str, KnownPerson], by: Actor) -> str | None:
    """Add one person and give the code; None when the person is there just so."""
    there = known.get(wanted.code or "")
    if there is None:
        return add_person(wanted.residence, wanted.team, simulated=wanted.simulated, code=wanted.code, by=by)
    if (there.residence, there.team, there.simulated) != (wanted.residence, wanted.team, wanted.simulated):
        raise Conflict("{code} is here with another residence, team or kind: move the person instead", code=there.code)
    return None


def _note(number: int, error: PagusError) -> Note:
    return Note.of_error(number, "line", error, "correct the line and import the file again")
