"""What else follows the store: the journal of writings, the demo's feeder, reviews of held values."""

from __future__ import annotations

import pytest
from django.db import transaction

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.journal.queries import entries
from pagus.apps.streams import queries
from pagus.apps.streams.actions import register_signals, register_subjects, review_held, submit
from pagus.apps.streams.demo_feeder import DemoFeeder
from pagus.apps.streams.ingest.writing_journal import WritingJournal
from pagus.apps.streams.line.frames import Failure
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.workspace import Clock
from pagus.errors import NotFound, StoreError
from pagus.kernel.time import DAY, HOUR
from pagus.library.demo import demo_observations, demo_people, demo_things
from pagus.library.scenes import scene_of
from tests.apps.cast import account, person
from tests.apps.workspace import NOW
from tests.store.conftest import GLUCOSE, NO2, WEIGHT

EUROMETROPOLE = "epci:246700488"


@pytest.fixture
def anne(empty: None) -> str:
    register_signals([GLUCOSE, WEIGHT, NO2])
    register_subjects(["thing:station-danube"])
    return person("person:P-ANNE")


def test_writings_about_people_are_journalled_once_by_source(anne):
    journal = WritingJournal(queries.local_store())
    submit(Batch("meter", [Observation(anne, "glucose", NOW - step, 100.0) for step in range(5)]))
    submit(Batch("scale", [Observation(anne, "weight", NOW, 70.0)]))
    submit(Batch("station", [Observation("thing:station-danube", "no2", NOW, 20.0)]))
    before = len(entries(limit=100))
    journal.keep()
    journal.keep()
    written = entries(limit=100)[: len(entries(limit=100)) - before]
    assert {(each.verb, each.object_code) for each in written} == {
        ("write_observations", "source:meter"),
        ("write_observations", "source:scale"),
    }
    submit(Batch("meter", [Observation(anne, "glucose", NOW - 60, 100.0)]))
    WritingJournal(queries.local_store()).keep()
    last = entries(limit=1)[0]
    assert '"observations":1,"people":1' in last.detail.replace(" ", "")
    assert anne not in last.detail


def test_a_held_value_is_reviewed_by_who_may_and_journalled(anne):
    submit(Batch("meter", [Observation(anne, "glucose", NOW, 5.0), Observation(anne, "glucose", NOW - 1, 4.0)]))
    first, second = queries.held()
    assert (first.subject, first.value) == (anne, 5.0)
    with pytest.raises(NotFound):  # who may not see the person is not told that there is one
        review_held(first.number, accept=True, by=account("analyst", EUROMETROPOLE))
    with pytest.raises(NotFound):
        review_held(10**9, accept=True, by=SYSTEM)
    review_held(first.number, accept=True, by=account("nurse", EUROMETROPOLE, "team-a"))
    assert (entries(limit=1)[0].verb, entries(limit=1)[0].object_code) == ("accept_held", anne)
    review_held(second.number, accept=False, by=SYSTEM)
    assert queries.held() == []
    assert queries.series(anne, "glucose")["quality"].to_list() == [2, 0]


def test_submitting_inside_a_transaction_is_refused_at_once(anne):
    with transaction.atomic(), pytest.raises(StoreError, match="inside a transaction"):
        submit(Batch("meter", [Observation(anne, "glucose", NOW, 100.0)]))


class TestDemoFeeder:
    """A demo clock that runs from two weeks before its end."""

    @pytest.fixture
    def store(self, empty):
        register_signals([GLUCOSE, NO2])
        register_subjects([*demo_people()["code"], *demo_things()["code"]])
        return queries.local_store()

    def feeder(self, store, now_ms: int) -> DemoFeeder:
        clock = Clock(kind="demo", start_ms=NOW - 2 * DAY, started_wall_ms=0, speed=0.0, end_ms=NOW)
        made = DemoFeeder(store, clock, scene_of("programme:strasbourg"))
        made._clock = type("Set", (), {"now_ms": lambda self: now_ms})()
        return made

    def test_sends_what_the_clock_has_passed_and_nothing_twice(self, store):
        feeder = self.feeder(store, NOW - 2 * DAY + HOUR)
        batches = feeder.due()
        assert feeder.due() == []
        for batch in batches:
            feeder.answered(store.commit(batch))
        expected = demo_observations(NOW)
        in_time = expected.filter((expected["t_offset"] > -2 * DAY) & (expected["t_offset"] <= -2 * DAY + HOUR))
        sent = [observation for batch in batches for observation in batch.observations]
        assert len(sent) == in_time.height > 100
        assert feeder.due() == []
        again = self.feeder(store, NOW - 2 * DAY + 2 * HOUR)
        later = [observation for batch in again.due() for observation in batch.observations]
        assert later
        assert min(each.t for each in later) > max(each.t for each in sent)

    def test_sends_again_what_could_not_be_stored(self, store):
        feeder = self.feeder(store, NOW - 2 * DAY + HOUR)
        first = feeder.due()
        for _ in first:
            feeder.answered(Failure("StoreError", "the disk is full", {}))
        assert feeder.due() == first
