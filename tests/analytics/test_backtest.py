"""A kit on a small simulated cohort: values change the verdict, silence is counted apart, variants are single runs."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from pagus.analytics.backtest import (
    MINUTES_AN_ALERT,
    WARM_UP_MS,
    History,
    backtest,
    backtest_variants,
    rule_kinds,
    rule_shapes,
    usual_question,
)
from pagus.engines.cohorts import simulate
from pagus.engines.signals import compile_program, replay
from pagus.errors import InputError, PagusError
from pagus.kernel.time import DAY, parse_instant
from pagus.kit_language import shipped_kit
from pagus.kit_language.model import Kit
from pagus.library.cohorts import cohort_profile

DAYS = 120


@pytest.fixture(scope="module")
def kit() -> Kit:
    return shipped_kit("heart-failure-home")


@pytest.fixture(scope="module")
def history() -> History:
    start = parse_instant("2026-01-01T00:00:00Z")
    cohort = simulate(cohort_profile("heart-failure-home"), 80, DAYS, 3, start)
    return History(
        observations=cohort.observations,
        events=cohort.events,
        absences=cohort.absences,
        people=cohort.people,
        start_ms=start,
        end_ms=start + DAYS * DAY,
        simulated=True,
    )


def test_a_rule_judges_against_what_is_usual_only_where_something_newer_is_held_against_it(kit: Kit) -> None:
    shapes = rule_shapes(kit)
    assert (shapes["pressure_low"], shapes["weight_and_pulse"]) == ("limit", "together")
    assert "own" in shapes.values()
    glucose = rule_shapes(shipped_kit("diabetes-home"))
    assert {glucose[name] for name in ("time_in_range_low", "time_very_high_high")} == {"limit"}, "two weeks, one limit"


def test_a_verdict_of_all_rules_and_of_each(kit: Kit, history: History) -> None:
    found = backtest(kit, history, {})
    whole = found.verdict
    assert (found.kit, found.version, found.simulated) == (kit.id, kit.version, True)
    assert found.parameters["usual_spread"] == kit.parameters["usual_spread"].default
    assert whole.people == 80
    assert 0 < whole.person_years < 80 * (DAYS - 30) / 365.25
    assert whole.alerts == sum(rule.alerts for rule in whole.by_rule.values()) > 0
    assert whole.right == sum(rule.right for rule in whole.by_rule.values())
    assert max(rule.found for rule in whole.by_rule.values()) <= whole.found <= whole.events
    assert {rule.events for rule in whole.by_rule.values()} == {whole.events}
    assert whole.events > 0


def test_values_change_the_verdict_of_their_rule_alone(kit: Kit, history: History) -> None:
    usual = backtest(kit, history, {}).verdict
    strict = backtest(kit, history, {"gain_kg": 4.0}).verdict
    assert strict.by_rule["weight_gain"].alerts < usual.by_rule["weight_gain"].alerts
    others = usual.by_rule.keys() - {"weight_gain"}
    assert {name: strict.by_rule[name] for name in others} == {name: usual.by_rule[name] for name in others}


def test_a_longer_horizon_makes_no_alert_wrong(kit: Kit, history: History) -> None:
    week, month = (backtest(kit, history, {}, usual_question(history, days * DAY)).verdict for days in (7, 30))
    assert week.alerts == month.alerts
    assert week.right < month.right
    assert week.found <= month.found


def test_alerts_of_silence_are_counted_apart(kit: Kit, history: History) -> None:
    clinical, silent = rule_kinds(kit, compile_program(kit))
    assert silent == ["no_weight"]
    assert set(clinical) == kit.rules.keys() - {"no_weight"}
    found = backtest(kit, history, {})
    assert found.verdict.by_rule.keys() == set(clinical)
    question = usual_question(history)
    alerts = replay(
        compile_program(kit), history.observations, history.enrolments(), question.start_ms, question.end_ms
    ).alerts
    rung = alerts.filter(pl.col("rule") == "no_weight").height
    assert rung > 0
    assert found.silence_a_day == pytest.approx(rung / (DAYS - 30))
    sooner = backtest(kit, history, {"silence_limit": 24})
    assert sooner.silence_a_day > found.silence_a_day
    assert sooner.verdict == found.verdict


def test_variants_are_what_single_runs_give(kit: Kit, history: History) -> None:
    variants = [{}, {"gain_kg": 1.5}, {"usual_spread": 1.0, "pulse_rise": 8.0}]
    together = backtest_variants(kit, history, variants)
    alone = [backtest(kit, history, variant).verdict for variant in variants]
    assert list(together) == [replace(verdict, by_rule={}) for verdict in alone]
    assert len({verdict.alerts for verdict in together}) == 3


def test_the_usual_question_leaves_the_warm_up_out(history: History) -> None:
    question = usual_question(history)
    assert (question.start_ms, question.end_ms) == (history.start_ms + WARM_UP_MS, history.end_ms)
    assert question.minutes_an_alert == MINUTES_AN_ALERT


def test_a_cohort_that_the_kit_does_not_read(history: History) -> None:
    other = shipped_kit("diabetes-home")
    with pytest.raises(InputError, match="the kit reads capillary_glucose, glucose, insulin_dose, pregnancy_weeks"):
        backtest(other, history, {})
    with pytest.raises(InputError, match="the kit reads capillary_glucose, glucose, insulin_dose, pregnancy_weeks"):
        backtest_variants(other, history, [{}])


@pytest.mark.parametrize("days", [29, 30])
def test_a_history_that_only_teaches_the_baseline(kit: Kit, history: History, days: int) -> None:
    short = replace(history, end_ms=history.start_ms + days * DAY)
    with pytest.raises(InputError, match=f"{days} days are too few"):
        backtest(kit, short, {})


def test_a_value_out_of_bounds(kit: Kit, history: History) -> None:
    with pytest.raises(PagusError, match="gain_kg"):
        backtest(kit, history, {"gain_kg": 9.0})
