"""Every objective against all admissible choices, one by one: value, bound and proof."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.access.siting import (
    Candidates,
    Effort,
    Kind,
    Limits,
    Siting,
    Standing,
    access_gain,
    lift_above_threshold,
    maximal_cover,
    offers,
    p_center,
    p_median,
)

from .world import access_of, dense, method, pairs_of, questions, sets

EXACT, QUICK = Effort(way="exact"), Effort(way="quick")
WAYS = st.sampled_from([EXACT, QUICK, Effort()])


def asked(generator: np.random.Generator, places: int, *, capacity: bool = False) -> tuple[Candidates, Limits]:
    """Random kinds, limits, forced and forbidden offers."""
    names = [f"place {number}" for number in range(places)]
    kinds = [Kind("booth", 1.0, 20.0 if capacity else np.inf), Kind("house", 2.5, 55.0 if capacity else np.inf)]
    kinds = kinds[: int(generator.integers(1, 3))]
    forced = [(names[0], "booth")] if generator.random() < 0.3 else []
    forbidden = [(names[-1], "booth")] if places > 1 and generator.random() < 0.3 else []
    count, budget = int(generator.integers(1, 4)), float(generator.integers(1, 7))
    pick = generator.random()
    limits = Limits(count=count) if pick < 0.5 else Limits(budget=budget) if pick < 0.8 else Limits(count, budget)
    return offers(names, kinds, forced=forced, forbidden=forbidden), limits


def judge(found: Siting, candidates: Candidates, limits: Limits, values: dict[tuple[int, ...], float]) -> None:
    """The value is that of the set; the set is admissible; the bound holds; what is called proven is the best."""
    assert found.value == pytest.approx(values[tuple(sorted(found.chosen))], rel=1e-9, abs=1e-9)
    best = (max if found.better == "more" else min)(values.values())
    sign = 1 if found.better == "more" else -1
    slack = 1e-6 * max(1.0, abs(best))
    assert sign * found.bound >= sign * best - slack
    assert sign * found.value <= sign * best + slack
    if found.proven:
        assert found.value == pytest.approx(best, rel=1e-5, abs=1e-5)
    after = [found.before, *(choice.value_after for choice in found.choices)]
    assert after[-1] == pytest.approx(found.value, rel=1e-9, abs=1e-9)
    steps = np.diff(after) * sign
    assert steps == pytest.approx([choice.gain for choice in found.choices], rel=1e-6, abs=1e-9)
    assert {choice.candidate for choice in found.choices} >= set(np.flatnonzero(candidates.forced).tolist())
    assert tuple(sorted(found.chosen)) in set(sets(candidates, limits))


def best_is_found(found: Siting, values: dict[tuple[int, ...], float]) -> None:
    best = (max if found.better == "more" else min)(values.values())
    assert found.proven
    assert found.value == pytest.approx(best, rel=1e-6, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(questions(), WAYS)
def test_p_median(question: tuple[np.ndarray, np.ndarray, np.random.Generator], effort: Effort) -> None:
    minutes, people, generator = question
    candidates, limits = asked(generator, len(minutes))
    now = generator.integers(5, 30, (1, len(people))).astype(float)
    found = p_median(people, pairs_of(minutes), candidates, limits, existing=pairs_of(now), effort=effort)
    full = dense(pairs_of(minutes))

    def mean(chosen: tuple[int, ...]) -> float:
        near = np.minimum(np.minimum(now[0], 20.0), min_rows(full, candidates, chosen))
        return float((people * near).sum() / people.sum())

    values = {chosen: mean(chosen) for chosen in sets(candidates, limits)}
    judge(found, candidates, limits, values)
    if effort is not QUICK:
        best_is_found(found, values)


def min_rows(full: np.ndarray, candidates: Candidates, chosen: tuple[int, ...]) -> np.ndarray:
    rows = [full[candidates.column[each]] for each in chosen]
    return np.min([np.full(full.shape[1], np.inf), *rows], axis=0)


@settings(max_examples=40, deadline=None)
@given(questions(), WAYS)
def test_p_center(question: tuple[np.ndarray, np.ndarray, np.random.Generator], effort: Effort) -> None:
    minutes, people, generator = question
    candidates, limits = asked(generator, len(minutes))
    found = p_center(people, pairs_of(minutes), candidates, limits, effort=effort)
    full = dense(pairs_of(minutes))
    reachable = (people > 0) & np.isfinite(full).any(axis=0)
    assert found.unreachable == tuple(np.flatnonzero((people > 0) & ~reachable).tolist())

    def longest(chosen: tuple[int, ...]) -> float:
        return float(np.minimum(20.0, min_rows(full, candidates, chosen))[reachable].max(initial=0.0))

    values = {chosen: longest(chosen) for chosen in sets(candidates, limits)}
    judge(found, candidates, limits, values)
    if effort is not QUICK:
        best_is_found(found, values)


@settings(max_examples=40, deadline=None)
@given(questions(), WAYS)
def test_maximal_cover(question: tuple[np.ndarray, np.ndarray, np.random.Generator], effort: Effort) -> None:
    minutes, people, generator = question
    candidates, limits = asked(generator, len(minutes))
    covered = generator.random(len(people)) < 0.2
    pairs = pairs_of(minutes)
    found = maximal_cover(people, pairs, candidates, limits, minutes=12.0, covered=covered, effort=effort)
    full = dense(pairs)
    values = {
        chosen: float(people[covered | (min_rows(full, candidates, chosen) <= 12.0)].sum())
        for chosen in sets(candidates, limits)
    }
    judge(found, candidates, limits, values)
    if effort is not QUICK:
        best_is_found(found, values)


@settings(max_examples=30, deadline=None)
@given(questions(), WAYS)
def test_maximal_cover_with_capacities(
    question: tuple[np.ndarray, np.ndarray, np.random.Generator], effort: Effort
) -> None:
    minutes, people, generator = question
    candidates, limits = asked(generator, len(minutes), capacity=True)
    pairs = pairs_of(minutes)
    found = maximal_cover(people, pairs, candidates, limits, minutes=12.0, effort=effort)
    full = dense(pairs)

    def served(chosen: tuple[int, ...]) -> float:
        """By the theorem of maximal flow and minimal cut: the least cut over all sets of open offers."""
        least = np.inf
        for mask in range(2 ** len(chosen)):
            inside = [each for at, each in enumerate(chosen) if mask >> at & 1]
            outside = [each for at, each in enumerate(chosen) if not mask >> at & 1]
            reach = min_rows(full, candidates, tuple(inside)) <= 12.0
            least = min(least, float(people[reach].sum() + sum(candidates.capacity[each] for each in outside)))
        return least

    values = {chosen: served(chosen) for chosen in sets(candidates, limits)}
    judge(found, candidates, limits, values)
    if effort is not QUICK:
        best_is_found(found, values)


@settings(max_examples=40, deadline=None)
@given(questions(), WAYS, st.sampled_from(["e2sfca", "m2sfca"]))
def test_lift_above_threshold(
    question: tuple[np.ndarray, np.ndarray, np.random.Generator], effort: Effort, family: str
) -> None:
    minutes, people, generator = question
    candidates, limits = asked(generator, len(minutes), capacity=True)
    std = people * generator.uniform(0.8, 1.2, len(people))
    now = generator.uniform(0, 1.5, len(people))
    pairs = pairs_of(minutes)
    found = lift_above_threshold(
        people, std, pairs, candidates, limits, method=method(family), access=now, threshold=1.0, effort=effort
    )
    values = {
        chosen: float(people[now + added(dense(pairs), candidates, chosen, std, family) > 1.0].sum())
        for chosen in sets(candidates, limits)
    }
    judge(found, candidates, limits, values)
    if effort is not QUICK:
        best_is_found(found, values)


def added(
    full: np.ndarray, candidates: Candidates, chosen: tuple[int, ...], std: np.ndarray, family: str
) -> np.ndarray:
    rows = list(chosen)
    return access_of(full[candidates.column[rows]], candidates.capacity[rows], std, family)


@settings(max_examples=40, deadline=None)
@given(questions(), WAYS, st.booleans())
def test_access_gain(
    question: tuple[np.ndarray, np.ndarray, np.random.Generator], effort: Effort, capped: bool
) -> None:
    minutes, people, generator = question
    candidates, limits = asked(generator, len(minutes), capacity=True)
    std = people * generator.uniform(0.8, 1.2, len(people))
    now, top = generator.uniform(0, 1.5, len(people)), 1.0 if capped else np.inf
    pairs = pairs_of(minutes)
    found = access_gain(
        people,
        std,
        pairs,
        candidates,
        limits,
        method=method(),
        access=now,
        measure="up-to-threshold" if capped else "mean",
        threshold=1.0,
        effort=effort,
    )

    def mean(chosen: tuple[int, ...]) -> float:
        after = np.minimum(now + added(dense(pairs), candidates, chosen, std, "e2sfca"), top)
        return float((people * after).sum() / people.sum())

    values = {chosen: mean(chosen) for chosen in sets(candidates, limits)}
    values = {chosen: max(value, mean(())) for chosen, value in values.items()}
    judge(found, candidates, limits, values)
    if effort is not QUICK:
        best_is_found(found, values)


@settings(max_examples=40, deadline=None)
@given(questions(), st.booleans())
def test_access_gain_where_sites_draw_people_from_each_other(
    question: tuple[np.ndarray, np.ndarray, np.random.Generator], capped: bool
) -> None:
    minutes, people, generator = question
    candidates, limits = asked(generator, len(minutes), capacity=True)
    std = people * generator.uniform(0.8, 1.2, len(people))
    today = generator.integers(0, 25, (2, len(people))).astype(float)
    standing = Standing(pairs_of(today), np.array([30.0, 12.0]))
    today = dense(standing.pairs)
    found = access_gain(
        people,
        std,
        pairs_of(minutes),
        candidates,
        limits,
        method=method("3sfca"),
        access=access_of(today, standing.capacity, std, "3sfca"),
        measure="up-to-threshold" if capped else "mean",
        threshold=0.6,
        existing=standing,
    )
    full = dense(pairs_of(minutes))

    def mean(chosen: tuple[int, ...]) -> float:
        rows = list(chosen)
        both = np.concatenate([today, full[candidates.column[rows]]])
        capacity = np.concatenate([standing.capacity, candidates.capacity[rows]])
        access = np.minimum(access_of(both, capacity, std, "3sfca"), 0.6 if capped else np.inf)
        return float((people * access).sum() / people.sum())

    values = {chosen: mean(chosen) for chosen in sets(candidates, limits)}
    assert found.before == pytest.approx(mean(()))
    assert found.value == pytest.approx(values[tuple(sorted(found.chosen))])
    assert found.bound >= max(values.values()) - 1e-9
    assert found.derivation == "conservation"
