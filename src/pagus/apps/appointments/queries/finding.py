"""Which care is open when I get there, nearest first? A question of nobody in particular: nothing of it is kept.

The time of arrival decides: now and the journey, or some minute of the stretch of time that was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pagus.apps.appointments.policy import STILL_FRESH_DAYS
from pagus.apps.appointments.queries.directory import CareTable, care_table
from pagus.apps.appointments.queries.routing import router_from
from pagus.apps.care.queries import FacilityCard, ServiceCard
from pagus.engines.access.model import Mode
from pagus.engines.access.open_care import day_bits, day_of, open_at_minutes, open_between, wall_clock
from pagus.errors import InputError
from pagus.kernel.time import MINUTE

__all__ = ["LONGEST_MIN", "Answer", "Found", "Opening", "Wish", "distance_km", "find_care", "is_old", "reach_outline"]

LONGEST_MIN = 90
MOST_SHOWN = 30
MOST_CLOSED = 10
LOOKED_AT_CLOSED = 40
"""Of so many of the nearest closed ones it is looked up when they open."""
_NOT_KNOWN, _CLOSED, _OPEN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Opening:
    """When it shall be open: on arrival after leaving at ``leave_ms``, at some minute of a stretch, or at any time.

    ``day`` is a local date of the facilities; ``start`` and ``end`` minutes of it.
    """

    kind: Literal["leave", "stretch", "any"]
    leave_ms: int
    day: date | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody looks for, from where, how, and within how many minutes."""

    lon: float
    lat: float
    service: str = ""
    kind: str = ""
    mode: Mode = "foot"
    within_min: float
    opening: Opening
    step_free: bool = False
    """Leave out what is known not to be step-free; what is not known comes after."""
    poor_connection: bool = False
    """Care that needs a connection at home comes after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One service of one facility in reach."""

    card: FacilityCard
    service: ServiceCard
    minutes: float
    km: float
    """As the crow flies."""
    arrival_ms: int
    open: bool | None
    """Then, when one gets there; None: the hours are not known."""
    until_ms: int | None
    """When it closes, of what is open on arrival."""
    next_ms: int | None
    """When it opens, of what is closed then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found, in three parts, each nearest first; the counts say what was left off."""

    open: tuple[Found, ...]
    unknown: tuple[Found, ...]
    closed: tuple[Found, ...]
    """The nearest ones that are closed, the first to open on top."""
    open_count: int
    reached_count: int
    router: str
    """How the minutes were found, in words."""


def find_care(wish: Wish, most: int = MOST_SHOWN) -> Answer:
    """Which care of this kind is open on arrival, within so many minutes, the nearest first?

    Takes: a wish; how many at most are told of in full. Gives: so many open ones and of unknown hours, and 10 closed
    ones. Of a facility that gives several
    services, and none was asked for, the first that is open counts.
    Refuses: InputError for minutes out of range, DataGapError for public transport without a timetable.
    Method: travel times of all facilities of the kind in one call, opening as one look-up of bits, no loop but over
    what is shown.
    """
    if not 0 < wish.within_min <= LONGEST_MIN:
        raise InputError("minutes must lie between 1 and {most}", most=LONGEST_MIN)
    table = care_table()
    router = router_from(wish.mode, wish.lon, wish.lat, wish.opening.leave_ms)
    rows = _candidates(table, wish)
    minutes = router.minutes_from(wish.lon, wish.lat, table.points_of(rows), wish.within_min).astype(np.float64)
    reached = minutes <= wish.within_min
    rows, minutes = rows[reached], minutes[reached]
    states = _states(table, rows, minutes, wish.opening)
    order = np.lexsort((minutes, *_second_thoughts(table, rows, wish)))
    rows, minutes, states = _once_each(table, rows[order], minutes[order], states[order])
    groups = {state: np.flatnonzero(states == state) for state in (_OPEN, _NOT_KNOWN, _CLOSED)}

    def shown(state: int, most: int) -> tuple[Found, ...]:
        picked = groups[state][:most]
        return tuple(_found(table, int(rows[i]), float(minutes[i]), state, wish) for i in picked)

    closed = sorted(
        shown(_CLOSED, LOOKED_AT_CLOSED), key=lambda each: (each.next_ms is None, each.next_ms or 0, each.minutes)
    )
    return Answer(
        open=shown(_OPEN, most),
        unknown=shown(_NOT_KNOWN, most),
        closed=tuple(closed[:MOST_CLOSED]),
        open_count=len(groups[_OPEN]),
        reached_count=len(rows),
        router=router.words,
    )


