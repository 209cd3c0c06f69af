"""How much each change of a kit weighs: the table behind ``difference``, and behind docs/reference/kit-versions.md.

**major**: something that people here rely on is gone or means something else, or somebody must decide anew.
**minor**: something is new, or allows more than before. **patch**: words, sources and tests; nothing is computed
or raised otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from pagus.errors import RuleError
from pagus.kit_language.choices_model import Clock, TargetSet, TargetValue
from pagus.kit_language.evaluation_model import Evaluation
from pagus.kit_language.form_model import Flag, Form, Item, Score
from pagus.kit_language.model import (
    Capability,
    Device,
    Feature,
    Funding,
    Indicator,
    Kit,
    Parameter,
    RequiredKit,
    Requirements,
    Rule,
    Scenario,
    Signal,
    Source,
    Upgrade,
)
from pagus.kit_language.pathway_model import Pathway
from pagus.kit_language.version import Bump
from pagus.rules import parse

__all__ = ["ADDED", "CHANGED", "COLLECTIONS", "REMOVED", "WEIGHTS", "Weight", "same_formula"]

Weigher = Callable[[Any, Any], Bump]


@dataclass(frozen=True, slots=True)
class Weight:
    """What a change of one field weighs: always the same, or by the two values (or by the two parts that hold them).

    ``clinical``: it can change which alerts are raised, or what they ask of their reader.
    """

    bump: Bump | None = None
    by_values: Weigher | None = None
    by_parts: Weigher | None = None
    clinical: bool = False

    def of(self, name: str, old: object, new: object) -> Bump:
        """How much does the change of this field from one part to the other weigh?"""
        if self.bump is not None:
            return self.bump
        if self.by_parts is not None:
            return self.by_parts(old, new)
        assert self.by_values is not None  # one of the three is given
        return self.by_values(getattr(old, name), getattr(new, name))


def _range(old: tuple[float, float], new: tuple[float, float]) -> Bump:
    """A wider plausible range lets more in; one that is narrower at an end holds what was accepted."""
    return "minor" if new[0] <= old[0] and old[1] <= new[1] else "major"


def _grows(old: tuple[str, ...], new: tuple[str, ...]) -> Bump:
    """A list that loses an entry takes something away; one that only gains offers more."""
    return "minor" if set(old) <= set(new) else "major"


def _asks(old: tuple[str, ...], new: tuple[str, ...]) -> Bump:
    """A list whose new entries need somebody's consent; losing one asks for less."""
    return "minor" if set(new) <= set(old) else "major"


def _appears(old: object, new: object) -> Bump:
    """Something optional that was not there is more than before; anything else is a change of what was."""
    return "minor" if old is None and new is not None else "major"


_FREEDOM = {"fixed": 0, "bounded": 1, "free": 2}


def _control(old: str, new: str) -> Bump:
    return "minor" if _FREEDOM[new] > _FREEDOM[old] else "major"


def _lower_end(old: float | None, new: float | None) -> Bump:
    return "minor" if new is None or (old is not None and new <= old) else "major"


def _upper_end(old: float | None, new: float | None) -> Bump:
    return "minor" if new is None or (old is not None and new >= old) else "major"


def _default(old: Parameter, new: Parameter) -> Bump:
    """The value of a fixed parameter is a threshold of the kit; any other is a proposal that each layer may change."""
    return "major" if "fixed" in {old.control, new.control} else "minor"


def same_formula(old: str, new: str) -> bool:
    """Do two texts of the rule language say the same, whatever their blanks and parentheses?

    Takes: two texts, of which one may be empty. Gives: whether their trees are equal; texts that do not parse are
    compared letter by letter.
    """
    if old == new:
        return True
    try:
        return bool(_bare(parse(old)) == _bare(parse(new)))
    except RuleError:
        return False


def _bare(node: object) -> object:
    """A tree as plain tuples, without the places of its parts in the text."""
    if is_dataclass(node) and not isinstance(node, type):
        inside = [_bare(getattr(node, field.name)) for field in fields(node) if field.name not in {"start", "end"}]
        return (type(node).__name__, *inside)
    return tuple(map(_bare, node)) if isinstance(node, tuple) else node


def _serves(old: tuple[Funding, ...], new: tuple[Funding, ...]) -> Bump:
    """A line that is served no longer is something that people rely on."""
    return "major" if {each.line for each in old} - {each.line for each in new} else "minor"


