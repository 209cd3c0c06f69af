"""The drill: a workspace in use is backed up, destroyed, restored and served again; nothing acknowledged is missing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from pagus.apps.streams.line.frames import Line
from pagus.apps.streams.observation import Batch, Observation, Receipts
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.streams.submission import status
from pagus.apps.workspace import Workspace, open_workspace
from pagus.kernel.time import DAY, SECOND
from tests.making import MadeDemo

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]
PAGUS = [sys.executable, "-m", "pagus"]
PASSPHRASE = "a passphrase for the drill"


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS", "DJANGO"))}
    return {**kept, "PAGUS_BACKUP_PASSPHRASE": PASSPHRASE, **more}


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PAGUS, *arguments], capture_output=True, text=True, env=environment(**more), check=False)


def answer(*arguments: str) -> Any:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    return json.loads(done.stdout)


@contextmanager
def served(folder: Path) -> Iterator[dict[str, Any]]:
    command = [*PAGUS, "serve", "--workspace", str(folder), "--port", "0", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
    assert process.stdout is not None
    said = ""
    while not said.endswith("\n}\n"):
        line = process.stdout.readline()
        assert line, process.stderr.read()  # type: ignore[union-attr]
        said += line
    try:
        yield json.loads(said)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


class Sender:
    """A meter that sends without pause, and remembers what was acknowledged, and when."""

    def __init__(self, workspace: Workspace, subjects: list[str], first: int = 0) -> None:
        self.acknowledged: list[tuple[int, str, int, float]] = []
        self.problems: list[str] = []
        self._workspace, self._subjects, self._first = workspace, subjects, first
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Sender:
        self._thread.start()
        while len(self.acknowledged) < 50:
            assert self._thread.is_alive(), self.problems
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(30)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        with closing(Line(self._workspace.folder)) as line:
            start = self._workspace.clock.start_ms // 1000 * 1000
            number = self._first
            while not self._stopping.is_set():
                number += 1
                # Off the full second, where the simulated meters measure nothing; most fall into days that are closed.
                t = start - (number % 9) * DAY - number * SECOND + 7
                each = Observation(self._subjects[number % 5], "glucose", t, 90.0 + number % 50, "mg/dL", f"d-{number}")
                reply = line.ask(Batch("drill", [each]))
                if not isinstance(reply, Receipts) or reply.accepted != 1:
                    self.problems.append(repr(reply))
                    return
                self.acknowledged.append((time.time_ns() // 1_000_000, each.subject, each.t, each.value))


def tables(database: Path, *names: str) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(database)) as connection:
        wanted = names or [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in wanted}


def close_days(workspace: Workspace) -> int:
    store = SqliteStore(workspace.database, workspace.archive, workspace.clock.now_ms)
    closed = [store.close_day(day) for day in store.closable_days(workspace.clock.start_ms - 3 * DAY)]
    store.close()
    assert None not in closed
    return len(closed)


@pytest.fixture(scope="module")
def demo(made_demo: MadeDemo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo that has been served, so that its rules have raised alerts, and whose older days are closed."""
    folder = made_demo.copy(tmp_path_factory.mktemp("drill") / "workspace")
    with served(folder):
        pass
    assert close_days(open_workspace(folder)) > 5
    return folder


def stored(folder: Path) -> dict[tuple[str, int], float]:
    workspace = open_workspace(folder)
    store = SqliteStore(workspace.database, workspace.archive, workspace.clock.now_ms)
    found = {(subject, t): value for subject, signal, t, value in store.history().rows() if signal == "glucose"}
    assert store.verify_archive() == []
    store.close()
    return found


def sequence(workspace: Workspace) -> int:
    """How far the ingest process has come; after a start it has much to read, and may keep its askers waiting."""
    deadline = time.monotonic() + 60
    while (told := status(workspace)) is None:
        assert time.monotonic() < deadline
    return told.sequence


