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

__all__ = ["FALSE", "TRUE", "UNKNOWN", "Judged", "Runs", "Verdicts", "fired_rows", "runs_of"]

TRUE, FALSE, UNKNOWN = 1, 0, -1
Verdicts = npt.NDArray[np.int8]


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


def runs_of(verdicts: Verdicts, wanted: int, edges: Integers) -> Runs:
    """Where does this verdict stand without interruption?

    Takes: verdicts by row; the one wanted; ``edges``, the first row of each enrolment, then the number of rows.
    Gives: runs that do not cross from one enrolment into the next.
    """
    count = len(verdicts)
    if not count:
        return Runs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    mine = verdicts == wanted
    change = np.flatnonzero(mine[1:] != mine[:-1]) + 1
    inner = edges[(edges > 0) & (edges < count)]
    starts = np.union1d(change, inner) if len(inner) else change
    starts = np.concatenate([np.zeros(1, dtype=np.int64), starts])
    ends = np.append(starts[1:], count)
    chosen = mine[starts]
    return Runs(starts[chosen], ends[chosen])


def fired_rows(rule: RulePlan, key: Integers, verdicts: Verdicts, cleared: Verdicts | None, edges: Integers) -> Judged:
    """At which rows does the rule fire?

    Takes: the plan; keys (rising) and verdicts of its evaluations; those of ``clear``, None for a rule without;
    ``edges`` as ``runs_of``. Gives: the firings and the final standing, as ``judge`` would one evaluation at a time.
    """
    ready = _confirmed(rule, verdicts, edges, _sustained(rule, key, runs_of(verdicts, TRUE, edges)))
    arming = runs_of(verdicts, FALSE, edges) if cleared is None else runs_of(cleared, TRUE, edges)
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


def _sustained(rule: RulePlan, key: Integers, true: Runs) -> Runs:
    """The part of each run of true verdicts in which they have been true for long enough."""
    if not rule.sustained_ms or not len(true.start):
        return true
    start = np.searchsorted(key, key[true.start] + rule.sustained_ms, "left")
    long = start < true.end
    return Runs(start[long], true.end[long])


def _confirmed(rule: RulePlan, verdicts: Verdicts, edges: Integers, ready: Runs) -> Runs:
    """The part of each run in which n of the last m verdicts of the enrolment were true."""
    n, m = rule.confirm
    if n == 1 or not len(ready.start):
        return ready
    running = np.zeros(len(verdicts) + 1, dtype=np.int64)
    np.cumsum(verdicts == TRUE, out=running[1:])
    row = np.arange(len(verdicts))
    first = np.repeat(edges[:-1], np.diff(edges))
    enough = running[1:] - running[np.maximum(row - m + 1, first)] >= n
    inside = np.zeros(len(verdicts) + 1, dtype=np.int64)
    np.add.at(inside, ready.start, 1)
    np.add.at(inside, ready.end, -1)
    both = enough & (np.cumsum(inside[:-1]) > 0)
    return runs_of(both.view(np.int8), TRUE, edges)
