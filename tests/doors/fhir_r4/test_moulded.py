"""What is made of a reading whose like came before is what the slow way makes of it."""

from __future__ import annotations

import json
import random
from typing import Any

import msgspec
import pytest
from django.db import connection

from pagus.apps.resources.shapes import drawn, filled
from pagus.doors.fhir_r4.indexing import rows_of
from pagus.doors.fhir_r4.moulded import plan_of
from pagus.doors.fhir_r4.observing import observed, observes
from pagus.doors.fhir_r4.template import template
from pagus.fhir_r4.embedding import decode
from pagus.fhir_r4.moulds import Cast, mould_of, moulds
from tests.doors.fhir_r4.conftest import Fhir
from tests.doors.fhir_r4.test_search_oracle import observation
from tests.doors.smart.programs import service, token_of

GLUCOSE = {"coding": [{"system": "http://loinc.org", "code": "2339-0"}], "text": "100 % glucose"}
OTHER = {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]}
UCUM = "http://unitsofmeasure.org"


@pytest.fixture(autouse=True)
def forget():
    moulds.forget()
    yield
    moulds.forget()


def reading(number: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "identifier": [{"system": "urn:device", "value": f"n-{number}"}],
        "status": "final",
        "code": GLUCOSE,
        "subject": {"reference": "Patient/P-AAAA"},
        "effectiveDateTime": f"2026-03-14T08:{number % 60:02d}:00Z",
        "device": {"reference": "Device/d1"},
        "valueQuantity": {"value": 5.5 + number, "unit": "mmol/L", "system": UCUM, "code": "mmol/L"},
        **changes,
    }


def made_quickly_and_slowly(document: dict[str, Any], taught: dict[str, Any]) -> bool:
    """Are they the same? False when there is no plan."""
    body, first = json.dumps(document).encode(), json.dumps(taught).encode()
    mould = mould_of(first, decode(first, "Observation"))
    assert mould is not None
    texts = mould.texts(body.decode())
    plan = None if texts is None else plan_of(Cast(mould, texts), "https://here/fhir/r4/")
    if texts is None or plan is None:
        return False
    quick, slow = plan.rows(texts), rows_of("Observation", msgspec.json.decode(body), {}, "https://here/fhir/r4/")
    for one, other in (
        (quick.tokens, slow.tokens),
        (quick.dates, slow.dates),
        (quick.quantities, slow.quantities),
        (quick.texts, slow.texts),
    ):
        assert set(one) == set(other), document
    pieces = template(body, meta="meta" in document, id_="id" in document, references={})
    assert plan.body(texts) == pieces
    kept = drawn(plan.stencil.pattern.decode(), plan.first_texts(texts, "new-id"), 1_773_000_000_250)
    assert kept == filled(pieces, "new-id", 1, 1_773_000_000_250, [])
    assert plan.observed(texts, "person:P-AAAA") == observed(document, "person:P-AAAA")
    assert plan.observes(texts) == observes(document)
    return True


def test_made_up_observations_become_the_same_either_way(people):
    random_, planned = random.Random(3), 0
    for number in range(150):
        taught = observation(random_, number)
        other = {**taught, "id": "another"}
        if "valueQuantity" in taught:
            other["valueQuantity"] = {**taught["valueQuantity"], "value": random_.choice([0, 3, 12.25, -1.5])}
        try:
            planned += made_quickly_and_slowly(other, taught)
        except AssertionError as error:
            if "mould" not in str(error):
                raise
    assert planned > 100


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"id": "own"},
        {"meta": {"versionId": "7", "lastUpdated": "2026-01-01T00:00:00Z", "profile": ["http://x"]}},
        {"status": "preliminary"},
        {"effectiveDateTime": "2026-12-31T23:59:60Z"},
        {"effectiveDateTime": "2026-03-14T08:00:00.123456+01:00"},
        {"issued": "2026-03-14T08:00:00Z"},
        {"valueQuantity": {"value": 7, "comparator": "<", "system": UCUM, "code": "mmol/L"}},
        {"valueQuantity": {"value": 7, "system": UCUM, "code": "[odd]"}},
        {"component": [{"code": OTHER, "valueQuantity": {"value": 9, "system": UCUM, "code": "mg/dL"}}]},
        {"note": [{"text": "1001.5 %s zz-1-0"}]},
        {"component": [{"code": OTHER, "valueQuantity": {"value": 1.0035e3, "system": UCUM, "code": "mmol/L"}}]},
    ],
    ids=str,
)
def test_odd_readings_become_the_same_either_way(people, changes):
    planned = made_quickly_and_slowly(reading(3, **changes), reading(0, **changes))
    assert planned or changes.keys() & {"note", "valueQuantity"}


