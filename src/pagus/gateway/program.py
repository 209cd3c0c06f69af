"""The box at work: one task listens, one sends, and neither waits for the other."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from pagus.errors import ConfigError, DoorError
from pagus.gateway.collecting import Visit, visit
from pagus.gateway.outbox import Outbox
from pagus.gateway.radio import Radio
from pagus.gateway.sending import Sender, Unreachable, pause_s, send_waiting
from pagus.gateway.settings import Device, Settings
from pagus.kernel.time import DAY, HOUR

__all__ = ["Box", "wall_ms"]

_LOG = logging.getLogger("pagus.gateway")
_REST_S = 30.0
"""A device that was just visited is left alone for so long: cuffs and scales go on advertising for a while."""
_SENT_KEPT_MS = 30 * DAY


def wall_ms() -> int:
    """The clock of the box, ms since 1970 UTC."""
    return time.time_ns() // 1_000_000


class Box:
    """One household's box. ``now_ms`` is its clock."""

    def __init__(
        self,
        settings: Settings,
        radio: Radio,
        sender: Sender,
        now_ms: Callable[[], int] = wall_ms,
        rest_s: float = _REST_S,
    ) -> None:
        self._settings = settings
        self._radio = radio
        self._sender = sender
        self._now_ms = now_ms
        self._rest_s = rest_s
        self._devices = {device.address: device for device in settings.devices}
        self._visited: dict[str, float] = {}
        self._wake = asyncio.Event()

    async def run(self) -> None:
        """Listen and send until cancelled. Refuses: ConfigError without a radio."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.listen())
            tasks.create_task(self.send())

    async def listen(self) -> None:
        """Visit each known device that comes near."""
        with Outbox(self._settings.outbox) as outbox:
            async for address in self._radio.near():
                device = self._devices.get(address)
                if device is not None and self._due(address):
                    await self._visit(device, outbox)

    def _due(self, address: str) -> bool:
        return time.monotonic() - self._visited.get(address, float("-inf")) >= self._rest_s

    async def _visit(self, device: Device, outbox: Outbox) -> None:
        try:
            async with self._radio.line(device.address) as link:
                found = await visit(device, link, outbox, self._settings.zone, self._now_ms)
        except (OSError, DoorError) as error:
            _LOG.warning("%s: %s", device.kind.name, error)
            return
        self._visited[device.address] = time.monotonic()
        _tell(device, found)
        if found.fresh:
            self._wake.set()

    async def send(self) -> None:
        """Send what waits, whenever something does; after a failure, later and later."""
        failures = 0
        with Outbox(self._settings.outbox) as outbox:
            while True:
                try:
                    stored, refused = await asyncio.to_thread(self._send_once)
                    failures = 0
                    if stored or refused:
                        _LOG.info("%d readings stored, %d refused", stored, refused)
                        outbox.forget(self._now_ms() - _SENT_KEPT_MS)
                except (Unreachable, ConfigError) as error:  # listening goes on: what is heard waits on the disk
                    failures += 1
                    _LOG.warning("%s: %d readings wait", error, outbox.counts()["waiting"])
                await self._sleep(pause_s(failures) if failures else HOUR / 1000)

    def _send_once(self) -> tuple[int, int]:
        """In a thread of its own, with its own line to the file: listening goes on meanwhile."""
        with Outbox(self._settings.outbox) as outbox:
            return send_waiting(outbox, self._sender)

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return
        self._wake.clear()


def _tell(device: Device, found: Visit) -> None:
    _LOG.info("%s: %d new, %d known, %d kept back", device.kind.name, found.fresh, found.repeats, found.kept)
    for text in found.unreadable:
        _LOG.warning("%s: %s", device.kind.name, text)


def sender_of(settings: Settings) -> Sender:
    """The way to the territory that these settings name."""
    if settings.destination.way == "fhir":
        from pagus.gateway.fhir_sender import FhirSender

        return FhirSender(settings.destination)
    if settings.destination.way == "mqtt":
        from pagus.gateway.mqtt_sender import MqttSender

        return MqttSender(settings.destination)
    raise ConfigError("{way!r} is no way to send", way=settings.destination.way)
