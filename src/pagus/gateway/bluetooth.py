"""The radio of this computer, through bleak: the one module that knows it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from pagus.errors import ConfigError
from pagus.gateway.radio import Link

try:
    from bleak import BleakClient, BleakScanner
    from bleak.exc import BleakError
except ImportError as error:  # pragma: no cover - the development set has it
    raise ConfigError('this computer has no bleak: install it with pip install "pagus[gateway]"') from error

__all__ = ["Bluetooth"]

_CONNECT_S = 20.0


class _Line:
    def __init__(self, client: BleakClient, ended: asyncio.Event) -> None:
        self._client = client
        self.ended = ended

    async def read(self, characteristic: str) -> bytes | None:
        if self._client.services.get_characteristic(characteristic) is None:
            return None
        try:
            return bytes(await self._client.read_gatt_char(characteristic))
        except BleakError as error:
            raise OSError(str(error)) from error

    async def write(self, characteristic: str, value: bytes) -> None:
        try:
            await self._client.write_gatt_char(characteristic, value, response=True)
        except BleakError as error:
            raise OSError(str(error)) from error

    async def listen(self, characteristic: str, heard: Callable[[bytes], None]) -> None:
        try:
            await self._client.start_notify(characteristic, lambda _sender, value: heard(bytes(value)))
        except BleakError as error:
            raise OSError(str(error)) from error


class Bluetooth:
    """The Bluetooth adapter of this computer."""

    async def near(self) -> AsyncIterator[str]:
        """The addresses of devices, each time one says that it is there. Refuses: ConfigError without an adapter."""
        try:
            async with BleakScanner() as scanner:
                async for device, _ in scanner.advertisement_data():
                    yield device.address.upper()
        except (BleakError, OSError) as error:
            raise ConfigError("no Bluetooth adapter answers: {reason}", reason=str(error)) from error

    @asynccontextmanager
    async def line(self, address: str) -> AsyncIterator[Link]:
        """A line to this device. Refuses: OSError when it cannot be opened."""
        ended = asyncio.Event()
        client = BleakClient(address, disconnected_callback=lambda _client: ended.set(), timeout=_CONNECT_S)
        try:
            await client.connect()
        except (BleakError, TimeoutError) as error:
            raise OSError(str(error)) from error
        try:
            yield _Line(client, ended)
        finally:
            await client.disconnect()
