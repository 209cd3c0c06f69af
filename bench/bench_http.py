"""What does one post of one observation cost over HTTP, and how long does its sender wait?

usage: bench_http.py [posts] [senders] [wsgi]

The product's own processes run as ``pagus serve`` runs them: granian with the front and the web application, and the
ingest process with its rules; with ``wsgi`` the same without the front, to see what that costs. 64 senders post one
observation each, again and again, over connections that stay open; each answer comes after the commit is on the disk.
CPU is that of both processes, from the system's own account, for one post.
Goals: 2 ms of CPU a post; 99 of 100 answers within 100 ms.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from pagus.apps.workspace import Workspace
from pagus.kernel.time import DAY, parse_instant
from pagus.serve.supervisor import web_arguments
from workspaces import prepared_workspace, stop

NOW = parse_instant("2026-03-15T12:00:00Z")
PEOPLE = 512
TICKS_S = os.sysconf("SC_CLK_TCK")


def prepare(folder: Path) -> tuple[Workspace, str]:
    """A demo workspace with people who measure glucose, the diabetes kit, and a registered gateway."""
    workspace = prepared_workspace(folder, "epci:246700488", NOW)
    from django.db import connections, transaction

    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.installations import actions as installations
    from pagus.apps.people import actions as people
    from pagus.apps.streams.actions import add_source

    word = type("Words", (), {"fr": "bench", "en": "bench", "de": "bench"})()
    with transaction.atomic():
        people.add_team("bench", word, "epci:246700488")
        installed = installations.install("diabetes-home", "epci:246700488", {}, from_ms=NOW - DAY)
        for number in range(PEOPLE):
            code = people.add_person("commune:67482", "bench", simulated=True, code=f"person:P-{number:06d}")
            installations.enrol(installed, code, SYSTEM, from_ms=NOW - DAY)
    token = add_source("gateway", "epci:246700488")
    connections.close_all()
    return workspace, token


def start(port: int) -> dict[str, subprocess.Popen[bytes]]:
    web = web_arguments("127.0.0.1", port)
    if "wsgi" in sys.argv:
        web = [*web[:-1], "--interface", "wsgi", "--blocking-threads", "8", "pagus.web.wsgi:application"]
    role = [sys.executable, "-m", "pagus.serve.role"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return {
        "ingest": subprocess.Popen([*role, "ingest"], env=environment),
        "web": subprocess.Popen([*role, "web", *web], env=environment),
    }


def wait_until_ready(workspace: Workspace, port: int) -> None:
    from pagus.apps.streams.submission import status

    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found = status(workspace)
        if found is not None and found.ready:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
        time.sleep(0.2)
    raise SystemExit("the processes did not become ready within two minutes")


def family(parent: int) -> list[int]:
    """This process and all under it."""
    found = [parent]
    for task in Path(f"/proc/{parent}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that ended meanwhile has no children any more
            for child in (task / "children").read_text(encoding="ascii").split():
                found += family(int(child))
    return found


def cpu_s(parent: int) -> float:
    total = 0
    for process in family(parent):
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS_S


class Sender(threading.Thread):
    """Posts one observation at a time over one connection."""

    def __init__(self, port: int, token: str, number: int, senders: int, posts: int) -> None:
        super().__init__()
        self.waits: list[float] = []
        self._people = range(number, PEOPLE, senders)
        self._port, self._number, self._posts = port, number, posts
        self._start = NOW - DAY + senders * 1_000_000  # each run later than the one before it
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        for step in range(self._posts):
            row = {
                "subject": f"person:P-{self._people[step % len(self._people)]:06d}",
                "signal": "glucose",
                "time": self._start + step * 60_000,
                "value": 90.0 + (step + self._number) % 90,
                "unit": "mg/dL",
                "id": f"{self._number}-{step}-{os.getpid()}-{id(self)}",
            }
            body = json.dumps({"observations": [row]})
            headers = {**self._headers, "Idempotency-Key": row["id"]}
            began = time.perf_counter()
            connection.request("POST", "/api/v1/observations", body, headers)
            answer = connection.getresponse()
            content = answer.read()
            self.waits.append(time.perf_counter() - began)
            if answer.status != 200 or json.loads(content)["accepted"] != 1:
                raise SystemExit(f"{answer.status}: {content[:300]!r}")
        connection.close()


def measure(processes: dict[str, subprocess.Popen[bytes]], port: int, token: str, posts: int, senders: int) -> None:
    before = {name: cpu_s(process.pid) for name, process in processes.items()}
    threads = [Sender(port, token, number, senders, posts // senders) for number in range(senders)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - began
    waits = sorted(wait for thread in threads for wait in thread.waits)
    used = {name: cpu_s(process.pid) - before[name] for name, process in processes.items()}
    cost = {name: seconds / len(waits) * 1e3 for name, seconds in used.items()}
    p99, both = waits[int(len(waits) * 0.99)] * 1e3, sum(cost.values())
    print(f"{senders} senders, {len(waits):,} posts, {len(waits) / wall:,.0f} posts/s at load {os.getloadavg()[0]:.1f}")
    print(f"CPU a post: {cost['web']:.2f} ms web + {cost['ingest']:.2f} ms ingest and rules = {both:.2f} ms")
    print(f"wait: median {statistics.median(waits) * 1e3:.1f} ms, p99 {p99:.1f} ms, longest {waits[-1] * 1e3:.0f} ms")
    print(f"goals: 2 ms of CPU {_verdict(both, 2.0)}; p99 of 100 ms {_verdict(p99, 100.0)}")


def _verdict(found: float, goal: float) -> str:
    return "met" if found <= goal else f"missed ({found / goal:.1f} times)"


def main() -> None:
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    posts, senders = [*numbers, *(6_400, 64)[len(numbers) :]][:2]
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="pagus-bench-") as base:
        workspace, token = prepare(Path(base) / "workspace")
        processes = start(port)
        try:
            wait_until_ready(workspace, port)
            measure(processes, port, token, 200, 8)  # warms every thread
            measure(processes, port, token, posts, senders)
        finally:
            stop(processes.values())


if __name__ == "__main__":
    main()
