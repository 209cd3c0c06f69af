"""The truth tables between a true condition and an alert."""

from __future__ import annotations

from typing import Any

import pytest

from pagus.engines.signals import Live, compile_program, replay
from pagus.engines.signals.hygiene import IDLE, RuleState, judge
from tests.engines.signals.making import DAY, HOUR, SUBJECT, enrolled, feature, kit, points, rule, signal, table

T0 = 20_000 * DAY


def fires(verdicts: str, step_ms: int = HOUR, **hygiene: Any) -> str:
    """At which evaluations does a rule fire? T, F, ? are verdicts an hour apart; ! marks a firing."""
    plan = compile_program(kit([signal("a")], [feature("x", "last")], [rule("r", "x > 1", **hygiene)])).rules[0]
    state, marks = IDLE, ""
    for at, letter in enumerate(verdicts):
        state, fired = judge(plan, state, T0 + at * step_ms, {"T": True, "F": False, "?": None}[letter], None)
        marks += "!" if fired else "."
    return marks


@pytest.mark.parametrize(
    ("hygiene", "verdicts", "expected"),
    [
        ({}, "FTTTFTF", ".!...!."),
        ({}, "T?T", "!.."),
        ({}, "T?FT", "!..!"),
        ({"confirm": (2, 3)}, "TFTFFT", "..!..."),
        ({"confirm": (2, 3)}, "TFFT", "...."),
        ({"confirm": (2, 2)}, "TFTT", "...!"),
        ({"confirm": (3, 3)}, "TT?TTT", ".....!"),
        ({"sustained_ms": 2 * HOUR}, "TTTT", "..!."),
        ({"sustained_ms": 2 * HOUR}, "TTFTTT", ".....!"),
        ({"sustained_ms": 2 * HOUR}, "TT?TTT", ".....!"),
        ({"refractory_ms": 3 * HOUR}, "TFTTTT", "!..!.."),
        ({"refractory_ms": 3 * HOUR}, "TFTFTF", "!...!."),
        ({"refractory_ms": 2 * HOUR}, "TFTF", "!.!."),
        ({"sustained_ms": HOUR, "confirm": (2, 4)}, "TTFTTFT", ".!..!.."),
    ],
)
def test_truth_table(hygiene: dict[str, Any], verdicts: str, expected: str) -> None:
    assert fires(verdicts, **hygiene) == expected


def test_a_rule_at_rest_remembers_nothing() -> None:
    plan = compile_program(
        kit([signal("a")], [feature("x", "last")], [rule("r", "x > 1", refractory_ms=2 * HOUR)])
    ).rules[0]
    state, fired = judge(plan, IDLE, T0, True, None)
    assert (fired, state) == (True, RuleState(False, T0, 0, None))
    state, _ = judge(plan, state, T0 + HOUR, False, None)
    assert state == RuleState(True, T0, 0, None)
    state, _ = judge(plan, state, T0 + 2 * HOUR, False, None)
    assert state is IDLE


def raised(made: Any, stream: list[tuple[int, float]], until: int) -> list[int]:
    """The hours after T0 at which the one rule fires, live; the same in replay, or the test fails."""
    program = compile_program(made)
    live = Live(program)
    live.enrol(SUBJECT, T0)
    firings = [*live.feed(points(stream)).firings, *live.advance(until)]
    replayed = replay(program, table(points(stream)), enrolled({SUBJECT: T0}), T0, until)
    assert replayed.firings == tuple(firings)
    return [(firing.t - T0) // HOUR for firing in firings]


def hourly(values: str) -> list[tuple[int, float]]:
    return [(T0 + at * HOUR, float(digit)) for at, digit in enumerate(values)]


def test_hysteresis_arms_again_only_when_clear_is_true() -> None:
    clear = kit([signal("a")], [feature("x", "last")], [rule("r", "x > 5", clear="x < 3")])
    plain = kit([signal("a")], [feature("x", "last")], [rule("r", "x > 5")])
    stream = hourly("06464262")
    assert raised(plain, stream, T0 + DAY) == [1, 3, 6]
    assert raised(clear, stream, T0 + DAY) == [1, 6]


def test_sustained_fires_by_itself_when_the_time_has_come() -> None:
    """The condition is true from the second hour; three hours later nothing comes, and the alert does."""
    made = kit([signal("a")], [feature("x", "last")], [rule("r", "x > 5", sustained_ms=3 * HOUR)])
    assert raised(made, hourly("06"), T0 + DAY) == [4]
    assert raised(made, hourly("0660"), T0 + DAY) == []
    assert raised(made, hourly("06600"), T0 + DAY) == []


def test_a_condition_that_ends_at_the_very_instant_was_not_sustained() -> None:
    made = kit([signal("a")], [feature("x", "last")], [rule("r", "x > 5", sustained_ms=3 * HOUR)])
    assert raised(made, hourly("06660"), T0 + DAY) == []
    assert raised(made, hourly("06666"), T0 + DAY) == [4]
