"""The files under ``travel/`` of a workspace: arrays with what is known of them, one file a version, never rewritten.

streets-NAME.v3.npz     a street graph
timetable-NAME.v1.npz   a timetable
"""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from pagus.errors import InputError, StoreError

__all__ = ["Kind", "TravelSource", "check_name", "files_in", "latest_in", "read_about", "read_arrays", "write"]

Kind = Literal["streets", "timetable"]
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_FILE = re.compile(r"(streets|timetable)-([a-z0-9][a-z0-9-]{0,39})\.v([1-9]\d{0,5})\.npz")
_ABOUT = "about"


class TravelSource(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a street graph or timetable: where from, of when, whose, and what it covers."""

    kind: Kind
    name: str
    version: int
    files: tuple[str, ...]
    licence: str
    credit: str
    """To be shown beside everything that is made of it."""
    taken: str
    """The day the data is of, as the file says: of streets the day of the extract; "" when it does not say."""
    first_day: str = ""
    last_day: str = ""
    """Of a timetable: the first and last day it has service on."""
    imported_ms: int
    west: float
    south: float
    east: float
    north: float
    digest: str
    counts: dict[str, int]
    time_zone: str = ""
    heights: bool = False

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        return (self.west, self.south, self.east, self.north)

    @property
    def file(self) -> str:
        """The file it is kept in."""
        return f"{self.kind}-{self.name}.v{self.version}.npz"

    def age_days(self, today: date) -> int | None:
        """How old is the data on this day? None when its file says no day."""
        day = self.last_day or self.taken
        return (today - date.fromisoformat(day)).days if day else None


def check_name(name: str) -> str:
    """This name, as it is. Refuses: InputError unless it is small letters, digits and hyphens, 40 at most."""
    if not _NAME.fullmatch(name):
        raise InputError("{name!r} is no name: use small letters, digits and hyphens, as bas-rhin", name=name)
    return name


def files_in(folder: Path) -> dict[tuple[str, str], list[tuple[int, Path]]]:
    """Which files are there? By kind and name, versions rising."""
    found: dict[tuple[str, str], list[tuple[int, Path]]] = {}
    for path in folder.glob("*.npz"):
        parts = _FILE.fullmatch(path.name)
        if parts is not None:
            found.setdefault((parts[1], parts[2]), []).append((int(parts[3]), path))
    return {key: sorted(found[key]) for key in sorted(found)}


def latest_in(folder: Path) -> list[Path]:
    """The newest version of each kind and name."""
    return [versions[-1][1] for versions in files_in(folder).values()]


def write(folder: Path, about: TravelSource, arrays: Mapping[str, NDArray[Any]]) -> Path:
    """Keep these arrays: on the disk under their name, or not at all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / about.file
    text = np.frombuffer(msgspec.json.encode(about), dtype=np.uint8)
    descriptor, partial = tempfile.mkstemp(prefix=".part-", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            np.savez_compressed(stream, **{_ABOUT: text}, **arrays)  # type: ignore[arg-type]
            stream.flush()
            os.fsync(stream.fileno())
        Path(partial).rename(target)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
    return target


def read_about(path: Path) -> TravelSource:
    """What is known of this file? Refuses: StoreError when it cannot be read."""
    return msgspec.json.decode(_members(path, only=_ABOUT)[_ABOUT].tobytes(), type=TravelSource)


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Everything in this file but what is known of it. Refuses: StoreError when it cannot be read."""
    arrays = _members(path)
    arrays.pop(_ABOUT, None)
    return arrays


def _members(path: Path, only: str | None = None) -> dict[str, NDArray[Any]]:
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as content:
            return {name: content[name] for name in content.files if only in {None, name}}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise StoreError("{file} is damaged: import it again ({reason})", file=path.name, reason=error) from error