_PATCH, _MINOR, _MAJOR = Weight("patch"), Weight("minor"), Weight("major")
_CLINICAL = Weight("major", clinical=True)

WEIGHTS: Mapping[type, Mapping[str, Weight]] = {
    Kit: {
        "title": _PATCH,
        "summary": _PATCH,
        "inclusion": _PATCH,
        "disclaimer": _PATCH,
        "workload": _PATCH,
        "publisher": _PATCH,
        "maturity": _PATCH,
        "url": _PATCH,
        "legal_basis": _MINOR,
        "licence": _MINOR,
        "clinical_owner": _MINOR,
        "tables": _MINOR,
        "kinds": _MAJOR,
        "funding": Weight(by_values=_serves),
        "subject": _CLINICAL,
        "clinical": _CLINICAL,
        "data_categories": Weight(by_values=_asks),
        "roles": Weight(by_values=_grows),
    },
    Device: {
        "intended_use": _CLINICAL,
        "device_class": _MAJOR,
        "manufacturer": _MAJOR,
        "certificate": _MINOR,
        "risk_file": _PATCH,
        "vigilance_contact": _PATCH,
    },
    Requirements: {"pagus": _MINOR},
    RequiredKit: {"range": _MINOR, "why": _PATCH},
    Capability: {
        "signal": _CLINICAL,
        "rule": _CLINICAL,
        "when_silent": Weight("patch", clinical=True),
        "reads": _CLINICAL,
        "every_ms": _CLINICAL,
        "over_ms": _CLINICAL,
    },
    Upgrade: {"moves_from": _PATCH, "changes": _PATCH},
    Evaluation: {
        "question": _MINOR,
        "compared_with": _MINOR,
        "approvals": _MINOR,
        "design": _MAJOR,
        "unit": _MAJOR,
        "comparator": _MAJOR,
        "baseline_ms": _MAJOR,
        "period_ms": _MAJOR,
        "looks_ms": _MAJOR,
        "outcomes": _MAJOR,
        "sample": _MAJOR,
        "decisions": _MAJOR,
    },
    Signal: {
        "name": _PATCH,
        "evidence": _PATCH,
        "subject": _CLINICAL,
        "unit": _CLINICAL,
        "plausible": Weight(by_values=_range, clinical=True),
        "every_ms": _CLINICAL,
        "loinc": Weight(by_values=_appears),
        "conversions": Weight(by_values=_grows),
        "form": _CLINICAL,
        "fact": _CLINICAL,
        "when_prescribed": _CLINICAL,
        "times_a_day": _CLINICAL,
        "by_device": _CLINICAL,
    },
    Clock: {
        "within_ms": Weight("minor", clinical=True),
        "at_most_ms": Weight(by_values=_upper_end, clinical=True),
        "evidence": _PATCH,
    },
    TargetSet: {"label": _PATCH, "who": _MINOR, "note": _PATCH, "range": _MINOR},
    TargetValue: {"value": Weight("minor", clinical=True), "evidence": _PATCH},
    Feature: {
        "label": _PATCH,
        "evidence": _PATCH,
        "kind": _CLINICAL,
        "signal": _CLINICAL,
        "unit": _CLINICAL,
        "over_ms": _CLINICAL,
        "pane_ms": _CLINICAL,
        "probability": _CLINICAL,
        "band": _CLINICAL,
        "min_points": _CLINICAL,
        "min_coverage": _CLINICAL,
        "every_ms": _CLINICAL,
    },
    Parameter: {
        "label": _PATCH,
        "evidence": _PATCH,
        "selector": _MAJOR,
        "unit": _CLINICAL,
        "default": Weight(by_parts=_default, clinical=True),
        "control": Weight(by_values=_control),
        "minimum": Weight(by_values=_lower_end, clinical=True),
        "maximum": Weight(by_values=_upper_end, clinical=True),
        "layers": Weight(by_values=_grows),
    },
    Rule: {
        "title": _PATCH,
        "advice": Weight("patch", clinical=True),
        "evidence": _PATCH,
        "when": _CLINICAL,
        "clear": _CLINICAL,
        "severity": _CLINICAL,
        "schedule": _CLINICAL,
        "sustained_ms": _CLINICAL,
        "confirm": _CLINICAL,
        "refractory_ms": _CLINICAL,
        "mandatory": _CLINICAL,
        "group": _MINOR,
    },
    Indicator: {
        "title": _PATCH,
        "description": _PATCH,
        "evidence": _PATCH,
        "kind": _MAJOR,
        "unit": _MAJOR,
        "period_ms": _MAJOR,
        "numerator": _MAJOR,
        "denominator": _MAJOR,
        "table": _MAJOR,
        "membership": _MAJOR,
        "target": _MAJOR,
        "better": _MAJOR,
    },
    Form: {
        "title": _PATCH,
        "purpose": _PATCH,
        "licence": _PATCH,
        "evidence": _PATCH,
        "url": _PATCH,
        "version": _PATCH,
        "terms": _MINOR,
        "wording": _MINOR,
    },
    Item: {
        "text": Weight("minor", clinical=True),
        "help": _PATCH,
        "loinc": Weight(by_values=_appears),
        "link_id": _MINOR,
        "group": _MINOR,
        "required": _MINOR,
        "kind": _CLINICAL,
        "unit": _CLINICAL,
        "low": Weight(by_values=_lower_end, clinical=True),
        "high": Weight(by_values=_upper_end, clinical=True),
        "options": _CLINICAL,
        "when": _CLINICAL,
        "points_if_not_asked": _CLINICAL,
    },
    Score: {
        "label": _PATCH,
        "evidence": _PATCH,
        "population": _PATCH,
        "bands": _CLINICAL,
        "cut_offs": _CLINICAL,
        **dict.fromkeys(
            ("kind", "unit", "of", "times", "missing_at_most", "missing_fill", "tables", "constant", "terms"), _CLINICAL
        ),
        **dict.fromkeys(("cases", "value", "valid", "decimals"), _CLINICAL),
    },
    Flag: {
        "title": _PATCH,
        "advice": Weight("patch", clinical=True),
        "evidence": _PATCH,
        "when": _CLINICAL,
        "severity": _CLINICAL,
    },
}
"""By the class of a part, what a change of each of its fields weighs."""

