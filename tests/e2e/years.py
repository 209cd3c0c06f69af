"""A small workspace whose clock stands and is moved: a year passes between two visits to the same pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pagus.check.server import RunningDemo, serving
from pagus.kernel.time import parse_instant

__all__ = ["BEGIN_MS", "PERSON", "ROLES", "StandingYears"]

BEGIN_MS = parse_instant("2025-01-13T08:00:00Z")
PERSON = "person:P-YEARS"
ROLES = ("coordinator", "physician", "educator", "nurse", "carer")
PREPARE = f"""
import secrets, sys
from pathlib import Path
from pagus.apps.workspace import Clock, create_workspace
from pagus.cli.workspace import set_up_django
workspace = create_workspace(
    Path(sys.argv[1]), name="A year", kind="demo", territory="departement:67", secret_key=secrets.token_urlsafe(50),
    clock=Clock("demo", {BEGIN_MS}, 0, 0.0, {BEGIN_MS}),
)
set_up_django(workspace)
from pagus.serve.tables import bring_up_to_date
bring_up_to_date()
from pagus.apps.accounts.actions import add_demo_logins
from pagus.apps.accounts.queries import DemoLogin
from pagus.apps.accounts.roles import ROLES
from pagus.apps.installations import actions as installations
from pagus.apps.people import actions as people
from pagus.kit_language.model import Text
people.add_team("team-a", Text("Équipe", "Team", "Team"), "departement:67")
people.add_person("commune:67482", "team-a", simulated=True, code={PERSON!r})
logins = [DemoLogin(name, secrets.token_urlsafe(9), ROLES[name]) for name in {ROLES!r}]
add_demo_logins(logins, "departement:67", {{name: "team-a" for name in {ROLES!r} if name != "coordinator"}})
for slug in ("sport-on-prescription", "malnutrition-elderly"):
    installations.install(slug, "departement:67", {{}})
"""
SESSIONS = """
import django
django.setup()
from pagus.apps.pathways.actions import complete_task
from pagus.apps.pathways.queries import worklist
from pagus.apps.pathways.waking import wake_due
from pagus.demo.courses import standing_at
for instant in {instants}:
    with standing_at(instant):
        wake_due()
        for row in worklist("system").rows:
            if row.task == "session":
                complete_task("system", row.id)
"""


@dataclass
class StandingYears:
    """The workspace, and the instant at which its clock stands."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> StandingYears:
        """Make it: two kits with pathways, one virtual person, a login for each role that has tasks."""
        subprocess.run([sys.executable, "-c", PREPARE, str(folder)], check=True, env=_plain_environment())
        return cls(folder)

    def attend(self, *instants_ms: int) -> None:
        """Let the person come to a session at each of these instants, without a browser."""
        lines = SESSIONS.format(instants=instants_ms)
        environment = {
            **_plain_environment(),
            "PAGUS_WORKSPACE": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "pagus.web.settings",
        }
        subprocess.run([sys.executable, "-c", lines], check=True, env=environment)

    @contextmanager
    def at(self, instant_ms: int) -> Iterator[RunningDemo]:
        """Let the clock stand there, and serve while the block runs."""
        file = self.folder / "pagus.toml"
        text = file.read_text(encoding="utf-8")
        for name in ("start_ms", "end_ms"):
            text = re.sub(rf"^{name} = \d+$", f"{name} = {instant_ms}", text, flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")
        with serving(self.folder) as running:
            yield running


def _plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS", "DJANGO"))}
