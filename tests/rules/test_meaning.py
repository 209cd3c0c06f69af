"""What each operator means, with the three values, on every backend."""

from __future__ import annotations

import pytest

from pagus.rules import Environment, compile_rule
from tests.rules.backends import BACKENDS, Row, by_trace
from tests.rules.programs import ENVIRONMENT, FEATURES, PARAMETERS

EVERY = {**BACKENDS, "trace": by_trace}
GIVEN = {"n": 2.0, "m": 0.0, "kg": 2.0, "mg": 1e6, "days": 3.0, "cel": 37.0, "fah": 98.6, "pct": 5.0}


def row(**values: float | None) -> Row:
    """A row with these features; the others are missing."""
    return tuple(values.get(name) for name in FEATURES)


# truth of two booleans made of a and b: a == 1 is true for 1, false for 0, unknown for None
KLEENE = [
    (1, 1, True, True),
    (1, 0, False, True),
    (1, None, None, True),
    (0, 1, False, True),
    (0, 0, False, False),
    (0, None, False, None),
    (None, 1, None, True),
    (None, 0, False, None),
    (None, None, None, None),
]

CASES: list[tuple[str, dict[str, float | None], bool | float | None]] = [
    # comparisons
    ("a < 2", {"a": 1.0}, True),
    ("a < 2", {"a": 2.0}, False),
    ("a <= 2", {"a": 2.0}, True),
    ("a > 2", {"a": 2.0}, False),
    ("a >= 2", {"a": 2.0}, True),
    ("a == 2", {"a": 2.0}, True),
    ("a != 2", {"a": 2.0}, False),
    ("a < 2", {}, None),
    ("2 < a", {"a": 3.0}, True),
    ("p.n > a", {"a": 1.0}, True),
    ("p.n <= a", {"a": 1.0}, False),
    ("a == b", {"a": 0.1, "b": 0.1}, True),
    ("a + b == 0.3", {"a": 0.1, "b": 0.2}, False),
    ("a == c", {"a": 0.0, "c": -0.0}, True),
    ("(a == 1) == (b == 1)", {"a": 0.0, "b": 0.0}, True),
    ("(a == 1) != (b == 1)", {"a": 0.0}, None),
    # three values
    ("!(a == 1)", {"a": 1.0}, False),
    ("!(a == 1)", {}, None),
    ("!!(a == 1)", {"a": 1.0}, True),
    ("a == 1 && b == 1 && c == 1", {"a": 1.0, "c": 0.0}, False),
    ("a == 1 || b == 1 || c == 1", {"a": 0.0, "c": 1.0}, True),
    ("a == 1 || b == 1 && c == 1", {"a": 1.0}, True),
    ("has(a)", {"a": 0.0}, True),
    ("has(a)", {}, False),
    ("has(a) && a > 1", {}, False),
    ("!has(a) || a > 1", {}, True),
    ("true", {}, True),
    ("a > 1 && false", {}, False),
    # choice: an unknown condition is unknown, whatever the branches
    ("a > 1 ? b : c", {"a": 2.0, "b": 5.0}, 5.0),
    ("a > 1 ? b : c", {"a": 0.0, "b": 5.0}, None),
    ("a > 1 ? b : c", {"a": 0.0, "c": 7.0}, 7.0),
    ("a > 1 ? 3 : 3", {}, None),
    ("(has(a) ? a : 0) + 1", {}, 1.0),
    ("a > 1 ? true : b > 1 ? false : c > 1", {"a": 0.0, "b": 0.0, "c": 2.0}, True),
    ("(a > 1 ? 1 / b : 2) > 1", {"a": 0.0, "b": 0.0}, True),
    # in
    ("a in [1, 2]", {"a": 2.0}, True),
    ("a in [1, p.n]", {"a": 2.0}, True),
    ("a in [1, -2]", {"a": 3.0}, False),
    ("a in [1]", {}, None),
    # arithmetic
    ("a + b * c", {"a": 1.0, "b": 2.0, "c": 3.0}, 7.0),
    ("(a + b) * c", {"a": 1.0, "b": 2.0, "c": 3.0}, 9.0),
    ("a - b - c", {"a": 1.0, "b": 2.0, "c": 3.0}, -4.0),
    ("a / b / c", {"a": 12.0, "b": 2.0, "c": 3.0}, 2.0),
    ("-a * -2", {"a": 3.0}, 6.0),
    ("a - -b", {"a": 1.0, "b": 2.0}, 3.0),
    ("a + b", {"a": 1.0}, None),
    ("a / b", {"a": 1.0, "b": 0.0}, None),
    ("a / b", {"a": 0.0, "b": 0.0}, None),
    ("a / b > 1", {"a": 1.0, "b": 0.0}, None),
    ("a / p.m", {"a": 1.0}, None),
    ("1 / (1 / a)", {"a": 0.0}, None),
    ("a * a", {"a": 1e200}, None),
    ("a + a", {"a": 1.7e308}, None),
    ("a - b", {"a": 1.7e308, "b": -1.7e308}, None),
    ("b / (a * a)", {"a": 1e200, "b": 1.0}, None),
    ("a * a > 1 || b > 1", {"a": 1e200, "b": 2.0}, True),
    ("a / b > 1 && c > 1", {"a": 1.0, "b": 0.0, "c": 0.0}, False),
    ("a * a - a * a", {"a": 1e200}, None),
    # functions
    ("abs(a)", {"a": -3.0}, 3.0),
    ("abs(a)", {}, None),
    ("min(a, b)", {"a": 1.0, "b": 2.0}, 1.0),
    ("max(a, b, c)", {"a": 1.0, "b": 5.0, "c": 3.0}, 5.0),
    ("min(a, b)", {"a": 1.0}, None),
    ("max(a, b)", {"b": 1.0}, None),
    ("min(a, b / c) > 0", {"a": 1.0, "b": 1.0, "c": 0.0}, None),
    # units
    ("w > quantity(2300, 'g')", {"w": 2.3}, False),
    ("w == quantity(2300, 'g')", {"w": 2.3}, True),
    ("w == g", {"w": 2.3, "g": 2300.0}, True),
    ("g - p.kg", {"g": 2300.0}, 300.0),
    ("gap > p.days", {"gap": 72.0}, False),
    ("gap >= p.days", {"gap": 72.0}, True),
    ("age + gap", {"age": 1.0, "gap": 12.0}, 1.5),
    ("cel >= fah", {"cel": 37.0, "fah": 98.6}, True),
    ("fah in [p.cel]", {"fah": 98.6}, True),
    ("fah - p.cel", {"fah": 100.6}, 2.0),
    ("cel + quantity(1, 'K') > quantity(100.4, '[degF]')", {"cel": 37.5}, True),
    ("cel - quantity(1.8, '[degR]')", {"cel": 38.0}, 37.0),
    ("max(g, w, p.mg)", {"g": 5.0, "w": 0.004}, 1000.0),
    ("w * 2 / w", {"w": 3.0}, 2.0),
    ("pct > quantity(0.04, '1')", {"pct": 5.0}, True),
    ("pct < quantity(4, '%')", {"pct": 5.0}, False),
]


