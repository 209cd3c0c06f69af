"""What is usual for somebody, and which number looks like a slip: computed by hand."""

from __future__ import annotations

import pytest

from pagus.apps.home.usual import Doubt, doubt, hand_units, trend, usual
from pagus.kernel.time import DAY
from pagus.kit_language.model import Signal, Text

NOW = 1_773_651_600_000
WEIGHT = Signal(
    code="weight", name=Text("poids", "weight", "Gewicht"), subject="person", unit="kg", plausible=(25, 300)
)
GLUCOSE = Signal(
    code="glucose", name=Text("glycémie", "glucose", "Glukose"), subject="person", unit="mg/dL", plausible=(20, 600),
    conversions=("glucose_mmol_per_l_to_mg_per_dl",),
)  # fmt: skip
DAILY = tuple((NOW - day * DAY, 78.0 + 0.1 * (day % 3)) for day in range(24, 0, -1))
"""78.0, 78.1 and 78.2 kg in turn: the median is 78.1, half of the others lie 0.1 away."""


def test_the_own_band_is_the_median_and_its_robust_spread() -> None:
    known = usual(DAILY, NOW)
    assert known is not None
    assert known.known
    assert known.middle == pytest.approx(78.1)
    assert known.far_high == pytest.approx(78.1 * 1.1), "a tenth is wider than five spreads of 0.148 kg"
    assert known.high == pytest.approx(78.1 * 1.01)


def test_nine_values_are_no_baseline() -> None:
    known = usual(DAILY[:9], NOW)
    assert known is not None
    assert not known.known
    assert usual((), NOW) is None
    assert trend(DAILY[:9], NOW).standing is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (78.4, None),
        (80.4, None),
        (8, Doubt("implausible")),
        (784, Doubt("implausible")),
        (48, Doubt("far")),
        (172, Doubt("unit", "[lb_av]")),
    ],
)
def test_a_slip_is_asked_again_and_a_gain_of_two_kilograms_is_not(said: float, expected: Doubt | None) -> None:
    assert doubt(WEIGHT, said, usual(DAILY, NOW)) == expected


def test_the_unit_that_was_chosen_counts() -> None:
    pounds = hand_units(WEIGHT)[1]
    assert (pounds.code, round(pounds.own(172), 2)) == ("[lb_av]", 78.02)
    assert doubt(WEIGHT, 172, usual(DAILY, NOW), pounds) is None
    assert doubt(WEIGHT, 78, usual(DAILY, NOW), pounds) == Doubt("unit", "kg")


def test_glucose_in_the_other_unit_is_noticed() -> None:
    points = tuple((NOW - day * DAY, 110.0 + day % 5) for day in range(20, 0, -1))
    assert doubt(GLUCOSE, 6.2, usual(points, NOW)) == Doubt("unit", "mmol/L")
    assert doubt(GLUCOSE, 6.2, None) == Doubt("implausible")


def test_the_trend_is_told_against_the_baseline_and_a_week_ago() -> None:
    told = trend((*DAILY, (NOW, 81.0)), NOW)
    assert told is not None
    assert told.standing == "above"
    assert told.since_week == pytest.approx(81.0 - (78.0 + 0.1 * (7 % 3)))
    assert trend(DAILY, NOW).standing == "usual"  # type: ignore[union-attr]
    assert trend((), NOW) is None
