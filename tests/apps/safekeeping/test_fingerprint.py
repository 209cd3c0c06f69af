"""The fingerprint of observations: held against a plain calculation, blind to order, and to nothing else."""

from __future__ import annotations

import hashlib
import struct
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.apps.safekeeping.fingerprint import Fingerprint, fingerprint_of
from pagus.apps.streams.store.partitions import ARCHIVE_SCHEMA

WORD = 2**64
Row = tuple[str, str, int, float, int, str, str | None, int]
CODES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
INSTANTS = st.integers(-(2**62), 2**62)
ROWS = st.lists(
    st.tuples(
        CODES, CODES, INSTANTS, st.floats(allow_nan=False), st.integers(0, 2), CODES, st.none() | CODES, INSTANTS
    ),
    max_size=8,
)
ROW: Row = ("glucose", "person:P-1", 1_772_000_000_000, 5.4, 0, "meter", "e-1", 1_772_000_000_500)

CHANGES: list[tuple[int, object]] = [
    *[(0, "weight"), (0, "person:P-1"), (1, "person:P-2"), (2, 1_772_000_000_001), (3, 5.4 + 1e-15)],
    *[(4, 1), (5, "file"), (6, None), (6, ""), (7, 0)],
]


def mix(word: int) -> int:
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 % WORD
    word = (word ^ word >> 27) * 0x94D049BB133111EB % WORD
    return ((word ^ word >> 31) + 0x9E3779B97F4A7C15) % WORD


def plainly(rows: list[Row]) -> str:
    """The same with Python's own numbers, a row at a time."""
    sums = [0, 0]
    for signal, subject, t, value, quality, source, event, received in rows:
        for lane, seed in enumerate((0x9E3779B97F4A7C15, 0xD1B54A32D192ED03)):
            mixed = seed
            for text in (signal, subject, source, event):
                digest = bytes(16) if text is None else hashlib.sha256(text.encode()).digest()
                mixed = mix(mixed ^ int.from_bytes(digest[lane * 8 : lane * 8 + 8], "little"))
            for number in (t % WORD, received % WORD, quality, int.from_bytes(struct.pack("<d", value), "little")):
                mixed = mix(mixed ^ number)
            sums[lane] = (sums[lane] + mixed) % WORD
    return "".join(f"{each:016x}" for each in sums)


def frame(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=ARCHIVE_SCHEMA, orient="row")


@given(ROWS)
def test_it_is_what_a_plain_calculation_gives(rows: list[Row]) -> None:
    assert fingerprint_of([frame(rows)]) == Fingerprint(len(rows), plainly(rows))


@given(ROWS, st.integers(0, 8))
def test_order_and_division_do_not_count(rows: list[Row], cut: int) -> None:
    whole = fingerprint_of([frame(rows)])
    assert fingerprint_of([frame(rows[cut:]), frame([]), frame(rows[:cut][::-1])]) == whole


@pytest.mark.parametrize(("field", "value"), CHANGES)
def test_every_field_counts(field: int, value: Any) -> None:
    other = (*ROW[:field], value, *ROW[field + 1 :])
    assert fingerprint_of([frame([other])]) != fingerprint_of([frame([ROW])])


def test_a_row_twice_and_no_row_are_not_the_row() -> None:
    once = fingerprint_of([frame([ROW])])
    assert fingerprint_of([]) == Fingerprint(0, "0" * 32)
    assert fingerprint_of([frame([ROW, ROW])]).sum != once.sum
    assert once.sum == "48941f9b75abb2ecea656de2e803f48b", "the fingerprints of older backups must stay what they are"
