"""Indicators against the features and tables of their kit."""

from __future__ import annotations

from collections.abc import Iterator

from pagus.errors import Fault
from pagus.kernel.units import same_dimension
from pagus.kit_language.draft import Draft
from pagus.kit_language.entries import Placed, nearest
from pagus.kit_language.lint_rules import compile_placed, environment_of, reads, unit_faults
from pagus.kit_language.model import Kit
from pagus.kit_language.schema import IndicatorEntry

__all__ = [
    "indicator_faults",
]


def indicator_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    """What is wrong with the indicators of this kit, seen with its features and tables?

    Takes: the draft and the kit assembled from it. Gives: faults.
    """
    used: set[str] = set()
    for placed in draft.indicators.values():
        indicator = placed.value
        if indicator is None:
            continue
        used.add(indicator.table)
        if not reads(indicator.unit):
            yield from unit_faults(placed, indicator.unit)
            continue
        if indicator.table and indicator.table not in kit.tables:
            message = f"kit.yaml lists no table {indicator.table!r}"
            yield placed.fault(
                message, f"add it to tables in kit.yaml; {nearest(indicator.table, kit.tables)}", "table"
            )
        if indicator.kind == "share_of_subjects":
            yield from _share_faults(draft, kit, placed, indicator)
        elif indicator.kind == "mean_of_subjects":
            yield from _mean_faults(draft, kit, placed, indicator)
    manifest = draft.manifest
    assert manifest is not None  # without it there is no kit to lint
    whole = all(placed.value is not None for placed in draft.indicators.values())
    for position, table in enumerate(kit.tables):
        if whole and table not in used:
            yield manifest.fault(f"no indicator reads the table {table}", "remove it from tables", "tables", position)


def _share_faults(draft: Draft, kit: Kit, placed: Placed[IndicatorEntry], indicator: IndicatorEntry) -> Iterator[Fault]:
    if indicator.unit != "1":
        yield placed.fault("a share has no unit", 'write unit: "1"', "unit")
    if indicator.target is not None and not 0 <= indicator.target <= 1:
        yield placed.fault(f"the target {indicator.target:g} is no share", "write 0.7 for 70 %", "target")
    environment = environment_of(kit)
    for where, text in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        expression, faults = compile_placed(draft, placed, where, text, environment)
        yield from faults
        if expression is not None and expression.parameters:
            message = f"{where} uses p.{expression.parameters[0]}: each place would be measured with another number"
            yield placed.fault(message, "write the number itself", where)


def _mean_faults(draft: Draft, kit: Kit, placed: Placed[IndicatorEntry], indicator: IndicatorEntry) -> Iterator[Fault]:
    name = indicator.numerator
    if name not in draft.features:
        yield placed.fault(f"no feature is called {name!r}", nearest(name, draft.features), "numerator")
    elif name in kit.features:
        unit = kit.features[name].unit
        if reads(unit) and not same_dimension(unit, indicator.unit):
            yield placed.fault(f"{name} is in {unit}, not in {indicator.unit}", f"write unit: {unit}", "unit")
