"""The glucose of 24 real people through diabetes-home: features and alerts equal a plain computation.

The plain computation is loops over readings, written from the text of the kit and not from the engine. Local times of
the traces are taken as UTC.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pytest

from pagus.analytics import features_at
from pagus.engines.signals import Live, compile_program, replay
from pagus.engines.signals.glucose import glucose_metrics
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language import load_kit
from pagus.kit_language.model import Kit
from tests.conftest import ROOT

FILES = ("cgm_hall_2018_19subjects.csv.gz", "cgm_t2d_5subjects.csv.gz")
FORTNIGHT = 14
ENOUGH = math.ceil(0.7 * FORTNIGHT * DAY / (5 * MINUTE))
JUDGED_AT = 23 * HOUR + 55 * MINUTE


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit(ROOT / "src" / "pagus" / "library" / "kits" / "diabetes-home")


@pytest.fixture(scope="module")
def observations(shared: Path) -> pl.DataFrame:
    frames = [pl.read_csv(shared / "data" / "patients" / name).select("id", "time", "gl") for name in FILES]
    return pl.concat(frames).select(
        subject="person:" + pl.col("id"),
        signal=pl.lit("glucose"),
        t=pl.col("time").str.to_datetime().dt.epoch("ms"),
        value=pl.col("gl").cast(pl.Float64),
    )


@dataclass
class Trace:
    """The readings of one person, in order of time."""

    times: list[int]
    values: list[float]

    def fortnight(self, t: int) -> list[float]:
        """The readings of the last 14 days (UTC), today included, up to t; none when they are too few."""
        first = (t // DAY - FORTNIGHT + 1) * DAY
        window = self.values[bisect_right(self.times, first - 1) : bisect_right(self.times, t)]
        return window if len(window) >= ENOUGH else []

    def newest(self, t: int) -> tuple[int, float]:
        place = bisect_right(self.times, t) - 1
        return self.times[place], self.values[place]


@dataclass
class Watch:
    """One rule, as the kit describes it: true long enough, armed, and not within the silent time."""

    sustained: int = 0
    silent: int = 0
    armed: bool = True
    true_since: int | None = None
    fired: list[int] = field(default_factory=list)

    def judge(self, t: int, true: bool, clear: bool) -> None:
        self.true_since = None if not true else t if self.true_since is None else self.true_since
        self.armed = self.armed or clear
        lasted = self.true_since is not None and t - self.true_since >= self.sustained
        if true and self.armed and lasted and (not self.fired or t - self.fired[-1] >= self.silent):
            self.fired.append(t)
            self.armed = False


def share(window: list[float], low: float = -math.inf, high: float = math.inf) -> float:
    return sum(low <= value <= high for value in window) / len(window)


def daily(trace: Trace, end: int) -> Iterator[tuple[str, int]]:
    watches = {
        "time_in_range_low": Watch(silent=14 * DAY),
        "time_low_high": Watch(silent=14 * DAY),
        "time_very_low_high": Watch(silent=7 * DAY),
        "time_very_high_high": Watch(silent=14 * DAY),
        "variability_high": Watch(silent=14 * DAY),
    }
    for day in range(trace.times[0] // DAY, end // DAY + 1):
        t = day * DAY + JUDGED_AT
        window = trace.fortnight(t) if trace.times[0] <= t <= end else []
        if not window:
            continue
        mean = math.fsum(window) / len(window)
        deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in window) / (len(window) - 1))
        verdicts = {
            "time_in_range_low": share(window, 70, 180) < 0.7,
            "time_low_high": 1 - share(window, 70) >= 0.04,
            "time_very_low_high": 1 - share(window, 54) >= 0.01,
            "time_very_high_high": 1 - share(window, high=250) >= 0.05,
            "variability_high": deviation / mean > 0.36,
        }
        for rule, true in verdicts.items():
            watches[rule].judge(t, true, clear=True)
    return ((rule, t) for rule, watch in watches.items() for t in watch.fired)


def episodes(trace: Trace, end: int) -> Iterator[tuple[str, int]]:
    low = Watch(sustained=15 * MINUTE, silent=6 * HOUR)
    high = Watch(sustained=3 * HOUR, silent=12 * HOUR)
    silence = Watch()
    instants = set(trace.times)
    for t, following in zip(trace.times, [*trace.times[1:], end + 1], strict=True):
        instants |= {each for each in (t + 30 * MINUTE + 1, t + 48 * HOUR + 1) if each < following}
    waiting = sorted(instants)
    while waiting:
        t = waiting.pop(0)
        last, value = trace.newest(t)
        low.judge(t, value < 54, clear=value >= 70)
        high.judge(t, value > 250 and t - last <= 30 * MINUTE, clear=value <= 180)
        silence.judge(t, t - last > 48 * HOUR, clear=t - last <= 48 * HOUR)
        for watch in (low, high):
            due = t + 1 if watch.true_since is None else watch.true_since + watch.sustained
            if watch.true_since is not None and t < due <= end and (not waiting or due < waiting[0]):
                waiting.insert(0, due)
    rules = {"very_low_episode": low, "very_high_persistent": high, "no_glucose": silence}
    return ((rule, t) for rule, watch in rules.items() for t in watch.fired if t <= end)


def people(observations: pl.DataFrame) -> Iterator[tuple[str, Trace, pl.DataFrame]]:
    for frame in observations.sort("t").partition_by("subject"):
        yield frame["subject"][0], Trace(frame["t"].to_list(), frame["value"].to_list()), frame


def test_replay_and_live_raise_the_alerts_of_the_plain_computation(kit, observations):
    program = compile_program(kit)
    raised: list[str] = []
    for subject, trace, frame in people(observations):
        start, end = trace.times[0], trace.times[-1] + 3 * DAY
        expected = {*daily(trace, end), *episodes(trace, end)}
        enrolment = pl.DataFrame(
            {"subject": [subject], "from_t": [start], "to_t": [None]}, schema_overrides={"to_t": pl.Int64}
        )
        assert set(replay(program, frame, enrolment, start, end).alerts.select("rule", "t").rows()) == expected
        live = Live(program)
        live.enrol(subject, start)
        derived = live.feed(frame.select("subject", "signal", "t", "value").rows())
        assert derived.withdrawn == ()
        assert {(firing.rule, firing.t) for firing in [*derived.firings, *live.advance(end)]} == expected
        raised += [rule for rule, _ in expected]
    assert raised.count("no_glucose") >= 24
    assert {"very_low_episode", "very_high_persistent", "time_in_range_low"} <= set(raised)


def test_features_at_the_last_reading_equal_the_report_of_the_same_readings(kit, observations):
    program = compile_program(kit)
    names = ["time_in_range", "time_low", "time_very_low", "time_very_high", "glucose_mean", "glucose_deviation"]
    columns = ["in_range", "below", "very_low", "very_high", "mean", "sd"]
    known = 0
    for subject, trace, frame in people(observations):
        last = trace.times[-1]
        enrolment = pl.DataFrame(
            {"subject": [subject], "from_t": [trace.times[0]], "to_t": [None]}, schema_overrides={"to_t": pl.Int64}
        )
        row = features_at(program, frame, enrolment, [last], names).select(names).row(0)
        window = trace.fortnight(last)
        if not window:
            assert row == (None,) * len(names)
            continue
        known += 1
        report = glucose_metrics(frame[-len(window) :].select("subject", "t", "value"), over=None)
        assert row == pytest.approx(report.select(columns).row(0), abs=1e-9, rel=0)
    assert known == 3
