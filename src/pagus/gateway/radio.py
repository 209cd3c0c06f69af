"""What the box needs of a radio: who is near, and a line to one device. `bluetooth` is the real one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

__all__ = ["Link", "Radio"]


class Link(Protocol):
    """An open line to one device. ``ended`` is set when the device has hung up."""

    ended: asyncio.Event

    async def read(self, characteristic: str) -> bytes | None:
        """The value of a characteristic; None where the device has none of this name."""
        ...

    async def write(self, characteristic: str, value: bytes) -> None:
        """Write a value, and wait until the device has it. Refuses: OSError."""
        ...

    async def listen(self, characteristic: str, heard: Callable[[bytes], None]) -> None:
        """Call ``heard`` for each notification or indication. Refuses: OSError where there is none of this name."""
        ...


class Radio(Protocol):
    """The radio of the box."""

    def near(self) -> AsyncIterator[str]:
        """The addresses of devices, each time one says that it is there."""
        ...

    def line(self, address: str) -> AbstractAsyncContextManager[Link]:
        """A line to this device. Refuses: OSError when it cannot be opened."""
        ...
