"""kill -9 of the ingest process in the middle of the work: what was acknowledged is there, and there once."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from pagus.apps.streams.submission import open_store
from tests.store.crash import Client, Forks, make_workspace

CLIENTS = 6


def kill_and_restart(folder: Path, kills: int, database: str | None = None) -> None:
    workspace = make_workspace(folder, database)
    forks = Forks(workspace, closing_s=0.05)
    clients = [Client(workspace, number) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    draw = random.Random(20_26)
    for _ in range(kills):
        process = forks.start()
        wait_for_acknowledgements(clients)
        time.sleep(draw.uniform(0.0, 0.15))
        os.kill(process, signal.SIGKILL)
        forks.wait_gone()
    process = forks.start()
    wait_for_acknowledgements(clients)
    wait_for_a_closed_day(workspace)
    for client in clients:
        client.stop()
    os.kill(process, signal.SIGTERM)
    forks.wait_gone()
    forks.close()
    assert [problem for client in clients for problem in client.problems] == []
    assert sum(client.repeated for client in clients) >= kills, "the kills came in the middle of requests"
    compare(clients, workspace)


def wait_for_a_closed_day(workspace) -> None:
    """The thread that closes days has been killed each time, wherever it was; the last life lets it come to an end."""
    deadline = time.monotonic() + 120
    store = open_store(workspace)
    while store.counts().closed_days == 0:
        assert time.monotonic() < deadline, "no day was closed within two minutes of a start"
        time.sleep(0.02)
    store.close()


def wait_for_acknowledgements(clients: list[Client]) -> None:
    before = sum(len(client.acknowledged) for client in clients)
    deadline = time.monotonic() + 120
    while sum(len(client.acknowledged) for client in clients) <= before:
        assert time.monotonic() < deadline, "no acknowledgement within two minutes of a start"
        time.sleep(0.001)


def compare(clients: list[Client], workspace) -> None:
    store = open_store(workspace)
    stored = store.history()
    counts = store.counts()
    assert store.verify_archive() == []
    store.close()
    assert stored.select("subject", "signal", "t").is_unique().all(), "a row is there twice"
    assert counts.observations == stored.height
    assert counts.closed_days > 0, "days were closed between the kills"
    found = {(subject, t): value for subject, _, t, value in stored.rows()}
    acknowledged = {key: value for client in clients for key, value in client.acknowledged.items()}
    lost = {key for key, value in acknowledged.items() if found.get(key) != value}
    assert lost == set(), f"{len(lost)} of {len(acknowledged)} acknowledged observations are lost"
    assert len(acknowledged) > 200
    assert len(found) - len(acknowledged) <= CLIENTS * 4, "only requests in flight at the end may be unknown to us"


def test_ten_kills_lose_and_double_nothing(tmp_path):
    kill_and_restart(tmp_path / "w", 10)


def test_ten_kills_on_postgres_lose_and_double_nothing(postgres, tmp_path):
    kill_and_restart(tmp_path / "w", 10, postgres.emptied_database())


@pytest.mark.long
def test_two_hundred_kills_lose_and_double_nothing(tmp_path):
    kill_and_restart(tmp_path / "w", 200)


@pytest.mark.long
def test_two_hundred_kills_on_postgres_lose_and_double_nothing(postgres, tmp_path):
    kill_and_restart(tmp_path / "w", 200, postgres.emptied_database())