COLLECTIONS: Mapping[str, type] = {
    "requires.kits": RequiredKit,
    "requires.capabilities": Capability,
    "signals": Signal,
    "features": Feature,
    "parameters": Parameter,
    "clocks": Clock,
    "target_sets": TargetSet,
    "target_values": TargetValue,
    "rules": Rule,
    "indicators": Indicator,
    "forms": Form,
    "form_items": Item,
    "form_scores": Score,
    "form_flags": Flag,
    "pathways": Pathway,
    "sources": Source,
    "scenarios": Scenario,
}
"""The fields of a kit that hold parts with a name."""

ADDED: Mapping[type, Weight] = {
    Signal: _MINOR,
    Feature: _MINOR,
    Parameter: _MINOR,
    Clock: Weight("minor", clinical=True),
    TargetSet: _MINOR,
    TargetValue: Weight("minor", clinical=True),
    Rule: Weight("minor", clinical=True),
    Indicator: _MINOR,
    Form: _MINOR,
    Item: Weight("minor", clinical=True),
    Score: _MINOR,
    Flag: Weight("minor", clinical=True),
    Pathway: Weight("minor", clinical=True),
    Source: _PATCH,
    Scenario: _PATCH,
    Device: _CLINICAL,
    Upgrade: _PATCH,
    Evaluation: _MINOR,
    RequiredKit: _MAJOR,
    Capability: _CLINICAL,
}
CHANGED = _PATCH
"""A source or a scenario that says something else."""
REMOVED: Mapping[type, Weight] = {
    Signal: _MAJOR,
    Feature: _MAJOR,
    Parameter: _CLINICAL,
    Clock: Weight("minor", clinical=True),
    TargetSet: _CLINICAL,
    TargetValue: _CLINICAL,
    Rule: _CLINICAL,
    Indicator: _MAJOR,
    Form: _CLINICAL,
    Item: _CLINICAL,
    Score: _CLINICAL,
    Flag: _CLINICAL,
    Pathway: _CLINICAL,
    Source: _PATCH,
    Scenario: _PATCH,
    Device: _CLINICAL,
    Upgrade: _PATCH,
    Evaluation: _MAJOR,
    RequiredKit: _MINOR,
    Capability: _CLINICAL,
}
