"""Small territories for the tests, and potential access once more, as slowly and plainly as in the articles."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from pagus.engines.access.model import Decay, Family, Method, Pairs

FAMILIES: tuple[Family, ...] = ("2sfca", "e2sfca", "m2sfca", "3sfca")
BANDS = Decay((10.0, 15.0, 20.0), (1.0, 2 / 3, 1 / 3))


def method_of(family: Family, decay: Decay = BANDS) -> Method:
    if family == "2sfca":
        decay = Decay((decay.edges_min[-1],), (1.0,))
    words = {"fr": "", "en": "", "de": ""}
    return Method(id=family, title=words, family=family, decay=decay, certainty="local", source="", note=words)


def pairs_of(minutes: np.ndarray, limit: float = 20.0) -> Pairs:
    """Pairs from a full table of minutes (places, sites), inf where there is no way."""
    columns = [
        np.flatnonzero(minutes[:, site].astype(np.float32) <= np.float32(limit)) for site in range(minutes.shape[1])
    ]
    return Pairs(
        site_ptr=np.cumsum([0, *map(len, columns)], dtype=np.int64),
        demand=np.concatenate([np.zeros(0, np.int32), *columns]).astype(np.int32),
        minutes=np.concatenate(
            [np.zeros(0, np.float32), *(minutes[rows, site] for site, rows in enumerate(columns))]
        ).astype(np.float32),
        limit_min=limit,
        demand_count=len(minutes),
        router="test",
    )


def plain_weight(minutes: float, decay: Decay) -> float:
    for edge, weight in zip(decay.edges_min, decay.weights, strict=True):
        if np.float32(minutes) <= np.float32(edge):
            return weight
    return 0.0


def plain_access(minutes: np.ndarray, people: np.ndarray, capacity: np.ndarray, method: Method) -> np.ndarray:
    """The formulas of the articles over a full table, one number after the other."""
    places, sites = minutes.shape
    w = [[plain_weight(minutes[i, j], method.decay) for j in range(sites)] for i in range(places)]
    if method.family == "3sfca":
        w = [[w[i][j] * w[i][j] / sum(w[i]) if sum(w[i]) > 0 else 0.0 for j in range(sites)] for i in range(places)]
    access = np.zeros(places)
    for j in range(sites):
        reached = sum(w[i][j] * people[i] for i in range(places))
        for i in range(places):
            if reached > 0:
                access[i] += (w[i][j] ** 2 if method.family == "m2sfca" else w[i][j]) * capacity[j] / reached
    return access


@st.composite
def territories(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Minutes (places, sites), people and capacity: with edges met exactly, empty places, sites without capacity."""
    places, sites = draw(st.integers(1, 12)), draw(st.integers(1, 6))
    minute = st.sampled_from([0.0, 5.0, 10.0, 10.1, 15.0, 20.0, 20.1, np.inf]) | st.floats(0, 30)
    amount = st.sampled_from([0.0, 1.0, 100.0]) | st.floats(0.5, 5000)
    table = draw(st.lists(minute, min_size=places * sites, max_size=places * sites))
    people = draw(st.lists(amount, min_size=places, max_size=places))
    capacity = draw(st.lists(amount, min_size=sites, max_size=sites))
    return np.array(table).reshape(places, sites), np.array(people), np.array(capacity)


def random_territory(places: int, sites: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A larger one: points on a square 60 km wide, minutes at 50 km/h with a detour of 1.3."""
    chance = np.random.default_rng(seed)
    where, care = chance.uniform(0, 60, (places, 2)), chance.uniform(0, 60, (sites, 2))
    minutes = np.sqrt(((where[:, None] - care[None]) ** 2).sum(-1)) * 1.3 / 50 * 60
    people = np.round(chance.lognormal(6, 1.2, places))
    people[chance.random(places) < 0.05] = 0
    return minutes, people, np.round(chance.gamma(4, 1500, sites))
