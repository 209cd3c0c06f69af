"""A mobile health unit: at which places does it stop on which days, and what access is gained?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations

from pagus.engines.access.rounds.model import CLOSED, Matrix, Nurse, Round, Window
from pagus.engines.access.rounds.timetable import Item, timetable
from pagus.errors import CodeError, InputError

__all__ = ["UnitDay", "UnitPlan", "UnitQuestion", "UnitStop", "plan_unit", "unit_faults"]

MOST_STOPS = 6
"""Stops a day at most: all orders of them are tried (720)."""

Worth = Callable[[tuple[int, ...]], float]
"""What it is worth to stop at these places (one entry a session). Given by the caller: people newly reached, or access
gained by the what-if."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStop:
    """A place where the unit may stop, for ``session_s``, beginning in one of ``windows``; at most ``most`` times."""

    place: int
    session_s: int
    windows: tuple[Window, ...] = ((0, 86_400),)
    most: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDay:
    """A day of the unit: from and to ``base`` within ``shift``; ``matrix`` is that of the day (closed passes)."""

    name: str
    base: int
    shift: Window
    matrix: Matrix
    most_stops: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitQuestion:
    """Which days there are, where the unit may stop, and what that is worth."""

    days: tuple[UnitDay, ...]
    stops: tuple[UnitStop, ...]
    worth: Worth


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlan:
    """The week. ``rounds``: one a day that goes out (its ``nurse`` is the day's name). ``gains``: (place, what it adds)
    in the order of choice. ``left_out``: places without a stop, and why: "no-way", "window", "full", "nothing" to gain.
    """

    rounds: tuple[Round, ...]
    worth_before: float
    worth_after: float
    gains: tuple[tuple[int, float], ...]
    left_out: tuple[tuple[int, str], ...]


def plan_unit(question: UnitQuestion) -> UnitPlan:
    """Where does the unit stop, on which day and when?

    Takes: days, possible stops, and what a set of stops is worth.
    Gives: the week, what each stop adds, and why the others are left out.
    Refuses: InputError for more stops a day than orders can be tried for, or a day or session that ends before it
    starts; CodeError for a place without ways.
    Method: again and again the stop that adds most by the time it costs, in the day where it costs least; then a stop
    is exchanged with one left out while that gains. All orders within a day are tried. No claim to be the best week.
    """
    _check(question)
    days: list[tuple[int, ...]] = [() for _ in question.days]
    rounds: list[Round | None] = [None for _ in question.days]
    gains = _fill(question, days, rounds)
    _exchange(question, days, rounds)
    chosen = [stop for day in days for stop in day]
    if [place for place, _ in gains] != [question.stops[stop].place for stop in chosen]:
        gains = _gains(question, chosen)
    held = tuple(each for each in rounds if each is not None)
    return UnitPlan(
        rounds=held,
        worth_before=question.worth(()),
        worth_after=_worth(question, chosen),
        gains=tuple(gains),
        left_out=tuple(_left_out(question, days)),
    )


def unit_faults(plan: UnitPlan, question: UnitQuestion) -> tuple[str, ...]:
    """What is wrong with this week? Recomputed from the question; none when every rule is kept.

    Takes: a plan and its question.
    Gives: sentences.
    """
    found, count = [], dict.fromkeys((stop.place for stop in question.stops), 0)
    limits = {stop.place: stop for stop in question.stops}
    days = {day.name: day for day in question.days}
    for each in plan.rounds:
        day, here, now = days[each.nurse], days[each.nurse].base, each.depart
        for stop in each.stops:
            count[stop.place] += 1
            allowed = limits[stop.place]
            way = int(day.matrix.seconds[here, stop.place])
            in_window = any(first <= stop.start <= last for first, last in allowed.windows)
            if way >= CLOSED or stop.arrival != now + way or stop.start < stop.arrival or not in_window:
                found.append(f"{day.name}, place {stop.place}: the times do not fit the ways and windows")
            if stop.end - stop.start != allowed.session_s:
                found.append(f"{day.name}, place {stop.place}: the session is too short or too long")
            here, now = stop.place, stop.end
        back = int(day.matrix.seconds[here, day.base])
        if back >= CLOSED or each.back != now + back or each.back > day.shift[1] or each.depart < day.shift[0]:
            found.append(f"{day.name}: not within the shift")
        if len(each.stops) > day.most_stops:
            found.append(f"{day.name}: too many stops")
    found += [f"place {place}: {times} stops" for place, times in count.items() if times > limits[place].most]
    return tuple(found)


