"""Single resources: what is kept, in which version, under which condition, and what of it enters the rules."""

from __future__ import annotations

import json

import pytest

from pagus.apps.journal.queries import entries
from pagus.apps.streams import queries
from tests.doors.fhir_r4.conftest import Fhir, weight

ORGANIZATION = {"resourceType": "Organization", "name": "Clinique Sainte-Odile", "active": True}


def test_a_resource_is_created_read_and_comes_back_byte_for_byte(fhir):
    body = b'{ "resourceType":"Organization",\n  "name" : "Sainte-\\u004fdile",  "active":true }'
    made = fhir.post("Organization", body)
    assert made.status_code == 201, made.content
    content = made.json()
    assert made.headers["Location"].endswith(f"/fhir/r4/Organization/{content['id']}/_history/1")
    assert made.headers["ETag"] == 'W/"1"'
    read = fhir.get(f"Organization/{content['id']}")
    assert read.content == made.content
    said = f',"id":"{content["id"]}","meta":{json.dumps(content["meta"], separators=(",", ":"))}'
    assert read.content.replace(said.encode(), b"", 1) == body
    assert read.headers["Content-Type"].startswith("application/fhir+json")


def test_versions_follow_each_other_and_history_tells_them(fhir):
    made = fhir.put("Organization/o1", ORGANIZATION | {"id": "o1"})
    assert made.status_code == 201, made.content
    again = fhir.put("Organization/o1", ORGANIZATION | {"id": "o1", "name": "Other"})
    assert (again.status_code, again.json()["meta"]["versionId"]) == (200, "2")
    same = fhir.put("Organization/o1", again.json())
    assert (same.status_code, same.headers["ETag"]) == (200, 'W/"2"'), "the same content makes no version"
    assert fhir.send("DELETE", "Organization/o1").status_code == 204
    assert fhir.get("Organization/o1").status_code == 410
    assert fhir.get("Organization/o1/_history/1").json()["name"] == ORGANIZATION["name"]
    assert fhir.get("Organization/o1/_history/3").status_code == 410
    history = fhir.get("Organization/o1/_history").json()["entry"]
    assert [entry["request"]["method"] for entry in history] == ["DELETE", "PUT", "POST"]
    assert [entry["response"]["etag"] for entry in history] == ['W/"3"', 'W/"2"', 'W/"1"']
    back = fhir.put("Organization/o1", ORGANIZATION | {"id": "o1"})
    assert (back.status_code, back.headers["ETag"]) == (201, 'W/"4"')
    assert fhir.send("DELETE", "Organization/none").status_code == 404
    page = fhir.get("Organization/o1/_history?_count=3").json()
    following = next(link["url"] for link in page["link"] if link["relation"] == "next")
    rest = fhir.get(following.partition("/fhir/r4/")[2]).json()
    assert [entry["response"]["etag"] for entry in rest["entry"]] == ['W/"1"']


def test_if_match_guards_against_lost_updates(fhir):
    fhir.put("Organization/o1", ORGANIZATION | {"id": "o1"})
    changed = ORGANIZATION | {"id": "o1", "name": "B"}
    assert fhir.put("Organization/o1", changed, if_match='W/"2"').status_code == 412
    assert fhir.put("Organization/o1", changed, if_match='W/"1"').status_code == 200
    assert fhir.put("Organization/o1", changed, if_match="nonsense").status_code == 400
    assert fhir.put("Organization/o1", changed, if_none_match="*").status_code == 412
    assert fhir.put("Organization/o2", changed | {"id": "o2"}, if_match='W/"1"').status_code == 412
    assert fhir.send("DELETE", "Organization/o1", if_match='W/"1"').status_code == 412
    assert fhir.send("DELETE", "Organization/o1", if_match='W/"2"').status_code == 204
    got = fhir.put("Organization/o3", changed)
    assert got.status_code == 400
    assert got.json()["issue"][0]["expression"] == ["Organization.id"]


