"""Posts of observations answered on the event loop: no thread waits for the disk, posts under way share a commit.

Only the plain case is answered here: a known source, subjects it may speak of, a body that can be read, receipts that
need no words. All else is Django's, from the beginning or, once the observations are on the disk, to put what became
of them into words. The head of a plain answer is the one that Django gave to a request with the same head: what Django
decides from a head (host, who may ask a demo, language, policies) it has decided, here too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

import msgspec
from django.db import Error as DatabaseError
from django.db import close_old_connections

from pagus.apps.streams.observation import Batch, Device, Receipts
from pagus.apps.streams.senders import known_sender, remembered_reach, remembered_sender, within_reach
from pagus.doors.api_v1.observations import DECODER, SETTLED, plain_members, request_key
from pagus.doors.bearer import token_in
from pagus.doors.observation_body import batch_of
from pagus.errors import PagusError
from pagus.web.front.front import Ask
from pagus.web.front.wsgi_call import Answer, Head

__all__ = ["PATH", "PATIENCE_S", "Line", "ObservationLane"]

PATH = "/api/v1/observations"
PATIENCE_S = 20.0
"""After so long without an answer of the ingest process the sender is told to try again."""
_MOST_HEADS = 10_000
_OWN = frozenset({"authorization", "idempotency-key", "content-length"})
"""Headers that differ from post to post, and of which nothing in the head of an answer depends."""
_ENCODER = msgspec.json.Encoder()
_WORDLESS = 200
"""An answer of Django shorter than this has no words and is not compressed."""

Found = TypeVar("Found")
_Kind = tuple[object, ...]


class Line(Protocol):
    """The way to the ingest process: ``line.pipeline.Pipeline``."""

    @property
    def connected(self) -> bool:
        """Is the ingest process there?"""

    async def keep(self) -> None:
        """Keep the connection until cancelled."""

    async def submit(self, batch: Batch) -> Receipts:
        """What became of these observations, once they are on the disk."""


class ObservationLane:
    """Answers posts of observations of one workspace. One event loop uses it."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._keeping: asyncio.Task[None] | None = None
        self._heads: dict[_Kind, list[tuple[str, str]]] = {}
        self._asker = ThreadPoolExecutor(1, "senders")
        """Asks the database who sends."""
        self._asking: dict[Hashable, asyncio.Future[Any]] = {}

    async def __call__(self, head: Head, body: bytes, ask: Ask) -> Answer:
        """Answer one post. ``ask`` gives the answer of Django, which is told what stands in the mapping."""
        if self._keeping is None:
            self._keeping = asyncio.get_running_loop().create_task(self._line.keep())
        kind = _kind(head)
        known = self._heads.get(kind)
        batch = None if known is None or not self._line.connected else await self._batch(head, body)
        if known is None or batch is None:
            answer = await ask({})
            self._learn(kind, answer)
            return answer
        try:
            receipts = await self._line.submit(batch)
        except PagusError as error:
            return await ask({SETTLED: error})
        if receipts.held or receipts.rejected:
            return await ask({SETTLED: receipts})
        content = _ENCODER.encode(plain_members(receipts))
        return Answer(200, [*known, ("Content-Length", str(len(content)))], content)

    async def _batch(self, head: Head, body: bytes) -> Batch | None:
        """What this post brings; None when Django is to look at it."""
        token = token_in(head.headers.get("authorization", ""))
        try:
            key = request_key(head.headers.get("idempotency-key"), body)
            incoming = DECODER.decode(body).observations
            source = remembered_sender(token) or await self._asked(token, lambda: known_sender(token))
            if source is None:
                return None
            subjects = {each.subject for each in incoming}
            reach = remembered_reach(source, subjects)
            if reach is None:
                asked = source.territory, frozenset(subjects)
                reach = await self._asked(asked, lambda: within_reach(source, subjects))
        except (PagusError, DatabaseError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        batch = batch_of(source.name, incoming, reach, key, Device("http"))
        return None if batch.refused else batch

    async def _asked(self, key: Hashable, question: Callable[[], Found]) -> Found:
        """The answer of the database, asked once for all who want the same at the same time."""

        def ask() -> Found:
            close_old_connections()
            return question()

        asking: asyncio.Future[Found] | None = self._asking.get(key)
        if asking is None:
            asking = self._asking[key] = asyncio.get_running_loop().run_in_executor(self._asker, ask)
            asking.add_done_callback(lambda _: self._asking.pop(key, None))
        return await asyncio.shield(asking)

    def close(self) -> None:
        """Hang up."""
        if self._keeping is not None:
            self._keeping.cancel()

    def _learn(self, kind: _Kind, answer: Answer) -> None:
        names = {name.lower() for name, _ in answer.headers}
        if answer.status == 200 and len(answer.content) < _WORDLESS and "set-cookie" not in names:
            if len(self._heads) >= _MOST_HEADS:
                self._heads.clear()
            self._heads[kind] = [each for each in answer.headers if each[0].lower() != "content-length"]


def _kind(head: Head) -> _Kind:
    """All of a head of which the head of the answer may depend."""
    client = head.client.rpartition(":")[0]
    return client, head.scheme, head.server, head.query_string, *(e for e in head.headers.items() if e[0] not in _OWN)
