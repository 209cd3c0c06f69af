"""No text makes the rule language slow, deep or large: it is refused, quickly, with a reason."""

from __future__ import annotations

import random
import string
import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.errors import RuleError
from pagus.rules import Environment, compile_rule, parse, to_function, to_polars, to_sql, trace
from pagus.rules.syntax import DEEPEST, LONGEST_TEXT, MOST_NODES, MOST_OPERATIONS

ENVIRONMENT = Environment({"a": "1", "b": "1"}, {"p": "1"})

HOSTILE = {
    "10,000 brackets": ("(" * 10_000 + "a" + ")" * 10_000, "20,001 characters"),
    "brackets up to the length": ("(" * 1_999 + "a" + ")" * 1_999, "nested deeper than 32"),
    "open brackets": ("(" * 3_999, "nested deeper than 32"),
    "closing brackets": (")" * 3_999, "stands where a value should be"),
    "nots": ("!" * 3_000 + "true", "nested deeper than 32"),
    "minuses": ("-" * 3_000 + "1", "nested deeper than 32"),
    "calls": ("abs(" * 900 + "a" + ")" * 300, "nested deeper than 32"),
    "lists": ("a in [" * 600, "nested deeper than 32"),
    "choices": ("a > 1 ? " * 400 + "1", "nested deeper than 32"),
    "choices in order": ("a > 1 ? 1 : " * 300 + "1", "nested deeper than 32"),
    "a long sum": ("a" + "+a" * 1_900, "the rule has 3801 parts"),
    "a sum that is only deep": ("a" + "+a" * 40, "nested deeper than 32"),
    "a long and": ("a>1" + "&&a>1" * 700, "the rule has 2104 parts"),
    "a long list": ("a in [" + ",".join("1" * 1_800) + "]", "the rule has"),
    "a chain of comparisons": ("a" + "<a" * 1_900, "a comparison cannot follow a comparison"),
    "dollars": ("$" * 4_000, "'$' does not belong"),
    "one long name": ("a" * 4_000, "there is no feature"),
    "one long number": ("1" * 4_000, "is too large"),
    "many unknown names": ("||".join(f"x{i}>y{i}" for i in range(60)), "there is no feature x0"),
    "dots": ("." * 4_000, "'.' stands where a value should be"),
    "control characters": ("\x00\x01\x02" * 1_000, "does not belong"),
    "surrogates": ("\ud800" * 100, "does not belong"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused_quickly(name: str) -> None:
    text, reason = HOSTILE[name]
    start = time.process_time()
    with pytest.raises(RuleError) as caught:
        compile_rule(text, ENVIRONMENT)
    assert time.process_time() - start < 1.0
    assert reason in str(caught.value)


def test_conditions_in_conditions_are_bounded_because_columns_write_them_twice() -> None:
    text = "a > 1"
    for _ in range(12):
        text = f"({text}) ? a > 2 : b > 3"
    with pytest.raises(RuleError, match=f"more than {MOST_OPERATIONS:,} operations"):
        compile_rule(text, ENVIRONMENT)


def test_divisions_in_divisors_are_bounded_because_columns_write_them_twice() -> None:
    text = "b / a"
    for _ in range(14):
        text = f"b / ({text})"
    with pytest.raises(RuleError, match=f"more than {MOST_OPERATIONS:,} operations"):
        compile_rule(text, ENVIRONMENT)


def test_the_largest_rule_compiles_on_every_backend_in_bounded_time() -> None:
    text = "a > 1"
    for _ in range(7):
        text = f"({text}) ? a / b > 2 : b > 3"
    start = time.process_time()
    rule = compile_rule(text, ENVIRONMENT)
    closure = to_function(rule, {"a": 0, "b": 1}, {})
    frame = pl.DataFrame({"a": [2.0, 1.0], "b": [1.0, 4.0]})
    assert frame.with_columns(v=to_polars(rule, {}))["v"].to_list() == [
        closure((2.0, 1.0), ()),
        closure((1.0, 4.0), ()),
    ]
    assert trace(rule, {"a": 2.0, "b": 1.0}, {}).value == closure((2.0, 1.0), ())
    assert len(to_sql(rule, "t", {})) < 1_000_000
    assert time.process_time() - start < 5.0


@pytest.mark.parametrize("text", ["{} == (b > 2)", "(b > 2) == {}", "{} ? b > 1 : a > 1", "a > 1 ? b > 1 : {}"])
def test_what_is_asked_of_a_condition_twice_is_written_once(text: str) -> None:
    """Two questions to a condition would be four to the one inside it, and so on at each level."""
    rule = "a > 1"
    for _ in range(6 if "{} ?" in text else DEEPEST // 2 - 2):
        rule = text.format(f"({rule})")
    start = time.process_time()
    compiled = compile_rule(rule, ENVIRONMENT)
    function = to_function(compiled, {"a": 0, "b": 1}, {})
    assert time.process_time() - start < 1.0
    for row in ((2.0, 3.0), (0.0, 1.5), (None, 3.0), (2.0, None)):
        assert function(row, ()) == trace(compiled, dict(zip("ab", row, strict=True)), {}).value


def test_a_long_list_of_numbers_is_not_deep() -> None:
    compiled = compile_rule("max(" + ", ".join(["a", *map(str, range(150))]) + ") < b", ENVIRONMENT)
    assert to_function(compiled, {"a": 0, "b": 1}, {})((7.0, 149.5), ()) is True


def test_what_is_just_inside_the_limits_is_read() -> None:
    assert parse("(" * (DEEPEST - 1) + "a" + ")" * (DEEPEST - 1))
    assert parse("a" + " + a" * (DEEPEST - 1))
    assert parse(" && ".join(["true"] * (MOST_NODES - 1)))
    assert parse("a" + " " * (LONGEST_TEXT - 1))
    for text in ("(" * DEEPEST + "a" + ")" * DEEPEST, "a" + " + a" * DEEPEST, " && ".join(["true"] * MOST_NODES)):
        with pytest.raises(RuleError):
            parse(text)
    with pytest.raises(RuleError):
        parse("a" + " " * LONGEST_TEXT)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert is_read(text) in {True, False}


def is_read(text: str) -> bool:
    """True when it compiles, False when it is refused with at least one whole fault; anything else is an error."""
    try:
        compile_rule(text, ENVIRONMENT)
    except RuleError as error:
        whole = [fault for fault in error.faults if fault.message and fault.remedy and fault.path]
        if not whole or len(whole) < len(error.faults):
            raise
        return False
    return True


def test_any_mixture_of_tokens_is_read_or_refused() -> None:
    pick = random.Random(5)
    pieces = ["a", "b", "p", ".", "p.p", "1", "2.5", "'kg'", "quantity", "has", "min", "abs", "true", "in", "[", "]"]
    pieces += [
        "(",
        ")",
        "(",
        ")",
        ",",
        "?",
        ":",
        "&&",
        "||",
        "!",
        "-",
        "+",
        "*",
        "/",
        "<",
        ">=",
        "==",
        *string.punctuation,
    ]
    texts = [" ".join(pick.choice(pieces) for _ in range(pick.randint(1, 12))) for _ in range(4_000)]
    assert sum(map(is_read, texts)) > 20
