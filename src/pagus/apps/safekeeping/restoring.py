"""The way back: a backup becomes a workspace, whole or not at all, and is compared with what it was.

Everything is done in a folder beside the new one, which takes its name at the end: unpacking, the database's own
examination, the rows of each table, then the migration to this version of Pagus, then the fingerprint of all
observations.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from pagus.apps.safekeeping.comparing import compare_observations, compare_rows
from pagus.apps.safekeeping.database_copy import Told
from pagus.apps.safekeeping.manifest import Entry, Manifest
from pagus.apps.safekeeping.reading_back import opened
from pagus.apps.safekeeping.sealing import Opener
from pagus.apps.safekeeping.settings_text import renew_settings
from pagus.apps.safekeeping.sqlite_copy import DATABASE_NAME, SqliteCopy
from pagus.apps.streams.store.schema import SCHEMA_VERSION
from pagus.apps.workspace import Workspace, making, open_workspace
from pagus.errors import ConfigError, InputError, ShapeError, StoreError

__all__ = ["Restored", "Settle", "restore"]

Settle = Callable[[Workspace, Manifest], int]
"""Takes the tables of an unpacked workspace into use (``settling.settle``). Gives: how many steps were missing."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that became a workspace again, and was found to be what it was."""

    manifest: Manifest
    migrated: int
    """By how many steps the tables were brought forward."""


def restore(
    file: Path,
    folder: Path,
    opener: Opener,
    settle: Settle,
    told: Told,
    *,
    database: Mapping[str, str] | None = None,
    check_only: bool = False,
) -> Restored:
    """Make a workspace out of a backup, and compare it with what it was.

    Takes: the backup; an absent or empty folder; what opens it; ``settle``, called on the unpacked workspace; the
    [database] table of the new settings, for one that lived on a server; ``check_only`` does all of it and leaves
    nothing behind.
    Refuses: ConfigError for a folder that holds something; InputError for another key, or a newer Pagus; ShapeError
    for what is damaged or no backup; StoreError when the workspace is not what the backup was made of.
    """
    with _disk_errors(file), file.open("rb") as stream:
        restored = _restored(stream, folder, opener, settle, told, database, check_only)
        if not check_only:
            _sync_folders(folder.parent)
    return restored


def _restored(
    stream: BinaryIO,
    folder: Path,
    opener: Opener,
    settle: Settle,
    told: Told,
    database: Mapping[str, str] | None,
    check_only: bool,
) -> Restored:
    with opened(stream, opener) as backup, _place(folder, check_only) as building:
        manifest = backup.manifest
        _refuse_unknown(manifest, database)
        _refuse_without_room(manifest, building)
        building.chmod(0o700)
        backup.unpack(lambda entry: _create(building, entry), told, "unpacking")
        _renew(building, database)
        workspace = open_workspace(building)
        if workspace.postgres is None:
            migrated = _examined(workspace, manifest, settle, told)
        else:
            migrated = settle(workspace, manifest)
        _sync_folders(building, *(path for path in building.rglob("*") if path.is_dir()))
    return Restored(manifest, migrated)


def _examined(workspace: Workspace, manifest: Manifest, settle: Settle, told: Told) -> int:
    """Compare the SQLite file before and after it is brought to this version."""
    copy = SqliteCopy(workspace.database)
    damage = copy.damage()
    if damage is not None:
        raise StoreError("the restored database is damaged: {reason}", reason=damage)
    compare_rows(copy.facts(), manifest)
    migrated = settle(workspace, manifest)
    compare_observations(copy, workspace.archive, manifest, told)
    return migrated


def _refuse_unknown(manifest: Manifest, database: Mapping[str, str] | None) -> None:
    if manifest.database == "postgresql" and database is None:
        raise InputError("this workspace lived on a PostgreSQL server: give an empty database with --database")
    if manifest.database == "sqlite" and database is not None:
        raise InputError("this workspace lived in a SQLite file: restore it without --database")
    if manifest.database not in {"sqlite", "postgresql"}:
        raise InputError(
            "this backup holds a database of kind {kind}, which cannot be restored", kind=manifest.database
        )
    if manifest.store_schema > SCHEMA_VERSION:
        raise InputError(
            "the observations of this backup have schema {found}, this Pagus reads {known}: update it first",
            found=manifest.store_schema,
            known=SCHEMA_VERSION,
        )


def _refuse_without_room(manifest: Manifest, building: Path) -> None:
    free = shutil.disk_usage(building).free
    if manifest.bytes > free:
        raise StoreError(
            "{folder} has room for {free:.1f} GB, the workspace needs {needed:.1f} GB",
            folder=building.parent,
            free=free / 1e9,
            needed=manifest.bytes / 1e9,
        )


@contextmanager
def _place(folder: Path, check_only: bool) -> Iterator[Path]:
    """The folder to build in: it takes its name at the end, or is gone when it was only a check."""
    if not check_only:
        with making(folder) as building:
            yield building
        return
    if folder.exists() and any(folder.iterdir()):
        raise ConfigError("{folder} is not empty: choose another folder, or open it with pagus serve", folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as building:
        yield Path(building)


class _Synced:
    """A new file that is on the disk once it is closed."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        self._stream = os.fdopen(descriptor, "wb")

    def write(self, data: bytes) -> int:
        """Take these bytes."""
        return self._stream.write(data)

    def close(self) -> None:
        """Sync and let go."""
        with closing(self._stream):
            self._stream.flush()
            os.fsync(self._stream.fileno())


def _create(building: Path, entry: Entry) -> IO[bytes]:
    return _Synced(building / ("pagus.sqlite3" if entry.name == DATABASE_NAME else entry.name))  # type: ignore[return-value]


def _renew(building: Path, database: Mapping[str, str] | None) -> None:
    """Draw the secret key anew: no session of before holds. Name the database that the workspace gets."""
    path = building / "pagus.toml"
    if not path.is_file() or (building / "pagus.sqlite3").is_file() is not (database is None):
        raise ShapeError("the backup holds no whole workspace")
    (building / "archive").mkdir(exist_ok=True)
    renewed = renew_settings(path.read_text(encoding="utf-8"), secrets.token_urlsafe(50), database)
    path.write_text(renewed, encoding="utf-8")


def _sync_folders(*folders: Path) -> None:
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _disk_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            "{file} cannot be restored: {reason}; nothing was made", file=file, reason=str(error)
        ) from error
