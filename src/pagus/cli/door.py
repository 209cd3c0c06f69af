"""``pagus door``: sources and their tokens; the doors of message buses by themselves; an outbox for NATS."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from pagus.cli.screen import Json, say, show, table
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.errors import InputError

__all__ = ["app"]

app = typer.Typer(help="Who may send, and the doors of message buses.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A name of a-z, 0-9 and -, as home-hub-3.")]


@app.command("sources")
def sources(workspace: Folder = DEFAULT, json: Json = False) -> None:
    """List the sources: the devices and gateways that may send."""
    enter(workspace)
    from pagus.apps.streams.queries import sources as registered

    rows = [(each.name, each.territory, "revoked" if each.revoked_ms else "may send") for each in registered()]
    document = [{"name": name, "territory": territory, "state": state} for name, territory, state in rows]
    show({"sources": document}, json, lambda console: console.print(table(("source", "territory", ""), rows)))


@app.command("add")
def add(
    name: Name,
    workspace: Folder = DEFAULT,
    territory: Annotated[str, typer.Option(help="What it may speak of; else the territory of the workspace.")] = "",
    json: Json = False,
) -> None:
    """Register a source. Its token is shown this once: only the fingerprint is kept."""
    opened = enter(workspace)
    from pagus.apps.streams.actions import add_source

    token = add_source(name, territory or opened.territory)
    show({"source": name, "token": token}, json, lambda console: console.print(token, markup=False))


@app.command("revoke")
def revoke(name: Name, workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Let a source send no more. What it sent stays."""
    enter(workspace)
    from pagus.apps.streams.actions import revoke_source

    revoke_source(name)
    show({"source": name, "state": "revoked"}, json, lambda console: console.print(f"{name} is revoked"))


@app.command("mqtt")
def mqtt(workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Run the MQTT door by itself until Ctrl+C; pagus serve runs it where pagus.toml has [mqtt]."""
    _own_thread()
    opened = enter(workspace)
    from pagus.doors.mqtt.door import run_mqtt

    def ready(port: int) -> None:
        show({"port": port}, json, lambda console: console.print(f"the MQTT door works with port {port}"))
        sys.stdout.flush()

    run_mqtt(opened, ready)


@app.command("nats")
def nats(
    worker: Annotated[int, typer.Argument(help="The number of this worker, from 0.")] = 0,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Run one worker of the NATS door until Ctrl+C; pagus serve runs them where pagus.toml has [nats]."""
    _own_thread()
    opened = enter(workspace)
    from pagus.doors.nats.worker import run_worker

    if not json:
        say(f"worker {worker} works")
    run_worker(opened, worker)


@app.command("publish")
def publish(
    source: Name,
    server: Annotated[str, typer.Option(help="A NATS server, as tls://nats.example.org:4222.")],
    token_file: Annotated[Path, typer.Option(help="The file that holds the token of the source.")],
    outbox: Annotated[Path, typer.Option(help="Where messages wait until JetStream has acknowledged them.")] = Path(
        "outbox.sqlite3"
    ),
    json: Json = False,
) -> None:
    """Publish over NATS what stands on standard input, one message a line, through an outbox. Needs no workspace."""
    from pagus.apps.workspace_settings.buses import NatsSettings
    from pagus.doors.nats.outbox import Outbox, send_all
    from pagus.doors.nats.stream import connected
    from pagus.doors.nats.subjects import subject_of

    lines = [line.strip().encode() for line in sys.stdin if line.strip()]
    if "." in source or not source:
        raise InputError("{source!r} is no source name", source=source)

    async def send() -> int:
        with Outbox(outbox) as waiting:
            waiting.put((subject_of(source), line) for line in lines)
            async with connected(NatsSettings((server,), user=source, password_file=token_file), source) as bus:
                return await send_all(waiting, bus)

    sent = asyncio.run(send())
    show({"acknowledged": sent}, json, lambda console: console.print(f"{sent} messages acknowledged"))


@app.command("reindex")
def reindex(workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Let resources that an older Pagus kept be found in every way this one knows. It may run meanwhile."""
    enter(workspace)
    from pagus.doors.fhir_r4.rebuilding import rebuild

    columns = (TextColumn("search"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("search", total=None)
        made = rebuild(lambda reached, last: bar.update(task, completed=reached, total=last))
    said = f"made for {made} resources" if made else "no resource lacked any"
    show({"resources": made}, json, lambda console: console.print(f"search rows: {said}"))


def _own_thread() -> None:
    # One thread owns the loop, and Django's connection with it: nothing to protect.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
