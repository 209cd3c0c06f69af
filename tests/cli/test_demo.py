"""The demo made for real, served for real: ready, restarted after a crash, stopped without a trace."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pagus.apps.streams.submission import status
from pagus.apps.workspace import open_workspace
from pagus.kernel.time import DAY
from tests.making import MadeDemo

PAGUS = [sys.executable, "-m", "pagus"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS", "DJANGO"))}
    return subprocess.run([*PAGUS, *arguments], capture_output=True, text=True, env=environment, check=False)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def children(pid: int) -> dict[str, int]:
    """The processes under the supervisor, by role."""
    found = {}
    for path in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split():
        command = Path(f"/proc/{path}/cmdline").read_text(encoding="utf-8").split("\0")
        found["web" if "granian" in command else command[command.index("pagus.serve.role") + 1]] = int(path)
    return found


@pytest.fixture(scope="module")
def demo(made_demo: MadeDemo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert {login["name"] for login in made_demo.said["logins"]} == {
        "coordinator",
        "nurse",
        "physician",
        "educator",
        "carer",
        "clinician",
        "analyst",
        "operator",
    }
    assert "two weeks of simulated history" in made_demo.told
    return made_demo.copy(tmp_path_factory.mktemp("demo") / "workspace")


@pytest.fixture
def served(demo: Path) -> Iterator[tuple[Path, subprocess.Popen[str], dict[str, Any]]]:
    process = subprocess.Popen(
        [*PAGUS, "serve", "--workspace", str(demo), "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield demo, process, first_document(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def first_document(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The JSON document that the command writes once it is ready; the pipe stays open."""
    assert process.stdout is not None
    text = ""
    while True:
        line = process.stdout.readline()
        assert line, f"it ended without a document: {process.communicate()[1]}"
        text += line
        with contextlib.suppress(json.JSONDecodeError):
            return dict(json.loads(text))


def test_the_demo_is_whole_and_says_so(demo: Path, made_demo: MadeDemo) -> None:
    workspace = open_workspace(demo)
    assert workspace.is_demo
    assert workspace.clock.simulated
    assert workspace.clock.end_ms - workspace.clock.start_ms == 14 * DAY
    assert workspace.clock.speed == 120.0
    assert made_demo.begun_ms <= workspace.clock.end_ms <= made_demo.ended_ms
    with sqlite3.connect(demo / "pagus.sqlite3") as database:
        (newest,) = database.execute("SELECT max(t) FROM store_hot").fetchone()
        counts = {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in (
                "people_person",
                "territory_thing",
                "installations_installation",
                "installations_enrolment",
                "pathways_run",
            )
        }
        assert database.execute("SELECT count(*) FROM people_person WHERE NOT simulated").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM store_rejection").fetchone() == (0,)
    assert newest <= workspace.clock.start_ms
    assert counts == {
        "people_person": 24,
        "territory_thing": 13,
        "installations_installation": 5,
        "installations_enrolment": 73,
        "pathways_run": 36,
    }
    report = json.loads(run("doctor", "--workspace", str(demo), "--json").stdout)
    assert report["healthy"] is True
    assert report["real_persons"] is False


def test_making_it_again_keeps_it(demo: Path) -> None:
    before = (demo / "pagus.toml").read_text(encoding="utf-8")
    again = run("demo", "--workspace", str(demo), "--no-serve", "--json")
    assert again.returncode == 0
    assert json.loads(again.stdout)["logins"] == json.loads((demo / "demo-logins.json").read_text(encoding="utf-8"))
    assert (demo / "pagus.toml").read_text(encoding="utf-8") == before
    assert "Making" not in again.stderr


def test_a_demo_beyond_loopback_is_refused(demo: Path) -> None:
    done = run("serve", "--workspace", str(demo), "--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 6
    assert "this machine only" in done.stderr


def test_it_answers_recovers_and_stops(served: tuple[Path, subprocess.Popen[str], dict[str, Any]]) -> None:
    folder, process, told = served
    with urllib.request.urlopen(told["address"] + "login", timeout=10) as page:
        assert page.status == 200
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    workspace = open_workspace(folder)
    found = status(workspace)
    assert found is not None
    assert found.ready
    with sqlite3.connect(folder / "pagus.sqlite3") as database:
        (alerts,) = database.execute("SELECT count(*) FROM alerts_alert").fetchone()
    assert alerts > 10, "two weeks of history raise alerts"

    second = run("serve", "--workspace", str(folder), "--port", "0")
    assert second.returncode == 7
    assert "served already" in second.stderr

    roles = children(process.pid)
    assert set(roles) == {"web", "ingest", "jobs"}
    for role in ("ingest", "web"):
        os.kill(roles[role], signal.SIGKILL)
    deadline = time.monotonic() + 60
    while True:
        try:
            now = children(process.pid)
            answer = urllib.request.urlopen(told["address"] + "health", timeout=2).status
            if now.keys() == roles.keys() and now["ingest"] != roles["ingest"] and answer == 200 and status(workspace):
                break
        except (OSError, ValueError):
            assert time.monotonic() < deadline, "the crashed processes did not come back"
        time.sleep(0.2)
    assert now["jobs"] == roles["jobs"], "what did not crash was left alone"
    for role in ("ingest", "web"):
        with pytest.raises(ProcessLookupError):  # nor does a worker of what was killed go on
            os.killpg(roles[role], 0)

    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert not any(alive(pid) for pid in {**roles, **now}.values())
    assert not (folder / "ingest.sock").exists()
    assert process.stderr is not None
    assert "ended with code -9" in process.stderr.read()


def test_children_end_with_a_supervisor_that_was_killed(
    served: tuple[Path, subprocess.Popen[str], dict[str, Any]],
) -> None:
    _, process, _ = served
    roles = children(process.pid)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 30
    while any(alive(pid) for pid in roles.values()):
        assert time.monotonic() < deadline, "children outlived their supervisor"
        time.sleep(0.1)


def test_init_makes_an_empty_workspace_that_refuses_real_persons(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    done = run("init", "--workspace", str(folder), "--territory", "programme:strasbourg", "--name", "Essai", "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert (made["territory"], made["login"]) == ("programme:strasbourg", "operator")
    workspace = open_workspace(folder)
    assert (workspace.kind, workspace.name, workspace.clock.simulated) == ("real", "Essai", False)
    assert folder.stat().st_mode & 0o077 == 0
    assert run("place", "show", "programme:strasbourg", "--workspace", str(folder)).returncode == 0
    assert run("init", "--workspace", str(folder)).returncode == 4
    people = tmp_path / "people.csv"
    people.write_text("code,commune,team,simulated\n,67482,nurses,false\n", encoding="utf-8")
    refused = run("import", "people", str(people), "--workspace", str(folder))
    assert refused.returncode == 4
    assert "no TLS" in refused.stderr
    assert run("demo", "--workspace", str(folder), "--no-serve").returncode == 4
    assert run("doctor", "--workspace", str(folder), "--real-persons").returncode == 4
