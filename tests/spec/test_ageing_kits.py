"""Screening and falls, from the answers to the way that is taken: the forms of the kits feed their own pathways."""

from __future__ import annotations

from typing import Any

import pytest

from pagus.engines.forms import check_answers, compile_form, evaluate, facts_of
from pagus.engines.pathways import Event, Program, advance, compile_pathway
from pagus.engines.pathways.model import RunState
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language import shipped_kit
from pagus.kit_language.form_links import answered_facts
from pagus.kit_language.form_ready import ready_form

ICOPE, FALLS = shipped_kit("icope"), shipped_kit("fall-prevention")
CAPACITY, STEADY = compile_pathway(ICOPE, "capacity"), compile_pathway(FALLS, "steady")
KITS = {CAPACITY.name: ICOPE, STEADY.name: FALLS}

PASSED = {
    **dict.fromkeys(("day_right", "place_right", "five_rises", "hears_whisper"), True),
    **dict.fromkeys(("weight_loss", "appetite_loss", "eye_trouble", "feels_low", "lost_interest"), False),
    "words": 3,
}
QUIET = {"fallen": False, "unsteady": False, "worried": False}
ONE_FALL = {"fallen": True, "falls": 1, "hurt": False, "on_floor": False, "unconscious": False}
COPIED = {
    "icope": ("icope-step-1", "sppb", "has-2021", "glim", "phq-9"),
    "fall-prevention": ("tug", "sppb", "chair-stands"),
}


class Course:
    """Somebody on a pathway, whose forms are answered."""

    def __init__(self, program: Program, **facts: float) -> None:
        self.program, self.day, self.told = program, 0, list[str]()
        self.step = advance(program, None, Event("e0", "enrol", 0, facts=facts))

    @property
    def state(self) -> RunState:
        return self.step.state

    @property
    def standing(self) -> list[str]:
        """Where one stands, without the states that only divide."""
        states = [one["state"] for one in self.state["tokens"]]
        return sorted(name for name in states if name != "looking_closer")

    @property
    def open(self) -> set[str]:
        return {one["task"] for one in self.state["tasks"]}

    def answer(self, form: str, **answers: Any) -> Course:
        """Answer a form of the kit; a day later."""
        kit = KITS[self.program.name]
        program = compile_form(kit.forms[form])
        given, refused = check_answers(program.form, answers)
        assert refused == ()
        found = evaluate(program, given)
        assert found.missing == ()
        facts = answered_facts(kit.pathways[self.program.name], kit.forms[form], facts_of(found))
        return self.happens("answered", form, facts)

    def happens(self, kind: Any, name: str = "", facts: dict[str, float | None] | None = None, at: int = 0) -> Course:
        self.day += 1
        event = Event(f"e{self.day}", kind, at or self.day * DAY, name, "nurse", facts or {})
        self.step = advance(self.program, self.state, event)
        self.told = [message.notice for message in self.step.messages]
        return self


@pytest.mark.parametrize(("kit", "slug"), [(kit, slug) for kit, slugs in COPIED.items() for slug in slugs])
def test_a_copied_form_is_the_ready_one(kit: str, slug: str) -> None:
    ready = ready_form(slug).form
    assert shipped_kit(kit).forms[ready.name] == ready


@pytest.mark.parametrize(
    ("change", "task"),
    [
        ({"words": 2}, "test_memory"),
        ({"day_right": False}, "test_memory"),
        ({"five_rises": False}, "test_mobility"),
        ({"appetite_loss": True}, "assess_nutrition"),
        ({"eye_trouble": True}, "test_sight"),
        ({"hears_whisper": False}, "test_hearing"),
        ({"lost_interest": True}, "ask_mood"),
    ],
)
def test_what_falls_short_opens_its_step_2_and_no_other(change: dict[str, Any], task: str) -> None:
    course = Course(CAPACITY, age=78).answer("icope_step_1", **{**PASSED, **change})
    assert course.open == {task}


