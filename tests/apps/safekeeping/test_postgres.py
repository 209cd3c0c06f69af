"""The same on a PostgreSQL server: one moment of all tables while others write, and an empty database filled again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from pagus.apps.safekeeping import backing_up
from pagus.apps.safekeeping.backing_up import back_up
from pagus.apps.safekeeping.fingerprint import Fingerprint
from pagus.apps.safekeeping.observations import fingerprint_of_copy
from pagus.apps.safekeeping.postgres_copy import PostgresTables
from pagus.apps.safekeeping.sealing import Passphrase
from pagus.apps.safekeeping.sqlite_copy import SqliteCopy
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.streams.store.database_postgres import PostgresDatabase
from pagus.apps.streams.store.on_postgres import PostgresStore
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.apps.workspace import Workspace, open_workspace
from pagus.apps.workspace_settings.postgres import read_address
from pagus.kernel.time import HOUR
from tests.apps.safekeeping.conftest import KEY, NOW, PEOPLE, quiet
from tests.postgres.cluster import Cluster
from tests.store.conftest import GLUCOSE

PASSPHRASE = "a passphrase for the drill"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS", "DJANGO"))}
    environment["PAGUS_BACKUP_PASSPHRASE"] = PASSPHRASE
    command = [sys.executable, "-m", "pagus", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def answer(*arguments: str) -> Any:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    return json.loads(done.stdout)


def open_store(workspace: Workspace) -> PostgresStore:
    assert workspace.postgres is not None
    return PostgresStore(workspace.postgres, workspace.mark, workspace.archive, lambda: NOW)


def observe(store: SqlStore, first: int, count: int) -> None:
    rows = [
        Observation(PEOPLE[n % 5], "glucose", NOW - n * HOUR, 900.0 if n % 10 == 9 else 60.1 + n, None, f"é\t\\{n}\n")
        for n in range(first, first + count)
    ]
    assert store.commit(Batch("meter", rows)).total == count


@pytest.fixture(scope="module")
def workspace(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("server") / "workspace"
    answer(
        "init",
        "--workspace",
        str(folder),
        "--territory",
        "programme:strasbourg",
        "--database",
        postgres.make_database(),
    )
    answer("kit", "install", "diabetes-home", "--workspace", str(folder))
    made = open_workspace(folder)
    store = open_store(made)
    store.register_subjects(PEOPLE)
    observe(store, 0, 80)
    for day in store.closable_days(NOW):
        assert store.close_day(day) is not None
    observe(store, 80, 5)
    store.close()
    return made


def tables(url: str) -> dict[str, list[tuple[Any, ...]]]:
    with psycopg.connect(url) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for (name,) in names}


def url_of(workspace: Workspace) -> str:
    assert workspace.postgres is not None
    return workspace.postgres.url


def test_every_row_comes_back_in_an_empty_database(workspace: Workspace, postgres: Cluster, tmp_path: Path) -> None:
    file, back, url = tmp_path / "one.pagus-backup", tmp_path / "back", postgres.make_database()
    made = answer("backup", str(file), "--workspace", str(workspace.folder))
    assert made["observations"] == 85
    for arguments, words in (
        ([], "give an empty database with --database"),
        (["--database", url_of(workspace)], "another workspace"),
    ):
        refused = run("restore", str(file), "--workspace", str(back), *arguments)
        assert refused.returncode in {2, 4}
        assert words in refused.stderr
    checked = answer("restore", str(file), "--workspace", str(back), "--database", url, "--check-only")
    assert checked["fingerprint"] == made["fingerprint"]
    assert tables(url) == {}
    assert not back.exists()
    restored = answer("restore", str(file), "--workspace", str(back), "--database", url)
    assert (restored["fingerprint"], restored["migrated"]) == (made["fingerprint"], 0)
    before, after = tables(url_of(workspace)), tables(url)
    mark = ("workspace", open_workspace(back).mark)
    assert mark in after["store_meta"]
    for rows in (before["store_meta"], after["store_meta"]):
        rows[:] = [row for row in rows if row[0] != "workspace"]
    (restoring,) = [row for row in after["journal_journalentry"] if row not in before["journal_journalentry"]]
    assert "restore" in restoring
    after["journal_journalentry"].remove(restoring)
    assert after == before
    assert not (back / "database").exists()
    assert answer("doctor", "--workspace", str(back))["healthy"]
    store = open_store(open_workspace(back))
    observe(store, 0, 88)
    assert (store.counts().observations, store.counts().held) == (88, 8)
    store.register_subjects(["person:P-NEW"])
    store.close()


def test_tables_of_an_older_version_are_brought_forward(
    workspace: Workspace, postgres: Cluster, tmp_path: Path
) -> None:
    older, file, back = tmp_path / "older", tmp_path / "one.pagus-backup", tmp_path / "back"
    assert workspace.postgres is not None
    twin = postgres.make_database(f"TEMPLATE {workspace.postgres.name}")
    shutil.copytree(workspace.folder, older)
    settings = (older / "pagus.toml").read_text(encoding="utf-8").replace(workspace.postgres.url, twin)
    (older / "pagus.toml").write_text(settings, encoding="utf-8")
    undo = [sys.executable, "-m", "django", "migrate", "alerts", "0001", "--settings", "pagus.web.settings", "-v0"]
    subprocess.run(undo, env={**os.environ, "PAGUS_WORKSPACE": str(older)}, check=True, capture_output=True)
    answer("backup", str(file), "--workspace", str(older))
    done = answer("restore", str(file), "--workspace", str(back), "--database", postgres.make_database())
    assert done["migrated"] >= 1
    assert answer("doctor", "--workspace", str(back))["healthy"]


def test_what_is_written_while_it_copies_is_not_in_it(workspace: Workspace, tmp_path: Path) -> None:
    store, steps = open_store(workspace), []
    before = store.counts()

    def told(stage: str, done: int, total: int) -> None:
        if stage == "database":
            steps.append(done)
            observe(store, 1_000 + done, 1)
            store.register_subjects([f"person:P-L{done:03d}"])

    made = back_up(workspace, tmp_path / "one", [KEY.public], told)
    assert len(steps) > 20
    assert made.manifest.observations.observations == before.observations
    assert made.manifest.rows["store_hot"] == before.hot
    assert store.counts().observations == before.observations + len(steps)
    store.close()


def test_a_restore_that_fails_leaves_the_database_empty(
    workspace: Workspace, postgres: Cluster, tmp_path: Path
) -> None:
    """The archive that comes back is not the one that the fingerprint was made of."""
    url, file = postgres.make_database(), tmp_path / "one"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(backing_up, "fingerprint_of_copy", lambda *_: Fingerprint(85, "0" * 32))
        back_up(workspace, file, [Passphrase(PASSPHRASE)], quiet)
    done = run("restore", str(file), "--workspace", str(tmp_path / "back"), "--database", url)
    assert done.returncode == 12
    assert "not those that were backed up" in done.stderr
    assert tables(url) == {}
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_the_fingerprint_is_that_of_sqlite(postgres: Cluster, tmp_path: Path) -> None:
    """Both are given the same values, of which one has closed its days and the other has not."""
    archives = tmp_path / "sqlite", tmp_path / "postgres"
    here = SqliteStore(tmp_path / "pagus.sqlite3", archives[0], lambda: NOW)
    address = read_address(tmp_path, {"url": postgres.make_database()})
    assert address is not None
    there = PostgresStore(address, 7, archives[1], lambda: NOW)
    for store in (here, there):
        store.register_signals([GLUCOSE])
        store.register_subjects(PEOPLE)
        observe(store, 0, 80)
    assert [there.close_day(day) is not None for day in there.closable_days(NOW)] == [True] * 3
    database = PostgresDatabase(address)
    found = fingerprint_of_copy(PostgresTables(database.execute), archives[1], quiet)
    assert found == fingerprint_of_copy(SqliteCopy(tmp_path / "pagus.sqlite3"), archives[0], quiet)
    assert found.observations == 80
    database.close()
    here.close()
    there.close()
