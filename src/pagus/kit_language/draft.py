"""A kit being read: every entry of every file, placed, with the faults found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FolderPath
from typing import Any

from pagus import __version__
from pagus.errors import Fault
from pagus.kit_language.bibliography import Bibliography, read_bibliography
from pagus.kit_language.entries import Placed, nearest, read_entries, read_entry
from pagus.kit_language.folder import KitFolder, read_folder
from pagus.kit_language.form_schema import FormEntry
from pagus.kit_language.model import LANGUAGES, Language
from pagus.kit_language.pathway_schema import PathwayEntry
from pagus.kit_language.requirements import newer_pagus
from pagus.kit_language.schema import (
    FORMAT,
    FeatureEntry,
    IndicatorEntry,
    ManifestEntry,
    ParameterEntry,
    RuleEntry,
    SignalEntry,
)
from pagus.kit_language.schema_choices import ClockEntry, TargetSetEntry
from pagus.kit_language.schema_evaluation import EvaluationEntry
from pagus.kit_language.schema_scenario import ScenarioEntry
from pagus.kit_language.yaml_document import Path, YamlDocument, read_yaml
from pagus.rules.tokens import RESERVED

__all__ = [
    "Draft",
    "read_draft",
]


@dataclass(slots=True)
class Draft:
    """What the files of a kit say, before anything is checked across them."""

    digest: str
    faults: list[Fault]
    manifest: Placed[ManifestEntry] | None = None
    parameters: dict[str, Placed[ParameterEntry]] = field(default_factory=dict)
    signals: dict[str, Placed[SignalEntry]] = field(default_factory=dict)
    features: dict[str, Placed[FeatureEntry]] = field(default_factory=dict)
    rules: dict[str, Placed[RuleEntry]] = field(default_factory=dict)
    indicators: dict[str, Placed[IndicatorEntry]] = field(default_factory=dict)
    forms: dict[str, Placed[FormEntry]] = field(default_factory=dict)
    pathways: dict[str, Placed[PathwayEntry]] = field(default_factory=dict)
    scenarios: dict[str, Placed[ScenarioEntry]] = field(default_factory=dict)
    evaluation: Placed[EvaluationEntry] | None = None
    clocks: dict[str, Placed[ClockEntry]] = field(default_factory=dict)
    target_sets: dict[str, Placed[TargetSetEntry]] = field(default_factory=dict)
    messages: dict[Language, YamlDocument] = field(default_factory=dict)
    unreadable: bool = False
    """A file other than the messages could not be read, so that much of the kit is not known."""
    bibliography: Bibliography = field(default_factory=lambda: Bibliography({}, {}, ()))


def read_draft(folder: FolderPath) -> Draft:
    """What do the files of this kit folder say?

    Takes: the folder. Gives: a draft whose ``faults`` hold all that is wrong with single files and entries.
    """
    files = read_folder(folder)
    told = {fault.file for fault in files.faults}
    draft = Draft(files.digest, list(files.faults), unreadable=any(not it.startswith("messages/") for it in told))
    if not files.texts:
        return draft
    _read_manifest(files, draft)
    _read_named(files, draft)
    for language in LANGUAGES:
        document = _document(files, f"messages/{language}.yaml", draft)
        if document is not None:
            draft.messages[language] = document
    if "sources.bib" in files.texts:
        draft.bibliography = read_bibliography(files.texts["sources.bib"])
        draft.faults += draft.bibliography.faults
    return draft


def _document(files: KitFolder, path: str, draft: Draft) -> YamlDocument | None:
    if path not in files.texts:
        return None
    document, faults = read_yaml(files.texts[path], path)
    draft.faults += faults
    if document is not None and not isinstance(document.data, Mapping):
        draft.faults.append(document.fault((), "the file holds no entries", "write  name: ...  or remove the file"))
        document = None
    if document is None and not path.startswith("messages/"):
        draft.unreadable = True
    return document


def _read_manifest(files: KitFolder, draft: Draft) -> None:
    document = _document(files, "kit.yaml", draft)
    if document is None:
        return
    written: Any = document.data.get("format", FORMAT)
    if written != FORMAT or isinstance(written, bool):
        message = f"format {written!r} is not known here"
        draft.faults.append(document.fault(("format",), message, f"this version of Pagus reads format: {FORMAT}"))
        return
    requires: Any = document.data.get("requires")
    asked = requires.get("pagus") if isinstance(requires, Mapping) else None
    if newer_pagus(asked, __version__):
        message = f"the kit asks for Pagus {asked}: this is {__version__}"
        remedy = "bring Pagus up to date: it may not understand what stands here"
        draft.faults.append(document.fault(("requires", "pagus"), message, remedy))
        return
    draft.manifest = read_entry(ManifestEntry, "kit", document, (), document.data, draft.faults)


def _read_named(files: KitFolder, draft: Draft) -> None:
    document = _document(files, "parameters.yaml", draft)
    if document is not None:
        read_entries(ParameterEntry, document, (), draft.parameters, draft.faults)
        _refuse_reserved(document, (), draft)
    if (document := _document(files, "clocks.yaml", draft)) is not None:
        read_entries(ClockEntry, document, (), draft.clocks, draft.faults)
    if (document := _document(files, "target_sets.yaml", draft)) is not None:
        read_entries(TargetSetEntry, document, (), draft.target_sets, draft.faults)
    for path in files.matching("rules"):
        if (document := _document(files, path, draft)) is not None:
            _read_rule_file(document, draft)
    folders: tuple[tuple[str, type[Any], dict[str, Any]], ...] = (
        ("signals", SignalEntry, draft.signals),
        ("indicators", IndicatorEntry, draft.indicators),
        ("forms", FormEntry, draft.forms),
        ("pathway", PathwayEntry, draft.pathways),
        ("tests/scenarios", ScenarioEntry, draft.scenarios),
    )
    for name, kind, entries in folders:
        for path in files.matching(name):
            if (document := _document(files, path, draft)) is not None:
                read_entries(kind, document, (), entries, draft.faults)
    if (document := _document(files, "evaluation/plan.yaml", draft)) is not None:
        draft.evaluation = read_entry(EvaluationEntry, "evaluation", document, (), document.data, draft.faults)


def _read_rule_file(document: YamlDocument, draft: Draft) -> None:
    for key in document.data:
        if key not in {"features", "rules"}:
            message = f"unknown key {key!r}"
            draft.faults.append(document.fault((key,), message, nearest(key, ("features", "rules"))))
    if "features" in document.data:
        read_entries(FeatureEntry, document, ("features",), draft.features, draft.faults)
        _refuse_reserved(document, ("features",), draft)
    if "rules" in document.data:
        read_entries(RuleEntry, document, ("rules",), draft.rules, draft.faults)


def _refuse_reserved(document: YamlDocument, path: Path, draft: Draft) -> None:
    entries: Any = document.data[path[0]] if path else document.data
    for name in entries if isinstance(entries, Mapping) else ():
        if name in RESERVED:
            message = f"{name} is a word of the rule language and cannot be a name"
            draft.faults.append(document.fault((*path, name), message, f"call it {name}_value, for example"))
