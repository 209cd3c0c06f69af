"""fhir-kit-client and SMART's fhirclient, unmodified, under node against a running server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.doors.clients.node import run_script
from tests.doors.clients.test_python_clients import token_of
from tests.doors.smart.programs import service

pytestmark = pytest.mark.django_db(transaction=True)

KIT = """
import * as kit from 'fhir-kit-client';
const Client = kit.Client ?? kit.default;
const [base, token] = process.argv.slice(2);
const fhir = new Client({baseUrl: base, bearerToken: token});
const said = {};
said.smart = await fhir.smartAuthMetadata();
const statement = await fhir.capabilityStatement();
said.types = statement.rest[0].resource.map((each) => each.type);
said.patient = (await fhir.read({resourceType: 'Patient', id: 'P-AAA'})).id;
let page = await fhir.search({resourceType: 'Observation', searchParams: {patient: 'P-AAA', _count: 200}});
said.first = page.entry.length;
page = await fhir.nextPage({bundle: page});
said.second = page.entry.length;
const made = await fhir.create({resourceType: 'Observation', body: {
  resourceType: 'Observation', status: 'final', code: {coding: [{system: 'http://loinc.org', code: '2339-0'}]},
  subject: {reference: 'Patient/P-AAA'}, effectiveDateTime: '2026-03-16T08:40:00Z',
  valueQuantity: {value: 101, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL'}}});
said.made = made.id;
said.history = (await fhir.history({resourceType: 'Observation', id: made.id})).entry.length;
try { await fhir.search({resourceType: 'Slot'}); } catch (error) {
  said.refused = [error.response.status, error.response.data.issue[0].details.text];
}
console.log(JSON.stringify(said));
"""

SMART = """
import smart from 'fhirclient';
const [base, token] = process.argv.slice(2);
const storage = new Map();
const own = {
  get: async (key) => storage.get(key), set: async (key, value) => (storage.set(key, value), value),
  unset: async (key) => storage.delete(key),
};
const request = {url: '/', headers: {host: 'localhost'}};
const client = smart(request, {}, own).client({
  serverUrl: base, tokenResponse: {access_token: token, token_type: 'Bearer', patient: 'P-AAA'}});
const said = {};
said.patient = (await client.patient.read()).id;
const rows = await client.request(`Observation?patient=P-AAA&_count=200`, {pageLimit: 0, flat: true});
said.values = rows.length;
const deep = {resolveReferences: ['evidence.0.detail.0'], flat: true};
const issues = await client.request('DetectedIssue?patient=P-AAA', deep);
said.issues = issues.length;
try { await client.request('Slot'); } catch (error) {
  said.refused = [error.status ?? error.statusCode, String(error)];
}
console.log(JSON.stringify(said));
"""


def test_fhir_kit_client(server: str, npm: Path) -> None:
    service("kit", scopes="system/Patient.rs system/Observation.crus")
    said = json.loads(run_script(npm, KIT, server, token_of(server, "kit", "system/*.cruds")))
    assert said["smart"]["tokenUrl"].endswith("/smart/token")
    assert {"Patient", "DetectedIssue", "Subscription", "Observation"} <= set(said["types"])
    assert (said["patient"], said["first"], said["second"]) == ("P-AAA", 200, 88)
    assert said["made"]
    assert said["history"] == 1
    assert said["refused"][0] == 403
    assert "system/Slot.s" in said["refused"][1]


def test_smart_client_of_javascript(server: str, npm: Path) -> None:
    service("smart", scopes="system/Patient.rs system/Observation.rs system/DetectedIssue.rs")
    said = json.loads(run_script(npm, SMART, server, token_of(server, "smart", "system/*.rs")))
    assert (said["patient"], said["values"], said["issues"]) == ("P-AAA", 288, 1)
    assert said["refused"][0] == 403
    assert "system/Slot.s" in said["refused"][1]
