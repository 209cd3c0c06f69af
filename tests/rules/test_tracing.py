"""The explanation of an evaluation: complete, honest about what is unknown, and rebuilt from its JSON."""

from __future__ import annotations

import json

import pytest

from pagus.errors import CodeError, ShapeError
from pagus.rules import Environment, Gap, Trace, compile_rule, trace, why_unknown
from tests.rules.programs import ENVIRONMENT, FEATURES, corpus

HEART = Environment({"gain3": "kg", "gap": "h", "sbp": "mm[Hg]"}, {"gain_g": "g", "silence": "d"})


def explain(text: str, environment: Environment, features: dict[str, float | None], **parameters: float) -> Trace:
    return trace(compile_rule(text, environment), features, parameters)


def test_each_part_has_its_text_its_value_and_its_unit() -> None:
    found = explain("gain3 > p.gain_g", HEART, {"gain3": 2.5}, gain_g=2000.0)
    assert found.as_json() == {
        "text": "gain3 > p.gain_g",
        "kind": "comparison",
        "value": True,
        "children": [
            {"text": "gain3", "kind": "feature", "value": 2.5, "unit": "kg", "name": "gain3"},
            {
                "text": "p.gain_g",
                "kind": "conversion",
                "value": 2.0,
                "unit": "kg",
                "children": [{"text": "p.gain_g", "kind": "parameter", "value": 2000.0, "unit": "g", "name": "gain_g"}],
            },
        ],
    }


def test_brackets_belong_to_the_text_of_a_part() -> None:
    found = explain("(a + b) * c > 1", ENVIRONMENT, {"a": 1.0, "b": 2.0, "c": 3.0})
    assert [part.text for part in found.children[0].children] == ["(a + b)", "c"]


def test_a_choice_shows_its_condition_and_the_branch_taken() -> None:
    found = explain("a > 1 ? b : c", ENVIRONMENT, {"a": 2.0, "b": 5.0, "c": 7.0})
    assert [part.text for part in found.children] == ["a > 1", "b"]
    undecided = explain("a > 1 ? b : c", ENVIRONMENT, {"a": None, "b": 5.0, "c": 7.0})
    assert [part.text for part in undecided.children] == ["a > 1"]


def test_every_part_of_a_chain_is_evaluated_even_when_the_first_decides() -> None:
    found = explain("a > 1 || b > 1 || c > 1", ENVIRONMENT, {"a": 2.0, "b": 0.0, "c": None})
    assert [part.value for part in found.children] == [True, False, None]
    assert found.kind == "any"


def test_an_unknown_names_what_is_missing_once_and_in_order() -> None:
    found = explain("gain3 > p.gain_g || gap > p.silence && gain3 < p.gain_g || sbp < sbp", HEART,
                    {"gain3": None, "gap": 80.0, "sbp": None}, gain_g=2000.0, silence=3.0)  # fmt: skip
    assert found.value is None
    assert why_unknown(found) == (Gap("missing", "gain3"), Gap("missing", "sbp"))


def test_a_part_that_was_absorbed_is_no_reason() -> None:
    found = explain("(a > 1 && false) || b > 1", ENVIRONMENT, {"a": None, "b": None})
    assert why_unknown(found) == (Gap("missing", "b"),)


def test_a_computation_that_failed_is_a_reason() -> None:
    divided = explain("a / b > 1", ENVIRONMENT, {"a": 1.0, "b": 0.0})
    assert why_unknown(divided) == (Gap("division by zero", "a / b"),)
    huge = explain("a * a > 1", ENVIRONMENT, {"a": 1e200})
    assert why_unknown(huge) == (Gap("not finite", "a * a"),)


def test_a_known_value_has_no_reason() -> None:
    assert why_unknown(explain("a > 1 || b > 1", ENVIRONMENT, {"a": 2.0, "b": None})) == ()


def test_a_trace_survives_json_and_can_be_evaluated_again_from_its_own_inputs() -> None:
    programs, rows, parameters = corpus(7, 80, 12)
    for program in programs:
        for row in rows:
            found = trace(program, dict(zip(FEATURES, row, strict=True)), parameters)
            read_back = Trace.from_json(json.loads(json.dumps(found.as_json(), allow_nan=False)))
            assert read_back == found
            features, given = read_back.inputs()
            untaken = {**dict.fromkeys(program.features), **features}
            assert trace(program, untaken, {**dict.fromkeys(program.parameters, 0.0), **given}) == found


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"text": "a"},
        {"text": "a", "kind": "feature", "value": "x"},
        {"text": "a", "kind": "b", "value": [1]},
        {"text": "a", "kind": "any", "value": None, "children": [1]},
        {"text": "", "kind": "", "value": 1, "children": 2},
    ],
)
def test_what_is_no_trace_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(ShapeError, match="not the trace of a rule"):
        Trace.from_json(plain)


def test_a_name_that_is_not_given_is_refused() -> None:
    with pytest.raises(CodeError, match=r"reads gain3, p\.gain_g, not given"):
        explain("gain3 > p.gain_g", HEART, {})
