"""From an order of stops to a timetable: when the nurse leaves, arrives, begins and is back; or that it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pagus.engines.access.rounds.model import CLOSED, Matrix, Nurse, Round, Stop, Visit, Window

__all__ = ["Item", "item_of", "lunch_at", "timetable"]


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in an order: a visit or a break, its place, how long it takes, when it may begin."""

    visit: str | None
    place: int
    service_s: int
    windows: tuple[Window, ...]


def item_of(visit: Visit) -> Item:
    """The visit as an item."""
    return Item(visit.id, visit.place, visit.service_s, tuple(sorted(visit.windows)))


def lunch_at(nurse: Nurse, place: int) -> Item | None:
    """The nurse's break at a place. Takes: the nurse, a place. Gives: an item, or None for a nurse without a break."""
    lunch = nurse.lunch
    return None if lunch is None else Item(None, place, lunch.length_s, (lunch.window,))


def timetable(nurse: Nurse, items: Sequence[Item], matrix: Matrix) -> Round | None:
    """When does the nurse arrive where, doing these in this order?

    Takes: the nurse, the items in order, the ways.
    Gives: the round that is back earliest and, of those, leaves latest; None when it cannot be done.
    Method: forward from the earliest departure, each item in its first window that is not over; then the departure is
    put off by what only shortens waiting.
    """
    begun = _forward(nurse, items, matrix, nurse.shift[0])
    if begun is None:
        return None
    late = _forward(nurse, items, matrix, nurse.shift[0] + _slack(nurse, items, matrix, begun))
    best = begun if late is None or late.back > begun.back else late
    if nurse.most_work_s is not None and best.back - best.depart > nurse.most_work_s:
        return None
    return best


def _forward(nurse: Nurse, items: Sequence[Item], matrix: Matrix, depart: int) -> Round | None:
    here, now, stops = nurse.start, depart, []
    for item in items:
        way = int(matrix.seconds[here, item.place])
        if way >= CLOSED:
            return None
        arrival = now + way
        start = next((max(arrival, first) for first, last in item.windows if arrival <= last), None)
        if start is None:
            return None
        metres = None if matrix.metres is None else int(matrix.metres[here, item.place])
        stops.append(Stop(item.visit, item.place, way, arrival, start, start + item.service_s, metres))
        here, now = item.place, start + item.service_s
    way = int(matrix.seconds[here, nurse.end])
    if way >= CLOSED or now + way > nurse.shift[1]:
        return None
    metres = None if matrix.metres is None else int(matrix.metres[here, nurse.end])
    return Round(nurse.id, depart, tuple(stops), way, now + way, metres)


def _slack(nurse: Nurse, items: Sequence[Item], matrix: Matrix, begun: Round) -> int:
    """How much later the nurse may leave without being back later, each item staying in its window."""
    room = nurse.shift[1] - begun.back
    waited = 0
    for item, stop in zip(reversed(items), reversed(begun.stops), strict=True):
        last = next(last for first, last in item.windows if first <= stop.start <= last)
        room = min(last - stop.start, room)
        room += stop.wait_s
        waited += stop.wait_s
    return max(0, min(room, waited))
