"""The ingest process and the line to it: who may connect, what it answers, how it stops, what stands in for it."""

from __future__ import annotations

import os
import signal
import socket
import stat
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pagus.apps.streams.line.frames import (
    LARGEST_FRAME,
    Failure,
    Line,
    Ping,
    decode_reply,
    frame,
    frame_length,
    socket_address,
)
from pagus.apps.streams.observation import Batch, Observation, Receipts, RequestKey, Review
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.streams.submission import Submitter, status, writing_alone
from pagus.apps.workspace import Workspace
from pagus.errors import Conflict, NotFound, StoreError
from tests.store.conftest import NOW, PEOPLE
from tests.store.crash import SERVE, make_workspace, server_command

ANNE = PEOPLE[0]


def batch(value: float = 101.0, t: int = NOW, **more) -> Batch:
    return Batch("meter", [Observation(ANNE, "glucose", t, value)], **more)


@contextmanager
def serving(workspace: Workspace) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(server_command(SERVE, workspace)) as process:
        deadline = time.monotonic() + 120
        while status(workspace) is None:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield process
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_workspace(tmp_path_factory.mktemp("ingest") / "w")


@pytest.fixture(scope="module")
def served(workspace: Workspace) -> Iterator[Workspace]:
    with serving(workspace):
        yield workspace


def test_requests_are_answered_over_the_line(served):
    way = Submitter(served)
    assert way.submit(batch()).accepted == 1
    assert way.submit(batch()).duplicates == 1
    held = way.submit(batch(5.0, NOW - 1))
    assert len(held.held) == 1
    store = SqliteStore(served.database, served.archive, served.clock.now_ms)
    way.review(Review(store.held()["seq"][0], accept=True))
    assert store.held().height == 0
    store.close()
    with pytest.raises(NotFound, match="no held observation has the number 1"):
        way.review(Review(1, accept=True))
    found = status(served)
    assert (found.ready, found.broken, found.consumed) == (True, [], {})
    way.close()


def test_a_key_that_was_used_otherwise_is_a_conflict_for_its_sender_only(served):
    way = Submitter(served)
    way.submit(batch(50.0, NOW - 10, request=RequestKey("k", b"1")))
    with pytest.raises(Conflict, match="'k' was used for another body"):
        way.submit(batch(51.0, NOW - 11, request=RequestKey("k", b"2")))
    assert way.submit(batch(52.0, NOW - 12)).accepted == 1
    way.close()


def test_the_socket_is_private(served):
    assert stat.S_IMODE((served.folder / "ingest.sock").stat().st_mode) == 0o600


def test_only_one_process_writes(served):
    with writing_alone(served.folder) as alone:
        assert not alone
    second = subprocess.run(server_command(SERVE.replace("rules=False", "rules=False, patience_s=0"), served),
                            capture_output=True, text=True, check=False)  # fmt: skip
    assert second.returncode != 0
    assert "another process writes the observations" in second.stderr
    assert status(served) is not None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (struct.pack(">I", LARGEST_FRAME + 1), "too large"),
        (struct.pack(">I", 3) + b"\xc1\xc1\xc1", "no request"),
        (struct.pack(">I", 0), "no request"),
        (struct.pack(">I", 2) + b"{}", "no request"),
    ],
)
def test_what_is_no_request_is_answered_and_hung_up(served, sent, said):
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(30)
    with socket_address(served.folder) as address:
        line.connect(address)
    line.sendall(sent)
    received = b""
    while part := line.recv(65_536):
        received += part
    line.close()
    reply = decode_reply(received[4:])
    assert isinstance(reply, Failure)
    assert said in str(reply.error())
    assert status(served) is not None


def test_a_sender_that_hangs_up_early_disturbs_nobody(served):
    line = socket.socket(socket.AF_UNIX)
    with socket_address(served.folder) as address:
        line.connect(address)
    line.sendall(struct.pack(">I", 1_000) + b"half")
    line.close()
    way = Submitter(served)
    assert isinstance(way.submit(batch(60.0, NOW - 20)), Receipts)
    way.close()


