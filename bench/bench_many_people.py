"""What does a page cost whose reader may see 100,000 people, and a FHIR search for the same one?

usage: bench_many_people.py [--times 3]

A workspace with 100,812 simulated people, 812 of them followed by a kit: what a coordinator of a territory sees. CPU of
this process, the least of several times, without the network; the first time, which compiles templates, is left out.
Beside each stands how many times the same takes of a page that shows nobody ("Kits"), the bare frame. Goal: 200 ms, as
for the worklist of one nurse.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_doors_latency import BACKGROUND, person, prepare

GOAL_MS = 200
FRAME = "/console/kits/"
PAGES = (
    "/console/",
    "/console/worklist/",
    "/console/alerts/",
    "/console/people/",
    "/console/people/?page=2016",
    "/console/people/?q=0077",
    f"/console/subjects/{person(3)}/",
    "/console/monitoring/",
    f"/console/monitoring/1/{datetime.now(UTC):%Y-%m}/",
    "/console/consultations/",
    "/console/consultations/new/",
    "/console/tasks/",
    "/console/indicators/",
    "/console/installations/1/",
    "/console/places/epci:246700488/",
)


def least_ms(act: Callable[[], object], times: int) -> float:
    """CPU of one time."""
    act()
    found = []
    for _ in range(times):
        began = time.process_time()
        act()
        found.append((time.process_time() - began) * 1e3)
    return min(found)


def searches() -> dict[str, Callable[[], object]]:
    """What a program asks over FHIR, on behalf of the coordinator."""
    from django.contrib.auth.models import User

    from pagus.apps.resources.query import Query, SortKey
    from pagus.doors.fhir_r4.access import Access, Scope
    from pagus.doors.fhir_r4.shown.provider import HouseProvider

    user = User.objects.get(username="nurse")
    asking = Access(name="bench", role="coordinator", scopes=(Scope("user", "*", frozenset("crs")),), user=user)
    house, newest = HouseProvider(), (SortKey("date", "date", descending=True),)
    return {
        "Patient": lambda: house.search(asking, Query(type="Patient", criteria=(), count=50)),
        "Observation": lambda: house.search(asking, Query(type="Observation", criteria=(), count=50)),
        "Observation?_sort=-date": lambda: house.search(
            asking, Query(type="Observation", criteria=(), count=50, sort=newest)
        ),
        "DetectedIssue": lambda: house.search(asking, Query(type="DetectedIssue", criteria=(), count=50)),
        "Consent": lambda: house.search(asking, Query(type="Consent", criteria=(), count=50)),
    }


def add_readings() -> None:
    """A day of five-minute values of everybody who follows the kit."""
    from pagus.apps.streams.actions import submit
    from pagus.apps.streams.observation import Batch, Observation

    now = time.time_ns() // 1_000_000
    for number in range(0, BACKGROUND, 8):
        submit(Batch("gateway", [
            Observation(person(each), "glucose", now - n * 300_000, 100.0 + n % 40)
            for each in range(number, number + 8) for n in range(288)
        ]))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=3)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory(prefix="pagus-bench-") as base:
        _workspace, _token, session = prepare(Path(base) / "workspace")
        from django.test import Client

        add_readings()
        client = Client(HTTP_HOST="127.0.0.1")
        client.cookies["pagus_session"] = session

        def get(path: str) -> None:
            answer = client.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answers {answer.status_code}")

        frame = least_ms(lambda: get(FRAME), times)
        print(f"{'a page that shows nobody':<34} {frame:7.0f} ms of CPU")
        missed = []
        for path in PAGES:
            took = least_ms(lambda path=path: get(path), times)
            missed += [path] if took > GOAL_MS else []
            print(f"{path:<34} {took:7.0f} ms, {took / frame:4.1f} times that")
        for name, search in searches().items():
            took = least_ms(search, times)
            missed += [name] if took > GOAL_MS else []
            print(f"{'FHIR ' + name:<34} {took:7.0f} ms")
    print(f"goal of {GOAL_MS} ms: {'met by all' if not missed else 'missed by ' + ', '.join(missed)}")


if __name__ == "__main__":
    main()
