"""Continuous glucose of a cohort: what bodies do every few minutes, and what sensors make of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.signal import lfilter  # type: ignore[import-untyped]

from pagus.kernel.time import MINUTE
from pagus.library.cohorts.model import ContinuousGlucose

__all__ = ["GlucoseDrawn", "draw_groups", "simulate_glucose"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_FLOOR, _READS = 76.0, (40.0, 400.0)
"""mg/dL: a body goes lower in planted lows only; a sensor shows nothing beyond its range."""
_MEALS_H, _MEAL_SPREAD_H = (7.5, 12.5, 19.3), 0.6
_WANDER_MIN, _ERROR_MIN, _LAG_MIN = 180.0, 120.0, 8.0
_SENSOR_DAYS, _WARM_UP_MIN = 10, 60
_FALL_MIN, _LEAST_LOW_MIN, _MOST_LOW_MIN = 30, 20, 75


@dataclass(frozen=True)
class GlucoseDrawn:
    """Readings (person, t, value, and whether a sensor was lain upon), and lows (person, kind, first and last ms)."""

    person: Integers
    t: Integers
    value: Floats
    pressed: Flags
    lows: pl.DataFrame
    presses: pl.DataFrame


@dataclass(frozen=True)
class _Lows:
    """Stretches of one day each: person, first and last place on the grid, level (2 or 1; 0 for a pressed sensor)."""

    person: Integers
    first: Integers
    last: Integers
    level: Integers

    def table(self, kinds: tuple[str, ...], start_ms: int, step_ms: int) -> pl.DataFrame:
        """These stretches, in order of person and time."""
        return pl.DataFrame(
            {
                "person": self.person,
                "kind": pl.Series("kind", kinds, dtype=pl.String).gather(self.level),
                "onset_t": start_ms + self.first * step_ms,
                "t": start_ms + self.last * step_ms,
            }
        )


def draw_groups(glucose: ContinuousGlucose, people: int, random: np.random.Generator) -> Integers:
    """Who belongs to which group?

    Takes: the groups with their shares; how many people; the source of chance. Gives: (people,), the place of each
    person's group in the profile.
    """
    shares = np.array([group.share for group in glucose.groups.values()])
    return random.choice(len(shares), people, p=shares / shares.sum()).astype(np.int64)


def simulate_glucose(
    glucose: ContinuousGlucose, group: Integers, there: Flags, start_ms: int, random: np.random.Generator
) -> GlucoseDrawn:
    """Which glucose have these people, and what do their sensors say?

    Takes: the numbers of the profile, each person's group, who wears a sensor on which day (people, days), the first
    midnight, a stream of chance. Gives: readings in order of person and time, planted lows, pressed sensors.
    Method: own level, dawn, meals and an autoregressive wander, kept above 76 mg/dL; planted lows go under it and stay
    at their lowest for 20 to 75 minutes (an event of the consensus lasts at least 15). The sensor lags, errs, is lain
    upon at night, loses its signal and is changed every ten days.
    """
    step_ms = glucose.every_min * MINUTE
    body = _bodies(glucose, group, there.shape, random)
    lows = _draw_lows(glucose, group, there.shape, random)
    nadir = np.where(lows.level == 2, random.uniform(40, 51, len(lows.level)), random.uniform(57, 67, len(lows.level)))
    _sink(body, lows, nadir, max(1, _FALL_MIN // glucose.every_min))
    read = _sensed(glucose, body, random)
    presses = _draw_presses(glucose, there.shape, random)
    pressed = _marked(presses, body.shape)
    # One press a night, within it: the stretches stand in the order of the grid.
    read[pressed] -= np.repeat(random.uniform(25, 65, len(presses.person)), presses.last - presses.first)
    worn = np.repeat(there, body.shape[1] // there.shape[1], axis=1) & ~_lost(glucose, there.shape, random)
    person, place = np.nonzero(worn)
    value = np.rint(np.clip(read[worn], *_READS))
    kinds = ("compression_low", "hypoglycaemia_level_1", "hypoglycaemia_level_2")
    return GlucoseDrawn(
        person,
        start_ms + place * step_ms,
        value,
        pressed[worn],
        lows.table(kinds, start_ms, step_ms),
        presses.table(kinds, start_ms, step_ms),
    )


def _wander(shape: tuple[int, int], sd: Floats, memory: float, random: np.random.Generator) -> Floats:
    """An autoregressive course of each person, in its stationary state from the start."""
    keep = float(np.exp(-1 / memory))
    shocks = random.standard_normal(shape) * np.sqrt(1 - keep**2)
    shocks[:, 0] /= np.sqrt(1 - keep**2)
    course: Floats = lfilter([1.0], [1.0, -keep], shocks, axis=1) * sd[:, None]
    return course


def _bodies(glucose: ContinuousGlucose, group: Integers, shape: tuple[int, int], random: np.random.Generator) -> Floats:
    """Glucose without lows (people, places on the grid), mg/dL."""
    (people, days), groups = shape, list(glucose.groups.values())
    slots = 24 * 60 // glucose.every_min
    own = np.array([(it.mean, it.between_sd, it.wander_sd, it.meal) for it in groups])[group]
    level = random.normal(own[:, 0], own[:, 1])
    body = _wander((people, days * slots), own[:, 2], _WANDER_MIN / glucose.every_min, random)
    clock = np.arange(slots) * 24 / slots
    body += level[:, None] + np.tile(glucose.dawn * np.cos(2 * np.pi * (clock - 7) / 24), days)
    eaten = np.zeros_like(body)
    for hour in _MEALS_H:
        at = np.clip(random.normal(hour, _MEAL_SPREAD_H, shape), 0, 23.9)
        place = (np.arange(days)[None, :] * slots + np.floor(at * slots / 24)).astype(np.int64)
        eaten[np.arange(people)[:, None], place] += random.gamma(4, own[:, 3][:, None] / 4, shape)
    # Two equal filters in a row: a rise over about 45 minutes, then a slow fall.
    keep = float(np.exp(-glucose.every_min / 45))
    body += lfilter([0.0, np.e * (1 - keep)], [1.0, -2 * keep, keep**2], eaten, axis=1)
    softened: Floats = _FLOOR + 12 * np.logaddexp(0, (body - _FLOOR) / 12)
    return softened


def _draw_lows(
    glucose: ContinuousGlucose, group: Integers, shape: tuple[int, int], random: np.random.Generator
) -> _Lows:
    """Planted lows, at most one a day: by night or by day, of level 1 or 2."""
    groups = list(glucose.groups.values())
    chance = np.array([it.lows_a_week / 7 for it in groups])[group]
    person, day = np.nonzero(random.random(shape) < chance[:, None])
    night = random.random(len(person)) < glucose.nocturnal
    hour = np.where(night, random.uniform(1, 5, len(person)), random.uniform(9, 21, len(person)))
    deep = random.random(len(person)) < np.array([it.level_2 for it in groups])[group[person]]
    return _stretches(glucose, person, day, hour, (_LEAST_LOW_MIN, _MOST_LOW_MIN), np.where(deep, 2, 1), random)


def _draw_presses(glucose: ContinuousGlucose, shape: tuple[int, int], random: np.random.Generator) -> _Lows:
    """Nights on which somebody lies on the sensor."""
    person, day = np.nonzero(random.random(shape) < glucose.compression_a_night)
    hour = random.uniform(0.5, 5, len(person))
    return _stretches(glucose, person, day, hour, (15, 60), np.zeros(len(person), dtype=np.int64), random)


def _stretches(
    glucose: ContinuousGlucose,
    person: Integers,
    day: Integers,
    hour: Floats,
    minutes: tuple[int, int],
    level: Integers,
    random: np.random.Generator,
) -> _Lows:
    slots = 24 * 60 // glucose.every_min
    first = day * slots + np.floor(hour * slots / 24).astype(np.int64)
    length = np.ceil(random.uniform(*minutes, len(person)) / glucose.every_min).astype(np.int64)
    return _Lows(person, first, first + length, level)


def _sink(body: Floats, lows: _Lows, nadir: Floats, fall: int) -> None:
    """Let glucose fall to its lowest, stay there and rise again, in place."""
    longest = int((lows.last - lows.first).max(initial=0)) + fall
    for offset in range(-fall, longest + 1):
        place = lows.first + offset
        held = np.minimum(1 + offset / (fall + 1), 1 - np.maximum(place - lows.last, 0) / (fall + 1))
        hit = (held > 0) & (place >= 0) & (place < body.shape[1])
        who, where, share = lows.person[hit], place[hit], held[hit]
        body[who, where] += (nadir[hit] - body[who, where]) * share


def _sensed(glucose: ContinuousGlucose, body: Floats, random: np.random.Generator) -> Floats:
    """What a sensor says: later, with an error that lasts."""
    keep = float(np.exp(-glucose.every_min / _LAG_MIN))
    late = lfilter([1 - keep], [1.0, -keep], body - body[:, :1], axis=1) + body[:, :1]
    error = np.full(len(body), glucose.error)
    read: Floats = late * (1 + _wander(body.shape, error, _ERROR_MIN / glucose.every_min, random))
    return read


def _marked(stretches: _Lows, shape: tuple[int, int]) -> Flags:
    """Which places of the grid lie in a stretch?"""
    change = np.zeros((shape[0], shape[1] + 1), dtype=np.int8)
    np.add.at(change, (stretches.person, np.minimum(stretches.first, shape[1])), 1)
    np.add.at(change, (stretches.person, np.minimum(stretches.last, shape[1])), -1)
    marked: Flags = np.cumsum(change, axis=1, dtype=np.int16)[:, :-1] > 0
    return marked


def _lost(glucose: ContinuousGlucose, shape: tuple[int, int], random: np.random.Generator) -> Flags:
    """When is there no reading? The signal is lost for a while, or a new sensor warms up."""
    people, days = shape
    slots = 24 * 60 // glucose.every_min
    person, day = np.nonzero(random.random(shape) < glucose.losses_a_day)
    none = np.zeros(len(person), dtype=np.int64)
    gaps = _stretches(glucose, person, day, random.uniform(0, 24, len(person)), (20, 240), none, random)
    lost = _marked(gaps, (people, days * slots))
    changed = (np.arange(days)[None, :] + random.integers(0, _SENSOR_DAYS, people)[:, None]) % _SENSOR_DAYS == 0
    who, when = np.nonzero(changed)
    hour = random.uniform(8, 20, len(who))
    warm = _stretches(
        glucose, who, when, hour, (_WARM_UP_MIN, _WARM_UP_MIN + 1), np.zeros(len(who), dtype=np.int64), random
    )
    both: Flags = lost | _marked(warm, (people, days * slots))
    return both
