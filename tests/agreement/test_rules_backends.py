"""The three backends of the rule language and its reference agree to the bit, on programs nobody thought of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pagus.errors import RuleError
from pagus.rules import Environment, Expression, compile_rule, to_function, to_polars, to_screen, to_sql
from tests.rules.backends import BACKENDS, Row, by_functions, by_polars, by_sql, by_trace, differences
from tests.rules.programs import ENVIRONMENT, FEATURES, PARAMETERS, corpus, parameters, program, row


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("backend", BACKENDS)
def test_agrees_with_the_reference_on_seeded_programs(seed: int, backend: str) -> None:
    programs, rows, given_parameters = corpus(seed, 40, 60)
    expected = by_trace(programs, rows, given_parameters)
    assert differences(programs, expected, BACKENDS[backend](programs, rows, given_parameters)) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1_000, 1_060))
def test_agrees_with_the_reference_on_many_programs(seed: int) -> None:
    programs, rows, given_parameters = corpus(seed, 150, 200)
    expected = by_trace(programs, rows, given_parameters)
    for backend in BACKENDS.values():
        assert differences(programs, expected, backend(programs, rows, given_parameters)) == []


class _Drawn:
    """Hypothesis behind the generator's one question."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def choice(self, seq: Sequence[Any], /) -> Any:
        return self.draw(st.sampled_from(seq))


def drawn(data: st.DataObject) -> tuple[list[Expression], list[Row], dict[str, float]]:
    """One program that compiles (none where the drawn text does not), three rows and the parameters."""
    pick = _Drawn(data.draw)
    try:
        programs = [compile_rule(program(pick), ENVIRONMENT)]
    except RuleError:
        programs = []
    return programs, [row(pick) for _ in range(3)], parameters(pick)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_python_and_polars_agree_with_the_reference_on_drawn_programs(data: st.DataObject) -> None:
    programs, rows, given_parameters = drawn(data)
    expected = by_trace(programs, rows, given_parameters)
    assert differences(programs, expected, by_functions(programs, rows, given_parameters)) == []
    assert differences(programs, expected, by_polars(programs, rows, given_parameters)) == []


@pytest.mark.parametrize("seed", range(20, 24))
def test_a_screen_finds_what_is_true_wherever_the_features_are(seed: int) -> None:
    programs, rows, given_parameters = corpus(seed, 40, 60)
    conditions = {number: it for number, it in enumerate(programs) if it.is_boolean}
    at_hand = {name: slot for slot, name in enumerate(FEATURES) if slot % 2}
    elsewhere = {name: lambda seen, t, slot=slot: seen[slot] for slot, name in enumerate(FEATURES) if not slot % 2}
    slots = {name: slot for slot, name in enumerate(PARAMETERS)}
    screen = to_screen(conditions, at_hand, slots, elsewhere)
    expected = by_trace(programs, rows, given_parameters)
    for at, values in enumerate(rows):
        shown = [value if slot % 2 else None for slot, value in enumerate(values)]
        found = screen(shown, [given_parameters[name] for name in PARAMETERS], values, 0)
        assert found == sum(1 << number for number in conditions if expected[number][at] is True)


def test_names_of_features_never_reach_the_function_of_a_screen() -> None:
    """They would stand for its own arguments and parts."""
    names = ["x", "q", "t", "state", "found", "x0", "v0", "f0", "f1", "rule"]
    rule = compile_rule(" && ".join(f"{name} > 1" for name in names), Environment(dict.fromkeys(names, "1"), {}))
    elsewhere = {name: lambda seen, t, name=name: seen[name] for name in names[1:]}
    screen = to_screen({3: rule}, {"x": 0}, {}, elsewhere)
    assert screen([2.0], (), dict.fromkeys(names, 2.0), 0) == 8
    for name in names[1:]:
        assert screen([2.0], (), {**dict.fromkeys(names, 2.0), name: None}, 0) == 0


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_sql_agrees_with_the_reference_on_drawn_programs(data: st.DataObject) -> None:
    programs, rows, given_parameters = drawn(data)
    if programs:
        found = by_sql(programs, rows, given_parameters)
        assert differences(programs, by_trace(programs, rows, given_parameters), found) == []


