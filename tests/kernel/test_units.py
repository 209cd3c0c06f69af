"""Units: what a code means, what converts, and what is refused with a suggestion."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.errors import UnitError
from pagus.kernel.unit_table import ALIASES, ATOMS, DIFFERENCES, PREFIXES
from pagus.kernel.units import (
    DIMENSIONLESS,
    conversion,
    convert,
    difference_unit,
    divide,
    multiply,
    parse_unit,
    same_dimension,
)


@pytest.mark.parametrize(
    ("code", "kind", "factor"),
    [
        ("kg", "mass", 1000),
        ("mm[Hg]", "pressure", 133322),
        ("mg/dL", "mass concentration", 10),
        ("mmol/L", "amount concentration", 1),
        ("ug/m3", "mass concentration", "1e-6"),
        ("[ppb]", "a pure number", "1e-9"),
        ("%", "a pure number", "0.01"),
        ("1", "a pure number", 1),
        ("{score}", "a pure number", 1),
        ("/min", "rate", "1/60"),
        ("kg/m2", "mass per area", 1000),
        ("kW.h", "energy", 3_600_000_000),
        ("10*9/L", "number concentration", 10**12),
        ("10*3/uL", "number concentration", 10**12),
        ("mL/min/{1.73_m2}", "flow", "1/60000000"),
        ("{steps}/d", "rate", "1/86400"),
        ("kg{dry}", "mass", 1000),
        ("100.mg", "mass", "0.1"),
        ("mg/(kg.d)", "rate", "1/86400000000"),
        ("m.s-2", "m.s-2", 1),
        ("J/(kg.K)", "K-1.m2.s-2", 1),
        ("hPa", "pressure", 100_000),
        ("har", "area", 10_000),
        ("dam", "length", 10),
        ("U/L", "enzyme activity concentration", "1/60000"),
    ],
)
def test_a_code_has_its_dimension_and_exact_factor(code: str, kind: str, factor: str | int) -> None:
    unit = parse_unit(code)
    assert unit.dimension_name == kind
    assert unit.factor == Fraction(factor)
    assert unit.code == code


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (98.6, "[degF]", "Cel", 37.0),
        (37.0, "Cel", "[degF]", 98.6),
        (0.0, "Cel", "K", 273.15),
        (-40.0, "Cel", "[degF]", -40.0),
        (2300.0, "g", "kg", 2.3),
        (72.0, "h", "d", 3.0),
        (1.0, "wk", "h", 168.0),
        (5.0, "%", "1", 0.05),
        (1.0, "kW.h", "MJ", 3.6),
        (1.0, "kcal", "J", 4184.0),
        (36.0, "km/h", "m/s", 10.0),
        (1.0, "[lb_av]", "kg", 0.45359237),
        (60.0, "/min", "Hz", 1.0),
        (1.0, "mg/dL", "g/L", 0.01),
        (7.0, "kg", "kg", 7.0),
    ],
)
def test_exact_conversions_are_exact(value: float, source: str, target: str, expected: float) -> None:
    assert convert(value, source, target) == expected


@pytest.mark.parametrize(
    ("code", "suggestion"),
    [
        ("kgg", "kg"),
        ("mmHg", "mm[Hg]"),
        ("µg/m³", "ug/m3"),
        ("μg/m³", "ug/m3"),
        ("bpm", "/min"),
        ("KG", "kg"),
        ("mg/Dl", "mg/dL"),
        ("kWh", "kW.h"),
        ("°C", "Cel"),
        ("ppb", "[ppb]"),
        ("percent", "%"),
        ("steps/day", "{steps}/d"),
        ("beats/minute", "/min"),
        ("W/m²", "W/m2"),
        ("hours", "h"),
        ("m0", "m"),
        ("(kg", "kg"),
        ("mCel", "Cel"),
    ],
)
def test_an_unknown_code_is_refused_with_the_nearest_known_one(code: str, suggestion: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_unit(code)
    assert f"did you mean {suggestion!r}?" in str(caught.value)
    assert repr(code) in str(caught.value)


def test_every_suggestion_is_a_unit_and_no_alias_is_one() -> None:
    for written, meant in ALIASES.items():
        assert parse_unit(meant)
        with pytest.raises(UnitError):
            parse_unit(written)


@pytest.mark.parametrize(
    "code", ["", " ", "kg ", "k g", "\n", "[", "{a", "kg.", "kg//m", "kg)", "/", "1e3", "0", "m+", "x" * 61]
)
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(UnitError):
        parse_unit(code)


@given(st.text(max_size=70))
def test_any_text_is_a_unit_or_refused(text: str) -> None:
    assert size_of(text) >= 0


def size_of(code: str) -> Fraction:
    """The factor of a unit, 0 where it is refused; any other error is a fault of the reader."""
    try:
        return parse_unit(code).factor
    except UnitError:
        return Fraction(0)


def test_a_unit_beyond_all_measure_is_refused() -> None:
    with pytest.raises(UnitError, match="10 to the power 60"):
        parse_unit("10*99")
    with pytest.raises(UnitError, match="10 to the power 60"):
        parse_unit("Ym9")


def test_dimensions_that_differ_are_both_named() -> None:
    with pytest.raises(UnitError) as caught:
        convert(1.0, "mmol/L", "mg/dL")
    assert "mmol/L is amount concentration and mg/dL is mass concentration" in str(caught.value)
    assert not same_dimension("mmol/L", "mg/dL")
    assert same_dimension("mg/dL", parse_unit("ug/m3"))


def test_arbitrary_units_convert_only_into_themselves() -> None:
    assert same_dimension("[IU]/L", "m[iU]/mL")
    assert not same_dimension("[IU]", "[CFU]")
    assert not same_dimension("[pH]", "1")


def test_a_mole_is_not_a_pure_number() -> None:
    assert not same_dimension("mmol/L", "/L")


@pytest.mark.parametrize("code", ["Cel.kg", "Cel2", "kg/Cel", "W/(m2.Cel)", "[degF]/d"])
def test_a_temperature_scale_in_a_product_is_refused(code: str) -> None:
    with pytest.raises(UnitError, match="zero is not the true zero"):
        parse_unit(code)


def test_a_temperature_cannot_be_multiplied_but_its_difference_can() -> None:
    celsius = parse_unit("Cel")
    with pytest.raises(UnitError, match="in K"):
        multiply(celsius, DIMENSIONLESS)
    assert divide(difference_unit(celsius), parse_unit("h")).code == "K/h"
    assert difference_unit(parse_unit("kg")) == parse_unit("kg")
    assert set(DIFFERENCES) == {code for code, atom in ATOMS.items() if atom.offset}


@pytest.mark.parametrize(
    ("first", "second", "product", "quotient"),
    [
        ("kg", "m2", "kg.m2", "kg/m2"),
        ("kg", "kg", "kg2", "1"),
        ("/min", "min", "1", "/min2"),
        ("1", "{score}", "1", "1"),
        ("kg", "g", "g.kg", "kg/g"),
        ("mg/dL", "dL", "mg", "mg/dL2"),
        ("100.mg", "1", "100.mg", "100.mg"),
    ],
)
def test_products_and_quotients_have_a_canonical_code(first: str, second: str, product: str, quotient: str) -> None:
    one, other = parse_unit(first), parse_unit(second)
    assert multiply(one, other).code == product
    assert divide(one, other).code == quotient
    assert parse_unit(multiply(one, other).code) == multiply(one, other)
    assert parse_unit(divide(one, other).code) == divide(one, other)


PLAIN = sorted(code for code, atom in ATOMS.items() if not atom.offset)


@given(st.sampled_from(PLAIN), st.sampled_from(PLAIN), st.floats(min_value=1e-9, max_value=1e9))
def test_there_and_back_again(first: str, second: str, value: float) -> None:
    if same_dimension(first, second):
        there = convert(value, first, second)
        assert convert(there, second, first) == pytest.approx(value, rel=4e-16 * 4)


@given(st.sampled_from(sorted(PREFIXES)), st.sampled_from(sorted(code for code in ATOMS if ATOMS[code].metric)))
def test_every_prefix_scales_every_metric_unit(prefix: str, code: str) -> None:
    if prefix + code in ATOMS:  # as cd, Pa, min: the unit of that name wins
        return
    assert parse_unit(prefix + code).factor == PREFIXES[prefix] * ATOMS[code].factor


def test_a_conversion_too_long_for_two_doubles_is_one_factor() -> None:
    change = conversion(parse_unit("deg"), parse_unit("'"))
    assert change.apply(1.0) == pytest.approx(60.0, rel=1e-15)
    assert all(map(math.isfinite, (change.before, change.multiplier, change.divisor, change.after)))
