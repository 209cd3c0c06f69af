"""Since when today has somebody been asked for a measurement that has not come? An instant, and no word of which one.

For the reminder by SMS or e-mail (``messages.dispatching``), which says that the page waits and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from pagus.apps.home.asked import followed, home_signals, is_asked
from pagus.apps.streams import queries as streams
from pagus.apps.streams.observation import Quality
from pagus.kernel.time import DAY
from pagus.kit_language.model import Signal

__all__ = ["AGAIN_MINUTE", "FROM_MINUTE", "MOST_DAYS", "overdue_since"]

FROM_MINUTE = 11 * 60
"""What is asked today and has not come by 11:00 where the person lives is overdue; a team may set another. Local."""
AGAIN_MINUTE = 18 * 60
"""What is asked several times a day and has not come since noon is overdue from 18:00 on. Local."""
NOON_MINUTE = 12 * 60
MOST_DAYS = 3
"""Whoever let so many days pass is not written to any more: the kit's alert of missing data tells the team. Local."""


def overdue_since(person: str, now_ms: int, by_minute: int = FROM_MINUTE, *, after_ms: int = 0) -> int | None:
    """Since which instant of today has a measurement of this person been overdue? None when none is.

    Takes: the code of a person; from which minute of the day on; after which instant one matters to who asks. Nothing
    is read of those for whom nothing new can be overdue.
    Method: a signal is due on the day after its rhythm has passed since the newest value, or since the person was
    enrolled; a value that is held counts as measured, for they did measure.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    now = datetime.fromtimestamp(now_ms / 1000, zone)
    moments = (by_minute, max(AGAIN_MINUTE, by_minute))
    if not any(after_ms < _at(now.date(), minute, zone) <= now_ms for minute in moments):
        return None
    found = [
        instant
        for signal in home_signals(person)
        if is_asked(signal)
        for instant in _overdue(person, signal, now, zone, by_minute)
        if after_ms < instant <= now_ms
    ]
    return max(found, default=None)


def _overdue(person: str, signal: Signal, now: datetime, zone: ZoneInfo, by_minute: int) -> Iterator[int]:
    assert signal.every_ms is not None
    rhythm = timedelta(days=max(1, round(signal.every_ms / DAY)))
    moments = [datetime.fromtimestamp(t / 1000, zone) for t in _measured(person, signal, now, rhythm)]
    last = max((each.date() for each in moments), default=None)
    if last == now.date():
        if signal.every_ms < DAY and all(each < _moment(last, NOON_MINUTE, zone) for each in moments):
            yield _at(last, max(AGAIN_MINUTE, by_minute), zone)
        return
    begun = _enrolled_on(person, signal, zone) if last is None else last + rhythm
    if begun is not None and begun <= now.date() < begun + timedelta(days=MOST_DAYS):
        yield _at(now.date(), by_minute, zone)


def _measured(person: str, signal: Signal, now: datetime, rhythm: timedelta) -> list[int]:
    """The instants of what was measured as long ago as matters."""
    since = now - rhythm - timedelta(days=MOST_DAYS + 1)
    rows = streams.series(person, signal.code, int(since.timestamp() * 1000), int(now.timestamp() * 1000))
    return [row["t"] for row in rows.iter_rows(named=True) if row["quality"] <= Quality.HELD]


def _enrolled_on(person: str, signal: Signal, zone: ZoneInfo) -> date | None:
    """On which day was the person enrolled in the newest kit that asks for this?"""
    days = [
        datetime.fromtimestamp(each.from_ms / 1000, zone).date()
        for each in followed(person)
        if each.to_ms is None and signal.code in each.signals
    ]
    return max(days, default=None)


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone)


def _at(day: date, minute: int, zone: ZoneInfo) -> int:
    return int(_moment(day, minute, zone).timestamp() * 1000)
