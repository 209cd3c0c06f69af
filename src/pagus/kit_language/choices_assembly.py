"""Entries of clocks.yaml and target_sets.yaml -> the frozen objects of a kit."""

from __future__ import annotations

from pagus.kit_language.choices_model import Clock, TargetRange, TargetSet, TargetValue
from pagus.kit_language.draft import Draft
from pagus.kit_language.model import SEVERITIES, Evidence, Severity
from pagus.kit_language.schema_choices import ClockEntry, TargetSetEntry
from pagus.kit_language.texts import Texts

__all__ = ["assemble_clocks", "assemble_target_sets"]


def assemble_clocks(draft: Draft, texts: Texts) -> dict[Severity, Clock]:
    """Which clocks does the draft propose?

    Takes: the draft; the texts that its notes are found in. Gives: one for each severity that is named, the lightest
    first, in minutes. Names of no severity are left to ``lint``.
    """
    found: dict[Severity, Clock] = {}
    for name, placed in draft.clocks.items():
        if placed.value is None or name not in SEVERITIES:
            texts.skip("clocks", name)
    for severity in SEVERITIES:
        entry = draft.clocks[severity].value if severity in draft.clocks else None
        if entry is not None:
            found[severity] = _clock(severity, entry, texts)
    return found


def _clock(severity: Severity, entry: ClockEntry, texts: Texts) -> Clock:
    take = texts.text if entry.evidence.certainty == "local" else texts.optional
    return Clock(
        severity=severity,
        within_ms=entry.within,
        at_most_ms=entry.at_most,
        evidence=Evidence(
            certainty=entry.evidence.certainty,
            sources=tuple(entry.evidence.sources),
            note=take("clocks", severity, "note"),
        ),
    )


def assemble_target_sets(draft: Draft, texts: Texts) -> dict[str, TargetSet]:
    """Which sets of targets does the draft offer?

    Takes: the draft; the texts that titles and notes are found in. Gives: the sets by name, in the order of the file.
    """
    found: dict[str, TargetSet] = {}
    for name, placed in draft.target_sets.items():
        if placed.value is None:
            texts.skip("target_sets", name)
        else:
            found[name] = _target_set(name, placed.value, texts)
    return found


def _target_set(name: str, entry: TargetSetEntry, texts: Texts) -> TargetSet:
    local = any(each.evidence.certainty == "local" for each in entry.values.values())
    note = (texts.text if local else texts.optional)("target_sets", name, "note")
    values = {
        parameter: TargetValue(
            value=float(each.value),
            evidence=Evidence(
                certainty=each.evidence.certainty,
                sources=tuple(each.evidence.sources),
                note=note if each.evidence.certainty == "local" else None,
            ),
        )
        for parameter, each in entry.values.items()
    }
    return TargetSet(
        name=name,
        label=texts.text("target_sets", name, "name"),
        who=texts.text("target_sets", name, "who"),
        values=values,
        note=note,
        range=TargetRange(feature=entry.range.feature, wanted=entry.range.wanted) if entry.range is not None else None,
    )
