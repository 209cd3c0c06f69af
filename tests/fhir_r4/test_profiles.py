"""Profiles: one document that keeps each, and what breaks it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pagus.errors import CodeError
from pagus.fhir_r4.profiles import PROFILES, claimed_profiles, faults_of_profile
from pagus.fhir_r4.profiles.french import is_ins
from tests.fhir_r4.documents import DEVICE, OBSERVATION, PANEL, PATIENT, TERMS, concept, quantity

MDC = "urn:iso:std:iso:11073:10101"
VITAL = {"category": [concept("vital-signs", TERMS + "observation-category")]}
PHD_CATEGORY = {
    "category": [concept("phd-observation", "http://hl7.org/fhir/uv/phd/CodeSystem/PhdObservationCategories")]
}
INS = {
    "use": "official",
    "type": concept("INS-NIR", "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"),
    "system": "urn:oid:1.2.250.1.213.1.4.8",
    "value": "255081416802538",
}
VALIDATED = {
    "url": "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability",
    "extension": [{"url": "identityStatus", "valueCoding": {"code": "VALI"}}],
}
READING = {
    **OBSERVATION,
    "code": concept("99504-3"),
    "valueQuantity": {"value": 120, "unit": "mg/dl", "system": "http://unitsofmeasure.org", "code": "mg/dL"},
}
NUMERIC = {**OBSERVATION, **PHD_CATEGORY, "code": {"coding": [{"system": MDC, "code": "188736"}]}}
PERIOD = {"effectivePeriod": {"start": "2026-05-01", "end": "2026-05-14"}}
RANGES = {
    **OBSERVATION,
    **PERIOD,
    "code": concept("106793-3"),
    "component": [
        {"code": concept(code), "valueQuantity": quantity(20, "%")}
        for code in ("104642-4", "104641-6", "97510-2", "104640-8", "104639-0")
    ],
}
WRONG_UNIT = {"value": 1, "system": MDC, "code": "1"}
MOLAR = quantity(6, "mmol/L")
OWN = [{"value": "x"}]
KEPT: dict[str, dict[str, Any]] = {
    "vitalsigns": OBSERVATION,
    "bodyweight": OBSERVATION,
    "bp": {**PANEL, **VITAL},
    "PhdNumericObservation": NUMERIC,
    "PhdDevice": {**DEVICE, "identifier": [{"value": "x"}]},
    "cgm-sensor-reading-mass-per-volume": READING,
    "cgm-summary-times-in-ranges": RANGES,
    "fr-core-patient-ins": {**PATIENT, "identifier": [INS], "extension": [VALIDATED]},
}
BY_NAME = {profile.name: url for url, profile in PROFILES.items()}


def faults(name: str, document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(fault.expression, str(fault.remark)) for fault in faults_of_profile(BY_NAME[name], document)]


def changed(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    found = {**copy.deepcopy(document), **changes}
    return {key: value for key, value in found.items() if value is not None}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_a_document_keeps_the_profile(name: str) -> None:
    assert faults(name, KEPT[name]) == []


@pytest.mark.parametrize(
    ("name", "document", "place"),
    [
        ("vitalsigns", changed(OBSERVATION, category=None), "Observation.category"),
        ("vitalsigns", changed(OBSERVATION, subject=None), "Observation"),
        ("vitalsigns", changed(OBSERVATION, subject={"reference": "Group/1"}), "Observation.subject"),
        ("vitalsigns", changed(OBSERVATION, effectiveDateTime="2026-05"), "Observation.effective"),
        ("vitalsigns", changed(OBSERVATION, effectiveDateTime=None), "Observation"),
        ("vitalsigns", changed(OBSERVATION, valueQuantity=None), "Observation"),
        ("vitalsigns", changed(OBSERVATION, component=[{"code": {"text": "x"}}]), "Observation.component[0]"),
        ("bodyweight", changed(OBSERVATION, code=concept("8302-2")), "Observation.code"),
        ("bodyweight", changed(OBSERVATION, valueQuantity=quantity(72, "cm")), "Observation.value.code"),
        ("bodyweight", changed(OBSERVATION, valueQuantity={"value": 1, "code": "kg"}), "Observation.value"),
        ("bp", changed({**PANEL, **VITAL}, component=PANEL["component"][:1]), "Observation.component"),
        ("bp", changed({**PANEL, **VITAL}, code=concept("1")), "Observation.code"),
        ("bp", changed({**PANEL, **VITAL}, valueQuantity=quantity(1, "mm[Hg]")), "Observation.value"),
        ("bp", PATIENT, "Observation"),
        ("PhdNumericObservation", OBSERVATION, "Observation.category"),
        ("PhdNumericObservation", changed(NUMERIC, code=concept("1")), "Observation.code"),
        ("PhdNumericObservation", changed(NUMERIC, device=None), "Observation"),
        ("PhdNumericObservation", changed(NUMERIC, valueQuantity=WRONG_UNIT), "Observation.value.code"),
        ("PhdNumericObservation", changed(NUMERIC, valueQuantity=None, valueString="x"), "Observation.value"),
        ("PhdDevice", DEVICE, "Device"),
        ("cgm-sensor-reading-mass-per-volume", changed(READING, valueQuantity=MOLAR), "Observation.value.code"),
        ("cgm-sensor-reading-mass-per-volume", changed(READING, code=concept("105272-9")), "Observation.code"),
        ("cgm-summary-times-in-ranges", changed(RANGES, component=RANGES["component"][1:]), "Observation.component"),
        ("cgm-summary-times-in-ranges", changed(RANGES, effectivePeriod={"start": "2026"}), "Observation"),
        ("fr-core-patient-ins", changed(PATIENT, extension=[VALIDATED], identifier=OWN), "Patient.identifier"),
        ("fr-core-patient-ins", changed(PATIENT, identifier=[{**INS, "use": "usual"}]), "Patient.identifier[0]"),
        ("fr-core-patient-ins", changed(PATIENT, identifier=[{**INS, "value": "1"}]), "Patient.identifier[0].value"),
        ("fr-core-patient-ins", changed(PATIENT, birthDate=None), "Patient"),
    ],
)  # fmt: skip
def test_a_broken_profile_is_told(name: str, document: dict[str, Any], place: str) -> None:
    assert place in [where for where, _ in faults(name, document)]


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("255081416802538", True),
        ("255081416802539", False),
        ("25508141680253", False),
        ("555081416802538", False),
        ("2550814168025 8", False),
    ],
)
def test_the_key_of_an_ins_number_is_checked(number: str, right: bool) -> None:
    assert is_ins(number) is right


def test_corsica_counts_as_its_old_numbers() -> None:
    for letters, digits in (("2A", "19"), ("2B", "18")):
        rest = int(f"18501{digits}001001") % 97
        assert is_ins(f"18501{letters}001001{97 - rest:02d}")


def test_profiles_say_where_they_come_from_and_how_sure_that_is() -> None:
    assert len(PROFILES) > 25
    assert all(profile.source and profile.certainty in {"consensus", "local"} for profile in PROFILES.values())


def test_what_a_document_claims_is_read() -> None:
    url = BY_NAME["bodyweight"]
    assert claimed_profiles({"meta": {"profile": [f"{url}|4.0.1", "http://example.org/x"]}}) == (url,)
    with pytest.raises(CodeError):
        faults_of_profile("http://example.org/x", OBSERVATION)
