"""What becomes of an observation: accepted, duplicate, held or rejected, and nothing in between."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.apps.streams.observation import Batch, Observation, RequestKey, Review
from pagus.apps.streams.store import last_values
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.errors import CodeError, Conflict, NotFound
from pagus.kernel.time import DAY, MINUTE, parse_instant
from tests.store.conftest import GLUCOSE, NOW, PEOPLE, SetClock

ANNE, BRUNO = PEOPLE[:2]


def glucose(value: float, t: int = NOW - DAY, subject: str = ANNE, **more: object) -> Observation:
    return Observation(subject, "glucose", t, value, **more)


def commit(store: SqliteStore, *observations: Observation, source: str = "meter"):
    return store.commit(Batch(source, list(observations)))


def test_accepted_observations_are_read_back(store):
    receipts = commit(store, glucose(101.5), glucose(102.0, NOW - DAY + 1), glucose(99.0, subject=BRUNO))
    assert (receipts.accepted, receipts.total) == (3, 3)
    frame = store.history([ANNE], ["glucose"])
    assert frame.rows() == [(ANNE, "glucose", NOW - DAY, 101.5), (ANNE, "glucose", NOW - DAY + 1, 102.0)]
    assert store.history().height == 3
    assert store.history([], None).height == 0
    assert store.history(None, ["no2"]).height == 0
    assert store.history([ANNE], None, NOW - DAY + 1, NOW).height == 1


def test_unit_is_converted_to_the_signals_own(store):
    commit(store, glucose(10.0, unit="mmol/L"), Observation(BRUNO, "weight", NOW, 81_200.0, "g"))
    assert store.series(ANNE, "glucose")["value"].to_list() == [pytest.approx(180.156, abs=1e-9)]
    assert store.series(BRUNO, "weight")["value"].to_list() == [81.2]


@pytest.mark.parametrize(
    ("observation", "field", "said", "remedy"),
    [
        (Observation(ANNE, "glucoze", NOW, 5.0), "signal", "'glucoze' is not registered", "glucose, no2, weight"),
        (glucose(5.0, subject="person:P-NONE"), "subject", "'person:P-NONE' is not registered", "pagus import people"),
        (glucose(5.0, unit="kgg"), "unit", "'kgg' is not a UCUM unit", "mg/dL"),
        (glucose(5.0, unit="kg"), "unit", "kg cannot become one in mg/dL: send mg/dL, mmol/L", "mg/dL"),
        (glucose(math.nan), "value", "not finite or far too large", "leave the observation out"),
        (glucose(math.inf), "value", "not finite or far too large", "leave the observation out"),
        (glucose(1e308, unit="mmol/L"), "value", "not finite or far too large", "leave the observation out"),
        (glucose(90.0, NOW + 5 * MINUTE + 1), "time", "lies in the future", "time zone"),
        (glucose(90.0, 2**62), "time", "lies in the future", "time zone"),
        (glucose(90.0, parse_instant("1989-12-31T23:59:59Z")), "time", "before 1990-01-01T00:00:00Z", "never set"),
        (glucose(90.0, -(2**62)), "time", "outside the calendar", "never set"),
        (glucose(90.0, event="x" * 201), "id", "201 characters", "1 to 200"),
        (glucose(90.0, event=""), "id", "0 characters", "1 to 200"),
        (glucose(90.0, event="e\0"), "id", "a NUL character", "leave the NUL"),
        (Observation("thing:station-danube", "glucose", NOW, 90.0), "subject", "about a person", "person"),
    ],
)
def test_bad_observation_is_rejected_with_its_reason_and_the_others_stay(store, observation, field, said, remedy):
    receipts = commit(store, glucose(101.0), observation, glucose(102.0, NOW))
    assert (receipts.accepted, len(receipts.rejected), len(receipts.held)) == (2, 1, 0)
    note = receipts.rejected[0]
    assert (note.position, note.field) == (1, field)
    assert said in str(note)
    assert remedy in note.in_words()[1]
    assert store.counts().hot == 2
    assert store.counts().rejected == 1


def test_five_minutes_ahead_is_still_now(store):
    assert commit(store, glucose(90.0, NOW + 5 * MINUTE)).accepted == 1


def test_implausible_is_held_and_kept_out_of_history_until_confirmed(store):
    receipts = commit(store, glucose(5.4), glucose(90.0, NOW - 2 * DAY))
    assert (receipts.accepted, len(receipts.held)) == (1, 1)
    assert "outside the plausible range of glucose, 20.0 to 600.0" in str(receipts.held[0])
    assert store.history()["value"].to_list() == [90.0]
    assert store.last_values()["value"].to_list() == [90.0]
    held = store.held()
    assert held["value"].to_list() == [5.4]
    before = store.counts().sequence
    store.review(Review(held["seq"][0], accept=True))
    assert store.history()["value"].to_list() == [90.0, 5.4]
    assert store.last_values()["value"].to_list() == [5.4]
    delivered, reached = store.delivered_after(before, 10)
    assert [each.value for each in delivered] == [5.4]
    assert reached == before + 1


def test_refused_after_review_is_kept_but_never_read_as_history(store):
    commit(store, glucose(5.4))
    store.review(Review(store.held()["seq"][0], accept=False))
    assert store.history().height == 0
    assert store.series(ANNE, "glucose")["quality"].to_list() == [2]
    assert store.held().height == 0
    with pytest.raises(NotFound):
        store.review(Review(1, accept=True))


@pytest.mark.parametrize("event", [None, "e-1"])
def test_a_repeat_has_no_effect(store, event):
    first = commit(store, glucose(101.0, event=event))
    again = commit(store, glucose(101.0, event=event), glucose(101.0, event=event))
    assert (first.accepted, again.accepted, again.duplicates) == (1, 0, 2)
    assert store.counts().hot == 1


def test_a_repeat_within_one_batch_has_no_effect(store):
    receipts = commit(store, *[glucose(101.0, event="e-1")] * 3, glucose(102.0, NOW))
    assert (receipts.accepted, receipts.duplicates) == (2, 2)


def test_one_identifier_with_two_values_names_both(store):
    commit(store, glucose(101.0, event="e-1"))
    receipts = commit(store, glucose(140.0, event="e-1"), glucose(101.0, NOW, event="e-1"))
    assert [note.field for note in receipts.rejected] == ["id", "id"]
    said = str(receipts.rejected[0])
    assert "'e-1'" in said
    assert "glucose 101 (person:P-0001, 2026-03-09T12:00:00Z)" in said
    assert "glucose 140 (person:P-0001, 2026-03-09T12:00:00Z)" in said
    assert store.history()["value"].to_list() == [101.0]


def test_identifiers_belong_to_their_source(store):
    commit(store, glucose(101.0, event="1"), source="meter-a")
    assert commit(store, glucose(99.0, NOW, event="1"), source="meter-b").accepted == 1


def test_a_series_has_one_value_at_an_instant(store):
    commit(store, glucose(101.0, event="e-1"))
    same = commit(store, glucose(101.0, event="e-2"), source="upload")
    other = commit(store, glucose(150.0), source="upload")
    own = commit(store, glucose(150.0))
    assert (same.duplicates, len(other.rejected), len(own.rejected)) == (1, 1, 1)
    assert "101" not in str(other.rejected[0]), "the value of another source is not told"
    assert "101" in str(own.rejected[0])


def test_last_value_is_the_newest_not_the_latest_arrival(store):
    commit(store, glucose(101.0, NOW), glucose(99.0, NOW - MINUTE))
    commit(store, glucose(98.0, NOW - 2 * MINUTE))
    assert store.last_values([ANNE]).select("t", "value", "source").rows() == [(NOW, 101.0, "meter")]
    assert store.last_values(["person:P-NONE"]).height == 0


def test_the_last_value_is_the_same_before_and_after_the_tail_is_folded_in(store, monkeypatch):
    commit(store, glucose(101.0, NOW), glucose(99.0, NOW - MINUTE, BRUNO))
    commit(store, glucose(98.0, NOW - 2 * MINUTE), glucose(97.0, NOW, BRUNO), glucose(5.0, NOW + 1, BRUNO))
    before = store.last_values()
    assert before["value"].to_list() == [101.0, 97.0]
    assert store._database.execute("SELECT count(*) FROM store_last").fetchone() == (0,)
    monkeypatch.setattr(last_values, "LONGEST_TAIL", 0)
    commit(store, glucose(96.0, NOW - 3 * MINUTE))
    assert store._database.execute("SELECT count(*) FROM store_last").fetchone() == (2,)
    assert store.last_values().equals(before)
    assert store.last_values([BRUNO, ANNE, BRUNO]).equals(before)


def test_a_store_of_the_version_before_is_brought_up_to_this_one(store, open_store, monkeypatch):
    monkeypatch.setattr(last_values, "LONGEST_TAIL", 0)  # as it was: last values complete after each batch
    commit(store, glucose(101.0, NOW))
    store._database.execute("DELETE FROM store_meta WHERE name IN ('last', 'uncounted')")
    for column in ("points", "first_t", "recent_from"):
        store._database.execute(f"ALTER TABLE store_last DROP COLUMN {column}")
    store._database.execute("UPDATE store_meta SET value = 1 WHERE name = 'schema'")
    monkeypatch.undo()
    newer = open_store()
    commit(newer, glucose(102.0, NOW + 1))
    assert newer.last_values()["value"].to_list() == [102.0]
    assert open_store().last_values([ANNE])["value"].to_list() == [102.0]
    assert open_store().tallies([ANNE]).rows() == [(ANNE, "glucose", 2, NOW, NOW + 1)]


def test_a_request_key_gives_the_first_answer_again(store):
    batch = Batch("gateway", [glucose(101.0), glucose(5.0, NOW)], RequestKey("k-1", b"digest"))
    first = store.commit(batch)
    assert store.commit(batch) == first
    assert first.accepted == 1
    with pytest.raises(Conflict, match="k-1"):
        store.commit(Batch("gateway", [glucose(102.0, NOW)], RequestKey("k-1", b"other")))
    assert store.commit(Batch("other", [glucose(102.0, NOW - 5)], RequestKey("k-1", b"x"))).accepted == 1


def test_a_group_answers_each_batch_and_a_conflict_of_one_leaves_the_others(store):
    key = RequestKey("k-1", b"digest")
    answers = store.commit_group(
        [
            Batch("a", [glucose(101.0)], key),
            Batch("a", [glucose(101.0)], key),
            Batch("a", [glucose(77.0)], RequestKey("k-1", b"other")),
            Batch("b", [glucose(101.0), glucose(102.0, NOW)]),
            Batch("c", []),
        ]
    )
    assert answers[0] == answers[1]
    assert isinstance(answers[2], Conflict)
    assert (answers[3].accepted, answers[3].duplicates) == (1, 1)
    assert answers[4].total == 0
    assert store.counts().hot == 2


def test_a_failing_group_leaves_nothing(store, monkeypatch):
    monkeypatch.setattr(last_values, "LONGEST_TAIL", 0)
    monkeypatch.setattr(last_values, "fold_tail", lambda database: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        commit(store, glucose(101.0), source="never-seen")
    monkeypatch.undo()
    assert store.counts().hot == 0
    assert commit(store, glucose(101.0), source="never-seen").accepted == 1


def test_registration_by_another_connection_is_seen_at_the_next_commit(store, open_store):
    other = open_store()
    assert len(commit(store, glucose(90.0, subject="person:P-LATE")).rejected) == 1
    other.register_subjects(["person:P-LATE"])
    assert commit(store, glucose(90.0, subject="person:P-LATE")).accepted == 1


def test_a_signal_may_widen_its_range_but_not_change_its_unit(store):
    wider = type(GLUCOSE)(code="glucose", name=GLUCOSE.name, subject="person", unit="mg/dL", plausible=(1.0, 900.0))
    store.register_signals([wider])
    assert commit(store, glucose(5.4)).accepted == 1
    other = type(GLUCOSE)(code="glucose", name=GLUCOSE.name, subject="person", unit="mmol/L", plausible=(1.0, 30.0))
    with pytest.raises(Conflict, match="unit mg/dL"):
        store.register_signals([other])
    with pytest.raises(CodeError):
        store.register_subjects(["no code"])


def test_rejections_are_in_order_of_position(store):
    commit(store, glucose(101.0))
    receipts = commit(store, glucose(77.0), glucose(1.0, unit="kg"), glucose(78.0))
    assert [note.position for note in receipts.rejected] == [0, 1, 2]


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE[:2]),
        st.integers(0, 4),
        st.sampled_from([90.0, 91.0, 5.0]),
        st.sampled_from([None, "a", "b"]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENTS, max_size=4))
def test_store_agrees_with_a_dictionary(tmp_path_factory, batches):
    """The plainest store there is: one dictionary by instant, one by identifier."""
    folder = tmp_path_factory.mktemp("store")
    store = SqliteStore(folder / "s.sqlite3", folder / "archive", SetClock())
    store.register_signals([GLUCOSE])
    store.register_subjects(PEOPLE[:2])
    by_instant: dict[tuple[str, int], float] = {}
    by_event: dict[str, tuple[str, int, float]] = {}
    for events in batches:
        expected = {"accepted": 0, "duplicates": 0, "held": 0, "rejected": 0}
        for subject, t, value, event in events:
            known = by_event.get(event) if event else None
            if known is None and (subject, t) in by_instant:
                known = (subject, t, by_instant[subject, t])
            if known is not None:
                expected["duplicates" if known == (subject, t, value) else "rejected"] += 1
                continue
            by_instant[subject, t] = value
            if event:
                by_event[event] = (subject, t, value)
            expected["held" if value < 20 else "accepted"] += 1
        receipts = store.commit(Batch("meter", [glucose(v, NOW - DAY + t, s, event=e) for s, t, v, e in events]))
        found = (receipts.accepted, receipts.duplicates, len(receipts.held), len(receipts.rejected))
        assert found == tuple(expected.values())
    assert store.counts().hot == len(by_instant)
    store.close()
