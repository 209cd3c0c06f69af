"""What a search would find a document by."""

from __future__ import annotations

from typing import Any

import pytest

from pagus.errors import CodeError
from pagus.fhir_r4 import (
    RESOURCE_TYPES,
    Entry,
    bounds,
    canonical_quantity,
    patient_compartment,
    references,
    search_parameters,
    search_values,
)
from tests.fhir_r4.documents import CONDITION, ENCOUNTER, OBSERVATION, PANEL, PATIENT, TRANSACTION

DAY = 86_400_000
MAY = 1_777_593_600_000
"""2026-05-01 in UTC, in milliseconds."""


def entries(document: dict[str, Any], name: str) -> list[Entry]:
    return [each for each in search_values(document["resourceType"], document) if each.parameter == name]


def test_codes_are_found_with_their_system() -> None:
    assert [(each.system, each.code) for each in entries(OBSERVATION, "code")] == [("http://loinc.org", "29463-7")]
    assert [each.code for each in entries(PANEL, "combo-code")] == ["85354-9", "8480-6", "8462-4"]
    assert entries(OBSERVATION, "status")[0].system == "http://hl7.org/fhir/observation-status"
    assert entries(PATIENT, "active")[0].code == "true"
    assert entries(PATIENT, "identifier")[0].code == "279035121518989"
    assert entries(ENCOUNTER, "class")[0].code == "VR"


def test_a_path_with_a_condition_takes_what_passes() -> None:
    assert [each.code for each in entries(PATIENT, "phone")] == ["+33 1 23 45 67 89"]
    assert entries(PATIENT, "email") == []


def test_the_patient_is_a_subject_that_is_one() -> None:
    assert [each.target for each in entries(OBSERVATION, "patient")] == ["Patient/p-1"]
    by_address = {**OBSERVATION, "subject": {"reference": "https://example.org/fhir/Patient/7"}}
    assert entries(by_address, "patient")[0].target == "https://example.org/fhir/Patient/7"
    of_a_place = {**OBSERVATION, "subject": {"reference": "Location/1"}}
    assert entries(of_a_place, "patient") == []
    assert entries(of_a_place, "subject")[0].target == "Location/1"


def test_who_is_dead_is_said_of_everybody() -> None:
    without = {key: value for key, value in PATIENT.items() if key != "deceasedBoolean"}
    assert [each.code for each in entries(PATIENT, "deceased")] == ["false"]
    assert [each.code for each in entries(without, "deceased")] == ["false"]
    assert [each.code for each in entries({**without, "deceasedDateTime": "2026"}, "deceased")] == ["true"]


def test_texts_are_found_as_they_were_written() -> None:
    assert [each.text for each in entries(PATIENT, "name")] == ["Curie", "Marie"]
    assert [each.text for each in entries(PATIENT, "address-city")] == ["Strasbourg"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2026-05-01", MAY, MAY + DAY),
        ("2026-05", MAY, MAY + 31 * DAY),
        ("2026", MAY - 120 * DAY, MAY + 245 * DAY),
        ("2024-02", 1_706_745_600_000, 1_706_745_600_000 + 29 * DAY),
        ("2026-05-01T02:00:00+02:00", MAY, MAY + 1_000),
        ("2026-04-30T20:00:00-04:00", MAY, MAY + 1_000),
        ("2026-05-01T00:00:00.5Z", MAY + 500, MAY + 600),
        ("2026-05-01T00:00:00.123456Z", MAY + 123, MAY + 124),
        ("2026-05-01T00:00", MAY, MAY + 60_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000, 1_483_228_801_000),
    ],
)
def test_a_date_is_as_long_as_it_says(text: str, low: int, high: int) -> None:
    assert bounds(text) == (low, high)


def test_periods_are_open_where_they_say_nothing() -> None:
    running = {**ENCOUNTER, "period": {"start": "2026-05-01"}}
    assert [(each.low, each.high) for each in entries(running, "date")] == [(MAY, None)]
    assert [each.high for each in entries(ENCOUNTER, "date")] == [MAY + 8 * 3_600_000 + 1_000]


def test_quantities_meet_in_base_units() -> None:
    (weight,) = entries(OBSERVATION, "value-quantity")
    assert (weight.low, weight.unit, weight.code, weight.text) == (72_500.0, "g", "kg", "kg")
    assert canonical_quantity(5.4, "mg/dL") == canonical_quantity(54, "mg/L") == (pytest.approx(54.0), "g.m-3")
    assert canonical_quantity(1, "furlong") is None
    less = {**OBSERVATION, "valueQuantity": {**OBSERVATION["valueQuantity"], "comparator": "<"}}
    assert [(each.low, each.high) for each in entries(less, "value-quantity")] == [(None, 72_500.0)]
    own = {**OBSERVATION, "valueQuantity": {"value": 5, "unit": "puffs"}}
    assert [(each.low, each.unit, each.text) for each in entries(own, "value-quantity")] == [(5.0, None, "puffs")]
    assert entries(CONDITION, "onset-age")[0].unit == "s"


def test_every_parameter_of_r4_is_there() -> None:
    assert sum(len(search_parameters(name)) for name in RESOURCE_TYPES) > 2_000
    observation = search_parameters("Observation")
    assert observation["subject"].targets == ("Group", "Device", "Patient", "Location")
    assert observation["code-value-quantity"].kind == "composite"
    assert observation["_lastUpdated"].expression == "Resource.meta.lastUpdated"
    assert "_text" not in observation
    with pytest.raises(CodeError):
        search_parameters("Person2")


def test_references_are_told_with_their_places() -> None:
    found = list(references(TRANSACTION))
    assert ("Bundle.entry[1].resource.subject", "Patient/p-1") in found
    assert ("Bundle.entry[0].resource.link[0].other", "Patient/p-2") in found


def test_the_compartment_of_a_patient() -> None:
    assert patient_compartment("Observation") == ("subject", "performer")
    assert patient_compartment("Organization") == ()
