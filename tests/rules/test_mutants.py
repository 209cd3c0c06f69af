"""The agreement suite can fail: it catches every deliberate fault, in each of the three backends."""

from __future__ import annotations

import functools

import pytest

from tests.rules.backends import BACKENDS, Values, by_trace, differences
from tests.rules.mutants import MUTANTS
from tests.rules.programs import corpus

CASES = [(backend, name) for backend, mutants in MUTANTS.items() for name in mutants]
CHUNK = 20
CHUNKS = {"python": 30, "polars": 10, "sql": 6}
"""Seeds until a fault must be found: 20 programs on 60 rows each. Python has two questions to each condition."""


@functools.cache
def chunk(seed: int) -> tuple[object, ...]:
    programs, rows, parameters = corpus(seed, CHUNK, 60)
    return programs, rows, parameters, by_trace(programs, rows, parameters)


def caught(backend: str) -> list[str]:
    """The first differences that the seeded programs of the agreement suite find, chunk by chunk."""
    for seed in range(CHUNKS[backend]):
        programs, rows, parameters, expected = chunk(seed)
        found: Values = BACKENDS[backend](programs, rows, parameters)
        told = differences(programs, expected, found)
        if told:
            return told
    return []


@pytest.mark.parametrize("backend", MUTANTS)
def test_there_are_twenty_mutants_of_each_backend(backend: str) -> None:
    assert len(MUTANTS[backend]) >= 20


@pytest.mark.parametrize("backend", MUTANTS)
def test_without_a_mutant_nothing_is_caught(backend: str) -> None:
    assert caught(backend) == []


@pytest.mark.parametrize(("backend", "name"), CASES)
def test_the_mutant_is_caught(backend: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    MUTANTS[backend][name](monkeypatch)
    assert caught(backend) != []
