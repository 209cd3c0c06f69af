"""Silence is an event: the elapsed times at which a rule may change without any observation."""

from __future__ import annotations

import pytest

from pagus.rules import Environment, compile_rule, deadlines, trace, untimed

ENVIRONMENT = Environment(
    {"gap": "h", "silent_d": "d", "weight": "kg", "dose_gap": "h"}, {"limit": "d", "hours": "h", "n": "1"}
)
ELAPSED = frozenset({"gap", "silent_d", "dose_gap"})


def found(text: str, **parameters: float) -> list[tuple[str, str, float, str]]:
    rule = compile_rule(text, ENVIRONMENT)
    return [
        (feature, limit.words, trace(limit, {}, parameters).value, limit.unit.code)  # type: ignore[union-attr, misc]
        for feature, limit in deadlines(rule, ELAPSED)
    ]


def test_the_threshold_is_in_the_unit_of_the_feature() -> None:
    assert found("gap > p.limit", limit=3.0) == [("gap", "p.limit", 72.0, "h")]
    assert found("silent_d >= p.hours", hours=36.0) == [("silent_d", "p.hours", 1.5, "d")]
    assert found("gap > quantity(3, 'd')") == [("gap", "quantity(3, 'd')", 72.0, "h")]


def test_either_side_and_every_operator_count() -> None:
    for operator in ("<", "<=", ">", ">=", "==", "!="):
        assert found(f"gap {operator} p.hours", hours=5.0) == [("gap", "p.hours", 5.0, "h")]
        assert found(f"p.hours {operator} gap", hours=5.0) == [("gap", "p.hours", 5.0, "h")]


def test_a_threshold_may_be_computed_from_parameters_and_literals() -> None:
    assert found("gap > p.n * p.hours + quantity(1, 'd')", n=2.0, hours=5.0) == [
        ("gap", "p.n * p.hours + quantity(1, 'd')", 34.0, "h")
    ]


def test_all_comparisons_of_a_text_are_found_once_in_order() -> None:
    text = "weight > quantity(3, 'kg') && (gap > p.hours || !(dose_gap < p.limit))"
    text += " || (gap > p.hours ? true : gap > p.limit)"
    assert [(feature, words) for feature, words, _, _ in found(text, hours=1.0, limit=1.0)] == [
        ("gap", "p.hours"),
        ("dose_gap", "p.limit"),
        ("gap", "p.limit"),
    ]


def test_a_comparison_with_an_observation_needs_no_timer() -> None:
    assert found("gap > dose_gap") == []
    assert found("weight > quantity(3, 'kg')") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("gap > p.hours", ()),
        ("has(gap) && gap > p.hours", ()),
        ("gap > dose_gap", ("dose_gap", "gap")),
        ("gap * 2 > p.hours", ("gap",)),
        ("max(gap, dose_gap) > p.hours || dose_gap > p.hours", ("dose_gap", "gap")),
        ("gap in [p.hours]", ("gap",)),
        ("weight > quantity(1, 'kg')", ()),
    ],
)
def test_uses_that_no_timer_can_follow_are_told(text: str, names: tuple[str, ...]) -> None:
    assert untimed(compile_rule(text, ENVIRONMENT), ELAPSED) == names
