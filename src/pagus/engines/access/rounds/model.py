"""The tables of rounds: visits, nurses, ways between places, and timetables. Times are whole seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "CLOSED",
    "Lunch",
    "Matrix",
    "Nurse",
    "Question",
    "Reason",
    "Round",
    "RoundPlan",
    "Seconds",
    "Stop",
    "Unserved",
    "Visit",
    "Window",
]

Seconds = NDArray[np.int64]
Window = tuple[int, int]
"""From and to, in seconds after local midnight of the day; both included."""

CLOSED = 10**7
"""Seconds of a way that is not open: more than any day has."""

Reason = Literal["skill", "no-way", "window", "pair", "full", "priority"]
"""Why a visit is not served: nobody has the skills; no open way there and back; it fits in nobody's day even alone; the
visit it belongs with is not served; no room is left in anybody's day; it would cost more way than it is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody to see. ``place``: index in the matrix. The visit begins in one of ``windows`` and lasts ``service_s``.

    ``skills``: the nurse has them all. ``pair``: visits with the same word are all served this day or none is.
    ``worth_s``: None for a visit that is due; else how many seconds of way it may cost. ``usual``: the nurse they know.
    """

    id: str
    place: int
    service_s: int
    windows: tuple[Window, ...]
    skills: frozenset[str] = frozenset()
    pair: str | None = None
    worth_s: int | None = None
    usual: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lunch:
    """A break of ``length_s`` that begins in ``window``, at a place where the nurse is anyway.

    Whoever is back before the window ends has it at home: then the round has none.
    """

    length_s: int
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Nurse:
    """Who visits: from ``start`` to ``end`` (places) within ``shift``, at most ``most_visits`` and ``most_work_s``."""

    id: str
    start: int
    end: int
    shift: Window
    skills: frozenset[str] = frozenset()
    lunch: Lunch | None = None
    most_visits: int | None = None
    most_work_s: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Ways between places: ``seconds`` (p, p) from row to column, ``CLOSED`` where no way is open; ``metres`` if known.

    ``words``: how the seconds were found, shown beside every plan.
    """

    seconds: Seconds
    words: str
    metres: Seconds | None = None

    def __len__(self) -> int:
        return len(self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A day to plan. ``unusual_s``: what it costs when somebody sees another nurse than the usual one (soft).
    ``nurse_s``: what it costs that a nurse goes out at all."""

    visits: tuple[Visit, ...]
    nurses: tuple[Nurse, ...]
    matrix: Matrix
    unusual_s: int = 600
    nurse_s: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a round. ``visit`` is None for the lunch break. wait = start - arrival; end = start + service."""

    visit: str | None
    place: int
    travel_s: int
    arrival: int
    start: int
    end: int
    metres: int | None = None

    @property
    def wait_s(self) -> int:
        """How long the nurse waits before it begins."""
        return self.start - self.arrival


@dataclass(frozen=True, slots=True)
class Round:
    """The day of a nurse: leaves at ``depart``, is back at ``back`` after ``back_travel_s`` from the last stop."""

    nurse: str
    depart: int
    stops: tuple[Stop, ...]
    back_travel_s: int
    back: int
    back_metres: int | None = None

    @property
    def travel_s(self) -> int:
        """Seconds on the way."""
        return self.back_travel_s + sum(stop.travel_s for stop in self.stops)

    @property
    def wait_s(self) -> int:
        """Seconds of waiting."""
        return sum(stop.wait_s for stop in self.stops)

    @property
    def metres(self) -> int | None:
        """Metres on the way, if the matrix knows them."""
        each = [self.back_metres, *(stop.metres for stop in self.stops)]
        return None if any(part is None for part in each) else sum(part for part in each if part is not None)


@dataclass(frozen=True, slots=True)
class Unserved:
    """A visit that nobody makes, and why. ``extra_s``: for "priority", the least way it would cost."""

    visit: str
    reason: Reason
    extra_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """The rounds of a day. ``cost_s``: way + what is unusual + nurses who go out, in seconds."""

    rounds: tuple[Round, ...]
    unserved: tuple[Unserved, ...]
    cost_s: int
    seed: int
    iterations: int
    words: str
    notes: Mapping[str, int] = field(default_factory=dict)
