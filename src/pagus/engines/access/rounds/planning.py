"""The plan of a day: the solver's order made into timetables that hold; what is left out is explained."""

from __future__ import annotations

from dataclasses import dataclass

from pagus.engines.access.rounds import solver
from pagus.engines.access.rounds.checking import faults_of
from pagus.engines.access.rounds.model import CLOSED, Nurse, Question, Round, RoundPlan, Unserved, Visit
from pagus.engines.access.rounds.timetable import Item, item_of, lunch_at, timetable
from pagus.errors import CodeError, InputError, MethodError

__all__ = ["cost_of", "plan_rounds"]

ITERATIONS = 2_500


@dataclass(slots=True)
class _Day:
    """A nurse's items and their round, as they stand."""

    nurse: Nurse
    items: list[Item]
    round: Round | None


def plan_rounds(question: Question, *, seed: int = 0, iterations: int = ITERATIONS) -> RoundPlan:
    """Who sees whom, in which order, at what time, and who is not seen and why?

    Takes: a question; a seed and a fixed number of iterations: the same twice gives the same plan.
    Gives: rounds in the order of the nurses, only those who go out; every visit that is not served, with its reason.
    Refuses: InputError for a visit without window or with one that ends before it starts, a negative duration, no
    nurse; CodeError for a place the matrix does not have or a name twice; MethodError should the plan break a
    rule (it is looked at again before it is given).
    Method: ``solver.order_visits``; timetables by ``timetable``; visits that are due and were left out are tried at
    every position; pairs served in part are taken out; the reason comes from asking each nurse with an empty and
    a full day.
    """
    _check(question)
    days = _days(question, seed, iterations) if question.visits else []
    _insert_due(question, days)
    _unpair(question, days)
    _insert_due(question, days)
    _prune(question, days)
    _go_home_to_lunch(question, days)
    rounds = tuple(day.round for day in days if day.round is not None and any(stop.visit for stop in day.round.stops))
    plan = RoundPlan(
        rounds=rounds,
        unserved=tuple(_reason(question, days, visit) for visit in _left(question, days)),
        cost_s=cost_of(question, rounds),
        seed=seed,
        iterations=iterations,
        words=question.matrix.words,
    )
    if faults := faults_of(plan, question):
        raise MethodError("the plan breaks a rule: {fault}", fault=faults[0])
    return plan


def cost_of(question: Question, rounds: tuple[Round, ...]) -> int:
    """What do these rounds cost, in seconds: ways, visits by another nurse than the usual one, nurses who go out?

    Takes: the question and its rounds.
    Gives: whole seconds.
    """
    usual = {visit.id: visit.usual for visit in question.visits}
    total = 0
    for each in rounds:
        total += each.travel_s + question.nurse_s
        total += sum(question.unusual_s for stop in each.stops if usual.get(stop.visit or "") not in {None, each.nurse})
    return total


def _days(question: Question, seed: int, iterations: int) -> list[_Day]:
    ordered = solver.order_visits(question, seed=seed, iterations=iterations)
    days = []
    for at, nurse in enumerate(question.nurses):
        items = []
        for visit, place in ordered.stops.get(at, ()):
            item = lunch_at(nurse, place) if visit is None else item_of(question.visits[visit])
            if item is not None:
                items.append(item)
        days.append(_holding(question, nurse, items))
    return days


def _holding(question: Question, nurse: Nurse, items: list[Item]) -> _Day:
    """The day with as many of the items as hold together; the break is put in where the solver left it out."""
    skills = {visit.id: visit.skills for visit in question.visits}
    wanted = [item for item in items if item.visit is not None and skills[item.visit] <= nurse.skills]
    if nurse.most_visits is not None:
        wanted = wanted[: nurse.most_visits]
    if len(wanted) == sum(item.visit is not None for item in items) and sum(item.visit is None for item in items) == (
        0 if nurse.lunch is None else 1
    ):
        whole = timetable(nurse, items, question.matrix)
        if whole is not None:
            return _Day(nurse, list(items), whole)
    day = _empty(question, nurse)
    for item in wanted:
        _insert_item(question, day, item)
    return day


