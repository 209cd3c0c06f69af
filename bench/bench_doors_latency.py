"""How long from a device to its alert in the worklist, at 200 observations a second, and beside an upload?

usage: bench_doors_latency.py [--seconds 30] [--rate 200] [--upload 200000] [--steady MINUTES] [--long]

The product's own processes run as ``pagus serve`` runs them. Devices post readings over HTTP at a steady rate, in
messages of 10. Now and then one of them posts twenty minutes of low glucose, which raise an alert at once; somebody who
is logged in asks for the inbox of the console every 50 ms until it stands there. Measured is from the beginning of that
post to the end of that answer. Then the same while another gateway uploads readings of past days in batches of 2,000,
as fast as they are taken. Goal: 99 of 100 within 1 s, both times.

``--long``: the upload has 10 million rows, and an hour at 3,333 observations a second follows, with the memory of the
ingest process on the way (``--steady``: as many minutes). It is what ThingsBoard publishes of one machine: 100,000
devices, each with three series that get a value every 90 seconds. Beside them the monitored people measure every five
minutes, and their rules are awake. The memory of a window follows what it holds: it is flat once the windows of the kit
are full, and what the devices send may not show in it at all.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_http import start, wait_until_ready
from pagus.apps.workspace import Clock, Workspace, create_workspace
from pagus.kernel.time import DAY
from pagus.kit_language.model import Signal, Text
from workspaces import stop

GOAL_S, POLL_S, EACH = 1.0, 0.05, 10
TERRITORY = "epci:246700488"
BACKGROUND = 512
ALERTING = 300
"""People of whom each raises one alert."""
DEVICES, FIRST_DEVICE, EVERY_S = 100_000, 100_000, 90.0
SERIES = ("steps", "floors", "posture")
MONITORED_EVERY_S = 300.0
BATCH = 2_000
LONG_PAUSE_S = 4.0


def word(text: str) -> Text:
    return Text(text, text, text)


def prepare(folder: Path) -> tuple[Workspace, str, str]:
    """A workspace that lives now, with the diabetes kit and many simulated people; its token, and a session."""
    clock = Clock(kind="demo", start_ms=_now(), started_wall_ms=_now(), speed=1.0, end_ms=_now() + 400 * DAY)
    workspace = create_workspace(
        folder, name="bench", kind="demo", territory=TERRITORY, secret_key="bench" * 10, clock=clock
    )
    os.environ["PAGUS_WORKSPACE"], os.environ["DJANGO_SETTINGS_MODULE"] = str(folder), "pagus.web.settings"
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connections, transaction
    from django.test import Client

    from pagus.apps.accounts.actions import give_role
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.installations import actions as installations
    from pagus.apps.people import actions as people
    from pagus.apps.streams.actions import add_source, register_signals

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        people.add_team("bench", word("bench"), TERRITORY)
        installed = installations.install("diabetes-home", TERRITORY, {}, from_ms=_now() - DAY)
        for number in range(BACKGROUND + ALERTING):
            code = people.add_person("commune:67482", "bench", simulated=True, code=person(number))
            installations.enrol(installed, code, SYSTEM, from_ms=_now() - DAY)
        User.objects.create_user("nurse")
        give_role("nurse", "coordinator", TERRITORY)
    register_signals([
        Signal(code=code, name=word(code), subject="person", unit="1", plausible=(0.0, 1e9)) for code in SERIES
    ])  # fmt: skip
    add_devices()
    client = Client()
    client.force_login(User.objects.get(username="nurse"), backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies["pagus_session"].value
    token = add_source("gateway", TERRITORY)
    connections.close_all()
    return workspace, token, session


def add_devices() -> None:
    """People of whom each has one device, and no kit: written in one go, 100,000 journal entries are not measured."""
    from pagus.apps.people.models import Person
    from pagus.apps.streams.actions import register_subjects

    codes = [person(FIRST_DEVICE + number) for number in range(DEVICES)]
    facts = {"residence": "commune:67482", "team_id": "bench", "simulated": True, "added_ms": _now()}
    Person.objects.bulk_create([Person(code=code, **facts) for code in codes], batch_size=1_000)
    register_subjects(codes)


def _now() -> int:
    return time.time_ns() // 1_000_000


def person(number: int) -> str:
    return f"person:P-{number:06d}"


class Poster:
    """One connection over which observations are posted."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def post(self, rows: list[dict[str, object]]) -> None:
        self._line.request("POST", "/api/v1/observations", json.dumps({"observations": rows}), self._headers)
        answer = self._line.getresponse()
        content = json.loads(answer.read())
        if answer.status != 200 or content["rejected"]:
            raise SystemExit(f"{answer.status} {str(content)[:400]}")


