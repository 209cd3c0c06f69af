"""The process of the MQTT door: an embedded broker, or a client of a broker of others, in front of one desk."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from pagus.apps.streams.line.pipeline import pipeline
from pagus.apps.workspace import Workspace
from pagus.doors.desk import Desk
from pagus.errors import ConfigError

__all__ = ["run_mqtt"]


def run_mqtt(workspace: Workspace, ready: Callable[[int], None] = lambda port: None) -> None:
    """Take messages until SIGTERM or SIGINT.

    Takes: a workspace with an [mqtt] table; ``ready``, told the port that the embedded broker listens on.
    Refuses: ConfigError without the table, or when the port is taken.
    """
    if workspace.mqtt is None:
        raise ConfigError("{folder}/pagus.toml has no [mqtt] table: see the page on MQTT", folder=workspace.folder)
    asyncio.run(_serve(workspace, ready))


async def _serve(workspace: Workspace, ready: Callable[[int], None]) -> None:
    settings = workspace.mqtt
    assert settings is not None
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with pipeline(workspace) as line:
        desk = Desk(line, "mqtt")
        if not settings.embedded:
            from pagus.doors.mqtt.client import BrokerClient

            ready(settings.port)
            await BrokerClient(settings, desk, f"pagus-{workspace.mark:x}").serve(stopping)
            return
        from pagus.doors.mqtt.broker import EmbeddedBroker

        try:
            await EmbeddedBroker(desk, settings.bind).serve(stopping, ready)
        except OSError as error:
            raise ConfigError(
                "the embedded MQTT broker cannot listen on port {port}: {reason}",
                port=settings.bind[1],
                reason=error.strerror or str(error),
            ) from error
