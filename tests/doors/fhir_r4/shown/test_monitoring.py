"""A prescription as ServiceRequest and a consent as Consent: valid, found, cut to what one may see."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils.translation import override

from pagus.apps.installations import actions as installations
from pagus.apps.monitoring.actions import (
    enrol_in_monitoring,
    merge_persons,
    record_departure,
    stop_monitoring,
    take_back_departure,
    unmerge_persons,
)
from pagus.apps.people.models import Person
from pagus.apps.resources.query import Criterion, Value
from pagus.fhir_r4 import read as read_fhir
from pagus.fhir_r4.moments import bounds
from tests.apps.cast import account, person
from tests.apps.monitoring.test_monitoring import RIGHT
from tests.doors.fhir_r4.shown.conftest import HOUSE
from tests.doors.fhir_r4.shown.test_house import Given, found, of_patient

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
ANNA, BERT = "person:P-AAA", "person:P-BBB"


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


def test_papers_are_found_by_their_days(access: Given) -> None:
    person(ANNA, "commune:67482", "team-a")
    kit = installations.install("heart-failure-home", EUROMETROPOLE, {})
    enrol_in_monitoring(ANNA, kit, RIGHT, account("coordinator", EUROMETROPOLE))
    asked = access()
    for kind, parameter, day, other in (
        ("Consent", "date", "2026-03-12", "2026-03-13"),
        ("ServiceRequest", "authored", "2026-03-10", "2026-03-09"),
        ("ServiceRequest", "occurrence", "2026", "2025"),
    ):
        assert len(found(asked, kind, on(parameter, day))) == 1, (kind, parameter)
        assert found(asked, kind, on(parameter, other)) == [], (kind, parameter)


def on(parameter: str, text: str) -> Criterion:
    low, high = bounds(text)
    return Criterion(parameter, "date", (Value(low=low, high=high - 1, comparison="ap"),))


def test_a_death_is_told_with_its_day(access: Given) -> None:
    person(ANNA, "commune:67482", "team-a")
    person(BERT, "commune:67482", "team-a")
    coordinator = account("coordinator", EUROMETROPOLE)
    asked = access()
    before = document(HOUSE.read(asked, "Patient", "P-AAA"))
    assert before["active"] is True
    assert "deceasedDateTime" not in before
    record_departure(ANNA, coordinator, kind="died", on="2026-03-14", words="the family wrote")
    told = document(HOUSE.read(asked, "Patient", "P-AAA"))
    assert (told["active"], told["deceasedDateTime"]) == (False, "2026-03-14")
    read_fhir(json.dumps(told).encode(), "Patient")
    dead, alive = (Criterion("deceased", "token", (Value(code=each),)) for each in ("true", "false"))
    assert [each["id"] for each in found(asked, "Patient", dead)] == ["P-AAA"]
    assert [each["id"] for each in found(asked, "Patient", alive)] == ["P-BBB"]
    assert [each["id"] for each in found(asked, "Patient", on("death-date", "2026-03"))] == ["P-AAA"]
    take_back_departure(ANNA, coordinator, reason="another person of that name")
    again = document(HOUSE.read(asked, "Patient", "P-AAA"))
    assert again["active"] is True
    assert "deceasedDateTime" not in again


def test_whoever_moved_away_is_not_in_use_and_not_dead(access: Given) -> None:
    person(ANNA, "commune:67482", "team-a")
    record_departure(ANNA, account("coordinator", EUROMETROPOLE), kind="moved", on="2026-03-14", words="told by phone")
    told = document(HOUSE.read(access(), "Patient", "P-AAA"))
    assert told["active"] is False
    assert "deceasedDateTime" not in told


def test_two_pseudonyms_of_one_person_link_each_other(access: Given) -> None:
    person(ANNA, "commune:67482", "team-a")
    person(BERT, "commune:67482", "team-a")
    coordinator = account("coordinator", EUROMETROPOLE)
    merge_persons(BERT, ANNA, coordinator, reason="one and the same")
    asked = access()
    ended, stays = (document(HOUSE.read(asked, "Patient", each)) for each in ("P-BBB", "P-AAA"))
    assert ended["active"] is False
    assert ended["link"] == [{"other": {"reference": "Patient/P-AAA"}, "type": "replaced-by"}]
    assert stays["active"] is True
    assert stays["link"] == [{"other": {"reference": "Patient/P-BBB"}, "type": "replaces"}]
    read_fhir(json.dumps(ended).encode(), "Patient")
    to_anna = Criterion("link", "reference", (Value(target="Patient/P-AAA"),))
    assert [each["id"] for each in found(asked, "Patient", to_anna)] == ["P-BBB"]
    unmerge_persons(BERT, coordinator, reason="two people after all")
    for each in ("P-AAA", "P-BBB"):
        parted = document(HOUSE.read(asked, "Patient", each))
        assert parted["active"] is True
        assert "link" not in parted


def test_another_pseudonym_is_named_to_whoever_may_see_it_alone(access: Given) -> None:
    person(ANNA, "commune:67482", "team-a")
    person(BERT, "commune:67482", "team-a")
    merge_persons(BERT, ANNA, account("coordinator", EUROMETROPOLE), reason="one and the same")
    person("person:P-CCC", "commune:67482", "team-b")
    Person.objects.filter(code=ANNA).update(team="team-b")
    ended = document(HOUSE.read(access(team="team-a", code="of-a"), "Patient", "P-BBB"))
    assert ended["active"] is False
    assert "link" not in ended
