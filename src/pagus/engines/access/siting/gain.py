"""Which sites raise access most: on average, or only where it is too low?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from pagus.engines.access.model import Method, Pairs
from pagus.engines.access.siting.candidates import Columns, check_limits
from pagus.engines.access.siting.choosing import Task, choose, gap_of
from pagus.engines.access.siting.giving import given_columns
from pagus.engines.access.siting.greedy import in_order, worth
from pagus.engines.access.siting.model import TIGHT, Candidates, Effort, Floats, Limits, Siting
from pagus.engines.access.siting.programmes import Programme, filling_programme
from pagus.engines.access.siting.result import choices_of, people_of
from pagus.engines.access.siting.shapes import Filling
from pagus.engines.access.siting.sharing import Standing, shared_gain
from pagus.errors import InputError, ShapeError

__all__ = ["Measure", "Standing", "access_gain"]

Measure = Literal["up-to-threshold", "mean"]


def access_gain(
    people: Floats,
    std_people: Floats,
    pairs: Pairs,
    candidates: Candidates,
    limits: Limits,
    *,
    method: Method,
    access: Floats,
    measure: Measure = "up-to-threshold",
    threshold: float | None = None,
    existing: Standing | None = None,
    effort: Effort | None = None,
) -> Siting:
    """Which sites raise access most?

    Takes: as ``lift_above_threshold``; ``measure``: "mean" counts all access; "up-to-threshold" counts the access of a
    place only up to ``threshold``. ``existing``: the sites of today with their capacity; needed for 3SFCA only, where a
    new site draws people from them.
    Gives: value, before and bound of mean access over all people (capped at the threshold, if there is one).
    Refuses: InputError without a threshold where one is asked, or without existing sites for 3SFCA; as ``p_median``.
    Method: by 2SFCA, E2SFCA and M2SFCA (APL is E2SFCA) a site counts everybody in its reach whatever else they have:
    gains add up, so greedy and both bounds hold. By 3SFCA people divide themselves among sites: each trial is a full
    recompute, the greedy order proves nothing, and the bound is what no move can exceed.
    Limits: the sum of std_people x access is the capacity of all sites (E2SFCA, 3SFCA): by "mean" all sites of one
    capacity are nearly equal, and which people gain is the whole question. That is why "up-to-threshold" comes first.
    """
    effort = effort or Effort()
    total = people_of(people, pairs.demand_count)
    check_limits(candidates, limits)
    if access.shape != people.shape:
        raise ShapeError("the access of today is not of the same places")
    if measure == "up-to-threshold" and threshold is None:
        raise InputError("say up to which threshold access counts")
    top = float("inf") if measure == "mean" or threshold is None else threshold
    if method.family == "3sfca":
        if existing is None:
            raise InputError("by 3SFCA the sites of today are needed, because new ones draw people from them")
        return shared_gain(people, std_people, pairs, candidates, limits, method, existing, top)
    given = given_columns(std_people, pairs, candidates, method)
    return _added(people, total, given, candidates, limits, access, top, effort)


def _added(
    people: Floats,
    total: float,
    given: Columns,
    candidates: Candidates,
    limits: Limits,
    access: Floats,
    top: float,
    effort: Effort,
) -> Siting:
    most = np.bincount(given.rows, weights=given.value, minlength=given.row_count)
    room = np.clip(top - access, 0.0, most)
    given = given.keep((given.value > 0) & (room[given.rows] > 0) & (people[given.rows] > 0))
    shape = Filling(given, people, room)

    def programmes(open_: tuple[Floats, Floats]) -> Iterator[Programme]:
        yield filling_programme(given, people, room, candidates, limits, open_, whole=False)

    task = Task(shape, candidates, limits, programmes, lambda _, bound: bound, lambda offers: worth(shape, offers))
    found = choose(task, effort)
    gap = gap_of(task, found)
    before = float(np.dot(people, np.minimum(access, top))) / total
    return Siting(
        objective="access-gain",
        unit="access per inhabitant",
        better="more",
        choices=choices_of(candidates, in_order(shape, found.chosen), before, 1.0 / total),
        before=before,
        value=before + found.gain / total,
        bound=before + found.bound / total,
        gap=gap,
        proven_gap=gap if gap <= max(effort.wanted_gap, TIGHT) else None,
        derivation=found.derivation,
        stopped=found.stopped,
    )