def test_nothing_that_falls_short_opens_nothing_and_six_months_later_step_1_again() -> None:
    course = Course(CAPACITY, age=78).answer("icope_step_1", **PASSED)
    assert (course.standing, course.open, course.told) == (["well"], set(), ["all_well"])
    course.happens("clock", at=DAY + 182 * DAY)
    assert (course.standing, course.open) == (["screening"], {"screen"})


def test_two_domains_end_in_one_plan_whatever_ends_first() -> None:
    course = Course(CAPACITY, age=78).answer("icope_step_1", **{**PASSED, "words": 0, "five_rises": False})
    assert course.open == {"test_memory", "test_mobility"}
    held = {"side_by_side": "held_10_s", "semi_tandem": "held_10_s", "tandem": 10.0}
    walk = {"gait_done": True, "course": "four_metres", "gait_time": 4.0, "chair_done": True, "chair_time": 10.0}
    course.answer("sppb", **held, **walk)
    assert course.open == {"test_memory"}
    course.answer("memory_test", instrument="another", conclusion="unclear")
    assert course.open == {"examine_memory"}  # what cannot be said is never taken for good
    course.happens("done", "examine_memory")
    assert course.open == {"plan"}
    course.answer("shared_plan", matters="The garden.", alone_with_it=False, home_helps=["fit"], actions=["activity"],
                  who_does_what="Club", has_carer=False, agreed=True)  # fmt: skip
    assert (course.standing, course.told) == (["following"], ["planned"])


FREQUENCY = ("interest", "mood", "sleep", "energy", "appetite", "failure", "concentration", "movement", "self_harm")


@pytest.mark.parametrize(
    ("change", "standing", "told"),
    [
        ({}, ["planning"], []),
        ({"sleep": "nearly_every_day", "mood": "nearly_every_day", "energy": "nearly_every_day"}, ["planning"], []),
        (
            dict.fromkeys(("sleep", "mood", "energy"), "nearly_every_day") | {"interest": "several_days"},
            ["mood_lower"],
            [],
        ),
        ({"self_harm": "several_days"}, ["in_danger"], ["thoughts_of_death", "thoughts_of_death_also"]),
    ],
)
def test_mood_is_judged_by_its_score_and_thoughts_of_death_by_themselves(
    change: dict[str, str], standing: list[str], told: list[str]
) -> None:
    course = Course(CAPACITY, age=78).answer("icope_step_1", **{**PASSED, "feels_low": True})
    course.answer("phq_9", **{**dict.fromkeys(FREQUENCY, "not_at_all"), **change})
    assert (course.standing, course.told) == (standing, told)


def test_a_step_2_without_a_conclusion_is_not_decided_by_the_one_of_last_time() -> None:
    """The age falls out of the range of the form: its conclusion is refused, and the old one must not stand for it."""
    course = Course(CAPACITY, age=70)
    body = {"height": {"value": 1.6, "unit": "m"}, "weight": 65.0, "weight_1_month": 65.0, "weight_6_months": 65.0,
            "weight_usual": 65.0, "sarcopenia": "not_confirmed"}  # fmt: skip
    causes = dict.fromkeys(("intake_halved", "intake_reduced", "malabsorption", "aggression"), False)
    course.answer("icope_step_1", **{**PASSED, "appetite_loss": True}).answer("has_2021", age=78, **body, **causes)
    assert course.standing == ["planning"]
    course.answer("shared_plan", matters="-", alone_with_it=False, home_helps=["fit"], actions=["nothing_now"],
                  who_does_what="-", has_carer=False, agreed=True)  # fmt: skip
    course.happens("clock", at=200 * DAY)
    course.day = 200
    course.answer("icope_step_1", **{**PASSED, "appetite_loss": True}).answer("has_2021", age=60, **body, **causes)
    assert course.standing == ["nutrition_lower"]


