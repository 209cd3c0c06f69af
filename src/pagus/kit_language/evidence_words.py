"""What stands behind a number, in words: its certainty, its sources as they are cited, its note."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten

from pagus.kit_language import phrases
from pagus.kit_language.model import Certainty, Evidence, Kit, Language, Source, Text

__all__ = ["Citation", "EvidenceWords", "citation", "evidence_words"]

SHORT_TITLE = 60
"""How long a title may be that stands for a source with no author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source as it is cited, where it can be read, and as few words as tell it apart where it is cited often."""

    key: str
    text: str
    link: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceWords:
    """What stands behind a number. ``words`` says the certainty; ``note`` is empty when there is none."""

    certainty: Certainty
    words: str
    sources: tuple[Citation, ...]
    note: str


def evidence_words(evidence: Evidence, kit: Kit, language: Language) -> EvidenceWords:
    """What stands behind this number?

    Takes: its evidence, a loaded kit, the language. Gives: certainty, citation and note, in words.
    """
    words: Text = phrases.CERTAINTIES[evidence.certainty]
    return EvidenceWords(
        certainty=evidence.certainty,
        words=words.say(language),
        sources=tuple(citation(kit.sources[key]) for key in evidence.sources),
        note=evidence.note.say(language) if evidence.note is not None else "",
    )


def citation(source: Source) -> Citation:
    """How is this source cited, and where can it be read?"""
    authors = source.authors.split("; ")
    first = authors[0].split(",")[0] + (" et al." if len(authors) > 1 else "")
    head = f"{first} ({source.year}). " if first else ""
    year = "" if first else f" ({source.year})"
    link = f"https://doi.org/{source.doi}" if source.doi else source.url or ""
    short = f"{first} {source.year}" if first else shorten(source.title, SHORT_TITLE, placeholder="…")
    return Citation(key=source.key, text=f"{head}{source.title}{year}.", link=link, short=short)
