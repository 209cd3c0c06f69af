"""Tables that the jobs process computes and pages read: Parquet files in the workspace, with their freshness."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl
from django.conf import settings

__all__ = ["KeptTable", "keep_table", "kept_table"]


@dataclass(frozen=True, slots=True)
class KeptTable:
    """Rows and the instant (workspace time, ms) at which they were computed."""

    rows: pl.DataFrame
    computed_ms: int


def keep_table(name: str, rows: pl.DataFrame) -> None:
    """Keep this table under its name, instead of an older one."""
    path = _path(name)
    path.parent.mkdir(exist_ok=True)
    # A page that reads meanwhile sees the old table or the new one, never half of one.
    fresh = path.with_suffix(f".{os.getpid()}.new")
    rows.write_parquet(fresh, metadata={"computed_ms": str(settings.WORKSPACE.clock.now_ms())})
    fresh.replace(path)


def kept_table(name: str) -> KeptTable | None:
    """Which table was kept under this name? None when there is none yet."""
    path = _path(name)
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _read(path, changed)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> KeptTable:
    return KeptTable(pl.read_parquet(path), int(pl.read_parquet_metadata(path)["computed_ms"]))


def _path(name: str) -> Path:
    return Path(settings.WORKSPACE.folder) / "reports" / f"{name}.parquet"
