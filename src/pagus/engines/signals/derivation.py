"""All evaluations of all rules over a block: which instants, which verdicts, which firings.

The instants of a rule are those of live: the observations of its signals, the ends of silences, the ends of sustained
conditions, or the grid of its schedule. Features of rows that rules share are computed once, also for many parameter
sets: that is what makes a hundred variants of a threshold cheap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from pagus.engines.signals.columns import Columns, Rows, points_of
from pagus.engines.signals.judged_columns import Judged, Verdicts, fired_rows, runs_of
from pagus.engines.signals.model import Program, RulePlan
from pagus.engines.signals.timeline import Block, Integers
from pagus.rules import Expression, to_polars

__all__ = ["Conditions", "Derivation", "Evaluations", "Thresholds", "thresholds_of"]


Conditions = dict[tuple[object, ...], pl.Expr]
"""Rules as Polars expressions, by the identity of the rule and its parameter values."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Parameter values: one tuple for all enrolments of a block, or one for each."""

    shared: tuple[float, ...]
    own: tuple[tuple[float, ...], ...] | None = None

    def column(self, at: int, rows: Rows) -> float | pl.Expr:
        """The values of a parameter at these rows."""
        if self.own is None:
            return self.shared[at]
        values = np.array([values[at] for values in self.own])
        return pl.lit(pl.Series(values[rows.enrolment]))

    def of(self, enrolment: int) -> tuple[float, ...]:
        """The values of one enrolment."""
        return self.shared if self.own is None else self.own[enrolment]


@dataclass(frozen=True, slots=True)
class Evaluations:
    """What a rule did in a block: keys (rising) and verdicts of its evaluations, and the outcome.

    ``edges``: the first evaluation of each enrolment, then their number.
    """

    key: Integers
    verdicts: Verdicts
    edges: Integers
    judged: Judged

    @property
    def fired(self) -> Integers:
        """The keys of the firings."""
        return self.key[self.judged.fired]


