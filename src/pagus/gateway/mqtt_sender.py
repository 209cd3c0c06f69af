"""Sending over MQTT: sent is what the territory has answered, not what the broker has acknowledged.

A broker's acknowledgement says that the broker has the message. The territory answers on the source's own topic once
the message is on its disk; the answer names the digest of what it answers.
"""

from __future__ import annotations

import hashlib
import queue
import ssl
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import msgspec
import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from pagus.errors import ConfigError
from pagus.gateway.codes import Measure
from pagus.gateway.outbox import Reading
from pagus.gateway.sending import Unreachable, Verdict
from pagus.gateway.settings import Destination
from pagus.kernel.time import format_instant

__all__ = ["MqttSender"]

_CONNECT_S, _ANSWER_S, _KEEP_ALIVE_S = 15.0, 30.0, 60
_PORTS = {"mqtt": 1883, "mqtts": 8883}
_NOT_ALLOWED = {"Not authorized", "Bad user name or password"}


class _Refusal(msgspec.Struct):
    position: int
    detail: str


class _Answer(msgspec.Struct):
    digest: str
    rejected: list[_Refusal] = []


class MqttSender:
    """Sends as one source; keeps its line open between messages."""

    def __init__(self, destination: Destination) -> None:
        self._destination = destination
        self._branch = f"pagus/v1/{destination.source}"
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._line: paho.Client | None = None

    def send(self, readings: Sequence[Reading]) -> Verdict:
        """What did the territory say of each reading?

        Refuses: Unreachable when no answer came in time; ConfigError when the broker does not know source and token.
        """
        body, events = self._body(readings)
        line = self._open()
        digest = hashlib.blake2b(body, digest_size=16).hexdigest()
        try:
            line.publish(f"{self._branch}/observations", body, qos=1)
            answer = self._answer(digest)
        except (Unreachable, OSError, RuntimeError) as error:
            self.close()
            raise Unreachable("no answer came over MQTT: {reason}", reason=str(error)) from error
        refused = {events[each.position]: each.detail for each in answer.rejected if each.position < len(events)}
        return Verdict(set(events) - set(refused), refused)

    def _body(self, readings: Sequence[Reading]) -> tuple[bytes, list[str]]:
        """The message, and for each observation in it the event it belongs to."""
        rows: list[dict[str, Any]] = []
        events: list[str] = []
        for reading in readings:
            for value in reading.values:
                word = Measure[value.measure].word
                rows.append(
                    {
                        "subject": reading.subject,
                        "signal": self._destination.signals.get(word, word),
                        "time": format_instant(reading.at_ms or 0),
                        "value": Decimal(value.value),
                        "unit": value.unit,
                        "id": f"{reading.event}:{word}",
                    }
                )
                events.append(reading.event)
        return msgspec.json.Encoder(decimal_format="number").encode({"observations": rows}), events

    def _answer(self, digest: str) -> _Answer:
        until = time.monotonic() + _ANSWER_S
        while (left := until - time.monotonic()) > 0:
            try:
                answer = msgspec.json.decode(self._answers.get(timeout=left), type=_Answer)
            except queue.Empty:
                break
            except msgspec.DecodeError as error:
                raise Unreachable("the answer cannot be read: {reason}", reason=str(error)) from error
            if answer.digest == digest:
                return answer
        raise Unreachable("the territory has not answered within {seconds:.0f} s", seconds=_ANSWER_S)

    def _open(self) -> paho.Client:
        if self._line is not None and self._line.is_connected():
            return self._line
        self.close()
        address = urlsplit(self._destination.address)
        line = paho.Client(CallbackAPIVersion.VERSION2, client_id=self._destination.source, clean_session=False)
        line.username_pw_set(self._destination.source, self._destination.token)
        if address.scheme == "mqtts":
            line.tls_set_context(ssl.create_default_context())
        ready: queue.Queue[str] = queue.Queue()

        def connected(client: paho.Client, _data: Any, _flags: Any, code: Any, _properties: Any) -> None:
            if code.is_failure:
                ready.put(str(code))
            else:
                client.subscribe(f"{self._branch}/answers", qos=1)

        line.on_connect = connected
        line.on_subscribe = lambda *_: ready.put("")
        line.on_message = lambda _client, _data, message: self._answers.put(bytes(message.payload))
        try:
            line.connect(address.hostname or "", address.port or _PORTS[address.scheme], _KEEP_ALIVE_S)
            line.loop_start()
            fault = ready.get(timeout=_CONNECT_S)
        except (OSError, queue.Empty) as error:
            line.loop_stop()
            raise Unreachable("the broker cannot be reached: {reason}", reason=str(error) or "no answer") from error
        if fault:
            line.disconnect()
            line.loop_stop()
            if fault in _NOT_ALLOWED:
                raise ConfigError(
                    "the broker does not know source {source} with this token", source=self._destination.source
                )
            raise Unreachable("the broker refuses us: {reason}", reason=fault)
        self._line = line
        return line

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.disconnect()
            self._line.loop_stop()
            self._line = None
