"""The ready forms against numbers worked out by hand, and at the edges of their conditions."""

from __future__ import annotations

from typing import Any

import pytest

from pagus.engines.forms import compile_form
from pagus.kit_language.form_model import Form
from pagus.kit_language.form_ready import ready_form, ready_slugs
from tests.engines.forms.making import judged

FORMS = {slug: compile_form(ready_form(slug).form) for slug in ready_slugs()}
SHIPPED = {
    *("apa-prescription", "chair-stands", "de-jong-gierveld-6", "glim", "gpaq", "has-2021", "icope-step-1", "lsns-6"),
    *("phq-9", "ricci-gagnon", "six-minute-walk", "sppb", "tug", "ucla-3", "who-5"),
}


def test_these_are_shipped_and_no_licensed_one() -> None:
    assert set(FORMS) == SHIPPED


def walk(score: str, **answers: Any) -> Any:
    return judged(FORMS["six-minute-walk"], **answers).scores[score]


@pytest.mark.parametrize(
    ("score", "answers", "metres"),
    [
        (
            "enright_men",
            {"sex": "male", "age": 60, "height": 175, "weight": 80},
            7.57 * 175 - 5.02 * 60 - 1.76 * 80 - 309,
        ),
        (
            "enright_women",
            {"sex": "female", "age": 60, "height": 160, "weight": 65},
            2.11 * 160 - 2.29 * 65 - 5.78 * 60 + 667,
        ),
        (
            "troosters",
            {"sex": "male", "age": 60, "height": 175, "weight": 80},
            218 + 5.14 * 175 - 5.32 * 60 - 1.8 * 80 + 51.31,
        ),
        (
            "troosters",
            {"sex": "female", "age": 60, "height": 160, "weight": 65},
            218 + 5.14 * 160 - 5.32 * 60 - 1.8 * 65,
        ),
        ("chetta", {"sex": "male", "age": 30, "height": 180}, 518.853 + 1.25 * 180 - 2.816 * 30),
        ("chetta", {"sex": "female", "age": 30, "height": 165}, 518.853 + 1.25 * 165 - 2.816 * 30 - 39.07),
        (
            "geird_women",
            {"sex": "female", "age": 50, "height": 165, "weight": 65, "active": True},
            8.10 * 50 + 1.61 * 165 - 0.99 * 65 + 22.58 - 0.10 * 50**2 + 222.55,
        ),
        (
            "geird_men",
            {"sex": "male", "age": 50, "height": 175, "weight": 75, "active": True},
            26.80 * 50 + 8.46 * 175 - 0.45 * 75 - 2.54 - 0.06 * 50**2 - 0.13 * 50 * 175 - 890.18,
        ),
        ("geird_men_limit", {"sex": "male", "age": 50, "height": 175, "weight": 75, "active": False}, 608.99 - 122),
    ],
)
def test_distances_to_expect(score: str, answers: dict[str, Any], metres: float) -> None:
    assert walk(score, **answers).value == pytest.approx(metres, abs=0.51)


@pytest.mark.parametrize(
    ("score", "sex", "first", "last"),
    [
        ("enright_men", "male", 40, 80),
        ("enright_women", "female", 40, 80),
        ("troosters", "female", 50, 85),
        ("chetta", "male", 20, 50),
        ("geird_women", "female", 21, 76),
        ("geird_men", "male", 21, 78),
    ],
)
def test_an_equation_keeps_to_its_ages_and_sex(score: str, sex: str, first: int, last: int) -> None:
    body = {"height": 170, "weight": 70, "active": True}
    assert [walk(score, sex=sex, age=age, **body).refused for age in (first - 1, first, last, last + 1)] == [
        True, False, False, True,
    ]  # fmt: skip
    other = "male" if sex == "female" else "female"
    if score not in {"troosters", "chetta"}:
        assert walk(score, sex=other, age=first, **body).refused


def test_no_to_regular_activity_counts_three_ones() -> None:
    lowest = {
        "sitting": "over_5_h",
        "work_intensity": "light",
        "chores": "under_2_h",
        "walking": "under_15",
        "floors": "under_2",
    }
    found = judged(FORMS["ricci-gagnon"], regular=False, **lowest)
    assert (found.scores["total"].value, found.scores["total"].band, found.is_complete) == (9, "inactive", True)


@pytest.mark.parametrize("answer", ["several_days", "more_than_half", "nearly_every_day"])
def test_thoughts_of_death_are_told_at_once(answer: str) -> None:
    found = judged(FORMS["phq-9"], self_harm=answer)
    assert [(flag.name, flag.severity) for flag in found.flags] == [("thoughts_of_death", "critical")]
    assert judged(FORMS["phq-9"], self_harm="not_at_all").flags == ()


NO_OTHER = {"work_moderate": False, "travel": False, "leisure_vigorous": False, "leisure_moderate": False}


