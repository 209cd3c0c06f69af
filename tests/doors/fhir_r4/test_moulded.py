"""What is made of a reading whose like came before is what the slow way makes of it."""

from __future__ import annotations

import json
import random
from typing import Any

import msgspec
import pytest

from pagus.doors.fhir_r4.indexing import rows_of
from pagus.doors.fhir_r4.moulded import plan_of
from pagus.doors.fhir_r4.observing import observed, observes
from pagus.doors.fhir_r4.template import template
from pagus.fhir_r4.embedding import decode
from pagus.fhir_r4.moulds import Cast, mould_of, moulds
from tests.doors.fhir_r4.test_search_oracle import observation

GLUCOSE = {"coding": [{"system": "http://loinc.org", "code": "2339-0"}], "text": "100 % glucose"}
OTHER = {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]}
UCUM = "http://unitsofmeasure.org"


@pytest.fixture(autouse=True)
def forget():
    moulds.forget()
    yield
    moulds.forget()


def reading(number: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "identifier": [{"system": "urn:device", "value": f"n-{number}"}],
        "status": "final",
        "code": GLUCOSE,
        "subject": {"reference": "Patient/P-AAAA"},
        "effectiveDateTime": f"2026-03-14T08:{number % 60:02d}:00Z",
        "device": {"reference": "Device/d1"},
        "valueQuantity": {"value": 5.5 + number, "unit": "mmol/L", "system": UCUM, "code": "mmol/L"},
        **changes,
    }


def made_quickly_and_slowly(document: dict[str, Any], taught: dict[str, Any]) -> bool:
    """Are they the same? False when there is no plan."""
    body, first = json.dumps(document).encode(), json.dumps(taught).encode()
    mould = mould_of(first, decode(first, "Observation"))
    assert mould is not None
    texts = mould.texts(body.decode())
    plan = None if texts is None else plan_of(Cast(mould, texts), "https://here/fhir/r4/")
    if texts is None or plan is None:
        return False
    quick, slow = plan.rows(texts), rows_of("Observation", msgspec.json.decode(body), {}, "https://here/fhir/r4/")
    for one, other in (
        (quick.tokens, slow.tokens),
        (quick.dates, slow.dates),
        (quick.quantities, slow.quantities),
        (quick.texts, slow.texts),
    ):
        assert set(one) == set(other), document
    assert plan.body(texts) == template(body, meta="meta" in document, id_="id" in document, references={})
    assert plan.observed(texts, "person:P-AAAA") == observed(document, "person:P-AAAA")
    assert plan.observes(texts) == observes(document)
    return True


def test_made_up_observations_become_the_same_either_way(people):
    random_, planned = random.Random(3), 0
    for number in range(150):
        taught = observation(random_, number)
        other = {**taught, "id": "another"}
        if "valueQuantity" in taught:
            other["valueQuantity"] = {**taught["valueQuantity"], "value": random_.choice([0, 3, 12.25, -1.5])}
        try:
            planned += made_quickly_and_slowly(other, taught)
        except AssertionError as error:
            if "mould" not in str(error):
                raise
    assert planned > 100


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"id": "own"},
        {"meta": {"versionId": "7", "lastUpdated": "2026-01-01T00:00:00Z", "profile": ["http://x"]}},
        {"status": "preliminary"},
        {"effectiveDateTime": "2026-12-31T23:59:60Z"},
        {"effectiveDateTime": "2026-03-14T08:00:00.123456+01:00"},
        {"issued": "2026-03-14T08:00:00Z"},
        {"valueQuantity": {"value": 7, "comparator": "<", "system": UCUM, "code": "mmol/L"}},
        {"valueQuantity": {"value": 7, "system": UCUM, "code": "[odd]"}},
        {"component": [{"code": OTHER, "valueQuantity": {"value": 9, "system": UCUM, "code": "mg/dL"}}]},
        {"note": [{"text": "1001.5 %s zz-1-0"}]},
    ],
    ids=str,
)
def test_odd_readings_become_the_same_either_way(people, changes):
    planned = made_quickly_and_slowly(reading(3, **changes), reading(0, **changes))
    assert planned or changes.keys() & {"note", "valueQuantity"}


def test_a_bundle_of_readings_is_kept_and_found_like_single_ones(fhir):
    entries = [
        {"fullUrl": f"urn:uuid:{n}", "resource": reading(n), "request": {"method": "POST", "url": "Observation"}}
        for n in range(12)
    ]
    entries.append(
        {
            "fullUrl": "urn:uuid:99",
            "resource": reading(40, subject={"reference": "Patient/P-ZZZZ"}),
            "request": {"method": "POST", "url": "Observation"},
        }
    )
    answer = fhir.post("", {"resourceType": "Bundle", "type": "transaction", "entry": entries})
    assert answer.status_code == 200, answer.content
    assert moulds.cast(json.dumps(reading(7)).encode()) is not None, "the quick way was not taken"
    assert "outcome" in answer.json()["entry"][-1]["response"], "nobody follows the last one, and the sender must know"
    assert len(fhir.search("Observation?patient=P-AAAA")) == 12
    (found,) = fhir.search("Observation?identifier=urn:device|n-9")
    assert found["valueQuantity"] == reading(9)["valueQuantity"]
    assert len(fhir.search("Observation?value-quantity=gt12.0|http://unitsofmeasure.org|mmol/L&patient=P-AAAA")) == 5


def test_a_reading_refused_for_its_unit_is_refused_the_quick_way_too(fhir):
    for number in range(5):
        answer = fhir.post("Observation", reading(number, valueQuantity={"value": 5 + number, "unit": "mmol/L"}))
        assert answer.status_code == 422
        assert answer.json()["issue"][0]["expression"] == ["Observation.value"]
