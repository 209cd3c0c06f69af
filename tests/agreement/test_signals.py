"""Live = replay = SQL = what late, repeated and disordered data lead to, on random kits and streams."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.signals.agreeing import by_live_in_disorder, by_live_in_order, by_live_restarted, by_replay, keys
from tests.engines.signals.by_sql import by_sql
from tests.engines.signals.random_kits import Case, random_case

SEEDS = st.integers(0, 2**32 - 1)


def one_enrolment_each(case: Case) -> Case:
    """Disorder is over all that a subject has: everybody enrolled once, to the end."""
    first = {it.subject: replace(it, to_ms=None) for it in reversed(case.enrolments)}
    return replace(case, enrolments=tuple(first.values()))


def check_order(seed: int) -> None:
    case = random_case(seed)
    live, replayed = by_live_in_order(case), by_replay(case)
    assert set(live) == keys(replayed.alerts)
    explained = {firing.key: firing for firing in replayed.firings}
    assert {key: replace(firing, late=False) for key, firing in live.items()} == explained


def check_disorder(seed: int) -> None:
    case = one_enrolment_each(random_case(seed))
    expected = keys(by_replay(case).alerts)
    assert by_live_in_disorder(case, seed, with_store=False) == expected
    assert by_live_in_disorder(case, seed + 1, with_store=True) == expected


def check_restart(seed: int) -> None:
    case = one_enrolment_each(random_case(seed))
    assert by_live_restarted(case, seed) == keys(by_replay(case).alerts)


def check_sql(seed: int, folder: Path) -> None:
    case = random_case(seed, panes=False)
    assert by_sql(case, folder) == keys(by_replay(case).alerts)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_live_and_replay_raise_the_same_alerts_with_the_same_explanations(seed: int) -> None:
    check_order(seed)


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_late_repeated_and_disordered_points_lead_to_the_same_alerts(seed: int) -> None:
    check_disorder(seed)


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_a_restart_in_the_middle_changes_nothing(seed: int) -> None:
    check_restart(seed)


@pytest.mark.parametrize("seed", range(5))
def test_sql_raises_the_same_alerts(seed: int, tmp_path: Path) -> None:
    check_sql(seed, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_all_ways_agree_on_many_cases(part: int, tmp_path: Path) -> None:
    for seed in range(100_000 + part * 100, 100_000 + (part + 1) * 100):
        check_order(seed)
        check_disorder(seed)
        check_restart(seed)
    for seed in range(200_000 + part * 10, 200_000 + (part + 1) * 10):
        check_sql(seed, tmp_path)
