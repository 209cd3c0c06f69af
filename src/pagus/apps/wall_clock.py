"""What time is it in the world? For what a demo clock must not touch: signatures, proofs, files, presence."""

from __future__ import annotations

import time

__all__ = ["wall_ms"]


def wall_ms() -> int:
    """Ms since 1970 UTC by this machine. The time of the workspace is ``settings.WORKSPACE.clock.now_ms()``."""
    return time.time_ns() // 1_000_000
