"""Which router answers for somebody who leaves from here at this time?"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from pagus.apps.travel import queries as travel
from pagus.engines.access.model import Mode, Router
from pagus.engines.access.transit import Departures
from pagus.errors import DataGapError, NotFound

__all__ = ["router_from"]

WINDOW_S = 3_600
"""Whoever leaves within the hour: the median of these departures counts (local default, as for the whole room)."""


def router_from(mode: Mode, lon: float, lat: float, leave_ms: int) -> Router:
    """What knows the travel times from this point, for whoever leaves within an hour of this instant?

    Gives: streets, a timetable or the straight line, as they are loaded; of a timetable that does not know the day, a
    usual morning. Refuses: DataGapError for public transport where no timetable is loaded.
    """
    if mode != "transit":
        return travel.router_for(mode, lon, lat)
    try:
        try:
            return travel.router_for(mode, lon, lat, _departures(leave_ms))
        except DataGapError:
            # The timetable does not know this day: a usual one stands for it, and the words of the router say so.
            return travel.router_for(mode, lon, lat)
    except NotFound as error:
        raise DataGapError("no timetable is known here: choose another way of going than public transport") from error


def _departures(leave_ms: int) -> Departures:
    here = datetime.fromtimestamp(leave_ms // 1_000, UTC).astimezone(ZoneInfo(settings.TIME_ZONE))
    start_s = here.hour * 3_600 + here.minute * 60
    return Departures(day=here.date(), start_s=start_s, end_s=start_s + WINDOW_S)
