"""The agreement suite can fail: each of forty-one engines with one wrong line is caught by it."""

from __future__ import annotations

import pytest

from tests.agreement.test_signals import check_disorder, check_order, check_restart
from tests.engines.signals.mutants import LIVE, REPLAY
from tests.engines.signals.mutating import Mutant, at_work

QUICK = (*LIVE[1::5], *REPLAY[2::5])
SLOW = tuple(mutant for mutant in (*LIVE, *REPLAY) if mutant not in QUICK)
MOST_SEEDS = 150


def caught_after(mutant: Mutant) -> int | None:
    """After how many random cases does a check fail? None: after none of them."""
    with at_work(mutant):
        for seed in range(MOST_SEEDS):
            for check in (check_order, check_disorder, check_restart):
                try:
                    check(seed)
                except Exception:
                    return seed + 1
    return None


def test_there_are_twenty_and_more_on_each_side() -> None:
    assert (len(set(LIVE)), len(set(REPLAY))) == (21, 20)


@pytest.mark.parametrize("mutant", QUICK, ids=lambda mutant: mutant.name)
def test_mutant_is_caught(mutant: Mutant) -> None:
    assert caught_after(mutant) is not None


@pytest.mark.long
@pytest.mark.parametrize("mutant", SLOW, ids=lambda mutant: mutant.name)
def test_every_other_mutant_is_caught(mutant: Mutant) -> None:
    assert caught_after(mutant) is not None


def test_the_engine_is_itself_again_after_a_mutant() -> None:
    for seed in range(3):
        check_order(seed)
