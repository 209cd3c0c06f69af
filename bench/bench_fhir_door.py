"""What does FHIR cost at the door: one POST of an Observation, and an entry of a transaction Bundle?

usage: bench_fhir_door.py [posts] [senders] [bundles]

The product's own processes run as ``pagus serve`` runs them. CPU is that of both of them (web; ingest with its rules),
from the system's own account. In the same run: the bare SQLite transaction of 1,000 "observation + 900 B body + outbox
row", which is the limit of anything that keeps as much, and our own JSON door with the same readings.
Goals: 2 ms of CPU a single POST; an entry of a Bundle at no more than twice the bare transaction.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread

from bench_http import NOW, PEOPLE, cpu_s, prepare, start, wait_until_ready
from pagus.kernel.time import DAY, format_instant

ENTRIES = 1_000


def observation(person: int, t: int, number: str) -> dict[str, object]:
    """A glucose reading of about 900 bytes, as a gateway sends it."""
    return {
        "resourceType": "Observation",
        "meta": {"profile": ["http://hl7.org/fhir/StructureDefinition/vitalsigns"]},
        "status": "final",
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{number}"}],
        "category": [
            {
                "coding": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                        "code": "vital-signs",
                        "display": "Vital signs",
                    }
                ]
            }
        ],
        "code": {
            "coding": [{"system": "http://loinc.org", "code": SIGNAL["loinc"], "display": "Glucose"}],
            "text": "Glucose",
        },
        "subject": {"reference": f"Patient/P-{person:06d}"},
        "effectiveDateTime": format_instant(t),
        "issued": format_instant(t + 300),
        "device": {"reference": "Device/d77"},
        "valueQuantity": {
            "value": 90.5 + t // 60_000 % 90,
            "unit": "mg/dL",
            "system": "http://unitsofmeasure.org",
            "code": "mg/dL",
        },
    }


SIGNAL = {"loinc": ""}
"""The code in LOINC of the signal that is sent; known once the kit is installed."""


def find_loinc() -> str:
    """The code of the signal that the kit of this bench defines."""
    from pagus.apps.streams.queries import signals

    found = signals()["glucose"].loinc
    assert found
    return found


def send(connection: http.client.HTTPConnection, path: str, body: bytes, headers: dict[str, str], status: int) -> None:
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != status:
        raise SystemExit(f"{answer.status}: {content[:400]!r}")


class Sender(Thread):
    """Posts single Observations over one connection."""

    def __init__(self, port: int, token: str, number: int, senders: int, posts: int, run: int) -> None:
        super().__init__()
        self.waits: list[float] = []
        self._port, self._headers = port, headers(token)
        self._bodies = [
            json.dumps(
                observation(
                    number + senders * (n % (PEOPLE // senders)),
                    NOW - DAY + run * 3_600_000 + n * 1_000,
                    f"{run}-{number}-{n}",
                )
            ).encode()
            for n in range(posts)
        ]

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        for body in self._bodies:
            began = time.perf_counter()
            send(connection, "/fhir/r4/Observation", body, self._headers, 201)
            self.waits.append(time.perf_counter() - began)
        connection.close()


def headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/fhir+json", "Prefer": "return=minimal"}


def singles(processes, port: int, token: str, posts: int, senders: int, run: int) -> float:
    """CPU of one POST in ms."""
    threads = [Sender(port, token, number, senders, posts // senders, run) for number in range(senders)]
    before = {name: cpu_s(process.pid) for name, process in processes.items()}
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waits = sorted(wait for thread in threads for wait in thread.waits)
    cost = {name: (cpu_s(process.pid) - before[name]) / len(waits) * 1e3 for name, process in processes.items()}
    both, p99 = sum(cost.values()), waits[int(len(waits) * 0.99)] * 1e3
    if run:
        print(
            f"single POST: {cost['web']:.2f} ms web + {cost['ingest']:.2f} ms ingest and rules = {both:.2f} ms of CPU"
        )
        print(f"             p99 {p99:.0f} ms with {senders} senders at load {os.getloadavg()[0]:.1f}")
        print(f"             goal of 2 ms: {'met' if both <= 2 else f'missed ({both / 2:.1f} times)'}")
    return both


def bundle(run: int, begin: int, between: int) -> bytes:
    """Readings from ``begin`` on."""
    entries = [
        {
            "fullUrl": f"urn:uuid:{run}-{n}",
            "resource": observation(n % PEOPLE, begin + (run * ENTRIES + n) * between, f"b-{begin}-{run}-{n}"),
            "request": {"method": "POST", "url": "Observation"},
        }
        for n in range(ENTRIES)
    ]
    return json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}).encode()


def bundles(processes, port: int, token: str, count: int, begin: int, between: int, what: str) -> float:
    """CPU of one entry of a transaction in us."""
    bodies = [bundle(run, begin, between) for run in range(count + 1)]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    send(connection, "/fhir/r4", bodies[0], headers(token), 200)
    before = {name: cpu_s(process.pid) for name, process in processes.items()}
    began = time.perf_counter()
    for body in bodies[1:]:
        send(connection, "/fhir/r4", body, headers(token), 200)
    wall = time.perf_counter() - began
    time.sleep(3)  # the rules follow
    rows = count * ENTRIES
    cost = {name: (cpu_s(process.pid) - before[name]) / rows * 1e6 for name, process in processes.items()}
    both = sum(cost.values())
    print(
        f"Bundle entry ({len(bodies[1]) // ENTRIES} B, {what}): {cost['web']:.0f} us web + "
        f"{cost['ingest']:.0f} us ingest and rules = {both:.0f} us of CPU; {rows / wall:,.0f} entries/s acknowledged"
    )
    return both


def kept_bytes(database: Path) -> int:
    """How much the tables and indexes of the store hold."""
    connection = sqlite3.connect(database)
    (found,) = connection.execute("SELECT sum(payload) FROM dbstat WHERE name LIKE '%store_%'").fetchone()
    connection.close()
    return int(found)


def bare(folder: Path) -> float:
    """CPU of one row of the bare transaction in us: observation, 900 B body, outbox."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE obs (subject INT, signal INT, t INT, value REAL, unit INT, device INT, received INT, "
        "PRIMARY KEY (subject, signal, t)) WITHOUT ROWID"
    )
    connection.execute("CREATE TABLE res (id TEXT PRIMARY KEY, version INT, body BLOB)")
    connection.execute("CREATE TABLE outbox (seq INTEGER PRIMARY KEY, subject INT, body BLOB)")
    chance, total, body = random.Random(1), 50_000, b"x" * 900
    rows = [
        (
            chance.randrange(10_000),
            chance.randrange(12),
            NOW + n * 37,
            chance.gauss(100, 20),
            1,
            chance.randrange(20_000),
            NOW,
        )
        for n in range(total)
    ]
    began = time.process_time()
    for start_ in range(0, total, 1_000):
        some = rows[start_ : start_ + 1_000]
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO obs VALUES (?, ?, ?, ?, ?, ?, ?)", some)
        connection.executemany(
            "INSERT INTO res VALUES (?, 1, ?)", [(f"{start_ + n:08x}-aaaa", body) for n in range(len(some))]
        )
        connection.executemany(
            "INSERT INTO outbox (subject, body) VALUES (?, ?)", [(row[0], b"x" * 60) for row in some]
        )
        connection.execute("COMMIT")
    found = (time.process_time() - began) / total * 1e6
    connection.close()
    return found


