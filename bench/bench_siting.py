"""Figures of siting: the national greedy with its bound, and the exact p-median beside a dense second opinion.

    python bench/bench_siting.py [--shared FOLDER] [--quick]

One run, CPU seconds. The points come from the synthetic France of the shared bench folder (``access_synth.py``). The
peer of the p-median is the textbook formulation with all pairs, solved by ``scipy.optimize.milp`` to the same gap
(PySAL's spopt builds the same programme through a modelling layer).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from pagus.engines.access.model import Decay, Method, Pairs
from pagus.engines.access.siting import (
    Candidates,
    Effort,
    Kind,
    Limits,
    Siting,
    access_gain,
    how_sure,
    lift_above_threshold,
    maximal_cover,
    offers,
    p_median,
)

DECAY = Decay((10.0, 15.0, 20.0), (1.0, 2 / 3, 1 / 3))
METHOD = Method(
    id="bench", title={"en": "bench"}, family="e2sfca", decay=DECAY, certainty="local", source="bench", note={"en": ""}
)
BOOTH = Kind("booth", 1.0, 12_000.0)
CHOSEN, THRESHOLD, LIMIT_S = 50, 2.5, 2.0


def timed(function: Callable[[], Siting]) -> tuple[Siting, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    found = function()
    return found, time.process_time() - cpu, time.perf_counter() - wall


def national(folder: Path) -> tuple[np.ndarray, np.ndarray, Pairs, Candidates]:
    """34,970 places, access of today from 20,000 sites, and 20,000 other candidates."""
    sys.path.insert(0, str(folder))
    import access_synth

    xy, people, sites, capacity = access_synth.france()
    demand, site, minutes = access_synth.pairs(xy, sites)
    weight = access_synth.decay(minutes)
    asked = np.bincount(site, weights=weight * people[demand], minlength=len(sites))
    ratio = np.divide(capacity, asked, out=np.zeros_like(asked), where=asked > 0)
    access = np.bincount(demand, weights=weight * ratio[site], minlength=len(xy))
    generator = np.random.default_rng(7)
    places = xy[generator.choice(len(xy), len(sites))] + generator.normal(scale=0.8, size=sites.shape)
    demand, site, minutes = access_synth.pairs(xy, places)
    order = np.argsort(site, kind="stable")
    ptr = np.concatenate([[0], np.cumsum(np.bincount(site, minlength=len(places)))]).astype(np.int64)
    pairs = Pairs(
        ptr, demand[order].astype(np.int32), minutes[order].astype(np.float32), 20.0, len(xy), "straight line"
    )
    return people, access, pairs, offers([str(each) for each in range(len(places))], [BOOTH])


def said(name: str, found: Siting, cpu: float, wall: float) -> None:
    print(f"{name:42s} CPU {cpu:6.2f} s  wall {wall:6.2f} s  {found.before:.6g} -> {found.value:.6g} {found.unit}")
    print(f"{'':42s} bound {found.bound:.6g}, gap {100 * found.gap:.2f} % ({found.derivation}); {how_sure(found)}")


def large(folder: Path) -> bool:
    people, access, pairs, candidates = national(folder)
    print(f"{len(people):,} places, {len(candidates):,} candidates, {len(pairs.demand):,} pairs, {CHOSEN} to open")
    limits, effort = Limits(CHOSEN), Effort(way="quick")
    few = {"method": METHOD, "access": access, "threshold": THRESHOLD, "effort": effort}
    found, cpu, wall = timed(lambda: access_gain(people, people, pairs, candidates, limits, **few))
    said("access up to 2.5, lazy greedy", found, cpu, wall)
    print(f"{'':42s} limit {LIMIT_S} s: {LIMIT_S / cpu:.1f} times under it" if cpu < LIMIT_S else " OVER THE LIMIT")
    anyone = offers([str(each) for each in range(len(candidates))], [Kind("site")])
    for name, ask in {
        "people lifted above 2.5": lambda: lift_above_threshold(people, people, pairs, candidates, limits, **few),
        "cover in 15 minutes": lambda: maximal_cover(people, pairs, anyone, limits, minutes=15.0, effort=effort),
        "p-median": lambda: p_median(people, pairs, anyone, limits, effort=effort),
    }.items():
        said(name, *timed(ask))
    return cpu < LIMIT_S


def square(demand: int, places: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Minutes (places x demand) and people on a square, as in the shared smoke test."""
    generator = np.random.default_rng(seed)
    points, sites = generator.uniform(0, 100, (demand, 2)), generator.uniform(0, 100, (places, 2))
    minutes = np.hypot(*(points[:, None] - sites[None]).transpose(2, 0, 1)).T
    return minutes.astype(np.float32), generator.pareto(1.2, demand) + 1


