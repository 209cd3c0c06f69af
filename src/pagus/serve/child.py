"""One process under the supervisor: start it, see that it died, start it again later and later."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Child"]

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
SETTLED_S = 60.0
"""A process that lived this long has settled: the next crash is answered at once."""


@dataclass(slots=True)
class Child:
    """A process that must run; ``tick`` keeps it running."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    restarts: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _pause_s: float = FIRST_PAUSE_S
    _due: float = field(default=0.0)

    @property
    def pid(self) -> int | None:
        """The number of the running process, or None."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start it now. What it prints goes to the log file."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl+C reaches the supervisor only; it then stops its children in order.
                start_new_session=True,
            )
        self._started = time.monotonic()

    def tick(self) -> int | None:
        """Start it again when it has died and its pause is over. Gives: the exit code when it was just found dead."""
        if self._process is None:
            if time.monotonic() >= self._due:
                self.restarts += 1
                self.start()
            return None
        code = self._process.poll()
        if code is None:
            return None
        self._end_what_it_left()
        if time.monotonic() - self._started > SETTLED_S:
            self._pause_s = FIRST_PAUSE_S
        self._due = time.monotonic() + self._pause_s
        self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2)
        self._process = None
        return code

    def _end_what_it_left(self) -> None:
        """End all of its group: workers of a process that was killed would go on answering beside its successor's."""
        assert self._process is not None
        with suppress(ProcessLookupError):  # it left nobody
            os.killpg(self._process.pid, signal.SIGKILL)

    def stop(self, patience_s: float = 10.0) -> None:
        """Ask it to end, wait, then end it and what it left."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(patience_s)
        self._end_what_it_left()
        self._process.wait()
