"""A thing of a person - a sensor in the home - is nobody's business but that of the care team, through every way in."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from pagus.apps.streams import queries
from tests.apps.cast import person
from tests.apps.workspace import NOW
from tests.doors.sensorthings.conftest import EUROMETROPOLE, Sta
from tests.doors.sensorthings.test_writing import box, point, stream
from tests.doors.smart.programs import ask_token, proof, service

ANNE = "person:P-AAAA"
SECRET = "movement in the bathroom"
SETS = ("Things", "Locations", "HistoricalLocations", "Datastreams", "Sensors", "ObservedProperties")


def home(**more: object) -> dict:
    """A sensor in a home, with a location, a sensor, a property and a feature of its own."""
    sensor = {"name": SECRET, "description": "", "encodingType": "text/html", "metadata": "x"}
    measured = {"name": SECRET, "description": "", "definition": "http://example.org/movement"}
    streams = [stream(name=SECRET, Sensor=sensor, ObservedProperty=measured, Observations=[{"result": 3.0}])]
    where = point() | {"name": SECRET}
    whole = {"name": SECRET, "description": "", "properties": {"person": ANNE}, "Locations": [where]}
    return whole | {"Datastreams": streams} | more


@pytest.fixture
def numbers(writer):
    """A thing of Anne's with its datastream, and what everybody saw before it was there."""
    before = {name: writer.get(f"{name}/$count") for name in SETS}
    thing = writer.post("Things", home())["@iot.id"]
    from pagus.apps.sensing.models import Datastream

    return {"thing": thing, "stream": Datastream.objects.get(thing_id=thing).pk, "before": before}


def client(name: str = "hospital", scopes: str = "system/*.rs", **more: object) -> Sta:
    service(name, scopes, **more)
    answer = ask_token(Browser(), proof(name), scopes)
    assert answer.status_code == 200, answer.content
    return Sta(answer.json()["access_token"])


def test_nobody_sees_anything_of_it_by_any_address(sta, writer, numbers):
    for asks in (sta, writer):  # the source that declared it sends, and reads like everybody
        assert {name: asks.get(f"{name}/$count") for name in SETS} == numbers["before"]
        for name in (*SETS, "FeaturesOfInterest", "Observations"):
            told = str(asks.get(f"{name}?$top=1000"))
            assert SECRET not in told
            assert "P-AAAA" not in told
        thing, series = numbers["thing"], numbers["stream"]
        for path in (
            f"Things({thing})", f"Things({thing})/Datastreams", f"Things({thing})/Locations", f"Datastreams({series})",
            f"Datastreams({series})/Observations", f"Observations('{series}-{NOW}')", f"Datastreams({series})/$ref",
            f"Datastreams({series})/Thing/name/$value", f"Datastreams({series})/Observations/$count",
        ):  # fmt: skip
            assert "there is no" in asks.get(path, 404)["message"]
        for path in (
            f"Datastreams?$filter=name eq '{SECRET}'",
            f"Sensors?$filter=Datastreams/any(d: d/name eq '{SECRET}')",
            f"Things?$filter=Datastreams/ObservedProperty/name eq '{SECRET}'",
            f"Observations?$filter=Datastream/name eq '{SECRET}'",
            f"Locations?$filter=Things/name eq '{SECRET}'",
            "Datastreams?$filter=phenomenonTime ge 2026-03-16T09:00:00Z and not (startswith(name,'Danube'))",
        ):
            assert asks.get(path)["value"] == []
    requests = [{"id": "1", "method": "get", "url": f"Things({numbers['thing']})"}]
    assert sta.post("$batch", {"requests": requests}, 200)["responses"][0]["status"] == 404


def test_what_it_measures_is_a_value_of_the_person_and_goes_out_nowhere(writer, numbers):
    from pagus.apps.sensing.queries.outbox import messages_after
    from pagus.apps.territory.queries import things

    sent = {"phenomenonTime": "2026-03-16T08:00:00Z", "result": 7.0}
    writer.post(f"Datastreams({numbers['stream']})/Observations", sent)
    (signal,) = {row["signal"] for row in queries.last_values([ANNE]).to_dicts()} - {"glucose"}
    assert queries.series(ANNE, signal)["value"].to_list() == [7.0, 3.0]
    assert queries.signals()[signal].subject == "person"
    messages, _ = messages_after(0)
    assert messages
    assert all(f"({numbers['stream']})" not in message.topic for message in messages)
    assert [thing.code for thing in things()] == ["thing:station-danube"]
    told = Browser().get("/api/v1/observations/last")
    assert signal not in told.content.decode()


def test_a_program_of_the_care_team_sees_it_and_the_journal_says_so(numbers):
    from pagus.apps.journal.queries import entries

    hospital = client()
    hospital.get("Things?$filter=name eq 'Danube'")
    assert not [entry for entry in entries() if entry.purpose == "sensorthings"]
    (found,) = hospital.get(f"Things?$filter=name eq '{SECRET}'&$expand=Datastreams($expand=Observations),Locations")[
        "value"
    ]
    assert found["properties"]["person"] == ANNE
    assert [each["result"] for each in found["Datastreams"][0]["Observations"]] == [3.0]
    assert found["Datastreams"][0]["phenomenonTime"].startswith("2026-03-16T09:00:00Z")
    assert found["Locations"][0]["name"] == SECRET
    (read, *_) = [entry for entry in entries() if entry.purpose == "sensorthings"]
    assert (read.object_code, read.actor) == (ANNE, "client:hospital")
    assert hospital.get("Datastreams?$filter=phenomenonTime ge 2026-03-16T09:00:00Z&$orderby=name desc")["value"]
    assert hospital.get(f"Datastreams({numbers['stream']})/Observations/$count") == "1"
    assert hospital.get("Things/$count") == "2"


