"""Composite parameters: two things of one element at once, as ``code-value-quantity=8867-4$gt100``.

At the root of an Observation there is one code and one value: both asked of it is the composite. Of components there
are several, and the code of one must not meet the value of another: so they have rows of their own, in which the code
of the component stands before the unit, or before the code, of its value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from pagus.apps.resources.query import Criterion, Value
from pagus.fhir_r4.search_entries import Entry, entries_of

__all__ = ["COMPONENT_QUANTITY", "COMPOSITES", "Composite", "component_entries", "component_value", "of_component"]

_MARK: Final = "\x1f"
"""Between the code of a component and what is said of its value; no code has it in it."""
COMPONENT_QUANTITY: Final = "component-code-value-quantity"
COMPONENT_CONCEPT: Final = "component-code-value-concept"


class Composite(NamedTuple):
    """A composite parameter: the value's parameter at the root ("" for none), the one of components ("" for none)."""

    root: str
    component: str


COMPOSITES: Final[Mapping[str, Composite]] = {
    "code-value-quantity": Composite("value-quantity", ""),
    "code-value-concept": Composite("value-concept", ""),
    "code-value-date": Composite("value-date", ""),
    "code-value-string": Composite("value-string", ""),
    COMPONENT_QUANTITY: Composite("", COMPONENT_QUANTITY),
    COMPONENT_CONCEPT: Composite("", COMPONENT_CONCEPT),
    "combo-code-value-quantity": Composite("value-quantity", COMPONENT_QUANTITY),
    "combo-code-value-concept": Composite("value-concept", COMPONENT_CONCEPT),
}
"""Those of Observation, which are all that a device's readings need; other types have theirs for definitions only."""


def _named(system: str | None, code: str) -> str:
    """How the code of a component stands in a row. ``system`` None: whatever it is."""
    return f"{'*' if system is None else system}|{code}{_MARK}"


def component_entries(component: Mapping[str, Any]) -> Iterator[tuple[str, str, Entry]]:
    """How is a component found? Gives: the parameter, how its code is named, an entry of its value."""
    names = {
        _named(system, coding["code"])
        for coding in component["code"].get("coding", ())
        if "code" in coding
        for system in (None, coding.get("system", ""))
    }
    for element, kind, type_, parameter in (
        ("valueQuantity", "quantity", "Quantity", COMPONENT_QUANTITY),
        ("valueSampledData", "quantity", "SampledData", COMPONENT_QUANTITY),
        ("valueCodeableConcept", "token", "CodeableConcept", COMPONENT_CONCEPT),
    ):
        if element in component:
            for entry in entries_of(parameter, kind, type_, component[element], None):
                for name in sorted(names):
                    yield parameter, name, entry


def component_value(code: Value, value: Value, parameter: str) -> Value:
    """The value to look for in the rows of components. Takes: both halves as they were asked."""
    name = _named(code.system, code.code or "")
    if parameter == COMPONENT_CONCEPT:
        return Value(system=value.system, code=f"{name}{value.code}")
    return Value(comparison=value.comparison, low=value.low, high=value.high, unit=f"{name}{value.unit}")


def of_component(values: tuple[Value, ...], parameter: str) -> Criterion:
    """One criterion over the rows of components."""
    return Criterion(parameter, "token" if parameter == COMPONENT_CONCEPT else "quantity", values)
