"""``pagus import``: places, people, populations, observations, facilities from files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pagus.cli.facilities import facilities
from pagus.cli.screen import Json, say, show, table
from pagus.cli.travel import streets, timetable
from pagus.cli.workspace import DEFAULT, Folder, enter

if TYPE_CHECKING:
    from pagus.apps.streams.imports.reports import ImportReport

__all__ = ["app"]

app = typer.Typer(help="Bring data in from files. Importing a file again has no effect.", no_args_is_help=True)

app.command()(streets)
app.command()(timetable)

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file.")]
Encoding = Annotated[str, typer.Option(help="The encoding of a text file.")]

SHOWN_LINES = 20

app.command()(facilities)


@app.command()
def places(file: File, workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Import local places from a CSV file (code, kind, name, parent, ...): all of them or none."""
    enter(workspace)
    from pagus.apps.territory.importing import import_places

    report = import_places(file)
    document = {"places": report.places, "memberships": report.memberships, "known": report.known}
    text = f"{report.places} places and {report.memberships} memberships added, {report.known} known"
    show(document, json, lambda console: console.print(text))


@app.command()
def people(file: File, encoding: Encoding = "utf-8", workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Import people from a CSV file (code, commune, team, simulated): all of them or none. Code 2 when none."""
    enter(workspace)
    from pagus.doors.files import import_people

    report = import_people(file, encoding=encoding)
    problems = [{"line": note.position, "reason": str(note)} for note in report.problems]
    document = {"added": list(report.added), "unchanged": report.unchanged, "problems": problems}

    def draw(console: Console) -> None:
        console.print(f"{len(report.added)} people added, {report.unchanged} known, {len(problems)} lines rejected")
        for problem in problems[:SHOWN_LINES]:
            console.print(f"line {problem['line']}: {problem['reason']}", markup=False)

    show(document, json, draw)
    if problems:
        raise typer.Exit(2)


@app.command()
def population(
    file: File,
    source: Annotated[str, typer.Option(help="Who publishes it, under which licence.")] = "",
    year: Annotated[int | None, typer.Option(help="The year the people were counted.")] = None,
    cells: Annotated[int | None, typer.Option("--h3", help="Add up to H3 cells of this resolution, 5 to 10.")] = None,
    encoding: Encoding = "utf-8",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Import people by cell from a CSV file (id, lon, lat, people, ...): all of it or none. Code 2 when none."""
    enter(workspace)
    from pagus.doors.files import import_population

    report = import_population(file, source=source, year=year, resolution=cells, encoding=encoding)
    problems = [{"line": note.position, "reason": str(note)} for note in report.problems]
    facts = ("cells", "people", "secret", "empty", "outside", "weighted", "kept")
    document = {name: getattr(report, name) for name in facts} | {"ages": list(report.ages), "problems": problems}
    show(document, json, lambda console: _draw_population(console, document))
    if problems:
        raise typer.Exit(2)


def _draw_population(console: Console, document: dict[str, Any]) -> None:
    for problem in document["problems"][:SHOWN_LINES]:
        console.print(f"line {problem['line']}: {problem['reason']}", markup=False)
    if document["problems"]:
        console.print("nothing was kept: correct these lines and import the file again")
        return
    console.print(
        f"{document['people']:,.0f} people in {document['cells']} cells" + ("" if document["kept"] else ", known")
    )
    console.print(
        f"{document['secret']} cells without a number, {document['empty']} empty, {document['outside']} in no commune"
    )
    if not document["weighted"]:
        console.print("no column std_people: everybody counts the same, whatever their age")


@app.command()
def observations(
    file: File,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", "-m", metavar="FIELD=COLUMN", help="Also FIELD:=CONSTANT, @SIGNAL:[UNIT]=COLUMN."),
    ] = None,
    source: Annotated[str, typer.Option(help="What the values come from.")] = "file",
    time_zone: Annotated[str | None, typer.Option(help="Of times without offset, as Europe/Paris.")] = None,
    time_format: Annotated[str | None, typer.Option(help="Of times that are not ISO 8601, as %d/%m/%Y %H:%M.")] = None,
    decimal_comma: Annotated[bool, typer.Option("--decimal-comma", help="Numbers are written 1,5.")] = False,
    encoding: Encoding = "utf-8",
    report: Annotated[Path | None, typer.Option(help="Write each held or rejected line to this CSV file.")] = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Import observations from CSV, Parquet or NDJSON. Nothing is silently lost: the report names every line."""
    enter(workspace)
    import msgspec

    from pagus.apps.streams.queries import import_notes
    from pagus.doors.files import ColumnMapping, import_observations, write_report

    mapping = ColumnMapping.parse(column or ())
    with _progress() as told:
        done = import_observations(
            file,
            mapping,
            source,
            told,
            time_zone=time_zone,
            time_format=time_format,
            decimal_comma=decimal_comma,
            encoding=encoding,
        )
    notes = import_notes(done.number)
    if report is not None:
        say(f"{write_report(done.number, report)} lines written to {report}")
    lines = [
        {"line": n.note.position, "outcome": n.outcome, "field": n.note.field, "reason": str(n.note)} for n in notes
    ]
    document = msgspec.to_builtins(done) | {"lines": lines}
    show(document, json, lambda console: _draw(console, done, lines))


def _draw(console: Console, report: ImportReport, lines: list[dict[str, Any]]) -> None:
    console.print(f"[bold]{report.file}[/bold]  import {report.number}")
    outcomes = ("read", "accepted", "duplicates", "held", "rejected")
    console.print(table(outcomes, [[getattr(report, outcome) for outcome in outcomes]], outcomes))
    for line in lines[:SHOWN_LINES]:
        console.print(f"line {line['line']} {line['outcome']}: {line['field']}: {line['reason']}", markup=False)
    if len(lines) > SHOWN_LINES:
        console.print(f"and {len(lines) - SHOWN_LINES} more lines: --report FILE writes them all")


@contextmanager
def _progress() -> Iterator[Callable[[ImportReport, int], None]]:
    """A bar on stderr while an import runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("observations", total=None)

        def told(report: ImportReport, length: int) -> None:
            bar.update(task, completed=report.read, total=length)

        yield told