def sight(**answers: Any) -> tuple[str | None, str | None]:
    found = judged("sight_test", answers)
    return found["acuity"].band, found["result"].band


def judged(form: str, answers: dict[str, Any], kit: Any = ICOPE) -> dict[str, Any]:
    program = compile_form(kit.forms[form])
    given, refused = check_answers(program.form, answers)
    assert refused == ()
    return dict(evaluate(program, given).scores)


def test_sight_and_hearing_at_their_limits() -> None:
    assert sight(far="reads_6_12", near=True, eye_risk=False) == ("enough", "not_confirmed")
    assert sight(far="reads_6_18", near=True, eye_risk=False) == ("impaired", "confirmed")
    assert sight(far="reads_6_12", near=False, eye_risk=False) == ("impaired", "confirmed")
    risk = {"far": "reads_6_12", "near": True, "eye_risk": True}
    assert sight(**risk, seen_by_eye_doctor=True) == ("enough", "not_confirmed")
    assert sight(**risk, seen_by_eye_doctor=False) == ("enough", "confirmed")

    def level(decibels: float) -> tuple[str | None, str | None]:
        found = judged("hearing_test", {"method": "audiometry", "better_ear": decibels})
        return found["level"].band, found["result"].band

    assert [level(each)[0] for each in (19.9, 20, 34.9, 35, 49.9, 50, 64.9, 65, 79.9, 80, 94.9, 95)] == [
        *("normal", "mild", "mild", "moderate", "moderate", "moderately_severe"),
        *("moderately_severe", "severe", "severe", "profound", "profound", "complete"),
    ]
    assert (level(34.9)[1], level(35)[1]) == ("not_confirmed", "confirmed")
    whispers = [judged("hearing_test", {"method": "whisper", "whispers": each}) for each in ("both_ears", "one_ear")]
    assert [found["result"].band for found in whispers] == ["not_confirmed", "confirmed"]
    assert whispers[0]["level"].refused


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        ({}, "low"),
        ({"worried": True}, "timing"),
        ({"unsteady": True}, "timing"),
        (ONE_FALL, "timing"),
        ({**ONE_FALL, "falls": 2}, "causes"),
        ({**ONE_FALL, "hurt": True}, "causes"),
        ({**ONE_FALL, "on_floor": True}, "causes"),
        ({**ONE_FALL, "unconscious": True}, "causes"),
    ],
)
def test_three_questions_and_a_severe_fall(change: dict[str, Any], standing: str) -> None:
    assert Course(STEADY).answer("fall_questions", **{**QUIET, **change}).standing == [standing]


@pytest.mark.parametrize(("seconds", "standing"), [(15.0, "rising"), (15.01, "measuring")])
def test_the_walk_is_slow_above_the_parameter(seconds: float, standing: str) -> None:
    course = Course(STEADY).answer("fall_questions", **{**QUIET, "worried": True})
    assert course.answer("tug", seconds=seconds).standing == [standing]


@pytest.mark.parametrize(("age", "stands", "standing"), [(72, 10, "low"), (72, 9, "measuring"), (96, 30, "measuring")])
def test_rises_against_age_and_sex_and_no_average_is_no_pass(age: int, stands: int, standing: str) -> None:
    course = Course(STEADY).answer("fall_questions", **{**QUIET, "worried": True}).answer("tug", seconds=9)
    assert course.answer("chair_stands", stands=stands, used_arms=False, sex="female", age=age).standing == [standing]


@pytest.mark.parametrize(("course_length", "standing"), [("three_metres", ["causes"]), ("four_metres", ["choosing"])])
def test_the_same_time_is_worth_less_over_three_metres(course_length: str, standing: list[str]) -> None:
    """4.7 s for the walk: 2 points over 3 metres, 4 over 4. Ten points begin the programme, nine look for causes."""
    walker = Course(STEADY).answer("fall_questions", **{**QUIET, "worried": True}).answer("tug", seconds=20)
    held = {"side_by_side": "held_10_s", "semi_tandem": "held_10_s", "tandem": 10.0}
    walk = {"gait_done": True, "course": course_length, "gait_time": 4.7, "chair_done": True, "chair_time": 12.0}
    assert walker.answer("sppb", **held, **walk).standing == standing


