"""The mixed-integer programmes of siting, as plain sparse arrays: what is decided, what it is worth, what must hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pagus.engines.access.siting.candidates import Columns
from pagus.engines.access.siting.model import Bools, Candidates, Floats, Ints, Limits

__all__ = ["Programme", "Rows", "filling_programme", "saving_programme", "serving_programme"]


@dataclass(slots=True)
class Rows:
    """Constraints as they are gathered: lower <= sum of coefficient x variable <= upper."""

    row: list[Ints]
    column: list[Ints]
    coefficient: list[Floats]
    lower: list[Floats]
    upper: list[Floats]
    count: int = 0

    def add(self, row: Ints, column: Ints, coefficient: Floats, lower: Floats, upper: Floats) -> None:
        """Add ``len(upper)`` constraints; ``row`` counts from 0 within them."""
        self.row.append(np.asarray(row, dtype=np.int64) + self.count)
        self.column.append(np.asarray(column, dtype=np.int64))
        self.coefficient.append(np.asarray(coefficient, dtype=np.float64))
        self.lower.append(lower)
        self.upper.append(upper)
        self.count += len(upper)


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """Maximise ``gain`` x variables. The first ``offers`` variables are the offers (0 or 1), in their order."""

    gain: Floats
    lower: Floats
    upper: Floats
    integer: Bools
    row: Ints
    column: Ints
    coefficient: Floats
    row_lower: Floats
    row_upper: Floats
    offers: int


def saving_programme(
    columns: Columns, saved: Floats, tail: Floats, candidates: Candidates, limits: Limits, open_: tuple[Floats, Floats]
) -> Programme:
    """p-median: each point is served once, by an open offer, or saves ``tail`` (what the entries left out might save).

    Takes: ``saved`` (entries,) what each entry saves; ``tail`` (n,); ``open_``: least and greatest value of each offer.
    Gives: variables: offers, entries, tails. Rows: one a point, one an entry (strong form), then the limits.
    """
    entries, offers = len(saved), len(columns)
    rest = np.flatnonzero(tail > 0)
    rows = _rows()
    points, at = np.unique(np.concatenate([columns.rows, rest]), return_inverse=True)
    variable = offers + np.arange(entries + len(rest))
    rows.add(at, variable, np.ones(len(variable)), _endless(len(points)), np.ones(len(points)))
    index = np.arange(entries)
    rows.add(
        np.concatenate([index, index]),
        np.concatenate([offers + index, columns.owner]),
        np.concatenate([np.ones(entries), -np.ones(entries)]),
        _endless(entries),
        np.zeros(entries),
    )
    _limit(rows, candidates, limits)
    gain = np.concatenate([np.zeros(offers), saved, tail[rest]])
    return _programme(gain, np.ones(entries + len(rest)), np.zeros(entries + len(rest), dtype=np.bool_), rows, open_)


def filling_programme(
    columns: Columns,
    weight: Floats,
    room: Floats,
    candidates: Candidates,
    limits: Limits,
    open_: tuple[Floats, Floats],
    *,
    whole: bool,
) -> Programme:
    """Cover, access up to a limit, or people lifted: a point gets what open offers give it, up to its room.

    Takes: ``columns`` with what each offer gives; ``whole``: the point counts only when its room is full (lifted).
    Gives: variables: offers, points. Rows: one a point, then the limits.
    """
    offers = len(columns)
    points, at = np.unique(columns.rows, return_inverse=True)
    rows = _rows()
    given = np.minimum(columns.value, room[columns.rows])
    filled = np.arange(len(points))
    factor = room[points]  # in shares of each room, so that no number is below what the solver takes for nothing
    rows.add(
        np.concatenate([filled, at]),
        np.concatenate([offers + filled, columns.owner]),
        np.concatenate([np.ones(len(points)), -given / factor[at]]),
        _endless(len(points)),
        np.zeros(len(points)),
    )
    _limit(rows, candidates, limits)
    gain = np.concatenate([np.zeros(offers), weight[points] * factor])
    return _programme(gain, np.ones(len(points)), np.full(len(points), whole, dtype=np.bool_), rows, open_)


def serving_programme(
    columns: Columns, weight: Floats, room: Floats, candidates: Candidates, limits: Limits, open_: tuple[Floats, Floats]
) -> Programme:
    """Cover with capacities: shares of a point's people are served by open offers, each up to its capacity.

    Takes: ``room`` (n,): 1 where people are to be served. Offers without a limit (``inf``) have no capacity row.
    Gives: variables: offers, entries (shares). Rows: one a point, one an entry, one an offer, then the limits.
    """
    entries, offers = len(columns.rows), len(columns)
    rows = _rows()
    points, at = np.unique(columns.rows, return_inverse=True)
    index = np.arange(entries)
    rows.add(at, offers + index, np.ones(entries), _endless(len(points)), room[points])
    rows.add(
        np.concatenate([index, index]),
        np.concatenate([offers + index, columns.owner]),
        np.concatenate([np.ones(entries), -np.ones(entries)]),
        _endless(entries),
        np.zeros(entries),
    )
    held = np.isfinite(candidates.capacity)
    number = np.cumsum(held) - 1
    of_held = held[columns.owner]
    rows.add(
        np.concatenate([number[columns.owner][of_held], number[held]]),
        np.concatenate([offers + index[of_held], np.flatnonzero(held)]),
        np.concatenate([weight[columns.rows][of_held], -candidates.capacity[held]]),
        _endless(int(held.sum())),
        np.zeros(int(held.sum())),
    )
    _limit(rows, candidates, limits)
    gain = np.concatenate([np.zeros(offers), weight[columns.rows]])
    return _programme(gain, np.ones(entries), np.zeros(entries, dtype=np.bool_), rows, open_)


def _rows() -> Rows:
    return Rows([], [], [], [], [])


def _endless(count: int) -> Floats:
    return np.full(count, -np.inf)


def _limit(rows: Rows, candidates: Candidates, limits: Limits) -> None:
    offers = np.arange(len(candidates))
    zero = np.zeros(len(candidates), dtype=np.int64)
    if limits.count is not None:
        rows.add(zero, offers, np.ones(len(offers)), _endless(1), np.array([float(limits.count)]))
    if limits.budget is not None:
        rows.add(zero, offers, candidates.cost, _endless(1), np.array([limits.budget * (1 + 1e-12)]))
    _, at, size = np.unique(candidates.column, return_inverse=True, return_counts=True)
    shared = size[at] > 1
    if shared.any():
        number = np.cumsum(size > 1) - 1
        count = int((size > 1).sum())
        rows.add(number[at][shared], offers[shared], np.ones(int(shared.sum())), _endless(count), np.ones(count))


def _programme(gain: Floats, upper: Floats, integer: Bools, rows: Rows, open_: tuple[Floats, Floats]) -> Programme:
    offers = len(open_[0])
    return Programme(
        gain=gain,
        lower=np.concatenate([open_[0], np.zeros(len(upper))]),
        upper=np.concatenate([open_[1], upper]),
        integer=np.concatenate([np.ones(offers, dtype=np.bool_), integer]),
        row=np.concatenate(rows.row),
        column=np.concatenate(rows.column),
        coefficient=np.concatenate(rows.coefficient),
        row_lower=np.concatenate(rows.lower),
        row_upper=np.concatenate(rows.upper),
        offers=offers,
    )
