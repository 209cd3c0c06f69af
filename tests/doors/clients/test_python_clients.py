"""fhirpy and fhirclient, unmodified, against a running server: signing in, reading, writing, being refused."""

from __future__ import annotations

import time
import urllib.parse
import urllib.request
from typing import Any

import pytest

from pagus.apps.clients.actions import register_client
from tests.apps.cast import account
from tests.doors.smart.programs import proof, service
from tests.doors.smart.test_apps import BACK
from tests.faces.console.conftest import EUROMETROPOLE

pytestmark = pytest.mark.django_db(transaction=True)


def token_of(server: str, code: str, scope: str) -> str:
    """A token, asked for over the wire with a signed proof."""
    address = server.replace("/fhir/r4", "/smart/token")
    form = {
        "grant_type": "client_credentials",
        "scope": scope,
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": proof(code, aud=address),
    }
    body = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(urllib.request.Request(address, body), timeout=20) as answer:
        import json

        return str(json.load(answer)["access_token"])


def weight(value: float, at: str) -> dict[str, Any]:
    return {
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "2339-0"}]},
        "subject": {"reference": "Patient/P-AAA"},
        "effectiveDateTime": at,
        "valueQuantity": {"value": value, "unit": "mg/dL", "system": "http://unitsofmeasure.org", "code": "mg/dL"},
    }


def test_fhirpy_reads_searches_writes_and_is_refused(server: str) -> None:
    from fhirpy import SyncFHIRClient
    from fhirpy.base.exceptions import ForbiddenError, ResourceNotFound

    service("lab", scopes="system/Patient.rs system/DetectedIssue.rs system/Observation.crus")
    client = SyncFHIRClient(server, authorization=f"Bearer {token_of(server, 'lab', 'system/*.cruds')}")
    people = client.resources("Patient").fetch_all()
    assert [each.id for each in people] == ["P-AAA", "P-BBB"]
    anna = client.reference("Patient", "P-AAA").to_resource()
    assert anna["managingOrganization"]["reference"] == "Organization/team.team-a"
    issues = client.resources("DetectedIssue").search(patient="P-AAA").fetch()
    assert issues[0]["severity"] in ("moderate", "high")
    values = client.resources("Observation").search(patient="P-AAA").sort("-date").limit(5).fetch()
    assert len(values) == 5
    made = client.resource("Observation", **weight(118, "2026-03-16T08:30:00Z"))
    made.save()
    assert client.reference("Observation", made.id).to_resource()["valueQuantity"]["value"] == 118
    made["status"] = "amended"
    made.save()
    assert client.resources("Observation").search(_id=made.id).get()["status"] == "amended"
    with pytest.raises(ForbiddenError, match=r"system/Slot\.s"):
        client.resources("Slot").fetch()
    with pytest.raises(ResourceNotFound):
        client.reference("Patient", "P-NOBODY").to_resource()


def test_fhirclient_signs_in_as_a_service(server: str) -> None:
    from fhirclient import client
    from fhirclient.models.detectedissue import DetectedIssue
    from fhirclient.models.patient import Patient

    service("records", scopes="system/Patient.rs system/DetectedIssue.rs")
    address = server.replace("/fhir/r4", "/smart/token")
    smart = client.FHIRClient(
        settings={
            "app_id": "records",
            "api_base": server,
            "scope": "system/Patient.rs system/DetectedIssue.rs",
            "jwt_token": proof("records", aud=address),
        }
    )
    smart.wants_patient = False
    smart.prepare()
    smart.authorize()
    assert Patient.read("P-BBB", smart.server).active is True
    found = list(DetectedIssue.where({"patient": "P-AAA"}).perform_resources_iter(smart.server))
    assert found[0].code.text
    assert found[0].evidence[0].detail[0].reference.startswith("Observation/")


def test_fhirclient_is_let_in_by_a_user_for_one_person(server: str) -> None:
    from django.test import Client as Browser
    from fhirclient import client
    from fhirclient.models.observation import Observation
    from fhirclient.server import FHIRNotFoundException

    told = register_client(
        "viewer",
        name="Viewer",
        kind="app",
        proof="secret",
        territory=EUROMETROPOLE,
        team="*",
        scopes="launch/patient patient/*.rs",
        redirects=[BACK],
    )
    smart = client.FHIRClient(
        settings={
            "app_id": "viewer",
            "app_secret": told.secret,
            "api_base": server,
            "redirect_uri": BACK,
            "scope": "patient/Patient.rs patient/Observation.rs",
        }
    )
    smart.prepare()
    where = urllib.parse.urlsplit(smart.authorize_url)
    browser = Browser(headers={"host": where.netloc})
    browser.force_login(account("nurse", EUROMETROPOLE, "team-a"))
    answer = browser.post(f"{where.path}?{where.query}", {"answer": "allow", "person": "P-AAA"})
    smart.handle_callback(answer.headers["Location"])
    assert smart.patient_id == "P-AAA"
    assert smart.patient.managingOrganization.reference == "Organization/team.team-a"
    rows = next(iter(Observation.where({"patient": "P-AAA", "_count": "3"}).perform_iter(smart.server)))
    assert len(rows.entry) == 3
    from fhirclient.models.patient import Patient

    with pytest.raises(FHIRNotFoundException):
        Patient.read("P-BBB", smart.server)


def test_a_bulk_export_is_asked_for_and_fetched(server: str) -> None:
    import json

    from pagus.doors.fhir_r4.bulk.writing import write_exports

    service("bulk", scopes="system/Patient.rs system/Observation.rs")
    token = token_of(server, "bulk", "system/*.rs")

    def ask(address: str, method: str = "GET", **headers: str) -> Any:
        named = {"Authorization": f"Bearer {token}", **headers}
        return urllib.request.urlopen(urllib.request.Request(address, headers=named, method=method), timeout=20)

    begun = ask(f"{server}/$export", Accept="application/fhir+json", Prefer="respond-async")
    assert begun.status == 202
    where = begun.headers["Content-Location"]
    waiting = ask(where)
    assert (waiting.status, waiting.headers["X-Progress"]) == (202, "waiting")
    began = time.monotonic()
    assert write_exports() == 1
    told = json.load(ask(where))
    assert told["requiresAccessToken"] is True
    assert {(each["type"], each["count"]) for each in told["output"]} == {("Patient", 2), ("Observation", 288)}
    lines = ask(told["output"][0]["url"], Accept="application/fhir+ndjson").read().splitlines()
    assert {json.loads(line)["resourceType"] for line in lines} == {told["output"][0]["type"]}
    assert ask(where, "DELETE").status == 202
    with pytest.raises(urllib.error.HTTPError, match="404"):
        ask(where)
    assert time.monotonic() - began < 30
