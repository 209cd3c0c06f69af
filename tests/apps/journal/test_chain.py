"""The journal finds whatever was changed, removed or inserted behind its back."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from pagus.apps.journal.actions import READ_PERIOD_MS, record, record_reads
from pagus.apps.journal.models import JournalEntry
from pagus.apps.journal.queries import entries, head, verify

pytestmark = pytest.mark.django_db
TABLE = "journal_journalentry"
ON_POSTGRES = connection.vendor == "postgresql"
REST = "at_ms, actor, role, verb, object_code, purpose, detail, previous, digest"


def write(count: int = 5) -> None:
    for number in range(count):
        record("nurse", "nurse", "acknowledge", f"person:P-{number:03}", "alert", {"alert": number})


def tamper(statement: str) -> None:
    """Do what somebody with the file in their hands could do: drop the triggers, then change rows."""
    with connection.cursor() as cursor:
        for verb in ("update", "delete", "insert"):
            cursor.execute(f"DROP TRIGGER journal_refuses_{verb}" + (f" ON {TABLE}" if ON_POSTGRES else ""))
        cursor.execute(statement)


def test_a_journal_as_it_was_written_is_whole() -> None:
    write()
    assert verify() is None
    assert [entry.number for entry in entries()] == [5, 4, 3, 2, 1]
    assert entries(object_code="person:P-002")[0].detail == '{"alert":2}'


def test_an_empty_journal_is_whole() -> None:
    assert verify() is None
    assert head() == (0, "0" * 64)


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET actor = 'someone'",
        f"DELETE FROM {TABLE} WHERE number = 3",
        f"INSERT INTO {TABLE} SELECT 3, {REST} FROM {TABLE} WHERE number = 2 "
        "ON CONFLICT (number) DO UPDATE SET actor = excluded.actor"
        if ON_POSTGRES
        else f"INSERT OR REPLACE INTO {TABLE} SELECT 3, {REST} FROM {TABLE} WHERE number = 2",
        *([f"TRUNCATE {TABLE}"] if ON_POSTGRES else []),
        f"INSERT INTO {TABLE} SELECT 9, {REST} FROM {TABLE} WHERE number = 2",
    ],
)
def test_the_database_refuses_to_change_an_entry(statement: str) -> None:
    write()
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert verify() is None


@pytest.mark.parametrize("column", ["at_ms", "actor", "role", "verb", "object_code", "purpose", "detail"])
def test_a_changed_field_is_found(column: str) -> None:
    write()
    tamper(f"UPDATE {TABLE} SET {column} = '7' WHERE number = 3")
    found = verify()
    assert found is not None
    assert (found.number, found.reason) == (3, "was changed after it was written")


def test_a_removed_entry_is_found() -> None:
    write()
    tamper(f"DELETE FROM {TABLE} WHERE number = 3")
    found = verify()
    assert found is not None
    assert (found.number, found.reason) == (3, "missing")


def test_a_forged_entry_with_its_own_digest_is_found_at_the_next_one() -> None:
    write()
    other = "ab" * 32
    tamper(f"UPDATE {TABLE} SET digest = '{other}', actor = 'x' WHERE number = 3")
    assert verify().number == 3  # type: ignore[union-attr]


def test_a_cut_tail_is_found_against_a_head_noted_elsewhere() -> None:
    write()
    noted = head()
    tamper(f"DELETE FROM {TABLE} WHERE number > 3")
    assert verify() is None
    found = verify(noted)
    assert found is not None
    assert found.number == 4


def test_a_rewritten_tail_is_found_against_a_head_noted_elsewhere() -> None:
    write()
    noted = head()
    tamper(f"DELETE FROM {TABLE} WHERE number > 3")
    write(2)
    assert verify() is None
    assert verify(noted).number == 5  # type: ignore[union-attr]


def test_an_undone_transaction_leaves_no_entry() -> None:
    write(1)
    with transaction.atomic():
        write(2)
        transaction.set_rollback(True)
    assert head()[0] == 1
    assert verify() is None


def test_a_page_that_refreshes_itself_is_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    assert record_reads("nurse", "nurse", ["person:P-001", "person:P-002"], "alerts") == 2
    assert record_reads("nurse", "nurse", ["person:P-001", "person:P-003"], "alerts") == 1
    assert record_reads("nurse", "nurse", ["person:P-001"], "series") == 1
    assert record_reads("other", "nurse", ["person:P-001"], "alerts") == 1
    later = JournalEntry.objects.latest("number").at_ms + READ_PERIOD_MS + 1
    monkeypatch.setattr("pagus.apps.journal.actions.wall_ms", lambda: later)
    assert record_reads("nurse", "nurse", ["person:P-001"], "alerts") == 1
    assert verify() is None


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain() -> None:
    def many() -> None:
        for _ in range(20):
            record("a", "nurse", "read", "person:P-001", "test")
        connection.close()

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert head()[0] == 80
    assert verify() is None
