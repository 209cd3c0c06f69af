"""Instants and durations: integers of milliseconds, so that live and replay compare equal to the bit.

An instant is milliseconds since 1970-01-01 00:00 UTC; a duration is milliseconds. Text forms are
ISO 8601 with an offset for instants, and ``90s``, ``5m``, ``72h``, ``14d``, ``2w`` for durations.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from pagus.errors import InputError

__all__ = [
    "DAY",
    "HOUR",
    "MINUTE",
    "SECOND",
    "WEEK",
    "clock_text",
    "format_duration",
    "format_instant",
    "parse_duration",
    "parse_instant",
    "read_clock",
]

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY

_UNITS = {"ms": 1, "s": SECOND, "m": MINUTE, "h": HOUR, "d": DAY, "w": WEEK}
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)", re.ASCII)
_DURATION = re.compile(r"(\d{1,9})(ms|s|m|h|d|w)")


def parse_duration(text: str) -> int:
    """How many milliseconds is this duration?

    Takes: a whole number and one of ms, s, m, h, d, w. Gives: milliseconds, above zero.
    Refuses: InputError for anything else.
    Example: ``parse_duration("72h") == 259_200_000``.
    """
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise InputError(
            "{text!r} is not a duration: write a whole number and a unit, as 90s, 5m, 72h or 14d", text=text
        )
    milliseconds = int(match[1]) * _UNITS[match[2]]
    if milliseconds == 0:
        raise InputError("{text!r} is empty: a duration is above zero", text=text)
    return milliseconds


def format_duration(milliseconds: int) -> str:
    """How is this duration written, with the largest unit that divides it?

    Takes: milliseconds. Gives: the text that ``parse_duration`` reads back.
    Example: ``format_duration(259_200_000) == "3d"``.
    """
    for unit in ("w", "d", "h", "m", "s"):
        size = _UNITS[unit]
        if milliseconds >= size and milliseconds % size == 0:
            return f"{milliseconds // size}{unit}"
    return f"{milliseconds}ms"


def clock_text(minute: int) -> str:
    """How is this minute of the day written? Takes: minutes after midnight. Gives: ``08:30`` for 510."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def read_clock(text: str) -> int | None:
    """Which minute of the day is ``08:30``, or ``8h30``? Takes: a text. Gives: 0 to 1439; None when it is no time."""
    found = _CLOCK.fullmatch(text.strip())
    return None if found is None else int(found[1]) * 60 + int(found[2])


def parse_instant(text: str) -> int:
    """Which instant does this ISO 8601 text name?

    Takes: a date and time with an offset (``2026-03-01T08:00:00+01:00`` or a final ``Z``).
    Gives: milliseconds since 1970 UTC. Refuses: InputError when it is no date, or has no offset:
    a local time without a zone is two instants on one night a year.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError("{text!r} is not a date and time: write it as 2026-03-01T08:00:00+01:00", text=text) from error
    if moment.tzinfo is None:
        raise InputError("{text!r} has no time zone: add an offset, as +01:00 or Z", text=text)
    delta = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds // 1_000


def format_instant(milliseconds: int) -> str:
    """How is this instant written in UTC?

    Takes: milliseconds since 1970 UTC. Gives: ISO 8601 with a final ``Z``.
    Example: ``format_instant(0) == "1970-01-01T00:00:00Z"``.
    """
    moment = datetime.fromtimestamp(milliseconds // SECOND, UTC)
    fraction = milliseconds % SECOND
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + (f".{fraction:03d}" if fraction else "") + "Z"
