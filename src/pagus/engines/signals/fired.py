"""The explanations of firings that columns gave."""

from __future__ import annotations

from collections.abc import Iterator

from pagus.engines.signals.derivation import Derivation, Thresholds
from pagus.engines.signals.explanation import explain_values
from pagus.engines.signals.model import Bounds, Firing, RulePlan
from pagus.engines.signals.timeline import Integers

__all__ = ["explained_at"]


def explained_at(derivation: Derivation, rule: RulePlan, thresholds: Thresholds, key: Integers) -> Iterator[Firing]:
    """What did the rule see when it fired?

    Takes: the derivation of a block, a rule, its parameter values, the keys of its firings (rising). Gives: the
    Firings, with features, parameters, windows and trace: those of live, to the bit.
    """
    if not len(key):
        return
    program, block, columns = derivation.program, derivation.block, derivation.columns_at(key)
    features = [program.features[slot] for slot in rule.features]
    frame = columns.frame(rule.features)
    values = {feature.slot: frame[feature.name].to_list() for feature in features}
    bounds = {feature.name: [it.tolist() for it in columns.bounds(feature)] for feature in features}
    for row, (enrolment, t) in enumerate(zip(columns.rows.enrolment.tolist(), columns.rows.t.tolist(), strict=True)):
        windows = {}
        for feature in features:
            begin, points = (numbers[row] for numbers in bounds[feature.name])
            code = program.signals[feature.signal].code
            windows[feature.name] = Bounds(code, begin, begin if feature.over_ms is None else t, points)
        seen = [values[slot][row] if slot in values else None for slot in range(len(program.features))]
        subject = block.enrolments[enrolment].subject
        yield explain_values(program, rule, subject, t, seen, thresholds.of(enrolment), windows)
