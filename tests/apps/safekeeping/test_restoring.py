"""A backup becomes the same workspace again; anything that is wrong with it leaves nothing behind."""

from __future__ import annotations

import io
import random
import shutil
import sqlite3
import tarfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pagus.apps.safekeeping import backing_up, restoring
from pagus.apps.safekeeping.backing_up import MadeBackup
from pagus.apps.safekeeping.fingerprint import Fingerprint
from pagus.apps.safekeeping.manifest import Entry, Manifest
from pagus.apps.safekeeping.observations import fingerprint_of_copy
from pagus.apps.safekeeping.reading_back import opened
from pagus.apps.safekeeping.restoring import Restored, restore
from pagus.apps.safekeeping.sealing import CHUNK_BYTES, Opener, Passphrase, SealedReader, SealedWriter, draw_key
from pagus.apps.safekeeping.settling import refuse_newer_tables
from pagus.apps.safekeeping.sqlite_copy import SqliteCopy
from pagus.apps.streams.store.schema import SCHEMA_VERSION
from pagus.apps.workspace import Workspace, open_workspace
from pagus.errors import ConfigError, InputError, PagusError, ShapeError, StoreError
from tests.apps.safekeeping.conftest import KEY, NOW, observe, open_store, quiet

Make = Callable[..., MadeBackup]


def settled(_: Workspace, __: Manifest) -> int:
    """The tables are those of this version."""
    return 0


@pytest.fixture
def bring_back(tmp_path: Path) -> Callable[..., Restored]:
    """Restore a file into ``back/new``."""

    def back(file: Path, opener: Opener = KEY, **options: Any) -> Restored:
        return restore(file, tmp_path / "back" / "new", opener, options.pop("settle", settled), quiet, **options)

    return back


def left(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "back").iterdir()) if (tmp_path / "back").exists() else []


def everything(database: Path) -> list[str]:
    with sqlite3.connect(database) as connection:
        return list(connection.iterdump())


