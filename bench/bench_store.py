"""What does the store cost beyond SQLite itself? Durable batches, and many small writers at once.

usage: bench_store.py [rounds]

1. A batch of 1,000 observations (judged, with the sender's identifier, idempotent, last values kept) against a bare
   SQLite transaction that writes the same rows to the same tables, both with synchronous=FULL. Goal: 0.5 of its rate.
   Means and not medians: the store folds last values in at every third batch, which a median would not show.
2. 64 writers of one observation each, through group commit, against the store's own transactions of one row.
   Goal: 10 times the rate. The figures are wall time, since what group commit saves is waiting for the disk; the two
   are measured in turns, so that a busy machine slows both.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from random import Random

from pagus.apps.streams.ingest.group_commit import GroupCommit
from pagus.apps.streams.observation import Batch, Observation, Receipts
from pagus.apps.streams.store.database_sqlite import SqliteDatabase
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.kernel.time import DAY, parse_instant
from pagus.kit_language.model import Signal, Text

NOW = parse_instant("2026-03-15T12:00:00Z")
PATIENTS, SIGNALS, BATCH, WRITERS = 10_000, 5, 1_000, 64
ROUNDS = 60
_INSERT = "INSERT INTO store_hot VALUES (?, ?, ?, ?, ?, 0, 1, ?, ?)"
_LAST = """INSERT INTO store_last (subject, signal, t, value, source, received) VALUES (?, ?, ?, ?, 1, ?)
    ON CONFLICT (subject, signal) DO UPDATE SET
    t = excluded.t, value = excluded.value, received = excluded.received WHERE excluded.t > t"""


def fill_register(store: SqlStore) -> None:
    word = Text("", "", "")
    store.register_signals(
        Signal(code=f"signal-{n}", name=word, subject="person", unit="kg", plausible=(0.0, 1000.0))
        for n in range(SIGNALS)
    )
    store.register_subjects(f"person:P-{n:06d}" for n in range(PATIENTS))


def open_store(folder: Path) -> SqliteStore:
    store = SqliteStore(folder / "store.sqlite3", folder / "archive", lambda: NOW)
    fill_register(store)
    return store


def drawn(seed: int) -> Iterator[tuple[int, int, int, float, str]]:
    """Live data of 10,000 patients: (patient, signal, t, value, identifier), ten a second."""
    draw, step = Random(seed), 0
    while True:
        step += 1
        yield (
            draw.randrange(PATIENTS),
            draw.randrange(SIGNALS),
            NOW - DAY // 2 + step * 100 + seed,
            round(draw.uniform(40.0, 140.0), 1),
            str(uuid.UUID(int=draw.getrandbits(128))),
        )


def as_batch(rows: list[tuple[int, int, int, float, str]]) -> Batch:
    return Batch("bench", [Observation(f"person:P-{p:06d}", f"signal-{s}", t, v, None, e) for p, s, t, v, e in rows])


def bare(connection: SqliteDatabase, rows: list[tuple[int, int, int, float, str]], first: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute_each(_INSERT, [(first + n, p, s, t, v, e, NOW) for n, (p, s, t, v, e) in enumerate(rows)])
    connection.execute_each(_LAST, [(p, s, t, v, NOW) for p, s, t, v, _ in rows])
    connection.execute("COMMIT")


def batches(folder: Path, rounds: int) -> float:
    """The store's rate of batches over that of bare transactions, measured in turns."""
    store = open_store(folder / "store")
    connection = SqliteDatabase(folder / "bare.sqlite3")
    ours, theirs = drawn(1), drawn(1)
    times: dict[str, list[tuple[float, float]]] = {"store": [], "bare": []}
    for number in range(rounds):
        batch = as_batch([next(ours) for _ in range(BATCH)])
        rows = [next(theirs) for _ in range(BATCH)]
        began, cpu = time.perf_counter(), time.process_time()
        receipts = store.commit(batch)
        times["store"].append((time.perf_counter() - began, time.process_time() - cpu))
        assert receipts.accepted == BATCH
        began, cpu = time.perf_counter(), time.process_time()
        bare(connection, rows, number * BATCH + 1)
        times["bare"].append((time.perf_counter() - began, time.process_time() - cpu))
    connection.close()
    store.close()
    for name, measured in times.items():
        wall, cpu = (statistics.fmean(each) for each in zip(*measured, strict=True))
        print(f"{name:6s} {BATCH / wall:10,.0f} rows/s wall   {BATCH / cpu:10,.0f} rows/s CPU   (mean of {rounds})")
    wall_ratio, cpu_ratio = (
        statistics.fmean(each[which] for each in times["bare"])
        / statistics.fmean(each[which] for each in times["store"])
        for which in (0, 1)
    )
    print(f"ratio  {wall_ratio:.2f} wall, {cpu_ratio:.2f} CPU   (goal 0.50)")
    return cpu_ratio


async def write_concurrently(
    store: SqliteStore, source: Iterator[tuple[int, int, int, float, str]], each: int
) -> float:
    """Seconds that 64 writers need for ``each`` observations one after another."""
    commits = GroupCommit(store)
    work = [[as_batch([next(source)]) for _ in range(each)] for _ in range(WRITERS)]

    async def writer(own: list[Batch]) -> None:
        for batch in own:
            reply = await commits.submit(batch)
            assert isinstance(reply, Receipts)
            assert reply.accepted == 1

    began = time.perf_counter()
    await asyncio.gather(*map(writer, work))
    return time.perf_counter() - began


def writers(folder: Path, rounds: int) -> float:
    """The rate of 64 concurrent single writes over that of one-row transactions, measured in turns."""
    store = open_store(folder)
    source = drawn(2)
    single, grouped = [], []
    for _ in range(max(5, rounds // 4)):
        own = [as_batch([next(source)]) for _ in range(200)]
        began = time.perf_counter()
        for batch in own:
            store.commit(batch)
        single.append(len(own) / (time.perf_counter() - began))
        grouped.append(WRITERS * 20 / asyncio.run(write_concurrently(store, source, 20)))
    store.close()
    ratio = statistics.median(grouped) / statistics.median(single)
    print(f"one-row transactions {statistics.median(single):10,.0f} rows/s")
    print(f"64 writers, grouped  {statistics.median(grouped):10,.0f} rows/s")
    print(f"ratio  {ratio:.1f}   (goal 10)")
    return ratio


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="pagus-bench-") as base:
        for name in ("store", "writers"):
            (Path(base) / name).mkdir()
        batches(Path(base), rounds)
        writers(Path(base) / "writers", rounds)


if __name__ == "__main__":
    main()
