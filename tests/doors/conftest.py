"""Tests of the doors run on the workspace of the process, with an empty store for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from tests.apps.workspace import *  # noqa: F403
from tests.store.conftest import GLUCOSE, NO2, WEIGHT


def empty_store() -> None:
    from pagus.apps.resources.tables import TABLES_VERSION
    from pagus.apps.streams import queries, submission

    for local, name in ((queries._LOCAL, "stores"), (submission._LOCAL, "submitters")):
        for each in local.__dict__.pop(name, {}).values():
            each.close()
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("store_")]
        for name in sorted(tables, reverse=True):
            if name == "store_meta":
                cursor.execute("DELETE FROM store_meta WHERE name = 'reindexed'")
                cursor.execute("UPDATE store_meta SET value = 0 WHERE name NOT IN ('schema', 'workspace')")
                cursor.execute("UPDATE store_meta SET value = %s WHERE name = 'resources'", [TABLES_VERSION])
            else:
                cursor.execute(f"DELETE FROM {name}")
    shutil.rmtree(settings.WORKSPACE.archive, ignore_errors=True)


@pytest.fixture
def empty(transactional_db: None) -> Iterator[None]:
    empty_store()
    yield
    empty_store()


@pytest.fixture
def people(empty: None) -> list[str]:
    """Three virtual people of Strasbourg and the signals of the tests."""
    from pagus.apps.streams.actions import register_signals
    from tests.apps.cast import person

    register_signals([GLUCOSE, WEIGHT, NO2])
    return [person(f"person:P-{letter * 4}") for letter in "ABC"]
