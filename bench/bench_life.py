"""The life of a kit in a workspace: plan and install of 200 objects, and an upgrade over 10,000 people.

usage: python bench/bench_life.py

Objects are signals, features, parameters, rules and indicators: the kit has 200 of them and texts in three languages.
The limit beside the install is the same rows written bare to SQLite; wall and CPU seconds of one run each.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.apps.workspace import NOW, prepare  # noqa: E402

GROUPS, PEOPLE = 50, 10_000
LANGUAGES = ("fr", "en", "de")


def timed(what: str, goal_s: float, run: Callable[[], Any]) -> Any:
    """Run it, print how long it took beside the goal."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(
        f"{what:58s} {wall:7.2f} s wall {cpu:7.2f} s CPU   goal {goal_s:g} s: {'met' if wall <= goal_s else 'missed'}"
    )
    return found


def large_kit(folder: Path, version: str, threshold: float) -> str:
    """A kit of 50 signals, features, parameters and rules each: 200 objects. It is generated: nobody would run it."""
    from pagus.kit_language import shipped_folder

    target = folder / f"large-{version}"
    shutil.copytree(shipped_folder("diabetes-home"), target)
    for path in (*target.glob("signals/*"), *target.glob("rules/*"), *target.glob("indicators/*")):
        path.unlink()
    shutil.rmtree(target / "tests")
    manifest = (target / "kit.yaml").read_text(encoding="utf-8").replace("version: 1.0.0", f"version: {version}")
    manifest = manifest.replace("id: pagus/diabetes-home", "id: bench/large").replace(
        "clinical: true", "clinical: false"
    )
    manifest = manifest[: manifest.index("device:")] + manifest[manifest.index("requires:") :]
    upgrade = 'upgrade:\n  moves_from: ["1.0.0"]\n' if version != "1.0.0" else ""
    (target / "kit.yaml").write_text(manifest + upgrade, encoding="utf-8")
    numbers = range(GROUPS)
    local = "evidence: {certainty: local}"
    write = lambda name, text: (target / name).write_text(text, encoding="utf-8")  # noqa: E731
    write("signals/all.yaml", "".join(f"s{n}: {{unit: kg, plausible: [0, 300], every: 1d}}\n" for n in numbers))
    bounds = f"control: bounded, minimum: 1, maximum: 290, layers: [territory, person], {local}"
    write(
        "parameters.yaml",
        "".join(f"limit{n}: {{selector: threshold, unit: kg, default: {threshold + n}, {bounds}}}\n" for n in numbers),
    )
    features = "".join(f"  last{n}: {{kind: last, signal: s{n}}}\n" for n in numbers)
    rules = "".join(f'  high{n}: {{when: "last{n} > p.limit{n}", severity: warning, {local}}}\n' for n in numbers)
    write("rules/all.yaml", f"features:\n{features}\nrules:\n{rules}")
    write("sources.bib", "")
    for language in LANGUAGES:
        named = lambda section, names: f"{section}:\n" + "".join(names)  # noqa: E731
        kit = (target / "messages" / f"{language}.yaml").read_text(encoding="utf-8")
        head = "".join(line + "\n" for line in kit[: kit.index("  intended_use:")].splitlines())
        moved = "  upgrade: x\n" if upgrade else ""
        texts = [
            head + moved,
            named("signals", (f"  s{n}: {{name: s{n}}}\n" for n in numbers)),
            named("features", (f"  last{n}: {{name: last {n}}}\n" for n in numbers)),
            named("parameters", (f"  limit{n}: {{name: limit {n}, note: invented}}\n" for n in numbers)),
            named("rules", (f"  high{n}: {{title: high {n}, advice: look, note: invented}}\n" for n in numbers)),
        ]
        write(f"messages/{language}.yaml", "".join(texts))
    (target / "tests" / "scenarios").mkdir(parents=True)
    write("tests/scenarios/all.yaml", scenarios(threshold))
    (target / "SHA256SUMS").unlink(missing_ok=True)
    return str(target)


