"""A worker of the NATS door: pulls its partitions, hands the messages in at the desk, acknowledges what is on the disk.

Worker N of M has the partitions N, N + M, N + 2M ...: one worker or three is a number in ``pagus.toml``. Should two
read one partition for a moment, nothing is doubled: the store knows what it has.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Sequence

from pagus.apps.streams.line.pipeline import pipeline
from pagus.apps.workspace import Workspace
from pagus.apps.workspace_settings.buses import NatsSettings
from pagus.doors.desk import Desk, Message
from pagus.doors.nats.stream import Bus, Delivery, connected
from pagus.doors.nats.subjects import PARTITIONS, answers_subject, read_subject
from pagus.errors import ConfigError, StoreError

__all__ = ["partitions_of", "run_worker"]

log = logging.getLogger(__name__)
AT_ONCE = 64
"""Messages in a pull. Two pulls of a partition are under way at most."""
_AGAIN_AFTER_S = 1.0


def partitions_of(worker: int, workers: int) -> tuple[int, ...]:
    """Which partitions has worker number ``worker`` (from 0) of ``workers``?"""
    return tuple(range(worker, PARTITIONS, workers))


def run_worker(workspace: Workspace, worker: int) -> None:
    """Take messages until SIGTERM or SIGINT.

    Takes: a workspace with a [nats] table; the number of this worker, from 0.
    Refuses: ConfigError without the table, or for a number that is no worker's.
    """
    settings = workspace.nats
    if settings is None:
        raise ConfigError("{folder}/pagus.toml has no [nats] table: see the page on NATS", folder=workspace.folder)
    if not 0 <= worker < settings.workers:
        raise ConfigError(
            "there is no worker {number}: pagus.toml says {workers}", number=worker, workers=settings.workers
        )
    asyncio.run(_serve(workspace, settings, worker))


async def _serve(workspace: Workspace, settings: NatsSettings, worker: int) -> None:
    loop, working = asyncio.get_running_loop(), asyncio.current_task()
    assert working is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, working.cancel)
    try:
        async with pipeline(workspace) as line, connected(settings, f"pagus-worker-{worker}") as bus:
            await bus.make_stream()
            desk = Desk(line, "nats")
            async with asyncio.TaskGroup() as group:
                for partition in partitions_of(worker, settings.workers):
                    group.create_task(_work(bus, desk, partition))
    except asyncio.CancelledError:
        log.info("worker %s stops", worker)


async def _work(bus: Bus, desk: Desk, partition: int) -> None:
    """While some messages are written the next ones are pulled and read; they are handed in in the order they came."""
    async with asyncio.TaskGroup() as group:
        before: asyncio.Task[None] | None = None
        async for deliveries in bus.pull(partition, AT_ONCE):
            taking = group.create_task(_take_all(bus, desk, deliveries))
            if before is not None:
                await before
            before = taking


async def _take_all(bus: Bus, desk: Desk, deliveries: Sequence[Delivery]) -> None:
    await asyncio.gather(*(_take(bus, desk, each) for each in deliveries))


async def _take(bus: Bus, desk: Desk, delivery: Delivery) -> None:
    """Acknowledged is what is on the disk; what is not comes again."""
    source, kind = read_subject(delivery.subject)
    try:
        answer = await desk.take(Message(source, kind, delivery.data, delivery.subject))
    except StoreError:
        log.warning("a message of %s is not stored yet: it comes again", source, exc_info=True)
        await delivery.nak(_AGAIN_AFTER_S)
        return
    await bus.tell(answers_subject(source), answer)
    await delivery.ack()
