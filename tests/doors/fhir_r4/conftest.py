"""A FHIR door with an empty store, a registered gateway, three people, and the signals of an installed kit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.store.conftest import GLUCOSE, NO2, WEIGHT

EUROMETROPOLE = "epci:246700488"
BASE = "/fhir/r4/"


@dataclass
class Fhir:
    """A client of the door with a token."""

    token: str

    def send(self, method: str, path: str, body: Any = None, kind: str = "application/fhir+json", **headers: str):
        data = body if isinstance(body, bytes | str) else b"" if body is None else json.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("accept-language", "en")
        if self.token:
            named.setdefault("authorization", f"Bearer {self.token}")
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        answer = client.generic(method, BASE + path, data, content_type=kind, headers=named)
        check_outcome(answer)
        return answer

    def get(self, path: str, **headers: str):
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str):
        return self.send("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str):
        return self.send("PUT", path, body, **headers)

    def search(self, path: str) -> list[dict[str, Any]]:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content
        return [entry["resource"] for entry in answer.json().get("entry", [])]


def check_outcome(answer: HttpResponse) -> None:
    """Every error is an OperationOutcome, and each of its issues says where."""
    if answer.status_code < 400:
        return
    content = answer.json()
    assert content["resourceType"] == "OperationOutcome", content
    assert content["issue"]
    for issue in content["issue"]:
        assert issue["expression"], issue
        assert all(issue["expression"]), issue
        assert issue["details"]["text"]
        assert issue["code"]


def of_loinc(signal, code: str):
    from dataclasses import replace

    return replace(signal, loinc=code)


@pytest.fixture
def people(empty: None) -> list[str]:
    from pagus.apps.streams import senders
    from pagus.apps.streams.actions import register_signals
    from pagus.doors.fhir_r4 import observing, reach
    from tests.apps.cast import person

    senders.forget_senders()
    reach.forget_reach()
    observing.forget_signals()
    register_signals([of_loinc(GLUCOSE, "2339-0"), of_loinc(WEIGHT, "29463-7"), NO2])
    return [person(f"person:P-{letter * 4}") for letter in "ABC"]


@pytest.fixture
def fhir(people: list[str]) -> Fhir:
    from pagus.apps.streams.actions import add_source

    return Fhir(add_source("gateway", EUROMETROPOLE))


def weight(value: object = 80.5, at: str = "2026-03-15T08:00:00+01:00", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
        "subject": {"reference": "Patient/P-AAAA"},
        "effectiveDateTime": at,
        "valueQuantity": {"value": value, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"},
    } | more
