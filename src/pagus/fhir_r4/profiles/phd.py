"""Observations of personal health devices (HL7 PHD): who measured, what in IEEE 11073 codes, when, in which unit.

Source: the sources of the guide (repository HL7/phd, FSH), read in November 2026; the published 1.1.0 could not be read
beside them, so every rule here is local. Both codes that its category had are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pagus.fhir_r4.profiles.profile import UCUM, Found, Profile, codings, has_coding
from pagus.kernel.remark import Remark

__all__ = ["PHD"]

_BASE: Final = "http://hl7.org/fhir/uv/phd/StructureDefinition/"
_SOURCE: Final = "HL7 PHD implementation guide, repository HL7/phd, input/fsh"
_CATEGORY: Final = "http://hl7.org/fhir/uv/phd/CodeSystem/PhdObservationCategories"
MDC: Final = "urn:iso:std:iso:11073:10101"


def _base(observation: Mapping[str, Any]) -> Found:
    if not any(has_coding(each, _CATEGORY, "phd-observation", "phd") for each in observation.get("category", [])):
        yield "category", Remark("an observation of a personal health device has its category")
    if [system for system, _ in codings(observation.get("code"))].count(MDC) != 1:
        yield "code", Remark("exactly one code is one of IEEE 11073-10101")
    for name in ("subject", "device"):
        if not observation.get(name, {}).get("reference"):
            yield "", Remark("{name} is missing", name=f"{name}.reference")
    if "effectiveDateTime" not in observation and "effectivePeriod" not in observation:
        yield "", Remark("{name} is missing", name="effective[x]")


def _numeric(observation: Mapping[str, Any]) -> Found:
    if any(name.startswith("value") and name != "valueQuantity" for name in observation):
        yield "value", Remark("the value is a quantity")
    elif "valueQuantity" in observation:
        yield from _quantity(observation["valueQuantity"], "value")
    elif "dataAbsentReason" not in observation:
        yield "", Remark("without components or members there is a value or a reason for none")


def _compound(observation: Mapping[str, Any]) -> Found:
    if not observation.get("component"):
        yield "", Remark("{name} is missing", name="component")
    for index, component in enumerate(observation.get("component", [])):
        place = f"component[{index}]"
        if [system for system, _ in codings(component.get("code"))].count(MDC) != 1:
            yield f"{place}.code", Remark("exactly one code is one of IEEE 11073-10101")
        if "valueQuantity" in component:
            yield from _quantity(component["valueQuantity"], f"{place}.value")


def _quantity(quantity: Mapping[str, Any], place: str) -> Found:
    for name in ("value", "system", "code"):
        if name not in quantity:
            yield place, Remark("{name} is missing", name=name)
    system, code = quantity.get("system"), str(quantity.get("code", ""))
    if system not in {UCUM, MDC, None}:
        yield f"{place}.system", Remark("a unit is one of UCUM or of IEEE 11073-10101")
    elif system == MDC and not (code.isdigit() and 262_144 <= int(code) <= 327_679):
        yield f"{place}.code", Remark("a unit of IEEE 11073-10101 is of partition 4")


def _coded(observation: Mapping[str, Any]) -> Found:
    concept = observation.get("valueCodeableConcept")
    if concept is None and "dataAbsentReason" not in observation:
        yield "", Remark("without components or members there is a value or a reason for none")
    elif concept is not None and MDC not in [system for system, _ in codings(concept)]:
        yield "value", Remark("exactly one code is one of IEEE 11073-10101")


def _string(observation: Mapping[str, Any]) -> Found:
    if "valueString" not in observation and "dataAbsentReason" not in observation:
        yield "", Remark("without components or members there is a value or a reason for none")


def _samples(observation: Mapping[str, Any]) -> Found:
    if "valueSampledData" not in observation and "dataAbsentReason" not in observation:
        yield "", Remark("without components or members there is a value or a reason for none")


def _device(device: Mapping[str, Any]) -> Found:
    if not device.get("identifier"):
        yield "", Remark("{name} is missing", name="identifier")


def _observation(name: str, *rules: Callable[[Mapping[str, Any]], Found]) -> Profile:
    return Profile(
        name=name, url=_BASE + name, type="Observation", source=_SOURCE, certainty="local", rules=(_base, *rules)
    )


PHD: Final = (
    _observation("PhdBaseObservation"),
    _observation("PhdNumericObservation", _numeric),
    _observation("PhdCompoundNumericObservation", _compound),
    _observation("PhdCompoundObservation", _compound),
    _observation("PhdCodedEnumerationObservation", _coded),
    _observation("PhdStringEnumerationObservation", _string),
    _observation("PhdRtsaObservation", _samples),
    *(
        Profile(name=name, url=_BASE + name, type="Device", source=_SOURCE, certainty="local", rules=(_device,))
        for name in ("PhdDevice", "PhgDevice")
    ),
)
"""Without PhdBitsEnumerationObservation and PhdCoincidentTimeStampObservation: their code lists were not read."""
