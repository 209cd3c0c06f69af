"""How unequal is access? Measures weighted by people, exact by sorting, or at once from a histogram with its error."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.model import Floats
from pagus.errors import DataGapError, InputError, ShapeError

__all__ = [
    "Histogram",
    "Inequality",
    "atkinson",
    "gini",
    "gini_from_histogram",
    "histogram",
    "inequality",
    "quantile",
    "share_at_or_under",
    "theil",
    "weighted_mean",
]

BINS = 4096
TOLERANCE = 1e-9
"""Relative: a value that computing moved off the threshold by less still lies on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inequality:
    """How unequal access is, and whose access: ``weighted_by`` names the people that count."""

    weighted_by: str
    people: float
    mean: float
    gini: float
    theil: float
    atkinson: float
    aversion: float
    """Of Atkinson's index: how much more a gain counts for those who have least."""
    p10: float
    p50: float
    p90: float
    p90_p10: float | None
    """None where a tenth of the people can reach nothing: the ratio is then without meaning."""
    threshold: float | None
    share_at_or_under: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """People (b,) and what they can reach in all (b,) by class of access; all classes are ``width`` wide, from 0."""

    people: Floats
    reached: Floats
    width: float


def inequality(
    access: Floats, weights: Floats, *, weighted_by: str, threshold: float | None = None, aversion: float = 0.5
) -> Inequality:
    """How unequal is access between people?

    Takes: access (n,), 0 or more; weights (n,), the people of each place (total population, as DREES does for shares
    and deciles, or standardised inhabitants, as it does for means): ``weighted_by`` says which. Places without people
    are ignored. ``threshold``, inclusive; ``aversion`` above 0 for Atkinson (0.5 is a local default).
    Gives: all the measures of this module at once. Refuses: as ``gini``.
    """
    values, people = _checked(access, weights)
    order = np.argsort(values, kind="stable")
    values, people = values[order], people[order]
    p10, p50, p90 = (_sorted_quantile(values, people, share) for share in (0.1, 0.5, 0.9))
    return Inequality(
        weighted_by=weighted_by,
        people=float(people.sum()),
        mean=_dot(people, values) / float(people.sum()),
        gini=_sorted_gini(values, people),
        theil=theil(values, people),
        atkinson=atkinson(values, people, aversion),
        aversion=aversion,
        p10=p10,
        p50=p50,
        p90=p90,
        p90_p10=p90 / p10 if p10 > 0 else None,
        threshold=threshold,
        share_at_or_under=None if threshold is None else share_at_or_under(values, people, threshold),
    )


def weighted_mean(access: Floats, weights: Floats) -> float:
    """What can one person reach on average?

    Takes: access (n,), people (n,). Gives: the mean over people. Refuses: as ``gini``.
    """
    values, people = _checked(access, weights)
    return _dot(people, values) / float(people.sum())


def gini(access: Floats, weights: Floats) -> float:
    """How large is the mean difference between two people, as a share of twice the mean?

    Takes: access (n,) 0 or more; weights (n,), people 0 or more. Gives: 0 (all alike) to 1; 0 when nobody reaches
    anything. Refuses: ShapeError for two lengths, InputError for negative or missing numbers, DataGapError without
    people.
    Method: sum_ij w(i) w(j) abs(x(i) - x(j)) / (2 W^2 mean), by one sort (Gini 1912; weighted as by Lerman and
    Yitzhaki 1989).
    """
    values, people = _checked(access, weights)
    order = np.argsort(values, kind="stable")
    return _sorted_gini(values[order], people[order])


def theil(access: Floats, weights: Floats) -> float:
    """How far is the division of access from an equal one, as information?

    Takes and refuses: as ``gini``. Gives: 0 (all alike) to log of people; 0 when nobody reaches anything.
    Method: sum of w/W x/mean log(x/mean), where 0 log 0 is 0 (Theil 1967, index T).
    """
    values, people = _checked(access, weights)
    total = float(people.sum())
    mean = _dot(people, values) / total
    if mean <= 0:
        return 0.0
    relative = values[values > 0] / mean
    return max(0.0, _dot(people[values > 0], relative * np.log(relative)) / total)


