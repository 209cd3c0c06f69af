"""From a table of observations to columns that windows can be cut from: sorted, on the grid, block by block.

Every instant of every enrolment becomes one whole number, ``enrolment x span + (t - base)``, so that "the points of
this subject in this window" is a range between two binary searches. ``span`` is longer than all instants and windows
together, so that no window reaches into the enrolment before. Blocks of some hundred thousand rows stay in the
processor's cache, and bound the memory of a replay over years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from pagus.engines.signals.grid import column_to_grid
from pagus.engines.signals.model import Enrolment, FeaturePlan, SignalPlan
from pagus.errors import Conflict, InputError, ShapeError

__all__ = ["Block", "Integers", "enrolments_of", "timeline"]

Integers = npt.NDArray[np.int64]

ROWS_OF_A_BLOCK = 300_000
ENROLMENTS_OF_A_BLOCK = 5_000
_COLUMNS = {"subject": "text", "signal": "text", "t": "whole ms", "value": "a number"}


@dataclass(frozen=True, slots=True)
class Block:
    """Some enrolments with all their points. ``points``: for each signal, its keys (rising) and grid values.

    ``first``: the place of its first enrolment among all; ``last``: the last instant of each that is judged
    (included); ``own``: some have parameter values of their own.
    """

    first: int
    enrolments: Sequence[Enrolment]
    base: int
    span: int
    begin: Integers
    last: Integers
    points: tuple[tuple[Integers, Integers], ...]
    own: bool

    def key(self, enrolment: Integers, t: Integers) -> Integers:
        """Which keys have these instants?"""
        return enrolment * self.span + (t - self.base)

    def instant(self, key: Integers) -> tuple[Integers, Integers]:
        """Which enrolments and instants have these keys?"""
        enrolment = key // self.span
        return enrolment, key - enrolment * self.span + self.base


def enrolments_of(table: pl.DataFrame, parameters: Mapping[str, Mapping[str, float]] | None = None) -> list[Enrolment]:
    """Which enrolments does this table hold?

    Takes: columns subject, from_t, to_t (ms; null: still enrolled); the own parameter values of some subjects.
    Gives: enrolments in order of subject and time. Refuses: ShapeError for missing columns or values, InputError for
    two enrolments of one subject that overlap.
    """
    lacking = [name for name in ("subject", "from_t", "to_t") if name not in table.columns]
    if lacking or table["subject"].null_count() or table["from_t"].null_count():
        raise ShapeError(
            "enrolments need subject and from_t in each row, and a column to_t: {lacking}", lacking=lacking
        )
    own = parameters or {}
    found = [
        Enrolment(subject=subject, from_ms=start, to_ms=end, parameters=own.get(subject))
        for subject, start, end in table.select("subject", "from_t", "to_t").sort("subject", "from_t").rows()
    ]
    for one, other in pairwise(found):
        if one.subject == other.subject and (one.to_ms is None or one.to_ms > other.from_ms):
            raise InputError("a subject is enrolled twice at {t}: end one enrolment first", t=other.from_ms)
    return found


def timeline(
    observations: pl.DataFrame,
    enrolments: Sequence[Enrolment],
    signals: Sequence[SignalPlan],
    features: Sequence[FeaturePlan],
    until: int,
) -> Iterator[Block]:
    """Which points has each enrolment, ready for windows?

    Takes: observations (subject, signal, t in ms, value in the signal's unit; any order, repetitions allowed),
    enrolments in order of subject and time, the plans of signals and features, the last instant of interest.
    Gives: blocks that hold every enrolment once. Refuses: ShapeError for missing columns or values, InputError for a
    value that is no measurement, Conflict for two values of one signal of one subject at one instant.
    """
    table = _checked(observations)
    ends = _row_ranges(table)
    reach = max((it.over_ms or 0 for it in features), default=0) + 1
    for first, last in _blocks(enrolments, ends):
        chosen = enrolments[first:last]
        rows = [ends[it.subject] for it in chosen if it.subject in ends]
        part = table[min(start for start, _ in rows) : max(end for _, end in rows)] if rows else table[:0]
        yield _block(part, first, chosen, signals, reach, until)


def _checked(observations: pl.DataFrame) -> pl.DataFrame:
    lacking = [name for name in _COLUMNS if name not in observations.columns]
    if lacking:
        raise ShapeError("observations need the columns {needed}: {lacking} lacks", needed=_COLUMNS, lacking=lacking)
    table = observations.select(*_COLUMNS)
    if sum(table.null_count().row(0)):
        raise ShapeError(
            "observations hold {count} missing values: each row needs all four", count=table.null_count().row(0)
        )
    if table.schema["subject"] != pl.String or table.schema["signal"] != pl.String:
        table = table.cast({"subject": pl.String, "signal": pl.String})
    return table if table["subject"].is_sorted() else table.sort("subject")


def _row_ranges(table: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """First row (included) and last row (excluded) of each subject, in order."""
    runs = table["subject"].rle().struct.unnest()
    ends = np.cumsum(runs["len"].to_numpy(), dtype=np.int64)
    starts = ends - runs["len"].to_numpy()
    return dict(zip(runs["value"].to_list(), zip(starts.tolist(), ends.tolist(), strict=True), strict=True))


def _blocks(enrolments: Sequence[Enrolment], ends: dict[str, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges of enrolments with not too many rows; the enrolments of one subject stay together."""
    first = rows = 0
    for at, enrolment in enumerate(enrolments):
        new = at == 0 or enrolments[at - 1].subject != enrolment.subject
        if new:
            full = rows >= ROWS_OF_A_BLOCK or at - first >= ENROLMENTS_OF_A_BLOCK
            if full:
                yield first, at
                first, rows = at, 0
            start, end = ends.get(enrolment.subject, (0, 0))
            rows += end - start
    if first < len(enrolments):
        yield first, len(enrolments)


def _block(
    part: pl.DataFrame,
    first: int,
    enrolments: Sequence[Enrolment],
    signals: Sequence[SignalPlan],
    reach: int,
    until: int,
) -> Block:
    begin = np.array([it.from_ms for it in enrolments], dtype=np.int64)
    last = np.array([until if it.to_ms is None else min(until, it.to_ms - 1) for it in enrolments], dtype=np.int64)
    base = int(begin.min())
    span = int(max(int(last.max()), base) - base) + reach + 2
    own = any(it.parameters for it in enrolments)
    empty = Block(first, enrolments, base, span, begin, last, (), own)
    number = {it.subject: at for at, it in reversed(list(enumerate(enrolments)))}
    runs = part["subject"].rle().struct.unnest()
    firsts = np.array([number.get(subject, -1) for subject in runs["value"].to_list()], dtype=np.int64)
    counts = np.bincount([number[it.subject] for it in enrolments], minlength=len(enrolments))
    owner = np.repeat(firsts, runs["len"].to_numpy())
    t = part["t"].cast(pl.Int64).to_numpy()
    owner = _right_enrolment(owner, t, begin, counts)
    inside = (owner >= 0) & (t >= begin[owner]) & (t <= last[owner])
    key = empty.key(owner, t)
    value = part["value"].cast(pl.Float64).to_numpy()
    points = tuple(_column(part, signal, inside, key, value) for signal in signals)
    return Block(first, enrolments, base, span, begin, last, points, own)


def _right_enrolment(owner: Integers, t: Integers, begin: Integers, counts: npt.NDArray[np.intp]) -> Integers:
    """The enrolment that a point falls into, where its subject has several: the latest that began before it."""
    first = owner
    for later in range(1, int(counts.max(initial=1))):
        several = (first >= 0) & (counts[first] > later)
        candidate = np.where(several, first + later, first)
        owner = np.where(several & (t >= begin[candidate]), candidate, owner)
    return owner


def _column(
    part: pl.DataFrame, signal: SignalPlan, inside: npt.NDArray[np.bool_], key: Integers, value: npt.NDArray[np.float64]
) -> tuple[Integers, Integers]:
    mine = inside & (part["signal"] == signal.code).to_numpy()
    keys, values = key[mine], column_to_grid(value[mine], signal.scale)
    steps = np.diff(keys)
    if steps.size and bool((steps <= 0).any()):
        order = np.argsort(keys, kind="stable")
        keys, values = keys[order], values[order]
        again = np.diff(keys, prepend=keys[:1] - 1) == 0
        if bool((values[again] != values[np.flatnonzero(again) - 1]).any()):
            raise Conflict("signal {signal} has two values at one instant of one subject", signal=signal.code)
        keys, values = keys[~again], values[~again]
    return keys, values
