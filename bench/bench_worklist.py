"""How long does a worklist take among a million people on a pathway?

    python bench/bench_worklist.py [--json] [--people 1000000]

Goal: under 100 ms a page on SQLite, counts and titles included. The courses are simulated: one open task each, spread
over the communes of the Bas-Rhin, 400 teams, four roles, and due times of 60 days around now; every tenth task is
closed, one in fifty claimed, 200 of them by who asks.
They are written as rows, not through the actions: what is measured is the reading. The
peer in the same run is the same first page when the right to see is asked of the table of people, row by row, as a
join, and everything is counted to its end. Medians of 15 readings after a first one.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from pagus.kernel.time import DAY, parse_instant
from workspaces import prepared_workspace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

NOW = parse_instant("2026-03-16T09:00:00Z")
GOAL_MS = 100.0
TEAMS, READINGS, CHUNK = 400, 15, 20_000
ROLES = ("nurse", "physician", "educator", "coordinator")
DEPARTMENT = "departement:67"


def fill(folder: Path, people: int) -> None:
    """A kit that runs, and so many simulated people on its pathway."""
    from django.db import connection

    from pagus.apps.installations import actions as installations
    from pagus.apps.pathways.models import PathwayTask, Run
    from pagus.apps.people.models import Person, Team
    from pagus.apps.territory.queries import places_within
    from tests.kit_language.pathway_kit import write_pathway_kit

    number = installations.install(str(write_pathway_kit(folder / "activity")), DEPARTMENT, {})
    draw = random.Random(7)
    communes = [code for code in places_within(DEPARTMENT) if code.startswith("commune:")]
    Team.objects.bulk_create(
        Team(code=f"team-{n}", name_fr="t", name_en="t", name_de="t", territory=DEPARTMENT) for n in range(TEAMS)
    )
    where = [(draw.choice(communes), f"team-{draw.randrange(TEAMS)}") for _ in range(people)]

    def persons() -> Iterator[Person]:
        for n, (place, team) in enumerate(where):
            yield Person(code=f"person:P-{n:07}", residence=place, team_id=team, simulated=True, added_ms=NOW)

    def runs() -> Iterator[Run]:
        for n, (place, team) in enumerate(where):
            yield Run(
                pk=n + 1, installation_id=number, pathway="activity", version="1.0.0", person=f"person:P-{n:07}",
                place=place, team=team, simulated=True, state={}, outcome="running", standing="prescribed",
                since_ms=NOW - n % 90 * DAY, began_ms=NOW - n % 90 * DAY, wake_ms=NOW + n % 30 * DAY,
            )  # fmt: skip

    def tasks() -> Iterator[PathwayTask]:
        for n, (place, team) in enumerate(where):
            closed = n % 10 == 0
            yield PathwayTask(
                run_id=n + 1, key="interview.1", task="interview", pathway="activity", state="prescribed",
                role=ROLES[n % len(ROLES)], person=f"person:P-{n:07}", place=place, team=team,
                opened_ms=NOW - 14 * DAY, due_ms=NOW + draw.randrange(-60 * DAY, 60 * DAY),
                claimed_by=claimer(n),
                closed_ms=NOW - n if closed else None,
                how="done" if closed else "",
            )  # fmt: skip

    def claimer(n: int) -> str:
        if n % 50 != 7:
            return ""
        return "bench" if n % 5_000 == 7 else f"login-{n % 3_000}"

    for model, rows in ((Person, persons()), (Run, runs()), (PathwayTask, tasks())):
        while part := list(islice(rows, CHUNK)):
            model.objects.bulk_create(part, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def median_ms(act: Callable[[], object]) -> float:
    """The median time of an act, after a first one."""
    act()
    times = []
    for _ in range(READINGS):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1_000)
    return statistics.median(times)


def measure() -> dict[str, float]:
    """Milliseconds a page, by who asks for what."""
    from django.contrib.auth.models import User
    from django.db.models import Q

    from pagus.apps.accounts.models import AccountMembership
    from pagus.apps.pathways.models import PathwayTask
    from pagus.apps.pathways.queries import worklist
    from pagus.apps.people.queries import visible_query

    def user(name: str, role: str, place: str, team: str = "") -> User:
        made = User.objects.create(username=name)
        AccountMembership.objects.create(user=made, role=role, territory=place, team=team)
        return made

    everybody = user("bench", "coordinator", DEPARTMENT)
    city = user("city", "coordinator", "epci:246700488")
    nurse = user("nurse", "nurse", DEPARTMENT, "team-7")
    found = {
        "coordinator of the département": median_ms(lambda: worklist(everybody)),
        "the same, overdue": median_ms(lambda: worklist(everybody, state="overdue")),
        "the same, one role": median_ms(lambda: worklist(everybody, role="nurse")),
        "the same, done": median_ms(lambda: worklist(everybody, state="done")),
        "the same, mine": median_ms(lambda: worklist(everybody, state="mine")),
        "the same, one commune": median_ms(lambda: worklist(everybody, place="commune:67482")),
        "the same, page 20": median_ms(lambda: worklist(everybody, page=20)),
        "coordinator of 33 communes": median_ms(lambda: worklist(city)),
        "nurse of one team": median_ms(lambda: worklist(nurse)),
        "nurse, overdue": median_ms(lambda: worklist(nurse, state="overdue")),
    }

    def peer() -> None:
        seen = PathwayTask.objects.filter(Q(person__in=visible_query(everybody)))
        waiting = seen.filter(closed_ms__isnull=True)
        list(waiting.order_by("due_ms", "pk")[:51])
        for rows in (waiting, waiting.filter(due_ms__lt=NOW), waiting.filter(claimed_by="bench")):
            rows.count()

    start = time.perf_counter()
    peer()
    found["peer: rights by join, full counts"] = (time.perf_counter() - start) * 1_000
    return found


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true")
    options.add_argument("--people", type=int, default=1_000_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        prepared_workspace(Path(name) / "workspace", DEPARTMENT, NOW)
        start = time.perf_counter()
        fill(Path(name), chosen.people)
        filled_s = time.perf_counter() - start
        found = measure()
    own = [value for key, value in found.items() if not key.startswith("peer")]
    if chosen.json:
        print(json.dumps({"people": chosen.people, "goal_ms": GOAL_MS, "worst_ms": max(own), "ms": found}))
        return
    print(f"{chosen.people:,} simulated people, written in {filled_s:.0f} s")
    for key, value in found.items():
        print(f"{value:8.1f} ms  {value / GOAL_MS:5.2f} x the goal  {key}")
    print(f"worst {max(own):.1f} ms of {GOAL_MS:.0f}: {'reached' if max(own) < GOAL_MS else 'NOT reached'}")


if __name__ == "__main__":
    main()
