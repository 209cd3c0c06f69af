"""The four evaluators, calculated values, conditions and flags, by hand."""

from __future__ import annotations

import pytest

from pagus.engines.forms import explain
from pagus.errors import NotFound
from tests.engines.forms.making import judged, made

PAIN = """\
  choices:
    how_much: {none: 0, some: 1, much: 3}
  items:
    walking: {kind: choice, options: how_much}
    resting: {kind: choice, options: how_much}
    night: {kind: choice, options: how_much, when: resting > 'none', points_if_not_asked: 1}
    worse: {kind: yes_no, options: {no: 0, yes: 2}, optional: true}
"""
EVIDENCE = "evidence: {certainty: law, sources: [somewhere]}"


def pain(score: str) -> str:
    return f"{PAIN}  scores:\n    total:\n      {EVIDENCE}\n{score}"


SUM = pain("      kind: sum\n      of: [walking, resting, night]\n")


def test_a_sum_counts_points() -> None:
    found = judged(made(SUM), walking="much", resting="some", night="some").scores["total"]
    assert (found.value, found.missing) == (5, ())
    assert [(part.name, part.counts) for part in found.parts] == [("walking", 3), ("resting", 1), ("night", 1)]


def test_what_is_not_asked_counts_as_the_form_says_and_is_set_aside() -> None:
    found = judged(made(SUM), walking="much", resting="none", night="much")
    assert found.scores["total"].value == 4
    assert found.scores["total"].parts[2].state == "not_asked"
    assert found.asked == ("walking", "resting", "worse")
    assert found.set_aside == ("night",)


def test_a_sum_waits_for_what_is_missing_and_says_it() -> None:
    found = judged(made(SUM), resting="some")
    assert found.scores["total"].value is None
    assert found.scores["total"].missing == ("walking", "night")
    assert found.missing == ("walking", "night")


@pytest.mark.parametrize(("fill", "value"), [("mean", 6.0), ("zero", 4.0)])
def test_as_many_answers_may_lack_as_the_form_says(fill: str, value: float) -> None:
    program = made(
        pain(f"      kind: sum\n      of: [walking, resting, night]\n      missing: {{at_most: 1, fill: {fill}}}\n")
    )
    found = judged(program, walking="much", resting="some").scores["total"]
    assert found.value == value
    assert found.parts[2].state == "filled"
    assert sum(part.counts or 0 for part in found.parts) == value
    assert judged(program, resting="some").scores["total"].value is None


def test_a_yes_or_no_has_points_too() -> None:
    program = made(pain("      kind: sum\n      of: [walking, worse]\n      times: 2\n"))
    assert judged(program, walking="some", worse=True).scores["total"].value == 6
    assert judged(program, walking="some", worse=False).scores["total"].value == 2


BODY = f"""\
  items:
    sex: {{kind: choice, options: {{female: , male: }}}}
    age: {{kind: integer, unit: a, range: [0, 120]}}
    height: {{kind: decimal, unit: cm, range: [30, 250]}}
    weight: {{kind: decimal, unit: kg, range: [1, 400]}}
    since: {{kind: date, optional: true}}
    until: {{kind: date, optional: true}}
    note: {{kind: text, optional: true}}
    habits:
      kind: choices
      optional: true
      options: {{smokes: 2, drinks: 1, none_of_these: {{points: 0, alone: true}}}}
  calculated:
    bmi: {{formula: weight / (height * height), unit: kg/m2, decimals: 1}}
    gap: {{formula: until - since, unit: wk}}
  scores:
    class_of_bmi:
      kind: steps
      of: bmi
      tables:
        - when: "age < quantity(70, 'a')"
          steps: [{{below: 18.5, points: 1}}, {{below: 25, points: 2}}, {{points: 3}}]
        - when: "age >= quantity(70, 'a')"
          steps: [{{below: 22, points: 1}}, {{points: 2}}]
      {EVIDENCE}
      bands: [{{at_most: 1, name: low}}, {{name: other}}]
      cut_offs:
        high: {{at_least: 3, {EVIDENCE}}}
    expected:
      kind: linear
      unit: m
      constant: 100
      terms: [{{factor: 2, of: height}}, {{factor: -0.01, of: [age, age]}}, {{factor: 50, when: sex == 'male'}}]
      valid: "age >= quantity(20, 'a') && age <= quantity(50, 'a')"
      {EVIDENCE}
    advice:
      kind: rules
      outcomes: [nothing, eat, see]
      cases:
        - {{when: habits_smokes == 'yes' || class_of_bmi_high == 'yes', gives: see}}
        - {{when: class_of_bmi_band == 'low', gives: eat}}
        - {{gives: nothing}}
      {EVIDENCE}
    habit_points:
      kind: sum
      of: habits
      {EVIDENCE}
  flags:
    thin: {{when: "bmi < quantity(16, 'kg/m2')", severity: high, {EVIDENCE}}}
"""


