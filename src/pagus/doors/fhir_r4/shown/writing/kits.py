"""An installed kit as PlanDefinition (its rules) and Library (its content, its sources)."""

from __future__ import annotations

from pagus.apps.installations.queries import InstalledKit
from pagus.doors.fhir_r4.shown.writing.parts import OWN, Document, begin, coded, without_nothing
from pagus.kit_language.model import Kit, Rule, Signal, Source

__all__ = ["kit_id", "library", "plan_definition"]

_STATUS = {"draft": "draft", "pilot": "active", "evaluated": "active", "transferred": "active"}
_LIBRARY_TYPE = "http://terminology.hl7.org/CodeSystem/library-type"
_PLAN_TYPE = "http://terminology.hl7.org/CodeSystem/plan-definition-type"
RULE_LANGUAGE = "text/x-pagus-rule"
"""The language of rules; docs/reference/rule-language.md."""


def kit_id(installation: int) -> str:
    """The id of an installed kit: one installation is one version in one territory."""
    return f"k{installation}"


def library(installed: InstalledKit, language: str) -> Document:
    """What a kit is made of, as a Library: its parameters as they hold in the territory, what it reads, its sources."""
    kit = installed.kit
    return without_nothing(
        {
            **_head("Library", installed, language),
            "type": {"coding": [{"system": _LIBRARY_TYPE, "code": "logic-library"}]},
            "relatedArtifact": [_citation(each) for each in kit.sources.values()],
            "parameter": [
                {"name": name.replace("_", "-"), "use": "in", "min": 0, "max": "1", "type": "Quantity",
                 "documentation": f"{each.label.say(language)}: {installed.parameters[name]:g} {each.unit}"}
                for name, each in kit.parameters.items()
            ],
            "dataRequirement": [_requirement(each, language) for each in kit.signals.values()],
        }
    )  # fmt: skip


def plan_definition(installed: InstalledKit, language: str) -> Document:
    """What a kit does, as a PlanDefinition: each rule is an action with its condition, its words and its evidence."""
    kit = installed.kit
    return without_nothing(
        {
            **_head("PlanDefinition", installed, language),
            "type": {"coding": [{"system": _PLAN_TYPE, "code": "eca-rule"}]},
            "library": [f"{_canonical(kit)}:library|{kit.version}"],
            "action": [_action(each, kit, language) for each in kit.rules.values()],
        }
    )


def _head(kind: str, installed: InstalledKit, language: str) -> Document:
    kit = installed.kit
    suffix = ":library" if kind == "Library" else ""
    return {
        **begin(kind, kit_id(installed.id), installed.installed_ms),
        "url": f"{_canonical(kit)}{suffix}",
        "identifier": [{"system": f"{OWN}kit-digest", "value": kit.digest}],
        "version": kit.version,
        "name": "".join(part.capitalize() for part in kit.slug.split("-")),
        "title": kit.title.say(language),
        "status": "retired" if installed.removed_ms is not None else _STATUS[kit.maturity],
        "experimental": installed.mode != "certified",
        "publisher": kit.publisher,
        "description": kit.summary.say(language),
        "copyright": kit.licence,
    }


def _canonical(kit: Kit) -> str:
    return kit.url or f"{OWN}kit:{kit.id}"


def _action(rule: Rule, kit: Kit, language: str) -> Document:
    evidence = [_citation(kit.sources[key], "justification") for key in rule.evidence.sources]
    return without_nothing(
        {
            "code": [coded(f"{OWN}rule:{kit.slug}", rule.id, rule.title, language)],
            "title": rule.title.say(language),
            "description": rule.advice.say(language),
            "priority": {"critical": "stat", "high": "urgent"}.get(rule.severity, "routine"),
            "documentation": evidence,
            "condition": [
                {"kind": "applicability", "expression": {"language": RULE_LANGUAGE, "expression": rule.when}}
            ],
        }
    )


def _citation(source: Source, kind: str = "citation") -> Document:
    said = ". ".join(each for each in (source.authors, source.title, str(source.year or "")) if each)
    url = source.url or (f"https://doi.org/{source.doi}" if source.doi else "")
    return without_nothing({"type": kind, "label": source.key, "citation": said, "url": url})


def _requirement(signal: Signal, language: str) -> Document:
    code = {"text": signal.name.say(language), "coding": [{"system": f"{OWN}signal", "code": signal.code}]}
    if signal.loinc:
        code["coding"] = [{"system": "http://loinc.org", "code": signal.loinc}, *code["coding"]]  # type: ignore[misc]
    return {"type": "Observation", "codeFilter": [{"path": "code", "code": code["coding"]}]}
