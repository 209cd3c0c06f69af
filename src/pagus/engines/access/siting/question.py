"""One question of siting as a whole: tables in, the answer of the objective that was named out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from pagus.engines.access.catchment import scores
from pagus.engines.access.model import Demand, Method, Points, Router, Sites
from pagus.engines.access.siting.cover import lift_above_threshold, maximal_cover
from pagus.engines.access.siting.gain import Standing, access_gain
from pagus.engines.access.siting.median import p_center, p_median
from pagus.engines.access.siting.model import Bools, Candidates, Effort, Floats, Limits, Objective, Siting
from pagus.errors import InputError

__all__ = ["OBJECTIVES", "Asked", "answer", "plain_offers"]

OBJECTIVES: tuple[Objective, ...] = get_args(Objective)
_BY_ACCESS = ("lift-above-threshold", "access-gain")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """What is asked. ``candidates`` stand at ``offered``, one each (``plain_offers``); ``sites``: those of today.

    ``within_min``: minutes that count at most, for objectives of ways; those of access end where the method ends.
    ``threshold``: access up to which a place is under-served, or up to which gains count.
    """

    objective: str
    demand: Demand
    offered: Points
    candidates: Candidates
    limits: Limits
    method: Method
    sites: Sites | None = None
    within_min: float = 20.0
    threshold: float | None = None
    effort: Effort | None = None


def plain_offers(points: Points, numbers: Mapping[str, Floats], objective: str) -> Candidates:
    """Which offers are these candidates, one a point?

    Takes: points; numbers that stand beside them: ``cost`` (1 without), ``capacity`` in the unit of access, ``serves``
    in people, which only maximal cover reads. Gives: offers, without limit where no number says one.
    Refuses: InputError for a cost that is not above 0.
    """
    size = len(points)
    cost = numbers.get("cost", np.ones(size))
    if (cost <= 0).any():
        raise InputError("the cost of a candidate is above 0: {id}", id=points.ids[int(np.argmax(cost <= 0))])
    room = "serves" if objective == "maximal-cover" else "capacity"
    return Candidates(
        ids=points.ids,
        kinds=("",) * size,
        column=np.arange(size),
        cost=cost,
        capacity=numbers.get(room, np.full(size, np.inf)),
        forced=np.zeros(size, np.bool_),
        forbidden=np.zeros(size, np.bool_),
    )


def answer(asked: Asked, router: Router) -> Siting:
    """Where would new sites help most?

    Takes: the question; the router that finds its ways. Gives: the answer with its bound.
    Refuses: InputError for an objective that is not there, or without the threshold it needs; and as each objective.
    """
    if asked.objective not in OBJECTIVES:
        raise InputError("no objective {name}: there are {known}", name=asked.objective, known=", ".join(OBJECTIVES))
    limit = asked.method.decay.edges_min[-1] if asked.objective in _BY_ACCESS else asked.within_min
    places, people = asked.demand.points, asked.demand.people
    existing = router.pairs(places, asked.sites.points, limit) if asked.sites is not None else None
    common: Any = (router.pairs(places, asked.offered, limit), asked.candidates, asked.limits)
    if asked.objective == "p-median":
        return p_median(people, *common, existing=existing, effort=asked.effort)
    if asked.objective == "p-center":
        return p_center(people, *common, existing=existing, effort=asked.effort)
    if asked.objective == "maximal-cover":
        covered: Bools = np.zeros(len(people), np.bool_)
        if existing is not None:
            covered[existing.demand] = True
        return maximal_cover(people, *common, minutes=limit, covered=covered, effort=asked.effort)
    standing = Standing(existing, asked.sites.capacity) if existing is not None and asked.sites is not None else None
    return _by_access(asked, common, standing)


def _by_access(asked: Asked, common: Any, standing: Standing | None) -> Siting:
    people, std_people, method = asked.demand.people, asked.demand.std_people, asked.method
    access = np.zeros(len(people))
    if standing is not None:
        access = scores(standing.pairs, std_people, standing.capacity, method).access
    if asked.objective == "lift-above-threshold":
        if asked.threshold is None:
            raise InputError("say up to which access a place is under-served: give a threshold")
        return lift_above_threshold(
            people,
            std_people,
            *common,
            method=method,
            access=access,
            threshold=asked.threshold,
            effort=asked.effort,
        )
    return access_gain(
        people,
        std_people,
        *common,
        method=method,
        access=access,
        measure="mean" if asked.threshold is None else "up-to-threshold",
        threshold=asked.threshold,
        existing=standing,
        effort=asked.effort,
    )
