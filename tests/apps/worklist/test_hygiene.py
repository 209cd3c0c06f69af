"""What made nurses of other systems turn alarms off, held here: stale signals, noise, time zones, order, two scales."""

from __future__ import annotations

import pytest

from pagus.apps.streams.actions import register_signals, submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.worklist.clocks import deadline, usual_clocks
from pagus.apps.worklist.sources import disagreements
from pagus.engines.signals import Live, compile_program
from pagus.kernel.time import DAY, HOUR, MINUTE, parse_instant
from pagus.kit_language import shipped_kit
from pagus.library.worklist import usual
from tests.apps.cast import person
from tests.apps.workspace import NOW

ANNA = "person:P-AAA"
Reading = tuple[str, str, int, float]


def glucose(*values: tuple[int, float]) -> list[Reading]:
    return [(ANNA, "glucose", t, value) for t, value in values]


def engine() -> Live:
    live = Live(compile_program(shipped_kit("diabetes-home")))
    live.enrol(ANNA, NOW - 40 * DAY)
    return live


def test_a_check_of_freshness_never_keeps_the_silence_from_ringing() -> None:
    # Where a rule asks for fresh values, it falls silent with the sensor; the alert that says so must not.
    live = engine()
    live.feed(glucose(*((NOW - 3 * DAY + n * 5 * MINUTE, 45.0) for n in range(24))))
    late = {each.rule: each.t for each in live.advance(NOW)}
    assert "no_glucose" in late
    assert "very_low_episode" not in late


def test_two_low_readings_at_the_start_of_a_sensor_are_no_episode() -> None:
    live = engine()
    start = NOW - DAY
    noise = [(start, 42.0), (start + 5 * MINUTE, 48.0)]
    calm = [(start + n * 5 * MINUTE, 110.0) for n in range(2, 100)]
    assert [each.rule for each in live.feed(glucose(*noise, *calm)).firings if each.rule == "very_low_episode"] == []


def test_a_week_that_comes_in_any_order_ends_with_the_same_alerts() -> None:
    low = range(12, 24)
    week = [
        (NOW - 7 * DAY + day * DAY + n * 5 * MINUTE, 45.0 if day in {2, 5} and n in low else 120.0)
        for day in range(7)
        for n in range(288)
    ]
    straight, mixed = engine(), engine()
    expected = {(each.rule, each.t) for each in straight.feed(glucose(*week)).firings}
    standing: set[tuple[str, int]] = set()
    marked_late = set()
    for day in (6, 3, 5, 0, 2, 1, 4):
        told = mixed.feed(glucose(*week[day * 288 : (day + 1) * 288]))
        standing -= {(rule, t) for rule, _, t in told.withdrawn}
        standing |= {(each.rule, each.t) for each in told.firings}
        marked_late |= {each.t for each in told.firings if each.late}
    assert standing == expected
    assert {rule for rule, _ in expected} >= {"very_low_episode"}
    assert marked_late


def test_the_same_instant_has_the_same_deadline_however_it_is_written() -> None:
    clocks = usual_clocks(usual(), "Europe/Paris")
    written = ("2026-03-13T18:30:00+01:00", "2026-03-13T17:30:00Z", "2026-03-13T21:30:00+04:00")
    assert len({deadline("warning", parse_instant(text), clocks) for text in written}) == 1


@pytest.mark.django_db(transaction=True)
def test_two_scales_in_one_household_are_seen() -> None:
    weight = shipped_kit("heart-failure-home").signals["weight"]
    # Somebody whom no other test has weighed: the store of observations outlives a test.
    household = "person:P-TWOSCALES"
    register_signals([weight])
    person(household)

    def weigh(source: str, kilograms: float, hour: int) -> None:
        rows = [
            Observation(household, "weight", NOW - day * DAY - hour * HOUR, kilograms + 0.1 * (day % 3))
            for day in range(1, 6)
        ]
        submit(Batch(source, rows))

    weigh("bathroom", 71.0, 1)
    assert disagreements(household, [weight], NOW) == ()
    weigh("kitchen", 84.0, 2)
    (found,) = disagreements(household, [weight], NOW)
    assert (found.low_source, found.high_source) == ("bathroom", "kitchen")
    assert found.apart == pytest.approx(13.0)
