"""Every boundary of every score of every ready form, generated from the tables of the form file itself.

The expected side is read from the YAML text and judged here in the plainest way; the other side goes through answers.
"""

from __future__ import annotations

import itertools
import math
from random import Random
from typing import Any

import pytest
from ruamel.yaml import YAML

from pagus.engines.forms import FormProgram, check_answers, compile_form, evaluate
from pagus.kit_language.form_ready import READY, ready_form, ready_slugs
from tests.engines.forms.making import judged, random_answers

FORMS = {slug: compile_form(ready_form(slug).form) for slug in ready_slugs()}
FILES: dict[str, dict[str, Any]] = {}
for _slug in FORMS:
    (FILES[_slug],) = (
        YAML(typ="safe", pure=True).load((READY / _slug / "form.yaml").read_text(encoding="utf-8")).values()
    )


def step_of(steps: list[dict[str, Any]], value: float) -> dict[str, Any]:
    return next(
        step
        for step in steps
        if ("at_most" not in step and "below" not in step)
        or ("at_most" in step and value <= step["at_most"])
        or ("below" in step and value < step["below"])
    )


def around(end: float, *, whole: bool) -> tuple[float, ...]:
    if whole:
        return (math.floor(end) - 1, math.floor(end), math.ceil(end), math.ceil(end) + 1)
    return (math.nextafter(end, -math.inf), end, math.nextafter(end, math.inf))


def tables(slug: str) -> list[tuple[str, dict[str, Any], int, float]]:
    found = []
    for name, score in FILES[slug].get("scores", {}).items():
        for place, table in enumerate(score.get("tables", [score] if "steps" in score else [])):
            ends = [step.get("at_most", step.get("below")) for step in table["steps"][:-1]]
            found += [(name, table, place, end) for end in ends]
    return found


STEPS = [(slug, *each) for slug in FORMS for each in tables(slug)]


def with_fact(program: FormProgram, score: str, place: int, item: str, value: float) -> Any:
    """An evaluation in which this item has this value and this table of the score decides."""
    chance = Random(7)
    for _ in range(4_000):
        written = {**random_answers(program.form, chance, 1.0), item: value}
        answers, refused = check_answers(program.form, written)
        found = evaluate(program, answers)
        if not refused and found.scores[score].case == place and found.facts[item] == value:
            return found
    raise AssertionError((score, place, item, value))


@pytest.mark.parametrize(("slug", "score", "table", "place", "end"), STEPS)
def test_every_end_of_every_step(slug: str, score: str, table: dict[str, Any], place: int, end: float) -> None:
    program = FORMS[slug]
    name = FILES[slug]["scores"][score]["of"]
    item = program.form.items[name]
    assert item.low is not None
    assert item.high is not None
    valid = FILES[slug]["scores"][score].get("valid")
    tried = 0
    for value in around(end, whole=item.kind == "integer"):
        if not item.low <= value <= item.high or (valid and not 60 <= value <= 94):
            continue
        found = with_fact(program, score, place, name, value)
        assert found.scores[score].value == step_of(table["steps"], value)["points"], value
        tried += 1
    assert tried >= 2


def sums(program: FormProgram, score: str) -> dict[float, dict[str, str]]:
    """Answers that give each total a sum of choices can have."""
    reached: dict[float, dict[str, str]] = {0.0: {}}
    for name in program.form.scores[score].of:
        item = program.form.items[name]
        answers = {"yes": True, "no": False} if item.kind == "yes_no" else {}
        options = {answers.get(option.name, option.name): option.points or 0.0 for option in item.options}
        if name == "regular":  # "no" leaves three questions out; that path has a test of its own
            options = {True: 5.0}
        reached = {
            total + points: {**before, name: option}
            for total, before in reached.items()
            for option, points in options.items()
        }
    return reached


PLAIN = [
    (slug, name)
    for slug, program in FORMS.items()
    for name, score in program.form.scores.items()
    if score.kind == "sum" and all(part in program.form.items and program.form.items[part].options for part in score.of)
]


