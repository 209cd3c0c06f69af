"""The factors of the unit table, against pint, which takes them from NIST and BIPM."""

from __future__ import annotations

import pytest

from pagus.kernel.unit_table import ATOMS
from pagus.kernel.units import parse_unit

pint = pytest.importorskip("pint", reason="pint is not installed")

# our code, the same in pint, its base units there
SAME = {
    "m": "meter", "g": "gram", "s": "second", "K": "kelvin", "A": "ampere", "cd": "candela", "mol": "mole",
    "rad": "radian", "min": "minute", "h": "hour", "d": "day", "wk": "week", "a": "julian_year",
    "mo": "julian_year / 12", "[in_i]": "inch", "[ft_i]": "foot", "[yd_i]": "yard", "[mi_i]": "mile",
    "[nmi_i]": "nautical_mile", "ar": "are", "L": "liter", "l": "liter", "[kn_i]": "knot", "t": "metric_ton",
    "[lb_av]": "pound", "[oz_av]": "ounce", "[stone_av]": "stone", "deg": "degree", "'": "arcminute",
    "''": "arcsecond", "N": "newton", "Pa": "pascal", "bar": "bar", "atm": "atmosphere", "J": "joule",
    "cal": "calorie", "[Cal]": "kilocalorie", "eV": "electron_volt", "W": "watt", "C": "coulomb", "V": "volt",
    "Ohm": "ohm", "S": "siemens", "F": "farad", "Wb": "weber", "T": "tesla", "H": "henry", "Hz": "1 / second",
    "lm": "candela", "lx": "candela / meter ** 2", "Bq": "becquerel", "Gy": "gray", "Sv": "sievert",
    "eq": "mole", "osm": "mole", "kat": "katal", "U": "enzyme_unit", "[degR]": "degree_Rankine", "%": "percent",
    "[ppm]": "ppm", "[diop]": "1 / meter", "m[H2O]": "1000 * kilogram / meter ** 3 * standard_gravity * meter",
    "mg/dL": "milligram / deciliter", "mmol/L": "millimole / liter", "ug/m3": "microgram / meter ** 3",
    "kW.h": "kilowatt_hour", "kg/m2": "kilogram / meter ** 2", "/min": "1 / minute", "km/h": "kilometer / hour",
    "mL/min": "milliliter / minute", "W/m2": "watt / meter ** 2", "J/(kg.K)": "joule / kilogram / kelvin",
    "10*9/L": "1e9 / liter", "uSv/h": "microsievert / hour", "mm/h": "millimeter / hour", "hPa": "hectopascal",
}  # fmt: skip
BY_CONVENTION = {
    "m[Hg]": "UCUM fixes 133.3220 kPa, where pint has 133.322387415",
    "10*": "a pure number", "10^": "a pure number", "[ppth]": "a pure number", "[ppb]": "a pure number",
    "[pptr]": "a pure number", "Cel": "a scale, tested below", "[degF]": "a scale, tested below",
    "[IU]": "arbitrary", "[iU]": "arbitrary", "[CFU]": "arbitrary", "[arb'U]": "arbitrary", "[pH]": "arbitrary",
    "B": "arbitrary", "B[SPL]": "arbitrary",
}  # fmt: skip
BASES = {"[length]": "m", "[mass]": "g", "[time]": "s", "[temperature]": "K", "[current]": "A",
         "[luminosity]": "cd", "[substance]": "mol"}  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> object:
    return pint.UnitRegistry()


def test_every_atom_is_compared_or_has_a_reason() -> None:
    assert {code for code in ATOMS if code not in SAME} == set(BY_CONVENTION)


@pytest.mark.parametrize("code", SAME)
def test_factor_and_dimension_are_those_of_pint(code: str, registry: pint.UnitRegistry) -> None:
    ours, theirs = parse_unit(code), registry.Quantity(SAME[code]).to_root_units()
    exponents = {base: power for base, power in ours.dimension if base != "rad"}
    assert exponents == {BASES[base]: int(power) for base, power in theirs.dimensionality.items()}
    assert float(ours.factor) == pytest.approx(theirs.magnitude, rel=1e-14)


def test_millimetres_of_mercury_differ_from_pint_by_the_rounding_of_ucum(registry: pint.UnitRegistry) -> None:
    theirs = registry.Quantity("mmHg").to("pascal").magnitude
    assert float(parse_unit("mm[Hg]").factor) / 1000 == pytest.approx(theirs, rel=3e-6)


@pytest.mark.parametrize(("code", "name"), [("Cel", "degree_Celsius"), ("[degF]", "degree_Fahrenheit")])
@pytest.mark.parametrize("value", [-40.0, 0.0, 36.6, 98.6])
def test_temperature_scales_are_those_of_pint(code: str, name: str, value: float, registry: pint.UnitRegistry) -> None:
    unit = parse_unit(code)
    kelvin = value * float(unit.factor) + float(unit.offset)
    assert kelvin == pytest.approx(registry.Quantity(value, name).to("kelvin").magnitude, rel=1e-14)