def test_the_same_workspace_comes_back(
    workspace: Workspace, make: Make, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    made = make()
    shutil.move(workspace.folder, tmp_path / "destroyed")
    restored = bring_back(made.file)
    assert restored.manifest == made.manifest
    back = open_workspace(tmp_path / "back" / "new")
    assert everything(back.database) == everything(tmp_path / "destroyed" / "pagus.sqlite3")
    for name in {entry.name for entry in made.manifest.entries} - {"pagus.toml", "database/pagus.sqlite3"}:
        assert (back.folder / name).read_bytes() == (tmp_path / "destroyed" / name).read_bytes()
    assert (back.name, back.kind, back.territory, back.clock) == (
        *(workspace.name, workspace.kind),
        *(workspace.territory, workspace.clock),
    )
    assert len(back.secret_key) > 40
    assert back.secret_key != workspace.secret_key
    modes = {path.stat().st_mode & 0o077 for path in [back.folder, *back.folder.glob("*.*")]}
    assert modes == {0}
    assert left(tmp_path) == [back.folder]


def test_what_comes_later_goes_on_where_it_was(make: Make, bring_back: Callable[..., Restored], tmp_path: Path) -> None:
    made = make()
    bring_back(made.file)
    back = open_workspace(tmp_path / "back" / "new")
    store = open_store(back)
    assert store.verify_archive() == []
    observe(store, 0, 85)
    assert store.counts().observations == 85, "what is sent again has no effect"
    observe(store, 85, 3)
    counts = store.counts()
    assert (counts.observations, counts.held) == (88, 8)
    store.close()


def test_the_fingerprint_stays_when_days_are_closed(workspace: Workspace, make: Make) -> None:
    before = make().manifest.observations
    store = open_store(workspace)
    for day in store.closable_days(NOW + 10**9):
        store.close_day(day)
    assert store.counts().hot == store.counts().held == 8
    store.close()
    assert make("two").manifest.observations == before == Fingerprint(85, before.sum)


def test_a_check_does_all_of_it_and_leaves_nothing(
    make: Make, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    seen = []

    def settle(workspace: Workspace, manifest: Manifest) -> int:
        seen.append(fingerprint_of_copy(SqliteCopy(workspace.database), workspace.archive, quiet))
        return 3

    done = bring_back(make().file, settle=settle, check_only=True)
    assert seen == [done.manifest.observations]
    assert done.migrated == 3
    assert left(tmp_path) == []


def test_a_folder_that_holds_something_is_refused(
    make: Make, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    made = make()
    (tmp_path / "back" / "new").mkdir(parents=True)
    (tmp_path / "back" / "new" / "mine").write_text("mine", encoding="utf-8")
    for check_only in (False, True):
        with pytest.raises(ConfigError, match="is not empty"):
            bring_back(made.file, check_only=check_only)
    (tmp_path / "back" / "new" / "mine").unlink()
    bring_back(made.file)


def test_another_passphrase_or_key_opens_nothing(
    make: Make, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    made = make("one", Passphrase("correct horse battery"))
    for opener in (Passphrase("correct horse batteri"), draw_key()):
        with pytest.raises(InputError, match="does not open"):
            bring_back(made.file, opener)
    assert left(tmp_path) == []
    bring_back(made.file, Passphrase("correct horse battery"))


def test_damage_at_random_places_leaves_nothing(
    make: Make, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    made = make()
    raw = made.file.read_bytes()
    draw = random.Random(2026)
    for number in range(40):
        damaged = bytearray(raw)
        if number % 2:
            damaged[draw.randrange(len(raw))] ^= 1 << draw.randrange(8)
        else:
            del damaged[draw.randrange(len(raw)) :]
        made.file.write_bytes(damaged)
        with pytest.raises((ShapeError, InputError)):
            bring_back(made.file)
    assert left(tmp_path) == []


def test_swapped_chunks_leave_nothing(
    workspace: Workspace, make: Make, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    (workspace.folder / "statements" / "long.json").write_bytes(random.Random(1).randbytes(2 * CHUNK_BYTES))
    made = make()
    raw, size = made.file.read_bytes(), CHUNK_BYTES + 16
    header = 19 + int.from_bytes(raw[15:19], "big")
    first, second = raw[header : header + size], raw[header + size : header + 2 * size]
    assert len(second) == size, "the backup has at least two whole chunks"
    made.file.write_bytes(raw[:header] + second + first + raw[header + 2 * size :])
    with pytest.raises(ShapeError, match="damaged"):
        bring_back(made.file)
    assert left(tmp_path) == []


def test_a_failure_after_the_unpacking_leaves_nothing(
    make: Make, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    def fails(_: Workspace, __: Manifest) -> int:
        raise StoreError("the tables cannot be brought to this version: {reason}", reason="no")

    def loses(workspace: Workspace, _: Manifest) -> int:
        with sqlite3.connect(workspace.database) as connection:
            connection.execute("DELETE FROM store_hot WHERE seq = 85")
        return 0

    made = make()
    with pytest.raises(StoreError, match="cannot be brought"):
        bring_back(made.file, settle=fails)
    with pytest.raises(StoreError, match="not those that were backed up"):
        bring_back(made.file, settle=loses)
    assert left(tmp_path) == []


def test_a_full_disk_leaves_nothing(
    make: Make, bring_back: Callable[..., Restored], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(restoring._Synced, "write", full)
        with pytest.raises(StoreError, match="nothing was made"):
            bring_back(made.file)
    usage = shutil.disk_usage(tmp_path)._replace(free=100_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StoreError, match=r"has room for 0\.0 GB"):
        bring_back(made.file)
    assert left(tmp_path) == []


def test_a_backup_of_a_newer_pagus_is_refused(
    make: Make, bring_back: Callable[..., Restored], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing_up, "__version__", "99.0.1")
    with pytest.raises(InputError, match=r"made by Pagus 99\.0\.1.*update it first"):
        bring_back(make().file)
    monkeypatch.undo()
    monkeypatch.setattr(restoring, "SCHEMA_VERSION", 0)
    with pytest.raises(InputError, match=f"have schema {SCHEMA_VERSION}"):
        bring_back(make("two").file)
    assert left(tmp_path) == []


@pytest.mark.django_db
def test_tables_of_a_newer_pagus_are_refused_whatever_it_calls_itself(make: Make) -> None:
    manifest = make().manifest
    refuse_newer_tables(manifest)
    newer = {"alerts": "0999_of_tomorrow", "weather": "0001_initial"}
    with pytest.raises(InputError, match=r"does not know: alerts\.0999_of_tomorrow, weather\.0001_initial"):
        refuse_newer_tables(msgspec.structs.replace(manifest, migrations=manifest.migrations | newer))


# What somebody could make who holds the public half: every key closes, so what is inside is judged too.


class Forge:
    """Makes backups out of an honest one, by changing what is inside."""

    def __init__(self, made: MadeBackup) -> None:
        self.file = made.file
        with made.file.open("rb") as stream:
            reader = SealedReader(stream, KEY)
            parts = []
            while part := reader.read(CHUNK_BYTES):
                parts.append(part)
        with tarfile.open(fileobj=io.BytesIO(b"".join(parts))) as tar:
            self.members = [(member, tar.extractfile(member).read()) for member in tar]  # type: ignore[union-attr]
        self.manifest = made.manifest

    def write(self, manifest: object | None = None) -> Path:
        content = io.BytesIO()
        with tarfile.open(fileobj=content, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for number, (member, raw) in enumerate(self.members):
                data = msgspec.json.encode(manifest) if number == 0 and manifest is not None else raw
                member.size = len(data) if member.isreg() else 0
                tar.addfile(member, io.BytesIO(data))
        with self.file.open("wb") as stream:
            writer = SealedWriter(stream, [KEY.public])
            writer.write(content.getvalue())
            writer.close()
        return self.file

    def naming(self, name: str) -> Path:
        """The last file gets this name, in the manifest too."""
        member, _ = self.members[-1]
        entries = [*self.manifest.entries[:-1], msgspec.structs.replace(self.manifest.entries[-1], name=name)]
        member.name = name
        return self.write(msgspec.structs.replace(self.manifest, entries=entries))


@pytest.fixture
def forge(make: Make) -> Forge:
    return Forge(make())


def test_an_honest_one_is_still_restored(forge: Forge, bring_back: Callable[..., Restored]) -> None:
    assert bring_back(forge.write()).manifest == forge.manifest


@pytest.mark.parametrize(
    "name",
    [
        *("../outside", "trust/../../outside", "/outside", "", ".", "trust//x", "./trust/x", "trust/x/"),
        *("pagus.sqlite3", "other.toml", "reports/x", "trust", "trust\\..\\x", "ingest.sock", "kits/\0"),
    ],
)
def test_a_name_that_is_none_of_a_workspace_is_refused(
    name: str, forge: Forge, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    with pytest.raises(PagusError):
        bring_back(forge.naming(name))
    assert left(tmp_path) == []
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
def test_what_is_no_file_is_refused(
    kind: bytes, forge: Forge, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    member, _ = forge.members[-1]
    member.type, member.linkname = kind, "/etc/hostname"
    with pytest.raises(ShapeError, match="not in the backup as its manifest says"):
        bring_back(forge.write())
    assert left(tmp_path) == []


def test_what_the_manifest_does_not_say_is_refused(forge: Forge, bring_back: Callable[..., Restored]) -> None:
    honest, last = list(forge.members), forge.members[-1]
    forge.members = honest[:-1]
    with pytest.raises(ShapeError, match="not in the backup"):
        bring_back(forge.write())
    forge.members = [*honest, last]
    with pytest.raises(ShapeError, match="more than its manifest says"):
        bring_back(forge.write())
    forge.members = [*honest[:-1], (last[0], last[1][:-1] + b"?")]
    with pytest.raises(ShapeError, match="another digest"):
        bring_back(forge.write())
    forge.members = honest[1:]
    with pytest.raises(ShapeError, match="does not say what is in it"):
        bring_back(forge.write())


@pytest.mark.parametrize(
    "change",
    [
        {"database": "postgresql"},
        {"database": "oracle"},
        {"pagus": "new"},
        {"rows": {}},
        {"observations": Fingerprint(85, "0" * 32)},
        {"entries": []},
        {"entries": [Entry("trust/x", 1, "")] * 2},
        {"sequence": "many"},
    ],
)
def test_a_manifest_that_is_not_true_is_refused(
    change: dict[str, Any], forge: Forge, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    with pytest.raises(PagusError):
        bring_back(forge.write(msgspec.to_builtins(forge.manifest) | msgspec.to_builtins(change)))
    assert left(tmp_path) == []


def test_a_garbled_inside_is_refused_or_harmless(forge: Forge) -> None:
    """Bytes of the tar's own headers are exchanged; what still reads as the manifest says is the same content."""
    draw, refused = random.Random(7), 0
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for member, raw in forge.members:
            tar.addfile(member, io.BytesIO(raw))
    for _ in range(40):
        garbled = bytearray(stream.getvalue())
        for _ in range(draw.choice([1, 2, 8])):
            at = draw.randrange(len(garbled) // 512) * 512 + draw.choice([0, 100, 124, 130, 148, 156, 257, 345])
            garbled[at] = draw.choice(b"\x00\x80\xff19xgLKS5/.")
        with forge.file.open("wb") as file:
            writer = SealedWriter(file, [KEY.public])
            writer.write(bytes(garbled))
            writer.close()
        try:
            with forge.file.open("rb") as file, opened(file, KEY) as backup:
                backup.unpack(None, quiet, "unpacking")
                assert backup.manifest.entries == forge.manifest.entries
        except PagusError:
            refused += 1
    assert refused > 5


def test_settings_are_written_again_with_a_key_of_their_own(
    make: Make, bring_back: Callable[..., Restored], tmp_path: Path
) -> None:
    bring_back(make().file)
    content = tomllib.loads((tmp_path / "back" / "new" / "pagus.toml").read_text(encoding="utf-8"))
    assert content["clock"]["kind"] == "real"
    assert content["secret_key"]
