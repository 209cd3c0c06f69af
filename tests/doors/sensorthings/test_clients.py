"""Clients of others, unmodified, against a running server: frost-sta-client of Fraunhofer IOSB."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.doors.sensorthings.conftest import EUROMETROPOLE

frost = pytest.importorskip("frost_sta_client")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""The client calls a deprecated function of a library of its own."""


@pytest.fixture
def service(territory, live_server):
    from frost_sta_client.service.auth_handler import AuthHandler

    from pagus.apps.streams.actions import add_source

    token = add_source("gateway-frost", EUROMETROPOLE)
    handler = AuthHandler("gateway-frost", token)
    return frost.SensorThingsService(f"{live_server.url}/sensorthings/v1.1", auth_handler=handler)


def test_the_client_of_frost_declares_sends_asks_and_changes(service):
    from frost_sta_client.model.ext.data_array_document import DataArrayDocument
    from frost_sta_client.model.ext.data_array_value import DataArrayValue
    from frost_sta_client.model.ext.unitofmeasurement import UnitOfMeasurement
    from geojson import Point

    location = frost.Location(
        name="roof", description="of the school", location=Point((7.75, 48.58)), encoding_type="application/geo+json"
    )
    unit = UnitOfMeasurement(
        name="degree Celsius", symbol="°C", definition="http://unitsofmeasure.org/ucum.html#para-30"
    )
    measured = frost.ObservedProperty(name="Warmth", definition="http://example.org/warmth", description="of the air")
    sensor = frost.Sensor(
        name="SHT45", description="digital", encoding_type="text/html", metadata="https://example.org"
    )
    stream = frost.Datastream(
        name="warmth",
        description="on the roof",
        observation_type="http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
        unit_of_measurement=unit,
        observed_property=measured,
        sensor=sensor,
        properties={"height": 12},
    )
    thing = frost.Thing(
        name="box 7", description="a box", properties={"floor": 3}, locations=[location], datastreams=[stream]
    )
    service.create(thing)
    found = service.things().find(thing.id)
    assert (found.name, found.properties) == ("box 7", {"floor": 3})
    (own,) = found.get_datastreams().query().filter("name eq 'warmth'").list().entities
    assert own.unit_of_measurement.symbol == "°C"

    for minute in range(4):
        when = f"2026-03-16T08:0{minute}:00Z"
        service.create(frost.Observation(phenomenon_time=when, result=20.0 + minute, datastream=own))
    part = DataArrayValue()
    part.datastream = own
    part.components = {part.Property.PHENOMENON_TIME, part.Property.RESULT}
    for minute in range(10, 60):
        when = datetime.fromisoformat(f"2026-03-16T08:{minute}:00+00:00")
        part.add_observation(frost.Observation(phenomenon_time=when, result=float(minute)))
    document = DataArrayDocument()
    document.add_data_array_value(part)
    assert len(service.observations().create(document)) == 50

    query = own.get_observations().query().orderby("phenomenonTime", "desc").top(20).count()
    listed = query.list()
    assert listed.count == 54
    results = [each.result for each in listed]
    assert results == [float(minute) for minute in range(59, 9, -1)] + [23.0, 22.0, 21.0, 20.0]
    one = service.observations().find(listed.entities[0].id)
    assert one.result == 59.0

    found.description = "changed"
    service.update(found)
    service.patch(found, [{"op": "replace", "path": "/name", "value": "box 8"}])
    again = service.things().query().filter("name eq 'box 8'").expand("Locations,Datastreams").list().entities[0]
    assert again.description == "changed"
    assert again.locations.entities[0].location == {"type": "Point", "coordinates": [7.75, 48.58]}
    service.delete(again)
    assert service.things().query().filter("name eq 'box 8'").list().entities == []
    sorted_by_name = service.observed_properties().query().orderby("name", "asc").list()
    assert [each.name for each in sorted_by_name] == ["NO2", "PM10", "Warmth"]


def test_the_example_of_the_documentation_does_what_it_says(territory, live_server, capsys):
    from pathlib import Path

    from pagus.apps.streams.actions import add_source

    page = Path(__file__).resolve().parents[3] / "docs" / "doors" / "sensorthings.md"
    text = page.read_text(encoding="utf-8")
    example = text.partition("```python\n")[2].partition("```")[0]
    exec(example, {"ROOT": live_server.url, "TOKEN": add_source("gateway-docs", EUROMETROPOLE)})
    assert f"It prints `{capsys.readouterr().out.strip()}`." in text
