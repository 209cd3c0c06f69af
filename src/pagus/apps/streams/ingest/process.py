"""The ingest process: the only writer of observations, the only owner of window state and timers.

One thread, one loop. Requests come over the private socket and are written by group commit; then the rules read
what was stored, a slice at a time, so that an acknowledgement never waits for a rule. The files of closed days are
written by a thread beside the loop.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from pagus.apps.collector import tune_collector
from pagus.apps.streams.ingest.group_commit import GroupCommit
from pagus.apps.streams.line.frames import (
    SOCKET_NAME,
    Failure,
    Ping,
    Reply,
    Status,
    decode_request,
    frame,
    frame_length,
    socket_address,
)
from pagus.apps.streams.observation import Batch
from pagus.apps.streams.store.interface import ObservationStore
from pagus.apps.streams.store.partitions import PreparedDay
from pagus.apps.streams.submission import open_store, writing_alone
from pagus.apps.workspace import Workspace
from pagus.errors import StoreError
from pagus.kernel.time import DAY

__all__ = ["IngestProcess", "Listener", "run_ingest"]

LOGGER = logging.getLogger(__name__)
KEPT_HOT_MS = DAY
"""A day is closed one day after it ended, when its late points have mostly come."""
SLICE_PAUSE_S = 0.02
TICK_S = 1.0
CLOSING_S = 300.0
CLOSING_PAUSE_S = 0.2
"""Between two parts: what waits is stored meanwhile."""
CLOSED_AT_ONCE = 50_000
"""Rows that leave the hot table in one transaction: some tenths of a second."""
DRAIN_S = 0.05
"""When told to stop, the process reads for this time what its clients have sent already."""
_RETRY_LOCK_S = 0.1


class Listener(Protocol):
    """What follows the stored observations: the rules."""

    def step(self) -> bool:
        """Handle one slice of what was stored; True when more waits."""

    def tick(self) -> bool:
        """Let time pass and look for changes of the installations; True when more waits."""

    def ready(self) -> bool:
        """Has everything stored so far been handled?"""

    def broken(self) -> list[str]:
        """Which parts have failed and stand still?"""

    def save(self) -> None:
        """Keep how far everything has come."""


class Feed(Protocol):
    """A source within the process."""

    def due(self) -> list[Batch]:
        """What is to be stored now."""

    def answered(self, reply: Reply) -> None:
        """What became of one batch."""


class Journal(Protocol):
    """Who wrote what: ``writing_journal.WritingJournal``."""

    def keep(self) -> None:
        """Look and note, in the thread of the store."""

    def look(self, store: ObservationStore) -> Any:
        """What was written since the last time; in any thread, over its own connection."""

    def note(self, written: Any) -> None:
        """Journal what was found."""


class _Connection(asyncio.Protocol):
    """One client of the socket: cuts its bytes into requests."""

    def __init__(self, process: IngestProcess) -> None:
        self._process = process
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._process.connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        self._process.connections.discard(self)
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._received += data
        try:
            while len(self._received) >= 4:
                end = 4 + frame_length(self._received[:4])
                if len(self._received) < end:
                    return
                body = bytes(self._received[4:end])
                del self._received[:end]
                self._process.handle(body, self.reply)
        except StoreError as error:
            self.reply(Failure.of(error))
            self.close()

    def reply(self, reply: Reply) -> None:
        if self._transport is not None:
            self._transport.write(frame(reply))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class IngestProcess:
    """The parts of the ingest process of one workspace, on one event loop."""

    def __init__(
        self, workspace: Workspace, store: ObservationStore, listener: Callable[[], Listener] | None = None
    ) -> None:
        """``listener`` is made once the socket is open, since reading the history takes a while."""
        self._workspace = workspace
        self._store = store
        self._make_listener = listener
        self._listener: Listener | None = None
        self._following = False
        self._feeds: list[Feed] = []
        self._journal: Journal | None = None
        self._archivist = ThreadPoolExecutor(1, "archivist")
        self._second: ObservationStore | None = None
        """The store over a connection of the archivist's own: opened, used and closed in its thread."""
        self.connections: set[_Connection] = set()
        self.commits = GroupCommit(store, self._follow)

    def add_feed(self, feed: Feed) -> None:
        """Ask ``feed`` for batches at every tick, and store them like any other."""
        self._feeds.append(feed)

    def keep_journal(self, journal: Journal) -> None:
        """Have it journalled now and then, and at the end, what was written."""
        self._journal = journal

    def handle(self, body: bytes, answer: Callable[[Reply], None]) -> None:
        """Answer one request, at once or after the commit. Refuses: StoreError for what is no request."""
        request = decode_request(body)
        if isinstance(request, Ping):
            answer(self._status())
        else:
            self.commits.put(request, answer)

    def _status(self) -> Status:
        consumed = {name: each.seq for name, each in self._store.consumed().items()}
        ready = self._make_listener is None or (self._listener is not None and self._listener.ready())
        broken = [] if self._listener is None else self._listener.broken()
        return Status(self._store.counts().sequence, consumed, ready, broken)

    def _follow(self) -> None:
        """Let the rules read on, a slice at a time, between the requests. A slice takes what a moment has brought."""
        if self._listener is not None and not self._following:
            self._following = True
            asyncio.get_running_loop().call_later(SLICE_PAUSE_S, self._follow_slice)

    def _follow_slice(self) -> None:
        self._following = False
        if self._listener is not None and self._guarded(self._listener.step):
            self._following = True
            asyncio.get_running_loop().call_soon(self._follow_slice)

    @staticmethod
    def _guarded(work: Callable[[], bool]) -> bool:
        """Run a piece of work that must never take the intake down with it; the log says what failed, and where."""
        try:
            return work()
        except Exception:
            LOGGER.exception("a step beside the intake failed; it is tried again at the next tick")
            return False

    def tick(self) -> bool:
        """Once a second: feeds, then time. True when the rules have more to read."""
        for feed in self._feeds:
            for batch in feed.due():
                self.commits.put(batch, feed.answered)
        if self._listener is None and self._make_listener is not None:
            self._listener = self._make_listener()
        return self._listener is not None and self._listener.tick()

    async def close_some(self) -> bool:
        """Move the oldest closable day, or a part of it, into the archive; True when there may be more.

        The file is written in a thread of its own, over its own connection; only the transaction that takes it is the
        loop's. So nobody waits for millions of rows of a gateway that has caught up.
        """
        before_ms = self._workspace.clock.now_ms() - KEPT_HOT_MS
        prepared = await asyncio.get_running_loop().run_in_executor(self._archivist, self._prepare, before_ms)
        if prepared is None:
            self._store.tidy()
            return False
        return self._store.take_day(prepared) is not None

    def _prepare(self, before_ms: int) -> PreparedDay | None:
        return self._second_store().prepare_day(before_ms, CLOSED_AT_ONCE)

    def _second_store(self) -> ObservationStore:
        if self._second is None:
            self._second = open_store(self._workspace)
        return self._second

    def _let_go(self) -> None:
        if self._second is not None:
            self._second.close()

    async def serve(self) -> None:
        """Serve the socket until SIGTERM or SIGINT; what was received by then is stored and answered."""
        loop = asyncio.get_running_loop()
        stopping = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopping.set)
        server = await loop.create_unix_server(lambda: _Connection(self), sock=_bind(self._workspace))
        clockwork = [loop.create_task(self._ticking()), loop.create_task(self._closing())]
        try:
            await stopping.wait()
        finally:
            server.close()
            await asyncio.sleep(DRAIN_S)
            for task in clockwork:
                task.cancel()
            await asyncio.gather(*clockwork, return_exceptions=True)
            self._archivist.submit(self._let_go)
            self._archivist.shutdown()
            self.commits.flush()
            self._guarded(self._settle)
            for connection in tuple(self.connections):
                connection.close()
            await server.wait_closed()
            (self._workspace.folder / SOCKET_NAME).unlink(missing_ok=True)

    def _settle(self) -> bool:
        """Keep how far everything has come."""
        if self._listener is not None:
            self._listener.save()
        if self._journal is not None:
            self._journal.keep()
        return False

    async def _ticking(self) -> None:
        while True:
            if self._guarded(self.tick):
                self._follow()
            await asyncio.sleep(TICK_S)

    async def _closing(self) -> None:
        while True:
            await asyncio.sleep(CLOSING_S)
            try:
                await self._keep_journal()
                while await self.close_some():
                    await asyncio.sleep(CLOSING_PAUSE_S)
            except Exception:
                LOGGER.exception("writings not journalled, or a day not closed; tried again in %.0f s", CLOSING_S)

    async def _keep_journal(self) -> None:
        """Counted in the archivist's thread: after an upload of millions it takes seconds."""
        if self._journal is None:
            return
        look, loop = self._journal.look, asyncio.get_running_loop()
        self._journal.note(await loop.run_in_executor(self._archivist, lambda: look(self._second_store())))


