"""Standing up again after a restart: the memory of all subjects of live, computed on columns instead of replayed."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from pagus.engines.signals.derivation import Derivation, Evaluations, thresholds_of
from pagus.engines.signals.engine import Engine
from pagus.engines.signals.fired import explained_at
from pagus.engines.signals.hygiene import RuleState, remembered
from pagus.engines.signals.model import Enrolment, Firing, RulePlan
from pagus.engines.signals.panes import PanePlan
from pagus.engines.signals.subject import BETWEEN_CHECKPOINTS, Subject
from pagus.engines.signals.sums import Points
from pagus.engines.signals.timeline import Integers, timeline

__all__ = ["restart"]

PaneRecord = tuple[int, list[int], int, int, int]


def restart(
    engine: Engine, enrolments: Sequence[Enrolment], history: pl.DataFrame, until: int, report_from: int
) -> Iterator[tuple[list[Subject], list[Firing]]]:
    """How does each subject stand after its history, and what did it raise?

    Takes: the engine; one enrolment for each subject, in order of subject; all their points (subject, signal, t,
    value); the instant up to which timers have run; the event time from which alerts are told. Gives: block by block,
    the subjects as live would have them after the same points, and the alerts.
    """
    program = engine.program
    for block in timeline(history, enrolments, program.signals, program.features, until):
        derivation, thresholds = Derivation(program, block), thresholds_of(program, block)
        standing = _Standing(engine, derivation)
        firings: list[Firing] = []
        judged = derivation.evaluate([(rule, [thresholds]) for rule in program.rules])
        for rule, (evaluations,) in zip(program.rules, judged, strict=True):
            standing.take_rule(rule, evaluations)
            key = evaluations.fired
            told = key[block.instant(key)[1] >= report_from]
            firings += explained_at(derivation, rule, thresholds, told)
        yield standing.subjects(), firings


class _Standing:
    """The subjects of a block, filled part by part."""

    def __init__(self, engine: Engine, derivation: Derivation) -> None:
        self.engine = engine
        self.block = derivation.block
        self.begun = [engine.begin(it.subject, it.from_ms, it.parameters) for it in self.block.enrolments]
        self.clock = self.block.begin - 1
        self.raised: list[list[int]] = [[] for _ in self.begun]
        for signal, points in enumerate(derivation.points):
            self._take_points(signal, points)

    def subjects(self) -> list[Subject]:
        """The subjects, once every rule is taken."""
        for subject, raised, clock in zip(self.begun, self.raised, self.clock.tolist(), strict=True):
            for code in sorted(raised):
                subject.note(code)
            subject.clock = clock
            subject.wake = clock + 1
            subject.checkpoints = (subject.checkpoint(),)
            subject.next_checkpoint = clock + BETWEEN_CHECKPOINTS
        return self.begun

    def take_rule(self, rule: RulePlan, evaluations: Evaluations) -> None:
        """Give each subject its state of a rule, and move its clock to the last evaluation."""
        block, edges, judged = self.block, evaluations.edges, evaluations.judged
        instants = block.instant(evaluations.key)[1]
        some = np.flatnonzero(edges[1:] > edges[:-1])
        last = edges[some + 1] - 1
        self.clock[some] = np.maximum(self.clock[some], instants[last])
        true = evaluations.verdicts.true[last]
        busy = (judged.last_fired[some] >= 0) | (rule.confirm[1] > 1) | (true & (rule.sustained_ms > 0))
        for at in some[busy].tolist():
            self.begun[at].settle(rule.slot, _state(rule, evaluations, instants, at))
        enrolment, t = block.instant(evaluations.fired)
        for at, instant in zip(enrolment.tolist(), t.tolist(), strict=True):
            self.raised[at].append(self.engine.code(rule.slot, instant))

    def _take_points(self, signal: int, points: Points) -> None:
        block, plan = self.block, self.engine.plans[signal]
        edges = np.searchsorted(points.key, np.arange(len(self.begun) + 1) * block.span)
        instants = block.instant(points.key)[1]
        some = np.flatnonzero(edges[1:] > edges[:-1])
        newest = edges[some + 1] - 1
        oldest = np.maximum(np.searchsorted(points.key, points.key[newest] - plan.keep_ms), edges[some])
        self.clock[some] = np.maximum(self.clock[some], instants[newest])
        both = np.column_stack([instants, points.value])
        for at, first, last in zip(some.tolist(), oldest.tolist(), newest.tolist(), strict=True):
            series = self.begun[at].series[signal]
            series.load(array("q", both[first if plan.keep_ms else last : last + 1].tobytes()))
        for slot, pane in enumerate(plan.panes):
            for at, records in _pane_records(pane, points, instants, edges):
                series = self.begun[at].series[signal]
                series.panes[slot].load(records[-1][0], series.last_value or 0, records)


def _state(rule: RulePlan, evaluations: Evaluations, instants: Integers, at: int) -> RuleState:
    """The state of a rule after all its evaluations of an enrolment, as ``judge`` leaves it."""
    first, end = int(evaluations.edges[at]), int(evaluations.edges[at + 1])
    true = evaluations.verdicts.true[first:end]
    recent, m = 0, rule.confirm[1]
    if m > 1:
        for verdict in true[-m:].tolist():
            recent = recent << 1 | verdict
    true_since = None
    if rule.sustained_ms and bool(true[-1]):
        others = np.flatnonzero(~true)
        true_since = int(instants[first + (int(others[-1]) + 1 if len(others) else 0)])
    row, armed = int(evaluations.judged.last_fired[at]), bool(evaluations.judged.armed[at])
    last_fired = int(instants[row]) if row >= 0 else None
    return remembered(rule, RuleState(armed, last_fired, recent, true_since), int(instants[end - 1]))


def _pane_records(
    plan: PanePlan, points: Points, instants: Integers, edges: Integers
) -> Iterator[tuple[int, list[PaneRecord]]]:
    """For each enrolment with points: the records of its last panes, oldest first."""
    count = len(points.key)
    if not count:
        return
    owner = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    pane = instants // plan.pane_ms
    newest = pane[np.maximum(edges[1:] - 1, 0)]
    starts = np.flatnonzero((np.diff(owner, prepend=-1) != 0) | (np.diff(pane, prepend=pane[0]) != 0))
    ends = np.append(starts[1:], count)
    young = pane[starts] > newest[owner[starts]] - plan.panes
    starts, ends = starts[young], ends[young]
    low, high = _extremes(plan, points, starts, ends)
    sums = _sums(plan, points, instants, starts, ends)
    records = list(zip(pane[starts].tolist(), sums, low, high, points.value[starts].tolist(), strict=True))
    first = np.searchsorted(owner[starts], np.arange(len(edges)))
    for at in np.flatnonzero(first[1:] > first[:-1]).tolist():
        yield at, records[int(first[at]) : int(first[at + 1])]


def _extremes(plan: PanePlan, points: Points, starts: Integers, ends: Integers) -> tuple[list[int], list[int]]:
    """Lowest and highest value of each pane, where the plan asks for them."""
    if not plan.extremes:
        return [0] * len(starts), [0] * len(starts)
    cuts = np.column_stack([starts, ends]).ravel()
    cuts = cuts[:-1] if cuts[-1] == len(points.value) else cuts
    low, high = (pick.reduceat(points.value, cuts)[::2].tolist() for pick in (np.minimum, np.maximum))
    return low, high


def _sums(plan: PanePlan, points: Points, instants: Integers, starts: Integers, ends: Integers) -> list[list[int]]:
    """The sums of each pane, in the order of ``PaneWindow._totals``."""
    absolute = Points(points.key, points.value, instants)

    def added(name: object, numbers: Integers) -> list[int]:
        running = absolute.sums(name, lambda: numbers)
        sums: list[int] = (running[ends] - running[starts]).tolist()
        return sums

    columns: list[list[int]] = [(ends - starts).tolist(), added("total", points.value)]
    if plan.squares:
        columns.append(_wide(absolute, "squares", starts, ends))
    if plan.trend:
        columns.append(added("time", instants))
        columns += [_wide(absolute, name, starts, ends) for name in ("time_squares", "time_values")]
    if plan.cuts:
        cell = np.searchsorted(np.array(plan.cuts), points.value, "right")
        columns += [added(("cell", place), (cell == place).astype(np.int64)) for place in range(len(plan.cuts) + 1)]
    return [list(row) for row in zip(*columns, strict=True)]


def _wide(points: Points, name: str, starts: Integers, ends: Integers) -> list[int]:
    running = points.wide(name)
    sums: list[int] = (running.gather(ends) - running.gather(starts)).to_list()
    return sums
