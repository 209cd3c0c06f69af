"""``pagus data``: open data and where to get them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from pagus.cli.screen import Json, show, table
from pagus.doors.open_data import fetch
from pagus.doors.open_data.fetching import Progress as Told
from pagus.library.open_data import open_data, open_data_set

__all__ = ["app"]

app = typer.Typer(help="Open data: what Pagus reads, and where to get it.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name that pagus data list shows.")]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="FOLDER|ADDRESS", help="A folder, a file or a mirror (ending in /) that has it."),
]
To = Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where to put it.")]
Again = Annotated[bool, typer.Option("--again", help="Also when it is there already.")]


@app.command("list")
def list_data(json: Json = False) -> None:
    """List the open data that Pagus reads, with publisher, licence and address."""
    rows = open_data()

    def draw(console: Console) -> None:
        shown = [(each.name, each.title["en"], each.publisher, each.licence, each.refreshed) for each in rows]
        console.print(table(("name", "what", "publisher", "licence", "refreshed"), shown))
        console.print("The addresses are recalled: none was fetched when the catalogue was written.")

    show([asdict(each) for each in rows], json, draw)


@app.command("get")
def get(name: Name, origin: From = None, to: To = Path("open-data"), again: Again = False, json: Json = False) -> None:
    """Get a data set from its publisher, a mirror or a folder; note where it came from; go on after a break."""
    data = open_data_set(name)
    with _bar(data.file) as told:
        done = fetch(data, to, origin, again=again, progress=told)

    def draw(console: Console) -> None:
        if done.there_already:
            console.print(f"{done.path} is there already ({done.size} bytes): --again fetches it anew")
        else:
            console.print(f"{done.path}  {done.size} bytes from {done.address}", soft_wrap=True)
        known = "as the catalogue says" if done.verified else "not known before: compare it with the publisher's"
        console.print(f"SHA-256 {done.sha256}, {known}", soft_wrap=True)
        console.print(f"{data.publisher}; {data.licence}", markup=False)
        if data.importer:
            console.print(f"next: {data.importer}", markup=False)

    show(asdict(done) | {"path": str(done.path), "licence": data.licence, "importer": data.importer}, json, draw)


@contextmanager
def _bar(file: str) -> Iterator[Told]:
    """A bar on stderr while a file arrives."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(file, total=None)
        yield lambda size, total: bar.update(task, completed=size, total=total)
