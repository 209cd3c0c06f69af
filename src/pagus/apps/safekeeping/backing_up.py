"""Making a backup while the workspace is in use: one moment of everything, sealed, read back, then named.

1. A scratch folder in the workspace takes a copy of the database as it is at one moment, and links to the files of the
   archive that it names.
2. The copy is examined, its observations get their fingerprint, every file its digest: that is the manifest.
3. Manifest and files are sealed into a partial file beside the target, which is synced.
4. The partial file is read back from the disk, opened, and compared with the manifest, file by file.
5. Only then it takes its name. Whatever stops this before leaves no file of that name.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec

from pagus import __version__
from pagus.apps.safekeeping.database_copy import ArchivedDay, DatabaseCopy, Told
from pagus.apps.safekeeping.manifest import MANIFEST_NAME, Entry, Manifest
from pagus.apps.safekeeping.observations import fingerprint_of_copy
from pagus.apps.safekeeping.reading_back import read_back
from pagus.apps.safekeeping.record import Backup, note_backup
from pagus.apps.safekeeping.sealing import CHUNK_BYTES, Lock, PublicKey, SealedWriter
from pagus.apps.safekeeping.settings_text import clear_settings
from pagus.apps.safekeeping.sqlite_copy import copy_sqlite
from pagus.apps.wall_clock import wall_ms
from pagus.apps.workspace import Workspace
from pagus.errors import ConfigError, Conflict, StoreError

__all__ = ["MadeBackup", "back_up"]

SCRATCH_NAME = ".backup"
LOCK_NAME = "backup.lock"
SUFFIX = ".pagus-backup"
_FOLDERS = ("kits", "travel", "trust", "statements")
_FILES = ("kits.lock", "demo-logins.json", "identity.key")
_PRIVATE = b"PRIVATE KEY-----"
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was made and read back."""

    file: Path
    bytes: int
    manifest: Manifest
    opens_with: tuple[str, ...]


def back_up(workspace: Workspace, target: Path, locks: Sequence[Lock], told: Told) -> MadeBackup:
    """Make a backup of a workspace, whole and verified, or none.

    Takes: the file to make, or a folder, in which it gets a name with its time; who can open it; ``told``, told how
    far it has come. The workspace may be served meanwhile.
    Refuses: Conflict when the file exists or another backup runs; ConfigError for a place inside the workspace, or a
    setting that cannot be read; StoreError when it cannot be written or does not read back as it was written.
    """
    taken_ms = wall_ms()
    file = _place(workspace, target, taken_ms)
    with _scratch(workspace) as scratch, _partial(file) as (stream, partial):
        copy, archive = _moment(workspace, scratch, told)
        with closing(copy):
            sources, left_out = _sources(workspace, scratch, copy, archive)
            manifest = _manifest(workspace, copy, archive, taken_ms, sources, left_out, told)
        writer = _seal(stream, locks, manifest, sources, told)
        _from_disk(stream)
        read_back(stream, writer.file_key, manifest, told)
        size = os.fstat(stream.fileno()).st_size
        _name(partial, file)
    opens_with = tuple(f"key {lock.id}" if isinstance(lock, PublicKey) else "passphrase" for lock in locks)
    verified_ms = wall_ms()
    note_backup(
        workspace.folder,
        Backup(
            taken_ms=taken_ms,
            verified_ms=verified_ms,
            file=str(file),
            bytes=size,
            observations=manifest.observations.observations,
            opens_with=list(opens_with),
        ),
    )
    return MadeBackup(file, size, manifest, opens_with)


def _settings(workspace: Workspace) -> str:
    return (workspace.folder / "pagus.toml").read_text(encoding="utf-8")


