"""Which of many are open when one gets there: days as bits, one row a service, looked up at the minute of arrival.

Each table is that of one date: exceptions and public holidays are in it, which a usual week does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.hours import DAY_MINUTES, WeeklyHours
from pagus.kernel.time import DAY, MINUTE

__all__ = ["day_bits", "day_of", "open_at_minutes", "open_between", "wall_clock"]

_EPOCH = date(1970, 1, 1)


def day_bits(hours: Sequence[WeeklyHours], day: date) -> NDArray[np.uint8]:
    """At which minutes of this date is each open?

    Takes: the hours of n services. Gives: (n, 180) uint8, a bit for each minute of the local day, the lowest first;
    all 0 where the hours are not known.
    """
    minutes = np.zeros((len(hours), DAY_MINUTES), dtype=np.bool_)
    for row, each in enumerate(hours):
        for start, end in each.intervals_on(day) if each.known else ():
            minutes[row, start:end] = True
    return np.packbits(minutes, axis=1, bitorder="little")


def wall_clock(instants_ms: NDArray[np.int64], zone: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What do calendar and clock show at these instants?

    Takes: (n,) ms since 1970 UTC; a time zone. Gives: (n,) days since 1970-01-01, (n,) minutes after midnight, both
    local.
    Method: one offset for all where it is the same at the first and the last, else one for each.
    """
    if len(instants_ms) == 0:
        return instants_ms, instants_ms
    first, last = _offset_ms(int(instants_ms.min()), zone), _offset_ms(int(instants_ms.max()), zone)
    offsets: NDArray[np.int64] | int = first
    if first != last:
        offsets = np.array([_offset_ms(int(each), zone) for each in instants_ms], dtype=np.int64)
    local = instants_ms + offsets
    return local // DAY, local % DAY // MINUTE


def open_at_minutes(bits: NDArray[np.uint8], minutes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is each open at its own minute of the day?

    Takes: ``bits`` (n, 180) of ``day_bits``; ``minutes`` (n,), 0 to 1439. Gives: (n,) booleans.
    """
    rows = np.arange(len(minutes))
    found: NDArray[np.bool_] = (bits[rows, minutes >> 3] >> (minutes & 7).astype(np.uint8) & 1).astype(np.bool_)
    return found


def open_between(bits: NDArray[np.uint8], start: int, end: int) -> NDArray[np.bool_]:
    """Is each open at some minute from ``start`` to before ``end`` of the day?

    Takes: ``bits`` (n, 180) of ``day_bits``; minutes, 0 <= start < end <= 1440. Gives: (n,) booleans.
    """
    mask = np.zeros(DAY_MINUTES, dtype=np.bool_)
    mask[start:end] = True
    wanted = np.packbits(mask, bitorder="little")
    low, high = start >> 3, (end + 7) >> 3
    return np.asarray((bits[:, low:high] & wanted[low:high]).any(axis=1), dtype=np.bool_)


def day_of(number: int) -> date:
    """The date that ``wall_clock`` gave as this number."""
    return _EPOCH + timedelta(days=number)


def _offset_ms(instant_ms: int, zone: str) -> int:
    offset = datetime.fromtimestamp(instant_ms // 1_000, UTC).astimezone(ZoneInfo(zone)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds()) * 1_000
