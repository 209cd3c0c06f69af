"""A profile: rules over plain JSON, each with the place, and where they were read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from pagus.fhir_r4.faults import Fault
from pagus.kernel.remark import Remark

__all__ = ["LOINC", "UCUM", "Found", "Profile", "codings", "has_coding", "quantity_in"]

LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"

Found = Iterator[tuple[str, Remark]]
"""Places (relative to the resource) and what is wrong there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """``certainty`` says how the rules are known: consensus, as published; local, as remembered or of a draft."""

    name: str
    url: str
    type: str
    source: str
    certainty: Literal["consensus", "local"]
    rules: tuple[Callable[[Mapping[str, Any]], Found], ...]

    def faults(self, document: Mapping[str, Any]) -> Iterator[Fault]:
        """Everything in this document that breaks the profile."""
        if document.get("resourceType") != self.type:
            yield self._fault("", Remark("the profile {profile} is one of {type}", profile=self.name, type=self.type))
            return
        for rule in self.rules:
            for place, remark in rule(document):
                yield self._fault(place, remark)

    def _fault(self, place: str, remark: Remark) -> Fault:
        return Fault("error", "invariant", ".".join(filter(None, (self.type, place))), remark, self.name)


def codings(concept: Any) -> Iterator[tuple[Any, Any]]:
    """Which codings has this concept?

    Takes: a CodeableConcept as plain JSON, or None. Gives: (system, code) of each.
    """
    for each in (concept or {}).get("coding", []):
        yield each.get("system"), each.get("code")


def has_coding(concept: Any, system: str, *codes: str) -> bool:
    """Does this concept hold one of these codes of this system?

    Takes: a CodeableConcept as plain JSON, or None; a system; codes. Gives: yes or no.
    """
    return any(each_system == system and code in codes for each_system, code in codings(concept))


def quantity_in(quantity: Any, place: str, *units: str) -> Found:
    """Is this quantity there whole, in one of these UCUM units?

    Takes: a Quantity as plain JSON, or None; its place; UCUM codes. Gives: what is wrong.
    """
    if quantity is None:
        yield place, Remark("{name} is missing", name=place.rpartition(".")[2])
        return
    for name in ("value", "unit", "system", "code"):
        if name not in quantity:
            yield place, Remark("{name} is missing", name=name)
    if quantity.get("system", UCUM) != UCUM or quantity.get("code", units[0]) not in units:
        yield f"{place}.code", Remark("only these units may stand here: {units}", units=", ".join(units))
