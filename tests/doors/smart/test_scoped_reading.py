"""What came as FHIR, read with a token: cut to territory, team, person and scope, and shown once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client as Browser

from pagus.doors.fhir_r4 import observing, reach
from pagus.fhir_r4.moulds import moulds
from tests.apps.cast import person
from tests.doors.conftest import empty  # noqa: F401
from tests.doors.fhir_r4.conftest import of_loinc
from tests.doors.smart.programs import service, token_of
from tests.store.conftest import WEIGHT

pytestmark = pytest.mark.django_db(transaction=True)
VITAL = {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "vital-signs"}
LAB = {**VITAL, "code": "laboratory"}


@pytest.fixture
def anna(empty: None) -> str:  # noqa: F811
    from pagus.apps.streams.actions import register_signals

    reach.forget_reach()
    observing.forget_signals()
    register_signals([of_loinc(WEIGHT, "29463-7")])
    person("person:P-BBBB", team_code="team-b")
    return person("person:P-AAAA", team_code="team-a")


def send(token: str, method: str, path: str, body: Any = None) -> Any:
    headers = {"authorization": f"Bearer {token}", "host": "localhost", "accept-language": "en"}
    data = b"" if body is None else json.dumps(body)
    return Browser().generic(method, f"/fhir/r4/{path}", data, content_type="application/fhir+json", headers=headers)


def weight(category: dict[str, str], value: float, who: str = "P-AAAA", loinc: str = "29463-7") -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [category]}],
        "code": {"coding": [{"system": "http://loinc.org", "code": loinc}]},
        "subject": {"reference": f"Patient/{who}"},
        "effectiveDateTime": f"2026-03-15T08:{int(value) % 60:02d}:00Z",
        "valueQuantity": {"value": value, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"},
    }


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [each["resource"]["id"] for each in answer.json().get("entry", ())]


def test_a_value_that_came_as_fhir_is_shown_once(anna: str) -> None:
    from pagus.apps.streams.queries import history

    token = token_of(service("scale", "system/Observation.cruds"), "system/Observation.cruds")
    made = send(token, "POST", "Observation", weight(VITAL, 80.5))
    assert made.status_code == 201, made.content
    assert history([anna], ["weight"]).height == 1
    assert ids(send(token, "GET", "Observation?patient=P-AAAA")) == [made.json()["id"]]
    assert ids(send(token, "GET", "Observation?patient=P-AAAA&_sort=-date")) == [made.json()["id"]]


def test_a_scope_that_is_cut_cuts_reading_searching_and_history(anna: str) -> None:
    whole = token_of(service("lab", "system/Observation.cruds"), "system/Observation.cruds")
    vital = send(whole, "POST", "Observation", weight(VITAL, 80.5)).json()["id"]
    lab = send(whole, "POST", "Observation", weight(LAB, 81.5, loinc="2345-7")).json()["id"]
    scope = "system/Observation.rs?category=vital-signs"
    cut = token_of(service("vitals", scope), scope)
    assert send(cut, "GET", f"Observation/{vital}").status_code == 200
    for path in (f"Observation/{lab}", f"Observation/{lab}/_history/1", f"Observation/{lab}/_history"):
        assert send(cut, "GET", path).status_code == 404
    assert ids(send(cut, "GET", "Observation?patient=P-AAAA")) == [vital]
    assert send(cut, "DELETE", f"Observation/{vital}").status_code == 403
    assert send(cut, "POST", "Observation", weight(VITAL, 70)).status_code == 403


def test_a_scope_that_is_cut_cuts_writing(anna: str) -> None:
    scope = "system/Observation.cruds?category=vital-signs"
    cut = token_of(service("scale", scope), scope)
    made = send(cut, "POST", "Observation", weight(VITAL, 80.5))
    assert made.status_code == 201
    for number in range(6):  # the sixth comes as one whose like was met
        moulds._waited = 64
        assert send(cut, "POST", "Observation", weight(LAB, 70 + number, loinc="2345-7")).status_code == 403
        assert send(cut, "POST", "Observation", weight(VITAL, 81 + number)).status_code == 201
    entry = {"resource": weight(LAB, 71), "request": {"method": "POST", "url": "Observation"}}
    bundle = {"resourceType": "Bundle", "type": "transaction", "entry": [entry]}
    assert send(cut, "POST", "", bundle).status_code == 403
    changed = {**weight(VITAL, 60), "id": made.json()["id"]}
    assert send(cut, "PUT", f"Observation/{changed['id']}", changed).status_code == 403, "it might be any other"
    assert send(cut, "DELETE", f"Observation/{changed['id']}").status_code == 403


def test_a_program_writes_about_its_team_only(anna: str) -> None:
    token = token_of(service("nurses", "system/Observation.cruds", team="team-a"), "system/Observation.cruds")
    other = token_of(service("other", "system/Observation.cruds", team="team-b"), "system/Observation.cruds")
    made = send(token, "POST", "Observation", weight(VITAL, 80.5)).json()["id"]
    assert send(other, "GET", f"Observation/{made}").status_code == 404
    assert ids(send(other, "GET", "Observation?patient=P-AAAA")) == []
    from pagus.apps.streams.queries import history

    send(other, "POST", "Observation", weight(VITAL, 82.5))
    assert history([anna], ["weight"]).height == 1, "nothing of another team's people enters the rules"
    assert send("nobody's", "GET", "Observation?patient=P-AAAA").status_code == 401


def test_what_is_lacking_is_said_and_journalled(anna: str) -> None:
    from pagus.apps.journal.queries import entries

    token = token_of(service("small", "system/Location.r"), "system/Location.r")
    answer = send(token, "GET", "Observation?patient=P-AAAA")
    issue = answer.json()["issue"][0]
    assert (answer.status_code, issue["code"]) == (403, "forbidden")
    assert issue["details"]["text"] == "what you signed in with lacks the scope system/Observation.s"
    assert entries(limit=1)[0].verb == "refused"
