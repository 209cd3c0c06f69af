"""The vital signs of FHIR R4: which code and which unit each has, and what every one of them holds.

Source: the profiles of HL7 in FHIR R4 4.0.1 (vitalsigns and those derived from it), read as published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pagus.fhir_r4.profiles.profile import LOINC, Found, Profile, has_coding, quantity_in
from pagus.kernel.remark import Remark

__all__ = ["VITAL_SIGNS"]

_BASE: Final = "http://hl7.org/fhir/StructureDefinition/"
_SOURCE: Final = "HL7 FHIR R4 4.0.1, http://hl7.org/fhir/R4/observation-vitalsigns.html"
_CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
_COMMON: Final = frozenset(
    {"%", "cm", "[in_i]", "kg", "g", "[lb_av]", "Cel", "[degF]", "mm[Hg]", "/min", "kg/m2", "m2"}
)

_SIMPLE: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "resprate": ("9279-1", ("/min",)),
    "heartrate": ("8867-4", ("/min",)),
    "oxygensat": ("2708-6", ("%",)),
    "bodytemp": ("8310-5", ("Cel", "[degF]")),
    "bodyheight": ("8302-2", ("cm", "[in_i]")),
    "headcircum": ("9843-4", ("cm", "[in_i]")),
    "bodyweight": ("29463-7", ("kg", "[lb_av]", "g")),
    "bmi": ("39156-5", ("kg/m2",)),
}
"""For each profile: its LOINC code and the units that it allows."""


def _has_value(part: Mapping[str, Any]) -> bool:
    return "dataAbsentReason" in part or any(name.startswith(("value", "_value")) for name in part)


def _every_one(observation: Mapping[str, Any]) -> Found:
    if not any(has_coding(each, _CATEGORY, "vital-signs") for each in observation.get("category", [])):
        yield "category", Remark("a vital sign has the category vital-signs")
    reference = observation.get("subject", {}).get("reference")
    if "subject" not in observation:
        yield "", Remark("{name} is missing", name="subject")
    elif isinstance(reference, str) and reference.partition("/")[0] in {"Group", "Device", "Location"}:
        yield "subject", Remark("the subject of a vital sign is a patient")
    moment = observation.get("effectiveDateTime")
    if moment is None and "effectivePeriod" not in observation:
        yield "", Remark("{name} is missing", name="effective[x]")
    elif isinstance(moment, str) and len(moment) < 8:
        yield "effective", Remark("the time of a vital sign is at least a day")
    if "component" not in observation and "hasMember" not in observation and not _has_value(observation):
        yield "", Remark("without components or members there is a value or a reason for none")


def _components(observation: Mapping[str, Any]) -> Found:
    for index, component in enumerate(observation.get("component", [])):
        place = f"component[{index}]"
        if not _has_value(component):
            yield place, Remark("without components or members there is a value or a reason for none")
        code = component.get("valueQuantity", {}).get("code")
        if code is not None and code not in _COMMON:
            yield f"{place}.value", Remark("only these units may stand here: {units}", units=", ".join(sorted(_COMMON)))


def _measures(code: str, units: tuple[str, ...]) -> Callable[[Mapping[str, Any]], Found]:
    def rule(observation: Mapping[str, Any]) -> Found:
        if not has_coding(observation.get("code"), LOINC, code):
            yield "code", Remark("the LOINC code {code} is missing", code=code)
        if "valueQuantity" in observation:
            yield from quantity_in(observation["valueQuantity"], "value", *units)

    return rule


def _blood_pressure(observation: Mapping[str, Any]) -> Found:
    if not has_coding(observation.get("code"), LOINC, "85354-9"):
        yield "code", Remark("the LOINC code {code} is missing", code="85354-9")
    if "valueQuantity" in observation:
        yield "value", Remark("the values of a blood pressure stand in its components")
    for code in ("8480-6", "8462-4"):
        found = [
            (index, each)
            for index, each in enumerate(observation.get("component", []))
            if has_coding(each.get("code"), LOINC, code)
        ]
        if len(found) != 1:
            yield "component", Remark("exactly one component has the LOINC code {code}", code=code)
        for index, each in found:
            if "valueQuantity" in each:
                yield from quantity_in(each["valueQuantity"], f"component[{index}].value", "mm[Hg]")


def _panel(observation: Mapping[str, Any]) -> Found:
    if not has_coding(observation.get("code"), LOINC, "85353-1"):
        yield "code", Remark("the LOINC code {code} is missing", code="85353-1")
    if "hasMember" not in observation:
        yield "", Remark("{name} is missing", name="hasMember")


def _profile(name: str, *rules: Callable[[Mapping[str, Any]], Found]) -> Profile:
    return Profile(
        name=name,
        url=_BASE + name,
        type="Observation",
        source=_SOURCE,
        certainty="consensus",
        rules=(_every_one, _components, *rules),
    )


VITAL_SIGNS: Final = (
    _profile("vitalsigns"),
    *(_profile(name, _measures(code, units)) for name, (code, units) in _SIMPLE.items()),
    _profile("bp", _blood_pressure),
    _profile("vitalspanel", _panel),
)