def atkinson(access: Floats, weights: Floats, aversion: float) -> float:
    """Which share of all access could be given up without loss, were the rest divided equally?

    Takes and refuses: as ``gini``; ``aversion`` above 0. Gives: 0 to 1; 1 when somebody reaches nothing and aversion
    is 1 or more.
    Method: 1 - (mean of x^(1 - e))^(1 / (1 - e)) / mean; for e = 1 the geometric mean (Atkinson 1970).
    """
    if not aversion > 0:
        raise InputError("the aversion to inequality is above 0: {aversion} is not", aversion=aversion)
    values, people = _checked(access, weights)
    shares = people / people.sum()
    mean = _dot(shares, values)
    if mean <= 0:
        return 0.0
    if aversion >= 1 and values.min() <= 0:
        return 1.0
    relative = values / mean
    if aversion == 1:
        return 1 - exp(_dot(shares, np.log(relative)))
    power = _dot(shares, relative ** (1 - aversion))
    return 1 - exp(log(power) / (1 - aversion)) if power > 0 else 1.0


def quantile(access: Floats, weights: Floats, share: float) -> float:
    """Which access have this share of the people at most?

    Takes: as ``gini``; share between 0 and 1. Gives: the least access such that at least this share of the people has
    that or less (no interpolation). Refuses: as ``gini``; InputError for another share.
    """
    if not 0 < share <= 1:
        raise InputError("a share lies above 0 and up to 1: {share} does not", share=share)
    values, people = _checked(access, weights)
    order = np.argsort(values, kind="stable")
    return _sorted_quantile(values[order], people[order], share)


def share_at_or_under(access: Floats, weights: Floats, threshold: float) -> float:
    """Which share of the people can reach this much or less?

    Takes: as ``gini``; the threshold. Gives: 0 to 1. Inclusive, as French law says it of 2.5: who has exactly the
    threshold counts, also when computing moved the value by a billionth. Refuses: as ``gini``.
    """
    values, people = _checked(access, weights)
    under = values <= threshold + abs(threshold) * TOLERANCE
    return float(people[under].sum() / people.sum())


def histogram(access: Floats, weights: Floats, top: float, bins: int = BINS) -> Histogram:
    """How many people have which access, in classes of equal width?

    Takes: as ``gini``; ``top``, above every access; the number of classes. Gives: people and their access in all, a
    class.
    Refuses: as ``gini``; InputError when an access lies above ``top``.
    """
    values, people = _checked(access, weights)
    if values.max() > top:
        raise InputError("an access of {value} lies above the last class, {top}", value=float(values.max()), top=top)
    width = max(top, np.finfo(np.float64).tiny * bins) / bins
    place = np.minimum((values / width).astype(np.int64), bins - 1)
    counted = np.asarray(np.bincount(place, people, bins), np.float64)
    return Histogram(counted, np.asarray(np.bincount(place, people * values, bins), np.float64), width)


def gini_from_histogram(found: Histogram) -> tuple[float, float]:
    """What is the Gini coefficient, at once, and by how much may it be too small?

    Takes: a histogram. Gives: the coefficient as if all people of a class had its mean, and a bound: the exact one is
    at least the first and at most the sum of both. Method: within a class of width h the mean difference is at most h
    / 2, so classes hide at most sum (w/W)^2 h / (4 mean).
    """
    filled = found.people > 0
    people, reached = found.people[filled], found.reached[filled]
    total, all_reached = float(people.sum()), float(reached.sum())
    if all_reached <= 0:
        return 0.0, 0.0
    bound = float(((people / total) ** 2).sum()) * found.width / (4 * all_reached / total)
    return _sorted_gini(reached / people, people), bound


def _dot(one: Floats, other: Floats) -> float:
    """Summed pairwise by numpy: the same digits on every machine, and no threads for what takes microseconds."""
    return float((one * other).sum())


def _sorted_gini(values: Floats, people: Floats) -> float:
    reached = values * people
    before = np.cumsum(reached) - reached
    total = float(reached.sum())
    if total <= 0:
        return 0.0
    return max(0.0, 1 - _dot(people, 2 * before + reached) / (float(people.sum()) * total))


def _sorted_quantile(values: Floats, people: Floats, share: float) -> float:
    running = np.cumsum(people)
    goal = share * running[-1] * (1 - TOLERANCE)
    return float(values[min(int(np.searchsorted(running, goal, side="left")), len(values) - 1)])


def _checked(access: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Only the places where people live."""
    if access.shape != weights.shape or access.ndim != 1:
        raise ShapeError("access is for {places} places, people for {people}", places=access.size, people=weights.size)
    if not (np.isfinite(weights).all() and (weights >= 0).all()):
        raise InputError("people are numbers of 0 or more")
    lived: NDArray[np.bool_] = weights > 0
    if not lived.any():
        raise DataGapError("nobody lives in these places: nothing can be compared")
    values = access[lived]
    if not (np.isfinite(values).all() and (values >= 0).all()):
        raise InputError("access is a number of 0 or more wherever people live")
    return values, weights[lived]
