"""Posts answered on the event loop: no thread waits for the disk, posts under way share a commit.

Only the plain case is answered here: a machine with a token, a request like one that Django has answered, and nothing
that needs words. All else is Django's, from the beginning or, once it is on the disk, to put what became of it into
words.

Who may do what is decided by the code of the door that decides it in a thread. It decides from what is remembered;
where it would have to ask a database, Django refuses that on the loop, and it is done again in a thread. What Django
puts around an answer it decides from the head of a request (host, who may ask a demo, language, policies): a plain
answer gets what Django put around the answer to a request with the same head.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from django.core.exceptions import SynchronousOnlyOperation
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from pagus.errors import PagusError
from pagus.web.front.front import Ask
from pagus.web.front.wsgi_call import Answer, Head, environment

__all__ = ["PATIENCE_S", "Line", "PostLane", "Ready", "Settled", "settled"]

PATIENCE_S = 20.0
"""After so long without an answer of the ingest process the sender is told to try again."""
_SETTLED = "pagus.settled"
"""The key of the environment of a request that was submitted already."""
_MOST_HEADS = 10_000
_OWN = frozenset({"authorization", "idempotency-key", "content-length"})
"""Headers that differ from post to post, and of which nothing around an answer depends."""
_ODD = ("cookie", "origin")
"""Headers of browsers: what is around their answers depends on who is logged in, and which programs are registered."""
_INNER = frozenset({"content-length", "content-encoding"})

Asked = TypeVar("Asked")
Reply = TypeVar("Reply")
_Taken_contra = TypeVar("_Taken_contra", contravariant=True)
_Given_co = TypeVar("_Given_co", covariant=True)
_Kind = tuple[object, ...]


class Line(Protocol[_Taken_contra, _Given_co]):
    """The way to the ingest process: ``line.pipeline.Pipeline``."""

    @property
    def connected(self) -> bool:
        """Is the ingest process there?"""

    async def keep(self) -> None:
        """Keep the connection until cancelled."""

    async def submit(self, asked: _Taken_contra) -> _Given_co:
        """What became of this, once it is on the disk."""


@dataclass(frozen=True, slots=True)
class Ready(Generic[Asked, Reply]):
    """A post that was read and decided on: what the ingest process is asked, and how the outcome is answered.

    ``response``: None where the outcome needs words. ``made``: what the view goes on with then.
    """

    asked: Asked
    response: Callable[[Reply], HttpResponse | None]
    made: Any = None


class Settled(NamedTuple):
    """A post that was submitted: what the door made of it, and what became of it."""

    made: Any
    reply: Any


class _Around(NamedTuple):
    """What Django puts around answers to requests with one head; ``long``: whether they were worth compressing."""

    headers: list[tuple[str, str]]
    long: bool


def settled(request: HttpRequest) -> Settled | None:
    """What of this request was submitted on the loop? None when nothing was. Refuses: the error that came of it."""
    found: Settled | None = request.META.get(_SETTLED)
    if found is not None and isinstance(found.reply, PagusError):
        raise found.reply
    return found


class PostLane(ABC, Generic[Asked, Reply]):
    """Answers posts to one address of one workspace. One event loop uses it."""

    done: int
    """The status of a plain answer."""

    def __init__(self, line: Line[Asked, Reply]) -> None:
        self._line = line
        self._keeping: asyncio.Task[None] | None = None
        self._around: dict[_Kind, _Around] = {}
        self._asker = ThreadPoolExecutor(1, "asker")
        """Asks the databases."""

    @abstractmethod
    def ready(self, request: HttpRequest) -> Ready[Asked, Reply] | None:
        """What the view does before it submits; None when the view is to do it. It has no effect, and is quick.

        On the loop there is no language: what would be said is the view's. Refuses: whatever the view refuses.
        """

    async def __call__(self, head: Head, body: bytes, ask: Ask) -> Answer:
        """Answer one post. ``ask`` gives the answer of Django, which is told what stands in the mapping."""
        if self._keeping is None:
            self._keeping = asyncio.get_running_loop().create_task(self._line.keep())
        kind = _kind(head)
        around = None if kind is None else self._around.get(kind)
        ready = None if around is None or not self._line.connected else await self._ready(head, body)
        if around is None or ready is None:
            answer = await ask({})
        else:
            try:
                reply = await self._line.submit(ready.asked)
            except PagusError as error:
                return await ask({_SETTLED: Settled(ready.made, error)})
            response = ready.response(reply)
            plain = None if response is None else _whole(head, around, response)
            if plain is not None:
                return plain
            answer = await ask({_SETTLED: Settled(ready.made, reply)})
        self._learn(kind, answer)
        return answer

    async def _ready(self, head: Head, body: bytes) -> Ready[Asked, Reply] | None:
        environ = environment(head, BytesIO(body))
        try:
            return self._tried(WSGIRequest(environ))
        except SynchronousOnlyOperation:
            again = WSGIRequest(environ | {"wsgi.input": BytesIO(body)})
            return await asyncio.get_running_loop().run_in_executor(self._asker, self._in_thread, again)

    def _in_thread(self, request: HttpRequest) -> Ready[Asked, Reply] | None:
        close_old_connections()
        return self._tried(request)

    def _tried(self, request: HttpRequest) -> Ready[Asked, Reply] | None:
        try:
            return self.ready(request)
        except SynchronousOnlyOperation:
            raise
        except Exception:  # Django comes upon it too, and says it or logs it
            return None

    def close(self) -> None:
        """Hang up."""
        if self._keeping is not None:
            self._keeping.cancel()

    def _learn(self, kind: _Kind | None, answer: Answer) -> None:
        if kind is None or answer.status != self.done or answer.file:
            return
        named = {name.lower(): value for name, value in answer.headers}
        if "set-cookie" in named:
            return
        if len(self._around) >= _MOST_HEADS:
            self._around.clear()
        headers = [each for each in answer.headers if each[0].lower() not in _INNER]
        self._around[kind] = _Around(headers, "accept-encoding" in named.get("vary", "").lower())


def _kind(head: Head) -> _Kind | None:
    """All of a head of which what is around an answer may depend; None for a head that is not plain."""
    headers = head.headers
    if head.query_string or "authorization" not in headers or any(name in headers for name in _ODD):
        return None
    client = head.client.rpartition(":")[0]
    return client, head.scheme, head.server, *(each for each in headers.items() if each[0] not in _OWN)


def _whole(head: Head, around: _Around, response: HttpResponse) -> Answer | None:
    """The answer of a door with what Django puts around it; None when that was learned of a shorter or longer one."""
    accepted = SimpleNamespace(META={"HTTP_ACCEPT_ENCODING": head.headers.get("accept-encoding", "")})
    response = _COMPRESSING.process_response(accepted, response)
    own = {name.lower(): (name, value) for name, value in response.headers.items()}
    if (own.pop("vary", None) is not None) != around.long:
        return None
    own["content-length"] = ("Content-Length", str(len(response.content)))
    headers = [each for each in around.headers if each[0].lower() not in own]
    return Answer(response.status_code, [*headers, *own.values()], response.content)


_COMPRESSING = GZipMiddleware(lambda _request: HttpResponse())
"""The outermost of Django's middleware here (``settings.MIDDLEWARE``): what comes of it depends on the content."""