def test_many_senders_at_once_all_get_their_own_answer(served):
    answers: dict[int, list[int]] = {}

    def send(number: int) -> None:
        way = Submitter(served)
        answers[number] = [
            way.submit(Batch(f"s-{number}", [Observation(PEOPLE[number], "glucose", NOW - step, 50.0 + step)])).accepted
            for step in range(20)
        ]
        way.close()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(2, 18)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert list(answers.values()) == [[1] * 20] * 16


def test_a_workspace_may_lie_deeper_than_a_socket_address_is_long(tmp_path):
    deep = tmp_path / ("d" * 60) / ("e" * 60) / "w"
    workspace = make_workspace(deep)
    assert len(os.fsencode(deep / "ingest.sock")) > 108
    with serving(workspace):
        way = Submitter(workspace)
        assert way.submit(batch()).accepted == 1
        way.close()
    assert not (deep / "ingest.sock").exists()


def test_stopping_answers_what_was_received(tmp_path):
    workspace = make_workspace(tmp_path / "w")
    with serving(workspace) as process:
        lines = [Line(workspace.folder) for _ in range(8)]
        for line in lines:
            line.ask(Ping())
        for number, line in enumerate(lines):
            line._socket.sendall(frame(batch(60.0 + number, NOW - number)))
        process.send_signal(signal.SIGTERM)
        replies = [decode_reply(line._receive(frame_length(line._receive(4)))) for line in lines]
        for line in lines:
            line.close()
    assert [reply.accepted for reply in replies] == [1] * 8
    store = SqliteStore(workspace.database, workspace.archive, workspace.clock.now_ms)
    assert store.counts().hot == 8
    store.close()


def test_without_the_process_the_sender_writes_itself_and_a_line_survives_a_restart(tmp_path):
    workspace = make_workspace(tmp_path / "w")
    way = Submitter(workspace)
    assert status(workspace) is None
    assert way.submit(batch(60.0, NOW - 1)).accepted == 1
    with serving(workspace):
        assert way.submit(batch(61.0, NOW - 2)).accepted == 1
    assert way.submit(batch(62.0, NOW - 3)).accepted == 1
    with serving(workspace):
        assert way.submit(batch(61.0, NOW - 2)).duplicates == 1
    way.close()


def test_a_stale_socket_of_a_killed_process_is_in_nobodys_way(tmp_path):
    workspace = make_workspace(tmp_path / "w")
    process = subprocess.Popen(server_command(SERVE, workspace))
    while status(workspace) is None:
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait(60)
    assert (workspace.folder / "ingest.sock").exists()
    way = Submitter(workspace)
    assert way.submit(batch()).accepted == 1
    with serving(workspace):
        assert way.submit(batch()).duplicates == 1
    way.close()


def test_a_writer_that_does_not_let_go_is_told_to_the_sender(tmp_path):
    workspace = make_workspace(tmp_path / "w")
    with writing_alone(workspace.folder) as alone:
        assert alone
        with pytest.raises(StoreError, match="another process is writing") as caught:
            Submitter(workspace, patience_s=0.1).submit(batch())
    assert caught.value.retryable


def test_a_database_that_is_locked_or_none_is_a_store_error(tmp_path):
    (tmp_path / "broken.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        SqliteStore(tmp_path / "broken.sqlite3", tmp_path / "archive", lambda: NOW)
    workspace = make_workspace(tmp_path / "w")
    store = SqliteStore(workspace.database, workspace.archive, lambda: NOW, busy_ms=50)
    other = SqliteStore(workspace.database, workspace.archive, lambda: NOW)
    other._database.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked") as caught:
        store.commit(batch())
    assert caught.value.retryable
    other._database.execute("ROLLBACK")
    assert store.commit(batch()).accepted == 1
    other._database.execute("UPDATE store_meta SET value = 99 WHERE name = 'schema'")
    with pytest.raises(StoreError, match="schema 99"):
        SqliteStore(workspace.database, workspace.archive, lambda: NOW)
    store.close()
    other.close()
