"""What can be changed in a what-if, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.model import Floats, Pairs, Points, Router
from pagus.errors import InputError, ShapeError

__all__ = [
    "Close",
    "Column",
    "Delta",
    "Edit",
    "Move",
    "Open",
    "SetCapacity",
    "SetPeople",
    "WinnersLosers",
    "column_at",
    "column_of",
    "scale_people",
    "winners_and_losers",
]

NOTICED = 1e-9
"""A smaller change of access is none: it is what computing in another order makes."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Who reaches one site: ``demand`` (k,) int32, each place once; ``minutes`` (k,) float32."""

    demand: NDArray[np.int32]
    minutes: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SetCapacity:
    """A site gives more or less care: somebody retires, settles, works longer. 0 leaves the site open."""

    site: int
    capacity: float


@dataclass(frozen=True, slots=True)
class Close:
    """A site is no more. In 3SFCA people also cease to choose it, unlike one whose capacity is 0."""

    site: int


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """A new site, with those who reach it. It has the next free number, which the delta tells."""

    column: Column
    capacity: float


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """A site gives the same care elsewhere."""

    site: int
    column: Column


@dataclass(frozen=True, slots=True, eq=False)
class SetPeople:
    """Other needs: ``std_people`` (k,) standardised inhabitants of ``places`` (k,), each place once."""

    places: NDArray[np.int64]
    std_people: Floats


Edit = SetCapacity | Close | Open | Move | SetPeople


@dataclass(frozen=True, slots=True, eq=False)
class Delta:
    """What an edit changed: access of ``places`` (k,), rising, by ``change`` (k,). ``site``: the one opened, else
    None."""

    places: NDArray[np.int64]
    change: Floats
    site: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnersLosers:
    """Who gains and who loses: people, their mean change, and the places that change most, first the most."""

    people_gaining: float
    people_losing: float
    people_unchanged: float
    mean_gain: float
    mean_loss: float
    winners: tuple[int, ...]
    losers: tuple[int, ...]


def column_of(pairs: Pairs, site: int) -> Column:
    """Who reaches this site?

    Takes: pairs and the number of the site. Gives: its column. Refuses: InputError for a site that is not there.
    """
    if not 0 <= site < len(pairs.site_ptr) - 1:
        raise InputError("there is no site {site}", site=site)
    part = slice(pairs.site_ptr[site], pairs.site_ptr[site + 1])
    return Column(pairs.demand[part], pairs.minutes[part])


def column_at(router: Router, demand: Points, x: float, y: float, limit_min: float) -> Column:
    """Who would reach a site at this place?

    Takes: a router, the places, the site in their unit, the minutes counted at most. Gives: its column.
    """
    site = Points(("",), np.array([x], np.float64), np.array([y], np.float64), demand.unit)
    return column_of(router.pairs(demand, site, limit_min), 0)


def scale_people(std_people: Floats, factor: Floats) -> SetPeople:
    """Which edit makes the needs of each place grow by its own factor, as when its people grow older?

    Takes: std_people (n,), factor (n,) of 0 or more, 1 where nothing changes. Gives: the edit, for the places that
    change.
    """
    if factor.shape != std_people.shape:
        raise ShapeError(
            "factors are for {factors} places, people for {people}", factors=len(factor), people=len(std_people)
        )
    places = np.flatnonzero(factor != 1)
    return SetPeople(places, std_people[places] * factor[places])


def winners_and_losers(delta: Delta, people: Floats, most: int = 10) -> WinnersLosers:
    """Who gains, who loses, and how much?

    Takes: a delta; people (n,) of all places, total inhabitants; how many places to name. Gives: ``WinnersLosers``:
    means are weighted by people; changes below 1e-9 are none; a place without people is named nowhere.
    """
    people_there = people[delta.places]
    gain = (delta.change > NOTICED) & (people_there > 0)
    loss = (delta.change < -NOTICED) & (people_there > 0)
    gaining, losing = float(people_there[gain].sum()), float(people_there[loss].sum())
    order = np.argsort(-np.abs(delta.change), kind="stable")
    return WinnersLosers(
        people_gaining=gaining,
        people_losing=losing,
        people_unchanged=float(people.sum()) - gaining - losing,
        mean_gain=float(people_there[gain] @ delta.change[gain]) / gaining if gaining else 0.0,
        mean_loss=float(people_there[loss] @ delta.change[loss]) / losing if losing else 0.0,
        winners=tuple(delta.places[order[gain[order]]][:most].tolist()),
        losers=tuple(delta.places[order[loss[order]]][:most].tolist()),
    )
