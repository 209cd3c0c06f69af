"""Replay: the alerts that a program would have raised over a history, the same as live to the bit, for all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from pagus.engines.signals.derivation import Derivation, thresholds_of
from pagus.engines.signals.fired import Fired, explained, fired_at
from pagus.engines.signals.model import Enrolment, Firing, Program, RulePlan
from pagus.engines.signals.timeline import Integers, enrolments_of, timeline
from pagus.errors import InputError
from pagus.kernel.time import DAY

__all__ = ["Replay", "Summary", "replay", "replay_variants"]


@dataclass(frozen=True)
class Summary:
    """How many alerts a set of parameter values gives.

    ``alerts``: a row an alert (rule, subject, t, severity), in order of time; ``subjects``: how many were enrolled; the
    period is [start, end] in ms.
    """

    parameters: Mapping[str, float]
    alerts: pl.DataFrame
    start: int
    end: int
    subjects: int

    @property
    def days(self) -> float:
        """How long is the period, in days?"""
        return (self.end - self.start) / DAY

    @property
    def alerts_per_day(self) -> float:
        """How many alerts a day, on average over the period?"""
        return len(self.alerts) / self.days if self.days else float(len(self.alerts))

    @property
    def subjects_alerted(self) -> int:
        """How many subjects had an alert?"""
        return self.alerts["subject"].n_unique()

    def per_rule(self) -> pl.DataFrame:
        """How many alerts and subjects has each rule that fired? Columns rule, alerts, subjects; most alerts first."""
        counts = self.alerts.group_by("rule").agg(
            pl.len().alias("alerts"), pl.col("subject").n_unique().alias("subjects")
        )
        return counts.sort(["alerts", "rule"], descending=[True, False])

    def daily_counts(self) -> pl.DataFrame:
        """How many alerts has each day (UTC), by rule? Columns day, rule, alerts; days without alerts are left out."""
        day = pl.from_epoch(pl.col("t"), time_unit="ms").dt.date().alias("day")
        return self.alerts.group_by(day, "rule").agg(pl.len().alias("alerts")).sort("day", "rule")


@dataclass(frozen=True)
class Replay(Summary):
    """A ``Summary`` that can explain each alert."""

    program: Program = field(repr=False)
    enrolments: Sequence[Enrolment] = field(repr=False)
    fired: Sequence[Fired] = field(repr=False)

    @cached_property
    def firings(self) -> tuple[Firing, ...]:
        """The alerts with features, parameters and trace, in order of time: equal to those of live."""
        found = [it for fired in self.fired for it in explained(self.program, self.enrolments, fired)]
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
    enrolled = _enrolled(enrolments, start, end, person_parameters)
    for block in timeline(observations, enrolled, program.signals, program.features, end):
        derivation, thresholds = Derivation(program, block), thresholds_of(program, block)
        for rule in program.rules:
            key = derivation.evaluate(rule, [thresholds])[0].fired
            key = key[block.instant(key)[1] >= start]
            if len(key):
                found.append(fired_at(derivation, rule, thresholds, key))
    return Replay(
        parameters=_named(program, program.values),
        alerts=_alerts(enrolled, [(it.rule, it.enrolment, it.t) for it in found]),
        start=start,
        end=end,
        subjects=len({it.subject for it in enrolled}),
        program=program,
        enrolments=enrolled,
        fired=tuple(found),
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
    parts: list[list[tuple[RulePlan, Integers, Integers]]] = [[] for _ in variants]
    slots = {name: slot for slot, name in enumerate(program.parameters)}
    for block in timeline(observations, enrolled, program.signals, program.features, end):
        derivation = Derivation(program, block)
        for rule in program.rules:
            used = [tuple(value[slots[name]] for name in rule.parameters) for value in values]
            sets = dict(zip(used, variants, strict=True))
            judged = derivation.evaluate(rule, [thresholds_of(program, block, variant) for variant in sets.values()])
            fired = {own: block.instant(one.fired) for own, one in zip(sets, judged, strict=True)}
            for part, own in zip(parts, used, strict=True):
                enrolment, t = fired[own]
                part.append((rule, block.first + enrolment[t >= start], t[t >= start]))
    subjects = len({it.subject for it in enrolled})
    return tuple(
        Summary(_named(program, value), _alerts(enrolled, part), start, end, subjects)
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


def _alerts(enrolments: Sequence[Enrolment], parts: Sequence[tuple[RulePlan, Integers, Integers]]) -> pl.DataFrame:
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
