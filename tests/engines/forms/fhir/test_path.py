"""Expressions of FHIRPath by hand; each value as the specification gives it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pagus.engines.forms.fhir.path import Scope, evaluate_path
from pagus.engines.forms.fhir.path_values import Node

RESPONSE = {
    "resourceType": "QuestionnaireResponse",
    "item": [
        {"linkId": "a", "answer": [{"valueInteger": 3}]},
        {"linkId": "b", "answer": [{"valueCoding": {"code": "x"}}, {"valueCoding": {"code": "y"}}]},
        {"linkId": "g", "item": [{"linkId": "c", "answer": [{"valueQuantity": {"value": 2.5, "unit": "kg"}}]}]},
    ],
}
WEIGHTS = {("b", "x"): Decimal(1), ("b", "y"): Decimal("2.5")}


def value(text: str) -> list[Any]:
    resource = [Node(RESPONSE)]
    scope = Scope(
        focus=resource, variables=lambda name: resource, weights=lambda item, one: WEIGHTS.get((item, one["code"]))
    )
    return [float(one) if isinstance(one, Decimal) else one for one in evaluate_path(text, scope)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", [7]),
        ("(1 + 2) * 3", [9]),
        ("7 div 2", [3]),
        ("7 mod 2", [1]),
        ("7 / 2", [3.5]),
        ("1 / 0", []),
        ("-3 + 5", [2]),
        ("'a' & 'b'", ["ab"]),
        ("'a' + 'b'", ["ab"]),
        ("{} + 1", []),
        ("1 < 2 and 2 < 3", [True]),
        ("true and {}", []),
        ("false and {}", [False]),
        ("true or {}", [True]),
        ("false implies {}", [True]),
        ("true xor true", [False]),
        ("1 = 1.0", [True]),
        ("1 != 2", [True]),
        ("{} = {}", []),
        ("2 in (1 | 2)", [True]),
        ("(1 | 2 | 2).count()", [2]),
        ("(1 | 2) contains 3", [False]),
        ("item.where(linkId='a').answer.value", [3]),
        ("item.where(linkId='a').answer.valueInteger + 1", [4]),
        ("item.where(linkId = 'b').answer.value.weight().sum()", [3.5]),
        ("item.where(linkId='b').answer.value.ordinal()", [1, 2.5]),
        ("item.where(linkId='c').answer.value", []),
        ("repeat(item).where(linkId='c').answer.value * 2", [5]),
        ("descendants().where(linkId='c').exists()", [True]),
        ("QuestionnaireResponse.item.linkId", ["a", "b", "g"]),
        ("item[1].linkId", ["b"]),
        ("item.linkId.first()", ["a"]),
        ("item.linkId.last()", ["g"]),
        ("item.linkId.tail().count()", [2]),
        ("item.linkId.skip(1).take(1)", ["b"]),
        ("item.select(answer.count())", [1, 2, 0]),
        ("item.all(linkId.exists())", [True]),
        ("item.exists(linkId='z')", [False]),
        ("item.where(linkId='z').empty()", [True]),
        ("(1 | 2 | 3).aggregate($this + $total, 0)", [6]),
        ("(1 | 2 | 3).aggregate(iif($total.empty(), $this, iif($this > $total, $this, $total)))", [3]),
        ("(1 | 2 | 3).avg()", [2]),
        ("(3 | 1).min() + (3 | 1).max()", [4]),
        ("{}.sum()", [0]),
        ("iif(item.exists(), 'yes', 'no')", ["yes"]),
        ("iif(false, 1)", []),
        ("(2.25).round(1)", [2.3]),
        ("(2.5).round()", [3]),
        ("(1.6).power(2).round(2)", [2.56]),
        ("(9).sqrt()", [3]),
        ("(-2.5).abs()", [2.5]),
        ("(2.1).ceiling() + (2.9).floor() + (2.9).truncate()", [7]),
        ("'3'.toInteger() + 1", [4]),
        ("'x'.toDecimal()", []),
        ("true.toInteger()", [1]),
        ("(1 | 2).not()", "true or false is expected"),
        ("item.where(linkId='a').answer.value.is(integer)", "types, which are not known"),
        ("'a'.sum()", "only numbers"),
        ("item[0].answer.value.power('x')", "one number is expected"),
    ],
)
def test_value_of_an_expression(text: str, expected: Any) -> None:
    if isinstance(expected, str):
        with pytest.raises(ValueError, match=expected):
            value(text)
    else:
        assert value(text) == expected
