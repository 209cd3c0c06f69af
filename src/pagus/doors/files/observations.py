"""Observations from files: every row becomes an observation or a line of the report that says why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from pagus.apps.accounts.queries import SYSTEM, Actor
from pagus.apps.streams.imports.import_run import ImportRun
from pagus.apps.streams.imports.reports import ImportReport
from pagus.apps.streams.observation import Note, Observation, Refusal
from pagus.doors.files.cells import CellReader, read_zone
from pagus.doors.files.mapping import ColumnMapping
from pagus.doors.files.rows import Row, open_rows
from pagus.errors import InputError, PagusError

__all__ = ["import_observations"]

_LONGEST_KEPT = 500
_REMEDIES = {
    "subject": "write the code of a person, a place or a thing, as person:P-7K3Q9",
    "signal": "write the code of a signal, as glucose",
    "time": "write it as 2026-03-01T08:00:00+01:00, or name the zone and the format of the file's times",
    "value": "write a number with a decimal point, or say that the file has decimal commas",
    "line": "correct the line and import the file again: what is stored already has no effect",
}


def import_observations(
    path: Path,
    mapping: ColumnMapping,
    source: str,
    progress: Callable[[ImportReport, int], None] | None = None,
    *,
    time_zone: str | None = None,
    time_format: str | None = None,
    decimal_comma: bool = False,
    encoding: str = "utf-8",
    by: Actor = SYSTEM,
) -> ImportReport:
    """What became of each row of this file?

    Takes: a CSV, Parquet or NDJSON file; which column means what; the name of its source; ``progress``, told the
    report so far and the number of rows; the zone of times without offset and their format (strptime), where they
    are not ISO 8601; decimal commas; the encoding of text.
    Gives: the report, which is kept (``streams.queries.import_reports``). Importing a file again has no effect.
    Refuses: ShapeError for a file that cannot be read, and then nothing of it is stored; InputError for an unknown
    zone; NotAllowed; StoreError when the store fails, and then the report says how far it came.
    """
    reader = CellReader(read_zone(time_zone), time_format, decimal_comma)
    rows = open_rows(path, encoding)
    columns = mapping.resolve(path.name, _columns_of(mapping, rows.columns))
    told = None if progress is None else partial(_tell, progress, rows.length)
    with ImportRun(path.name, source, by=by, progress=told) as run:
        for row in rows:
            for line in _lines(row, mapping, columns, reader):
                run.add(row.number, line)
    return run.report


def _tell(progress: Callable[[ImportReport, int], None], length: int, report: ImportReport) -> None:
    progress(report, length)


def _columns_of(mapping: ColumnMapping, found: tuple[str, ...] | None) -> tuple[str, ...]:
    """The columns of the file; where each row names its own, those that the mapping looks for."""
    if found is not None:
        return found
    wanted = (mapping.columns.get(name, name) for name in mapping.needed())
    return (*wanted, *mapping.measured)


def _lines(
    row: Row, mapping: ColumnMapping, columns: Mapping[str, str], reader: CellReader
) -> Iterator[Observation | Refusal]:
    if row.problem is not None:
        yield _refusal(row, "line", row.problem)
        return
    fields = {name: row.cells.get(column) for name, column in columns.items()} | dict(mapping.constants)
    if not mapping.measured:
        yield _observation(row, fields, mapping, reader)
        return
    for column, (signal, unit) in mapping.measured.items():
        value = row.cells.get(column)
        if value is not None and value != "":  # an empty cell of a wide table: not measured at that time
            event = fields.get("id")
            own = {"signal": signal, "unit": unit, "value": value, "id": f"{event}/{signal}" if event else None}
            yield _observation(row, fields | own, mapping, reader)


def _observation(
    row: Row, fields: Mapping[str, object], mapping: ColumnMapping, reader: CellReader
) -> Observation | Refusal:
    name = "subject"
    try:
        subject = _text(fields.get("subject"), name)
        subject = mapping.subjects.get(subject, subject)
        name = "signal"
        signal = _text(fields.get("signal"), name)
        name = "time"
        instant = reader.instant(fields.get("time"))
        name = "value"
        value = reader.number(fields.get("value"))
    except PagusError as error:
        return _refusal(row, name, error)
    unit, event = fields.get("unit"), fields.get("id")
    return Observation(subject, signal, instant, value, str(unit) if unit else None, str(event) if event else None)


def _text(cell: object, name: str) -> str:
    if cell is None or cell == "":
        raise InputError("the {field} is empty", field=name)
    return str(cell)[:200]


def _refusal(row: Row, name: str, error: PagusError) -> Refusal:
    content = row.text or repr({key: value for key, value in row.cells.items() if value is not None})
    return Refusal(Note.of_error(row.number, name, error, _REMEDIES[name]), content[:_LONGEST_KEPT])
