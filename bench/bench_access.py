"""Potential access: against PySAL access on the same pairs, from points to scores, what-ifs, and the page.

usage: python bench/bench_access.py [--large] [--page]
  --large  also 2.3 million cells, with the peak of memory (about 1.5 GB, half a minute)
  --page   also the JavaScript twin in Debian's chromium

France is made up (bench/access_synth.py of the folder ``shared`` beside the repository, or PAGUS_SHARED; its absence is
said, and a plainer made-up France stands in). Times are CPU seconds, the least of some runs, each ratio from one run.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from pagus.engines.access import compiled  # noqa: E402
from pagus.engines.access.catchment import scores  # noqa: E402
from pagus.engines.access.inequality import gini, gini_from_histogram, histogram, inequality  # noqa: E402
from pagus.engines.access.model import Pairs, Points  # noqa: E402
from pagus.engines.access.straight import StraightRouter  # noqa: E402
from pagus.engines.access.whatif import Close, Open, SetCapacity, SetPeople, State, column_of, scale_people  # noqa: E402
from pagus.library.access import access_method  # noqa: E402

APL = access_method("apl-2015")
CAR = StraightRouter("car", 50, 1.3)
SHARED = Path(os.environ.get("PAGUS_SHARED", ROOT.parent / "shared"))
SCRIPTS = ROOT / "src" / "pagus" / "web" / "static" / "js"


def least(times: int, run: Callable[[], Any]) -> tuple[float, Any]:
    """The least CPU seconds of some runs, and what the last gave."""
    seconds, found = [], None
    for _ in range(times):
        start = time.process_time()
        found = run()
        seconds.append(time.process_time() - start)
    return min(seconds), found


def made_up_france(places: int, sites: int) -> tuple[Points, np.ndarray, Points, np.ndarray]:
    path = SHARED / "bench" / "access_synth.py"
    if path.exists():
        spec = importlib.util.spec_from_file_location("access_synth", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        where, people, care, capacity = module.france(places, sites)
    else:
        print("bench/access_synth.py is absent: a plainer made-up France")
        chance = np.random.default_rng(0)
        side = np.sqrt(550_000.0)
        where, care = chance.uniform(0, side, (places, 2)), chance.uniform(0, side, (sites, 2))
        people, capacity = chance.lognormal(6, 1.2, places), chance.gamma(4, 3000, sites)
    return points(where), people, points(care), capacity


def points(km: np.ndarray) -> Points:
    return Points(tuple(map(str, range(len(km)))), km[:, 0] * 1000, km[:, 1] * 1000, "m")


def against_pysal(pairs: Pairs, people: np.ndarray, capacity: np.ndarray) -> None:
    import pandas as pd
    from access import fca, weights

    owner = np.repeat(np.arange(len(capacity)), np.diff(pairs.site_ptr))
    cost = pd.DataFrame({"origin": pairs.demand, "dest": owner, "cost": pairs.minutes})
    demand, supply = pd.DataFrame({"demand": people}), pd.DataFrame({"supply": capacity})
    bands = weights.step_fn(dict(zip(APL.decay.edges_min, APL.decay.weights, strict=True)))

    def peer() -> Any:
        return fca.two_stage_fca(demand, supply, cost, 20.0, demand_index=True, supply_index=True, weight_fn=bands)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        slow, theirs = least(2, peer)
    fast, ours = least(7, lambda: scores(pairs, people, capacity, APL))
    apart = relative(ours.access, theirs.reindex(np.arange(len(people))).fillna(0).to_numpy())
    print(f"PySAL access on {len(pairs.demand):,} pairs {slow:.2f} s; numpy {fast * 1e3:.1f} ms:")
    print(f"  {slow / fast:.0f} times (limit 50); largest relative difference {apart:.0e}")
    if not compiled.is_installed():
        print("numba is not installed: no compiled kernel")
        return
    scores(pairs, people, capacity, APL, "compiled")
    quick, same = least(7, lambda: scores(pairs, people, capacity, APL, "compiled"))
    times, step, apart = slow / quick, fast / quick, relative(same.access, ours.access)
    print(f"  compiled {quick * 1e3:.1f} ms: {times:.0f} times PySAL (limit 200), {step:.1f} times numpy;")
    print(f"  largest relative difference from numpy {apart:.0e}")


def relative(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.max(np.abs(one - other) / np.maximum(np.abs(other), 1e-12), initial=0.0))


def from_nothing(places: int, sites: int, limit_s: float) -> tuple[Pairs, np.ndarray, np.ndarray, Points]:
    where, people, care, capacity = made_up_france(places, sites)
    near, pairs = least(3, lambda: CAR.pairs(where, care, 20))
    step, found = least(3, lambda: scores(pairs, people, capacity, APL))
    print(f"{places:,} places x {sites:,} sites: {len(pairs.demand):,} pairs in {near:.3f} s, scores {step:.3f} s:")
    print(f"  together {near + step:.3f} s (limit {limit_s:g} s)")
    sort, exact = least(3, lambda: gini(found.access, people))
    top = float(found.access.max())
    bins, (rough, bound) = least(3, lambda: gini_from_histogram(histogram(found.access, people, top)))
    whole, _ = least(3, lambda: inequality(found.access, people, weighted_by="people", threshold=2.5))
    print(f"  Gini {exact:.4f} by sorting {sort * 1e3:.1f} ms; all measures {whole * 1e3:.1f} ms;")
    print(f"  {rough:.4f}, too small by {bound:.0e} at most, from 4,096 bins in {bins * 1e3:.1f} ms")
    if places < 100_000:
        in_degrees(where, care)
    return pairs, people, capacity, where


def in_degrees(where: Points, care: Points) -> None:
    def turned(of: Points) -> Points:
        return Points(of.ids, 2 + of.x / 75_000, 42 + of.y / 111_000, "deg")

    seconds, pairs = least(3, lambda: CAR.pairs(turned(where), turned(care), 20))
    print(f"  the same in degrees, along great circles: {len(pairs.demand):,} pairs in {seconds:.3f} s")


def what_if(pairs: Pairs, people: np.ndarray, capacity: np.ndarray, where: Points) -> None:
    full, _ = least(3, lambda: scores(pairs, people, capacity, APL))
    begin, state = least(3, lambda: State(pairs, people, capacity, APL))
    busiest = int(np.argmax(np.diff(pairs.site_ptr)))
    grid, center = CAR.grid(where, 20), float(np.median(where.x))
    spot = Points(("new",), np.array([center]), np.array([float(np.median(where.y))]), "m")
    state.apply(SetPeople(np.array([0]), people[:1]))  # the table from places to sites is made once, at the first need
    state.undo()
    edits: dict[str, Callable[[], Any]] = {
        "capacity of the busiest site": lambda: SetCapacity(busiest, 0.0),
        "close the busiest site": lambda: Close(busiest),
        "open a site, its straight lines included": lambda: Open(column_of(CAR.pairs_in(grid, spot, 20), 0), 6000.0),
        "people of one place": lambda: SetPeople(np.array([len(people) // 2]), np.array([1000.0])),
        "everybody grows older": lambda: scale_people(people, np.linspace(1, 1.3, len(people))),
    }
    print(f"what-if: full recompute {full * 1e3:.1f} ms, start {begin * 1e3:.0f} ms")
    for name, make in edits.items():
        seconds = []
        for _ in range(20 if full < 0.1 and "everybody" not in name else 3):
            start = time.process_time()
            delta = state.apply(make())
            seconds.append(time.process_time() - start)
            state.undo()
        quick, ratio = min(seconds) * 1e3, full / min(seconds)
        print(f"  {name}: {quick:.3f} ms for {len(delta.places):,} places; full / this = {ratio:.1f}")


def in_the_page(places: int, sites: int) -> None:
    from playwright.sync_api import sync_playwright

    where, people, care, capacity = made_up_france(34_970, 20_000)
    if places < len(where):  # a square in the middle: a département and its rim
        where, people = nearest(where, people, places)
        care, capacity = nearest(care, capacity, sites)
    pairs = CAR.pairs(where, care, 20)
    method = {"family": "e2sfca", "edges_min": APL.decay.edges_min, "weights": APL.decay.weights}
    table = {
        "site_ptr": pairs.site_ptr.tolist(),
        "demand": pairs.demand.tolist(),
        "minutes": pairs.minutes.tolist(),
        "limit_min": 20,
        "std_people": people.tolist(),
        "capacity": capacity.tolist(),
        "method": method,
    }
    given = {
        "table": table,
        "people": people.tolist(),
        "points": {"x": where.x.tolist(), "y": where.y.tolist(), "unit": "m"},
        "center": [float(np.median(where.x)), float(np.median(where.y))],
    }

    def answer(route: Any) -> None:
        name = route.request.url.rpartition("/")[2]
        if name == "given.json":
            route.fulfill(body=json.dumps(given), content_type="application/json")
        elif name:
            route.fulfill(body=(SCRIPTS / name).read_text(encoding="utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>bench</title>", content_type="text/html")

    script = (ROOT / "bench" / "access_page.js").read_text(encoding="utf-8").partition("\n")[2]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.route("**/*", answer)
        page.goto("http://bench.test/")
        found = page.evaluate(f"async () => ({script})(await (await fetch('given.json')).json())")
        browser.close()
    print(
        f"page, {len(where):,} places x {len(care):,} sites, {len(pairs.demand):,} pairs; wall ms (limit 16), each with"
    )
    print("  all map values and all measures:", ", ".join(f"{name} {value:.2f}" for name, value in found.items()))


def nearest(of: Points, values: np.ndarray, count: int) -> tuple[Points, np.ndarray]:
    far = np.hypot(of.x - np.median(of.x), of.y - np.median(of.y))
    kept = np.sort(np.argsort(far)[:count])
    return Points(tuple(of.ids[row] for row in kept), of.x[kept], of.y[kept], of.unit), values[kept]


def large() -> None:
    """In a process of its own, so that its peak of memory is its own."""
    where, people, care, capacity = made_up_france(2_300_000, 20_000)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    near, pairs = least(1, lambda: CAR.pairs(where, care, 20))
    step, _ = least(1, lambda: scores(pairs, people, capacity, APL))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"2,300,000 cells x 20,000 sites: {len(pairs.demand):,} pairs in {near:.2f} s, scores {step:.2f} s:")
    print(f"  together {near + step:.2f} s (limit 5 s)")
    print(f"  peak {peak:.2f} GB, of which {base:.2f} GB are the made-up points (limit 2 GB)")
    what_if(pairs, people, capacity, where)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--page", action="store_true")
    parser.add_argument("--only-large", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only_large:
        large()
        return
    pairs, people, capacity, where = from_nothing(34_970, 20_000, 0.3)
    against_pysal(pairs, people, capacity)
    what_if(pairs, people, capacity, where)
    if arguments.page:
        in_the_page(1_500, 600)
        in_the_page(34_970, 20_000)
    if arguments.large:
        subprocess.run([sys.executable, __file__, "--only-large"], check=True)


if __name__ == "__main__":
    main()
