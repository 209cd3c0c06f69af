"""Replay against bare Polars: four features at every observation, twenty rules, hygiene; and a hundred variants.

    python bench/bench_replay.py [patients, default 4000]

The limit is what the peer measures (bench/monitor_windows.py in the folder ``shared`` beside the repository): Polars
``rolling`` over seven days, four aggregates at every observation, on a table that is sorted and keyed by numbers
already. Replay starts from the table as the store gives it (text codes, sorted by subject, signal and time), computes
the same four features exactly, judges twenty rules with three values, applies hygiene and counts alerts. CPU seconds,
best of three, side by side.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from pagus.engines.signals import compile_program, replay, replay_variants  # noqa: E402
from pagus.engines.signals.model import Program  # noqa: E402
from tests.engines.signals.making import DAY, enrolled, feature, kit, parameter, rule, signal  # noqa: E402

CODES = ("hr", "sbp", "spo2", "weight")
MIDDLE, SPREAD = (75.0, 130.0, 95.0, 80.0), (7.0, 9.0, 1.5, 0.6)
BASE = 20_000 * DAY
DAYS = 60


def program() -> Program:
    """Four signals with the four features of the limit, five rules on each."""
    features, rules = [], []
    for code, middle, spread in zip(CODES, MIDDLE, SPREAD, strict=True):
        features += [
            feature(f"{code}_last", "last", code, over_ms=7 * DAY),
            feature(f"{code}_mean", "mean", code, over_ms=7 * DAY),
            feature(f"{code}_n", "count", code, over_ms=7 * DAY),
            feature(f"{code}_sd", "sd", code, over_ms=7 * DAY),
        ]
        high, low = middle + 3.2 * spread, middle - 3.2 * spread
        rules += [
            f"{code}_last > p.{code}_high",
            f"{code}_last < {low:.2f} && {code}_n >= 3.0",
            f"{code}_mean > {middle + spread:.2f} || {code}_mean < {middle - spread:.2f}",
            f"{code}_sd > {1.9 * spread:.2f} && {code}_n >= 10.0",
            f"{code}_last - {code}_mean > {high - middle:.2f}",
        ]
    limits = [
        parameter(f"{code}_high", middle + 3.2 * spread)
        for code, middle, spread in zip(CODES, MIDDLE, SPREAD, strict=True)
    ]
    signals = [signal(code, every=DAY // 2, plausible=(0, 400)) for code in CODES]
    made = kit(
        signals, features, [rule(f"r{at}", text, refractory_ms=3 * DAY) for at, text in enumerate(rules)], limits
    )
    return compile_program(made)


def observations(patients: int) -> pl.DataFrame:
    """Two values of each signal a day, for sixty days; sorted by subject, signal and time."""
    draw = np.random.default_rng(3)
    each = DAYS * 2
    count = patients * 4 * each
    who, which = np.repeat(np.arange(patients), 4 * each), np.tile(np.repeat(np.arange(4), each), patients)
    t = BASE + np.tile(np.arange(each) * (DAY // 2), patients * 4) + draw.integers(0, 7_200_000, count)
    value = np.round(np.array(MIDDLE)[which] + draw.normal(0, 1, count) * np.array(SPREAD)[which], 1)
    names = pl.Series([f"person:P-{number:05d}" for number in range(patients)])
    return pl.DataFrame(
        {
            "subject": names.gather(pl.Series(who)),
            "signal": pl.Series(CODES).gather(pl.Series(which)),
            "t": t,
            "value": value,
        }
    )


def bare(table: pl.DataFrame) -> pl.DataFrame:
    """The limit, as the peer writes it; the window closed at both ends, as ours."""
    value = pl.col("value")
    return table.rolling("at", period="7d", group_by="k", closed="both").agg(
        value.last().alias("last"), value.mean().alias("mean"), pl.len().alias("n"), value.std().alias("sd")
    )


def cpu(run: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("patients", type=int, nargs="?", default=4000)
    patients = parser.parse_args().patients
    table, made = observations(patients), program()
    key = pl.col("subject").str.slice(-5).cast(pl.Int64) * 16 + pl.col("signal").replace_strict(CODES, [0, 1, 2, 3])
    keyed = table.select(k=key, at=pl.from_epoch("t", time_unit="ms"), value="value")
    people = enrolled(dict.fromkeys(table["subject"].unique().to_list(), BASE))
    end = BASE + DAYS * DAY
    variants = [{"hr_high": 75.0 + 7.0 * (2.0 + at / 50)} for at in range(100)]
    limit, one, hundred = [], [], []
    for _ in range(3):
        limit.append(cpu(lambda: bare(keyed)))
        one.append(cpu(lambda: replay(made, table, people, BASE, end)))
        hundred.append(
            cpu(lambda: [it.alerts_per_day for it in replay_variants(made, table, people, BASE, end, variants)])
        )
    shuffled = table.sample(fraction=1.0, shuffle=True, seed=1)
    disorder = cpu(lambda: replay(made, shuffled, people, BASE, end))
    found = replay(made, table, people, BASE, end)
    rows = len(table)
    print(f"{rows:,} observations, {patients:,} patients, {len(made.rules)} rules, {len(found.alerts):,} alerts")
    print(f"bare Polars rolling, 4 features   {rows / min(limit):12,.0f} observations / CPU s")
    print(
        f"replay: features, rules, hygiene  {rows / min(one):12,.0f} observations / CPU s   ratio {min(limit) / min(one):.2f}"  # noqa: E501
    )
    print(f"replay of a table in disorder     {rows / disorder:12,.0f} observations / CPU s")
    print(
        f"100 variants of one threshold     {min(hundred):12.2f} CPU s, {min(hundred) / min(one):.2f} times one replay"
    )
    explained = cpu(lambda: found.firings)
    print(f"explaining all alerts             {explained / max(1, len(found.alerts)) * 1e6:12.0f} CPU us each")


if __name__ == "__main__":
    main()