def _place(workspace: Workspace, target: Path, taken_ms: int) -> Path:
    if target.is_dir():
        moment = datetime.fromtimestamp(taken_ms // 1000, UTC).strftime("%Y-%m-%dT%H%M%SZ")
        target /= f"{workspace.folder.name}-{moment}{SUFFIX}"
    target = target.parent.resolve() / target.name
    if target.is_relative_to(workspace.folder):
        raise ConfigError("{file} lies inside the workspace: a backup there is lost with it", file=target)
    if not target.parent.is_dir():
        raise ConfigError("there is no folder {folder}", folder=target.parent)
    _refuse_existing(target)
    return target


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise Conflict("{file} exists already: choose another name, a backup never replaces one", file=target)


@contextmanager
def _scratch(workspace: Workspace) -> Iterator[Path]:
    """A folder in the workspace that is gone afterwards; one that a killed backup left is removed first."""
    scratch = workspace.folder / SCRATCH_NAME
    with (workspace.folder / LOCK_NAME).open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("a backup of this workspace is being made already") from error
        shutil.rmtree(scratch, ignore_errors=True)
        with _disk_errors():
            scratch.mkdir(mode=0o700)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _partial(file: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """The file under its partial name, readable by this user alone; gone afterwards unless it was renamed."""
    partial = file.with_name(f".{file.name}.partial")
    with _disk_errors():
        descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    stream = os.fdopen(descriptor, "r+b")
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        stream.close()
        raise Conflict("another backup is writing {file} already", file=file) from error
    try:
        stream.truncate()
        yield stream, partial
    except BaseException:
        partial.unlink(missing_ok=True)
        # On a full disk the rest that waits in memory cannot be written by closing the file either.
        with suppress(OSError):
            stream.close()
        raise
    stream.close()


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            "the backup cannot be written: {reason}; nothing of it was kept", retryable=True, reason=str(error)
        ) from error


def _moment(workspace: Workspace, scratch: Path, told: Told) -> tuple[DatabaseCopy, Path]:
    """The database and the files of the archive at one moment."""
    archive, tables = scratch / "archive", scratch / "database"
    for _ in range(_ATTEMPTS):
        for folder in (archive, tables):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        try:
            with _disk_errors():
                copy = _copied(workspace, tables, _keeping(workspace.archive, archive), told)
        except _Gone as error:
            missing = str(error)
            continue
        damage = copy.damage()
        if damage is not None:
            copy.close()
            raise StoreError("the database is damaged: {reason}; restore an earlier backup", reason=damage)
        return copy, archive
    raise StoreError("a closed day is missing from the archive: {reason}; restore it", reason=missing)


def _copied(workspace: Workspace, tables: Path, keep: Callable[[list[ArchivedDay]], None], told: Told) -> DatabaseCopy:
    if workspace.postgres is None:
        return copy_sqlite(workspace.database, tables / "pagus.sqlite3", keep, told)
    workspace.postgres.require_driver()
    from pagus.apps.safekeeping.postgres_copy import copy_postgres

    return copy_postgres(workspace.postgres, tables, keep, told)


class _Gone(Exception):
    """A file of the archive went away while it was to be kept: the day was closed again."""


def _keeping(archive: Path, kept: Path) -> Callable[[list[ArchivedDay]], None]:
    """Keeps files of the archive by a second name, or by a copy where the disk knows no second names."""

    def keep(days: list[ArchivedDay]) -> None:
        for day in days:
            try:
                os.link(archive / day.file, kept / day.file)
            except FileNotFoundError as error:
                raise _Gone(day.file) from error
            except OSError:
                shutil.copyfile(archive / day.file, kept / day.file)

    return keep


def _sources(
    workspace: Workspace, scratch: Path, copy: DatabaseCopy, archive: Path
) -> tuple[dict[str, Path], list[str]]:
    """Which files go into the backup, by name, and which stay out because they are secrets?"""
    settings = scratch / "pagus.toml"
    settings.write_text(clear_settings((workspace.folder / "pagus.toml").read_text(encoding="utf-8")), encoding="utf-8")
    sources = {"pagus.toml": settings, **copy.files()}
    sources |= {f"archive/{day.file}": archive / day.file for day in copy.days()}
    sources |= {name: workspace.folder / name for name in _FILES if (workspace.folder / name).is_file()}
    left_out = []
    for folder in _FOLDERS:
        for path in sorted((workspace.folder / folder).rglob("*")):
            name = path.relative_to(workspace.folder)
            if not path.is_file() or path.is_symlink() or any(part.startswith(".") for part in name.parts):
                continue
            if folder == "trust" and _PRIVATE in path.read_bytes():
                left_out.append(str(name))
            else:
                sources[str(name)] = path
    return sources, left_out


def _manifest(
    workspace: Workspace,
    copy: DatabaseCopy,
    archive: Path,
    taken_ms: int,
    sources: dict[str, Path],
    left_out: list[str],
    told: Told,
) -> Manifest:
    known = {f"archive/{day.file}": Entry(f"archive/{day.file}", day.bytes, day.sha256) for day in copy.days()}
    facts = copy.facts()
    return Manifest(
        pagus=__version__,
        workspace=workspace.name,
        kind=workspace.kind,
        territory=workspace.territory,
        taken_ms=taken_ms,
        database=copy.kind,
        store_schema=facts.store_schema,
        migrations=facts.migrations,
        rows=facts.rows,
        observations=fingerprint_of_copy(copy, archive, told),
        sequence=facts.sequence,
        journal=facts.journal,
        entries=[known.get(name) or _entry(name, path) for name, path in sources.items()],
        left_out=left_out,
    )


def _entry(name: str, path: Path) -> Entry:
    with path.open("rb") as stream:
        return Entry(name, os.fstat(stream.fileno()).st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def _seal(
    stream: BinaryIO, locks: Sequence[Lock], manifest: Manifest, sources: dict[str, Path], told: Told
) -> SealedWriter:
    """Write everything, and sync it."""
    with _disk_errors():
        writer = SealedWriter(stream, locks)
        # A tar inside: with the key, any machine can unpack it without Pagus.
        with tarfile.open(mode="w|", fileobj=writer, format=tarfile.PAX_FORMAT, bufsize=CHUNK_BYTES) as tar:  # type: ignore[call-overload]
            raw = msgspec.json.encode(manifest)
            tar.addfile(_member(Entry(MANIFEST_NAME, len(raw), ""), manifest.taken_ms), BytesIO(raw))
            done = 0
            for entry in manifest.entries:
                with sources[entry.name].open("rb") as source:
                    tar.addfile(_member(entry, manifest.taken_ms), source)
                done += entry.bytes
                told("sealing", done, manifest.bytes)
        writer.close()
        stream.flush()
        os.fsync(stream.fileno())
    return writer


def _member(entry: Entry, taken_ms: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(entry.name)
    member.size, member.mode, member.mtime = entry.bytes, 0o600, taken_ms // 1000
    return member


def _from_disk(stream: BinaryIO) -> None:
    """Go back to the beginning, and have the system read the bytes from the disk instead of its memory."""
    stream.seek(0)
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _name(partial: Path, file: Path) -> None:
    _refuse_existing(file)
    with _disk_errors():
        partial.rename(file)
        descriptor = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
