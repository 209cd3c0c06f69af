"""Named conversions: their values, their sources, and that nothing crosses a dimension without them."""

from __future__ import annotations

import pytest

from pagus.errors import UnitError
from pagus.kernel.conversions import NAMED, convert_named
from pagus.kernel.units import parse_unit, same_dimension


def test_glucose_goes_both_ways() -> None:
    assert convert_named("glucose_mmol_per_l_to_mg_per_dl", 10.0) == pytest.approx(180.156, rel=1e-15)
    assert convert_named("glucose_mg_per_dl_to_mmol_per_l", 180.156) == pytest.approx(10.0, rel=1e-15)


@pytest.mark.parametrize(
    ("gas", "printed"), [("no2", 1.9125), ("o3", 1.9957), ("so2", 2.6609), ("no", 1.2473), ("co", 1.1642)]
)
def test_gases_at_20_degrees_have_the_factors_of_british_air_reports(gas: str, printed: float) -> None:
    """Defra prints them for 20 degrees and 1013 mbar; the directive's 101.3 kPa differs by less than 0.1 %."""
    assert convert_named(f"ppb_to_ug_m3:{gas}", 1.0) == pytest.approx(printed, rel=1e-3)


@pytest.mark.parametrize("name", NAMED)
def test_each_names_its_units_and_its_source_and_crosses_a_dimension(name: str) -> None:
    entry = NAMED[name]
    assert entry.name == name
    assert not same_dimension(parse_unit(entry.from_unit), parse_unit(entry.to_unit))
    assert "g/mol" in entry.source
    assert convert_named(name, 0.0) == 0.0
    assert convert_named(name, 2.0) == 2.0 * entry.factor


def test_a_name_that_nobody_knows_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UnitError, match=r"there is no conversion 'ppb_to_ug_m3:radon'.*ppb_to_ug_m3:no2"):
        convert_named("ppb_to_ug_m3:radon", 1.0)
