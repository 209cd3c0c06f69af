"""The kits for the home: every limit of their forms on both sides, and what they do with simulated people."""

from __future__ import annotations

from typing import Any

import pytest

from pagus.analytics.backtest import History, backtest, rule_kinds
from pagus.engines.cohorts import simulate
from pagus.engines.forms import check_answers, compile_form, evaluate, facts_of
from pagus.engines.signals import compile_program
from pagus.kernel.time import DAY, parse_instant
from pagus.kit_language import shipped_kit
from pagus.kit_language.form_model import Form
from pagus.library.cohorts import cohort_profile

START = parse_instant("2026-01-01T00:00:00Z")
HOME = ("copd-home", "hypertension-home", "frail-elderly-home")
NEWS2 = shipped_kit("frail-elderly-home").forms["news2"]
WELL = {
    "breaths": 16,
    "saturation": 98,
    "scale_2": False,
    "oxygen": "air",
    "systolic": 130,
    "pulse": 70,
    "consciousness": "alert",
    "temperature": 36.8,
}
TABLE = {
    "breaths": {8: 3, 9: 1, 11: 1, 12: 0, 20: 0, 21: 2, 24: 2, 25: 3},
    "saturation": {91: 3, 92: 2, 93: 2, 94: 1, 95: 1, 96: 0},
    "systolic": {90: 3, 91: 2, 100: 2, 101: 1, 110: 1, 111: 0, 219: 0, 220: 3},
    "pulse": {40: 3, 41: 1, 50: 1, 51: 0, 90: 0, 91: 1, 110: 1, 111: 2, 130: 2, 131: 3},
    "temperature": {35.0: 3, 35.1: 1, 36.0: 1, 36.1: 0, 38.0: 0, 38.1: 1, 39.0: 1, 39.1: 2},
    "consciousness": {"alert": 0, "confused": 3, "voice": 3, "pain": 3, "unresponsive": 3},
}
SCALE_2 = {
    "air": {83: 3, 84: 2, 85: 2, 86: 1, 87: 1, 88: 0, 92: 0, 93: 0, 100: 0},
    "oxygen": {83: 3, 84: 2, 85: 2, 86: 1, 87: 1, 88: 0, 92: 0, 93: 1, 94: 1, 95: 2, 96: 2, 97: 3},
}


def answered(form: Form, answers: dict[str, Any]) -> tuple[dict[str, float | None], set[str]]:
    """What the complete answers to a form give: its facts, and the names of the flags that are raised."""
    program = compile_form(form)
    given, refused = check_answers(program.form, answers)
    assert refused == ()
    found = evaluate(program, given)
    assert found.missing == ()
    return dict(facts_of(found)), {flag.name for flag in found.flags}


@pytest.mark.parametrize(
    ("item", "value", "points"), [(item, value, points) for item, row in TABLE.items() for value, points in row.items()]
)
def test_news2_gives_the_points_of_its_table(item: str, value: object, points: int) -> None:
    facts, _ = answered(NEWS2, {**WELL, item: value})
    assert (facts["total"], facts["highest"]) == (points, points)


@pytest.mark.parametrize(
    ("gas", "value", "points"), [(gas, value, points) for gas, row in SCALE_2.items() for value, points in row.items()]
)
def test_news2_scale_2_depends_on_oxygen(gas: str, value: int, points: int) -> None:
    facts, _ = answered(NEWS2, {**WELL, "scale_2": True, "oxygen": gas, "saturation": value})
    oxygen = 2 if gas == "oxygen" else 0
    assert (facts["total"], facts["highest"]) == (points + oxygen, max(points, oxygen))


def test_news2_of_somebody_very_ill_is_twenty() -> None:
    worst = {
        "breaths": 30,
        "saturation": 85,
        "oxygen": "oxygen",
        "systolic": 80,
        "pulse": 140,
        "consciousness": "voice",
        "temperature": 34.0,
    }
    facts, flags = answered(NEWS2, {**WELL, **worst})
    assert (facts["total"], facts["highest"], flags) == (20, 3, {"emergency_now"})


