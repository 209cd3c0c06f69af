"""Do two devices send the same signal of one person, and do they agree? Two scales in one household do not."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

import polars as pl

from pagus.apps.streams import queries as streams
from pagus.kernel.time import DAY
from pagus.kit_language.model import Signal

__all__ = ["Disagreement", "disagreements"]

WINDOW_MS = 14 * DAY
FEWEST = 3
"""Readings of each source before anything is said; a local choice."""
SPREADS = 2.0
_ACCEPTED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two sources of one signal whose middle values lie apart by more than their readings scatter."""

    signal: Signal
    low_source: str
    high_source: str
    apart: float


def disagreements(subject: str, signals: list[Signal], now_ms: int) -> tuple[Disagreement, ...]:
    """Which signals of this person come from two sources that disagree? Showing it is noted by who asks.

    Method: of the last 14 days, the medians of the sources with at least three readings; they disagree when the
    farthest two lie apart by more than twice the larger median deviation within a source. Limits: a source is a gateway
    or a program, so two scales on one gateway look like one; a person who changes between two dates looks like two.
    """
    found = []
    for signal in signals:
        rows = streams.series(subject, signal.code, now_ms - WINDOW_MS, now_ms).filter(pl.col("quality") == _ACCEPTED)
        by_source = {str(name): part["value"].to_list() for (name,), part in rows.group_by("source")}
        own = {name: values for name, values in by_source.items() if len(values) >= FEWEST}
        if len(own) < 2:
            continue
        middles = {name: median(values) for name, values in own.items()}
        scatter = max(median([abs(it - middles[name]) for it in values]) for name, values in own.items())
        low, high = min(middles, key=middles.__getitem__), max(middles, key=middles.__getitem__)
        apart = middles[high] - middles[low]
        if apart > SPREADS * scatter:
            found.append(Disagreement(signal=signal, low_source=low, high_source=high, apart=apart))
    return tuple(found)
