"""Named conversions: from one dimension to another, for one substance under stated conditions.

They are never implicit. A signal names the ones that its incoming values may go through, and the sentence of the
kit says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pagus.errors import UnitError

__all__ = ["NAMED", "NamedConversion", "convert_named"]

GLUCOSE_MG_PER_DL_IN_ONE_MMOL_PER_L = 18.0156
"""Molar mass of glucose C6H12O6, 180.156 g/mol (IUPAC standard atomic weights 2021, abridged), divided by ten."""

_GAS_CONSTANT = 8.314462618
"""J/(mol.K), CODATA 2018: exact since the SI of 2019, here to ten digits."""
_LITRES_PER_MOLE = _GAS_CONSTANT * 293.15 / 101.3
"""Volume of a mole of ideal gas at 20 degrees Celsius and 101.3 kPa, the reference state of Directive 2008/50/EC,
annex VI, part C (which writes 293 K and 101,3 kPa): 24.0611 L."""

_GRAMS_PER_MOLE = {"no2": 46.0055, "o3": 47.9982, "so2": 64.064, "no": 30.0061, "co": 28.0101}
"""Molar masses as the NIST Chemistry WebBook (standard reference database 69) prints them."""


@dataclass(frozen=True, slots=True)
class NamedConversion:
    """A factor that holds for one substance, with its units and where it comes from."""

    name: str
    from_unit: str
    to_unit: str
    factor: float
    source: str


def _gas(substance: str) -> NamedConversion:
    return NamedConversion(
        f"ppb_to_ug_m3:{substance}",
        "[ppb]",
        "ug/m3",
        _GRAMS_PER_MOLE[substance] / _LITRES_PER_MOLE,
        f"molar mass {_GRAMS_PER_MOLE[substance]} g/mol (NIST Chemistry WebBook), ideal gas at 20 Cel and 101.3 kPa "
        "(reference state of Directive 2008/50/EC, annex VI, part C)",
    )


_GLUCOSE_SOURCE = "molar mass of glucose 180.156 g/mol (IUPAC standard atomic weights 2021, abridged)"
_ALL = (
    NamedConversion(
        "glucose_mmol_per_l_to_mg_per_dl", "mmol/L", "mg/dL", GLUCOSE_MG_PER_DL_IN_ONE_MMOL_PER_L, _GLUCOSE_SOURCE
    ),
    NamedConversion(
        "glucose_mg_per_dl_to_mmol_per_l", "mg/dL", "mmol/L", 1 / GLUCOSE_MG_PER_DL_IN_ONE_MMOL_PER_L, _GLUCOSE_SOURCE
    ),
    *(_gas(substance) for substance in _GRAMS_PER_MOLE),
)

NAMED: Mapping[str, NamedConversion] = MappingProxyType({entry.name: entry for entry in _ALL})
"""Every named conversion, by name."""


def convert_named(name: str, value: float) -> float:
    """What is this value on the other side of a named conversion?

    Takes: the name, as ``ppb_to_ug_m3:o3``, and a value in its ``from_unit``. Gives: the value in its ``to_unit``.
    Refuses: UnitError for a name that is not in ``NAMED``.
    Method: value x factor; each entry of ``NAMED`` says where its factor comes from.
    Example: ``round(convert_named("glucose_mmol_per_l_to_mg_per_dl", 10.0), 3) == 180.156``.
    """
    if name not in NAMED:
        raise UnitError(
            "there is no conversion {name!r}: use one of {known}", name=name, known=", ".join(sorted(NAMED))
        )
    return value * NAMED[name].factor
