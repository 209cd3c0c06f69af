"""A workspace as it lies on the disk: made once by the commands a user types, copied for each test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.apps.safekeeping.backing_up import MadeBackup, back_up
from pagus.apps.safekeeping.sealing import Lock, draw_key
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.workspace import Workspace, open_workspace
from pagus.kernel.time import HOUR, parse_instant

KEY = draw_key()
NOW = parse_instant("2026-03-10T12:00:00Z")
PEOPLE = tuple(f"person:P-{number:04d}" for number in range(5))
SECRET_FILE = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4=\n-----END ENCRYPTED PRIVATE KEY-----\n"


def quiet(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def run(*arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS", "DJANGO"))}
    subprocess.run([sys.executable, "-m", "pagus", *arguments], env=environment, check=True, capture_output=True)


def open_store(workspace: Workspace) -> SqliteStore:
    return SqliteStore(workspace.database, workspace.archive, lambda: NOW)


def observe(store: SqliteStore, first: int, count: int) -> None:
    """Values of three days and of today; every tenth is implausible and held."""
    rows = [
        Observation(PEOPLE[n % 5], "glucose", NOW - n * HOUR, 900.0 if n % 10 == 9 else 60.0 + n, None, f"e-{n}")
        for n in range(first, first + count)
    ]
    assert store.commit(Batch("meter", rows)).total == count


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "workspace"
    run("init", "--workspace", str(folder), "--territory", "programme:strasbourg")
    run("kit", "install", "diabetes-home", "--workspace", str(folder))
    (folder / "trust").mkdir()
    (folder / "trust" / "keys.toml").write_text("# public keys\n", encoding="utf-8")
    (folder / "trust" / "own.pem").write_text(SECRET_FILE, encoding="utf-8")
    (folder / "statements" / "d1").mkdir(parents=True)
    (folder / "statements" / "d1" / "publication.json").write_text("{}", encoding="utf-8")
    (folder / "travel").mkdir()
    (folder / "travel" / "streets-val.v1.npz").write_bytes(b"arrays")
    (folder / "tls").mkdir()
    (folder / "tls" / "key.pem").write_text(SECRET_FILE, encoding="utf-8")
    store = open_store(open_workspace(folder))
    store.register_subjects(PEOPLE)
    observe(store, 0, 80)
    for day in store.closable_days(NOW):
        assert store.close_day(day) is not None
    observe(store, 80, 5)
    store.close()
    return folder


@pytest.fixture
def workspace(template: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(template, tmp_path / "workspace")
    return open_workspace(tmp_path / "workspace")


@pytest.fixture
def make(workspace: Workspace, tmp_path: Path) -> Callable[..., MadeBackup]:
    """Back the workspace up into the folder ``safe``."""
    (tmp_path / "safe").mkdir()

    def back(name: str = "one.pagus-backup", *locks: Lock) -> MadeBackup:
        return back_up(workspace, tmp_path / "safe" / name, locks or [KEY.public], quiet)

    return back
