"""Searches over HTTP: pages, includes, chains, parts of resources, and who sees what."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from pagus.doors.fhir_r4.access import Access, Scope
from tests.apps.cast import account, person
from tests.doors.fhir_r4.conftest import EUROMETROPOLE, Fhir, weight

ORGANIZATION = {"resourceType": "Organization", "name": "Clinique", "active": True}


def ids(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [each["resource"]["id"] for each in answer.json().get("entry", [])]


@pytest.fixture
def series(fhir: Fhir) -> Fhir:
    for day in range(1, 8):
        assert fhir.post("Observation", weight(80 + day, f"2026-03-0{day}T08:00:00Z")).status_code == 201
    return fhir


def test_pages_follow_signed_links_and_stand_still(series):
    seen, page = [], "Observation?code=http://loinc.org|29463-7&_sort=-date&_count=3"
    while page:
        content = series.get(page).json()
        assert content["type"] == "searchset"
        seen += [each["resource"]["valueQuantity"]["value"] for each in content["entry"]]
        links = {link["relation"]: link["url"] for link in content["link"]}
        page = links.get("next", "").partition("/fhir/r4/")[2]
        series.post("Observation", weight(90, "2026-03-09T08:00:00Z"))
    assert seen == [87, 86, 85, 84, 83, 82, 81]
    assert series.get("Observation?_page=forged").status_code == 400
    assert series.get("Observation?_count=0").json()["total"] == 10
    assert "total" in series.get("Observation?_count=2&_total=accurate").json()


def test_a_form_searches_too(series):
    answer = series.send(
        "POST", "Observation/_search", "date=ge2026-03-06&patient=P-AAAA", "application/x-www-form-urlencoded"
    )
    assert len(ids(answer)) == 2
    assert series.send("POST", "Observation/_search", "{}", "application/json").status_code == 415


def test_includes_go_forward_and_back(fhir):
    parent = fhir.post("Organization", ORGANIZATION).json()["id"]
    ward = fhir.post("Organization", ORGANIZATION | {"partOf": {"reference": f"Organization/{parent}"}}).json()["id"]
    found = fhir.get(f"Organization?_id={ward}&_include=Organization:partof").json()
    assert [(each["resource"]["id"], each["search"]["mode"]) for each in found["entry"]] == [
        (ward, "match"),
        (parent, "include"),
    ]
    back = fhir.get(f"Organization?_id={parent}&_revinclude=Organization:partof")
    assert ids(back) == [parent, ward]
    assert fhir.get("Organization?_include=Organization:name").status_code == 400
    assert fhir.get("Organization?_include=nonsense").status_code == 400


def test_chains_lead_to_identifiers_of_subjects(fhir):
    patient = {"resourceType": "Patient", "identifier": [{"system": "urn:ins", "value": "1"}]}
    made = fhir.post("Patient", patient).json()["id"]
    one = fhir.post("Observation", weight(subject={"reference": f"Patient/{made}"})).json()["id"]
    fhir.post("Observation", weight(subject={"reference": "Patient/other"}))
    logical = {"identifier": {"system": "urn:ins", "value": "2"}}
    two = fhir.post("Observation", weight(subject=logical)).json()["id"]
    for question in (
        "subject.identifier=urn:ins|1",
        "patient.identifier=urn:ins|1",
        "subject:Patient.identifier=urn:ins|1",
    ):
        assert ids(fhir.get(f"Observation?{question}")) == [one], question
    assert ids(fhir.get("Observation?subject.identifier=urn:ins|none")) == []
    assert ids(fhir.get("Observation?subject:identifier=urn:ins|2")) == [two]
    assert fhir.get("Observation?code.identifier=1").status_code == 400


def test_parts_of_resources(fhir):
    made = json.dumps(ORGANIZATION | {"telecom": [{"system": "phone", "value": "1"}]}).replace("}", "} ")
    fhir.post("Organization", made)
    (part,) = fhir.search("Organization?name=clinique&_elements=name")
    assert set(part) == {"resourceType", "id", "meta", "name"}
    assert part["meta"]["tag"][0]["code"] == "SUBSETTED"
    (short,) = fhir.search("Organization?name=clinique&_summary=true")
    assert "telecom" not in short
    assert short["name"] == "Clinique"
    assert "entry" not in fhir.get("Organization?name=clinique&_summary=count").json()


def test_what_is_not_understood_is_refused_unless_leniency_is_asked(series):
    for question in (
        "nonsense=1",
        "date=yesterday",
        "code:above=1",
        "_sort=nonsense",
        "_count=many",
        "code=",
        "_total=all",
    ):
        assert series.get(f"Observation?{question}").status_code == 400, question
    assert len(ids(series.get("Observation?nonsense=1", prefer="handling=lenient"))) == 7


def test_the_newest_of_each_code(series):
    sugar = weight(100, "2026-03-05T08:00:00Z")
    sugar["code"] = {"coding": [{"system": "http://loinc.org", "code": "2339-0"}]}
    sugar["valueQuantity"] = {"value": 100, "system": "http://unitsofmeasure.org", "code": "mg/dL"}
    series.post("Observation", sugar)
    found = [each["valueQuantity"]["value"] for each in series.search("Observation/$lastn?patient=P-AAAA&max=2")]
    assert found == [100, 87, 86]
    assert series.get("Observation/$lastn").status_code == 400


def test_the_statement_of_capabilities_tells_the_truth(fhir):
    anybody = Fhir("")
    content = anybody.get("metadata").json()
    assert (content["resourceType"], content["fhirVersion"]) == ("CapabilityStatement", "4.0.1")
    from pagus.fhir_r4 import read

    read(json.dumps(content).encode(), "CapabilityStatement")
    (rest,) = content["rest"]
    observation = next(each for each in rest["resource"] if each["type"] == "Observation")
    assert {"create", "read", "vread", "update", "patch", "delete", "search-type", "history-instance"} <= {
        each["code"] for each in observation["interaction"]
    }
    assert observation["conditionalUpdate"] is True
    assert {each["name"] for each in observation["operation"]} == {"validate", "lastn"}
    for parameter in observation["searchParam"]:
        answer = fhir.get(f"Observation?{parameter['name']}:missing=true")
        assert answer.status_code in (200, 400), parameter
        if parameter["name"] not in ("_id", "_lastUpdated"):
            assert answer.status_code == 200, (parameter, answer.content)


def client_of(user) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_people_see_what_their_role_may_see(series):
    person("person:P-BBBX", team_code="team-b")
    series.post("Observation", weight(70, subject={"reference": "Patient/P-BBBX"}))
    series.post("Observation", weight(70, subject={"reference": "Patient/nobody"}))
    path = "/fhir/r4/Observation?_count=100"
    nurse = client_of(account("nurse", EUROMETROPOLE, "team-a"))
    assert len(ids(nurse.get(path))) == 7
    other = client_of(account("nurse", EUROMETROPOLE, "team-b"))
    assert len(ids(other.get(path))) == 1
    coordinator = client_of(account("coordinator", EUROMETROPOLE))
    assert len(ids(coordinator.get(path))) == 9
    analyst = client_of(account("analyst", EUROMETROPOLE))
    assert ids(analyst.get(path)) == []
    one = ids(nurse.get(path))[0]
    assert other.get(f"/fhir/r4/Observation/{one}").status_code == 404
    assert nurse.post("/fhir/r4/Organization", ORGANIZATION, content_type="application/fhir+json").status_code == 403


def test_a_person_may_sign_in_with_the_request(series):
    user = account("nurse", EUROMETROPOLE, "team-a")
    user.set_password("a long enough secret")
    user.save()
    right = base64.b64encode(f"{user.username}:a long enough secret".encode()).decode()
    wrong = base64.b64encode(f"{user.username}:wrong".encode()).decode()
    assert len(ids(Fhir("").get("Observation", authorization=f"Basic {right}"))) == 7
    assert Fhir("").get("Observation", authorization=f"Basic {wrong}").status_code == 401
    assert Fhir("").get("Observation", authorization="Basic §").status_code == 401


def test_another_territory_sees_nothing_of_it(series):
    from pagus.apps.streams.actions import add_source

    other = Fhir(add_source("elsewhere", "commune:57463"))
    assert ids(other.get("Observation")) == []
    (one, *_) = ids(series.get("Observation"))
    assert other.get(f"Observation/{one}").status_code == 404
    assert other.put(f"Observation/{one}", weight() | {"id": one}).status_code == 403
    assert other.post("Observation", weight(99, "2026-03-10T08:00:00Z")).status_code == 201
    from pagus.apps.streams import queries

    assert queries.counts().observations == 7, "nobody of another territory is followed by it"


def test_scopes_bound_what_may_be_asked(series, monkeypatch):
    from pagus.doors.fhir_r4 import signing_in

    def way(scopes: tuple[Scope, ...], **more: Any):
        access = Access(name="app", role="app", scopes=scopes, territory=EUROMETROPOLE, source="app", **more)
        monkeypatch.setattr(signing_in, "_WAYS", [lambda request: access])

    way((Scope("system", "Observation", frozenset("rs")),))
    assert len(ids(series.get("Observation"))) == 7
    assert series.get("Organization").status_code == 403
    assert series.post("Observation", weight()).status_code == 403
    way((Scope("system", "Observation", frozenset("s"), (("code", "http://loinc.org|2339-0"),)),))
    assert ids(series.get("Observation")) == []
    way((Scope("patient", "*", frozenset("crs")),), patient="person:P-BBBB")
    assert ids(series.get("Observation")) == []
    assert series.post("Observation", weight()).status_code == 403
    assert series.post("Observation", weight(subject={"reference": "Patient/P-BBBB"})).status_code == 201
    assert len(ids(series.get("Observation"))) == 1
