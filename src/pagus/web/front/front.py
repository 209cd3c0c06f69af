"""The application that granian serves (RSGI): it waits for the network, threads answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import IO, Any, Protocol, TypeVar

from pagus.web.front.bodies import Budget, Incoming, Unread, read_body
from pagus.web.front.wsgi_call import UNREAD, Answer, Head, Unreadable, call, environment
from pagus.web.waiting import HELD, LATER, WAITS, bench

__all__ = ["Ask", "Front", "Lane", "Network"]

Found = TypeVar("Found")
Ask = Callable[[Mapping[str, object]], Awaitable[Answer]]
"""The answer of the application, in a thread; the mapping is added to the environment."""


class Network(Incoming, Protocol):
    """The other half of a request, as granian gives it: its body, and the way back."""

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        """Answer without content."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer with this content."""

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None:
        """Answer with the content of this file; the server reads it."""


class Lane(Protocol):
    """Answers the requests of one address on the loop where it can, and has the application answer where not."""

    async def __call__(self, head: Head, body: bytes, ask: Ask) -> Answer:
        """The answer to a request whose body is whole, and short: a long one would hold the loop, and everybody."""

    def close(self) -> None:
        """The server stops."""


class Front:
    """Answers requests of the network with a WSGI application.

    Takes: the application; how many threads answer at once; the most bytes of a body at a path: a longer one is not
    read, and the application answers from the head alone; lanes by method and path.
    """

    def __init__(
        self,
        wsgi: Callable[..., Iterable[bytes]],
        threads: int,
        longest: Callable[[str, str], int],
        budget: Budget,
        lanes: Mapping[tuple[str, str], Lane] | None = None,
    ) -> None:
        self._wsgi, self._longest, self._budget, self._lanes = wsgi, longest, budget, lanes or {}
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="web")

    async def __call__(self, head: Head, network: Network) -> None:
        """Answer one request."""
        body = await self._body(head, network)
        if body == "cut":
            network.response_empty(400, [])
            return
        short = body.getvalue() if isinstance(body, BytesIO) else None
        lane = self._lanes.get((head.method, head.path))
        if short is None or lane is None:
            answer = await self._ask(head, body, {})
        else:
            answer = await lane(head, short, lambda more: self._ask(head, body, more))
        await self._send(answer, network)

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        for lane in self._lanes.values():
            lane.close()

    async def _ask(self, head: Head, body: IO[bytes] | Unread, more: Mapping[str, object]) -> Answer:
        """The answer of the application: at once, or, where it puts the request off, when there are news."""
        short = body.getvalue() if isinstance(body, BytesIO) else None
        environ = environment(head, Unreadable(body) if isinstance(body, str) else body)
        if isinstance(body, str):
            environ[UNREAD] = body
        environ.update(more)
        if short is None:
            return await self._in_thread(lambda: self._answer(environ))
        environ[WAITS] = True
        answer = await self._in_thread(lambda: self._answer(environ))
        if LATER not in environ:
            return answer
        await bench.wait(environ[LATER], self._in_thread)
        again = {**environment(head, BytesIO(short)), **more, HELD: True}
        return await self._in_thread(lambda: self._answer(again))

    def _in_thread(self, work: Callable[[], Found]) -> Awaitable[Found]:
        return asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def _body(self, head: Head, network: Network) -> IO[bytes] | Unread:
        said = head.headers.get("content-length", "")
        length = int(said[:20]) if said.isascii() and said.isdigit() else 0
        longest = self._longest(head.path, head.headers.get("content-type", ""))
        return await read_body(network, length if length <= longest else 0, self._budget)

    def _answer(self, environ: dict[str, Any]) -> Answer:
        body = environ["wsgi.input"]
        try:
            return call(self._wsgi, environ)
        finally:
            if not isinstance(body, Unreadable):
                body.close()

    async def _send(self, answer: Answer, network: Network) -> None:
        if not answer.file:
            network.response_bytes(answer.status, answer.headers, answer.content)
            return
        try:
            network.response_file(answer.status, answer.headers, answer.file)
        finally:
            await asyncio.get_running_loop().run_in_executor(self._threads, answer.close)