def test_the_corpus_reaches_every_operator_and_each_of_the_three_values() -> None:
    programs, rows, given_parameters = corpus(0, 160, 60)
    text = " ".join(expression.text for expression in programs)
    words = [
        "&&",
        "||",
        "!(",
        "<",
        "<=",
        ">",
        ">=",
        "==",
        "!=",
        "+",
        "-",
        "*",
        "/",
        " in ",
        "?",
        "has(",
        "min(",
        "max(",
    ]
    missing = [word for word in (*words, "abs(", "true", "false", "p.", "quantity(") if word not in text]
    assert missing == []
    values = [value for column in by_trace(programs, rows, given_parameters) for value in column]
    for kind in (True, False, None):
        assert sum(value is kind for value in values) > 500


def test_a_division_is_exact_in_polars_even_by_a_column_that_is_a_scalar() -> None:
    rule = compile_rule("a / b", Environment({"a": "1", "b": "1"}, {}))
    closure = to_function(rule, {"a": 0, "b": 1}, {})
    values = [i * 0.37 + 0.1 for i in range(1_000)]
    frame = pl.DataFrame({"a": values}).with_columns(b=pl.lit(3.7))
    expected = [closure((value, 3.7), ()) for value in values]
    assert frame.with_columns(q=to_polars(rule, {}))["q"].to_list() == expected
    lazily = frame.lazy().with_columns(q=to_polars(rule, {})).collect(engine="streaming")
    assert lazily["q"].to_list() == expected


def test_parameters_may_be_columns_in_polars() -> None:
    rule = compile_rule("w > p.kg && gap / p.n > p.days", ENVIRONMENT)
    frame = pl.DataFrame({"w": [2.0, 2.0, None], "gap": [72.0] * 3, "kg": [1.0, 3.0, 1.0], "n": [1.0, 1.0, 0.0]})
    found = frame.with_columns(v=to_polars(rule, {"kg": pl.col("kg"), "n": pl.col("n"), "days": 2.0}))["v"]
    assert found.to_list() == [True, False, None]


def test_whole_number_columns_count_as_numbers() -> None:
    rule = compile_rule("a - b < 0", Environment({"a": "1", "b": "1"}, {}))
    frame = pl.DataFrame({"a": [1, 5], "b": [3, 2]}, schema={"a": pl.UInt32, "b": pl.UInt32})
    assert frame.with_columns(v=to_polars(rule, {}))["v"].to_list() == [True, False]


def test_sql_runs_as_it_is_written_and_carries_columns_along() -> None:
    rule = compile_rule("w > p.kg || !has(gap)", ENVIRONMENT)
    with duckdb.connect() as connection:
        connection.execute('CREATE TABLE "my table" (subject TEXT, w DOUBLE, gap DOUBLE)')
        connection.execute(
            "INSERT INTO \"my table\" VALUES ('x', 3, 1), ('y', 1, 1), ('z', NULL, 1), ('u', NULL, NULL)"
        )
        query = to_sql(rule, "my table", {"kg": 2.0}, keep=["subject"])
        found = connection.execute(query).fetchall()
    assert sorted(found) == [("u", True), ("x", True), ("y", False), ("z", None)]


def test_a_rule_without_features_is_one_value_for_each_row() -> None:
    rule = compile_rule("p.n > 1", ENVIRONMENT)
    frame = pl.DataFrame({name: [None, None] for name in FEATURES})
    assert frame.with_columns(v=to_polars(rule, {"n": 2.0}))["v"].to_list() == [True, True]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS verdict UNION ALL SELECT 2")
        assert connection.execute(to_sql(rule, "t", {"n": 2.0})).fetchall() == [(True,), (True,)]
