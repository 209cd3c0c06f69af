"""Indicators against the features and tables of their kit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
        if expression is not None:
            yield from _own_number_faults(kit, placed, where, expression.parameters)


def _own_number_faults(
    kit: Kit, placed: Placed[IndicatorEntry], where: str, parameters: Iterable[str]
) -> Iterator[Fault]:
    """An indicator knows the value of the kit and those of its sets of targets, which are the same in every place."""
    of_sets = {name for target in kit.target_sets.values() for name in target.values}
    for name in parameters:
        if name not in of_sets:
            message = f"{where} uses p.{name}: each place would be measured with another number"
            yield placed.fault(message, "write the number itself, or let a set of targets name it", where)


def _mean_faults(draft: Draft, kit: Kit, placed: Placed[IndicatorEntry], indicator: IndicatorEntry) -> Iterator[Fault]:
    text = indicator.numerator
    if re.fullmatch(r"\w+", text) and text not in draft.features:
        yield placed.fault(f"no feature is called {text!r}", nearest(text, draft.features), "numerator")
        return
    expression, faults = compile_placed(draft, placed, "numerator", text, environment_of(kit), expect="number")
    yield from faults
    if expression is None or expression.unit is None:
        return
    yield from _own_number_faults(kit, placed, "numerator", expression.parameters)
    unit = expression.unit.code
    if not same_dimension(unit, indicator.unit):
        yield placed.fault(f"{text} is in {unit}, not in {indicator.unit}", f"write unit: {unit}", "unit")
