"""Numbers as personal health devices write them: SFLOAT and FLOAT of IEEE 11073-20601, as exact decimals.

A device that shows 36.60 writes 3660 and the exponent -2: a decimal keeps the last zero, a binary float would not.
"""

from __future__ import annotations

from decimal import Decimal

__all__ = ["NotANumber", "float32", "sfloat"]


class NotANumber(Exception):
    """The device wrote one of the words that stand for no number; ``word`` says which."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


_WORDS_16 = {
    0x07FF: "no_number",
    0x0800: "not_at_this_resolution",
    0x07FE: "above_range",
    0x0802: "below_range",
    0x0801: "reserved",
}
_WORDS_32 = {
    0x007FFFFF: "no_number",
    0x00800000: "not_at_this_resolution",
    0x007FFFFE: "above_range",
    0x00800002: "below_range",
    0x00800001: "reserved",
}


def sfloat(raw: bytes) -> Decimal:
    """Which number do these two bytes hold?

    Takes: 2 bytes, little endian: a 12-bit mantissa, then a 4-bit exponent of ten, both signed.
    Gives: an exact decimal.
    Refuses: NotANumber for the five reserved values.
    Example: ``sfloat(bytes.fromhex("78f0"))`` is 12.0: mantissa 120, exponent -1.
    """
    word = int.from_bytes(raw, "little")
    return _number(word, 12, 4, _WORDS_16)


def float32(raw: bytes) -> Decimal:
    """Which number do these four bytes hold? As ``sfloat``, with a 24-bit mantissa and an 8-bit exponent."""
    word = int.from_bytes(raw, "little")
    return _number(word, 24, 8, _WORDS_32)


def _number(word: int, mantissa_bits: int, exponent_bits: int, words: dict[int, str]) -> Decimal:
    if word in words:
        raise NotANumber(words[word])
    mantissa = _signed(word & ((1 << mantissa_bits) - 1), mantissa_bits)
    exponent = _signed(word >> mantissa_bits, exponent_bits)
    return Decimal(mantissa).scaleb(exponent)


def _signed(value: int, bits: int) -> int:
    return value - (1 << bits) if value >> (bits - 1) else value
