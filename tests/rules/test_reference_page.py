"""The page for kit authors says what the compiler does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pagus.errors import RuleError
from pagus.rules import Environment, compile_rule
from pagus.rules.syntax import DEEPEST, LONGEST_TEXT, MOST_NODES, MOST_OPERATIONS
from pagus.rules.tokens import RESERVED

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "rule-language.md").read_text(encoding="utf-8")
ENVIRONMENT = Environment(
    {"gain3": "kg", "spo2": "%", "hr": "/min", "gap": "h", "symptoms": "{score}", "below_70": "%", "readings": "1",
     "temp": "Cel", "usual_temp": "Cel", "level": "1", "sbp": "mm[Hg]"},
    {"gain_kg": "kg", "silence": "d", "level": "1"},
)  # fmt: skip


@pytest.mark.parametrize("text", re.findall(r"```rule\n(.*?)```", PAGE, re.DOTALL)[0].splitlines())
def test_every_example_compiles(text: str) -> None:
    assert compile_rule(text, ENVIRONMENT, expect="boolean")


@pytest.mark.parametrize(("text", "answer"), re.findall(r"^\| `(.*?)` \| (column .*) \|$", PAGE, re.MULTILINE))
def test_every_answer_is_the_one_given(text: str, answer: str) -> None:
    with pytest.raises(RuleError) as caught:
        compile_rule(text, ENVIRONMENT)
    fault = caught.value.faults[0]
    assert answer == f"{fault.path}: {fault.message} ({fault.remedy})"


def test_the_limits_and_the_reserved_words_are_those_of_the_code() -> None:
    for limit in (LONGEST_TEXT, DEEPEST, MOST_NODES, MOST_OPERATIONS):
        assert f"| {limit:,} |" in PAGE
    written = re.search(r"These words cannot be names: `([a-z ]+)`", PAGE)
    assert written is not None
    assert set(written[1].split()) == RESERVED
