"""Gates: a subject that sends no more, one that belongs to another, and stores that an older Pagus made."""

from __future__ import annotations

from functools import partial

from pagus.apps.streams.observation import Batch, Observation, Receipts
from pagus.apps.streams.store import gates
from pagus.apps.streams.store.gates import ensure_gates, load_gates
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.kernel.time import HOUR
from tests.store.conftest import NOW, PEOPLE

ONE, TWO = PEOPLE[0], PEOPLE[1]


def send(store: SqlStore, subject: str, t: int, signal: str = "weight", value: float = 80) -> Receipts:
    return store.commit(Batch("scale", [Observation(subject, signal, t, value)]))


def test_what_is_measured_after_a_stop_is_refused_with_its_reason(store: SqlStore) -> None:
    store.change_gates(partial(gates.close_gates, subject=ONE, signals=[""], since_ms=NOW - HOUR))
    late = send(store, ONE, NOW - 2 * HOUR)
    after = send(store, ONE, NOW - HOUR)
    other = send(store, TWO, NOW - HOUR)
    assert (late.accepted, other.accepted) == (1, 1)
    assert after.accepted == 0
    (note,) = after.rejected
    assert note.key == "the monitoring of {subject} was stopped: {signal} is not taken in any more"
    assert "take the device back" in note.remedy
    store.change_gates(partial(gates.open_gates, subject=ONE, signals=["weight"]))
    assert send(store, ONE, NOW - HOUR).accepted == 1


def test_a_stop_of_one_signal_leaves_the_others(store: SqlStore) -> None:
    store.change_gates(partial(gates.close_gates, subject=ONE, signals=["weight"], since_ms=NOW - HOUR))
    assert send(store, ONE, NOW).accepted == 0
    assert send(store, ONE, NOW, "glucose", 120).accepted == 1


def test_readings_of_a_merged_code_are_about_the_one_that_stays(store: SqlStore) -> None:
    store.change_gates(partial(gates.send_on, subject=ONE, belongs_to=TWO, since_ms=NOW))
    assert send(store, ONE, NOW, value=77).accepted == 1
    assert store.series(TWO, "weight")["value"].to_list() == [77.0]
    assert store.series(ONE, "weight").height == 0
    third = PEOPLE[2]
    store.change_gates(partial(gates.send_on, subject=TWO, belongs_to=third, since_ms=NOW))
    assert send(store, ONE, NOW - 1, value=76).accepted == 1
    assert store.series(third, "weight")["value"].to_list() == [76.0]


def test_a_store_without_gates_gets_them(store: SqlStore) -> None:
    database = store._database
    database.execute("DROP TABLE store_gate")
    database.execute("DELETE FROM store_meta WHERE name = 'gates'")
    ensure_gates(database)
    assert load_gates(database) == {}
    ensure_gates(database)
