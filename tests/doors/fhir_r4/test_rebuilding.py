"""Search rows that an older Pagus did not make: making them may stop anywhere, and ends with those of new resources."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection

from pagus.apps.resources.shapes import Reindexing
from pagus.apps.resources.tables import TABLES_VERSION
from pagus.apps.streams.line.frames import Reply, decode_request, frame
from pagus.apps.streams.queries import local_store
from pagus.apps.streams.submission import submitter
from pagus.cli.health import findings
from pagus.doors.fhir_r4 import rebuilding
from pagus.errors import StoreError
from pagus.fhir_r4.moulds import moulds
from tests.doors.fhir_r4.conftest import Fhir, weight
from tests.doors.fhir_r4.test_more_searches import SYSTOLIC, coded, pressure

TABLES = ("store_find_token", "store_find_date", "store_find_quantity", "store_find_text")
COMPONENTS = f"Observation?component-code-value-quantity={SYSTOLIC}$gt140"


def rows() -> dict[str, set[tuple[object, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for each in TABLES:
            cursor.execute(f"SELECT * FROM {each}")
            found[each] = set(cursor.fetchall())
    return found


def grow_old() -> None:
    """As an older Pagus left it: no words said of codes, no components, no quantities as they were written."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_find_text")
        cursor.execute("DELETE FROM store_find_quantity WHERE unit = '=' OR unit LIKE '%|%'")
        cursor.execute("UPDATE store_meta SET value = 1 WHERE name = 'resources'")


@pytest.fixture
def old(fhir: Fhir) -> Fhir:
    moulds.forget()  # the first of their like go the slow way and have all rows themselves
    for number in range(7):
        about = "http://testserver/fhir/r4/Patient/P-AAAA" if number == 5 else "Patient/P-AAAA"
        document = pressure(str(number), 150 + number, 90, subject={"reference": about})
        assert fhir.post("Observation", document).status_code == 201
    assert fhir.post("Basic", {"resourceType": "Basic", "code": coded("one", "A word")}).status_code == 201
    return fhir


def search_finding() -> tuple[bool, str]:
    (found,) = (each for each in findings(settings.WORKSPACE) if each.name == "search")
    return found.holds, found.finding


def test_made_again_they_are_the_same(old: Fhir, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = rows()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM store_version WHERE mould > 0")
        assert cursor.fetchone()[0] > 1, "some of them share rows in a mould, some do not"
    assert search_finding()[0]
    grow_old()
    assert rows() != expected
    assert not search_finding()[0]
    assert "pagus door reindex" in search_finding()[1]
    assert old.search(COMPONENTS) == []
    assert len(old.search("Observation?patient=P-AAAA")) == 7
    monkeypatch.setattr(rebuilding, "SLICE", 3)
    steps: list[tuple[int, int]] = []

    def stop(reached: int, last: int) -> None:
        steps.append((reached, last))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(stop)
    assert steps == [(3, 8)]
    assert rebuilding.search_state() == (True, 3, 8)
    assert len(old.search(COMPONENTS)) == 3
    assert len(old.search("Observation?patient=P-AAAA")) == 7
    assert old.post("Observation", weight(80)).status_code == 201  # what comes meanwhile has all of its rows
    assert rebuilding.rebuild() == 6
    made = rows()
    assert {each: expected[each] - made[each] for each in TABLES} == {each: set() for each in TABLES}
    assert {row for each in TABLES for row in made[each] - expected[each] if 9 not in row} == set()
    assert len(old.search(COMPONENTS)) == 7
    assert search_finding()[0]
    assert rebuilding.rebuild() == 0
    assert rebuilding.search_state() == (False, 0, 9)


def test_what_was_replaced_or_deleted_needs_none(old: Fhir) -> None:
    first, second = old.search("Observation?_sort=_lastUpdated&_count=2")
    assert old.put(f"Observation/{first['id']}", {**first, "status": "amended"}).status_code == 200
    assert old.send("DELETE", f"Observation/{second['id']}").status_code == 204
    grow_old()
    assert rebuilding.rebuild() == 7
    assert len(old.search(COMPONENTS)) == 6


def test_the_ingest_process_writes_them_where_it_runs(old: Fhir, monkeypatch: pytest.MonkeyPatch) -> None:
    """The request goes over the line as it is, and nothing is written beside it."""
    asked: list[object] = []

    def over_the_line(_: object, request: Reindexing) -> Reply:
        read = decode_request(frame(request)[4:])
        asked.append(read)
        assert isinstance(read, Reindexing)
        (answer,) = local_store().commit_group([read])
        return answer  # type: ignore[return-value]

    expected = rows()
    grow_old()
    monkeypatch.setattr(type(submitter(settings.WORKSPACE)), "_over_the_line", over_the_line)
    monkeypatch.setattr(type(submitter(settings.WORKSPACE)), "_alone", lambda *_: pytest.fail("written beside it"))
    assert rebuilding.rebuild() == 8
    assert [(each.reached, each.finished) for each in asked] == [(8, 0), (8, TABLES_VERSION)]  # type: ignore[attr-defined]
    assert rows() == expected


def test_a_newer_store_is_not_touched(old: Fhir) -> None:
    grow_old()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_meta SET value = %s WHERE name = 'resources'", [TABLES_VERSION + 1])
    from pagus.apps.streams.submission import open_store

    with pytest.raises(StoreError, match="tables of resources"):
        open_store(settings.WORKSPACE)
