"""A demo workspace: a real territory, virtual patients, simulated stations, kits, and a clock that replays.

The clock starts two weeks before the demo was made and runs 120 times as fast, so it reaches the moment of making
within three hours. The two weeks before its start are loaded as history; the ingest process feeds the rest as the
clock goes. Everything goes through the public actions and the public import door.
"""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from django.conf import settings

from pagus.apps.streams.imports.reports import ImportReport
from pagus.apps.workspace import Clock, Workspace, create_workspace, making
from pagus.demo.appointments import add_appointments
from pagus.demo.courses import COURSE_MS, follow_courses, standing_at
from pagus.demo.directory import add_directory
from pagus.demo.home_care import add_home_care
from pagus.demo.weights import simulated_weights
from pagus.errors import ConfigError
from pagus.kernel.time import DAY
from pagus.kit_language.model import Text
from pagus.library.demo import DEMO_DAYS
from pagus.library.scenes import Scene

__all__ = ["build_demo"]

SPEED = 120.0
REPLAYED_MS = 14 * DAY
SOURCE = "simulated"
LOGINS = ("coordinator", "nurse", "physician", "educator", "carer", "clinician", "analyst", "operator")
"""Each is called as its role."""
IN_TEAM = ("nurse", "physician", "educator", "carer")
WEIGHING_KIT = "malnutrition-elderly"
_WORDS = """
acorn amber birch bridge canal cedar clover copper ember falcon fennel garnet harbor hazel heron indigo ivory
juniper kestrel lantern linden maple meadow mirror nutmeg orchard otter pebble pepper quartz raven river
saffron sparrow spruce stork summit thistle timber tulip velvet walnut willow winter yarrow zephyr
"""


def build_demo(folder: Path, say: Callable[[str], None], scene: Scene) -> None:
    """Make the demo workspace in this folder, whole or not at all.

    Takes: an absent or empty folder; ``say``, told each step; the scene. Refuses: ConfigError when the folder holds
    something.
    """
    from pagus.cli.workspace import set_up_django
    from pagus.serve.tables import bring_up_to_date

    with making(folder) as building:
        now_ms = time.time_ns() // 1_000_000
        workspace = create_workspace(
            building,
            name=scene.title,
            kind="demo",
            territory=scene.territory,
            secret_key=secrets.token_urlsafe(50),
            clock=Clock("demo", now_ms - REPLAYED_MS, now_ms, SPEED, now_ms),
        )
        set_up_django(workspace)
        say("[1/5] tables")
        bring_up_to_date()
        _fill(workspace, say, scene)
        _close_connections()


def _fill(workspace: Workspace, say: Callable[[str], None], scene: Scene) -> None:
    history_start = workspace.clock.end_ms - DEMO_DAYS * DAY
    say("[2/5] places, care teams, stations, virtual patients, a simulated care directory")
    _add_territory(scene)
    add_directory(scene.name, datetime.fromtimestamp(workspace.clock.start_ms / 1_000, UTC).date())
    add_appointments(workspace, scene)
    say("[3/5] accounts")
    _add_accounts(scene)
    say(f"[4/5] kits: {', '.join(scene.kits) or 'none yet'}")
    _install(scene, history_start)
    say("[5/5] two weeks of simulated history")
    _import_history(workspace, say, scene)
    add_home_care(scene)


def _install(scene: Scene, from_ms: int) -> None:
    """Let the kits run that run from the beginning; the store learns the signals of the others too."""
    from pagus.apps.installations import actions as installations
    from pagus.apps.journal.actions import SYSTEM
    from pagus.apps.streams.actions import register_signals
    from pagus.kit_language import shipped_kit, shipped_slugs

    for slug in shipped_slugs():
        register_signals(shipped_kit(slug).signals.values())
    for slug in scene.kits:
        if shipped_kit(slug).pathways:
            continue
        number = installations.install(slug, scene.territory, {}, "simulation", from_ms=from_ms)
        if shipped_kit(slug).subject == "person":
            for code in scene.people()["code"]:
                installations.enrol(number, code, SYSTEM, from_ms=from_ms)
    for slug, people in scene.pathways():
        with standing_at(settings.WORKSPACE.clock.now_ms() - COURSE_MS - DAY):
            number = installations.install(slug, scene.territory, {}, "simulation")
        follow_courses(number, people)


def _add_territory(scene: Scene) -> None:
    from pagus.apps.people import actions as people
    from pagus.apps.territory import actions as territory

    if scene.definition is not None:
        territory.add_definition(scene.definition)
    for row in scene.care_teams().iter_rows(named=True):
        people.add_team(row["code"], Text(row["name_fr"], row["name_en"], row["name_de"]), row["territory"])
    for row in scene.things().iter_rows(named=True):
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
    for row in scene.people().iter_rows(named=True):
        people.add_person(row["residence"], row["team"], simulated=True, code=row["code"])


def _add_accounts(scene: Scene) -> None:
    from pagus.apps.accounts.actions import add_demo_logins
    from pagus.apps.accounts.queries import DemoLogin
    from pagus.apps.accounts.roles import ROLES

    logins = [DemoLogin(name, "-".join(_draw_words(3)), ROLES[name]) for name in LOGINS]
    add_demo_logins(logins, scene.territory, dict.fromkeys(IN_TEAM, scene.nurse_team))


def _draw_words(count: int) -> list[str]:
    words = _WORDS.split()
    return [secrets.choice(words) for _ in range(count)]


def _import_history(workspace: Workspace, say: Callable[[str], None], scene: Scene) -> None:
    from pagus.doors.files import ColumnMapping, import_observations

    end_ms = workspace.clock.end_ms
    rows = scene.observations(end_ms).filter(pl.col("t_offset") <= -REPLAYED_MS)
    history = rows.select("subject", "signal", time=pl.col("t_offset") + end_ms, value="value", unit="unit")
    weighed = next((people for slug, people in scene.pathways() if slug == WEIGHING_KIT), [])
    history = pl.concat([history, simulated_weights(weighed, workspace.clock.start_ms)], how="vertical_relaxed")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "simulated-history.parquet"
        history.sort("time").write_parquet(path)
        report = import_observations(path, ColumnMapping(), SOURCE, _told(say))
    if report.accepted != history.height:
        raise ConfigError("{count} observations of the demo were not accepted", count=history.height - report.accepted)


def _told(say: Callable[[str], None]) -> Callable[[ImportReport, int], None]:
    steps: list[int] = []

    def progress(report: ImportReport, length: int) -> None:
        step = report.read * 4 // max(length, 1)
        if step not in steps:
            steps.append(step)
            say(f"      {report.read} of {length} observations")

    return progress


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
