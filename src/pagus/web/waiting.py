"""How a request waits for news without taking the server with it: the front waits, no thread does.

A view that finds nothing new puts its request off, and its thread goes on to others. The front asks it again when
there are news, or when it has waited long enough; the second time it answers with what there is. What this process
writes wakes who waits for it at once; what another process writes is seen at the next look, ``LOOK_S`` later, or more
when many wait, since all looks together are ``LOOKS_PER_S``.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Hashable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

__all__ = ["HELD", "HOLD_S", "LATER", "PLACES", "WAITS", "Bench", "Later", "bench"]

PLACES = 500
"""So many requests wait at once in a web process; whoever comes then is answered at once, and asks again."""
HOLD_S = 8.0
"""A little under the patience of the supervisor when it stops the process."""
LOOK_S = 0.5
LOOKS_PER_S = 40.0

WAITS, LATER, HELD = "pagus.waits", "pagus.later", "pagus.held"
"""Keys of the environment: this request may be put off; it was; it has waited, and is answered now."""


@dataclass(frozen=True, slots=True)
class Later:
    """A request that was put off: what it waits for, whether there are news of it, and ``Bench.calls`` as it was
    before somebody looked."""

    about: Hashable
    look: Callable[[], bool]
    calls: int
    hold_s: float = HOLD_S


class _Place:
    """One that waits, on the loop that it waits on."""

    __slots__ = ("_loop", "called")

    def __init__(self) -> None:
        self._loop, self.called = asyncio.get_running_loop(), asyncio.Event()

    def wake(self) -> None:
        self._loop.call_soon_threadsafe(self.called.set)


class Bench:
    """Where requests wait. One for a process; threads call, a loop waits."""

    def __init__(self, places: int = PLACES, look_s: float = LOOK_S, looks_per_s: float = LOOKS_PER_S) -> None:
        self._free, self._taken = places, 0
        self._look_s, self._looks_per_s = look_s, looks_per_s
        self._lock = threading.Lock()
        self._places: dict[Hashable, set[_Place]] = {}
        self._calls = 0

    @property
    def calls(self) -> int:
        """How often was anything written? Ask before looking: what is written in between is then not missed."""
        return self._calls

    def call(self, about: Hashable) -> None:
        """Wake everybody in this process who waits for this: something was written."""
        with self._lock:
            self._calls += 1
            for place in self._places.get(about, ()):
                place.wake()

    def put_off(self, environ: MutableMapping[str, Any], later: Later) -> bool:
        """May this request wait? It is asked again then, and what the view answers now is thrown away.

        Takes: the environment of the request. Gives: False when it has waited, when nobody can wait for it, or when no
        place is free (threads that come at the same moment may be a few more than there are places).
        """
        if WAITS not in environ or HELD in environ or self._taken >= self._free:
            return False
        environ[LATER] = later
        return True

    async def wait(self, later: Later, in_thread: Callable[[Callable[[], bool]], Awaitable[bool]]) -> None:
        """Return when there are news, or when it has waited long enough. ``in_thread`` looks where the loop may not."""
        loop, place = asyncio.get_running_loop(), _Place()
        until = loop.time() + later.hold_s
        with self._lock:
            self._taken += 1
            self._places.setdefault(later.about, set()).add(place)
            if self._calls != later.calls:
                place.called.set()
        try:
            while (left := until - loop.time()) > 0:
                with suppress(TimeoutError):
                    async with asyncio.timeout(min(left, self._pause())):
                        await place.called.wait()
                place.called.clear()
                if until > loop.time() and await in_thread(later.look):
                    return
        finally:
            self._leave(later.about, place)

    def _pause(self) -> float:
        return max(self._look_s, self._taken / self._looks_per_s)

    def _leave(self, about: Hashable, place: _Place) -> None:
        with self._lock:
            self._taken -= 1
            others = self._places[about]
            others.discard(place)
            if not others:
                del self._places[about]


bench = Bench()
"""The bench of this process."""