def test_a_bundle_of_readings_is_kept_and_found_like_single_ones(fhir):
    entries = [
        {"fullUrl": f"urn:uuid:{n}", "resource": reading(n), "request": {"method": "POST", "url": "Observation"}}
        for n in range(12)
    ]
    entries.append(
        {
            "fullUrl": "urn:uuid:99",
            "resource": reading(40, subject={"reference": "Patient/P-ZZZZ"}),
            "request": {"method": "POST", "url": "Observation"},
        }
    )
    answer = fhir.post("", {"resourceType": "Bundle", "type": "transaction", "entry": entries})
    assert answer.status_code == 200, answer.content
    assert moulds.cast(json.dumps(reading(7)).encode()) is not None, "the quick way was not taken"
    assert "outcome" in answer.json()["entry"][-1]["response"], "nobody follows the last one, and the sender must know"
    assert len(fhir.search("Observation?patient=P-AAAA")) == 12
    (found,) = fhir.search("Observation?identifier=urn:device|n-9")
    assert found["valueQuantity"] == reading(9)["valueQuantity"]
    assert len(fhir.search("Observation?value-quantity=gt12.0|http://unitsofmeasure.org|mmol/L&patient=P-AAAA")) == 5


def test_a_reading_refused_for_its_unit_is_refused_the_quick_way_too(fhir):
    for number in range(5):
        answer = fhir.post("Observation", reading(number, valueQuantity={"value": 5 + number, "unit": "mmol/L"}))
        assert answer.status_code == 422
        assert answer.json()["issue"][0]["expression"] == ["Observation.value"]


PARTS = (
    "code={}2339-0", "code={}8480-6", "code:not={}2339-0", "code:text=glucose", "status=final", "status:not=final",
    "patient=P-AAAA", "patient=P-AAAA,P-BBBB", "subject:missing=true", "device=Device/d1", "device:missing=false",
    "date=gt2026-03-14T08:20:00Z", "date=2026-03-14", "date:missing=true", "value-quantity=gt20",
    "value-quantity=lt25||mmol/L", "combo-code={}8480-6", "code-value-quantity={}2339-0$gt15",
    "identifier={}|n-7", "identifier:not={}|n-7",
    "patient.identifier=urn:pagus:code|person:P-AAAA", "_lastUpdated=gt2000", "category:missing=true",
)  # fmt: skip
ORDERS = ("", "&_sort=-date", "&_sort=code,date", "&_sort=patient,-value-quantity")


