"""The hot rows of one series are found through runs: the same rows as by looking at all, whatever has come and gone."""

from __future__ import annotations

import random

import polars as pl
import pytest

from pagus.apps.streams.observation import Batch, Observation, Review
from pagus.apps.streams.store import recent_values, series_runs
from pagus.apps.streams.store.interface import Consumed
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.streams.store.series_runs import Span, rows_of_subjects
from pagus.kernel.time import DAY, MINUTE
from tests.store.conftest import NOW, PEOPLE

STATION = "thing:station-danube"
SERIES = [*((person, signal) for person in PEOPLE[:3] for signal in ("glucose", "weight")), (STATION, "no2")]


def drawn(draw: random.Random, now: int) -> Observation:
    """Mostly of now, some late by minutes or days, one in fifteen implausible, one in twenty a repeat."""
    subject, signal = draw.choice(SERIES)
    late = draw.choice([0, 0, 0, draw.randrange(30), draw.randrange(4) * 1_440])
    plausible = {"glucose": 100.0, "weight": 70.0, "no2": 20.0}[signal]
    value = plausible + draw.randrange(9) if draw.random() > 0.07 else 5_000.0
    return Observation(subject, signal, (now // MINUTE - late) * MINUTE, value)


def all_hot(store) -> pl.DataFrame:
    """What the hot table and the archive hold, looked at as a whole."""
    return store.history()


def compare(store) -> None:
    everything = all_hot(store)
    for subject, signal in SERIES:
        wanted = everything.filter(pl.col("subject") == subject, pl.col("signal") == signal).select("t", "value").rows()
        assert store.history([subject], [signal]).select("t", "value").rows() == wanted
        stored = store.series(subject, signal)
        assert stored.filter(pl.col("quality") == 0).select("t", "value").rows() == wanted
        for newest_first, enough in ((True, 3), (True, 100), (False, 3), (True, None)):
            rows: list[tuple[int, float]] = []
            pages = store.pages([subject], [signal], newest_first=newest_first, enough=enough)
            for page in pages:
                rows += page.select("t", "value").rows()
                if enough is not None and len(rows) >= enough:
                    break
            pages.close()
            assert rows[:enough] == (wanted[::-1] if newest_first else wanted)[:enough]
    middle = everything["t"].sort()[everything.height // 2]
    low, high = middle - 90 * MINUTE, middle + 90 * MINUTE
    some = everything.filter(pl.col("t").is_between(low, high), pl.col("subject").is_in(PEOPLE[:2]))
    assert store.history(PEOPLE[:2], None, low, high).rows() == some.rows()


def check_runs(store) -> None:
    """Every row up to the mark that is not held stands in one run; no run is without rows."""
    database = store._database
    (mark,) = database.execute("SELECT value FROM store_meta WHERE name = 'sorted'").fetchone()
    hot = database.execute("SELECT seq, t FROM store_hot WHERE seq <= ? AND quality <> 1", [mark]).fetchall()
    found = database.execute("SELECT r.seq, r.t FROM store_run_row r JOIN store_hot h ON h.seq = r.seq").fetchall()
    assert sorted(found) == sorted(hot)
    runs = database.execute("SELECT last_seq, first_seq, first_t, last_t FROM store_run").fetchall()
    for last, first, first_t, last_t in runs:
        assert any(first <= seq <= last for seq, _ in hot), "a run of which nothing is left"
        assert all(first_t <= t <= last_t for seq, t in hot if first <= seq <= last)
    assert {run for (run,) in database.execute("SELECT DISTINCT run FROM store_run_row")} == {run[0] for run in runs}


def check_recent(store) -> int:
    """What is kept of closed days is all of each series from some instant on, and not too much. Gives: how many."""
    database = store._database
    closed = pl.read_parquet(store._partitions.files(), glob=False) if store._partitions.files() else None
    total = 0
    for subject, signal in SERIES:
        numbers = (store._register.subjects[subject], store._register.signals[signal].number)
        start = recent_values.recent_from(database, *numbers)
        kept = [row[:2] for row in recent_values.recent_rows(database, *numbers, -(2**62), 2**62, 10_000)]
        wanted = []
        if closed is not None:
            of_series = (pl.col("subject") == subject) & (pl.col("signal") == signal) & (pl.col("quality") == 0)
            wanted = (
                closed.filter(of_series, pl.col("t") >= start).sort("t", descending=True).select("t", "value").rows()
            )
        assert kept == wanted
        assert len(kept) < 2 * recent_values.KEPT
        total += len(kept)
    return total


def test_a_crowded_day_that_is_closed_in_parts_is_left_to_its_file_from_the_first_part_on(
    store, open_store, monkeypatch
):
    """Its values are not kept with one part only to be forgotten with the next: that would hold up what waits."""
    monkeypatch.setattr(recent_values, "KEPT", 4)
    day, archivist = NOW // DAY - 3, open_store()
    crowded = [Observation(PEOPLE[0], "glucose", day * DAY + n * MINUTE, 100.0 + n) for n in range(8)]
    sparse = [Observation(PEOPLE[1], "glucose", day * DAY + n * MINUTE, 90.0) for n in range(2)]
    store.commit(Batch("meter", [*crowded[:2], *sparse, *crowded[2:]]))
    for _ in range(4):
        prepared = archivist.prepare_day(NOW, most=3)
        assert store.take_day(prepared) is not None
        ((kept,),) = store._database.execute("SELECT count(*) FROM store_recent").fetchall()
        assert kept == min(2, prepared.last - 2)
    assert archivist.prepare_day(NOW, most=3) is None
    assert check_recent(store) == 2
    compare(store)


@pytest.mark.parametrize("seed", range(3))
def test_runs_find_what_is_there_after_late_data_reviews_closings_and_restarts(
    store, open_store, clock, monkeypatch, seed
):
    monkeypatch.setattr(series_runs, "RUN", 9)
    monkeypatch.setattr(series_runs, "_FIRST_RUNS", 1)
    monkeypatch.setattr(recent_values, "KEPT", 4)
    draw = random.Random(seed)
    for step in range(90):
        clock.now_ms += draw.randrange(90) * MINUTE
        deed = draw.random()
        if deed < 0.75:
            store.commit(Batch("meter", [drawn(draw, clock.now_ms) for _ in range(draw.randrange(1, 12))]))
        elif deed < 0.85:
            for number in store.held()["seq"].to_list()[:2]:
                store.review(Review(number, accept=draw.random() < 0.7))
        elif deed < 0.95:
            store.advance_consumer("a", Consumed(draw.randrange(1, 500), NOW))  # later rows stay hot for it
            for day in store.closable_days(clock.now_ms - draw.randrange(2) * DAY)[:2]:
                store.close_day(day)
            store.forget_consumer("a")
        else:
            store = open_store()
        if step % 15 == 14:
            compare(store)
            check_runs(store)
            check_recent(store)
    counts = store.counts()
    assert counts.closed_days > 1
    assert counts.hot > 20
    for day in store.closable_days(clock.now_ms + 2 * DAY):
        store.close_day(day)
    compare(store)
    check_runs(store)
    assert check_recent(store) > 5
    (runs,) = store._database.execute("SELECT count(*) FROM store_run").fetchone()
    assert runs == 0, "nothing is hot but what is held, and no run has stayed"


def test_the_newest_rows_are_found_without_a_look_at_each_run(store, monkeypatch):
    monkeypatch.setattr(series_runs, "RUN", 10)
    for step in range(60):
        rows = [Observation(person, "weight", NOW - 100 * MINUTE + step * MINUTE, 70.0) for person in PEOPLE[:10]]
        store.commit(Batch("meter", rows))
    statements: list[str] = []
    execute = store._database.execute

    def counting(statement, parameters=()):
        statements.append(statement)
        return execute(statement, parameters)

    monkeypatch.setattr(store._database, "execute", counting)
    with store._history._snapshot():
        subject = store._register.subjects[PEOPLE[3]]
        signal = store._register.signals["weight"].number
        statements.clear()
        rows = rows_of_subjects(store._database, [subject], [signal], Span(0, NOW, 3))
    assert sorted((row[2] for row in rows), reverse=True)[:3] == [
        NOW - 100 * MINUTE + step * MINUTE for step in (59, 58, 57)
    ]
    in_runs = [each for each in statements if "store_run_row" in each]
    assert len(in_runs) == 1
    assert in_runs[0].count("?,") + 1 <= 8


def test_a_series_is_found_without_its_neighbours_in_time(tmp_path, clock):
    """SQLite's plan: through the key of the runs, never by time or through the whole table. (PostgreSQL's plans follow
    its statistics, which a test has none of.)
    """
    store = SqliteStore(tmp_path / "pagus.sqlite3", tmp_path / "archive", clock)
    database, words = store._database, "EXPLAIN QUERY PLAN "
    which = "r.run IN (1,2) AND r.subject IN (1) AND r.signal IN (1)"
    plan = str([tuple(row) for row in database.execute(words + series_runs._IN_RUNS.format(which=which), (0, 9))])
    assert "SEARCH r USING PRIMARY KEY (run=? AND subject=? AND signal=? AND t>? AND t<?)" in plan
    assert "SEARCH h USING INTEGER PRIMARY KEY" in plan
    unsorted = series_runs._UNSORTED.format(which="h.subject IN (1) AND h.signal IN (1)")
    assert "SEARCH h USING INTEGER PRIMARY KEY (rowid>?)" in str(
        [tuple(r) for r in database.execute(words + unsorted, (0, 9))]
    )
    held = series_runs._HELD.format(which="h.subject IN (1) AND h.signal IN (1)")
    assert "store_hot_held" in str([tuple(row) for row in database.execute(words + held, (0, 9))])
    store.close()


def test_a_store_without_runs_is_read_at_once_and_sorted_by_the_next_batches(store, open_store, monkeypatch):
    rows = [Observation(PEOPLE[0], "weight", NOW - step * MINUTE, 70.0) for step in range(40)]
    store.commit(Batch("meter", rows))
    database = store._database
    database.execute("UPDATE store_meta SET value = 3 WHERE name = 'schema'")
    database.execute("DELETE FROM store_meta WHERE name = 'sorted'")
    database.execute("DROP TABLE store_run")
    database.execute("DROP TABLE store_run_row")
    database.execute("DROP TABLE store_recent")
    database.execute("ALTER TABLE store_last DROP COLUMN recent_from")
    upgraded = open_store()
    assert upgraded.series(PEOPLE[0], "weight").height == 40
    monkeypatch.setattr(series_runs, "RUN", 25)
    for number in range(2):
        upgraded.commit(Batch("meter", [Observation(PEOPLE[1], "weight", NOW - number, 70.0)]))
    check_runs(upgraded)
    (runs,) = upgraded._database.execute("SELECT count(*) FROM store_run").fetchone()
    assert runs == 1
    assert upgraded.series(PEOPLE[0], "weight").height == 40
