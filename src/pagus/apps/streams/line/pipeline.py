"""The line of one event loop to the ingest process: many requests under way at once, none lost when it breaks.

The ingest process answers the requests of one connection in their order. What was under way when the line broke is sent
again over the next one: what was stored already has no effect twice.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, overload

from pagus.apps.resources.shapes import Keeping, Kept, Unkept, again
from pagus.apps.streams.line.frames import Failure, Reply, decode_reply, frame, frame_length, socket_address
from pagus.apps.streams.observation import Batch, Receipts
from pagus.apps.workspace import Workspace
from pagus.errors import StoreError

__all__ = ["Pipeline", "pipeline"]

_FIRST_PAUSE_S = 0.02
_LONGEST_PAUSE_S = 1.0
_PATIENCE_S = 30.0


class _Sent:
    """A request under way, and who waits for the answer."""

    __slots__ = ("answer", "asked")

    def __init__(self, asked: Batch | Keeping, answer: asyncio.Future[Any]) -> None:
        self.asked = asked
        self.answer = answer

    def settle(self, reply: Reply) -> None:
        """Hand the answer out, unless who asked has given up."""
        if self.answer.done():
            return
        if isinstance(reply, Receipts if isinstance(self.asked, Batch) else Kept | Unkept):
            self.answer.set_result(reply)
        elif isinstance(reply, Failure):
            self.answer.set_exception(reply.error())
        else:
            self.answer.set_exception(StoreError("the ingest process gave no outcome"))


class Pipeline:
    """Sends batches and keepings to the ingest process of a workspace; ``pipeline`` makes one and keeps it running."""

    def __init__(self, workspace: Workspace, patience_s: float = _PATIENCE_S) -> None:
        self._workspace = workspace
        self._patience_s = patience_s
        self._under_way: deque[_Sent] = deque()
        self._writer: asyncio.StreamWriter | None = None

    @property
    def connected(self) -> bool:
        """Is the ingest process there?"""
        return self._writer is not None

    @overload
    async def submit(self, asked: Batch) -> Receipts: ...

    @overload
    async def submit(self, asked: Keeping) -> Kept | Unkept: ...

    async def submit(self, asked: Batch | Keeping) -> Receipts | Kept | Unkept:
        """What became of these observations, or resources? They are on the disk when this returns.

        Refuses: Conflict when its request key was used for another body; StoreError when it could not be kept, which
        says ``retryable`` when the ingest process did not answer in time: it may be sent again.
        """
        content, answer = frame(asked), asyncio.get_running_loop().create_future()
        self._under_way.append(_Sent(asked, answer))
        if self._writer is not None:
            self._writer.write(content)
            with suppress(ConnectionError):  # ``keep`` notices it, and sends again
                await self._writer.drain()
        try:
            found: Receipts | Kept | Unkept = await asyncio.wait_for(answer, self._patience_s)
        except TimeoutError as error:
            raise StoreError("the ingest process does not answer: try again", retryable=True) from error
        return found

    async def keep(self) -> None:
        """Connect, send what waits, hand the answers out; and again when the line breaks, until cancelled."""
        pause = _FIRST_PAUSE_S
        while True:
            try:
                with socket_address(self._workspace.folder) as address:
                    reader, writer = await asyncio.open_unix_connection(address)
            except OSError:
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE_S, pause * 2)
                continue
            pause = _FIRST_PAUSE_S
            try:
                self._send_again(writer)
                await self._hand_out(reader)
            except (OSError, asyncio.IncompleteReadError, StoreError):
                await asyncio.sleep(pause)
            finally:
                self._writer = None
                writer.close()

    def _send_again(self, writer: asyncio.StreamWriter) -> None:
        waiting = [sent for sent in self._under_way if not sent.answer.done()]
        self._under_way = deque(waiting)
        writer.writelines([frame(again(sent.asked)) for sent in waiting])
        self._writer = writer

    async def _hand_out(self, reader: asyncio.StreamReader) -> None:
        while True:
            reply = decode_reply(await reader.readexactly(frame_length(await reader.readexactly(4))))
            self._under_way.popleft().settle(reply)


@asynccontextmanager
async def pipeline(workspace: Workspace, patience_s: float = _PATIENCE_S) -> AsyncIterator[Pipeline]:
    """A line to the ingest process of this workspace, kept while the context is open."""
    made = Pipeline(workspace, patience_s)
    keeping = asyncio.get_running_loop().create_task(made.keep())
    try:
        yield made
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