def test_what_came_the_quick_way_is_found_kept_changed_and_deleted_like_what_came_the_slow_way(fhir, monkeypatch):
    """The same readings, once each way: no search tells them apart, whatever became of them."""
    chance = random.Random(11)
    made = [
        reading(
            n,
            status=chance.choice(("final", "final", "amended")),
            subject={"reference": f"Patient/P-{chance.choice('AABC') * 4}"},
            device={"reference": f"Device/d{chance.randrange(3)}"},
            **({"component": [{"code": OTHER, "valueQuantity": {"value": n, "unit": "mg/dL", "system": UCUM,
                               "code": "mg/dL"}}]} if n % 3 == 0 else {}),
        )
        for n in range(36)
    ]  # fmt: skip
    ids = {way: keep_all(fhir, made, way, monkeypatch) for way in ("slow", "quick")}
    for way, known in ids.items():
        for id_, document in zip(known, made, strict=True):
            kept = fhir.get(f"Observation/{id_}").json()
            assert kept.pop("meta")["versionId"] == "1"
            assert kept == {**as_of(way, document), "id": id_}
    assert 2.5 * kept_bytes(ids["quick"]) < kept_bytes(ids["slow"]), "what they share is kept once"
    for way, known in ids.items():  # the code, the person and the device of some become others; some go
        for n in (2, 3, 7):
            answer = fhir.put(f"Observation/{known[n]}", {
                **as_of(way, made[n]), "id": known[n], "status": "corrected", "device": {"reference": "Device/other"},
            })  # fmt: skip
            assert answer.status_code == 200, answer.content
        again = fhir.post("Observation", as_of(way, reading(5)), if_none_exist=f"identifier=urn:{way}|n-5")
        assert again.status_code == 200, "it is there"
        assert again.json()["id"] == known[5]
    reader = Fhir(token_of(service("reader", "system/*.rs"), "system/*.rs"))  # who sees the people too
    assert reader.search("Observation?patient.identifier=urn:pagus:code|person:P-AAAA")
    for number in range(90):
        asked = chance.sample(PARTS, chance.choice((1, 1, 2, 3)))
        order = chance.choice(ORDERS)
        found = {way: numbers(reader, way, asked, order) for way in ids}
        assert found["slow"] == found["quick"], (number, asked, order)
    for way, known in ids.items():
        for code, wanted in (("AAAA", {"P-AAAA"}), ("CCCC", {"P-CCCC"})):
            question = f"Patient?_has:Observation:patient:identifier=urn:{way}|" + ",".join(
                f"urn:{way}|n-{n}" for n in range(36) if made[n]["subject"]["reference"].endswith(code)
            ).removeprefix(f"urn:{way}|")
            assert {each["id"] for each in reader.search(question)} == wanted
        included = reader.search(f"Observation?identifier=urn:{way}|n-7&_include=Observation:subject")
        assert [each["resourceType"] for each in included] == ["Observation", "Patient"]
        history = fhir.get(f"Observation/{known[3]}/_history").json()["entry"]
        assert [each["resource"]["status"] for each in history] == ["corrected", made[3]["status"]]


def as_of(way: str, document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "identifier": [{"system": f"urn:{way}", "value": document["identifier"][0]["value"]}]}


def keep_all(fhir, made: list[dict[str, Any]], way: str, monkeypatch) -> list[str]:
    moulds.forget()
    with monkeypatch.context() as patched:
        if way == "slow":
            patched.setattr(type(moulds), "cast", lambda *_: None)
            patched.setattr(type(moulds), "model", lambda *_: None)
        else:
            for each in made[:6]:
                body = json.dumps(as_of(way, each)).encode()
                for _ in range(3):
                    moulds._waited = 64
                    moulds.learn(body, decode(body, "Observation"))
        entries = [{"resource": as_of(way, each), "request": {"method": "POST", "url": "Observation"}} for each in made]
        answer = fhir.post("", {"resourceType": "Bundle", "type": "transaction", "entry": entries})
    assert answer.status_code == 200, answer.content
    known = [each["response"]["location"].split("/")[1] for each in answer.json()["entry"]]
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(known))
        cursor.execute(f"SELECT count(*) FROM store_version WHERE mould > 0 AND id IN ({marks})", known)
        moulded = cursor.fetchone()[0]
    assert moulded == 0 if way == "slow" else moulded > 30, moulded
    return known


def kept_bytes(known: list[str]) -> int:
    """How long are these bodies in the database?"""
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(known))
        cursor.execute(f"SELECT sum(length(body)) FROM store_version WHERE id IN ({marks})", known)
        return int(cursor.fetchone()[0])


def test_a_bundle_may_ask_for_what_was_kept_short(fhir):
    entries = [{"resource": reading(n), "request": {"method": "POST", "url": "Observation"}} for n in range(8)]
    body = json.dumps(reading(0)).encode()
    for _ in range(3):
        moulds._waited = 64
        moulds.learn(body, decode(body, "Observation"))
    answer = fhir.post(
        "", {"resourceType": "Bundle", "type": "transaction", "entry": entries}, prefer="return=representation"
    )
    for number, entry in enumerate(answer.json()["entry"]):
        assert entry["resource"]["valueQuantity"] == reading(number)["valueQuantity"]
        assert entry["resource"] == fhir.get(entry["response"]["location"]).json()


def numbers(fhir, way: str, asked: list[str], order: str) -> list[str]:
    """Which readings of this way are found, in this order? Those that are equal in it stand by their number."""
    named = "&".join(each.replace("{}|", f"urn:{way}|").replace("{}", "http://loinc.org|") for each in asked)
    found = fhir.search(f"Observation?{named}&_count=200{order}")
    mine = [each["identifier"][0]["value"] for each in found if each["identifier"][0]["system"] == f"urn:{way}"]
    assert len(mine) == len(set(mine))
    return mine if order else sorted(mine)
