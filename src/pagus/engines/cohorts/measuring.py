"""From what a body does to what a device says: when somebody measures, with which noise, and with which faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter  # type: ignore[import-untyped]

from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.library.cohorts.model import DeviceFault, SimulatedSignal

__all__ = ["Bodies", "Measured", "measure", "simulate_bodies"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_HABIT_H, _JITTER_MIN = 0.75, 12.0
"""How far people's own hours lie apart (sd), and how far one keeps to them (sd)."""


@dataclass(frozen=True)
class Bodies:
    """One quantity of all people: their own ``levels``, and the ``course`` (people, days) without waves and noise."""

    levels: Floats
    course: Floats


@dataclass(frozen=True)
class Measured:
    """Measurements of one signal, by person and time: place of the person, t in ms, value, place of the fault or -1."""

    person: Integers
    t: Integers
    value: Floats
    fault: Integers


def simulate_bodies(signal: SimulatedSignal, people: int, days: int, random: np.random.Generator) -> Bodies:
    """How does this quantity go, day by day, without episodes?

    Takes: the signal, how many people and days, a stream of chance. Gives: the bodies.
    Method: the own level plus an autoregressive drift that starts in its stationary state.
    """
    levels = np.clip(random.normal(signal.mean, signal.between_sd, people), signal.low, signal.high)
    course = np.repeat(levels[:, None], days, axis=1)
    if signal.drift_sd > 0:
        keep = float(np.exp(-1 / signal.drift_days))
        shocks = random.standard_normal((people, days)) * (signal.drift_sd * np.sqrt(1 - keep**2))
        shocks[:, 0] = random.standard_normal(people) * signal.drift_sd
        course += lfilter([1.0], [1.0, -keep], shocks, axis=1)
    return Bodies(levels, course)


def measure(
    signal: SimulatedSignal,
    bodies: Bodies,
    present: Mapping[float, Flags],
    faults: Mapping[int, DeviceFault],
    start_ms: int,
    random: np.random.Generator,
) -> Measured:
    """What do the devices say?

    Takes: the bodies; for each hour who measures on which day (people, days); the faults of this signal by their place;
    the first midnight (ms); a stream of chance. Gives: the measurements.
    """
    parts = [_once(signal, hour, bodies, there, faults, start_ms, random) for hour, there in present.items()]
    person = np.concatenate([part.person for part in parts])
    t = np.concatenate([part.t for part in parts])
    order = np.lexsort((t, person))
    person, t = person[order], t[order]
    # Two values at one instant cannot both be kept: the second is a minute later.
    t[1:][(t[1:] == t[:-1]) & (person[1:] == person[:-1])] += MINUTE
    value = np.concatenate([part.value for part in parts])[order]
    return Measured(person, t, value, np.concatenate([part.fault for part in parts])[order])


def _once(
    signal: SimulatedSignal,
    hour: float,
    bodies: Bodies,
    there: Flags,
    faults: Mapping[int, DeviceFault],
    start_ms: int,
    random: np.random.Generator,
) -> Measured:
    """The measurements of one hour of the day."""
    person, day = np.nonzero(there)
    habit = random.normal(0, _HABIT_H, len(bodies.levels))
    clock_h = np.clip(hour + habit[person] + random.normal(0, _JITTER_MIN / 60, len(person)), 0.1, 23.8)
    if signal.again_min:
        person, day = np.tile(person, 2), np.tile(day, 2)
        clock_h = np.concatenate([clock_h, np.minimum(clock_h + signal.again_min / 60, 23.95)])
    minute = np.rint(clock_h * (HOUR / MINUTE)).astype(np.int64)
    wave = signal.wave * np.cos(2 * np.pi * (clock_h - signal.wave_peak_h) / 24)
    value = bodies.course[person, day] + wave + random.normal(0, signal.noise_sd, len(person))
    spoilt = np.full(len(person), -1, dtype=np.int64)
    for place, fault in faults.items():
        spoilt[_spoil(value, fault, person, day, bodies, random)] = place
    rounded = np.rint(np.clip(value, signal.low, signal.high) / signal.step) * signal.step
    decimals = max(0, int(np.ceil(-np.log10(signal.step))))
    return Measured(person, start_ms + day * DAY + minute * MINUTE, np.round(rounded, decimals), spoilt)


def _spoil(
    value: Floats, fault: DeviceFault, person: Integers, day: Integers, bodies: Bodies, random: np.random.Generator
) -> Flags:
    """Change what a fault changes, in place. Gives: which values it changed."""
    people, days = len(bodies.levels), bodies.course.shape[1]
    if fault.kind == "offset":
        begins = random.random(people) < fault.rate * days / 365.25
        first, length = random.uniform(0, days, people), random.uniform(fault.days.low, fault.days.high, people)
        size = random.normal(fault.shift.mean, fault.shift.sd, people)
        within: Flags = begins[person] & (day >= first[person]) & (day < first[person] + length[person])
        value[within] += size[person[within]]
        return within
    hit: Flags = random.random(len(value)) < fault.rate
    if fault.kind == "other_person":
        value[hit] = random.permutation(bodies.levels)[person[hit]]
    else:
        value[hit] += random.normal(fault.shift.mean, fault.shift.sd, int(hit.sum()))
    return hit