def test_without_the_right_of_the_team_a_program_sees_what_everybody_sees(sta, numbers):
    person("person:P-BBBB", team_code="other")
    for asks in (
        client("other-team", team="other"),
        client("of-nobody", team=""),
        client("far-away", territory="commune:67447"),
        client("only-places", "system/Observation.rs"),
    ):
        assert asks.get("Things/$count") == sta.get("Things/$count") == "1"
        assert asks.get(f"Things({numbers['thing']})", 404)
        assert asks.get(f"Datastreams({numbers['stream']})/Observations", 404)
    assert Sta("stale-token").get("Things", 401)["code"] == 401


def test_it_stays_its_persons_and_nothing_public_gets_hold_of_it(sta, writer, numbers):
    from pagus.apps.sensing.models import Location, Sensor
    from pagus.apps.streams.actions import add_source

    thing, series = numbers["thing"], numbers["stream"]
    for change in ({"properties": {}}, {"properties": {"person": "person:P-BBBB"}}):
        assert "person" in writer.ask("PATCH", f"Things({thing})", change).json()["message"]
    steps = [{"op": "remove", "path": "/properties/person"}]
    assert writer.ask("PATCH", f"Things({thing})", steps, "application/json-patch+json").status_code == 400
    assert writer.ask("PUT", f"Things({thing})", {"name": "x", "description": ""}).status_code == 400
    assert writer.ask("PATCH", f"Things({thing})", {"description": "moved"}).status_code == 200
    public = writer.post("Things", box())["@iot.id"]
    sensor, place = (kind.objects.get(name=SECRET).pk for kind in (Sensor, Location))
    shown = writer.get(f"Things({public})/Datastreams")["value"][0]["@iot.id"]
    for method, path, document in (
        ("POST", f"Things({public})/Datastreams", stream(Sensor={"@iot.id": sensor})),
        ("POST", "Things", box(Locations=[{"@iot.id": place}])),
        ("POST", f"Things({public})/Locations/$ref", {"@iot.id": place}),
        ("PATCH", f"Datastreams({shown})", {"Sensor": {"@iot.id": sensor}}),
        ("PATCH", f"Things({public})", {"properties": {"person": ANNE}}),
    ):
        assert writer.ask(method, path, document).status_code == 400, path
    more = stream(
        name=SECRET, Sensor={"@iot.id": sensor}, ObservedProperty={"name": SECRET, "description": "", "definition": "y"}
    )
    writer.post(f"Things({thing})/Datastreams", more)
    moved = writer.post(f"Things({thing})/Locations", point() | {"name": SECRET})["@iot.id"]
    feature = {
        "name": SECRET,
        "description": "",
        "encodingType": "application/geo+json",
        "feature": point()["location"],
    }
    writer.post("Observations", {"result": 1.5, "phenomenonTime": "2026-03-16T07:00:00Z", "FeatureOfInterest": feature,
                                 "Datastream": {"@iot.id": series}})  # fmt: skip
    assert sta.get(f"Locations({moved})", 404)
    for name in (*SETS, "FeaturesOfInterest"):
        assert SECRET not in str(sta.get(f"{name}?$top=1000")), name
    stranger = Sta(add_source("gateway-two", EUROMETROPOLE))
    assert stranger.ask("PATCH", f"Things({thing})", {"name": "mine"}).status_code == 404
    assert stranger.post(f"Things({thing})/Datastreams", stream(), 404)
    assert writer.ask("DELETE", f"Things({thing})").status_code == 200


def test_only_a_source_that_may_speak_of_somebody_declares_their_things(writer, territory):
    from pagus.apps.streams.actions import add_source

    assert writer.post("Things", home(properties={"person": "person:P-NOBODY"}), 403)
    far = Sta(add_source("gateway-far", "commune:57463"))
    assert far.post("Things", home(Locations=[]), 403)
    for wrong in (5, "thing:station-danube", ["person:P-AAAA"]):
        assert "person:P-7K3Q9" in writer.post("Things", home(properties={"person": wrong}), 400)["message"]
    person("person:P-BBBB")
    two = point() | {"Things": [home(Locations=[]), home(Locations=[], properties={"person": "person:P-BBBB"})]}
    assert "one person" in writer.post("Locations", two, 400)["message"]
    no2 = writer.get("ObservedProperties?$filter=name eq 'NO2'")["value"][0]["@iot.id"]
    air = stream(ObservedProperty={"@iot.id": no2}, unitOfMeasurement={"name": "", "symbol": "ug/m3", "definition": ""})
    assert "no thing" in writer.post("Things", home(Datastreams=[air]), 400)["message"]
