"""Where live finds older points when one comes late: the store, or its own memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pagus.engines.signals.model import Point
from pagus.errors import Conflict

__all__ = ["History", "Memory"]

History = Callable[[str, int, int], Iterable[tuple[str, str, int, float]]]
"""Takes: subject, from and to in ms (both included). Gives: its accepted points of that time, in any order."""


class Memory:
    """A history that remembers every point it is told: for scenarios and tests, where no store stands behind live."""

    def __init__(self) -> None:
        self._points: dict[str, dict[tuple[str, int], Point]] = {}

    def checked(self, point: Point) -> Point:
        """This point, if it does not contradict what is remembered. Refuses: Conflict."""
        known = self._points.get(point.subject, {}).get((point.signal, point.t))
        if known is not None and known.value != point.value:
            raise Conflict(
                "signal {signal} has another value at {t} already: a series has one value at an instant",
                signal=point.signal,
                t=point.t,
            )
        return point

    def remember(self, points: Iterable[Point]) -> None:
        """Keep these points."""
        for point in points:
            self._points.setdefault(point.subject, {})[point.signal, point.t] = point

    def __call__(self, subject: str, from_ms: int, to_ms: int) -> list[Point]:
        """The points of this subject in [from_ms, to_ms]."""
        return [point for point in self._points.get(subject, {}).values() if from_ms <= point.t <= to_ms]
