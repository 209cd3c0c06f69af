"""What differs from one version of a kit to another, as rows that a clinician and a coordinator can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pagus.faces.console.frame import language
from pagus.faces.console.numbers import written
from pagus.kit_language.choices_model import Clock, TargetValue
from pagus.kit_language.difference import Change, Difference
from pagus.kit_language.form_model import form_parts
from pagus.kit_language.model import Evidence, Kit, Parameter, Rule, Signal, Text
from pagus.kit_language.pathway_model import State
from pagus.kit_language.pathway_words import way_words
from pagus.kit_language.phrases import CERTAINTIES
from pagus.kit_language.sentences import rule_words
from pagus.web.charts.language import duration, number, printed_unit

__all__ = ["FIELDS", "PARTS", "change_rows"]

PARTS: Mapping[str, Any] = {
    "kit": gettext_lazy("Kit"),
    "device": gettext_lazy("Device"),
    "signal": gettext_lazy("Signal"),
    "feature": gettext_lazy("Feature"),
    "parameter": gettext_lazy("Parameter"),
    "clock": gettext_lazy("Clock"),
    "target set": gettext_lazy("Set of targets"),
    "target value": gettext_lazy("Value of a set of targets"),
    "rule": gettext_lazy("Rule"),
    "indicator": gettext_lazy("Indicator"),
    "pathway": gettext_lazy("Pathway"),
    "state": gettext_lazy("State of a pathway"),
    "task": gettext_lazy("Task"),
    "fact": gettext_lazy("What decisions read"),
    "notice": gettext_lazy("Message"),
    "form": gettext_lazy("Form"),
    "item": gettext_lazy("Question of a form"),
    "score": gettext_lazy("Score"),
    "flag": gettext_lazy("Warning of a form"),
    "evaluation": gettext_lazy("Plan of the evaluation"),
    "source": gettext_lazy("Source"),
    "scenario": gettext_lazy("Scenario"),
    "requires": gettext_lazy("Requirements"),
    "required kit": gettext_lazy("Required kit"),
    "capability": gettext_lazy("Capability"),
    "upgrade": gettext_lazy("Passage of people from older versions"),
    "files": gettext_lazy("Papers beside the kit"),
}
COLLECTIONS = {
    "signal": "signals",
    "feature": "features",
    "parameter": "parameters",
    "clock": "clocks",
    "target set": "target_sets",
    "rule": "rules",
    "indicator": "indicators",
    "source": "sources",
    "pathway": "pathways",
    "form": "forms",
}
PATHWAY_PARTS = {"state": "states", "task": "tasks", "fact": "facts", "notice": "notices"}
FORM_PARTS = {"item": "items", "score": "scores", "flag": "flags"}
FIELDS: Mapping[str, Any] = {
    "title": gettext_lazy("title"),
    "name": gettext_lazy("name"),
    "label": gettext_lazy("name"),
    "summary": gettext_lazy("summary"),
    "description": gettext_lazy("description"),
    "inclusion": gettext_lazy("who it is for"),
    "disclaimer": gettext_lazy("warning to the reader"),
    "workload": gettext_lazy("work it costs and saves"),
    "publisher": gettext_lazy("publisher"),
    "maturity": gettext_lazy("maturity"),
    "legal_basis": gettext_lazy("legal basis"),
    "licence": gettext_lazy("licence"),
    "clinical_owner": gettext_lazy("clinical owner"),
    "tables": gettext_lazy("tables it reads"),
    "subject": gettext_lazy("whom or what it is about"),
    "clinical": gettext_lazy("clinical content"),
    "data_categories": gettext_lazy("categories of data"),
    "roles": gettext_lazy("roles it works with"),
    "intended_use": gettext_lazy("intended use"),
    "device_class": gettext_lazy("class of the device"),
    "manufacturer": gettext_lazy("manufacturer"),
    "certificate": gettext_lazy("certificate"),
    "risk_file": gettext_lazy("risk file"),
    "vigilance_contact": gettext_lazy("vigilance contact"),
    "unit": gettext_lazy("unit"),
    "plausible": gettext_lazy("plausible range"),
    "every_ms": gettext_lazy("expected rhythm"),
    "loinc": gettext_lazy("LOINC code"),
    "conversions": gettext_lazy("conversions"),
    "evidence": gettext_lazy("evidence"),
    "kind": gettext_lazy("way of computing"),
    "signal": gettext_lazy("signal"),
    "over_ms": gettext_lazy("window"),
    "pane_ms": gettext_lazy("pane"),
    "probability": gettext_lazy("quantile"),
    "band": gettext_lazy("band"),
    "min_points": gettext_lazy("fewest readings"),
    "min_coverage": gettext_lazy("least coverage"),
    "when_prescribed": gettext_lazy("asked only if prescribed"),
    "within_ms": gettext_lazy("how soon it is looked at"),
    "at_most_ms": gettext_lazy("the longest that may be set"),
    "who": gettext_lazy("who it is for"),
    "note": gettext_lazy("note"),
    "value": gettext_lazy("value"),
    "selector": gettext_lazy("kind of value"),
    "default": gettext_lazy("the kit’s own value"),
    "control": gettext_lazy("who may change it"),
    "minimum": gettext_lazy("lower bound"),
    "maximum": gettext_lazy("upper bound"),
    "layers": gettext_lazy("layers that may set it"),
    "advice": gettext_lazy("what to do"),
    "when": gettext_lazy("condition"),
    "clear": gettext_lazy("condition of its end"),
    "severity": gettext_lazy("severity"),
    "schedule": gettext_lazy("schedule"),
    "sustained_ms": gettext_lazy("how long it must last"),
    "confirm": gettext_lazy("confirmations asked for"),
    "refractory_ms": gettext_lazy("rest after an alert"),
    "mandatory": gettext_lazy("cannot be switched off"),
    "group": gettext_lazy("group of alerts"),
    "period_ms": gettext_lazy("period"),
    "numerator": gettext_lazy("what is counted"),
    "denominator": gettext_lazy("among whom it is counted"),
    "table": gettext_lazy("table it reads"),
    "membership": gettext_lazy("membership"),
    "target": gettext_lazy("target"),
    "better": gettext_lazy("which way is better"),
    "pagus": gettext_lazy("versions of Pagus"),
    "range": gettext_lazy("versions"),
    "why": gettext_lazy("why"),
    "rule": gettext_lazy("rule"),
    "when_silent": gettext_lazy("what happens when it is silent"),
    "moves_from": gettext_lazy("versions whose people may be moved"),
    "changes": gettext_lazy("what changes for them"),
    "start": gettext_lazy("where it begins"),
    "owner": gettext_lazy("who looks when a decision waits"),
    "moved": gettext_lazy("what happens after a move"),
    "assumptions": gettext_lazy("assumptions of the simulation"),
    "migrations": gettext_lazy("passage from older versions"),
    "tasks": gettext_lazy("tasks"),
    "tells": gettext_lazy("messages"),
    "timers": gettext_lazy("timers"),
    "transitions": gettext_lazy("ways on"),
    "end": gettext_lazy("end"),
    "branches": gettext_lazy("branches"),
    "need": gettext_lazy("branches that must end"),
    "joined": gettext_lazy("where branches meet"),
    "calls": gettext_lazy("pathway that it calls"),
    "role": gettext_lazy("role"),
    "due_ms": gettext_lazy("due within"),
    "escalation": gettext_lazy("who takes over, and when"),
    "form": gettext_lazy("form"),
    "repeats": gettext_lazy("repeated"),
    "task": gettext_lazy("task"),
    "counts": gettext_lazy("task that it counts"),
    "text": gettext_lazy("text"),
    "to": gettext_lazy("for whom"),
    "purpose": gettext_lazy("purpose"),
    "wording": gettext_lazy("wording"),
    "terms": gettext_lazy("terms of use"),
    "help": gettext_lazy("help"),
    "required": gettext_lazy("must be answered"),
    "low": gettext_lazy("lowest value"),
    "high": gettext_lazy("highest value"),
    "options": gettext_lazy("answers"),
    "points_if_not_asked": gettext_lazy("points when it is not asked"),
    "population": gettext_lazy("people it was made for"),
    "bands": gettext_lazy("bands"),
    "cut_offs": gettext_lazy("cut-offs"),
    "of": gettext_lazy("questions it adds"),
    "cases": gettext_lazy("cases"),
    "valid": gettext_lazy("where it holds"),
}
WHOLE = {
    "{what} is new": gettext_lazy("new"),
    "{what} is gone": gettext_lazy("gone"),
    "{what} changed": gettext_lazy("says something else"),
}
WORDS = {
    "fixed": gettext_lazy("fixed by the kit"),
    "bounded": gettext_lazy("within bounds"),
    "free": gettext_lazy("free"),
    "critical": gettext_lazy("critical"),
    "high": gettext_lazy("high"),
    "warning": gettext_lazy("warning"),
    "information": gettext_lazy("information"),
    "person": gettext_lazy("person"),
    "place": gettext_lazy("place"),
    "thing": gettext_lazy("thing"),
}
"""Codes that a kit holds as values."""


def change_rows(difference: Difference, old: Kit, new: Kit) -> list[dict[str, Any]]:
    """Each change as a row: which part, what of it, what it was and is, how much it weighs, whether it is clinical."""
    return [_row(change, old, new) for change in difference.changes]


def _row(change: Change, old: Kit, new: Kit) -> dict[str, Any]:
    field = FIELDS.get(change.field, change.field)
    what = capfirst(str(field)) if change.field else capfirst(str(WHOLE.get(change.words.key, "")))
    part, gone = str(PARTS.get(change.part, change.part)), change.name not in _named(new, change.part)
    return {
        "part": part,
        "name": _title(old if gone else new, change),
        "what": what,
        "before": _value(old, change, "before") if change.field else "",
        "after": _value(new, change, "after") if change.field else "",
        "weight": change.weight,
        "clinical": change.clinical,
    }


def _named(kit: Kit, part: str) -> Mapping[str, Any]:
    if part == "required kit":
        return {each.id: each for each in kit.requires.kits}
    if part == "capability":
        return {each.name: each for each in kit.requires.capabilities}
    if part == "target value":
        return {f"{it.name}.{name}": value for it in kit.target_sets.values() for name, value in it.values.items()}
    if part in FORM_PARTS:
        return form_parts(kit.forms, FORM_PARTS[part])
    if part in PATHWAY_PARTS:
        return _parts_of_pathways(kit, PATHWAY_PARTS[part])
    return getattr(kit, COLLECTIONS[part]) if part in COLLECTIONS else {}


def _parts_of_pathways(kit: Kit, field: str) -> dict[str, Any]:
    """The states, tasks, facts or messages of all pathways: by pathway and name, and by the name alone."""
    found: dict[str, Any] = {}
    for pathway in kit.pathways.values():
        for name, part in getattr(pathway, field).items():
            found.setdefault(name, part)
            found[f"{pathway.name}.{name}"] = part
    return found


def _part(kit: Kit, change: Change) -> Any:
    if change.part == "kit":
        return kit
    blocks = {"device": kit.device, "requires": kit.requires, "upgrade": kit.upgrade}
    return blocks[change.part] if change.part in blocks else _named(kit, change.part).get(change.name)


def _title(kit: Kit, change: Change) -> str:
    part = _part(kit, change)
    if isinstance(part, TargetValue):
        target, _dot, name = change.name.partition(".")
        return f"{kit.target_sets[target].label.say(language())}: {kit.parameters[name].label.say(language())}"
    if part is None or part is kit or not change.name or isinstance(part, Clock):
        return str(WORDS.get(change.name, change.name))
    words = next((found for field in ("label", "title", "text", "name") if (found := getattr(part, field, None))), None)
    return capfirst(words.say(language())) if isinstance(words, Text) else str(words or change.name)


def _value(kit: Kit, change: Change, when: str) -> str:
    """The value of the changed field in this version, as people read it; else as the author wrote it."""
    part = _part(kit, change)
    value = getattr(part, change.field, None)
    here = language()
    if value is None or value in ("", ()):
        return _("none")
    if isinstance(part, Parameter) and isinstance(value, float):
        return written(part, value)
    if isinstance(part, TargetValue) and isinstance(value, float):
        return written(kit.parameters[change.name.partition(".")[2]], value)
    if isinstance(part, Rule) and change.field == "when":
        own = {name: parameter.default for name, parameter in kit.parameters.items()}
        return rule_words(part, kit, here, own).condition
    if isinstance(part, Signal) and change.field == "plausible":
        low, high = (number(end, here) for end in part.plausible)
        return _("{low} to {high} {unit}").format(low=low, high=high, unit=printed_unit(part.unit, here))
    if isinstance(part, State) and change.field == "transitions":
        return _ways(kit, part)
    if is_dataclass(value) or isinstance(value, Mapping) or (isinstance(value, tuple) and is_dataclass(value[0])):
        return _plain(value, kit) if isinstance(value, Text | Evidence) else ""
    if change.field.endswith("_ms"):
        return duration(value, here) if value else _("none")
    return _plain(value, kit) or change.words.facts.get(when, str(value))


def _ways(kit: Kit, state: State) -> str:
    """The ways that lead out of a state, as the sentences of the kit."""
    own = {name: parameter.default for name, parameter in kit.parameters.items()}
    pathway = next(it for it in kit.pathways.values() if it.states.get(state.name) == state)
    count = range(len(state.transitions))
    return " ".join(way_words(pathway, kit, state.name, number, language(), own) for number in count)


def _plain(value: Any, kit: Kit) -> str:
    if isinstance(value, Text):
        return value.say(language())
    if isinstance(value, Evidence):
        sources = ", ".join(kit.sources[key].title for key in value.sources if key in kit.sources)
        certainty = CERTAINTIES[value.certainty].say(language())
        return f"{certainty} · {sources}" if sources else certainty
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number(value, language())
    if isinstance(value, tuple):
        return ", ".join(str(WORDS.get(each, each)) for each in value)
    if isinstance(value, str):
        return str(WORDS.get(value, value))
    return ""
