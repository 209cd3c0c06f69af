"""The line that a kit lacks: a scenario written out as far as the kit itself says what belongs into it."""

from __future__ import annotations

import math

from pagus.errors import KitError
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.lint_rules import environment_of, words_of
from pagus.kit_language.model import Feature, Kit, Rule, Signal
from pagus.kit_language.written import offset_text
from pagus.rules import Node, compile_rule, trace
from pagus.rules.checking import is_constant
from pagus.rules.expression import expression_of
from pagus.rules.syntax import Binary, Name, walk

__all__ = ["boundary_line", "scenario_line"]

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_THEN = {
    "happy": "then: {alerts: []}",
    "silence": "then: {alerts: [{rule: RULE}]}",
    "outage": "then: {alerts: []}",
    "false_alarm_budget": "then: {most_alerts: 0}",
    "uninstall": "then: {alerts: []}",
}


def scenario_line(kit: Kit, kind: str) -> str:
    """Which scenario of this kind could the kit begin with?

    Takes: the kit, and a kind that every kit must have. Gives: one line of YAML; its values are a place to begin.
    """
    signal = next(iter(kit.signals.values()), None)
    points = "" if signal is None or kind == "silence" else _point(signal, 0, _middle(signal))
    late = "" if signal is None or kind != "outage" else f", {_point(signal, HOUR, _middle(signal), received=DAY)}"
    when = "{until: 2d, uninstall: 1d}" if kind == "uninstall" else "{until: 2d}"
    then = _THEN[kind].replace("RULE", _silence_rule(kit))
    given = f"{{observations: [{points}{late}]}}"
    return f"a_{kind}: {{title: One {kind}, kind: {kind}, given: {given}, when: {when}, {then}}}"


def _silence_rule(kit: Kit) -> str:
    silent = {name for name, one in kit.features.items() if one.kind == "since_last"}
    watching = [name for name, rule in kit.rules.items() if silent & words_of(rule.when)]
    return next(iter([*watching, *kit.rules]), "RULE")


def boundary_line(kit: Kit, rule: Rule) -> str:
    """Which scenario would hold the edge of this rule?

    Takes: the kit and one of its rules. Gives: one line of YAML. It is whole when the rule compares the last value of
    a signal, or the time since it, with a limit; else its values are a place to begin.
    """
    points, until, fires = _edge(kit, rule) or _beginning(kit)
    waits = rule.schedule is not None or rule.sustained_ms > 0 or rule.confirm != (1, 1)
    at = "" if fires is None or waits else f"at: {offset_text(fires)}, "
    alert = f"{{rule: {rule.id}, {at}severity: {rule.severity}}}"
    given = f"{{observations: [{', '.join(points)}]}}"
    return (
        f"{rule.id}_edge: {{title: Its edge, kind: boundary, rule: {rule.id}, given: {given}, "
        f"when: {{until: {offset_text(until + rule.sustained_ms)}}}, then: {{alerts: [{alert}]}}}}"
    )


def _beginning(kit: Kit) -> tuple[list[str], int, None]:
    signal = next(iter(kit.signals.values()), None)
    return ([] if signal is None else [_point(signal, 0, _middle(signal))]), DAY, None


def _edge(kit: Kit, rule: Rule) -> tuple[list[str], int, int] | None:
    """The points that just do not and just do make the rule fire, the end, and the instant of the alert."""
    try:
        condition = compile_rule(rule.when, environment_of(kit), expect="boolean")
    except KitError:  # told where the rule stands
        return None
    for part in walk(condition.node):
        if isinstance(part, Binary) and part.operator in _MIRRORED:
            for name, sign, other in (
                (part.left, part.operator, part.right),
                (part.right, _MIRRORED[part.operator], part.left),
            ):
                if isinstance(name, Name) and is_constant(other):
                    feature = kit.features[name.name]
                    limit = _constant(condition.text, other, kit)
                    found = _points(feature, kit.signals[feature.signal], sign, limit) if limit is not None else None
                    if found is not None:
                        return found
    return None


def _constant(text: str, node: Node, kit: Kit) -> float | None:
    part = expression_of(text, node)
    value = trace(part, {}, {name: kit.parameters[name].default for name in part.parameters}).value
    return None if isinstance(value, bool) else value


def _points(feature: Feature, signal: Signal, sign: str, limit: float) -> tuple[list[str], int, int] | None:
    every = signal.every_ms or HOUR
    if feature.kind == "since_last" and sign in {">", ">="}:
        silent = round(limit * HOUR)
        return [_point(signal, 0, _middle(signal))], 2 * silent, silent + (1 if sign == ">" else 0)
    if feature.kind != "last":
        return None
    step = 10.0 ** math.floor(math.log10((signal.plausible[1] - signal.plausible[0]) / 100))
    past = step if sign in {">", ">="} else -step
    quiet, fires = (limit, limit + past) if sign in {">", "<"} else (limit - past, limit)
    return [_point(signal, 0, quiet), _point(signal, every, fires)], 2 * every, every


def _middle(signal: Signal) -> float:
    return sum(signal.plausible) / 2


def _point(signal: Signal, at: int, value: float, received: int | None = None) -> str:
    late = "" if received is None else f", received: {offset_text(received)}"
    return f"{{signal: {signal.code}, at: {offset_text(at)}, value: {value:g}{late}}}"
