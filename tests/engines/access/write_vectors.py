"""Write the vectors that hold the Python and the JavaScript of potential access to the same numbers.

usage: python -m tests.engines.access.write_vectors

What is expected is computed by neither of the two, but by the plain formulas of ``making`` and of this file.
"""

from __future__ import annotations

import json
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np

from pagus.engines.access.model import Family, Method, Pairs
from tests.engines.access.making import FAMILIES, method_of, pairs_of, plain_access, random_territory

FOLDER = Path(__file__).parent / "vectors"
ABOUT = "Written by tests/engines/access/write_vectors.py from plain formulas. Random numbers, no real place."


def main() -> None:
    """Write all files."""
    for name, content in {"edits": edits(), "inequality": inequalities(), "straight": straight_lines()}.items():
        text = json.dumps({"about": ABOUT, "cases": content}, separators=(",", ":"))
        (FOLDER / f"{name}.json").write_text(text.replace('{"name"', '\n{"name"') + "\n", encoding="utf-8")


def table_of(pairs: Pairs, people: np.ndarray, capacity: np.ndarray, method: Method) -> dict[str, Any]:
    """The territory as the page is given it."""
    return {
        "site_ptr": pairs.site_ptr.tolist(),
        "demand": pairs.demand.tolist(),
        "minutes": pairs.minutes.tolist(),
        "limit_min": pairs.limit_min,
        "std_people": people.tolist(),
        "capacity": capacity.tolist(),
        "method": {
            "family": method.family,
            "edges_min": list(method.decay.edges_min),
            "weights": list(method.decay.weights),
        },
    }


def edits() -> list[dict[str, Any]]:
    """For each family a territory, edits of each kind, and access after each of them."""
    cases = []
    for family in FAMILIES:
        minutes, people, capacity = random_territory(24, 7, seed=3)
        minutes = np.round(minutes, 1)
        minutes[0, 0], minutes[1, 0], people[5] = 10.0, 20.0, 0.0
        minutes[:, 6] = np.inf
        method = method_of(family)
        table = table_of(pairs_of(minutes), people, capacity, method)
        steps = []
        for edit in example_edits():
            minutes, people, capacity = edited(edit, minutes, people, capacity)
            steps.append({"edit": edit, "access": plain_access(minutes, people, capacity, method).tolist()})
        cases.append({"name": family, "table": table, "access": start_of(table, method), "steps": steps})
    return [*cases, *(valley(family) for family in FAMILIES)]


def valley(family: Family) -> dict[str, Any]:
    """Places and sites along one road, where an edit and all that follows from it stay in one part: few are computed
    anew."""
    chance = np.random.default_rng(6)
    minutes = np.round(np.abs(np.arange(60)[:, None] * 4.0 - np.arange(20) * 12.0 - 1), 1)
    people, capacity = np.round(chance.lognormal(6, 1, 60)), np.round(chance.gamma(4, 1500, 20))
    method = method_of(family)
    table = table_of(pairs_of(minutes), people, capacity, method)
    steps = []
    for edit in [
        {"kind": "close", "site": 4},
        {"kind": "open", "column": {"demand": [30, 31, 32], "minutes": [0.0, 10.0, 18.5]}, "capacity": 3000.0},
        {"kind": "move", "site": 9, "column": {"demand": [50, 51], "minutes": [5.0, 15.0]}},
        {"kind": "set_people", "places": [31, 12], "std_people": [900.0, 0.0]},
        {"kind": "set_capacity", "site": 20, "capacity": 1.0},
        {"kind": "close", "site": 20},
    ]:
        minutes, people, capacity = edited(edit, minutes, people, capacity)
        steps.append({"edit": edit, "access": plain_access(minutes, people, capacity, method).tolist()})
    return {"name": f"{family}, along a valley", "table": table, "access": start_of(table, method), "steps": steps}


def start_of(table: dict[str, Any], method: Method) -> list[float]:
    """Access before any edit."""
    minutes = np.full((len(table["std_people"]), len(table["capacity"])), np.inf)
    for site in range(len(table["capacity"])):
        part = slice(table["site_ptr"][site], table["site_ptr"][site + 1])
        minutes[table["demand"][part], site] = table["minutes"][part]
    return plain_access(minutes, np.array(table["std_people"]), np.array(table["capacity"]), method).tolist()


def example_edits() -> list[dict[str, Any]]:
    """Edits of every kind, among them what is easily forgotten: an empty column, nobody, a minute on the edge."""
    return [
        {"kind": "set_capacity", "site": 2, "capacity": 9000.0},
        {"kind": "close", "site": 0},
        {"kind": "open", "column": {"demand": [3, 1, 9], "minutes": [10.0, 15.5, 20.0]}, "capacity": 4000.0},
        {"kind": "set_people", "places": [4, 5, 11], "std_people": [0.0, 812.5, 1e6]},
        {"kind": "move", "site": 7, "column": {"demand": [0, 20], "minutes": [0.0, 7.5]}},
        {"kind": "move", "site": 3, "column": {"demand": [], "minutes": []}},
        {"kind": "set_capacity", "site": 6, "capacity": 0.0},
        {"kind": "open", "column": {"demand": [22], "minutes": [12.0]}, "capacity": 1e12},
        {"kind": "close", "site": 8},
        {"kind": "set_people", "places": list(range(24)), "std_people": [100.0 + 7 * place for place in range(24)]},
    ]


