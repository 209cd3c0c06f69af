"""Forms in words, in the three languages."""

from __future__ import annotations

import pytest

from pagus.kit_language import kit_sentences
from pagus.kit_language.form_condition import form_condition_words
from pagus.kit_language.form_ready import ready_form, ready_slugs
from pagus.kit_language.form_sentences import form_words
from pagus.kit_language.shipped import shipped_kit

SPPB, HAS, WALK = (ready_form(slug).form for slug in ("sppb", "has-2021", "six-minute-walk"))

FRENCH = "selon «~Temps pour cinq levers (s)~»~: ≤ 11,19~: 4, ≤ 13,69~: 3, ≤ 16,69~: 2, ≤ 60~: 1, au-delà~: 0".replace(
    "~", "\u00a0"
)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", FRENCH),
        ("en", "by “Time for five rises (s)”: ≤ 11.19: 4, ≤ 13.69: 3, ≤ 16.69: 2, ≤ 60: 1, beyond: 0"),
        ("de", "nach „Zeit für fünfmaliges Aufstehen (s)“: ≤ 11,19: 4, ≤ 13,69: 3, ≤ 16,69: 2, ≤ 60: 1, darüber: 0"),
    ],
)
def test_steps_in_words(language: str, words: str) -> None:
    found = {one.name: one.text for one in form_words(SPPB, language).scores}  # type: ignore[arg-type]
    assert found["chair_points"] == words


def test_a_question_says_when_it_is_asked_and_what_it_is_worth() -> None:
    found = {one.name: one.detail for one in form_words(SPPB, "en").items}
    assert found["tandem"] == (
        "number; from 0 to 10\u00a0seconds; asked if “Semi-tandem (heel beside big toe)” = “Held for 10 seconds”"
    )
    assert (
        found["side_by_side"] == "one answer; Not held for 10 seconds, or not tried (0 pt), Held for 10 seconds (1 pt)"
    )
    ages = {one.name: one.detail for one in form_words(WALK, "de").items}
    assert ages["age"] == "ganze Zahl; von 5 bis 115\u00a0Jahren"
    assert ages["active"] == "ja oder nein; Nein, Ja; freiwillig"


def test_an_equation_says_for_whom_it_holds() -> None:
    found = {one.name: one for one in form_words(WALK, "en").scores}
    assert found["chetta"].text == (
        "518.853 + 1.25 × “Height (cm)” − 2.816 × “Age (years)” − 39.07 [“Sex” = “Female”]; only if “Age (years)” ≥ "
        "20\u00a0years and “Age (years)” ≤ 50\u00a0years (Healthy people of 20 to 50 years, Italy)"
    )
    assert "memory" in found["chetta"].note


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bmi < quantity(22, 'kg/m2')", "the body mass index < 22\u00a0kg/m²"),
        (
            "malnutrition == 'established' && !has(albumin)",
            "malnutrition = “Established” and “Albumin (g/L), if known” is not known",
        ),
        ("sarcopenia in ['confirmed']", "“Sarcopenia (muscle strength and mass, EWGSOP2)” ∈ {“Confirmed”}"),
        ("!(gut == 1)", None),
        (
            "-bmi < min(bmi, bmi * 2)",
            "−the body mass index < the smallest of (the body mass index; the body mass index × 2)",
        ),
        ("intake_halved != 'yes'", "“Intake reduced by half or more for more than a week” ≠ Yes"),
    ],
)
def test_conditions_in_words(text: str, words: str | None) -> None:
    if words is None:
        with pytest.raises(Exception, match="cannot be read"):
            form_condition_words(text, HAS, "en")
    else:
        assert form_condition_words(text, HAS, "en") == words


@pytest.mark.parametrize("slug", ready_slugs())
@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_every_ready_form_can_be_said(slug: str, language: str) -> None:
    found = form_words(ready_form(slug).form, language)  # type: ignore[arg-type]
    assert all(one.text for one in found.scores)
    assert all("_" not in one.text + one.detail for one in found.items)
    assert all("_" not in one.text for one in found.scores)


def test_a_kit_says_its_forms() -> None:
    assert kit_sentences(shipped_kit("air-today"), "en").forms == ()
    (ketones,) = kit_sentences(shipped_kit("diabetes-home"), "en").forms
    assert (ketones.title, len(ketones.items)) == ("High glucose and ketones", 6)
    assert [flag.advice for flag in ketones.flags] == ["Call 15 or 112 now, do not wait for us."]
