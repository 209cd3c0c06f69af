"""``pagus import streets`` and ``pagus import timetable``: what travel times are found with."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pagus.cli.screen import Json, say, show, table
from pagus.cli.workspace import DEFAULT, Folder, enter

__all__ = ["streets", "timetable"]

Name = Annotated[str, typer.Option(help="What it is called here, as bas-rhin; a new import replaces it.")]
Licence = Annotated[str, typer.Option(help="The licence of the data.")]
Credit = Annotated[str, typer.Option(help="To be shown beside every result.")]


def streets(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An extract of OpenStreetMap, as bas-rhin.osm.pbf.")],
    name: Name = "streets",
    licence: Licence = "ODbL 1.0",
    credit: Credit = "© OpenStreetMap contributors",
    taken: Annotated[str, typer.Option(help="The day the data is of, as 2026-03-16; else what the file says.")] = "",
    heights: Annotated[
        Path | None, typer.Option(help="Heights of the ground: CSV with lon, lat, metres on a regular grid.")
    ] = None,
    care: Annotated[
        Path | None, typer.Option(help="Also write the places of care on the map to this CSV, for import facilities.")
    ] = None,
    country: Annotated[str, typer.Option(help="With --care: the country, as FR.")] = "FR",
    time_zone: Annotated[str, typer.Option(help="With --care: its time zone.")] = "Europe/Paris",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Import a street network from an extract of OpenStreetMap: travel times by car, bicycle and on foot."""
    enter(workspace)
    from pagus.apps.travel.actions import keep_streets
    from pagus.doors.streets import read_heights, read_streets

    graph, report = read_streets(file, None if heights is None else read_heights(heights))
    kept = keep_streets(name, graph, file=file.name, taken=taken or report.taken, licence=licence, credit=credit)
    document = {"name": kept.name, "version": kept.version, "digest": kept.digest, **asdict(report)}
    document |= {"taken": kept.taken, "licence": kept.licence, "credit": kept.credit}
    if care is not None:
        document["care"] = _write_care(file, care, country, time_zone)
    shown = ("ways_read", "ways_kept", "nodes", "stretches", "km", "islands", "island_share", "heights_known")
    show(document, json, lambda console: _draw(console, document, shown))


def _write_care(extract: Path, target: Path, country: str, time_zone: str) -> int:
    """Write the places of care. Gives how many."""
    from pagus.doors.streets import care_table, read_care

    table_ = care_table(read_care(extract), country=country, time_zone=time_zone)
    target.write_text(table_.text, encoding="utf-8")
    say(f"{table_.facilities} places of care written to {target}: pagus import facilities {target}")
    for identifier, text in table_.unread_hours:
        say(f"{identifier}: the hours {text!r} cannot be read and were left out")
    return table_.facilities


def timetable(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="GTFS archives that belong together.")],
    licence: Annotated[str, typer.Option(help="The licence of the data, as its publisher says.")],
    name: Name = "timetable",
    credit: Annotated[str, typer.Option(help="Beside every result; else the publishers that the files name.")] = "",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Import a timetable from one or more GTFS archives: travel times by public transport."""
    enter(workspace)
    from pagus.apps.travel.actions import keep_timetable
    from pagus.doors.timetables import read_timetable

    made, report = read_timetable(files)
    shown_credit = credit or ", ".join(report.publishers)
    kept = keep_timetable(name, made, files=report.files, licence=licence, credit=shown_credit)
    document = {"name": kept.name, "version": kept.version, "digest": kept.digest, **asdict(report)}
    document |= {"licence": kept.licence, "credit": kept.credit}
    shown = ("stops", "lines", "trips", "first_day", "last_day", "interpolated", "never_run", "impossible")
    show(document, json, lambda console: _draw(console, document, shown))


def _draw(console: Console, document: dict[str, Any], shown: tuple[str, ...]) -> None:
    console.print(f"[bold]{document['name']}[/bold]  version {document['version']}")
    console.print(table(("", ""), [(name.replace("_", " "), document[name]) for name in shown], ("",)))
    console.print(f"{document['credit']}, {document['licence']}", markup=False)
