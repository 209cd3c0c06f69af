"""Do the jobs run? They leave a sign in the workspace folder before each duty; whoever reads looks how old it is.

Nobody is told of a late alert, no timer of a course wakes and no self-test is sent while the jobs stand still: a page
that is drawn by another process must not look as if all were well.
"""

from __future__ import annotations

from pathlib import Path

from pagus.kernel.time import MINUTE

__all__ = ["SILENT_MS", "beat", "silent_since"]

SILENT_MS = 5 * MINUTE
"""Longer than the longest duty takes. Local."""
_SIGN = "jobs.pulse"


def beat(folder: Path) -> None:
    """The jobs of the workspace in this folder run."""
    (folder / _SIGN).touch()


def silent_since(folder: Path, wall_ms: int) -> int | None:
    """Since when have the jobs stood still? None while they run, and where they never ran.

    Takes: the workspace folder; the time of the world. Gives: when they were last heard, in ms.
    """
    try:
        last = (folder / _SIGN).stat().st_mtime_ns // 1_000_000
    except FileNotFoundError:
        return None
    return last if wall_ms - last > SILENT_MS else None
