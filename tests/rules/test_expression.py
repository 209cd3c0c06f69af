"""What a rule may name, what a checked rule tells, and its parsed shape."""

from __future__ import annotations

import pytest

from pagus.errors import CodeError, UnitError
from pagus.rules import Environment, compile_rule, parse, to_function, to_ibis, to_polars
from pagus.rules.syntax import Binary, Choice, Logic, Node, Unary, children
from tests.rules.programs import ENVIRONMENT


def shape(node: Node) -> str:
    """The tree with every bracket written."""
    parts = [shape(child) for child in children(node)]
    match node:
        case Binary(operator=operator) | Logic(operator=operator):
            return "(" + f" {operator} ".join(parts) + ")"
        case Unary(operator=operator):
            return f"({operator}{parts[0]})"
        case Choice():
            return f"({parts[0]} ? {parts[1]} : {parts[2]})"
    return getattr(node, "name", "") or str(getattr(node, "value", ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b * c - a", "((a + (b * c)) - a)"),
        ("a / b / c", "((a / b) / c)"),
        ("-a * b", "((-a) * b)"),
        ("!a && b", "((!a) && b)"),
        ("a || b && c || a", "(a || (b && c) || a)"),
        ("a > b && b > c", "((a > b) && (b > c))"),
        ("a > b || b > c ? a : b ? b : c", "(((a > b) || (b > c)) ? a : (b ? b : c))"),
        ("a - -b", "(a - (-b))"),
        ("(a || b) || c", "((a || b) || c)"),
        ("!!a", "(!(!a))"),
        ("a\n  +\tb", "(a + b)"),
    ],
)
def test_operators_bind_as_in_cel(text: str, expected: str) -> None:
    assert shape(parse(text)) == expected


def test_an_expression_tells_its_unit_and_what_it_reads() -> None:
    rule = compile_rule("w * 2 > p.kg && has(gap) && w < g", ENVIRONMENT)
    assert rule.is_boolean
    assert rule.unit is None
    assert rule.features == ("g", "gap", "w")
    assert rule.parameters == ("kg",)
    number = compile_rule("w / gap", ENVIRONMENT)
    assert not number.is_boolean
    assert number.unit is not None
    assert number.unit.code == "kg/h"
    assert number.words == number.text == "w / gap"


@pytest.mark.parametrize(
    ("text", "code"),
    [("a", "1"), ("b", "{score}"), ("w * w", "kg2"), ("w / w", "1"), ("w * a", "kg"), ("1 / gap", "/h"),
     ("cel - fah", "K"), ("fah - cel", "[degR]"), ("cel + quantity(1, 'K')", "Cel"), ("g + w", "g"), ("w + g", "kg"),
     ("2 * 3", "1"), ("min(g, w)", "g"), ("pct * w / pct", "kg"), ("(cel - fah) / gap", "K/h")],
)  # fmt: skip
def test_units_go_through_arithmetic(text: str, code: str) -> None:
    unit = compile_rule(text, ENVIRONMENT).unit
    assert unit is not None
    assert unit.code == code


@pytest.mark.parametrize("name", ["in", "true", "has", "p", "quantity", "2x", "a-b", "é", "", "a b", "null", "and"])
def test_a_feature_that_no_rule_could_write_is_refused(name: str) -> None:
    with pytest.raises(CodeError, match="a rule cannot name"):
        Environment({name: "kg"}, {})


def test_a_unit_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnitError, match="did you mean 'kg'"):
        Environment({"w": "kgs"}, {})


def test_a_backend_refuses_names_that_are_not_given() -> None:
    ibis = pytest.importorskip("ibis")
    rule = compile_rule("w > p.kg", ENVIRONMENT)
    with pytest.raises(CodeError, match=r"reads w, p\.kg, not given"):
        to_function(rule, {}, {})
    with pytest.raises(CodeError, match=r"reads p\.kg, not given"):
        to_polars(rule, {})
    with pytest.raises(CodeError, match="reads w, not given"):
        to_ibis(rule, ibis.table({"x": "float64"}, name="t"), {"kg": 1.0})
