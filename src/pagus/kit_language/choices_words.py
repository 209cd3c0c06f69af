"""Clocks and sets of targets in words: what a clinician reads before installing, and before choosing for somebody."""

from __future__ import annotations

from dataclasses import dataclass

from pagus.kit_language import phrases
from pagus.kit_language.choices_model import TargetSet
from pagus.kit_language.evidence_words import EvidenceWords, evidence_words
from pagus.kit_language.model import Kit, Language, Severity
from pagus.kit_language.wording import duration_text, parameter_text

__all__ = ["ClockWords", "TargetSetWords", "TargetValueWords", "clock_words", "target_set_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWords:
    """How soon an alert of a severity is to be looked at, and on whose word."""

    severity: Severity
    text: str
    evidence: EvidenceWords


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetValueWords:
    """One value of a set: what it is for, how it is written, on whose word. Without the note, which is the set's."""

    name: str
    label: str
    value: str
    evidence: EvidenceWords


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSetWords:
    """A set of targets: for whom it is, its values, and what must be known of them."""

    name: str
    title: str
    who: str
    note: str
    values: tuple[TargetValueWords, ...]


def clock_words(kit: Kit, language: Language) -> tuple[ClockWords, ...]:
    """How soon does this kit want its alerts looked at?

    Takes: a loaded kit; the language. Gives: the gravest severity first; nothing where the kit says nothing.
    """
    return tuple(
        ClockWords(
            severity=clock.severity,
            text=phrases.WITHIN.say(language).format(
                duration_text(clock.within_ms, language, dative=True),
                duration_text(clock.at_most_ms, language, dative=True),
            ),
            evidence=evidence_words(clock.evidence, kit, language),
        )
        for clock in reversed(tuple(kit.clocks.values()))
    )


def target_set_words(kit: Kit, target: TargetSet, language: Language) -> TargetSetWords:
    """What does choosing this set mean? Takes: a loaded kit, one of its sets, the language. Gives: its words."""
    values = []
    for name, each in target.values.items():
        words = evidence_words(each.evidence, kit, language)
        values.append(
            TargetValueWords(
                name=name,
                label=kit.parameters[name].label.say(language),
                value=parameter_text(kit.parameters[name], each.value, language),
                evidence=EvidenceWords(certainty=words.certainty, words=words.words, sources=words.sources, note=""),
            )
        )
    return TargetSetWords(
        name=target.name,
        title=target.label.say(language),
        who=target.who.say(language),
        note=target.note.say(language) if target.note is not None else "",
        values=tuple(values),
    )