@pytest.mark.parametrize(("slug", "score"), PLAIN)
def test_every_total_has_its_band_and_its_cut_offs(slug: str, score: str) -> None:
    program, written = FORMS[slug], FILES[slug]["scores"][score]
    totals = sums(program, score)
    for total, answers in totals.items():
        found = judged(program, **answers).scores[score]
        assert found.value == total * written.get("times", 1)
        if "bands" in written:
            assert found.band == step_of(written["bands"], total)["name"]
        assert set(found.cut_offs) == cut_offs(written, total)
    ends = [step.get("at_most", step.get("below")) for step in written.get("bands", [])[:-1]]
    assert all(min(totals) <= end <= max(totals) for end in ends)


def cut_offs(written: dict[str, Any], value: float) -> set[str]:
    holds = {
        "at_least": lambda a, b: a >= b,
        "above": lambda a, b: a > b,
        "at_most": lambda a, b: a <= b,
        "below": lambda a, b: a < b,
    }
    return {
        name
        for name, cut in written.get("cut_offs", {}).items()
        for key, test in holds.items()
        if key in cut and test(value, cut[key])
    }


def test_who_5_is_four_times_its_raw_total() -> None:
    program, written = FORMS["who-5"], FILES["who-5"]["scores"]["total"]
    for total, answers in sums(program, "raw").items():
        found = judged(program, **answers).scores["total"]
        assert found.value == 4 * total
        assert set(found.cut_offs) == cut_offs(written, 4 * total)


@pytest.mark.parametrize("end", [12, 13.5])
def test_every_cut_off_of_the_timed_test(end: float) -> None:
    for value in around(end, whole=False):
        found = judged(FORMS["tug"], seconds=value).scores["time"]
        assert set(found.cut_offs) == cut_offs(FILES["tug"]["scores"]["time"], value)


BALANCE = {
    0: {"side_by_side": "not_held"},
    1: {"side_by_side": "held_10_s", "semi_tandem": "not_held"},
    2: {"side_by_side": "held_10_s", "semi_tandem": "held_10_s", "tandem": 2.99},
    3: {"side_by_side": "held_10_s", "semi_tandem": "held_10_s", "tandem": 9.99},
    4: {"side_by_side": "held_10_s", "semi_tandem": "held_10_s", "tandem": 10},
}
GAIT = {
    0: {"gait_done": False},
    **{
        points: {"gait_done": True, "course": "four_metres", "gait_time": time}
        for points, time in ((1, 8.71), (2, 6.21), (3, 4.82), (4, 4.81))
    },
}
CHAIR = {
    0: {"chair_done": False},
    **{
        points: {"chair_done": True, "chair_time": time}
        for points, time in ((1, 16.7), (2, 13.7), (3, 11.2), (4, 11.19))
    },
}


@pytest.mark.parametrize(("balance", "gait", "chair"), list(itertools.product(range(5), repeat=3)))
def test_every_total_of_sppb(balance: int, gait: int, chair: int) -> None:
    found = judged(FORMS["sppb"], **BALANCE[balance], **GAIT[gait], **CHAIR[chair])
    scores = found.scores
    assert [scores[name].value for name in ("balance", "gait", "chair")] == [balance, gait, chair]
    assert scores["total"].value == balance + gait + chair
    assert scores["total"].cut_offs == (("frail",) if balance + gait + chair <= 9 else ())
    assert found.is_complete


def test_no_table_is_left_out() -> None:
    """Each score with ends is under one of the tests above, or under one of test_instruments."""
    covered = {(slug, score) for slug, score, *_ in STEPS} | set(PLAIN)
    covered |= {("who-5", "total"), ("tug", "time"), ("sppb", "total"), ("gpaq", "met_minutes")}
    with_ends = {
        (slug, name)
        for slug, file in FILES.items()
        for name, score in file.get("scores", {}).items()
        if {"steps", "tables", "bands", "cut_offs"} & set(score)
    }
    assert with_ends <= covered
