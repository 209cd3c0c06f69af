"""A backup is whole, verified and closed, or it is not there; the workspace is used meanwhile."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.apps.safekeeping import backing_up
from pagus.apps.safekeeping.backing_up import MadeBackup, back_up
from pagus.apps.safekeeping.reading_back import opened
from pagus.apps.safekeeping.record import OLD_AFTER_MS, judge_backups, kept_backups
from pagus.apps.safekeeping.sealing import Passphrase, SealedWriter
from pagus.apps.workspace import Workspace
from pagus.errors import ConfigError, Conflict, StoreError
from tests.apps.safekeeping.conftest import KEY, observe, open_store, quiet

Make = Callable[..., MadeBackup]


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def names(made: MadeBackup) -> set[str]:
    return {entry.name for entry in made.manifest.entries}


def test_what_is_in_a_backup_and_what_is_not(workspace: Workspace, make: Make) -> None:
    made = make()
    found = names(made)
    archived = {f"archive/{path.name}" for path in workspace.archive.iterdir()}
    assert len(archived) == 3
    assert archived < found
    assert {"database/pagus.sqlite3", "pagus.toml", "kits.lock", "trust/keys.toml"} < found
    assert "statements/d1/publication.json" in found
    assert "travel/streets-val.v1.npz" in found
    assert any(name.startswith("kits/") and name.endswith("/kit.yaml") for name in found)
    assert not [name for name in found if name.startswith("tls/") or name.endswith((".pem", ".log", ".sock", "t.lock"))]
    assert made.manifest.left_out == ["trust/own.pem"]
    raw = made.file.read_bytes()
    assert made.file.stat().st_mode & 0o077 == 0
    for secret in (b"SQLite format", b"PAR1", b"person:P-0001", b"manifest", workspace.name.encode(), b"glucose"):
        assert secret not in raw


def test_it_says_what_the_workspace_held(workspace: Workspace, make: Make) -> None:
    manifest = make().manifest
    assert (manifest.workspace, manifest.kind, manifest.territory) == ("Pagus", "real", "programme:strasbourg")
    assert manifest.observations.observations == 85
    assert manifest.sequence == 85
    assert manifest.rows["store_partition"] == 3
    assert manifest.rows["installations_installation"] == 1
    assert manifest.journal.number == manifest.rows["journal_journalentry"]
    assert manifest.migrations["journal"] == "0002_append_only"


def test_the_secret_key_does_not_leave(workspace: Workspace, make: Make, tmp_path: Path) -> None:
    with make().file.open("rb") as stream, opened(stream, KEY) as backup:
        backup.unpack(lambda entry: (tmp_path / Path(entry.name).name).open("wb"), quiet, "unpacking")
    text = (tmp_path / "pagus.toml").read_text(encoding="utf-8")
    assert 'secret_key = ""' in text
    assert workspace.secret_key not in text


def test_a_folder_gets_a_file_named_by_its_moment(workspace: Workspace, tmp_path: Path) -> None:
    made = back_up(workspace, tmp_path, [KEY.public], quiet)
    assert made.file.parent == tmp_path.resolve()
    assert made.file.name.startswith("workspace-20")
    assert made.file.name.endswith("Z.pagus-backup")


def test_the_workspace_remembers_and_doctor_judges_by_it(workspace: Workspace, make: Make) -> None:
    assert judge_backups(workspace.folder, 0) == (False, "no backup was made of this workspace yet: pagus backup")
    made = make("one", KEY.public, Passphrase("correct horse battery"))
    (kept,) = kept_backups(workspace.folder)
    assert (kept.file, kept.bytes, kept.observations) == (str(made.file), made.file.stat().st_size, 85)
    assert kept.opens_with == [f"key {KEY.public.id}", "passphrase"]
    assert kept.taken_ms <= kept.verified_ms
    assert judge_backups(workspace.folder, kept.verified_ms + 1)[0]
    holds, finding = judge_backups(workspace.folder, kept.verified_ms + OLD_AFTER_MS)
    assert (holds, "2 days ago" in finding) == (False, True)
    (workspace.folder / "backups.json").write_text("[{", encoding="utf-8")
    assert kept_backups(workspace.folder) == []


def test_nothing_is_replaced(make: Make) -> None:
    made = make()
    before = made.file.read_bytes()
    with pytest.raises(Conflict, match="exists already"):
        make()
    assert made.file.read_bytes() == before


def test_a_place_that_is_none_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="inside the workspace"):
        back_up(workspace, workspace.folder / "archive" / "b", [KEY.public], quiet)
    with pytest.raises(ConfigError, match="there is no folder"):
        back_up(workspace, tmp_path / "nowhere" / "b", [KEY.public], quiet)


def test_one_backup_at_a_time(workspace: Workspace, make: Make) -> None:
    with (workspace.folder / "backup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Conflict, match="being made already"):
            make()
    make()


def test_writers_go_on_and_a_commit_during_the_copy_is_not_in_it(
    workspace: Workspace, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two steps of the copy somebody commits, and the archive goes away: the backup stays at its moment."""
    monkeypatch.setattr("pagus.apps.safekeeping.sqlite_copy._PAGES", 8)
    store, steps = open_store(workspace), []

    def told(stage: str, done: int, total: int) -> None:
        if stage == "database":
            steps.append(done)
            observe(store, 85 + len(steps), 1)
            if len(steps) == 3:
                for path in workspace.archive.iterdir():
                    path.unlink()

    made = back_up(workspace, make().file.with_name("two"), [KEY.public], told)
    assert len(steps) > 10
    assert steps == sorted(set(steps)), "the copy never began again"
    assert made.manifest.observations.observations == 85
    assert store.counts().hot == 85 + len(steps) - store.counts().archived
    store.close()


