"""What a page shows of a form: what is asked now, in order, with answers, errors, progress and results in words."""

from __future__ import annotations

import pytest

from pagus.engines.forms import begin, check_answers, compile_form, view_form
from pagus.kit_language.form_ready import ready_form, ready_slugs

FORMS = {slug: compile_form(ready_form(slug).form) for slug in ready_slugs()}


def test_an_empty_form_shows_its_first_questions() -> None:
    program = FORMS["sppb"]
    page = view_form(program, begin(program.form), "fr")
    assert [(one.name, one.field, one.depth) for one in page.shown] == [
        ("balance_test", "group", 0),
        ("side_by_side", "radio", 1),
        ("gait_test", "group", 0),
        ("gait_done", "radio", 1),
        ("chair_test", "group", 0),
        ("chair_done", "radio", 1),
    ]
    assert (page.answered, page.required, page.is_complete, page.is_working) == (0, 3, False, True)
    assert page.scores[-1].missing[0] == "Pieds joints"


def test_what_an_answer_opens_is_shown_and_counted() -> None:
    program = FORMS["sppb"]
    answers, _ = check_answers(program.form, {"gait_done": True, "gait_time": 4.82, "chair_done": False})
    page = view_form(program, answers, "de")
    fields = {one.name: one for one in page.shown}
    assert {"course", "gait_time"} <= set(fields)
    assert (fields["gait_time"].value, fields["gait_time"].unit, fields["gait_time"].whole) == ("4,82", "s", False)
    assert [(one.value, one.selected) for one in fields["gait_done"].options] == [("no", False), ("yes", True)]
    assert (page.answered, page.required) == (3, 5)


def test_words_between_questions_and_help() -> None:
    program = FORMS["who-5"]
    page = view_form(program, begin(program.form), "en")
    assert (page.shown[0].field, page.shown[0].required) == ("words", False)
    apa = view_form(FORMS["apa-prescription"], begin(FORMS["apa-prescription"].form), "en")
    assert apa.shown[0].field == "checkbox"
    assert [one.help for one in apa.shown if one.name == "weeks"] == ["From three to six months, can be renewed."]


def test_what_was_refused_stays_in_its_field_with_the_reason() -> None:
    program = FORMS["tug"]
    page = view_form(program, begin(program.form), "en", {"seconds": "Too long."}, {"seconds": "9999"})
    assert (page.shown[0].value, page.shown[0].error, page.has_errors) == ("9999", "Too long.", True)


def test_results_in_words() -> None:
    program = FORMS["phq-9"]
    names = [name for name, item in program.form.items.items() if item.kind == "choice"]
    answers, _ = check_answers(program.form, dict.fromkeys(names, "several_days"))
    page = view_form(program, answers, "fr")
    assert (page.scores[0].value, page.scores[0].band, page.is_complete) == ("9", "Signes légers", True)
    assert [(flag.severity, "3114" in flag.advice) for flag in page.flags] == [("critical", True)]
    walk = FORMS["six-minute-walk"]
    answers, _ = check_answers(walk.form, {"sex": "female", "age": 30, "height": 165, "weight": 60, "distance": 500})
    scores = {one.name: one for one in view_form(walk, answers, "de").scores}
    assert (scores["chetta"].value, scores["chetta"].refused) == ("602\u00a0m", "")
    assert scores["troosters"].refused.startswith("51 gesunde Menschen")
    assert "Erinnerung" in scores["chetta"].note


@pytest.mark.parametrize("slug", FORMS)
@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_every_form_has_words_everywhere(slug: str, language: str) -> None:
    program = FORMS[slug]
    page = view_form(program, begin(program.form), language)  # type: ignore[arg-type]
    assert page.title
    assert page.licence
    assert all(one.text for one in page.shown)
    assert all(option.label for one in page.shown for option in one.options)
    assert all(score.label for score in page.scores)
