"""When was this measured? A device's clock has no zone, is often wrong, and is sometimes not set at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pagus.kernel.time import DAY, MINUTE

__all__ = ["Taken", "skew_of", "taken"]

_AHEAD_MS = 5 * MINUTE
"""A reading from further in the future than this has a wrong clock. Local default."""
_OLDEST_MS = 400 * DAY
"""A stored reading older than this comes from a clock that was never set. Local default."""
_SKEW_NOTED_MS = 1 * MINUTE


@dataclass(frozen=True, slots=True)
class Taken:
    """An instant, ms since 1970 UTC, and where it comes from: ``device``, ``corrected`` or ``arrival``."""

    at_ms: int
    basis: str


def taken(stamp: datetime | None, arrived_ms: int, zone: ZoneInfo, skew_ms: int | None, stored: bool) -> Taken | None:
    """When was it measured?

    Takes: the device's stamp; when it arrived; the household's zone; by how much the device's clock is ahead, where
    it was asked; whether the device stores records (then the arrival says nothing). Gives: None where nobody can know:
    an instant is never invented. An hour that comes twice in autumn is taken for the first one.
    """
    if stamp is not None:
        told_ms = instant_of(stamp, zone)
        if skew_ms is not None and abs(skew_ms) > _SKEW_NOTED_MS:
            at_ms, basis = told_ms - skew_ms, "corrected"
        else:
            at_ms, basis = told_ms, "device"
        if arrived_ms - _OLDEST_MS <= at_ms <= arrived_ms + _AHEAD_MS:
            return Taken(min(at_ms, arrived_ms), basis)
    return None if stored else Taken(arrived_ms, "arrival")


def skew_of(device_clock: datetime | None, now_ms: int, zone: ZoneInfo) -> int | None:
    """By how many ms is the device's clock ahead of ours? None where it tells none."""
    return None if device_clock is None else instant_of(device_clock, zone) - now_ms


def instant_of(stamp: datetime, zone: ZoneInfo) -> int:
    """Which instant is this time of day in this zone, ms since 1970 UTC?"""
    return int(stamp.replace(tzinfo=zone).astimezone(UTC).timestamp() * 1000)
