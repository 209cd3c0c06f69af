"""Small worlds and slow, plain formulas: the other opinion on every siting question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from pagus.engines.access.model import Decay, Method, Pairs
from pagus.engines.access.siting import Candidates, Limits

DECAY = Decay((10.0, 15.0, 20.0), (1.0, 2 / 3, 1 / 3))


def method(family: str = "e2sfca") -> Method:
    return Method(
        id=family,
        title={"en": family},
        family=family,  # type: ignore[arg-type]
        decay=DECAY,
        certainty="local",
        source="a test",
        note={"en": ""},
    )


def pairs_of(minutes: np.ndarray, limit: float = 20.0) -> Pairs:
    """Dense minutes (sites x demand) to sparse pairs."""
    site, demand = np.nonzero(minutes <= limit)
    counts = np.bincount(site, minlength=len(minutes))
    return Pairs(
        site_ptr=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        demand=demand.astype(np.int32),
        minutes=minutes[site, demand].astype(np.float32),
        limit_min=limit,
        demand_count=minutes.shape[1],
        router="a test",
    )


def sets(candidates: Candidates, limits: Limits) -> Iterator[tuple[int, ...]]:
    """All admissible choices."""
    forced = set(np.flatnonzero(candidates.forced).tolist())
    able = [each for each in range(len(candidates)) if not candidates.forbidden[each]]
    most = len(able) if limits.count is None else limits.count
    for size in range(most + 1):
        for chosen in combinations(able, size):
            columns = [candidates.column[each] for each in chosen]
            if not forced <= set(chosen) or len(set(columns)) < len(columns):
                continue
            if limits.budget is None or sum(candidates.cost[each] for each in chosen) <= limits.budget + 1e-9:
                yield chosen


def dense(pairs: Pairs) -> np.ndarray:
    """Pairs back to dense minutes, inf where there is no pair."""
    found = np.full((len(pairs.site_ptr) - 1, pairs.demand_count), np.inf)
    for site in range(len(found)):
        for entry in range(pairs.site_ptr[site], pairs.site_ptr[site + 1]):
            found[site, pairs.demand[entry]] = pairs.minutes[entry]
    return found


def weight(minutes: float) -> float:
    for edge, value in zip(DECAY.edges_min, DECAY.weights, strict=True):
        if minutes <= edge:
            return value
    return 0.0


def access_of(minutes: np.ndarray, capacity: np.ndarray, std: np.ndarray, family: str) -> np.ndarray:
    """Floating catchments by the book, with loops. ``minutes``: sites x demand."""
    w = np.array([[weight(value) for value in row] for row in minutes]).reshape(minutes.shape)
    if family == "3sfca":
        reach = w.sum(axis=0)
        w_asked = np.where(reach > 0, w * w / np.where(reach > 0, reach, 1), 0.0)
        w_given = w_asked
    else:
        w_asked, w_given = w, w * w if family == "m2sfca" else w
    found = np.zeros(minutes.shape[1])
    for site in range(len(minutes)):
        asked = float((w_asked[site] * std).sum())
        if asked > 0:
            found += w_given[site] * capacity[site] / asked
    return found


@st.composite
def questions(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.random.Generator]:
    """(minutes of candidate places x demand, people, a generator for the rest)."""
    generator = np.random.default_rng(draw(st.integers(0, 10_000)))
    places, demand = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    minutes = generator.integers(0, 30, (places, demand)).astype(float)
    people = generator.integers(0, 50, demand).astype(float)
    people[0] = max(people[0], 1.0)
    return minutes, people, generator
