"""Simulated peripherals: they speak the bytes of the Bluetooth health profiles and misbehave on request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from pagus.gateway.devices import RECORD_ACCESS
from pagus.gateway.radio import Link


def in_a_thread(work: Coroutine[Any, Any, Any]) -> Any:
    """What this coroutine gives. The browser tests keep an event loop running in the thread of the tests."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def stamp(year: int, month: int, day: int, hour: int, minute: int, second: int = 0) -> bytes:
    """A date and time as devices write it."""
    return year.to_bytes(2, "little") + bytes([month, day, hour, minute, second])


def weight(counts: int, when: bytes = b"", user: int | None = None, imperial: bool = False) -> bytes:
    """A Weight Measurement of so many steps of 5 g (or hundredths of a pound)."""
    flags = (1 if imperial else 0) | (2 if when else 0) | (4 if user is not None else 0)
    return bytes([flags]) + counts.to_bytes(2, "little") + when + (b"" if user is None else bytes([user]))


def glucose(number: int, when: bytes, milligrams: int, *, kind: int = 1, status: int | None = None) -> bytes:
    """A Glucose Measurement in mg/dL: mantissa, and the exponent -5 of kg/L."""
    flags = 2 | (8 if status is not None else 0)
    concentration = (((-5) & 0xF) << 12 | milligrams).to_bytes(2, "little")
    tail = b"" if status is None else status.to_bytes(2, "little")
    return bytes([flags]) + number.to_bytes(2, "little") + when + concentration + bytes([0x10 | kind]) + tail


@dataclass
class Peripheral:
    """One device. ``says`` is told to whoever listens; ``records`` are given on request, by number."""

    measurement: str
    says: list[bytes] = field(default_factory=list)
    records: dict[int, bytes] = field(default_factory=dict)
    values: dict[str, bytes] = field(default_factory=dict)
    hang_up_after: int | None = None
    """It hangs up in the middle of its report, after so many records."""
    refuses: int = 0
    """The code with which it refuses to report."""
    asked: list[bytes] = field(default_factory=list)


class Line:
    """An open line to a peripheral."""

    def __init__(self, peripheral: Peripheral) -> None:
        self._peripheral = peripheral
        self._heard: dict[str, Callable[[bytes], None]] = {}
        self.ended = asyncio.Event()

    async def read(self, characteristic: str) -> bytes | None:
        return self._peripheral.values.get(characteristic)

    async def listen(self, characteristic: str, heard: Callable[[bytes], None]) -> None:
        self._heard[characteristic] = heard
        if characteristic == self._peripheral.measurement:
            for raw in self._peripheral.says:
                heard(raw)

    async def write(self, characteristic: str, value: bytes) -> None:
        assert characteristic == RECORD_ACCESS
        self._peripheral.asked.append(value)
        asyncio.get_running_loop().call_soon(self._report, value)

    def _report(self, request: bytes) -> None:
        peripheral = self._peripheral
        if peripheral.refuses:
            self._heard[RECORD_ACCESS](bytes([6, 0, 1, peripheral.refuses]))
            return
        lowest = int.from_bytes(request[3:5], "little") if request[1] == 3 else 0
        wanted = [raw for number, raw in sorted(peripheral.records.items()) if number >= lowest]
        for count, raw in enumerate(wanted):
            if count == peripheral.hang_up_after:
                self.ended.set()
                return
            self._heard[peripheral.measurement](raw)
        self._heard[RECORD_ACCESS](bytes([6, 0, 1, 1 if wanted else 6]))


@dataclass
class SimulatedRadio:
    """A radio with the devices that are near, by address; they say so once each, then the room is silent."""

    peripherals: dict[str, Peripheral]
    unreachable: set[str] = field(default_factory=set)

    async def near(self) -> AsyncIterator[str]:
        for address in self.peripherals:
            yield address

    @asynccontextmanager
    async def line(self, address: str) -> AsyncIterator[Link]:
        if address in self.unreachable:
            raise OSError("no answer")
        yield Line(self.peripherals[address])