REPORT = {
    "falls": 1,
    "told_before": False,
    "walks_as_before": True,
    "head": False,
    "unconscious": False,
    "hurt": False,
    "on_floor": False,
}


@pytest.mark.parametrize(
    ("change", "standing", "told"),
    [
        ({"falls": 0}, "low", []),
        ({}, "after_fall", ["fell_note"]),
        ({"falls": 2}, "after_fall", ["fell_note"]),
        ({"head": True, "blood_thinner": False}, "after_fall", ["fell_note"]),
        ({"head": True, "blood_thinner": True}, "urgent", ["urgent_note"]),
        ({"walks_as_before": False}, "urgent", ["urgent_note"]),
        ({"unconscious": True}, "urgent", ["urgent_note"]),
    ],
)
def test_a_monthly_report_is_heard(change: dict[str, Any], standing: str, told: list[str]) -> None:
    answers = {"falls": 0} if change == {"falls": 0} else {**REPORT, **change}
    course = Course(STEADY).answer("fall_questions", **QUIET).answer("fall_report", **answers)
    assert (course.standing, course.told) == ([standing], told)
    program = compile_form(FALLS.forms["fall_report"])
    flagged = bool(evaluate(program, check_answers(program.form, answers)[0]).flags)
    assert flagged is (standing == "urgent")


def test_a_report_without_a_fall_opens_the_next_one() -> None:
    course = Course(STEADY).answer("fall_questions", **QUIET).answer("fall_report", falls=0)
    (task,) = course.state["tasks"]
    assert (task["task"], task["due"]) == ("report", 2 * DAY + 31 * DAY)


@pytest.mark.parametrize(
    ("change", "standing"),
    [({}, "timing"), ({"falls": 2}, "causes"), ({"hurt": True}, "causes"), ({"unconscious": True}, "urgent")],
)
def test_what_the_nurse_finds_after_a_fall_decides(change: dict[str, Any], standing: str) -> None:
    course = Course(STEADY).answer("fall_questions", **QUIET).happens("alert", "fell")
    assert course.open == {"look_in"}
    assert course.answer("fall_report", **{**REPORT, **change}).standing == [standing]


def test_an_urgent_fall_that_nobody_sees_goes_to_the_coordinator() -> None:
    course = Course(STEADY).answer("fall_questions", **QUIET).answer("fall_report", **REPORT | {"unconscious": True})
    (task,) = course.state["tasks"]
    assert (task["task"], task["role"], task["due"]) == ("see_today", "physician", 2 * DAY + 4 * HOUR)
    course.happens("clock", at=2 * DAY + 8 * HOUR)
    assert [one["role"] for one in course.state["tasks"]] == ["coordinator"]


def test_no_fall_is_counted_twice() -> None:
    def counted(**change: Any) -> float | None:
        found: float | None = judged("fall_report", {**REPORT, **change}, FALLS)["new_falls"].value
        return found

    assert (counted(), counted(falls=3), counted(falls=3, told_before=True)) == (1, 3, 0)
    assert judged("fall_report", {"falls": 0}, FALLS)["new_falls"].value == 0


def test_causes_are_counted_and_pressure_is_judged_at_twenty() -> None:
    def found(standing: int) -> dict[str, Any]:
        return judged("fall_causes", {"lying": 140, "standing": standing, "found": ["medicines", "home"]}, FALLS)

    assert (found(120)["standing_pressure"].band, found(121)["standing_pressure"].band) == ("falls", "holds")
    assert found(120)["causes"].value == 2
    assert judged("fall_causes", {"found": ["nothing"]}, FALLS)["standing_pressure"].value is None
