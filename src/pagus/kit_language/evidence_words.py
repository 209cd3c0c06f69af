"""What stands behind a number, in words: its certainty, its sources as they are cited, its note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase
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
        sources=tuple(citation(kit.sources[key], kit.sources.values()) for key in evidence.sources),
        note=evidence.note.say(language) if evidence.note is not None else "",
    )


def citation(source: Source, among: Iterable[Source]) -> Citation:
    """How is this source cited, and where can it be read?

    Takes: the source; all those beside it. Gives: its key, its text, its short form, and where it is.
    Method: two of one author and year are told apart as readers expect: 2019a, 2019b, in the order of their titles.
    Without an author, the title stands for it.
    """
    first, year = _first_author(source), _year_among(source, among)
    head = f"{first} ({year}). " if first and year else f"{first}. " if first else ""
    tail = f" ({year})" if year and not first else ""
    link = f"https://doi.org/{source.doi}" if source.doi else source.url or ""
    short = f"{first} {year}".strip() if first else shorten(source.title, SHORT_TITLE, placeholder="…")
    return Citation(key=source.key, text=f"{head}{source.title}{tail}.", link=link, short=short)


def _first_author(source: Source) -> str:
    authors = source.authors.split("; ")
    return authors[0].split(",")[0] + (" et al." if len(authors) > 1 else "")


def _year_among(source: Source, among: Iterable[Source]) -> str:
    """The year, with a letter where another source would be cited alike."""
    first, year = _first_author(source), "" if source.year is None else str(source.year)
    alike = [each for each in among if first and (_first_author(each), each.year) == (first, source.year)]
    if len(alike) < 2:
        return year
    place = sorted((each.title, each.key) for each in alike).index((source.title, source.key))
    return year + _letters(place)


def _letters(place: int) -> str:
    """a to z, then aa: nobody runs out of letters."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + ascii_lowercase[place % 26]
