"""What a workspace remembers of its backups: ``backups.json`` beside the database, whose damage does not touch it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from pagus.kernel.time import DAY, HOUR

__all__ = ["OLD_AFTER_MS", "Backup", "judge_backups", "kept_backups", "note_backup"]

OLD_AFTER_MS = 2 * DAY
_KEPT = 50
_NAME = "backups.json"


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """One backup that was made and read back: when, where to, how large, and what opens it."""

    taken_ms: int
    verified_ms: int
    file: str
    bytes: int
    observations: int
    opens_with: list[str]


def kept_backups(folder: Path) -> list[Backup]:
    """Which backups were made of the workspace in this folder, oldest first? None when the record is damaged."""
    try:
        return msgspec.json.decode((folder / _NAME).read_bytes(), type=list[Backup])
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        return []


def note_backup(folder: Path, backup: Backup) -> None:
    """Remember a backup; the newest fifty are kept."""
    kept = [*kept_backups(folder), backup][-_KEPT:]
    partial = folder / f".{_NAME}.partial"
    partial.write_bytes(msgspec.json.format(msgspec.json.encode(kept)))
    partial.replace(folder / _NAME)


def judge_backups(folder: Path, now_ms: int) -> tuple[bool, str]:
    """Is there a verified backup of the last two days? Gives: the answer, and when the last one was made, in words."""
    kept = kept_backups(folder)
    if not kept:
        return False, "no backup was made of this workspace yet: pagus backup"
    last = kept[-1]
    age_ms = max(0, now_ms - last.verified_ms)
    age = f"{age_ms // DAY} days" if age_ms >= OLD_AFTER_MS else f"{age_ms // HOUR} hours"
    finding = f"the last backup was made and verified {age} ago: {last.file}"
    return age_ms < OLD_AFTER_MS, finding
