"""A year of 10,000 simulated people with heart failure: how long does a backtest take, what do 100 variants cost?

Limits: 30 s for the year on two cores; 100 variants of one threshold at most twice the time of one. Also printed: the
false alerts of the combined rules beside those of the rule on weight. All of it is SIMULATED.

    .venv/bin/python bench/bench_backtest.py [--people 10000] [--days 365]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from pagus.analytics.backtest import History, backtest, backtest_variants
from pagus.engines.cohorts import simulate
from pagus.kernel.time import DAY, parse_instant
from pagus.kit_language.shipped import shipped_kit
from pagus.library.cohorts import cohort_profile

KIT = "heart-failure-home"
VARIANTS = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=365)
    asked = parser.parse_args()
    start = parse_instant("2026-01-01T00:00:00Z")
    cohort, seconds, _ = timed(lambda: simulate(cohort_profile(KIT), asked.people, asked.days, 11, start))
    print(f"{asked.people:,} simulated people, {cohort.observations.height:,} observations: drawn in {seconds:.1f} s")
    history = History(
        observations=cohort.observations,
        events=cohort.events,
        absences=cohort.absences,
        people=cohort.people,
        start_ms=start,
        end_ms=start + asked.days * DAY,
        simulated=True,
    )
    kit = shipped_kit(KIT)
    found, one_s, one_cpu = timed(lambda: backtest(kit, history, {}))
    print(f"one backtest: {one_s:.1f} s, {one_cpu:.1f} s CPU (limit 30 s)")
    variants = [{"gain_kg": 1.0 + 3.0 * n / VARIANTS} for n in range(VARIANTS)]
    _, many_s, many_cpu = timed(lambda: backtest_variants(kit, history, variants))
    times = many_cpu / one_cpu
    print(f"{VARIANTS} variants of one threshold: {many_s:.1f} s, {many_cpu:.1f} s CPU, {times:.2f} times one")
    rules = found.verdict.by_rule
    weight = rules["weight_gain"]
    for name in ("weight_gain", "weight_above_usual", "weight_and_pulse", "pulse_and_saturation"):
        rule = rules[name]
        false, low, high = rule.false_alerts_a_person_year
        ratio = (weight.false_alerts_a_person_year.value or 0) / (false or 1)
        print(
            f"SIMULATED {name}: sensitivity {rule.sensitivity.value:.1%}, PPV {rule.ppv.value:.1%}, "
            f"false a person-year {false:.2f} [{low:.2f}; {high:.2f}], {ratio:.1f} times fewer than weight_gain"
        )


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main()
