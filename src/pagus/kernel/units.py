"""Units of measure: UCUM codes read into dimensions and exact factors, and conversions between them.

A factor is a fraction, so that a chain of conversions is rounded once, when a number passes through it. What the
code means is in ``kernel.unit_table``. Crossing dimensions (mmol/L to mg/dL, ppb to µg/m³) needs a substance and is
a named conversion (``kernel.conversions``), never implicit.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from pagus.errors import UnitError
from pagus.kernel.unit_table import ALIASES, ATOMS, DIFFERENCES, DIMENSION_WORDS, PREFIXES

__all__ = [
    "DIMENSIONLESS",
    "Conversion",
    "Unit",
    "conversion",
    "convert",
    "difference_unit",
    "divide",
    "multiply",
    "parse_unit",
    "same_dimension",
]

_LONGEST_CODE = 60
_TOKEN = re.compile(
    r"\{[^{}]*\}|10[*^]|\d{1,9}(?![*^])|[./()]|(?:[^\s./(){}\[\]0-9+\-]|\[[^\[\]{}\s]*\])+|[+-]?\d{1,2}"
)
_SMALLEST = Fraction(1, 10**60)
_LARGEST_EXACT = 2**53
_TYPOGRAPHY = str.maketrans({"µ": "u", "μ": "u", "³": "3", "²": "2", "·": ".", "⁻": "-", "¹": "1"})
_EXPONENT = re.compile(r"[+-]?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: ``value * factor + offset`` is the value in base units of its dimension.

    ``dimension`` is the sorted tuple of (base, exponent); ``terms`` the sorted tuple of (code, exponent) that
    makes its canonical spelling. Two units are equal when a number means the same in both.
    """

    code: str = field(compare=False)
    dimension: tuple[tuple[str, int], ...]
    factor: Fraction
    offset: Fraction = Fraction(0)
    terms: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    @property
    def dimension_name(self) -> str:
        """What kind of quantity is this, in words?"""
        if self.dimension in DIMENSION_WORDS:
            return DIMENSION_WORDS[self.dimension]
        return ".".join(base if power == 1 else f"{base}{power}" for base, power in self.dimension)

    @property
    def is_pure_number(self) -> bool:
        """Is it the plain number 1 (a count, a score, an annotation)?"""
        return not self.dimension and self.factor == 1


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a number changes unit: ``(value + before) * multiplier / divisor + after``, in this order.

    The order is part of the contract: the rule backends repeat it operation by operation, to the bit.
    """

    before: float
    multiplier: float
    divisor: float
    after: float

    def apply(self, value: float) -> float:
        """What is this value in the other unit?"""
        return (value + self.before) * self.multiplier / self.divisor + self.after


DIMENSIONLESS = Unit("1", (), Fraction(1))


@lru_cache(maxsize=4096)
def parse_unit(code: str) -> Unit:
    """What does this UCUM code mean?

    Takes: a case-sensitive UCUM code, as ``kg``, ``mm[Hg]``, ``mg/dL``, ``10*9/L``, ``/min``, ``%``, ``{score}``.
    Gives: the unit with its dimension and exact factor.
    Refuses: UnitError for a code it does not know, with the nearest one it knows.
    Method: the grammar of UCUM section 5 (prefixes, ``.``, ``/``, exponents, parentheses, annotations).
    Example: ``parse_unit("mg/dL").dimension_name == "mass concentration"``.
    """
    if not code or len(code) > _LONGEST_CODE or not code.isprintable() or " " in code:
        raise UnitError(
            "{code!r} is not a unit: write a UCUM code of 1 to {limit} characters without spaces, as kg or mg/dL",
            code=code[:_LONGEST_CODE],
            limit=_LONGEST_CODE,
        )
    try:
        unit = _Reader(code).read()
    except _Unreadable as error:
        raise _unknown(code, error.part) from None
    affine = [name for name, _ in unit.terms if name in DIFFERENCES]
    if not affine:
        return unit
    if unit.terms != ((affine[0], 1),):
        raise UnitError(
            "{code!r} multiplies {scale}, whose zero is not the true zero: write {difference} for a difference",
            code=code,
            scale=affine[0],
            difference=DIFFERENCES[affine[0]],
        )
    return Unit(code, unit.dimension, unit.factor, ATOMS[affine[0]].offset, unit.terms)


def same_dimension(first: str | Unit, second: str | Unit) -> bool:
    """Can a number go from one unit to the other?

    Takes: two codes or units. Gives: True when they measure the same kind of quantity.
    Refuses: UnitError for an unknown code.
    """
    return _unit(first).dimension == _unit(second).dimension


def conversion(source: Unit, target: Unit) -> Conversion:
    """By which operations does a number go from one unit to the other?

    Takes: two units of one dimension. Gives: the Conversion, exact up to the rounding of each of its steps.
    Refuses: UnitError when the dimensions differ, and says both.
    Method: a factor is a reduced fraction, multiplied then divided (2300 g is exactly 2.3 kg); the shift of a
    temperature is done on the side where it is the simpler fraction (98.6 °F - 32, not + 17.77…).
    """
    if source.dimension != target.dimension:
        raise UnitError(
            "{source} is {source_kind} and {target} is {target_kind}: they do not convert into each other",
            source=source.code,
            source_kind=source.dimension_name,
            target=target.code,
            target_kind=target.dimension_name,
        )
    ratio = source.factor / target.factor
    before = (source.offset - target.offset) / source.factor
    after = (source.offset - target.offset) / target.factor
    exact = max(ratio.numerator, ratio.denominator) <= _LARGEST_EXACT
    multiplier, divisor = (float(ratio.numerator), float(ratio.denominator)) if exact else (float(ratio), 1.0)
    if before.denominator <= after.denominator:
        return Conversion(float(before), multiplier, divisor, 0.0)
    return Conversion(0.0, multiplier, divisor, float(after))


def convert(value: float, from_code: str, to_code: str) -> float:
    """What is this number in another unit?

    Takes: a number and two UCUM codes of one dimension. Gives: the number in the second.
    Refuses: UnitError for an unknown code, or dimensions that differ.
    Example: ``convert(2300.0, "g", "kg") == 2.3``.
    """
    source, target = parse_unit(from_code), parse_unit(to_code)
    return value if source == target else conversion(source, target).apply(value)


def multiply(first: Unit, second: Unit) -> Unit:
    """Which unit has the product of two numbers?

    Takes: two units. Gives: their product, its code spelt in canonical order.
    Refuses: UnitError for a temperature scale (Cel, [degF]): its zero is not the true zero.
    """
    return _combine(first, second, 1)


def divide(first: Unit, second: Unit) -> Unit:
    """Which unit has the quotient of two numbers?

    Takes: two units. Gives: their quotient, its code spelt in canonical order (kg/kg is 1).
    Refuses: UnitError for a temperature scale (Cel, [degF]): its zero is not the true zero.
    """
    return _combine(first, second, -1)


def difference_unit(unit: Unit) -> Unit:
    """Which unit has the difference of two numbers?

    Takes: a unit. Gives: the unit itself; K for Cel and [degR] for [degF], whose zero falls away.
    """
    return parse_unit(DIFFERENCES[unit.terms[0][0]]) if unit.offset else unit


def _unit(code: str | Unit) -> Unit:
    return parse_unit(code) if isinstance(code, str) else code


def _combine(first: Unit, second: Unit, sign: int) -> Unit:
    for unit in (first, second):
        if unit.offset:
            raise UnitError(
                "{unit} cannot be multiplied or divided: its zero is not the true zero; use a difference, in {remedy}",
                unit=unit.code,
                remedy=difference_unit(unit).code,
            )
    terms = _merge(first.terms, second.terms, sign)
    return Unit(
        _spell(terms),
        _merge(first.dimension, second.dimension, sign),
        _bounded(first.factor * second.factor**sign),
        terms=terms,
    )


def _merge(
    first: Iterable[tuple[str, int]], second: Iterable[tuple[str, int]], sign: int
) -> tuple[tuple[str, int], ...]:
    powers = dict(first)
    for name, power in second:
        powers[name] = powers.get(name, 0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _spell(terms: tuple[tuple[str, int], ...]) -> str:
    above = ".".join(name + ("" if power == 1 else str(power)) for name, power in terms if power > 0)
    below = "".join(f"/{name}" + ("" if power == -1 else str(-power)) for name, power in terms if power < 0)
    return (above + below) or "1"


class _Unreadable(ValueError):
    """The code stops making sense at ``part``; ``parse_unit`` turns it into a UnitError with a suggestion."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class _Reader:
    """Reads one code from left to right; ``/`` and ``.`` bind alike, as UCUM says."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.tokens = _TOKEN.findall(code)
        self.position = 0
        if "".join(self.tokens) != code:
            raise _Unreadable(code)

    def read(self) -> Unit:
        unit = self.term()
        if self.position != len(self.tokens):
            raise _Unreadable(self.peek())
        return Unit(self.code, unit.dimension, unit.factor, terms=unit.terms)

    def term(self) -> Unit:
        unit = DIMENSIONLESS
        if self.peek() != "/":
            unit = self.component()
        while self.peek() in {".", "/"}:
            sign = 1 if self.take() == "." else -1
            unit = _combine(unit, self.component(), sign)
        return unit

    def component(self) -> Unit:
        token = self.take()
        if token == "(":
            unit = self.term()
            if self.take() != ")":
                raise _Unreadable(token)
            return unit
        if token.startswith("{"):
            return DIMENSIONLESS
        if token.isdigit() and int(token):
            return Unit(token, (), Fraction(int(token)), terms=((token, 1),) if int(token) != 1 else ())
        unit = self.simple(token)
        if self.peek().startswith("{"):
            self.take()
        return unit

    def simple(self, token: str) -> Unit:
        factor, dimension = _atom(token)
        power = int(self.take()) if _EXPONENT.fullmatch(self.peek()) else 1
        if power == 0:
            raise _Unreadable(f"{token}0")
        powers = tuple((base, exponent * power) for base, exponent in dimension)
        return Unit(token, powers, _bounded(factor**power), terms=((token, power),))

    def peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.position += 1
        if not token:
            raise _Unreadable(self.code)
        return token


def _atom(token: str) -> tuple[Fraction, tuple[tuple[str, int], ...]]:
    if token in ATOMS:
        return ATOMS[token].factor, ATOMS[token].dimension
    for length in (1, 2):
        prefix, rest = token[:length], token[length:]
        if prefix in PREFIXES and rest in ATOMS and ATOMS[rest].metric:
            return PREFIXES[prefix] * ATOMS[rest].factor, ATOMS[rest].dimension
    raise _Unreadable(token)


def _bounded(factor: Fraction) -> Fraction:
    if not _SMALLEST <= factor <= 1 / _SMALLEST:
        raise UnitError("this unit is 10 to the power 60 away from its base units: no measure needs that")
    return factor


def _unknown(code: str, part: str) -> UnitError:
    suggestion = _nearest(code, part)
    if suggestion:
        return UnitError(
            "{code!r} is not a UCUM unit known here: did you mean {suggestion!r}?", code=code, suggestion=suggestion
        )
    return UnitError("{code!r} is not a UCUM unit known here: {part!r} cannot be read", code=code, part=part)


def _nearest(code: str, part: str) -> str:
    plain = code.translate(_TYPOGRAPHY)
    mended = "".join(ALIASES.get(piece, piece) for piece in re.split(r"([./])", plain))
    spellings = {unit.casefold(): unit for unit in reversed(_common())}
    for candidate in (ALIASES.get(code, ""), plain, mended, spellings.get(code.casefold(), "")):
        if candidate != code and _reads(candidate):
            return candidate
    close = difflib.get_close_matches(code, _common(), n=1, cutoff=0.5)
    close = close or difflib.get_close_matches(part, _common(), n=1, cutoff=0.5)
    return close[0] if close else ""


def _reads(code: str) -> bool:
    try:
        _Reader(code).read()
    except (_Unreadable, UnitError):
        return False
    return bool(code)


@lru_cache(maxsize=1)
def _common() -> tuple[str, ...]:
    """Codes that a misspelling is compared with: atoms, usual prefixes, and the compounds of care and air."""
    bases = ("g", "m", "L", "mol", "Pa", "J", "W", "s", "V", "cal")
    prefixed = [prefix + base for base in bases for prefix in ("k", "m", "u", "n", "d", "c")]
    compounds = (
        "mg/dL", "mmol/L", "umol/L", "g/L", "g/dL", "ug/m3", "mg/m3", "ng/mL", "pg/mL", "kg/m2", "mm[Hg]", "cm[H2O]",
        "/min", "L/min", "mL/min", "mL/h", "10*9/L", "10*12/L", "10*3/uL", "U/L", "[IU]/L", "mmol/mol", "kW.h", "W.h",
        "MW.h", "W/m2", "m/s", "km/h", "mm/h", "m3/h", "hPa", "Bq/m3", "dB[SPL]", "{grains}/m3", "{score}", "{steps}",
        "{steps}/d", "h/d", "kg/d", "Cel", "[degF]", "har", "m2", "m3", "1",
    )  # fmt: skip
    return (*ATOMS, *prefixed, *compounds)