def test_a_conditional_create_is_made_once(fhir):
    body = weight(identifier=[{"system": "urn:device", "value": "77-1"}])
    first = fhir.post("Observation", body, if_none_exist="identifier=urn:device|77-1")
    second = fhir.post("Observation", body, if_none_exist="identifier=urn:device|77-1")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert second.headers["Location"] == first.headers["Location"]
    assert fhir.get("Observation?_summary=count").json()["total"] == 1
    fhir.post("Organization", ORGANIZATION)
    fhir.post("Organization", ORGANIZATION)
    many = fhir.post("Organization", ORGANIZATION, if_none_exist="name=clinique")
    assert many.status_code == 412
    assert many.json()["issue"][0]["code"] == "multiple-matches"
    assert fhir.post("Organization", ORGANIZATION, if_none_exist="nome=x").status_code == 400


def test_conditional_update_patch_and_delete(fhir):
    named = ORGANIZATION | {"identifier": [{"system": "urn:finess", "value": "670780055"}]}
    made = fhir.put("Organization?identifier=urn:finess|670780055", named)
    assert made.status_code == 201
    again = fhir.put("Organization?identifier=urn:finess|670780055", named | {"active": False})
    assert (again.status_code, again.json()["id"]) == (200, made.json()["id"])
    other = fhir.put("Organization?identifier=urn:finess|670780055", named | {"id": "else"})
    assert other.status_code == 409
    steps = [{"op": "replace", "path": "/name", "value": "B"}]
    patched = fhir.send("PATCH", "Organization?identifier=urn:finess|670780055", steps, "application/json-patch+json")
    assert (patched.status_code, patched.json()["name"], patched.headers["ETag"]) == (200, "B", 'W/"3"')
    assert fhir.send("DELETE", "Organization?identifier=urn:finess|none").status_code == 204
    assert fhir.send("DELETE", "Organization?identifier=urn:finess|670780055").status_code == 204
    assert fhir.get(f"Organization/{made.json()['id']}").status_code == 410
    assert fhir.send("DELETE", "Organization").status_code == 412


def test_a_patch_keeps_digits_and_refuses_what_does_not_fit(fhir):
    body = json.dumps(weight(80)).replace("80", "80.50").encode()
    made = fhir.post("Observation", body).json()
    path, kind = f"Observation/{made['id']}", "application/json-patch+json"
    note = [{"op": "add", "path": "/note", "value": [{"text": "after breakfast"}]}]
    patched = fhir.send("PATCH", path, note, kind)
    assert patched.status_code == 200, patched.content
    assert b'"value":80.50' in patched.content
    assert queries.counts().observations == 1
    for steps, status in (
        ([{"op": "remove", "path": "/nothing"}], 422),
        ([{"op": "test", "path": "/status", "value": "amended"}], 422),
        ([{"op": "fly", "path": "/status"}], 400),
        ([{"op": "replace", "path": "/status", "value": "finale"}], 422),
        ([], 400),
        ("{", 400),
    ):
        assert fhir.send("PATCH", path, steps, kind).status_code == status, steps
    assert fhir.send("PATCH", path, note, "application/json").status_code == 415


def test_an_observation_of_a_known_signal_enters_the_rules_in_its_unit(fhir):
    assert fhir.post("Observation", weight(80.5)).status_code == 201
    pounds = weight(180, "2026-03-15T09:00:00+01:00")
    pounds["valueQuantity"] = {"value": 180, "unit": "lb", "system": "http://unitsofmeasure.org", "code": "[lb_av]"}
    assert fhir.post("Observation", pounds).status_code == 201
    stored = queries.series("person:P-AAAA", "weight")
    assert stored["value"].to_list() == [80.5, pytest.approx(81.6466266)]
    assert stored["source"].unique().to_list() == ["gateway"]
    # The same reading by another way is one observation; another value at the instant contradicts it.
    assert fhir.post("Observation", weight(80.5)).status_code == 201
    other = fhir.post("Observation", weight(80.6))
    assert other.status_code == 422
    assert other.json()["issue"][0]["expression"] == ["Observation.value"]
    assert queries.counts().observations == 2
    assert fhir.get("Observation?_summary=count").json()["total"] == 3


