"""Continuous glucose monitoring (HL7 CGM): readings of a sensor and the figures of a summary.

Source: the sources of the guide (repository HL7/cgm, input/fsh/profiles.fsh), read in November 2026. The codes of a
draft may differ from those of the published 1.0.0, so every rule here is local.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pagus.fhir_r4.profiles.profile import LOINC, UCUM, Found, Profile, has_coding
from pagus.kernel.remark import Remark

__all__ = ["CGM"]

_BASE: Final = "http://hl7.org/fhir/uv/cgm/StructureDefinition/"
_SOURCE: Final = "HL7 CGM implementation guide, repository HL7/cgm, input/fsh/profiles.fsh"
_RANGES: Final = ("104642-4", "104641-6", "97510-2", "104640-8", "104639-0")
"""Time very low, low, in target, high, very high."""
_FIGURES: Final[dict[str, tuple[str, str]]] = {
    "cgm-summary-mean-glucose-mass-per-volume": ("97507-8", "mg/dL"),
    "cgm-summary-mean-glucose-moles-per-volume": ("105273-7", "mmol/L"),
    "cgm-summary-gmi": ("97506-0", "%"),
    "cgm-summary-coefficient-of-variation": ("104638-2", "%"),
    "cgm-summary-days-of-wear": ("104636-6", "d"),
    "cgm-summary-sensor-active-percentage": ("104637-4", "%"),
}
_READINGS: Final[dict[str, tuple[str, str]]] = {
    "cgm-sensor-reading-mass-per-volume": ("99504-3", "mg/dL"),
    "cgm-sensor-reading-moles-per-volume": ("105272-9", "mmol/L"),
}


def _of_somebody(observation: Mapping[str, Any]) -> Found:
    if "subject" not in observation:
        yield "", Remark("{name} is missing", name="subject")


def _at_a_time(observation: Mapping[str, Any]) -> Found:
    if "effectiveDateTime" not in observation:
        yield "", Remark("{name} is missing", name="effectiveDateTime")


def _over_a_period(observation: Mapping[str, Any]) -> Found:
    period = observation.get("effectivePeriod", {})
    for name in ("start", "end"):
        if name not in period:
            yield "", Remark("{name} is missing", name=f"effectivePeriod.{name}")


def _measures(code: str, unit: str) -> Callable[[Mapping[str, Any]], Found]:
    def rule(observation: Mapping[str, Any]) -> Found:
        if not has_coding(observation.get("code"), LOINC, code):
            yield "code", Remark("the LOINC code {code} is missing", code=code)
        yield from _value(observation, "value", unit)

    return rule


def _value(part: Mapping[str, Any], place: str, unit: str) -> Found:
    quantity = part.get("valueQuantity")
    if quantity is None or "value" not in quantity:
        yield place, Remark("{name} is missing", name="valueQuantity.value")
    elif (quantity.get("system"), quantity.get("code")) != (UCUM, unit):
        yield f"{place}.code", Remark("only these units may stand here: {units}", units=unit)


def _times_in_ranges(observation: Mapping[str, Any]) -> Found:
    if not has_coding(observation.get("code"), LOINC, "106793-3"):
        yield "code", Remark("the LOINC code {code} is missing", code="106793-3")
    components = observation.get("component", [])
    for code in _RANGES:
        found = [index for index, each in enumerate(components) if has_coding(each.get("code"), LOINC, code)]
        if len(found) != 1:
            yield "component", Remark("exactly one component has the LOINC code {code}", code=code)
        for index in found:
            yield from _value(components[index], f"component[{index}].value", "%")


def _sensor(device: Mapping[str, Any]) -> Found:
    if not device.get("identifier"):
        yield "", Remark("{name} is missing", name="identifier")
    if [each.get("type") for each in device.get("deviceName", [])].count("user-friendly-name") != 1:
        yield "deviceName", Remark("exactly one name of the device is for its users")


def _profile(name: str, *rules: Callable[[Mapping[str, Any]], Found], kind: str = "Observation") -> Profile:
    return Profile(name=name, url=_BASE + name, type=kind, source=_SOURCE, certainty="local", rules=rules)


CGM: Final = (
    *(_profile(name, _of_somebody, _at_a_time, _measures(*what)) for name, what in _READINGS.items()),
    *(_profile(name, _of_somebody, _over_a_period, _measures(*what)) for name, what in _FIGURES.items()),
    _profile("cgm-summary-times-in-ranges", _of_somebody, _over_a_period, _times_in_ranges),
    _profile("cgm-device", _sensor, kind="Device"),
)
"""Without the summary, its report and the bundle: their members are told by what they lead to."""
