"""The live engine against the limit: bare window loop + generated rules, measured beside it in the same run.

usage: python bench/bench_signals.py [observations, default 300000]

The peers live in the folder ``shared`` beside the repository (or PAGUS_SHARED): bench/monitor_windows.py (a Python loop
with five features over exact windows) and bench/monitor_rules.py (twenty rules generated as one Python function). The
composite limit is their harmonic sum: what a hand-written program without any other duty would reach. Without the
folder, a bare loop of this file stands in for them, and the output says so. All times are CPU seconds.
"""

from __future__ import annotations

import ast
import bisect
import builtins
import gc
import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from pagus.engines.signals import Live, compile_program  # noqa: E402
from pagus.kit_language import load_kit  # noqa: E402
from tests.engines.signals.making import DAY, feature, kit, parameter, rule, signal  # noqa: E402

PEERS = Path(os.environ.get("PAGUS_SHARED", ROOT.parent / "shared")) / "bench"
CODES = ("weight", "sbp", "hr", "spo2")
BASE = 20_000 * DAY


def peer(name: str) -> dict[str, Any] | None:
    """The functions, classes and constants of a peer script, without running it."""
    path = PEERS / f"{name}.py"
    if not path.exists():
        return None
    kept: list[ast.stmt] = []
    known, functions = set(dir(builtins)), set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            known |= {(it.asname or it.name) for it in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            functions.add(node.name)
        elif not isinstance(node, ast.Assign) or "argv" in ast.unparse(node) or not _is_constant(node, known):
            continue
        else:
            known |= {it.id for target in node.targets for it in ast.walk(target) if isinstance(it, ast.Name)}
        kept.append(node)
    space: dict[str, Any] = {"__name__": name, "N": 0}
    exec(compile(ast.Module(kept, []), str(path), "exec"), space)
    return space


def _is_constant(node: ast.Assign, known: set[str]) -> bool:
    names = [it for it in ast.walk(node) if isinstance(it, ast.Name)]
    own = {it.id for it in names if isinstance(it.ctx, ast.Store)}
    return {it.id for it in names if isinstance(it.ctx, ast.Load)} <= known | own


def best_of(times: int, run: Callable[[], object]) -> float:
    """The least CPU seconds of some runs."""
    seconds = []
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return min(seconds)


class BareWindow:
    """Stand-in for the peer: sorted points and running sums over seven days."""

    def __init__(self) -> None:
        self.t: list[int] = []
        self.v: list[float] = []
        self.low, self.total = 0, 0.0

    def step(self, t: int, v: float) -> tuple[float, float, float, int, int | None]:
        at = bisect.bisect_right(self.t, t)
        self.t.insert(at, t)
        self.v.insert(at, v)
        self.total += v
        while self.t[self.low] < self.t[-1] - 7 * 86_400:
            self.total -= self.v[self.low]
            self.low += 1
        n = len(self.t) - self.low
        first = bisect.bisect_left(self.t, self.t[-1] - 3 * 86_400, self.low)
        gap = self.t[-1] - self.t[-2] if n > 1 else None
        return self.v[-1], self.v[-1] - self.v[first], self.total / n, n, gap


def bare_loop(subjects: list[int], signals: list[int], times: list[int], values: list[float]) -> int:
    state: dict[int, BareWindow] = {}
    hits = 0
    for s, g, t, v in zip(subjects, signals, times, values, strict=True):
        hits += state.setdefault(s * 16 + g, BareWindow()).step(t, v)[1] > 2.0
    return hits


def five_features(code: str) -> list[Any]:
    """The five features of the peer."""
    return [
        feature(f"{code}_last", "last", code),
        feature(f"{code}_d3", "delta", code, over_ms=3 * DAY, min_points=2),
        feature(f"{code}_mean", "mean", code, over_ms=7 * DAY),
        feature(f"{code}_n", "count", code, over_ms=7 * DAY),
        feature(f"{code}_gap", "since_last", code),
    ]


RANGES = {"weight": (77.0, 83.0), "sbp": (94.0, 166.0), "hr": (50.0, 100.0), "spo2": (88.0, 102.0)}


def four_rules(code: str, low: float, high: float) -> list[str]:
    """Four rules on the features of a signal, of the shapes that the peer has: comparisons, chains, a silence."""
    half = (high - low) / 2
    return [
        f"{code}_d3 > {half:.2f}",
        f"{code}_last < {low:.2f} || {code}_last > {high:.2f}",
        f"{code}_mean >= {high - 0.5 * half:.2f} && {code}_n >= 3.0",
        f"{code}_gap > p.silence",
    ]


def natural_kit() -> Any:
    """Four signals with five features and four rules each, and four rules across signals: twenty."""
    across = [
        "weight_d3 > 1.5 && (spo2_last < 90.0 || hr_last > 95.0)",
        "hr_mean > 90.0 && sbp_last < 100.0",
        "sbp_mean >= 150.0 || hr_mean >= 95.0",
        "weight_mean > 82.0 && spo2_d3 <= -6.0 && hr_n >= 2.0",
    ]
    rules = [text for code, ends in RANGES.items() for text in four_rules(code, *ends)]
    return _kit(list(RANGES), [*rules, *across])


def same_work_kit() -> Any:
    """One signal, five features, and all twenty rules on them: at each observation as much as the peer computes."""
    return _kit(["a"], [text for width in range(5) for text in four_rules("a", -5.0 - width / 10, 5.0 + width / 10)])


def _kit(codes: list[str], texts: list[str]) -> Any:
    features = [it for code in codes for it in five_features(code)]
    rules = [rule(f"r{number}", text, refractory_ms=3 * DAY) for number, text in enumerate(texts)]
    signals = [signal(code, every=DAY // 2, plausible=(-1000, 1000)) for code in codes]
    return kit(signals, features, rules, [parameter("silence", 72.0, unit="h")])


class Store:
    """A history as a real store gives it: the points of one subject in a range of time."""

    def __init__(self, rows: list[tuple[str, str, int, float]]) -> None:
        self.rows: dict[str, tuple[list[int], list[tuple[str, str, int, float]]]] = {}
        for row in sorted(rows, key=lambda it: it[2]):
            times, kept = self.rows.setdefault(row[0], ([], []))
            times.append(row[2])
            kept.append(row)

    def __call__(self, subject: str, from_ms: int, to_ms: int) -> list[tuple[str, str, int, float]]:
        times, kept = self.rows[subject]
        return kept[bisect.bisect_left(times, from_ms) : bisect.bisect_right(times, to_ms)]


class LiveRun:
    """A fresh engine with all subjects enrolled, fed in batches of a thousand as the ingest process does."""

    def __init__(self, made: Any, rows: list[tuple[str, str, int, float]]) -> None:
        self.program, self.rows, self.store = compile_program(made), rows, Store(rows)
        self.alerts = self.late = 0

    def seconds(self) -> float:
        live = Live(self.program, self.store)
        for subject in self.store.rows:
            live.enrol(subject, BASE)
        gc.collect()
        self.alerts = self.late = 0
        start = time.process_time()
        for at in range(0, len(self.rows), 1000):
            firings = live.feed(self.rows[at : at + 1000]).firings
            self.alerts += len(firings)
            self.late += sum(firing.late for firing in firings)
        return time.process_time() - start


def dense_kit() -> Any:
    return load_kit(ROOT / "src" / "pagus" / "library" / "kits" / "diabetes-home")


def glucose(people: int, days: int) -> pl.DataFrame:
    """Readings every five minutes: three waves a day, noise, whole mg/dL."""
    count = days * 288
    t = np.tile(np.arange(count) * 300_000 + BASE, people)
    who = np.repeat(np.arange(people), count)
    noise = np.random.default_rng(3).normal(0, 18, len(t))
    value = np.clip(140 + 45 * np.sin((t % DAY) / DAY * 6.28 * 3 + who) + noise, 40, 400).round()
    names = pl.Series([f"person:P-{number:05d}" for number in range(people)]).gather(pl.Series(who))
    return pl.DataFrame({"subject": names, "signal": "glucose", "t": t, "value": value})


def measure_live(count: int) -> None:
    windows, rules = peer("monitor_windows"), peer("monitor_rules")
    generator = windows["vitals"] if windows else peer_less_vitals
    columns = [it[:count].tolist() for it in generator()]
    loop = partial(windows["loop"], windows["Raw"]) if windows else bare_loop
    function, data = (rules["closures"](), rules["rows"](2000)) if rules else (None, [])
    natural = LiveRun(natural_kit(), rows_of(columns, same_work=False))
    same = LiveRun(same_work_kit(), rows_of(columns, same_work=True))
    bare, generated, whole, all_rules = [], [], [], []
    for _ in range(4):  # side by side, because the machine is shared
        bare.append(best_of(1, lambda: loop(*columns)))
        generated.append(best_of(1, lambda: [function(row) for _ in range(25) for row in data]) if function else 0.0)
        whole.append(natural.seconds())
        all_rules.append(same.seconds())
    windows_rate = count / min(bare)
    rules_rate = 25 * len(data) / min(generated) if function else float("inf")
    limit = 1 / (1 / windows_rate + 1 / rules_rate)
    absent = "" if windows else "  (peer absent: a loop of this file)"
    print(f"bare windows, 5 features              {windows_rate:12,.0f} observations / CPU s{absent}")
    print(
        f"generated rules, 20 a row             {rules_rate:12,.0f} rows / CPU s" + ("" if rules else "  (peer absent)")
    )
    print(f"composite limit                       {limit:12,.0f} observations / CPU s")
    for name, run, spent in (
        ("4 signals, kit of 20 rules", natural, min(whole)),
        ("1 signal, 20 rules at each", same, min(all_rules)),
    ):
        rate = count / spent
        told = f"{run.alerts:,} alerts explained, {run.late} of them late"
        print(f"live, {name:32s}{rate:12,.0f} observations / CPU s  ratio {rate / limit:.2f}  {told}")


def rows_of(columns: list[list[Any]], *, same_work: bool) -> list[tuple[str, str, int, float]]:
    """The peer's stream as points. For the same work each of its series is a subject of its own, values in deviations."""  # noqa: E501
    middle, spread, codes = (80.0, 130.0, 75.0, 95.0), (0.6, 9.0, 7.0, 1.5), list(RANGES)
    if same_work:
        return [
            (f"s{s}:{g}", "a", BASE + t * 1000, round((v - middle[g]) / spread[g], 2))
            for s, g, t, v in zip(*columns, strict=True)
        ]
    return [(f"s{s}", codes[g], BASE + t * 1000, v) for s, g, t, v in zip(*columns, strict=True)]


def peer_less_vitals() -> Any:
    draw = np.random.default_rng(3)
    base = np.repeat(np.arange(120) * 43_200, 40_000)
    signals = np.tile(np.arange(4), 10_000 * 120)
    subjects = np.tile(np.repeat(np.arange(10_000), 4), 120)
    t = base + draw.integers(0, 7200, len(base))
    spread = np.array([0.6, 9, 7, 1.5])[signals]
    values = np.round(np.array([80, 130, 75, 95])[signals] + draw.normal(0, 1.0, len(base)) * spread, 1)
    order = np.argsort(t + np.where(draw.random(len(t)) < 0.01, 21_600, 30), kind="stable")
    return subjects[order], signals[order], t[order], values[order]


def measure_state() -> None:
    program, readings = compile_program(dense_kit()), glucose(1000, 15)
    names = readings["subject"].unique().to_list()
    rows = readings.sort("t").rows()
    live = Live(program, lambda subject, start, end: [])
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for name in names:
        live.enrol(name, BASE)
    spent = time.process_time()
    alerts = 0
    for at in range(0, len(rows), 1000):
        alerts += len(live.feed(rows[at : at + 1000]).firings)
    gc.collect()
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    print(
        f"state of a glucose patient     {used / len(names):12,.0f} bytes (diabetes-home, 15 days fed, {alerts} alerts; goal 3,072)"  # noqa: E501
    )
    del spent
    live = Live(program, lambda subject, start, end: [])
    for name in names:
        live.enrol(name, BASE)
    start = time.process_time()
    for at in range(0, len(rows) // 4, 1000):
        live.feed(rows[at : at + 1000])
    print(
        f"live, glucose in panes         {len(rows) // 4 / (time.process_time() - start):12,.0f} observations / CPU s"
    )


def measure_rebuild() -> None:
    draw = np.random.default_rng(5)
    codes = [*RANGES, "steps"]
    made = _kit(
        codes, [text for code, ends in {**RANGES, "steps": (0.0, 12000.0)}.items() for text in four_rules(code, *ends)]
    )
    count = 10_000 * 5 * 28
    who = np.repeat(np.arange(10_000), 5 * 28)
    which = np.tile(np.repeat(np.arange(5), 28), 10_000)
    t = BASE + np.tile(np.arange(28) * (DAY // 2), 50_000) + draw.integers(0, 7_200_000, count)
    middle = np.array([80, 130, 75, 95, 6000])[which]
    value = np.round(middle + draw.normal(0, 1, count) * np.array([0.6, 9, 7, 1.5, 2000])[which], 1)
    names = pl.Series([f"person:P-{number:05d}" for number in range(10_000)])
    history = pl.DataFrame(
        {
            "subject": names.gather(pl.Series(who)),
            "signal": pl.Series(codes).gather(pl.Series(which)),
            "t": t,
            "value": value,
        }
    )
    _rebuild(made, names.to_list(), history, "10,000 patients, 50,000 series, 14 days, twice a day")
    readings = glucose(1000, 14)
    _rebuild(dense_kit(), readings["subject"].unique().to_list(), readings, "1,000 glucose patients, 14 days")


def _rebuild(made: Any, names: list[str], history: pl.DataFrame, what: str) -> None:
    live = Live(compile_program(made), lambda subject, start, end: [])
    for name in names:
        live.enrol(name, BASE)
    wall, cpu = time.perf_counter(), time.process_time()
    live.rebuild_all(history, BASE + 14 * DAY)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"rebuild, {what}: {len(history):,} points, {cpu:.2f} CPU s, {wall:.2f} s (goal 10 s for 10,000)")


if __name__ == "__main__":
    measure_live(int(sys.argv[1]) if len(sys.argv) > 1 else 300_000)
    measure_state()
    measure_rebuild()
