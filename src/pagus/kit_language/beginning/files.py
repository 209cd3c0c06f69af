"""Answers -> the files of a kit: each entry is checked by the shape that reads it, then written as YAML."""

from __future__ import annotations

import math
from collections.abc import Mapping
from io import StringIO
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from pagus import __version__
from pagus.errors import Fault, KitError
from pagus.kernel.time import HOUR, format_duration
from pagus.kit_language.beginning.answers import Answers, check_answers
from pagus.kit_language.beginning.course import scenarios
from pagus.kit_language.beginning.words import messages
from pagus.kit_language.entries import read_entry
from pagus.kit_language.schema import FeatureEntry, ManifestEntry, ParameterEntry, RuleEntry, SignalEntry
from pagus.kit_language.schema_scenario import ScenarioEntry
from pagus.kit_language.yaml_document import YamlDocument

__all__ = ["begin_kit"]

LONGEST_LINE = 100
"""A mapping that fits into this many characters stands on one line."""
_LOCAL = {"certainty": "local"}


def begin_kit(answers: Answers) -> dict[str, str]:
    """Which files make the kit of these answers?

    Takes: the answers. Gives: the text of each file by its path; together they are a kit without a fault, in which
    everything that nobody has verified is marked so. Refuses: KitError with every reason why the answers make none.
    """
    check_answers(answers)
    faults: list[Fault] = []
    data: dict[str, dict[str, Any]] = {
        "kit.yaml": _checked(ManifestEntry, "kit.yaml", _manifest(answers), faults),
        "parameters.yaml": _each(ParameterEntry, "parameters.yaml", _parameters(answers), faults),
        f"signals/{answers.signal.code}.yaml": _each(SignalEntry, "signals", _signal(answers), faults),
        f"rules/{answers.signal.code}.yaml": {
            "features": _each(FeatureEntry, "rules", _features(answers), faults),
            "rules": _each(RuleEntry, "rules", _rules(answers), faults),
        },
        "tests/scenarios/first.yaml": _each(ScenarioEntry, "tests/scenarios/first.yaml", scenarios(answers), faults),
        **{f"messages/{language}.yaml": texts for language, texts in messages(answers).items()},
    }
    if faults:
        raise KitError("no kit can be made of these answers", faults)
    texts = {path: _yaml(path, entries) for path, entries in data.items()}
    return texts | {"sources.bib": _SOURCES, "CHANGELOG.md": f"# Changes of {answers.id}\n\n## 0.1.0\n\nFirst draft.\n"}


_SOURCES = """\
% Nothing is cited yet: every number of this kit is marked certainty: local. To give one a source, write the entry here,
% put its key into the evidence block beside the number, and change the certainty to law, consensus or study.
"""
_HEADS = {
    "kit.yaml": "Who publishes this kit, for whom and under which conditions.",
    "parameters.yaml": "The numbers that a territory, a team or a person may set.",
    "tests/scenarios/first.yaml": "What must happen, value by value. Instants count from day zero.",
}


def _checked(shape: type[BaseModel], file: str, entry: dict[str, Any], faults: list[Fault]) -> dict[str, Any]:
    read_entry(shape, file, YamlDocument(file, {}, {}), (), entry, faults)
    return entry


def _each(
    shape: type[BaseModel], file: str, entries: dict[str, dict[str, Any]], faults: list[Fault]
) -> dict[str, dict[str, Any]]:
    return {name: _checked(shape, file, entry, faults) for name, entry in entries.items()}


def _manifest(answers: Answers) -> dict[str, Any]:
    device = dict.fromkeys(("manufacturer", "class", "certificate", "risk_file", "vigilance_contact"), "none")
    clinical = {"clinical": True, "clinical_owner": "", "device": device} if answers.clinical else {}
    nurse = ["nurse"] if answers.signal.subject == "person" else []
    return {
        "format": 1,
        "id": answers.id,
        "version": "0.1.0",
        "maturity": "draft",
        "licence": answers.licence,
        "publisher": answers.publisher,
        "subject": answers.signal.subject,
        "roles": ["coordinator", *nurse],
        "data_categories": [answers.signal.data],
        **clinical,
        "requires": {"pagus": f">={__version__} <1.0.0"},
    }


def _signal(answers: Answers) -> dict[str, dict[str, Any]]:
    entry = answers.signal.entry
    written: dict[str, Any] = {"unit": entry.unit, "plausible": [_plain(end) for end in entry.plausible]}
    if entry.every is not None:
        written["every"] = format_duration(entry.every)
    if entry.loinc is not None:
        written["loinc"] = entry.loinc
    if entry.accepts:
        written["accepts"] = list(entry.accepts)
    return {answers.signal.code: written | {"evidence": _LOCAL}}


def _parameters(answers: Answers) -> dict[str, dict[str, Any]]:
    person = ["person"] if answers.signal.subject == "person" else []
    hours = answers.signal.silence_ms / HOUR
    low, high = answers.bounds
    return {
        f"{answers.signal.code}_limit": {
            "selector": "threshold",
            "unit": answers.signal.entry.unit,
            "default": _plain(answers.limit),
            "control": "bounded",
            "minimum": _plain(low),
            "maximum": _plain(high),
            "layers": ["territory", "team", *person],
            "evidence": _LOCAL,
        },
        "silence_limit": {
            "selector": "duration",
            "unit": "h",
            "default": _plain(hours),
            "control": "bounded",
            "minimum": _plain(hours / 2),
            "maximum": _plain(hours * 4),
            "layers": ["territory", "team"],
            "evidence": _LOCAL,
        },
    }


def _features(answers: Answers) -> dict[str, dict[str, Any]]:
    code = answers.signal.code
    return {
        f"{code}_now": {"kind": "last", "signal": code},
        f"{code}_silence": {"kind": "since_last", "signal": code},
    }


def _rules(answers: Answers) -> dict[str, dict[str, Any]]:
    code = answers.signal.code
    return {
        answers.rule: {
            "when": f"{code}_now {'>' if answers.above else '<'} p.{code}_limit",
            "severity": answers.severity,
            "group": code,
            "evidence": _LOCAL,
        },
        f"no_{code}": {
            "when": f"{code}_silence > p.silence_limit",
            "severity": "warning",
            **({"mandatory": True} if answers.clinical else {}),
            "group": "transmission",
            "evidence": _LOCAL,
        },
    }


def _plain(number: float) -> float:
    return int(number) if math.isfinite(number) and number == int(number) else number


def _yaml(path: str, data: Mapping[str, Any]) -> str:
    writer = YAML(pure=True)
    writer.width = 1_000
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    writer.dump(_styled(data, 0), stream)
    head = f"# {_HEADS[path]}\n\n" if path in _HEADS else ""
    return head + stream.getvalue()


def _styled(value: Any, depth: int) -> Any:
    """The same data, short lists and mappings on one line, as people write them."""
    if isinstance(value, dict):
        styled: Any = CommentedMap((key, _styled(inner, depth + 1)) for key, inner in value.items())
        plain = not any(isinstance(inner, dict) and inner for inner in value.values())
        one_line = depth > 1 and plain and len(str(value)) <= LONGEST_LINE
    elif isinstance(value, list):
        styled = CommentedSeq(_styled(inner, depth + 1) for inner in value)
        one_line = not any(isinstance(inner, dict) for inner in value)
    else:
        return _plain(value) if isinstance(value, float) else value
    if one_line or not value:
        styled.fa.set_flow_style()
    return styled
