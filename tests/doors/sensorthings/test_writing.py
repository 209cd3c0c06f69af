"""Writing: deep insert, observations, arrays, batches, changes, taking away; who may."""

from __future__ import annotations

import base64

import pytest

from pagus.apps.streams import queries
from tests.apps.workspace import NOW
from tests.doors.sensorthings.conftest import BASE, Sta

MEASUREMENT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"
TRUTH = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_TruthObservation"
UNIT = {"name": "degree Celsius", "symbol": "°C", "definition": "http://unitsofmeasure.org/ucum.html#para-30"}
SENSOR = {"name": "SHT45", "description": "digital", "encodingType": "text/html", "metadata": "https://example.org"}
WARMTH = {"name": "Warmth", "description": "of the air", "definition": "http://example.org/warmth"}


def point(lon: float = 7.75, lat: float = 48.58) -> dict:
    return {
        "name": "roof",
        "description": "of the school",
        "encodingType": "application/geo+json",
        "location": {"type": "Point", "coordinates": [lon, lat]},
    }


def stream(**more: object) -> dict:
    return {
        "name": "warmth on the roof",
        "description": "every ten minutes",
        "observationType": MEASUREMENT,
        "unitOfMeasurement": UNIT,
        "Sensor": SENSOR,
        "ObservedProperty": WARMTH,
    } | more


def box(**more: object) -> dict:
    whole = {"name": "box 7", "description": "a box", "properties": {"floor": 3}, "Locations": [point()]}
    return whole | {"Datastreams": [stream()]} | more


@pytest.fixture
def number(writer) -> int:
    """The datastream of a box that was declared with all that belongs to it."""
    thing = writer.post("Things", box())["@iot.id"]
    return writer.get(f"Things({thing})/Datastreams")["value"][0]["@iot.id"]


def test_a_deep_insert_makes_a_thing_of_the_territory_with_its_series(writer):
    from pagus.apps.journal.queries import entries
    from pagus.apps.territory.queries import things

    observations = [{"phenomenonTime": "2026-03-16T08:00:00Z", "result": 21.5}]
    made = writer.post("Things", box(Datastreams=[stream(Observations=observations)]))
    thing = writer.get(made["@iot.selfLink"])
    assert (thing["name"], thing["properties"]) == ("box 7", {"floor": 3})
    house = next(each for each in things() if each.kind == "sensorthings")
    assert (house.code, house.place, house.simulated) == (f"thing:sta-{thing['@iot.id']}", "commune:67482", True)
    (found,) = writer.get(f"Things({thing['@iot.id']})/Datastreams?$expand=Observations,ObservedProperty")["value"]
    assert [each["result"] for each in found["Observations"]] == [21.5]
    signal = queries.signals()[f"sta-{found['ObservedProperty']['@iot.id']}"]
    assert (signal.unit, signal.subject) == ("Cel", "thing")
    assert writer.get(f"Things({thing['@iot.id']})/HistoricalLocations?$expand=Locations")["value"][0]["Locations"]
    assert any(entry.verb == "declare" for entry in entries())


def test_a_thing_says_of_what_kind_it_is_and_kits_of_that_kind_can_follow_it(writer):
    from pagus.apps.installations.actions import enrol, install
    from pagus.apps.installations.queries import followed_now
    from pagus.apps.territory.queries import things

    installed = install("teleconsultation-booth", "epci:246700488", {}, from_ms=NOW)
    booth = {"floor": 3, "kind": "teleconsultation_booth"}
    made = writer.post("Things", box(properties=booth))
    code = f"thing:sta-{made['@iot.id']}"
    assert {each.code: each.kind for each in things()}[code] == "teleconsultation_booth"
    enrol(installed, code, "system")
    assert followed_now(installed) == (code,)
    answer = writer.ask("PATCH", f"Things({made['@iot.id']})", {"properties": {"floor": 3}})
    assert answer.status_code == 400
    assert "properties/kind" in answer.json()["message"]
    answer = writer.post("Things", box(name="box 8", properties={"kind": "Booth!"}), 400)
    assert "properties/kind" in answer["message"]


def test_nothing_is_left_of_a_deep_insert_that_fails(writer):
    before = {name: writer.get(f"{name}/$count") for name in ("Things", "Sensors", "ObservedProperties", "Locations")}
    answer = writer.post("Things", box(Datastreams=[stream(unitOfMeasurement={"symbol": "bananas"})]), 400)
    assert "UCUM" in answer["message"]
    assert {name: writer.get(f"{name}/$count") for name in before} == before


