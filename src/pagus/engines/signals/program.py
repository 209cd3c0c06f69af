"""From a kit to a program that runs: everything that could fail while a territory runs is refused here."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pagus.engines.signals.feature_plan import plan_features, plan_signals
from pagus.engines.signals.model import Deadline, FeaturePlan, Program, RulePlan, checked_value
from pagus.errors import Fault, KitError, RuleError, UnitError
from pagus.kernel.units import convert
from pagus.kit_language.model import Kit, Parameter, Rule
from pagus.rules import Environment, Expression, compile_rule, deadlines, to_function

__all__ = ["compile_program"]

_MOST_CONFIRMATIONS = 64
_FOREVER_H = 1e9
"""Hours without data, when a mandatory rule on a schedule is tried out: longer than any threshold."""
_ROUNDING_MS = 1e-3
"""A threshold of 0.1 h may come out of its conversion as 359999.99999999994 ms. Without this, the rule would be judged
when exactly the threshold has passed, be false, and not be judged again while nothing comes."""


@dataclass(frozen=True, slots=True)
class _Checked:
    rule: Rule
    when: Expression
    clear: Expression | None

    @property
    def features(self) -> tuple[str, ...]:
        return tuple(sorted({*self.when.features, *(self.clear.features if self.clear else ())}))

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(sorted({*self.when.parameters, *(self.clear.parameters if self.clear else ())}))


def compile_program(kit: Kit, parameters: Mapping[str, float] | None = None, also: Iterable[str] = ()) -> Program:
    """Which program runs this kit, with these parameter values?

    Takes: a checked kit; values by name that replace the defaults (the layers already merged into one); features of the
    kit that are wanted although no rule reads them, as pathways do. Gives: the program, for ``Live`` and ``replay``.
    Refuses: KitError with every fault at once (a rule that does not compile, a feature that cannot be computed, a
    mandatory rule that could stay silent); InputError for a parameter value out of its bounds.
    """
    faults: list[Fault] = []
    checked = _checked_rules(kit, faults)
    names = {name for entry in checked for name in entry.features}.union(also)
    try:
        signals = plan_signals(kit.signals, (kit.features[name].signal for name in names), faults)
        features = plan_features(kit.features, names, kit.signals, signals, faults)
    except UnitError as error:
        raise KitError("kit {kit} cannot run: {reason}", kit=kit.id, reason=str(error)) from error
    _check_hygiene(kit, checked, faults)
    if faults:
        raise KitError("kit {kit} {version} cannot run", faults, kit=kit.id, version=kit.version)
    slots = {name: slot for slot, name in enumerate(kit.parameters)}
    rules = tuple(_plan_rule(slot, entry, features, slots) for slot, entry in enumerate(checked))
    program = Program(
        kit=kit.id,
        version=kit.version,
        digest=kit.digest,
        signals=tuple(signals.values()),
        features=tuple(features.values()),
        rules=rules,
        parameters=dict(kit.parameters),
        values=tuple(checked_value(parameter, parameter.default) for parameter in kit.parameters.values()),
    )
    values = program.values_with(parameters or {})
    _refuse_silence(program, kit)
    return replace(program, values=values)


def _checked_rules(kit: Kit, faults: list[Fault]) -> list[_Checked]:
    environment = Environment(
        features={name: feature.unit for name, feature in kit.features.items()},
        parameters={name: parameter.unit for name, parameter in kit.parameters.items()},
    )
    checked: list[_Checked] = []
    for rule in kit.rules.values():
        try:
            when = compile_rule(rule.when, environment)
            clear = compile_rule(rule.clear, environment) if rule.clear is not None else None
        except RuleError as error:
            faults.extend(_fault(rule, f"{fault.path}: {fault.message}", fault.remedy) for fault in error.faults)
            continue
        faults.extend(
            _fault(rule, f"{expression.text} is a number", "compare it with something")
            for expression in (when, clear)
            if expression is not None and not expression.is_boolean
        )
        if not when.features:
            faults.append(_fault(rule, "the condition names no feature", "name one, or remove the rule"))
        checked.append(_Checked(rule, when, clear))
    return checked


def _check_hygiene(kit: Kit, checked: Sequence[_Checked], faults: list[Fault]) -> None:
    for entry in checked:
        rule, (n, m) = entry.rule, entry.rule.confirm
        if not 1 <= n <= m <= _MOST_CONFIRMATIONS:
            faults.append(_fault(rule, f"confirm {n} of {m}", f"n from 1 to m, and m at most {_MOST_CONFIRMATIONS}"))
        if rule.sustained_ms < 0 or rule.refractory_ms < 0:
            faults.append(_fault(rule, "a negative duration", "make sustained and refractory zero or longer"))
        if rule.schedule is not None and rule.schedule.every_ms <= 0:
            faults.append(_fault(rule, "an empty schedule", "make every longer than zero"))
        if rule.mandatory:
            _check_mandatory(kit, entry, faults)


def _check_mandatory(kit: Kit, entry: _Checked, faults: list[Fault]) -> None:
    rule = entry.rule
    for name in entry.parameters:
        parameter = kit.parameters[name]
        bounded = parameter.control == "bounded" and parameter.minimum is not None and parameter.maximum is not None
        if parameter.control != "fixed" and not bounded:
            message = f"is mandatory, and its parameter {name} has no bounds"
            faults.append(_fault(rule, message, "make it fixed, or bounded with minimum and maximum"))
    if rule.schedule is None and rule.confirm[0] > 1:
        message = "is mandatory and waits for confirmations that never come when nothing comes"
        faults.append(_fault(rule, message, "remove confirm, or give it a schedule"))


def _plan_rule(
    slot: int, entry: _Checked, features: Mapping[str, FeaturePlan], parameters: Mapping[str, int]
) -> RulePlan:
    rule = entry.rule
    slots = {name: plan.slot for name, plan in features.items()}
    used = tuple(features[name] for name in entry.features)
    return RulePlan(
        slot=slot,
        id=rule.id,
        severity=rule.severity,
        when=entry.when,
        when_function=to_function(entry.when, slots, parameters),
        clear=entry.clear,
        clear_function=to_function(entry.clear, slots, parameters) if entry.clear is not None else None,
        features=tuple(plan.slot for plan in used),
        signals=tuple(sorted({plan.signal for plan in used})),
        deadlines=_deadlines(entry, features, parameters) if rule.schedule is None else (),
        schedule=rule.schedule,
        sustained_ms=rule.sustained_ms,
        confirm=rule.confirm,
        refractory_ms=rule.refractory_ms,
        mandatory=rule.mandatory,
        group=rule.group or rule.id,
        parameters=entry.parameters,
    )


def _deadlines(
    entry: _Checked, features: Mapping[str, FeaturePlan], parameters: Mapping[str, int]
) -> tuple[Deadline, ...]:
    silences = {name: plan for name, plan in features.items() if plan.kind == "since_last"}
    signals = {name: name for name in silences}
    found: list[Deadline] = []
    for expression in (entry.when, entry.clear):
        if expression is not None:
            for name, threshold in deadlines(expression, signals):
                found.append(Deadline(signal=silences[name].signal, after_ms=_in_ms(threshold, parameters)))
    return tuple(found)


def _in_ms(threshold: Expression, parameters: Mapping[str, int]) -> Callable[[Sequence[float]], int | None]:
    compute = to_function(threshold, {}, parameters)
    unit = threshold.unit.code if threshold.unit is not None else "h"

    def after(values: Sequence[float]) -> int | None:
        value = compute((), values)
        if value is None or value < 0:
            return None
        milliseconds = convert(float(value), unit, "ms") + _ROUNDING_MS
        return math.floor(milliseconds) if milliseconds < 2**53 else None

    return after


def _refuse_silence(program: Program, kit: Kit) -> None:
    """A mandatory rule must be true when nothing comes, whatever else is unknown and wherever its parameters stand."""
    faults: list[Fault] = []
    silent = [_when_silent(feature) for feature in program.features]
    corners = [
        tuple(pick(parameter) for parameter in program.parameters.values()) for pick in (_least, _default, _most)
    ]
    for plan in program.rules:
        if not plan.mandatory:
            continue
        rule = kit.rules[plan.id]
        if any(plan.when_function(silent, corner) is not True for corner in corners):
            message = "is mandatory, and not true when nothing comes"
            faults.append(_fault(rule, message, "make it true when a since_last feature alone is large"))
        if plan.schedule is None and not plan.deadlines:
            message = "is mandatory, and nothing wakes it when nothing comes"
            faults.append(_fault(rule, message, "compare a since_last feature with a parameter, or give it a schedule"))
    if faults:
        raise KitError("kit {kit} {version} cannot run", faults, kit=kit.id, version=kit.version)


def _when_silent(feature: FeaturePlan) -> float | None:
    return {"since_last": _FOREVER_H, "count": 0.0, "coverage": 0.0}.get(feature.kind)


def _least(parameter: Parameter) -> float:
    return parameter.default if parameter.minimum is None else parameter.minimum


def _default(parameter: Parameter) -> float:
    return parameter.default


def _most(parameter: Parameter) -> float:
    return parameter.default if parameter.maximum is None else parameter.maximum


def _fault(rule: Rule, message: str, remedy: str) -> Fault:
    return Fault(file="rules", line=rule.line, path=f"rule {rule.id}", message=message, remedy=remedy)
