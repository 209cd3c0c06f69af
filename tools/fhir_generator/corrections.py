"""Where the package of definitions is not FHIR R4 4.0.1: what its makers added, and one resource of a later release.

Found by comparing every element with fhirclient 4.4 (generated from R4 4.0.1); a test repeats the comparison.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_STUDY = ("associatedParty", "classifier", "comparisonGroup", "descriptionSummary", "label", "name", "outcomeMeasure")
_STUDY += ("progressStatus", "recruitment", "region", "result", "studyDesign", "whyStopped", "objective.description")
_META = ("account", "accounts", "author", "compartment", "onBehalfOf", "project")

NOT_STANDARD = {
    "Binary.url",
    "DeviceDefinition.bodySite",
    "DeviceDefinition.classification",
    "ObservationDefinition.publisher",
    *(f"Meta.{name}" for name in _META),
    *(f"ResearchStudy.{name}" for name in _STUDY),
}
"""Elements that no R4 resource has."""

_CHARACTERISTIC = "EvidenceVariable.characteristic"
_KEPT = {"id", "extension", "modifierExtension", "description", "exclude"}


def corrected(name: str, elements: list[Json]) -> list[Json]:
    """The elements of this type as R4 has them."""
    if name != "EvidenceVariable":
        return elements
    found = []
    for element in elements:
        inner = element["path"].removeprefix(_CHARACTERISTIC + ".")
        if element["path"] == _CHARACTERISTIC:
            rules = [each for each in element["constraint"] if each["key"] != "evv-1"]
            found.append({**element, "min": 1, "constraint": rules})
        elif inner == element["path"] or inner in _KEPT:
            found.append(element)
    return [*found, *_characteristic()]


def _characteristic() -> list[Json]:
    group = {"code": "Reference", "targetProfile": ["http://hl7.org/fhir/StructureDefinition/Group"]}
    defined = ("canonical", "CodeableConcept", "Expression", "DataRequirement", "TriggerDefinition")
    effective = ("dateTime", "Period", "Duration", "Timing")
    measure = {"strength": "required", "valueSet": "http://hl7.org/fhir/ValueSet/group-measure"}
    return [
        _element("definition[x]", 1, "1", [group, *({"code": code} for code in defined)]),
        _element("usageContext", 0, "*", [{"code": "UsageContext"}]),
        _element("participantEffective[x]", 0, "1", [{"code": code} for code in effective]),
        _element("timeFromStart", 0, "1", [{"code": "Duration"}]),
        {**_element("groupMeasure", 0, "1", [{"code": "code"}]), "binding": measure},
    ]


def _element(name: str, least: int, most: str, types: list[Json]) -> Json:
    return {"path": f"{_CHARACTERISTIC}.{name}", "min": least, "max": most, "type": types}
