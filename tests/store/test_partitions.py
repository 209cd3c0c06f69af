"""Closed days: moved whole or not at all, read together with what is hot, met again by repeats."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from pagus.apps.streams.observation import Batch, Observation, Review
from pagus.apps.streams.store import partitions
from pagus.apps.streams.store.database_sqlite import SqliteDatabase
from pagus.apps.streams.store.interface import Consumed
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.streams.store.partitions import Partitions
from pagus.errors import StoreError
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.store.conftest import NOW, PEOPLE, SetClock, fill_register

TODAY = NOW // DAY
HALF_HOURS = 48


def day_of_glucose(day: int, people: int = 5) -> list[Observation]:
    return [
        Observation(person, "glucose", day * DAY + step * 30 * MINUTE, 80.0 + step, None, f"{person}/{day}/{step}")
        for step in range(HALF_HOURS)
        for person in PEOPLE[:people]
    ]


@pytest.fixture
def three_days(store: SqliteStore) -> SqliteStore:
    for day in (TODAY - 3, TODAY - 2, TODAY - 1):
        assert store.commit(Batch("meter", day_of_glucose(day))).accepted == 5 * HALF_HOURS
    return store


def test_closing_moves_rows_without_changing_what_is_read(three_days, monkeypatch):
    monkeypatch.setattr(partitions, "_READ_AT_ONCE", 100)  # three parts of a day
    before = three_days.history()
    series = three_days.series(PEOPLE[0], "glucose")
    assert three_days.closable_days(NOW) == [TODAY - 3, TODAY - 2, TODAY - 1]
    closed = three_days.close_day(TODAY - 3)
    assert (closed.rows, closed.generation) == (5 * HALF_HOURS, 1)
    assert three_days.close_day(TODAY - 3) is None, "nothing is left to move"
    counts = three_days.counts()
    assert (counts.hot, counts.archived, counts.closed_days) == (2 * 5 * HALF_HOURS, 5 * HALF_HOURS, 1)
    assert three_days.history().equals(before)
    assert three_days.series(PEOPLE[0], "glucose").equals(series)
    start, end = (TODAY - 3) * DAY + 12 * HOUR, (TODAY - 2) * DAY + HOUR
    expected = before.filter((pl.col("subject") == PEOPLE[0]) & pl.col("t").is_between(start, end))
    assert three_days.history([PEOPLE[0]], ["glucose"], start, end).equals(expected)
    assert three_days.verify_archive() == []


def test_the_file_is_sorted_compressed_and_named_by_its_day(three_days, tmp_path):
    three_days.close_day(TODAY - 3)
    (path,) = (tmp_path / "archive").glob("*")
    assert path.name == "observations-2026-03-07.1.parquet"
    frame = pl.read_parquet(path)
    assert frame.equals(frame.sort("signal", "subject", "t"))
    assert frame.columns == ["signal", "subject", "t", "value", "quality", "source", "event", "received"]
    assert b"(\xb5/\xfd" in path.read_bytes(), "zstd frames"


def test_repeats_of_closed_days_are_duplicates_and_contradictions_conflicts(three_days):
    three_days.close_day(TODAY - 3)
    repeat = three_days.commit(Batch("meter", day_of_glucose(TODAY - 3)))
    assert (repeat.duplicates, repeat.accepted) == (5 * HALF_HOURS, 0)
    first = day_of_glucose(TODAY - 3)[0]
    other_value = Observation(first.subject, "glucose", first.t, 999.0 / 2, None, first.event)
    other_instant = Observation(first.subject, "glucose", first.t + 7, first.value, None, first.event)
    no_identifier = Observation(first.subject, "glucose", first.t, first.value)
    other_source = Observation(first.subject, "glucose", first.t, 123.0)
    answer = three_days.commit(Batch("meter", [other_value, other_instant, no_identifier]))
    assert (answer.duplicates, [note.field for note in answer.rejected]) == (1, ["id", "id"])
    assert "499.5" in str(answer.rejected[0])
    assert "glucose 80 (person:P-0001" in str(answer.rejected[0])
    foreign = three_days.commit(Batch("upload", [other_source]))
    assert "another source" in str(foreign.rejected[0])


def test_late_points_are_read_at_once_and_merged_at_the_next_closing(three_days, tmp_path):
    three_days.close_day(TODAY - 3)
    late = Observation(PEOPLE[0], "glucose", (TODAY - 3) * DAY + 7, 55.0)
    assert three_days.commit(Batch("meter", [late])).accepted == 1
    read = three_days.history([PEOPLE[0]], None, (TODAY - 3) * DAY, (TODAY - 3) * DAY + HOUR)
    assert read["value"].to_list() == [80.0, 55.0, 81.0, 82.0]
    assert TODAY - 3 in three_days.closable_days(NOW)
    (first,) = (tmp_path / "archive").iterdir()
    os.utime(first, (0, 0))  # closed long ago
    closed = three_days.close_day(TODAY - 3)
    assert (closed.generation, closed.rows) == (2, 5 * HALF_HOURS + 1)
    assert Partitions(three_days._database, tmp_path / "archive", SetClock()).remove_strays() == 0
    assert three_days.history([PEOPLE[0]], None, (TODAY - 3) * DAY, (TODAY - 3) * DAY + HOUR).equals(read)
    assert three_days.commit(Batch("meter", [late])).duplicates == 1
    assert len(list((tmp_path / "archive").iterdir())) == 2, "the replaced file stays for those who read it"
    later = time.time() + 3600
    assert Partitions(three_days._database, tmp_path / "archive", SetClock()).remove_strays(later) == 1
    assert three_days.history([PEOPLE[0]], None, (TODAY - 3) * DAY, (TODAY - 3) * DAY + HOUR).equals(read)


def test_a_day_that_a_consumer_has_not_read_stays_hot(three_days):
    three_days.advance_consumer("installation:1", Consumed(5 * HALF_HOURS + 10, 0))
    assert three_days.closable_days(NOW) == [TODAY - 3, TODAY - 2]
    three_days.close_day(TODAY - 2)
    counts = three_days.counts()
    assert (counts.archived, counts.hot) == (10, 3 * 5 * HALF_HOURS - 10)
    three_days.forget_consumer("installation:1")
    assert three_days.closable_days(NOW) == [TODAY - 3, TODAY - 2, TODAY - 1]


def test_held_observations_wait_hot_and_are_archived_after_review(store):
    t = (TODAY - 3) * DAY
    store.commit(
        Batch("meter", [Observation(PEOPLE[0], "glucose", t, 5.4), Observation(PEOPLE[1], "glucose", t, 90.0)])
    )
    store.close_day(TODAY - 3)
    assert store.held().height == 1
    assert store.closable_days(NOW) == []
    assert store.commit(Batch("meter", [Observation(PEOPLE[0], "glucose", t, 5.4)])).duplicates == 1
    store.review(Review(store.held()["seq"][0], accept=True))
    assert store.close_day(TODAY - 3).rows == 2
    assert store.history()["value"].to_list() == [5.4, 90.0]


def test_reviewing_while_the_day_closes_makes_the_closing_start_again(store, open_store, monkeypatch):
    t = (TODAY - 3) * DAY
    rows = [Observation(PEOPLE[0], "glucose", t, 5.4), Observation(PEOPLE[1], "glucose", t, 90.0)]
    store.commit(Batch("meter", rows))
    write, reviewer = Partitions._write, open_store()

    def write_and_review(self, frame, day, generation):
        if reviewer.held().height:
            reviewer.review(Review(reviewer.held()["seq"][0], accept=True))
        return write(self, frame, day, generation)

    monkeypatch.setattr(Partitions, "_write", write_and_review)
    assert store.close_day(TODAY - 3) is None
    assert store.counts().hot == 2
    assert store.close_day(TODAY - 3).rows == 2


def test_a_row_that_arrives_while_the_day_closes_is_not_lost(store, open_store, monkeypatch):
    t = (TODAY - 3) * DAY
    store.commit(Batch("meter", [Observation(PEOPLE[0], "glucose", t, 90.0)]))
    write, other = Partitions._write, open_store()

    def write_and_commit(self, frame, day, generation):
        other.commit(Batch("meter", [Observation(PEOPLE[1], "glucose", t, 91.0)]))
        return write(self, frame, day, generation)

    monkeypatch.setattr(Partitions, "_write", write_and_commit)
    assert store.close_day(TODAY - 3).rows == 1
    assert store.history()["value"].to_list() == [90.0, 91.0]
    assert store.counts().hot == 1


def test_a_day_is_prepared_in_parts_over_another_connection_and_nothing_is_read_twice(three_days, open_store):
    before, archivist, taken = three_days.history(), open_store(), []
    while (prepared := archivist.prepare_day(NOW, most=100)) is not None:
        assert three_days.history().equals(before), "what is only prepared changes nothing"
        taken.append((prepared.is_part, three_days.take_day(prepared).rows))
        assert three_days.history().equals(before)
    assert taken == 3 * [(True, 100), (True, 200), (False, 240)]
    counts = three_days.counts()
    assert (counts.hot, counts.archived, counts.closed_days) == (0, 3 * 5 * HALF_HOURS, 3)
    assert three_days.verify_archive() == []


def test_what_comes_after_a_day_was_prepared_stays_hot_and_a_second_taking_is_none(three_days, open_store):
    archivist = open_store()
    first, second = archivist.prepare_day(NOW, most=1_000), archivist.prepare_day(NOW, most=1_000)
    late = Observation(PEOPLE[0], "glucose", (TODAY - 3) * DAY + 7, 55.0)
    assert three_days.commit(Batch("meter", [late])).accepted == 1
    whole = three_days.history()
    assert three_days.take_day(first).rows == 5 * HALF_HOURS
    assert three_days.take_day(second) is None, "its rows have left already"
    assert three_days.history().equals(whole)
    assert archivist.prepare_day(NOW, most=1_000).rows["value"].to_list() == [55.0]


def test_a_missing_or_changed_file_is_told(three_days, tmp_path):
    three_days.close_day(TODAY - 3)
    (path,) = (tmp_path / "archive").iterdir()
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    assert three_days.verify_archive() == [f"{path.name} was changed since it was closed"]
    path.unlink()
    assert three_days.verify_archive() == [f"{path.name} is missing"]
    with pytest.raises(StoreError, match="missing from the archive"):
        three_days.history()
    path.write_bytes(content)
    assert three_days.verify_archive() == []


CLOSING = """
import os, sys
sys.path.insert(0, {source!r})
from pathlib import Path
from pagus.apps.streams.store import partitions
from pagus.apps.streams.store.on_sqlite import SqliteStore
folder, step, count = Path(sys.argv[1]), 0, 0

