"""Rules across an upgrade and a rollback: no alert is lost, none is told twice, no window starts empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.alerts.models import Alert
from pagus.apps.installations import actions as installations
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.apps.installations.versions import kit_version
from tests.apps.workspace import NOW
from tests.store.rules.test_rules_runner import Bench, anne, bench, installed, low_quarter  # noqa: F401 - fixtures

WIDER = {"parameters.yaml": ("maximum: 0.90", "maximum: 0.92")}
Told = tuple[int, str, int]


def told() -> set[Told]:
    rows = Alert.objects.filter(withdrawn_ms__isnull=True)
    return {(alert.installation_id, alert.rule, alert.t_ms) for alert in rows}


def at(made: Bench, now_ms: int, clock_at) -> None:
    made.clock.now_ms = now_ms
    clock_at(now_ms)


@pytest.fixture
def newer(tmp_path: Path) -> str:
    return kit_version(tmp_path, "3.1.0", edits=WIDER, moves_from=("3.0.0",))


def steady(who: str, start: int, end: int, value: float = 130.0) -> list[tuple[str, int, float]]:
    return [(who, t, value) for t in range(start, end, 5 * MINUTE)]


def test_a_moved_person_keeps_the_history_and_hears_nothing_twice(bench, anne, installed, newer, clock_at):  # noqa: F811
    bench.send(*steady(anne, NOW - 16 * DAY, NOW - 2 * HOUR), *low_quarter(anne, NOW - HOUR))
    bench.settle()
    before = told()
    assert (installed, "very_low_episode", NOW - HOUR + 15 * MINUTE) in before

    number = installations.upgrade(installed, newer, SYSTEM, reason="wider", move=True)
    bench.settle()
    assert told() == before
    bench.restart()
    bench.settle()
    assert told() == before

    # A day of low readings is 7 % of the last fourteen days, thirteen of which were read by the other version.
    at(bench, NOW + 2 * DAY, clock_at)
    bench.send(*steady(anne, NOW, NOW + 36 * HOUR, 60.0))
    bench.settle()
    assert {(owner, rule) for owner, rule, _ in told() - before} == {(number, "time_low_high")}


def test_who_stays_is_watched_by_the_version_they_have(bench, anne, installed, newer):  # noqa: F811
    bench.settle()
    installations.upgrade(installed, newer, SYSTEM, reason="wider")
    bench.send(*low_quarter(anne, NOW - HOUR))
    bench.settle()
    assert [alert.installation_id for alert in Alert.objects.filter(rule="very_low_episode")] == [installed]


def test_back_again_hears_nothing_of_the_time_between(bench, anne, installed, newer, clock_at):  # noqa: F811
    bench.send(*steady(anne, NOW - 2 * DAY, NOW))
    bench.settle()
    number = installations.upgrade(installed, newer, SYSTEM, reason="wider", move=True)
    bench.settle()
    at(bench, NOW + HOUR, clock_at)
    bench.send(*low_quarter(anne, NOW + 10 * MINUTE))
    bench.settle()
    assert (number, "very_low_episode", NOW + 25 * MINUTE) in told()
    installations.rollback(number, SYSTEM, reason="too many")
    bench.settle()
    bench.restart()
    bench.settle()
    episodes = sorted(each for each in told() if each[1] == "very_low_episode")
    assert episodes == [(number, "very_low_episode", NOW + 25 * MINUTE)]
    at(bench, NOW + 10 * HOUR, clock_at)
    bench.send(*steady(anne, NOW + HOUR, NOW + 9 * HOUR), *low_quarter(anne, NOW + 9 * HOUR))
    bench.settle()
    assert (installed, "very_low_episode", NOW + 9 * HOUR + 15 * MINUTE) in told()
