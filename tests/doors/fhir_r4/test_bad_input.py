"""Bad input that a real device or a real client sends: each is answered by an OperationOutcome in its language."""

from __future__ import annotations

from typing import Any

import pytest

from pagus.apps.streams import queries
from pagus.apps.streams.queries import local_store
from pagus.doors.fhir_r4.access import Access, Scope
from tests.doors.fhir_r4.conftest import EUROMETROPOLE, Fhir, weight
from tests.doors.fhir_r4.test_bundles import ORGANIZATION, bundle, entry

UCUM = "http://unitsofmeasure.org"
GLUCOSE = {"code": {"coding": [{"system": "http://loinc.org", "code": "2339-0"}]}}


def amount(value: float, unit: str, code: str) -> dict[str, Any]:
    return {"valueQuantity": {"value": value, "unit": unit, "system": UCUM, "code": code}}


def test_a_scope_too_small_names_the_entry_of_the_transaction(fhir: Fhir, monkeypatch: pytest.MonkeyPatch) -> None:
    from pagus.doors.fhir_r4 import signing_in

    scopes = (Scope("system", "Observation", frozenset("crs")),)
    access = Access(name="app", role="app", scopes=scopes, territory=EUROMETROPOLE, source="app")
    monkeypatch.setattr(signing_in, "_WAYS", [lambda request: access])
    asked = bundle(entry("POST", "Observation", weight()), entry("POST", "Organization", ORGANIZATION))
    answer = fhir.post("", asked)
    assert answer.status_code == 403
    (issue,) = answer.json()["issue"]
    assert (issue["code"], issue["expression"]) == ("forbidden", ["Bundle.entry[1]"])
    assert "system/Organization.c" in issue["details"]["text"]
    assert local_store().resources.last_change() == 0
    one_by_one = fhir.post("", asked | {"type": "batch"}).json()["entry"]
    assert [each["response"]["status"][:3] for each in one_by_one] == ["201", "403"]


def test_a_body_of_a_hundred_megabytes_is_refused_before_it_is_read(fhir: Fhir) -> None:
    for path in ("", "Observation", "Observation/$validate"):
        answer = fhir.send("POST", path, b"{}", content_length=str(100 * 1024 * 1024))
        assert answer.status_code == 413
        (issue,) = answer.json()["issue"]
        assert (issue["severity"], issue["code"]) == ("error", "too-long")


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("2026-03-16T10:04:00+01:00", True),  # four minutes fast: as clocks of devices are
        ("2026-03-16T10:30:00+01:00", False),
        ("2027-03-15T08:00:00Z", False),
        ("1970-01-01T00:00:10Z", False),  # reset by an empty battery
    ],
)
def test_a_device_whose_clock_is_wrong_is_told_where(fhir: Fhir, at: str, kept: bool) -> None:
    answer = fhir.post("", bundle(entry("POST", "Observation", weight(80, at))))
    assert answer.status_code == (200 if kept else 422), answer.content
    if not kept:
        assert answer.json()["issue"][0]["expression"] == ["Bundle.entry[0].resource.effective"]
    assert queries.counts().observations == int(kept)


@pytest.mark.parametrize(
    "change",
    [
        amount(176, "lb", "kg"),
        amount(80, "kg", "[lb_av]"),
        GLUCOSE | amount(98, "mg/dL", "mmol/L"),
        GLUCOSE | amount(5.4, "mmol/L", "mg/dL"),
    ],
    ids=str,
)
def test_words_and_code_of_a_unit_that_contradict_each_other_are_refused(fhir: Fhir, change: dict[str, Any]) -> None:
    for _again in range(4):  # the fourth goes by the mould of the others
        answer = fhir.post("Observation", weight() | change)
        assert answer.status_code == 422
        assert answer.json()["issue"][0]["expression"] == ["Observation.value"]
    assert queries.counts().observations == 0


def test_a_value_of_the_other_unit_is_held_and_said(fhir: Fhir) -> None:
    """Nothing in the document contradicts itself: 5.4 mg/dL and 98 mmol/L are what nobody lives with."""
    for number, change in enumerate((amount(5.4, "mg/dL", "mg/dL"), amount(98, "mmol/L", "mmol/L"))):
        reading = weight(80, f"2026-03-15T0{number}:00:00Z") | GLUCOSE | change
        answer = fhir.post("Observation", reading, prefer="return=OperationOutcome")
        assert answer.status_code == 201
        assert answer.json()["issue"][0]["severity"] == "warning"
    assert len(queries.held()) == 2


def test_the_same_reading_by_two_doors_is_one(fhir: Fhir) -> None:
    from django.conf import settings

    from pagus.apps.streams.observation import Batch, Observation
    from pagus.apps.streams.submission import submitter
    from pagus.kernel.time import parse_instant

    at = parse_instant("2026-03-15T08:00:00+01:00")
    other_door = submitter(settings.WORKSPACE).submit(
        Batch("mqtt-gateway", [Observation("person:P-AAAA", "weight", at, 80.5)])
    )
    assert other_door.accepted == 1
    assert fhir.post("Observation", weight(80.5)).status_code == 201
    assert queries.counts().observations == 1
    contradicting = fhir.post("Observation", weight(81.5))
    assert contradicting.status_code == 422
    assert contradicting.json()["issue"][0]["expression"] == ["Observation.value"]


SAID = {
    "fr": ("deux fois", "aucune règle", "aucune version"),
    "de": ("zweimal", "keiner Regel", "keine aktuelle"),
}


@pytest.mark.parametrize("language", ["fr", "de"])
def test_what_is_missed_or_said_aside_is_said_in_the_language_of_the_client(fhir: Fhir, language: str) -> None:
    one = entry("PUT", "Organization/x", ORGANIZATION | {"id": "x"})
    twice = fhir.send("POST", "", bundle(one, one), accept_language=language)
    prefer = {"prefer": "return=OperationOutcome", "accept_language": language}
    vague = fhir.send("POST", "Observation", weight(80, "2026-03-15"), **prefer)
    stale = fhir.send("PUT", "Organization/y", ORGANIZATION | {"id": "y"}, if_match='W/"3"', accept_language=language)
    texts = [each.json()["issue"][0]["details"]["text"] for each in (twice, vague, stale)]
    assert all(part in text for part, text in zip(SAID[language], texts, strict=True)), texts
