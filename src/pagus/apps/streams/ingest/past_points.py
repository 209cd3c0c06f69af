"""Where the engine finds older points when one comes late: read once for all subjects that are fed together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from pagus.apps.streams.store.interface import ObservationStore
from pagus.engines.signals import Point
from pagus.kernel.time import DAY

__all__ = ["PastPoints"]

_MARGIN_MS = 2 * DAY
"""Late points of one delivery lie near each other: reading a little further back serves them all."""


class PastPoints:
    """The history of an engine, as far as it has read the store. Reads nothing until the engine asks."""

    def __init__(self, store: ObservationStore, signals: Sequence[str]) -> None:
        """For an engine that uses these signals."""
        self._store = store
        self._signals = list(signals)
        self.begin((), 0)

    def begin(self, subjects: Iterable[str], until_seq: int) -> None:
        """Points of these subjects are fed next, and the store is read up to here."""
        self._subjects = set(subjects)
        self._until_seq = until_seq
        self._from_ms: int | None = None
        self._points: dict[str, list[Point]] = {}

    def __call__(self, subject: str, from_ms: int, to_ms: int) -> list[Point]:
        """The accepted points of this subject in [from_ms, to_ms], by signal and time."""
        if self._from_ms is None or from_ms < self._from_ms or subject not in self._subjects:
            self._read(subject, from_ms - _MARGIN_MS)
        return [point for point in self._points.get(subject, ()) if from_ms <= point.t <= to_ms]

    def _read(self, subject: str, from_ms: int) -> None:
        self._subjects.add(subject)
        self._from_ms = from_ms
        codes = sorted(self._subjects)
        frame = self._store.history(codes, self._signals, from_ms, until_seq=self._until_seq)
        groups = groupby(frame.iter_rows(), itemgetter(0))
        self._points = {code: [Point._make(row) for row in rows] for code, rows in groups}