def _bind(workspace: Workspace) -> socket.socket:
    """The private socket, listening; only this user may connect. The lock says that nobody else serves it."""
    (workspace.folder / SOCKET_NAME).unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with socket_address(workspace.folder) as address:
        before = os.umask(0o177)
        try:
            listening.bind(address)
        finally:
            os.umask(before)
    listening.listen(512)
    listening.setblocking(False)
    return listening


def run_ingest(workspace: Workspace, *, with_rules: bool = True, patience_s: float = 30.0) -> None:
    """Run the ingest process of a workspace until it is told to stop (SIGTERM or SIGINT).

    Takes: the workspace; whether the rules follow (they need Django to be set up).
    Refuses: StoreError when another process writes observations for longer than ``patience_s``.
    """
    tune_collector()
    asyncio.run(_run(workspace, with_rules, patience_s))


async def _run(workspace: Workspace, with_rules: bool, patience_s: float) -> None:
    deadline = asyncio.get_running_loop().time() + patience_s
    while True:
        with writing_alone(workspace.folder) as alone:
            if alone:
                await _serve(workspace, with_rules)
                return
        if asyncio.get_running_loop().time() > deadline:
            raise StoreError("another process writes the observations of {folder}: stop it", folder=workspace.folder)
        await asyncio.sleep(_RETRY_LOCK_S)


async def _serve(workspace: Workspace, with_rules: bool) -> None:
    store = open_store(workspace)
    try:
        if not with_rules:
            await IngestProcess(workspace, store).serve()
            return
        from pagus.apps.streams.demo_feeder import DemoFeeder
        from pagus.apps.streams.ingest.rules_runner import RulesRunner
        from pagus.apps.streams.ingest.writing_journal import WritingJournal
        from pagus.library.scenes import scene_of

        process = IngestProcess(workspace, store, lambda: RulesRunner(store, workspace.clock.now_ms))
        process.keep_journal(WritingJournal(store))
        if workspace.clock.simulated:
            process.add_feed(DemoFeeder(store, workspace.clock, scene_of(workspace.territory)))
        await process.serve()
    finally:
        store.close()
