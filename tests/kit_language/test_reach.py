from __future__ import annotations

import math
import random
import time

import pytest

from pagus.kit_language.model import Feature, Signal, Text
from pagus.kit_language.reach import Range, Truth, feature_range, possible_verdicts
from pagus.rules import Environment, compile_rule, trace

ENVIRONMENT = Environment({"x": "kg", "y": "kg", "s": "1", "c": "Cel"}, {"k": "kg"})
FEATURES = {"x": Range(10, 20), "y": Range(15, 30), "s": Range(0, 1), "c": Range(-40, 50)}
PARAMETERS = {"k": Range(2, 4)}
BOTH, ONLY_TRUE, ONLY_FALSE = Truth(True, True), Truth(True, False), Truth(False, True)

CASES = {
    "x > quantity(20, 'kg')": ONLY_FALSE,
    "x >= quantity(20, 'kg')": BOTH,
    "x < quantity(20.5, 'kg')": ONLY_TRUE,
    "x > quantity(9000, 'g')": ONLY_TRUE,
    "x > y": BOTH,
    "x + y > quantity(50, 'kg')": ONLY_FALSE,
    "y - x > quantity(20, 'kg')": ONLY_FALSE,
    "x / y > 2.0": ONLY_FALSE,
    "x / (y - y) > 2.0": BOTH,
    "s * s <= 1.0": ONLY_TRUE,
    "-s > 0.0": ONLY_FALSE,
    "abs(s - 0.5) > 0.5": ONLY_FALSE,
    "min(x, y) > quantity(20, 'kg')": ONLY_FALSE,
    "max(x, y) >= quantity(15, 'kg')": ONLY_TRUE,
    "x > p.k": ONLY_TRUE,
    "s in [2.0, 3.0]": ONLY_FALSE,
    "s == 2.0": ONLY_FALSE,
    "s != 2.0": ONLY_TRUE,
    "has(s) && s > 1.0": ONLY_FALSE,
    "has(s) || s <= 1.0": ONLY_TRUE,
    "!(s <= 1.0)": ONLY_FALSE,
    "(s <= 1.0 ? x : y) > quantity(20, 'kg')": ONLY_FALSE,
    "has(x) ? s > 1.0 : s < 0.0": ONLY_FALSE,
    "c > quantity(51, 'Cel')": ONLY_FALSE,
    "c > quantity(310, 'K')": BOTH,
    "true": ONLY_TRUE,
    "x > quantity(15, 'kg') && x < quantity(12, 'kg')": ONLY_FALSE,
    "x > quantity(15, 'kg') && x < quantity(15, 'kg')": ONLY_FALSE,
    "x >= quantity(15, 'kg') && x <= quantity(15, 'kg')": BOTH,
    "x > quantity(15, 'kg') && quantity(15, 'kg') >= x": ONLY_FALSE,
    "x > quantity(12, 'kg') || x < quantity(15, 'kg')": ONLY_TRUE,
    "x > quantity(15, 'kg') || x < quantity(12, 'kg')": BOTH,
    "x >= quantity(15, 'kg') || x < quantity(15, 'kg')": ONLY_TRUE,
    "!(x > quantity(12, 'kg')) && x > quantity(13, 'kg')": ONLY_FALSE,
    "x == quantity(12, 'kg') && x != quantity(12, 'kg')": ONLY_FALSE,
    "x > y && y > quantity(20, 'kg')": ONLY_FALSE,
    "y < x && x <= quantity(15, 'kg')": ONLY_FALSE,
    "has(y) && (x > quantity(15, 'kg') && s > 0.5) && x < quantity(12, 'kg')": ONLY_FALSE,
    "x > quantity(15, 'kg') && (s > 0.5 || x < quantity(12, 'kg'))": BOTH,
    "x > quantity(15, 'kg') && (s > 1.0 || x < quantity(12, 'kg'))": ONLY_FALSE,
    "x < p.k + quantity(9, 'kg') && x > quantity(13, 'kg')": ONLY_FALSE,
    "c > quantity(300, 'K') && c < quantity(20, 'Cel')": ONLY_FALSE,
}


@pytest.mark.parametrize("text", CASES)
def test_what_is_possible(text: str) -> None:
    assert possible_verdicts(compile_rule(text, ENVIRONMENT).node, FEATURES, PARAMETERS) == CASES[text]


@pytest.mark.parametrize("text", CASES)
def test_no_value_contradicts_it(text: str) -> None:
    """What is said to be impossible never happens: a thousand draws from the ranges, their ends included."""
    dice = random.Random(text)
    expression = compile_rule(text, ENVIRONMENT)
    for _ in range(1_000):
        features = {name: _draw(dice, span) for name, span in FEATURES.items()}
        verdict = trace(expression, features, {name: _draw(dice, span) for name, span in PARAMETERS.items()}).value
        if verdict is not None:
            assert CASES[text].can_be_true if verdict else CASES[text].can_be_false


def _draw(dice: random.Random, span: Range) -> float:
    return dice.choice([span.low, span.high, dice.uniform(span.low, span.high)])


def test_a_rule_nested_as_deep_as_may_be_takes_no_time() -> None:
    text = "x > p.k"
    for depth in range(14):
        text = f"(s < 0.{depth + 10} {'&&' if depth % 2 else '||'} {text})"
    began = time.monotonic()
    assert possible_verdicts(compile_rule(text, ENVIRONMENT).node, FEATURES, PARAMETERS) == BOTH
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("last", Range(25, 300)),
        ("mean", Range(25, 300)),
        ("delta", Range(-275, 275)),
        ("sd", Range(0, 275)),
        ("share_in_range", Range(0, 1)),
        ("coverage", Range(0, 1)),
        ("count", Range(0, math.inf)),
        ("since_last", Range(0, math.inf)),
        ("slope", Range(-math.inf, math.inf)),
    ],
)
def test_range_of_a_feature(kind: str, expected: Range) -> None:
    signal = Signal(code="weight", name=Text("", "", ""), subject="person", unit="kg", plausible=(25, 300))
    assert feature_range(Feature(name="x", kind=kind, signal="weight", unit="kg"), signal) == expected  # type: ignore[arg-type]
