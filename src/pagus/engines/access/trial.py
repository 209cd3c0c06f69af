"""What would these edits change? Edits named by ids and coordinates, as people and machines write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.edits import Close, Edit, Move, Open, SetCapacity, SetPeople, column_at
from pagus.engines.access.model import Demand, Floats, Method, Router, Scores, Sites
from pagus.engines.access.whatif import State
from pagus.errors import InputError, NotFound

__all__ = ["EditKind", "NamedEdit", "Trial", "try_edits"]

EditKind = Literal["close", "open", "move", "capacity", "people"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEdit:
    """One edit: ``id`` of a site (of a place for ``people``), where a site opens or moves to, and a number.

    ``value``: the capacity of a site that opens or whose capacity changes; for ``people`` the factor by which the needs
    of the place change.
    """

    kind: EditKind
    id: str
    x: float | None = None
    y: float | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What the edits change: scores before and after, and the places (k,) whose access differs."""

    before: Scores
    after: Scores
    changed: NDArray[np.int64]
    router: str
    pairs: int


def try_edits(demand: Demand, sites: Sites, method: Method, router: Router, edits: Sequence[NamedEdit]) -> Trial:
    """What would these edits change, in their order?

    Takes: places, sites, the method, the router; edits. A site that an earlier edit opened can be named by a later one.
    Gives: ``Trial``. Refuses: NotFound for an id that is not there; InputError for an edit without what it needs, an id
    that opens twice, and as ``whatif.State.apply``.
    """
    limit_min = method.decay.edges_min[-1]
    pairs = router.pairs(demand.points, sites.points, limit_min)
    state = State(pairs, demand.std_people, sites.capacity, method)
    before = state.scores()
    numbers = {name: number for number, name in enumerate(sites.points.ids)}
    places = {name: number for number, name in enumerate(demand.points.ids)}
    for named in edits:
        delta = state.apply(_edit(named, numbers, places, state.std_people, demand, router, limit_min))
        if delta.site is not None:
            numbers[named.id] = delta.site
    after = state.scores()
    return Trial(before, after, np.flatnonzero(before.access != after.access), pairs.router, len(pairs.demand))


def _edit(
    named: NamedEdit,
    sites: Mapping[str, int],
    places: Mapping[str, int],
    std_people: Floats,
    demand: Demand,
    router: Router,
    limit_min: float,
) -> Edit:
    match named.kind:
        case "close":
            return Close(_number(named.id, sites, "site"))
        case "capacity":
            return SetCapacity(_number(named.id, sites, "site"), _value(named))
        case "people":
            place = _number(named.id, places, "place")
            return SetPeople(np.array([place]), std_people[[place]] * _value(named))
        case "move":
            return Move(_number(named.id, sites, "site"), column_at(router, demand.points, *_where(named), limit_min))
        case "open":
            if named.id in sites:
                raise InputError(
                    "there is a site {site} already: move it, or give the new one another id", site=named.id
                )
            return Open(column_at(router, demand.points, *_where(named), limit_min), _value(named))


def _number(name: str, numbers: Mapping[str, int], kind: Literal["site", "place"]) -> int:
    if name not in numbers:
        if kind == "site":
            raise NotFound("an edit names the site {id}, which is not there", id=name)
        raise NotFound("an edit names the place {id}, which is not there", id=name)
    return numbers[name]


def _value(named: NamedEdit) -> float:
    if named.value is None or not isfinite(named.value):
        raise InputError("the edit of {id} needs a number", id=named.id)
    return named.value


def _where(named: NamedEdit) -> tuple[float, float]:
    if named.x is None or named.y is None or not (isfinite(named.x) and isfinite(named.y)):
        raise InputError("the edit of {id} does not say where: give both coordinates", id=named.id)
    return named.x, named.y
