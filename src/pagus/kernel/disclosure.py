"""Which numbers about people may be shown: the one small-cell policy of Pagus.

A small count points at somebody. It is withheld (primary suppression), and so are other cells of its table
when the total and the cells around it would give it back (secondary suppression).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pagus.errors import InputError

__all__ = ["SMALLEST_SHOWN", "Audience", "Withheld", "disclose", "disclose_parts", "smallest_shown"]

Audience = Literal["public", "inside", "care_team"]

SMALLEST_SHOWN: Mapping[str, int] = {"public": 11, "inside": 6, "care_team": 0}
"""The policy by use: nothing under 11 in public, nothing under 6 inside; zero is a small number too.
``care_team`` is for readers who may open the record of every person counted: there is nothing to hide from them."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Stands where a number is not shown: too small itself, or it would give a small one away."""

    reason: Literal["small", "reveals_small"]


def smallest_shown(audience: Audience) -> int:
    """Which count is the smallest that this audience may see? Refuses: InputError for an unknown audience."""
    if audience not in SMALLEST_SHOWN:
        raise InputError(
            "unknown audience {audience!r}: there are {known}", audience=audience, known=", ".join(SMALLEST_SHOWN)
        )
    return SMALLEST_SHOWN[audience]


def disclose(counts: Mapping[str, int], audience: Audience, *, total_shown: bool = True) -> dict[str, int | Withheld]:
    """Which counts of this table may be shown?

    Takes: ``counts`` of persons, one for each cell of a partition (everybody stands in one cell only);
    ``total_shown``: whether readers can learn the sum of the cells, here or elsewhere (True is the safe default).
    Gives: the same keys in the same order, each with its count or a ``Withheld`` mark.
    Refuses: InputError for a negative count or an unknown audience.
    Method: see ``disclose_parts``.
    Example: ``disclose({"a": 40, "b": 3}, "public") == {"a": Withheld("reveals_small"), "b": Withheld("small")}``.
    """
    marks = disclose_parts({key: (count,) for key, count in counts.items()}, audience, total_shown=total_shown)
    return {key: marks.get(key, count) for key, count in counts.items()}


def disclose_parts(
    cells: Mapping[str, Sequence[int]], audience: Audience, *, total_shown: bool = True
) -> dict[str, Withheld]:
    """Which cells must be withheld, when each cell lets readers work out several counts?

    Takes: for each cell of a partition its counts, the same number in each: for a share ``(denominator,
    numerator, denominator - numerator)``, because a share beside its n tells all three.
    Gives: a mark for each withheld cell; the others may be shown.
    Refuses: InputError for a negative count, cells of different lengths, or an unknown audience.
    Method: a cell with any count under the limit is withheld. Total minus shown cells is the sum of the withheld ones:
    while only one is withheld, or one of their summed counts is under the limit, the smallest shown cell joins them.
    Limits: one table at a time. Two tables that cut the same people differently, or two periods that differ by one
    person, can still be subtracted: publish one cut.
    """
    limit = smallest_shown(audience)
    _check(cells)
    small = {key for key, counts in cells.items() if min(counts) < limit}
    withheld = set(small)
    if total_shown and small:
        for key in sorted(cells.keys() - small, key=lambda name: (cells[name], name)):
            sums = [sum(column) for column in zip(*(cells[name] for name in withheld), strict=True)]
            if len(withheld) >= 2 and min(sums) >= limit:
                break
            withheld.add(key)
    return {key: Withheld("small" if key in small else "reveals_small") for key in cells if key in withheld}


def _check(cells: Mapping[str, Sequence[int]]) -> None:
    lengths = {len(counts) for counts in cells.values()}
    if len(lengths) > 1 or 0 in lengths:
        raise InputError("every cell needs the same counts, and at least one")
    for cell, counts in cells.items():
        if min(counts) < 0:
            raise InputError("the count of {cell} is negative: {count}", cell=cell, count=min(counts))
