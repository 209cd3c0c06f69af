"""What is wrong with a server or a database is said, and refused where it would cost observations."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.streams.store import database_postgres, fitness
from pagus.apps.streams.store.fitness import obstacles
from pagus.apps.streams.store.on_postgres import PostgresStore
from pagus.apps.streams.store.register import register_subjects
from pagus.apps.workspace_settings.postgres import PASSWORD_VARIABLE, PostgresAddress, read_address
from pagus.errors import ConfigError, StoreError
from tests.postgres.cluster import Cluster, find_binaries, running_cluster
from tests.store.conftest import NOW, PEOPLE, SetClock, fill_register

MARK = 7


def address_of(url: str, folder: Path = Path("/nowhere")) -> PostgresAddress:
    found = read_address(folder, {"url": url})
    assert found is not None
    return found


def said(address: PostgresAddress, **more: object) -> list[str]:
    return [str(each) for each in obstacles(address, MARK, **more)]


def open_store(address: PostgresAddress, folder: Path) -> PostgresStore:
    return PostgresStore(address, MARK, folder / "archive", SetClock())


@pytest.fixture
def address(postgres: Cluster) -> PostgresAddress:
    return address_of(postgres.emptied_database())


def test_a_fresh_database_of_the_right_kind_has_nothing_against_it(address, tmp_path):
    assert said(address, empty=True) == []
    open_store(address, tmp_path).close()
    assert said(address) == []
    assert said(address, empty=True) == ["the database is not empty: give the new workspace a new one"]
    assert fitness.version_of(address)[0].isdigit()


def test_a_server_that_is_away_and_a_database_that_is_missing_are_told(address, tmp_path):
    (gone,) = said(address_of(f"postgresql:///pagus?host={tmp_path}"))
    assert "does not let us in" in gone
    assert "No such file" in gone
    (missing,) = said(address_of(address.url.replace(address.name, "no_such_database")))
    assert 'database "no_such_database" does not exist' in missing


def test_an_old_server_is_told(address, monkeypatch):
    monkeypatch.setattr(fitness, "OLDEST", 99)
    (old,) = said(address)
    assert "too old: it takes 99 or newer" in old


def test_another_encoding_and_another_order_are_told(postgres):
    latin = postgres.make_database("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    assert "encoding LATIN1" in said(address_of(latin))[0]
    french = postgres.make_database("LOCALE_PROVIDER icu ICU_LOCALE 'fr' TEMPLATE template0")
    assert "sorts texts as in" in said(address_of(french))[0]
    plain = postgres.make_database("ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")
    assert said(address_of(plain)) == []


def test_missing_rights_and_tables_of_others_are_told(postgres, address, tmp_path):
    with postgres.connect() as connection:
        connection.execute("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN")
    as_guest = address_of(address.url.replace("pagus@", "guest@"))
    assert said(as_guest) == ["the role guest may not make tables there: make it the owner of the database"]
    with postgres.connect(address.name) as connection:
        connection.execute("GRANT ALL ON SCHEMA public TO guest")
    open_store(address, tmp_path).close()
    (of_others,) = said(as_guest)
    assert of_others.endswith("tables belong to another role than guest")


def test_tables_of_another_workspace_or_program_are_refused(postgres, address, tmp_path):
    open_store(address, tmp_path).close()
    (taken,) = [str(each) for each in obstacles(address, MARK + 1)]
    assert "tables of another workspace" in taken
    with pytest.raises(StoreError, match="tables of another workspace"):
        PostgresStore(address, MARK + 1, tmp_path / "archive", SetClock())
    other = address_of(postgres.make_database())
    with postgres.connect(other.name) as connection:
        connection.execute("CREATE TABLE invoices (id int)")
    assert "not of Pagus" in said(other)[0]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("synchronous_commit", "set synchronous_commit = on in postgresql.conf"),
        ("fsync", "set fsync = on in postgresql.conf"),
        ("full_page_writes", "set full_page_writes = on in postgresql.conf"),
    ],
)
def test_a_server_that_does_not_sync_is_refused(postgres, address, tmp_path, setting, told):
    with postgres.connect() as connection:
        connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        try:
            settled(postgres, setting, "off")
            assert told in said(address)[0]
            with pytest.raises(StoreError, match="may lose what it has acknowledged"):
                open_store(address, tmp_path)
        finally:
            connection.execute(f"ALTER SYSTEM RESET {setting}")
            connection.execute("SELECT pg_reload_conf()")
    settled(postgres, setting, "on")
    open_store(address, tmp_path).close()


def settled(postgres: Cluster, setting: str, value: str) -> None:
    """Wait until new connections have this setting."""
    for _ in range(500):
        with postgres.connect() as connection:
            if connection.execute(f"SHOW {setting}").fetchone()[0] == value:
                return
    raise AssertionError(f"{setting} is not {value}")


def test_a_store_of_a_newer_pagus_is_refused(postgres, address, tmp_path):
    open_store(address, tmp_path).close()
    with postgres.connect(address.name) as connection:
        connection.execute("UPDATE store_meta SET value = 99 WHERE name = 'schema'")
    with pytest.raises(StoreError, match="schema 99"):
        open_store(address, tmp_path)


def test_after_a_restart_of_the_server_the_store_goes_on(tmp_path):
    """Of a server of its own: the one of the other tests is not stopped under their feet."""
    binaries = find_binaries()
    assert binaries is not None
    with running_cluster(binaries) as cluster:
        store = open_store(address_of(cluster.make_database()), tmp_path)
        fill_register(store)
        assert store.commit(batch(100.0, NOW - 1)).accepted == 1
        cluster.stop("immediate")
        with pytest.raises(StoreError) as caught:
            store.commit(batch(101.0, NOW - 2))
        assert caught.value.retryable
        with pytest.raises(StoreError, match="does not let us in"):
            store.commit(batch(101.0, NOW - 2))
        cluster.start()
        assert store.commit(batch(101.0, NOW - 2)).accepted == 1
        assert store.history()["value"].to_list() == [101.0, 100.0]
        store.close()


def batch(value: float, t: int) -> Batch:
    return Batch("meter", [Observation(PEOPLE[0], "glucose", t, value)])


def test_two_writers_at_once_wait_for_each_other(address, tmp_path):
    """No two rows get one number, and a reader never finds a number behind the one it has read to."""
    fill_register(first := open_store(address, tmp_path))
    first.close()
    seen: list[int] = []
    done = threading.Event()

    def write(number: int) -> None:
        store = open_store(address, tmp_path)
        for step in range(40):
            store.commit(Batch(f"w-{number}", [Observation(PEOPLE[number], "glucose", NOW - step, 100.0)]))
        store.close()

    def read() -> None:
        store, reached = open_store(address, tmp_path), 0
        while True:
            ended = done.is_set()
            delivered, reached = store.delivered_after(reached, 1_000)
            seen.extend(each.seq for each in delivered)
            if ended and not delivered:
                break
        store.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    reader = threading.Thread(target=read)
    for thread in (reader, *threads):
        thread.start()
    for thread in threads:
        thread.join(60)
    done.set()
    reader.join(60)
    assert seen == sorted(set(seen))
    assert len(seen) == 160


def test_a_subject_registered_by_a_slow_transaction_is_not_missed(postgres, address, tmp_path):
    """A number is given before its transaction ends: a later one must not end first and hide it."""
    store = open_store(address, tmp_path)
    fill_register(store)
    inserted, go_on = threading.Event(), threading.Event()

    def register(code: str, pause: bool) -> None:
        with postgres.connect(address.name) as connection, connection.transaction(), connection.cursor() as cursor:

            def execute(statement: str, parameters: tuple[object, ...] = ()) -> None:
                cursor.execute(statement, parameters)
                if pause and "INSERT" in statement:
                    inserted.set()
                    go_on.wait(30)

            register_subjects(execute, [code])

    threads = [threading.Thread(target=register, args=("person:P-SLOW", True))]
    threads.append(threading.Thread(target=register, args=("person:P-QUICK", False)))
    threads[0].start()
    assert inserted.wait(30)
    threads[1].start()
    threads[1].join(0.3)
    store.history()
    go_on.set()
    for thread in threads:
        thread.join(30)
    for who in ("SLOW", "QUICK"):
        assert store.commit(Batch("m", [Observation(f"person:P-{who}", "glucose", NOW, 90.0)])).accepted == 1
    store.close()


def test_an_error_of_the_database_quotes_no_row(address, tmp_path):
    store = open_store(address, tmp_path)
    store.register_subjects(["person:P-SECRET"])
    with pytest.raises(StoreError) as caught, store._database.errors():
        store._database.execute("INSERT INTO store_subject (code) VALUES (?)", ["person:P-SECRET"])
    assert "duplicate key" in str(caught.value)
    assert "P-SECRET" not in str(caught.value)
    assert not caught.value.retryable
    store.close()


def test_a_batch_goes_in_with_every_text_a_sender_may_give(address, tmp_path):
    store = open_store(address, tmp_path)
    fill_register(store)
    events = ["ä", '"', "\\", "{a,b}", "NULL", "'; DROP TABLE store_hot; --", "$1", "?", "\n", "𝄞", "x" * 200]
    rows = [Observation(PEOPLE[0], "glucose", NOW - step, 90.0, None, event) for step, event in enumerate(events)]
    assert store.commit(Batch("meter", rows)).accepted == len(events)
    assert store.commit(Batch("meter", rows)).duplicates == len(events)
    found = store._database.execute("SELECT event FROM store_hot ORDER BY seq").fetchall()
    assert [event for (event,) in found] == events
    store.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://db/pagus", "write postgresql://"),
        ("postgresql://db", "write postgresql://"),
        ("postgresql://db/a/b", "write postgresql://"),
        ("postgresql://db:port/a", "write postgresql://"),
        ("postgresql://me:secret@db/pagus", "holds a password"),
        ("postgresql://db/pagus?password=secret", "holds a password"),
        ("postgresql://db/pagus?service=x", "unknown service"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_no_password_is_repeated(tmp_path, url, told):
    with pytest.raises(ConfigError, match=told) as caught:
        read_address(tmp_path, {"url": url})
    assert "secret" not in str(caught.value)


def test_the_table_takes_nothing_else(tmp_path):
    assert read_address(tmp_path, None) is None
    for table in ("postgresql:///pagus", {}, {"url": 5}, {"url": "postgresql:///pagus", "password": "x"}):
        with pytest.raises(ConfigError, match="may take a password_file"):
            read_address(tmp_path, table)


def test_an_address_in_all_its_parts(tmp_path, monkeypatch):
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    (tmp_path / "secret").write_text("from the file\n", encoding="utf-8")
    url = "postgresql://me@db.example.org:5433/the%20db?sslmode=verify-full&sslrootcert=tls/root.pem"
    address = read_address(tmp_path, {"url": url, "password_file": "secret"})
    assert address.parameters() == {
        "dbname": "the db",
        "host": "db.example.org",
        "port": "5433",
        "user": "me",
        "password": "from the file",
        "sslmode": "verify-full",
        "sslrootcert": str(tmp_path / "tls/root.pem"),
    }
    assert (address.local, address.verified) == (False, True)
    monkeypatch.setenv(PASSWORD_VARIABLE, "from the environment")
    assert address.password() == "from the environment"
    assert "environment" not in repr(address)
    monkeypatch.delenv(PASSWORD_VARIABLE)
    (tmp_path / "secret").unlink()
    with pytest.raises(ConfigError, match="cannot be read"):
        address.password()
    socket = read_address(tmp_path, {"url": "postgresql:///pagus?host=/run/postgresql"})
    assert (socket.local, socket.parameters()) == (True, {"dbname": "pagus", "host": "/run/postgresql"})


def test_the_array_form_is_the_one_that_the_driver_itself_writes(postgres):
    """The arrays are packed here for speed; the driver's own loader must read them back."""
    with postgres.connect() as connection:
        connection.adapters.register_dumper(database_postgres._Array, database_postgres._ArrayDumper)
        for kind, values in (
            ("i8", [0, -1, 2**62, -(2**62)]),
            ("f8", [0.0, -1.5, 1e300, 5e-324]),
            ("text", ["", None, "ä", "a\nb"]),
            ("text", [None]),
        ):
            array = database_postgres._Array(kind, values)
            cast = database_postgres._ARRAYS[kind]
            (found,) = connection.execute(f"SELECT %s::{cast}", [array]).fetchone()
            assert found == values
