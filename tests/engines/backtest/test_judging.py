"""Alerts against events: hand-made cases, a brute-force twin, and intervals that cover."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.backtest import Question, Verdict, judge
from pagus.engines.backtest.intervals import People, median_interval
from pagus.engines.backtest.judging import Alerts, judge_each
from pagus.errors import InputError, ShapeError
from pagus.kernel.time import DAY

ASKED = Question(start_ms=0, end_ms=100 * DAY, horizon_ms=14 * DAY, minutes_an_alert=(10, 15), replicates=200)
INT = pl.Int64


def times(**days: list[float]) -> pl.DataFrame:
    rows = [(subject, round(day * DAY)) for subject, all_days in days.items() for day in all_days]
    return pl.DataFrame(rows, schema={"subject": pl.String, "t": INT}, orient="row")


def alerts(rule: str = "r", **days: list[float]) -> pl.DataFrame:
    return times(**days).with_columns(rule=pl.lit(rule))


def people(*names: str) -> pl.DataFrame:
    return pl.DataFrame({"subject": names}).with_columns(from_t=pl.lit(0, dtype=INT), to_t=pl.lit(None, dtype=INT))


def stays(**spans: tuple[float, float]) -> pl.DataFrame:
    rows = [(subject, round(first * DAY), round(last * DAY)) for subject, (first, last) in spans.items()]
    return pl.DataFrame(rows, schema={"subject": pl.String, "from_t": INT, "to_t": INT}, orient="row")


def test_by_hand() -> None:
    found = judge(alerts(a=[1, 40, 50.5], b=[20]), times(a=[52], b=[70], c=[10]), people("a", "b", "c"), ASKED)
    assert (found.alerts, found.right, found.events, found.found) == (4, 2, 3, 1)
    assert found.sensitivity.value == pytest.approx(1 / 3)
    assert found.ppv.value == pytest.approx(2 / 4)
    assert found.lead_days.value == pytest.approx(12)
    assert found.alerts_a_day.value == pytest.approx(4 / 100)
    assert found.nurse_hours_a_day == pytest.approx((4 / 100 * 10 / 60, 4 / 100 * 15 / 60))
    assert found.person_years == pytest.approx(300 / 365.25)
    assert found.false_alerts_a_person_year.value == pytest.approx(2 / (300 / 365.25))


def test_the_horizon_has_ends() -> None:
    found = judge(alerts(a=[10, 24.0001, 38]), times(a=[24]), people("a"), ASKED)
    assert (found.right, found.found) == (1, 1)  # exactly 14 days before counts; after the event does not


def test_an_alert_of_somebody_else_is_not_right() -> None:
    found = judge(alerts(a=[99]), times(b=[0.5]), people("a", "b"), ASKED)
    assert (found.right, found.found) == (0, 0)


def test_a_stay_counts_for_nothing() -> None:
    found = judge(alerts(a=[49, 52, 61]), times(a=[50]), people("a"), ASKED, stays(a=(50, 60)))
    assert (found.alerts, found.right) == (2, 1)
    assert found.person_years == pytest.approx(90 / 365.25)


def test_each_rule_alone() -> None:
    both = pl.concat([alerts("x", a=[49]), alerts("y", a=[1, 2])])
    found = judge(both, times(a=[50]), people("a"), ASKED)
    assert {name: (each.alerts, each.right) for name, each in found.by_rule.items()} == {"x": (1, 1), "y": (2, 0)}
    only = judge(both, times(a=[50]), people("a"), ASKED, rules=["y", "silent"])
    assert (only.alerts, only.by_rule["silent"].alerts) == (2, 0)


def test_nothing_to_compute_from() -> None:
    found = judge(alerts(), times(), people("a"), ASKED)
    assert (found.sensitivity.value, found.ppv.value, found.lead_days.value) == (None, None, None)
    assert found.alerts_a_day.value == 0


@pytest.mark.parametrize("table", ["alerts", "events", "people"])
def test_a_missing_column_is_named(table: str) -> None:
    given_tables = {"alerts": alerts(a=[1]), "events": times(a=[2]), "people": people("a")}
    given_tables[table] = given_tables[table].rename({"t" if table != "people" else "from_t": "when"})
    with pytest.raises(ShapeError, match="lacks"):
        judge(given_tables["alerts"], given_tables["events"], given_tables["people"], ASKED)


def test_nobody_and_no_time() -> None:
    with pytest.raises(InputError, match="nobody"):
        judge(alerts(), times(), people(), ASKED)
    with pytest.raises(InputError, match="empty"):
        judge(alerts(), times(), people("a"), Question(start_ms=1, end_ms=1, horizon_ms=1, minutes_an_alert=(1, 1)))


DAYS = st.lists(st.integers(0, 100), max_size=6)
WHOLE = st.dictionaries(st.sampled_from("abc"), DAYS, max_size=3)


@settings(max_examples=80, deadline=None)
@given(
    WHOLE, WHOLE, st.dictionaries(st.sampled_from("abc"), st.tuples(st.integers(0, 90), st.integers(1, 20)), max_size=2)
)
def test_as_a_loop_would(
    alerted: dict[str, list[int]], happened: dict[str, list[int]], away: dict[str, tuple[int, int]]
) -> None:
    absent = {who: (first, first + length) for who, (first, length) in away.items()}
    found = judge(alerts(**alerted), times(**happened), people("a", "b", "c"), ASKED, stays(**absent))
    kept = [
        (who, day)
        for who, days in alerted.items()
        for day in days
        if not (who in absent and absent[who][0] < day <= absent[who][1])
    ]
    right = [1 for who, day in kept if any(day <= event <= day + 14 for event in happened.get(who, []))]
    leads = [
        event - min(before)
        for who, events in happened.items()
        for event in events
        if (before := [day for name, day in kept if name == who and day <= event <= day + 14])
    ]
    assert (found.alerts, found.right, found.found) == (len(kept), len(right), len(leads))
    if leads:
        assert found.lead_days.value == pytest.approx(np.median(leads))


def test_variants_are_judged_as_alone() -> None:
    sets = [alerts(a=[1, 49], b=[3]), alerts(a=[49])]
    events, everybody = times(a=[50]), people("a", "b")
    alone = [judge(each, events, everybody, ASKED) for each in sets]
    parts = [Alerts((each["subject"] == "b").cast(int).to_numpy(), each["t"].to_numpy()) for each in sets]
    together = judge_each([parts[:1], parts[1:]], events, everybody, ASKED)
    for one, other in zip(alone, together, strict=True):
        assert _numbers(one) == _numbers(other)


def _numbers(verdict: Verdict) -> tuple[object, ...]:
    return (verdict.alerts, verdict.right, verdict.sensitivity, verdict.ppv, verdict.false_alerts_a_person_year)


def test_intervals_cover_what_they_say() -> None:
    """A share of 30 % among 80 people: about 95 of 100 intervals hold it."""
    random = np.random.default_rng(4)
    held = 0
    for seed in range(100):
        events = random.poisson(2, 80).astype(float)
        found = random.binomial(events.astype(int), 0.3).astype(float)
        measure = People(80, 400, seed).ratios([(found, events)])[0]
        held += measure.low <= 0.3 <= measure.high
    assert 88 <= held <= 99


def test_blocks_give_what_one_draw_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    above, below = np.arange(10.0), np.ones(10)
    whole = People(10, 100, 3).ratios([(above, below)])
    monkeypatch.setattr("pagus.engines.backtest.intervals._MOST_KEPT", 70)
    assert People(10, 100, 3).ratios([(above, below)]) == whole


def test_median_interval() -> None:
    assert median_interval(np.array([])).value is None
    assert median_interval(np.array([3.0, 1.0, 2.0])) == (2.0, None, None)
    assert median_interval(np.arange(1.0, 21.0)) == (10.5, 6.0, 15.0)  # Conover: ranks 6 and 15 of 20
