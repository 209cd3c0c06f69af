"""Where would new sites help most in a territory? The question of a programme team, put to the siting engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from pagus.apps.access.edits import Edit, read_edits
from pagus.apps.access.lab import Lab
from pagus.apps.access.outcome import Figures, Outcome, outcome_of
from pagus.apps.access.pairs_kept import kept_pairs
from pagus.apps.territory.queries import get_place
from pagus.engines.access.model import Pairs, Points, Sites
from pagus.engines.access.siting import (
    Candidates,
    Effort,
    Kind,
    Limits,
    Siting,
    access_gain,
    lift_above_threshold,
    maximal_cover,
    nearest_minutes,
    offers,
    p_center,
    p_median,
)
from pagus.errors import DataGapError, InputError
from pagus.library.access_lab import Arrival, arrivals

__all__ = ["AIMS", "LONGEST_MIN", "MOST_SITES", "Aim", "Placed", "Wish", "arrivals_for", "place_sites"]

Aim = Literal["short-of-care", "above-threshold", "minutes", "within", "farthest"]
AIMS: tuple[Aim, ...] = ("short-of-care", "above-threshold", "minutes", "within", "farthest")
LONGEST_MIN = 60.0
"""How far ways are followed where minutes are asked about; whoever lives farther counts as an hour."""
MOST_SITES = 30
EFFORT = Effort(exact_entries=20_000, node_limit=500, seconds=8.0, rounds=120)
"""A page waits for it: the proof is given up before the reader is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """``count`` sites, or as many as ``budget`` pays at ``cost`` each; ``fte``: the size of each."""

    arrival: str
    aim: Aim
    count: int
    fte: float
    minutes: float = 15.0
    budget: float | None = None
    cost: float | None = None

    @property
    def limits(self) -> Limits:
        """How many may open."""
        if self.budget is None or self.cost is None:
            return Limits(count=self.count)
        return Limits(count=min(MOST_SITES, int(self.budget / self.cost + 1e-9)))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Placed:
    """The answer: the choice with its bound, where it is, and what the lab's figures say with it."""

    wish: Wish
    siting: Siting
    codes: tuple[str, ...]
    """The communes of the choices, in their order."""
    edits: tuple[Edit, ...]
    outcome: Outcome
    candidates: int
    unreachable_people: float

    @property
    def before(self) -> Figures:
        """The figures of today."""
        return self.outcome.before


def arrivals_for(profession: str) -> tuple[Arrival, ...]:
    """What may open at a place for this profession? Without what only enlarges what is there."""
    return tuple(each for each in arrivals() if each.serves(profession) and not each.is_factor)


def place_sites(lab: Lab, wish: Wish) -> Placed:
    """Where do sites of this kind help most?

    Takes: an opened territory and a wish. Candidates are the communes inside, at their point.
    Gives: the choice in the order of what each adds, its bound, and the lab's figures with it.
    Refuses: InputError for a kind, number, size, budget or aim that does not fit; DataGapError without candidates.
    """
    _check(lab, wish)
    codes = tuple(code for code in lab.area.codes[: lab.area.inside_count])
    places = [get_place(code) for code in codes]
    if not codes:
        raise DataGapError("{place} has no communes: access is computed for them", place=lab.territory)
    points = Points(
        codes,
        np.array([place.lon for place in places], dtype=np.float64),
        np.array([place.lat for place in places], dtype=np.float64),
        "deg",
    )
    by_access = wish.aim in {"short-of-care", "above-threshold"}
    limit = lab.method.decay.edges_min[-1] if by_access else LONGEST_MIN
    sites = Sites(points, np.zeros(len(codes)), lab.sites.unit)
    pairs = kept_pairs(lab.ways.router, lab.area.demand, sites, limit, lab.ways.made_of)
    capacity = wish.fte * (lab.capacity_per_fte or 0.0) if by_access else float("inf")
    found = _ask(lab, wish, pairs, offers(codes, [Kind(wish.arrival, 1.0, capacity)]))
    chosen = tuple(choice.id for choice in found.choices)
    edits = read_edits([_edit(wish, code) for code in chosen], lab)
    inside = _inside(lab)
    return Placed(
        wish=wish,
        siting=found,
        codes=chosen,
        edits=edits,
        outcome=outcome_of(lab, edits),
        candidates=len(codes),
        unreachable_people=float(inside[list(found.unreachable)].sum()),
    )


def _ask(lab: Lab, wish: Wish, pairs: Pairs, candidates: Candidates) -> Siting:
    people, limits = _inside(lab), wish.limits
    std = lab.area.demand.std_people
    if wish.aim in {"short-of-care", "above-threshold"}:
        access, threshold = lab.today.access, outcome_of(lab, ()).threshold
        given: dict[str, Any] = {"method": lab.method, "access": access, "threshold": threshold, "effort": EFFORT}
        if wish.aim == "above-threshold":
            return lift_above_threshold(people, std, pairs, candidates, limits, **given)
        return access_gain(people, std, pairs, candidates, limits, **given)
    existing = kept_pairs(lab.ways.router, lab.area.demand, lab.sites, LONGEST_MIN, lab.ways.made_of)
    if wish.aim == "within":
        covered = nearest_minutes(existing) <= wish.minutes
        return maximal_cover(people, pairs, candidates, limits, minutes=wish.minutes, covered=covered, effort=EFFORT)
    ask = p_median if wish.aim == "minutes" else p_center
    return ask(people, pairs, candidates, limits, existing=existing, effort=EFFORT)


def _inside(lab: Lab) -> np.ndarray:
    """The people of the points inside; those of the rim compete for care and are not asked about."""
    return np.where(lab.area.place < lab.area.inside_count, lab.area.demand.people, 0.0)


def _edit(wish: Wish, code: str) -> dict[str, object]:
    place = get_place(code)
    return {
        "do": "open",
        "arrival": wish.arrival,
        "place": code,
        "lon": place.lon,
        "lat": place.lat,
        "value": wish.fte,
    }


def _check(lab: Lab, wish: Wish) -> None:
    known = {each.id: each for each in arrivals_for(lab.profession)}
    if wish.arrival not in known:
        raise InputError("{kind} brings no {profession}", kind=wish.arrival, profession=lab.profession)
    kind = known[wish.arrival]
    if not kind.least <= wish.fte <= kind.most:
        raise InputError("the size is between {least} and {most}", least=kind.least, most=kind.most)
    if wish.aim not in AIMS:
        raise InputError("choose what the sites are for")
    if (wish.budget is None) != (wish.cost is None):
        raise InputError("a budget needs the cost of one site as well, in the same unit")
    if wish.budget is not None and wish.cost is not None and not (wish.cost > 0 and wish.budget >= 0):
        raise InputError("budget and cost are above 0")
    count = wish.limits.count or 0
    if not 1 <= count <= MOST_SITES:
        raise InputError("between 1 and {most} sites can be asked for here", most=MOST_SITES)
    if not 1 <= wish.minutes <= LONGEST_MIN:
        raise InputError("between 1 and {most} minutes can be asked for here", most=int(LONGEST_MIN))
    if wish.aim in {"short-of-care", "above-threshold"} and not lab.capacity_per_fte:
        raise DataGapError("nobody knows how much care a full-time equivalent gives here")
    if wish.aim in {"short-of-care", "above-threshold"} and lab.method.family == "3sfca":
        raise InputError("by 3SFCA sites share their people: choose another method, or an aim in minutes")
