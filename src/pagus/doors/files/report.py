"""The report of an import as a file: one line for each row that was not simply accepted."""

from __future__ import annotations

import csv
from pathlib import Path

from pagus.apps.streams.queries import import_notes

__all__ = ["write_report"]


def write_report(number: int, path: Path) -> int:
    """Write the held and rejected lines of an import as CSV.

    Takes: the number of the report; where to write. Gives: how many lines were written, without the header.
    Refuses: NotFound for an unknown number.
    """
    notes = import_notes(number)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["line", "outcome", "field", "reason", "remedy"])
        for each in notes:
            cells = [each.note.position, each.outcome, each.note.field, *each.note.in_words()]
            writer.writerow([_harmless(cell) for cell in cells])
    return len(notes)


def _harmless(cell: object) -> object:
    """A cell that a spreadsheet does not take for a formula: the reasons quote what strangers sent."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
