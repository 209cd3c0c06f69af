"""A sync precedes each acknowledgement; without it, a power failure loses what was acknowledged.

The ingest process runs under strace while clients send. The trace gives the order of syncs and acknowledgements,
and the files as a power failure would leave them at each point. The same harness with synchronous=OFF must find
losses: otherwise it could not find any.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from pagus.apps.streams.line.frames import decode_reply, decode_request
from pagus.apps.streams.observation import Batch, Receipts
from pagus.apps.streams.store.on_sqlite import SqliteStore
from tests.store.conftest import SetClock
from tests.store.crash import SERVE, Client, make_workspace, server_command
from tests.store.power import OPTIONS, Disk, read_trace

CLIENTS = 6
ACKNOWLEDGEMENTS = 150
WAL = "pagus.sqlite3-wal"


class Traced(NamedTuple):
    folder: Path
    trace: Path
    disk: Disk


def run_traced(strace: str, base: Path, synchronous: str) -> Traced:
    """Send to a traced ingest process until enough is acknowledged, then kill it."""
    workspace = make_workspace(base / "w")
    disk, trace = Disk(workspace.folder), base / "trace.txt"
    command = [strace, *OPTIONS, "-o", str(trace), *server_command(SERVE, workspace, synchronous, checkpoint_pages=60)]
    with subprocess.Popen(command) as process:
        clients = [Client(workspace, number) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        deadline = time.monotonic() + 180
        while sum(client.answers for client in clients) < ACKNOWLEDGEMENTS:
            assert time.monotonic() < deadline, "the traced process answers too slowly"
            time.sleep(0.01)
        for client in clients:
            client.finished.set()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
        os.kill(int(children), signal.SIGKILL)
        process.wait(30)
        for client in clients:
            client.stop()
    assert [problem for client in clients for problem in client.problems] == []
    return Traced(workspace.folder, trace, disk)


class Found(NamedTuple):
    """What the walk over a trace found."""

    acknowledged: int
    before_sync: int
    lost: dict[int, int]


def walk(traced: Traced, base: Path, samples: int) -> Found:
    """Follow the trace; at each acknowledgement ask whether it was synced, at some of them cut the power."""
    requests: dict[str, Batch] = {}
    acknowledged: dict[tuple[str, int], float] = {}
    received: dict[str, bytes] = {}
    answers = before_sync = 0
    lost: dict[int, int] = {}
    for call in read_trace(traced.trace):
        traced.disk.apply(call)
        if call.name == "recvfrom" and call.data:
            received[call.path] = received.get(call.path, b"") + call.data
            if len(received[call.path]) - 4 == int.from_bytes(received[call.path][:4], "big"):
                requests[call.path] = decode_request(received.pop(call.path)[4:])
        elif call.name == "sendto" and call.path in requests:
            reply, batch = decode_reply(call.data[4:]), requests.pop(call.path)
            assert isinstance(reply, Receipts)
            acknowledged |= {(each.subject, each.t): each.value for each in batch.observations}
            answers += 1
            before_sync += traced.disk.unsynced(WAL)
            if answers % (ACKNOWLEDGEMENTS // samples) == 0:
                lost[answers] = len(acknowledged.keys() - after_power_failure(traced.disk, base / f"cut-{answers}"))
    return Found(answers, before_sync, lost)


def after_power_failure(disk: Disk, folder: Path) -> set[tuple[str, int]]:
    disk.after_power_failure(folder)
    store = SqliteStore(folder / "pagus.sqlite3", folder / "archive", SetClock())
    found = {(subject, t) for subject, _, t, _ in store.history().rows()}
    store.close()
    return found


def test_every_acknowledgement_follows_its_sync_and_survives_a_power_failure(strace, tmp_path):
    found = walk(run_traced(strace, tmp_path, "FULL"), tmp_path, samples=15)
    assert found.acknowledged >= ACKNOWLEDGEMENTS
    assert found.before_sync == 0, "an acknowledgement left before its rows were on the disk"
    assert len(found.lost) >= 10
    assert set(found.lost.values()) == {0}


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_the_harness_finds_the_losses_of_a_store_that_does_not_sync(strace, tmp_path, synchronous):
    found = walk(run_traced(strace, tmp_path, synchronous), tmp_path, samples=5)
    assert found.before_sync > found.acknowledged / 2
    assert max(found.lost.values()) > 0
