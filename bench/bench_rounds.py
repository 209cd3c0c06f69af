"""Figures of rounds: 80 visits with two-hour windows, beside PyVRP's own model run for 60 seconds.

    python bench/bench_rounds.py [--seconds 60] [--seeds 1 2 3]

One run, all plans checked. The peer is given the same ways and windows in the shape its documentation shows (every
client required, stop by time). Ours runs a fixed number of iterations, leaves out and explains what cannot be done, and
makes the timetable; the second row adds skills, breaks and usual nurses, which the peer has not.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

import numpy as np
from pyvrp import Model
from pyvrp.stop import MaxRuntime

from pagus.engines.access.rounds import Lunch, Matrix, Nurse, Question, Visit, faults_of, plan_rounds

VISITS, NURSES, LIMIT_S, WITHIN = 80, 8, 5.0, 0.01


def question(seed: int) -> Question:
    """A town of 30 km, a nurse's base in the middle, windows of two hours in the morning and the afternoon."""
    random = np.random.default_rng(seed)
    xy = random.uniform(0, 30, (VISITS + 1, 2))
    xy[0] = 15
    seconds = np.rint(np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)) / 40 * 3600).astype(np.int64)
    early = 3600 * random.choice([7, 8, 9, 16, 17], VISITS)
    visits = tuple(
        Visit(id=f"v{at}", place=at + 1, service_s=900, windows=((int(start), int(start) + 7200),))
        for at, start in enumerate(early)
    )
    nurses = tuple(Nurse(id=f"n{at}", start=0, end=0, shift=(6 * 3600, 20 * 3600)) for at in range(NURSES))
    return Question(visits=visits, nurses=nurses, matrix=Matrix(seconds, "straight line at 40 km/h"))


def richer(plain: Question, seed: int) -> Question:
    random = np.random.default_rng(seed)
    visits = tuple(
        replace(
            each,
            skills=frozenset({"wound"} if random.random() < 0.2 else ()),
            usual=f"n{random.integers(NURSES)}" if random.random() < 0.5 else None,
        )
        for each in plain.visits
    )
    lunch = Lunch(length_s=1800, window=(11 * 3600 + 1800, 13 * 3600 + 1800))
    skilled = frozenset({"wound"})
    nurses = tuple(
        replace(each, skills=skilled if at < 4 else frozenset(), lunch=lunch) for at, each in enumerate(plain.nurses)
    )
    return replace(plain, visits=visits, nurses=nurses)


def peer(plain: Question, seconds: float, seed: int) -> tuple[int, int]:
    """(cost, iterations) of PyVRP's own model after so many seconds."""
    model = Model()
    ways = plain.matrix.seconds
    places = [model.add_location(x=0, y=0) for _ in range(len(ways))]
    model.add_depot(places[0])
    model.add_vehicle_type(NURSES, tw_early=6 * 3600, tw_late=20 * 3600)
    for visit in plain.visits:
        first, last = visit.windows[0]
        model.add_client(places[visit.place], service_duration=visit.service_s, tw_early=first, tw_late=last)
    for one, row in enumerate(ways):
        for other, value in enumerate(row):
            if one != other:
                model.add_edge(places[one], places[other], distance=int(value), duration=int(value))
    found = model.solve(stop=MaxRuntime(seconds), seed=seed, display=False)
    if not found.is_feasible():
        raise SystemExit("the peer found no plan")
    return int(found.cost()), found.num_iterations


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    given = parser.parse_args()
    passed = True
    for seed in given.seeds:
        plain = question(seed)
        wall, cpu = time.perf_counter(), time.process_time()
        plan = plan_rounds(plain)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        best, iterations = peer(plain, given.seconds, seed)
        ratio = plan.cost_s / best - 1
        passed &= ratio <= WITHIN and cpu <= LIMIT_S and not plan.unserved and not faults_of(plan, plain)
        print(
            f"day {seed}: ours {plan.cost_s:,} s of way, {plan.iterations:,} steps, CPU {cpu:.2f} s, wall {wall:.2f} s"
        )
        print(
            f"       PyVRP {given.seconds:g} s {best:,}, {iterations:,} iterations: {100 * ratio:+.2f} % (limit +1 %)"
        )
        rich = richer(plain, seed)
        cpu = time.process_time()
        more = plan_rounds(rich)
        cpu = time.process_time() - cpu
        passed &= not faults_of(more, rich)
        print(
            f"       with skills, breaks, usual nurses: {more.cost_s:,} s, {len(more.unserved)} left, CPU {cpu:.2f} s"
        )
    print("all within the limits" if passed else "NOT within the limits")
    return 0 if passed else 1


if __name__ == "__main__":
    raise SystemExit(main())
