"""What is wrong or hostile gets an answer of the protocol, at once, and harms nothing."""

from __future__ import annotations

import time

import pytest

from tests.doors.sensorthings.conftest import Sta
from tests.doors.sensorthings.test_writing import box, stream

FILTERS = (
    "(" * 60 + "1 eq 1" + ")" * 60,
    "not " * 60 + "true",
    " or ".join(["name eq 'x'"] * 500),
    "name eq '" + "x" * 5_000 + "'",
    "name eq 'x",
    "name eq",
    "eq name",
    "name eq 1",
    "name like '(a+)+$'",
    "matches(name,'(a+)+$')",
    "name eq 'x'; DROP TABLE sensing_thing",
    "nosuch eq 1",
    "Datastreams eq 1",
    "Datastreams/Observations/result gt 1",
    "startswith(name)",
    "length(5) eq 1",
    "name",
    "1 eq 1 eq 1 and",
    "st_within(Locations/location,geography'POLYGON((0')",
    "geo.distance(Locations/location,geography'POINT(1 1)') gt name",
    "id in ()",
    "id in (" + ",".join(["1"] * 300) + ")",
    "properties/a/b gt",
    "Datastreams/any(d: e/name eq 'x')",
    "year(name) eq 2020",
    "name eq 2020-13-45T99:99:99Z",
    "withdrawn_ms eq null",
    "subject eq 'x'",
    "\x00",
    "naïve eq 'x'",
)
EVIL_PATTERNS = (
    "matchesPattern(name,'(a+)+$')",
    "regex(name,'(a|a)*b')",
    "regexp_match(name,'^(a+)+$')",
    "name =~ '(a+)+$'",
    "name rlike '(x+x+)+y'",
    "name matches '(a*)*$'",
)
"""Patterns that take a regular expression ages; there is none here that would run them."""
OPTIONS = (
    "$top=-1",
    "$top=x",
    "$skip=99999999999",
    "$count=maybe",
    "$orderby=nosuch",
    "$orderby=" + ",".join(["name"] * 30),
    "$select=nosuch",
    "$select=,",
    "$expand=Nosuch",
    "$expand=Datastreams($expand=Thing($expand=Datastreams($expand=Thing($expand=Datastreams))))",
    "$expand=Datastreams($top=1",
    "$expand=Datastreams(top=1)",
    "$skiptoken=AAAA",
    "$skiptoken=WyJ4Il0",
    "$nosuch=1",
    "$top=1&$top=2",
    "$resultFormat=csv",
    "&".join(["a=1"] * 200),
)
PATHS = (
    "Nonsense",
    "Things(999)",
    "Things('x')",
    "Things(1",
    "Things(1)/Nonsense",
    "Things(99999999999999999)",
    "Observations('1-2-3')",
    "Observations('')",
    "Observations('99-99')",
    "Things/name",
    "Things/$value",
    "/".join(["Things(1)"] * 40),
    "Datastreams(1)/../../console",
    "Things(1)/withdrawn_ms",
)


def refused(answer, *statuses: int) -> str:
    assert answer.status_code in statuses, answer.content
    found = answer.json()
    assert (found["code"], found["type"]) == (answer.status_code, "error")
    assert found["message"]
    assert "Traceback" not in found["message"]
    return found["message"]


def test_hostile_questions_are_refused_quickly_in_the_words_of_the_protocol(sta):
    sta.get("Things")
    began = time.process_time()
    for text in FILTERS:
        refused(sta.ask("GET", "Things?$filter=" + text.replace("&", "%26").replace("\x00", "%00")), 400)
    for text in OPTIONS:
        refused(sta.ask("GET", "Things?" + text), 400)
    for path in PATHS:
        refused(sta.ask("GET", path), 404, 400)
    for text in ("result eq 'x'", "Datastream/name eq result", "st_within(result,geography'POINT(1 1)')"):
        refused(sta.ask("GET", f"Observations?$filter={text}"), 400)
    for path in (
        "Observations?$select=nosuch",
        "Observations?$resultFormat=dataArray&$select=result,nosuch",
        "Datastreams?$filter=name eq 'nobody has it'&$select=nosuch",
        "Datastreams?$select=subject",
        "Datastreams?$select=person",
        "Things?$select=name,owner",
        "Things?$expand=Datastreams($select=nosuch)",
        "Things?$expand=Datastreams/Thing($select=nosuch)",
        "Things?$select=" + ",".join(["name"] * 100),
    ):
        refused(sta.ask("GET", path), 400)
    for text in EVIL_PATTERNS:
        refused(sta.ask("GET", f"Things?$filter={text}".replace("+", "%2B")), 400)
        refused(sta.ask("GET", f"Observations?$filter={text}".replace("+", "%2B").replace("name", "result")), 400)
    assert time.process_time() - began < 10
    assert sta.get("Things/$count?$filter=1 div 0 eq 1 or properties/code mod 0 eq 1") == "0"
    assert sta.get("Things/$count?$filter=name eq 'a'' OR 1=1 --'") == "0"
    assert sta.get("Things/$count") == "1"


