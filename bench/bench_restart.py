"""How long does it take to stand again after a restart: the state of 10,000 patients, from the store's history?

usage: bench_restart.py [patients]

10,000 patients, five vital signs each, twice a day for 14 days: 50,000 series, 1.4 million observations, 13 days
closed in Parquet and one hot. CPU decides, since the machine may be busy with other things. The rules are those of a
heart-failure follow-up: gains of weight over three days, means over a week, silences. The engine that the ingest
process runs is built anew by the ingest process's own code.
Goal: 10 s; beside it stands the slice that DuckDB needs to read the same rows from the same files.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from pagus.apps.workspace import Workspace
from pagus.kernel.time import DAY, HOUR, parse_instant
from pagus.kit_language.model import Evidence, Feature, Kit, Parameter, Rule, Signal, Text
from workspaces import prepared_workspace

NOW = parse_instant("2026-03-15T00:00:00Z")
DAYS = 14
GOAL_S = 10.0
WORD = Text("", "", "")
LOCAL = Evidence(certainty="local", sources=())
VITALS = {
    "weight": ("kg", 78.0, 0.6, (20.0, 350.0)),
    "systolic": ("mm[Hg]", 128.0, 9.0, (50.0, 260.0)),
    "diastolic": ("mm[Hg]", 78.0, 6.0, (30.0, 160.0)),
    "heart-rate": ("/min", 72.0, 7.0, (20.0, 250.0)),
    "spo2": ("%", 95.5, 1.2, (50.0, 100.0)),
}


def feature(name: str, kind: Any, signal: str, unit: str, days: int | None) -> Feature:
    return Feature(name=name, kind=kind, signal=signal, unit=unit, over_ms=days * DAY if days else None)


FEATURES = (
    feature("gain", "delta", "weight", "kg", 3),
    feature("weight_mean", "mean", "weight", "kg", 7),
    feature("weight_now", "last", "weight", "kg", None),
    feature("silence", "since_last", "weight", "h", None),
    feature("pressure", "mean", "systolic", "mm[Hg]", 3),
    feature("pressure_low", "min", "diastolic", "mm[Hg]", 3),
    feature("pulse", "max", "heart-rate", "/min", 1),
    feature("saturation", "min", "spo2", "%", 1),
)
RULES = {
    "gain": "gain > p.gain_limit",
    "above_mean": "weight_now - weight_mean > p.gain_limit",
    "silent": "silence > quantity(72.0, 'h')",
    "pressure_high": "pressure > quantity(160.0, 'mm[Hg]')",
    "pressure_low": "pressure_low < quantity(45.0, 'mm[Hg]')",
    "pulse_high": "pulse > quantity(120.0, '/min')",
    "saturation_low": "saturation < quantity(88.0, '%') && pulse > quantity(100.0, '/min')",
}


def vitals_kit() -> Kit:
    signals = {
        code: Signal(code=code, name=WORD, subject="person", unit=unit, plausible=plausible, every_ms=12 * HOUR)
        for code, (unit, _, _, plausible) in VITALS.items()
    }
    gain = Parameter(
        name="gain_limit", label=WORD, selector="threshold", unit="kg", default=2.0, control="free", evidence=LOCAL
    )
    rules = {
        name: Rule(
            id=name, title=WORD, advice=WORD, when=when, severity="warning", evidence=LOCAL, refractory_ms=3 * DAY
        )
        for name, when in RULES.items()
    }
    return Kit(
        id="bench/vitals", version="1.0.0", digest="bench", title=WORD, summary=WORD, maturity="draft",
        licence="EUPL-1.2", publisher="bench", subject="person", legal_basis=WORD, data_categories=(), roles=(),
        inclusion=WORD, disclaimer=WORD, signals=signals, features={each.name: each for each in FEATURES},
        parameters={"gain_limit": gain}, rules=rules, indicators={}, sources={}, scenarios=(),
    )  # fmt: skip


def observations(patients: int) -> Iterator[list[Any]]:
    from pagus.apps.streams.observation import Observation

    draw = Random(1)
    for half_day in range(2 * DAYS):
        batch = []
        for patient in range(patients):
            t = NOW - DAYS * DAY + half_day * DAY // 2 + (8 + patient % 3) * HOUR + patient * 37
            for number, (signal, (_, mean, spread, _)) in enumerate(VITALS.items()):
                value = round(min(mean + draw.gauss(0, spread), 100.0 if signal == "spo2" else 1e9), 1)
                batch.append(Observation(f"person:P-{patient:06d}", signal, t + number * 1_000, value))
        for start in range(0, len(batch), 5_000):
            yield batch[start : start + 5_000]


def prepare(folder: Path, patients: int) -> Workspace:
    workspace = prepared_workspace(folder, "epci:246700488", NOW)

    from pagus.apps.streams.observation import Batch
    from pagus.apps.streams.submission import open_store

    store = open_store(workspace)
    store.register_signals(vitals_kit().signals.values())
    store.register_subjects(f"person:P-{patient:06d}" for patient in range(patients))
    began, rows = time.perf_counter(), 0
    for batch in observations(patients):
        receipts = store.commit(Batch("bench", batch))
        assert receipts.accepted == len(batch), receipts
        rows += len(batch)
    stored = time.perf_counter()
    for day in store.closable_days(NOW - DAY):
        store.close_day(day)
    counts = store.counts()
    print(
        f"stored {rows:,} observations in {stored - began:.1f} s; closed {counts.closed_days} days in "
        f"{time.perf_counter() - stored:.1f} s, {counts.archive_bytes / counts.archived:.1f} bytes a row; "
        f"{counts.hot:,} rows are hot"
    )
    store.close()
    return workspace


def rebuild(workspace: Workspace, patients: int) -> None:
    """Let the ingest process's own follower take up an installation that had read everything."""
    from pagus.apps.collector import tune_collector
    from pagus.apps.installations.queries import Enrolled, InstalledKit
    from pagus.apps.streams.ingest import rules_runner
    from pagus.apps.streams.store.interface import Consumed
    from pagus.apps.streams.submission import open_store

    tune_collector()
    kit = vitals_kit()
    installed = InstalledKit(
        id=1, kit=kit, territory="epci:246700488", parameters={"gain_limit": 2.0}, mode="simulation",
        installed_ms=NOW - DAYS * DAY, installed_by="bench",
    )  # fmt: skip
    enrolled = [
        Enrolled(subject=f"person:P-{n:06d}", from_ms=NOW - DAYS * DAY, to_ms=None, parameters={"gain_limit": 2.0})
        for n in range(patients)
    ]
    rules_runner.installations.revision = lambda: 1
    rules_runner.installations.active_installations = lambda: [installed]
    rules_runner.installations.enrolments = lambda number: enrolled
    told = []
    rules_runner.alerts.raise_alerts = lambda number, firings, now: told.extend(firings)
    store = open_store(workspace)
    store.advance_consumer(rules_runner.consumer_name(1), Consumed(store.counts().sequence, NOW))
    began, cpu, longest, steps = time.perf_counter(), time.process_time(), 0.0, 0
    runner = rules_runner.RulesRunner(store, lambda: NOW)
    while not runner.ready():
        before = time.perf_counter()
        runner.step()
        longest = max(longest, time.perf_counter() - before)
        steps += 1
    assert not runner.broken()
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    verdict = "met" if cpu <= GOAL_S else f"missed by {cpu - GOAL_S:.1f} s"
    print(
        f"state of {patients:,} patients ({5 * patients:,} series, {DAYS} d) rebuilt in {cpu:.2f} s CPU "
        f"(goal {GOAL_S:.0f} s: {verdict}), {wall:.2f} s wall at load {os.getloadavg()[0]:.1f}; "
        f"longest step {longest * 1e3:.0f} ms of {steps}; "
        f"{len(told):,} alerts of the last day told again, to no effect"
    )
    began = time.perf_counter()
    frame = store.history()
    print(f"store.history of all {frame.height:,} rows: {time.perf_counter() - began:.2f} s")
    store.close()


def slice_by_duckdb(workspace: Workspace) -> None:
    import duckdb

    began = time.perf_counter()
    files = str(workspace.archive / "*.parquet")
    rows = duckdb.sql(
        f"SELECT subject, signal, t, value FROM read_parquet('{files}') WHERE quality = 0 ORDER BY 1, 2, 3"
    ).fetchall()
    print(f"DuckDB slice of the closed days, to Python rows: {len(rows):,} rows in {time.perf_counter() - began:.2f} s")


def main() -> None:
    patients = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(prefix="pagus-bench-") as base:
        workspace = prepare(Path(base) / "workspace", patients)
        rebuild(workspace, patients)
        slice_by_duckdb(workspace)


if __name__ == "__main__":
    main()
