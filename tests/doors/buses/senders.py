"""Devices that keep sending through each door, and remember what was acknowledged; they send again what broke off.

Acknowledged is: over HTTP the answer 200, over MQTT the PUBACK, over NATS the acknowledgement of JetStream.
"""

from __future__ import annotations

import asyncio
import hashlib
import http.client
import json
import threading
import time
from abc import ABC, abstractmethod
from pathlib import Path

import nats
import paho.mqtt.client as paho
from nats.errors import Error as NatsError
from paho.mqtt.enums import CallbackAPIVersion

from pagus.apps.workspace_settings.buses import NatsSettings
from pagus.doors.nats import stream
from pagus.doors.nats.outbox import Outbox
from pagus.doors.nats.subjects import answers_subject, subject_of
from tests.doors.buses.running import PEOPLE
from tests.store.conftest import NOW

PAUSE_S = 0.01
"""Between two messages of a device, so that the processes have room to start again."""
Key = tuple[str, int]


class Sender(ABC):
    """One device. ``acknowledged`` holds value by subject and instant; ``sent`` counts readings."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.source = f"device-{number}"
        self.sent = self.broken = 0
        self.acknowledged: dict[Key, float] = {}
        self.problems: list[str] = []
        self.finished = threading.Event()
        self._thread = threading.Thread(target=self.run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.finished.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    @abstractmethod
    def run(self) -> None:
        """Send until told to finish."""

    def next_body(self) -> tuple[bytes, dict[Key, float]]:
        """A message of one to four readings, each at an instant of its own, two of three with an identifier."""
        readings, meant = [], {}
        for _ in range(1 + self.sent % 4):
            self.sent += 1
            t, value = NOW - self.sent * 1_000, 60.0 + self.sent % 400
            one = {"subject": PEOPLE[self.number], "signal": "glucose", "time": t, "value": value}
            readings.append(one | ({"id": f"{self.number}-{self.sent}"} if self.sent % 3 else {}))
            meant[PEOPLE[self.number], t] = value
        return json.dumps({"observations": readings}).encode(), meant


class HttpSender(Sender):
    def __init__(self, number: int, port: int, token: str) -> None:
        super().__init__(number)
        self._port = port
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def run(self) -> None:
        body, meant = self.next_body()
        while not self.finished.is_set():
            line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
            try:
                line.request("POST", "/api/v1/observations", body, self._headers)
                answer = line.getresponse()
                content = answer.read()
                # A server that dies within its headers leaves an answer without a length and without a body.
                rejected = answer.status == 200 and json.loads(content)["rejected"]
            except (OSError, http.client.HTTPException, json.JSONDecodeError):
                self.broken += 1
                time.sleep(0.005)
                continue
            finally:
                line.close()
            if answer.status == 503:
                self.broken += 1
                continue
            if answer.status != 200 or rejected:
                self.problems.append(f"{answer.status} {content[:200]!r}")
            self.acknowledged |= meant
            body, meant = self.next_body()
            time.sleep(PAUSE_S)


class MqttSender(Sender):
    """Paho in one thread: it publishes between two turns of its loop, so no message is lost in its own hands."""

    def __init__(self, number: int, port: int, token: str) -> None:
        super().__init__(number)
        self._waiting: dict[int, dict[Key, float]] = {}
        self._client = paho.Client(CallbackAPIVersion.VERSION2, client_id=f"hub-{number}", clean_session=False)
        self._client.username_pw_set(self.source, token)
        self._client.on_publish = self._published
        self._port = port

    def _published(self, _client, _data, mid, _code, _properties) -> None:
        self.acknowledged |= self._waiting.pop(mid)

    def run(self) -> None:
        self._client.connect_async("127.0.0.1", self._port, keepalive=20)
        deadline = float("inf")
        while not self.finished.is_set() or self._waiting:
            if self.finished.is_set():
                deadline = min(deadline, time.monotonic() + 20)
            if time.monotonic() > deadline:
                self.problems.append(f"{len(self._waiting)} messages were never acknowledged")
                return
            self._turn()
        self._client.disconnect()

    def _turn(self) -> None:
        if not self.finished.is_set() and len(self._waiting) < 8:
            body, meant = self.next_body()
            told = self._client.publish(f"pagus/v1/{self.source}/observations", body, qos=1)
            self._waiting[told.mid] = meant
        if self._client.loop(PAUSE_S) != paho.MQTT_ERR_SUCCESS:
            self.broken += 1
            try:
                self._client.reconnect()
            except OSError:
                time.sleep(PAUSE_S)


class NatsSender(Sender):
    """``answered`` are the readings whose message the store has answered."""

    def __init__(self, number: int, port: int, token: str, folder: Path) -> None:
        super().__init__(number)
        self.answered: dict[Key, float] = {}
        self._token = token
        (folder / f"token-{number}").write_text(token)
        self._settings = NatsSettings(
            (f"nats://127.0.0.1:{port}",), user=self.source, password_file=folder / f"token-{number}"
        )
        self._folder = folder
        self._meant: dict[bytes, dict[Key, float]] = {}
        self._digests: dict[str, bytes] = {}

    def run(self) -> None:
        stream.ANSWERED_WITHIN_S = 0.5
        asyncio.run(self._run())

    async def _run(self) -> None:
        listening = await nats.connect(
            self._settings.servers[0],
            user=self.source,
            password=self._token,
            max_reconnect_attempts=-1,
            reconnect_time_wait=0.05,
            error_cb=_ignore,
        )
        await listening.subscribe(answers_subject(self.source), cb=self._hear)
        async with stream.connected(self._settings, self.source) as bus:
            with Outbox(self._folder / f"outbox-{self.number}.sqlite3") as outbox:
                while not self.finished.is_set():
                    self._fill(outbox)
                    await self._send(outbox, bus)
                    await asyncio.sleep(PAUSE_S)
        await listening.close()

    def _fill(self, outbox: Outbox) -> None:
        bodies = []
        for _ in range(2):
            body, meant = self.next_body()
            self._meant[body] = meant
            self._digests[hashlib.blake2b(body, digest_size=16).hexdigest()] = body
            bodies.append(body)
        outbox.put((subject_of(self.source), body) for body in bodies)

    async def _send(self, outbox: Outbox, bus: stream.Bus) -> None:
        waiting = outbox.waiting(64)
        try:
            done = await bus.publish(message for _, message in waiting)
        except NatsError:
            done = [False] * len(waiting)
        crossed = [each for each, yes in zip(waiting, done, strict=True) if yes]
        if len(crossed) < len(waiting):
            self.broken += 1
            await asyncio.sleep(0.02)
        outbox.cross_out(number for number, _ in crossed)
        for _, message in crossed:
            self.acknowledged |= self._meant[message.body]

    async def _hear(self, message) -> None:
        answer = json.loads(message.data)
        if answer["rejected"] or answer["held"]:
            self.problems.append(repr(answer)[:300])
        self.answered |= self._meant[self._digests[answer["digest"]]]


async def _ignore(_error: Exception) -> None:
    """A server that is killed again and again is what this is about."""
