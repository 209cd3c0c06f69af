"""Group commit: requests that arrive while a transaction is written share the next one, and its one sync.

Nothing waits for a timer: an idle store commits a lone request at once, a busy one commits what has gathered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NamedTuple

from pagus.apps.resources.shapes import KeepEach, Keeping, Reindexing
from pagus.apps.streams.ingest.intake import Asked
from pagus.apps.streams.line.frames import Done, Failure, Reply
from pagus.apps.streams.observation import Batch, Review
from pagus.apps.streams.store.interface import ObservationStore
from pagus.errors import Conflict, PagusError

__all__ = ["GroupCommit"]

_MOST_REQUESTS = 256
_MOST_OBSERVATIONS = 20_000


class _Waiting(NamedTuple):
    request: Asked | Review
    answer: Callable[[Reply], None]


class GroupCommit:
    """Gathers the requests of one event loop and writes them, in order, a group at a time."""

    def __init__(self, store: ObservationStore, stored: Callable[[], None] | None = None) -> None:
        """``stored`` is called after each group that is on the disk and answered."""
        self._store = store
        self._stored = stored
        self._waiting: list[_Waiting] = []
        self._scheduled = False

    def put(self, request: Asked | Review, answer: Callable[[Reply], None]) -> None:
        """Store this request with the next group; ``answer`` is called once it is on the disk, or has failed."""
        self._waiting.append(_Waiting(request, answer))
        if not self._scheduled:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self.flush)

    async def submit(self, batch: Batch) -> Reply:
        """What became of this batch? For callers within the loop."""
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self.put(batch, lambda reply: None if future.done() else future.set_result(reply))
        return await future

    def flush(self) -> None:
        """Write everything that waits, in groups, and answer it."""
        self._scheduled = False
        while self._waiting:
            group = self._take()
            for waiting, reply in zip(group, self._write(group), strict=True):
                waiting.answer(reply)
            if self._stored is not None:
                self._stored()

    def _take(self) -> list[_Waiting]:
        """The next group: batches up to the limits, or one review."""
        taken = observations = 0
        for waiting in self._waiting:
            if isinstance(waiting.request, Review):
                taken = taken or 1
                break
            observations += _size(waiting.request)
            if taken == _MOST_REQUESTS or (taken and observations > _MOST_OBSERVATIONS):
                break
            taken += 1
        group = self._waiting[:taken]
        del self._waiting[:taken]
        return group

    def _write(self, group: list[_Waiting]) -> list[Reply]:
        try:
            if isinstance(group[0].request, Review):
                self._store.review(group[0].request)
                return [Done()]
            asked = [waiting.request for waiting in group if not isinstance(waiting.request, Review)]
            answers = self._store.commit_group(asked)
        except PagusError as error:
            return [Failure.of(error)] * len(group)
        return [Failure.of(answer) if isinstance(answer, Conflict) else answer for answer in answers]


def _size(asked: Asked) -> int:
    """How much is to be written for this?"""
    if isinstance(asked, Keeping):
        return len(asked.writes)
    if isinstance(asked, Reindexing):
        return len(asked.rows)
    return len(asked.keepings) if isinstance(asked, KeepEach) else len(asked.observations)