def _go_home_to_lunch(question: Question, days: list[_Day]) -> None:
    """Nobody waits on the way for a break that comes after the last visit and can as well be held at home."""
    for day in days:
        lunch = day.nurse.lunch
        if lunch is None or len(day.items) < 2 or day.items[-1].visit is not None:
            continue
        shorter = timetable(day.nurse, day.items[:-1], question.matrix)
        if shorter is not None and shorter.back <= lunch.window[1]:
            day.items, day.round = day.items[:-1], shorter


def _empty(question: Question, nurse: Nurse) -> _Day:
    """A day without visits: only the break, at home, if there is one and it can be held."""
    lunch = lunch_at(nurse, nurse.start)
    items = [] if lunch is None else [lunch]
    return _Day(nurse, items, timetable(nurse, items, question.matrix))


def _insert(question: Question, days: list[_Day], visit: Visit) -> int | None:
    """Put the visit where it costs least way, if it can be put anywhere. Gives the way it costs."""
    best = min((found for day in days if (found := _place(question, day, visit)) is not None), default=None, key=_first)
    if best is None:
        return None
    extra, day, items, held = best
    day.items, day.round = items, held
    return extra


def _insert_due(question: Question, days: list[_Day]) -> None:
    """Put in what is due, alone, and in no round yet."""
    for visit in _left(question, days):
        if visit.worth_s is None and visit.pair is None:
            _insert(question, days, visit)


def _first(found: tuple[int, _Day, list[Item], Round]) -> tuple[int, str]:
    return found[0], found[1].nurse.id


def _place(question: Question, day: _Day, visit: Visit) -> tuple[int, _Day, list[Item], Round] | None:
    nurse = day.nurse
    if not visit.skills <= nurse.skills:
        return None
    if nurse.most_visits is not None and sum(item.visit is not None for item in day.items) >= nurse.most_visits:
        return None
    return _cheapest(question, day, item_of(visit))


def _cheapest(question: Question, day: _Day, item: Item) -> tuple[int, _Day, list[Item], Round] | None:
    """The least way that one more item costs in this day; the break may move to stand at the item's place."""
    base = 0 if day.round is None else day.round.travel_s
    best: tuple[int, list[Item], Round] | None = None
    for items in _with_break_moved(day, item):
        for at in range(len(items) + 1):
            trial = [*items[:at], item, *items[at:]]
            held = timetable(day.nurse, trial, question.matrix)
            if held is not None and (best is None or held.travel_s - base < best[0]):
                best = held.travel_s - base, trial, held
    return None if best is None else (best[0], day, best[1], best[2])


def _with_break_moved(day: _Day, item: Item) -> list[list[Item]]:
    """The day's items as they are; and with the break at each place of the day (the order of visits stays)."""
    visits = [each for each in day.items if each.visit is not None]
    found = [list(day.items)]
    places = dict.fromkeys([day.nurse.start, *(each.place for each in visits), item.place, day.nurse.end])
    for place in places:
        lunch = lunch_at(day.nurse, place)
        if lunch is not None:
            found += [[*visits[:at], lunch, *visits[at:]] for at in range(len(visits) + 1)]
    return found if len(visits) <= 12 else found[:1]


def _insert_item(question: Question, day: _Day, item: Item) -> None:
    found = _cheapest(question, day, item)
    if found is not None:
        day.items, day.round = found[2], found[3]


def _left(question: Question, days: list[_Day]) -> list[Visit]:
    served = {item.visit for day in days for item in day.items}
    return [visit for visit in question.visits if visit.id not in served]


def _unpair(question: Question, days: list[_Day]) -> None:
    """Take out what is served of a pair that is not served whole; then try the whole pair once more.

    What alone led to others takes them out with it, which may be of a pair themselves: hence again.
    """
    words = sorted({visit.pair for visit in question.visits if visit.pair is not None})
    for _ in range(len(words) + 1):
        fell_out = [_unpair_one(question, days, word) for word in words]
        if not any(fell_out):
            return