@pytest.mark.parametrize(("pulse", "systolic", "flags"), [(131, 90, set()), (131, 89, set())])
def test_news2_of_six_is_no_emergency(pulse: int, systolic: int, flags: set[str]) -> None:
    facts, raised = answered(NEWS2, {**WELL, "pulse": pulse, "systolic": systolic})
    assert (facts["total"], raised) == (6, flags)
    facts, raised = answered(NEWS2, {**WELL, "pulse": pulse, "systolic": systolic, "breaths": 9})
    assert (facts["total"], raised) == (7, {"emergency_now"})


QUIET = {
    **dict.fromkeys(("more_breathless", "more_sputum", "darker_sputum"), "no"),
    **dict.fromkeys(("drowsy", "fever"), False),
    "breathlessness": 2,
}


@pytest.mark.parametrize(
    ("change", "signs", "flags"),
    [
        ({}, 0, set()),
        ({"more_sputum": "yes"}, 1, set()),
        ({"more_sputum": "yes", "darker_sputum": "yes"}, 2, set()),
        ({"more_breathless": "yes", "at_rest": False}, 1, set()),
        ({"more_breathless": "yes", "at_rest": True}, 1, {"call_now"}),
        ({"drowsy": True}, 0, {"call_now"}),
        ({"fever": True}, 0, set()),
    ],
)
def test_signs_of_worsening_are_counted_and_danger_goes_to_a_human(
    change: dict[str, Any], signs: int, flags: set[str]
) -> None:
    facts, raised = answered(shipped_kit("copd-home").forms["breath_today"], {**QUIET, **change})
    assert (facts["major_signs"], facts["breathlessness"], raised) == (signs, 2, flags)


@pytest.mark.parametrize(
    ("signs", "pregnant", "danger", "flags"),
    [
        (["none"], False, 0, set()),
        (["speech"], False, 1, {"call_now"}),
        (["headache", "sight"], False, 1, {"call_now"}),
        (["none"], True, 1, {"pregnant_now"}),
    ],
)
def test_a_sign_of_danger_after_a_very_high_reading(
    signs: list[str], pregnant: bool, danger: int, flags: set[str]
) -> None:
    form = shipped_kit("hypertension-home").forms["after_high_reading"]
    facts, raised = answered(form, {"rested": True, "signs": signs, "pregnant": pregnant})
    assert (facts["danger"], raised) == (danger, flags)


@pytest.mark.parametrize("slug", HOME)
def test_the_rules_that_nobody_can_switch_off_speak_of_silence_alone(slug: str) -> None:
    kit = shipped_kit(slug)
    _, silent = rule_kinds(kit, compile_program(kit))
    assert sorted(silent) == sorted(rule.id for rule in kit.rules.values() if rule.mandatory)
    assert silent


@pytest.mark.parametrize(
    ("slug", "combined", "single"),
    [
        ("copd-home", "pulse_and_saturation", "saturation_below_usual"),
        ("frail-elderly-home", "day_and_night", "activity_below_usual"),
        ("hypertension-home", "mean_above_usual", "mean_high"),
    ],
)
def test_what_is_seen_together_is_righter_than_what_is_seen_alone(slug: str, combined: str, single: str) -> None:
    """On simulated people, and nothing more is claimed."""
    made = simulate(cohort_profile(slug), 250, 240, 11, START)
    history = History(
        observations=made.observations,
        events=made.events,
        absences=made.absences,
        people=made.people,
        start_ms=START,
        end_ms=START + 240 * DAY,
        simulated=True,
    )
    found = backtest(shipped_kit(slug), history, {})
    rules = found.verdict.by_rule
    assert found.simulated
    assert 0 < found.verdict.found < found.verdict.events
    assert rules[combined].ppv.value > rules[single].ppv.value  # type: ignore[operator]
