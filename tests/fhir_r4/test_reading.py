"""What a valid document becomes: nothing lost, nothing rounded."""

from __future__ import annotations

import copy
import json
import pickle
from decimal import Decimal
from typing import Any

import pytest
from msgspec import UNSET

from pagus.fhir_r4 import FhirFaults, read
from tests.fhir_r4.documents import OBSERVATION, PATIENT, QUESTIONNAIRE, TRANSACTION


def body(document: dict[str, Any], **changes: Any) -> bytes:
    return json.dumps({**copy.deepcopy(document), **changes}).encode()


def observed(number: str) -> Any:
    text = body(OBSERVATION, valueQuantity={"value": 1}).replace(b'{"value": 1}', b'{"value": %s}' % number.encode())
    return read(text).valueQuantity.value


@pytest.mark.parametrize(
    "number", ["72.50", "0.0", "1.000000000000000000001", "-0.5", "1E-7", "12345678901234567890.5"]
)
def test_decimals_keep_the_digits_they_were_written_with(number: str) -> None:
    value = observed(number)
    assert isinstance(value, Decimal)
    assert str(value) == number


def test_whole_numbers_stay_whole_at_any_length() -> None:
    assert observed("72") == 72
    assert observed("123456789012345678901234567890") == 123456789012345678901234567890


def test_absent_elements_are_unset_and_falsy() -> None:
    found: Any = read(body(OBSERVATION))
    assert found.bodySite is UNSET
    assert not found.bodySite
    assert found.subject.reference == "Patient/p-1"


def test_extensions_beside_primitives_are_kept() -> None:
    found: Any = read(body(PATIENT))
    assert found._birthDate.extension[0].valueDateTime == "1979-03-31T14:35:45Z"
    assert found.name[0].given == ("Marie", None)
    assert found.name[0]._given[1].id == "g2"


def test_a_required_code_may_be_absent_for_a_reason() -> None:
    reason = {
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
    }
    document = {key: value for key, value in OBSERVATION.items() if key != "status"}
    found: Any = read(body(document, _status=reason))
    assert found.status is UNSET


def test_an_id_beside_a_value_is_no_fault_and_alone_is_one() -> None:
    assert read(body(PATIENT, _gender={"id": "g"}))
    document = {key: value for key, value in PATIENT.items() if key != "gender"}
    with pytest.raises(FhirFaults, match=r"Patient.gender: .*\[ele-1\]"):
        read(body(document, _gender={"id": "g"}))


def test_resources_in_a_bundle_become_models() -> None:
    found: Any = read(body(TRANSACTION))
    assert [type(entry.resource).__name__ for entry in found.entry] == ["Patient", "Observation"]


def test_contained_resources_become_models_and_are_found() -> None:
    inside = [{"resourceType": "Device", "id": "scale", "deviceName": [{"name": "X", "type": "other"}]}]
    found: Any = read(body(OBSERVATION, contained=inside, device={"reference": "#scale"}))
    assert found.contained[0].deviceName[0].name == "X"


def test_names_that_python_keeps_have_a_line_behind_them() -> None:
    text = b'{"resourceType":"Encounter","status":"planned","class":{"code":"VR"}}'
    found: Any = read(text)
    assert found.class_.code == "VR"


def test_the_expected_type_is_asked() -> None:
    assert read(body(PATIENT), "Patient")
    with pytest.raises(FhirFaults, match="Observation is asked here, and the resource is Patient"):
        read(body(PATIENT), "Observation")
    with pytest.raises(FhirFaults, match="resourceType is missing"):
        read(b'{"active":true}', "Patient")


def test_the_order_of_properties_and_spaces_do_not_matter() -> None:
    turned = dict(reversed(OBSERVATION.items()))
    spaced = json.dumps(turned, indent=3).replace('":', '" \n:').encode()
    assert read(spaced) == read(body(OBSERVATION))


def test_all_faults_are_told_with_their_places() -> None:
    document = copy.deepcopy(TRANSACTION)
    document["entry"][0]["resource"]["gender"] = "x"
    document["entry"][1]["resource"]["valueQuantity"]["value"] = "72"
    document["entry"][1]["resource"]["foo"] = 1
    del document["entry"][1]["request"]["url"]
    with pytest.raises(FhirFaults) as refused:
        read(body(document))
    assert [(fault.expression, fault.code) for fault in refused.value.faults] == [
        ("Bundle.entry[0].resource.gender", "code-invalid"),
        ("Bundle.entry[1].resource.value.ofType(Quantity).value", "structure"),
        ("Bundle.entry[1].resource", "structure"),
        ("Bundle.entry[1].request", "required"),
    ]


def test_faults_hold_no_data_of_a_person() -> None:
    secret = "279035121518989"
    with pytest.raises(FhirFaults) as refused:
        read(body(PATIENT, birthDate=secret, gender=secret, **{secret: secret}))
    assert secret not in str(refused.value)
    assert all(secret not in str(fault.facts) for fault in refused.value.faults)


def test_faults_travel_between_processes() -> None:
    with pytest.raises(FhirFaults) as refused:
        read(b"{}")
    again = pickle.loads(pickle.dumps(refused.value))
    assert again.faults == refused.value.faults
    assert again.faults[0].key == "resourceType is missing"


def test_a_doubt_about_one_document_is_not_carried_to_the_next() -> None:
    with pytest.raises(FhirFaults):
        read(body(PATIENT, _gender={"id": "g"}, birthDate="x"))
    assert read(body(QUESTIONNAIRE))


def test_thousands_of_faults_are_told_up_to_a_limit() -> None:
    with pytest.raises(FhirFaults) as refused:
        read(body(PATIENT, name=[{"foo": 1}] * 5_000))
    assert len(refused.value.faults) == 200