def reach_outline(wish: Wish) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Within which line does one stay in so many minutes? Rings of (lon, lat), closed; none where no way is known."""
    router = router_from(wish.mode, wish.lon, wish.lat, wish.opening.leave_ms)
    rings = router.isochrone(wish.lon, wish.lat, (wish.within_min,))
    return rings[0] if rings else ()


def is_old(card: FacilityCard, today: date) -> bool:
    """Are the data on this facility so old that the reader must be warned?"""
    return (today - card.as_of).days > STILL_FRESH_DAYS.value


def _candidates(table: CareTable, wish: Wish) -> NDArray[np.int64]:
    wanted = np.ones(len(table), dtype=np.bool_)
    if wish.service:
        wanted &= table.service == wish.service
    if wish.kind:
        wanted &= table.kind == wish.kind
    if wish.step_free:
        wanted &= table.step_free != -1
    return np.flatnonzero(wanted)


def _second_thoughts(table: CareTable, rows: NDArray[np.int64], wish: Wish) -> tuple[NDArray[np.bool_], ...]:
    """What goes before travel time, the strongest last, as ``lexsort`` wants it."""
    thoughts: list[NDArray[np.bool_]] = []
    if wish.step_free:
        thoughts.append(table.step_free[rows] == 0)
    if wish.poor_connection:
        thoughts.append(table.needs_broadband[rows])
    return tuple(thoughts)


def _states(
    table: CareTable, rows: NDArray[np.int64], minutes: NDArray[np.float64], opening: Opening
) -> NDArray[np.int8]:
    """Open, closed or not known on arrival, for each row."""
    states = np.where(table.hours_known[rows], _CLOSED, _NOT_KNOWN).astype(np.int8)
    if opening.kind == "any":
        states[states == _CLOSED] = _OPEN
        return states
    arrival = opening.leave_ms + np.ceil(minutes * MINUTE).astype(np.int64)
    for zone in np.unique(table.zone[rows]):
        here = np.flatnonzero(table.zone[rows] == zone)
        if opening.kind == "stretch" and opening.day is not None:
            is_open = open_between(_bits(table, opening.day)[rows[here]], opening.start, opening.end)
            states[here[is_open]] = _OPEN
            continue
        days, clock = wall_clock(arrival[here], str(zone))
        for number in np.unique(days):
            then = days == number
            bits = _bits(table, day_of(int(number)))[rows[here[then]]]
            states[here[then][open_at_minutes(bits, clock[then])]] = _OPEN
    return states


def _once_each(
    table: CareTable, rows: NDArray[np.int64], minutes: NDArray[np.float64], states: NDArray[np.int8]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int8]]:
    """One row a facility: its first open service, else the first. The order stays."""
    open_first = np.argsort(states != _OPEN, kind="stable")
    _, first = np.unique(table.card[rows[open_first]], return_index=True)
    kept = np.sort(open_first[first])
    return rows[kept], minutes[kept], states[kept]


def _found(table: CareTable, row: int, minutes: float, state: int, wish: Wish) -> Found:
    card, service = table.cards[int(table.card[row])], table.services[row]
    arrival_ms = wish.opening.leave_ms + int(np.ceil(minutes * MINUTE))
    asked_any = wish.opening.kind == "any"
    is_open = (
        None if state == _NOT_KNOWN else (bool(service.hours.open_at(arrival_ms)) if asked_any else state == _OPEN)
    )
    then_ms = arrival_ms if wish.opening.kind != "stretch" else None
    return Found(
        card=card,
        service=service,
        minutes=minutes,
        km=distance_km(wish.lon, wish.lat, card.lon, card.lat),
        arrival_ms=arrival_ms,
        open=is_open,
        until_ms=service.hours.closing(then_ms) if is_open and then_ms is not None else None,
        next_ms=service.hours.next_opening(arrival_ms) if is_open is False else None,
    )


def distance_km(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """How far is it as the crow flies (degrees WGS84; sphere of 6,371 km)?"""
    east, north = np.radians(to_lon - lon), np.radians(to_lat - lat)
    half = np.sin(north / 2) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(to_lat)) * np.sin(east / 2) ** 2
    return float(2 * 6_371.0 * np.arcsin(np.sqrt(half)))


@lru_cache(maxsize=8)
def _bits(table: CareTable, day: date) -> NDArray[np.uint8]:
    return day_bits([service.hours for service in table.services], day)
