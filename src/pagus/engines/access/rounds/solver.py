"""PyVRP: the one module that knows the solver. A question in, an order of visits and breaks for each nurse out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvrp
from pyvrp import PenaltyParams
from pyvrp.solve import SolveParams, solve
from pyvrp.stop import MaxIterations

from pagus.engines.access.rounds.model import CLOSED, Lunch, Nurse, Question, Seconds, Visit

__all__ = ["Ordered", "order_visits"]

DUE = 1_000_000
"""What a visit that is due, or a break, is worth in seconds: more than the ways of many days, so that it is left out
only when it cannot be done."""

BREAK_PLACES = 16
"""At how many of the places to visit a break may be offered at most: each is one more stop to weigh for each nurse."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """For each nurse the stops, as (visit index, or None for lunch; place). The solver's times are not taken."""

    stops: dict[int, tuple[tuple[int | None, int], ...]]


@dataclass(frozen=True, slots=True)
class _Client:
    place: int
    service_s: int
    window: tuple[int, int]
    worth: int
    visit: int | None
    lunch: Lunch | None
    group: int | None


def order_visits(question: Question, *, seed: int, iterations: int) -> Ordered:
    """In which order does who see whom?

    Takes: a question without faults; a seed and a number of iterations (not of seconds: the same twice gives the same).
    Gives: an order for each nurse who goes out. It may break a rule when the solver found nothing better: it is a
    proposal, and ``planning`` keeps what holds.
    Method: every visit is a client with a prize, so that what cannot be done is left out and named; several windows are
    clients of which at most one is seen; a break is a client offered at places to visit, one for each nurse; skills,
    breaks and the number of visits are loads; the usual nurse makes the way to a visit seem shorter than others do.
    """
    clients, groups = _clients(question)
    rules = sorted(
        {nurse.lunch for nurse in question.nurses if nurse.lunch}, key=lambda each: (each.window, each.length_s)
    )
    skills = sorted(frozenset().union(*(visit.skills for visit in question.visits)))
    data = _problem(question, clients, groups, rules, skills)
    # A penalty that may grow above what a visit is worth: so that leaving one out is always the way out.
    params = SolveParams(penalty=PenaltyParams(max_penalty=100.0 * DUE))
    result = solve(data, MaxIterations(iterations), seed=seed, collect_stats=False, display=False, params=params)
    stops: dict[int, tuple[tuple[int | None, int], ...]] = {}
    for route in result.best.routes():
        seen = [clients[activity.idx] for activity in route.schedule() if activity.is_client()]
        stops[route.vehicle_type()] = tuple((client.visit, client.place) for client in seen)
    return Ordered(stops)


def _clients(question: Question) -> tuple[list[_Client], int]:
    clients: list[_Client] = []
    groups = 0
    for index, visit in enumerate(question.visits):
        group = None
        if len(visit.windows) > 1:
            group, groups = groups, groups + 1
        worth = DUE if visit.worth_s is None else visit.worth_s
        clients += [
            _Client(visit.place, visit.service_s, window, worth, index, None, group) for window in visit.windows
        ]
    for nurse in question.nurses:
        if nurse.lunch is not None:
            lunch, places = nurse.lunch, _break_places(question, nurse)
            clients += [_Client(place, lunch.length_s, lunch.window, DUE, None, lunch, groups) for place in places]
            groups += 1
    return clients, groups


def _break_places(question: Question, nurse: Nurse) -> list[int]:
    """The nurse's own places, and the places with most visits."""
    counts = np.bincount([visit.place for visit in question.visits], minlength=len(question.matrix))
    busy = np.argsort(-counts, kind="stable")[: min(BREAK_PLACES, int((counts > 0).sum()))]
    return list(dict.fromkeys([nurse.start, nurse.end, *busy.tolist()]))


def _problem(
    question: Question, clients: Sequence[_Client], groups: int, rules: Sequence[Lunch], skills: Sequence[str]
) -> pyvrp.ProblemData:
    depots = sorted({place for nurse in question.nurses for place in (nurse.start, nurse.end)})
    places = np.array([*depots, *(client.place for client in clients)])
    seconds = question.matrix.seconds[np.ix_(places, places)].copy()
    np.fill_diagonal(seconds, 0)
    members: list[list[int]] = [[] for _ in range(groups)]
    for at, client in enumerate(clients):
        if client.group is not None:
            members[client.group].append(at)
    usual = any(visit.usual is not None for visit in question.visits) and question.unusual_s > 0
    profiles = len(question.nurses) if usual else 1
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in places],
        clients=[_client(question, client, len(depots) + at, rules, skills) for at, client in enumerate(clients)],
        depots=[pyvrp.Depot(at) for at in range(len(depots))],
        vehicle_types=[
            _vehicle(question, nurse, depots, rules, skills, at if usual else 0)
            for at, nurse in enumerate(question.nurses)
        ],
        distance_matrices=[
            _felt(question, clients, len(depots), seconds, question.nurses[at].id if usual else None)
            for at in range(profiles)
        ],
        duration_matrices=[seconds] * profiles,
        groups=[pyvrp.ClientGroup(each, required=False) for each in members],
    )


def _felt(question: Question, clients: Sequence[_Client], first: int, seconds: Seconds, nurse: str | None) -> Any:
    """The ways as this nurse should feel them: longer to those who know another one."""
    felt = seconds.copy()
    for at, client in enumerate(clients):
        visit = None if client.visit is None else question.visits[client.visit]
        if nurse is not None and visit is not None and visit.usual not in {None, nurse}:
            felt[:, first + at] += question.unusual_s
    np.fill_diagonal(felt, 0)
    return felt


def _client(
    question: Question, client: _Client, location: int, rules: Sequence[Lunch], skills: Sequence[str]
) -> pyvrp.Client:
    visit: Visit | None = None if client.visit is None else question.visits[client.visit]
    load = [int(visit is not None), *(int(client.lunch == rule) for rule in rules)]
    load += [int(visit is not None and skill in visit.skills) for skill in skills]
    return pyvrp.Client(
        location,
        delivery=load,
        service_duration=client.service_s,
        tw_early=client.window[0],
        tw_late=client.window[1],
        prize=client.worth,
        required=False,
        group=client.group,
    )


def _vehicle(
    question: Question, nurse: Nurse, depots: list[int], rules: Sequence[Lunch], skills: Sequence[str], profile: int
) -> pyvrp.VehicleType:
    many = len(question.visits)
    room = [many if nurse.most_visits is None else nurse.most_visits, *(int(nurse.lunch == rule) for rule in rules)]
    room += [many if skill in nurse.skills else 0 for skill in skills]
    return pyvrp.VehicleType(
        1,
        capacity=room,
        start_depot=depots.index(nurse.start),
        end_depot=depots.index(nurse.end),
        fixed_cost=question.nurse_s,
        tw_early=nurse.shift[0],
        tw_late=nurse.shift[1],
        shift_duration=CLOSED if nurse.most_work_s is None else nurse.most_work_s,
        profile=profile,
        name=nurse.id,
    )
