"""Answers: what is refused and with which words, partial answers, order, JSON, and a form that changes meanwhile."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.forms import (
    Answers,
    begin,
    carry_over,
    check_answers,
    compile_form,
    evaluate,
    facts_of,
    give,
    read_written,
)
from pagus.errors import Conflict, InputError, NotFound, ShapeError
from pagus.kit_language.form_ready import ready_form, ready_slugs
from tests.engines.forms.making import judged, made, random_answers
from tests.engines.forms.test_evaluators import BODY, SUM

FORMS = {slug: compile_form(ready_form(slug).form) for slug in ready_slugs()}


@pytest.mark.parametrize(
    ("item", "written", "words"),
    [
        ("age", 130, "age: 130 cannot be: it goes from 0 to 120 a"),
        ("age", -1, "it goes from 0 to 120"),
        ("age", 30.5, "age: 30.5 is not a whole number"),
        ("age", "thirty", "'thirty' is not a number"),
        ("age", True, "True is not a number"),
        ("age", float("nan"), "nan is not a number"),
        ("height", {"value": 3, "unit": "m"}, "height: 300 cannot be: it goes from 30 to 250 cm"),
        ("height", {"value": 3, "unit": "kg"}, "height: give it in cm"),
        ("height", {"value": 3, "unit": "zz"}, "height: give it in cm"),
        ("sex", "other", "sex: 'other' is none of the answers: female, male"),
        ("sex", 1, "the answer is a text"),
        ("since", "26/11/2026", "write a date as 2026-11-26"),
        ("since", "2026-02-30", "write a date as 2026-11-26"),
        ("note", "", "write 1 to 4000 characters"),
        ("note", "x" * 4001, "write 1 to 4000 characters"),
        ("habits", [], "a list with one answer at least"),
        ("habits", "smokes", "a list with one answer at least"),
        ("habits", ["eats"], "'eats' is none of the answers"),
        ("habits", ["none_of_these", "smokes"], "none_of_these excludes the other answers"),
    ],
)
def test_a_wrong_answer_is_refused_with_what_would_be_right(item: str, written: Any, words: str) -> None:
    form = made(BODY).form
    with pytest.raises(InputError) as refused:
        give(form, begin(form), item, written)
    assert words in str(refused.value)
    _, told = check_answers(form, {item: written, "weight": 70})
    assert [(one.item, words in one.words) for one in told] == [(item, True)]


def test_yes_or_no_is_a_truth_value() -> None:
    form = made(SUM).form
    with pytest.raises(InputError, match=r"answer true \(yes\) or false \(no\)"):
        give(form, begin(form), "worse", "yes")


@pytest.mark.parametrize("item", ["nothing", "bmi"])
def test_nothing_else_is_asked(item: str) -> None:
    form = made(BODY).form
    for written in (1, None):
        with pytest.raises(NotFound, match="asks nothing called"):
            give(form, begin(form), item, written)


def test_an_answer_can_be_changed_and_taken_back() -> None:
    form = made(BODY).form
    first = give(form, begin(form), "weight", 70)
    second = give(form, give(form, first, "age", 30), "weight", 71)
    assert dict(second.values) == {"age": 30.0, "weight": 71.0}
    assert list(second.values) == ["age", "weight"]
    assert give(form, give(form, second, "weight", None), "age", None).values == {}


@pytest.mark.parametrize(
    ("item", "fields", "read"),
    [
        ("weight", ["72,5"], 72.5),
        ("weight", ["1 000"], "1 000"),
        ("weight", ["a lot"], "a lot"),
        ("weight", ["1e3"], "1e3"),
        ("weight", [" "], None),
        ("sex", ["male"], "male"),
        ("habits", ["smokes", "drinks"], ["smokes", "drinks"]),
        ("unknown", ["x"], None),
    ],
)
def test_fields_of_a_page_are_read(item: str, fields: list[str], read: Any) -> None:
    assert read_written(made(BODY).form, item, fields) == read


def test_yes_and_no_of_a_page_are_read() -> None:
    form = made(SUM).form
    assert [read_written(form, "worse", [text]) for text in ("yes", "no", "maybe")] == [True, False, "maybe"]


@pytest.mark.parametrize("slug", FORMS)
@given(seed=st.integers(0, 2**32), share=st.floats(0, 1))
@settings(max_examples=15, deadline=None)
def test_partial_answers_in_any_order_and_through_json(slug: str, seed: int, share: float) -> None:
    program, chance = FORMS[slug], Random(seed)
    written = random_answers(program.form, chance, share)
    answers, refused = check_answers(program.form, written)
    assert refused == ()
    found = evaluate(program, answers)
    shuffled = list(written.items())
    chance.shuffle(shuffled)
    one_by_one = begin(program.form)
    for item, value in shuffled:
        one_by_one = give(program.form, one_by_one, item, value)
    assert one_by_one == answers
    again = Answers.from_json(json.loads(json.dumps(answers.as_json())))
    assert again == answers
    assert evaluate(program, again) == found
    assert set(found.set_aside).isdisjoint(found.asked)
    for score in found.scores.values():
        assert (score.value is None) or not (score.missing or score.gaps or score.refused)
        assert score.value is not None or score.missing or score.gaps or score.refused
        assert set(score.missing) <= set(found.asked) - set(written)


@pytest.mark.parametrize("slug", FORMS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=10, deadline=None)
def test_what_is_not_asked_changes_no_score(slug: str, seed: int) -> None:
    program = FORMS[slug]
    answers, _ = check_answers(program.form, random_answers(program.form, Random(seed)))
    found = evaluate(program, answers)
    kept = {name: value for name, value in answers.values.items() if name not in found.set_aside}
    assert evaluate(program, replace(answers, values=kept)).facts == found.facts


@pytest.mark.parametrize(
    "plain", [None, [], {}, {"form": "f"}, {"form": 1, "version": "1", "digest": "", "values": {}},
              {"form": "f", "version": "1", "digest": "", "values": {"a": None}},
              {"form": "f", "version": "1", "digest": "", "values": {"a": [1]}},
              {"form": "f", "version": "1", "digest": "", "values": []}]
)  # fmt: skip
def test_other_json_holds_no_answers(plain: Any) -> None:
    with pytest.raises(ShapeError):
        Answers.from_json(plain)


def changed(old: str, new: str, version: str = "1.1.0") -> Any:
    program = made(BODY.replace(old, new))
    return compile_form(replace(program.form, version=version))


def test_answers_keep_the_version_they_were_begun_with() -> None:
    old, new = made(BODY), changed("range: [1, 400]", "range: [1, 300]")
    answers, _ = check_answers(old.form, {"weight": 350, "age": 30})
    with pytest.raises(Conflict, match=r"changed while it was answered: these answers are for version 1\.0\.0"):
        evaluate(new, answers)
    with pytest.raises(Conflict):
        give(new.form, answers, "age", 31)
    with pytest.raises(Conflict, match="belong to the form f"):
        evaluate(FORMS["who-5"], answers)


def test_the_same_version_with_another_meaning_is_told_too() -> None:
    old, new = made(BODY), changed("range: [1, 400]", "range: [1, 300]", version="1.0.0")
    with pytest.raises(Conflict, match="changed while it was answered"):
        evaluate(new, begin(old.form))


def test_another_wording_leaves_the_digest() -> None:
    form = made(BODY).form
    item = form.items["age"]
    other = replace(item, text=replace(item.text, fr="Autrement"))
    from pagus.kit_language.form_assembly import meaning_digest

    assert meaning_digest(replace(form, items={**form.items, "age": other})) == form.digest


def test_answers_are_carried_over_with_what_is_lost() -> None:
    old = made(BODY).form
    new = changed("range: [1, 400]", "range: [1, 300]").form
    answers, _ = check_answers(old, {"weight": 350, "age": 30})
    carried = carry_over(answers, old, new)
    assert carried.answers.values == {"age": 30.0}
    assert (carried.answers.version, carried.answers.digest) == ("1.1.0", new.digest)
    assert [(one.item, str(one.words)) for one in carried.dropped] == [
        ("weight", "weight: 350 cannot be: it goes from 1 to 300 kg")
    ]
    assert carried.to_ask == ("sex", "height", "weight")


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("    note: {kind: text, optional: true}\n", "", "note is not asked any more"),
        ("note: {kind: text,", "note: {kind: yes_no,", "note is now asked in another way"),
    ],
)
def test_an_answer_to_another_question_is_dropped(before: str, after: str, reason: str) -> None:
    old = made(BODY).form
    answers, _ = check_answers(old, {"note": "x"})
    carried = carry_over(answers, old, changed(before, after).form)
    assert [str(one.words) for one in carried.dropped] == [reason]


def test_a_reworded_question_is_told() -> None:
    old = made(BODY).form
    item = old.items["age"]
    new = replace(
        old, version="1.0.1", items={**old.items, "age": replace(item, text=replace(item.text, en="How old?"))}
    )
    answers, _ = check_answers(old, {"age": 30})
    assert carry_over(answers, old, new).reworded == ("age",)
    with pytest.raises(Conflict, match="two forms"):
        carry_over(answers, old, FORMS["who-5"].form)


def test_facts_for_guards_can_have_a_prefix() -> None:
    found = judged(FORMS["tug"], seconds=12.0)
    assert facts_of(found, "tug.")["tug.time_steadi"] == 1
    assert facts_of(found)["time_community_falls"] == 0