class Background(threading.Thread):
    """Readings of many people, at a steady rate, none of which raises anything."""

    def __init__(self, port: int, token: str, rate: float) -> None:
        super().__init__(daemon=True)
        self.sent, self.late, self.failed = 0, 0.0, ""
        self.stopping = threading.Event()
        self._poster, self._rate = Poster(port, token), rate

    def readings(self) -> list[dict[str, object]]:
        """The next ones."""
        now = _now()
        return [
            {"subject": person((self.sent + n) % BACKGROUND), "signal": "glucose", "time": now - n, "value": 120}
            for n in range(EACH)
        ]

    def run(self) -> None:
        due = time.monotonic()
        while not self.stopping.is_set():
            rows = self.readings()
            try:
                self._poster.post(rows)
            except (SystemExit, OSError) as error:
                self.failed = str(error) or repr(error)
                return
            self.sent += len(rows)
            due += len(rows) / self._rate
            self.late = max(self.late, time.monotonic() - due)
            time.sleep(max(0.0, due - time.monotonic()))

    def stop(self) -> None:
        self.stopping.set()
        self.join(60)
        if self.failed:
            raise SystemExit(f"a sender was refused: {self.failed}")


class Devices(Background):
    """A share of all devices, one after the other, each with the values of its three series."""

    def __init__(self, port: int, token: str, share: int, shares: int) -> None:
        super().__init__(port, token, DEVICES * len(SERIES) / EVERY_S / shares)
        self._own = range(FIRST_DEVICE + share, FIRST_DEVICE + DEVICES, shares)

    def readings(self) -> list[dict[str, object]]:
        now, own, series = _now(), self._own, len(SERIES)
        return [
            {
                "subject": person(own[n // series % len(own)]),
                "signal": SERIES[n % series],
                "time": now,
                "value": n % 997,
            }
            for n in range(self.sent, self.sent + EACH)
        ]


class Upload(Background):
    """A gateway that catches up: readings of four weeks, a batch after the other, as fast as they are taken."""

    def __init__(self, port: int, token: str, rows: int) -> None:
        super().__init__(port, token, rate=1e9)
        self._rows, self._start = rows, _now() - 200 * DAY

    def readings(self) -> list[dict[str, object]]:
        if self.sent + BATCH >= self._rows:
            self.stopping.set()
        start, step = self._start, 28 * DAY // (self._rows // BACKGROUND + 1)
        return [
            {"subject": person(n % BACKGROUND), "signal": "steps", "time": start + n // BACKGROUND * step, "value": n}
            for n in range(self.sent, self.sent + BATCH)
        ]


def wait_for_alert(line: http.client.HTTPConnection, session: str, subject: str, within_s: float) -> float:
    """When did the inbox show an alert of this person? Counts from the call."""
    began = time.perf_counter()
    wanted = re.compile(re.escape(f"/console/subjects/{subject}/").encode())
    while time.perf_counter() - began < within_s:
        line.request("GET", "/console/alerts/", headers={"Cookie": f"pagus_session={session}"})
        answer = line.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"the inbox answers {answer.status}")
        if wanted.search(content):
            return time.perf_counter() - began
        time.sleep(POLL_S)
    raise SystemExit(f"no alert of {subject} within {within_s:.0f} s")


def measure(port: int, token: str, session: str, chosen: argparse.Namespace, first: int, *, upload: int) -> list[float]:
    """Waits in seconds, sorted: as many as fit in the seconds asked for, or while all of a long upload is taken in."""
    senders: list[Background] = [Background(port, token, chosen.rate)]
    senders += [Upload(port, token, upload)] if upload else []
    for each in senders:
        each.start()
    poster, line = Poster(port, token), http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    waits: list[float] = []
    whole = bool(upload) and chosen.long
    began = time.monotonic()
    while senders[-1].is_alive() if whole else time.monotonic() - began < chosen.seconds:
        if len(waits) < ALERTING // 2:
            waits.append(_wait(poster, line, session, person(BACKGROUND + first + len(waits))))
        time.sleep(LONG_PAUSE_S if whole else 0.2)
    took = time.monotonic() - began
    for each in senders:
        each.stop()
    words = f", {senders[-1].sent:,} rows caught up in {took:.0f} s" if upload else ""
    print(f"{len(waits)} alerts beside {senders[0].sent:,} readings (at most {senders[0].late:.2f} s late){words}")
    return sorted(waits)


def _wait(poster: Poster, line: http.client.HTTPConnection, session: str, subject: str) -> float:
    now, start_at = _now(), time.perf_counter()
    poster.post([
        {"subject": subject, "signal": "glucose", "time": now - (20 - n) * 60_000, "value": 45} for n in range(21)
    ])  # fmt: skip
    wait_for_alert(line, session, subject, 30)
    return time.perf_counter() - start_at


def say(words: str, waits: list[float]) -> None:
    p99 = waits[min(len(waits) - 1, int(len(waits) * 0.99))]
    met = "met" if p99 <= GOAL_S else f"missed ({p99 / GOAL_S:.1f} times)"
    print(f"{words}: median {waits[len(waits) // 2] * 1e3:.0f} ms, p99 {p99 * 1e3:.0f} ms; goal of 1 s {met}")


def memory_mb(process: int) -> float:
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024


def steady(port: int, token: str, ingest: int, minutes: float) -> None:
    """So long at 3,333 observations a second: what was taken in, and the memory of the ingest process on the way."""
    senders: list[Background] = [Devices(port, token, share, 4) for share in range(4)]
    senders.append(Background(port, token, BACKGROUND / MONITORED_EVERY_S))
    for each in senders:
        each.start()
    seen = [memory_mb(ingest)]
    began = time.monotonic()
    for tenth in range(1, 11):
        time.sleep(max(0.0, began + tenth * minutes * 6 - time.monotonic()))
        if not all(each.is_alive() for each in senders):
            break
        seen.append(memory_mb(ingest))
    sent, late = sum(each.sent for each in senders), max(each.late for each in senders)
    for each in senders:
        each.stop()
    print(f"{minutes:.0f} minutes: {sent / (minutes * 60):,.0f} observations/s, at most {late:.1f} s late")
    print(f"memory of the ingest process, at first and every tenth: {' '.join(f'{each:.0f}' for each in seen)} MB")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--upload", type=int, default=200_000)
    parser.add_argument("--steady", type=float, metavar="MINUTES")
    parser.add_argument("--long", action="store_true")
    chosen = parser.parse_args()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="pagus-bench-") as base:
        workspace, token, session = prepare(Path(base) / "workspace")
        processes: dict[str, subprocess.Popen[bytes]] = start(port)
        try:
            wait_until_ready(workspace, port)
            print(f"load {os.getloadavg()[0]:.1f}")
            say("device to worklist", measure(port, token, session, chosen, 0, upload=0))
            rows = 10_000_000 if chosen.long else chosen.upload
            say("beside an upload", measure(port, token, session, chosen, ALERTING // 2, upload=rows))
            minutes = (60.0 if chosen.long else 0.0) if chosen.steady is None else chosen.steady
            if minutes:
                steady(port, token, processes["ingest"].pid, minutes)
        finally:
            stop(processes.values())


if __name__ == "__main__":
    main()