def test_a_day_that_is_closed_again_at_that_moment_makes_it_begin_again(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, missing = os.link, [True, True]

    def links(source: Path, target: Path) -> None:
        if missing and missing.pop():
            raise FileNotFoundError(errno.ENOENT, "closed again", str(source))
        link(source, target)

    monkeypatch.setattr(os, "link", links)
    assert make().manifest.observations.observations == 85

    def always_gone(source: Path, _: Path) -> None:
        raise FileNotFoundError(errno.ENOENT, "closed again", str(source))

    monkeypatch.setattr(os, "link", always_gone)
    with pytest.raises(StoreError, match="missing from the archive"):
        make("two")


def test_a_disk_without_second_names_is_copied(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuses)
    assert make().manifest.observations.observations == 85


@pytest.mark.parametrize("room", [0, 20_000, 400_000])
def test_a_full_disk_leaves_nothing(
    room: int, workspace: Workspace, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, written = SealedWriter.write, []

    def full(self: SealedWriter, data: bytes) -> int:
        written.append(len(data))
        if sum(written) > room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, data)

    monkeypatch.setattr(SealedWriter, "write", full)
    with pytest.raises(StoreError, match=r"No space left on device.*nothing of it was kept") as caught:
        make()
    assert caught.value.retryable
    assert left(tmp_path / "safe") == []
    assert not (workspace.folder / ".backup").exists()
    assert kept_backups(workspace.folder) == []


def test_a_file_that_the_system_lets_grow_no_further_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from pagus.apps.safekeeping.backing_up import back_up
from pagus.apps.safekeeping.sealing import draw_key
from pagus.apps.workspace import open_workspace
back_up(open_workspace(Path(sys.argv[1])), Path(sys.argv[2]), [draw_key().public], lambda *_: None)
"""
    size = workspace.database.stat().st_size
    (tmp_path / "safe").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program, str(workspace.folder), str(tmp_path / "safe" / "b")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, size + 4096)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "nothing of it was kept" in done.stderr
    assert left(tmp_path / "safe") == []


def test_what_does_not_read_back_is_not_kept(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from_disk = backing_up._from_disk

    def decays(stream: object) -> None:
        stream.seek(-100, os.SEEK_END)  # type: ignore[attr-defined]
        stream.write(b"decay")  # type: ignore[attr-defined]
        from_disk(stream)  # type: ignore[arg-type]

    monkeypatch.setattr(backing_up, "_from_disk", decays)
    with pytest.raises(StoreError, match="does not read back as it was written"):
        make()
    assert left(tmp_path / "safe") == []


def test_a_changed_file_of_the_archive_is_found(workspace: Workspace, make: Make, tmp_path: Path) -> None:
    path = sorted(workspace.archive.iterdir())[0]
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))
    with pytest.raises(StoreError, match=path.name):
        make()
    assert left(tmp_path / "safe") == []


def test_a_damaged_database_is_not_backed_up(workspace: Workspace, make: Make, tmp_path: Path) -> None:
    raw = bytearray(workspace.database.read_bytes())
    raw[4096 * 40 : 4096 * 80] = bytes(4096 * 40)
    workspace.database.write_bytes(bytes(raw))
    with pytest.raises(StoreError, match=r"damaged|cannot be"):
        make()
    assert left(tmp_path / "safe") == []


def test_what_a_killed_backup_left_is_removed_by_the_next(workspace: Workspace, make: Make, tmp_path: Path) -> None:
    scratch = workspace.folder / ".backup"
    (scratch / "archive").mkdir(parents=True)
    (scratch / "pagus.sqlite3").write_bytes(b"half a copy")
    (tmp_path / "safe" / ".one.pagus-backup.partial").write_bytes(b"half a backup" * 1_000_000)
    made = make()
    assert left(tmp_path / "safe") == [made.file.name]
    assert not scratch.exists()
    assert made.bytes == made.file.stat().st_size < 10_000_000
