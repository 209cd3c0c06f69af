"""What becomes of an incoming value before any rule sees it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.engines.signals import Accepted, Held, Rejected, judge
from pagus.engines.signals.plausibility import acceptance
from pagus.errors import UnitError
from tests.engines.signals.making import signal

GLUCOSE = replace(
    signal("glucose", unit="mg/dL", plausible=(20, 600)), conversions=("glucose_mmol_per_l_to_mg_per_dl",)
)
OZONE = replace(signal("o3", unit="ug/m3", plausible=(0, 1000)), conversions=("ppb_to_ug_m3:o3",))


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (100.0, None, 100.0),
        (100.0, "mg/dL", 100.0),
        (1.0, "g/L", 100.0),
        (5.5, "mmol/L", 99.0858),
        (5500.0, "umol/L", 99.0858),
    ],
)
def test_accepted_in_the_unit_of_the_signal(value: float, unit: str | None, expected: float) -> None:
    judged = judge(GLUCOSE, value, unit)
    assert isinstance(judged, Accepted)
    assert judged.value == pytest.approx(expected, rel=1e-12)


def test_parts_per_billion_of_ozone_go_through_the_named_conversion() -> None:
    judged = judge(OZONE, 60.0, "[ppb]")
    assert isinstance(judged, Accepted)
    assert judged.value == pytest.approx(60 * 47.9982 / 24.0611, rel=1e-5)


@pytest.mark.parametrize("value", [20.0, 600.0])
def test_both_ends_of_the_plausible_range_are_in(value: float) -> None:
    assert judge(GLUCOSE, value) == Accepted(value)


@pytest.mark.parametrize(("value", "unit"), [(19.9, None), (600.1, None), (0.0, None), (-5.0, None), (40.0, "mmol/L")])
def test_implausible_is_held_and_says_why(value: float, unit: str | None) -> None:
    judged = judge(GLUCOSE, value, unit)
    assert isinstance(judged, Held)
    assert "outside the plausible range of glucose, 20 to 600" in str(judged.reason)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (float("nan"), None, "no measurement"),
        (float("inf"), None, "no measurement"),
        (-1e300, None, "no measurement"),
        (1e9, None, "far too large"),
        (5.0, "kg", "send mg/dL, mmol/L"),
        (5.0, "wurst", "wurst"),
        (60.0, "[ppb]", "cannot become one in mg/dL"),
    ],
)
def test_rejected_says_what_would_be_right(value: float, unit: str | None, words: str) -> None:
    judged = judge(GLUCOSE, value, unit)
    assert isinstance(judged, Rejected)
    assert words in str(judged.reason)


_EDGES = [math.nextafter(edge, side) for edge in (20.0, 600.0, 1000.0 / 18.0) for side in (-math.inf, math.inf)]
_GRID_EDGES = [20.0 - 5e-10, 600.0 + 5e-10, math.nextafter(600.0 + 5e-10, 0.0), math.nextafter(20.0 - 5e-10, 0.0)]


@given(
    value=st.sampled_from([*_EDGES, *_GRID_EDGES, 20.0, 600.0, 1e300, -0.0])
    | st.floats(19.0, 21.0)
    | st.floats(599.0, 601.0)
    | st.floats(),
    unit=st.sampled_from([None, "mg/dL", "mmol/L", "g/L"]),
)
def test_the_quick_way_accepts_what_judging_accepts_and_nothing_else(value: float, unit: str | None) -> None:
    judged = judge(GLUCOSE, value, unit)
    assert acceptance(GLUCOSE, unit)(value) == (judged.value if isinstance(judged, Accepted) else None)


def test_nothing_is_accepted_quickly_in_a_unit_that_does_not_fit() -> None:
    with pytest.raises(UnitError):
        acceptance(GLUCOSE, "kg")
