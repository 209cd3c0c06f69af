"""Instants in forms: a day and a time of the workspace's zone, read and written."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from pagus.errors import InputError

__all__ = ["instant_of", "written_instant"]

FIRST_YEAR, LAST_YEAR = 1970, 2999


def instant_of(text: str) -> int:
    """Which instant (ms) does a form name, as 2026-03-01T08:00 of the workspace's zone? Refuses: InputError."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValueError(moment.year)
        return int(moment.timestamp() * 1000)
    except ValueError as error:
        raise InputError("{text!r} is no day and time: write it as 2026-03-01T08:00", text=text[:40]) from error


def written_instant(instant: int) -> str:
    """An instant (ms) as a form takes it."""
    return datetime.fromtimestamp(instant / 1000, ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m-%dT%H:%M")
