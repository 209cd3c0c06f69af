"""Why a rule fired: the values it saw, the thresholds, the evaluation step by step, and where each value comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pagus.engines.signals.grid import to_grid
from pagus.engines.signals.model import Bounds, FeaturePlan, Firing, Point, Program, RulePlan
from pagus.engines.signals.reading import compile_reader
from pagus.engines.signals.series import Series, plan_series
from pagus.engines.signals.subject import Subject
from pagus.errors import InputError
from pagus.rules import trace

__all__ = ["explain", "explain_values", "rederive"]


def explain(
    program: Program, subject: Subject, rule: RulePlan, t: int, values: Sequence[float | None], late: bool
) -> Firing:
    """What is known about this firing, at the moment it happens?

    Takes: the program, the subject's state just after judging ``t``, the rule, the feature values by slot, and whether
    late data brought it. Gives: the Firing.
    """
    windows = {
        feature.name: _bounds(program, subject.series[feature.signal], feature, t, subject.from_ms)
        for feature in (program.features[slot] for slot in rule.features)
    }
    return explain_values(program, rule, subject.name, t, values, subject.parameters, windows, late)


def explain_values(
    program: Program,
    rule: RulePlan,
    subject: str,
    t: int,
    values: Sequence[float | None],
    parameters: Sequence[float],
    windows: dict[str, Bounds],
    late: bool = False,
) -> Firing:
    """Which Firing do these values make?

    Takes: feature values by slot, parameter values in the program's order, the bounds of each feature's points.
    Gives: the Firing with its trace.
    """
    by_name = {program.features[slot].name: values[slot] for slot in rule.features}
    thresholds = dict(zip(program.parameters, parameters, strict=True))
    return Firing(
        rule=rule.id,
        subject=subject,
        t=t,
        severity=rule.severity,
        features=by_name,
        parameters={name: thresholds[name] for name in rule.parameters},
        trace=trace(rule.when, by_name, thresholds).as_json(),
        late=late,
        windows=windows,
    )


def rederive(program: Program, firing: Firing, points: Iterable[Point]) -> Firing:
    """Does the stored explanation lead to the same alert again, from the stored points?

    Takes: the program, a firing, and the points of its subject (those within ``firing.windows`` are used). Gives: the
    firing computed anew; equal to the old one, to the bit, when nothing was changed since.
    Refuses: InputError when the program has no such rule, or its condition is not true on these points.
    """
    rule = next((rule for rule in program.rules if rule.id == firing.rule), None)
    if rule is None:
        facts = {"kit": program.kit, "version": program.version, "rule": firing.rule}
        raise InputError("kit {kit} {version} has no rule {rule}", **facts)
    plans = plan_series(program)
    known = sorted(points, key=lambda point: point[2])
    values: list[float | None] = [None] * len(program.features)
    windows: dict[str, Bounds] = {}
    for slot in rule.features:
        feature = program.features[slot]
        signal, bounds = program.signals[feature.signal], firing.windows[feature.name]
        series = Series(plans[signal.slot], bounds.from_ms)
        for _, code, t, value in known:
            if code == signal.code and bounds.from_ms <= t <= bounds.to_ms and bounds.points:
                series.add(t, to_grid(value, signal.scale))
        row = [series] * len(program.signals)
        compile_reader(program, plans, [slot])(row, firing.t, values)
        windows[feature.name] = _bounds(program, series, feature, firing.t, bounds.from_ms)
    parameters = program.values_with(firing.parameters)
    if rule.when_function(values, parameters) is not True:
        raise InputError("rule {rule} is not true on these points", rule=firing.rule)
    return explain_values(program, rule, firing.subject, firing.t, values, parameters, windows, firing.late)


def _bounds(program: Program, series: Series, feature: FeaturePlan, t: int, enrolled_ms: int) -> Bounds:
    code = program.signals[feature.signal].code
    if feature.over_ms is None:
        return Bounds(code, series.last_t, series.last_t, 0 if series.last_value is None else 1)
    start = max(enrolled_ms, feature.start(t))
    if feature.pane_ms is None:
        return Bounds(code, start, t, series.count_since(start))
    span = (feature.pane_ms, feature.over_ms)
    n = next(pane.n for pane in series.panes if (pane.plan.pane_ms, pane.plan.span_ms) == span)
    return Bounds(code, start, t, n)
