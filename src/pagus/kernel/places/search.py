"""Names to places, with accents, hyphens, apostrophes, case and St / Ste forgiven."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["NameIndex", "fold"]

Rows = NDArray[np.int64]

SHORT_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
PHRASES = {
    "communaute de communes": "cc",
    "communaute d agglomeration": "ca",
    "communaute urbaine": "cu",
    "pole d equilibre territorial et rural": "petr",
}
SHORTEST_PHRASE = 17
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
WORD = re.compile(r"[^\W_]+")
LAST = "\U0010ffff"
NO_MATCH = 4


def fold(text: str) -> str:
    """How is this name written once accents, hyphens, apostrophes, case and short forms are forgiven?

    Takes: a name as people type it. Gives: lower-case words separated by one space.
    Example: ``fold("ST-JEAN d’Assé") == "saint jean d asse"``.
    """
    return " ".join(SHORT_FORMS.get(word, word) for word in _plain(text).split())


def _plain(text: str) -> str:
    """Lower-case letters and digits without accents, one space between words; long names of bodies shortened."""
    bare = text
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", bare).casefold().translate(LIGATURES))
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    bare = " ".join(WORD.findall(bare.casefold()))
    if len(bare) > SHORTEST_PHRASE:
        for phrase, short in PHRASES.items():
            bare = bare.replace(phrase, short)
    return bare


class NameIndex:
    """Which rows of a table of names match what somebody typed? Entries are numbered from 0.

    Each entry has a name, and codes (official code, postcodes) that match as words too. Several entries may
    name the same place (former communes); ``rows`` says which. ``weights`` rank entries of the same quality.
    """

    def __init__(self, names: pl.Series, codes: pl.Series, rows: Rows, weights: NDArray[np.float64]) -> None:
        self._rows = rows
        self._weights = weights
        words = _words_of(pl.Series([_plain(name) for name in names.to_list()], dtype=pl.String))
        compact = words.group_by("entry", maintain_order=True).agg(pl.col("word").str.join("")).sort("word")
        self._compact: list[str] = compact["word"].to_list()
        self._compact_entries = compact["entry"].to_numpy()
        words = pl.concat([words, _words_of(codes)]).sort("word", "entry")
        self._word_entries = words["entry"].to_numpy()
        unique = words.group_by("word", maintain_order=True).len()
        self._words: list[str] = unique["word"].to_list()
        self._word_starts = np.concatenate([[0], np.cumsum(unique["len"].to_numpy(), dtype=np.int64)])

    def find(self, text: str) -> tuple[Rows, NDArray[np.int8]]:
        """Which entries match, best first, each place once?

        Takes: what was typed. Gives: entry numbers and their quality (``Found.quality``).
        """
        words = _plain(text).split()
        if not words:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int8)
        quality = np.full(len(self._rows), NO_MATCH, dtype=np.int8)
        quality[self._with_all(words, whole=False)] = 3
        quality[self._with_all(words, whole=True)] = 2
        compact = "".join(SHORT_FORMS.get(word, word) for word in words)
        quality[self._named(compact, compact + LAST)] = 1
        if words[-1] in SHORT_FORMS:
            # "st" may also be the beginning of Strasbourg.
            typed = "".join(words)
            quality[self._named(typed, typed + LAST)] = 1
        quality[self._named(compact, compact + "\0")] = 0
        entries = np.flatnonzero(quality < NO_MATCH)
        best = entries[np.lexsort((entries, -self._weights[entries], quality[entries]))]
        _, first = np.unique(self._rows[best], return_index=True)
        best = best[np.sort(first)]
        return best, quality[best]

    def _named(self, low: str, high: str) -> Rows:
        return self._compact_entries[bisect_left(self._compact, low) : bisect_left(self._compact, high)]

    def _with_all(self, words: Sequence[str], *, whole: bool) -> Rows:
        """The entries that have all these words, or words that begin so."""
        found = np.ones(len(self._rows), dtype=np.bool_)
        for word in words:
            has = np.zeros(len(self._rows), dtype=np.bool_)
            for spelling in {word, SHORT_FORMS.get(word, word)}:
                low = bisect_left(self._words, spelling)
                high = bisect_left(self._words, spelling + ("\0" if whole else LAST))
                has[self._word_entries[self._word_starts[low] : self._word_starts[high]]] = True
            found &= has
        return np.flatnonzero(found)


def _words_of(texts: pl.Series) -> pl.DataFrame:
    """Every word of every text, short forms written out, with the number of its text."""
    frame = pl.DataFrame({"entry": np.arange(len(texts), dtype=np.int64), "word": texts.str.split(" ")})
    return frame.explode("word").filter(pl.col("word") != "").with_columns(pl.col("word").replace(SHORT_FORMS))
