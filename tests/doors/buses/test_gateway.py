"""The box beside the bed sends over MQTT: what it calls sent is on the territory's disk, a repeat counts once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.errors import ConfigError
from pagus.gateway.mqtt_sender import MqttSender
from pagus.gateway.outbox import Outbox, Reading, Value
from pagus.gateway.sending import send_waiting
from pagus.gateway.settings import Destination
from tests.store.conftest import NOW

SOURCE = "device-7"


def reading(event: str, before_s: int, value: str = "101.0", subject: str = "person:P-0001") -> Reading:
    return Reading(
        event=event,
        device="glucose-sensor-1",
        kind="glucose-sensor",
        subject=subject,
        at_ms=NOW - before_s * 1000,
        basis="device",
        values=(Value("SENSOR_GLUCOSE", value, "mg/dL"),),
    )


def sender(mqtt, token: str) -> MqttSender:
    return MqttSender(Destination("mqtt", f"mqtt://127.0.0.1:{mqtt.port}", SOURCE, token))


def test_readings_arrive_once_and_what_is_refused_is_told(mqtt, tmp_path: Path) -> None:
    way = sender(mqtt, mqtt.tokens[SOURCE])
    with Outbox(tmp_path / "outbox.sqlite3") as outbox:
        outbox.keep(reading("g-1", 7_210), NOW)
        outbox.keep(reading("g-2", 7_220, subject="person:P-NONE"), NOW)
        assert send_waiting(outbox, way) == (1, 1)
        assert outbox.counts() == {"waiting": 0, "sent": 1, "refused": 1, "kept": 0}
        assert "not registered" in outbox.unsent()[0][3]
    with Outbox(tmp_path / "another.sqlite3") as outbox:  # the answer was lost, say: the box sends again
        outbox.keep(reading("g-1", 7_210), NOW)
        assert send_waiting(outbox, way) == (1, 0)
    way.close()
    found = [value for _, _, t, value in mqtt.running.history().rows() if t == NOW - 7_210_000]
    assert found == [101.0]


def test_a_wrong_token_is_told(mqtt) -> None:
    if mqtt.kind == "nats-gateway":
        pytest.skip("the NATS gateway ends the line without a word of why")
    with pytest.raises(ConfigError, match="does not know source"):
        sender(mqtt, "wrong").send([reading("g-3", 7_230)])
