"""New observations of SensorThings for whoever subscribes: places and things, never people.

Told is what is stored from the start of the door on, once, as SensorThings has it: who was not listening reads it over
HTTP. So nothing is kept of how far a subscriber has come, and no day waits for a door that was switched off.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from django.db import Error as DatabaseError
from django.db import close_old_connections

from pagus.apps.sensing.queries.outbox import messages_after
from pagus.apps.streams.queries import counts
from pagus.errors import StoreError

__all__ = ["TOPICS", "publish_new"]

log = logging.getLogger(__name__)
TOPICS = "v1.1/"
"""What these topics begin with."""
_PAUSE_S = 0.5
_AT_ONCE = 500


async def publish_new(publish: Callable[[str, bytes], Awaitable[None]]) -> None:
    """Publish new observations until cancelled. ``publish`` takes a topic and a payload."""
    reached: int | None = None
    while True:
        try:
            if reached is None:
                reached = counts().sequence
            messages, now = messages_after(reached, _AT_ONCE)
        except (DatabaseError, StoreError):
            log.warning("new observations cannot be read: it is tried again", exc_info=True)
            close_old_connections()
            await asyncio.sleep(_PAUSE_S)
            continue
        for each in messages:
            await publish(each.topic, each.payload)
        if now == reached:
            await asyncio.sleep(_PAUSE_S)
        reached = now
