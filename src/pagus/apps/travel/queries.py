"""Reading travel: what is loaded, from when, and the router for a point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

from django.conf import settings

from pagus.apps.travel.keeping import TravelSource, latest_in, read_about, read_arrays
from pagus.engines.access.model import Mode, Router
from pagus.engines.access.roads import RoadGraph, RoadMode, RoadRouter, distance_m
from pagus.engines.access.transit import Departures, Timetable, TransitRouter
from pagus.errors import NotFound

__all__ = [
    "STREET_MODES",
    "Loaded",
    "TravelSource",
    "credit_of",
    "departures_on",
    "modes_at",
    "router_for",
    "source_for",
    "sources",
]

STREET_MODES: tuple[RoadMode, ...] = ("car", "bike", "foot")
OLD_STREETS_DAYS = 365
"""Streets older than this are said to be old. Local default; a timetable is old once its last day has passed."""
MORNING_S = 8 * 3600
FARTHEST_STOP_M = 1_000.0
"""A point farther from every stop is not in reach of public transport: a quarter of an hour on foot. Local default."""
RIM_DEG = 0.02
"""A point may lie a walk outside of the outermost street or stop."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One source with its age on the day of the workspace. ``age_days`` None: its file says no day."""

    source: TravelSource
    age_days: int | None
    old: bool


def sources() -> tuple[Loaded, ...]:
    """What is loaded, from when, whose is it? Streets first, then timetables, by name."""
    today = _today()
    return tuple(_aged(_about(file), today) for file in _files())


def source_for(mode: Mode, lon: float, lat: float) -> TravelSource | None:
    """Which loaded source answers for this mode at this point? None: a straight line does (or nothing, for transit)."""
    found = _covering(mode, lon, lat)
    return None if found is None else _about(found)


def modes_at(lon: float, lat: float) -> dict[Mode, Literal["streets", "timetable", "straight"]]:
    """By which modes can one go from this point, and how is the time found? Without a timetable there is no transit."""
    found: dict[Mode, Literal["streets", "timetable", "straight"]] = {
        mode: "straight" if _covering(mode, lon, lat) is None else "streets" for mode in STREET_MODES
    }
    if _covering("transit", lon, lat) is not None:
        found["transit"] = "timetable"
    return found


def router_for(mode: Mode, lon: float, lat: float, departures: Departures | None = None) -> Router:
    """What knows the travel times from around this point?

    Takes: the mode; degrees; for public transport when people leave, None for an hour of the morning of the next
    working day that the timetable knows.
    Gives: streets or a timetable where they are loaded and the point lies on them; else, for car, bike and foot, the
    straight line with the speeds of the library. ``router.words`` says which it is.
    Refuses: NotFound for public transport where no timetable is loaded; DataGapError for a day without service.
    """
    file = _covering(mode, lon, lat)
    if mode != "transit":
        return _straight(mode) if file is None else _streets(file, mode)
    if file is None:
        raise NotFound("no timetable is loaded here: pagus import timetable FILE.zip")
    usual = _transit(file, _today(), _covering("foot", lon, lat))
    return usual if departures is None else usual.leaving(departures)


def credit_of(source: TravelSource) -> str:
    """Whose data is this, and of when? To be shown beside every result and map that is made of it."""
    day = source.last_day or source.taken
    return f"{source.credit}, {day}" if day else source.credit


def departures_on(timetable: Timetable, today: date) -> Departures:
    """When do people leave, if nobody says it?

    Takes: the timetable and a day. Gives: 08:00 to 09:00 of the first Tuesday from that day on that has as many trips
    as the fullest Tuesday of the timetable (nine tenths of them are enough); where today lies outside of it, the
    nearest.
    """
    first, last = timetable.days
    tuesdays = [first + timedelta(days=day) for day in range((last - first).days + 1)]
    tuesdays = [day for day in tuesdays if day.weekday() == 1] or [first]
    trips = {day: timetable.trips_on(day) for day in tuesdays}
    usual = [day for day in tuesdays if trips[day] >= 0.9 * max(trips.values()) and trips[day]]
    following = [day for day in usual if day >= today]
    day = following[0] if following else (usual[-1] if usual else first)
    return Departures(day=day, start_s=MORNING_S, end_s=MORNING_S + 3600)


class _File(NamedTuple):
    """A file as it is now."""

    path: Path
    changed_ns: int
    size: int


def _covering(mode: Mode, lon: float, lat: float) -> _File | None:
    """The file that knows this point: of several the one that reaches farthest."""
    kind = "timetable" if mode == "transit" else "streets"
    found = [(file, _about(file)) for file in _files()]
    inside = [(file, about) for file, about in found if about.kind == kind and _within(about, lon, lat)]
    for file, _ in sorted(inside, key=lambda each: -_size(each[1])):
        if _has_stop_near(file, lon, lat) if mode == "transit" else _streets(file, mode).covers(lon, lat):
            return file
    return None


def _has_stop_near(file: _File, lon: float, lat: float) -> bool:
    stops = _timetable(file).stops
    return bool((distance_m(lon, lat, stops.x, stops.y) <= FARTHEST_STOP_M).any())


def _within(about: TravelSource, lon: float, lat: float) -> bool:
    return about.west - RIM_DEG <= lon <= about.east + RIM_DEG and about.south - RIM_DEG <= lat <= about.north + RIM_DEG


def _size(about: TravelSource) -> float:
    return (about.east - about.west + RIM_DEG) * (about.north - about.south + RIM_DEG)


def _aged(about: TravelSource, today: date) -> Loaded:
    age = about.age_days(today)
    limit = 0 if about.kind == "timetable" else OLD_STREETS_DAYS
    return Loaded(about, age, age is not None and age > limit)


def _straight(mode: Mode) -> Router:
    from pagus.engines.access.straight import StraightRouter
    from pagus.library.access import travel_speeds

    speeds = travel_speeds()
    return StraightRouter(mode, speeds.kmh[mode], speeds.detour)


def _streets(file: _File, mode: Mode) -> RoadRouter:
    return _street_router(file, cast("RoadMode", mode))


# What was read of a file is kept for as long as the file stays as it is.
@lru_cache(maxsize=64)
def _about(file: _File) -> TravelSource:
    return read_about(file.path)


@lru_cache(maxsize=2)
def _graph(file: _File) -> RoadGraph:
    return RoadGraph.from_arrays(read_arrays(file.path))


@lru_cache(maxsize=6)
def _street_router(file: _File, mode: RoadMode) -> RoadRouter:
    return RoadRouter(_graph(file), mode, credit=credit_of(_about(file)))


@lru_cache(maxsize=2)
def _timetable(file: _File) -> Timetable:
    return Timetable.from_arrays(read_arrays(file.path))


@lru_cache(maxsize=4)
def _transit(file: _File, today: date, streets: _File | None) -> TransitRouter:
    """The router of a usual morning: others are made of it, and share its walks."""
    feet = _straight("foot") if streets is None else _streets(streets, "foot")
    usual = departures_on(_timetable(file), today)
    return TransitRouter(_timetable(file), usual, feet, credit=_about(file).credit)


def _files() -> list[_File]:
    found = [(path, path.stat()) for path in latest_in(_folder())]
    return [_File(path, state.st_mtime_ns, state.st_size) for path, state in found]


def _folder() -> Path:
    folder: Path = settings.WORKSPACE.travel
    return folder


def _today() -> date:
    return datetime.fromtimestamp(settings.WORKSPACE.clock.now_ms() / 1000, UTC).date()
