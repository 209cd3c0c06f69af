"""When was it measured? Wrong clocks, unset clocks, the hour that comes twice."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from pagus.gateway.device_time import Taken, instant_of, skew_of, taken
from pagus.kernel.time import DAY, HOUR, MINUTE, parse_instant

PARIS = ZoneInfo("Europe/Paris")
NOW = parse_instant("2026-03-02T10:30:00Z")


def clock(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("stamp", "skew", "stored", "expected"),
    [
        ("2026-03-02T11:29:00", None, False, Taken(NOW - MINUTE, "device")),
        ("2026-03-02T11:33:00", None, False, Taken(NOW, "device")),  # 3 minutes ahead: never later than now
        ("2026-03-02T13:30:00", None, False, Taken(NOW, "arrival")),  # 2 hours ahead: the clock is wrong
        ("2026-03-02T13:30:00", None, True, None),  # a stored record: nobody knows when
        ("2026-03-02T13:20:00", 2 * HOUR, True, Taken(NOW - 10 * MINUTE, "corrected")),
        ("2026-03-02T11:20:30", 30_000, True, Taken(NOW - 10 * MINUTE + 30_000, "device")),
        ("2000-01-01T00:00:00", None, False, Taken(NOW, "arrival")),
        ("2000-01-01T00:00:00", None, True, None),
        (None, None, False, Taken(NOW, "arrival")),
        (None, None, True, None),
    ],
)
def test_taken(stamp: str | None, skew: int | None, stored: bool, expected: Taken | None) -> None:
    assert taken(clock(stamp) if stamp else None, NOW, PARIS, skew, stored) == expected


def test_the_hour_that_comes_twice_is_the_first_one() -> None:
    assert instant_of(clock("2026-10-25T02:30:00"), PARIS) == parse_instant("2026-10-25T00:30:00Z")


def test_skew() -> None:
    assert skew_of(None, NOW, PARIS) is None
    assert skew_of(clock("2026-03-01T11:30:00"), NOW, PARIS) == -DAY
