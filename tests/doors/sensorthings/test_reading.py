"""Reading: what the territory has appears by itself; addresses, options, pages."""

from __future__ import annotations

from tests.apps.workspace import NOW
from tests.doors.sensorthings.conftest import BASE, HOUR


def test_the_service_names_its_sets(sta):
    found = sta.get("")
    assert [each["name"] for each in found["value"]] == [
        "Things", "Locations", "HistoricalLocations", "Datastreams", "Sensors", "ObservedProperties",
        "FeaturesOfInterest", "Observations",
    ]  # fmt: skip
    assert {each["url"] for each in found["value"]} == {f"{BASE}/{each['name']}" for each in found["value"]}


def test_stations_appear_by_themselves_and_people_never(sta):
    (thing,) = sta.get("Things?$expand=Datastreams($orderby=name),Locations")["value"]
    assert thing["name"] == "Danube"
    assert thing["properties"]["code"] == "thing:station-danube"
    assert thing["properties"]["simulated"] is True
    assert [each["name"] for each in thing["Datastreams"]] == ["Danube: NO2", "Danube: PM10"]
    assert thing["Locations"][0]["location"] == {"type": "Point", "coordinates": [7.77, 48.57]}
    stream = thing["Datastreams"][0]
    assert stream["unitOfMeasurement"]["symbol"] == "ug/m3"
    assert stream["phenomenonTime"] == "2026-03-14T10:00:00Z/2026-03-16T09:00:00Z"
    assert sta.names("ObservedProperties?$orderby=name") == ["NO2", "PM10"]
    assert sta.get("Observations?$count=true&$top=0")["@iot.count"] == 51
    assert "person" not in str(sta.get("Things")) + str(sta.get("Datastreams")) + str(sta.get("Observations"))


def test_a_new_series_appears_at_the_next_look(sta):
    from pagus.apps.streams.actions import register_signals, register_subject, submit
    from pagus.apps.streams.observation import Batch, Observation
    from pagus.kit_language.model import Signal
    from tests.store.conftest import text

    assert sta.get("Datastreams/$count") == "2"
    register_signals([Signal(code="index", name=text("Index"), subject="place", unit="1", plausible=(0.0, 10.0))])
    register_subject("commune:67482")
    submit(Batch("gateway", [Observation("commune:67482", "index", NOW, 3.0)]))
    assert sta.get("Datastreams/$count") == "3"
    assert sta.names("Things?$filter=properties/kind eq 'commune'") == ["Strasbourg"]


def test_addresses_lead_from_neighbour_to_neighbour(sta):
    (thing,) = sta.get("Things")["value"]
    (stream,) = sta.get("Datastreams?$filter=ObservedProperty/name eq 'NO2'")["value"]
    number = stream["@iot.id"]
    where = f"Things({thing['@iot.id']})/Datastreams({number})"
    assert sta.get(where)["@iot.selfLink"] == f"{BASE}/Datastreams({number})"
    assert sta.get(f"{where}/Thing/name") == {"name": "Danube"}
    assert sta.get(f"{where}/Thing/name/$value") == "Danube"
    assert sta.get(f"{where}/unitOfMeasurement/symbol/$value") == "ug/m3"
    assert sta.get(f"{where}/ObservedProperty/properties/signal") == {"signal": "no2"}
    assert sta.get(f"{where}/Observations/$count") == "48"
    refs = sta.get(f"Things({thing['@iot.id']})/Datastreams/$ref")["value"]
    assert {"@iot.selfLink": f"{BASE}/Datastreams({number})"} in refs
    assert sta.get(f"Datastreams({number})/$ref")["@iot.id"] == number
    first = sta.get(f"{where}/Observations?$top=1")["value"][0]
    again = sta.get(first["@iot.selfLink"])
    assert again == first
    assert sta.get(f"{first['@iot.selfLink']}/result/$value") == "47.0"
    assert sta.get(f"{first['@iot.selfLink']}/Datastream/Sensor/name/$value") == "air station"
    assert sta.get(f"{first['@iot.selfLink']}/FeatureOfInterest")["feature"]["type"] == "Point"
    feature = sta.get(f"{first['@iot.selfLink']}/FeatureOfInterest")["@iot.selfLink"]
    assert sta.get(f"{feature}/Observations/$count") == "51"


def test_every_link_in_an_answer_leads_somewhere(sta):
    seen, waiting = set(), [each["url"] for each in sta.get("")["value"]]
    while waiting:
        link = waiting.pop()
        if link in seen or len(seen) > 150:
            continue
        seen.add(link)
        found = sta.get(link)
        for each in [found, *found.get("value", [])[:2]]:
            waiting += [text for name, text in each.items() if name.endswith(("Link", "navigationLink"))]
    assert len(seen) > 40


