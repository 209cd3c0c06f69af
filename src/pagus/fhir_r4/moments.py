"""How do two FHIR dates stand to each other, with the precision that each was written with?"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

__all__ = ["bounds"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_DAY_MS: Final = 86_400_000
_PARTS = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII
).fullmatch


def bounds(text: str) -> tuple[int, int]:
    """From when to when is this date, dateTime or instant?

    Takes: a date as FHIR writes it, also the shortened times that a search may hold; without a zone it is read in UTC.
    Gives: milliseconds since 1970, the end excluded. Refuses: ValueError for anything else.
    """
    parts = _PARTS(text)
    if parts is None:
        raise ValueError("not a date")
    year, month, day = int(parts[1]), int(parts[2] or 1), int(parts[3] or 1)
    if parts[4] is None:
        low = _ms(datetime(year, month, day, tzinfo=UTC))
        return low, low + _days(parts[2], parts[3], year, month) * _DAY_MS
    low = _ms(datetime(year, month, day, int(parts[4]), int(parts[5]), tzinfo=_zone(parts[8])))
    if parts[6] is None:
        return low, low + 60_000
    low += int(parts[6]) * 1000
    if parts[7] is None:
        return low, low + 1000
    return low + int(parts[7][:3].ljust(3, "0")), low + int(parts[7][:3].ljust(3, "0")) + 10 ** max(
        0, 3 - len(parts[7])
    )


def _days(month_text: str | None, day_text: str | None, year: int, month: int) -> int:
    if month_text is None:
        return 366 if monthrange(year, 2)[1] == 29 else 365
    return monthrange(year, month)[1] if day_text is None else 1


def _zone(text: str | None) -> timezone:
    if text is None or text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _ms(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND
