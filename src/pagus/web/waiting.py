"""How a request waits for news without taking the server with it.

Each request that waits holds one thread of the web process. So only ``PLACES`` wait at once in a process; whoever finds
no place is answered at once and asks again later. News written by this process wakes the waiting at once; what another
process has written is seen at the next look, ``LOOK_S`` later.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

__all__ = ["HOLD_S", "PLACES", "Bench", "bench"]

Found = TypeVar("Found")

PLACES = 3
"""Of the eight threads of a web process, so many may stand still."""
HOLD_S = 8.0
"""A little under the patience of the supervisor when it stops the process."""
LOOK_S = 0.5


class Bench:
    """Where requests wait. One for a process."""

    def __init__(self, places: int = PLACES, look_s: float = LOOK_S) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._look_s = look_s
        self._called = threading.Condition()
        self._calls = 0

    def call(self) -> None:
        """Wake everybody who waits in this process: something was written."""
        with self._called:
            self._calls += 1
            self._called.notify_all()

    def wait(self, look: Callable[[], Found | None], hold_s: float = HOLD_S) -> tuple[Found | None, bool]:
        """What did ``look`` find, at once or after waiting for it?

        Takes: what gives the news, or None while there are none; for how long to wait.
        Gives: what was found, None for nothing; whether there was a place to wait.
        """
        calls = self._calls
        found = look()
        if found is not None or hold_s <= 0:
            return found, True
        if not self._places.acquire(blocking=False):
            return None, False
        try:
            until = time.monotonic() + hold_s
            while found is None and (left := until - time.monotonic()) > 0:
                with self._called:
                    if self._calls == calls:
                        self._called.wait(min(self._look_s, left))
                    calls = self._calls
                found = look()
            return found, True
        finally:
            self._places.release()


bench = Bench()
"""The bench of this process."""
