"""MQTT with clients as they come, before three brokers: what is acknowledged is stored, what is wrong is told."""

from __future__ import annotations

import json
import signal
import subprocess
import time

import pytest

from tests.doors.buses import brokers
from tests.doors.buses.conftest import EMBEDDED, GATEWAY
from tests.doors.buses.devices import Device, body, reading
from tests.store.conftest import NOW


@pytest.fixture
def device(mqtt):
    opened = []

    def opens(source: str, **more) -> Device:
        opened.append(Device(mqtt.port, source, mqtt.tokens[source], **more))
        return opened[-1]

    yield opens
    for each in opened:
        each.close()


def series(mqtt, subject: str) -> dict[int, float]:
    return {t: value for found, _, t, value in mqtt.running.history().rows() if found == subject}


def test_what_is_acknowledged_is_stored_and_answered_and_nothing_twice(mqtt, device):
    client = device("device-0").listen()
    answer = client.ask(body(reading(5.9, 120, unit="mmol/L", id="e-1"), reading(5.0, 180), message="m-1"))
    assert (answer["message"], answer["accepted"], answer["rejected"]) == ("m-1", 1, [])
    assert [(each["position"], each["field"]) for each in answer["held"]] == [(1, "value")]
    stored = series(mqtt, "person:P-0001")
    assert stored[NOW - 120_000] == pytest.approx(106.3, abs=0.1)
    again = client.ask(body(reading(5.9, 120, unit="mmol/L", id="e-1"), reading(5.0, 180), message="m-1"))
    assert again == answer, "the same message gets the first answer"
    without = client.ask(body(reading(5.9, 120, unit="mmol/L", id="e-1")))
    assert (without["accepted"], without["duplicates"]) == (0, 1)
    other = client.ask(body(reading(99), message="m-1"))
    assert "m-1" in other["rejected"][0]["detail"]
    assert series(mqtt, "person:P-0001") == stored


def test_senml_comes_in_and_brings_its_battery(mqtt, device):
    pack = [
        {"bn": "person:P-0002/", "bt": (NOW - 60_000) / 1000, "n": "weight", "u": "kg", "v": 81.4},
        {"n": "glucose", "u": "mg/dL", "v": 101, "t": -60},
        {"n": "battery", "u": "%EL", "v": 23},
        {"n": "posture", "vs": "lying"},
    ]
    answer = device("device-1").listen().ask(json.dumps(pack).encode(), "senml")
    assert answer["accepted"] == 2
    assert [(each["position"], each["field"]) for each in answer["rejected"]] == [(3, "v")]
    assert series(mqtt, "person:P-0002") == {NOW - 60_000: 81.4, NOW - 120_000: 101.0}
    (state,) = [each for each in mqtt.running.device_states() if each.name == "device-1"]
    assert (state.battery, state.door, state.hours[-1].accepted, state.delay_ms) == (23.0, "mqtt", 2, 60_000)


@pytest.mark.parametrize(
    ("kind", "content", "field", "said"),
    [
        ("weather", b"{}", "topic", "nothing is taken on pagus/v1/device-2/weather"),
        ("observations/deeper", b"{}", "topic", "nothing is taken on"),
        ("observations", b'{"observations": [{"subject": "person:P-0001", "sig', "message", "truncated"),
        ("observations", b"\xff\xfe\x00", "message", "cannot be read"),
        ("observations", b"", "message", "truncated"),
        ("observations", b"{}", "observations", "holds nothing"),
        ("observations", b'{"observations": ' + b"[" * 50_000, "observations[0]", "cannot be read"),
        ("observations", b'{"observations": [{"subject": 5}]}', "observations[0].subject", "Expected `str`"),
        ("senml", b'[{"n": "x", "v": 1, "strange_": 1}]', "message", "must be understood"),
        ("senml", b"[]", "message", "1 to 10000 records"),
    ],
)
def test_what_cannot_be_read_is_told_and_kept_for_who_is_responsible(mqtt, device, kind, content, field, said):
    client = device("device-2").listen()
    before = mqtt.running.history().height
    answer = client.ask(content, kind)
    assert answer["accepted"] == 0
    (refused,) = answer["rejected"]
    assert refused["field"] == field
    assert said in refused["detail"]
    assert refused["remedy"]
    assert mqtt.running.history().height == before
    kept = mqtt.running.rejections("device-2")
    assert kept[0]["field"] == field
    client.ask(content, kind)
    assert len(mqtt.running.rejections("device-2")) == len(kept), "delivered again, it is kept once"


