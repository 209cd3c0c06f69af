"""The hygiene of ``hygiene.py`` on columns: from the verdicts of a rule at all its instants to the instants it fires.

Verdicts change rarely, so everything works on runs: of true verdicts, of verdicts that arm again. Firing and arming
take turns: every enrolment looks for its next true row, then for the next row that arms, all enrolments at once; the
number of turns is that of the alerts of the busiest enrolment, not of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pagus.engines.signals.model import RulePlan
from pagus.engines.signals.timeline import Integers

__all__ = ["Judged", "Runs", "Verdicts", "fired_rows", "runs_of"]

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a condition says, row by row: where it is true, and where it is unknown (None: nowhere)."""

    true: Mask
    unknown: Mask | None

    def with_more(self, at: Integers, more: Verdicts) -> Verdicts:
        """These verdicts with others put in before the places ``at``."""
        unknown = None
        if self.unknown is not None or more.unknown is not None:
            mine, others = (
                np.zeros(len(it.true), np.bool_) if it.unknown is None else it.unknown for it in (self, more)
            )
            unknown = np.insert(mine, at, others)
        return Verdicts(np.insert(self.true, at, more.true), unknown)


@dataclass(frozen=True, slots=True)
class Runs:
    """Ranges of rows that have something in common: from ``start`` (included) to ``end`` (excluded), rising."""

    start: Integers
    end: Integers

    def next(self, row: Integers, nowhere: int) -> Integers:
        """The first row of a run at or after each row; ``nowhere`` where there is none."""
        if not len(self.start):
            return np.full(len(row), nowhere, dtype=np.int64)
        at = np.searchsorted(self.end, row, "right")
        found = np.maximum(row, self.start[np.minimum(at, len(self.start) - 1)])
        return np.where(at < len(self.start), found, nowhere)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a rule did in a block: the rows at which it fired, and how each enrolment stands after its last row.

    ``last_fired``: row of the last firing of each enrolment, -1 without. ``armed``: may it fire again.
    """

    fired: Integers
    last_fired: Integers
    armed: npt.NDArray[np.bool_]


def runs_of(mask: Mask, edges: Integers | None = None) -> Runs:
    """Where is this true without interruption?

    Takes: a truth by row; ``edges``, the first row of each enrolment and then the number of rows, where runs are cut
    (None: they may go from one enrolment into the next). Gives: the runs.
    """
    count = len(mask)
    if not count:
        return Runs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    begins = np.empty(count, dtype=np.bool_)
    begins[0] = True
    np.not_equal(mask[1:], mask[:-1], out=begins[1:])
    if edges is not None:
        begins[edges[edges < count]] = True
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], count)
    chosen = mask[starts]
    return Runs(starts[chosen], ends[chosen])


def fired_rows(rule: RulePlan, key: Integers, when: Verdicts, clear: Verdicts | None, edges: Integers) -> Judged:
    """At which rows does the rule fire?

    Takes: the plan; keys (rising) and verdicts of its evaluations; those of ``clear``, None for a rule without;
    ``edges`` as ``runs_of``. Gives: the firings and the final standing, as ``judge`` would one evaluation at a time.
    """
    true = runs_of(when.true, edges if rule.sustained_ms else None)
    ready = _confirmed(rule, when, edges, _sustained(rule, key, true))
    arming = _false_runs(when, true) if clear is None else runs_of(clear.true)
    count, enrolments = len(key), len(edges) - 1
    last_fired = np.full(enrolments, -1, dtype=np.int64)
    armed = np.ones(enrolments, dtype=np.bool_)
    active = np.arange(enrolments)
    row = edges[:-1]
    fired: list[Integers] = []
    while active.size and len(ready.start):
        row = ready.next(row, count)
        keep = row < edges[active + 1]
        active, row = active[keep], row[keep]
        fired.append(row)
        last_fired[active] = row
        row_armed = arming.next(row + 1, count)
        again = row_armed < edges[active + 1]
        armed[active] = again
        rested = np.searchsorted(key, key[row] + rule.refractory_ms, "left") if rule.refractory_ms else row_armed
        active, row = active[again], np.maximum(row_armed, rested)[again]
    return Judged(np.sort(np.concatenate(fired)) if fired else np.zeros(0, dtype=np.int64), last_fired, armed)


def _false_runs(when: Verdicts, true: Runs) -> Runs:
    """The runs of false verdicts: what lies between the true ones, where nothing is unknown."""
    if when.unknown is not None:
        return runs_of(~(when.true | when.unknown))
    start, end = np.append(0, true.end), np.append(true.start, len(when.true))
    between = start < end
    return Runs(start[between], end[between])


def _sustained(rule: RulePlan, key: Integers, true: Runs) -> Runs:
    """The part of each run of true verdicts in which they have been true for long enough."""
    if not rule.sustained_ms or not len(true.start):
        return true
    start = np.searchsorted(key, key[true.start] + rule.sustained_ms, "left")
    long = start < true.end
    return Runs(start[long], true.end[long])


def _confirmed(rule: RulePlan, when: Verdicts, edges: Integers, ready: Runs) -> Runs:
    """The part of each run in which n of the last m verdicts of the enrolment were true."""
    n, m = rule.confirm
    if n == 1 or not len(ready.start):
        return ready
    count = len(when.true)
    running = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(when.true, out=running[1:])
    row = np.arange(count)
    first = np.repeat(edges[:-1], np.diff(edges))
    enough = running[1:] - running[np.maximum(row - m + 1, first)] >= n
    inside = np.zeros(count + 1, dtype=np.int64)
    np.add.at(inside, ready.start, 1)
    np.add.at(inside, ready.end, -1)
    return runs_of(enough & (np.cumsum(inside[:-1]) > 0))