def edited(
    edit: dict[str, Any], minutes: np.ndarray, people: np.ndarray, capacity: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The full table of minutes, people and capacity after an edit."""
    minutes, people, capacity = minutes.copy(), people.copy(), capacity.copy()
    if edit["kind"] == "set_people":
        people[edit["places"]] = edit["std_people"]
    elif edit["kind"] == "set_capacity":
        capacity[edit["site"]] = edit["capacity"]
    else:
        site = edit.get("site", len(capacity))
        if edit["kind"] == "open":
            minutes = np.column_stack([minutes, np.full(len(minutes), np.inf)])
            capacity = np.append(capacity, edit["capacity"])
        minutes[:, site] = np.inf
        if edit["kind"] == "close":
            capacity[site] = 0.0
        else:
            minutes[edit["column"]["demand"], site] = edit["column"]["minutes"]
    return minutes, people, capacity


def inequalities() -> list[dict[str, Any]]:
    """Measures of inequality by their definitions over all pairs of places."""
    chance = np.random.default_rng(8)
    tables = {
        "usual": (chance.gamma(4, 0.8, 60), np.round(chance.lognormal(6, 1.2, 60)), 2.5, 0.5),
        "some have nothing, some places are empty": (
            np.round(chance.gamma(2, 1.0, 40)), np.where(chance.random(40) < 0.2, 0.0, 50.0), 2.0, 0.5),
        "averse to inequality": (chance.gamma(4, 0.8, 20), np.ones(20), 2.5, 1.0),
        "on the threshold": (np.array([2.5, 2.5 * (1 + 1e-12), 2.6]), np.array([1.0, 2.0, 4.0]), 2.5, 2.0),
        "nobody reaches anything": (np.zeros(3), np.ones(3), 2.5, 0.5),
        "one far above all": (np.append(chance.gamma(4, 0.8, 30), 1e6), np.ones(31), 2.5, 0.5),
    }  # fmt: skip
    return [
        {
            "name": name,
            "access": access.tolist(),
            "weights": people.tolist(),
            "threshold": threshold,
            "aversion": aversion,
            "expected": plain_inequality(access.tolist(), people.tolist(), threshold, aversion),
        }
        for name, (access, people, threshold, aversion) in tables.items()
    ]


def plain_inequality(access: list[float], weights: list[float], threshold: float, aversion: float) -> dict[str, Any]:
    """Each measure as its definition says."""
    rows = sorted((x, w) for x, w in zip(access, weights, strict=True) if w > 0)
    people = sum(w for _, w in rows)
    mean = sum(x * w for x, w in rows) / people
    differences = sum(w * v * abs(x - y) for x, w in rows for y, v in rows)
    found = [
        next(x for x, _ in rows if sum(w for y, w in rows if y <= x) >= share * people) for share in (0.1, 0.5, 0.9)
    ]
    if mean == 0:
        theil = atkinson = 0.0
    else:
        theil = sum(w * x / mean * log(x / mean) for x, w in rows if x > 0) / people
        if aversion == 1:
            atkinson = 1 - exp(sum(w * log(x) for x, w in rows) / people) / mean
        else:
            power = sum(w * x ** (1 - aversion) for x, w in rows) / people
            atkinson = 1 - power ** (1 / (1 - aversion)) / mean
    return {
        "people": people,
        "mean": mean,
        "gini": differences / (2 * people**2 * mean) if mean else 0.0,
        "theil": theil,
        "atkinson": atkinson,
        "p10": found[0],
        "p50": found[1],
        "p90": found[2],
        "p90_p10": found[2] / found[0] if found[0] else None,
        "share_at_or_under": sum(w for x, w in rows if x <= threshold * (1 + 1e-9)) / people,
    }


def straight_lines() -> list[dict[str, Any]]:
    """Who reaches a new site in a straight line, in metres and on the globe."""
    chance = np.random.default_rng(4)
    exact = 10 * 50_000 / 60 / 1.3
    cases = []
    for unit, centre, spread in (("m", (1_050_000.0, 6_840_000.0), 20_000.0), ("deg", (7.75, 48.58), 0.2)):
        x = centre[0] + chance.uniform(-1, 1, 25) * spread
        y = centre[1] + chance.uniform(-1, 1, 25) * spread
        if unit == "m":
            x[0], y[0] = centre[0] + exact * (1 + 1e-15), centre[1]
        minutes = [plain_minutes(unit, *centre, a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)]
        reached = [place for place, time in enumerate(minutes) if time <= 20]
        cases.append(
            {
                "name": unit,
                "points": {"x": x.tolist(), "y": y.tolist(), "unit": unit},
                "site": list(centre),
                "router": {"speed_kmh": 50, "detour": 1.3},
                "limit_min": 20,
                "demand": reached,
                "minutes": [float(np.float32(minutes[place])) for place in reached],
            }
        )
    return cases


def plain_minutes(unit: str, x: float, y: float, a: float, b: float) -> float:
    """Pythagoras, or the haversine formula: another one than that of the engine."""
    if unit == "m":
        metres = float(np.hypot(a - x, b - y))
    else:
        p, q, r, s = np.radians([x, y, a, b])
        half = np.sin((s - q) / 2) ** 2 + np.cos(q) * np.cos(s) * np.sin((r - p) / 2) ** 2
        metres = float(2 * 6_371_008.8 * np.arcsin(np.sqrt(half)))
    return metres * 1.3 / (50 * 1000 / 60)


if __name__ == "__main__":
    main()