def test_each_reading_that_is_wrong_is_named_with_its_reason(mqtt, device):
    answer = (
        device("device-3")
        .listen()
        .ask(
            body(
                reading(81, before_s=-3_600),
                reading(81, time="1970-01-01T00:00:10Z"),
                reading(180, signal="weight", unit="[lb_av]", subject="person:P-0003"),
                reading(400, 61, signal="weight", unit="kg", subject="person:P-0003"),
                reading(80, subject="person:P-9999"),
                reading(80, signal="glucoze"),
                reading(80, unit="kg"),
            )
        )
    )
    assert answer["accepted"] == 1, "pounds that say so are converted"
    assert [each["field"] for each in answer["held"]] == ["value"], "pounds that call themselves kilograms are held"
    found = {each["position"]: (each["field"], each["remedy"]) for each in answer["rejected"]}
    assert {position: field for position, (field, _) in found.items()} == {
        0: "time", 1: "time", 4: "subject", 5: "signal", 6: "unit",
    }  # fmt: skip
    assert "clock" in found[0][1]
    assert series(mqtt, "person:P-0003") == {NOW - 60_000: pytest.approx(81.65, abs=0.01)}
    state = next(each for each in mqtt.running.device_states() if each.name == "device-3")
    assert state.delay_ms == -3_600_000, "the page of the device says that its clock is an hour ahead"


def test_a_source_speaks_for_itself_and_its_territory_only(mqtt, device):
    stranger = device("elsewhere").listen()
    answer = stranger.ask(body(reading(77, 400)))
    assert answer["rejected"][0]["field"] == "subject"
    stranger.send(body(reading(78, 401)), source="device-4")
    other = device("device-4").listen()
    other.ask(body(reading(79, 402)))
    stored = series(mqtt, "person:P-0001")
    assert NOW - 402_000 in stored
    assert NOW - 400_000 not in stored
    assert NOW - 401_000 not in stored, "who publishes in the branch of another is not heard there"
    assert all(each["accepted"] == 0 for each in stranger.answers)


def test_the_same_reading_by_two_ways_counts_once(mqtt, device):
    same = reading(97, 505, subject="person:P-0004")
    assert device("device-0").listen().ask(body(same | {"id": "a"}))["accepted"] == 1
    other = device("device-1").listen().ask(body(same | {"id": "b"}, same | {"value": 98.0}))
    assert (other["accepted"], other["duplicates"], len(other["rejected"])) == (0, 1, 1)
    assert series(mqtt, "person:P-0004") == {NOW - 505_000: 97.0}


def test_a_wrong_token_is_refused(mqtt):
    refused = Device(mqtt.port, "device-5", "pagus_wrong")
    assert refused.code.is_failure
    refused.close()
    if mqtt.kind == EMBEDDED:
        assert mqtt.running.rejections("device-5")[0]["field"] == "token"


def test_nothing_is_acknowledged_while_the_store_is_away_and_everything_after(mqtt, device):
    client = device("device-6").listen()
    client.ask(body(reading(90, 600)))
    mqtt.running.stop("ingest", signal.SIGKILL)
    try:
        waiting = [client.send(body(reading(91, 601 + n))) for n in range(5)]
        time.sleep(0.4)
        if mqtt.kind == EMBEDDED:
            assert not any(each.is_published() for each in waiting)
        assert len(client.answers) == 1
    finally:
        mqtt.running.start("ingest")
    for each in waiting:
        each.wait_for_publish(20)
    deadline = time.monotonic() + 20
    while len(client.answers) < 6 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [each["accepted"] + each["duplicates"] for each in client.answers] == [1] * 6
    assert {NOW - (601 + n) * 1000 for n in range(5)} <= series(mqtt, "person:P-0001").keys()


def test_new_observations_of_sensorthings_are_published_and_nobodys_own(mqtt, device):
    if mqtt.kind == GATEWAY:  # it writes the dot of a topic otherwise: SensorThings over it is not promised
        return
    heard: list[tuple[str, dict]] = []
    listener = device("device-4")
    listener.client.on_message = lambda _client, _data, message: heard.append(
        (message.topic, json.loads(message.payload))
    )
    listener.client.subscribe("v1.1/#", qos=0)
    time.sleep(0.3)
    sender = device("device-5").listen()
    sender.ask(body(reading(33.5, 77, subject="thing:station-danube", signal="no2"), reading(88, 78)))
    deadline = time.monotonic() + 15
    while not heard and time.monotonic() < deadline:
        time.sleep(0.02)
    ((topic, document),) = heard
    assert topic.startswith("v1.1/Datastreams(")
    assert document["result"] == 33.5


def test_the_clients_of_mosquitto_work_as_they_come(request, mqtt):
    brokers.mosquitto_programs(request)
    who = ["-h", "127.0.0.1", "-p", str(mqtt.port), "-u", "device-7", "-P", mqtt.tokens["device-7"], "-q", "1"]
    listening = subprocess.Popen(
        ["mosquitto_sub", *who, "-t", "pagus/v1/device-7/answers", "-C", "1", "-W", "20"],
        stdout=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.5)
    sent = body(reading(21.5, 30, subject="thing:station-danube", signal="no2")).decode()
    subprocess.run(["mosquitto_pub", *who, "-t", "pagus/v1/device-7/observations", "-m", sent], check=True, timeout=20)
    told = listening.communicate(timeout=25)[0]
    assert json.loads(told)["accepted"] == 1
    assert series(mqtt, "thing:station-danube")[NOW - 30_000] == 21.5
