"""The week of a mobile unit: stops where care is short, and the access that they add."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pagus.apps.access.lab import Lab
from pagus.apps.access.outcome import outcome_of
from pagus.apps.access.pairs_kept import kept_pairs
from pagus.apps.rounds.days import matrix_between
from pagus.apps.territory.queries import get_place
from pagus.engines.access.model import Points, Sites
from pagus.engines.access.rounds import UnitDay, UnitPlan, UnitQuestion, UnitStop, plan_unit
from pagus.engines.access.siting import Kind, offers
from pagus.engines.access.siting.giving import given_columns
from pagus.errors import DataGapError, InputError

__all__ = ["HOURS_PER_FTE", "MOST_CANDIDATES", "Week", "WeekPlan", "plan_week"]

MOST_CANDIDATES = 30
"""The communes that lack most care in all are candidates: all orders of a day are tried for each."""
HOURS_PER_FTE = 35.0
"""A full-time equivalent is taken as 35 hours of sessions a week: the legal week in France, preparation left out."""
DAYS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What is asked: from where, how many stops a day, how long each, within which hours; ``staff`` on board."""

    base: str
    stops: int
    session_min: int
    shift: tuple[int, int]
    staff: int = 1
    cut: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WeekPlan:
    """The plan; ``worth`` is people x access up to the threshold, so gains over people are access per inhabitant."""

    week: Week
    plan: UnitPlan
    places: tuple[str, ...]
    people: float
    short_near: float
    """People short of care who live within the way that the method counts of a stop."""
    straight: bool


def plan_week(lab: Lab, week: Week) -> WeekPlan:
    """Where does the unit stop on which day, and what does that add?

    Takes: an opened territory and a week. Gives: the plan; access counts up to the lab's threshold, so that what
    comes to those who have enough is no gain.
    Refuses: InputError for numbers that do not fit; DataGapError where no commune is short of care, or for 3SFCA.
    """
    _check(lab, week)
    candidates = _candidates(lab, week)
    places = (week.base, *candidates)
    ways = matrix_between(lab.ways, places, week.cut)
    names = [str(at) for at in range(DAYS)]
    hours = (week.shift[0] * 60, week.shift[1] * 60)
    worth, near = _worth(lab, week, candidates)
    plan = plan_unit(
        UnitQuestion(
            days=tuple(UnitDay(name=name, base=0, shift=hours, matrix=ways, most_stops=week.stops) for name in names),
            stops=tuple(UnitStop(place=at + 1, session_s=week.session_min * 60) for at in range(len(candidates))),
            worth=worth.of,
        )
    )
    chosen = [stop.place - 1 for each in plan.rounds for stop in each.stops]
    reached = near[chosen].any(axis=0) if chosen else np.zeros(near.shape[1], dtype=np.bool_)
    inside = lab.area.place < lab.area.inside_count
    return WeekPlan(
        week=week,
        plan=plan,
        places=places,
        people=float(lab.area.demand.people[inside].sum()),
        short_near=float(lab.area.demand.people[reached & inside & worth.short].sum()),
        straight=lab.ways.straight is not None,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Worth:
    """People x access, up to the threshold, for any set of stops."""

    people: np.ndarray
    access: np.ndarray
    top: float
    given: np.ndarray
    short: np.ndarray

    def of(self, stops: tuple[int, ...]) -> float:
        """The sum with sessions at these places (1 is the first candidate)."""
        added = self.given[[stop - 1 for stop in stops]].sum(axis=0) if stops else 0.0
        return float(np.dot(self.people, np.minimum(self.access + added, self.top)))


def _worth(lab: Lab, week: Week, candidates: tuple[str, ...]) -> tuple[_Worth, np.ndarray]:
    places = [get_place(code) for code in candidates]
    points = Points(
        candidates,
        np.array([place.lon for place in places], dtype=np.float64),
        np.array([place.lat for place in places], dtype=np.float64),
        "deg",
    )
    sites = Sites(points, np.zeros(len(candidates)), lab.sites.unit)
    limit = lab.method.decay.edges_min[-1]
    pairs = kept_pairs(lab.ways.router, lab.area.demand, sites, limit, lab.ways.made_of)
    fte = week.staff * week.session_min / 60 / HOURS_PER_FTE
    capacity = fte * (lab.capacity_per_fte or 0.0)
    columns = given_columns(
        lab.area.demand.std_people, pairs, offers(candidates, [Kind("unit", 1.0, capacity)]), lab.method
    )
    dense = np.zeros((len(candidates), len(lab.area.demand.people)))
    dense[columns.owner, columns.rows] = columns.value
    threshold = outcome_of(lab, ()).threshold
    inside = lab.area.place < lab.area.inside_count
    people = np.where(inside, lab.area.demand.people, 0.0)
    short = lab.today.access <= threshold
    return _Worth(people, lab.today.access, threshold, dense, short), dense > 0


def _candidates(lab: Lab, week: Week) -> tuple[str, ...]:
    """The communes inside in which most care is missing: people x what lacks to the threshold."""
    threshold = outcome_of(lab, ()).threshold
    lacking = np.maximum(threshold - lab.today.access, 0.0) * lab.area.demand.people
    by_place = lab.area.people_of_places(lacking)[: lab.area.inside_count]
    order = np.argsort(-by_place, kind="stable")
    found = [lab.area.codes[at] for at in order if by_place[at] > 0 and lab.area.codes[at] != week.base]
    if not found:
        raise DataGapError("nobody in {place} is short of this care", place=get_place(lab.territory).name)
    return tuple(found[:MOST_CANDIDATES])


def _check(lab: Lab, week: Week) -> None:
    if not 1 <= week.stops <= 4:
        raise InputError("between 1 and {most} stops a day can be planned for here", most=4)
    if not 30 <= week.session_min <= 480:
        raise InputError("a session lasts from 30 minutes to 8 hours")
    if not 1 <= week.staff <= 6:
        raise InputError("between 1 and {most} people can be on board", most=6)
    if week.shift[0] >= week.shift[1]:
        raise InputError("the shift ends before it starts")
    if not lab.capacity_per_fte:
        raise DataGapError("nobody knows how much care a full-time equivalent gives here")
    if lab.method.family == "3sfca":
        raise InputError("by 3SFCA sites share their people: choose another method")
