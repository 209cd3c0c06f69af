"""Figures of the territory: loading, search, points to communes, roll-up; with a peer where there is one.

    python bench/bench_territory.py [--json]

Each figure is the best of several runs in one process; peers run in the same process on the same data.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
import polars as pl
import shapely

from pagus.kernel.places import Territory
from pagus.library.territories import load_france

POINTS = 1_000_000
FRESH = """
import time
from pagus.library import territories
started = time.perf_counter()
places = territories.load_france()
loaded = time.perf_counter()
places.search("strasbourg")
searched = time.perf_counter()
places.locate([7.75], [48.57])
print(loaded - started, searched - loaded, time.perf_counter() - searched)
"""


def best(function: Callable[[], object], runs: int = 5) -> float:
    def once() -> float:
        started = time.perf_counter()
        function()
        return time.perf_counter() - started

    return min(once() for _ in range(runs))


def fresh() -> tuple[float, ...]:
    """First load, first search and first point in a new process, the median of five."""
    runs = [subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True) for _ in range(5)]
    return tuple(np.median([[float(part) for part in run.stdout.split()] for run in runs], axis=0).tolist())


def typed(places: Territory) -> list[str]:
    """What 500 people type: names of communes cut short, in capitals or without hyphens; the hardest is one letter."""
    generator = random.Random(1)
    names = places.places.filter(pl.col("kind") == "commune")["name"].to_list()
    chosen = [name[: generator.randint(1, len(name))] for name in generator.sample(names, 470)]
    changed = [generator.choice([str.upper, str.lower, lambda name: name.replace("-", " ")])(name) for name in chosen]
    return changed + list("abcdefghijklmnopqrstuvwxyz") + ["saint", "st", "67", "de la"]


def searches(places: Territory) -> list[float]:
    places.search("warm")
    return [best(lambda text=text: places.search(text), 3) * 1000 for text in typed(places)]  # type: ignore[misc]


def polars_scan(names: pl.DataFrame, text: str) -> pl.DataFrame:
    """The peer of a search: one Polars filter over names folded beforehand, and the largest first."""
    return names.filter(pl.col("folded").str.contains(text, literal=True)).top_k(10, by="population")


def points() -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(0)
    return generator.uniform(-4.8, 8.2, POINTS), generator.uniform(42.3, 51.0, POINTS)


def figures() -> list[tuple[str, float, str, float | None]]:
    """Name, value, unit, limit."""
    load, search, point = fresh()
    places = load_france()
    times = searches(places)
    folded = places.places.select(pl.col("name").str.to_lowercase().alias("folded"), "population")
    scan = best(lambda: polars_scan(folded, "strasbourg")) * 1000
    lon, lat = points()
    places.locate(lon[:10], lat[:10])
    located = best(lambda: places.locate(lon, lat), 3)
    polygons = np.array([places.shapes.polygon(code) for code in places.shapes.codes("commune")])
    peer = best(lambda: shapely.STRtree(polygons).query(shapely.points(lon, lat), predicate="intersects"), 2)
    population = places.places.filter(pl.col("kind") == "commune").select(commune="code", value="population")
    chain = "commune->departement->region->country"
    return [
        ("load in a new process", load, "s", 0.5),
        ("first search, builds the name index", search, "s", None),
        ("first point, opens the polygons", point, "s", None),
        ("search, median", float(np.median(times)), "ms", 5.0),
        ("search, slowest of 500", max(times), "ms", 5.0),
        ("  peer: one Polars scan of the names", scan, "ms", None),
        ("1 M points to communes", located, "s", 3.0),
        ("  peer: shapely STRtree.query", peer, "s", None),
        ("  ratio, peer / ours", peer / located, "", None),
        ("roll-up of all communes, three steps", best(lambda: places.roll_up(population, chain)) * 1000, "ms", None),
        ("GeoJSON of the 514 communes of Bas-Rhin",
         best(lambda: places.geojson(places.communes_within("departement:67"))) * 1000, "ms", None),
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = figures()
    if chosen.json:
        print(json.dumps([dict(zip(("figure", "value", "unit", "limit"), row, strict=True)) for row in found]))
    else:
        for name, value, unit, limit in found:
            verdict = "" if limit is None else f"   limit {limit:g} {unit}   {'ok' if value <= limit else 'MISSED'}"
            print(f"{name:<42} {value:8.3f} {unit:<3}{verdict}")
    return 0 if all(limit is None or value <= limit for _, value, _, limit in found) else 1


if __name__ == "__main__":
    sys.exit(main())
