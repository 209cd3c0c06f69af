"""Django, the command line and the processes on PostgreSQL: the tests that hold for SQLite hold there too."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from pagus.apps.resources.shapes import IndexRows, Keeping, Kept, Limits, Write, parameter_number
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.streams.submission import Submitter, open_store, status
from pagus.apps.workspace import open_workspace
from tests.conftest import ROOT
from tests.postgres.cluster import Cluster
from tests.store.conftest import NO2

CORE = (
    "tests/apps/test_transactions.py",
    "tests/apps/journal",
    "tests/apps/installations/test_install.py",
    "tests/apps/alerts",
    "tests/store/rules/test_rules_runner.py",
    "tests/doors/fhir_r4/test_rebuilding.py",
    # SQL that is made of what clients write.
    "tests/doors/sensorthings/test_filters.py",
    "tests/doors/sensorthings/test_reading.py",
)
OURS = {"PAGUS_WORKSPACE", "DJANGO_SETTINGS_MODULE"}
"""What this process may have set for the tests of its own workspace."""
REST = ("tests/apps", "tests/capabilities", "tests/doors", "tests/store/rules", "tests/review")


def run_tests(cluster: Cluster, *arguments: str) -> None:
    """Run tests again in a process whose workspace is kept on PostgreSQL; none may fail, none may be skipped."""
    url = cluster.url(f"tests_{os.getpid()}")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--create-db", "--reuse-db"]
    done = subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key not in OURS} | {"PAGUS_TESTS_DATABASE": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8_000:]
    assert " passed" in done.stdout


def test_journal_installing_alerts_rules_and_questions_of_clients_hold_on_postgres(postgres):
    run_tests(
        postgres,
        *CORE,
        "--deselect",
        "tests/store/rules/test_rules_runner.py::test_crashes_late_points_and_closed_days_change_no_alert",
    )


@pytest.mark.long
def test_all_of_the_shell_holds_on_postgres(postgres):
    run_tests(postgres, *REST)


def pagus(*arguments: str, code: int = 0) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "pagus", *arguments, "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, (done.stdout, done.stderr)
    return json.loads(done.stdout or done.stderr)


def finding(document: dict[str, object], name: str) -> tuple[bool, str]:
    (found,) = [each for each in document["health"] if each["name"] == name]
    return found["holds"], found["finding"]


def test_a_workspace_is_made_served_and_examined_on_postgres(postgres, tmp_path):
    url, folder = postgres.make_database(), tmp_path / "w"
    here = ("--workspace", str(folder))
    # On a server tables outlive a folder that is given up: there making a workspace is one transaction.
    failed = pagus("init", *here, "--database", url, "--operator", "x" * 200, code=2)
    assert not folder.exists(), failed
    pagus("init", *here, "--database", url, "--territory", "commune:67482")
    assert not (folder / "pagus.sqlite3").exists()
    assert stat.S_IMODE((folder / "pagus.toml").stat().st_mode) == 0o600
    serve(folder)
    holds, said = finding(pagus("doctor", *here), "database")
    assert holds
    assert "PostgreSQL" in said
    make_search_rows_anew(folder, url)
    settings = folder / "pagus.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(f"host={postgres.folder}", f"host={tmp_path}"), encoding="utf-8")
    holds, said = finding(pagus("doctor", *here, code=4), "database")
    assert not holds
    assert "does not let us in" in said
    assert not (folder / "pagus.sqlite3").exists(), "nothing falls back to a file"


def make_search_rows_anew(folder: Path, url: str) -> None:
    """``pagus door reindex`` of a workspace on PostgreSQL of which an older Pagus made no words."""
    words = IndexRows([], [], [], [(parameter_number("Basic", "code:text"), "a word", "A word")])
    body = b'{"resourceType":"Basic","id":"b1","code":{"text":"A word"}}'
    write = Write("create", "Basic", "b1", [body], words, territory="commune:67482")
    workspace = open_workspace(folder)
    store = open_store(workspace)
    (kept,) = store.commit_group([Keeping("gateway", [write], Limits(("commune:67482",)))])
    store.close()
    assert isinstance(kept, Kept)
    with psycopg.connect(url, autocommit=True) as connection:
        (before,) = connection.execute("SELECT * FROM store_find_text").fetchall()
        connection.execute("DELETE FROM store_find_text")
        connection.execute("UPDATE store_meta SET value = 1 WHERE name = 'resources'")
        assert pagus("door", "reindex", "--workspace", str(folder))["resources"] == 1
        assert connection.execute("SELECT * FROM store_find_text").fetchall() == [before]


def serve(folder: Path) -> None:
    """Serve until an observation was acknowledged by the ingest process and is in the database."""
    command = [sys.executable, "-m", "pagus", "serve", "--workspace", str(folder), "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            document = "".join(iter(process.stdout.readline, "}\n"))
            assert '"address"' in document, (folder / "serve.log").read_text(encoding="utf-8")
            workspace = open_workspace(folder)
            assert status(workspace).ready
            store = open_store(workspace)
            store.register_signals([NO2])
            store.register_subjects(["thing:station-danube"])
            way = Submitter(workspace)
            now = workspace.clock.now_ms()
            batch = Batch("station", [Observation("thing:station-danube", "no2", now, 20.0)])
            assert way.submit(batch).accepted == 1
            assert way.submit(batch).duplicates == 1
            assert store.history(["thing:station-danube"])["value"].to_list() == [20.0]
            way.close()
            store.close()
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
