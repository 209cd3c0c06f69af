"""Submitting: to the ingest process when it runs, else in this process, one at a time."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pagus.apps.resources.shapes import KeepEach, Keeping, Kept, KeptEach, Reindexed, Reindexing, Unkept, again
from pagus.apps.streams.ingest.intake import Asked
from pagus.apps.streams.line.frames import Done, Failure, Line, Ping, Reply, Request, Status
from pagus.apps.streams.observation import Batch, Receipts, Review
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.apps.workspace import Workspace
from pagus.errors import Conflict, StoreError

__all__ = ["Submitter", "open_store", "status", "submitter", "writing_alone"]

LOCK_NAME = "ingest.lock"
_PATIENCE_S = 20.0
_PAUSE_S = 0.02


@contextmanager
def writing_alone(folder: Path) -> Iterator[bool]:
    """Be the only writer of observations of this workspace, or learn that another one is.

    Gives: True while the context is open; False when another process writes. The system frees the lock of a
    process that dies.
    """
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


class Submitter:
    """The way of one thread to the store of one workspace; keeps its line to the ingest process open."""

    def __init__(self, workspace: Workspace, patience_s: float = _PATIENCE_S) -> None:
        self._workspace = workspace
        self._patience_s = patience_s
        self._line: Line | None = None

    def submit(self, batch: Batch) -> Receipts:
        """What became of these observations? They are on the disk when this returns.

        Takes: a batch. Gives: its receipts. A batch may be submitted again: what is stored already has no effect.
        Refuses: Conflict when its request key was used for another body; StoreError when it could not be kept.
        """
        reply = self._ask(batch)
        if not isinstance(reply, Receipts):
            raise StoreError("the ingest process gave no receipts")
        return reply

    def keep(self, keeping: Keeping) -> Kept | Unkept:
        """What became of these resources? They are on the disk when this returns with Kept.

        Refuses: StoreError when they could not be kept. When the line breaks, the same keeping is sent again: it has no
        effect twice, since it brings the identifiers of what it creates.
        """
        reply = self._ask(keeping)
        if not isinstance(reply, Kept | Unkept):
            raise StoreError("the ingest process gave no outcome")
        return reply

    def keep_each(self, keepings: list[Keeping]) -> list[Kept | Unkept]:
        """What became of each of these keepings, written in one transaction, each for itself?"""
        reply = self._ask(KeepEach(keepings))
        if not isinstance(reply, KeptEach):
            raise StoreError("the ingest process gave no outcome")
        return reply.answers

    def reindex(self, reindexing: Reindexing) -> None:
        """Add index rows of resources that are kept already. They are on the disk when this returns."""
        if not isinstance(self._ask(reindexing), Reindexed):
            raise StoreError("the ingest process gave no outcome")

    def review(self, review: Review) -> None:
        """Let a held observation in, or refuse it. Refuses: NotFound when it is not held."""
        self._ask(review)

    def _ask(self, request: Asked | Review) -> Reply:
        deadline = time.monotonic() + self._patience_s
        while True:
            reply = self._over_the_line(request)
            if reply is None:
                reply = self._alone(request)
            if isinstance(reply, Failure):
                raise reply.error()
            if reply is not None:
                return reply
            if time.monotonic() > deadline:
                raise StoreError("another process is writing observations: try again in a minute", retryable=True)
            time.sleep(_PAUSE_S)

    def _over_the_line(self, request: Request) -> Reply | None:
        """The reply of the ingest process; None when it does not run.

        A line that was open before may be dead because the process was started again: then a new one is tried.
        A batch that broke a new line is tried again too: it has no effect twice.
        """
        for tried in range(2):
            try:
                if self._line is None:
                    self._line = Line(self._workspace.folder)
            except OSError:
                return None
            try:
                return self._line.ask(again(request) if tried else request)
            except TimeoutError as error:
                self.close()
                raise StoreError("the ingest process does not answer: try again", retryable=True) from error
            except OSError:
                self.close()
        return None

    def _alone(self, request: Asked | Review) -> Reply | None:
        """Do it in this process; None when another process writes."""
        with writing_alone(self._workspace.folder) as alone:
            if not alone:
                return None
            store = open_store(self._workspace)
            try:
                if isinstance(request, Review):
                    store.review(request)
                    return Done()
                (answer,) = store.commit_group([request])
                return Failure.of(answer) if isinstance(answer, Conflict) else answer
            finally:
                store.close()

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
            self._line = None


def open_store(workspace: Workspace) -> SqlStore:
    """A store of this workspace for the calling thread; the caller closes it."""
    if workspace.postgres is None:
        return SqliteStore(workspace.database, workspace.archive, workspace.clock.now_ms)
    workspace.postgres.require_driver()
    from pagus.apps.streams.store.on_postgres import PostgresStore

    return PostgresStore(workspace.postgres, workspace.mark, workspace.archive, workspace.clock.now_ms)


_LOCAL = threading.local()


def submitter(workspace: Workspace) -> Submitter:
    """The submitter of this thread for a workspace; made once, kept open."""
    known: dict[Workspace, Submitter] = _LOCAL.__dict__.setdefault("submitters", {})
    if workspace not in known:
        known[workspace] = Submitter(workspace)
    return known[workspace]


def status(workspace: Workspace) -> Status | None:
    """How far has the ingest process come? None when it does not run."""
    try:
        line = Line(workspace.folder, timeout_s=5.0)
    except OSError:
        return None
    try:
        reply = line.ask(Ping())
    except OSError:
        return None
    finally:
        line.close()
    return reply if isinstance(reply, Status) else None
