"""``pagus import facilities``: the directory of care from national files and from a plain table."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from pagus.cli.screen import Json, say, show, table
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.errors import InputError

if TYPE_CHECKING:
    from pagus.doors.directory import DirectoryReport

__all__ = ["facilities"]

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file, as text or packed with gzip.")]
Format = Annotated[str, typer.Option("--format", help="plain, finess, rpps, bpe, sirene or eurostat.")]
Within = Annotated[str | None, typer.Option(help="Only what lies in this place, as departement:67.")]
Day = Annotated[str | None, typer.Option("--date", help="Until when the data are right, as 2026-01-31.")]
Source = Annotated[str | None, typer.Option(help="Who publishes the file, where the format does not say.")]
Encoding = Annotated[str, typer.Option(help="utf-8 or latin-1.")]
Simulated = Annotated[bool, typer.Option("--simulated", help="Nothing in the file exists: label it everywhere.")]
CloseAbsent = Annotated[
    bool,
    typer.Option("--close-absent", help="The file is whole: close what its source named before and names no more."),
]
EndSimulated = Annotated[
    bool, typer.Option("--end-simulated", help="Then close every simulated facility: these take their place.")
]
Report = Annotated[Path | None, typer.Option(help="Write every line that was not simply accepted here, as CSV.")]
SHOWN_LINES = 20
SHOWN_REASONS = 10


def facilities(
    file: File,
    layout: Format = "plain",
    within: Within = None,
    day: Day = None,
    source: Source = None,
    encoding: Encoding = "utf-8",
    simulated: Simulated = False,
    close_absent: CloseAbsent = False,
    end_simulated: EndSimulated = False,
    report: Report = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Import facilities and practitioners; lines with a fault are reported, the others stored. Code 2 if none is."""
    enter(workspace)
    from pagus.doors.directory import import_facilities

    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("reading")
        done = import_facilities(
            file,
            layout,
            within=within,
            data_date=_day(day),
            source=source,
            encoding=encoding,
            simulated=simulated,
            close_absent=close_absent,
            progress=lambda count: bar.update(task, description=f"{count} lines"),
        )
    if end_simulated and done.accepted and not simulated:
        from pagus.apps.care.actions import end_simulation

        say(f"{end_simulation(done.data_date)} simulated facilities closed")
    elif done.simulated_beside:
        say(f"{done.simulated_beside} simulated facilities are open beside these: --end-simulated closes them")
    lines = _lines(done)
    if done.date_from == "today":
        say(f"{file.name} does not say how old its data are: today was taken; --date says it better")
    if report is not None:
        say(f"{_write(lines, report)} lines written to {report}")
    show(_document(done, lines), json, lambda console: _draw(console, done, lines))
    if done.rejected and not done.accepted:
        raise typer.Exit(2)


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise InputError("{text!r} is no date: write it as 2026-01-31", text=text) from error


def _lines(done: DirectoryReport) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for outcome, notes in (("rejected", done.rejected), ("merged", done.merged), ("doubtful", done.doubts)):
        for note in notes:
            reason, remedy = note.in_words()
            found.append(
                {"line": note.position, "outcome": outcome, "field": note.field, "reason": reason, "remedy": remedy}
            )
    return sorted(found, key=lambda line: line["line"])


def _document(done: DirectoryReport, lines: list[dict[str, Any]]) -> dict[str, Any]:
    counts = {name: getattr(done, name) for name in ("read", "accepted", "outside")}
    return {
        "file": done.file,
        "format": done.layout,
        "source": done.source,
        "data_date": done.data_date.isoformat(),
        "date_from": done.date_from,
        **counts,
        "aside": sum(done.aside.values()),
        "rejected": len(done.rejected),
        "aside_reasons": dict(done.aside.most_common()),
        "absent": list(done.absent),
        "closed": done.closed,
        "simulated_beside": done.simulated_beside,
        "stored": msgspec.to_builtins(done.stored),
        "lines": lines,
    }


def _draw(console: Console, done: DirectoryReport, lines: list[dict[str, Any]]) -> None:
    console.print(f"[bold]{done.file}[/bold]  {done.source}, data of {done.data_date}")
    names = ("read", "accepted", "aside", "outside", "rejected")
    counts = [done.read, done.accepted, sum(done.aside.values()), done.outside, len(done.rejected)]
    console.print(table(names, [counts], names))
    stored = done.stored
    if stored is not None:
        rows = [
            ("facilities", stored.facilities_added, stored.facilities_changed, stored.facilities_same),
            ("practitioners", stored.practitioners_added, stored.practitioners_changed, stored.practitioners_same),
        ]
        changes = ("added", "changed", "same")
        console.print(table(("", *changes), rows, changes))
    if done.absent:
        what = "closed" if done.closed else "still open: --close-absent closes them when the file is whole"
        console.print(f"{len(done.absent)} facilities that {done.source} named before are not in the file, {what}")
    for reason, count in done.aside.most_common(SHOWN_REASONS):
        console.print(f"{count} left aside: {reason}", markup=False)
    for line in lines[:SHOWN_LINES]:
        console.print(f"line {line['line']} {line['outcome']}: {line['reason']}", markup=False)
    if len(lines) > SHOWN_LINES:
        console.print(f"and {len(lines) - SHOWN_LINES} more lines: --report FILE writes them all")


def _write(lines: list[dict[str, Any]], path: Path) -> int:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["line", "outcome", "field", "reason", "remedy"])
        for line in lines:
            writer.writerow([_harmless(cell) for cell in line.values()])
    return len(lines)


def _harmless(cell: object) -> object:
    """A cell that a spreadsheet does not take for a formula: the reasons quote what strangers sent."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