def test_an_observation_is_stored_and_comes_back(writer, number):
    said = {
        "phenomenonTime": "2026-03-16T07:00:00Z/2026-03-16T08:00:00Z",
        "resultTime": "2026-03-16T08:00:05Z",
        "validTime": "2026-03-16T08:00:00Z/2026-03-16T09:00:00Z",
        "result": 20.25,
        "resultQuality": {"code": "good"},
        "parameters": {"battery": 0.81},
    }
    where = writer.post("Observations", said | {"Datastream": {"@iot.id": number}})["@iot.selfLink"]
    found = writer.get(where)
    assert {name: found[name] for name in said} == said
    assert writer.get(f"Observations/$count?$filter=parameters/battery lt 0.9 and Datastream/id eq {number}") == "1"
    assert writer.get("Observations/$count?$filter=resultTime gt 2026-03-16T08:00:00Z") == "1"
    assert writer.get("Observations/$count?$filter=resultQuality/code eq 'good'") == "1"
    again = writer.post(f"Datastreams({number})/Observations", said)
    assert again["@iot.selfLink"] == where
    other = writer.post(f"Datastreams({number})/Observations", said | {"result": 5}, 409)
    assert other["type"] == "error"
    assert "20.25" in other["message"]
    assert queries.sources()[0].name == "gateway-sta"


def test_an_observation_without_a_time_is_of_now_and_one_of_a_truth_is_true(writer):
    sent = stream(observationType=TRUTH, unitOfMeasurement={"name": None, "symbol": None, "definition": None})
    thing = writer.post("Things", box(Datastreams=[sent]))["@iot.id"]
    number = writer.get(f"Things({thing})/Datastreams")["value"][0]["@iot.id"]
    where = writer.post(f"Datastreams({number})/Observations", {"result": True})["@iot.selfLink"]
    found = writer.get(where)
    assert (found["result"], found["phenomenonTime"]) == (True, "2026-03-16T09:00:00Z")
    assert "true or false" in writer.post(f"Datastreams({number})/Observations", {"result": 3}, 400)["message"]


def test_an_implausible_value_is_held_and_says_so(writer):
    (number,) = [each["@iot.id"] for each in writer.get("Datastreams?$filter=name eq 'Danube: NO2'")["value"]]
    sent = {"phenomenonTime": "2026-03-16T08:30:00Z", "result": 5000}
    made = writer.post(f"Datastreams({number})/Observations", sent)
    assert made["resultQuality"]["status"] == "held"
    assert writer.get(made["@iot.selfLink"])["resultQuality"] == {"status": "held"}
    assert writer.get(f"Datastreams({number})/Observations/$count") == "48"


def test_arrays_are_stored_together_and_each_row_is_answered(writer, number):
    rows = [[f"2026-03-16T0{hour}:00:00Z", hour + 0.5] for hour in range(8)]
    rows += [["2026-03-16T08:00:00Z", "warm"], ["2027-01-01T00:00:00Z", 1], [1]]
    part = {"Datastream": {"@iot.id": number}, "components": ["phenomenonTime", "result"], "dataArray": rows}
    answers = writer.post("CreateObservations", [part])
    assert [each.startswith(f"{BASE}/Observations(") for each in answers] == [True] * 8 + [False] * 3
    assert all(each.startswith("error: ") for each in answers[8:])
    assert writer.get(answers[3])["result"] == 3.5
    assert writer.get(f"Datastreams({number})/Observations/$count") == "8"
    features = part | {"components": ["result", "FeatureOfInterest/id"], "dataArray": [[9, 999]]}
    assert writer.post("CreateObservations", [features])[0].startswith("error: ")
    assert writer.post("CreateObservations", [part | {"components": ["colour"]}], 400)["code"] == 400
    assert writer.post("CreateObservations", [part | {"Datastream": {"@iot.id": 999}}], 404)["code"] == 404
    assert queries.counts().rejected == 4


def test_a_batch_builds_on_what_it_made_before(writer):
    observation = {"result": 4.5, "phenomenonTime": "2026-03-16T06:00:00Z"}
    requests = [
        {"id": "a", "atomicityGroup": "g", "method": "post", "url": "Things", "body": box(Datastreams=[])},
        {"id": "b", "atomicityGroup": "g", "method": "post", "url": "$a/Datastreams", "body": stream()},
        {"id": "c", "atomicityGroup": "g", "method": "post", "url": "Observations",
         "body": observation | {"Datastream": {"@iot.id": "$b"}}},
        {"id": "d", "method": "get", "url": "Things?$filter=name eq 'box 7'&$select=name"},
        {"id": "e", "method": "get", "url": "Nonsense"},
    ]  # fmt: skip
    answers = {each["id"]: each for each in writer.post("$batch", {"requests": requests}, 200)["responses"]}
    assert {name: each["status"] for name, each in answers.items()} == {
        "a": 201,
        "b": 201,
        "c": 201,
        "d": 200,
        "e": 404,
    }
    assert answers["d"]["body"]["value"] == [{"name": "box 7"}]
    assert writer.get(answers["c"]["location"])["result"] == 4.5
    requests[1]["body"] = {"name": "no datastream"}
    refused = writer.post("$batch", {"requests": requests[:3]}, 200)["responses"]
    assert [each["status"] for each in refused] == [424, 400, 424]
    assert writer.get("Things/$count?$filter=name eq 'box 7'") == "1"


