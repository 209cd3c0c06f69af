"""Objects of the house as FHIR: each document is valid, each is seen by who may see it and by nobody else."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from pagus.apps.journal.queries import entries
from pagus.apps.resources.query import Criterion, Query, SortKey, Value
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.shown.parameters import PARAMETERS
from pagus.fhir_r4 import read as read_fhir
from tests.apps.workspace import NOW
from tests.doors.fhir_r4.shown.conftest import HOUSE, Household
from tests.faces.console.conftest import ANNA, BERT

Given = Callable[..., Access]
LOW = "http://loinc.org"


def of_patient(code: str, name: str = "patient") -> Criterion:
    return Criterion(name, "reference", (Value(target=f"Patient/{code.partition(':')[2]}"),))


def found(access: Access, kind: str, *criteria: Criterion, **more: Any) -> list[dict[str, Any]]:
    page = HOUSE.search(access, Query(type=kind, criteria=criteria, **{"count": 500, **more}))
    return [json.loads(hit.shown.body) for hit in page.hits]


def everything(access: Access) -> list[dict[str, Any]]:
    own = {"Observation": (of_patient(ANNA),)}
    return [each for kind in sorted(HOUSE.types) for each in found(access, kind, *own.get(kind, ()))]


def test_every_document_is_valid_and_read_as_it_is_found(household: Household, access: Given) -> None:
    asked = access(territory="programme:strasbourg", scopes="system/*.rs system/AuditEvent.rs")
    documents = everything(asked)
    assert {each["resourceType"] for each in documents} == HOUSE.types - {"Binary"}  # read, never searched
    for each in documents:
        body = json.dumps(each).encode()
        read_fhir(body, each["resourceType"])
        if each["resourceType"] in ("Observation", "AuditEvent", "Location") and hash(each["id"]) % 20:
            continue
        shown = HOUSE.read(asked, each["resourceType"], each["id"])
        assert shown is not None, each["id"]
        assert json.loads(shown.body) == each


def test_references_lead_to_what_is_there(household: Household, access: Given) -> None:
    asked = access()
    for each in everything(asked):
        for reference in _references(each):
            kind, _, id_ = reference.partition("/")
            assert HOUSE.read(asked, kind, id_) is not None, (each["resourceType"], reference)


def test_a_hand_over_is_a_document_with_its_paper_and_a_task(household: Household, access: Given) -> None:
    asked = access()
    (sheet,) = found(asked, "DocumentReference", of_patient(ANNA))
    attachment = sheet["content"][0]["attachment"]
    paper = HOUSE.read(asked, *attachment["url"].split("/"))
    assert paper is not None
    content = base64.b64decode(json.loads(paper.body)["data"])
    assert content.startswith(b"%PDF-")
    assert attachment["hash"] == base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()
    assert sheet["masterIdentifier"]["value"] == hashlib.sha256(content).hexdigest()
    assert attachment["size"] == len(content)
    assert sheet["type"]["coding"][0]["code"] == "57133-1"
    task = next(each for each in found(asked, "Task") if each["id"] == sheet["id"])
    assert (task["status"], task["focus"]["reference"]) == ("requested", f"DocumentReference/{sheet['id']}")
    assert "Cardon" not in json.dumps([sheet, task])
    for other in (access(team="team-b", code="of-b"), access("system/Patient.rs", code="patients-only")):
        assert found(other, "DocumentReference") == []
        assert HOUSE.read(other, "Binary", sheet["id"]) is None


def _references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["reference"]} if isinstance(value.get("reference"), str) else set()
        return own.union(*(_references(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(_references(each) for each in value))
    return set()


def test_people_of_other_teams_and_territories_are_not_there(household: Household, access: Given) -> None:
    for_b = access(team="team-b", code="of-b")
    assert [each["id"] for each in found(for_b, "Patient")] == ["P-BBB"]
    for kind in ("DetectedIssue", "CarePlan", "QuestionnaireResponse", "Task"):
        assert [each for each in found(for_b, kind) if "P-AAA" in json.dumps(each)] == [], kind
    assert HOUSE.read(for_b, "Patient", "P-AAA") is None
    assert HOUSE.read(for_b, "DetectedIssue", f"a{household.scene.alert}") is None
    assert found(for_b, "Observation", of_patient(ANNA)) == []
    elsewhere = access(territory="departement:68", code="elsewhere")
    for kind in sorted(HOUSE.types - {"Observation", "Location"}):
        assert found(elsewhere, kind) == [], kind
    nobody = access(team="", code="nobody")
    assert found(nobody, "Patient") == found(nobody, "DetectedIssue", of_patient(ANNA)) == []


def test_scopes_cut_further(household: Household, access: Given) -> None:
    asked = access(scopes="system/Task.rs?status=requested system/Patient.r", code="tasks")
    assert {each["status"] for each in found(asked, "Task")} == {"requested"}
    assert found(access(scopes="system/*.rs", code="all"), "Task") != found(asked, "Task")
    assert HOUSE.read(asked, "Patient", "P-AAA") is not None
    assert found(asked, "Patient") == [], "to read is not to search"
    assert HOUSE.read(asked, "DetectedIssue", f"a{household.scene.alert}") is None


def test_every_reading_of_a_person_is_journalled_once(household: Household, access: Given) -> None:
    asked = access()
    found(asked, "DetectedIssue", of_patient(ANNA))
    HOUSE.read(asked, "Patient", "P-AAA")
    own = [each for each in entries(object_code=ANNA) if each.actor == "client:hospital"]
    assert [(each.verb, each.purpose) for each in own] == [("read", "fhir")]
    assert not [each for each in entries(object_code=BERT) if each.actor == "client:hospital"]


def test_an_alert_refers_to_the_observations_behind_it(household: Household, access: Given) -> None:
    asked = access()
    (issue,) = found(asked, "DetectedIssue", of_patient(ANNA))
    details = [each["reference"] for row in issue["evidence"] for each in row.get("detail", ())]
    assert details
    shown = HOUSE.read(asked, "Observation", details[-1].removeprefix("Observation/"))
    assert shown is not None
    value = json.loads(shown.body)
    assert value["subject"]["reference"] == "Patient/P-AAA"
    assert value["meta"]["security"][0]["code"] == "HTEST"
    focus = Criterion("focus", "reference", (Value(target=f"DetectedIssue/{issue['id']}"),))
    (task,) = found(asked, "Task", focus)
    assert (task["status"], task["for"]["reference"]) == ("requested", "Patient/P-AAA")


def test_observations_are_found_by_code_and_time(household: Household, access: Given) -> None:
    asked = access()
    at = NOW - 5 * 3_600_000
    day = Criterion("date", "date", (Value(comparison="ge", low=at, high=at),))
    code = Criterion("code", "token", (Value(system="urn:pagus:signal", code="glucose"),))
    rows = found(asked, "Observation", of_patient(ANNA), day, code)
    assert len(rows) == 60
    assert rows[0]["valueQuantity"] == {
        "value": 48, "unit": "mg/dL", "system": "http://unitsofmeasure.org", "code": "mg/dL"
    }  # fmt: skip
    other = Criterion("code", "token", (Value(system=LOW, code="0000-0"),))
    assert found(asked, "Observation", of_patient(ANNA), other) == []
    newest = found(asked, "Observation", of_patient(ANNA), sort=(SortKey("date", "date", descending=True),), count=2)
    assert newest[0]["effectiveDateTime"] > newest[1]["effectiveDateTime"] > rows[-3]["effectiveDateTime"]


def test_values_are_found_in_another_unit(household: Household, access: Given) -> None:
    from pagus.fhir_r4.search_entries import canonical_quantity

    asked = access()
    low, high = canonical_quantity(0.4, "g/L"), canonical_quantity(0.5, "g/L")
    assert low is not None
    assert high is not None
    wanted = Criterion("value-quantity", "quantity", (Value(low=low[0], high=high[0], unit=low[1]),))
    rows = found(asked, "Observation", of_patient(ANNA), wanted)
    assert {each["valueQuantity"]["value"] for each in rows} == {48}


def test_who_names_nobody_gets_what_they_may_see(household: Household, access: Given) -> None:
    rows = found(access(), "Observation")
    assert {each["subject"]["reference"] for each in rows} == {"Patient/P-AAA"}
    assert found(access(team="team-b", code="of-b"), "Observation") == []


@pytest.mark.parametrize("sort", [(), (SortKey("_id", "token"),), (SortKey("date", "date", descending=True),)])
def test_pages_hold_everything_once(household: Household, access: Given, sort: tuple[SortKey, ...]) -> None:
    asked, seen, after = access(), [], None
    while True:
        page = HOUSE.search(
            asked, Query(type="Observation", criteria=(of_patient(ANNA),), count=50, sort=sort, after=after)
        )
        seen += [hit.shown.id for hit in page.hits]
        if not page.more:
            break
        after = page.hits[-1].place
    assert len(seen) == len(set(seen)) == 288


def test_the_newest_come_first_across_every_stretch_of_time(household: Household, access: Given) -> None:
    asked, newest = access(), (SortKey("date", "date", descending=True),)
    page = HOUSE.search(asked, Query(type="Observation", criteria=(of_patient(ANNA),), count=500, sort=newest))
    instants = [json.loads(hit.shown.body)["effectiveDateTime"] for hit in page.hits]
    assert len(instants) == 288, "a day of five-minute values: more than is looked at first"
    assert instants == sorted(instants, reverse=True)
    oldest = HOUSE.search(
        asked, Query(type="Observation", criteria=(of_patient(ANNA),), count=500, sort=(SortKey("date", "date"),))
    )
    assert [hit.shown.id for hit in oldest.hits] == [hit.shown.id for hit in reversed(page.hits)]


def test_totals_are_exact(household: Household, access: Given) -> None:
    page = HOUSE.search(access(), Query(type="Observation", criteria=(of_patient(ANNA),), count=1, total=True))
    assert (page.total, len(page.hits), page.more) == (288, 1, True)


def test_a_booking_tells_nobody_s_name(household: Household, access: Given) -> None:
    (booked,) = found(access(), "Appointment")
    assert "P-AAA" not in json.dumps(booked)
    assert {each["status"] for each in found(access(code="two"), "Slot")} == {"free", "busy"}


def test_a_consultation_by_video_is_a_virtual_encounter(household: Household, access: Given) -> None:
    virtual = Criterion("class", "token", (Value(code="VR"),))
    (shown,) = found(access(), "Encounter", virtual, of_patient(ANNA))
    assert (shown["class"]["code"], shown["status"], shown["reasonCode"]) == (
        "VR",
        "finished",
        [{"text": "Breathless"}],
    )
    assert "Weigh daily" in json.dumps(shown["extension"])
    assert shown["meta"]["security"][0]["code"] == "HTEST"
    assert found(access(team="team-b", code="elsewhere"), "Encounter") == []


def test_the_journal_is_for_who_has_the_whole_territory(household: Household, access: Given) -> None:
    scopes = "system/*.rs system/AuditEvent.rs"
    assert found(access(scopes, code="part"), "AuditEvent") == []
    whole = access(scopes, code="whole", territory="programme:strasbourg")
    rows = found(whole, "AuditEvent", count=3)
    assert len(rows) == 3
    assert rows[0]["recorded"] >= rows[-1]["recorded"]
    reading = Criterion("entity", "reference", (Value(target="Patient/P-AAA"),))
    assert all(
        each["entity"][0]["what"]["reference"] == "Patient/P-AAA" for each in found(whole, "AuditEvent", reading)
    )


def test_what_is_not_known_is_missing(household: Household, access: Given) -> None:
    asked = access()
    assert found(asked, "Patient", Criterion("birthdate", "date", (Value(low=0, high=1),))) == []
    assert len(found(asked, "Patient", Criterion("birthdate", "date", (Value(code="true"),), "missing"))) == 2
    told = HOUSE.capabilities()
    assert told.keys() == PARAMETERS.keys() - {"Subscription"} == HOUSE.types
    assert told["Patient"].interactions == {"read", "search-type"}


def test_what_changes_has_another_version(household: Household, access: Given) -> None:
    from pagus.apps.alerts.actions import acknowledge

    asked = access()
    before = HOUSE.read(asked, "Task", f"a{household.scene.alert}")
    again = HOUSE.read(asked, "Task", f"a{household.scene.alert}")
    acknowledge(household.scene.alert, household.scene.nurse)
    after = HOUSE.read(asked, "Task", f"a{household.scene.alert}")
    assert before is not None
    assert again is not None
    assert after is not None
    assert before.version == again.version != after.version
    assert json.loads(after.body)["status"] == "in-progress"
