"""People with a glucose sensor: planted lows are lows, a seed is a seed, the distribution is one that people have."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pagus.analytics.backtest import History, backtest, usual_question
from pagus.apps.installations.kit_library import kit_folder
from pagus.engines.cohorts import Cohort, simulate
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language import load_kit
from pagus.library.cohorts import cohort_profile

DIABETES = cohort_profile("diabetes-home")


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return simulate(DIABETES, 40, 50, 3, 0)


def glucose(cohort: Cohort) -> pl.DataFrame:
    return cohort.observations.filter(pl.col("signal") == "glucose")


def shares(table: pl.DataFrame, by: str) -> pl.DataFrame:
    """Mean, coefficient of variation, time in and below range of each person."""
    value = pl.col("value")
    return table.group_by(by).agg(
        mean=value.mean(),
        variation=value.std() / value.mean(),
        in_range=value.is_between(70, 180).mean(),
        below=(value < 70).mean(),
    )


def test_the_same_seed_gives_the_same_glucose(cohort: Cohort) -> None:
    again = simulate(DIABETES, 40, 50, 3, 0)
    assert again.observations.equals(cohort.observations)
    assert again.events.equals(cohort.events)
    assert not simulate(DIABETES, 40, 50, 4, 0).events.equals(cohort.events)


def test_readings_come_every_five_minutes_with_gaps(cohort: Cohort) -> None:
    table = glucose(cohort)
    apart = table.select(pl.col("t").diff().over("subject"))["t"].drop_nulls()
    assert apart.min() == 5 * MINUTE
    assert (apart > 5 * MINUTE).sum() > 500
    assert 0.7 < table.height / (40 * 50 * 288) < 0.98
    assert table["value"].is_between(40, 400).all()
    assert table.select(pl.struct("subject", "t").is_unique().all()).item()


def test_a_planted_low_lasts_and_is_read_as_one(cohort: Cohort) -> None:
    events, lows = cohort.events, cohort.mimics.filter(pl.col("kind") == "hypoglycaemia_level_1")
    assert events.height > 30
    for table in (events, lows):
        assert (table["t"] - table["onset_t"]).min() >= 20 * MINUTE
        night = (table["onset_t"] % DAY < 6 * HOUR).mean()
        assert 0.15 < night < 0.45
    # Of what the sensor reads towards the end, when it has caught up, most is as low as the body is.
    for table, limit in ((events, 54), (lows, 70)):
        late = table.join(glucose(cohort), on="subject", suffix="_read").filter(
            pl.col("t_read").is_between(pl.col("t") - 5 * MINUTE, pl.col("t"))
        )
        assert (late["value"] < limit).mean() > 0.75


def test_a_pressed_sensor_is_told(cohort: Cohort) -> None:
    assert set(cohort.faults["kind"]) == {"compression"}
    pressed = cohort.faults.join(glucose(cohort), on=["subject", "signal", "t"])
    assert pressed.height == cohort.faults.height
    assert pressed["value"].mean() < glucose(cohort)["value"].mean() - 30
    assert (pressed["t"] % DAY < 7 * HOUR).all()


def test_only_whoever_takes_insulin_writes_doses(cohort: Cohort) -> None:
    doses = cohort.observations.filter(pl.col("signal") == "insulin_dose").join(cohort.people, on="subject")
    assert set(doses["group"]) == {"type_1", "type_2_insulin"}


def test_the_kit_finds_what_was_planted(cohort: Cohort) -> None:
    history = History.of_cohort(cohort)
    found = backtest(load_kit(kit_folder("diabetes-home")), history, {}, usual_question(history, 3 * HOUR)).verdict
    rule = found.by_rule["very_low_episode"]
    assert 0.5 < rule.sensitivity.value < 1
    assert 0.3 < rule.ppv.value < 1
    assert 0 < rule.lead_days.value < 2 / 24
    assert rule.false_alerts_a_person_year.low is not None


def test_the_distribution_is_one_that_people_have(cohort: Cohort, shared: Path) -> None:
    """Medians of simulated people with type 2 lie within what five real ones with type 2 show (iglu, GPL-2)."""
    real = pl.read_csv(shared / "data/patients/cgm_t2d_5subjects.csv.gz", null_values=["NA"])
    real = shares(real.with_columns(value=pl.col("gl").cast(pl.Float64)), "id")
    table = glucose(cohort).join(cohort.people, on="subject").filter(pl.col("group").str.starts_with("type_2"))
    made = shares(table, "subject")
    for name in ("mean", "variation", "in_range"):
        assert real[name].min() <= made[name].median() <= real[name].max(), name
    # Five people with few lows: the consensus allows less than 4 % under 70 mg/dL (doi 10.2337/dci19-0028).
    assert real["below"].min() <= made["below"].median() < 0.04
