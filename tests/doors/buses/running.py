"""A workspace with its ingest process and the door of a bus, each a process of its own, as ``pagus serve`` runs them.

A parent process that has loaded everything forks them, so that a start takes milliseconds and a kill costs little.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from pagus.apps.streams.submission import open_store
from pagus.apps.workspace import Workspace, open_workspace
from tests.conftest import ROOT
from tests.store.conftest import NOW

PEOPLE = tuple(f"person:P-{number:04d}" for number in range(1, 9))
SOURCES = (*(f"device-{number}" for number in range(8)), "hello")
TERRITORY = "epci:246700488"

MAKE = """
import json, os, sys
sys.path[:0] = {path!r}
from pathlib import Path
from pagus.apps.workspace import Clock, create_workspace
folder = Path(sys.argv[1])
clock = Clock(kind="demo", start_ms={now}, started_wall_ms=0, speed=0.0, end_ms={now})
create_workspace(folder, name="buses", kind="demo", territory={territory!r}, secret_key="k" * 50, clock=clock)
os.environ["PAGUS_WORKSPACE"], os.environ["DJANGO_SETTINGS_MODULE"] = str(folder), "pagus.web.settings"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from pagus.apps.people import actions as people
from pagus.apps.streams.actions import add_source, register_signals
from pagus.apps.territory.actions import add_thing
from pagus.kit_language.model import Text
from tests.store.conftest import GLUCOSE, NO2, WEIGHT
word = Text("x", "x", "x")
people.add_team("bench", word, {territory!r})
for code in {people!r}:
    people.add_person("commune:67482", "bench", simulated=True, code=code)
add_thing("thing:station-danube", word, kind="air_station", place="commune:67482", represents={territory!r},
    lon=7.76, lat=48.57, simulated=True)
register_signals([GLUCOSE, WEIGHT, NO2])
tokens = {{name: add_source(name, {territory!r}) for name in {sources!r}}}
tokens["elsewhere"] = add_source("elsewhere", "commune:57463")
print(json.dumps(tokens))
"""

FORKS = """
import os, signal, sys
sys.path[:0] = {path!r}
os.environ["PAGUS_WORKSPACE"], os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1], "pagus.web.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
import django
django.setup()
from django.db import connections
from pathlib import Path
from pagus.apps.workspace import open_workspace
from pagus.apps.streams import submission
from pagus.apps.streams.ingest import process as ingest
import pagus.doors.mqtt.broker, pagus.doors.mqtt.client
from pagus.doors.mqtt.door import run_mqtt
from pagus.doors.nats import stream
from pagus.doors.nats.worker import run_worker
from pagus.serve.role import _end_with_parent
if sys.argv[3:]:
    from pagus.web.server import application
_end_with_parent()
connections.close_all()
synchronous = sys.argv[2]

def open_store(workspace):
    store = submission.open_store(workspace)
    store._database.execute("PRAGMA synchronous=" + synchronous)
    return store

ingest.open_store = open_store
stream.ACKNOWLEDGED_WITHIN_S = 1.0

def serve_web(port):
    import asyncio
    from tests.web.front.loop_server import serve
    asyncio.run(serve(application, port))

def become(role, rest):
    workspace = open_workspace(Path(sys.argv[1]))
    if role == "ingest":
        ingest.run_ingest(workspace, with_rules=False)
    elif role == "mqtt":
        run_mqtt(workspace)
    elif role == "web":
        serve_web(int(rest[0]))
    else:
        run_worker(workspace, int(rest[0]))

children = {{}}
for line in sys.stdin:
    verb, *rest = line.split()
    if verb == "start":
        child = os.fork()
        if child == 0:
            _end_with_parent()
            log = os.open(sys.argv[1] + "/doors.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(log, 1)
            os.dup2(log, 2)
            become(rest[0], rest[1:])
            os._exit(0)
        print(child, flush=True)
    else:
        print(os.waitpid(int(rest[0]), 0)[1], flush=True)
"""


def _path() -> list[str]:
    return [str(ROOT / "src"), str(ROOT)]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def wait_for_port(port: int, within_s: float = 30.0) -> None:
    deadline = time.monotonic() + within_s
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < deadline, f"nobody listens on port {port}"
            time.sleep(0.01)
        else:
            return


@cache
def _template() -> tuple[Path, dict[str, str]]:
    """A workspace that is made once and copied, and the tokens of its sources."""
    home = Path(tempfile.mkdtemp(prefix="pagus-buses-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    script = MAKE.format(path=_path(), now=NOW, territory=TERRITORY, people=PEOPLE, sources=SOURCES)
    command = [sys.executable, "-c", script, str(home / "workspace")]
    made = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())
    assert made.returncode == 0, made.stderr
    return home / "workspace", json.loads(made.stdout)


class Running:
    """A workspace of a bus, and the processes that were started for it."""

    def __init__(self, folder: Path, settings: str = "", synchronous: str = "FULL", *, web: bool = False) -> None:
        self.folder = folder
        template, self.tokens = _template()
        shutil.copytree(template, folder)
        self.workspace: Workspace = open_workspace(folder)
        self.configure(settings)
        self._arguments = [synchronous, *(["web"] if web else [])]
        self._forks: subprocess.Popen[str] | None = None
        self._running: dict[str, int] = {}

    def configure(self, settings: str) -> None:
        """Add this to pagus.toml; processes that start after it know it."""
        with (self.folder / "pagus.toml").open("a", encoding="utf-8") as file:
            file.write(settings)
        self.workspace = open_workspace(self.folder)

    def start(self, role: str) -> int:
        """Start a process ("ingest", "mqtt", "nats 0"); gives its number."""
        if self._forks is None:
            script = FORKS.format(path=_path())
            self._forks = subprocess.Popen(
                [sys.executable, "-c", script, str(self.folder), *self._arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=_environment(),
            )
        self._running[role] = int(self._tell(f"start {role}"))
        return self._running[role]

    def stop(self, role: str, number: int) -> None:
        """End a process with this signal and wait until it is gone."""
        process = self._running.pop(role)
        os.kill(process, number)
        self._tell(f"wait {process}")

    def _tell(self, line: str) -> str:
        self._forks.stdin.write(line + "\n")
        self._forks.stdin.flush()
        answer = self._forks.stdout.readline()
        assert answer, self.log()
        return answer

    def log(self) -> str:
        path = self.folder / "doors.log"
        kept = self.folder / "pagus.log"
        return "".join(each.read_text() for each in (path, kept) if each.exists())

    def history(self):
        store = open_store(self.workspace)
        try:
            return store.history()
        finally:
            store.close()

    def rejections(self, source: str) -> list[dict[str, object]]:
        store = open_store(self.workspace)
        try:
            return [json.loads(each.note) | {"content": each.content} for each in store.rejections(source, 50)]
        finally:
            store.close()

    def device_states(self):
        store = open_store(self.workspace)
        try:
            return store.device_states(0)
        finally:
            store.close()

    def close(self) -> None:
        for role in list(self._running):
            self.stop(role, 15)
        if self._forks is not None:
            self._forks.stdin.close()
            assert self._forks.wait(30) == 0
            self._forks.stdout.close()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS_", "DJANGO_"))}