def scenarios(threshold: float) -> str:
    """The boundary of each rule, and one scenario of every other kind that a kit must have."""
    calm = "given: {observations: [{signal: s0, at: 0d, value: 20}]}"
    late = "{observations: [{signal: s0, at: 0d, value: 20, received: 1d}]}"
    lines = [
        f"a_happy: {{title: Happy, kind: happy, {calm}, when: {{until: 2d}}, then: {{alerts: []}}}}",
        "a_silence: {title: Silence, kind: silence, given: {observations: []}, when: {until: 2d}, then: {alerts: []}}",
        f"a_outage: {{title: Outage, kind: outage, given: {late}, when: {{until: 2d}}, then: {{alerts: []}}}}",
        f"a_budget: {{title: Budget, kind: false_alarm_budget, {calm}, when: {{until: 2d}}, then: {{most_alerts: 0}}}}",
        f"a_end: {{title: End, kind: uninstall, {calm}, when: {{until: 2d, uninstall: 1d}}, then: {{alerts: []}}}}",
    ]
    for n in range(GROUPS):
        low, high = threshold + n, threshold + n + 1
        seen = f"[{{signal: s{n}, at: 0d, value: {low}}}, {{signal: s{n}, at: 1d, value: {high}}}]"
        lines.append(
            f"edge{n}: {{title: Edge, kind: boundary, rule: high{n}, given: {{observations: {seen}}}, "
            f"when: {{until: 2d}}, then: {{alerts: [{{rule: high{n}, at: 1d, severity: warning}}]}}}}"
        )
    return "\n".join(lines) + "\n"


def bare_rows(folder: Path, rows: int) -> None:
    """The limit: as many rows into one table of SQLite, in one durable transaction."""
    connection = sqlite3.connect(folder / "bare.sqlite3")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE enrolment (id INTEGER PRIMARY KEY, subject TEXT, from_ms INTEGER, to_ms INTEGER)")
    with connection:
        connection.executemany(
            "INSERT INTO enrolment (subject, from_ms) VALUES (?, ?)", ((f"person:P-{n:05d}", n) for n in range(rows))
        )
    connection.close()


def main() -> None:
    """Measure all three."""
    prepare()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.installations import actions, queries
    from pagus.apps.installations.kit_library import find_kit
    from pagus.apps.installations.models import Enrolment
    from pagus.apps.people.models import Person, Team

    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        first, second = large_kit(folder, "1.0.0", 80.0), large_kit(folder, "2.0.0", 81.0)
        timed("check the kit of 200 objects", 5, lambda: find_kit(first))
        timed("plan", 5, lambda: queries.plan_here(first, "epci:246700488", {}))
        number = timed("plan and install", 5, lambda: actions.install(first, "epci:246700488", {}))
        Team.objects.create(code="t", name_fr="t", name_en="t", name_de="t", territory="epci:246700488")
        codes = [f"person:P-{n:05d}" for n in range(PEOPLE)]
        Person.objects.bulk_create(
            Person(code=code, residence="commune:67482", team_id="t", simulated=True, added_ms=NOW) for code in codes
        )
        Enrolment.objects.bulk_create(
            Enrolment(installation_id=number, subject=code, from_ms=NOW, observed_from_ms=NOW) for code in codes
        )
        source = find_kit(second)
        plan = timed("plan of an upgrade over 10,000 people", 10, lambda: queries.plan_upgrade_here(number, source, {}))
        assert (plan.followers.people, plan.refusals) == (PEOPLE, ()), plan.refusals
        upgrade = lambda: actions.upgrade(number, second, SYSTEM, reason="bench", move=True)  # noqa: E731
        moved = timed("upgrade that moves 10,000 people, journalled", 30, upgrade)
        assert len(queries.enrolments(moved)) == PEOPLE
        timed("  limit: 10,000 bare rows in one transaction", 1, lambda: bare_rows(folder, PEOPLE))


if __name__ == "__main__":
    main()
