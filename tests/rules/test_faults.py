"""Every fault of a rule text is told: where it stands, what is wrong, what would be right."""

from __future__ import annotations

import pytest

from pagus.errors import Fault, RuleError
from pagus.rules import Environment, compile_rule, parse
from tests.rules.programs import ENVIRONMENT

# text, column, words of the message, words of the remedy
FAULTS = [
    # characters and words of other languages
    ("a = 2", 3, "'=' does not belong", "write =="),
    ("a <> 2", 3, "'<>' does not belong", "write !="),
    ("a => 2", 3, "'=>' does not belong", "write >="),
    ("a =< 2", 3, "'=<' does not belong", "write <="),
    ("a ≥ 2", 3, "'≥' does not belong", "write >="),
    ("a × 2 > 1", 3, "'×' does not belong", "write *"),
    ("a > 1 and b > 1", 7, "'and' does not belong", "write &&"),
    ("a > 1 or b > 1", 7, "'or' does not belong", "write ||"),
    ("not a > 1", 1, "'not' does not belong", "write !"),
    ("a > 1 & b > 1", 7, "'&' does not belong", "write &&"),
    ("True", 1, "'True' does not belong", "write true"),
    ("a % 2 > 1", 3, "'%' does not belong", "quantity(4, '%')"),
    ("a ^ 2 > 1", 3, "'^' does not belong", "x * x"),
    ("a > 1;", 6, "';' does not belong", "semicolon"),
    ("a > 'kg", 5, '"\'" does not belong', "close the quote"),
    ("a > $x", 5, "'$' does not belong", "use numbers, names"),
    ("a > 12abc", 5, "'12abc' is not a number", "write digits"),
    ("a > 1.2.3", 5, "'1.2.3' is not a number", "write digits"),
    ("a > .5", 5, "'.5' is not a number", "write digits"),
    ("a > 1e999", 5, "the number 1e999 is too large", "below 1.8e308"),
    # grammar
    ("", 1, "the rule ends too early", "write a value"),
    ("a >", 4, "the rule ends too early", "write a value"),
    ("a > * 2", 5, "'*' stands where a value should be", "write a number, a name"),
    ("a b", 3, "'b' is not expected here", "put an operator between"),
    ("(a > 1", 7, "the rule ends where ) should be", "close the bracket"),
    ("a > 1)", 6, "')' is not expected here", "take this bracket away"),
    ("1 < a < 3", 7, "a comparison cannot follow a comparison", "write 1 < a && a < 3"),
    ("a > b == true", 7, "a comparison cannot follow a comparison", "write a > b && b == true"),
    ("a > 1 ? 2", 10, "the rule ends where : should be", "after a colon"),
    ("a in 2", 6, "'2' stands where [ should be", "square brackets"),
    ("a in []", 7, "the list is empty", "name at least one"),
    ("a in [1, 2", 11, "the rule ends where ] should be", "close the list"),
    ("[1, 2] == a", 1, "a list is not a value", "after in"),
    ("a == null", 6, "there is no null", "has(name)"),
    ("a > 'x'", 5, "a text 'x' is not a value", "quantity(2, 'kg')"),
    ("weight.last > 1", 7, "'.' is not expected here", "only parameters have a dot"),
    ("p > 1", 3, "'>' stands where . should be", "p.name"),
    ("p.in > 1", 3, "a name should follow p.", "write p.name"),
    ("has(a + 1)", 7, "'+' stands where ) should be", "has takes one feature"),
    ("has(p.n)", 5, "a parameter always has a value", "of a feature"),
    ("has()", 5, "a name should follow has(", "write has(name)"),
    ("mean(a) > 1", 1, "there is no function mean", "did you mean"),
    ("abs(a, b) > 1", 1, "abs takes one value, not 2", "write abs(x)"),
    ("min(a) > 1", 1, "min takes at least two values", "write min(x, y)"),
    ("w > quantity(2)", 15, "')' stands where , should be", "as quantity(2, 'kg')"),
    ("w > quantity('2', 'kg')", 14, "stands where a number should be", "as quantity(2, 'kg')"),
    ("w > quantity(2, kg)", 17, "'kg' stands where a unit in quotes should be", "as quantity(2, 'kg')"),
    # names
    ("aa > 1", 1, "there is no feature aa", "did you mean a?"),
    ("kg > quantity(2, 'kg')", 1, "there is no feature kg", "did you mean p.kg?"),
    ("w > p.kgg", 5, "there is no parameter kgg", "did you mean p.kg?"),
    ("gap > p.gap", 7, "there is no parameter gap", "did you mean gap?"),
    ("zzzz > 1", 1, "there is no feature zzzz", "the features are"),
    ("has(zzzz)", 1, "there is no feature zzzz", "the features are"),
    # booleans and numbers
    ("a && b > 1", 1, "a is a number, not true or false", "compare it"),
    ("!a", 2, "a is a number, not true or false", "compare it"),
    ("(a > 1) + 2 > 1", 1, "(a > 1) is true or false, not a number", "a number here"),
    ("a == true", 1, "a and true are not both numbers", "compare a number"),
    ("(a > 1) < (b > 1)", 1, "true and false have no order", "== or !="),
    ("a ? 1 : 2", 1, "a is a number, not true or false", "compare it"),
    ("a > 1 ? 1 : true", 1, "1 and true are not of one kind", "two numbers"),
    ("(a > 1) in [1]", 1, "(a > 1) is true or false", "a number here"),
    ("a in [b]", 7, "b is not a number or parameter", "list numbers and p.names"),
    # units
    ("w > 2", 5, "2 is 1 (a pure number) and w is kg (mass)", "write quantity(2, 'kg')"),
    ("2 < w", 1, "2 is 1 (a pure number) and w is kg (mass)", "write quantity(2, 'kg')"),
    ("w + gap > w", 5, "gap is h (time) and w is kg (mass)", "the same kind"),
    ("w > a", 5, "a is 1 (a pure number) and w is kg (mass)", "the same kind"),
    ("max(w, 0) > p.kg", 8, "0 is 1 (a pure number) and w is kg (mass)", "write quantity(0, 'kg')"),
    ("w in [1, p.kg]", 7, "1 is 1 (a pure number) and w is kg (mass)", "write quantity(1, 'kg')"),
    ("(has(w) ? w : 0) > p.kg", 15, "0 is 1 (a pure number) and w is kg (mass)", "write quantity(0, 'kg')"),
    ("w > quantity(2, 'kgg')", 5, "'kgg' is not a UCUM unit known here: did you mean 'kg'?", "UCUM code"),
    ("pct > 4", 7, "is 4 meant in % or as the pure number?", "quantity(4, '%') or quantity(4, '1')"),
    ("0.04 < pct", 1, "is 0.04 meant in % or as the pure number?", "quantity(0.04, '%')"),
    ("g < quantity(1e308, 't')", 5, "is too large in g", "a smaller number"),
    # temperatures
    ("cel * 2 > cel", 1, "Cel cannot be multiplied", "differences"),
    ("cel / a > cel", 1, "Cel cannot be multiplied or divided", "differences"),
    ("-cel < cel", 1, "has no negative", "quantity(-5, 'Cel')"),
    ("abs(cel) > p.cel", 1, "has no absolute value", "of a difference"),
    ("cel + fah > cel", 1, "cel + fah has no meaning as a temperature", "add a difference in [degR]"),
    ("quantity(1, 'K') + cel > cel", 1, "has no meaning as a temperature", "to a reading in Cel"),
    ("quantity(1, 'K') - cel > cel", 1, "has no meaning as a temperature", "to a reading in Cel"),
]  # fmt: skip


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(RuleError) as caught:
        compile_rule(text, ENVIRONMENT)
    return caught.value.faults


