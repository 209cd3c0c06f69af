"""The signals of many people at a glance: a value a day, the own band, and what has not come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pagus.apps.installations.queries import get_installation
from pagus.apps.streams import queries as streams
from pagus.apps.worklist.trend import LOOK_BACK_MS, Glance, glance
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.model import Signal

__all__ = ["MOST_SIGNALS", "SignalGlance", "glances"]

MOST_SIGNALS = 4
_FORGIVEN_BEATS = 2
"""A signal is missing after so many beats of its own rhythm (a local choice); without a rhythm nothing is due."""


_Daily = tuple[list[int], list[float], int]
"""Instants and means of the days of a series, and how many readings the last of them holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalGlance:
    """One signal of one person. ``missing_ms``: since when nothing came although something was due, else None.

    ``averaged``: the newest value is the mean of several readings within a day, and has to be called so.
    """

    signal: Signal
    glance: Glance
    missing_ms: int | None
    averaged: bool


def glances(followed: Mapping[str, set[int]], now_ms: int) -> dict[str, tuple[SignalGlance, ...]]:
    """How do the signals of these people stand?

    Takes: for each person the installations whose alerts wait; now. Gives: at most ``MOST_SIGNALS`` for each, those
    that are missing or out of the own band first. Showing them is noted by who asks.
    """
    kits = {number: get_installation(number).kit for number in frozenset[int]().union(*followed.values())}
    wanted = {
        subject: {code: it for number in sorted(numbers) for code, it in kits[number].signals.items()}
        for subject, numbers in followed.items()
    }
    codes = sorted({code for signals in wanted.values() for code in signals})
    if not codes:
        return {}
    # A dense signal, a reading every few minutes, is thinned by the store's reader before it becomes Python.
    rows = streams.history(list(followed), codes, now_ms - LOOK_BACK_MS, now_ms)
    daily = _thinned(rows, now_ms)
    return {
        subject: tuple(sorted(_each(subject, signals, daily, now_ms), key=_tellingness)[:MOST_SIGNALS])
        for subject, signals in wanted.items()
    }


def _thinned(rows: pl.DataFrame, now_ms: int) -> dict[tuple[str, str], _Daily]:
    """For each series one row a day: its mean, at the instant of its last reading, and of how many readings."""
    back = ((pl.col("t") - now_ms) // DAY).alias("back")
    days = (
        rows.lazy()
        .group_by("subject", "signal", back)
        .agg(pl.col("t").max(), pl.col("value").mean(), pl.len().alias("n"))
        .sort("subject", "signal", "t")
        .group_by("subject", "signal", maintain_order=True)
        .agg("t", "value", pl.col("n").last())
        .collect()
    )
    return {(subject, signal): (t, value, n) for subject, signal, t, value, n in days.iter_rows()}


def _each(
    subject: str,
    signals: Mapping[str, Signal],
    daily: Mapping[tuple[str, str], _Daily],
    now_ms: int,
) -> list[SignalGlance]:
    found = []
    for code, signal in signals.items():
        times, values, newest_of = daily.get((subject, code), ([], [], 0))
        if not times:
            continue
        allowed = None if signal.every_ms is None else max(_FORGIVEN_BEATS * signal.every_ms, HOUR)
        late = times[-1] if allowed is not None and now_ms - times[-1] > allowed else None
        drawn = glance(times, values, now_ms)
        found.append(SignalGlance(signal=signal, glance=drawn, missing_ms=late, averaged=newest_of > 1))
    return found


def _tellingness(each: SignalGlance) -> tuple[bool, bool]:
    return each.missing_ms is None, each.glance.direction not in {"above", "below"}
