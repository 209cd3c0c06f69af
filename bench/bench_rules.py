"""Figures of the rule language: rules a CPU-second against generated Python, compile time, explanation, batches.

    python bench/bench_rules.py [--json] [--seconds 0.5]

The workload is that of 20 clinical rules over 20 features on 2,000 rows. The limit is one generated Python function
for all rules, on rows as dictionaries, that knows no missing value; our functions run one rule at a time, the screen
all of them as live does. Both know missing values, and must fire on exactly the same rows. All figures are CPU time of
one process, the best of three.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import time
from collections.abc import Callable, Sequence

import polars as pl

from pagus.rules import Environment, Expression, compile_rule, to_function, to_polars, to_screen, to_sql, trace

RANGES = {
    "weight_last": (50, 120), "weight_delta_3d": (-3, 3), "weight_delta_7d": (-4, 4), "sbp_last": (80, 190),
    "sbp_mean_7d": (100, 160), "dbp_mean_7d": (60, 100), "hr_last": (45, 125), "hr_mean_7d": (55, 105),
    "spo2_last": (85, 99), "spo2_mean_7d": (88, 98), "spo2_delta_7d": (-5, 3), "temp_last": (36, 39),
    "glu_last": (45, 320), "glu_tir_14d": (0.3, 0.95), "glu_tbr_14d": (0, 0.1), "glu_cv_14d": (0.2, 0.5),
    "steps_mean_7d": (500, 9000), "steps_mean_28d": (500, 9000), "gap_h": (0, 90), "symptom_score": (0, 4),
}  # fmt: skip
RULES = [
    "weight_delta_3d > 2.0", "weight_delta_7d > 3.0 && symptom_score >= 1.0", "sbp_last < 90.0", "sbp_last > 180.0",
    "sbp_mean_7d >= 135.0 || dbp_mean_7d >= 85.0", "hr_last < 50.0 || hr_last > 120.0",
    "hr_mean_7d > 100.0 && symptom_score >= 1.0", "spo2_last < 88.0", "spo2_last < 92.0 && spo2_delta_7d <= -3.0",
    "spo2_mean_7d < 90.0", "temp_last >= 38.0", "glu_last < 54.0", "glu_last > 300.0", "glu_tir_14d < 0.50",
    "glu_tbr_14d > 0.04", "glu_cv_14d > 0.36 && glu_tbr_14d > 0.01",
    "steps_mean_28d > 500.0 && steps_mean_7d < 0.6 * steps_mean_28d", "gap_h > 72.0", "symptom_score >= 3.0",
    "weight_delta_3d > 1.5 && (spo2_last < 92.0 || hr_last > 110.0)",
]  # fmt: skip
HARDEST = "(" * 7 + "a > 1" + ") ? a / b > 2 : b > 3" * 7
"""Near the bound of 4,000 operations: seven conditions, each the condition of the next."""
Row = tuple[float | None, ...]


def draw_rows(count: int, missing: float = 0.0) -> list[Row]:
    generator = random.Random(7)
    rows = [tuple(round(generator.uniform(*ends), 3) for ends in RANGES.values()) for _ in range(count)]
    return [tuple(None if generator.random() < missing else value for value in row) for row in rows]


def generated() -> Callable[[dict[str, float | None]], tuple[bool, ...]]:
    """The limit: all rules as one Python function, made from text. Pagus makes its functions from checked trees."""
    texts = [rule.replace("&&", " and ").replace("||", " or ") for rule in RULES]
    trees = [ast.parse(text, mode="eval") for text in texts]
    assert all(node.id in RANGES for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name))
    unpacked = ";".join(f"{name}=r[{name!r}]" for name in RANGES)
    source = f"def kit(r):\n  {unpacked}\n  return ({','.join(f'({text})' for text in texts)},)"
    namespace: dict[str, Callable[[dict[str, float | None]], tuple[bool, ...]]] = {}
    exec(compile(source, "kit", "exec"), namespace)
    return namespace["kit"]


def rate(work: Callable[[], int], units: int, seconds: float) -> tuple[float, int]:
    """How many units a CPU-second, and what the work counted."""
    best, counted = 0.0, 0
    for _ in range(3):
        started, rounds = time.process_time(), 0
        while time.process_time() - started < seconds or rounds == 0:
            counted = work()
            rounds += 1
        best = max(best, rounds * units / (time.process_time() - started))
    return best, counted


def live(rules: Sequence[Expression], rows: Sequence[Row], parameters: Sequence[float] = ()) -> Callable[[], int]:
    slots = {name: slot for slot, name in enumerate(RANGES)}
    names = sorted({name for rule in rules for name in rule.parameters})
    functions = [to_function(rule, slots, {name: slot for slot, name in enumerate(names)}) for rule in rules]

    def fire() -> int:
        fired = 0
        for row in rows:
            for function in functions:
                fired += function(row, parameters) is True
        return fired

    return fire


def screened(rules: Sequence[Expression], rows: Sequence[Row]) -> Callable[[], int]:
    screen = to_screen(dict(enumerate(rules)), {name: slot for slot, name in enumerate(RANGES)}, {}, {})
    return lambda: sum(screen(row, (), None, 0).bit_count() for row in rows)


def measure(seconds: float) -> dict[str, float]:
    environment = Environment(dict.fromkeys(RANGES, "1"), {"limit": "1"})
    rules = [compile_rule(text, environment) for text in RULES]
    simple = [rule for rule in rules if "&&" not in rule.text and "||" not in rule.text]
    adjustable = [compile_rule(f"{name} > p.limit", environment) for name in RANGES]
    rows, gaps = draw_rows(2_000), draw_rows(2_000, missing=0.2)
    kit = generated()
    named = [dict(zip(RANGES, row, strict=True)) for row in rows]
    limit, fired = rate(lambda: sum(sum(kit(row)) for row in named), len(rows) * len(RULES), seconds)
    functions, ours = rate(live(rules, rows), len(rows) * len(RULES), seconds)
    screen, seen = rate(screened(rules, rows), len(rows) * len(RULES), seconds)
    assert ours == seen == fired, "the functions, the screen and the generated Python fire on different rows"
    frame = pl.DataFrame(draw_rows(100_000), schema=dict.fromkeys(RANGES, pl.Float64), orient="row")
    columns = [to_polars(rule, {}).alias(f"r{i}") for i, rule in enumerate(rules)]
    hardest = Environment({"a": "1", "b": "1"}, {})
    places = {name: slot for slot, name in enumerate(RANGES)}
    batch = frame.height * len(RULES)
    return {
        "generated Python, no missing values (the limit), rules/CPU-s": limit,
        "functions, three values, rules/CPU-s": functions,
        "ratio of functions to the limit": functions / limit,
        "screen, all rules at once, rules/CPU-s": screen,
        "ratio of the screen to the limit": screen / limit,
        "functions, one comparison, rules/CPU-s": rate(live(simple, rows), len(rows) * len(simple), seconds)[0],
        "functions, one comparison with a parameter, rules/CPU-s": rate(
            live(adjustable, rows, (2.0,)), len(rows) * len(adjustable), seconds
        )[0],
        "functions, a fifth of the features missing, rules/CPU-s": rate(
            live(rules, gaps), len(rows) * len(RULES), seconds
        )[0],
        "explanations (trace), rules/CPU-s": rate(
            lambda: sum(len(trace(rule, row, {}).children) for row in named[:100] for rule in rules), 2_000, seconds
        )[0],
        "Polars, 100,000 rows, rules/CPU-s": rate(lambda: frame.select(columns).height, batch, seconds)[0],
        "compile one rule, CPU microseconds": 1e6
        / rate(lambda: len([compile_rule(text, environment) for text in RULES]), len(RULES), seconds)[0],
        "make the function of one rule, CPU microseconds": 1e6
        / rate(lambda: len([to_function(rule, places, {}) for rule in rules]), len(RULES), seconds)[0],
        "compile one rule to SQL, CPU milliseconds": 1e3
        / rate(lambda: len([to_sql(rule, "features", {}) for rule in rules]), len(RULES), seconds)[0],
        "compile the hardest rule that is accepted, CPU milliseconds": 1e3
        / rate(lambda: len(compile_rule(HARDEST, hardest).features), 1, seconds)[0],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--seconds", type=float, default=0.5, help="CPU seconds for each of three runs of a figure")
    arguments = parser.parse_args()
    figures = measure(arguments.seconds)
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:66s} {value:16,.3f}")


if __name__ == "__main__":
    main()
