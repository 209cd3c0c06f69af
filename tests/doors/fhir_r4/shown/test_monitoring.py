"""A prescription as ServiceRequest and a consent as Consent: valid, found, cut to what one may see."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils.translation import override

from pagus.apps.installations import actions as installations
from pagus.apps.monitoring.actions import enrol_in_monitoring, stop_monitoring
from pagus.fhir_r4 import read as read_fhir
from tests.apps.cast import account, person
from tests.apps.monitoring.test_monitoring import RIGHT
from tests.doors.fhir_r4.shown.conftest import HOUSE
from tests.doors.fhir_r4.shown.test_house import Given, found, of_patient

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
ANNA = "person:P-AAA"


def document(shown: Any) -> dict[str, Any]:
    assert shown is not None
    read: dict[str, Any] = json.loads(shown.body)
    return read


def test_prescription_and_consent_are_shown(access: Given) -> None:
    person(ANNA, "commune:67482", "team-a")
    kit = installations.install("heart-failure-home", EUROMETROPOLE, {})
    coordinator = account("coordinator", EUROMETROPOLE)
    enrol_in_monitoring(ANNA, kit, RIGHT, coordinator)
    asked = access()
    with override("en"):
        (request,) = found(asked, "ServiceRequest", of_patient(ANNA))
    assert request["requester"]["display"] == "Dr Exemple"
    assert request["requester"]["identifier"]["value"] == "10001234567"
    assert request["occurrencePeriod"] == {"start": "2026-03-10", "end": "2026-09-09"}
    assert request["code"]["coding"][0]["code"] == "fr-heart-failure"
    assert request["note"][0]["text"].endswith(" yes")
    (consent,) = found(asked, "Consent", of_patient(ANNA))
    assert (consent["status"], consent["dateTime"]) == ("active", "2026-03-12")
    for each in (request, consent):
        assert each["meta"]["security"][0]["code"] == "HTEST"
        read_fhir(json.dumps(each).encode(), each["resourceType"])
        assert document(HOUSE.read(asked, each["resourceType"], each["id"]))["id"] == each["id"]
    stop_monitoring(ANNA, kit, coordinator, said_by="person", words="enough")
    assert found(asked, "ServiceRequest", of_patient(ANNA))[0]["status"] == "revoked"
    assert found(asked, "Consent", of_patient(ANNA))[0]["status"] == "inactive"
    person("person:P-BBB", "commune:67482", "team-b")
    other = access(team="team-b", code="of-b")
    assert found(other, "ServiceRequest") == found(other, "Consent") == []