def test_what_is_implausible_is_held_and_said(fhir):
    answer = fhir.post("Observation", weight(5.0), prefer="return=OperationOutcome")
    assert answer.status_code == 201
    (issue,) = answer.json()["issue"]
    assert (issue["severity"], issue["expression"]) == ("warning", ["Observation.value"])
    assert [each.value for each in queries.held()] == [5.0]


@pytest.mark.parametrize(
    ("change", "status", "expression"),
    [
        ({"effectiveDateTime": "2026-03-20T08:00:00Z"}, 422, "Observation.effective"),
        ({"effectiveDateTime": "1970-01-01T00:00:10Z"}, 422, "Observation.effective"),
        ({"valueQuantity": {"value": 80, "unit": "kg"}}, 422, "Observation.value"),
        (
            {"valueQuantity": {"value": 80, "system": "http://unitsofmeasure.org", "code": "mg/dL"}},
            422,
            "Observation.value",
        ),
        ({"status": "finale"}, 422, "Observation.status"),
        ({"foo": 1}, 422, "Observation"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_place(fhir, change, status, expression):
    answer = fhir.post("Observation", weight() | change)
    assert answer.status_code == status, answer.content
    assert expression in [each for issue in answer.json()["issue"] for each in issue["expression"]]
    assert queries.counts().observations == 0
    assert fhir.get("Observation?_summary=count").json()["total"] == 0


VITAL_SIGNS = "http://hl7.org/fhir/StructureDefinition/"
CGM = "http://hl7.org/fhir/uv/cgm/StructureDefinition/"
PHD = "http://hl7.org/fhir/uv/phd/StructureDefinition/"
FRENCH = "https://hl7.fr/ig/fhir/core/StructureDefinition/"


def test_validate_holds_to_the_profiles_that_are_named(fhir):
    """Each family: the document is valid FHIR and breaks the profile, which the request or the document names."""

    def issues(document, path="Observation/$validate", **parts):
        body = document
        if parts:
            named = [{"name": "profile", "valueUri": url} for url in parts["profiles"]]
            body = {"resourceType": "Parameters", "parameter": [*named, {"name": "resource", "resource": document}]}
        answer = fhir.post(path, body)
        assert answer.status_code == 200
        return {(each["severity"], each["expression"][0]) for each in answer.json()["issue"]}

    vital = weight() | {
        "category": [
            {
                "coding": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                        "code": "vital-signs",
                    }
                ]
            }
        ]
    }
    vital["valueQuantity"] = {"value": 80, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"}
    good = {("information", "Observation")}
    assert issues(vital | {"meta": {"profile": [VITAL_SIGNS + "bodyweight|4.0.1"]}}) == good
    assert issues(weight(), profiles=[VITAL_SIGNS + "bodyweight"]) != good
    assert ("error", "Observation.category") in issues(weight() | {"meta": {"profile": [VITAL_SIGNS + "vitalsigns"]}})
    odd = vital | {"valueQuantity": {**vital["valueQuantity"], "code": "[stone_av]"}}
    found = issues(odd, path=f"Observation/$validate?profile={VITAL_SIGNS}bodyweight")
    assert {severity for severity, _ in found} == {"error"}
    assert {severity for severity, _ in issues(vital, profiles=[CGM + "cgm-sensor-reading-mass-per-volume"])} == {
        "error"
    }
    assert {severity for severity, _ in issues(vital, profiles=[PHD + "PhdNumericObservation"])} == {"error"}
    patient = {
        "resourceType": "Patient",
        "identifier": [{"use": "official", "system": "urn:oid:1.2.250.1.213.1.4.8", "value": "255081416802530"}],
    }
    found = issues(patient, path="Patient/$validate", profiles=[FRENCH + "fr-core-patient-ins"])
    assert ("error", "Patient.identifier[0].value") in found
    assert issues(vital, profiles=["https://example.org/mine"]) == {("warning", "Observation.meta.profile")}
    both = issues(weight() | {"meta": {"profile": ["https://example.org/mine", VITAL_SIGNS + "vitalsigns"]}})
    assert {severity for severity, _ in both} == {"warning", "error"}


def test_what_is_about_nobody_known_is_kept_only(fhir):
    for change in (
        {"subject": {"reference": "Patient/unknown"}},
        {"status": "preliminary"},
        {"effectiveDateTime": "2026-03"},
        {"code": {"text": "weight"}},
    ):
        assert fhir.post("Observation", weight() | change).status_code == 201
    assert queries.counts().observations == 0
    assert len(fhir.search("Observation")) == 4


def test_what_entered_the_rules_is_neither_changed_nor_withdrawn(fhir):
    made = fhir.post("Observation", weight()).json()
    path = f"Observation/{made['id']}"
    changed = weight(81) | {"id": made["id"]}
    for answer in (
        fhir.put(path, changed),
        fhir.put(path, made | {"status": "entered-in-error"}),
        fhir.send("DELETE", path),
    ):
        assert answer.status_code == 409
    assert fhir.put(path, made | {"note": [{"text": "seen"}]}).status_code == 200
    assert queries.counts().observations == 1


def test_who_is_registered_here_is_not_written_here(fhir):
    answer = fhir.put("Patient/P-AAAA", {"resourceType": "Patient", "id": "P-AAAA"})
    assert answer.status_code == 405
    assert fhir.post("Patient", {"resourceType": "Patient"}).status_code == 201


def test_errors_of_the_protocol_are_native(fhir):
    assert fhir.get("Nothing/1").status_code == 404
    assert fhir.get("Observation/none").status_code == 404
    assert fhir.get("no/such/address/at/all").status_code == 404
    assert fhir.send("PUT", "metadata", {}).status_code == 405
    assert fhir.get("Observation", accept="application/fhir+xml").status_code == 406
    assert fhir.get("Observation?_format=xml").status_code == 406
    assert fhir.send("POST", "Observation", "<x/>", "application/fhir+xml").status_code == 415
    assert fhir.post("Observation", b"{").status_code == 400
    assert fhir.post("Observation", b'{"resourceType":' + b"[" * 100_000).status_code == 400
    assert fhir.post("Observation", ORGANIZATION).status_code == 422
    assert Fhir("").get("Observation").status_code == 401
    assert Fhir("wrong").get("Observation").headers["WWW-Authenticate"].startswith("Bearer")
    assert fhir.post("Bundle", {"resourceType": "Bundle", "type": "batch"}).status_code == 405


def test_reading_about_people_is_journalled(fhir):
    made = fhir.post("Observation", weight()).json()
    assert fhir.get(f"Observation/{made['id']}").status_code == 200
    entry = entries(limit=1)[0]
    assert (entry.actor, entry.verb, entry.object_code) == ("source:gateway", "read", "person:P-AAAA")


def test_validate_says_what_would_be_wrong(fhir):
    good = fhir.post("Observation/$validate", weight())
    assert (good.status_code, good.json()["issue"][0]["severity"]) == (200, "information")
    bad = fhir.post("Observation/$validate", weight() | {"status": "finale"})
    assert bad.json()["issue"][0]["expression"] == ["Observation.status"]
    inside = {"resourceType": "Parameters", "parameter": [{"name": "resource", "resource": weight()}]}
    assert fhir.post("Observation/$validate", inside).json()["issue"][0]["severity"] == "information"
    assert fhir.get("Observation?_summary=count").json()["total"] == 0