@pytest.mark.parametrize(
    ("age", "weight", "points", "band"),
    [(69, 50, 2, "other"), (69, 47, 1, "low"), (70, 50, 1, "low"), (70, 57, 2, "other"), (30, 64, 3, "other")],
)
def test_steps_follow_the_table_that_holds(age: int, weight: float, points: float, band: str) -> None:
    found = judged(made(BODY), age=age, height=160, weight=weight)
    assert (found.scores["class_of_bmi"].value, found.scores["class_of_bmi"].band) == (points, band)
    assert found.scores["class_of_bmi"].case == (0 if age < 70 else 1)


def test_units_of_answers_are_converted() -> None:
    found = judged(made(BODY), age=40, height={"value": 1.6, "unit": "m"}, weight={"value": 64_000, "unit": "g"})
    assert found.scores["bmi"].value == 25.0
    assert found.scores["class_of_bmi"].cut_offs == ("high",)


def test_dates_differ_in_time() -> None:
    assert judged(made(BODY), since="2026-01-01", until="2026-01-15").scores["gap"].value == 2


def test_an_equation_is_refused_outside_its_population() -> None:
    program = made(BODY)
    inside = judged(program, sex="male", age=50, height=160).scores["expected"]
    assert (inside.value, inside.refused) == (pytest.approx(100 + 320 - 25 + 50), False)
    assert [part.counts for part in inside.parts] == [100, 320, -25, 50]
    for age in (19, 51):
        outside = judged(program, sex="male", age=age, height=160).scores["expected"]
        assert (outside.value, outside.refused, outside.missing) == (None, True, ())
    unknown = judged(program, height=160).scores["expected"]
    assert (unknown.refused, unknown.missing) == (False, ("sex", "age"))


def test_a_rule_list_takes_the_first_that_holds() -> None:
    program = made(BODY)
    found = judged(program, age=30, height=160, weight=40, habits=["drinks"]).scores["advice"]
    assert (found.value, found.band, found.case) == (2, "eat", 1)
    assert judged(program, habits=["smokes"]).scores["advice"].band == "see"


def test_a_rule_list_says_what_is_missing_to_conclude() -> None:
    found = judged(made(BODY), age=30, height=160).scores["advice"]
    assert (found.value, found.missing) == (None, ("weight", "habits"))


def test_points_of_several_answers_add_up() -> None:
    assert judged(made(BODY), habits=["drinks", "smokes"]).scores["habit_points"].value == 3


def test_a_flag_is_raised_as_soon_as_it_can_be() -> None:
    program = made(BODY)
    assert [flag.name for flag in judged(program, height=180, weight=45).flags] == ["thin"]
    assert judged(program, height=180, weight=80).flags == ()
    assert judged(program, height=180).flags == ()


def test_facts_have_the_names_that_guards_use() -> None:
    facts = judged(made(BODY), sex="male", age=30, height=160, weight=40, habits=["smokes"], note="x").facts
    assert (facts["sex"], facts["note"], facts["habits"], facts["habits_smokes"], facts["habits_drinks"]) == (
        2,
        1,
        1,
        1,
        0,
    )
    assert (facts["thin"], facts["class_of_bmi_band"], facts["class_of_bmi_high"], facts["advice"]) == (1, 1, 0, 3)
    assert facts["since"] is None


def test_a_condition_is_explained_part_by_part() -> None:
    program = made(BODY)
    found = judged(program, height=180, weight=45)
    explained = explain(program, found, "bmi < quantity(16, 'kg/m2')")
    assert (explained.value, explained.children[0].value) == (True, 13.9)
    with pytest.raises(NotFound):
        explain(program, found, "bmi > 1")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"), [("2.5", 0, 3), ("1.005", 2, 1.01), ("-2.5", 0, -3), ("2.4", 0, 2)]
)
def test_rounding_goes_away_from_zero(value: str, decimals: int, shown: float) -> None:
    formula = f"{{formula: a * 0 + {value}, decimals: {decimals}}}"
    program = made(f"  items:\n    a: {{kind: decimal, range: [0, 9]}}\n  calculated:\n    b: {formula}\n")
    assert judged(program, a=1).scores["b"].value == shown


def test_a_division_by_zero_is_told() -> None:
    program = made("  items:\n    a: {kind: decimal, range: [0, 9]}\n  calculated:\n    b: {formula: 1 / a}\n")
    found = judged(program, a=0).scores["b"]
    assert (found.value, found.missing, found.gaps) == (None, (), ("division by zero: 1 / a",))