def test_a_batch_comes_as_multipart_too(writer):
    lines = """--b
Content-Type: application/http

GET /sensorthings/v1.1/Things?$top=1 HTTP/1.1

--b
Content-Type: multipart/mixed; boundary=c

--c
Content-Type: application/http
Content-ID: 1

POST Sensors HTTP/1.1
Content-Type: application/json

{"name": "S", "description": "", "encodingType": "text/html", "metadata": "x"}
--c
Content-Type: application/http
Content-ID: 2

PATCH $1 HTTP/1.1
Content-Type: application/json

{"description": "patched"}
--c--
--b--
"""
    answer = writer.ask("POST", "$batch", lines.replace("\n", "\r\n").encode(), "multipart/mixed; boundary=b")
    assert answer.status_code == 200
    assert answer.content.count(b"HTTP/1.1 200") == 2
    assert answer.content.count(b"HTTP/1.1 201") == 1
    assert writer.get("Sensors?$filter=name eq 'S'")["value"][0]["description"] == "patched"


def test_entities_are_changed_by_merge_by_patch_and_whole(writer, number):
    thing = writer.get(f"Datastreams({number})/Thing")["@iot.id"]
    assert writer.ask("PATCH", f"Things({thing})", {"description": "new"}).status_code == 200
    steps = [
        {"op": "replace", "path": "/name", "value": "box 8"},
        {"op": "add", "path": "/properties/room", "value": 4},
    ]
    assert writer.ask("PATCH", f"Things({thing})", steps, "application/json-patch+json").status_code == 200
    found = writer.get(f"Things({thing})")
    assert (found["name"], found["description"], found["properties"]) == ("box 8", "new", {"floor": 3, "room": 4})
    assert writer.ask("PUT", f"Things({thing})", {"name": "box 9", "description": "d"}).status_code == 200
    assert writer.get(f"Things({thing})")["properties"] == {}
    assert writer.ask("PUT", f"Things({thing})", {"name": "box 9"}).status_code == 400
    bad = [{"op": "remove", "path": "/nothing"}]
    assert writer.ask("PATCH", f"Things({thing})", bad, "application/json-patch+json").status_code == 400
    other = writer.ask("PATCH", f"Datastreams({number})", {"unitOfMeasurement": UNIT | {"symbol": "K"}})
    assert other.status_code == 400
    assert "declare another" in other.json()["message"]
    moved = writer.post(f"Things({thing})/Locations", point(7.76, 48.59))["@iot.id"]
    assert writer.get(f"Things({thing})/Locations")["value"][0]["@iot.id"] == moved
    assert writer.get(f"Things({thing})/HistoricalLocations/$count") == "2"
    first = writer.get(f"Locations?$filter=id ne {moved} and name eq 'roof'")["value"][0]["@iot.id"]
    assert writer.ask("POST", f"Things({thing})/Locations/$ref", {"@iot.id": first}).status_code == 204
    assert writer.get(f"Things({thing})/Locations")["value"][0]["@iot.id"] == first


def test_what_is_taken_away_stays_in_the_store(writer, number):
    where = writer.post(f"Datastreams({number})/Observations", {"result": 1})["@iot.selfLink"]
    stored = queries.counts().observations
    assert writer.ask("DELETE", where).status_code == 409
    assert writer.ask("PATCH", where, {"result": 2}).status_code == 409
    thing = writer.get(f"Datastreams({number})/Thing")["@iot.id"]
    assert writer.ask("DELETE", f"Things({thing})").status_code == 200
    assert writer.get(f"Things({thing})", 404)["code"] == 404
    assert writer.get(f"Datastreams({number})", 404)["type"] == "error"
    assert writer.get(where, 404)
    assert queries.counts().observations == stored


