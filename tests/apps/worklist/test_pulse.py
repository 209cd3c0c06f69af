"""The sign that the jobs leave: none is no silence, an old one is."""

from __future__ import annotations

import os
from pathlib import Path

from pagus.apps.worklist.pulse import SILENT_MS, beat, silent_since


def test_silence_is_told_from_the_last_sign_on(tmp_path: Path) -> None:
    assert silent_since(tmp_path, 10**15) is None, "they never ran here"
    beat(tmp_path)
    os.utime(tmp_path / "jobs.pulse", (1_000.5, 1_000.5))
    assert silent_since(tmp_path, 1_000_500 + SILENT_MS) is None
    assert silent_since(tmp_path, 1_000_501 + SILENT_MS) == 1_000_500
    beat(tmp_path)
    assert silent_since(tmp_path, 1_000_501 + SILENT_MS) is None