@pytest.mark.parametrize(
    ("days", "minutes", "met", "enough"), [(5, 15, 600, True), (1, 74, 592, False), (1, 75, 600, True)]
)
def test_met_minutes_of_a_week(days: int, minutes: int, met: float, enough: bool) -> None:
    found = judged(
        FORMS["gpaq"], work_vigorous=True, work_vigorous_days=days, work_vigorous_minutes=minutes, **NO_OTHER
    ).scores["met_minutes"]
    assert (found.value, bool(found.cut_offs)) == (met, enough)


def test_nothing_in_a_week_is_known_to_be_nothing() -> None:
    assert judged(FORMS["gpaq"], work_vigorous=False, **NO_OTHER).scores["met_minutes"].value == 0
    assert judged(FORMS["gpaq"], **NO_OTHER).scores["met_minutes"].missing == ("work_vigorous",)


@pytest.mark.parametrize(
    ("level", "who"),
    [("none", "club"), ("mild", "trained_educator"), ("moderate", "apa_teacher"), ("severe", "health_professional")],
)
def test_who_may_supervise(level: str, who: str) -> None:
    assert judged(FORMS["apa-prescription"], limitation=level).scores["supervision"].band == who


@pytest.mark.parametrize(
    ("sex", "age", "least"),
    [("male", 60, 14), ("male", 64, 14), ("male", 65, 12), ("female", 74, 10), ("female", 90, 4), ("female", 94, 4)],
)
def test_chair_stands_against_age_and_sex(sex: str, age: int, least: int) -> None:
    for count, band in ((least - 1, "below_average"), (least, "average_or_more")):
        found = judged(FORMS["chair-stands"], sex=sex, age=age, stands=count, used_arms=False)
        assert (found.scores["least"].value, found.scores["result"].band) == (least, band)
    assert (
        judged(FORMS["chair-stands"], sex=sex, age=age, stands=30, used_arms=True).scores["result"].band
        == "below_average"
    )
    young = judged(FORMS["chair-stands"], sex=sex, age=59, stands=10, used_arms=False).scores
    assert (young["least"].refused, young["result"].value, young["result"].gaps) == (True, None, ("refused: least",))


ICOPE = {
    **dict.fromkeys(("day_right", "place_right", "five_rises", "hears_whisper"), True),
    **dict.fromkeys(("weight_loss", "appetite_loss", "eye_trouble", "feels_low", "lost_interest"), False),
    "words": 3,
}


@pytest.mark.parametrize(
    ("change", "domain"),
    [
        ({"words": 2}, "cognition"),
        ({"day_right": False}, "cognition"),
        ({"place_right": False}, "cognition"),
        ({"five_rises": False}, "mobility"),
        ({"weight_loss": True}, "nutrition"),
        ({"appetite_loss": True}, "nutrition"),
        ({"eye_trouble": True}, "vision"),
        ({"hears_whisper": False}, "hearing"),
        ({"feels_low": True}, "mood"),
        ({"lost_interest": True}, "mood"),
    ],
)
def test_the_domain_that_fails_opens_its_step_2_only(change: dict[str, Any], domain: str) -> None:
    before = judged(FORMS["icope-step-1"], **ICOPE).scores
    assert (before.pop("domains").value, {score.band for score in before.values()}) == (0, {"passed"})
    found = judged(FORMS["icope-step-1"], **{**ICOPE, **change}).scores
    assert [name for name, score in found.items() if score.band == "step_2"] == [domain]
    assert found["domains"].value == 1


def test_the_domains_of_step_1_are_counted_and_unknown_while_one_is_not_asked() -> None:
    everything = {**{name: not value for name, value in ICOPE.items() if name != "words"}, "words": 0}
    assert judged(FORMS["icope-step-1"], **everything).scores["domains"].value == 6
    asked = {name: value for name, value in everything.items() if name != "hears_whisper"}
    assert judged(FORMS["icope-step-1"], **asked).scores["domains"].value is None


WELL = {"intake_halved": False, "intake_reduced": False, "malabsorption": False, "aggression": False}
FULL = {"age": 80, "height": 160, "sarcopenia": "not_confirmed", **WELL}


def has(**change: Any) -> tuple[str | None, str | None]:
    weight = change.pop("weight", 60.0)
    steady = {"weight_1_month": weight, "weight_6_months": weight, "weight_usual": weight}
    found = judged(FORMS["has-2021"], **{**FULL, **steady, "weight": weight, **change}).scores
    return found["malnutrition"].band, found["severity"].band


BMI_22, BMI_20 = 22 * 1.6 * 1.6, 20 * 1.6 * 1.6


@pytest.mark.parametrize(
    ("change", "established"),
    [
        ({"weight": BMI_22}, False),
        ({"weight": BMI_22 - 0.01}, True),
        ({"weight_1_month": 60 / 0.95}, True),
        ({"weight_1_month": 60 / 0.951}, False),
        ({"weight_6_months": 60 / 0.90}, True),
        ({"weight_6_months": 60 / 0.901}, False),
        ({"weight_usual": 60 / 0.90}, True),
        ({"weight_usual": 60 / 0.901}, False),
        ({"sarcopenia": "confirmed"}, True),
        ({}, False),
    ],
)
def test_phenotypic_criteria_of_has(change: dict[str, Any], established: bool) -> None:
    wanted = "established" if established else "not_established"
    assert has(**change, intake_halved=True)[0] == wanted
    assert has(**change)[0] == "not_established"