def test_the_drill(demo: Path, tmp_path: Path) -> None:
    original, file, back = tmp_path / "original", tmp_path / "one.pagus-backup", tmp_path / "back"
    shutil.copytree(demo, original)
    workspace = open_workspace(original)
    with closing(sqlite3.connect(workspace.database)) as connection:
        people = [code for (code,) in connection.execute("SELECT code FROM people_person ORDER BY code LIMIT 5")]
    with (
        served(original),
        Sender(workspace, people) as sender,
    ):
        made = answer("backup", str(file), "--workspace", str(original))
        time.sleep(0.5)
    assert sender.problems == []
    taken_ms = json.loads((original / "backups.json").read_text(encoding="utf-8"))[0]["taken_ms"]
    before = {(subject, t): value for at, subject, t, value in sender.acknowledged if at <= taken_ms}
    after = [each for each in sender.acknowledged if each[0] > taken_ms]
    assert len(before) >= 50
    assert len(after) > 20, "the workspace took observations while it was backed up"
    alerts = tables(workspace.database, "alerts_alert")["alerts_alert"]
    shutil.rmtree(original)

    restored = answer("restore", str(file), "--workspace", str(back))
    same = ("observations", "fingerprint", "sequence", "rows", "journal_entries", "taken", "name")
    assert {name: restored[name] for name in same} == {name: made[name] for name in same}
    found = stored(back)
    assert {key: found.get(key) for key in before} == before
    assert len(found) >= len(before)
    kept = tables(back / "pagus.sqlite3", "alerts_alert")["alerts_alert"]
    assert len(kept) > 3
    assert {row[0] for row in kept} <= {row[0] for row in alerts}
    report = answer("doctor", "--workspace", str(back))
    assert report["healthy"], report
    with served(back):
        begun = sequence(open_workspace(back))
        assert begun >= made["sequence"]
        with Sender(open_workspace(back), people, first=100_000) as again:
            pass
        ended = sequence(open_workspace(back))
    assert again.problems == []
    assert ended >= begun + 50
    found = stored(back)
    assert all(found[subject, t] == value for _, subject, t, value in again.acknowledged)


def test_at_rest_every_row_of_every_table_comes_back(demo: Path, tmp_path: Path) -> None:
    file, back = tmp_path / "one.pagus-backup", tmp_path / "back"
    answer("backup", str(file), "--workspace", str(demo))
    (guard,) = [each for each in answer("doctor", "--workspace", str(demo))["safeguards"] if each["name"] == "backup"]
    assert guard["holds"]
    assert guard["finding"] == f"the last backup was made and verified 0 hours ago: {file}"
    answer("restore", str(file), "--workspace", str(back))
    before, after = tables(demo / "pagus.sqlite3"), tables(back / "pagus.sqlite3")
    journal = "journal_journalentry"
    (restoring,) = [row for row in after[journal] if row not in before[journal]]
    assert restoring[4:6] == ("restore", "workspace")
    after[journal].remove(restoring)
    assert after == before
    assert any(row[4] == "back_up" for row in before[journal])
    settings = (back / "pagus.toml").read_text(encoding="utf-8")
    assert open_workspace(demo).secret_key not in settings


def test_tables_of_an_older_version_are_brought_forward(demo: Path, tmp_path: Path) -> None:
    older, file, back = tmp_path / "older", tmp_path / "one.pagus-backup", tmp_path / "back"
    shutil.copytree(demo, older)
    undo = [sys.executable, "-m", "django", "migrate", "alerts", "0001", "--settings", "pagus.web.settings", "-v0"]
    subprocess.run(undo, env=environment(PAGUS_WORKSPACE=str(older)), check=True, capture_output=True)
    answer("backup", str(file), "--workspace", str(older))
    restored = answer("restore", str(file), "--workspace", str(back))
    assert restored["migrated"] == 3  # both of the worklist stand on these tables and were undone with them
    assert answer("doctor", "--workspace", str(back))["healthy"]
    columns = ("id", "subject_kind")
    with (
        closing(sqlite3.connect(back / "pagus.sqlite3")) as new,
        closing(sqlite3.connect(demo / "pagus.sqlite3")) as was,
    ):
        statement = f"SELECT {', '.join(columns)} FROM alerts_alert ORDER BY id"
        assert new.execute(statement).fetchall() == was.execute(statement).fetchall()


