"""Transactions take their turn, in whichever database: what one has looked at, no other changes before it ends."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError, connection, transaction

from pagus.apps.people.models import Team

pytestmark = pytest.mark.django_db(transaction=True)


def add_next_team() -> None:
    """Look, then write: two of these at once would give one number twice."""
    with transaction.atomic():
        number = Team.objects.count()
        Team.objects.create(code=f"team-{number}", name_fr="", name_en="", name_de="", territory="commune:67482")


def test_those_who_look_before_they_write_do_not_meet() -> None:
    failures: list[Exception] = []

    def many() -> None:
        try:
            for _ in range(10):
                add_next_team()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert Team.objects.count() == 40


def test_a_turn_that_does_not_come_is_told_and_the_connection_stays_usable() -> None:
    holding, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            holding.set()
            go_on.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert holding.wait(30)
    impatient = "SET lock_timeout = '50ms'" if connection.vendor == "postgresql" else "PRAGMA busy_timeout = 50"
    with connection.cursor() as cursor:
        cursor.execute(impatient)
    with pytest.raises(OperationalError, match=r"lock"), transaction.atomic():
        raise AssertionError("the turn came while another held it")
    assert Team.objects.count() == 0, "who only reads waits for nobody"
    go_on.set()
    thread.join(30)
    add_next_team()
    assert Team.objects.count() == 1
    connection.close()