@pytest.mark.parametrize("cause", list(WELL))
def test_each_aetiologic_criterion_of_has(cause: str) -> None:
    assert has(weight=55.0, **{cause: True}) == ("established", "moderate")


@pytest.mark.parametrize(
    ("change", "severity"),
    [
        ({"weight": BMI_20}, "moderate"),
        ({"weight": BMI_20 - 0.01}, "severe"),
        ({"weight_1_month": 60 / 0.90}, "severe"),
        ({"weight_1_month": 60 / 0.901}, "moderate"),
        ({"weight_6_months": 60 / 0.85}, "severe"),
        ({"weight_6_months": 60 / 0.851}, "moderate"),
        ({"weight_usual": 60 / 0.85}, "severe"),
        ({"weight_usual": 60 / 0.851}, "moderate"),
        ({"weight": 55.0, "albumin": 30}, "severe"),
        ({"weight": 55.0, "albumin": 30.1}, "moderate"),
    ],
)
def test_severity_of_has(change: dict[str, Any], severity: str) -> None:
    assert has(**change, aggression=True) == ("established", severity)


def test_has_says_what_is_missing_to_conclude_and_refuses_the_young() -> None:
    form = FORMS["has-2021"]
    found = judged(form, age=80, height=160, weight=60, intake_halved=True).scores["malnutrition"]
    assert found.missing == ("weight_1_month", "weight_6_months", "weight_usual", "sarcopenia")
    one_is_enough = judged(form, age=80, height=160, weight=60, weight_6_months=70, intake_halved=True).scores
    assert (one_is_enough["malnutrition"].band, one_is_enough["severity"].missing) == (
        "established",
        ("weight_1_month", "weight_usual"),
    )
    assert judged(form, **{**FULL, "age": 69}, weight=50).scores["malnutrition"].refused
    assert not judged(form, **{**FULL, "age": 70}, weight=50).scores["malnutrition"].refused


def glim(**change: Any) -> tuple[str | None, str | None]:
    weight = change.pop("weight", 70.0)
    base = {"age": 60, "asian": False, "height": 170, "muscle": "normal", "gut": False, "inflammation": True}
    base |= {"intake_halved": False, "intake_reduced": False}
    found = judged(
        FORMS["glim"], **{**base, "weight": weight, "weight_6_months": weight, "weight_earlier": weight, **change}
    ).scores
    return found["malnutrition"].band, found["stage"].band


@pytest.mark.parametrize(
    ("age", "asian", "limit"), [(69, False, 20), (70, False, 22), (69, True, 18.5), (70, True, 20)]
)
def test_limits_of_bmi_in_glim(age: int, asian: bool, limit: float) -> None:
    weight = limit * 1.7 * 1.7
    assert glim(age=age, asian=asian, weight=weight)[0] == "not_established"
    assert glim(age=age, asian=asian, weight=weight - 0.01)[0] == "established"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"weight_6_months": 70 / 0.95}, ("not_established", None)),
        ({"weight_6_months": 70 / 0.949}, ("established", "stage_1")),
        ({"weight_6_months": 70 / 0.90}, ("established", "stage_1")),
        ({"weight_6_months": 70 / 0.899}, ("established", "stage_2")),
        ({"weight_earlier": 70 / 0.90}, ("not_established", None)),
        ({"weight_earlier": 70 / 0.899}, ("established", "stage_1")),
        ({"weight_earlier": 70 / 0.80}, ("established", "stage_1")),
        ({"weight_earlier": 70 / 0.799}, ("established", "stage_2")),
        ({"muscle": "reduced"}, ("established", "stage_1")),
        ({"muscle": "much_reduced"}, ("established", "stage_2")),
        ({"muscle": "reduced", "inflammation": False}, ("not_established", None)),
    ],
)
def test_losses_and_muscle_in_glim(change: dict[str, Any], found: tuple[str, str | None]) -> None:
    assert glim(**change) == found


def test_loneliness_takes_one_missing_answer() -> None:
    lonely = {"emptiness": "yes_indeed", "miss_people": "yes_indeed", "rejected": "more_or_less", "lean_on": "not_so"}
    form = FORMS["de-jong-gierveld-6"]
    assert judged(form, **lonely).scores["total"].value is None
    assert judged(form, **lonely, trust="not_so").scores["total"].value == 5
    assert judged(form, **lonely, trust="not_so").scores["social"].value is None


@pytest.mark.parametrize("slug", sorted(SHIPPED))
def test_what_is_quoted_from_memory_says_so_and_is_never_a_guideline(slug: str) -> None:
    form: Form = FORMS[slug].form
    assert form.wording == "working"
    blocks = [form.evidence, *(score.evidence for score in form.scores.values() if score.evidence is not None)]
    blocks += [cut.evidence for score in form.scores.values() for cut in score.cut_offs]
    for block in blocks:
        assert block.certainty == "local" or block.sources
        note = block.note.en if block.note is not None else ""
        assert block.certainty == "local" or "memory" not in note