def _fill(question: UnitQuestion, days: list[tuple[int, ...]], rounds: list[Round | None]) -> list[tuple[int, float]]:
    gains: list[tuple[int, float]] = []
    while True:
        chosen = [stop for day in days for stop in day]
        now, best = _worth(question, chosen), None
        for stop in range(len(question.stops)):
            if chosen.count(stop) >= question.stops[stop].most:
                continue
            gain = _worth(question, [*chosen, stop]) - now
            if gain <= 0:
                continue
            for at in range(len(days)):
                held = _ordered(question, at, [*days[at], stop])
                if held is None:
                    continue
                spent = _length(held[1]) - _length(rounds[at])
                score = gain / max(spent, 1), -stop, -at
                if best is None or score > best[0]:
                    best = score, stop, at, held, gain
        if best is None:
            return gains
        _, stop, at, held, gain = best
        days[at], rounds[at] = held
        gains.append((question.stops[stop].place, gain))


def _exchange(question: UnitQuestion, days: list[tuple[int, ...]], rounds: list[Round | None]) -> None:
    for _ in range(20):
        chosen = [stop for day in days for stop in day]
        best: tuple[float, int, tuple[tuple[int, ...], Round]] | None = None
        now = _worth(question, chosen)
        for at, day in enumerate(days):
            for out in day:
                rest = list(chosen)
                rest.remove(out)
                for stop in range(len(question.stops)):
                    if stop == out or rest.count(stop) >= question.stops[stop].most:
                        continue
                    gain = _worth(question, [*rest, stop]) - now
                    if gain <= 1e-9 * max(1.0, abs(now)) or (best is not None and gain <= best[0]):
                        continue
                    kept = list(day)
                    kept.remove(out)
                    held = _ordered(question, at, [*kept, stop])
                    if held is not None:
                        best = gain, at, held
        if best is None:
            return
        days[best[1]], rounds[best[1]] = best[2]


def _ordered(question: UnitQuestion, at: int, stops: Sequence[int]) -> tuple[tuple[int, ...], Round] | None:
    """The order of these stops that is back earliest on this day; None when there is none."""
    day = question.days[at]
    if len(stops) > day.most_stops:
        return None
    driver = Nurse(id=day.name, start=day.base, end=day.base, shift=day.shift)
    best: tuple[tuple[int, int], tuple[int, ...], Round] | None = None
    for order in permutations(sorted(stops)):
        held = timetable(driver, [_item(question.stops[stop]) for stop in order], day.matrix)
        if held is not None and (best is None or (held.travel_s, _length(held)) < best[0]):
            best = (held.travel_s, _length(held)), order, held
    return None if best is None else best[1:]


def _item(stop: UnitStop) -> Item:
    return Item(str(stop.place), stop.place, stop.session_s, tuple(sorted(stop.windows)))


def _length(held: Round | None) -> int:
    return 0 if held is None else held.back - held.depart


def _worth(question: UnitQuestion, stops: Sequence[int]) -> float:
    return question.worth(tuple(sorted(question.stops[stop].place for stop in stops)))


def _gains(question: UnitQuestion, stops: Sequence[int]) -> list[tuple[int, float]]:
    left = list(stops)
    done: list[int] = []
    found: list[tuple[int, float]] = []
    while left:
        now = _worth(question, done)
        best = max(left, key=lambda stop: (_worth(question, [*done, stop]) - now, -stop))
        found.append((question.stops[best].place, _worth(question, [*done, best]) - now))
        done.append(best)
        left.remove(best)
    return found


def _left_out(question: UnitQuestion, days: list[tuple[int, ...]]) -> list[tuple[int, str]]:
    chosen, found = [stop for day in days for stop in day], []
    now = _worth(question, chosen)
    for at, stop in enumerate(question.stops):
        if at in chosen:
            continue
        ways = [day.matrix.seconds for day in question.days]
        bases = [day.base for day in question.days]
        open_ = [w[b, stop.place] < CLOSED and w[stop.place, b] < CLOSED for w, b in zip(ways, bases, strict=True)]
        if not any(open_):
            reason = "no-way"
        elif all(_ordered(question, day, [at]) is None for day in range(len(days))):
            reason = "window"
        else:
            reason = "nothing" if _worth(question, [*chosen, at]) - now <= 0 else "full"
        found.append((stop.place, reason))
    return found


def _check(question: UnitQuestion) -> None:
    if not question.days:
        raise InputError("a mobile unit needs at least one day")
    places = min(len(day.matrix) for day in question.days)
    for day in question.days:
        if day.most_stops > MOST_STOPS:
            raise InputError("a mobile unit makes at most {most} stops a day here", most=MOST_STOPS)
        if day.shift[0] > day.shift[1] or not 0 <= day.base < places:
            raise InputError("the day {day} ends before it starts, or its base has no ways", day=day.name)
    for stop in question.stops:
        if not 0 <= stop.place < places:
            raise CodeError("a stop of the unit is at a place without ways")
        if stop.session_s <= 0 or not stop.windows or any(first > last for first, last in stop.windows):
            raise InputError("a stop of the unit needs a session and windows that end after they start")
    if len({stop.place for stop in question.stops}) < len(question.stops):
        raise InputError("a place is among the stops of the unit twice")
