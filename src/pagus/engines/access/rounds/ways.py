"""Matrices of ways: from a router's pairs or a straight line; and the same with a pass closed or a road made slower."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from pagus.engines.access.model import Pairs, Points, Router
from pagus.engines.access.rounds.model import CLOSED, Matrix
from pagus.errors import InputError, ShapeError

__all__ = ["closed", "matrix_of", "matrix_of_pairs", "slowed", "straight_matrix"]

EARTH_M = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""


def matrix_of(router: Router, places: Points, limit_min: float = 240.0) -> Matrix:
    """How long is the way between all these places, by this router?

    Takes: a router, places, and the longest way asked for.
    Gives: whole seconds, ``CLOSED`` where the router knows no way within the limit.
    """
    return matrix_of_pairs(router.pairs(places, places, limit_min))


def matrix_of_pairs(pairs: Pairs) -> Matrix:
    """Pairs of places with themselves as a matrix: from home (row) to care (column). Refuses others."""
    count = len(pairs.site_ptr) - 1
    if count != pairs.demand_count:
        raise ShapeError("the ways between places need the same places on both sides")
    seconds = np.full((count, count), CLOSED, dtype=np.int64)
    site = np.repeat(np.arange(count), np.diff(pairs.site_ptr))
    seconds[pairs.demand, site] = np.rint(pairs.minutes.astype(np.float64) * 60).astype(np.int64)
    np.fill_diagonal(seconds, 0)
    return Matrix(seconds, pairs.router)


def straight_matrix(places: Points, *, speed_kmh: float, detour: float) -> Matrix:
    """How long is the way between all these places, as the crow flies times a detour?

    Takes: places in metres or degrees; speed > 0; detour >= 1.
    Gives: whole seconds and metres.
    Refuses: InputError for another speed or detour.
    """
    if not speed_kmh > 0 or not detour >= 1:
        raise InputError("a straight line needs a speed above 0 and a detour of 1 or more")
    if places.unit == "m":
        metres = np.hypot(places.x[:, None] - places.x[None], places.y[:, None] - places.y[None])
    else:
        lon, lat = np.radians(places.x), np.radians(places.y)
        half = np.sin((lat[:, None] - lat[None]) / 2) ** 2
        half = half + np.cos(lat)[:, None] * np.cos(lat)[None] * np.sin((lon[:, None] - lon[None]) / 2) ** 2
        metres = 2 * EARTH_M * np.arcsin(np.sqrt(half))
    metres = metres * detour
    seconds = np.rint(metres / speed_kmh * 3.6).astype(np.int64)
    words = f"straight line x {detour:g} at {speed_kmh:g} km/h"
    return Matrix(seconds, words, np.rint(metres).astype(np.int64))


def closed(matrix: Matrix, ways: Iterable[tuple[int, int]], *, why: str) -> Matrix:
    """The same ways without some: a pass in winter, a road that is cut. Both directions close; ``why`` joins the words.

    Takes: a matrix and pairs of places.
    Gives: a matrix in which these ways are ``CLOSED``; what leads there by a third place stays open, as it is.
    """
    seconds = matrix.seconds.copy()
    for one, other in ways:
        seconds[one, other] = seconds[other, one] = CLOSED
    return Matrix(seconds, f"{matrix.words}; {why}", matrix.metres)


def slowed(matrix: Matrix, ways: Mapping[tuple[int, int], int], *, why: str) -> Matrix:
    """The same ways with other seconds for some, in the direction given.

    Takes: a matrix, seconds by (from, to), and why, which joins the words.
    Gives: a matrix. Refuses: InputError for seconds below 0.
    """
    seconds = matrix.seconds.copy()
    for (one, other), value in ways.items():
        if value < 0:
            raise InputError("a way takes 0 seconds or more")
        seconds[one, other] = value
    return Matrix(seconds, f"{matrix.words}; {why}", matrix.metres)
