"""The rules follow the store: nothing stored is left unread, whatever happens in between, and nothing counts twice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import ClassVar

import pytest
from django.conf import settings
from django.db import OperationalError

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.alerts import actions as alerts
from pagus.apps.alerts.models import Alert
from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import get_installation
from pagus.apps.streams.ingest.rules_runner import RulesRunner, consumer_name
from pagus.apps.streams.observation import Batch, Observation, Review
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.apps.streams.submission import open_store
from pagus.engines.signals import Live, compile_program
from pagus.errors import StoreError
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.apps.cast import account, person
from tests.apps.workspace import NOW
from tests.store.conftest import SetClock

EUROMETROPOLE = "epci:246700488"
START = NOW - 20 * DAY


class Bench:
    """A store and the runner that follows it; ``restart`` is a crash: what was in memory is gone."""

    opened: ClassVar[list[SqlStore]] = []

    def __init__(self, now_ms: int = NOW) -> None:
        self.clock = SetClock(now_ms)
        self.store = open_store(replace(settings.WORKSPACE, clock=SimpleNamespace(now_ms=self.clock)))
        self.opened.append(self.store)
        self.runner = RulesRunner(self.store, self.clock)

    def restart(self) -> None:
        self.runner = RulesRunner(self.store, self.clock)

    def send(self, *points: tuple[str, int, float]) -> None:
        receipts = self.store.commit(
            Batch("meter", [Observation(who, "glucose", t, value) for who, t, value in points])
        )
        assert not receipts.rejected

    def settle(self) -> None:
        """Run until nothing waits, as the event loop does."""
        while self.runner.tick():
            while self.runner.step():
                pass


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    while Bench.opened:
        Bench.opened.pop().close()


@pytest.fixture
def installed(empty: None) -> int:
    return installations.install("diabetes-home", EUROMETROPOLE, {}, from_ms=START)


@pytest.fixture
def anne(installed: int) -> str:
    return follow(installed, "person:P-ANNE")


def follow(installation: int, code: str) -> str:
    installations.enrol(installation, person(code), SYSTEM, from_ms=START)
    return code


@pytest.fixture
def bench(anne: str):
    made = Bench()
    yield made
    made.store.close()


def low_quarter(who: str, start: int, minutes: int = 20) -> list[tuple[str, int, float]]:
    return [(who, start + step * MINUTE, 45.0) for step in range(0, minutes + 1, 5)]


def raised(rule: str, *, withdrawn: bool = False) -> list[tuple[str, int]]:
    rows = Alert.objects.filter(rule=rule, withdrawn_ms__isnull=not withdrawn).order_by("t_ms", "subject")
    return [(alert.subject, alert.t_ms) for alert in rows]


def test_what_is_stored_is_judged_and_an_alert_is_raised(bench, anne):
    bench.settle()
    bench.send(*low_quarter(anne, NOW - HOUR))
    bench.settle()
    assert raised("very_low_episode") == [(anne, NOW - HOUR + 15 * MINUTE)]
    assert bench.runner.ready()


def test_what_was_stored_before_a_crash_is_judged_after_it(bench, anne):
    bench.settle()
    bench.send(*low_quarter(anne, NOW - HOUR))
    bench.restart()
    bench.settle()
    assert raised("very_low_episode") == [(anne, NOW - HOUR + 15 * MINUTE)]


def test_an_episode_goes_on_over_a_restart_and_is_one_alert(bench, anne):
    episode = low_quarter(anne, NOW - HOUR, 40)
    for point in episode:
        bench.send(point)
        bench.settle()
        bench.restart()
    bench.settle()
    assert raised("very_low_episode") == [(anne, NOW - HOUR + 15 * MINUTE)]


def test_a_silence_is_told_when_its_time_has_come(bench, anne):
    bench.send((anne, NOW - HOUR, 100.0))
    bench.settle()
    before = Alert.objects.filter(rule="no_glucose", t_ms__gt=NOW - HOUR).count()
    limit = get_installation(_number(bench)).parameters["silence_limit"]
    bench.clock.now_ms = NOW + int(limit * HOUR) + HOUR
    bench.settle()
    after = Alert.objects.filter(rule="no_glucose", t_ms__gt=NOW - HOUR)
    assert (before, after.count()) == (0, 1)


def _number(bench: Bench) -> int:
    return next(iter(bench.runner._running))


def test_what_waits_to_be_read_answers_a_silence_before_it_is_told(bench, anne):
    bench.send((anne, NOW - HOUR, 100.0))
    bench.settle()
    bench.clock.now_ms = NOW + 10 * DAY
    bench.send(*[(anne, NOW + hour * HOUR, 100.0) for hour in range(0, 240, 6)])
    bench.runner.tick()
    bench.settle()
    assert [t for _, t in raised("no_glucose") if t > NOW] == []
    assert raised("no_glucose", withdrawn=True) == []


def test_late_points_take_an_alert_back(bench, anne):
    bench.send((anne, NOW - 8 * DAY, 100.0), (anne, NOW - MINUTE, 100.0))
    bench.settle()
    silences = [t for _, t in raised("no_glucose") if t > NOW - 8 * DAY]
    assert silences
    gap = [(anne, NOW - 8 * DAY + hour * HOUR, 100.0) for hour in range(6, 192, 6)]
    bench.send(*gap)
    bench.settle()
    assert [t for _, t in raised("no_glucose") if t > NOW - 8 * DAY] == []
    assert [t for _, t in raised("no_glucose", withdrawn=True)] == silences


def test_alerts_that_cannot_be_written_are_written_later_and_nothing_is_skipped(bench, anne, monkeypatch):
    bench.settle()
    raise_alerts, failures = alerts.raise_alerts, []

    def failing(*arguments):
        if len(failures) < 2:
            failures.append(1)
            raise OperationalError("database is locked")
        return raise_alerts(*arguments)

    monkeypatch.setattr(alerts, "raise_alerts", failing)
    before = bench.store.consumed()[consumer_name(_number(bench))]
    bench.send(*low_quarter(anne, NOW - HOUR))
    bench.runner.tick()
    assert raised("very_low_episode") == []
    assert bench.store.consumed()[consumer_name(_number(bench))] == before
    for _ in range(3):
        bench.settle()
    assert raised("very_low_episode") == [(anne, NOW - HOUR + 15 * MINUTE)]
    assert bench.store.consumed()[consumer_name(_number(bench))].seq == bench.store.counts().sequence


def test_who_is_enrolled_later_is_judged_from_the_enrolment_on(bench, anne, installed):
    bench.settle()
    late_comer = person("person:P-LATE")
    bench.send(*low_quarter(late_comer, NOW - 10 * DAY), *low_quarter(late_comer, NOW - 2 * HOUR))
    bench.settle()
    assert raised("very_low_episode") == []
    installations.enrol(installed, late_comer, SYSTEM, from_ms=NOW - 5 * DAY)
    bench.settle()
    assert raised("very_low_episode") == [(late_comer, NOW - 2 * HOUR + 15 * MINUTE)]


def test_a_changed_parameter_counts_at_once_and_for_the_day_before(bench, anne, installed):
    points = [(anne, NOW - 10 * HOUR + step * 5 * MINUTE, 280.0) for step in range(48)]
    bench.send(*points)
    bench.settle()
    assert raised("very_high_persistent") != []
    first = raised("very_high_persistent")
    installations.set_parameter(installed, "very_high_glucose", 300.0, layer="territory", reason="test", by=SYSTEM)
    bench.settle()
    bench.send(*[(anne, NOW - 5 * HOUR + step * 5 * MINUTE, 290.0) for step in range(48)])
    bench.settle()
    assert raised("very_high_persistent") == first
    assert bench.runner._running[installed].installed.parameters["very_high_glucose"] == 300.0


def test_an_installation_that_ends_is_no_longer_waited_for(bench, anne, installed):
    bench.settle()
    assert consumer_name(installed) in bench.store.consumed()
    installations.uninstall(installed, SYSTEM, reason="test")
    bench.settle()
    assert bench.store.consumed() == {}
    bench.send(*low_quarter(anne, NOW - HOUR))
    bench.settle()
    assert raised("very_low_episode") == []


def test_a_confirmed_value_is_judged_like_one_that_came_late(bench, anne):
    bench.settle()
    held_at = NOW - HOUR
    low = [(anne, held_at + minute * MINUTE, 45.0) for minute in (5, 10)]
    bench.send((anne, held_at, 5.0), *low, (anne, held_at + 17 * MINUTE, 100.0))
    bench.settle()
    assert raised("very_low_episode") == []
    bench.store.review(Review(bench.store.held()["seq"][0], accept=True))
    bench.settle()
    assert raised("very_low_episode") == [(anne, held_at + 15 * MINUTE)]
    assert Alert.objects.get(rule="very_low_episode").late


def test_one_failing_installation_leaves_the_others_at_work(bench, anne, installed, monkeypatch, caplog):
    other = installations.install("diabetes-home", "commune:67118", {}, from_ms=START)
    bruno = person("person:P-BRUN", residence="commune:67118")
    installations.enrol(other, bruno, SYSTEM, from_ms=START)
    bench.settle()
    monkeypatch.setattr(bench.runner._running[installed].live, "feed", lambda points: 1 / 0)
    bench.send(*low_quarter(anne, NOW - HOUR), *low_quarter(bruno, NOW - HOUR))
    bench.settle()
    assert raised("very_low_episode") == [(bruno, NOW - HOUR + 15 * MINUTE)]
    assert bench.runner.broken() == [consumer_name(installed)]
    assert "is left where it stands" in caplog.text
    bench.restart()
    bench.settle()
    assert raised("very_low_episode") == [(anne, NOW - HOUR + 15 * MINUTE), (bruno, NOW - HOUR + 15 * MINUTE)]


def test_a_store_that_is_away_for_a_moment_costs_no_point(bench, anne, installed, monkeypatch, caplog):
    bench.settle()
    bench.send((anne, NOW - HOUR, 100.0))
    bench.settle()
    history, failures = bench.store.history, []

    def away(*arguments, **named):
        if len(failures) < 2:
            failures.append(1)
            raise StoreError("the observation store failed: the server restarts", retryable=True)
        return history(*arguments, **named)

    monkeypatch.setattr(bench.store, "history", away)
    bench.send(*low_quarter(anne, NOW - 3 * HOUR))  # late: the engine asks for what lies around it
    for _ in range(4):
        bench.settle()
    assert len(failures) == 2
    assert raised("very_low_episode") == [(anne, NOW - 3 * HOUR + 15 * MINUTE)]
    assert bench.runner.broken() == []
    assert "taken up from where it was saved" in caplog.text


@pytest.mark.parametrize("seed", range(4))
def test_crashes_late_points_and_closed_days_change_no_alert(anne, installed, seed):
    """The alerts at the end are those of one engine that saw every point in order of time."""
    draw, bench = random.Random(seed), Bench(START)
    points = []
    for step in range(16 * 24 * 4):
        if draw.random() < 0.9:
            wave = 120 + 90 * draw.random() * (1 if draw.random() < 0.7 else -1)
            points.append((anne, NOW - 16 * DAY + step * 15 * MINUTE, round(max(25.0, wave) / 5) * 5.0))
    delayed = sorted(points, key=lambda point: point[1] + (draw.random() < 0.05) * draw.randrange(2 * DAY))
    for start in range(0, len(delayed), 60):
        bench.clock.now_ms = max(t for _, t, _ in delayed[: start + 60])
        bench.send(*delayed[start : start + 60])
        if draw.random() < 0.3:
            bench.restart()
        if draw.random() < 0.5:
            bench.settle()
        if draw.random() < 0.2:
            for day in bench.store.closable_days(bench.clock.now_ms - DAY):
                bench.store.close_day(day)
    bench.clock.now_ms = NOW
    bench.settle()
    installation = get_installation(installed)
    reference = Live(compile_program(installation.kit, installation.parameters))
    reference.enrol(anne, START)
    fed = reference.feed([(who, "glucose", t, value) for who, t, value in points])
    firings = [*fed.firings, *reference.advance(NOW)]
    expected = sorted((firing.rule, firing.t) for firing in firings)
    found = Alert.objects.filter(withdrawn_ms__isnull=True).values_list("rule", "t_ms")
    assert sorted(found) == expected
    assert len(expected) > 5
    bench.store.close()


def test_nobody_needs_to_be_installed(empty):
    made = Bench()
    made.settle()
    assert made.runner.ready()
    assert account("analyst", EUROMETROPOLE).pk
    made.store.close()


def test_points_from_before_the_enrolment_count_neither_live_nor_after_a_restart(bench, installed):
    bruno = person("person:P-BRUN")
    bench.send(*low_quarter(bruno, NOW - 10 * DAY), *low_quarter(bruno, NOW - 2 * HOUR))
    installations.enrol(installed, bruno, SYSTEM, from_ms=NOW - 5 * DAY)
    bench.restart()
    bench.settle()
    bench.restart()
    bench.settle()
    assert raised("very_low_episode") == [(bruno, NOW - 2 * HOUR + 15 * MINUTE)]


def test_reading_that_takes_long_reads_fewer_at_once_and_more_again_afterwards(bench, monkeypatch):
    bench.settle()
    asked: list[int] = []
    read = bench.store.delivered_after
    monkeypatch.setattr(bench.store, "delivered_after", lambda start, most: asked.append(most) or read(start, most))
    for slice_s in (-1.0, 60.0):
        monkeypatch.setattr("pagus.apps.streams.ingest.rules_runner._SLICE_S", slice_s)
        for _ in range(5):
            bench.runner.step()
    assert asked == [1_000, 500, 250, 125, 100, 100, 200, 400, 800, 1_000]
