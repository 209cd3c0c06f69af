"""A broker of others: we are one client of it, with a session that it keeps. The one module that knows paho.

Messages are acknowledged by hand, after the store has them and their answer is handed to the broker. Until then they
are the broker's: it delivers them again after a crash of ours, and what was stored already has no effect. At most as
many are under way as the broker's window of a client lets through, so a slow store slows the broker, not our memory.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from typing import Any

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode

from pagus.apps.streams.observation import Note
from pagus.apps.workspace_settings.buses import MqttSettings, password_in
from pagus.doors.desk import Desk, Message
from pagus.doors.mqtt.publishing import publish_new
from pagus.doors.mqtt.topics import EVERYTHING, answers_topic, read_topic
from pagus.doors.observation_body import ANSWERS
from pagus.errors import StoreError

__all__ = ["BrokerClient", "lets_strangers_in"]

log = logging.getLogger(__name__)
_PAUSE_S = 0.5
_CONNECT_WITHIN_S = 3


class BrokerClient:
    """Our session on a broker. ``name`` must be the same at each start: it names the session that the broker keeps."""

    def __init__(self, settings: MqttSettings, desk: Desk, name: str) -> None:
        self._settings = settings
        self._desk = desk
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._client = paho.Client(
            CallbackAPIVersion.VERSION2, client_id=name, clean_session=False, manual_ack=True, reconnect_on_failure=True
        )
        _secure(self._client, settings)
        self._client.max_queued_messages_set(0)
        self._client.reconnect_delay_set(1, 30)
        self._client.on_connect = self._connected
        self._client.on_disconnect = self._disconnected
        self._client.on_message = self._arrived

    async def serve(self, stopping: asyncio.Event) -> None:
        """Take messages until told to stop; a broker that is away is tried again and again."""
        self._client.connect_async(self._settings.host, self._settings.port, keepalive=30)
        self._client.loop_start()
        publishing = self._loop.create_task(publish_new(self._publish))
        try:
            await stopping.wait()
        finally:
            publishing.cancel()
            await asyncio.gather(publishing, return_exceptions=True)
            self._client.disconnect()
            await self._loop.run_in_executor(None, self._client.loop_stop)
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _publish(self, topic: str, content: bytes) -> None:
        """QoS 0: what no broker takes now is read over HTTP."""
        if self._client.is_connected():
            self._client.publish(topic, content, qos=0)

    def _connected(self, client: paho.Client, _data: Any, _flags: Any, code: Any, _properties: Any) -> None:
        if code.is_failure:
            log.error("the MQTT broker refuses us: %s", code)
            return
        client.subscribe(EVERYTHING, qos=1)

    def _disconnected(self, _client: paho.Client, _data: Any, _flags: Any, code: Any, _properties: Any) -> None:
        if code.is_failure:
            log.warning("the line to the MQTT broker broke: %s", code)

    def _arrived(self, client: paho.Client, _data: Any, message: paho.MQTTMessage) -> None:
        """Called in paho's thread; the work is done on the loop."""
        found = read_topic(message.topic)
        if found is None or found.kind == ANSWERS:
            client.ack(message.mid, message.qos)
            return
        self._loop.call_soon_threadsafe(
            self._begin, message, Message(found.source, found.kind, bytes(message.payload), message.topic)
        )

    def _begin(self, message: paho.MQTTMessage, taken: Message) -> None:
        task = self._loop.create_task(self._handle(message, taken))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _handle(self, message: paho.MQTTMessage, taken: Message) -> None:
        answer = await self._stored(taken)
        self._client.publish(answers_topic(taken.source), answer, qos=1)
        if message.qos:
            self._client.ack(message.mid, message.qos)

    async def _stored(self, taken: Message) -> bytes:
        """The answer, once the store has the message: it is tried for as long as that takes."""
        while True:
            try:
                return await self._desk.take(taken)
            except StoreError:
                log.warning("a message of %s is not stored yet: it is tried again", taken.source, exc_info=True)
                await asyncio.sleep(_PAUSE_S)
            except Exception:
                log.exception("a message of %s met a fault of ours", taken.source)
                return await self._fault(taken)

    async def _fault(self, taken: Message) -> bytes:
        """What no code of ours expected is kept as refused; else it would come back for ever and block the others."""
        key = "the message met a fault of this program"
        note = Note(0, "message", key, {}, "tell the operator of this workspace: its log says more")
        while True:
            try:
                return await self._desk.refuse(taken, note)
            except StoreError:
                await asyncio.sleep(_PAUSE_S)


def _secure(client: paho.Client, settings: MqttSettings) -> None:
    if settings.tls:
        client.tls_set_context(ssl.create_default_context(cafile=settings.ca_file))
    if settings.user:
        client.username_pw_set(settings.user, password_in(settings.password_file))


def lets_strangers_in(settings: MqttSettings) -> bool | None:
    """Does this broker let a client in that has no name? None when the broker does not answer."""
    answered: list[bool] = []
    client = paho.Client(CallbackAPIVersion.VERSION2, reconnect_on_failure=False)
    if settings.tls:
        client.tls_set_context(ssl.create_default_context(cafile=settings.ca_file))
    client.connect_timeout = _CONNECT_WITHIN_S
    client.on_connect = lambda _client, _data, _flags, code, _properties: answered.append(not code.is_failure)
    try:
        client.connect(settings.host, settings.port, keepalive=5)
        for _ in range(30):
            if answered or client.loop(0.1) != MQTTErrorCode.MQTT_ERR_SUCCESS:
                break
    except OSError:
        return None
    finally:
        client.disconnect()
    return answered[0] if answered else False
