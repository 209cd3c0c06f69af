"""Both databases give the same answers to the same batches, reviews, closings and restarts."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.apps.streams.imports.reports import ImportNote, ImportReport
from pagus.apps.streams.observation import Batch, Note, Observation, Refusal, RequestKey, Review
from pagus.apps.streams.store import last_values, series_runs
from pagus.apps.streams.store.interface import Consumed
from pagus.apps.streams.store.on_postgres import PostgresStore
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.apps.workspace_settings.postgres import read_address
from pagus.errors import Conflict, PagusError
from pagus.kernel.time import DAY, MINUTE
from tests.postgres.cluster import Cluster
from tests.store.conftest import NOW, PEOPLE, SetClock, fill_register

SUBJECTS = (*PEOPLE[:3], "thing:station-danube", "person:P-NOBODY", "no code")
SIGNALS = ("glucose", "weight", "no2", "pulse")


class Pair:
    """One store in each database, of which everything is asked twice."""

    def __init__(self, folder: Path, url: str) -> None:
        self.clock = SetClock()
        self._folder = folder
        self._url = url
        self.stores: tuple[SqlStore, SqlStore]
        self._open()
        for store in self.stores:
            fill_register(store)

    def _open(self) -> None:
        address = read_address(self._folder, {"url": self._url})
        self.stores = (
            SqliteStore(self._folder / "s.sqlite3", self._folder / "archive-sqlite", self.clock),
            PostgresStore(address, 7, self._folder / "archive-postgres", self.clock),
        )

    def restart(self) -> None:
        self.close()
        self._open()

    def close(self) -> None:
        for store in self.stores:
            store.close()

    def both(self, ask: Callable[[SqlStore], object]) -> object:
        """What both say; they must say the same, refusals included."""
        answers = [_answer(ask, store) for store in self.stores]
        assert answers[0] == answers[1]
        return answers[0]

    def compare(self) -> None:
        self.both(lambda store: store.history().rows())
        self.both(lambda store: store.last_values().rows())
        self.both(lambda store: store.last_values([*PEOPLE[:2], "person:P-NOBODY"]).rows())
        self.both(lambda store: store.held().rows())
        self.both(lambda store: store.counts())
        self.both(lambda store: store.delivered_after(0, 50))
        self.both(lambda store: store.writings_after(3))
        self.both(lambda store: store.series(PEOPLE[0], "glucose", NOW - 3 * DAY).rows())
        self.both(lambda store: store.history(PEOPLE[:2], ["glucose", "no2"], NOW - 2 * DAY, NOW, until_seq=90).rows())


def _answer(ask: Callable[[SqlStore], object], store: SqlStore) -> object:
    try:
        return _plain(ask(store))
    except PagusError as error:
        return type(error), str(error)


def _plain(answer: object) -> object:
    if isinstance(answer, list):
        return [_plain(each) for each in answer]
    return (type(answer), str(answer)) if isinstance(answer, Conflict) else answer


@pytest.fixture
def pair(postgres: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    monkeypatch.setattr(last_values, "LONGEST_TAIL", 25)
    monkeypatch.setattr(series_runs, "RUN", 20)
    made = Pair(tmp_path, postgres.emptied_database())
    yield made
    made.close()


def drawn_batch(draw: random.Random) -> Batch:
    """Timely, late, future, ancient; repeats, contradictions, wrong units, implausible values, strangers."""
    observations = []
    for _ in range(draw.randrange(9)):
        t = NOW - draw.randrange(5) * DAY - draw.randrange(25) * MINUTE
        t += draw.choice([0] * 12 + [30 * DAY, -20_000 * DAY])
        value = draw.choice([90.0, 90.0, 90.0, 91.0, 92.5, 5.0, -1.0, float("nan"), 1e300])
        unit = draw.choice([None] * 6 + ["mmol/L", "kg", "nonsense"])
        event = draw.choice([None] * 5 + [f"e-{draw.randrange(90)}"] * 5 + ['ä\\"{}, NULL', "x" * 300, "nul\0"])
        subject, signal = draw.choice(SUBJECTS[: draw.choice([3, 6])]), draw.choice(SIGNALS[: draw.choice([1, 4])])
        observations.append(Observation(subject, signal, t, value, unit, event))
    refused = ()
    if draw.random() < 0.1:
        refused = (Refusal(Note(99, "value", "{text} is no number", {"text": "a\0b"}, "send a number"), "a\0b"),)
    request = None
    if draw.random() < 0.3:
        request = RequestKey(f"k-{draw.randrange(8)}", bytes([draw.randrange(2)]))
    return Batch(draw.choice(["meter", "gateway"]), observations, request, None, refused)


@pytest.mark.parametrize("seed", range(3))
def test_random_work_has_the_same_outcome_in_both(pair, seed):
    draw = random.Random(seed)
    for _ in range(60):
        deed = draw.random()
        if deed < 0.65:
            group = [drawn_batch(draw) for _ in range(draw.randrange(1, 5))]
            pair.both(lambda store, group=group: store.commit_group(group))
        elif deed < 0.75:
            waiting = pair.both(lambda store: store.held().rows())
            number = draw.choice(waiting)[0] if waiting else 1
            accept = draw.random() < 0.7
            pair.both(lambda store, number=number, accept=accept: store.review(Review(number, accept)))
        elif deed < 0.9:
            sequence = draw.randrange(1, 200)
            pair.both(lambda store, sequence=sequence: store.advance_consumer("a", Consumed(sequence, NOW)))
            days = pair.both(lambda store: store.closable_days(NOW))
            for day in days[:2]:
                pair.both(lambda store, day=day: store.close_day(day))
            pair.both(lambda store: store.forget_consumer("a"))
        else:
            pair.restart()
        pair.clock.now_ms += draw.randrange(2 * MINUTE)
    pair.compare()
    counts = pair.stores[0].counts()
    assert counts.closed_days > 0
    assert counts.rejected > 20
    assert counts.observations > 50
    pair.both(lambda store: store.tidy())
    pair.both(lambda store: store.verify_archive())
    pair.compare()


def test_reports_of_imports_are_the_same_in_both(pair):
    number = pair.both(lambda store: store.begin_import("äöü 'quoted'.csv", "upload"))
    note = Note(3, "value", "{text} is no number", {"text": "a\0b"}, "send a number")
    pair.both(lambda store: store.note_import(number, [ImportNote("rejected", note)] * 3))
    report = ImportReport(number, "äöü 'quoted'.csv", "upload", NOW, NOW + 5, 3, rejected=3)
    pair.both(lambda store: store.finish_import(report))
    assert pair.both(lambda store: store.import_reports()) == [report]
    assert pair.both(lambda store: store.import_notes(number)) == [ImportNote("rejected", note)] * 3
    pair.both(lambda store: store.import_notes(99))


def test_what_is_registered_is_the_same_in_both(pair):
    pair.both(lambda store: store.register_subjects(["commune:67482", "person:Ä-1"]))
    pair.both(lambda store: store.register_subjects(["no code"]))
    pair.both(lambda store: store.registered_subjects())
    pair.both(lambda store: store.registered_signals())
    pair.both(lambda store: store.signals())
    pair.both(lambda store: store.consumed())
