"""Shares of one window add up: found impossible only when no values could give them."""

from __future__ import annotations

import random

import pytest

from pagus.kit_language.model import Band, Feature, Signal, Text
from pagus.kit_language.reach import Range
from pagus.kit_language.shares import impossible_shares

SIGNALS = {"weight": Signal(code="weight", name=Text("", "", ""), subject="person", unit="kg", plausible=(0, 100))}
LOW, MIDDLE = Band(high=50, high_closed=False), Band(low=50, high=70)
HIGH, WIDE = Band(low=70, low_closed=False), Band(low=40, high=60)
BANDS = {"low": LOW, "middle": MIDDLE, "high": HIGH, "wide": WIDE}


def share(name: str, band: Band, over_ms: int = 1_000) -> Feature:
    return Feature(name=name, kind="share_in_range", signal="weight", unit="1", band=band, over_ms=over_ms)


def impossible(**wanted: tuple[float, float]) -> tuple[str, ...]:
    ranges = {name: Range(*span) for name, span in wanted.items()}
    return impossible_shares([share(name, BANDS[name]) for name in wanted], SIGNALS, ranges)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"low": (0.6, 1), "high": (0.5, 1)}, ("low", "high")),
        ({"low": (0.6, 1), "high": (0.4, 1)}, ()),
        ({"low": (0.4, 1), "middle": (0.4, 1), "high": (0.3, 1)}, ("low", "middle", "high")),
        ({"low": (0.6, 1), "wide": (0.6, 1)}, ()),  # they overlap: one value can be in both
        ({"wide": (0.9, 1), "high": (0.2, 1), "low": (0, 1)}, ("wide", "high")),
        ({"low": (0, 0.3), "middle": (0, 0.3), "high": (0, 0.3)}, ("low", "middle", "high")),
        ({"low": (0, 0.3), "middle": (0, 0.3), "high": (0, 0.4)}, ()),
        ({"low": (0, 0.1), "high": (0, 0.1)}, ()),  # the rest lies between them
        ({}, ()),
    ],
)
def test_what_does_not_add_up(wanted: dict[str, tuple[float, float]], names: tuple[str, ...]) -> None:
    assert set(impossible(**wanted)) == set(names)


def test_shares_of_different_windows_say_nothing_of_each_other() -> None:
    features = [share("low", LOW), share("high", HIGH, over_ms=2_000)]
    assert impossible_shares(features, SIGNALS, {"low": Range(0.9, 1), "high": Range(0.9, 1)}) == ()


def test_no_values_contradict_it() -> None:
    """Shares that some values really have are never called impossible: a thousand draws."""
    dice = random.Random(7)
    for _ in range(1_000):
        values = [dice.choice([0, 40, 50, 60, 70, 100, dice.uniform(0, 100)]) for _ in range(dice.randint(1, 9))]
        found = {name: sum(_inside(band, value) for value in values) / len(values) for name, band in BANDS.items()}
        assert impossible(**{name: (one, one) for name, one in found.items()}) == (), values


def _inside(band: Band, value: float) -> bool:
    low = band.low is None or (value >= band.low if band.low_closed else value > band.low)
    return low and (band.high is None or (value <= band.high if band.high_closed else value < band.high))
