"""A day of nurse visits in a territory: the ways between its communes, the nurses, the plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from pagus.apps.access.ways import Ways, ways_in
from pagus.apps.rounds.visits import AskedVisit
from pagus.apps.territory.queries import get_place
from pagus.engines.access.model import Points
from pagus.engines.access.rounds import (
    Lunch,
    Matrix,
    Nurse,
    Question,
    RoundPlan,
    Visit,
    closed,
    matrix_of,
    plan_rounds,
    straight_matrix,
)
from pagus.errors import DataGapError, InputError

__all__ = ["CUT", "MOST_NURSES", "Day", "DayPlan", "matrix_between", "plan_day"]

MINUTE = 60
MOST_NURSES = 12
LUNCH = Lunch(length_s=45 * MINUTE, window=(11 * 3600 + 1800, 13 * 3600 + 1800))
"""A break of 45 minutes that begins between 11:30 and 13:30: a local default."""
CUT = "cut off: no way leads there or away"
"""What the words of a matrix say of a closed pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What is asked: who is to be seen, by how many nurses, from where, within which hours, and who is cut off."""

    territory: str
    visits: tuple[AskedVisit, ...]
    base: str
    nurses: int
    skilled: int
    """So many of the nurses have every skill that a visit asks for; the others have none."""
    shift: tuple[int, int]
    """First and last minute of the day."""
    lunch: bool = True
    cut: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DayPlan:
    """The plan, and the communes that its places are."""

    day: Day
    plan: RoundPlan
    places: tuple[str, ...]
    straight: bool


def plan_day(day: Day) -> DayPlan:
    """Who sees whom, when? Refuses: InputError for numbers that do not fit; what the engine refuses; DataGapError."""
    if not 1 <= day.nurses <= MOST_NURSES:
        raise InputError("between 1 and {most} nurses can be planned for here", most=MOST_NURSES)
    if not 0 <= day.skilled <= day.nurses:
        raise InputError("no more nurses can have all skills than there are")
    if day.shift[0] >= day.shift[1]:
        raise InputError("the shift ends before it starts")
    places = tuple(dict.fromkeys((day.base, *(visit.place for visit in day.visits))))
    index = {code: at for at, code in enumerate(places)}
    ways = ways_in(day.territory, "car")
    matrix = matrix_between(ways, places, day.cut)
    skills = frozenset[str]().union(*(visit.skills for visit in day.visits))
    question = Question(
        visits=tuple(_visit(each, index) for each in day.visits),
        nurses=tuple(_nurse(at, day, skills, index) for at in range(day.nurses)),
        matrix=matrix,
    )
    return DayPlan(day=day, plan=plan_rounds(question), places=places, straight=ways.straight is not None)


def matrix_between(ways: Ways, places: Sequence[str], cut: Collection[str]) -> Matrix:
    """The ways between communes; those from and to communes that are cut off are closed.

    Takes: the router of the territory, place codes, some of them cut off.
    Gives: whole seconds; metres where the way is a straight line.
    """
    known = [get_place(code) for code in places]
    if any(place.lon is None or place.lat is None for place in known):
        raise DataGapError("nobody knows where {place} lies", place=next(p.name for p in known if p.lon is None))
    lon = np.array([place.lon for place in known], dtype=np.float64)
    lat = np.array([place.lat for place in known], dtype=np.float64)
    points = Points(tuple(places), lon, lat, "deg")
    straight = ways.straight
    if straight is None:
        matrix = matrix_of(ways.router, points)
    else:
        matrix = straight_matrix(points, speed_kmh=straight.speed_kmh, detour=straight.detour)
    lost = [at for at, code in enumerate(places) if code in cut]
    rest = [at for at, code in enumerate(places) if code not in cut]
    return closed(matrix, [(one, other) for one in lost for other in rest], why=CUT) if lost else matrix


def _visit(asked: AskedVisit, index: dict[str, int]) -> Visit:
    return Visit(
        id=asked.name,
        place=index[asked.place],
        service_s=asked.minutes * MINUTE,
        windows=tuple((first * MINUTE, last * MINUTE) for first, last in asked.windows),
        skills=asked.skills,
        pair=asked.pair,
        worth_s=None if asked.worth_minutes is None else asked.worth_minutes * MINUTE,
        usual=asked.usual,
    )


def _nurse(at: int, day: Day, skills: frozenset[str], index: dict[str, int]) -> Nurse:
    base = index[day.base]
    shift = (day.shift[0] * MINUTE, day.shift[1] * MINUTE)
    return Nurse(
        id=str(at + 1),
        start=base,
        end=base,
        shift=shift,
        skills=skills if at < day.skilled else frozenset(),
        lunch=LUNCH if day.lunch and shift[0] < LUNCH.window[0] and shift[1] > LUNCH.window[1] else None,
    )
