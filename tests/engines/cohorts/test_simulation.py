"""Simulated people: the same for the same seed, as dirty as asked for, and held to published figures."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib.resources import files

import numpy as np
import polars as pl
import pytest

from pagus.engines.backtest import Question, judge
from pagus.engines.cohorts import Cohort, simulate
from pagus.errors import InputError
from pagus.kernel.time import DAY, HOUR, MINUTE, parse_instant
from pagus.library.cohorts import cohort_profile, cohort_profiles, parse_profile

START = parse_instant("2026-01-01T00:00:00Z")
HEART = cohort_profile("heart-failure-home")


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return simulate(HEART, 600, 365, 7, START)


def test_the_same_seed_gives_the_same_people(cohort: Cohort) -> None:
    again = simulate(HEART, 600, 365, 7, START)
    for field in fields(Cohort):
        one, other = getattr(cohort, field.name), getattr(again, field.name)
        assert one.equals(other) if isinstance(one, pl.DataFrame) else one == other
    assert not simulate(HEART, 600, 365, 8, START).observations.equals(cohort.observations)


def test_one_more_signal_changes_no_other() -> None:
    fewer = parse_profile(_text(without="oxygen_saturation"), "fewer.yaml")
    one, other = (simulate(profile, 20, 60, 3, START).observations for profile in (HEART, fewer))
    weights = [table.filter(pl.col("signal") == "weight") for table in (one, other)]
    assert weights[0].equals(weights[1])


def _text(without: str = "") -> str:
    """The file of the heart-failure profile, at will without one signal."""
    text = (files("pagus.library.cohorts") / "heart-failure.yaml").read_text(encoding="utf-8")
    if without:
        text = re.sub(rf"(?m)^.*(^  {without}:|signal: {without},).*\n", "", text)
        text = re.sub(rf", {without}: \[[^]]*\]", "", text)
    return text


def test_tables_hold_together(cohort: Cohort) -> None:
    table = cohort.observations
    assert table.select(pl.struct("subject", "signal", "t").is_unique().all()).item()
    assert table.equals(table.sort("subject", pl.col("signal").cast(pl.Enum(list(HEART.signals))), "t"))
    assert table["t"].min() >= START
    assert table["t"].max() < START + 365 * DAY
    for code, signal in HEART.signals.items():
        values = table.filter(pl.col("signal") == code)["value"]
        assert signal.low <= values.min() <= values.max() <= signal.high
        steps = values / signal.step
        assert (steps - steps.round()).abs().max() < 1e-6
    assert set(table["subject"]) <= set(cohort.people["subject"])


def test_rates_are_those_of_the_file(cohort: Cohort) -> None:
    years = 600 * 365 / 365.25
    for name, kind in HEART.episodes.items():
        table = cohort.events if kind.recorded else cohort.mimics
        count = table.filter(pl.col("kind") == name).height
        expected = kind.per_person_year * years
        # Episodes that come too soon after another are dropped: fewer, by as much as overlap makes likely.
        assert 0.75 * expected < count < expected + 4 * np.sqrt(expected * (1 + kind.spread**2))


def test_diligence_and_absence_are_in_the_data(cohort: Cohort) -> None:
    days = cohort.observations.filter(pl.col("signal") == "weight").group_by("subject").len()
    joined = cohort.people.join(days, on="subject", how="left").with_columns(pl.col("len").fill_null(0) / 365)
    assert joined.select(pl.corr("diligence", "len")).item() > 0.8
    stays = cohort.absences.filter(pl.col("to_t") - pl.col("from_t") > 2 * DAY)
    inside = stays.join(cohort.observations, on="subject").filter(
        (pl.col("t") > pl.col("from_t") + DAY) & (pl.col("t") < pl.col("to_t") - DAY)
    )
    assert inside.height == 0


def test_an_episode_moves_what_it_says(cohort: Cohort) -> None:
    heart_rate = cohort.observations.filter(pl.col("signal") == "heart_rate")
    around = cohort.events.rename({"t": "event_t"}).join(heart_rate, on="subject")
    before = around.filter(pl.col("t").is_between(pl.col("onset_t") - 20 * DAY, pl.col("onset_t")))["value"].mean()
    height = around.filter(pl.col("t").is_between(pl.col("event_t") - DAY, pl.col("event_t")))["value"].mean()
    assert 6 < height - before < 12


def test_measurements_keep_to_the_hours(cohort: Cohort) -> None:
    clock = (cohort.observations.filter(pl.col("signal") == "weight")["t"] % DAY) / HOUR
    assert abs(clock.median() - 7.5) < 0.25
    assert clock.quantile(0.98) < 10


def test_faults_are_told(cohort: Cohort) -> None:
    kinds = dict(cohort.faults.group_by("kind").len().iter_rows())
    assert set(kinds) == {"outlier", "other_person", "offset"}
    weights = cohort.observations.filter(pl.col("signal") == "weight").height
    others = cohort.faults.filter(pl.col("kind") == "other_person").height
    assert 0.5 < others / (0.002 * weights) < 1.6


@pytest.mark.parametrize(("people", "days", "seed"), [(0, 10, 1), (10, 0, 1), (10, 10, -1), (1_000_000, 365, 1)])
def test_no_cohort(people: int, days: int, seed: int) -> None:
    with pytest.raises(InputError):
        simulate(HEART, people, days, seed, START)


def test_a_cohort_starts_at_midnight() -> None:
    with pytest.raises(InputError, match="midnight"):
        simulate(HEART, 1, 1, 1, START + MINUTE)


@pytest.mark.parametrize("profile", cohort_profiles(), ids=lambda profile: profile.id)
def test_every_profile_simulates(profile: object) -> None:
    made = simulate(profile, 3, 40, 1, START)  # type: ignore[arg-type]
    assert made.observations.height > 0


def test_the_weight_rule_is_as_poor_as_published(cohort: Cohort) -> None:
    """More than 2 kg in 3 days, at most one alert in 3 days: sensitivity and predictive value as in ``held_to``."""
    weights = cohort.observations.filter(pl.col("signal") == "weight").sort("subject", "t")
    at = weights.with_columns(at=pl.from_epoch("t", time_unit="ms"))
    windows = at.rolling("at", period="73h", group_by="subject", closed="both").agg(
        pl.col("value").last() - pl.col("value").first(), pl.col("t").last()
    )
    gained = windows.filter(pl.col("value") > 2.0).sort("subject", "t")
    fresh = gained.filter(
        (pl.col("t").diff().over("subject").is_null()) | (pl.col("t").diff().over("subject") > 3 * DAY)
    )
    alerts = fresh.select("subject", "t", rule=pl.lit("gain"))
    people = cohort.people.select("subject", from_t=pl.lit(START), to_t=pl.lit(None, dtype=pl.Int64))
    question = Question(
        start_ms=START + 30 * DAY, end_ms=START + 365 * DAY, horizon_ms=14 * DAY, minutes_an_alert=(9.4, 13.5)
    )
    found = judge(alerts, cohort.events, people, question, cohort.absences)
    low, high = HEART.held_to["weight_rule_sensitivity"]
    assert low <= found.sensitivity.value <= high
    low, high = HEART.held_to["weight_rule_ppv"]
    assert low <= found.ppv.value <= high


def test_exacerbations_show_as_little_as_published() -> None:
    """Pulse and saturation on the day of the event against three weeks before; FEV1 from day to day."""
    profile = cohort_profile("copd-home")
    made = simulate(profile, 500, 240, 5, START)
    around = made.events.rename({"t": "event_t"}).join(made.observations, on="subject")
    before = around.filter(pl.col("t").is_between(pl.col("onset_t") - 21 * DAY, pl.col("onset_t")))
    height = around.filter(pl.col("t").is_between(pl.col("event_t") - DAY, pl.col("event_t") + DAY // 2))
    mean = {
        name: [table.filter(pl.col("signal") == name)["value"].mean() for table in (before, height)]
        for name in ("heart_rate", "oxygen_saturation")
    }
    spread = made.observations.filter(pl.col("signal") == "fev1").group_by("subject").agg(pl.col("value").std())
    found = {
        "pulse_rise_at_event": mean["heart_rate"][1] - mean["heart_rate"][0],
        "saturation_fall_at_event": mean["oxygen_saturation"][0] - mean["oxygen_saturation"][1],
        "fev1_short_term_sd": spread["value"].median(),
    }
    assert found.keys() == profile.held_to.keys()
    for name, (low, high) in profile.held_to.items():
        assert low <= found[name] <= high, (name, found[name])


def test_a_device_belongs_to_some_and_sends_by_itself() -> None:
    made = simulate(cohort_profile("copd-home"), 500, 60, 5, START)
    owners = {
        name: set(made.observations.filter(pl.col("signal") == name)["subject"]) for name in ("niv_hours", "niv_leak")
    }
    assert owners["niv_hours"] == owners["niv_leak"]
    assert 0.07 < len(owners["niv_hours"]) / 500 < 0.18
    days = made.observations.filter(pl.col("signal") == "niv_hours").group_by("subject").len()["len"]
    assert days.median() >= 56  # whatever the diligence of the person


def test_a_measured_week_a_month_twice_each_time() -> None:
    made = simulate(cohort_profile("hypertension-home"), 200, 84, 5, START)
    table = made.observations.filter(pl.col("signal") == "systolic").sort("subject", "t")
    days = table.with_columns(day=pl.col("t") // DAY).group_by("subject").agg(pl.col("day").n_unique())["day"]
    assert days.max() <= 21
    assert 14 < days.median() <= 21
    apart = table.select(pl.col("t").diff().over("subject"))["t"].drop_nulls()
    assert 0.45 < (apart == 3 * MINUTE).mean() < 0.55


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("rhythm: [7, 28]", "rhythm: [8, 7]", "nobody measures 8 days of 7"),
        ("wave: 2}", "wave: 2, device: cuff}", "nobody has the device cuff"),
    ],
)
def test_a_rhythm_or_a_device_that_does_not_hold(before: str, after: str, told: str) -> None:
    text = (files("pagus.library.cohorts") / "hypertension.yaml").read_text(encoding="utf-8")
    assert before in text
    with pytest.raises(InputError, match=told):
        parse_profile(text.replace(before, after), "profile.yaml")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("event: decompensation", "event: cold", "no recorded episode"),
        ("certainty: local", "certainty: sure", "none of"),
        ("signal: systolic", "signal: pulse", "nobody measures pulse"),
        ("step: 0.1", "step: 0", "no room"),
        ("spread: 0.9", "spraed: 0.9", "spraed"),
        ("share: 1,", "share: 0,", "shares above 0"),
        ("id: heart-failure", "id: [", "not YAML"),
    ],
)
def test_a_profile_that_does_not_hold(before: str, after: str, told: str) -> None:
    text = _text()
    assert before in text
    with pytest.raises(InputError, match=told):
        parse_profile(text.replace(before, after), "profile.yaml")
