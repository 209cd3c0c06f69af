"""A resource keeps its bytes; only what the server must say is set anew."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.apps.resources.shapes import filled
from pagus.doors.fhir_r4.template import template

SAMPLES = [
    '{"resourceType":"Patient"}',
    ' { "resourceType" : "Patient" , "active":true}',
    '{"active":true,"resourceType":"Patient","id":"old"}',
    '{"resourceType":"Patient","id":"a","meta":{"versionId":"9","lastUpdated":"2020-01-01T00:00:00Z"}}',
    '{"resourceType":"Patient","meta":{"lastUpdated":"2020-01-01T00:00:00Z" , "profile":["x"], "versionId":"9"},"a":1}',
    '{"resourceType":"Patient","meta":{"profile":["x"],"lastUpdated":"q","versionId":"9"},"a":[{"id":"z","meta":{}}]}',
    '{"meta":{"versionId":"1","profile":["x"]},"id":"1","resourceType":"Patient"}',
    '{"meta":{},"resourceType":"Patient"}',
    '{"resourceType":"Patient","b":"\\"id\\":\\"x\\", {[","meta":{"tag":[{"code":"}"}]},"id":"1"}',
]


def set_anew(body: str) -> str:
    content = json.loads(body)
    pieces = template(body.encode(), meta="meta" in content, id_="id" in content, references={})
    return filled(pieces, "NEW", 3, 0, []).decode()


def without_server_elements(content: dict) -> dict:
    meta = {name: value for name, value in content.get("meta", {}).items() if name not in ("versionId", "lastUpdated")}
    return {name: value for name, value in content.items() if name not in ("id", "meta")} | {"meta": meta}


@pytest.mark.parametrize("body", SAMPLES)
def test_only_id_and_version_are_set(body):
    made = json.loads(set_anew(body))
    assert made["id"] == "NEW"
    assert made["meta"]["versionId"] == "3"
    assert made["meta"]["lastUpdated"] == "1970-01-01T00:00:00.000Z"
    assert without_server_elements(made) == without_server_elements(json.loads(body))


def test_without_id_and_version_the_bytes_stay():
    body = '{ "resourceType":"Observation",\n  "valueQuantity": {"value": 1.50,  "code":"kg"}  }'
    made = set_anew(body)
    said = '"id":"NEW","meta":{"versionId":"3","lastUpdated":"1970-01-01T00:00:00.000Z"}'
    assert made.replace("," + said, "", 1) == body


def test_references_are_replaced_where_they_are_references():
    body = (
        b'{"resourceType":"Observation","subject":{"reference":"urn:uuid:5"},"note":"\\"reference\\":\\"urn:uuid:5\\""}'
    )
    pieces = template(body, meta=False, id_=False, references={"urn:uuid:5": 0})
    made = json.loads(filled(pieces, "NEW", 1, 0, ["Patient/x"]))
    assert made["subject"] == {"reference": "Patient/x"}
    assert made["note"] == '"reference":"urn:uuid:5"'


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "meta", "versionId", "a", '"', "{"]), inner, max_size=4)
    ),
    max_leaves=12,
)
META = st.dictionaries(st.sampled_from(["versionId", "lastUpdated", "profile", "tag"]), JSON, max_size=4)


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(["active", "name", "x"]), JSON, max_size=3),
    META | st.none(),
    st.booleans(),
    st.sampled_from([None, 1]),
    st.randoms(),
)
def test_any_shape_of_it_is_understood(content, meta, has_id, indent, random):
    members = [("resourceType", "Patient"), *content.items()]
    members += [("meta", meta)] if meta is not None else []
    members += [("id", "old")] if has_id else []
    random.shuffle(members)
    body = json.dumps(dict(members), indent=indent, ensure_ascii=random.random() < 0.5)
    made = json.loads(set_anew(body))
    assert (made["id"], made["meta"]["versionId"]) == ("NEW", "3")
    assert without_server_elements(made) == without_server_elements(json.loads(body))
