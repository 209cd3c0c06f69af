"""The demo, made once in a run of the tests: making it takes most of the time of those that need one."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__all__ = ["MadeDemo"]


@dataclass(frozen=True, slots=True)
class MadeDemo:
    """A demo that nobody has served, what its command said, and when it was made."""

    folder: str
    said: dict[str, Any]
    told: str
    begun_ms: int
    ended_ms: int

    @classmethod
    def of_the_run(cls, here: Path) -> MadeDemo:
        """The first process that asks makes it, the others wait."""
        here.mkdir(exist_ok=True)
        record = here / "made.json"
        with (here / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not record.exists():
                record.write_text(json.dumps(asdict(cls._made(here / "workspace"))), encoding="utf-8")
        return cls(**json.loads(record.read_text(encoding="utf-8")))

    @classmethod
    def _made(cls, folder: Path) -> MadeDemo:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS", "DJANGO"))}
        command = [sys.executable, "-m", "pagus", "demo", "--workspace", str(folder), "--no-serve", "--json"]
        begun_ms = _wall_ms()
        done = subprocess.run(command, capture_output=True, text=True, env=kept, check=False)
        assert done.returncode == 0, done.stderr
        return cls(str(folder), json.loads(done.stdout), done.stderr, begun_ms, _wall_ms())

    def copy(self, folder: Path) -> Path:
        """A copy whose clock has come as far as when the demo was made, however long ago that was."""
        shutil.copytree(self.folder, folder)
        settings = folder / "pagus.toml"
        text, found = re.subn(
            r"^started_wall_ms = (\d+)$",
            lambda match: f"started_wall_ms = {int(match[1]) + _wall_ms() - self.ended_ms}",
            settings.read_text(encoding="utf-8"),
            flags=re.MULTILINE,
        )
        assert found == 1
        settings.write_text(text, encoding="utf-8")
        return folder


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000
