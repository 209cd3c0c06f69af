"""Devices of the tests: paho as it comes, with what it heard in answer."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from tests.store.conftest import NOW


def reading(value: float = 101.5, before_s: int = 60, **more: object) -> dict[str, object]:
    return {"subject": "person:P-0001", "signal": "glucose", "time": NOW - before_s * 1000, "value": value} | more


def body(*readings: dict[str, object], **more: object) -> bytes:
    return json.dumps({"observations": list(readings)} | more).encode()


class Device:
    """One MQTT client of a source."""

    def __init__(self, port: int, source: str, token: str, client_id: str = "", *, clean: bool = True) -> None:
        self.answers: list[dict[str, Any]] = []
        self.source = source
        self.code: Any = None
        self._connected = threading.Event()
        self._subscribed = threading.Event()
        self.lost = threading.Event()
        name = client_id or f"{source}-{id(self)}"
        self.client = paho.Client(CallbackAPIVersion.VERSION2, client_id=name, clean_session=clean)
        self.client.username_pw_set(source, token)
        self.client.reconnect_delay_set(1, 1)
        self.client.on_connect = self._on_connect
        self.client.on_disconnect = lambda *_: self.lost.set()
        self.client.on_subscribe = lambda *_: self._subscribed.set()
        self.client.on_message = lambda _client, _data, message: self.answers.append(json.loads(message.payload))
        self.client.connect("127.0.0.1", port, keepalive=20)
        self.client.loop_start()
        assert self._connected.wait(10)

    def _on_connect(self, _client: Any, _data: Any, _flags: Any, code: Any, _properties: Any) -> None:
        self.code = code
        self._connected.set()

    def listen(self) -> Device:
        self.client.subscribe(f"pagus/v1/{self.source}/answers", qos=1)
        assert self._subscribed.wait(10)
        return self

    def send(self, content: bytes, kind: str = "observations", source: str = "") -> paho.MQTTMessageInfo:
        return self.client.publish(f"pagus/v1/{source or self.source}/{kind}", content, qos=1)

    def ask(self, content: bytes, kind: str = "observations") -> dict[str, Any]:
        """Send and wait for the acknowledgement and the answer."""
        before = len(self.answers)
        self.send(content, kind).wait_for_publish(15)
        deadline = time.monotonic() + 15
        while len(self.answers) == before:
            assert time.monotonic() < deadline, "no answer"
            time.sleep(0.005)
        return self.answers[-1]

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()