def full_pairs(minutes: np.ndarray) -> Pairs:
    places, demand = minutes.shape
    return Pairs(
        np.arange(places + 1, dtype=np.int64) * demand,
        np.tile(np.arange(demand, dtype=np.int32), places),
        minutes.ravel().astype(np.float32),
        float(minutes.max()),
        demand,
        "straight line",
    )


def dense_opinion(
    minutes: np.ndarray, people: np.ndarray, count: int, gap: float, seconds: float
) -> tuple[float, float]:
    """(mean minutes, gap): all pairs, the strong formulation, scipy's milp."""
    places, demand = minutes.shape
    entries = places * demand
    cost = np.concatenate([(minutes.astype(float) * people).ravel(), np.zeros(places)])
    index = np.arange(entries)
    once = csr_array((np.ones(entries), (np.tile(np.arange(demand), places), index)), shape=(demand, entries + places))
    rows, columns = (
        np.concatenate([index, index]),
        np.concatenate([index, entries + np.repeat(np.arange(places), demand)]),
    )
    data = np.concatenate([np.ones(entries), -np.ones(entries)])
    only = csr_array((data, (rows, columns)), shape=(entries, entries + places))
    many = csr_array(
        (np.ones(places), (np.zeros(places, dtype=int), entries + np.arange(places))), shape=(1, entries + places)
    )
    found = milp(
        cost,
        constraints=[
            LinearConstraint(once, 1, 1),
            LinearConstraint(only, -np.inf, 0),
            LinearConstraint(many, 0, count),
        ],
        integrality=np.concatenate([np.zeros(entries), np.ones(places)]),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": gap, "time_limit": seconds},
    )
    return (float("inf"), float("inf")) if found.x is None else (float(found.fun / people.sum()), float(found.mip_gap))


def small(demand: int, places: int, count: int, peer_seconds: float) -> bool:
    minutes, people = square(demand, places)
    pairs, candidates = full_pairs(minutes), offers([str(each) for each in range(places)], [Kind("site")])
    passed = True
    for gap in (0.01, 0.0):
        effort = Effort(way="exact", wanted_gap=gap)
        found, cpu, wall = timed(
            lambda effort=effort: p_median(people, pairs, candidates, Limits(count), effort=effort)
        )
        said(f"p-median {demand:,} x {places}, p = {count}, gap <= {gap:.0%}", found, cpu, wall)
        passed &= found.proven_gap is not None and cpu < 60
        if gap == 0.01:
            ours = cpu
    start = time.process_time()
    value, reached = dense_opinion(minutes, people, count, 0.01, peer_seconds)
    peer = time.process_time() - start
    print(f"  dense scipy milp, gap <= 1 %: CPU {peer:6.2f} s  mean {value:.6g} minutes, gap {100 * reached:.2f} %")
    print(f"  ratio peer / ours: {peer / ours:.0f}")
    return passed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--quick", action="store_true", help="leave the slow peer out")
    given = parser.parse_args()
    passed = True
    if (given.shared / "access_synth.py").is_file():
        passed &= large(given.shared)
    else:
        print("no access_synth.py: the national figures are left out (say --shared FOLDER)")
    passed &= small(500, 100, 10, 120.0)
    if not given.quick:
        passed &= small(1000, 200, 20, 600.0)
    return 0 if passed else 1


if __name__ == "__main__":
    raise SystemExit(main())
