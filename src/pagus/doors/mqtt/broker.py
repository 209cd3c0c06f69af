"""The embedded broker: amqtt behind a gate of our own, on this machine only. The one module that knows amqtt.

The gate reads the first packet and checks source and token before the broker hears of the client; it bounds what a
packet may hold, how long half a packet may take, and how many messages of one client are under way. The broker
acknowledges (PUBACK) a message after its session's queue has taken it, and the queue takes it when the desk has
answered: when it is on the disk. A message goes to the desk and to nobody else; a device hears its own answers only.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from amqtt.adapters import StreamReaderAdapter, StreamWriterAdapter
from amqtt.broker import Broker, BrokerContext
from amqtt.contexts import Action, BaseContext
from amqtt.plugins.base import BaseAuthPlugin, BaseTopicPlugin
from amqtt.session import ApplicationMessage, Session

from pagus.apps.streams.observation import Note
from pagus.apps.streams.senders import known_sender, named_sender
from pagus.doors.desk import Desk, Message
from pagus.doors.mqtt.greeting import (
    BAD_PASSWORD,
    CONNECT,
    LARGEST_GREETING,
    NOT_AUTHORIZED,
    Greeting,
    Refused,
    read_greeting,
    refusal_packet,
)
from pagus.doors.mqtt.publishing import TOPICS, publish_new
from pagus.doors.mqtt.topics import answers_topic, branch, read_topic
from pagus.doors.observation_body import LARGEST_BODY
from pagus.errors import StoreError

__all__ = ["EmbeddedBroker"]

log = logging.getLogger(__name__)
GREETING_WITHIN_S = 10.0
PACKET_WITHIN_S = 30.0
"""Half a packet, then silence: after this the line is closed."""
LONGEST_SILENCE_S = 3_600.0
"""For a client that promises no keep-alive."""
MOST_UNDER_WAY = 64
_LARGEST_PACKET = LARGEST_BODY + 4_096
_REFUSALS_KEPT_EVERY_S = 60.0


class _Connection(StreamReaderAdapter):
    """The bytes of one client, within bounds. The broker reads its greeting first, as written anew."""

    def __init__(
        self,
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        source: str,
        greeting: Greeting,
        too_large: Callable[[str, int], Awaitable[None]],
    ) -> None:
        super().__init__(streams[0])
        self.source = source
        self.writer = StreamWriterAdapter(streams[1])
        self._first = bytearray(greeting.packet(source))
        self._silence_s = greeting.keep_alive_s * 1.5 or LONGEST_SILENCE_S
        self._too_large = too_large
        self._heard = time.monotonic()
        self._under_way = 0
        self._room = asyncio.Event()
        self._room.set()

    async def read(self, n: int = -1) -> bytes:
        """The next bytes. Any error here ends the connection, which is how MQTT 3.1.1 refuses a packet."""
        if self._first:
            taken = bytes(self._first[:n])
            del self._first[:n]
            return taken
        if n > _LARGEST_PACKET:
            await self._too_large(self.source, n)
            raise Refused("a packet of {length} bytes is too large", length=n)
        await self._room.wait()
        patience = PACKET_WITHIN_S if n != 1 else self._heard + self._silence_s - time.monotonic()
        try:
            data: bytes = await asyncio.wait_for(super().read(n), max(0.0, patience))
        except TimeoutError as error:  # which the broker would take for nothing
            raise Refused("the client is silent for longer than it promised") from error
        self._heard = time.monotonic()
        return data

    def begin(self) -> None:
        """A message is under way; at the limit nothing more is read."""
        self._under_way += 1
        if self._under_way >= MOST_UNDER_WAY:
            self._room.clear()

    def end(self) -> None:
        """A message is done."""
        self._under_way -= 1
        self._room.set()


class _Storing(asyncio.Queue[ApplicationMessage]):
    """The queue of a session: it has taken a message when that is on the disk, and hands none on."""

    def __init__(self, gate: EmbeddedBroker, connection: _Connection) -> None:
        super().__init__()
        self._gate = gate
        self._connection = connection
        self._loose: set[asyncio.Task[None]] = set()

    async def put(self, item: ApplicationMessage) -> None:
        """Store the message; the broker acknowledges it after this."""
        self._connection.begin()
        try:
            await self._gate.take(self._connection.source, item.topic, bytes(item.data))
        except Exception:
            log.warning("a message of %s was not stored: its line is closed", self._connection.source, exc_info=True)
            await self._connection.writer.close()
            raise
        finally:
            self._connection.end()

    def put_nowait(self, item: ApplicationMessage) -> None:
        """QoS 0: nobody waits for an acknowledgement, and nobody gets one."""
        task = asyncio.get_running_loop().create_task(self.put(item))
        self._loose.add(task)
        task.add_done_callback(self._loose.discard)


class Confined(BaseAuthPlugin, BaseTopicPlugin):
    """Each client is what the gate has proven, hears its own branch, and publishes to the desk."""

    @dataclass
    class Config:
        """The gate that made the broker."""

        gate: Any

    def __init__(self, context: BaseContext) -> None:
        BaseAuthPlugin.__init__(self, context)
        self.topic_config: dict[str, Any] = {}
        self.config.gate.context = context

    async def authenticate(self, *, session: Session) -> bool | None:
        """Give the session the queue that stores. The gate has let nobody through whom it does not know."""
        connection = self.config.gate.connections.get(session.client_id)
        if connection is None:
            return False
        session.delivered_message_queue = _Storing(self.config.gate, connection)
        return True

    async def topic_filtering(
        self, *, session: Session | None = None, topic: str | None = None, action: Action | None = None
    ) -> bool | None:
        """May this session hear this topic? Nothing is published through the broker itself."""
        if session is None or topic is None or action == Action.PUBLISH:
            return False
        return topic.startswith((branch(str(session.username)), TOPICS))


class EmbeddedBroker:
    """The broker and its gate, on one event loop."""

    def __init__(self, desk: Desk, bind: tuple[str, int]) -> None:
        self.connections: dict[str, _Connection] = {}
        self.context: BrokerContext | None = None
        self.port = bind[1]
        self._desk = desk
        self._host = bind[0]
        self._refused: dict[str, float] = {}
        logging.getLogger("amqtt").setLevel(logging.ERROR)
        logging.getLogger("transitions").setLevel(logging.ERROR)

    async def serve(self, stopping: asyncio.Event, ready: Callable[[int], None]) -> None:
        """Listen until told to stop. Refuses: OSError when the port is taken."""
        name = f"{Confined.__module__}.{Confined.__qualname__}"
        listener = {"type": "external", "bind": f"{self._host}:{self.port}"}
        broker = Broker({"listeners": {"default": listener}, "plugins": {name: {"gate": self}}})
        await broker.start()
        server = await asyncio.start_server(lambda *streams: self._welcome(broker, streams), self._host, self.port)
        self.port = server.sockets[0].getsockname()[1]
        publishing = asyncio.get_running_loop().create_task(publish_new(self._publish))
        ready(self.port)
        try:
            await stopping.wait()
        finally:
            publishing.cancel()
            await asyncio.gather(publishing, return_exceptions=True)
            server.close()
            await broker.shutdown()

    async def take(self, source: str, topic: str, body: bytes) -> None:
        """Hand a message to the desk and the answer to the device. Refuses: StoreError when it could not be stored."""
        found = read_topic(topic)
        own = found is not None and found.source == source
        kind = found.kind if found is not None and own else ""
        answer = await self._desk.take(Message(source, kind, body, topic))
        await self._publish(answers_topic(source), answer)

    async def _publish(self, topic: str, content: bytes) -> None:
        if self.context is not None:
            await self.context.broadcast_message(topic, content)

    async def _welcome(self, broker: Broker, streams: tuple[Any, ...]) -> None:
        reader, writer = streams
        try:
            greeting = await asyncio.wait_for(_first_packet(reader), GREETING_WITHIN_S)
            source = await self._prove(greeting)
        except Refused as error:
            writer.write(refusal_packet(error.code))
            writer.close()
            return
        except (TimeoutError, asyncio.IncompleteReadError, OSError):
            writer.close()
            return
        connection = _Connection((reader, writer), source, greeting, self._note_too_large)
        client = greeting.session(source)
        self.connections[client] = connection
        try:
            await broker.external_connected(connection, connection.writer, "default")
        finally:
            if self.connections.get(client) is connection:
                del self.connections[client]
            writer.close()

    async def _prove(self, greeting: Greeting) -> str:
        """The name of the source whose token this is. Refuses: Refused."""
        if not greeting.user or not greeting.password:
            raise Refused("a client says its source as user name and its token as password", NOT_AUTHORIZED)
        source = known_sender(greeting.password)
        if source is None or source.name != greeting.user:
            await self._note_wrong_token(greeting.user)
            raise Refused("the token is not one of this source", BAD_PASSWORD)
        return source.name

    async def _note_wrong_token(self, name: str) -> None:
        """Whoever looks after the source sees it, once a minute and not more; unknown names are not kept."""
        now = time.monotonic()
        if named_sender(name) is None or self._refused.get(name, 0.0) > now:
            return
        self._refused[name] = now + _REFUSALS_KEPT_EVERY_S
        key = "somebody came under the name of this source with another token"
        remedy = "give the device its token again, or register it anew when the token is lost"
        await self._note(name, Note(0, "token", key, {}, remedy), f"connect {now:.0f}".encode())

    async def _note_too_large(self, name: str, length: int) -> None:
        facts = {"limit": LARGEST_BODY, "found": length}
        key = "a message is at most {limit} bytes long, this one has {found}"
        note = Note(0, "message", key, facts, "send at most 10,000 observations at once")
        await self._note(name, note, f"{length} bytes at {time.monotonic():.0f}".encode())

    async def _note(self, name: str, note: Note, content: bytes) -> None:
        try:
            await self._desk.refuse(Message(name, "", content), note)
        except StoreError:
            log.warning("the store did not keep why a client of %s was refused", name, exc_info=True)


async def _first_packet(reader: asyncio.StreamReader) -> Greeting:
    """Read the first packet of a client. Refuses: Refused, IncompleteReadError."""
    header = (await reader.readexactly(1))[0]
    if header != CONNECT:
        raise Refused("the first packet is no CONNECT")
    length, shift = 0, 0
    while True:
        byte = (await reader.readexactly(1))[0]
        length |= (byte & 127) << shift
        shift += 7
        if not byte & 128:
            break
        if shift > 21:
            raise Refused("the length of the first packet is none")
    if length > LARGEST_GREETING:
        raise Refused("the first packet is too long")
    return read_greeting(await reader.readexactly(length))
