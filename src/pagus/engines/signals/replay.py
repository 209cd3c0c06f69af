"""Replay: the alerts that a program would have raised over a history, the same as live to the bit, for all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from pagus.engines.signals.derivation import Conditions, Derivation, thresholds_of
from pagus.engines.signals.fired import explained_at
from pagus.engines.signals.model import Enrolment, Firing, Program, RulePlan
from pagus.engines.signals.timeline import Integers, enrolments_of, timeline
from pagus.errors import InputError
from pagus.kernel.time import DAY

Fired = tuple[RulePlan, Integers, Integers]
"""Firings of a rule: the places of their enrolments, and their instants."""

__all__ = ["Replay", "Summary", "replay", "replay_variants"]


@dataclass(frozen=True)
class Summary:
    """How many alerts a set of parameter values gives, for the enrolments followed over [start, end] (ms)."""

    parameters: Mapping[str, float]
    start: int
    end: int
    enrolments: Sequence[Enrolment] = field(repr=False)
    fired: Sequence[Fired] = field(repr=False)

    @property
    def days(self) -> float:
        """How long is the period, in days?"""
        return (self.end - self.start) / DAY

    @property
    def subjects(self) -> int:
        """How many subjects were enrolled at some time of the period?"""
        return len({it.subject for it in self.enrolments})

    @property
    def count(self) -> int:
        """How many alerts?"""
        return sum(len(t) for _, _, t in self.fired)

    @property
    def alerts_per_day(self) -> float:
        """How many alerts a day, on average over the period?"""
        return self.count / self.days if self.days else float(self.count)

    @cached_property
    def alerts(self) -> pl.DataFrame:
        """The alerts: a row each (rule, subject, t, severity), in order of time."""
        return _alerts(self.enrolments, self.fired)

    def per_rule(self) -> pl.DataFrame:
        """How many alerts and subjects has each rule that fired? Columns rule, alerts, subjects; most alerts first."""
        alerts: dict[str, int] = {}
        owners: dict[str, list[Integers]] = {}
        for rule, enrolment, t in self.fired:
            if len(t):
                alerts[rule.id] = alerts.get(rule.id, 0) + len(t)
                owners.setdefault(rule.id, []).append(enrolment)
        subjects = [len(self._subjects_of(owners[rule])) for rule in alerts]
        schema = {"rule": pl.String, "alerts": pl.Int64, "subjects": pl.Int64}
        counts = pl.DataFrame({"rule": list(alerts), "alerts": list(alerts.values()), "subjects": subjects}, schema)
        return counts.sort(["alerts", "rule"], descending=[True, False])

    def daily_counts(self) -> pl.DataFrame:
        """How many alerts has each day (UTC), by rule? Columns day, rule, alerts; days without alerts are left out."""
        day = pl.from_epoch(pl.col("t"), time_unit="ms").dt.date().alias("day")
        return self.alerts.group_by(day, "rule").agg(pl.len().alias("alerts")).sort("day", "rule")

    def _subjects_of(self, owners: Sequence[Integers]) -> set[str]:
        places = np.unique(np.concatenate(owners)) if owners else ()
        return {self.enrolments[place].subject for place in places}


@dataclass(frozen=True)
class Replay(Summary):
    """A ``Summary`` that can explain each alert."""

    program: Program = field(repr=False)
    observations: pl.DataFrame = field(repr=False)

    @cached_property
    def firings(self) -> tuple[Firing, ...]:
        """The alerts with features, parameters and trace, in order of time: equal to those of live."""
        found: list[Firing] = []
        program = self.program
        for block in timeline(self.observations, self.enrolments, program.signals, program.features, self.end):
            derivation, thresholds = Derivation(program, block), thresholds_of(program, block)
            for rule, enrolment, t in self.fired:
                mine = (enrolment >= block.first) & (enrolment < block.first + len(block.enrolments))
                key = np.sort(block.key(enrolment[mine] - block.first, t[mine]))
                found += explained_at(derivation, rule, thresholds, key)
        return tuple(sorted(found, key=lambda firing: (firing.t, firing.subject, firing.rule)))


def replay(
    program: Program,
    observations: pl.DataFrame,
    enrolments: pl.DataFrame,
    start: int,
    end: int,
    person_parameters: Mapping[str, Mapping[str, float]] | None = None,
) -> Replay:
    """Which alerts would this program have raised?

    Takes: observations (subject, signal, t in ms, value in the signal's unit; any order), enrolments (subject, from_t,
    to_t in ms, null: still), the period [start, end] in ms, the own parameter values of some subjects. Each enrolment
    is followed from its beginning, so that windows and hygiene are warm at ``start``; alerts before it are left out.
    Gives: the Replay. Refuses: ShapeError, InputError, Conflict for tables that cannot be used.
    Method: running sums of whole numbers (``sums``), verdicts by Polars, hygiene on runs (``judged_columns``).
    """
    found: list[Fired] = []
    conditions: Conditions = {}
    enrolled = _enrolled(enrolments, start, end, person_parameters)
    for block in timeline(observations, enrolled, program.signals, program.features, end):
        derivation, thresholds = Derivation(program, block, conditions), thresholds_of(program, block)
        judged = derivation.evaluate([(rule, [thresholds]) for rule in program.rules])
        for rule, (evaluations,) in zip(program.rules, judged, strict=True):
            enrolment, t = block.instant(evaluations.fired)
            found.append((rule, block.first + enrolment[t >= start], t[t >= start]))
    return Replay(
        parameters=_named(program, program.values),
        start=start,
        end=end,
        enrolments=enrolled,
        fired=tuple(found),
        program=program,
        observations=observations,
    )


def replay_variants(
    program: Program,
    observations: pl.DataFrame,
    enrolments: pl.DataFrame,
    start: int,
    end: int,
    variants: Sequence[Mapping[str, float]],
    person_parameters: Mapping[str, Mapping[str, float]] | None = None,
) -> tuple[Summary, ...]:
    """How many alerts would each of these parameter sets have given?

    Takes: as ``replay``; for each variant the values that differ from the program's. A subject's own values go before
    a variant's. Gives: a Summary for each variant, in order. Refuses: as ``replay``, and InputError for a value that
    the kit does not allow. Method: features are computed once; a rule is judged anew only where its parameters differ.
    """
    values = [program.values_with(variant) for variant in variants]
    enrolled = _enrolled(enrolments, start, end, person_parameters)
    parts: list[list[Fired]] = [[] for _ in variants]
    conditions: Conditions = {}
    slots = {name: slot for slot, name in enumerate(program.parameters)}
    used = [[tuple(value[slots[name]] for name in rule.parameters) for value in values] for rule in program.rules]
    sets = [dict(zip(own, variants, strict=True)) for own in used]
    for block in timeline(observations, enrolled, program.signals, program.features, end):
        derivation = Derivation(program, block, conditions)
        thresholds = [[thresholds_of(program, block, it) for it in different.values()] for different in sets]
        judged = derivation.evaluate(list(zip(program.rules, thresholds, strict=True)))
        for rule, different, own, evaluations in zip(program.rules, sets, used, judged, strict=True):
            fired = {}
            for name, one in zip(different, evaluations, strict=True):
                enrolment, t = block.instant(one.fired)
                fired[name] = (rule, block.first + enrolment[t >= start], t[t >= start])
            for part, name in zip(parts, own, strict=True):
                part.append(fired[name])
    return tuple(
        Summary(_named(program, value), start, end, enrolled, tuple(part))
        for value, part in zip(values, parts, strict=True)
    )


def _enrolled(
    table: pl.DataFrame, start: int, end: int, own: Mapping[str, Mapping[str, float]] | None
) -> Sequence[Enrolment]:
    if end < start:
        raise InputError("the period ends at {end}, before it starts at {start}", start=start, end=end)
    return [it for it in enrolments_of(table, own) if it.from_ms <= end and (it.to_ms is None or it.to_ms > start)]


def _named(program: Program, values: Sequence[float]) -> dict[str, float]:
    return dict(zip(program.parameters, values, strict=True))


def _alerts(enrolments: Sequence[Enrolment], parts: Sequence[Fired]) -> pl.DataFrame:
    """A row an alert, in order of time."""
    subjects = pl.Series([it.subject for it in enrolments], dtype=pl.String)
    counts = [len(t) for _, _, t in parts]
    empty = np.zeros(0, dtype=np.int64)
    owner = np.concatenate([empty, *(enrolment for _, enrolment, _ in parts)])
    rule = pl.Series(np.repeat(np.arange(len(parts)), counts))
    alerts = pl.DataFrame(
        {
            "rule": pl.Series([it.id for it, _, _ in parts], dtype=pl.String).gather(rule),
            "subject": subjects.gather(owner),
            "t": np.concatenate([empty, *(t for _, _, t in parts)]),
            "severity": pl.Series([it.severity for it, _, _ in parts], dtype=pl.String).gather(rule),
        }
    )
    return alerts.sort("t", "subject", "rule")