@pytest.mark.parametrize(("text", "column", "message", "remedy"), FAULTS)
def test_the_fault_says_where_what_and_what_would_be_right(text: str, column: int, message: str, remedy: str) -> None:
    first = faults_of(text)[0]
    assert first.path == f"column {column}"
    assert message in first.message
    assert remedy in first.remedy


def test_all_faults_of_a_text_are_told() -> None:
    found = faults_of("wieght > 2 && gap > quantity(2, 'kgg') || a && p.daays > p.days && w > sbp")
    assert [fault.path for fault in found] == ["column 1", "column 21", "column 43", "column 48", "column 72"]


def test_reading_goes_on_after_a_fault_behind_the_next_and_or_or() -> None:
    found = faults_of("a > && b > 1 || (b 2) && a in [] || c ! 1")
    assert [fault.path for fault in found] == ["column 5", "column 20", "column 32", "column 39"]


def test_a_fault_in_a_text_of_several_lines_has_its_line() -> None:
    assert faults_of("a > 1 &&\n  bb > 2")[0].path == "line 2 column 3"


def test_what_a_rule_must_give_can_be_asked() -> None:
    with pytest.raises(RuleError, match="the rule gives a number in kg"):
        compile_rule("w", ENVIRONMENT, expect="boolean")
    with pytest.raises(RuleError, match="the rule gives true or false"):
        compile_rule("a > 1", ENVIRONMENT, expect="number")
    assert compile_rule("w", ENVIRONMENT, expect="number").unit is not None


def test_the_error_quotes_the_rule_and_prints_its_faults() -> None:
    with pytest.raises(RuleError) as caught:
        parse("a >")
    assert str(caught.value) == (
        "this rule cannot be read: a >\n"
        "  rule column 4: the rule ends too early (write a value after the last operator)"
    )


def test_a_kit_without_parameters_says_so() -> None:
    with pytest.raises(RuleError, match="this kit has no parameters"):
        compile_rule("a > p.x", Environment({"a": "1"}, {}))
