"""When does what happen to whom? Episodes drawn over people and days, as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagus.library.cohorts.model import EpisodeKind, Pattern

__all__ = ["Drawn", "add_shifts", "draw_episodes"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
_APART_DAYS = 30.0
"""Two episodes of one kind of one person begin at least so far apart."""


@dataclass(frozen=True)
class Drawn:
    """Episodes of one kind, a place each: person, first day, days until its height, stay after it, pattern, shifts."""

    name: str
    kind: EpisodeKind
    person: Integers
    onset: Floats
    build_up: Floats
    stay: Floats
    shifts: Mapping[str, Floats]
    """By signal: by how much it moves at the height; 0 where the episode's pattern leaves it alone."""

    @property
    def height(self) -> Floats:
        """The day of the height: of the event, where it is recorded."""
        return self.onset + self.build_up


def draw_episodes(name: str, kind: EpisodeKind, people: int, days: int, random: np.random.Generator) -> Drawn:
    """Which episodes of this kind happen? Takes: how many people, over how many days. Gives: Drawn, by person and day.

    An episode may have begun before the first day; one whose height lies outside the time is left out.
    """
    rates = np.full(people, kind.per_person_year * days / 365.25)
    if kind.spread > 0:
        shape = 1 / kind.spread**2
        rates *= random.gamma(shape, 1 / shape, people)
    person = np.repeat(np.arange(people), random.poisson(rates))
    height = random.uniform(0, days, len(person))
    order = np.lexsort((height, person))
    person, height = person[order], height[order]
    keep = _apart(person, height)
    person, height = person[keep], height[keep]
    pattern = random.choice(len(kind.patterns), len(person), p=_shares(kind.patterns))
    build_up = _between([each.days for each in kind.patterns], pattern, random)
    stay = random.uniform(*kind.stay_days, len(person))
    return Drawn(name, kind, person, height - build_up, build_up, stay, _shifts(kind.patterns, pattern, random))


def _apart(person: Integers, height: Floats) -> NDArray[np.bool_]:
    """Which to keep, so that what happens to one person does not overlap: the first of those that are too close."""
    keep = np.ones(len(person), dtype=bool)
    last_person, last_day = -1, -np.inf
    for place, (who, day) in enumerate(zip(person.tolist(), height.tolist(), strict=True)):
        if who == last_person and day - last_day < _APART_DAYS:
            keep[place] = False
        else:
            last_person, last_day = who, day
    return keep


def _shares(patterns: tuple[Pattern, ...]) -> Floats:
    shares: Floats = np.array([each.share for each in patterns])
    shares /= shares.sum()
    return shares


def _between(ranges: list[tuple[float, float]], which: Integers, random: np.random.Generator) -> Floats:
    ends = np.array(ranges)[which] if len(which) else np.zeros((0, 2))
    return random.uniform(ends[:, 0], ends[:, 1])


def _shifts(patterns: tuple[Pattern, ...], which: Integers, random: np.random.Generator) -> dict[str, Floats]:
    moved = sorted({signal for pattern in patterns for signal in pattern.shifts})
    found = {}
    for signal in moved:
        numbers = np.array([pattern.shifts.get(signal, (0.0, 0.0)) for pattern in patterns])[which].reshape(-1, 2)
        found[signal] = numbers[:, 0] + numbers[:, 1] * random.standard_normal(len(which))
    return found


def add_shifts(course: Floats, drawn: Drawn, signal: str) -> None:
    """Move the course of a signal by these episodes, in place.

    Takes: the course (people, days). Method: from the first day a straight line up to the height, then a straight line
    back over the days of recovery, counted from the end of a stay.
    """
    size = drawn.shifts.get(signal)
    if size is None or not len(size):
        return
    days = course.shape[1]
    end = drawn.height + drawn.stay + drawn.kind.recovery_days
    first = np.clip(np.floor(drawn.onset), 0, days).astype(np.int64)
    last = np.clip(np.ceil(end) + 1, 0, days).astype(np.int64)
    lengths = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(size)), lengths)
    day = np.arange(len(which)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + first[which]
    rise = (day - drawn.onset[which]) / np.maximum(drawn.build_up[which], 1e-9)
    fall = (end[which] - day) / max(drawn.kind.recovery_days, 1e-9)
    share = np.clip(np.minimum(rise, fall), 0, 1)
    np.add.at(course, (drawn.person[which], day), size[which] * share)