def main() -> None:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 3_200
    senders = int(sys.argv[2]) if len(sys.argv) > 2 else 64
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="pagus-bench-") as base:
        workspace, token = prepare(Path(base) / "workspace")
        SIGNAL["loinc"] = find_loinc()
        processes = start(port)
        try:
            wait_until_ready(workspace, port)
            singles(processes, port, token, 160, 16, 0)  # warms every thread
            singles(processes, port, token, posts, senders, 1)
            # Of yesterday: everybody's rules go back to then and forward again with each bundle.
            bundles(processes, port, token, count, NOW - DAY + 8 * 3_600_000, 500, "of yesterday")
            # The limit does nothing with what is late. The clock of this workspace stands, and time runs in its rules
            # up to it: what comes in order is a little ahead of it.
            before = kept_bytes(workspace.database)
            ours = bundles(processes, port, token, count, NOW + 1_000, 290_000 // ((count + 1) * ENTRIES), "in order")
            kept = (kept_bytes(workspace.database) - before) / ((count + 1) * ENTRIES)
            print(f"kept of each, with all its indexes: {kept:.0f} bytes")
        finally:
            for process in processes.values():
                process.send_signal(signal.SIGTERM)
            for process in processes.values():
                process.wait(30)
        limit = bare(Path(base))
    print(f"bare SQLite observation + body + outbox, 1,000 a transaction: {limit:.1f} us of CPU a row")
    verdict = "met" if limit / ours >= 0.5 else "missed"
    print(f"a Bundle entry runs at {limit / ours:.2f} of the bare transaction (goal 0.5: {verdict})")


if __name__ == "__main__":
    main()