def test_many_terms_within_the_limits_are_answered(sta):
    terms = " or ".join(f"result eq {number}" for number in range(110))
    assert sta.get(f"Observations/$count?$filter={terms}") == "51"
    deep = "(" * 15 + "result ge 0" + ")" * 15
    assert sta.get(f"Observations/$count?$filter={deep}") == "51"
    assert sta.get(f"Datastreams/$count?$filter={' or '.join(['length(name) gt 0'] * 80)}") == "2"


@pytest.mark.parametrize("path", ["Things", "Observations", "CreateObservations", "$batch"])
def test_a_body_that_is_none_is_refused(writer, path):
    for body in (b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}', b"null", b'"x"'):
        refused(writer.ask("POST", path, body), 400, 411)
    refused(writer.ask("POST", path, b"x=1", "application/xml"), 415)
    big = writer._client.generic(
        "POST",
        f"/sensorthings/v1.1/{path}",
        b"{}",
        content_type="application/json",
        headers={**writer._headers, "content-length": str(100 * 1024 * 1024)},
    )
    refused(big, 413)


def test_wrong_entities_are_refused_and_leave_nothing_behind(writer):
    wrong = (
        ("Things", {}),
        ("Things", {"name": 5, "description": ""}),
        ("Things", {"name": "x" * 400, "description": ""}),
        ("Things", {"name": "x", "description": "", "colour": "red"}),
        ("Things", {"name": "x", "description": "", "properties": [1]}),
        ("Things", {"name": "a\0b", "description": ""}),
        ("Things", {"name": "x", "description": "", "Locations": "here"}),
        ("Things", box(Datastreams=[stream(Sensor={"@iot.id": "x"})])),
        ("Things", box(Datastreams=[stream(observationType="http://x/OM_CategoryObservation")])),
        ("Things", box(Datastreams=[{"name": "x"}])),
        ("Datastreams", stream()),
        ("Datastreams", stream(Thing={"@iot.id": 999})),
        (
            "Locations",
            {"name": "x", "description": "", "encodingType": "application/geo+json", "location": {"type": "X"}},
        ),
        ("HistoricalLocations", {"time": "yesterday", "Thing": {"@iot.id": 1}}),
        ("HistoricalLocations", {"time": "2026-01-01T00:00:00", "Thing": {"@iot.id": 1}}),
        ("Things(1)", {"name": "x", "description": ""}),
        ("Observations", {"result": 1}),
        ("Observations", {"result": 1, "Datastream": {"@iot.id": True}}),
        ("Observations", {"result": 1, "MultiDatastream": {"@iot.id": 1}}),
        ("MultiDatastreams", {}),
        ("$batch", {"requests": [{"id": "1"}]}),
        ("$batch", {"requests": [{"id": "1", "method": "get", "url": "$batch"}]}),
        ("$batch", {"requests": [{"id": str(each), "method": "get", "url": "Things"} for each in range(600)]}),
    )
    for path, document in wrong:
        refused(writer.ask("POST", path, document), 400, 404, 422, 501)
    assert writer.get("Things/$count") == "1"
    assert writer.get("Locations/$count") == "1"


def test_wrong_observations_are_refused(writer):
    (number,) = [each["@iot.id"] for each in writer.get("Datastreams?$filter=name eq 'Danube: NO2'")["value"]]
    for document in (
        {},
        {"result": None},
        {"result": "5"},
        {"result": True},
        {"result": [1]},
        {"result": 1, "phenomenonTime": "2026-03-16"},
        {"result": 1, "phenomenonTime": 5},
        {"result": 1, "phenomenonTime": "2026-03-16T09:00:00Z/2026-03-16T08:00:00Z"},
        {"result": 1, "phenomenonTime": "1970-01-01T00:00:00Z"},
        {"result": 1, "phenomenonTime": "2026-03-17T09:00:00Z"},
        {"result": 1e300},
        {"result": 1, "colour": "red"},
        {"result": 1, "parameters": {"a": "\0"}},
    ):
        refused(writer.ask("POST", f"Datastreams({number})/Observations", document), 400)
    assert writer.get(f"Datastreams({number})/Observations/$count") == "48"


def test_methods_and_tokens_that_are_none_are_refused(sta):
    refused(sta.ask("TRACE", "Things"), 405)
    refused(sta.ask("GET", "CreateObservations"), 405)
    refused(sta.ask("GET", "$batch"), 405)
    for token in ("", "x", "\u00e9", "a" * 10_000):
        refused(Sta(token or " ").ask("POST", "Things", {}), 401)
    refused(sta.ask("POST", "Things", {}, authorization="Basic !!!"), 401)