class Derivation:
    """The evaluations of a program over one block.

    Takes: the program, the block, and conditions made for the blocks before (more are added).
    """

    def __init__(self, program: Program, block: Block, conditions: Conditions | None = None) -> None:
        self.program = program
        self.conditions = {} if conditions is None else conditions
        self.block = block
        self.points = points_of(block)
        self._limit = block.key(np.arange(len(block.enrolments)), block.last)
        self._slack: dict[int, tuple[Integers, Integers]] = {}
        self._last_edges: tuple[Integers, Integers] | None = None
        self._parameters = {name: slot for slot, name in enumerate(program.parameters)}

    def evaluate(self, wanted: Sequence[tuple[RulePlan, Sequence[Thresholds]]]) -> list[list[Evaluations]]:
        """What do these rules do, each with its parameter sets?

        Takes: plans of the program with parameter sets. Gives: for each, its evaluations, one for each set. Rules of
        the same signals or schedule share their rows, and all is judged in one pass over them.
        """
        places: dict[object, list[int]] = {}
        for number, (rule, _) in enumerate(wanted):
            places.setdefault(rule.schedule or rule.signals, []).append(number)
        found: dict[int, list[Evaluations]] = {}
        for numbers in places.values():
            rules = [wanted[number] for number in numbers]
            columns = self._columns_of(rules[0][0])
            jobs = [(it.when, one) for it, sets in rules for one in sets]
            clears = [(it.clear, one) for it, sets in rules for one in sets if it.clear is not None]
            verdicts = iter(self._verdicts(columns, [*jobs, *clears]))
            whens = {number: [next(verdicts) for _ in wanted[number][1]] for number in numbers}
            for number, (rule, sets) in zip(numbers, rules, strict=True):
                cleared = [None if rule.clear is None else next(verdicts) for _ in sets]
                found[number] = [
                    self._finish(rule, one, columns.rows.key, when, clear)
                    for one, when, clear in zip(sets, whens[number], cleared, strict=True)
                ]
        return [found[number] for number in range(len(wanted))]

    def columns_at(self, key: Integers) -> Columns:
        """The features at these keys (rising)."""
        return Columns(self.program, self.block, self.points, Rows.at(self.block, key))

    def _finish(
        self, rule: RulePlan, thresholds: Thresholds, key: Integers, verdicts: Verdicts, clears: Verdicts | None
    ) -> Evaluations:
        wakes = self._silences(rule, thresholds)
        while True:
            key, verdicts, clears = self._with(rule, thresholds, wakes, key, verdicts, clears)
            wakes = self._sustained(rule, key, verdicts)
            if not len(wakes):
                break
        edges = self._edges(key)
        return Evaluations(key, verdicts, edges, fired_rows(rule, key, verdicts, clears, edges))

    def _with(
        self,
        rule: RulePlan,
        thresholds: Thresholds,
        wakes: Integers,
        key: Integers,
        verdicts: Verdicts,
        clears: Verdicts | None,
    ) -> tuple[Integers, Verdicts, Verdicts | None]:
        """The evaluations with those at ``wakes`` (rising) that are not among them yet."""
        at = np.searchsorted(key, wakes)
        if len(key) and len(wakes):
            new = key[np.minimum(at, len(key) - 1)] != wakes
            wakes, at = wakes[new], at[new]
        if not len(wakes):
            return key, verdicts, clears
        columns = self.columns_at(wakes)
        jobs = [(rule.when, thresholds)] + ([(rule.clear, thresholds)] if rule.clear is not None else [])
        more = self._verdicts(columns, jobs)
        if clears is not None:
            clears = clears.with_more(at, more[1])
        return np.insert(key, at, wakes), verdicts.with_more(at, more[0]), clears

    def _verdicts(self, columns: Columns, jobs: Sequence[tuple[Expression, Thresholds]]) -> list[Verdicts]:
        """What each of these expressions says at these rows."""
        if not len(columns.rows.key):
            return [Verdicts(np.zeros(0, dtype=np.bool_), None) for _ in jobs]
        names = {name for expression, _ in jobs for name in expression.features}
        frame = columns.lazy(feature.slot for feature in self.program.features if feature.name in names)
        judged = frame.with_columns(
            self._condition(expression, thresholds, columns.rows).alias(f"?{number}")
            for number, (expression, thresholds) in enumerate(jobs)
        ).collect()
        return [_as_verdicts(judged[f"?{number}"]) for number in range(len(jobs))]

    def _condition(self, expression: Expression, thresholds: Thresholds, rows: Rows) -> pl.Expr:
        """The expression as Polars writes it. Where all enrolments share the values, it is made once."""
        values = {name: thresholds.column(self._parameters[name], rows) for name in expression.parameters}
        known = (id(expression), *values.values()) if thresholds.own is None else None
        if known is not None and known in self.conditions:
            return self.conditions[known]
        condition = to_polars(expression, values)
        if known is not None:
            self.conditions[known] = condition
        return condition

    def _columns_of(self, rule: RulePlan) -> Columns:
        rows = self._grid(rule) if rule.schedule is not None else self._rows(rule.signals)
        return Columns(self.program, self.block, self.points, rows)

    def _rows(self, signals: tuple[int, ...]) -> Rows:
        if len(signals) == 1:
            return Rows.at(self.block, self.points[signals[0]].key, signals[0])
        return Rows.at(self.block, np.unique(np.concatenate([self.points[signal].key for signal in signals])))

    def _grid(self, rule: RulePlan) -> Rows:
        """Every instant of a schedule, for every enrolment."""
        assert rule.schedule is not None
        every, offset = rule.schedule.every_ms, rule.schedule.offset_ms
        first = -((offset - self.block.begin) // every) * every + offset
        count = np.maximum(0, (self.block.last - first) // every + 1)
        owner = np.repeat(np.arange(len(count)), count)
        step = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        return Rows.at(self.block, self.block.key(owner, first[owner] + step * every))

    def _silences(self, rule: RulePlan, thresholds: Thresholds) -> Integers:
        """The keys at which a silence reaches one of the rule's deadlines, rising."""
        found: list[Integers] = []
        for deadline in rule.deadlines:
            begins, slack = self._gaps(deadline.signal)
            if thresholds.own is None:
                after = deadline.after_ms(thresholds.shared)
                if after is not None:
                    found.append(begins[slack > after] + (after + 1))
                continue
            each = [deadline.after_ms(values) for values in thresholds.own]
            afters = np.array([-1 if after is None else after for after in each])[begins // self.block.span]
            chosen = (afters >= 0) & (slack > afters)
            found.append(begins[chosen] + afters[chosen] + 1)
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)

    def _gaps(self, signal: int) -> tuple[Integers, Integers]:
        """Where silences of a signal begin (its points and the enrolments), and how many ms later the last instant
        lies that is before the next point and still judged."""
        if signal not in self._slack:
            span, begin = self.block.span, self.block.key(np.arange(len(self._limit)), self.block.begin)
            alive = self.block.last >= self.block.begin
            keys = np.union1d(self.points[signal].key, begin[alive])
            following = np.append(keys[1:], np.iinfo(np.int64).max)
            self._slack[signal] = keys, np.minimum(following - 1, self._limit[keys // span]) - keys
        return self._slack[signal]

    def _sustained(self, rule: RulePlan, key: Integers, verdicts: Verdicts) -> Integers:
        """The keys at which a run of true verdicts has lasted long enough and the rule is not judged anyway, rising."""
        if not rule.sustained_ms or rule.schedule is not None or not len(key):
            return np.zeros(0, dtype=np.int64)
        runs = runs_of(verdicts.true, self._edges(key))
        due = key[runs.start] + rule.sustained_ms
        broken = np.append(key, np.iinfo(np.int64).max)[runs.end]
        limit = self._limit[key[runs.start] // self.block.span]
        judged = key[np.minimum(np.searchsorted(key, due), len(key) - 1)] == due
        missing: Integers = due[(due < broken) & (due <= limit) & ~judged]
        return missing

    def _edges(self, key: Integers) -> Integers:
        """The first row of each enrolment, then the number of rows; kept while the same keys are asked for."""
        if self._last_edges is None or self._last_edges[0] is not key:
            self._last_edges = key, np.searchsorted(key, np.arange(len(self._limit) + 1) * self.block.span)
        return self._last_edges[1]


def _as_verdicts(column: pl.Series) -> Verdicts:
    if not column.null_count():
        return Verdicts(column.to_numpy(), None)
    return Verdicts(column.fill_null(False).to_numpy(), column.is_null().to_numpy())


def thresholds_of(program: Program, block: Block, overrides: Mapping[str, float] | None = None) -> Thresholds:
    """Which parameter values hold for the enrolments of this block?

    Takes: the program, a block, values that replace the program's own. A subject's own values go before both.
    Gives: the Thresholds. Refuses: InputError for a value that the kit does not allow.
    """
    base = dict(zip(program.parameters, program.values_with(overrides or {}), strict=True))
    shared = tuple(base.values())
    if not block.own:
        return Thresholds(shared)
    return Thresholds(shared, tuple(program.values_with({**base, **(it.parameters or {})}) for it in block.enrolments))
