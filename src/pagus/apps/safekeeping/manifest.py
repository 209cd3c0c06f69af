"""What is in a backup: the first thing that is read of it, and what everything else in it is held against."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import msgspec

from pagus import __version__
from pagus.apps.safekeeping.fingerprint import Fingerprint
from pagus.errors import InputError, ShapeError

__all__ = ["MANIFEST_NAME", "Entry", "JournalHead", "Manifest", "read_manifest"]

MANIFEST_NAME = "manifest.json"
LARGEST_MANIFEST = 64 * 1024 * 1024
_FILES = frozenset({"pagus.toml", "kits.lock", "demo-logins.json", "identity.key"})
_FOLDERS = frozenset({"database", "archive", "kits", "travel", "trust", "statements"})
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


class Entry(msgspec.Struct, frozen=True):
    """One file: its place in the workspace (the database's are under ``database/``), its length, its SHA-256."""

    name: str
    bytes: int
    sha256: str


class JournalHead(msgspec.Struct, frozen=True):
    """The last entry of the journal."""

    number: int
    digest: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself. ``taken_ms`` is the real time just before its moment of the database.

    ``migrations`` names the newest step of each part of the database, ``rows`` counts each of its tables.
    """

    pagus: str
    workspace: str
    kind: str
    territory: str
    taken_ms: int
    database: str
    store_schema: int
    migrations: dict[str, str]
    rows: dict[str, int]
    observations: Fingerprint
    sequence: int
    journal: JournalHead
    entries: list[Entry]
    left_out: list[str]

    @property
    def bytes(self) -> int:
        """How many bytes its files have together."""
        return sum(entry.bytes for entry in self.entries)


def read_manifest(raw: bytes) -> Manifest:
    """The manifest in these bytes.

    Refuses: ShapeError for what is none or names a file that no backup holds; InputError for that of a newer Pagus.
    """
    try:
        made = msgspec.json.decode(raw, type=_Maker).pagus
        if _version(made) > _version(__version__):
            raise InputError(
                "this backup was made by Pagus {made}, this is {own}: update it first", made=made, own=__version__
            )
        manifest = msgspec.json.decode(raw, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ShapeError("the backup does not say what is in it: {reason}", reason=str(error)) from error
    for entry in manifest.entries:
        if not _may_be_written(entry.name):
            raise ShapeError("the backup holds {name!r}, which is no file of a workspace", name=entry.name)
    if len({entry.name for entry in manifest.entries}) != len(manifest.entries):
        raise ShapeError("the backup holds a file twice")
    return manifest


class _Maker(msgspec.Struct):
    pagus: str


def _version(text: str) -> tuple[int, ...]:
    found = _VERSION.match(text)
    if found is None:
        raise ShapeError("the backup does not say what is in it: {reason}", reason=f"version {text!r}")
    return tuple(map(int, found.groups()))


def _may_be_written(name: str) -> bool:
    """Is this the name of a file of a workspace, that stays inside it?"""
    parts = PurePosixPath(name).parts
    if name != "/".join(parts) or ".." in parts or "\0" in name or "\\" in name:
        return False
    return name in _FILES if len(parts) == 1 else bool(parts) and parts[0] in _FOLDERS