def dying(function):
    def call(*arguments, **named):
        global count
        for moment in ("before", "after"):
            if moment == "after":
                result = function(*arguments, **named)
            count += 1
            if count == step:
                os.kill(os.getpid(), 9)
        return result
    return call

class Dying:
    def __init__(self, connection):
        self._connection = connection
    in_transaction = property(lambda self: self._connection.in_transaction)
    def execute(self, statement, *arguments):
        changes = statement.split()[0] in ("BEGIN", "DELETE", "INSERT", "UPDATE", "COMMIT")
        return (dying if changes else lambda f: f)(self._connection.execute)(statement, *arguments)
    def executemany(self, statement, rows):
        return dying(self._connection.executemany)(statement, rows)

partitions.os.fsync = dying(os.fsync)
partitions.Path.rename = dying(Path.rename)
partitions.pl.DataFrame.write_parquet = dying(partitions.pl.DataFrame.write_parquet)
for line in sys.stdin:
    step = int(line)
    child = os.fork()
    if child == 0:
        store = SqliteStore(folder / "pagus.sqlite3", folder / "archive", lambda: {now})
        store._database._connection = Dying(store._database._connection)
        os._exit(0 if store.close_day({day}) is not None else 3)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def test_a_closing_that_is_killed_at_any_step_loses_nothing(tmp_path):
    """Every write, sync, rename and statement of the closing is once the last one, before and after it."""
    store = SqliteStore(tmp_path / "pagus.sqlite3", tmp_path / "archive", SetClock())
    fill_register(store)
    store.commit(Batch("meter", day_of_glucose(TODAY - 3)))
    source = str(Path(__file__).resolve().parents[2] / "src")
    script = CLOSING.format(source=source, now=NOW, day=TODAY - 3)
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as closer:
        for step in itertools.count(1):
            store.commit(Batch("meter", [Observation(PEOPLE[6], "glucose", (TODAY - 3) * DAY + step, 70.0)]))
            before = store.history()
            closer.stdin.write(f"{step}\n")
            closer.stdin.flush()
            ended = int(closer.stdout.readline())
            after = store.history()
            assert after.equals(before), f"killed at step {step}"
            assert after.select("subject", "signal", "t").is_unique().all()
            assert store.verify_archive() == []
            if ended == 0:
                break
            assert ended == -signal.SIGKILL
    assert step > 16, "more than eight operations, each before and after"
    store.close()


