"""Rule texts against the features and parameters of their kit: types, units, and whether they can ever fire."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Literal

from pagus.errors import Fault, RuleError, UnitError
from pagus.kernel.units import parse_unit
from pagus.kit_language.draft import Draft
from pagus.kit_language.entries import Placed
from pagus.kit_language.lint_reach import reach_faults, rearm_faults, repeated_rule_faults
from pagus.kit_language.model import Kit
from pagus.kit_language.reach import parameter_range
from pagus.kit_language.schema import RuleEntry
from pagus.rules import Environment, Expression, compile_rule, trace, untimed
from pagus.rules.tokens import RESERVED

__all__ = [
    "compile_placed",
    "environment_of",
    "reads",
    "rule_faults",
    "unit_faults",
    "words_of",
]

FOREVER_H = 1e9
"""Hours without data: longer than any threshold."""
_WORD = re.compile(r"p\.[a-z][a-z0-9_]*|[a-z][a-z0-9_]*")


def words_of(text: str) -> frozenset[str]:
    """Which names may this rule text mention? Parameters stand as ``p.name``; words of the language are among them."""
    return frozenset(_WORD.findall(text))


def environment_of(kit: Kit) -> Environment:
    """Which names, in which units, may a rule text of this kit use? Entries that are broken are not among them."""
    features = {name: one.unit for name, one in kit.features.items() if _feature_reads(kit, name)}
    return Environment(features, {name: one.unit for name, one in kit.parameters.items() if reads(one.unit)})


def reads(code: str) -> bool:
    """Is this a unit?"""
    try:
        parse_unit(code)
    except UnitError:
        return False
    return True


def unit_faults(placed: Placed[Any], code: str) -> Iterator[Fault]:
    """What is wrong with the key ``unit`` of this entry?

    Takes: the entry and the code it gives. Gives: one fault when it is no unit.
    """
    try:
        parse_unit(code)
    except UnitError as error:
        message, _, remedy = str(error).partition(": ")
        yield placed.fault(message, remedy or "write a UCUM code, as mg/dL", "unit")


def _feature_reads(kit: Kit, name: str) -> bool:
    signal = kit.signals.get(kit.features[name].signal)
    return signal is not None and reads(signal.unit) and name not in RESERVED


def compile_placed(
    draft: Draft,
    placed: Placed[Any],
    where: str,
    text: str,
    environment: Environment,
    *,
    expect: Literal["boolean", "number"] = "boolean",
) -> tuple[Expression | None, list[Fault]]:
    """Does this condition, or this number, compile?

    Takes: the draft, the entry that holds the text, under which key, the text, what it may name, what it must be.
    Gives: the checked expression and no fault, or None and the faults; None without a fault when the text uses an
    entry that is itself broken.
    """
    broken = draft.features.keys() - environment.features.keys()
    broken |= {f"p.{name}" for name in draft.parameters.keys() - environment.parameters.keys()}
    if broken & words_of(text):
        return None, []
    try:
        return compile_rule(text, environment, expect=expect), []
    except RuleError as error:
        path = ".".join(map(str, (*placed.path, where)))
        file, line = placed.document.file, placed.line(where)
        return None, [
            Fault(
                file=file, line=line, path=f"{path} {fault.path}".rstrip(), message=fault.message, remedy=fault.remedy
            )
            for fault in error.faults
        ]


def rule_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    """What is wrong with the rules of this kit, seen with its features and parameters?

    Takes: the draft and the kit assembled from it. Gives: faults.
    """
    if not draft.rules and not draft.forms and not draft.pathways:
        yield Fault(file="rules", message="the kit has no rule", remedy="add rules: in rules/NAME.yaml")
    environment = environment_of(kit)
    compiled: list[tuple[Placed[RuleEntry], Expression]] = []
    for placed in draft.rules.values():
        rule = placed.value
        if rule is None:
            continue
        when, faults = compile_placed(draft, placed, "when", rule.when, environment)
        yield from faults
        yield from _hygiene_faults(placed, rule, kit)
        if rule.clear is not None:
            clear, faults = compile_placed(draft, placed, "clear", rule.clear, environment)
            yield from faults if clear is None else rearm_faults(placed, clear, kit)
        if when is not None and not when.features:
            yield placed.fault("when mentions no feature: nothing measured can change it", "name a feature", "when")
        elif when is not None:
            yield from _timer_faults(placed, rule, when, kit)
            yield from _silence_faults(placed, rule, when, kit)
            yield from reach_faults(placed, when, kit)
            compiled.append((placed, when))
    yield from repeated_rule_faults(compiled)


def _hygiene_faults(placed: Placed[RuleEntry], rule: RuleEntry, kit: Kit) -> Iterator[Fault]:
    if rule.clear == "true" and not rule.refractory:
        remedy = 'add refractory: the time between two reminders; clear: "true" repeats the alert while it lasts'
        yield placed.fault("the alert would be raised again at each evaluation", remedy, "clear")
    if rule.mandatory:
        if rule.schedule is None and rule.confirm[0] > 1:
            message = "a mandatory rule would wait for confirmations that never come while nothing comes"
            yield placed.fault(message, "remove confirm, or give the rule a schedule", "confirm")
        free = sorted(name for name, one in kit.parameters.items() if one.control == "free")
        for name in free:
            if f"p.{name}" in words_of(rule.when):
                message = f"the parameter {name} is free: it could switch this mandatory rule off"
                yield placed.fault(message, f"make {name} bounded or fixed", "when")


def _timer_faults(placed: Placed[RuleEntry], rule: RuleEntry, when: Expression, kit: Kit) -> Iterator[Fault]:
    silent = {name for name, feature in kit.features.items() if feature.kind == "since_last"}
    for name in untimed(when, silent) if rule.schedule is None else ():
        message = f"{name} grows while nothing arrives, and no timer can follow it here"
        yield placed.fault(
            message, "compare it with a number or a parameter alone, or give the rule a schedule", "when"
        )


def _silence_faults(placed: Placed[RuleEntry], rule: RuleEntry, when: Expression, kit: Kit) -> Iterator[Fault]:
    """Tell a mandatory rule that is not true when nothing has come for ever, at some allowed parameter value."""
    if not rule.mandatory:
        return
    after_silence = {"since_last": FOREVER_H, "count": 0.0, "coverage": 0.0}
    features = {name: after_silence.get(kit.features[name].kind) for name in when.features}
    defaults = {name: kit.parameters[name].default for name in when.parameters}
    tried = [defaults]
    for name in when.parameters:
        span = parameter_range(kit.parameters[name])
        tried += [{**defaults, name: end} for end in (span.low, span.high) if math.isfinite(end)]
    if any(trace(when, features, values).value is not True for values in tried):
        message = "this mandatory rule can stay silent when nothing comes"
        yield placed.fault(message, "make it true as soon as a since_last feature is large, whatever the rest", "when")
