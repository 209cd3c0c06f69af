"""The line to NATS: the stream, its partitions, publishing and pulling. The one module that knows the NATS client.

A JetStream acknowledgement alone is no disk sync: by default the server syncs every two minutes, and a power failure
takes what it acknowledged in between. ``sync_interval: always`` in the server's settings makes each acknowledgement
one; no client can set it, and the page on this door says so.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple, Protocol

import nats
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.errors import NoServersError
from nats.js.api import AckPolicy, ConsumerConfig, DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.client import JetStreamContext

from pagus.apps.workspace_settings.buses import NatsSettings, password_in
from pagus.doors.nats.subjects import EVERYTHING, STREAM, partition_subjects
from pagus.doors.observation_body import LARGEST_BODY
from pagus.errors import DoorError

__all__ = ["Bus", "Delivery", "Outgoing", "connected", "lets_strangers_in"]

log = logging.getLogger(__name__)
ACKNOWLEDGED_WITHIN_S = 30.0
"""A message that a worker took and did not acknowledge within this time is given to the next one that asks."""
MOST_UNDER_WAY = 256
MOST_WAITING = 10_000_000
"""A stream that holds so many messages takes no more: publishers keep them in their outboxes."""
ANSWERED_WITHIN_S = 5.0
"""A publication that is not acknowledged within this time stays in the outbox."""
_PULL_S = 2.0
_CONNECT_WITHIN_S = 3


class Outgoing(NamedTuple):
    """A message to publish; the server drops a second one with the same identifier within two minutes."""

    subject: str
    body: bytes
    identifier: str


class Delivery(Protocol):
    """A message that was delivered, and may be again until it is acknowledged."""

    subject: str
    data: bytes

    async def ack(self) -> None:
        """It is done: never deliver it again."""

    async def nak(self, delay: float | None = None) -> None:
        """Not now: deliver it again after this many seconds."""


class Bus:
    """A connection to NATS servers."""

    def __init__(self, client: Client, replicas: int) -> None:
        self._client = client
        self._stream: JetStreamContext = client.jetstream(publish_async_max_pending=4_000)
        self._replicas = replicas

    async def make_stream(self) -> None:
        """Make the stream, or bring it to these settings. Refuses: DoorError when the server does not allow it."""
        config = StreamConfig(
            name=STREAM,
            subjects=[EVERYTHING],
            storage=StorageType.FILE,
            retention=RetentionPolicy.WORK_QUEUE,
            discard=DiscardPolicy.NEW,
            max_msgs=MOST_WAITING,
            max_msg_size=LARGEST_BODY,
            num_replicas=self._replicas,
        )
        try:
            await self._stream.add_stream(config)
        except NatsError as error:
            raise DoorError("the stream cannot be made: {reason}", protocol="nats", reason=str(error)) from error

    async def publish(self, messages: Iterable[Outgoing]) -> list[bool]:
        """Publish these; which of them has the server acknowledged?"""
        waiting = [
            await self._stream.publish_async(each.subject, each.body, headers={"Nats-Msg-Id": each.identifier})
            for each in messages
        ]
        if not waiting:
            return []
        _, late = await asyncio.wait(waiting, timeout=ANSWERED_WITHIN_S)
        for each in late:
            each.cancel()
        return [each not in late and each.exception() is None for each in waiting]

    async def tell(self, subject: str, body: bytes) -> None:
        """Publish an answer; nobody keeps it for who does not listen."""
        await self._client.publish(subject, body)

    async def pull(self, partition: int, most: int) -> AsyncIterator[Sequence[Delivery]]:
        """The messages of a partition, some at a time, for ever. Who pulls when is the server's memory."""
        config = ConsumerConfig(
            ack_policy=AckPolicy.EXPLICIT, ack_wait=ACKNOWLEDGED_WITHIN_S, max_ack_pending=MOST_UNDER_WAY
        )
        name = f"pagus-{partition:02}"
        subscription = await self._stream.pull_subscribe(partition_subjects(partition), name, STREAM, config=config)
        while True:
            try:
                yield await subscription.fetch(most, timeout=_PULL_S)
            except TimeoutError:  # nothing came
                continue
            except NatsError as error:
                log.warning("partition %s cannot be read: %s", partition, error)
                await asyncio.sleep(1)


@asynccontextmanager
async def connected(settings: NatsSettings, name: str) -> AsyncIterator[Bus]:
    """A connection, made again and again until it stands, and whenever it breaks."""
    client = await nats.connect(
        list(settings.servers),
        name=name,
        user=settings.user or None,
        password=password_in(settings.password_file) or None,
        tls=_tls(settings),
        max_reconnect_attempts=-1,
        reconnect_time_wait=0.5,
        allow_reconnect=True,
        error_cb=_note,
    )
    try:
        yield Bus(client, settings.replicas)
    finally:
        await client.close()


async def _note(error: Exception) -> None:
    log.warning("the line to NATS: %s", error or type(error).__name__)


def _tls(settings: NatsSettings) -> ssl.SSLContext | None:
    wanted = settings.ca_file is not None or any(each.startswith("tls:") for each in settings.servers)
    return ssl.create_default_context(cafile=settings.ca_file) if wanted else None


async def lets_strangers_in(settings: NatsSettings) -> bool | None:
    """Do these servers let a client in that has no name? None when no server answers."""
    client = Client()
    connecting = client.connect(
        list(settings.servers),
        allow_reconnect=False,
        max_reconnect_attempts=1,
        connect_timeout=_CONNECT_WITHIN_S,
        tls=_tls(settings),
        error_cb=_ignore,
    )
    try:
        await asyncio.wait_for(connecting, _CONNECT_WITHIN_S)
    except (NoServersError, OSError, TimeoutError):
        return None
    except NatsError:
        return False
    finally:
        await client.close()
    return True


async def _ignore(_error: Exception) -> None:
    """The refusal itself is the answer."""
