"""The firings that columns gave, and their explanations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pagus.engines.signals.derivation import Derivation, Thresholds
from pagus.engines.signals.explanation import explain_values
from pagus.engines.signals.model import Bounds, Enrolment, Firing, Program, RulePlan
from pagus.engines.signals.timeline import Integers

__all__ = ["Fired", "explained", "fired_at"]


@dataclass(frozen=True, slots=True)
class Fired:
    """The firings of one rule in one block, with what is needed to explain them.

    ``enrolment``: its place among all; ``values``: features by name; ``windows``: the first instant and the number of
    points of each feature's window.
    """

    rule: RulePlan
    enrolment: Integers
    t: Integers
    values: pl.DataFrame
    windows: Mapping[str, tuple[Integers, Integers]]
    parameters: tuple[tuple[float, ...], ...]


def fired_at(derivation: Derivation, rule: RulePlan, thresholds: Thresholds, key: Integers) -> Fired:
    """What did the rule see when it fired?

    Takes: the derivation of a block, a rule, its parameter values, the keys of its firings. Gives: the Fired.
    """
    columns, block = derivation.columns_at(key), derivation.block
    rows = columns.rows
    features = [derivation.program.features[slot] for slot in rule.features]
    return Fired(
        rule=rule,
        enrolment=block.first + rows.enrolment,
        t=rows.t,
        values=columns.frame(rule.features),
        windows={feature.name: columns.bounds(feature) for feature in features},
        parameters=tuple(thresholds.of(at) for at in rows.enrolment.tolist()),
    )


def explained(program: Program, enrolments: Sequence[Enrolment], fired: Fired) -> Iterator[Firing]:
    """Which Firings are these?

    Takes: the program, all enrolments, some firings. Gives: each with features, parameters, windows and trace.
    """
    features = [program.features[slot] for slot in fired.rule.features]
    columns = [fired.values[feature.name].to_list() for feature in features]
    for row, (enrolment, t) in enumerate(zip(fired.enrolment.tolist(), fired.t.tolist(), strict=True)):
        values: list[float | None] = [None] * len(program.features)
        windows: dict[str, Bounds] = {}
        for feature, column in zip(features, columns, strict=True):
            values[feature.slot] = column[row]
            begin, points = fired.windows[feature.name]
            end = t if feature.over_ms is not None else int(begin[row])
            code = program.signals[feature.signal].code
            windows[feature.name] = Bounds(code, int(begin[row]), end, int(points[row]))
        subject = enrolments[enrolment].subject
        yield explain_values(program, fired.rule, subject, t, values, fired.parameters[row], windows)
