"""Which place counts whom: communes grouped along a named membership, each in one group."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pagus.errors import InputError, MethodError
from pagus.kernel.places import Territory

__all__ = ["CUT_COLUMNS", "cut_places", "period_ends"]

CUT_COLUMNS = {"commune": pl.String, "place": pl.String, "population": pl.Int64}


def cut_places(territory: Territory, within: Sequence[str], along: str) -> pl.DataFrame:
    """Which group has each commune of these places?

    Takes: the territory; place codes whose communes are meant (overlaps count once); a chain of membership names that
    starts at the commune, as ``commune->epci``, or ``commune`` alone for no grouping.
    Gives: commune, place (its group), population (null where unknown), sorted; communes without such a group are left
    out.
    Refuses: InputError for a chain that does not start at the commune, MethodError where a commune has two groups of
    one kind: it would be counted twice.
    """
    kinds = along.split("->")
    if kinds[0] != "commune":
        raise InputError("the membership {along} must start at commune, as commune->epci", along=along)
    rows = []
    for commune in sorted({code for place in within for code in territory.communes_within(place)}):
        group = _follow(territory, commune, kinds[1:])
        if group is not None:
            rows.append((commune, group, territory.get(commune).population))
    return pl.DataFrame(rows, schema=CUT_COLUMNS, orient="row")


def _follow(territory: Territory, code: str, kinds: Sequence[str]) -> str | None:
    for kind in kinds:
        parents = territory.parents(code, kind)
        if not parents:
            return None
        if len(parents) > 1:
            raise MethodError(
                "{code} lies in several places of kind {kind}: name another membership", code=code, kind=kind
            )
        code = parents[0].code
    return code


def period_ends(start: int, end: int, period_ms: int) -> list[int]:
    """Where do the whole periods of this stretch end?

    Takes: first and last instant and the length of a period, in ms. Gives: the ends, rising; the last is ``end``, and
    no period begins before ``start``.
    Refuses: InputError when not one period fits.
    """
    count = (end - start) // period_ms
    if count < 1:
        raise InputError("the stretch is shorter than one period of {period} ms", period=period_ms)
    return [end - step * period_ms for step in reversed(range(count))]
