"""A feature that is one of some words: compared with the word itself, refused for any other."""

from __future__ import annotations

import polars as pl
import pytest

from pagus.errors import RuleError
from pagus.rules import Environment, compile_rule, to_function, to_polars, trace

WORDS = Environment({"level": "1", "weight": "kg"}, {}, {"level": {"none": 1, "mild": 2, "severe": 3}})


@pytest.mark.parametrize(
    ("text", "true_at"),
    [
        ("level == 'severe'", {3}),
        ("'severe' == level", {3}),
        ("level != 'severe'", {1, 2}),
        ("level >= 'mild'", {2, 3}),
        ("level in ['none', 'severe']", {1, 3}),
        ("!(level in ['none', 'severe']) && level > 'none'", {2}),
    ],
)
def test_a_word_stands_for_its_number(text: str, true_at: set[int]) -> None:
    function = to_function(compile_rule(text, WORDS), {"level": 0}, {})
    assert {value for value in (1, 2, 3) if function([float(value)], [])} == true_at
    assert function([None], []) is None


def test_a_trace_quotes_the_word() -> None:
    explained = trace(compile_rule("level == 'mild'", WORDS), {"level": 2.0}, {})
    assert [part.text for part in explained.children] == ["level", "'mild'"]


def test_columns_take_words_too() -> None:
    frame = pl.DataFrame({"level": [1.0, 2.0, None]})
    found = frame.with_columns(found=to_polars(compile_rule("level > 'none'", WORDS), {}))
    assert found["found"].to_list() == [False, True, None]


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("level == 'sever'", "level is never 'sever'", "did you mean 'severe'?"),
        ("level in ['mild', 'x']", "level is never 'x'", "it is one of none, mild, severe"),
        ("levl == 'severe'", "there is no feature levl", "did you mean level?"),
        ("weight == 'severe'", "a text 'severe' is not a value", "beside their question"),
        ("level + 'mild' > 2", "a text 'mild' is not a value", "beside their question"),
    ],
)
def test_another_word_is_refused_with_its_remedy(text: str, message: str, remedy: str) -> None:
    with pytest.raises(RuleError) as refused:
        compile_rule(text, WORDS)
    assert [fault.message for fault in refused.value.faults] == [message]
    assert remedy in refused.value.faults[0].remedy
