"""Reading the body of a request: all of it, in time and within measure, or a reason why not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Literal, Protocol

__all__ = ["BUDGET", "GRACE_S", "SLOWEST_BYTES_S", "Budget", "Incoming", "Unread", "read_body"]

GRACE_S = 15.0
"""Seconds in which a body may bring nothing at all."""
SLOWEST_BYTES_S = 16 * 1024
"""Bytes a second that a body must bring on average after the grace: 128 kbit/s, a poor mobile network."""
BUDGET = 512 * 1024 * 1024
"""Bytes that all bodies that are being read may have together."""
_IN_MEMORY = 64 * 1024

Unread = Literal["late", "crowded", "cut"]
"""Why a body was not read to its end: too slow, too many at once, or the sender went away."""


@dataclass(slots=True)
class Budget:
    """What the bodies that are being read may still take. One event loop uses it: nothing to lock."""

    left: int = BUDGET


class Incoming(Protocol):
    """A body on its way: called, it gives all of it; iterated, it gives each part as it comes. Once, either way."""

    async def __call__(self) -> bytes:
        """The whole body."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The parts of the body."""


async def read_body(incoming: Incoming, length: int, budget: Budget) -> IO[bytes] | Unread:
    """Read a body of this many bytes.

    Takes: the body on its way; what the head says of its length; the budget that it shares with others.
    Gives: the body, to be read from its beginning and closed by the caller, or why there is none. A sender who ends
    early has gone away: "cut". Method: the deadline moves with what came, so that a slow network is waited for and a
    sender who drips is not.
    """
    if length == 0:
        return BytesIO()
    if length > budget.left:
        return "crowded"
    budget.left -= length
    try:
        return await (_short(incoming, length) if length <= _IN_MEMORY else _long(incoming, length))
    except TimeoutError:
        return "late"
    finally:
        budget.left += length


async def _short(incoming: Incoming, length: int) -> IO[bytes] | Unread:
    async with asyncio.timeout(GRACE_S + length / SLOWEST_BYTES_S):
        content = await incoming()
    return BytesIO(content) if len(content) == length else "cut"


async def _long(incoming: Incoming, length: int) -> IO[bytes] | Unread:
    loop = asyncio.get_running_loop()
    began, received = loop.time(), 0
    body = TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        async with asyncio.timeout(GRACE_S) as deadline:
            async for chunk in incoming:
                received += len(chunk)
                body.write(chunk)
                deadline.reschedule(began + GRACE_S + received / SLOWEST_BYTES_S)
    except BaseException:
        body.close()
        raise
    if received != length:
        body.close()
        return "cut"
    body.seek(0)
    return body
