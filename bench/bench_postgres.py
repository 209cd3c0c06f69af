"""What does the store cost beyond PostgreSQL itself? Durable batches of 1,000 observations.

usage: bench_postgres.py [rounds]

The store (judged, with the sender's identifier, idempotent, last values kept) against a bare transaction of
INSERT ... ON CONFLICT statements that writes the same rows to the same tables, in turns, on a server that this script
starts for itself and reaches over its socket. Two bare ones: one statement for each table whose columns come as arrays
(the quickest way there is, and the store's own), and executemany, row by row, as most programs would do it.
Means and not medians: the store folds last values in at every third batch, which a median would not show.
Goal: 0.5 of the rate of the quickest, in wall time and in CPU of both sides, client and server process.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.bench_store import BATCH, NOW, as_batch, drawn, fill_register

from pagus.apps.streams.store.on_postgres import PostgresStore
from pagus.apps.workspace_settings.postgres import PostgresAddress, read_address
from tests.postgres.cluster import Cluster, find_binaries, running_cluster

ROUNDS = 40
_CONFLICT = """ON CONFLICT (subject, signal) DO UPDATE SET t = excluded.t, value = excluded.value,
    source = excluded.source, received = excluded.received WHERE excluded.t > known.t"""
_ARRAYS = "bigint[]", "int[]", "int[]", "bigint[]", "float8[]", "int[]", "int[]", "text[]", "bigint[]"
_HOT = (
    f"INSERT INTO store_hot SELECT * FROM unnest({', '.join(f'%s::{each}' for each in _ARRAYS)}) ON CONFLICT DO NOTHING"
)
_LAST = f"""INSERT INTO store_last AS known SELECT * FROM unnest(
    %s::int[], %s::int[], %s::bigint[], %s::float8[], %s::int[], %s::bigint[]) {_CONFLICT}"""
_HOT_ROW = f"INSERT INTO store_hot VALUES ({', '.join(['%s'] * 9)}) ON CONFLICT DO NOTHING"
_LAST_ROW = f"INSERT INTO store_last AS known VALUES ({', '.join(['%s'] * 6)}) {_CONFLICT}"
Row = tuple[int, int, int, float, str]


def server_seconds(process: int) -> float:
    """How long has this process run on a processor?"""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def hot_and_last(rows: list[Row], first: int) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The rows for both tables; of two values of a series the later one, since a statement meets a row once."""
    hot = [(first + n, p + 1, s + 1, t, v, 0, 1, e, NOW) for n, (p, s, t, v, e) in enumerate(rows)]
    last = {(p, s): (p + 1, s + 1, t, v, 1, NOW) for p, s, t, v, _ in rows}
    return hot, list(last.values())


class Bare:
    """A bare transaction that writes what the store writes."""

    def __init__(self, address: PostgresAddress, folder: Path, by_row: bool) -> None:
        fill_register(store := PostgresStore(address, 1, folder / "archive", lambda: NOW))
        store.close()
        self._by_row = by_row
        self._connection = psycopg.connect(**address.parameters(), autocommit=True)
        self._connection.execute("INSERT INTO store_source (name) VALUES ('bench')")
        self.server = self._connection.info.backend_pid
        self._first = 1

    def write(self, rows: list[Row]) -> None:
        hot, last = hot_and_last(rows, self._first)
        with self._connection.transaction(), self._connection.cursor() as cursor:
            if self._by_row:
                cursor.executemany(_HOT_ROW, hot)
                cursor.executemany(_LAST_ROW, last)
            else:
                cursor.execute(_HOT, [list(column) for column in zip(*hot, strict=True)])
                cursor.execute(_LAST, [list(column) for column in zip(*last, strict=True)])
        self._first += len(rows)

    def close(self) -> None:
        self._connection.close()


class Ours:
    """The store."""

    def __init__(self, address: PostgresAddress, folder: Path) -> None:
        self._store = PostgresStore(address, 1, folder / "archive", lambda: NOW)
        fill_register(self._store)
        self.server = self._store._database.execute("SELECT pg_backend_pid()").fetchone()[0]

    def write(self, rows: list[Row]) -> None:
        assert self._store.commit(as_batch(rows)).accepted == len(rows)

    def close(self) -> None:
        self._store.close()


def measure(write: Callable[[list[Row]], None], server: int, rows: list[Row]) -> tuple[float, float, float]:
    """Seconds of wall time, of the client's processor, and of the server's."""
    before, cpu, wall = server_seconds(server), time.process_time(), time.perf_counter()
    write(rows)
    return time.perf_counter() - wall, time.process_time() - cpu, server_seconds(server) - before


def compare(cluster: Cluster, folder: Path, rounds: int) -> None:
    addresses = [read_address(folder, {"url": cluster.make_database()}) for _ in range(3)]
    writers = {
        "store": Ours(addresses[0], folder),
        "bare, arrays": Bare(addresses[1], folder, by_row=False),
        "bare, row by row": Bare(addresses[2], folder, by_row=True),
    }
    sources = {name: drawn(1) for name in writers}
    times: dict[str, list[tuple[float, float, float]]] = {name: [] for name in writers}
    for number in range(rounds):
        order = list(writers) if number % 2 else list(reversed(writers))
        for name in order:
            rows = [next(sources[name]) for _ in range(BATCH)]
            times[name].append(measure(writers[name].write, writers[name].server, rows))
    for writer in writers.values():
        writer.close()
    found = {}
    for name, measured in times.items():
        wall, client, server = (statistics.fmean(each) for each in zip(*measured[2:], strict=True))
        found[name] = wall, client + server
        print(
            f"{name:17s} {BATCH / wall:9,.0f} rows/s wall  {BATCH / (client + server):9,.0f} rows/s CPU"
            f"   (client {client * 1000:.1f} ms, server {server * 1000:.1f} ms, mean of {rounds - 2})"
        )
    for name in ("bare, arrays", "bare, row by row"):
        wall, cpu = (found[name][which] / found["store"][which] for which in (0, 1))
        goal = "   (goal 0.50)" if name == "bare, arrays" else ""
        print(f"ratio to {name:17s} {wall:.2f} wall, {cpu:.2f} CPU{goal}")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    binaries = find_binaries()
    if binaries is None:
        sys.exit("PostgreSQL is not installed: Debian's package postgresql has it")
    print(f"{os.cpu_count()} processors, {binaries}")
    with running_cluster(binaries) as cluster, tempfile.TemporaryDirectory(prefix="pagus-bench-") as base:
        compare(cluster, Path(base), rounds)


if __name__ == "__main__":
    main()