def test_only_a_source_of_the_territory_writes_and_only_its_own(writer, sta, number):
    from pagus.apps.journal.queries import entries
    from pagus.apps.streams.actions import add_source

    answer = sta.ask("POST", "Things", box())
    assert (answer.status_code, answer.json()["code"]) == (401, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert Sta("wrong").post("Things", box(), 401)
    assert "outside" in writer.post("Things", box(Locations=[point(2.35, 48.85)]), 403)["message"]
    assert "longitude" in writer.post("Locations", point(48.58, 7.75), 403)["message"]
    danube = writer.get("Things?$filter=name eq 'Danube'")["value"][0]["@iot.id"]
    assert writer.ask("PATCH", f"Things({danube})", {"name": "mine"}).status_code == 403
    assert writer.ask("DELETE", f"Things({danube})").status_code == 403
    far = add_source("gateway-far", "commune:57463")
    other = Sta(far)
    assert other.post(f"Datastreams({number})/Observations", {"result": 1}, 403)
    assert other.ask("DELETE", f"Datastreams({number})").status_code == 403
    assert any(entry.verb == "refused" for entry in entries())
    basic = base64.b64encode(f"gateway-far:{far}".encode()).decode()
    sent = {"name": "S", "description": "", "encodingType": "text/html", "metadata": "x"}
    assert sta.ask("POST", "Sensors", sent, authorization=f"Basic {basic}").status_code == 201
    wrong = base64.b64encode(f"gateway-sta:{far}".encode()).decode()
    assert sta.ask("POST", "Sensors", sent, authorization=f"Basic {wrong}").status_code == 401


def test_a_property_of_the_house_is_its_signal_and_keeps_its_unit(writer):
    no2 = writer.get("ObservedProperties?$filter=name eq 'NO2'")["value"][0]["@iot.id"]
    sent = stream(
        ObservedProperty={"@iot.id": no2}, unitOfMeasurement={"name": "", "symbol": "ug/m3", "definition": ""}
    )
    thing = writer.post("Things", box(Datastreams=[sent]))["@iot.id"]
    number = writer.get(f"Things({thing})/Datastreams")["value"][0]["@iot.id"]
    writer.post(f"Datastreams({number})/Observations", {"result": 12})
    assert queries.last_values([f"thing:sta-{thing}"])["signal"].to_list() == ["no2"]
    assert (
        "declare the datastream in it"
        in writer.post(f"Things({thing})/Datastreams", sent | {"unitOfMeasurement": UNIT}, 400)["message"]
    )
    assert f"Datastreams({number})" in writer.post(f"Things({thing})/Datastreams", sent, 409)["message"]
    warm = writer.get(f"Datastreams({number})/Sensor")["@iot.id"]
    twins = [writer.post(f"Things({thing})/Datastreams", stream(Sensor={"@iot.id": warm})) for _ in range(2)]
    assert len({each["@iot.id"] for each in twins}) == 2


def test_new_observations_are_published_in_order_and_people_never(writer, number):
    from pagus.apps.sensing.queries.outbox import messages_after
    from pagus.apps.streams.actions import submit
    from pagus.apps.streams.observation import Batch, Observation

    _, reached = messages_after(0)
    writer.post(f"Datastreams({number})/Observations", {"result": 7.5})
    submit(Batch("gateway", [Observation("person:P-AAAA", "glucose", NOW - 1, 101.0)]))
    messages, last = messages_after(reached)
    assert [each.topic for each in messages] == [f"v1.1/Datastreams({number})/Observations"]
    assert b'"result":7.5' in messages[0].payload
    assert messages_after(last) == ([], last)


def test_the_times_of_a_datastream_follow_late_values_and_those_that_are_refused(writer, number):
    def times() -> tuple[str | None, str | None]:
        found = writer.get(f"Datastreams({number})")
        return found.get("phenomenonTime"), found.get("resultTime")

    def send(hour: str, result_hour: str, result: float, status: int = 201) -> None:
        document = {"phenomenonTime": f"2026-03-{hour}:00:00Z", "resultTime": f"2026-03-{result_hour}:30:00Z"}
        writer.post(f"Datastreams({number})/Observations", document | {"result": result}, status)

    assert times() == (None, None)
    send("16T07", "16T07", 1.0)
    assert times() == ("2026-03-16T07:00:00Z/2026-03-16T07:00:00Z", "2026-03-16T07:30:00Z/2026-03-16T07:30:00Z")
    send("10T05", "16T08", 2.0)  # measured before, told after
    send("16T06", "09T05", 3.0)
    known = ("2026-03-10T05:00:00Z/2026-03-16T07:00:00Z", "2026-03-09T05:30:00Z/2026-03-16T08:30:00Z")
    assert times() == known
    send("16T06", "30T05", 9.0, 409)
    send("28T06", "30T05", 9.0, 400)  # in the future
    assert times() == known
    wanted = "resultTime ge 2026-03-16T09:00:00Z"
    assert writer.get(f"Datastreams/$count?$filter={wanted}") == "0"
    during = "overlaps(resultTime,2026-03-12T00:00:00Z/2026-03-13T00:00:00Z)"
    assert writer.get(f"Datastreams?$filter={during}&$select=@iot.id")["value"] == [{"@iot.id": number}]
    from pagus.apps.streams.queries import local_store

    for day in local_store().closable_days(NOW):
        local_store().close_day(day)
    assert times() == known