def test_a_key_whose_secret_half_is_elsewhere(
    demo: Path, tmp_path: Path, document: Document, pagus: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGUS_BACKUP_PASSPHRASE", PASSPHRASE)
    key, file, back = tmp_path / "key", tmp_path / "one.pagus-backup", tmp_path / "back"
    code, made = document("backup-key", str(key))
    assert (code, key.stat().st_mode & 0o077) == (0, 0)
    assert pagus("backup-key", str(key))[0] == 4
    backed = answer("backup", str(file), "--workspace", str(demo), "--key-file", made["public"])
    assert backed["opens_with"] == [f"key {made['id']}"]
    code, _, said = pagus("restore", str(file), "--workspace", str(back), "--key-file", made["public"])
    assert (code, "this is the public half" in said) == (2, True)
    code, _, said = pagus("restore", str(file), "--workspace", str(back))
    assert (code, "does not open the backup" in said) == (2, True)
    monkeypatch.setenv("PAGUS_BACKUP_PASSPHRASE", "x" * 20)
    code, _, said = pagus("restore", str(file), "--workspace", str(back), "-k", str(key))
    assert (code, "does not open backup key" in said) == (2, True)
    assert not back.exists()
    checked = answer("restore", str(file), "--workspace", str(back), "--key-file", str(key), "--check-only")
    assert (checked["workspace"], checked["fingerprint"]) == (None, backed["fingerprint"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key", "key.public", "one.pagus-backup"]


@pytest.mark.parametrize("stage", [pytest.param("copying", marks=pytest.mark.long), "sealing"])
def test_killed_half_way_it_leaves_nothing_that_looks_like_a_backup(stage: str, demo: Path, tmp_path: Path) -> None:
    folder, safe = tmp_path / "workspace", tmp_path / "safe"
    shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("backups.json"))
    safe.mkdir()
    with (folder / "kits" / "large").open("wb") as large:
        large.truncate(2_000_000_000)
    command = [*PAGUS, "backup", str(safe / "one.pagus-backup"), "--workspace", str(folder)]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    partial, copy = safe / ".one.pagus-backup.partial", folder / ".backup" / "database" / "pagus.sqlite3"
    deadline = time.monotonic() + 60
    while not (copy.exists() if stage == "copying" else partial.exists() and partial.stat().st_size > 5_000_000):
        assert process.poll() is None, "it was over before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.001)
    process.kill()
    process.wait()
    assert [path for path in safe.iterdir() if not path.name.endswith(".partial")] == []
    assert not (folder / "backups.json").exists()
    refused = run("restore", str(partial), "--workspace", str(tmp_path / "back"))
    assert refused.returncode == 2, refused.stderr
    assert not (tmp_path / "back").exists()
    (folder / "kits" / "large").unlink()
    answer("backup", str(safe / "one.pagus-backup"), "--workspace", str(folder))
    assert [path.name for path in safe.iterdir()] == ["one.pagus-backup"]
    assert not (folder / ".backup").exists()


def test_a_restore_that_is_killed_makes_no_workspace(demo: Path, tmp_path: Path) -> None:
    file, back = tmp_path / "one.pagus-backup", tmp_path / "back"
    answer("backup", str(file), "--workspace", str(demo))
    command = [*PAGUS, "restore", str(file), "--workspace", str(back)]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".back-*/pagus.sqlite3")):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.001)
    process.kill()
    process.wait()
    assert not back.exists()
    answer("restore", str(file), "--workspace", str(back))


@pytest.mark.django_db(transaction=True)
def test_without_a_key_or_with_what_is_none_it_says_so(
    here: tuple[str, str], tmp_path: Path, pagus: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAGUS_BACKUP_PASSPHRASE", raising=False)
    other, target = tmp_path / "other", str(tmp_path / "b")
    other.write_text("no backup, but text", encoding="utf-8")
    code, _, said = pagus("backup", target, *here)
    assert (code, "PAGUS_BACKUP_PASSPHRASE" in said) == (4, True)
    code, _, said = pagus("backup", target, *here, "--key-file", str(other))
    assert (code, "no backup key" in said) == (2, True)
    code, _, said = pagus("backup", target, *here, "--key-file", str(tmp_path / "absent"))
    assert (code, "cannot be read" in said) == (2, True)
    monkeypatch.setenv("PAGUS_BACKUP_PASSPHRASE", "short")
    code, _, said = pagus("backup", target, *here)
    assert (code, "at least 12" in said) == (2, True)
    monkeypatch.setenv("PAGUS_BACKUP_PASSPHRASE", PASSPHRASE)
    code, _, said = pagus("restore", str(other), "--workspace", str(tmp_path / "back"))
    assert (code, "no backup of Pagus" in said) == (2, True)
    assert PASSPHRASE not in said
    assert [path.name for path in tmp_path.iterdir()] == ["other"]
