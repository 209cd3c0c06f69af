"""Invented values for the gallery: no randomness, the same on every machine."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

from pagus.kernel.time import DAY, HOUR, MINUTE, parse_instant

NOW = parse_instant("2026-01-14T08:05:00+01:00")
_MEALS = ((7.6, 62.0, 1.5), (12.6, 78.0, 1.7), (19.6, 88.0, 2.0))


def jitter(seed: int) -> float:
    """Which number between -1 and 1 belongs to this seed? The same one every time."""
    mixed = (seed * 2_654_435_761) % 4_294_967_296
    mixed = ((mixed ^ (mixed >> 15)) * 2_246_822_519) % 4_294_967_296
    return ((mixed ^ (mixed >> 13)) % 65_536) / 32_768 - 1


def glucose(start: int, end: int, every: int = 5 * MINUTE) -> tuple[list[int], list[float]]:
    """Invented glucose in mg/dL: three meals a day, a bad afternoon, and a morning without a sensor."""
    times, values = [], []
    walk = 0.0
    for t in range(start - start % every, end, every):
        step = t // every
        walk = 0.94 * walk + 5.5 * jitter(step * 7 + 3)
        if t < start or 5.2 <= (NOW - t) / DAY <= 5.5:
            continue
        hour = ((t + HOUR) % DAY) / HOUR
        size = 1 + 0.35 * jitter(t // DAY)
        meals = sum(high * size * math.exp(-(((hour - at) / wide) ** 2)) for at, high, wide in _MEALS)
        dip = 74 * math.exp(-((((NOW - t) / HOUR - 4.2) / 1.25) ** 2))
        times.append(t)
        values.append(max(41.0, round(104 + meals + walk - dip, 0)))
    return times, values


def weight(days: int = 24) -> tuple[list[int], list[float], list[bool]]:
    """Invented daily weights in kg: steady, then a gain of two kilograms; one impossible value is held."""
    times, values, held = [], [], []
    for index in range(days):
        if index in {9, 10, 11, 12}:
            continue
        t = NOW - (days - 1 - index) * DAY - 25 * MINUTE + int(20 * MINUTE * jitter(index))
        gain = max(0, index - (days - 5)) * 0.78
        times.append(t)
        values.append(7.84 if index == 16 else round(78.4 + 0.28 * jitter(index + 40) + gain, 1))
        held.append(index == 16)
    return times, values, held


def nitrogen_dioxide(hours: int = 7 * 24) -> tuple[list[int], list[float]]:
    """Invented hourly NO2 in µg/m³ at a roadside station: two rush hours a day."""
    times, values = [], []
    for index in range(hours):
        t = NOW - NOW % HOUR - (hours - 1 - index) * HOUR
        hour = ((t + HOUR) % DAY) / HOUR
        rush = 46 * math.exp(-(((hour - 8) / 1.8) ** 2)) + 38 * math.exp(-(((hour - 18) / 2.2) ** 2))
        still = 1 + 0.55 * max(0.0, jitter(t // DAY + 2))
        times.append(t)
        values.append(round(18 + rush * still + 6 * jitter(index), 1))
    return times, values


def percentiles_by_time(
    times: Sequence[int], values: Sequence[float], width: int = 15
) -> tuple[list[int], list[list[float]]]:
    """Percentiles 5, 25, 50, 75, 95 of the values by time of the day, for the gallery's profile.

    Takes: times in ms, values, the width of a step in minutes. Gives: minutes and five curves.
    """
    steps: dict[int, list[float]] = {}
    for t, value in zip(times, values, strict=True):
        minute = ((t + HOUR) % DAY) // MINUTE
        for near in (minute - width, minute, minute + width):
            steps.setdefault((near % 1440) // width * width, []).append(value)
    minutes = [*sorted(steps), 1440]
    curves: list[list[float]] = [[], [], [], [], []]
    for minute in minutes:
        cuts = statistics.quantiles(steps[minute % 1440], n=20, method="inclusive")
        for curve, place in zip(curves, (0, 4, 9, 14, 18), strict=True):
            curve.append(round(cuts[place], 1))
    return minutes, curves
