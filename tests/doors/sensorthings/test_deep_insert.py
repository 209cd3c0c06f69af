"""A deep insert with observations is kept whole or not at all, wherever it breaks."""

from __future__ import annotations

import pytest

from pagus.apps.streams import queries
from pagus.errors import StoreError
from tests.doors.sensorthings.test_writing import box, point, stream


def test_a_deep_insert_whose_observations_are_refused_leaves_nothing(writer, monkeypatch):
    from pagus.apps.journal.queries import entries
    from pagus.apps.sensing.actions import deep_insert
    from pagus.apps.sensing.models import Datastream, Detail, FeatureOfInterest, HistoricalLocation, Thing
    from pagus.apps.territory.queries import things

    def all_there() -> list[object]:
        kinds = (Thing, Datastream, Detail, FeatureOfInterest, HistoricalLocation)
        stored = queries.counts().observations
        return [*(kind.objects.count() for kind in kinds), len(things()), stored, len(entries())]

    before = all_there()
    good = {"phenomenonTime": "2026-03-16T08:00:00Z", "result": 1.0, "parameters": {"a": 1}}
    feature = {"name": "f", "description": "", "encodingType": "application/geo+json", "feature": point()["location"]}
    for bad, status in (
        ({"phenomenonTime": "2026-03-20T08:00:00Z", "result": 2.0}, 400),  # the store refuses it: in the future
        (good | {"result": 5.0}, 409),  # the store refuses it: another value at the same instant
        ({"result": "warm"}, 400),  # the door refuses it
        ({"result": 2.0, "FeatureOfInterest": {"@iot.id": 999}}, 404),
    ):
        sent = [good | {"FeatureOfInterest": feature}, bad]
        writer.post("Things", box(Datastreams=[stream(Observations=sent)]), status)
        assert all_there() == before
    inline = {"result": 2.0, "phenomenonTime": "2026-03-20T08:00:00Z", "FeatureOfInterest": feature}
    thing = {"name": "x", "description": ""}
    writer.post("Observations", inline | {"Datastream": stream(Thing=thing)}, 400)
    assert all_there() == before

    def broken(*_: object, **__: object) -> None:
        raise StoreError("the line broke", retryable=True)

    monkeypatch.setattr(deep_insert, "send", broken)
    writer.post("Things", box(Datastreams=[stream(Observations=[good])]), 503)
    assert all_there() == before


def test_a_deep_insert_that_ends_in_between_is_seen_by_nobody(writer, monkeypatch):
    """The process dies after the entities, or after the observations: nothing of it is shown, and again it works."""
    from pagus.apps.sensing.actions import deep_insert
    from pagus.apps.territory.queries import things

    class Died(BaseException):
        """As if the process were gone: nothing after it is run."""

    def die(*_: object, **__: object) -> None:
        raise Died

    names = (
        "Things",
        "Datastreams",
        "Sensors",
        "Locations",
        "HistoricalLocations",
        "FeaturesOfInterest",
        "Observations",
    )
    before = {name: writer.get(f"{name}/$count") for name in names}
    whole = box(Datastreams=[stream(Observations=[{"result": 1.0}])])
    for step in ("send", "settle"):
        with monkeypatch.context() as dying:
            dying.setattr(deep_insert, "_remove", lambda declared: None)
            dying.setattr(deep_insert, step, die)
            with pytest.raises(Died):
                writer.ask("POST", "Things", whole)
        assert {name: writer.get(f"{name}/$count") for name in names} == before
        assert len(things()) == 1
    made = writer.post("Things", whole)["@iot.id"]
    assert (
        writer.get(f"Things({made})/Datastreams?$expand=Observations")["value"][0]["Observations"][0]["result"] == 1.0
    )


def test_observations_of_a_deep_insert_are_not_sent_within_a_group(writer):
    whole = box(Datastreams=[stream(Observations=[{"result": 1.0}])])
    requests = [{"id": "a", "atomicityGroup": "g", "method": "post", "url": "Things", "body": whole}]
    (answer,) = writer.post("$batch", {"requests": requests}, 200)["responses"]
    assert answer["status"] == 400
    assert "outside of an atomicity group" in answer["body"]["message"]
    del requests[0]["atomicityGroup"]
    assert writer.post("$batch", {"requests": requests}, 200)["responses"][0]["status"] == 201
