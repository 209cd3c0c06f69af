"""SFLOAT and FLOAT of IEEE 11073: hand-computed cases, every reserved word, and a round trip."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.gateway.ieee11073 import NotANumber, float32, sfloat


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("7800", "120"),
        ("78f0", "12.0"),  # the zero that the device shows is kept
        ("64b0", "0.00100"),
        ("ff0f", "-1"),
        ("0200", "2"),
        ("0110", "10"),
        ("ff87", None),
    ],
)
def test_sfloat(raw: str, text: str | None) -> None:
    if text is None:  # mantissa 0x7FF with an exponent is a number, only exponent 0 makes it the word
        assert sfloat(bytes.fromhex(raw)) == Decimal(2047).scaleb(-8)
    else:
        assert format(sfloat(bytes.fromhex(raw)), "f") == text


@pytest.mark.parametrize(
    ("raw", "text"), [("6e0100ff", "36.6"), ("740e00fe", "37.00"), ("ffffffff", "-0.1"), ("24000000", "36")]
)
def test_float32(raw: str, text: str) -> None:
    assert format(float32(bytes.fromhex(raw)), "f") == text


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("ff07", "no_number"),
        ("0008", "not_at_this_resolution"),
        ("fe07", "above_range"),
        ("0208", "below_range"),
        ("0108", "reserved"),
        ("ffff7f00", "no_number"),
        ("00008000", "not_at_this_resolution"),
        ("feff7f00", "above_range"),
        ("02008000", "below_range"),
        ("01008000", "reserved"),
    ],
)
def test_words_are_no_numbers(raw: str, word: str) -> None:
    read = sfloat if len(raw) == 4 else float32
    with pytest.raises(NotANumber) as answer:
        read(bytes.fromhex(raw))
    assert answer.value.word == word


@given(st.integers(-2045, 2045), st.integers(-8, 7))
def test_sfloat_reads_what_a_device_writes(mantissa: int, exponent: int) -> None:
    raw = ((exponent & 0xF) << 12 | (mantissa & 0xFFF)).to_bytes(2, "little")
    assert sfloat(raw) == Decimal(mantissa).scaleb(exponent)