@pytest.mark.parametrize("backend", EVERY)
def test_each_text_has_its_meaning(backend: str) -> None:
    programs = [compile_rule(text, ENVIRONMENT) for text, _, _ in CASES]
    values = EVERY[backend](programs, [row(**given) for _, given, _ in CASES], GIVEN)
    wrong = []
    for index, (text, given, expected) in enumerate(CASES):
        found = values[index][index]
        same = found == expected if expected in {True, False, None} else found == pytest.approx(expected, abs=1e-12)
        if type(found) is not type(expected) or not same:
            wrong.append(f"{text} on {given}: {found!r}, not {expected!r}")
    assert wrong == []


@pytest.mark.parametrize("backend", EVERY)
def test_and_and_or_follow_kleene(backend: str) -> None:
    programs = [compile_rule(text, ENVIRONMENT) for text in ("a == 1 && b == 1", "a == 1 || b == 1")]
    rows = [row(a=a, b=b) for a, b, _, _ in KLEENE]
    both, either = EVERY[backend](programs, rows, GIVEN)
    assert both == [one for _, _, one, _ in KLEENE]
    assert either == [one for _, _, _, one in KLEENE]


@pytest.mark.parametrize("backend", EVERY)
def test_in_is_a_chain_of_equals_so_a_match_absorbs_an_option_that_overflows(backend: str) -> None:
    rule = compile_rule("g in [p.kg, p.mg]", ENVIRONMENT)
    [values] = EVERY[backend]([rule], [row(g=2.0), row(g=3.0), row()], {**GIVEN, "kg": 1e308, "mg": 2000.0})
    assert values == [True, None, None]


def test_every_parameter_of_the_cases_is_given() -> None:
    assert set(GIVEN) == set(PARAMETERS)


def test_whole_and_decimal_literals_are_one_type() -> None:
    environment = Environment({"a": "1"}, {})
    values = [compile_rule(text, environment).node.right.value for text in ("a > 2", "a > 2.0", "a > 20e-1")]
    assert values == [2.0, 2.0, 2.0]
    assert {type(value) for value in values} == {float}
