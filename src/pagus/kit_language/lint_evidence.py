"""What every number of a kit rests on: where it says so, and whether its sources are there and used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pagus.errors import Fault
from pagus.kit_language.bibliography import FILE as SOURCES
from pagus.kit_language.draft import Draft
from pagus.kit_language.entries import Placed, nearest
from pagus.kit_language.evaluation import evaluation_evidence
from pagus.kit_language.form_lint import form_evidence
from pagus.kit_language.pathway_schema import PathwayEntry
from pagus.kit_language.schema import EvidenceEntry

__all__ = ["evidence_faults", "placed_entries"]

Path = tuple[str | int, ...]


def evidence_faults(draft: Draft) -> Iterator[Fault]:
    """Which sources are cited and not there, or there and never cited?

    Takes: the draft. Gives: faults. What is cited nowhere is told only when everything could be read.
    """
    known = draft.bibliography.sources
    readable = all(fault.file != SOURCES for fault in draft.faults)
    cited: set[str] = set()
    for placed, path, evidence in _blocks(draft):
        for position, key in enumerate(evidence.sources):
            cited.add(key)
            if key not in known and readable:
                yield placed.fault(f"sources.bib has no entry {key!r}", nearest(key, known), *path, "sources", position)
    plan = [draft.evaluation] if draft.evaluation is not None else []
    others: list[Placed[Any]] = [*draft.target_sets.values(), *draft.forms.values(), *plan]
    if any(placed.value is None for placed in (*placed_entries(draft), *others)):
        return
    for key, line in draft.bibliography.lines.items():
        if key not in cited:
            remedy = "cite it in an evidence block, or remove it"
            yield Fault(file=SOURCES, line=line, path=key, message="nothing cites this entry", remedy=remedy)


def placed_entries(draft: Draft) -> Iterator[Placed[Any]]:
    """Every entry that has one evidence block of its own, at most."""
    sections = (draft.signals, draft.features, draft.parameters, draft.rules, draft.indicators, draft.pathways)
    for section in (*sections, draft.clocks):
        yield from section.values()


def _blocks(draft: Draft) -> Iterator[tuple[Placed[Any], Path, EvidenceEntry]]:
    """Every evidence block: the entry it stands in, and under which path there."""
    for placed in placed_entries(draft):
        value = placed.value
        if value is None:
            continue
        if value.evidence is not None:
            yield placed, ("evidence",), value.evidence
        for name, state in value.states.items() if isinstance(value, PathwayEntry) else ():
            for position, transition in enumerate(state.next):
                if transition.evidence is not None:
                    yield placed, ("states", name, "next", position, "evidence"), transition.evidence
    for target in draft.target_sets.values():
        for name, each in target.value.values.items() if target.value is not None else ():
            yield target, ("values", name, "evidence"), each.evidence
    for form in draft.forms.values():
        for path, block in form_evidence(form.value) if form.value is not None else ():
            yield form, path, block
    if draft.evaluation is not None:
        for inside, block in evaluation_evidence(draft.evaluation):
            yield draft.evaluation, (*inside, "evidence"), block
