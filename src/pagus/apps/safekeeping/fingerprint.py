"""Are these the same observations? One fingerprint of all of them, whatever order and whatever tables they lie in.

Method: every observation becomes two words of 64 bits, mixed from its eight fields: the bits of the numbers, and the
SHA-256 of the texts. The words are summed modulo 2^64, so the order does not count, and neither does which rows are
hot and which are in closed days, nor which database holds them. It finds what was lost, doubled or changed by
accident; against intent stand the seals of the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
import numpy as np
import numpy.typing as npt
import polars as pl

__all__ = ["Fingerprint", "fingerprint_of"]

Words = npt.NDArray[np.uint64]
_TEXTS = ("signal", "subject", "source", "event")
_NUMBERS = ("t", "received", "quality")
_MULTIPLIERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
"""Those of the finaliser of SplitMix64 (Steele, Lea and Flood, 2014)."""
_SEEDS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03))
_NO_TEXT = bytes(32)


class Fingerprint(msgspec.Struct, frozen=True):
    """How many observations, and the sum of what each of them is, in hexadecimal."""

    observations: int
    sum: str


def fingerprint_of(frames: Iterable[pl.DataFrame]) -> Fingerprint:
    """What is the fingerprint of the observations in these tables?

    Takes: tables with the columns of the archive (``partitions.ARCHIVE_SCHEMA``), in any order and any number.
    """
    count, sums = 0, [0, 0]
    for frame in frames:
        count += frame.height
        texts = [_text_words(frame[name]) for name in _TEXTS]
        numbers = [frame[name].cast(pl.Int64).to_numpy().view(np.uint64) for name in _NUMBERS]
        numbers.append(frame["value"].to_numpy().view(np.uint64))
        for lane, seed in enumerate(_SEEDS):
            mixed = np.full(frame.height, seed, dtype=np.uint64)
            for words in (*(pair[lane] for pair in texts), *numbers):
                mixed = _mixed(mixed ^ words)
            sums[lane] = (sums[lane] + int(mixed.sum(dtype=np.uint64))) % (1 << 64)
    return Fingerprint(count, f"{sums[0]:016x}{sums[1]:016x}")


def _mixed(words: Words) -> Words:
    words = (words ^ (words >> np.uint64(30))) * _MULTIPLIERS[0]
    words = (words ^ (words >> np.uint64(27))) * _MULTIPLIERS[1]
    result: Words = (words ^ (words >> np.uint64(31))) + _SEEDS[0]
    return result


def _text_words(column: pl.Series) -> tuple[Words, Words]:
    """Both words of each text; a missing text has words of its own."""
    known = column.drop_nulls().unique()
    digests = b"".join([_NO_TEXT, *(hashlib.sha256(text.encode()).digest() for text in known.to_list())])
    words = np.frombuffer(digests, dtype="<u8").reshape(-1, 4).astype(np.uint64)
    numbered = pl.DataFrame({column.name: known, "n": pl.int_range(1, len(known) + 1, eager=True)})
    found = column.to_frame().join(numbered, on=column.name, how="left", maintain_order="left")
    table = words[found["n"].fill_null(0).to_numpy()]
    return table[:, 0], table[:, 1]
