"""The demo workspace: a real territory, virtual patients, simulated stations, two kits, and a clock that replays.

The clock starts two weeks before the demo was made and runs 120 times as fast, so it reaches the moment of making
within three hours. The two weeks before its start are loaded as history; the ingest process feeds the rest as the
clock goes. Everything goes through the public actions and the public import door.
"""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from pagus.apps.workspace import Clock, Workspace, create_workspace
from pagus.errors import ConfigError
from pagus.kernel.time import DAY
from pagus.kit_language.model import Text
from pagus.library.demo import DEMO_DAYS, demo_observations, demo_people, demo_teams, demo_things

__all__ = ["build_demo", "demo_logins"]

TERRITORY = "programme:strasbourg"
DEFINITION = "strasbourg_programme"
KITS = ("air-today", "diabetes-home")
SPEED = 120.0
REPLAYED_MS = 14 * DAY
LOGINS: dict[str, tuple[str, str]] = {
    "coordinator": ("coordinator", ""),
    "nurse": ("nurse", "diabetology-strasbourg"),
    "analyst": ("analyst", ""),
}
"""Login -> role and care team."""
_LOGIN_FILE = "demo-logins.json"
_WORDS = """
acorn amber birch bridge canal cedar clover copper ember falcon fennel garnet harbor hazel heron indigo ivory
juniper kestrel lantern linden maple meadow mirror nutmeg orchard otter pebble pepper quartz raven river
saffron sparrow spruce stork summit thistle timber tulip velvet walnut willow winter yarrow zephyr
"""


def build_demo(folder: Path, say: Callable[[str], None]) -> None:
    """Make the demo workspace in this folder, whole or not at all.

    Takes: an absent or empty folder; ``say``, told each step. Refuses: ConfigError when the folder holds something.
    """
    from pagus.cli.workspace import migrate, set_up_django

    if folder.exists() and any(folder.iterdir()):
        raise ConfigError("{folder} is not empty: choose another folder for the demo", folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        now_ms = time.time_ns() // 1_000_000
        clock = Clock("demo", now_ms - REPLAYED_MS, now_ms, SPEED, now_ms)
        workspace = create_workspace(
            building,
            name="Pagus demo",
            kind="demo",
            territory=TERRITORY,
            secret_key=secrets.token_urlsafe(50),
            clock=clock,
        )
        set_up_django(workspace)
        say("[1/5] tables")
        migrate()
        _fill(workspace, say)
        _close_connections()
        building.rename(folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def demo_logins(workspace: Workspace) -> Mapping[str, str]:
    """Which logins has this demo, with their passwords? Nothing for a workspace that is no demo."""
    path = workspace.folder / _LOGIN_FILE
    if not workspace.is_demo or not path.exists():
        return {}
    logins: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return logins


def _fill(workspace: Workspace, say: Callable[[str], None]) -> None:
    from pagus.apps.installations import actions as installations

    history_start = workspace.clock.end_ms - DEMO_DAYS * DAY
    say("[2/5] places, care teams, stations, virtual patients")
    _add_territory()
    say("[3/5] accounts")
    _add_accounts(workspace)
    say(f"[4/5] kits: {', '.join(KITS)}")
    numbers = {slug: installations.install(slug, TERRITORY, {}, "simulation", from_ms=history_start) for slug in KITS}
    for code in demo_people()["code"]:
        installations.enrol(numbers["diabetes-home"], code, installations.SYSTEM, from_ms=history_start)
    say("[5/5] two weeks of simulated history")
    _import_history(workspace, say)


def _add_territory() -> None:
    from pagus.apps.people import actions as people
    from pagus.apps.territory import actions as territory

    territory.add_definition(DEFINITION)
    for row in demo_teams().iter_rows(named=True):
        people.add_team(row["code"], Text(row["name_fr"], row["name_en"], row["name_de"]), row["territory"])
    for row in demo_things().iter_rows(named=True):
        territory.add_thing(
            row["code"],
            Text(row["name_fr"], row["name_en"], row["name_de"]),
            kind=row["kind"],
            place=row["place"],
            represents=row["represents"],
            lon=row["lon"],
            lat=row["lat"],
            simulated=True,
        )
    for row in demo_people().iter_rows(named=True):
        people.add_person(row["residence"], row["team"], simulated=True, code=row["code"])


def _add_accounts(workspace: Workspace) -> None:
    from pagus.apps.accounts import actions as accounts

    passwords = {login: "-".join(secrets.choice(_WORDS.split()) for _ in range(3)) for login in LOGINS}
    for login, (role, team) in LOGINS.items():
        accounts.add_account(login, passwords[login])
        accounts.give_role(login, role, TERRITORY, team)
    path = workspace.folder / _LOGIN_FILE
    path.touch(mode=0o600)
    path.write_text(json.dumps(passwords, indent=2) + "\n", encoding="utf-8")


def _import_history(workspace: Workspace, say: Callable[[str], None]) -> None:
    from pagus.cli.imports import import_file

    end_ms = workspace.clock.end_ms
    rows = demo_observations(end_ms).filter(pl.col("t_offset") <= -REPLAYED_MS)
    history = rows.select("subject", "signal", t=pl.col("t_offset") + end_ms, value="value", unit="unit").sort("t")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "simulated-history.parquet"
        history.write_parquet(path)
        report = import_file(workspace, path, source="simulated", say=say)
    if report.rejected:
        raise ConfigError("{count} observations of the demo were rejected", count=report.rejected)


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