def test_random_commits_closings_and_repeats_agree_with_a_plain_list(store):
    draw = random.Random(7)
    sent: dict[tuple[str, int], float] = {}
    for round_number in range(60):
        batch = []
        for _ in range(draw.randrange(12)):
            key = (draw.choice(PEOPLE[:4]), (TODAY - draw.randrange(1, 5)) * DAY + draw.randrange(40) * MINUTE)
            batch.append(Observation(key[0], "glucose", key[1], sent.get(key, 50.0 + round_number)))
            sent.setdefault(key, 50.0 + round_number)
        assert not store.commit(Batch("meter", batch)).rejected
        if draw.random() < 0.4:
            for day in store.closable_days(NOW):
                store.close_day(day)
    expected = sorted((subject, "glucose", t, value) for (subject, t), value in sent.items())
    assert store.history().rows() == expected
    assert store.counts().closed_days > 0


def test_the_log_of_writings_shrinks_again_once_a_long_reader_has_gone(tmp_path):
    file, log = tmp_path / "store.sqlite3", tmp_path / "store.sqlite3-wal"
    writer, reader = SqliteDatabase(file), SqliteDatabase(file)
    writer.execute("CREATE TABLE large (content BLOB)")
    limit = 64 * 1024 * 1024
    with reader.reading():
        reader.execute("SELECT count(*) FROM large").fetchone()
        for _ in range(9):
            writer.execute("INSERT INTO large VALUES (zeroblob(?))", [8 * 1024 * 1024])
        assert log.stat().st_size > limit
    for _ in range(2):
        writer.execute("INSERT INTO large VALUES (x'00')")
    assert log.stat().st_size <= limit
    reader.close()
    writer.close()
