"""Rules that can never fire, always hold, or say what another rule says already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pagus.errors import Fault
from pagus.kit_language.entries import Placed
from pagus.kit_language.model import Kit
from pagus.kit_language.reach import Range, Truth, feature_range, narrowed, parameter_range, possible_verdicts
from pagus.kit_language.schema import RuleEntry
from pagus.kit_language.shares import impossible_shares
from pagus.rules import Expression, Node
from pagus.rules.syntax import COMPARISONS, Binary, Convert, Has, Literal, Logic, Membership, Name, children, walk
from pagus.rules.syntax import Parameter as ParameterNode

__all__ = ["reach_faults", "rearm_faults", "repeated_rule_faults"]

_MIRRORED = {">": "<", ">=": "<="}
Occasion = tuple[str, Mapping[str, Range]]
"""When: in words, and the value that each parameter has then."""


def reach_faults(placed: Placed[RuleEntry], when: Expression, kit: Kit) -> Iterator[Fault]:
    """Which values of its parameters make this rule, or a part of it, impossible or always true?

    Takes: the entry, its compiled condition, the kit. Gives: faults: for the defaults and for each end of a bounded
    parameter; a part is told only when the whole is not. A yes or no may silence a rule, unless nobody may.
    """
    features = _feature_ranges(when, kit)
    told: set[str] = set()
    switches, mandatory = _switches(when, kit), placed.value is not None and placed.value.mandatory
    for words, values in _occasions(when, kit, switches):
        verdict = possible_verdicts(when.node, features, values)
        said = any(values[name] != Range(0, 1) for name in switches)
        if said and verdict.can_be_false and (verdict.can_be_true or not mandatory):
            continue  # it may silence a part, and the rule where nobody must be missed
        left = narrowed(when.node, features, values, verdict=True) if verdict.can_be_true else None
        shares = impossible_shares([kit.features[name] for name in features], kit.signals, left) if left else ()
        if shares:
            message = f"{words} this rule can never fire: the shares {' and '.join(shares)} do not add up"
            yield placed.fault(message, "bands that do not overlap hold all values together, 1, and no more", "when")
        elif not verdict.can_be_true:
            yield placed.fault(f"{words} this rule can never fire", _remedy(when.node, kit, features), "when")
        elif not verdict.can_be_false:
            yield placed.fault(f"{words} this rule is always true", _remedy(when.node, kit, features), "when")
        else:
            yield from _part_faults(placed, when, kit, features, (words, values), told)


def rearm_faults(placed: Placed[RuleEntry], clear: Expression, kit: Kit) -> Iterator[Fault]:
    """Does this rule ever arm itself again, and does it wait for anything?

    Takes: the entry, its compiled ``clear``, the kit. Gives: faults.
    """
    if isinstance(clear.node, Literal) and clear.node.value is True:  # reminders, said in as many words
        return
    features = _feature_ranges(clear, kit)
    for words, values in _occasions(clear, kit):
        verdict = possible_verdicts(clear.node, features, values)
        if not verdict.can_be_true:
            message = f"{words} clear can never be true: the rule would fire once and never again"
            yield placed.fault(message, _remedy(clear.node, kit, features), "clear")
        elif not verdict.can_be_false:
            message = f"{words} clear is always true: the rule waits for nothing"
            yield placed.fault(message, 'write clear: "true" with a refractory time, or remove clear', "clear")


def repeated_rule_faults(rules: Sequence[tuple[Placed[RuleEntry], Expression]]) -> Iterator[Fault]:
    """Which rules fire exactly when another one does?

    Takes: the entries and their compiled conditions. Gives: a fault at each rule that has the condition, schedule,
    sustained time and confirmation of one before it.
    """
    seen: dict[object, str] = {}
    for placed, when in rules:
        entry = placed.value
        assert entry is not None  # it has been compiled
        schedule = (entry.schedule.every, entry.schedule.offset) if entry.schedule is not None else None
        key = (_meaning(when.node), schedule, entry.sustained, entry.confirm)
        first = seen.setdefault(key, placed.name)
        if first != placed.name:
            message = f"this rule fires whenever {first} does: same condition, same timing"
            yield placed.fault(message, f"remove it or {first}, or let their limits or times differ", "when")


def _feature_ranges(condition: Expression, kit: Kit) -> dict[str, Range]:
    return {
        name: feature_range(kit.features[name], kit.signals[kit.features[name].signal])
        for name in condition.features
        if kit.features[name].signal in kit.signals
    }


def _switches(condition: Expression, kit: Kit) -> dict[str, Range]:
    return {name: Range(0, 1) for name in condition.parameters if kit.parameters[name].selector == "yes_no"}


def _occasions(condition: Expression, kit: Kit, switches: Mapping[str, Range] | None = None) -> Iterator[Occasion]:
    """The defaults, then each end of each bounded parameter with the others at their default.

    ``switches``: parameters that may be yes or no on every occasion.
    """
    defaults = {name: _point(kit.parameters[name].default) for name in condition.parameters} | dict(switches or {})
    yield "with the default parameters", defaults
    for value, word in ((0, "no"), (1, "yes")) if len(switches or ()) > 1 else ():
        both = dict.fromkeys(switches or (), _point(value))
        yield f"with {word} to {', '.join(both)}", {**defaults, **both}
    for name in condition.parameters:
        span = parameter_range(kit.parameters[name])
        for end, word in ((span.low, "minimum"), (span.high, "maximum")):
            if kit.parameters[name].control == "bounded":
                yield f"with {name} at its {word}, {end:g},", {**defaults, name: _point(end)}


def _point(value: float) -> Range:
    return Range(value, value)


def _remedy(node: Node, kit: Kit, features: Mapping[str, Range]) -> str:
    """The plausible ranges that a threshold has to be compared with."""
    names = dict.fromkeys(part.name for part in walk(node) if isinstance(part, Name) and part.name in features)
    spans = [f"{name} {features[name].low:g} to {features[name].high:g} {kit.features[name].unit}" for name in names]
    return f"compare its threshold with the plausible range: {'; '.join(spans)}" if spans else "name a feature"


def _part_faults(
    placed: Placed[RuleEntry],
    when: Expression,
    kit: Kit,
    features: Mapping[str, Range],
    occasion: Occasion,
    told: set[str],
) -> Iterator[Fault]:
    """Tell a comparison inside the rule that can only have one verdict, each once."""
    words, values = occasion
    for part in walk(when.node):
        compares = (isinstance(part, Binary) and part.operator in COMPARISONS) or isinstance(part, Membership)
        text = when.text[part.start : part.end]
        verdict = possible_verdicts(part, features, values) if compares else Truth(can_be_true=True, can_be_false=True)
        if (verdict.can_be_true and verdict.can_be_false) or text in told:
            continue
        told.add(text)
        always = "never" if not verdict.can_be_true else "always"
        yield placed.fault(f"{words} the part {text} {always} holds", _remedy(part, kit, features), "when")


def _meaning(node: Node) -> object:
    """The same for two conditions that differ only in spelling, in order, or in the side on which a name stands."""
    match node:
        case Literal(value=value):
            return "literal", value, node.unit
        case Name(name=name):
            return "feature", name
        case ParameterNode(name=name):
            return "parameter", name
        case Has(name=name):
            return "has", name
        case Logic(operator=operator, operands=operands):
            return operator, *sorted((_meaning(operand) for operand in operands), key=repr)
        case Binary(operator=operator, left=left, right=right) if operator in _MIRRORED:
            return _MIRRORED[operator], _meaning(right), _meaning(left)
        case Convert(operand=operand, conversion=conversion):
            return "convert", _meaning(operand), conversion
    own = getattr(node, "operator", None) or getattr(node, "function", None) or type(node).__name__
    return own, *(_meaning(child) for child in children(node))
