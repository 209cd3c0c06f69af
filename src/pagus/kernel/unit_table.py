"""The atoms of UCUM that Pagus knows: a table of facts, read by ``kernel.units`` alone.

Source: The Unified Code for Units of Measure, version 2.1 (https://ucum.org/ucum), sections 27 to 43. The
bases are those of UCUM (gram, metre, second, kelvin, candela, radian), with three choices of ours, each
stricter than UCUM: the mole is a base of its own (UCUM makes it a pure number, so that mmol/L and /L could be
added); the ampere stands for electricity (UCUM takes the coulomb); an arbitrary unit ([IU], [pH], B[SPL]) is a
dimension of its own, as UCUM section 24 asks in words.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import NamedTuple

__all__ = ["ALIASES", "ATOMS", "DIFFERENCES", "DIMENSION_WORDS", "PREFIXES", "Atom"]


class Atom(NamedTuple):
    """One unit that has no parts: its size in base units, its dimension, whether it takes a prefix, its zero."""

    factor: Fraction
    dimension: tuple[tuple[str, int], ...]
    metric: bool = False
    offset: Fraction = Fraction(0)


def _atom(factor: str | int | Fraction, metric: bool = False, /, **exponents: int) -> Atom:
    return Atom(Fraction(factor), tuple(sorted(exponents.items())), metric)


def _arbitrary(code: str) -> Atom:
    return Atom(Fraction(1), ((code, 1),), True)


PREFIXES: dict[str, Fraction] = {
    "Y": Fraction(10) ** 24, "Z": Fraction(10) ** 21, "E": Fraction(10) ** 18, "P": Fraction(10) ** 15,
    "T": Fraction(10) ** 12, "G": Fraction(10) ** 9, "M": Fraction(10) ** 6, "k": Fraction(10) ** 3,
    "h": Fraction(10) ** 2, "da": Fraction(10), "d": Fraction(1, 10), "c": Fraction(1, 10**2),
    "m": Fraction(1, 10**3), "u": Fraction(1, 10**6), "n": Fraction(1, 10**9), "p": Fraction(1, 10**12),
    "f": Fraction(1, 10**15), "a": Fraction(1, 10**18), "z": Fraction(1, 10**21), "y": Fraction(1, 10**24),
}  # fmt: skip

_JOULE = {"g": 1, "m": 2, "s": -2}
_WATT = {"g": 1, "m": 2, "s": -3}
_PASCAL = {"g": 1, "m": -1, "s": -2}
_VOLT = {"g": 1, "m": 2, "s": -3, "A": -1}

ATOMS: dict[str, Atom] = {
    # bases
    "m": _atom(1, True, m=1),
    "g": _atom(1, True, g=1),
    "s": _atom(1, True, s=1),
    "K": _atom(1, True, K=1),
    "A": _atom(1, True, A=1),
    "cd": _atom(1, True, cd=1),
    "mol": _atom(1, True, mol=1),
    "rad": _atom(1, True, rad=1),
    # pure numbers
    "%": _atom("1/100"),
    "[ppth]": _atom("1/1000"),
    "[ppm]": _atom(Fraction(1, 10**6)),
    "[ppb]": _atom(Fraction(1, 10**9)),
    "[pptr]": _atom(Fraction(1, 10**12)),
    "10*": _atom(10),
    "10^": _atom(10),
    # time
    "min": _atom(60, s=1),
    "h": _atom(3_600, s=1),
    "d": _atom(86_400, s=1),
    "wk": _atom(604_800, s=1),
    "mo": _atom(2_629_800, s=1),
    "a": _atom(31_557_600, s=1),
    # length, area, volume
    "[in_i]": _atom("0.0254", m=1),
    "[ft_i]": _atom("0.3048", m=1),
    "[yd_i]": _atom("0.9144", m=1),
    "[mi_i]": _atom("1609.344", m=1),
    "[nmi_i]": _atom(1_852, m=1),
    "ar": _atom(100, True, m=2),
    "L": _atom("1/1000", True, m=3),
    "l": _atom("1/1000", True, m=3),
    "[kn_i]": _atom("1852/3600", m=1, s=-1),
    # mass
    "t": _atom(10**6, True, g=1),
    "[lb_av]": _atom("453.59237", g=1),
    "[oz_av]": _atom("28.349523125", g=1),
    "[stone_av]": _atom("6350.29318", g=1),
    # angle
    "deg": _atom(Fraction(math.pi) / 180, rad=1),
    "'": _atom(Fraction(math.pi) / 10_800, rad=1),
    "''": _atom(Fraction(math.pi) / 648_000, rad=1),
    # force, pressure, energy, power
    "N": _atom(1_000, True, g=1, m=1, s=-2),
    "Pa": _atom(1_000, True, **_PASCAL),
    "bar": _atom(10**8, True, **_PASCAL),
    "atm": _atom(101_325_000, **_PASCAL),
    "m[Hg]": _atom(133_322_000, True, **_PASCAL),
    "m[H2O]": _atom(9_806_650, True, **_PASCAL),
    "J": _atom(1_000, True, **_JOULE),
    "cal": _atom(4_184, True, **_JOULE),
    "[Cal]": _atom(4_184_000, **_JOULE),
    "eV": _atom("1.602176634e-16", True, **_JOULE),
    "W": _atom(1_000, True, **_WATT),
    # electricity and light
    "C": _atom(1, True, A=1, s=1),
    "V": _atom(1_000, True, **_VOLT),
    "Ohm": _atom(1_000, True, g=1, m=2, s=-3, A=-2),
    "S": _atom("1/1000", True, g=-1, m=-2, s=3, A=2),
    "F": _atom("1/1000", True, g=-1, m=-2, s=4, A=2),
    "Wb": _atom(1_000, True, g=1, m=2, s=-2, A=-1),
    "T": _atom(1_000, True, g=1, s=-2, A=-1),
    "H": _atom(1_000, True, g=1, m=2, s=-2, A=-2),
    "Hz": _atom(1, True, s=-1),
    "lm": _atom(1, True, cd=1),
    "lx": _atom(1, True, cd=1, m=-2),
    # radiation
    "Bq": _atom(1, True, s=-1),
    "Gy": _atom(1, True, m=2, s=-2),
    "Sv": _atom(1, True, m=2, s=-2),
    # chemistry
    "eq": _atom(1, True, mol=1),
    "osm": _atom(1, True, mol=1),
    "kat": _atom(1, True, mol=1, s=-1),
    "U": _atom(Fraction(1, 60 * 10**6), True, mol=1, s=-1),
    # temperature: size of a degree, and the kelvins of its zero
    "Cel": Atom(Fraction(1), (("K", 1),), False, Fraction("273.15")),
    "[degF]": Atom(Fraction(5, 9), (("K", 1),), False, Fraction("459.67") * Fraction(5, 9)),
    "[degR]": _atom("5/9", K=1),
    # optics of the eye
    "[diop]": _atom(1, m=-1),
    # arbitrary units: each only compares with itself
    "[IU]": _arbitrary("[IU]"),
    "[iU]": _arbitrary("[IU]"),
    "[CFU]": _arbitrary("[CFU]"),
    "[arb'U]": _arbitrary("[arb'U]"),
    "[pH]": _arbitrary("[pH]"),
    "B": _arbitrary("B"),
    "B[SPL]": _arbitrary("B[SPL]"),
}

DIFFERENCES: dict[str, str] = {"Cel": "K", "[degF]": "[degR]"}
"""The unit of the difference between two readings on a scale whose zero is not the true zero."""

ALIASES: dict[str, str] = {
    "mmHg": "mm[Hg]", "mmhg": "mm[Hg]", "cmH2O": "cm[H2O]", "°C": "Cel", "degC": "Cel", "C°": "Cel", "celsius": "Cel",
    "°F": "[degF]", "degF": "[degF]", "°K": "K", "°": "deg", "degree": "deg", "degrees": "deg",
    "bpm": "/min", "beats/min": "/min", "breaths/min": "/min", "rpm": "/min", "steps": "{steps}", "score": "{score}",
    "points": "{points}", "count": "{count}", "percent": "%", "pct": "%", "ppm": "[ppm]", "ppb": "[ppb]",
    "ppt": "[pptr]", "kWh": "kW.h", "Wh": "W.h", "MWh": "MW.h", "GWh": "GW.h", "VA": "V.A", "kVA": "kV.A",
    "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "day": "d", "days": "d", "week": "wk", "weeks": "wk", "w": "wk",
    "month": "mo", "months": "mo", "year": "a", "years": "a", "yr": "a", "minute": "min", "minutes": "min",
    "mn": "min", "sec": "s", "second": "s", "seconds": "s", "mcg": "ug", "gm": "g", "gr": "g", "kgs": "kg",
    "lb": "[lb_av]", "lbs": "[lb_av]", "oz": "[oz_av]", "in": "[in_i]", "inch": "[in_i]",
    "mile": "[mi_i]", "mi": "[mi_i]", "mph": "[mi_i]/h", "kmh": "km/h", "kph": "km/h", "knot": "[kn_i]",
    "IU": "[IU]", "UI": "[IU]", "iu": "[IU]", "CFU": "[CFU]", "ha": "har", "cc": "mL", "M": "mol/L",
    "mM": "mmol/L", "Kcal": "kcal", "dBA": "dB[SPL]", "dB(A)": "dB[SPL]", "Ω": "Ohm", "lux": "lx",
    "none": "1", "unitless": "1", "dimensionless": "1",
}  # fmt: skip
"""What people write, and the UCUM code they mean: used for suggestions only, never accepted."""

DIMENSION_WORDS: dict[tuple[tuple[str, int], ...], str] = {
    (): "a pure number",
    (("m", 1),): "length",
    (("m", 2),): "area",
    (("m", 3),): "volume",
    (("g", 1),): "mass",
    (("s", 1),): "time",
    (("s", -1),): "rate",
    (("K", 1),): "temperature",
    (("A", 1),): "electric current",
    (("cd", 1),): "light",
    (("mol", 1),): "amount of substance",
    (("rad", 1),): "angle",
    (("m", 1), ("s", -1)): "speed",
    (("m", 3), ("s", -1)): "flow",
    (("g", 1), ("m", -1), ("s", -2)): "pressure",
    (("g", 1), ("m", 1), ("s", -2)): "force",
    (("g", 1), ("m", 2), ("s", -2)): "energy",
    (("g", 1), ("m", 2), ("s", -3)): "power",
    (("g", 1), ("s", -3)): "power per area",
    (("g", 1), ("s", -2)): "energy per area",
    (("g", 1), ("m", -3)): "mass concentration",
    (("g", 1), ("m", -2)): "mass per area",
    (("m", -3), ("mol", 1)): "amount concentration",
    (("m", -3),): "number concentration",
    (("m", -3), ("mol", 1), ("s", -1)): "enzyme activity concentration",
    (("mol", 1), ("s", -1)): "enzyme activity",
    (("g", 1), ("s", -1)): "mass per time",
    (("K", 1), ("s", -1)): "temperature per time",
    (("cd", 1), ("m", -2)): "illuminance",
    (("A", -1), ("g", 1), ("m", 2), ("s", -3)): "voltage",
}
"""Words for the dimensions that kits meet; another dimension is named by its bases."""
