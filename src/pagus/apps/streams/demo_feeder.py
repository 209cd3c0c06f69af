"""The demo's feeder: what the virtual patients and stations measure, sent as the demo clock passes it."""

from __future__ import annotations

import logging
from itertools import pairwise

import polars as pl

from pagus.apps.streams.line.frames import Reply
from pagus.apps.streams.observation import Batch, Observation, Receipts
from pagus.apps.streams.store.interface import Consumed, ObservationStore
from pagus.apps.workspace import Clock
from pagus.library.scenes import Scene

__all__ = ["SOURCE", "DemoFeeder"]

LOGGER = logging.getLogger(__name__)
SOURCE = "simulated"
_CONSUMER = "demo-feeder"
_READS_NOTHING = 2**62
_BATCH = 2_000


class DemoFeeder:
    """Sends what has become due since the last time; after a start, since the last time before it.

    What was measured up to the start of the demo clock is loaded with the demo itself.
    """

    def __init__(self, store: ObservationStore, clock: Clock, scene: Scene) -> None:
        """Read the shipped measurements of the scene, laid so that they end with the demo clock."""
        self._store = store
        self._clock = clock
        frame = scene.observations(clock.end_ms).with_columns(t=pl.col("t_offset") + clock.end_ms)
        self._frame = frame.sort("t", "subject", "signal").select("subject", "signal", "t", "value", "unit")
        kept = store.consumed().get(_CONSUMER)
        self._stored_until = clock.start_ms if kept is None else kept.clock_ms
        self._asked_until = self._stored_until
        self._outstanding = 0

    def due(self) -> list[Batch]:
        """What is measured up to now and was not sent yet; nothing while answers are outstanding."""
        if self._outstanding:
            return []
        self._asked_until = self._clock.now_ms()
        due = self._frame.filter(pl.col("t") > self._stored_until, pl.col("t") <= self._asked_until)
        observations = [Observation(*row) for row in due.iter_rows()]
        bounds = [*range(0, len(observations), _BATCH), len(observations)]
        batches = [Batch(SOURCE, observations[start:end]) for start, end in pairwise(bounds)]
        self._outstanding = len(batches)
        return batches

    def answered(self, reply: Reply) -> None:
        """Take the answer to one batch. When one failed, all of them are sent again: a repeat has no effect."""
        self._outstanding -= 1
        if not isinstance(reply, Receipts):
            LOGGER.error("measurements of the demo could not be stored, and are sent again: %s", reply)
            self._asked_until = self._stored_until
        elif self._outstanding == 0 and self._asked_until > self._stored_until:
            self._stored_until = self._asked_until
            self._store.advance_consumer(_CONSUMER, Consumed(_READS_NOTHING, self._stored_until))