def _unpair_one(question: Question, days: list[_Day], word: str) -> bool:
    """As ``_unpair``, for one pair. Gives: whether others fell out with it."""
    together = [visit for visit in question.visits if visit.pair == word]
    missing = [visit for visit in _left(question, days) if visit.pair == word]
    if not missing:
        return False
    if len(missing) < len(together) or all(visit.worth_s is None for visit in together):
        kept = [(day, list(day.items), day.round) for day in days]
        if all(_insert(question, days, visit) is not None for visit in missing):
            return False
        for day, items, held in kept:
            day.items, day.round = items, held
    names = {visit.id for visit in together}
    others = len(_left(question, days)) - len(missing)
    for day in days:
        if any(item.visit in names for item in day.items):
            _keep(question, day, [item for item in day.items if item.visit not in names])
    return len(_left(question, days)) - len(together) > others


def _keep(question: Question, day: _Day, rest: list[Item]) -> None:
    """Let a day have these items only, or as many of them as hold without the others."""
    held = timetable(day.nurse, rest, question.matrix)
    if held is None and any(item.visit is not None for item in rest):
        made = _holding(question, day.nurse, rest)
        rest, held = made.items, made.round
    day.items, day.round = rest, held


def _prune(question: Question, days: list[_Day]) -> None:
    """Take out what costs more way than it is worth, now that others were taken out beside it."""
    worth = {visit.id: visit.worth_s for visit in question.visits if visit.worth_s is not None and visit.pair is None}
    for day in days:
        for item in list(day.items):
            rest = [each for each in day.items if each is not item]
            held = timetable(day.nurse, rest, question.matrix)
            others = any(each.visit for each in rest)
            if item.visit not in worth or day.round is None or (others and held is None):
                continue  # where the only way to the others is by this one, it stays
            left = held.travel_s if others and held is not None else 0
            if day.round.travel_s - left > worth[item.visit]:
                day.items, day.round = rest, held


def _reason(question: Question, days: list[_Day], visit: Visit) -> Unserved:
    able = [nurse for nurse in question.nurses if visit.skills <= nurse.skills]
    if not able:
        return Unserved(visit.id, "skill")
    seconds = question.matrix.seconds
    open_ = [
        each for each in able if seconds[each.start, visit.place] < CLOSED and seconds[visit.place, each.end] < CLOSED
    ]
    if not open_:
        return Unserved(visit.id, "no-way")
    alone = [_cheapest(question, _empty(question, nurse), item_of(visit)) for nurse in open_]
    if all(found is None for found in alone):
        return Unserved(visit.id, "window")
    found = [each for day in days if (each := _place(question, day, visit)) is not None]
    if not found:
        return Unserved(visit.id, "full")
    if visit.pair is not None:
        return Unserved(visit.id, "pair")
    extra = min(each[0] for each in found)
    return Unserved(visit.id, "priority", extra)


def _check(question: Question) -> None:
    if not question.nurses:
        raise InputError("rounds need at least one nurse or vehicle")
    for names in ([visit.id for visit in question.visits], [nurse.id for nurse in question.nurses]):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise CodeError("{name} is there twice", name=twice[0])
    places = len(question.matrix)
    for visit in question.visits:
        if not 0 <= visit.place < places:
            raise CodeError("the visit {visit} is at a place without ways", visit=visit.id)
        if not visit.windows or any(first > last or first < 0 for first, last in visit.windows):
            raise InputError("the visit {visit} needs windows that end after they start", visit=visit.id)
        if visit.service_s < 0 or (visit.worth_s is not None and visit.worth_s < 0):
            raise InputError("the visit {visit} has a negative duration or worth", visit=visit.id)
    for nurse in question.nurses:
        if not (0 <= nurse.start < places and 0 <= nurse.end < places):
            raise CodeError("{nurse} starts or ends at a place without ways", nurse=nurse.id)
        if nurse.shift[0] > nurse.shift[1] or (
            nurse.lunch is not None and nurse.lunch.window[0] > nurse.lunch.window[1]
        ):
            raise InputError("the shift or break of {nurse} ends before it starts", nurse=nurse.id)
