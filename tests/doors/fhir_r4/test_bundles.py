"""Transactions are kept whole or not at all, batches each entry for itself; what is wrong is named by its number."""

from __future__ import annotations

import gzip
import json
from decimal import Decimal
from typing import Any

import pytest

from pagus.apps.streams import queries
from pagus.apps.streams.queries import local_store
from tests.doors.fhir_r4.conftest import Fhir, weight

ORGANIZATION = {"resourceType": "Organization", "name": "Clinique"}


def bundle(*entries: dict[str, Any], kind: str = "transaction") -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries)}


def entry(method: str, url: str, resource: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    request = {"method": method, "url": url} | {k: more.pop(k) for k in ("ifNoneExist", "ifMatch") if k in more}
    return {"request": request} | ({"resource": resource} if resource else {}) | more


def statuses(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [each["response"]["status"][:3] for each in answer.json()["entry"]]


def test_entries_name_each_other(fhir):
    patient = entry("POST", "Patient", {"resourceType": "Patient"}, fullUrl="urn:uuid:p")
    seen = weight(subject={"reference": "urn:uuid:p"}, note=[{"text": "urn:uuid:p"}])
    answer = fhir.post("", bundle(entry("POST", "Observation", seen), patient))
    assert statuses(answer) == ["201", "201"]
    locations = [each["response"]["location"] for each in answer.json()["entry"]]
    assert [each.partition("/")[0] for each in locations] == ["Observation", "Patient"]
    (found,) = fhir.search("Observation")
    assert found["subject"]["reference"] == locations[1].partition("/_history")[0]
    assert found["note"][0]["text"] == "urn:uuid:p"
    assert fhir.search(f"Observation?subject={found['subject']['reference']}") == [found]
    assert fhir.search(f"Observation?patient={found['subject']['reference'].partition('/')[2]}") == [found]


def test_conditions_of_entries_are_decided_together(fhir):
    known = ORGANIZATION | {"identifier": [{"system": "urn:finess", "value": "1"}]}
    made = fhir.post("Organization", known).json()
    again = entry("POST", "Organization", known, fullUrl="urn:uuid:o", ifNoneExist="identifier=urn:finess|1")
    part = {"resourceType": "Organization", "name": "Ward", "partOf": {"reference": "urn:uuid:o"}}
    looked = {
        "resourceType": "Organization",
        "name": "Other",
        "partOf": {"reference": "Organization?identifier=urn:finess|1"},
    }
    answer = fhir.post("", bundle(again, entry("POST", "Organization", part), entry("POST", "Organization", looked)))
    assert statuses(answer) == ["200", "201", "201"]
    found = fhir.search("Organization?partof=" + made["id"])
    assert sorted(each["name"] for each in found) == ["Other", "Ward"]
    twice = entry("POST", "Organization", known, ifNoneExist="identifier=urn:finess|2")
    assert statuses(fhir.post("", bundle(twice, twice))) == ["201", "200"]


def test_a_transaction_does_all_that_single_requests_do(fhir):
    fhir.put("Organization/a", ORGANIZATION | {"id": "a"})
    fhir.put("Organization/b", ORGANIZATION | {"id": "b"})
    import base64

    steps = base64.b64encode(json.dumps([{"op": "add", "path": "/active", "value": True}]).encode()).decode()
    binary = {"resourceType": "Binary", "contentType": "application/json-patch+json", "data": steps}
    answer = fhir.post(
        "",
        bundle(
            entry("GET", "Organization/c"),
            entry("PUT", "Organization/c", ORGANIZATION | {"id": "c"}),
            entry("DELETE", "Organization/a"),
            entry("PATCH", "Organization/b", binary),
            entry("GET", "Organization?name=clinique&_summary=count"),
        ),
        prefer="return=representation",
    )
    assert statuses(answer) == ["200", "201", "204", "200", "200"]
    content = answer.json()["entry"]
    assert content[0]["resource"]["id"] == "c"
    assert content[3]["resource"]["active"] is True
    assert content[4]["resource"]["total"] == 2


@pytest.mark.parametrize(
    ("bad", "status", "expression"),
    [
        (entry("POST", "Observation", weight() | {"status": "finale"}), 422, "Bundle.entry[1].resource.status"),
        (entry("POST", "Observation", weight(at="2026-03-20T08:00:00Z")), 422, "Bundle.entry[1].resource.effective"),
        (entry("POST", "Observation", weight(81)), 422, "Bundle.entry[1].resource.value"),
        (entry("PUT", "Organization/x", ORGANIZATION | {"id": "x"}, ifMatch='W/"3"'), 412, "Bundle.entry[1].resource"),
        (entry("PUT", "Organization/x", ORGANIZATION | {"id": "y"}), 400, "Bundle.entry[1].resource.id"),
        (entry("FLY", "Organization"), 400, "Bundle.entry[1].request.method"),
        (entry("POST", "Organization"), 400, "Bundle.entry[1].resource"),
        (entry("POST", "Nothing", ORGANIZATION), 400, "Bundle.entry[1].request.url"),
        (entry("POST", "Organization", ORGANIZATION | {"resourceType": "Patient"}), 422, "Bundle.entry[1].resource"),
        (entry("DELETE", "Organization?name=x&nome=y"), 400, "Bundle.entry[1]"),
        ({"resource": ORGANIZATION}, 400, "Bundle.entry[1].request"),
        (
            entry("POST", "Observation", weight(subject={"reference": "Patient?identifier=urn:x|none"})),
            412,
            "Bundle.entry[1].resource",
        ),
    ],
)
def test_one_bad_entry_refuses_the_whole_and_is_named(fhir, bad, status, expression):
    answer = fhir.post("", bundle(entry("POST", "Observation", weight()), bad))
    assert expression in [each for issue in answer.json()["issue"] for each in issue["expression"]], answer.content
    assert answer.status_code == status, answer.content
    assert queries.counts().observations == 0
    assert fhir.search("Observation") == []
    assert local_store().resources.last_change() == 0


def test_of_ten_thousand_entries_one_bad_one_refuses_all(fhir):
    start = 1_770_000_000
    from pagus.kernel.time import format_instant

    entries = [entry("POST", "Observation", weight(80, format_instant((start + 60 * n) * 1000))) for n in range(10_000)]
    entries[7_321]["resource"]["valueQuantity"]["value"] = "heavy"
    answer = fhir.post("", bundle(*entries))
    assert answer.status_code == 422
    (issue,) = answer.json()["issue"]
    assert issue["expression"][0].startswith("Bundle.entry[7321].resource.value")
    assert local_store().resources.last_change() == 0
    entries[7_321] = entry("PUT", "Organization/x", ORGANIZATION | {"id": "x"}, ifMatch='W/"9"')
    late = fhir.post("", bundle(*entries))
    assert (late.status_code, late.json()["issue"][0]["expression"]) == (412, ["Bundle.entry[7321].resource"])
    assert (local_store().resources.last_change(), queries.counts().observations) == (0, 0)


def test_the_same_resource_twice_is_refused(fhir):
    one = entry("PUT", "Organization/x", ORGANIZATION | {"id": "x"})
    answer = fhir.post("", bundle(one, one))
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["expression"] == ["Bundle.entry[1].resource"]
    named = entry("POST", "Organization", ORGANIZATION, fullUrl="urn:uuid:1")
    assert fhir.post("", bundle(named, named)).status_code == 400


def test_a_batch_answers_each_entry_for_itself(fhir):
    answer = fhir.post(
        "",
        bundle(
            entry("POST", "Observation", weight()),
            entry("POST", "Observation", weight(81)),
            entry("POST", "Observation", weight() | {"status": "finale"}),
            entry("GET", "Organization/none"),
            entry("GET", "Observation?_summary=count"),
            kind="batch",
        ),
    )
    assert statuses(answer) == ["201", "422", "422", "404", "200"]
    content = answer.json()["entry"]
    places = [each["response"]["outcome"]["issue"][0]["expression"] for each in content[1:4]]
    assert places == [["Bundle.entry[1].resource.value"], ["Bundle.entry[2].resource.status"], ["Bundle.entry[3]"]]
    assert content[4]["resource"]["total"] == 1
    assert queries.counts().observations == 1
    assert queries.counts().rejected == 1


def test_a_key_gives_the_same_answer_again(fhir):
    made = bundle(entry("POST", "Observation", weight()), entry("POST", "Organization", ORGANIZATION))
    first = fhir.post("", made, idempotency_key="k-1")
    again = fhir.post("", made, idempotency_key="k-1")
    assert first.content == again.content
    assert len(fhir.search("Organization?name=clinique")) == 1
    assert fhir.post("", bundle(entry("POST", "Organization", ORGANIZATION)), idempotency_key="k-1").status_code == 409


def test_bodies_that_are_none(fhir):
    for body, status in (
        (b"", 411),
        (b"[]", 400),
        (b'{"resourceType":"Bundle"}', 400),
        (b'{"resourceType":"Bundle","type":"history"}', 400),
        (b'{"resourceType":"Bundle","type":"batch","foo":1}', 400),
        (b'{"resourceType":"Bundle","type":"batch","entry":' + b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
    ):
        assert fhir.post("", body).status_code == status, body[:60]
    assert fhir.send("POST", "", b"{}", content_length=str(100 * 1024 * 1024)).status_code == 413
    assert fhir.post("", bundle()).status_code == 200


SYNTHEA = sorted(
    f"{group}_{number:02d}"
    for group, most in (("hf", 8), ("t2d", 4), ("copd", 2), ("asthma", 2))
    for number in range(1, most + 1)
)


def plain(text: bytes) -> Any:
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


@pytest.mark.parametrize("name", SYNTHEA)
def test_synthea_bundles_load_whole_and_come_back_equal(fhir: Fhir, shared, name: str):
    raw = gzip.decompress((shared / f"data/patients/synthea_r4/{name}.json.gz").read_bytes())
    sent = plain(raw)
    answer = fhir.post("", raw)
    assert answer.status_code == 200, answer.content[:2000]
    made = answer.json()["entry"]
    assert {each["response"]["status"] for each in made} == {"201 Created"}
    names = {
        one["fullUrl"]: other["response"]["location"].partition("/_history")[0]
        for one, other in zip(sent["entry"], made, strict=True)
    }
    kept = {f"{v.type}/{v.id}": v.body for v in local_store().resources.changes_after(0, 10_000)}
    assert len(kept) == len(sent["entry"])
    for one in sent["entry"]:
        body = kept[names[one["fullUrl"]]]
        got = plain(body)
        assert str(got) == str(expected(one["resource"], got, names))
    patient = next(each for each in made if each["response"]["location"].startswith("Patient/"))
    everything(fhir, patient["response"]["location"].split("/")[1], len(sent["entry"]))


def expected(sent: dict[str, Any], got: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """What was sent, with the server's id and version where it says them, and references resolved."""
    text = json.dumps(sent, default=lambda number: f"\0{number}\0")
    for name, reference in names.items():
        text = text.replace(f'"reference": "{name}"', f'"reference": "{reference}"')
    document = json.loads(text, object_hook=numbers)
    meta = {name: got["meta"][name] for name in ("versionId", "lastUpdated")}
    made = {}
    for name, value in document.items():
        made[name] = {"id": got["id"], "meta": meta | value if name == "meta" else None}.get(name, value)
        if name == "resourceType" and "meta" not in document:
            made["meta"] = meta
    return made


def numbers(found: dict[str, Any]) -> dict[str, Any]:
    return {name: number(value) for name, value in found.items()}


def number(value: Any) -> Any:
    if isinstance(value, list):
        return [number(each) for each in value]
    return Decimal(value[1:-1]) if isinstance(value, str) and value.startswith("\0") else value


def everything(fhir: Fhir, patient: str, entries: int) -> None:
    seen, page = [], f"Patient/{patient}/$everything?_count=200"
    while page:
        content = fhir.get(page).json()
        seen += [f"{each['resource']['resourceType']}/{each['resource']['id']}" for each in content["entry"]]
        links = {link["relation"]: link["url"] for link in content["link"]}
        page = links.get("next", "").partition("/fhir/r4/")[2]
    assert len(seen) == len(set(seen))
    outside = {"Organization", "Practitioner"}
    stays = [v for v in local_store().resources.changes_after(0, 10_000) if v.type not in outside]
    assert len(seen) >= 0.9 * len(stays), (len(seen), len(stays), entries)
