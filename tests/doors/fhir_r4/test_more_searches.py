"""Composite parameters, reverse chains, words said of codes: what they find, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.apps.cast import account
from tests.doors.fhir_r4.conftest import EUROMETROPOLE, Fhir, weight
from tests.doors.fhir_r4.test_searching import client_of, ids

LOINC, UCUM, SNOMED = "http://loinc.org", "http://unitsofmeasure.org", "http://snomed.info/sct"
SYSTOLIC, DIASTOLIC = "8480-6", "8462-4"


def coded(code: str, display: str = "", text: str = "", system: str = LOINC) -> dict[str, Any]:
    coding = {"system": system, "code": code, **({"display": display} if display else {})}
    return {"coding": [coding], **({"text": text} if text else {})}


def pressure(name: str, systolic: float, diastolic: float, **more: Any) -> dict[str, Any]:
    values = ((SYSTOLIC, systolic), (DIASTOLIC, diastolic))
    return {
        "resourceType": "Observation",
        "identifier": [{"system": "urn:test", "value": name}],
        "status": "final",
        "code": coded("85354-9", "Blood pressure panel", "Tension artérielle"),
        "subject": {"reference": "Patient/P-AAAA"},
        "effectiveDateTime": "2026-03-05T08:00:00Z",
        "component": [
            {"code": coded(code), "valueQuantity": {"value": value, "system": UCUM, "code": "mm[Hg]"}}
            for code, value in values
        ],
        **more,
    }


@pytest.fixture
def kept(fhir: Fhir) -> Fhir:
    documents = [
        pressure("high", 160, 95),
        pressure("low", 95, 60),
        pressure("wide", 150, 60),
        {**weight(80, "2026-03-01T08:00:00Z"), "identifier": [{"system": "urn:test", "value": "80"}]},
        {**weight(95, "2026-03-02T08:00:00Z"), "identifier": [{"system": "urn:test", "value": "95"}]},
        {
            **pressure("position", 120, 80),
            "code": {"text": "Étrange"},
            "component": [
                {"code": coded("8361-8"), "valueCodeableConcept": coded("33586001", "Sitting", "", SNOMED)},
                {"code": coded("1-1"), "valueCodeableConcept": coded("40199007", "Supine", "", SNOMED)},
            ],
        },
        {
            **pressure("text", 120, 80),
            "code": coded("11454-5"),
            "component": [{"code": coded("1-1")}],
            "valueString": "Malade",
        },
    ]
    for document in documents:
        assert fhir.post("Observation", document).status_code == 201, document
    return fhir


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (f"component-code-value-quantity={SYSTOLIC}$gt140", "high wide"),
        (f"component-code-value-quantity={LOINC}|{DIASTOLIC}$gt140", ""),
        (f"component-code-value-quantity={LOINC}|{DIASTOLIC}$lt70", "low wide"),
        (f"component-code-value-quantity={DIASTOLIC}$le60|{UCUM}|mm[Hg]", "low wide"),
        (f"component-code-value-quantity={DIASTOLIC}$lt9|{UCUM}|kPa", "low wide"),
        (f"component-code-value-quantity={SNOMED}|{DIASTOLIC}$lt70", ""),
        (f"component-code-value-quantity={SYSTOLIC}$gt155,{DIASTOLIC}$lt70", "high low wide"),
        (f"component-code-value-quantity={SYSTOLIC}$gt140&component-code-value-quantity={DIASTOLIC}$lt70", "wide"),
        (f"code-value-quantity={LOINC}|29463-7$gt90|{UCUM}|kg", "95"),
        (f"code-value-quantity=29463-7$gt90000|{UCUM}|g", "95"),
        ("code-value-quantity=29463-7$80", "80"),
        (f"code-value-quantity={SYSTOLIC}$gt1", ""),
        (f"combo-code-value-quantity=29463-7$gt90,{SYSTOLIC}$lt100", "95 low"),
        (f"component-code-value-concept=8361-8${SNOMED}|33586001", "position"),
        ("component-code-value-concept=8361-8$40199007", ""),
        (f"combo-code-value-concept={LOINC}|1-1$40199007", "position"),
        ("code-value-string=11454-5$mal", "text"),
        ("code-value-string=1-1$mal", ""),
        ("component-code-value-quantity:missing=false", "high low wide"),
        ("combo-code-value-quantity:missing=true", "position text"),
        ("code:text=tension", "high low wide"),
        ("code:text=BLOOD pres", "high low wide"),
        ("code:text=ETRANGE", "position"),
        ("code:text=pressure", ""),
        ("component-value-concept:text=sit", "position"),
        ("combo-code:text=etr", "position"),
    ],
)
def test_what_a_question_finds(kept: Fhir, question: str, expected: str) -> None:
    found = kept.search(f"Observation?_count=50&{question}")
    assert sorted(each["identifier"][0]["value"] for each in found) == sorted(expected.split())


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ("code-value-quantity=29463-7", "code-value-quantity"),
        ("code-value-quantity=29463-7$", "code-value-quantity"),
        ("code-value-quantity=http://loinc.org|$5", "code-value-quantity"),
        ("code-value-quantity=29463-7$much", "value-quantity"),
        ("code-value-quantity:not=29463-7$5", "code-value-quantity"),
        ("_sort=code-value-quantity", "_sort"),
        ("_text=tension", "_text"),
        ("_content=tension", "_content"),
        ("_filter=code eq 1", "_filter"),
        ("_has:Observation:patient=1", "_has"),
        ("_has:Nothing:patient:code=1", "_has"),
        ("_has:Observation:status:code=1", "_has"),
        ("_has:Observation:patient:nothing=1", "nothing"),
    ],
)
def test_what_is_not_offered_is_refused_by_name(kept: Fhir, question: str, parameter: str) -> None:
    answer = kept.get(f"Observation?{question}")
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["expression"] == [f"http.{parameter}"]


def test_people_are_found_by_what_was_observed_of_them(kept: Fhir) -> None:
    """The Patients are those of the house, the Observations are kept."""

    coordinator = client_of(account("coordinator", EUROMETROPOLE))

    def people(question: str) -> list[str]:
        return ids(coordinator.get(f"/fhir/r4/Patient?{question}"))

    kept.post("Observation", {**weight(120, "2026-03-03T08:00:00Z"), "subject": {"reference": "Patient/P-BBBB"}})
    assert people(f"_has:Observation:patient:combo-code-value-quantity={SYSTOLIC}$gt140") == ["P-AAAA"]
    assert people("_has:Observation:subject:code-value-quantity=29463-7$gt100") == ["P-BBBB"]
    assert people("_has:Observation:patient:code=8867-4") == []
    group = {
        "resourceType": "List",
        "status": "current",
        "mode": "working",
        "entry": [
            {"item": {"reference": f"Observation/{kept.search('Observation?identifier=urn:test|high')[0]['id']}"}}
        ],
    }
    assert kept.post("List", group).status_code == 201
    assert people("_has:Observation:patient:_has:List:item:status=current") == ["P-AAAA"]


def test_what_the_statement_says_of_composites_is_so(kept: Fhir) -> None:
    (rest,) = Fhir("").get("metadata").json()["rest"]
    observation = next(each for each in rest["resource"] if each["type"] == "Observation")
    said = {each["name"] for each in observation["searchParam"] if each["type"] == "composite"}
    assert {"code-value-quantity", "component-code-value-quantity", "combo-code-value-concept"} <= said
    assert all(
        each["type"] != "composite"
        for one in rest["resource"]
        if one["type"] != "Observation"
        for each in one["searchParam"]
    )
    assert "_has" in rest["documentation"]
    assert "_content" in rest["documentation"]


def test_a_condition_may_be_a_composite(kept: Fhir) -> None:
    condition = f"component-code-value-quantity={SYSTOLIC}$160&subject=Patient/P-AAAA"
    answer = kept.post("Observation", pressure("again", 160, 95), if_none_exist=condition)
    assert answer.status_code == 200
    assert answer.json()["identifier"][0]["value"] == "high"
