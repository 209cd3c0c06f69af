"""Where a process of the tests puts what ends with it: in memory if that is large enough, to wait for no disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

__all__ = ["in_memory"]

MEMORY = Path("/dev/shm")
ENOUGH = 4_000_000_000
"""Bytes that are free: several times what all processes of a run keep there."""


def in_memory() -> str | None:
    """The folder for ``tempfile``; None, its own choice, where memory is short (containers often have 64 MB).

    The system calls are the same; a sync only does not take the milliseconds that a disk takes. What a cut of the power
    would leave is tested from the order of these calls (``tests/store/power.py``), on whatever disk.
    """
    there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK)
    return str(MEMORY) if there and shutil.disk_usage(MEMORY).free >= ENOUGH else None