def test_pages_follow_each_other_and_stay_stable_when_something_is_added(sta):
    from pagus.apps.streams.actions import submit
    from pagus.apps.streams.observation import Batch, Observation

    (stream,) = sta.get("Datastreams?$filter=endswith(name,'NO2')")["value"]
    for order, expected in (("desc", list(range(48))), ("asc", list(range(47, -1, -1)))):
        page = sta.get(
            f"Datastreams({stream['@iot.id']})/Observations?$orderby=phenomenonTime {order}&$top=7&$count=true"
        )
        found, pages = [each["result"] for each in page["value"]], 1
        assert page["@iot.count"] == 48 + (order == "asc")
        if order == "desc":
            submit(Batch("gateway", [Observation("thing:station-danube", "no2", NOW + 60_000, 99.0)]))
        while "@iot.nextLink" in page:
            page = sta.get(page["@iot.nextLink"].replace(" ", "%20"))
            found += [each["result"] for each in page["value"]]
            pages += 1
        assert [each for each in found if each != 99.0] == expected
        assert pages == 7
    things = sta.get("ObservedProperties?$orderby=name desc&$top=1")
    assert [each["name"] for each in sta.get(things["@iot.nextLink"])["value"]] == ["NO2"]


def test_the_observations_of_all_streams_are_sorted_together(sta):
    rows = sta.get("Observations?$orderby=phenomenonTime desc,result desc&$top=6&$expand=Datastream($select=name)")
    found = [(each["result"], each["Datastream"]["name"]) for each in rows["value"]]
    assert found[:4] == [(10.0, "Danube: PM10"), (0.0, "Danube: NO2"), (11.0, "Danube: PM10"), (1.0, "Danube: NO2")]
    found = sta.get("Observations?$orderby=result desc&$top=2&$skip=1")
    assert [each["result"] for each in found["value"]] == [46.0, 45.0]
    more = sta.get(found["@iot.nextLink"])
    assert [each["result"] for each in more["value"]] == [44.0, 43.0]


def test_the_last_value_comes_along_with_the_datastreams(sta):
    asked = "Things?$expand=Datastreams($expand=Observations($orderby=phenomenonTime desc;$top=1))"
    streams = sta.get(asked)["value"][0]["Datastreams"]
    assert [each["Observations"][0]["result"] for each in streams] == [0.0, 10.0]
    first = sta.get("Datastreams?$expand=Observations($top=2;$select=result)&$select=name,@iot.id")["value"][0]
    assert first["Observations"] == [{"result": 47.0}, {"result": 46.0}]
    assert set(first) == {"@iot.id", "name", "Observations", "Observations@iot.nextLink"}
    assert sta.get(first["Observations@iot.nextLink"])["value"] == [{"result": 45.0}, {"result": 44.0}]


def test_observations_come_as_arrays_when_asked(sta):
    (part, *_) = sta.get("Observations?$resultFormat=dataArray&$filter=Datastream/ObservedProperty/name eq 'PM10'")[
        "value"
    ]
    assert part["components"][:2] == ["id", "phenomenonTime"]
    assert part["dataArray@iot.count"] == 3
    assert [row[3] for row in part["dataArray"]] == [12.0, 11.0, 10.0]


def test_closed_days_are_read_as_if_they_were_open(sta):
    from pagus.apps.streams.queries import local_store

    before = sta.get("Observations?$top=1000&$orderby=phenomenonTime desc")["value"]
    for day in local_store().closable_days(NOW):
        local_store().close_day(day)
    assert local_store().counts().closed_days >= 2
    assert sta.get("Observations?$top=1000&$orderby=phenomenonTime desc")["value"] == before
    assert sta.get(before[-1]["@iot.selfLink"]) == before[-1]
    assert sta.get("Observations/$count") == "51"


def test_filters_reach_over_neighbours_and_times(sta):
    assert sta.get("Observations/$count?$filter=result ge 45 and Datastream/Thing/name eq 'Danube'") == "3"
    since = "2026-03-16T05:00:00Z"
    assert sta.get(f"Observations/$count?$filter=phenomenonTime gt {since} and result lt 10") == "4"
    assert sta.get(f"Observations/$count?$filter=during(phenomenonTime,{since}/2026-03-16T06:00:00Z)") == "2"
    assert sta.get("Observations/$count?$filter=phenomenonTime ge now() sub duration'PT1H'") == "4"
    assert sta.get("Observations/$count?$filter=hour(phenomenonTime) eq 8") == "3"
    assert sta.names("Things?$filter=Datastreams/ObservedProperty/name eq 'PM10'") == ["Danube"]
    assert sta.names("Things?$filter=not (Datastreams/ObservedProperty/name eq 'PM10')") == []
    assert sta.names("Things?$filter=Datastreams/any(d: d/name eq 'x' or startswith(d/name,'Dan'))") == ["Danube"]
    near = "st_within(Locations/location,geography'POLYGON((7 48,8 48,8 49,7 49,7 48))')"
    assert sta.names(f"Things?$filter={near}") == ["Danube"]
    assert sta.names("Locations?$filter=geo.distance(location,geography'POINT(7.77 48.57)') gt 0.1") == []
    assert sta.names("Datastreams?$filter=phenomenonTime ge 2026-03-15T00:00:00Z&$orderby=phenomenonTime desc") == [
        "Danube: PM10"
    ]
    assert sta.get("Observations/$count?$filter=st_within(FeatureOfInterest/feature,geography'POINT(0 0)')") == "0"
    assert HOUR == 3_600_000
