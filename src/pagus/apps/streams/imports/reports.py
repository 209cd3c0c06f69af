"""Reports of imports: what became of every line of a file, kept in the store."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pagus.apps.streams.observation import Note
from pagus.apps.streams.store.database import Database
from pagus.errors import NotFound

__all__ = ["ImportNote", "ImportReport", "ImportReports"]


class ImportNote(msgspec.Struct, frozen=True):
    """One line that was not simply accepted: its outcome is ``held`` or ``rejected``."""

    outcome: str
    note: Note


class ImportReport(msgspec.Struct, frozen=True):
    """What became of a file. ``read`` is the sum of the four outcomes; ``finished_ms`` None means it was cut short.

    ``problem`` says why a file was refused as a whole, or where reading had to stop.
    """

    number: int
    file: str
    source: str
    started_ms: int
    finished_ms: int | None = None
    read: int = 0
    accepted: int = 0
    duplicates: int = 0
    held: int = 0
    rejected: int = 0
    problem: str = ""


class ImportReports:
    """The reports in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, file: str, source: str, started_ms: int) -> int:
        """Open a report; gives its number."""
        number = self._database.execute(
            "INSERT INTO store_import (started, file, source, summary) VALUES (?, ?, ?, '{}') RETURNING id",
            [started_ms, file, source],
        ).fetchone()[0]
        report = ImportReport(number, file, source, started_ms)
        self._database.execute("UPDATE store_import SET summary = ? WHERE id = ?", [_text(report), number])
        return int(number)

    def note(self, number: int, notes: Iterable[ImportNote]) -> None:
        """Add lines to a report."""
        rows = [(number, each.note.position, each.outcome, _text(each.note)) for each in notes]
        with self._database.writing():
            self._database.execute_each(
                "INSERT INTO store_import_note (import, position, outcome, note) VALUES (?, ?, ?, ?)", rows
            )

    def finish(self, report: ImportReport) -> None:
        """Close a report with its sums."""
        self._database.execute(
            "UPDATE store_import SET finished = ?, summary = ? WHERE id = ?",
            [report.finished_ms, _text(report), report.number],
        )

    def reports(self) -> list[ImportReport]:
        """All reports, the newest first."""
        rows = self._database.execute("SELECT summary FROM store_import ORDER BY id DESC")
        return [msgspec.json.decode(row[0], type=ImportReport) for row in rows]

    def notes(self, number: int) -> list[ImportNote]:
        """The lines of one report, by position. Refuses: NotFound."""
        if not self._database.execute("SELECT 1 FROM store_import WHERE id = ?", [number]).fetchone():
            raise NotFound("there is no import report {number}", number=number)
        rows = self._database.execute(
            "SELECT outcome, note FROM store_import_note WHERE import = ? ORDER BY position, id", [number]
        )
        return [ImportNote(outcome, msgspec.json.decode(note, type=Note)) for outcome, note in rows]


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
