"""An independent look at a plan: everything recomputed from the question, nothing believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pagus.engines.access.rounds.model import CLOSED, Nurse, Question, Round, RoundPlan, Visit

__all__ = ["faults_of"]


def faults_of(plan: RoundPlan, question: Question) -> tuple[str, ...]:
    """What is wrong with this plan?

    Takes: a plan and the question it answers.
    Gives: sentences, none when the plan keeps every rule: each visit once, or unserved with a reason, ways as long as
    the matrix says, windows, skills, shifts, breaks, limits, pairs together.
    Method: written apart from what makes plans, and shares none of its functions.
    """
    visits = {visit.id: visit for visit in question.visits}
    nurses = {nurse.id: nurse for nurse in question.nurses}
    found = list(_counts(plan, visits, nurses))
    for each in plan.rounds:
        if each.nurse in nurses:
            found += _round(each, nurses[each.nurse], visits, question)
    found += _pairs(plan, question)
    return tuple(found)


def _counts(plan: RoundPlan, visits: dict[str, Visit], nurses: dict[str, Nurse]) -> Iterator[str]:
    served = Counter(stop.visit for each in plan.rounds for stop in each.stops if stop.visit is not None)
    told = Counter(each.visit for each in plan.unserved)
    for name in visits:
        if served[name] + told[name] != 1:
            yield f"visit {name} is served {served[name]} times and told unserved {told[name]} times"
    yield from (f"visit {name} is not in the question" for name in (served + told).keys() - visits.keys())
    people = Counter(each.nurse for each in plan.rounds)
    yield from (f"nurse {name} has {count} rounds" for name, count in people.items() if count > 1)
    yield from (f"nurse {name} is not in the question" for name in people.keys() - nurses.keys())


def _round(each: Round, nurse: Nurse, visits: dict[str, Visit], question: Question) -> Iterator[str]:
    seconds, who = question.matrix.seconds, f"nurse {nurse.id}"
    here, now = nurse.start, each.depart
    if now < nurse.shift[0]:
        yield f"{who} leaves before the shift"
    breaks = 0
    for stop in each.stops:
        way = int(seconds[here, stop.place])
        name = f"{who}, stop {stop.visit or 'lunch'}"
        if way >= CLOSED or way != stop.travel_s:
            yield f"{name}: the way takes {way} s, not {stop.travel_s}"
        if stop.arrival != now + stop.travel_s:
            yield f"{name}: arrives at {stop.arrival}, not {now + stop.travel_s}"
        if stop.start < stop.arrival:
            yield f"{name}: begins before arriving"
        if stop.visit is None:
            breaks += 1
            yield from _lunch(stop.start, stop.end, nurse, name)
        elif stop.visit in visits:
            yield from _visit(stop.start, stop.end, stop.place, visits[stop.visit], nurse, name)
        here, now = stop.place, stop.end
    way = int(seconds[here, nurse.end])
    if way >= CLOSED or way != each.back_travel_s or each.back != now + way:
        yield f"{who}: the way back takes {way} s"
    if each.back > nurse.shift[1]:
        yield f"{who} is back after the shift"
    if nurse.most_work_s is not None and each.back - each.depart > nurse.most_work_s:
        yield f"{who} works {each.back - each.depart} s"
    if nurse.most_visits is not None and len(each.stops) - breaks > nurse.most_visits:
        yield f"{who} makes {len(each.stops) - breaks} visits"
    needed = nurse.lunch is not None and each.back > nurse.lunch.window[1]
    if not needed <= breaks <= (nurse.lunch is not None):
        yield f"{who} has {breaks} breaks"


def _lunch(start: int, end: int, nurse: Nurse, name: str) -> Iterator[str]:
    lunch = nurse.lunch
    if lunch is None or not lunch.window[0] <= start <= lunch.window[1] or end - start != lunch.length_s:
        yield f"{name}: the break is not as agreed"


def _visit(start: int, end: int, place: int, visit: Visit, nurse: Nurse, name: str) -> Iterator[str]:
    if place != visit.place:
        yield f"{name}: at another place"
    if end - start != visit.service_s:
        yield f"{name}: lasts {end - start} s"
    if not any(first <= start <= last for first, last in visit.windows):
        yield f"{name}: begins outside its windows"
    if not visit.skills <= nurse.skills:
        yield f"{name}: the nurse lacks {', '.join(sorted(visit.skills - nurse.skills))}"


def _pairs(plan: RoundPlan, question: Question) -> Iterator[str]:
    served = {stop.visit for each in plan.rounds for stop in each.stops}
    for word in sorted({visit.pair for visit in question.visits if visit.pair is not None}):
        states = {visit.id in served for visit in question.visits if visit.pair == word}
        if len(states) > 1:
            yield f"pair {word} is served in part"
