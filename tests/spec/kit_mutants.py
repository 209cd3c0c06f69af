"""One deliberate fault at a time in the rules and features of a kit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pagus.kit_language.model import SEVERITIES, Band, Feature, Kit, Rule
from pagus.rules import Environment, Node, compile_rule
from pagus.rules.syntax import COMPARISONS, Binary, Literal, Name, Parameter, walk

NUDGES = (0.98, 1.02)
OTHERS = {"<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "==": ("!=",), "!=": ("==",)}


def mutants(kit: Kit) -> Iterator[tuple[str, str, Kit]]:
    """Every mutant of a kit: (what it touches, what was done, the kit with this one fault)."""
    for rule in kit.rules.values():
        for words, wrong in _rules(rule, kit):
            yield rule.id, words, replace(kit, rules={**kit.rules, rule.id: wrong})
        for words, features in _coverages(rule, kit):
            yield rule.id, words, replace(kit, features={**kit.features, **features})
    read = _read_by_rules(kit)
    for feature in (one for name, one in kit.features.items() if name in read):
        for words, other in _features(feature):
            yield feature.name, words, replace(kit, features={**kit.features, feature.name: other})


def _read_by_rules(kit: Kit) -> set[str]:
    """What only an indicator reads shows in no alert: no scenario could see a fault in it."""
    texts = [text for rule in kit.rules.values() for text in (rule.when, rule.clear or "")]
    return {word for text in texts for word in re.findall(r"[a-z_0-9]+", text)}


def _rules(rule: Rule, kit: Kit) -> Iterator[tuple[str, Rule]]:
    for words, text in _texts(rule.when, kit):
        yield f"when: {words}", replace(rule, when=text)
    if rule.clear is not None:
        for words, text in _texts(rule.clear, kit):
            yield f"clear: {words}", replace(rule, clear=text)
        yield "clear dropped", replace(rule, clear=None)
    worse = SEVERITIES[(SEVERITIES.index(rule.severity) + 1) % len(SEVERITIES)]
    yield f"severity {worse}", replace(rule, severity=worse)
    if rule.schedule is not None:
        yield "schedule dropped", replace(rule, schedule=None)
        yield (
            "schedule twice as slow",
            replace(rule, schedule=replace(rule.schedule, every_ms=2 * rule.schedule.every_ms)),
        )
    if rule.sustained_ms:
        yield "sustained dropped", replace(rule, sustained_ms=0)
        yield "sustained twice as long", replace(rule, sustained_ms=2 * rule.sustained_ms)
    if rule.refractory_ms:
        yield "refractory dropped", replace(rule, refractory_ms=0)
        yield "refractory twice as long", replace(rule, refractory_ms=2 * rule.refractory_ms)
    if rule.confirm != (1, 1):
        yield "confirm dropped", replace(rule, confirm=(1, 1))


def _texts(text: str, kit: Kit) -> Iterator[tuple[str, str]]:
    """The rule text with one threshold nudged, or one comparison exchanged."""
    environment = Environment(
        {name: feature.unit for name, feature in kit.features.items()},
        {name: parameter.unit for name, parameter in kit.parameters.items()},
    )
    silences = {name for name, feature in kit.features.items() if feature.kind == "since_last"}
    tree = compile_rule(text, environment).node
    switched = {id(part) for node in walk(tree) if (beside := _switch(node, kit)) for part in beside}
    for node in walk(tree):
        written = text[node.start : node.end]
        if id(node) in switched:
            if isinstance(node, Parameter):
                yield f"{written} the other way round", text[: node.start] + f"(1 - {written})" + text[node.end :]
        elif isinstance(node, Parameter) or (isinstance(node, Literal) and not isinstance(node.value, bool)):
            for nudge in NUDGES:
                yield f"{written} x {nudge}", text[: node.start] + f"({written} * {nudge})" + text[node.end :]
        elif isinstance(node, Binary) and node.operator in COMPARISONS:
            between = text[node.left.end : node.right.start]
            for other in OTHERS[node.operator]:
                if _same_at_timers(node, other, silences):
                    continue
                changed = re.sub(r"[<>=!]+", other, between, count=1)
                yield f"{written} with {other}", text[: node.left.end] + changed + text[node.right.start :]


def _switch(node: Node, kit: Kit) -> tuple[Node, ...]:
    """A yes or no, and what it is compared with: nudged they say the same, so they are exchanged instead."""
    if isinstance(node, Binary) and isinstance(node.left, Parameter):
        return (node.left, node.right) if kit.parameters[node.left.name].selector == "yes_no" else ()
    return ()


def _same_at_timers(node: Binary, other: str, silences: set[str]) -> bool:
    """Is ``>`` here the same as ``>=``? A silence is judged a millisecond after its limit, and at no instant before."""
    strict = {node.operator, other} in ({">", ">="}, {"<", "<="})
    return strict and isinstance(node.left, Name) and node.left.name in silences


def _coverages(rule: Rule, kit: Kit) -> Iterator[tuple[str, dict[str, Feature]]]:
    """All features of a rule ask for more, or less, coverage: one alone would be held by the others."""
    wanting = {name: it for name, it in kit.features.items() if it.min_coverage and name in rule.when.split()}
    for nudge in NUDGES if wanting else ():
        changed = {name: replace(it, min_coverage=(it.min_coverage or 0) * nudge) for name, it in wanting.items()}
        yield f"coverage x {nudge}", changed


def _features(feature: Feature) -> Iterator[tuple[str, Feature]]:
    if feature.over_ms is not None:
        yield "window twice as long", replace(feature, over_ms=2 * feature.over_ms)
    if feature.min_points > 1:
        yield "one point less", replace(feature, min_points=feature.min_points - 1)
        yield "one point more", replace(feature, min_points=feature.min_points + 1)
    if feature.band is not None:
        for words, band in _bands(feature.band):
            yield words, replace(feature, band=band)


def _bands(band: Band) -> Iterator[tuple[str, Band]]:
    if band.low is not None:
        yield "lower end exchanged", replace(band, low_closed=not band.low_closed)
        for nudge in NUDGES:
            yield f"lower end x {nudge}", replace(band, low=band.low * nudge)
    if band.high is not None:
        yield "upper end exchanged", replace(band, high_closed=not band.high_closed)
        for nudge in NUDGES:
            yield f"upper end x {nudge}", replace(band, high=band.high * nudge)
