"""What does SensorThings cost here, beside django-ogc-sensorthings in the same run?

usage: bench_sensorthings.py [rows] [posts] [--without-peer]

The product's own processes run as ``pagus serve`` runs them: granian with the web application, and the ingest process.
The peer runs as its documentation says, in an environment (kept in build/) and with a PostgreSQL cluster that the bench
makes: uvicorn, two workers, default durability. Where it cannot be had, the reason is printed, and our own figures
stand. CPU is that of all processes of a side, from the system's own account.

1. single POST of an observation, 64 senders: at most 2 ms of CPU;
2. CreateObservations, 1,000 a request: at most half of the peer's CPU for an observation;
3. the last 100 observations of a datastream, at ``rows`` stored ones (10 million): p95 at most 20 ms; of one that
   measures every ten minutes, and of one that measures three times a day among all the others.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bench_http import cpu_s, start, wait_until_ready
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.apps.workspace import Clock, Workspace, create_workspace
from pagus.kernel.time import DAY, MINUTE, format_instant, parse_instant

NOW = parse_instant("2026-03-15T12:00:00Z")
STATIONS = 1_000
RHYTHM = 10 * MINUTE
SPARSE, SELDOM = 20, 48
"""So many stations more measure at each 48th step only: three times a day, among all others."""
PEER = ("django-ogc-sensorthings==1.2.0", "psycopg[binary]", "uvicorn", "httptools", "uvloop")
SENDERS = 64
ROUNDS, BATCH = 12, 1_000


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Side:
    """One server under test: where it listens, which processes are its own, what an observation is sent to."""

    def __init__(self, name: str, port: int, root: str, processes: list[int], headers: dict[str, str]) -> None:
        self.name, self.port, self.root, self.processes, self.headers = name, port, root, processes, headers
        self.streams: list[object] = []

    def cpu(self) -> float:
        return sum(cpu_s(process) for process in self.processes)

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def ask(self, connection: http.client.HTTPConnection, method: str, path: str, body: object = None) -> object:
        text = None if body is None else json.dumps(body)
        connection.request(method, self.root + path, text, self.headers | {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{self.name}: {method} {path}: {answer.status} {content[:300]!r}")
        return json.loads(content) if content else None


def post_one(side: Side, connection: http.client.HTTPConnection, sender: int, step: int) -> None:
    stream = side.streams[sender % len(side.streams)]
    body = {
        "phenomenonTime": format_instant(NOW - DAY + (sender * 1_000 + step) * 100 + 7),
        "result": 20.5 + step % 10,
        "Datastream": {"@iot.id": stream},
    }
    side.ask(connection, "POST", "/Observations", body)


def post_many(
    side: Side, connection: http.client.HTTPConnection, sender: int, step: int, since: int = NOW - DAY // 2
) -> None:
    begin = since + (sender * ROUNDS + step) * BATCH * 1_000 + 7
    rows = [[format_instant(begin + index * 1_000), float(index % 50)] for index in range(BATCH)]
    part = {
        "Datastream": {"@iot.id": side.streams[sender % len(side.streams)]},
        "components": ["phenomenonTime", "result"],
        "dataArray": rows,
    }
    side.ask(connection, "POST", "/CreateObservations", [part])


def post_late(side: Side, connection: http.client.HTTPConnection, sender: int, step: int) -> None:
    """Into a day that is closed already: each row is held against the file of that day."""
    post_many(side, connection, sender, step, NOW - 3 * DAY)


def measure(
    side: Side, what: str, work: Callable[[Side, http.client.HTTPConnection, int, int], None], senders: int,
    rounds: int, each: int = 1,
) -> float:  # fmt: skip
    """CPU milliseconds for one observation; prints the rest."""
    waits: list[float] = []

    def run(sender: int) -> None:
        connection = side.connect()
        for step in range(rounds):
            began = time.perf_counter()
            work(side, connection, sender, step)
            waits.append(time.perf_counter() - began)
        connection.close()

    before, began = side.cpu(), time.perf_counter()
    threads = [threading.Thread(target=run, args=(sender,)) for sender in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - began
    count = len(waits) * each
    if len(waits) != senders * rounds:
        raise SystemExit(f"{side.name}: only {len(waits)} of {senders * rounds} requests were answered")
    cost = (side.cpu() - before) / count * 1e3
    print(
        f"{side.name:>8} {what}: {cost:.3f} ms CPU an observation, {count / wall:,.0f}/s, "
        f"wait p50 {statistics.median(waits) * 1e3:.1f} ms, load {os.getloadavg()[0]:.1f}"
    )
    return cost


NEWEST_FIRST = "$orderby=phenomenonTime%20desc&$top=100"


def read_last(
    side: Side, what: str, streams: list[object], asked: int, options: str = NEWEST_FIRST, there: int = 100
) -> float:
    """The p95 of reading the last hundred observations of one datastream, one client."""
    connection, waits = side.connect(), []
    before = 0.0
    for step in range(asked + 20):
        stream = streams[step * 37 % len(streams)]
        named = stream if isinstance(stream, int) else f"'{stream}'"
        before = side.cpu() if step == 20 else before
        began = time.perf_counter()
        found = side.ask(connection, "GET", f"/Datastreams({named})/Observations?{options}")
        if step >= 20:
            waits.append(time.perf_counter() - began)
        assert isinstance(found, dict)
        assert len(found["value"]) == min(100, there)
    waits.sort()
    p95 = waits[int(len(waits) * 0.95)] * 1e3
    print(
        f"{side.name:>8} last 100 of {what}: p50 {statistics.median(waits) * 1e3:.1f} ms, p95 {p95:.1f} ms, "
        f"{(side.cpu() - before) / asked * 1e3:.1f} ms CPU each, load {os.getloadavg()[0]:.1f}"
    )
    return p95


def streams_of(side: Side, kind: str) -> list[object]:
    """The datastreams of the stations whose code begins so."""
    wanted = f"$top=1000&$select=@iot.id&$filter=startswith(Thing/properties/code,'thing:{kind}')"
    listed = side.ask(side.connect(), "GET", f"/Datastreams?{wanted}")
    assert isinstance(listed, dict)
    return [each["@iot.id"] for each in listed["value"]]


def prepare(folder: Path, rows: int) -> tuple[Workspace, str]:
    """A workspace with stations that measured every ten minutes: the days before yesterday closed, two days hot."""
    clock = Clock(kind="demo", start_ms=NOW, end_ms=NOW, speed=0.0)
    workspace = create_workspace(
        folder, name="bench", kind="demo", territory="epci:246700488", secret_key=secrets.token_hex(32), clock=clock
    )
    os.environ["PAGUS_WORKSPACE"], os.environ["DJANGO_SETTINGS_MODULE"] = str(folder), "pagus.web.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from pagus.apps.streams.actions import add_source, register_signals
    from pagus.apps.streams.submission import open_store
    from pagus.apps.territory.actions import add_thing
    from pagus.kit_language.model import Signal, Text

    call_command("migrate", verbosity=0)
    word = Text("no2", "no2", "no2")
    register_signals([Signal(code="no2", name=word, subject="thing", unit="ug/m3", plausible=(0.0, 1000.0))])
    codes = [f"thing:station-{number:04d}" for number in range(STATIONS)]
    sparse = [f"thing:sparse-{number:04d}" for number in range(SPARSE)]
    for code in [*codes, *sparse]:
        add_thing(code, word, kind="air_station", place="commune:67482", lon=7.75, lat=48.58, simulated=True)
    token = add_source("gateway", "epci:246700488")
    store = open_store(workspace)
    fill(store, [codes, sparse], rows // STATIONS)
    store.close()
    connections.close_all()
    return workspace, token


def fill(store: SqlStore, stations: list[list[str]], steps: int) -> None:
    """Let the stations measure: the days before yesterday closed, two days hot."""
    from pagus.apps.streams.observation import Batch, Observation

    codes, sparse = stations
    began = time.perf_counter()
    first = NOW - DAY - steps * RHYTHM
    for step in range(0, steps, 20):
        some = [
            Observation(code, "no2", first + each * RHYTHM, float(each % 90))
            for each in range(step, min(step + 20, steps))
            for code in (codes if each % SELDOM else [*codes, *sparse])
        ]
        store.commit(Batch("gateway", some))
        for day in store.closable_days(first + step * RHYTHM - DAY):
            store.close_day(day)
    for day in store.closable_days(NOW - 2 * DAY):
        store.close_day(day)
    counts = store.counts()
    print(f"{counts.observations:,} observations stored ({counts.hot:,} hot) in {time.perf_counter() - began:.0f} s")


def make_peer(folder: Path) -> tuple[Side, Callable[[], None]]:
    """The peer in an environment of its own. Refuses: SystemExit, with the reason, where it cannot be made."""
    from bench_sensorthings_peer import make

    return make(folder, free_port(), free_port(), PEER, Side)


def beside(folder: Path, single: float, batch: float, p95: float) -> Callable[[], None]:
    """Measure the peer in the same way, and compare. Gives: what stops it."""
    try:
        peer, stop = make_peer(folder)
    except SystemExit as reason:
        print(f"without the peer: {reason}")
        return bool
    try:
        # One sender: several at once would each make the feature of interest, and it refuses all after that.
        measure(peer, "warming up", post_one, 1, 40)
        theirs = measure(peer, "single POST, 8 senders", post_one, 8, 40)
        their_batch = measure(peer, "CreateObservations of 1,000", post_many, 2, ROUNDS, BATCH)
        # It answers 500 to $orderby=phenomenonTime desc: any hundred of the datastream are read instead.
        their_p95 = read_last(peer, "a datastream, in any order", peer.streams[:2], 20, "$top=100")
        print(f"single POST: {theirs / single:.1f} times less CPU than the peer")
        print(f"batch: {batch / their_batch:.2f} of the peer's CPU: {_verdict(batch / their_batch, 0.5)}")
        print(f"last 100: {their_p95 / p95:.0f} times quicker than the peer with its {2 * ROUNDS * BATCH:,} rows")
    except BaseException:
        stop()
        raise
    return stop


def main() -> None:
    plain = [each for each in sys.argv[1:] if not each.startswith("--")]
    rows = int(plain[0]) if plain else 10_000_000
    posts = int(plain[1]) if len(plain) > 1 else 3_200
    with tempfile.TemporaryDirectory(prefix="pagus-bench-") as base:
        workspace, token = prepare(Path(base) / "workspace", rows)
        port = free_port()
        processes = start(port)
        peer_stop: Callable[[], None] = bool
        try:
            wait_until_ready(workspace, port)
            own = Side(
                "pagus", port, "/sensorthings/v1.1", [each.pid for each in processes.values()],
                {"Authorization": f"Bearer {token}"},
            )  # fmt: skip
            own.streams = streams_of(own, "station")
            measure(own, "warming up", post_one, 4, 50)
            p95 = read_last(own, "a busy datastream", own.streams, 400)
            sparse = read_last(
                own, "a sparse datastream", streams_of(own, "sparse"), 400, there=-(-(rows // STATIONS) // SELDOM)
            )
            single = measure(own, "single POST, 64 senders", post_one, SENDERS, posts // SENDERS)
            measure(own, "single POST, 4 senders", post_one, 4, 100)
            batch = measure(own, "CreateObservations of 1,000", post_many, 2, ROUNDS, BATCH)
            measure(own, "the same into a closed day", post_late, 2, ROUNDS, BATCH)
            print(f"goals: 2 ms a single POST: {_verdict(single, 2.0)}")
            print(f"       p95 of 20 ms: busy {_verdict(p95, 20.0)}, sparse {_verdict(sparse, 20.0)}")
            if "--without-peer" not in sys.argv:
                peer_stop = beside(Path(base) / "peer", single, batch, p95)
        finally:
            peer_stop()
            for process in processes.values():
                process.send_signal(signal.SIGTERM)
            for process in processes.values():
                process.wait(30)


def _verdict(found: float, goal: float) -> str:
    return "met" if found <= goal else f"missed ({found / goal:.1f} times)"


if __name__ == "__main__":
    main()
